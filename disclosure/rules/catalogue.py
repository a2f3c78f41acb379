"""Rules on the standard catalogue itself: what its items leave out, and deadlines that nobody could keep to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.model.choices import DeadlineCount
from disclosure.model.deadlines import read_limit
from disclosure.model.records import Entry
from disclosure.model.relations import label
from disclosure.model.vocabulary import CatalogueField, CatalogueItem
from disclosure.rules.check import rule

EXPECTED = ("level_1", "content", "basis", "deadline", "channels", "audience", "method")
"""What every item of a catalogue says, in the order of the columns."""
_PUBLISHERS = ("publisher", "other_publishers")


@rule("catalogue")
def catalogue(library: Library, _on: date) -> Iterator[Problem]:
    """What each item leaves out, deadlines that are not understood or too long, and methods that nobody can tell apart."""
    for entry in library.vocabulary.catalogue.values():
        for index, item in enumerate(entry.record.items):
            yield from _gaps(entry, index, item)
            yield from _deadlines(library, entry, index, item)
            cases = [one.when for one in item.method]
            if len(cases) > 1 and (not all(cases[1:]) or len(set(cases)) < len(cases)) and not _told_apart(item):
                yield Problem(entry.place("items", index, "method"), "catalogue-methods-unclear", {"name": item.name})


def gaps(item: CatalogueItem) -> tuple[str, ...]:
    """The fields that an item leaves empty and should not, in the order of the columns."""
    missing = [name for name in EXPECTED if not getattr(item, name)]
    return (*missing, *(("publisher",) if not any(getattr(item, name) for name in _PUBLISHERS) else ()))


def _gaps(entry: Entry[CatalogueField], index: int, item: CatalogueItem) -> Iterator[Problem]:
    if missing := gaps(item):
        what = "、".join(label(CatalogueItem, name) for name in missing)
        values = {"name": item.name, "what": what, "what_en": ", ".join(missing)}
        yield Problem(entry.place("items", index, "id"), "catalogue-item-gap", values)


def _deadlines(library: Library, entry: Entry[CatalogueField], index: int, item: CatalogueItem) -> Iterator[Problem]:
    rule_of_law = library.vocabulary.rules.get("publish-within")
    for number, one in enumerate(item.deadline):
        place, limit = entry.place("items", index, "deadline", number), read_limit(one)
        if limit is None:
            yield Problem(place, "catalogue-deadline-unread", {"text": one.text})
        elif rule_of_law and limit.count is DeadlineCount.WORKING_DAYS and limit.number:
            allowed = rule_of_law.record
            if limit.number > allowed.value and not limit.from_event:
                values = {"days": str(limit.number), "limit": str(allowed.value), "basis": allowed.basis}
                yield Problem(place, "catalogue-deadline-long", values)


def _told_apart(item: CatalogueItem) -> bool:
    """Whether each method has a deadline of its own."""
    return {one.method for one in item.method} <= {one.method for one in item.deadline}
