"""What stands in the sheets of an Excel workbook: bounded, read part by part, calculated cells marked as such."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from disclosure.base.problems import Place, Problem, UsageError

MOST_BYTES = 20_000_000
"""Of a file, and of each part of an Office file when unpacked."""
MOST_COLUMNS = 100
CALCULATED = "="
"""Stands for whatever a cell calculates: what it comes to may be another thing tomorrow."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet: its name, its rows by number from 1 with their cells by column from 1, and what is merged.

    A merged range is its first row, first column, last row and last column. `hidden` says whether nobody sees the sheet.
    """

    name: str
    rows: tuple[tuple[int, Mapping[int, str]], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False


def worksheets(data: bytes, place: Place) -> tuple[Worksheet, ...]:
    """The sheets of an .xlsx in the order of the workbook; raises UsageError where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            shared = part(package, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else ET.Element("sst")
            strings = [_text(item) for item in shared.iter(f"{_MAIN}si")]
            return tuple(
                _sheet(name, part(package, path), strings, hidden=hidden) for name, path, hidden in _sheets(package)
            )
    except (zipfile.BadZipFile, ET.ParseError, ValueError, IndexError, KeyError, RuntimeError, NotImplementedError):
        raise UsageError([Problem(place, "import-unread")]) from None


def part(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A part of an Office file; raises ValueError where it is too large or brings entities of its own."""
    with package.open(name) as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(name)
    return ET.fromstring(data)  # noqa: S314 — bounded, and without entities of its own


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """Names and parts in the workbook's order, and whether each is hidden; without a workbook, in the order of their numbers."""
    if "xl/workbook.xml" not in package.namelist():
        found = [name for name in package.namelist() if re.fullmatch(r"xl/worksheets/sheet\d{1,4}\.xml", name)]
        return [("", name, False) for name in sorted(found, key=lambda name: (len(name), name))]
    relations = part(package, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = part(package, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    seen = (None, "visible")
    named = [(one.get("name", ""), targets[one.get(_RELATION)], one.get("state") not in seen) for one in sheets]
    return [(name, path.lstrip("/") if path.startswith("/") else f"xl/{path}", hidden) for name, path, hidden in named]


def _sheet(name: str, sheet: ET.Element, strings: list[str], *, hidden: bool) -> Worksheet:
    rows = []
    unseen = set()
    for position, row in enumerate(sheet.iter(f"{_MAIN}row"), start=1):
        cells: dict[int, str] = {}
        for index, cell in enumerate(row.iter(f"{_MAIN}c"), start=1):
            column = _place(cell.get("r", ""))[1] or index
            if column <= MOST_COLUMNS:
                cells[column] = _value(cell, strings)
        rows.append((int(row.get("r", position)), cells))
        if row.get("hidden") in ("1", "true"):
            unseen.add(rows[-1][0])
    merged = []
    for one in sheet.iter(f"{_MAIN}mergeCell"):
        (top, left), (bottom, right) = (_place(corner) for corner in one.get("ref", "").split(":"))
        merged.append((top, left, bottom, min(right, MOST_COLUMNS)))
    return Worksheet(name, tuple(rows), tuple(merged), frozenset(unseen), hidden)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as `AB12`, from 1; 0 where it is not said."""
    found = re.match("([A-Z]{0,3})([0-9]{0,7})", reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return int(found[2] or 0) if found else 0, number


_COUNTING = re.compile(r"[A-Z]{1,2}\d+\+1|(?:ROW\([A-Z0-9$]*\)|(?:MAX|COUNTA?|SUBTOTAL)\([A-Z0-9$:,]*\))(?:[+-]\d+)?")
"""A formula that only counts rows: what it comes to is a number that stands there anyway."""


def _value(cell: ET.Element, strings: list[str]) -> str:
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if (formula := cell.find(f"{_MAIN}f")) is not None:
        counts = formula.get("t") == "shared" or _COUNTING.fullmatch(formula.text or "")
        first = _place(cell.get("r", ""))[1] == 1
        return value.removesuffix(".0") if first and counts and re.fullmatch(r"\d*(?:\.0)?", value) else CALCULATED
    if kind == "s":
        return strings[int(value)]
    return _text(cell) if kind == "inlineStr" else value.removesuffix(".0")


def _text(element: ET.Element) -> str:
    """What stands in a string, without the reading aids beside it."""
    aids = {id(text) for aid in element.iter(f"{_MAIN}rPh") for text in aid.iter(f"{_MAIN}t")}
    return "".join(text.text or "" for text in element.iter(f"{_MAIN}t") if id(text) not in aids)
