"""Tables of any file that people hand in, as grids of texts in which merged cells say their text everywhere they reach.

Excel (.xlsx, and .xls with an extra), Word (.docx), web pages (.html) and CSV. Every cell knows where it began, so that
one that was merged can be told from two that say the same.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.frontmatter.excel import CALCULATED, MOST_BYTES, MOST_COLUMNS, number_shown, part, worksheets
from disclosure.frontmatter.symbols import shown
from disclosure.frontmatter.word_numbers import WordNumbers
from disclosure.text.pasted import Lines, runs

MOST_ROWS = 5_000
LONGEST_CELL = 5_000
DITTO = re.compile(r"同上(?:一?[行项栏格])?|同前|[〃″“”\"]")
"""What a cell says, without spaces, that repeats the one above it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and the row and column at which it began: elsewhere only where it is merged."""

    text: str
    row: int
    column: int


EMPTY = Cell("", 0, 0)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its number in the file from 1, and its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column from 0; an empty one beyond the last."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def texts(self) -> tuple[str, ...]:
        """What the row says, each merged cell once."""
        return tuple({(one.row, one.column): one.text for one in self.cells if one.text}.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: how messages call it, what stands above it or is written on its sheet, its rows, and what of it is hidden.

    `sheet` is the name of its sheet, where it has one.
    """

    path: str
    above: tuple[str, ...]
    rows: tuple[GridRow, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheet: bool = False
    sheet: str = ""

    def place(self, row: int, column: int) -> Place:
        """A place for messages: row and column from 1."""
        return Place(self.path, row, column)


_Cells = Mapping[tuple[int, int], str]
_Merged = Iterable[tuple[int, int, int, int]]


def read_grids(path: Path) -> tuple[Grid, ...]:
    """All tables of a file; raises UsageError with the place of what is wrong."""
    place = Place(path.name)
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise UsageError([Problem(place, "import-too-large", {"limit": str(MOST_BYTES)})])
    readers: dict[str, Callable[[bytes, Place], Iterator[Grid]]] = {
        ".csv": _comma,
        ".tsv": _comma,
        ".xlsx": _excel,
        ".xls": _old_excel,
        ".docx": _word,
        ".html": _web,
        ".htm": _web,
        ".md": _markdown_tables,
    }
    suffix = path.suffix.lower()
    reader = readers.get(_really(data, suffix)) if suffix in readers else None
    if reader is None:
        raise UsageError([Problem(place, "import-kind", {"found": path.suffix, "known": " ".join(readers)})])
    grids = tuple(reader(data, place))
    problems = [problem for grid in grids for problem in _bounds(grid)]
    if problems:
        raise UsageError(problems)
    return grids


def _really(data: bytes, suffix: str) -> str:
    """The suffix that a file should have by how it begins: what systems hand out as .xls is often a web page or an .xlsx."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # of a .docx: an old .doc, or one with a password
        return suffix if suffix == ".docx" else ".xls"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return ".html"
    if data.startswith(b"PK\x03\x04"):
        is_word = b"word/document.xml" in data or (suffix == ".docx" and b"xl/workbook.xml" not in data)
        return ".docx" if is_word else ".xlsx"
    return suffix if suffix != ".xls" or b"\0" in data else ".csv"


def read_lines(path: Path, begins: Callable[[str], bool]) -> tuple[tuple[int, str], ...]:
    """The paragraphs of a text, a Word file or a web page, tables left out, each with its number from 1; no empty ones.

    Lines of plain text that were wrapped at a width are one; `begins` says which never go on with the one above.
    """
    place = Place(path.name)
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise UsageError([Problem(place, "import-too-large", {"limit": str(MOST_BYTES)})])
    readers: dict[str, Callable[[bytes, Place], Iterable[str]]] = {
        ".txt": _text_lines,
        ".md": _markdown_lines,
        ".docx": _paragraphs,
        ".html": _web_lines,
        ".htm": _web_lines,
    }
    reader = readers.get(path.suffix.lower())
    lines: Iterable[tuple[int, str]] = enumerate(reader(data, place), start=1) if reader else ()
    if path.suffix.lower() == ".txt":
        lines = _unwrapped(lines, begins)
    return tuple((number, tidy) for number, line in lines if (tidy := _one_line(line)))


def _unwrapped(lines: Iterable[tuple[int, str]], begins: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    together: list[tuple[int, str]] = []
    for number, line in (*lines, (0, "")):
        if together and (not line.strip() or begins(line)):
            for run in runs(Lines(*zip(*together, strict=True))):
                rows = enumerate(("　".join(row) for row in run.rows), start=run.number)
                yield from rows if run.rows else [(run.number, run.text)]
            together = []
        if line.strip():
            together.append((number, line))


def _text_lines(data: bytes, place: Place) -> Iterable[str]:
    return _decoded(data, place).splitlines()


def _paragraphs(data: bytes, place: Place) -> Iterable[str]:
    """With the numbers that Word sets before them."""
    numbers = WordNumbers.of(_other_part(data, "word/numbering.xml"), _other_part(data, "word/styles.xml"))
    for block in _body(data, place):
        if block.tag == f"{_W}p":
            yield from f"{numbers.label(block)}{_words(block).lstrip()}".split("\n")


def _other_part(data: bytes, name: str) -> ET.Element | None:
    """A part of a Word file that it may lack; one that cannot be read says nothing."""
    unread = (zipfile.BadZipFile, ET.ParseError, ValueError, KeyError, RuntimeError, NotImplementedError)
    with suppress(*unread), zipfile.ZipFile(io.BytesIO(data)) as package:
        return part(package, name)
    return None


def _one_line(text: str) -> str:
    """A line as it is read, without what nobody sees and without spaces at its ends."""
    return re.sub("[\u00ad\u200b\u2060\ufeff]", "", text).strip()


def _bounds(grid: Grid) -> Iterator[Problem]:
    if len(grid.rows) > MOST_ROWS:
        at = grid.place(grid.rows[MOST_ROWS].number, 1)
        yield Problem(at, "import-too-many", {"limit": str(MOST_ROWS)})
        return
    for row in grid.rows:
        for column, cell in enumerate(row.cells, start=1):
            if (cell.row, cell.column) != (row.number, column):
                continue
            if cell.text.startswith(CALCULATED):
                yield Problem(grid.place(row.number, column), "import-formula")
            elif len(cell.text) > LONGEST_CELL:
                values = {"what": f"> {LONGEST_CELL}", "what_zh": f"超过{LONGEST_CELL}字"}
                yield Problem(grid.place(row.number, column), "import-cell", values)


def _grid(path: str, above: Iterable[str], cells: _Cells, merged: _Merged) -> Grid:
    """A grid of cells by row and column from 1, with merged ranges filled; rows that say nothing are left out."""
    found = {at: Cell(_tidy(text), *at) for at, text in cells.items()}
    last = min(max((row for row, _ in found), default=0), MOST_ROWS + 1_000)
    for top, left, bottom, right in merged:
        first = found.get((top, left), Cell("", top, left))
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, right + 1):
                found[row, column] = first
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in found.items():
        by_row.setdefault(row, {})[column] = cell
    rows = []
    for number, of_row in sorted(by_row.items()):
        if any(cell.text for cell in of_row.values()):
            width = min(max(of_row), MOST_COLUMNS)
            rows.append(GridRow(number, tuple(of_row.get(at, Cell("", number, at)) for at in range(1, width + 1))))
    return Grid(path, tuple(text for text in map(_tidy, above) if text), tuple(rows))


def _tidy(text: str) -> str:
    """Lines without the spaces at their ends, and without empty ones."""
    lines = (" ".join(line.split()) for line in re.sub("[\u00ad\u200b\u2060\ufeff]", "", text).splitlines())
    return "\n".join(line for line in lines if line)


# --- text


def _decoded(data: bytes, place: Place) -> str:
    at = 0
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            at = max(at, error.start)
    line = data.count(b"\n", 0, at) + 1
    is_table = Path(place.path).suffix.lower() in (".csv", ".tsv", ".xls")
    code = "import-not-utf-8" if is_table else "import-text-not-utf-8"
    raise UsageError([Problem(Place(place.path, line, 1), code)])


_MARKDOWN_BEGINS = re.compile(r"^\s*(?:>\s?|#{1,6}\s+|[-*+]\s+)+|\s+#+\s*$")
_MARKDOWN_SIGNS = re.compile(r"\*\*|__|(?<![\*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?!\*)|\\(?=[^\w\s])|<br\s*/?>")


def _markdown_text(line: str) -> str:
    """A line without the signs of headings, lists, quotations, bold and italic type."""
    return _MARKDOWN_SIGNS.sub("", _MARKDOWN_BEGINS.sub("", line))


def _markdown_lines(data: bytes, place: Place) -> Iterable[str]:
    for line in _text_lines(data, place):
        yield "" if line.lstrip().startswith("|") else _markdown_text(line)


def _markdown_tables(data: bytes, place: Place) -> Iterator[Grid]:
    """Tables of lines that begin with |; the numbers of rows are those of their lines."""
    above: list[str] = []
    cells: dict[tuple[int, int], str] = {}
    for number, line in enumerate((*_text_lines(data, place), ""), start=1):
        if line.lstrip().startswith("|"):
            texts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
            if not all(re.fullmatch(r"\s*:?-+:?\s*", text) for text in texts):
                lines = (re.sub(r"<br\s*/?>", "\n", text) for text in texts[:MOST_COLUMNS])
                cells |= {(number, column): _markdown_text(text) for column, text in enumerate(lines, start=1)}
            continue
        if cells:
            yield _grid(place.path, above, cells, ())
            above, cells = [], {}
        above.append(_markdown_text(line))


def _comma(data: bytes, place: Place) -> Iterator[Grid]:
    text = _decoded(data, place)
    sign = max(",\t;", key=lambda one: sum(min(line.count(one), 3) for line in text.splitlines()))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    try:
        cells = {
            (number, column): value[1:] if re.match("'[-+@]", value) else value  # as `harmless` writes it
            for number, row in enumerate(reader, start=1)
            for column, value in enumerate(row[:MOST_COLUMNS], start=1)
        }
    except csv.Error:
        raise UsageError([Problem(Place(place.path, reader.line_num, 1), "import-unread")]) from None
    yield _grid(place.path, (), cells, ())


# --- Excel


def _excel(data: bytes, place: Place) -> Iterator[Grid]:
    sheets = worksheets(data, place)
    for sheet in sheets:
        cells = {(row, column): text for row, of_row in sheet.rows for column, text in of_row.items()}
        path = f"{place.path}（{sheet.name}）" if len(sheets) > 1 else place.path
        grid = _grid(path, (sheet.name,), cells, sheet.merged)
        yield replace(
            grid,
            hidden_rows=sheet.hidden_rows,
            hidden_columns=sheet.hidden_columns,
            hidden_sheet=sheet.hidden,
            sheet=sheet.name,
        )


def _old_excel(data: bytes, place: Place) -> Iterator[Grid]:
    try:
        calamine = import_module("python_calamine")
    except ModuleNotFoundError:
        raise UsageError([Problem(place, "import-xls")]) from None
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        hidden = {one.name for one in workbook.sheets_metadata if one.visible != calamine.SheetVisibleEnum.Visible}
        read = [(one.name, one.to_python(skip_empty_area=False), one.merged_cell_ranges or []) for one in sheets]
    except (calamine.CalamineError, ValueError, OSError):
        raise UsageError([Problem(place, "import-unread")]) from None
    for name, rows, ranges in read:
        cells = {
            (number, column): _said(value)
            for number, row in enumerate(rows[: MOST_ROWS + 1], start=1)
            for column, value in enumerate(row[:MOST_COLUMNS], start=1)
        }
        merged = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
        path = f"{place.path}（{name}）" if len(read) > 1 else place.path
        yield replace(_grid(path, (name,), cells, merged), hidden_sheet=name in hidden, sheet=name)


def _said(value: object) -> str:
    """A value as a sheet shows it; a day without the midnight that the library gives it."""
    if isinstance(value, float):
        return number_shown(value, "")
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


# --- Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def _body(data: bytes, place: Place) -> list[ET.Element]:
    """The paragraphs and tables of a Word file, in order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = part(package, "word/document.xml").find(f"{_W}body")
        return list(_blocks(body)) if body is not None else []
    except (zipfile.BadZipFile, ET.ParseError, ValueError, KeyError, RuntimeError, NotImplementedError):
        raise UsageError([Problem(place, "import-word-unread")]) from None


def _word(data: bytes, place: Place) -> Iterator[Grid]:
    blocks = _body(data, place)
    numbers = WordNumbers.of(_other_part(data, "word/numbering.xml"), _other_part(data, "word/styles.xml"))
    tables = sum(block.tag == f"{_W}tbl" for block in blocks)
    above: list[str] = []
    number = 0
    for block in blocks:
        if block.tag == f"{_W}p":
            above.append(f"{numbers.label(block)}{_words(block)}")
            continue
        number += 1
        cells, merged = _table(block, numbers)
        yield _grid(f"{place.path}（表{number}）" if tables > 1 else place.path, above, cells, merged)
        above = []


def _blocks(parent: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables in order, those in content controls too."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _blocks(child)


def _table(
    table: ET.Element, numbers: WordNumbers
) -> tuple[dict[tuple[int, int], str], list[tuple[int, int, int, int]]]:
    cells: dict[tuple[int, int], str] = {}
    merged: list[tuple[int, int, int, int]] = []
    open_at: dict[
        int, tuple[int, int]
    ] = {}  # by column: where a cell that goes on downwards began, and its last column
    for number, row in enumerate(_children(table, "tr"), start=1):
        column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _children(row, "tc"):
            look = cell.find(f"{_W}tcPr")
            span = _number(look.find(f"{_W}gridSpan") if look is not None else None, 1)
            down = look.find(f"{_W}vMerge") if look is not None else None
            right = column + span - 1
            if down is not None and down.get(f"{_W}val") != "restart" and column in open_at:
                top, to = open_at[column]
                merged.append((top, column, number, to))
            else:
                cells[number, column] = "\n".join(f"{numbers.label(block)}{_words(block)}" for block in _blocks(cell))
                if span > 1:
                    merged.append((number, column, number, right))
                open_at.pop(column, None)
                if down is not None:
                    open_at[column] = (number, right)
            column = right + 1
    return cells, merged


def _children(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _children(child, name)


def _number(element: ET.Element | None, otherwise: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else otherwise


def _words(block: ET.Element) -> str:
    """The text of a paragraph as it is read: what tracked changes have deleted is gone."""
    out: list[str] = []
    stack: list[tuple[ET.Element, str]] = [(block, "")]
    while stack:
        one, font = stack.pop()
        if one.tag in (f"{_W}del", f"{_W}moveFrom"):
            continue
        if (ticked := _ticked(one)) is not None:
            out.append("☑" if ticked else "□")
            continue
        if one.tag == f"{_W}r":
            fonts = one.find(f"{_W}rPr/{_W}rFonts")
            font = fonts.get(f"{_W}ascii", "") if fonts is not None else ""
        elif one.tag == f"{_W}t":
            out.append(shown(one.text or "", font))
        elif one.tag == f"{_W}sym":
            code = int(one.get(f"{_W}char", "0"), 16) & 0xFF
            out.append(shown(chr(0xF000 + code), one.get(f"{_W}font")))
        elif one.tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif one.tag == f"{_W}tab":
            out.append(" ")
        stack.extend((child, font) for child in reversed(one))
    return "".join(out)


def _ticked(element: ET.Element) -> bool | None:
    """Whether a box to tick is, as a control or as a field of a form has it, whatever sign it shows; None: it is none."""
    box = element.find(f"{_W}sdtPr/{_W14}checkbox") if element.tag == f"{_W}sdt" else None
    if box is not None:
        return _is_on(box.find(f"{_W14}checked"), f"{_W14}val")
    box = element.find(f"{_W}ffData/{_W}checkBox") if element.tag == f"{_W}fldChar" else None
    if box is None:
        return None
    said = box.find(f"{_W}checked")
    return _is_on(box.find(f"{_W}default") if said is None else said, f"{_W}val")


def _is_on(element: ET.Element | None, name: str) -> bool:
    return element is not None and element.get(name, "1") in ("1", "true", "on")


# --- web pages


def _web(data: bytes, place: Place) -> Iterator[Grid]:
    reader = _Reader()
    reader.feed(_decoded(data, place))
    reader.close()
    for number, table in enumerate(reader.tables, start=1):
        path = f"{place.path}（表{number}）" if len(reader.tables) > 1 else place.path
        yield replace(_grid(path, table.above, table.cells, table.merged), hidden_rows=frozenset(table.hidden))


def _web_lines(data: bytes, place: Place) -> Iterable[str]:
    reader = _Reader()
    reader.feed(_decoded(data, place))
    reader.close()
    return reader.lines


_BREAKS = frozenset(("p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "tr", "table"))
_SILENT = frozenset(("script", "style", "head"))
_OF_FONTS = frozenset(("span", "font"))


@dataclass(slots=True)
class _Open:
    """A table that is read: what stands above it, its cells, and where it stands."""

    above: list[str]
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)
    text: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    is_layout: bool = False
    """Whether a larger table stands in it: then it only sets out the page, and what it says is above that one."""

    def begin(self, attributes: Mapping[str, str | None]) -> None:
        """A cell at the first column that no cell reaches into."""
        self.end()
        self.row = max(self.row, 1)
        column = 1
        while (self.row, column) in self.taken and column < MOST_COLUMNS:
            column += 1
        down, right = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        last = min(column + right - 1, MOST_COLUMNS)
        self.taken.update((row, at) for row in range(self.row, self.row + down) for at in range(column, last + 1))
        self.cells[self.row, column] = ""
        if down > 1 or last > column:
            self.merged.append((self.row, column, self.row + down - 1, last))
        self.text = []

    def end(self) -> None:
        """What was read belongs to the last cell that began."""
        if self.cells:
            at = list(self.cells)[-1]
            self.cells[at] = self.cells[at] or "".join(self.text)
        self.text = []

    def sets_out(self, inner: _Open) -> bool:
        """Whether it only sets out the page for a table in it; any other one is the text of its cell."""
        has_columns = inner.row > 1 and len({column for _, column in inner.cells}) > 2
        return inner.is_layout or (has_columns and len(inner.cells) > len(self.cells))


class _Reader(HTMLParser):
    """The tables of a page, each with the lines that stand between it and the one before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Open] = []
        self._open: list[_Open] = []
        self._since: list[str] = []
        """What was read since the last table."""
        self._silent = 0
        self._fonts: list[tuple[str, str]] = []
        """The tags that may change the font, with the font that holds in each."""

    @property
    def lines(self) -> list[str]:
        """What stands outside of tables, and in those of one cell a row, which only set out the page."""
        found: list[str] = []
        for table in self.tables:
            found += table.above
            if len({row for row, _ in table.cells}) == len(table.cells):
                found += [line for text in table.cells.values() for line in text.splitlines()]
        return [*found, *"".join(self._since).splitlines()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._say("\n")
        if tag in _SILENT:
            self._silent += 1
        if tag in _OF_FONTS:
            self._fonts.append((tag, _font(dict(attrs)) or (self._fonts[-1][1] if self._fonts else "")))
        table = self._open[-1] if self._open else None
        if tag == "table":
            self._open.append(_Open("".join(self._since).splitlines()))
        elif tag == "input" and dict(attrs).get("type") == "checkbox":
            self._say("☑" if "checked" in dict(attrs) else "□")
        elif table and tag == "tr":
            table.row += 1
            if "hidden" in dict(attrs) or re.search(r"display\s*:\s*none", dict(attrs).get("style") or ""):
                table.hidden.add(table.row)
        elif table and tag in ("td", "th") and table.row <= MOST_ROWS + 1:
            table.begin(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _BREAKS:
            self._say("\n")
        if self._fonts and self._fonts[-1][0] == tag:
            self._fonts.pop()
        if not self._open:
            return
        table = self._open[-1]
        if tag == "caption":
            table.above.extend("".join(table.text).splitlines())
            table.text = []
        if tag in ("td", "th", "tr", "table"):
            table.end()
        if tag == "table":
            self._close(self._open.pop())

    def close(self) -> None:
        """The end of the page: a table that nobody closed ends too."""
        super().close()
        while self._open:
            self._open[-1].end()
            self._close(self._open.pop())

    def _close(self, table: _Open) -> None:
        outer = self._open[-1] if self._open else None
        if outer and not outer.sets_out(table):
            outer.text.append("\n".join(table.cells.values()))
            return
        if outer:
            outer.is_layout = True
        if not table.is_layout:
            self.tables.append(table)
            self._since = []

    def _say(self, text: str) -> None:
        self._since.append(text)
        if self._open:
            self._open[-1].text.append(text)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(shown(data, self._fonts[-1][1] if self._fonts else ""))


def _font(attributes: Mapping[str, str | None]) -> str:
    named = re.search(r"font-family\s*:\s*([^;,]+)", attributes.get("style") or "")
    return named[1] if named else attributes.get("face") or ""


def _span(value: str | None) -> int:
    return max(1, min(int(value), 1_000)) if value and value.strip().isdecimal() else 1
