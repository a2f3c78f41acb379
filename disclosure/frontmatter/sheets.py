"""Tables that somebody hands in, CSV or Excel, as rows of texts: bounded, and with a place for everything that is wrong."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from disclosure.base.problems import Place, Problem, UsageError

MOST_ROWS = 5_000
MOST_BYTES = 20_000_000
"""Of a file, and of each part of an Excel file when unpacked."""
LONGEST_CELL = 2_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            strings = [_text(item) for item in _part(package, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
            sheet = _part(package, "xl/worksheets/sheet1.xml")
        for position, row in enumerate(sheet.iter(f"{_MAIN}row"), start=1):
            number = int(row.get("r", position))
            cells: dict[int, str] = {}
            for index, cell in enumerate(row.iter(f"{_MAIN}c"), start=1):
                column = _column(cell.get("r", "")) or index
                cells[column] = _value(cell, strings)
            width = min(max(cells, default=0), 100)
            yield TableRow(number, tuple(cells.get(column, "") for column in range(1, width + 1)))
    except (zipfile.BadZipFile, ET.ParseError, ValueError, IndexError, KeyError, RuntimeError, NotImplementedError):
        raise UsageError([Problem(place, "import-unread")]) from None


def _part(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A part of an Excel file; one that has none of its own strings is empty there."""
    if name not in package.namelist() and name.endswith("sharedStrings.xml"):
        return ET.Element("sst")
    with package.open(name) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(name)
    return ET.fromstring(data)  # noqa: S314 — bounded, and without entities of its own


def _column(reference: str) -> int:
    """The column of a cell such as `AB12`, from 1; 0 where it is not said."""
    number = 0
    for letter in re.match("[A-Z]{0,3}", reference)[0]:  # type: ignore[index]  # it matches anything
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: ET.Element, strings: list[str]) -> str:
    if cell.find(f"{_MAIN}f") is not None:
        return "="
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return strings[int(value)]
    return _text(cell) if kind == "inlineStr" else value.removesuffix(".0")


def _text(element: ET.Element) -> str:
    """What stands in a string, without the reading aids beside it."""
    aids = {id(text) for aid in element.iter(f"{_MAIN}rPh") for text in aid.iter(f"{_MAIN}t")}
    return "".join(text.text or "" for text in element.iter(f"{_MAIN}t") if id(text) not in aids)
