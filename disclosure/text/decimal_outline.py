"""Outlines that number 1, 1.1, 1.1.1, as every emergency plan does: recognised where a text has one throughout.

A single 1.1 says nothing: amounts (1.5米, 1.1亿元), days (2024.3.5) and values begin paragraphs too. Numbers of an outline
follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from disclosure.text.numbering import DECIMAL, FIRST, HALF, SHORT, THIRD, Mark, Rank, is_title

_WORDS = "[\u3400-\u9fffA-Za-z《“（(【\\[*]"
_DECIMAL = re.compile(rf"((\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})[.．、]?)(?![\d.．])(\s*)(?={_WORDS})(.*)", re.DOTALL)
_AMOUNT = re.compile(
    r"[%％‰℃°]|[十百千万亿]*(?:[美港日]?元|公?[吨斤亩顷里]|[厘毫分微千公海平立]?方?[米克升]|平方|立方|千?瓦|倍|折)|[a-zA-Z]{1,3}(?![a-zA-Z])"
)
_COUNTED = re.compile(r"[十百千万亿兆级个岁年月日天户人名件次度分秒]|周岁|小时")
_CHAPTER = re.compile(rf"(\d{{1,2}})(\s*)(?={_WORDS})([^。；：！？]+)")

_BEGINS = re.compile(r"[*_]*\d{1,2}[.．]\d")

Path = tuple[int, ...]


class _Decimal(NamedTuple):
    """The numbers at the start of a paragraph, as they are written, and the rest: 1.1 编制目的."""

    path: Path
    written: str
    rest: str
    weak: bool  # 1.2年度计划 may be an amount as well


def begins(text: str) -> bool:
    """Whether a text may begin with a decimal number: a quick look."""
    return _BEGINS.match(text) is not None


def _decimal(text: str) -> _Decimal | None:
    found = _DECIMAL.match(text) if text[:1].isdecimal() else None
    if not found or _AMOUNT.match(found[4]):
        return None
    weak = not found[3] and _COUNTED.match(found[4]) is not None
    return _Decimal(tuple(map(int, re.split("[.．]", found[2]))), found[1], found[4].strip(), weak)


def _follows(last: Path, path: Path, missing: int) -> bool:
    """Whether a number may come after another: the next one at its level or at one above, or the first one below it.

    So many may be missing, and one may stand twice.
    """
    if not last or path[1:] == (1,) * (len(path) - 1):
        return path[-1] == 1 and (not last or path[0] == 1 or last[0] <= path[0] <= last[0] + 1 + missing)
    if path[: len(last)] == last:
        return path[len(last) :] == (1,) or path == last
    depth = len(path) - 1
    return (
        len(path) <= len(last)
        and path[:depth] == last[:depth]
        and last[depth] <= path[depth] <= last[depth] + 1 + missing
    )


def outline(texts: Sequence[str], marks: Sequence[Mark | None]) -> tuple[dict[int, Mark], dict[int, str]]:
    """The marks of a decimal outline by the index of their paragraph, and numbers that look like its own and are not."""
    candidates = {index: found for index, text in enumerate(texts) if (found := _decimal(text))}
    if not candidates:
        return {}, {}
    taken: dict[int, Path] = {}
    last: Path = ()
    for index, found in candidates.items():
        if _follows(last, found.path, 0 if found.weak else 1):
            taken[index] = last = found.path
    sure = sum(not candidates[index].weak for index in taken)
    if sure < 2 or 2 * len(taken) < len(candidates):
        taken = {}
    left = {index: found.written for index, found in candidates.items() if index not in taken and not found.weak}
    if not taken:
        return {}, left
    return {index: _mark(candidates[index]) for index in taken} | _chapters(texts, marks, taken), left


def _mark(found: _Decimal) -> Mark:
    path = found.path
    return Mark(Rank(DECIMAL + len(path) - 1), path[-1], found.written, found.rest, key="-".join(map(str, path)))


def _chapters(texts: Sequence[str], marks: Sequence[Mark | None], taken: dict[int, Path]) -> dict[int, Mark]:
    """What stands above 1.1: 1 总则, 1. 总则 or 一、总则, all written alike; also such as have no 1.1 below them."""
    found: dict[int, Mark] = {}
    style: Rank | None = None
    candidates = [(i, mark) for i, text in enumerate(texts) if i not in taken and (mark := _chapter(text, marks[i]))]
    for begin, end in pairwise([-1, *taken, len(texts)]):
        between = [(index, mark) for index, mark in candidates if begin < index < end]
        low = taken[begin][0] if begin >= 0 else 0
        high = taken[end][0] if end in taken else low + len(between)
        anew = begin >= 0 and end in taken and taken[end] < taken[begin]
        for number in range(1 if anew else low + 1, high + 1):
            alike = [
                (i, mark)
                for i, mark in between
                if mark.number == number and (style in (None, mark.rank) or i + 1 == end)
            ]
            if alike:
                index, mark = alike[-1] if end in taken and number == high else alike[0]
                style = mark.rank
                found[index] = mark._replace(rank=DECIMAL, key=str(number))
                between = [pair for pair in between if pair[0] > index]
    return found


def _chapter(text: str, mark: Mark | None) -> Mark | None:
    """A first-level number with a title, as yet with the rank by which it is written."""
    if mark is not None:
        return mark if mark.rank in (FIRST, THIRD, HALF) and is_title(mark) and mark.rest else None
    found = _CHAPTER.fullmatch(text) if len(text) <= SHORT else None
    if not found or _AMOUNT.match(found[3]) or (not found[2] and _COUNTED.match(found[3])):
        return None
    return Mark(DECIMAL, int(found[1]), found[1], found[3].strip())
