"""What serves each audience, for whoever passes it on: portals, associations, parks, relays. docs/exports.md tells it.

The selections are those of 找政策 (`library/finding.py`), each with its days, so that what was fetched once is right on
later days too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.exports.json_text import indented
from disclosure.exports.schemas import ADDRESS, DAY, DIALECT, FILLED, MAYBE_DAY, MAYBE_TEXT, Schema, fields, rows
from disclosure.library.finding import Match, Selection, selections
from disclosure.model.choices import TagGroup
from disclosure.model.documents import Interpretation, Policy, Question, Service
from disclosure.model.kinds import kind_for, kind_of
from disclosure.pages.finding import selection_url
from disclosure.site.page import Deferred, Output, Page, Site, Wanted, export, selective

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what it may."""

FOLDER = "data/push"


@export("push")
def push(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """A file for each audience that something is meant for, one that names them all, and what they look like."""
    found = by_audience(site)
    if not found:
        return
    told = []
    for audience, some in found.items():
        yield Output(f"{FOLDER}/{audience}.json", indented({**_head(site, "audience"), **_whole(site, some)}))
        told.append({**_named(site, audience), **_numbers(site, some)})
    yield Output(f"{FOLDER}/index.json", indented({**_head(site, "index"), "audiences": told}))
    for name, schema in SCHEMAS.items():
        yield Output(f"{FOLDER}/schema/{name}.json", indented(schema))


@selective("push")
def push_lines(site: Site, wanted: Wanted) -> Mapping[str, Iterable[bytes]]:
    """What a relay is to pass on, one entry a line: of these audiences, of all where none is named.

    With `wanted.since`, what came to be of use since that day: published on it or later, or serving from it or a later
    day on that has come. What serves only later is told when its day has come.
    """
    found = by_audience(site)
    if unknown := [one for one in wanted.audiences if one not in site.library.vocabulary.audiences]:
        detail = f"argument --audience: “{unknown[0]}”: {', '.join(found)}"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
    asked = [one for one in found if one in (wanted.audiences or found)]
    return {"push.jsonl": _lines(site, {one: found[one] for one in asked}, wanted.since)}


def by_audience(site: Site) -> dict[str, list[Selection]]:
    """The selections of each audience: all of it first, then those of its events."""
    found: dict[str, list[Selection]] = {}
    for one in selections(site.library, site.listings, site.on):
        found.setdefault(one.audience, []).append(one)
    return found


def _lines(site: Site, found: Mapping[str, Sequence[Selection]], since: date | None) -> Iterator[bytes]:
    for audience, some in found.items():
        for match in _every(some):
            if since is None or _came(match, since):
                line = {"audience": audience, **_entry(site, match)}
                yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _came(match: Match, since: date) -> bool:
    days = (match.row.day, match.window.since)
    return match.window.open and any(day is not None and day >= since for day in days)


def _every(some: Sequence[Selection]) -> list[Match]:
    """What stands in any of these, once: in the order of the first, then what only an event brings."""
    return list({match.row.record.id: match for one in some for match in one.matches}.values())


def _head(site: Site, schema: str) -> dict[str, Any]:
    address = f"{site.config.site.address}{FOLDER}/schema/{schema}.json"
    return {"version": VERSION, "schema": address, "day": str(site.on), "publisher": site.config.site.organiser}


def _whole(site: Site, some: Sequence[Selection]) -> dict[str, Any]:
    tags = site.library.vocabulary.tags
    return {
        "audience": _named(site, some[0].audience),
        "selections": [
            {
                "event": one.event,
                "name": tags[one.event].record.name if one.event else None,
                "url": site.full(selection_url(one)),
                "entries": [match.row.record.id for match in one.matches],
            }
            for one in some
        ],
        "entries": [_entry(site, match) for match in _every(some)],
    }


def _named(site: Site, audience: str) -> dict[str, Any]:
    record = site.library.vocabulary.audiences[audience].record
    return {"id": record.id, "name": record.name, "kind": record.kind.value, "meaning": record.meaning}


def _numbers(site: Site, some: Sequence[Selection]) -> dict[str, Any]:
    audience, entries = some[0].audience, _every(some)
    return {
        "url": site.full(selection_url(some[0])),
        "data": f"{site.config.site.address}{FOLDER}/{audience}.json",
        "entries": len(entries),
        "serving": sum(match.window.open for match in entries),
        "events": len(some) - 1,
    }


def _entry(site: Site, match: Match) -> dict[str, Any]:
    row, words = match.row, site.library.vocabulary
    until = match.window.until
    return {
        "id": row.record.id,
        "kind": kind_of(row.record).name,
        "title": row.record.title,
        "url": site.full(row.url),
        "summary": row.record.summary,
        "number": row.record.read("document_number", None),
        "published_on": row.day and str(row.day),
        "first_day": match.window.since and str(match.window.since),
        "last_day": until and str(until - timedelta(days=1)),
        "agencies": [{"id": one.id, "name": one.name} for one in row.issuers],
        "industries": [{"id": tag, "name": words.tags[tag].record.name} for tag in match.industries],
        "places": [{"id": one, "name": words.agencies[one].record.short} for one in match.places],
        "tags": [
            {"id": tag, "name": words.tags[tag].record.name, "group": words.tags[tag].record.group.value}
            for tag in row.record.tags
        ],
    }


# --- the schemas

_COUNT: Schema = {"type": "integer", "minimum": 0}
_NAMED: Schema = rows(id=FILLED, name=FILLED)
_AUDIENCE = {"id": FILLED, "name": FILLED, "kind": {"enum": ["organisation", "person"]}, "meaning": MAYBE_TEXT}
ENTRY: dict[str, Schema] = {
    "id": FILLED,
    "kind": {"enum": [kind_for(one).name for one in (Service, Policy, Interpretation, Question)]},
    "title": FILLED,
    "url": ADDRESS,
    "summary": MAYBE_TEXT,
    "number": MAYBE_TEXT,
    "published_on": MAYBE_DAY,
    "first_day": {**MAYBE_DAY, "description": "on which it serves; null: always did"},
    "last_day": {**MAYBE_DAY, "description": "on which it serves; null: none is known"},
    "agencies": _NAMED,
    "industries": {**_NAMED, "description": "for which alone it is; none: for all"},
    "places": {**_NAMED, "description": "for which alone it is; none: for the whole district"},
    "tags": rows(id=FILLED, name=FILLED, group={"enum": sorted(group.value for group in TagGroup)}),
}
"""One entry; with `audience`, a line of `export push`."""
_HEAD = {"version": {"const": VERSION}, "schema": ADDRESS, "day": DAY, "publisher": FILLED}
SCHEMAS: Mapping[str, Schema] = {
    "audience": {
        "$schema": DIALECT,
        "title": f"What serves an audience {VERSION}",
        **fields(
            **_HEAD,
            audience=fields(**_AUDIENCE),
            selections=rows(event=MAYBE_TEXT, name=MAYBE_TEXT, url=ADDRESS, entries={"type": "array", "items": FILLED}),
            entries=rows(**ENTRY),
        ),
    },
    "index": {
        "$schema": DIALECT,
        "title": f"Audiences that something serves {VERSION}",
        **fields(
            **_HEAD,
            audiences=rows(**_AUDIENCE, url=ADDRESS, data=ADDRESS, entries=_COUNT, serving=_COUNT, events=_COUNT),
        ),
    },
    "line": {"$schema": DIALECT, "title": f"A line of push.jsonl {VERSION}", **fields(audience=FILLED, **ENTRY)},
}
"""By the name under which each is published."""
