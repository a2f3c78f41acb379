"""Identity numbers (GB 11643-1999) in a text of any length, however their digits are parted.

A number is 17 digits and a check digit: six for a region, eight for a day of birth, three for the order. It may stand
beside other digits and be parted by spaces, marks, lines or cells. So every row of 18 digits is looked at whose region
and day can be; of those that are parted, only rows that somebody would part in this way count, for a table of figures
holds every row of digits sooner or later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from disclosure.text.digits import TEN, UNSEEN, WIDE, read_otherwise, with_plain_digits

STRETCH = 1 << 17
"""Characters that are looked at together. A number that reaches over the end is seen whole all the same."""
CONTEXT = 256
"""Characters seen on both sides of a stretch: more than the longest number, with `_APART` marks between any two digits."""
SHARE = 3
"""Of rows parted alike, one in so many must have the right check digit, or they are figures: of those, one in 11 has."""

_CLOSE = rf" \t\u00a0\u2000-\u200a\u202f\u205f\u3000*_`~=+^\\·•・.．\-‐-―−－{UNSEEN}"
"""What may stand between the digits of one number in a line."""
_APART = 10
"""Of these, at most so many: columns of a text that is laid out with blanks."""
_BETWEEN = rf"[{WIDE}]{{0,{_APART}}}+"

_ROW = re.compile(
    "(?:1 [1-5]|2 [1-3]|3 [1-7]|4 [1-6]|5 [0-4]|6 [1-5]|7 1|8 [1-3])"  # the province
    " [0-9] [0-9] [0-9] [0-9] (?:1 9 [0-9]|2 0 [0-3]) [0-9] (?:0 [1-9]|1 [0-2]) (?:0 [1-9]|[12] [0-9]|3 [01])"
    " [0-9] [0-9] [0-9]".replace(" ", _BETWEEN)
    + rf"[{WIDE}]{{0,{_APART}}}?[0-9{TEN}]"  # the nearest: some of these letters are marks as well
)
_IS_CLOSE = re.compile(rf"[{_CLOSE}]*")
_BESIDE = {
    close: (re.compile(rf"[0-9][{marks}]{{0,{_APART}}}+\Z"), re.compile(rf"[{marks}]{{0,{_APART}}}+[0-9]"))
    for close, marks in ((True, _CLOSE), (False, WIDE))
}
"""Digits right before and after, as near as those of the row are to one another."""
_HEAD = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])(?<![0-9]..)[0-9]{4}(?:[12][0-9]{0,10})?+(?![0-9])"
    r"(?=[^\n]{0,80}\n)"
)
_REST = re.compile(rf"(?<![0-9A-Za-z])(?:[0-9]{{1,12}}+[{TEN}]?+|[{TEN}])(?![0-9A-Za-z])")
_LINE = 160
_LONG = 5
_LINES = 3
"""A column of a table as text: other cells stand between the lines of a number, of which there are at most so many."""
_ROUNDED = re.compile(r"([1-8])(?<![0-9.][0-9])\.([0-9]{13,17})[eE]\+?17(?![0-9])")
"""A number that a spreadsheet took for a quantity: its last digits are lost, region and day of birth are not."""

_FIELDS = frozenset((2, 4, 6, 10, 12, 14, 17))
"""Where the parts of a number end: province, city, county; year, month, day; order."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity_number(text: str) -> bool:
    """Whether 18 characters carry a valid check digit."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


class TooManyError(Exception):
    """A text holds more rows of digits than anybody could mean."""


@dataclass(slots=True)
class Patience:
    """How many rows of digits that may be numbers are looked at: hostile files hold millions of them."""

    left: int = 300_000

    def take(self) -> None:
        """Look at one; raises TooManyError where there were too many."""
        self.left -= 1
        if self.left < 0:
            raise TooManyError


class Stretch(NamedTuple):
    """A part of a text with some of what stands around it: what begins in `begin` to `end` of `text` belongs to it.

    `line` and `column` are those of the text's first character, from 0.
    """

    text: str
    begin: int
    end: int
    line: int
    column: int

    def owns(self, offset: int) -> bool:
        """Whether what begins there is not another stretch's."""
        return self.begin <= offset < self.end

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, from 0."""
        lines = self.text.count("\n", 0, offset)
        return self.line + lines, offset - self.text.rfind("\n", 0, offset) - 1 + (0 if lines else self.column)


def stretches(pieces: Iterable[str]) -> Iterator[Stretch]:
    """A text that comes piece by piece as stretches of bounded length, whatever the pieces are."""
    text, begin, line, column = "", 0, 0, 0
    parts: list[str] = []
    waiting = 0
    for piece in pieces:
        for start in range(0, len(piece), STRETCH):
            parts.append(piece[start : start + STRETCH])
            waiting += len(parts[-1])
            if waiting < STRETCH + CONTEXT:
                continue
            text, parts, waiting = text + "".join(parts), [], 0
            now = Stretch(with_plain_digits(text), begin, len(text) - CONTEXT, line, column)
            yield now
            left = now.end - CONTEXT
            line, column = now.at(left)
            text, begin = text[left:], CONTEXT
    text += "".join(parts)
    yield Stretch(with_plain_digits(text), begin, len(text), line, column)


class Found(NamedTuple):
    """A number and where it begins, by line and column from 0."""

    line: int
    column: int
    number: str


@dataclass(slots=True)
class Identities:
    """Looks through the stretches of one text. What `see` gives is certain; `rest` gives what only the whole text tells."""

    patience: Patience = field(default_factory=Patience)
    _rows: Counter[tuple[object, ...]] = field(default_factory=Counter)
    _parted: dict[tuple[object, ...], list[Found]] = field(default_factory=dict)

    def see(self, stretch: Stretch) -> Iterator[Found]:
        """The numbers that begin in the stretch, but for those that are parted as figures are."""
        text = stretch.text
        found = _ROW.search(text, stretch.begin)
        while found and found.start() < stretch.end:
            self.patience.take()
            yield from self._row(stretch, found)
            found = _ROW.search(text, found.start() + 1)
        for head in _HEAD.finditer(text, stretch.begin, stretch.end):
            for number, widths in _over_lines(text, head[0], head.end(), (len(head[0]),)):
                self.patience.take()
                self._count(stretch, head.start(), number, (*widths, "\n"))
        for rounded in _ROUNDED.finditer(text, stretch.begin) if "17" in text else ():
            number = (rounded[1] + rounded[2]).ljust(18, "0")[:18]
            if _ROW.fullmatch(number) and _is_day(number[6:14]) and stretch.owns(rounded.start()):
                yield Found(*stretch.at(rounded.start()), number)
        yield from self._otherwise(stretch)

    def rest(self) -> Iterator[Found]:
        """The parted numbers, where they are not one in many rows parted alike: those are figures."""
        for way, found in self._parted.items():
            if len(found) * SHARE >= self._rows[way]:
                yield from found

    def _otherwise(self, stretch: Stretch) -> Iterator[Found]:
        """The numbers that are only there once signs and escapes are read as the digits for which they stand."""
        for text in read_otherwise(stretch.text):
            begin = stretch.begin
            while (found := _ROW.search(text, begin)) and found.start() < stretch.end:
                self.patience.take()
                begin, number = found.start() + 1, _written(found[0])
                if found[0] != stretch.text[found.start() : found.end()] and _is_day(number[6:14]):
                    beside = (
                        text[max(0, begin - 2) : begin - 1].isdigit() or text[found.end() : found.end() + 1].isdigit()
                    )
                    if is_identity_number(number) and (not beside or len(found[0]) == 18):
                        yield Found(*stretch.at(found.start()), number)

    def _row(self, stretch: Stretch, found: re.Match[str]) -> Iterator[Found]:
        text, (start, end) = stretch.text, found.span()
        number = _written(found[0])
        if end - start == 18:  # in one piece
            if is_identity_number(number) and _is_day(number[6:14]):
                yield Found(*stretch.at(start), number)
            return
        if not _is_day(number[6:14]):
            return
        places = [place for place in range(start, end) if text[place].isdecimal() or place == end - 1]
        gaps = [(index, text[a + 1 : b]) for index, (a, b) in enumerate(pairwise(places), 1) if b - a > 1]
        before, after = _BESIDE[all(_IS_CLOSE.fullmatch(gap) for _, gap in gaps)]
        if not (before.search(text, max(0, start - _APART - 1), start) or after.match(text, end)):
            if is_identity_number(number):
                yield Found(*stretch.at(start), number)
            return
        whole = not text[max(0, start - 1) : start].isdigit() and not text[end : end + 1].isdigit()
        breaks = tuple(index for index, _ in gaps)
        marks = {"".join(sorted(set(gap) - {" "})) for _, gap in gaps}
        if len(marks) == 1 and _is_way_to_part(breaks, whole=whole):
            self._count(stretch, start, number, (breaks, marks.pop()))

    def _count(self, stretch: Stretch, start: int, number: str, way: tuple[object, ...]) -> None:
        if _ROW.fullmatch(number) and _is_day(number[6:14]):
            self._rows[way] += 1
            if is_identity_number(number):
                self._parted.setdefault(way, []).append(Found(*stretch.at(start), number))


def _over_lines(text: str, head: str, at: int, widths: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Numbers that begin with `head` and go on in the lines below, each as wide as the one above or the last."""
    begin = text.find("\n", at) + 1
    if not begin:
        return
    end = min(text.find("\n", begin) % (len(text) + 1), begin + _LINE)
    found = list(_REST.finditer(text, begin, end))
    alone = sum(len(rest[0]) >= _LONG for rest in found) == 1  # in a row of figures there is always one that goes on
    for rest in found:
        width = len(rest[0])
        if len(head) + width == 18 and (alone or len(widths) == 1 or width < _LONG):
            yield _written(head + rest[0]), (*widths, width)
        elif len(head) + width < 18 and width == widths[0] and len(widths) + 1 < _LINES and alone:
            yield from _over_lines(text, head + rest[0], rest.end(), (*widths, width))


def _is_way_to_part(breaks: tuple[int, ...], *, whole: bool) -> bool:
    """Whether people or narrow columns part a number so; one that touches other digits, only at its day of birth."""
    fields = _FIELDS.issuperset(breaks)
    if not whole:
        return fields and {6, 14}.issubset(breaks)
    widths = [b - a for a, b in pairwise((0, *breaks, 18))]
    return fields or len(widths) == 2 or (len({*widths[:-1]}) == 1 and widths[-1] <= widths[0])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _written(row: str) -> str:
    """The row's digits only; whatever stands for ten is an X."""
    digits = "".join(filter(str.isdecimal, row))
    return digits if row[-1:].isdecimal() else f"{digits}X"
