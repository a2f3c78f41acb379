"""Rules on topics (集成式发布): what was chosen is in force and stays so, and what is asked for is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from disclosure.base.problems import Problem
from disclosure.library.changes import expiring_soon_months
from disclosure.library.library import Library
from disclosure.model.documents import Document, Policy
from disclosure.model.participation import Consultation, Decision
from disclosure.model.records import Entry, UnreadError
from disclosure.model.topics import Topic
from disclosure.model.validity import add_months, next_turn
from disclosure.rules.check import rule
from disclosure.rules.questions import ended_ground, in_its_place


@rule("topic-documents")
def topic_documents(library: Library, on: date) -> Iterator[Problem]:
    """A chosen document that has ended, or all on which it rests, or that ends soon, is told by name of its successor."""
    for entry in library.of(Topic).values():
        for number, section in enumerate(entry.record.sections):
            for index, key in enumerate(section.documents):
                if (chosen := library.documents.get(key)) is not None:
                    yield from _chosen(entry, (number, index), chosen.record, library, on)


def _chosen(
    entry: Entry[Topic], at: tuple[int, int], record: Document, library: Library, on: date
) -> Iterator[Problem]:
    if isinstance(record, Decision | Consultation):
        return  # it tells how something came about
    place, values = entry.place("sections", at[0], "documents", at[1]), {"id": record.id, "title": record.title}
    if (found := ended_ground(record, library, on)) is not None:
        key, since = found
        told = {"on": str(since or "")} | in_its_place(library, key)
        yield Problem(place, "topic-document-ended", values | told)
    elif isinstance(record, Policy) and (last := _ends_soon(record, library, on)) is not None:
        told = {"last": str(last)} | in_its_place(library, record.id)
        yield Problem(place, "topic-document-ends-soon", values | told)


def _ends_soon(policy: Policy, library: Library, on: date) -> date | None:
    """The last day in force of a policy that is about to end, by the months that lists too call soon."""
    try:
        turn = next_turn(library.timeline(policy.id), on)
    except UnreadError:
        return None
    if turn is None or turn.on is None or not turn.status.is_over:
        return None
    return turn.on - timedelta(days=1) if turn.on <= add_months(on, expiring_soon_months(library)) else None


@rule("topic-queries")
def topic_queries(library: Library, on: date) -> Iterator[Problem]:
    """A query finds something that is still of use: readers would see an empty section."""
    if library.broken or library.unread:
        return  # what cannot be read may be what is asked for
    for entry in library.of(Topic).values():
        found = library.selected.get(entry.record.id, ())
        for number, (section, keys) in enumerate(zip(entry.record.sections, found, strict=False)):
            records = (library.documents[key].record for key in keys)
            if section.query and all(ended_ground(record, library, on) is not None for record in records):
                code = "topic-query-ended" if keys else "topic-query-empty"
                values = {"section": section.title, "number": str(len(keys)), "on": str(on)}
                yield Problem(entry.place("sections", number, "query"), code, values)
