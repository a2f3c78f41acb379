"""Rules on the standard catalogue itself: what its fields and items leave out, and deadlines that nobody could keep to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from disclosure.base.problems import Place, Problem
from disclosure.library.library import Library
from disclosure.model.choices import DeadlineCount
from disclosure.model.deadlines import read_limit
from disclosure.model.records import Entry
from disclosure.model.relations import label
from disclosure.model.vocabulary import CatalogueField, CatalogueItem, Deadline, LegalRule
from disclosure.rules.check import rule

EXPECTED = ("level_1", "content", "basis", "deadline", "channels", "audience", "method")
"""What every item of a catalogue says, in the order of the columns."""
OPEN = "待补充"
"""What stands where a table that was imported does not say on what it rests."""

_FILE = re.compile(r"\S.*\.(?:xlsx?|csv|docx?|html?|pdf|wps|et|txt)", re.IGNORECASE)
_FILE_NAMES = re.compile(r"[ -~]*\d[ -~]*")
"""Names of fields that only a file has: signs and numbers without a word of Chinese (c1-51)."""
_PUBLISHERS = ("publisher", "other_publishers")


@rule("catalogue")
def catalogue(library: Library, _on: date) -> Iterator[Problem]:
    """What each field and item leaves out, deadlines that are not understood or too long, and methods that nobody can tell apart."""
    for entry in library.vocabulary.catalogue.values():
        yield from _field(entry)
        for index, item in enumerate(entry.record.items):
            yield from item_problems(item, partial(entry.place, "items", index), library.vocabulary.rules)


def _field(entry: Entry[CatalogueField]) -> Iterator[Problem]:
    """A name or a basis that readers see and that is the name of a file, or left open."""
    name, basis = entry.record.name, entry.record.basis
    if _FILE.fullmatch(name) or _FILE_NAMES.fullmatch(name):
        yield Problem(entry.place("name"), "catalogue-name-of-file", {"value": name})
    if _FILE.fullmatch(basis):
        yield Problem(entry.place("basis"), "catalogue-basis-of-file", {"value": basis})
    elif basis.startswith(OPEN):
        yield Problem(entry.place("basis"), "catalogue-basis-open", {"name": name})


def item_problems(
    item: CatalogueItem, place: Callable[..., Place], rules: Mapping[str, Entry[LegalRule]]
) -> Iterator[Problem]:
    """What is wrong with one item; `place` is where a field of it stands."""
    if missing := gaps(item):
        what = "、".join(label(CatalogueItem, name) for name in missing)
        yield Problem(
            place("id"), "catalogue-item-gap", {"name": item.name, "what": what, "what_en": ", ".join(missing)}
        )
    for number, one in enumerate(item.deadline):
        yield from _deadline(one, place("deadline", number), rules.get("publish-within"))
    cases = [one.when for one in item.method]
    if len(cases) > 1 and (not all(cases[1:]) or len(set(cases)) < len(cases)) and not _told_apart(item):
        yield Problem(place("method"), "catalogue-methods-unclear", {"name": item.name})


def gaps(item: CatalogueItem) -> tuple[str, ...]:
    """The fields that an item leaves empty and should not, in the order of the columns."""
    missing = [name for name in EXPECTED if not getattr(item, name)]
    return (*missing, *(("publisher",) if not any(getattr(item, name) for name in _PUBLISHERS) else ()))


def _deadline(one: Deadline, place: Place, general: Entry[LegalRule] | None) -> Iterator[Problem]:
    """A deadline that is not understood, or leaves more working days than the law does in general."""
    limit = read_limit(one)
    if limit is None:
        yield Problem(place, "catalogue-deadline-unread", {"text": one.text})
    elif general and limit.count is DeadlineCount.WORKING_DAYS and limit.number and not limit.from_event:
        allowed = general.record
        if limit.number > allowed.value:
            values = {"days": str(limit.number), "limit": str(allowed.value), "basis": allowed.basis}
            yield Problem(place, "catalogue-deadline-long", values)


def _told_apart(item: CatalogueItem) -> bool:
    """Whether each method has a deadline of its own."""
    return {one.method for one in item.method} <= {one.method for one in item.deadline}
