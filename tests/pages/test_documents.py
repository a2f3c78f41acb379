"""The pages of single documents: policies and interpretations."""

import re
from datetime import date, timedelta
from typing import cast

import pytest

from disclosure.library.listings import Window
from disclosure.model.choices import Status
from disclosure.model.media import MediaKind
from disclosure.model.validity import status_on
from disclosure.pages._changes import Change
from disclosure.pages._parts import Link
from disclosure.pages._standing import Standing
from disclosure.pages.interpretation import InterpretationView
from disclosure.pages.policy import PolicyView
from disclosure.site.page import Page, Site
from tests.district import MakeSite, pages_of, policy


def view_of(site: Site, key: str) -> PolicyView:
    return cast("PolicyView", pages_of(site)[f"/policies/{key}/"].view)


def standing_on(view: PolicyView, day: date) -> Standing:
    (standing,) = [s for s in view.standings if Window.on(day, s.window.since, s.window.until).open]
    return standing


CHAIN = {
    "policies/old.md": policy("旧办法", expires_on="2026-12-31", category="normative", term_note="三年"),
    "policies/more.md": policy("延期", extends="[{target: old, until: 2027-12-31}]", published_on="2025-12-01"),
    "policies/change.md": policy("修改", amends="[{target: old, articles: [第五条]}]", published_on="2025-06-01"),
    "policies/part.md": policy("部分废止", repeals="[{target: old, articles: [第九条]}]", published_on="2025-07-01"),
    "policies/new.md": policy(
        "新办法",
        document_number="测府规〔2026〕1号",
        repeals="[old]",
        published_on="2026-02-01",
        effective_on="2026-06-01",
    ),
    "policies/rules.md": policy("细则", implements="[new]", based_on="[{title: 某法, url: https://law.example/1}]"),
}


def test_on_every_day_one_sentence_holds_and_it_is_the_right_one(make_site: MakeSite) -> None:
    first = date(2026, 1, 1)
    site = make_site(CHAIN, first)
    for key, timeline in site.library.timelines.items():
        view = view_of(site, key)
        for days in range(-1000, 1000, 7):
            day = first + timedelta(days=days)
            assert standing_on(view, day).status is status_on(timeline, day)


@pytest.mark.parametrize(
    ("how", "day", "sentence", "term"),
    [
        (
            "repealed",
            "",
            "本文件已经废止（废止日期不详），不再作为办事依据。",
            "自2024年1月2日起施行；已废止，废止日期不详。",
        ),
        (
            "expired",
            "",
            "本文件已经失效（失效日期不详），不再作为办事依据。",
            "自2024年1月2日起施行；已失效，失效日期不详。",
        ),
        (
            "expired",
            ", on: 2025-03-01",
            "本文件已于2025年3月1日失效，不再作为办事依据。",
            "自2024年1月2日起施行；自2025年3月1日起失效。",
        ),
        (
            "declared_invalid",
            ", on: 2025-03-01",
            "本文件已于2025年3月1日被宣布失效，不再作为办事依据。",
            "自2024年1月2日起施行；自2025年3月1日起宣布失效。",
        ),
    ],
)
def test_what_ended_by_a_source_elsewhere_says_so_and_names_no_day_that_nobody_knows(
    make_site: MakeSite, how: str, day: str, sentence: str, term: str
) -> None:
    ended = f"{{how: {how}, source: 市公告, url: https://city.example/1{day}}}"
    documents = {
        "policies/a.md": policy("甲", ended=ended),
        "policies/b.md": policy("译", translation_of="a", language="ja"),
    }
    site = make_site(documents)
    for key in ("a", "b"):
        view = view_of(site, key)
        standing = standing_on(view, site.on)
        assert (standing.status.value, standing.sentence, view.term) == (how, sentence, term)
        assert standing.source == Link("市公告", "https://city.example/1")


def test_the_successor_is_named_before_and_after_the_repeal(make_site: MakeSite) -> None:
    view = view_of(make_site(CHAIN), "old")
    before, after = standing_on(view, date(2026, 5, 31)), standing_on(view, date(2026, 6, 1))
    assert (before.status, after.status) == (Status.IN_FORCE, Status.REPEALED)
    assert before.by is not None
    assert after.by is not None
    assert before.by.record.id == after.by.record.id == "new"
    assert "2026年6月1日" in before.sentence
    assert "2026年6月1日" in after.sentence


def test_who_ends_a_term_is_named_only_for_a_repeal(make_site: MakeSite) -> None:
    documents = {key: text for key, text in CHAIN.items() if "new" not in key and "rules" not in key}
    view = view_of(make_site(documents), "old")
    assert [standing.by for standing in view.standings] == [None] * len(view.standings)
    assert view.term == "自2024年1月2日起施行；有效期至2027年12月31日。"


@pytest.mark.parametrize(
    ("without", "last", "why"),
    [
        ((), date(2026, 5, 31), "（因废止；原定2026年12月31日）"),
        (("new", "rules"), date(2027, 12, 31), "（延期后；原定2026年12月31日）"),
    ],
)
def test_the_last_day_is_the_one_that_counts_and_that_of_the_text_stands_beside_it(
    make_site: MakeSite, without: tuple[str, ...], last: date, why: str
) -> None:
    documents = {key: text for key, text in CHAIN.items() if not any(name in key for name in without)}
    (element,) = [e for e in view_of(make_site(documents), "old").elements if e.label == "有效期至"]
    assert (element.day, [value.text for value in element.values]) == (last, [why])


def said(change: Change, day: date) -> str:
    """What a change says on a day, as a reader reads it."""
    (one,) = [s for s in change.sentences if Window.on(day, s.window.since, s.window.until).open]
    places = "、".join(place.text for place in change.places)
    assert change.by is not None
    return f"{one.before}{places}{one.between}《{change.by.record.title}》{one.after}"


def test_changes_that_leave_a_document_standing_are_seen_beside_its_status(make_site: MakeSite) -> None:
    changes = view_of(make_site(CHAIN), "old").changes
    assert [said(change, date(2025, 6, 15)) for change in changes] == [
        "第五条已于2025年6月1日被《修改》修改。",
        "第九条将于2025年7月1日被《部分废止》废止。",
        "本文件的有效期将自2025年12月1日起由《延期》延至2027年12月31日。",
    ]
    assert [said(change, date(2026, 1, 1)) for change in changes] == [
        "第五条已于2025年6月1日被《修改》修改。",
        "第九条已于2025年7月1日被《部分废止》废止。",
        "本文件的有效期自2025年12月1日起由《延期》延至2027年12月31日。",
    ]


LAW = """
第一条　甲。

第二条　乙：

（一）子；

（二）丑。

第三条　丙。

丙之二。

第四条　丁。

附件1

一、戊。

二、己。
"""


def changed(articles: str, kind: str = "amends", note: str = "") -> dict[str, str]:
    """A text, its translation, and a document that changes articles of it from 1 June 2025."""
    relation = f"[{{target: old, articles: {articles}{note}}}]"
    return {
        "policies/old.md": policy("旧办法").replace("第一条　正文。\n", LAW),
        "policies/new.md": policy("关于修改《旧办法》的决定", effective_on="2025-06-01", **{kind: relation}),
        "policies/yi.md": policy("Old", translation_of="old", language="en"),
    }


def marks_in(view: PolicyView, day: date) -> dict[str, list[str]]:
    """What the marks say on a day, by the last anchor that stands before each."""
    found: dict[str, list[str]] = {}
    before = ""
    for piece in view.pieces:
        before += f'<div id="{piece.article.anchor}">' if piece.article else piece.html
        for mark in piece.article.marks if piece.article else piece.marks:
            one = mark.sentence
            if mark.by and Window.on(day, one.window.since, one.window.until).open:
                text = f"{one.between}《{mark.by.record.title}》{one.after}{mark.note or ''}"
                found.setdefault(re.findall(r' id="([^"]*)"', before)[-1], []).append(text)
    return found


@pytest.mark.parametrize(
    ("articles", "anchors", "word"),
    [
        ("[第二条]", ["tiao-2"], "本条"),
        ("[第二条第（二）项]", ["tiao-2-1-2"], "本项"),
        ("[第二条第一款第二项]", ["tiao-2-1-2"], "本项"),
        ("[第三条第二款]", ["tiao-3-2"], "本款"),
        ("[第三条第一款]", ["tiao-3"], "本款"),
        ("[第一条、第三条]", ["tiao-1", "tiao-3"], "本条"),
        ("[第二条至第四条]", ["tiao-2", "tiao-3", "tiao-4"], "本条"),
        ("[第2条, 第 四 条]", ["tiao-2", "tiao-4"], "本条"),
        ("[附件1]", ["fujian-1"], "本附件"),
        ("[附件1第二部分]", ["fujian-1-s-2"], "本部分"),
    ],
)
def test_a_changed_place_is_marked_where_it_stands(
    make_site: MakeSite, articles: str, anchors: list[str], word: str
) -> None:
    view = view_of(make_site(changed(articles)), "old")
    assert "".join(piece.html for piece in view.pieces) == view.prose.html if view.prose else False
    before, after = marks_in(view, date(2025, 5, 31)), marks_in(view, date(2025, 6, 1))
    assert before == {anchor: [f"{word}将于2025年6月1日被《关于修改《旧办法》的决定》修改。"] for anchor in anchors}
    assert after == {anchor: [f"{word}已于2025年6月1日被《关于修改《旧办法》的决定》修改。"] for anchor in anchors}
    (change,) = view.changes
    assert [place.url for place in change.places] == [f"#{anchor}" for anchor in anchors]


@pytest.mark.parametrize(("kind", "word"), [("repeals", "废止"), ("declares_invalid", "宣布失效"), ("amends", "修改")])
def test_a_mark_says_what_happened_and_what_stays(make_site: MakeSite, kind: str, word: str) -> None:
    view = view_of(make_site(changed("[第四条]", kind, ", note: 此前受理的仍按原条文办理")), "old")
    (text,) = marks_in(view, date(2026, 1, 1))["tiao-4"]
    assert text == f"本条已于2025年6月1日被《关于修改《旧办法》的决定》{word}。此前受理的仍按原条文办理"
    assert view.changes[0].note == "此前受理的仍按原条文办理"
    assert standing_on(view, date(2026, 1, 1)).status is Status.IN_FORCE


def test_the_changing_document_leads_back_to_each_article(make_site: MakeSite) -> None:
    site = make_site(changed("[第一条至第三条, 第九条]"))
    ((item,),) = (group.documents for group in view_of(site, "new").forward)
    assert [(place.text, place.url) for place in item.articles] == [
        ("第一条", "/policies/old/#tiao-1"),
        ("第二条", "/policies/old/#tiao-2"),
        ("第三条", "/policies/old/#tiao-3"),
        ("第九条", None),
    ]


def test_a_translation_tells_what_changed_in_its_original(make_site: MakeSite) -> None:
    (change,) = view_of(make_site(changed("[第四条]")), "yi").changes
    assert [place.url for place in change.places] == ["/policies/old/#tiao-4"]


def test_a_page_changes_on_the_day_on_which_an_article_does(make_site: MakeSite) -> None:
    assert pages_of(make_site(changed("[第四条]"), date(2025, 1, 1)))["/policies/old/"].changes_on == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("新办法", "successor"),
        ("关于印发《新办法》的通知", "successor"),
        ("关于公布《新办法》并废止《旧办法》的决定", "successor"),
        ("行政规范性文件清理办法", "successor"),
        ("关于废止《旧办法》的通知", "repealed_by"),
        ("关于废止《关于印发《旧办法》的通知》的决定", "repealed_by"),
        ("关于公布行政规范性文件清理结果的通知", "repealed_by"),
        ("关于停止执行《旧办法》的公告（2025年）", "repealed_by"),
    ],
)
def test_only_what_takes_its_place_is_called_the_new_document(make_site: MakeSite, title: str, role: str) -> None:
    documents = {
        "policies/old.md": policy("旧办法"),
        "policies/end.md": policy(title, repeals="[old]", published_on="2025-02-01"),
        "interpretations/i.md": "---\ntitle: 解读\ninterprets: [old]\n---\n正文。\n",
    }
    site = make_site(documents)
    view = view_of(site, "old")
    assert standing_on(view, date(2025, 1, 31)).role == "repealed_by"
    assert standing_on(view, date(2025, 2, 1)).role == role
    assert interpretation_page(site)[1].outdated.ended[0].role == role


def test_what_a_repeal_leaves_standing_is_said_beside_the_status(make_site: MakeSite) -> None:
    relation = "[{target: old, note: 此前已受理的申请仍按原办法办理}]"
    documents = {
        "policies/old.md": policy("旧办法"),
        "policies/end.md": policy("新办法", repeals=relation, published_on="2025-02-01"),
        "interpretations/i.md": "---\ntitle: 解读\ninterprets: [old]\n---\n正文。\n",
    }
    site = make_site(documents)
    notes = {standing.note for standing in view_of(site, "old").standings if standing.by}
    assert notes == {"此前已受理的申请仍按原办法办理"}
    assert interpretation_page(site)[1].outdated.ended[0].note == "此前已受理的申请仍按原办法办理"


def test_relations_are_told_from_both_ends(make_site: MakeSite) -> None:
    site = make_site(CHAIN)
    old, new, rules = (view_of(site, key) for key in ("old", "new", "rules"))
    assert {group.title: [item.title for item in group.documents] for group in old.backward} == {
        "被以下文件废止": ["《新办法》", "《部分废止》"],
        "被以下文件修改": ["《修改》"],
        "被以下文件延长有效期": ["《延期》"],
    }
    assert [(group.title, group.documents[0].on) for group in new.forward] == [("本文件废止", date(2026, 6, 1))]
    assert [group.title for group in new.backward] == ["贯彻实施本文件的文件"]
    outside = next(group for group in rules.forward if group.title == "制定依据").documents[0]
    assert (outside.row, outside.title, outside.url, outside.on) == (None, "《某法》", "https://law.example/1", None)


def test_a_document_on_request_shows_its_elements_and_how_to_ask(make_site: MakeSite) -> None:
    guide = "---\ntitle: 申请\ncolumn: 依申请公开\n---\n正文。\n"
    text = policy("甲", disclosure="on_request", basis="依据", index_number="A1")
    view = view_of(make_site({"policies/a.md": text, "pages/ask.md": guide}), "a")
    assert (view.prose, view.attachments) == (None, ())
    assert view.apply == "/pages/ask/"
    assert "索引号" in [element.label for element in view.elements]
    assert all(not link.url or not link.url.startswith("/library/o") for e in view.elements for link in e.values)


def test_services_rest_on_a_document_only_while_it_is_in_force(make_site: MakeSite) -> None:
    revived = policy("旧", expires_on="2024-12-31", effective_on="2024-03-01")
    again = policy("续", extends="[{target: a, until: 2026-12-31}]", published_on="2025-06-01")
    view = view_of(make_site({"policies/a.md": revived, "policies/b.md": again}, date(2025, 1, 15)), "a")
    assert [(window.since, window.until, window.open) for window in view.in_force] == [
        (date(2024, 3, 1), date(2025, 1, 1), False),
        (date(2025, 6, 1), date(2027, 1, 1), False),
    ]


@pytest.mark.parametrize(("size", "about"), [(1, "1 KB"), (12_001, "12 KB"), (1_048_577, "1.1 MB")])
def test_an_attachment_says_what_it_is_and_how_large(make_site: MakeSite, size: int, about: str) -> None:
    text = policy("甲", attachments="[{title: 表, file: files/表.csv}]")
    view = view_of(make_site({"policies/a.md": text, "policies/files/表.csv": "x" * size}), "a")
    assert [file.about for file in view.attachments] == [f"CSV，{about}"]


def test_a_regulation_has_its_caption(make_site: MakeSite) -> None:
    text = policy("甲", category="regulation", document_number="市政府令第2号", effective_on="2024-03-01")
    site = make_site({"policies/a.md": text, "policies/b.md": policy("乙")})
    assert view_of(site, "a").caption == "（2024年1月2日市政府令第2号公布　自2024年3月1日起施行）"
    assert view_of(site, "b").caption is None


def test_an_article_page_carries_what_its_meta_tags_need(make_site: MakeSite) -> None:
    page = pages_of(make_site({"policies/a.md": policy("甲", issuers="[min, edu]", tags="[old]")}))["/policies/a/"]
    assert page.article is not None
    assert page.article.source == "测试区民政局、测试区教育局"
    assert page.article.keywords == ("老人",)
    assert page.article.published_on == date(2024, 1, 2)


@pytest.mark.parametrize(
    ("key", "changes_on"),
    [("old", date(2026, 6, 1)), ("new", date(2026, 6, 1)), ("change", date(2026, 6, 1)), ("rules", date(2026, 6, 1))],
)
def test_a_page_changes_when_it_or_a_document_on_it_does(make_site: MakeSite, key: str, changes_on: date) -> None:
    assert pages_of(make_site(CHAIN, date(2026, 3, 1)))[f"/policies/{key}/"].changes_on == changes_on


def interpretation_page(site: Site) -> tuple[Page, InterpretationView]:
    page = pages_of(site)["/interpretations/i/"]
    return page, cast("InterpretationView", page.view)


def test_an_interpretation_ends_with_its_document(make_site: MakeSite) -> None:
    text = "---\ntitle: 解读\ninterprets: [old, change]\npublished_on: 2024-01-02\n---\n正文。\n"
    page, view = interpretation_page(make_site(CHAIN | {"interpretations/i.md": text}))
    (ended,) = view.outdated.ended
    assert (ended.window.since, ended.window.until, ended.window.open) == (date(2026, 6, 1), None, False)
    assert ended.status is Status.REPEALED
    assert ended.by is not None
    assert (ended.by.record.id, ended.role) == ("new", "successor")
    assert page.changes_on == date(2026, 6, 1)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def test_pictures_are_shown_and_films_are_linked(make_site: MakeSite) -> None:
    media = "[{title: 图, file: files/a.svg, alt: 一图}, {title: 片, url: https://v.example/1, alt: 一片}]"
    text = f"---\ntitle: 解读\ninterprets: [a]\nmedia: {media}\npublished_on: 2024-01-02\n---\n正文。\n"
    documents = {"policies/a.md": policy("甲"), "interpretations/i.md": text, "interpretations/files/a.svg": SVG}
    _, view = interpretation_page(make_site(documents))
    assert [(medium.url, medium.kind, medium.inside) for medium in view.media] == [
        ("/interpretations/i/files/a.svg", MediaKind.PICTURE, True),
        ("https://v.example/1", MediaKind.OTHER, False),
    ]
