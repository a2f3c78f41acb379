"""What browsers and language models are told of a site: true of it, and leading somewhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from disclosure.exports.machines import llms, search_description
from disclosure.site.page import Output
from tests.district import MakeSite, policy

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_can_search_here(make_site: MakeSite, demo_site: Path) -> None:
    site = make_site({"policies/a.md": policy("甲")})
    (made,) = (one for one in search_description(site, ()) if isinstance(one, Output))
    root = ET.fromstring(made.data)
    assert len(root.findtext(f"{SPACE}ShortName", "")) <= 16
    (url,) = root.findall(f"{SPACE}Url")
    assert url.get("template") == f"{site.config.site.address}search/?q={{searchTerms}}"
    page = (demo_site / "index.html").read_text(encoding="utf-8")
    assert 'type="application/opensearchdescription+xml"' in page
    assert (demo_site / "opensearch.xml").exists()


def test_every_address_that_a_model_is_told_is_there(demo_site: Path) -> None:
    text = (demo_site / "llms.txt").read_text(encoding="utf-8")
    told = re.findall(r"\]\(https://qinghe\.example/([^)]*)\)", text)
    assert len(told) > 10
    missing = [path for path in told if not (demo_site / path / ("index.html" if path.endswith("/") else "")).exists()]
    assert missing == []
    assert "示范数据" in text


def test_what_a_site_has_not_is_not_named(make_site: MakeSite) -> None:
    (made,) = (one for one in llms(make_site({"policies/a.md": policy("甲")}), ()) if isinstance(one, Output))
    text = made.data.decode()
    assert "data/catalogue/catalogue.csv" in text
    assert "data/knowledge" not in text
    assert "/interpretations/" not in text
