"""When the site changes by itself, because a day has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.library.amending import CHANGING, concerned, day_of
from disclosure.library.library import Library
from disclosure.model.documents import Policy
from disclosure.model.records import Entry
from disclosure.model.relations import reverse_names
from disclosure.model.validity import next_change

EXPIRING_SOON_MONTHS = 6
"""Used where content/data/rules.yaml has no `expiring-soon`."""


def expiring_soon_months(library: Library) -> int:
    """How long before its end a document counts as expiring soon (rules.yaml, `expiring-soon`)."""
    rule = library.vocabulary.rules.get("expiring-soon")
    return rule.record.value if rule else EXPIRING_SOON_MONTHS


def next_changes(library: Library, on: date) -> tuple[date | None, tuple[Entry[Policy], ...]]:
    """The next day after `on` on which a status, a note or a text changes, and the policies that change on it."""
    months = expiring_soon_months(library)
    days = {key: next_change(turns, on, months) for key, turns in library.timelines.items()}
    for policy, coming in _days_of_texts(library):
        found = (day for day in (days.get(policy), *coming) if day is not None and day > on)
        days[policy] = min(found, default=None)
    first = min((day for day in days.values() if day is not None), default=None)
    policies = library.of(Policy)
    changing = (policies[key] for key, day in days.items() if day is not None and day == first)
    return first, tuple(sorted(changing, key=lambda entry: entry.record.id))


def _days_of_texts(library: Library) -> Iterator[tuple[str, list[date | None]]]:
    """The days from which policies have another text, given as a whole or made by what changes parts of them."""
    for policy, versions in library.versions_of.items():
        yield policy, [library.versions[key].record.since for key in versions]
    names = {reverse_names(Policy)[name] for name in CHANGING}
    for name, policy in {*library.reverse, *library.unnamed}:
        if name in names and policy in library.timelines:
            yield policy, [day_of(library, link) for link in concerned(library, policy)]
