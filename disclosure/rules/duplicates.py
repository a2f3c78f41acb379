"""The rule on documents that are published twice: one of them is the page that counts (去重互补)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.base.problems import Problem
from disclosure.library.bodies import BodyFacts
from disclosure.library.duplicates import copies
from disclosure.library.library import Library


def near_duplicates(library: Library, facts: Mapping[str, BodyFacts]) -> Iterator[Problem]:
    """Each document that nearly repeats another, at the one published later; known once all bodies have been converted.

    A document that is wrong may be what says how two belong together, so nothing is told while there are some.
    """
    if library.broken:
        return
    for copy in copies(library, {key: facts[key].sketch for key in library.documents}):
        values = {
            "percent": str(int(100 * copy.likeness)),
            "id": copy.original.record.id,
            "title": copy.original.record.title,
            "path": copy.original.path,
        }
        yield Problem(copy.entry.place("title"), "near-duplicate", values)
