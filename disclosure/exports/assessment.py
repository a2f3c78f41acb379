"""What bodies are assessed by, in figures: a file of each year as JSON with its schema, and as CSV; docs/exports.md tells them.

Numbers are those of the build's day, or of the end of their year where they are of the day alone; the files name it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.base.days import last_day_of
from disclosure.exports.json_text import indented
from disclosure.exports.schemas import (
    ADDRESS,
    DAY,
    DIALECT,
    FILLED,
    MAYBE_TEXT,
    TEXT,
    TEXTS,
    Schema,
    each,
    fields,
    rows,
)
from disclosure.exports.takeaway import harmless
from disclosure.library.assessment import MEASURES, Measure, Member, Score, Sum, percent, score, sum_on
from disclosure.model.choices import Verdict
from disclosure.pages.assessment import (
    Assessment,
    assess,
    is_assessed,
    points,
    points_of,
    unit_url,
    units_of,
    weights,
    why,
    year_url,
)
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/assessment"
VERSION = "1.0"
_NUMBERS = ("met", "judged", "share", "unknown", "median", "most")


@export("assessment")
def assessment_data(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """Two files for each year that pages tell, and the schema of the first, where figures are published.

    They are planned with the pages, not left to whoever writes them: they are of no body, and all documents are read for them.
    """
    if not is_assessed(site):
        return
    found = assess(site)
    for year in found.years:
        yield Output(f"{FOLDER}/{year}.json", indented(_whole(site, found, year)))
        yield Output(f"{FOLDER}/{year}.csv", _comma(site, found, year))
    yield Output(f"{FOLDER}/schema/year.json", indented(SCHEMA))


def _whole(site: Site, found: Assessment, year: int) -> dict[str, Any]:
    measures = found.in_year(year)
    return {
        "version": VERSION,
        "schema": site.full(f"/{FOLDER}/schema/year.json"),
        "day": str(site.on),
        "year": year,
        "measures": [_measure(site, one, year) for one in measures],
        "whole": _figures(site, found, year, None),
        "units": [_unit(site, found, year, key) for key in units_of(site, found, year)],
        "members": [{"measure": one.id, **_member(site, member)} for one in measures for member in found.of(one, year)],
    }


def _day(site: Site, measure: Measure, year: int) -> date:
    """The day on which a measure of a year is told."""
    return min(site.on, last_day_of(year, 12)) if measure.today else site.on


def _measure(site: Site, measure: Measure, year: int) -> dict[str, Any]:
    say, weight = site.strings, weights(site).get(measure.id)
    return {
        "id": measure.id,
        "title": say(f"assessment.measure.{measure.id}.title"),
        "definition": say(f"assessment.measure.{measure.id}.definition"),
        "grounds": [
            {"basis": one.basis, "verified": one.verified, "value": one.value, "unit": one.unit and one.unit.value}
            for one in measure.grounds(site.library)
        ],
        "day": str(_day(site, measure, year)),
        "weight": weight and {"value": weight.weight, "basis": weight.basis, "verified": weight.verified},
    }


def _unit(site: Site, found: Assessment, year: int, key: str) -> dict[str, Any]:
    return {
        "unit_id": key,
        "unit": site.library.vocabulary.agencies[key].record.name,
        "url": site.full(unit_url(key, year)),
        "figures": _figures(site, found, year, key),
        "total": _total(_score(site, found, year, key)),
    }


def _score(site: Site, found: Assessment, year: int, key: str) -> Score | None:
    shares = {one.id: sum_on(found.of(one, year, key), site.on).share for one in found.in_year(year, key)}
    return score(points_of(site), shares)


def _total(found: Score | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"points": float(points(found)), "counted": found.counted, "whole": found.whole}


def _figures(site: Site, found: Assessment, year: int, unit: str | None) -> dict[str, Any]:
    return {one.id: _numbers(one, sum_on(found.of(one, year, unit), site.on)) for one in found.in_year(year, unit)}


def _numbers(measure: Measure, found: Sum) -> dict[str, Any]:
    """What a measure comes to; what only counts has neither share nor what is met."""
    if not measure.share:
        values: tuple[Any, ...] = (None, found.judged + found.unknown, None, 0, None, None)
    else:
        share = None if found.share is None else float(percent(found.share, 10))
        values = (found.met, found.judged, share, found.unknown, found.median, found.most)
    return dict(zip(_NUMBERS, values, strict=True))


def _member(site: Site, member: Member) -> dict[str, Any]:
    phase = next((one for one in member.states if one.holds(site.on)), None)
    return {
        "id": member.key,
        "title": member.title,
        "url": site.full(member.url),
        "units": list(member.units),
        "state": phase and phase.state.verdict.value,
        "why": why(site, phase.state) if phase else "",
        "days": phase and phase.state.days,
    }


def _comma(site: Site, found: Assessment, year: int) -> bytes:
    """A measure of a body a line, all bodies together first, and the total of a body after its measures, where there is one.

    UTF-8 with its mark, for Excel.
    """
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    heads = ("assessment.unit", "assessment.column.unit_id", "assessment.measures", "assessment.column.measure_id")
    write([*map(say, heads), *(say(f"assessment.column.{name}") for name in (*_NUMBERS, "day", "url"))])
    agencies = site.library.vocabulary.agencies
    for key in (None, *units_of(site, found, year)):
        name = agencies[key].record.name if key else say("assessment.whole")
        for one in found.in_year(year, key):
            url = f"{unit_url(key, year)}#{one.id}" if key else f"{year_url(year)}{one.id}/"
            numbers = _numbers(one, sum_on(found.of(one, year, key), site.on))
            cells = ("" if value is None else str(value) for value in numbers.values())
            title = say(f"assessment.measure.{one.id}.title")
            day = _day(site, one, year)
            write([harmless(name), key or "", harmless(title), one.id, *cells, day, site.full(url)])
        if key and (total := _score(site, found, year, key)):
            numbers_of = ("", total.counted, points(total), total.whole - total.counted, "", "")
            title, url = say("assessment.total_name"), unit_url(key, year)
            write([harmless(name), key, harmless(title), "total", *numbers_of, site.on, site.full(url)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _maybe(kind: str) -> Schema:
    return {"type": [kind, "null"], "minimum": 0}


_WEIGHT: Mapping[str, object] = {
    **fields(value={"type": "integer", "minimum": 1}, basis=FILLED, verified={"type": "boolean"}),
    "type": ["object", "null"],
}
_FIGURES = each(
    fields(
        met=_maybe("integer"),
        judged={"type": "integer", "minimum": 0},
        share=_maybe("number"),
        unknown={"type": "integer", "minimum": 0},
        median=_maybe("number"),
        most=_maybe("integer"),
    )
)
"""By the id of the measure."""
SCHEMA: Schema = {
    "$schema": DIALECT,
    "title": f"Assessment of bodies in a year, in figures {VERSION}",
    **fields(
        version={"const": VERSION},
        schema=ADDRESS,
        day=DAY,
        year={"type": "integer"},
        measures=rows(
            id={"enum": [one.id for one in MEASURES]},
            title=FILLED,
            definition=FILLED,
            grounds=rows(basis=FILLED, verified={"type": "boolean"}, value=_maybe("integer"), unit=MAYBE_TEXT),
            day=DAY,
            weight=_WEIGHT,
        ),
        whole=_FIGURES,
        units=rows(
            unit_id=FILLED,
            unit=FILLED,
            url=ADDRESS,
            figures=_FIGURES,
            total={
                **fields(points=_maybe("number"), counted={"type": "integer"}, whole={"type": "integer"}),
                "type": ["object", "null"],
            },
        ),
        members=rows(
            measure={"enum": [one.id for one in MEASURES]},
            id=FILLED,
            title=FILLED,
            url=ADDRESS,
            units=TEXTS,
            state={"enum": [*(one.value for one in Verdict), None]},
            why=TEXT,
            days=_maybe("integer"),
        ),
    ),
}
