"""What a reader takes home of a list."""

from __future__ import annotations

import csv
import io
from datetime import date

from disclosure.exports.takeaway import harmless, lists_as_csv
from disclosure.pipeline.analyse import plan
from disclosure.site.page import Output, Page, Site
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

DOCUMENTS = {
    "policies/old.md": policy("旧办法", published_on="2026-01-05", effective_on="2026-02-01", tags="[shop]"),
    "policies/new.md": policy(
        "新<办>法&一", published_on="2026-02-20", effective_on="2026-03-01", repeals="[old]", tags="[shop]"
    ),
    "policies/other.md": policy("别的", published_on="2026-01-01", expires_on="2026-02-10", tags="[old]"),
    "interpretations/i.md": "---\ntitle: 读懂旧办法\ninterprets: [old]\npublished_on: 2026-01-06\ntags: [shop]\n---\n文。\n",
}


def outputs(site: Site) -> dict[str, bytes]:
    pages = [item for item in plan(site) if isinstance(item, Page)]
    return {item.path: item.data for item in lists_as_csv(site, pages) if isinstance(item, Output)}


def test_the_list_comes_as_csv_with_status_and_address(make_site: MakeSite) -> None:
    data = outputs(make_site(DOCUMENTS, on=date(2026, 3, 1)))["tags/shop/list.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = {row["名称"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert set(rows) == {"旧办法", "新<办>法&一", "读懂旧办法"}
    assert rows["旧办法"]["效力（截至2026年3月1日）"] == "废止"
    assert rows["新<办>法&一"]["网址"] == "https://qinghe.example/policies/new/"


def test_no_cell_is_a_formula() -> None:
    assert [harmless(cell) for cell in ("=1+1", "+1", "-1", "@x", "\tx", "正文", "")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "正文",
        "",
    ]
