"""Tables that somebody hands in, CSV or Excel, as rows of texts: bounded, and with a place for everything that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.frontmatter.excel import MOST_BYTES, worksheets

MOST_ROWS = 5_000
LONGEST_CELL = 2_000
_FORMULA = ("=", "+", "-", "@", "＝", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that holds something: its number in the file from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


def read_table(path: Path) -> tuple[TableRow, ...]:
    """The rows of a .csv in UTF-8 or of the first sheet of an .xlsx; raises UsageError with the row and column of what is wrong.

    Calculated cells are refused: what they come to may be another thing tomorrow, and what they run nobody has read.
    """
    place = Place(path.name)
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise UsageError([Problem(place, "import-too-large", {"limit": str(MOST_BYTES)})])
    rows: list[TableRow] = []
    problems: list[Problem] = []
    for row in _excel(data, place) if path.suffix.lower() == ".xlsx" else _comma(data, place):
        if len(rows) >= MOST_ROWS:
            raise UsageError([Problem(Place(path.name, row.number, 1), "import-too-many", {"limit": str(MOST_ROWS)})])
        for column, cell in enumerate(row.cells, start=1):
            at = Place(path.name, row.number, column)
            if cell.startswith(_FORMULA):
                problems.append(Problem(at, "import-formula"))
            elif len(cell) > LONGEST_CELL:
                problems.append(
                    Problem(at, "import-cell", {"what": f"> {LONGEST_CELL}", "what_zh": f"超过{LONGEST_CELL}字"})
                )
        if any(cell.strip() for cell in row.cells):
            rows.append(row)
    if problems:
        raise UsageError(problems)
    return tuple(rows)


def _comma(data: bytes, place: Place) -> Iterator[TableRow]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        line, column = data.count(b"\n", 0, error.start) + 1, data.count(b",", begin, error.start) + 1
        raise UsageError([Problem(Place(place.path, line, column), "import-not-utf-8")]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield TableRow(reader.line_num, tuple(cells))
    except csv.Error:
        raise UsageError([Problem(Place(place.path, reader.line_num, 1), "import-unread")]) from None


def _excel(data: bytes, place: Place) -> Iterator[TableRow]:
    for sheet in worksheets(data, place)[:1]:
        for row, cells in sheet.rows:
            yield TableRow(row, tuple(cells.get(column, "") for column in range(1, max(cells, default=0) + 1)))
