"""What a search result says of its document before anybody opens it: what took its place, by what it has been amended."""

from __future__ import annotations

from datetime import date

from disclosure.search.source import promised_records, search_records
from disclosure.site.render import load_static, renderer
from tests.district import ROOT, MakeSite, pages_of, policy

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


def test_who_explains_and_what_is_not_as_it_was_is_found_with_its_place(make_site: MakeSite) -> None:
    more = """speakers: [{role: 区民政局副局长, name: 张三}, {role: 专家}]
differences:
  - {subject: 申请年龄, before: 六十五周岁, after: 六十周岁}
  - {subject: 转让, before: 不得转让}
"""
    text = f"---\ntitle: 解读\ninterprets: [kept]\nform: leader\n{more}---\n## 要点\n\n正文。\n"
    site = make_site(DOCUMENTS | {"interpretations/i.md": text})
    found = next(one for one in search_records(site) if one.url == "/interpretations/i/")
    assert found.text == (
        "要点\n正文。\n讲解人：区民政局副局长 张三、专家\n新旧差异\n"
        "申请年龄：原来 六十五周岁，现在 六十周岁\n转让：原来 不得转让，现在 不再规定"
    )
    places = {one.id: found.text[one.start :] for one in found.passages}
    assert places["ui-speakers"].startswith("讲解人：")
    assert places["ui-differences"].startswith("新旧差异\n申请年龄")
    shown = renderer(ROOT / "templates", site, load_static(ROOT / "templates"), {})(pages_of(site)[found.url])
    assert all(f'id="{anchor}"' in shown for anchor in ("ui-speakers", "ui-differences"))


def test_a_changed_difference_is_a_changed_record(make_site: MakeSite) -> None:
    text = "---\ntitle: 解读\ninterprets: [kept]\ndifferences: [{{subject: 年龄, before: {}}}]\n---\n正文。\n"
    sites = [make_site(DOCUMENTS | {"interpretations/i.md": text.format(before)}) for before in ("六十", "七十")]
    found = [next(p for p in promised_records(site) if p.record.url == "/interpretations/i/") for site in sites]
    assert found[0].digests.words != found[1].digests.words
