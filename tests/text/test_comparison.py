"""Two texts side by side: which clause is which, and which words differ."""

import json
import lzma
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.base.problems import Place
from disclosure.text.comparison import Clause, Span, clauses, compare, figures, spans
from disclosure.text.prose import Limits, convert

LIMITS = Limits(10**7, 10**6, 50, 60, 10**6)


def of(body: str) -> tuple[Clause, ...]:
    prose, _ = convert(body, Place("x", 1, 1), LIMITS)
    return clauses(prose.text, prose.passages)


def between(old: str, new: str) -> list[tuple[str, str, str]]:
    """What kind each row is, and how its clause is cited in either text; those that are the same are left out."""
    rows = compare(of(old), of(new))
    return [
        (row.kind + ("+moved" if row.moved else ""), row.old.label if row.old else "", row.new.label if row.new else "")
        for row in rows
        if row.kind != "same" or row.moved
    ]


def shown(found: tuple[Span, ...]) -> str:
    return "".join({"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}[one.kind].format(one.words) for one in found)


A = "第一条 为了方便群众办事，制定本办法。"
B = "第二条 申请人向街道办事处提交申请表和身份证明。"
C = "第三条 街道办事处应当在五个工作日内作出答复。"
D = "第四条 对不予办理的，书面说明理由并告知救济途径。"


def law(*articles: str) -> str:
    return "\n\n".join(articles)


def test_the_same_text_has_no_differences() -> None:
    assert between(law(A, B, C), law(A, B, C)) == []


def test_a_clause_that_is_only_renumbered_is_the_same() -> None:
    new = "第二条 本办法适用于本区行政区域内的个体工商户。"
    renumbered = law(A, new, B.replace("二", "三", 1), C.replace("三", "四", 1))
    assert between(law(A, B, C), renumbered) == [("new", "", "第二条")]
    assert between(renumbered, law(A, B, C)) == [("gone", "第二条", "")]


def test_a_clause_that_changed_place_is_moved_and_no_other() -> None:
    moved = law(A, C.replace("三", "二", 1), D.replace("四", "三", 1), B.replace("二", "四", 1))
    assert between(law(A, B, C, D), moved) == [("same+moved", "第二条", "第四条")]


def test_a_clause_written_anew_is_changed_where_it_stands_alone_between_the_same() -> None:
    anew = "第二条 凡能够通过数据共享核验的，不再要求提供纸质材料。"
    assert between(law(A, B, C), law(A, anew, C)) == [("changed", "第二条", "第二条")]
    row = next(row for row in compare(of(law(A, B, C)), of(law(A, anew, C))) if row.kind == "changed")
    assert [span.kind for span in row.spans] == ["gone", "new"]  # whole: what they share is chance


def test_an_inserted_article_is_new() -> None:
    assert between(law(A, B), law(A, "第一条之一 本办法所称群众，包括在本区居住的外国人。", B)) == [
        ("new", "", "第一条之一")
    ]


def test_points_of_a_notice_are_clauses_where_it_has_no_articles() -> None:
    old = "一、总体要求\n\n（一）坚持便民原则，方便群众办事。\n\n（二）坚持公开原则，接受社会监督。"
    new = old.replace("接受社会监督", "主动接受社会监督")
    assert between(old, new) == [("changed", "第一部分（二）", "第一部分（二）")]


def test_paragraphs_are_clauses_where_nothing_is_numbered() -> None:
    assert [clause.words for clause in of("甲段文字。\n\n乙段文字。")] == ["甲段文字。", "乙段文字。"]


def test_titles_of_parts_are_compared_with_titles_and_not_counted() -> None:
    old = law("## 第一章 总则", A, "## 第二章 办理", B)
    new = law("## 第一章 总则", A, "## 第二章 申请和办理", B)
    rows = compare(of(old), of(new))
    assert [row.new.label for row in rows if row.kind == "changed" and row.new] == ["第二章 申请和办理"]
    assert (figures(rows).changed, figures(rows).same) == (0, 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("有效期为一年。", "有效期为两年。", "有效期为[-一年-][+两年+]。"),
        ("罚款500元。", "罚款5000元。", "罚款[-500-][+5000+]元。"),
        ("按照第一百一十二条处理。", "按照第一百一十五条处理。", "按照[-第一百一十二条-][+第一百一十五条+]处理。"),
        ("环境保护主管部门负责。", "生态环境主管部门负责。", "[-环境保护-][+生态环境+]主管部门负责。"),
        ("甲（一）乙,丙。", "甲(一)乙，丙。", "甲(一)乙，丙。"),
        ("提高15%。", "提高1.5%。", "提高[-15%-][+1.5%+]。"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert shown(spans(old, new)) == expected


def test_no_letter_between_two_changes_flickers() -> None:
    found = spans("县级以上地方人民政府环保部门应当查处。", "各级人民政府生态部门可以查处和公开。")
    assert not [one for before, one, _ in zip(found, found[1:], found[2:], strict=False)
                if one.kind == "same" and len(one.words) < 3 and before.kind != "same"]  # fmt: skip


texts = st.text(alphabet="甲乙丙一二条，。\n 12", max_size=60)


@given(texts, texts)
def test_no_letter_is_lost(old: str, new: str) -> None:
    """Both texts can be read from the spans, but for the width of signs and for spaces."""

    def plain(words: str) -> str:
        return re.sub(r"\s", "", words)

    found = spans(old, new)
    assert plain("".join(one.words for one in found if one.kind != "gone")) == plain(new)
    assert plain("".join(one.words for one in found if one.kind != "new")) == plain(old)


articles = st.lists(
    st.sampled_from([A[3:], B[3:], C[3:], D[3:], "甲乙丙丁戊己庚辛。", "本办法自公布之日起施行。"]), max_size=7
)


@given(articles, articles)
def test_every_clause_is_in_one_row(old: list[str], new: list[str]) -> None:
    before, after = (
        tuple(Clause(f"tiao-{number}", f"第{number}条", words) for number, words in enumerate(found))
        for found in (old, new)
    )
    rows = compare(before, after)
    assert [row.new for row in rows if row.new] == list(after)
    assert sorted(row.old.anchor for row in rows if row.old) == sorted(clause.anchor for clause in before)
    kept = [row for row in rows if row.old and row.new and not row.moved]
    places = [before.index(row.old) for row in kept if row.old]
    assert all(one < other for one, other in pairwise(places))


def test_a_long_clause_without_structure_is_compared_by_sentences() -> None:
    long = "。".join(f"第{number}号地块面积{number * 7}平方米" for number in range(400)) + "。"
    found = spans(long, long.replace("第200号地块", "第二百号地块"))
    assert [one.kind for one in found] == ["same", "gone", "new", "same"]


CORPUS = Path(__file__).parents[3] / "shared/corpus/policies.jsonl.xz"


@pytest.mark.skipif(not CORPUS.exists(), reason="the collection of real texts is not here")
def test_a_real_amendment_comes_out_as_it_was() -> None:
    """The regulations on pesticides were amended in one article in 2022; everything else differs in its type alone."""
    with lzma.open(CORPUS, "rt") as lines:
        found = [json.loads(line) for line in lines if "农药管理条例" in line[:400]]
    texts = sorted((row for row in found if row["title"] == "农药管理条例"), key=lambda row: row["published_on"])
    rows = compare(*(of(row["body"]) for row in texts[-2:]))
    changed = [row.new.label for row in rows if row.kind != "same" and row.new]
    assert (changed, figures(rows).new, figures(rows).gone, figures(rows).moved) == (["第九条"], 0, 0, 0)
