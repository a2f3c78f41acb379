"""The rule on documents that are published twice: one of them is the page that counts (去重互补)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.base.problems import Place, Problem
from disclosure.library.bodies import BodyFacts
from disclosure.library.duplicates import repeated
from disclosure.library.library import Library
from disclosure.text.sketch import likeness, sketch


def near_duplicates(library: Library, facts: Mapping[str, BodyFacts]) -> Iterator[Problem]:
    """Each document that nearly repeats another, at the one published later; known once all bodies have been converted.

    A document that is wrong may be what says how two belong together, so nothing is told while there are some.
    """
    if library.broken:
        return
    for one in repeated(library, {key: facts[key].sketch for key in library.documents}):
        key = one.entry.record.id
        values = {
            "percent": str(int(100 * one.likeness)),
            "id": one.original.record.id,
            "title": one.original.record.title,
            "path": one.original.path,
            "either": f"（两份日期相同，如果那一份才是再发布的，就在那一份写 copy_of: {key}）"
            if one.of_one_day
            else "",
            "either_en": f" (both are of one day: if that one is the copy, write copy_of: {key} there)"
            if one.of_one_day
            else "",
        }
        yield Problem(one.entry.place("title"), "near-duplicate", values)
    for entry in library.copies.values():
        original = entry.record.copy_of or ""
        known = facts[original].sketch if original in library.documents else b""
        own = sketch(entry.body)
        if own and known and (share := likeness(own, known)) < _ONE:
            place = Place(entry.path, entry.body_line, 1)
            yield Problem(place, "copy-text-differs", {"percent": str(int(100 * share)), "id": original})


_ONE = 0.6
"""From how many shared sentences on what is said to be a copy is one: as it is written it differs a little from what is read."""
