"""Tables as an Excel workbook: heads over several columns, cells merged downwards, the head in sight, links.

Only this module imports openpyxl, which takes 0.2 s.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from errno import EIO
from tempfile import gettempdir
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from disclosure.exports.tables import Column, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin", color="999999")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_HEAD = PatternFill("solid", fgColor="E8EEF4")
_BOLD = Font(bold=True)


def written(sheets: Sequence[Sheet], day: datetime, title: str) -> bytes:
    """The workbook, the same bytes for the same tables; `day` is when it says that it was made."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for sheet in sheets:
        name = _name(sheet.name, names)
        names.add(name.casefold())
        _fill(book.create_sheet(name), sheet)
    book.properties.creator, book.properties.title, book.properties.created = "", title, day
    return _timeless(book, day)


def _name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of its signs, each once, whatever the case of its letters."""
    plain = re.sub(r"[\[\]:*?/\\']", "", name)[:28] or "表"
    number = 1
    while (found := plain if number == 1 else f"{plain}{number}").casefold() in taken:
        number += 1
    return found


def _fill(page: Worksheet, sheet: Sheet) -> None:
    width = len(sheet.columns)
    page.cell(1, 1, sheet.title).font = Font(bold=True, size=14)
    page.cell(1, 1).alignment = _MIDDLE
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    page.row_dimensions[1].height = 30
    _head(page, sheet.columns)
    for number, row in enumerate(sheet.rows, start=4):
        for at, (cell, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            if cell is not None and cell.rows > 1:
                page.merge_cells(start_row=number, start_column=at, end_row=number + cell.rows - 1, end_column=at)
            shown = page.cell(number, at)  # after merging, which compares the lines of all cells that have some
            shown.border, shown.alignment = _FRAME, _MIDDLE if column.centred else _TOP
            if cell is None:
                continue
            shown.value = float(cell.text) if cell.number else cell.text or None
            shown.data_type = "s" if cell.text and not cell.number else "n"
            if cell.url:
                shown.hyperlink, shown.font = cell.url, Font(color="0B57A4", underline="single")
    page.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}4"
    if sheet.filtered:
        page.auto_filter.ref = f"A3:{get_column_letter(width)}{len(sheet.rows) + 3}"
    page.print_title_rows = "1:3"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(page: Worksheet, columns: Sequence[Column]) -> None:
    """Two rows: words over several columns, and those of each; a column without words above it takes both."""
    for at, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = column.width
        if not column.above:
            page.cell(2, at).value = column.words
            page.merge_cells(start_row=2, start_column=at, end_row=3, end_column=at)
            continue
        page.cell(3, at).value = column.words
        if at == 1 or columns[at - 2].above != column.above:
            last = at
            while last < len(columns) and columns[last].above == column.above:
                last += 1
            page.cell(2, at).value = column.above
            if last > at:
                page.merge_cells(start_row=2, start_column=at, end_row=2, end_column=last)
    for row in (2, 3):
        for at in range(1, len(columns) + 1):
            cell = page.cell(row, at)
            cell.border, cell.alignment, cell.fill, cell.font = _FRAME, _MIDDLE, _HEAD, _BOLD


def _timeless(book: Workbook, day: datetime) -> bytes:
    """The file without the moment at which it was made: its parts are of the first hour that a zip can name."""
    saved, made = io.BytesIO(), io.BytesIO()
    try:
        book.save(saved)
    except Exception as error:
        if type(error).__name__ != "SerialisationError":  # lxml's, where openpyxl's own files do not fit on the disk
            raise
        raise OSError(EIO, str(error), gettempdir()) from error
    stamp = f"{day:%Y-%m-%dT%H:%M:%SZ}"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp.encode(), data)
            new.writestr(zipfile.ZipInfo(member.filename), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
