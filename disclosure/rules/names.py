"""The rule on names of private persons: who took part is told by role."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.base.problems import Problem
from disclosure.model.documents import Authored, Event
from disclosure.model.participation import Decision
from disclosure.model.records import Entry, FieldPath
from disclosure.rules.check import document_rule
from disclosure.text.names import not_roles, persons


@document_rule("names-of-those-who-took-part")
def names_of_those_who_took_part(entry: Entry[Authored]) -> Iterator[Problem]:
    """Who asked at an event, or sat in on a meeting, is told by role; nobody is named in what was asked and answered."""
    for path, text, roles in _texts(entry.record):
        for name in dict.fromkeys(not_roles(text) if roles else persons(text)):
            yield Problem(entry.place(*path), "person-named", {"name": name})


def _texts(record: Authored) -> Iterator[tuple[FieldPath, str, bool]]:
    """The texts in which no name may stand, each with its field; whether it lists roles."""
    if isinstance(record, Event):
        for number, one in enumerate(record.asked):
            for name in ("question", "answer"):
                yield ("asked", number, name), getattr(one, name), False
            if one.who:
                yield ("asked", number, "who"), one.who, True
    elif isinstance(record, Decision):
        for number, seat in enumerate(record.attendance):
            yield ("attendance", number, "who"), seat.who, True
