"""What a reader follows and takes home of a list: feeds that tell each thing once and not before its day, and CSV."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from disclosure.exports.takeaway import feeds, harmless, lists_as_csv
from disclosure.pipeline.analyse import plan
from disclosure.site.page import Output, Page, Site
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

ATOM = "{http://www.w3.org/2005/Atom}"
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
    made = [item for export in (feeds, lists_as_csv) for item in export(site, pages)]
    return {item.path: item.data for item in made if isinstance(item, Output)}


def entries(data: bytes) -> list[tuple[str, str, str]]:
    """The id, the day and the title of each entry."""
    found = ET.fromstring(data).iter(f"{ATOM}entry")
    return [tuple(entry.findtext(f"{ATOM}{name}", "") for name in ("id", "updated", "title")) for entry in found]  # type: ignore[misc]


def test_each_thing_is_told_once_and_not_before_its_day(make_site: MakeSite) -> None:
    seen: dict[str, str] = {}
    told: list[str] = []
    day = date(2025, 12, 30)
    while day <= date(2026, 3, 3):
        for key, updated, title in entries(outputs(make_site(DOCUMENTS, on=day))["feed.xml"]):
            assert updated[:10] <= str(day)
            if key not in seen:
                assert updated[:10] > str(day - timedelta(days=3))
                told.append(title)
            assert seen.setdefault(key, title) == title
        day += timedelta(days=3)
    assert sorted(told) == sorted(
        (
            "公布：《别的》",
            "公布：《旧办法》",
            "政策解读：读懂旧办法",
            "即将到期：《别的》有效期至2026年2月10日",
            "施行：《旧办法》自2026年2月1日起施行",
            "失效：《别的》自2026年2月11日起失效",
            "公布：《新<办>法&一》",
            "施行：《新<办>法&一》自2026年3月1日起施行",
            "废止：《旧办法》自2026年3月1日起废止",
        )
    )


def test_a_feed_of_a_list_has_what_stands_under_it(make_site: MakeSite) -> None:
    made = outputs(make_site(DOCUMENTS, on=date(2026, 3, 1)))
    titles = {title for _, _, title in entries(made["tags/shop/feed.xml"])}
    assert "公布：《别的》" not in titles
    assert {"政策解读：读懂旧办法", "废止：《旧办法》自2026年3月1日起废止"} <= titles
    root = ET.fromstring(made["tags/shop/feed.xml"])
    links = {link.get("rel"): link.get("href") for link in root.iter(f"{ATOM}link")}
    assert links["self"] == "https://qinghe.example/tags/shop/feed.xml"
    required = ("id", "title", "updated")
    assert all(entry.find(f"{ATOM}{name}") is not None for entry in root.iter(f"{ATOM}entry") for name in required)


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
