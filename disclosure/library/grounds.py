"""What documents rest on: the policies beneath a document of any kind, and the days on which all of some have ended. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from disclosure.library.library import Library
from disclosure.library.participation import Phase
from disclosure.model.documents import Document, Policy, Question
from disclosure.model.kinds import kind_of
from disclosure.model.validity import Timeline


def policies_beneath(library: Library, record: Document) -> Iterator[str]:
    """The policies on which one rests, those of the services that it is about included."""
    for key in kind_of(record).about_of(record):
        target = library.documents.get(key)
        if target is not None and isinstance(target.record, Policy):
            yield key
        elif target is not None and target.record is not record:
            yield from policies_beneath(library, target.record)


def answering(library: Library, question: Question) -> tuple[str, ...]:
    """Who has to answer: the agencies that are named, otherwise those that issued what the question is about."""
    if question.issuers:
        return question.issuers
    found: dict[str, None] = {}
    for key in kind_of(question).about_of(question):
        entry = library.documents.get(key)
        if entry is not None:
            found.update(dict.fromkeys(entry.record.read("issuers", ())))
            beneath = policies_beneath(library, entry.record)
            found.update((unit, None) for one in beneath for unit in library.documents[one].record.read("issuers", ()))
    return tuple(found)


def all_over(timelines: Iterable[Timeline]) -> tuple[Phase[bool], ...]:
    """The days on which all of some documents have ended; none where there are no documents."""
    found = tuple(timelines)
    days = sorted({turn.on or date.min for turns in found for turn in turns})
    spans: list[tuple[date, date]] = []
    for since, until in pairwise((*days, date.max)):
        if all(_is_over(turns, since) for turns in found):
            if spans and spans[-1][1] == since:
                since = spans.pop()[0]  # noqa: PLW2901 — the two are one
            spans.append((since, until))
    return tuple(
        Phase(state=True, since=_known(since, date.min), until=_known(until, date.max)) for since, until in spans
    )


def _is_over(turns: Timeline, day: date) -> bool:
    known = [turn for turn in turns if (turn.on or date.min) <= day]
    return bool(known) and known[-1].status.is_over


def _known(day: date, bound: date) -> date | None:
    return None if day == bound else day
