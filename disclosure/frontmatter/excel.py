"""What stands in the sheets of an Excel workbook: bounded, read part by part, calculated cells marked as such."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.frontmatter.symbols import shown

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
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How cells are shown: the format of numbers and the font of each style, and the day from which days are counted."""

    styles: tuple[tuple[str, str], ...]
    first_day: datetime

    def of(self, cell: ET.Element) -> tuple[str, str]:
        """Format and font of a cell."""
        style = int(cell.get("s", "0"))
        return self.styles[style] if style < len(self.styles) else ("", "")


def worksheets(data: bytes, place: Place) -> tuple[Worksheet, ...]:
    """The sheets of an .xlsx in the order of the workbook; raises UsageError where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            shared = part(package, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else ET.Element("sst")
            strings = [_text(item) for item in shared.iter(f"{_MAIN}si")]
            look = _look(package)
            return tuple(
                _sheet(name, part(package, path), strings, look, hidden=hidden)
                for name, path, hidden in _sheets(package)
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


def _look(package: zipfile.ZipFile) -> _Look:
    """The styles of a workbook; without them numbers stand as they are."""
    names = package.namelist()
    styles = part(package, "xl/styles.xml") if "xl/styles.xml" in names else ET.Element("styles")
    formats = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(f"{_MAIN}numFmt")}
    fonts = [_font(one) for one in styles.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    found: list[tuple[str, str]] = []
    for one in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        key, font = one.get("numFmtId", "0"), int(one.get("fontId", "0"))
        found.append((formats.get(key) or _BUILT_IN.get(int(key), ""), fonts[font] if font < len(fonts) else ""))
    book = part(package, "xl/workbook.xml") if "xl/workbook.xml" in names else ET.Element("workbook")
    of_1904 = any(one.get("date1904") in ("1", "true") for one in book.iter(f"{_MAIN}workbookPr"))
    return _Look(tuple(found), datetime(1904, 1, 1) if of_1904 else datetime(1899, 12, 30))  # noqa: DTZ001 — days of no zone


def _font(properties: ET.Element | None) -> str:
    """The name of a font: `name` in the styles, `rFont` in a run of rich text."""
    if properties is None:
        return ""
    found = next((one for name in ("name", "rFont") if (one := properties.find(f"{_MAIN}{name}")) is not None), None)
    return found.get("val", "") if found is not None else ""


_BUILT_IN = {
    2: "0.00",
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 16, 17, 22, 30, 36, 50), "y-m-d"),
    **dict.fromkeys((27, 28, 29, 31, 51, 52, 53, 54, 57, 58), 'y"年"m"月"d"日"'),
}
"""Formats that a workbook need not write out, those of China among them; only what they mean."""


def number_shown(value: float, form: str, first_day: datetime = datetime(1899, 12, 30)) -> str:  # noqa: DTZ001 — of no zone
    """A number as a sheet shows it: a day where its format is one, per cent, otherwise without what reckoning left behind it."""
    words = re.sub(r'"([^"]*)"', r"\1", re.sub(r"\[(?![hms])[^\]]*\]", "", form.partition(";")[0])).lower()
    if re.search("[yd年日]", words) and 0 < value < 2_958_466:  # the last day of 9999
        moment = first_day + timedelta(minutes=round(value * 1_440))
        if "月" in words or "年" in words:
            parts = (("y", f"{moment.year}年"), ("m", f"{moment.month}月"), ("d", f"{moment.day}日"))
            return "".join(part for letter, part in parts if letter in words)
        return f"{moment:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if re.fullmatch("0+", words):
        return f"{value:0{len(words)}.0f}"
    if places := re.fullmatch(r"0\.(0+)", words):
        return f"{value:.{len(places[1])}f}"
    return f"{value * 100:.15g}%" if "%" in words else f"{value:.15g}"


def _sheet(name: str, sheet: ET.Element, strings: list[str], look: _Look, *, hidden: bool) -> Worksheet:
    rows = []
    unseen = set()
    counting: set[str] = set()
    for position, row in enumerate(sheet.iter(f"{_MAIN}row"), start=1):
        cells: dict[int, str] = {}
        for index, cell in enumerate(row.iter(f"{_MAIN}c"), start=1):
            column = _place(cell.get("r", ""))[1] or index
            if column <= MOST_COLUMNS:
                cells[column] = _value(cell, strings, look, counting)
        rows.append((int(row.get("r", position)), cells))
        if row.get("hidden") in ("1", "true"):
            unseen.add(rows[-1][0])
    merged = []
    for one in sheet.iter(f"{_MAIN}mergeCell"):
        (top, left), (bottom, right) = (_place(corner) for corner in one.get("ref", "").split(":"))
        merged.append((top, left, bottom, min(right, MOST_COLUMNS)))
    columns = {
        column
        for one in sheet.iterfind(f"{_MAIN}cols/{_MAIN}col")
        if one.get("hidden") in ("1", "true")
        for column in range(int(one.get("min", "1")), min(int(one.get("max", "1")), MOST_COLUMNS) + 1)
    }
    return Worksheet(name, tuple(rows), tuple(merged), frozenset(unseen), frozenset(columns), hidden)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as `AB12`, from 1; 0 where it is not said."""
    found = re.match("([A-Z]{0,3})([0-9]{0,7})", reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return int(found[2] or 0) if found else 0, number


_COUNTED = r"(?:[A-Z]{1,2}\d+\+1|(?:ROW\([A-Z0-9$]*\)|(?:MAX|COUNTA?|SUBTOTAL)\([A-Z0-9$:,]*\))(?:[-+*]\d+)?)"
_COUNTING = re.compile(
    rf'{_COUNTED}|IF\([A-Z0-9$]+(?:="")?,(?:"",{_COUNTED}|{_COUNTED},"")\)|IF\([A-Z0-9$]+<>"",{_COUNTED},""\)'
)
"""A formula that only counts rows: what it comes to is a number that stands there anyway."""


def _value(cell: ET.Element, strings: list[str], look: _Look, counting: set[str]) -> str:
    """What a cell shows; `counting` are the formulas of the sheet that several cells share and that only count."""
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if (formula := cell.find(f"{_MAIN}f")) is not None:
        shared = formula.get("si", "") if formula.get("t") == "shared" else ""
        if counts := bool(_COUNTING.fullmatch((formula.text or "").replace(" ", ""))):
            counting.add(shared)
        counts = counts or (shared != "" and not formula.text and shared in counting)
        return value.removesuffix(".0") if counts and re.fullmatch(r"\d*(?:\.0)?", value) else CALCULATED
    form, font = look.of(cell)
    if kind == "s":
        return shown(strings[int(value)], font)
    if kind == "inlineStr":
        return shown(_text(cell), font)
    is_number = kind in (None, "n") and re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", value)
    return number_shown(float(value), form, look.first_day) if is_number else value


def _text(element: ET.Element) -> str:
    """What stands in a string as its fonts show it, without the reading aids beside it."""
    aids = {id(text) for aid in element.iter(f"{_MAIN}rPh") for text in aid.iter(f"{_MAIN}t")}
    fonts = {
        id(text): _font(run.find(f"{_MAIN}rPr"))
        for run in element.iter(f"{_MAIN}r")
        for text in run.iterfind(f"{_MAIN}t")
    }
    texts = (text for text in element.iter(f"{_MAIN}t") if id(text) not in aids)
    whole = "".join(shown(text.text or "", fonts.get(id(text))) for text in texts)
    return re.sub(
        "_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), whole
    )  # a return of the carriage, mostly
