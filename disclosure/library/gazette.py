"""In which issues of the gazette a document stands, and with which words: those of the day of the issue. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.library.amending import ProseOf
from disclosure.library.certified import State, states
from disclosure.library.library import Library
from disclosure.model.gazette import GazetteIssue, GazetteItem, GazettePart
from disclosure.model.records import Record

REVERSE = "gazette"
"""What a document calls the issues in which it stands."""

NUMBERED = re.compile(r"\s*(\d{4})年第(\d+)[号期]\s*$")
"""How the title of an issue ends: 某某公报2026年第4号."""


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """A document as an issue has it: its words on the day of the issue, and the first that differ from them later.

    None of the first where its words are not published, or are none; of the second where they are the same to this day.
    """

    words: State | None
    later: State | None


def name_of(issue: GazetteIssue) -> str:
    """The gazette itself: the title of an issue without its number."""
    return NUMBERED.sub("", issue.title)


def issues_with(library: Library, key: str) -> tuple[GazetteIssue, ...]:
    """The issues in which a document stands, the first one first."""
    table = library.of(GazetteIssue)
    found = (table[source].record for source in dict.fromkeys(library.sources(REVERSE, key)))
    return tuple(sorted(found, key=lambda issue: (issue.published_on, issue.id)))


def items(issue: Record) -> Iterator[tuple[GazettePart, GazetteItem, tuple[str | int, ...]]]:
    """All that an issue holds, in order, each with its part and its place in the record."""
    for number, part in enumerate(issue.read("contents", ())):
        for index, item in enumerate(part.read("items", ())):
            yield part, item, ("contents", number, "items", index)


def keys_of(issue: Record) -> Mapping[str, tuple[str | int, ...]]:
    """The documents of this site that an issue holds, each with its first place."""
    found: dict[str, tuple[str | int, ...]] = {}
    for _, item, place in items(issue):
        if (key := item.read("target")) is not None:
            found.setdefault(key, place)
    return found


def as_printed(library: Library, prose_of: ProseOf, issue: GazetteIssue, key: str) -> AsPrinted:
    """The words of a document as an issue has them."""
    found = states(library, prose_of, library.documents[key].record)
    before = [state for state in found if state.since is None or state.since <= issue.published_on]
    if not before:
        return AsPrinted(None, None)
    later = (state for state in found[len(before) :] if state.sha256 != before[-1].sha256)
    return AsPrinted(before[-1], next(later, None))
