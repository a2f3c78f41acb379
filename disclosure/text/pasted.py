"""Lines that stand together without a blank line between, as they come out of a word processor or a web page.

Most are paragraphs of their own: names, titles, rows, a signature. Only prose that was wrapped at a width is one paragraph
on several lines, and only that is joined. What can be read either way stays apart, and is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from disclosure.text.numbering import ARTICLE, CLAUSE, THIRD, is_date, is_title, read_mark, stops


class Lines(NamedTuple):
    """Lines of a body without its remarks, and the number of each in the body, from 0."""

    numbers: Sequence[int]
    texts: Sequence[str]


class Run(NamedTuple):
    """What some lines are: the text of a paragraph, or the cells of a table; `doubtful` if it may go on in the next."""

    number: int
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    doubtful: bool = False


_WIDE = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_SOFT_BREAK = re.compile(rf"(?<={_WIDE}) ?\n[ \u3000]*|(?<! ) ?\n[ \u3000]*(?={_WIDE})")
_APART = re.compile(r"[\t|]|\S(?:\u3000|[ \u00a0]{2,})\S")
"""What columns are made with."""
_BULLET = re.compile(r"[-*+•·●○■□◆◇▪▲△►▶※★☆—]|[①-⓿❶-➓⑴-⒛㈠-㈩]|[(（]?\d{1,3}[)）]|[A-Za-z][.)、）]")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}[，,]\s?[男女][，,]")
_CLAUSES = re.compile(r"[，。；,;]")
_SHORTEST = 20
"""Characters below which a line is not one of wrapped prose: 40 letters, half a line on the narrowest paper."""
_LONGEST = 60
"""Characters above which a line was not wrapped, for no paper is so wide: it is a paragraph that lacks its full stop."""
_UNIT = re.compile(r"[!-~]+|.[，。、；：！？）》”’]*")
"""What is not parted at the end of a line: a word, or a character with the signs that may not begin one."""
_SLACK = 1.5
"""Characters by which a full line may fall short for other reasons: a sign that hangs out, narrow letters."""


def joined(text: str) -> str:
    """Text without its line ends next to Chinese characters; all others stay."""
    return _SOFT_BREAK.sub("", text) if "\n" in text else text


def runs(lines: Lines) -> Iterator[Run]:
    """The paragraphs and tables that these lines are; none is empty."""
    texts = lines.texts
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and _is_row(texts[end]):
            end += 1
        if end - start >= 2 and (rows := _table(texts[start:end])):
            yield Run(lines.numbers[start], rows=rows)
        else:
            end = max(end, start + 1)
            while end < len(texts) and not _is_row(texts[end]):
                end += 1
            yield from _paragraphs(lines.numbers[start:end], texts[start:end])
        start = end


# --- tables of tabs


def _is_row(line: str) -> bool:
    return "\t" in line.strip()


def _table(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that was pasted as text; none where tabs part only numbers from what they number."""
    rows = [[cell.strip() for cell in line.strip(" \u3000").split("\t")] for line in lines]
    while not any(row[0] for row in rows):  # it is indented
        rows = [row[1:] for row in rows]
    while not any(row[-1] for row in rows if len(row) == max(map(len, rows))):
        rows = [row[:-1] if len(row) == max(map(len, rows)) else row for row in rows]
    width = max(map(len, rows))
    if width == 2 and any(not row[0] or _BULLET.fullmatch(row[0]) or read_mark(f"{row[0]} 文") for row in rows):
        return ()
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


# --- paragraphs


def _paragraphs(numbers: Sequence[int], lines: Sequence[str]) -> Iterator[Run]:
    texts = [line.strip() for line in lines]
    start = 0
    for index in range(1, len(lines)):
        if _ends(texts[index - 1], texts[index], lines[index], alone=index - start == 1):
            yield from _stretch(numbers[start:index], texts[start:index])
            start = index
    yield from _stretch(numbers[start:], texts[start:])


def _ends(above: str, below: str, line: str, *, alone: bool) -> bool:
    """Whether it is certain that a paragraph ends between these two lines."""
    if stops(above) or is_date(above) or is_date(below) or line.startswith(("\u3000", "  ", "\t", " \u3000")):
        return True
    if _APART.search(above) or _APART.search(below) or _BULLET.match(below) or _PERSON.match(below):
        return True
    title = read_mark(above) if alone else None
    if title and title.rank < THIRD and is_title(title) and not CLAUSE.search(title.rest):
        return True
    mark = read_mark(below)
    return mark is not None and (mark.rank >= ARTICLE or is_title(mark))


def _stretch(numbers: Sequence[int], texts: Sequence[str]) -> Iterator[Run]:
    """The paragraphs in lines of which none certainly ends one."""
    if len(texts) == 1 or _is_wrapped(texts):
        yield Run(numbers[0], joined("\n".join(texts)).replace("\n", " "))
        return
    for index, (number, text) in enumerate(zip(numbers, texts, strict=True), start=1):
        doubtful = index < len(texts) and _width(text) >= _SHORTEST <= _width(texts[index])
        yield Run(number, text, doubtful=doubtful)


def _is_wrapped(texts: Sequence[str]) -> bool:
    """Whether lines are prose that was wrapped: what begins each would not have fitted above, and the first has clauses."""
    widths = [_width(text) for text in texts]
    longest = max(widths)
    units = (_UNIT.match(text) for text in texts[1:])
    full = (width + _width(unit[0]) + _SLACK > longest for width, unit in zip(widths, units, strict=False) if unit)
    return (
        min(widths[:-1]) >= _SHORTEST
        and widths[-1] <= longest <= _LONGEST
        and bool(_CLAUSES.search(texts[0]))
        and all(full)
    )


def _width(text: str) -> float:
    """How long a line is, in Chinese characters."""
    if text.isascii():
        return len(text) / 2
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
