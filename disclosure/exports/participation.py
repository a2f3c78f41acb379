"""The figures of taking part in each year, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from disclosure.exports.takeaway import harmless
from disclosure.library.addresses import document_url
from disclosure.library.figures import OPINIONS, Figures, figures, years_of
from disclosure.library.participation import state_on
from disclosure.pages.participation import duties_in
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/participation"


@export("participation")
def participation(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """Two files for each year in which something was asked or decided; docs/exports.md tells them."""
    for year in years_of(site.library):
        found = figures(site.library, year, site.on)
        whole = json.dumps(_whole(site, found), ensure_ascii=False, indent=1) + "\n"
        yield Output(f"{FOLDER}/{year}.json", whole.encode())
        yield Output(f"{FOLDER}/{year}.csv", _table(site, found))


def _whole(site: Site, found: Figures) -> dict[str, Any]:
    return {
        "version": "1.0",
        "year": found.year,
        "day": str(site.on),
        "figures": {**found.numbers, "share": found.share},
        "matters": [
            {
                "id": key,
                "url": _address(site, key),
                "title": site.library.documents[key].record.title,
                "published_on": str(feedback.published_on),
                **{name: getattr(feedback, name) for name in OPINIONS},
            }
            for key, feedback in found.answered
        ],
        "duties": [
            {
                "duty": duty.name,
                "about": duty.about,
                "whom": [site.library.vocabulary.agencies[key].record.name for key in duty.whom],
                "by": duty.by and str(duty.by),
                "done": duty.done and str(duty.done),
                "state": state_on(duty.states, site.on),
                "basis": duty.rule.basis,
            }
            for duty in duties_in(site, found.year)
        ],
    }


def _table(site: Site, found: Figures) -> bytes:
    """The opinions on each matter, and their sums in the last row: UTF-8 with its mark, for Excel."""
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    write([say("participation.matter"), *(say(f"feedback.{name}") for name in OPINIONS), say("feed.column.url")])
    for key, feedback in found.answered:
        title = site.library.documents[key].record.title
        write([harmless(title), *(getattr(feedback, name) for name in OPINIONS), _address(site, key)])
    write([say("participation.of_year", year=found.year), *(found.numbers[name] for name in OPINIONS), ""])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _address(site: Site, key: str) -> str:
    return site.config.site.address + document_url(site.library.documents[key].record).lstrip("/")
