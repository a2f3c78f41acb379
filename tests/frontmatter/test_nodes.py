"""Plain YAML read by `scan` against the YAML parser: the same nodes at the same places, and the same problems.

`FAST_PATH=all` in the environment makes it a hundred times as many made-up texts.
"""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.base.problems import Place
from disclosure.frontmatter.compose import compose
from disclosure.frontmatter.nodes import scan

START = Place("content/policies/a.md", 2, 1)
EXAMPLES = 40_000 if os.environ.get("FAST_PATH") == "all" else 400

KEYS = ("title", "标题", "发文机关", "id", "on", "no", "null", "a_1", "1a", "a-b", "“a”", "é", "标题：", "<", "")
VALUES = """
甲 关于印发《办法》的通知 2024-01-02 0123 12:30 https://e.cn/#a no ~ null true 1.5 -1 - -- --- ... ? ?a ! !!str !a & &a *
*a | > | |- % @ ` ,
[] [甲] [甲,乙] ["甲",'乙'] [甲:乙] [甲乙 [] {} {a:b} "甲" '甲' "甲乙"丙 "甲\\n" "a\\"b" '甲''乙' " "" '' ' # #a a#b a: a:b :a : a, a] a}
“甲” 《甲》 （甲）
<<: = \\ a\\b 甲\u3000 \u3000 \u00a0甲 甲\u0085 甲\u2028 \ufeff甲 é 𠮷 \x07 甲\x7f
"""
PIECES = (
    *VALUES.replace("\n", " ").split(" "),
    "",
    "甲 # 乙",
    "甲 #乙",
    "甲: 乙",
    "甲 :乙",
    '["甲", "乙"]',
    "[甲, 乙 ]",
    "[ 甲]",
    "甲  乙",
    "\t",
    "- 甲",
    "a: b",
    "- a: b",
)
BEFORE = ("", "", "", "  ", "  ", "    ", " ", "\t", "- ", "  - ", "  - ", "-   ", "    - ", "- - ", "# ", "  # ", "-")
AFTER = ("", "", "", " ", "  ", "\t", " # 注", "\r", ":", ",")

ENTRY = st.tuples(
    st.sampled_from(KEYS), st.sampled_from((": ", ": ", ": ", ":", ":  ", " : ", ":\t")), st.sampled_from(PIECES)
).map("".join)
LINE = st.tuples(st.sampled_from(BEFORE), st.one_of(ENTRY, ENTRY, st.sampled_from(PIECES)), st.sampled_from(AFTER)).map(
    "".join
)
TEXT = st.lists(LINE, max_size=8).map("\n".join)

GOOD_KEY = st.sampled_from(("title", "标题", "发文机关", "a_1"))
GOOD_VALUE = st.sampled_from(
    (
        "甲",
        "2024-01-02",
        "12:30",
        "https://e.cn/#a",
        '"甲 # 乙: "',
        "'甲: \"乙\"'",
        "[]",
        '["甲", 乙]',
        "甲 乙",
        "a#b",
        "",
    )
)
GOOD_PAIR = st.tuples(GOOD_KEY, st.just(":"), st.sampled_from((" ", "  ")), GOOD_VALUE, st.sampled_from(("", " "))).map(
    "".join
)
LIST = st.tuples(
    st.sampled_from(("", " ", "  ", "    ")),
    st.sampled_from(("- ", "-   ")),
    st.lists(st.one_of(GOOD_VALUE.filter(bool), st.lists(GOOD_PAIR, min_size=1, max_size=3)), min_size=1, max_size=3),
)


def _list(parts: tuple[str, str, list[str | list[str]]]) -> str:
    indent, dash, items = parts
    following = "\n" + " " * len(indent + dash)
    return "\n".join(f"{indent}{dash}{item if isinstance(item, str) else following.join(item)}" for item in items)


BLOCK = st.one_of(GOOD_PAIR, st.tuples(GOOD_KEY, LIST.map(_list)).map(":\n".join), st.sampled_from(("", "  ", "# 注")))
GOOD = st.lists(BLOCK, min_size=1, max_size=5).map("\n".join)


def _same(text: str) -> None:
    assert compose(text, START) == compose(text, START, fast=False)


@settings(max_examples=EXAMPLES)
@given(TEXT)
def test_any_text_is_read_as_by_the_parser(text: str) -> None:
    _same(text)


@settings(max_examples=EXAMPLES)
@given(GOOD)
def test_plain_text_is_read_as_by_the_parser(text: str) -> None:
    assert scan(text, START) is not None or not compose(text, START, fast=False)[0]
    _same(text)


@settings(max_examples=EXAMPLES)
@given(GOOD, st.integers(min_value=0), st.sampled_from((*" \n\t:-#'\"[],{}&*!|>%@`甲\\", "\n  ", "")), st.booleans())
def test_a_slip_in_plain_text_is_read_as_by_the_parser(text: str, at: int, slip: str, instead: bool) -> None:
    at %= len(text) + 1
    _same(f"{text[:at]}{slip}{text[at + instead :]}")


@pytest.mark.parametrize("piece", PIECES)
def test_each_value_in_each_place(piece: str) -> None:
    for around in (
        "a: {}",
        "a: {}\nb: 乙",
        "a:\n  - {}",
        "a:\n- {}\n- 乙",
        "a:\n  - b: {}\n    c: 丙",
        "a: [{}]",
        'a: "{}"',
        "a: '{}'",
        "{}: 甲",
        "a: 甲\n  {}",
        "{}",
    ):
        _same(around.replace("{}", piece))


def test_the_sample_district_is_read_as_by_the_parser(pytestconfig: pytest.Config) -> None:
    paths = sorted(pytestconfig.rootpath.glob("content/*/**/*.md"))
    fronts = [path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n") for path in paths]
    for front in fronts:
        _same(front)
    assert sum(scan(front, START) is not None for front in fronts) > len(fronts) / 2
