"""How a numbered place is cited, in the words that a lawyer would write: 第三条第二款第（一）项, 附件2第二部分（三）."""

from __future__ import annotations

from disclosure.numbering import (
    ARTICLE,
    CAPITAL,
    CIRCLED,
    DECIMAL,
    FIRST,
    FOURTH,
    HALF,
    ROMAN,
    SECOND,
    SMALL,
    Mark,
    numeral,
)

_BRACKETED = (SECOND, FOURTH, CIRCLED)
"""Signs that part themselves from what stands before: 第二部分（三）, （三）①."""


def sign(mark: Mark) -> str:
    """The number of an item or point as it is written in a citation: 一, （一）, 1, （1）, 1）, ①, a）, A."""
    if mark.rank in (CIRCLED, CAPITAL, SMALL, ROMAN):
        written = mark.cited.strip("（()）")
        return f"{written}）" if mark.rank == SMALL else written
    form = {FIRST: "{}", SECOND: "（{}）", FOURTH: "（{}）", HALF: "{}）"}.get(mark.rank, "{}")
    return (
        mark.cited if mark.rank < FIRST else form.format(numeral(mark.number) if mark.rank <= SECOND else mark.number)
    )


def item(mark: Mark, depth: int) -> str:
    """An item under an article or one of its clauses: 第（一）项 holds 第1目, and that （1）."""
    if depth < 2:
        return f"第{sign(mark)}{'目' if depth else '项'}"
    return sign(mark) if mark.rank in _BRACKETED else f"第{sign(mark)}点"


def point(mark: Mark, *, within: bool) -> str:
    """A point of an outline, `within` another or at its top: 一、 is 第一部分, 1. is 第1点, 1.2 is 第1.2节."""
    if mark.rank in (FIRST, DECIMAL):
        return f"第{sign(mark)}部分"
    if ARTICLE < mark.rank < FIRST:
        return f"第{sign(mark)}节"
    if mark.rank in _BRACKETED:
        return sign(mark) if within else f"第{sign(mark)}项"
    return f"第{sign(mark)}点"


def clause(count: int) -> str:
    """The `count`th paragraph of an article."""
    return f"第{numeral(count)}款"
