"""The map for search engines: every page that is to be found, in parts that the protocol allows, with days that are true."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

import pytest

from disclosure.exports import sitemap as module
from disclosure.exports.sitemap import sitemap
from disclosure.library.changed import changed_on
from disclosure.model.kinds import KINDS
from disclosure.pipeline.analyse import plan
from disclosure.pipeline.build import read
from disclosure.site.page import Output, Page, Site
from tests.conftest import DEMO_DAY
from tests.district import MakeSite, make_site, pages_of, policy
from tests.library.test_happenings import DISTRICT

__all__ = ["make_site"]

ROOT = Path(__file__).parents[2]
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def files_of(site: Site) -> dict[str, str]:
    planned = [item for item in plan(site) if isinstance(item, Page)]
    return {one.path: one.data.decode() for one in sitemap(site, planned) if isinstance(one, Output)}


def days_of(files: dict[str, str]) -> dict[str, str | None]:
    """Every address with its day, read part by part from the index."""
    found: dict[str, str | None] = {}
    for part in ET.fromstring(files["sitemap.xml"]).iter(f"{SPACE}loc"):
        for url in ET.fromstring(files[(part.text or "").removeprefix("https://qinghe.example/")]):
            address = url.findtext(f"{SPACE}loc", "").removeprefix("https://qinghe.example")
            assert address not in found
            found[address] = url.findtext(f"{SPACE}lastmod")
    return found


def test_every_page_that_is_to_be_found_stands_in_one_part(make_site: MakeSite) -> None:
    site = make_site(DISTRICT, on=date(2026, 7, 15))
    files = files_of(site)
    assert files["robots.txt"].splitlines()[-1] == "Sitemap: https://qinghe.example/sitemap.xml"
    documents = {page.url for page in pages_of(site).values() if page.indexed and page.url.endswith("/")}
    found = days_of(files)
    assert found.keys() <= documents
    assert {"/", "/library/", "/policies/old/", "/policies/en/", "/pages/p/"} <= found.keys()
    assert "/policies/old/" in files["sitemap-policies.xml"]
    assert 'hreflang="en" href="https://qinghe.example/policies/en/"' in files["sitemap-policies.xml"]
    parts = {name.removeprefix("sitemap-").removesuffix(".xml") for name in files if name.startswith("sitemap-")}
    assert {"consultations", "interpretations", "lists", "pages", "policies"} <= parts <= {"lists", *KINDS}


def test_parts_are_as_large_as_is_allowed(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site({f"policies/p{number}.md": policy(f"甲{number}") for number in range(7)})
    whole = days_of(files_of(site))
    monkeypatch.setattr(module, "MOST_ADDRESSES", 3)
    files = files_of(site)
    assert [name for name in files if "policies" in name] == [
        f"sitemap-policies{number}.xml" for number in ("", "-2", "-3")
    ]
    assert days_of(files) == whole
    monkeypatch.setattr(module, "MOST_ADDRESSES", 50_000)
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    files = files_of(site)
    assert max(len(text.encode()) for name, text in files.items() if "-" in name) <= 1000
    assert days_of(files) == whole


CHANGED: dict[str, dict[str, str | None]] = {
    "2026-01-04": {"short": "2026-01-01", "old": None, "p": "2026-01-03", "i": None},
    "2026-01-31": {"old": "2026-01-05", "i": "2026-01-06", "q": "2026-01-09", "waiting": "2026-01-07"},
    "2026-02-20": {"old": "2026-02-01", "en": "2026-02-03", "d": "2026-02-01"},
    "2026-03-30": {"old": "2026-03-01", "en": "2026-03-01", "change": "2026-03-01", "d": "2026-03-28"},
    "2026-07-15": {"old": "2026-06-01", "en": "2026-06-01", "i": "2026-01-06", "gone": "2026-07-01", "s": "2026-01-08"},
    "2026-08-12": {"short": "2026-01-01", "e": "2026-08-12"},
    "2026-09-01": {"short": "2026-09-01", "c": "2026-04-01", "e": "2026-08-13"},
}
"""By the day of a build, when documents changed last: never later than that day, and not when they were only told of."""


@pytest.mark.parametrize("on", CHANGED)
def test_the_day_is_that_of_the_last_change_of_its_own(make_site: MakeSite, on: str) -> None:
    site = make_site(DISTRICT, on=date.fromisoformat(on))
    found = {key: changed_on(site.library, site.library.documents[key].record, site.on) for key in CHANGED[on]}
    assert {key: day and str(day) for key, day in found.items()} == CHANGED[on]


def test_a_list_changes_with_what_stands_in_it(make_site: MakeSite) -> None:
    days = {"a": "2024-01-02", "b": "2024-02-02", "c": "2025-03-02", "d": "2025-04-02"}
    documents = {f"policies/{key}.md": policy(key, published_on=day, themes="[civil]") for key, day in days.items()}
    documents |= {
        f"policies/x{n}.md": policy("老", published_on=f"2023-01-0{n}", themes="[civil]") for n in range(1, 6)
    }
    documents["policies/end.md"] = policy("清理", published_on="2025-05-02", declares_invalid="[b]")
    found = days_of(files_of(make_site(documents, page_size=5)))
    assert found["/themes/civil/"] == "2025-05-02"  # b ended
    assert found["/themes/civil/page/2/"] == "2025-04-02"  # d came, and moved a document onto it
    assert found["/themes/"] is None
    assert found["/status/declared_invalid/"] is None  # what left such a list is not in it


def test_nothing_changed_from_one_day_to_the_next(make_site: MakeSite) -> None:
    before, after = (files_of(make_site(DISTRICT, on=date(2026, 7, day))) for day in (15, 16))
    assert before == after


def test_the_sample_district_on_successive_days(demo: Site) -> None:
    """What differs is what changed on the second day; no day is to come."""
    days = (DEMO_DAY, DEMO_DAY + timedelta(days=1))
    before, after = (days_of(files_of(site)) for site in (demo, read(ROOT, days[1])[0]))
    assert before.keys() == after.keys()
    assert {after[url] for url in before if before[url] != after[url]} <= {str(days[1])}
    known = [day for day in before.values() if day]
    assert len(known) > 200
    assert max(known) <= str(DEMO_DAY)
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in known)
