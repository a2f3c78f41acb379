"""What a search result says of its document before anybody opens it: what took its place, by what it has been amended."""

from __future__ import annotations

from datetime import date

from disclosure.search.source import search_records
from tests.district import MakeSite, policy

DOCUMENTS = {
    "policies/old.md": policy("测试区人民政府关于印发《旧办法全文》的通知", expires_on="2025-03-31"),
    "policies/new.md": policy(
        "测试区人民政府关于印发《新办法全文》的通知", succeeds="[old]", effective_on="2025-06-01"
    ),
    "policies/newer.md": policy("更新办法", repeals="[new]", effective_on="2025-09-01"),
    "policies/kept.md": policy("养老办法"),
    "policies/change.md": policy("关于修改《养老办法》的决定", amends="[kept]", effective_on="2025-07-01"),
    "policies/hidden.md": policy(
        "不公开",
        disclosure="withheld",
        basis="依据",
        amends="[{target: kept, articles: [第一条]}]",
        effective_on="2025-08-01",
    ),
    "interpretations/i.md": "---\ntitle: 解读\ninterprets: [old]\n---\n正文。\n",
}


def _remarks(make_site: MakeSite, key: str, on: date) -> list[tuple[str, str, str]]:
    """From when, until when, and what is said, with what the links are called."""
    found = next(one for one in search_records(make_site(DOCUMENTS, on=on)) if one.url.endswith(f"/{key}/"))
    return [
        (one.since, one.until, one.before + "、".join(name for _, name in one.links) + one.after)
        for one in found.remarks
    ]


def test_what_has_ended_names_what_is_in_its_place_once_that_holds(make_site: MakeSite) -> None:
    assert _remarks(make_site, "old", date(2025, 5, 1)) == [
        ("2025-06-01", "2025-09-01", "已由《新办法全文》接替。"),
        ("2025-09-01", "", "已由《更新办法》接替。"),
    ]
    assert _remarks(make_site, "old", date(2025, 10, 1)) == [("2025-09-01", "", "已由《更新办法》接替。")]


def test_what_is_farther_off_than_a_year_is_not_said_yet(make_site: MakeSite) -> None:
    assert _remarks(make_site, "old", date(2024, 4, 1)) == []


def test_what_was_amended_says_so_and_never_by_what_is_not_published(make_site: MakeSite) -> None:
    assert _remarks(make_site, "kept", date(2025, 7, 15)) == [
        ("2025-07-01", "2025-08-01", "自2025年7月1日起按《关于修改〈养老办法〉的决定》修改。"),
        ("2025-08-01", "", "自2025年8月1日起有修改。"),
    ]


def test_what_is_about_an_ended_document_says_that(make_site: MakeSite) -> None:
    assert _remarks(make_site, "i", date(2025, 4, 1)) == [("2025-04-01", "", "所涉的《旧办法全文》已失效。")]


def test_an_excerpt_is_known_to_be_older_than_an_amendment_to_come(make_site: MakeSite) -> None:
    records = search_records(make_site(DOCUMENTS, on=date(2025, 6, 15)))
    assert {one.url: one.text_until for one in records}["/policies/kept/"] == "2025-07-01"


def test_the_interpretation_of_a_draft_stands_below_what_came_of_it_and_ends_with_that(make_site: MakeSite) -> None:
    matter = (
        "---\ntitle: 制定旧办法\nyear: 2024\nnumber: 1\ndecides: gov\nlisted_on: 2023-12-01\nresult: old\n---\n正文。\n"
    )
    draft = "---\ntitle: 草案解读\ninterprets: [matter]\n---\n正文。\n"
    texts = DOCUMENTS | {"decisions/matter.md": matter, "interpretations/draft.md": draft}
    records = search_records(make_site(texts, on=date(2025, 4, 1)))
    found = next(one for one in records if one.url == "/interpretations/draft/")
    assert found.policy_url == ("/policies/old/", "/decisions/matter/")
    assert [(one.since, one.after) for one in found.remarks] == [("2025-04-01", "已失效。")]
