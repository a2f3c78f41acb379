"""What the site answers for of each document, as JSON: /verify/ asks for it, and `build.py manifest` gathers it.

docs/exports.md tells the form; it holds nothing that depends on the day of the build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

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
def certificates(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """One file for each published document."""
    return (Deferred(certificate_file, key) for key in site.library.documents)


def certificate_file(site: Site, key: str) -> Iterator[Output]:
    """What the site answers for of one document."""
    data = json.dumps(certificate(site, key), ensure_ascii=False, separators=(",", ":")) + "\n"
    yield Output(f"{FOLDER}/{key}.json", data.encode())


def certificate(site: Site, key: str) -> dict[str, Any]:
    """One document: docs/exports.md."""
    record = site.library.documents[key].record
    published = getattr(record, "published_on", None)
    return {
        "version": VERSION,
        "id": record.id,
        "url": site.config.site.address + document_url(record).lstrip("/"),
        "title": record.title,
        "number": record.document_number if isinstance(record, Policy) else None,
        "cited": _cited(site, record),
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


def _cited(site: Site, record: Document) -> str:
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
