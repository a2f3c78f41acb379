"""What the site answers for of each document, as JSON: /verify/ asks for it, and `build.py manifest` gathers it.

docs/exports.md tells the form; it holds nothing that depends on the day of the build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.schemas import (
    ADDRESS,
    DAY,
    DIALECT,
    DIGEST,
    FILLED,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    Schema,
    each,
    fields,
    rows,
)
from disclosure.library.addresses import document_url
from disclosure.library.certified import Clause, State, states
from disclosure.library.verdicts import Certified
from disclosure.model.choices import Status
from disclosure.model.documents import Document, Policy
from disclosure.pages.policy import cited
from disclosure.site.page import Deferred, Output, Page, Site, export
from disclosure.text.titles import quoted

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what is added."""

FOLDER = "data/verify"


@export("certificates")
def certificates(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output | Deferred]:
    """One file for each published document, and what they look like."""
    for name, schema in SCHEMAS.items():
        yield Output(f"{FOLDER}/schema/{name}.json", indented(schema))
    yield from (Deferred(certificate_file, key) for key in site.library.documents)


def certificate_file(site: Site, key: str) -> Iterator[Output]:
    """What the site answers for of one document."""
    data = json.dumps(certificate(site, key), ensure_ascii=False, separators=(",", ":")) + "\n"
    yield Output(certificate_path(key), data.encode())


def certificate_path(key: str) -> str:
    """Where that stands."""
    return f"{FOLDER}/{key}.json"


def certificate(site: Site, key: str) -> dict[str, Any]:
    """One document by its schema."""
    record = site.library.documents[key].record
    published = getattr(record, "published_on", None)
    return {
        **head(site, "document"),
        "id": record.id,
        "url": site.config.site.address + document_url(record).lstrip("/"),
        "title": record.title,
        "number": record.document_number if isinstance(record, Policy) else None,
        "cited": cited_as(site, record),
        "published_on": published and str(published),
        "timeline": [
            {"on": turn.on and str(turn.on), "status": turn.status.value}
            for turn in site.library.timelines.get(record.id, ())
        ],
        "texts": [
            {
                "since": one.since and str(one.since),
                "sha256": one.sha256,
                "clauses": {
                    anchor: {"label": clause.label, "sha256": clause.sha256} for anchor, clause in one.clauses.items()
                },
            }
            for one in states(site.library, site.prose.__getitem__, record)
        ],
    }


def head(site: Site, name: str) -> dict[str, str]:
    """With what a file begins, by the name of its schema."""
    return {"version": VERSION, "schema": f"{site.config.site.address}{FOLDER}/schema/{name}.json"}


def cited_as(site: Site, record: Document) -> str:
    """How a document is cited: 《某某办法》（青府规〔2024〕1号）."""
    return cited(site, record) if isinstance(record, Policy) else quoted(record.title)


def certified(data: Mapping[str, Any]) -> Certified:
    """What was read of such a file; raises KeyError, TypeError or ValueError where it is none."""
    return Certified(
        data["id"],
        data["url"],
        data["cited"],
        tuple((_day(turn["on"]), _STATUSES[turn["status"]]) for turn in data["timeline"]),
        tuple(
            State(
                _day(one["since"]),
                one["sha256"],
                {anchor: Clause(clause["label"], clause["sha256"]) for anchor, clause in one["clauses"].items()},
            )
            for one in data["texts"]
        ),
    )


_STATUSES = {status.value: status for status in Status}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


_HEAD = {"version": {"const": VERSION}, "schema": ADDRESS}
_DOCUMENT = fields(
    **_HEAD,
    id=FILLED,
    url=ADDRESS,
    title=FILLED,
    number=MAYBE_TEXT,
    cited=FILLED,
    published_on=MAYBE_DAY,
    timeline=rows(on=MAYBE_DAY, status={"enum": sorted(_STATUSES)}),
    texts=rows(since=MAYBE_DAY, sha256=DIGEST, clauses=each(fields(label=TEXT, sha256=DIGEST))),
)
SCHEMAS: Mapping[str, Schema] = {
    "document": {"$schema": DIALECT, "title": f"What the site answers for of a document {VERSION}", **_DOCUMENT},
    "part": {
        "$schema": DIALECT,
        "title": f"A part of a manifest {VERSION}",
        **fields(**_HEAD, documents={"type": "array", "items": _DOCUMENT}),
    },
    "manifest": {
        "$schema": DIALECT,
        "title": f"A manifest {VERSION}",
        **fields(
            **_HEAD,
            site=ADDRESS,
            number={"type": "integer", "minimum": 1},
            day=DAY,
            previous={**DIGEST, "type": ["string", "null"]},
            parts=rows(file=FILLED, sha256=DIGEST),
        ),
    },
}
"""By the name under which each is published."""
