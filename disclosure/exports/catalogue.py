"""The standard catalogue as tables, in the columns in which districts keep it: one workbook, one CSV.

What they say, `build.py import-catalogue` reads back as the same records.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.tables import Column, Filled, Sheet
from disclosure.exports.takeaway import harmless
from disclosure.frontmatter.catalogue_table import WHOLE_SOCIETY, deadline_note, written_note
from disclosure.library.addresses import document_url, item_url
from disclosure.library.coverage import Cell, cells, without_agency
from disclosure.model.choices import CatalogueBranch, CatalogueColumn, CatalogueMethod, CoverageState, Tier
from disclosure.model.documents import Policy
from disclosure.model.vocabulary import CatalogueField, CatalogueItem
from disclosure.pages._parts import long_day
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/catalogue"
C = CatalogueColumn
TICK = "√"
_DASH = "—"
_SUB_ROWS = (C.DEADLINE, C.DEADLINE_NOTE)
"""Columns that say something in every row of an item; all others do so once."""
_LEVELS = (C.LEVEL_1, C.LEVEL_2, C.LEVEL_3)
_TIERS = {C.CITY: Tier.CITY, C.COUNTY: Tier.COUNTY, C.TOWNSHIP: Tier.TOWNSHIP, C.VILLAGE: Tier.VILLAGE}
_METHODS = {C.PROACTIVE: CatalogueMethod.PROACTIVE, C.ON_REQUEST: CatalogueMethod.ON_REQUEST}
_ORDER = (
    *(C.NUMBER, *_LEVELS, C.CONTENT, C.BASIS, C.DEADLINE, C.DEADLINE_NOTE, C.PUBLISHER, C.CHANNELS),
    *(C.WHOLE, C.GROUP, *_METHODS, *_TIERS, C.DOCUMENTS, C.AS_WRITTEN, C.ID),
)
_ABOVE = {
    **dict.fromkeys(_LEVELS, C.ITEM),
    **dict.fromkeys((C.WHOLE, C.GROUP), C.AUDIENCE),
    **dict.fromkeys(_METHODS, C.METHOD),
    **dict.fromkeys(_TIERS, C.TIERS),
}
_WIDTHS = {
    **dict.fromkeys((C.NUMBER, C.WHOLE, C.PROACTIVE, C.ON_REQUEST, *_TIERS), 6),
    **dict.fromkeys((C.CONTENT, C.BASIS, C.DOCUMENTS), 34),
    **dict.fromkeys((C.DEADLINE, C.CHANNELS, C.AS_WRITTEN), 20),
    **dict.fromkeys((C.LEVEL_2, C.PUBLISHER, C.DEADLINE_NOTE), 16),
}
_CENTRED = frozenset((C.NUMBER, C.WHOLE, *_METHODS, *_TIERS))


@export("catalogue")
def catalogue(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """The tables, where the site has a catalogue."""
    if site.library.vocabulary.catalogue:
        yield Deferred(catalogue_tables, "catalogue:tables")
        yield Deferred(coverage_data, "catalogue:coverage")


def catalogue_tables(site: Site, _: str) -> Iterator[Output]:
    """All fields that have items of their own as a workbook with a sheet for each, and as one CSV."""
    from disclosure.exports.office.workbook import written  # noqa: PLC0415 — 0.2 s, and only a catalogue needs it

    fields = [entry.record for entry in site.library.vocabulary.catalogue.values() if entry.record.items]
    sheets = [sheet_of(site, one) for one in fields]
    day, title = datetime.combine(site.on, time()), site.strings("nav.catalogue")
    yield Output(f"{FOLDER}/catalogue.xlsx", written(sheets, day, title))
    yield Output(f"{FOLDER}/catalogue.csv", _comma(site, fields))


def coverage_data(site: Site, _: str) -> Iterator[Output]:
    """Every item with every unit as it stands on the build's day, as JSON, CSV and a workbook; docs/exports.md tells the fields."""
    from disclosure.exports.office.workbook import written  # noqa: PLC0415 — 0.2 s, and only a catalogue needs it

    rows = [_cell(site, one) for one in cells(site.library)]
    others = [
        {"field": row.field.name, "item_id": row.item.id, "item": " › ".join(row.item.levels), "unit": name}
        for row in site.library.catalogue_rows.values()
        for name in without_agency(row)
    ]
    whole = {"version": "1.0", "day": str(site.on), "cells": rows, "others": others}
    yield Output(f"{FOLDER}/coverage.json", indented(whole))
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    names = (
        "coverage.field",
        "catalogue.level_2",
        "coverage.unit",
        "coverage.states",
        "coverage.due",
        "catalogue.documents",
    )
    states = say("coverage.states_on", day=long_day(say, site.on))
    heads = (states if name == "coverage.states" else say(name) for name in names)
    write([*heads, say("feed.column.url")])
    unjudged = say("coverage.not_judged")
    labels = {state.value: say.label(state) for state in CoverageState}
    for row in rows:
        papers = row["documents"]
        parts = (row["field"], row["item"], row["unit"], labels[row["state"]], row["due"] or "")
        titles = "；".join(f"{paper['title']}（{paper['published_on']}）" for paper in papers)
        write([harmless(part) for part in (*parts, titles, papers[0]["url"] if papers else "")])
    for row in others:
        write([harmless(part or "") for part in (row["field"], row["item"], row["unit"], unjudged, "", "", "")])
    day, title = datetime.combine(site.on, time()), say("coverage.title")
    yield Output(f"{FOLDER}/coverage.xlsx", written([_matrix(site, rows, others)], day, title))
    yield Output(f"{FOLDER}/coverage.csv", b"\xef\xbb\xbf" + file.getvalue().encode())


def _matrix(site: Site, rows: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> Sheet:
    """One row for each item with each unit, so that filters count them; those that nobody can judge at the end."""
    say, root = site.strings, site.config.site.address
    labels = {state.value: say.label(state) for state in CoverageState}
    columns = (
        *(Column(say("coverage.field"), width=14), Column(say("catalogue.level_2"), width=34)),
        *(Column(say("coverage.unit"), width=18), Column(say("coverage.states"), width=12, centred=True)),
        *(Column(say("coverage.due"), width=12, centred=True), Column(say("coverage.newest"), width=44)),
        *(Column(say("coverage.published_on"), width=12, centred=True), Column(say("coverage.validity"), width=12)),
        *(Column(say("coverage.older"), width=60), Column(say("coverage.note"), width=30)),
    )

    def arose(one: Mapping[str, str]) -> str:
        return say("coverage.arose", what=one["occasion"], day=one["since"])

    table: list[list[Filled | None]] = []
    for row in rows:
        field = site.library.catalogue_rows[row["item_id"]].field
        newest, *older = row["documents"] or [{"id": "", "title": "", "url": "", "published_on": ""}]
        status = site.listings.of(Policy)[newest["id"]].status if newest["id"] else None
        table.append(
            [
                Filled(row["field"]),
                Filled(row["item"], url=root + item_url(field.id, row["item_id"]).lstrip("/")),
                *(Filled(row["unit"]), Filled(labels[row["state"]]), Filled(row["due"] or "")),
                *(Filled(newest["title"], url=newest["url"]), Filled(newest["published_on"])),
                Filled(say.label(status) if status else ""),
                Filled("\n".join(f"{one['title']}（{one['published_on']}）{one['url']}" for one in older)),
                Filled("\n".join((row["reason"] or "", *(arose(one) for one in row["awaited"]))).strip()),
            ]
        )
    for row in others:
        told = (row["field"], row["item"], row["unit"] or say("coverage.nobody"), say("coverage.not_judged"))
        table.append([*map(Filled, told), *[Filled("") for _ in columns[len(told) :]]])
    return Sheet(
        name=say("coverage.as_of", day=str(site.on)),
        title=f"{site.config.site.name} · {say('coverage.title')} · {say('coverage.as_of', day=str(site.on))}",
        columns=columns,
        rows=table,
        fixed=2,
        filtered=True,
    )


def _cell(site: Site, cell: Cell) -> dict[str, Any]:
    row, root = site.library.catalogue_rows[cell.item], site.config.site.address
    due = cell.due(site.on)
    return {
        "field": row.field.name,
        "branch": row.field.branch.value,
        "key_fields": [key for key, taken in site.library.taken_in.items() if cell.item in taken.items],
        "item_id": cell.item,
        "item": " › ".join(row.item.levels),
        "unit_id": cell.unit,
        "unit": site.library.vocabulary.agencies[cell.unit].record.name,
        "state": cell.state(site.on).value,
        "due": due and str(due),
        "reason": cell.reason,
        "awaited": [
            {"occasion": one.occasion, "since": str(one.since), "by": one.by and str(one.by)} for one in cell.awaited
        ],
        "documents": [
            {
                "id": one.document,
                "title": (record := site.library.documents[one.document].record).title,
                "url": root + document_url(record).lstrip("/"),
                "published_on": str(one.on),
                "by": one.by and str(one.by),
                "late": one.late,
            }
            for one in cell.documents
        ],
    }


def columns_of(items: Iterable[CatalogueItem]) -> tuple[CatalogueColumn, ...]:
    """The columns that these items need: those of the standard table, and more only where an item says more."""
    items = tuple(items)
    tiers = {tier for item in items for tier in item.tiers} | {Tier.COUNTY, Tier.TOWNSHIP}
    extra = {
        C.LEVEL_3: any(item.level_3 for item in items),
        C.DEADLINE_NOTE: any(deadline_note(one.model_dump()) for item in items for one in item.deadline),
        C.AS_WRITTEN: any(item.written for item in items),
        **{column: tier in tiers for column, tier in _TIERS.items()},
    }
    return tuple(column for column in _ORDER if extra.get(column, True))


def rows_of(site: Site, item: CatalogueItem, position: int) -> list[dict[CatalogueColumn, str]]:
    """An item as the rows of a table, one for each deadline; what it says once stands in the first."""
    agencies = site.library.vocabulary.agencies
    whole, group = _audience(item.audience or "")
    first = {
        C.NUMBER: item.number or str(position),
        **_names(item),
        C.CONTENT: "\n".join(item.content),
        C.BASIS: "\n".join(item.basis),
        C.PUBLISHER: "\n".join((*(agencies[key].record.name for key in item.publisher), *item.other_publishers)),
        C.CHANNELS: "\n".join(item.channels),
        C.WHOLE: TICK if whole else "",
        C.GROUP: TICK if group == "特定群体" else group,
        **{
            column: "\n".join(TICK + (one.when or "") for one in item.method if one.method is method)
            for column, method in _METHODS.items()
        },
        **{column: TICK if tier in item.tiers else "" for column, tier in _TIERS.items()},
        C.DOCUMENTS: "\n".join(_titles(site, item)),
        C.AS_WRITTEN: written_note((one.column, one.text) for one in item.written),
        C.ID: item.id,
    }
    told = [{C.DEADLINE: one.text, C.DEADLINE_NOTE: deadline_note(one.model_dump())} for one in item.deadline] or [{}]
    return [first | told[0], *told[1:]]


def _names(item: CatalogueItem) -> dict[CatalogueColumn, str]:
    """Its names; a dash where it has none above another, since a blank would repeat what stands above."""
    names = (item.level_1, item.level_2, item.level_3)
    deepest = max(at for at, name in enumerate(names) if name)
    return {
        column: name or (_DASH if at < deepest else "")
        for at, (column, name) in enumerate(zip(_LEVELS, names, strict=True))
    }


def _audience(audience: str) -> tuple[str, str]:
    """Everybody, and a group, as two columns say it."""
    head, _, rest = audience.partition("；")
    return (head, rest) if head == WHOLE_SOCIETY else ("", audience)


def _titles(site: Site, item: CatalogueItem) -> list[str]:
    policies = site.library.catalogue_rows[item.id].policies
    return [site.library.documents[key].record.title for key in policies]


# --- as a workbook


def sheet_of(site: Site, field: CatalogueField) -> Sheet:
    """A field as a sheet: what is said once reaches over all rows of its item, a first level over all its items."""
    columns = columns_of(field.items)
    blocks = [rows_of(site, item, position) for position, item in enumerate(field.items, start=1)]
    reach = _reach([(block[0][C.LEVEL_1], len(block)) for block in blocks])
    rows: list[list[Filled | None]] = []
    for item, block, level in zip(field.items, blocks, reach, strict=True):
        links = {C.DOCUMENTS: _address(site, field, item)}
        for number, row in enumerate(block):
            cells: list[Filled | None] = []
            for column in columns:
                if column in _SUB_ROWS:
                    cells.append(Filled(row.get(column, "")))
                elif number or (column is C.LEVEL_1 and not level):
                    cells.append(None)
                else:
                    over = level if column is C.LEVEL_1 else len(block)
                    cells.append(Filled(row[column], over, links.get(column, "") if row[column] else ""))
            rows.append(cells)
    return Sheet(
        name=field.name,
        title=site.strings(f"catalogue.table_title_{field.branch.value}", name=field.name),
        columns=[_column(column) for column in columns],
        rows=rows,
        fixed=sum(column in (C.NUMBER, *_LEVELS) for column in columns),
    )


def _reach(levels: Sequence[tuple[str, int]]) -> list[int]:
    """Over how many rows the first level of each item reaches; 0 where that of an item before reaches over it."""
    found: list[int] = []
    for at, (name, rows) in enumerate(levels):
        if at and name == levels[at - 1][0] and name not in ("", _DASH):
            first = max(index for index in range(at) if found[index])
            found[first] += rows
            found.append(0)
        else:
            found.append(rows)
    return found


def _column(column: CatalogueColumn) -> Column:
    above = _ABOVE.get(column)
    return Column(column.zh, above.zh if above else "", _WIDTHS.get(column, 12), column in _CENTRED)


def _address(site: Site, field: CatalogueField, item: CatalogueItem) -> str:
    """Its document, where it has one; otherwise its place in the catalogue."""
    policies = site.library.catalogue_rows[item.id].policies
    path = document_url(site.library.documents[policies[0]].record) if len(policies) == 1 else ""
    return site.config.site.address + (path or item_url(field.id, item.id)).lstrip("/")


# --- as CSV


def _comma(site: Site, fields: Iterable[CatalogueField]) -> bytes:
    """All fields in one table: UTF-8 with its mark, for Excel; of an item with several deadlines a row for each."""
    fields = tuple(fields)
    columns = columns_of(item for field in fields for item in field.items)
    branches = (C.BRANCH,) if any(field.branch is not CatalogueBranch.STANDARD for field in fields) else ()
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\r\n").writerow
    write([column.zh for column in (*branches, C.FIELD, *columns)])
    for field in fields:
        for position, item in enumerate(field.items, start=1):
            for row in rows_of(site, item, position):
                told = {C.BRANCH: field.branch.zh, C.FIELD: field.name} if C.ID in row else {}
                cells = ((told | row).get(column, "") for column in (*branches, C.FIELD, *columns))
                write([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode()
