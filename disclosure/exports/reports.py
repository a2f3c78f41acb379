"""The tables of the annual reports of each year, of all units: as JSON with its schema, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.schemas import ADDRESS, DAY, DIALECT, FILLED, MAYBE_DAY, TEXT, TEXTS, Schema, fields, rows
from disclosure.exports.tables import Column, Filled, Sheet
from disclosure.exports.takeaway import harmless
from disclosure.library.addresses import document_url
from disclosure.library.reports import reports
from disclosure.model.reports import AnnualReport
from disclosure.pages._figures import Table, tables_as_data, tables_of
from disclosure.pages._parts import long_day
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/reports"
VERSION = "1.0"
_COLUMNS = ("year", "unit", "table", "part", "row", "column", "value", "as_of")


@export("reports")
def report_data(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output | Deferred]:
    """Three files for each year of which there are reports, and their schema; docs/exports.md tells them."""
    years = sorted({entry.record.year for entry in reports(site.library)})
    yield from (Deferred(_of_year, f"reports:{year}") for year in years)
    if years:
        yield Output(f"{FOLDER}/schema/year.json", indented(SCHEMA))


def _of_year(site: Site, key: str) -> Iterator[Output]:
    """The files of a year, units as in agencies.yaml."""
    from disclosure.exports.office.workbook import written  # noqa: PLC0415 — 0.2 s, and only reports need it

    year = int(key.partition(":")[2])
    order = list(site.library.vocabulary.agencies)
    found = [entry.record for entry in reports(site.library) if entry.record.year == year]
    found.sort(key=lambda report: order.index(report.unit))
    tables = [(report, table) for report in found for table in tables_of(site, report)]
    yield Output(f"{FOLDER}/{year}.json", indented(_whole(site, year, found)))
    yield Output(f"{FOLDER}/{year}.csv", _comma(site, tables))
    title = site.strings("report.tables_of", year=year)
    yield Output(
        f"{FOLDER}/{year}.xlsx", written(_sheets(site, title, tables), datetime.combine(site.on, time()), title)
    )


def _whole(site: Site, year: int, found: Sequence[AnnualReport]) -> dict[str, Any]:
    root = site.config.site.address
    return {
        "version": VERSION,
        "schema": f"{root}{FOLDER}/schema/year.json",
        "day": str(site.on),
        "year": year,
        "as_of": str(date(year, 12, 31)),
        "reports": [
            {
                "id": report.id,
                "unit_id": report.unit,
                "unit": site.library.vocabulary.agencies[report.unit].record.name,
                "title": report.title,
                "url": root + document_url(report).lstrip("/"),
                "published_on": report.published_on and str(report.published_on),
                "tables": tables_as_data(site, report),
            }
            for report in found
        ],
    }


def _comma(site: Site, tables: Sequence[tuple[AnnualReport, Table]]) -> bytes:
    """A figure a line: whose, of which table, row and column. UTF-8 with its mark, for Excel."""
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    write([say(f"report.column.{name}") for name in _COLUMNS])
    for report, table in tables:
        unit = site.library.vocabulary.agencies[report.unit].record.name
        for heading, line in table.lines:
            for column, cell in zip(table.columns[1:], line.cells, strict=True):
                words = (unit, table.title, heading, line.mark + line.words, column)
                write([report.year, *map(harmless, words), cell.text, date(report.year, 12, 31)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _sheets(site: Site, title: str, tables: Sequence[tuple[AnnualReport, Table]]) -> list[Sheet]:
    """A sheet for each table, with the rows of all units below each other."""
    say = site.strings
    sheets = []
    for key in dict.fromkeys(table.key for _, table in tables):
        some = [(report, table) for report, table in tables if table.key == key]
        first = some[0][1]
        names = (say("report.unit"), say("report.column.part"), *first.columns)
        columns = [Column(name, width=24 if at in (0, 2) else 14, centred=at > 2) for at, name in enumerate(names)]
        last = long_day(say, date(some[0][0].year, 12, 31))
        filled: list[list[Filled | None]] = []
        for report, table in some:
            unit = site.library.vocabulary.agencies[report.unit].record
            url = site.config.site.address + document_url(report).lstrip("/")
            for number, (heading, line) in enumerate(table.lines):
                whose = None if number else Filled(unit.short, len(table.lines), url)
                named = (Filled(heading), Filled(line.mark + line.words))
                filled.append([whose, *named, *(Filled(cell.text, number=True) for cell in line.cells)])
        sheets.append(
            Sheet(first.title, say("report.sheet", year=title, table=first.title, day=last), columns, filled, fixed=3)
        )
    return sheets


_VALUES: Schema = {"type": "array", "items": {"type": "number", "minimum": 0}}
_ROWS = rows(heading=TEXT, mark=TEXT, row=FILLED, values=_VALUES, documents={"type": "array", "items": TEXTS})
_TABLES = rows(
    table={"enum": ["plan", "art20_1", "art20_5", "art20_6", "art20_8", "requests", "reviews"]},
    section={"type": "integer", "minimum": 1},
    title=FILLED,
    columns=TEXTS,
    rows=_ROWS,
)
SCHEMA: Schema = {
    "$schema": DIALECT,
    "title": f"Annual disclosure reports of a year {VERSION}",
    **fields(
        version={"const": VERSION},
        schema=ADDRESS,
        day=DAY,
        year={"type": "integer"},
        as_of=DAY,
        reports=rows(
            id=FILLED, unit_id=FILLED, unit=FILLED, title=FILLED, url=ADDRESS, published_on=MAYBE_DAY, tables=_TABLES
        ),
    ),
}
"""A figure of `documents` is the number of the ids in it, unless the report stated another when it was published."""
