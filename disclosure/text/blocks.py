"""The blocks of a body: headings, paragraphs, lists, tables and notes, found line by line.

A line that begins with a sign of `dialect` begins a block, whatever stands above it; all other lines are paragraphs, as
`pasted` reads them. Nothing is left out: a line that a construct cannot take is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent
from typing import Literal, NamedTuple

from disclosure.text.dialect import BAR, BLANKS, ESCAPED_BLOCK, FENCE, HEADING, ITEM, NOTE, RULE, TABLE
from disclosure.text.html_table import endings
from disclosure.text.numbering import read_mark
from disclosure.text.pasted import Lines, runs


class Chunk(NamedTuple):
    """One block and the number of the line that it begins at. Texts are as their author wrote them, without block signs."""

    kind: Literal["heading", "paragraph", "list", "table", "html"]
    line: int
    text: str = ""
    level: int = 0  # of a heading, 1 to 6
    numbers: tuple[int, ...] = ()  # of the items of a numbered list
    items: tuple[tuple[Chunk, ...], ...] = ()
    loose: bool = False  # a list whose items are parted by blank lines
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()  # of the rows
    aligned: tuple[str, ...] = ()  # the columns: left, right, center or nothing
    headed: bool = True  # whether the first row is a header


class Note(NamedTuple):
    """A footnote."""

    line: int
    chunks: tuple[Chunk, ...]


class Finding(NamedTuple):
    """What is wrong in a line."""

    line: int
    code: str
    values: dict[str, str]


class Blocks(NamedTuple):
    """All blocks of a body in order, its notes by their labels, and what is wrong."""

    chunks: tuple[Chunk, ...]
    notes: dict[str, Note]
    findings: tuple[Finding, ...]


def blocks(lines: Lines) -> Blocks:
    """The blocks that lines hold."""
    reader = _Reader(lines, {}, [])
    return Blocks(reader.read(), reader.notes, tuple(reader.findings))


_BEGINNERS = frozenset("#-0123456789[<`~|:")
"""What the first sign of a block can be: it is looked for in every line."""
_ESCAPING = frozenset("\\0123456789")


class _Reader:
    """Goes through lines once; what stands in an item or a note is read by another of its kind."""

    def __init__(self, lines: Lines, notes: dict[str, Note], findings: list[Finding], *, top: bool = True) -> None:
        self.numbers, texts = lines
        self.texts = list(texts)
        self.notes = notes
        self.findings = findings
        self.top = top
        self.at = 0
        self.open = 0  # how many lines above are of paragraphs
        self.found: list[Chunk] = []
        self.fenced = False
        self.endings: dict[tuple[int, int], tuple[int, int]] | None = None

    def read(self) -> tuple[Chunk, ...]:
        texts = self.texts
        while self.at < len(texts):
            text = texts[self.at].strip()
            if not text:
                if self.open:
                    self._close()
                self.at += 1
            elif text[0] not in _BEGINNERS or not self._begins(texts[self.at], text[0]):
                self.open += 1
                self.at += 1
        self._close()
        return tuple(self.found)

    def _close(self, *, but: int = 0) -> None:
        """The paragraphs above are complete, `but` so many lines which are not of them."""
        end = self.at - but
        start, self.open = self.at - self.open, 0
        if end - start == 1:
            self.found.append(_paragraph(self.numbers[start], self.texts[start].strip()))
            return
        for run in runs(Lines(self.numbers[start:end], self.texts[start:end])):
            if run.rows:
                numbers = tuple(range(run.number, run.number + len(run.rows)))
                headed = _is_header(run.rows)
                self.found.append(Chunk("table", run.number, rows=run.rows, lines=numbers, headed=headed))
            else:
                self.found.append(_paragraph(run.number, run.text))
            if run.doubtful:
                self._tell(run.number, "line-break-doubtful")

    def _tell(self, line: int, code: str, **values: str) -> None:
        self.findings.append(Finding(line, code, values))

    def _begins(self, text: str, first: str) -> bool:
        """Whether a block other than a paragraph begins here, and has been read."""
        number = self.numbers[self.at]
        if first == "#" and self.top and (found := HEADING.match(text)):
            self._close()
            self.found.append(Chunk("heading", number, text[found.end() :].strip(), len(found[1])))
            self.at += 1
            return True
        if first in "`~" and FENCE.fullmatch(text):
            self.fenced = not self.fenced
            if self.fenced:
                self._tell(number, "code-block")
            return False
        if first == "[" and self.top and (found := NOTE.match(text)):
            return self._note(found[1], number, text[found.end() :])
        if first == "<" and (found := TABLE.match(text)):
            return self._html(number, text.index("<"))
        if (first == "-" or first.isdigit()) and ITEM.match(text):
            self._close()
            self._list()
            return True
        return first in "|:-" and self._table(number, text)

    # notes

    def _note(self, label: str, number: int, text: str) -> bool:
        if label in self.notes:
            self._tell(number, "footnote-twice", mark=f"[^{label}]")
            return False
        self._close()
        numbers, texts = [number], [text]
        self.at += 1
        while (
            self.at < len(self.texts) and self.texts[self.at].startswith(("  ", "\t")) and self.texts[self.at].strip()
        ):
            numbers.append(self.numbers[self.at])
            texts.append(self.texts[self.at])
            self.at += 1
        texts[1:] = dedent("\n".join(texts[1:])).split("\n") if len(texts) > 1 else ()
        self.notes[label] = Note(number, ())  # a note of this name in it is the second
        self.notes[label] = Note(number, self._inner(numbers, texts))
        return True

    def _inner(self, numbers: list[int], texts: list[str]) -> tuple[Chunk, ...]:
        return _Reader(Lines(numbers, texts), self.notes, self.findings, top=False).read()

    # lists

    def _list(self) -> None:
        """The list that begins here. What is indented by two spaces more than its mark belongs to an item."""
        start, base, kind = self.numbers[self.at], _indent(self.texts[self.at]), self._kind()
        values: list[int] = []
        items: list[tuple[Chunk, ...]] = []
        loose = False
        while found := ITEM.match(self.texts[self.at]):
            values.extend([int(found[1])] if found[1] else [])
            numbers, texts = [self.numbers[self.at]], [found.string[found.end() :]]
            self.at += 1
            blank = self._item(numbers, texts, base, base + (len(found[1]) + 2 if found[1] else 2))
            items.append(self._inner(numbers, texts))
            if self._kind() != kind:
                break
            if not self.top and _indent(self.texts[self.at]) < base:
                self._tell(self.numbers[self.at], "list-indent")
            loose = loose or blank
        loose = loose or any(sum(chunk.kind == "paragraph" for chunk in item) > 1 for item in items)
        if self.top and len(values) == len(items) == len(items[0]) == 1 and items[0][0].kind == "paragraph":
            text = f"{values[0]}. {items[0][0].text}"  # one item is no list: 1. 总则, above 1.1
            self.found.append(Chunk("paragraph", start, text))
            return
        self.found.append(Chunk("list", start, numbers=tuple(values), items=tuple(items), loose=loose))

    def _kind(self) -> str:
        """What list the line goes on with: "1", "-", or "" if it is no item."""
        found = ITEM.match(self.texts[self.at]) if self.at < len(self.texts) else None
        return "" if found is None else "1" if found[1] else "-"

    def _item(self, numbers: list[int], texts: list[str], base: int, width: int) -> bool:
        """Take the lines that belong to an item; whether a blank line followed."""
        following = self.at
        blank = False
        while following < len(self.texts):
            text = self.texts[following]
            indent = _indent(text)
            if not text.strip():
                blank = True
            elif not _belongs(text, indent, base, width, blank=blank):
                break
            else:
                if indent == base + 1:
                    self._tell(self.numbers[following], "list-indent")
                numbers.extend(self.numbers[self.at : following + 1])
                texts.extend(self.texts[self.at : following])
                texts.append(" " * (indent - min(indent, width)) + text.lstrip(" \t"))
                self.at = following + 1
                blank = False
            following += 1
        if blank and following < len(self.texts) and ITEM.match(self.texts[following]):
            self.at = following
        return blank

    # tables

    def _table(self, number: int, text: str) -> bool:
        """Whether this is the line below the header of a table, which has been read."""
        if not self.open or not RULE.fullmatch(text) or not BAR.search(self.texts[self.at - 1]):
            return False
        self._close(but=1)
        header, rule = _cells(self.texts[self.at - 1]), _cells(text)
        if len(rule) != len(header):
            self._tell(number, "table-cells", cells=str(len(rule)), columns=str(len(header)))
        rows, lines = [header], [self.numbers[self.at - 1]]
        self.at += 1
        doubled = False
        while self.at < len(self.texts) and BAR.search(self.texts[self.at]):
            cells, line = _cells(self.texts[self.at]), self.numbers[self.at]
            if len(cells) != len(header):
                code = "table-cells" if len(cells) > len(header) else "table-cells-missing"
                self._tell(line, code, cells=str(len(cells)), columns=str(len(header)))
            elif "||" in self.texts[self.at] and not doubled:
                doubled = True
                self._tell(line, "table-doubled-bar")
            rows.append((*cells, *[""] * (len(header) - len(cells))))
            lines.append(line)
            self.at += 1
        aligned = tuple(map(_alignment, rule))
        self.found.append(Chunk("table", lines[0], rows=tuple(rows), lines=tuple(lines), aligned=aligned))
        return True

    def _html(self, number: int, start: int) -> bool:
        """A table in HTML, up to its end, on whichever line that is."""
        if self.endings is None:
            self.endings = endings(self.texts)
        if (self.at, start) not in self.endings:
            self._tell(number, "html-not-closed", html="<table>")
            return False
        self._close()
        last, end = self.endings[self.at, start]
        inside = [*self.texts[self.at : last], self.texts[last][:end]]
        self.found.append(Chunk("html", number, "\n".join(inside).strip()))
        rest = self.texts[last][end:]
        self.at = last if rest.strip() else last + 1
        if rest.strip():
            self.texts[last] = " " * end + rest  # what follows on the line stays where it is
        return True


def _paragraph(number: int, text: str) -> Chunk:
    if text[0] == "&" and (blanks := BLANKS.match(text)):
        text = text[blanks.end() :]
    if text[:1] in _ESCAPING and (found := ESCAPED_BLOCK.match(text)):
        text = (found[1] or "") + text[found.end() :]
    return Chunk("paragraph", number, text)


def _indent(text: str) -> int:
    """How far a line is indented, in columns."""
    if text[:1] not in (" ", "\t"):
        return 0
    expanded = text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _belongs(text: str, indent: int, base: int, width: int, *, blank: bool) -> bool:
    """Whether a line belongs to the item above it, whose mark stands at `base` and whose text at `width`."""
    if ITEM.match(text):
        return indent > base
    if indent < base + 2:
        return False
    return not blank or (width <= indent < width + 4 and read_mark(text.strip()) is None)


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row. The bars at its ends part nothing."""
    line = line.strip()
    line = line.removeprefix("|")
    cells = BAR.split(line)
    return tuple(cell.strip() for cell in (cells[:-1] if len(cells) > 1 and not cells[-1] else cells))


def _alignment(rule: str) -> str:
    left, right = rule.startswith(":"), rule.endswith(":")
    return "center" if left and right else "right" if right else ""


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a pasted table says what stands below: words above figures."""
    figures = [any(char.isdigit() for char in "".join(row)) for row in rows]
    return all(rows[0]) and not figures[0] and any(figures)
