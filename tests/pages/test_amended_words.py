"""The words of amended articles on a policy's page, in its downloads and in search, on every day."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.exports.documents import json_file, markdown_file
from disclosure.library.changes import next_changes
from disclosure.library.listings import Window
from disclosure.pages._marked import Piece
from disclosure.pages._parts import Link
from disclosure.pages.policy import PolicyView
from disclosure.search.source import promised_records, search_records
from disclosure.site.page import Site
from disclosure.text.page_blocks import text_of
from tests.district import MakeSite, pages_of, policy

VECTORS = json.loads((Path(__file__).parents[1] / "data/amendment-vectors.json").read_text(encoding="utf-8"))
CASES = VECTORS["cases"]
NAMES = [case["about"] for case in CASES]
BUILT = date(2026, 11, 28)


def documents(case: dict[str, Any]) -> dict[str, str]:
    """A text, and the documents that amend it."""
    made = {"policies/a.md": policy("某办法").replace("第一条　正文。", VECTORS["text"])}
    for number, one in enumerate(case["amendments"]):
        relation = f"[{{target: a, articles: [{', '.join(one['articles'])}]}}]"
        fields = {one.get("relation", "amends"): relation, "effective_on": one["on"]}
        hidden = {"disclosure": "withheld", "basis": "依据"} if one.get("withheld") else {}
        text = policy(f"关于修改《某办法》的决定之{number}", **fields, **hidden)
        made[f"policies/x{number}.md"] = text.replace("第一条　正文。", one["body"])
        if "repealed" in one:
            made["policies/z.md"] = policy("关于废止的决定", repeals=f"[x{number}]", effective_on=one["repealed"])
    return made


def pieces_of(site: Site) -> tuple[Piece, ...]:
    view = pages_of(site)["/policies/a/"].view
    assert isinstance(view, PolicyView)
    return view.pieces


def is_open(window: Window, day: date) -> bool:
    return Window.on(day, window.since, window.until).open


def stands(pieces: tuple[Piece, ...], anchor: str, day: date) -> str | None:
    """The words of an article that stand on a day, without white space."""
    articles = [piece.article for piece in pieces if piece.article and piece.article.anchor == anchor]
    if articles:
        shown = [words for words in articles[0].words if not words.folded and is_open(words.window, day)]
        return re.sub(r"\s", "", text_of(shown[0].html)) if shown else None
    marks = [mark for piece in pieces for mark in piece.marks if is_open(mark.sentence.window, day)]
    return "unclear" if any(getattr(mark, "unclear", False) for mark in marks) else None


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_words_that_hold_stand_on_every_day(make_site: MakeSite, case: dict[str, Any]) -> None:
    pieces = pieces_of(make_site(documents(case), BUILT))
    for day, expected in case["days"].items():
        for anchor, words in expected.items():
            assert stands(pieces, anchor, date.fromisoformat(day)) == words, day


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_search_and_downloads_have_the_words_that_hold_on_the_day_of_the_build(
    make_site: MakeSite, case: dict[str, Any]
) -> None:
    for day, expected in case["days"].items():
        site = make_site(documents(case), date.fromisoformat(day))
        (record,) = [one for one in search_records(site) if one.url == "/policies/a/"]
        data = json.loads(json_file(site, "a") or b"")
        markdown = (markdown_file(site, "a") or b"").decode()
        assert [one["on"] for one in data["amendments"]]
        assert "已经或者将被修改" in markdown
        for anchor, words in expected.items():
            for text in (record.text, data["text"]):
                plain = re.sub(r"\s", "", text)
                assert words in (None, "unclear") or words in plain
            if words not in (None, "unclear"):
                (passage,) = [one for one in record.passages if one.id == anchor]
                assert re.sub(r"\s", "", record.text[passage.start :]).startswith(words)


def test_an_anchor_stands_once_and_the_old_words_are_folded(make_site: MakeSite) -> None:
    pieces = pieces_of(make_site(documents(CASES[1]), date(2026, 12, 1)))
    article = next(piece.article for piece in pieces if piece.article and piece.article.anchor == "tiao-2")
    assert article.anchors == ("tiao-2-1-1", "tiao-2-1-2", "tiao-2-1-3")
    assert article.held == article.anchors
    names = [name for words in article.words for name in re.findall(r' id="([^"]*)"', words.html)]
    assert names == list(article.held)
    assert [words.folded for words in article.words if words.folded and is_open(words.window, date(2026, 12, 1))] == [
        "原条文"
    ]
    assert {mark.clause for mark in article.marks} == {"#s-2"}


def test_an_amendment_that_was_repealed_before_its_day_changes_nothing(make_site: MakeSite) -> None:
    case = {"amendments": [CASES[0]["amendments"][0] | {"repealed": "2026-11-01"}]}
    assert not any(piece.article or piece.marks for piece in pieces_of(make_site(documents(case), BUILT)))


def test_words_are_called_current_only_while_the_document_is_in_force(make_site: MakeSite) -> None:
    made = documents(CASES[0]) | {
        "policies/z.md": policy("关于废止某办法的决定", repeals="[a]", effective_on="2027-02-01")
    }
    article = next(piece.article for piece in pieces_of(make_site(made, BUILT)) if piece.article)
    labels = [label for words in article.words for label in words.labels]
    for day, expected in (("2026-12-01", ["现行条文"]), ("2027-02-01", ["修改后的条文"])):
        assert [text for window, text in labels if is_open(window, date.fromisoformat(day))] == expected


def test_a_text_that_an_editor_gives_is_better(make_site: MakeSite) -> None:
    made = documents(CASES[0]) | {"policies/a@2026-12-01.md": "---\nby: x0\n---\n第一条　全文。\n"}
    for day in (BUILT, date(2026, 12, 1)):
        assert not any(piece.article for piece in pieces_of(make_site(made, day)))


def test_who_is_not_published_is_called_so_at_the_article_and_at_the_head(make_site: MakeSite) -> None:
    for case in CASES[-2:]:
        site = make_site(documents(case), BUILT)
        view = pages_of(site)["/policies/a/"].view
        assert isinstance(view, PolicyView)
        marks = [
            mark for piece in view.pieces for mark in (*piece.marks, *(piece.article.marks if piece.article else ()))
        ]
        assert [change.by for change in view.changes] == [None]
        assert [mark.by for mark in marks] == [None, None]
        assert [is_open(mark.sentence.window, date(2026, 12, 1)) for mark in marks] == [False, True]
        assert "一份未公开的文件" in site.strings("change.unnamed")
        assert next_changes(site.library, BUILT)[0] == date(2026, 12, 1)


UNNAMED_CASES = {
    "a repeal that names no number changes the document": (
        "repeals: [{target: a, articles: [关于甲的规定]}]",
        ["amends"],
    ),
    "a draft does nothing": ("draft: true\nrepeals: [{target: a, articles: [第三条]}]", []),
    "a whole text is changed": ("amends: [a]", ["amends"]),
    "an article is prolonged": ("extends: [{target: a, articles: [第三条], until: 2030-01-01}]", ["extends"]),
    "declared invalid": ("declares_invalid: [{target: a, articles: [第三条第二款]}]", ["declares_invalid"]),
    "no day is known": ("effective_on:\namends: [{target: a, articles: [第三条]}]", ["amends"]),
}


@pytest.mark.parametrize("about", UNNAMED_CASES)
def test_what_is_not_published_changes(make_site: MakeSite, about: str) -> None:
    fields, expected = UNNAMED_CASES[about]
    hidden = policy("秘密").replace("---\n第一条", f"disclosure: withheld\nbasis: 依据\n{fields}\n---\n第一条", 1)
    made = documents({"amendments": []}) | {"policies/x.md": hidden}
    made["policies/a.md"] = made["policies/a.md"].replace("published_on", "expires_on: 2029-01-01\npublished_on")
    site = make_site(made, BUILT)
    view = pages_of(site)["/policies/a/"].view
    assert isinstance(view, PolicyView)
    assert [(change.kind, change.by) for change in view.changes] == [(name, None) for name in expected]


def test_what_had_ended_unseen_changes_nothing(make_site: MakeSite) -> None:
    case = {"amendments": [CASES[-2]["amendments"][0] | {"repealed": "2026-11-01"}]}
    made = documents(case)
    made["policies/z.md"] = made["policies/z.md"].replace(
        "---\n第一条", "disclosure: withheld\nbasis: 依据\n---\n第一条", 1
    )
    assert not any(piece.article or piece.marks for piece in pieces_of(make_site(made, BUILT)))


def test_a_text_that_an_editor_gave_has_marks_of_what_was_changed_unseen(make_site: MakeSite) -> None:
    case = {"amendments": [CASES[-2]["amendments"][0], CASES[0]["amendments"][0] | {"on": "2026-10-01"}]}
    made = documents(case) | {"policies/a@2026-10-01.md": "---\nby: x1\n---\n第三条　期限为三年。\n"}
    pieces = pieces_of(make_site(made, BUILT))
    every = (mark for one in pieces for mark in (*one.marks, *(one.article.marks if one.article else ())))
    marks = [mark for mark in every if mark.by is None]
    assert [is_open(mark.sentence.window, date(2026, 11, 30)) for mark in marks] == [True, False]
    assert [is_open(mark.sentence.window, date(2026, 12, 1)) for mark in marks] == [False, True]


CHAPTERS = "## 第一章　总则\n\n第一条　一。\n\n第二条　二。\n\n## 第二章　附则\n\n第三条　三。\n"


@pytest.mark.parametrize(("text", "level"), [(CHAPTERS, "3"), ("第一条　一。\n\n第二条　二。\n\n第三条　三。\n", "2")])
def test_an_amended_article_is_a_heading_like_those_around_it(make_site: MakeSite, text: str, level: str) -> None:
    change = "一、将第一条修改为：“第一条　新的。”\n\n二、增加一条，作为第四条：“第四条　四。”\n\n三、删去第二条。\n"
    made = {
        "policies/a.md": policy("某办法").replace("第一条　正文。\n", text),
        "policies/x.md": policy(
            "关于修改《某办法》的决定",
            amends="[{target: a, articles: [第一条, 第二条, 第四条]}]",
            effective_on="2026-12-01",
        ).replace("第一条　正文。\n", change),
    }
    pieces = pieces_of(make_site(made, BUILT))
    whole = "".join(piece.html for piece in pieces)
    words = "".join(
        one.html for piece in pieces if piece.article for one in (*piece.article.words, *piece.article.gone)
    )
    assert {*re.findall(r'aria-level="(\d)"', whole)} == {level}
    assert {*re.findall(r'aria-level="(\d)"', words)} == {level}


def test_a_deleted_article_keeps_its_number_on_show(make_site: MakeSite) -> None:
    made = {
        "policies/a.md": policy("某办法").replace("第一条　正文。\n", CHAPTERS),
        "policies/x.md": policy(
            "关于修改《某办法》的决定", amends="[{target: a, articles: [第二条]}]", effective_on="2026-12-01"
        ).replace("第一条　正文。", "一、删去第二条。"),
    }
    article = next(piece.article for piece in pieces_of(make_site(made, BUILT)) if piece.article)
    assert [is_open(one.window, date(2026, 11, 30)) for one in article.gone] == [False]
    assert [is_open(one.window, date(2026, 12, 1)) for one in article.gone] == [True]
    assert '<a class="anchor" href="#tiao-2">第二条</a>' in article.gone[0].html


def test_the_address_of_a_clause_leads_to_the_clause_of_the_words_that_hold(make_site: MakeSite) -> None:
    """Where they have none of that number, to the article."""
    text = VECTORS["text"].replace("期限为一年。", "期限为一年。\n\n可以延长。\n\n延长由区卫生局决定。")
    made = documents(CASES[0]) | {"policies/a.md": policy("某办法").replace("第一条　正文。", text)}
    body = "一、将第三条修改为：“期限为两年。\n\n“下列情形可以延长：\n\n“（一）子；\n\n“（二）丑。”"
    decision = policy("关于修改《某办法》的决定", amends="[{target: a, articles: [第三条]}]", effective_on="2026-12-01")
    made["policies/x0.md"] = decision.replace("第一条　正文。", body)
    for day, held, words in (
        (BUILT, ("tiao-3-2", "tiao-3-3"), "可以延长。"),
        (date(2026, 12, 1), ("tiao-3-2", "tiao-3-2-1", "tiao-3-2-2"), "下列情形可以延长："),
    ):
        article = next(piece.article for piece in pieces_of(make_site(made, day)) if piece.article)
        assert set(article.anchors) == {"tiao-3-2", "tiao-3-3", "tiao-3-2-1", "tiao-3-2-2"}
        assert article.held == held
        page = "".join(one.html for one in article.words)
        assert f'<p id="tiao-3-2" data-clause="tiao-3-2">{words}' in page
        assert page.count(' data-clause="tiao-3-2"') == 2


def contents_on(site: Site, day: date) -> list[tuple[str, str]]:
    view = pages_of(site)["/policies/a/"].view
    assert isinstance(view, PolicyView)
    return [(line.id, line.text) for line in view.contents if is_open(line.window, day)]


def test_the_contents_have_the_articles_of_the_day(make_site: MakeSite) -> None:
    site = make_site(documents(CASES[3]), BUILT)
    before = [(f"tiao-{n}", f"第{word}条") for n, word in enumerate("一二三四五", start=1)]
    assert contents_on(site, BUILT) == before
    after = [*before[:1], before[2], ("tiao-3-zhi-1", "第三条之一"), *before[3:]]
    assert contents_on(site, date(2026, 12, 1)) == after
    case = {"amendments": [{"on": "2026-12-01", "articles": [], "body": "增加一条，作为第三条：“甲。”"}]}
    assert contents_on(make_site(documents(case), BUILT), date(2026, 12, 1)) == [
        *before[:2],
        ("xin-tiao-3", "第三条"),
        ("tiao-3", "第四条"),
        ("tiao-4", "第五条"),
        ("tiao-5", "第六条"),
    ]


def test_an_amendment_after_a_text_that_an_editor_gave_changes_its_words(make_site: MakeSite) -> None:
    """On the page of the policy and on that of the text; what is in the text already is said to be."""
    body = VECTORS["text"].replace("期限为一年。", "期限为两年。")
    made = documents(CASES[2]) | {"policies/a@2026-12-01.md": f"---\nby: x0\n---\n{body}\n"}
    for built in (BUILT, date(2026, 12, 1), date(2027, 2, 1)):
        site = make_site(made, built)
        pages = pages_of(site)
        view = pages["/policies/a/"].view
        assert isinstance(view, PolicyView)
        assert view.versions is not None
        if built == BUILT:
            assert view.versions.coming is not None
            pieces, anchor = view.versions.coming.pieces, "v2026-12-01-tiao-3"
            assert not any(piece.article for piece in view.versions.text.pieces)
        else:
            pieces, anchor = view.versions.text.pieces, "tiao-3"
        assert stands(pieces, anchor, date(2027, 1, 31)) == "第三条期限为两年。"
        assert stands(pieces, anchor, date(2027, 2, 1)) == "第三条期限为三年。"
        later = pages["/policies/a/2026-12-01/"].view
        assert stands(later.pieces, "tiao-3", date(2027, 2, 1)) == "第三条期限为三年。"  # type: ignore[attr-defined]
        (record,) = [one for one in search_records(site) if one.url == "/policies/a/"]
        assert ("期限为三年" in record.text) is (built == date(2027, 2, 1))


def test_an_amendment_of_an_amendment_changes_what_it_says_and_not_what_it_has_changed(make_site: MakeSite) -> None:
    """The decision has other words on its own page; the text that it amended says what those words made of it, on its day.

    Nobody can tell from here whether a later change of the decision is meant for the text too: a mark stands at the clause.
    """
    made = documents(CASES[0])
    change = policy(
        "关于修改《关于修改〈某办法〉的决定之0》的决定",
        amends="[{target: x0, articles: [一、]}]",
        effective_on="2027-02-01",
    )
    made["policies/y.md"] = change.replace("第一条　正文。", "将第一部分修改为：“一、将第三条修改为：‘期限为三年。’”")
    site = make_site(made, BUILT)
    assert stands(pieces_of(site), "tiao-3", date(2027, 3, 1)) == "第三条期限为两年。"
    view = pages_of(site)["/policies/x0/"].view
    assert isinstance(view, PolicyView)
    assert "期限为三年" in (stands(view.pieces, "s-1", date(2027, 2, 1)) or "")
    assert "期限为两年" in (stands(view.pieces, "s-1", date(2027, 1, 31)) or "")


def test_a_decision_that_was_amended_before_its_day_makes_what_it_says_then(make_site: MakeSite) -> None:
    made = documents(CASES[0])
    title = "关于修改《关于修改〈某办法〉的决定之0》的决定"
    change = policy(title, amends="[{target: x0, articles: [第一条]}]", effective_on="2026-11-20")
    made["policies/x0.md"] = made["policies/x0.md"].replace("一、将第三条", "第一条　将第三条")
    made["policies/y.md"] = change.replace("第一条　正文。", "将第一条中的“两年”修改为“三年”。")
    assert stands(pieces_of(make_site(made, BUILT)), "tiao-3", date(2026, 12, 1)) == "第三条期限为三年。"
    made["policies/y.md"] = change.replace("第一条　正文。", "对第一条作如下修改：期限再延长一年。")
    assert stands(pieces_of(make_site(made, BUILT)), "tiao-3", date(2026, 12, 1)) == "unclear"


def test_an_amendment_that_was_repealed_before_its_day_is_in_no_text(make_site: MakeSite) -> None:
    """On the page of a policy that has several texts, as on that of any other."""
    made = documents(
        {
            "amendments": [
                CASES[0]["amendments"][0],
                {"on": "2027-02-01", "articles": ["第四条"], "body": "删去第四条。", "repealed": "2027-01-01"},
            ]
        }
    )
    made["policies/z.md"] = policy("关于废止的决定", repeals="[x1]", effective_on="2027-01-01")
    made["policies/a@2026-12-01.md"] = f"---\nby: x0\n---\n{VECTORS['text']}\n"
    for day in (BUILT, date(2026, 12, 1), date(2027, 2, 1)):
        pages = pages_of(make_site(made, day))
        for url in ("/policies/a/", "/policies/a/2026-12-01/"):
            pieces = pages[url].view.pieces if "2026" in url else pages[url].view.versions.text.pieces  # type: ignore[attr-defined]
            assert not any(piece.article for piece in pieces)
            assert {mark.by.record.id for piece in pieces for mark in piece.marks} == {"x0"}


def test_the_index_is_renewed_when_an_amendment_quotes_other_words(make_site: MakeSite) -> None:
    """The text of the amended document is the same; so is that of an amendment which is amended itself."""
    made = documents(CASES[0])
    change = policy("关于修改决定的决定", amends="[{target: x0, articles: [第一条]}]", effective_on="2026-11-20")
    made["policies/y.md"] = change.replace("第一条　正文。", "删去第二条。")

    def digest() -> str:
        return next(one.origin for one in promised_records(make_site(made, BUILT)) if one.record.url == "/policies/a/")

    seen = {digest()}
    for path, old, new in (("x0", "两年", "三年"), ("y", "删去第二条", "删去第三条")):
        made[f"policies/{path}.md"] = made[f"policies/{path}.md"].replace(old, new)
        seen.add(digest())
    assert len(seen) == 3


def test_what_an_amendment_adds_is_led_to_from_both_documents(make_site: MakeSite) -> None:
    made = {
        "policies/a.md": policy("某办法").replace("第一条　正文。\n", CHAPTERS),
        "policies/x.md": policy(
            "关于修改《某办法》的决定", amends="[{target: a, articles: [第二条, 第四条]}]", effective_on="2026-12-01"
        ).replace("第一条　正文。", "一、将第二条修改为：“第二条　新的。”\n\n二、增加一条，作为第四条：“第四条　四。”"),
    }
    pages = pages_of(make_site(made, BUILT))
    for url, page in (("/policies/x/", "/policies/a/"), ("/policies/a/", "")):
        view = pages[url].view
        assert isinstance(view, PolicyView)
        articles = [
            link for group in (*view.forward, *view.backward) for one in group.documents for link in one.articles
        ]
        assert articles == [Link("第二条", f"{page}#tiao-2"), Link("第四条", f"{page}#tiao-4")], url
