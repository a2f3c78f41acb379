"""How a numbered place is cited, in the words that a lawyer would write: 第三条第二款第（一）项, 附件2第二部分（三）."""

from __future__ import annotations

from functools import lru_cache

from disclosure.text.numbering import (
    CIRCLED,
    DECIMAL,
    FIRST,
    FOURTH,
    HALF,
    SECOND,
    SMALL,
    Mark,
    Rank,
    numeral,
)

_BRACKETED = (SECOND, FOURTH, CIRCLED)
"""Signs that part themselves from what stands before: 第二部分（三）, （三）①."""


def sign(mark: Mark) -> str:
    """The number of an item or point as it is written in a citation: 一, （一）, 1, （1）, 1）, ①, a）, A."""
    return _sign(mark.rank, mark.number, mark.cited)


@lru_cache(maxsize=4096)
def _sign(rank: Rank, number: int, written: str) -> str:
    if rank >= CIRCLED:
        written = written.strip("（()）")
        return f"{written}）" if rank == SMALL else written
    if rank < FIRST:
        return written
    value = numeral(number) if rank <= SECOND else str(number)
    return f"（{value}）" if rank in _BRACKETED else f"{value}）" if rank == HALF else value


def item(mark: Mark, depth: int) -> str:
    """An item under an article or one of its clauses: 第（一）项 holds 第1目, and that （1）."""
    if depth < 2:
        return f"第{sign(mark)}{'目' if depth else '项'}"
    return sign(mark) if mark.rank in _BRACKETED else f"第{sign(mark)}点"


def point(mark: Mark, *, within: bool) -> str:
    """A point of an outline, `within` another or at its top: 一、 is 第一部分, 1. is 第1点, 1.2 is 第1.2节.

    Below 第二部分, a heading of the text's own, 一、 is 第一点.
    """
    if mark.rank in (FIRST, DECIMAL) and not within:
        return f"第{sign(mark)}部分"
    if DECIMAL < mark.rank < FIRST:
        return f"第{sign(mark)}节"
    if mark.rank in _BRACKETED:
        return sign(mark) if within else f"第{sign(mark)}项"
    return f"第{sign(mark)}点"


def clause(count: int) -> str:
    """The `count`th paragraph of an article."""
    return f"第{numeral(count)}款"
