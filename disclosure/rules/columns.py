"""Rules on the columns of the site: none is stale, none of those that law prescribes is empty (国办秘函〔2019〕19号)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Place, Problem
from disclosure.library.columns import HOME, empty, missing, stale
from disclosure.library.library import Library
from disclosure.model.kinds import KINDS
from disclosure.rules.check import rule


@rule("columns-fresh")
def columns_fresh(library: Library, on: date) -> Iterator[Problem]:
    """Something new comes to the home page and to each column within the days that the rules say."""
    for one in stale(library):
        if one.holds(on):
            values = {"latest": str(one.latest), "since": str(one.since), "basis": one.rule.basis}
            if one.column == HOME:
                yield Problem(Place("content"), "home-stale", values)
            else:
                kind = KINDS[one.column]
                place = Place(f"content/{one.column}")
                yield Problem(place, "column-stale", values | {"column": kind.zh, "column_en": kind.en})


@rule("columns-empty")
def columns_empty(library: Library, _on: date) -> Iterator[Problem]:
    """Every point of Article 20 has a document; told once."""
    points = empty(library)
    if points and not library.broken:
        listed = "、".join(map(str, points))
        yield Problem(Place("content/policies"), "columns-empty", {"number": str(len(points)), "points": listed})


@rule("platform-columns")
def platform_columns(library: Library, _on: date) -> Iterator[Problem]:
    """Each of the fixed columns of the platform has its page: one that is empty is not even named there."""
    for column in () if library.broken else missing(library):
        yield Problem(Place("content/pages"), "platform-column-missing", {"column": column.en, "column_zh": column.zh})
