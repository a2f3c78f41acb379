"""Rules on signs that readers cannot read, in fields and body alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.base.problems import Place, Problem
from disclosure.model.documents import Authored
from disclosure.model.records import Entry
from disclosure.model.relations import value_at
from disclosure.rules.check import document_rule
from disclosure.text.source import Source

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Characters without a meaning of their own (Unicode, section 23.5): symbol fonts of word processors put theirs there."""


@document_rule("private-characters")
def private_characters(entry: Entry[Authored]) -> Iterator[Problem]:
    """A sign of one font's own is an empty box for everybody who lacks that font; each is told once in a text."""
    for path, place in entry.places.items():
        value = value_at(entry.record, path)
        if isinstance(value, str):
            yield from (_told(sign, place) for sign in dict.fromkeys(_PRIVATE.findall(value)))
    if _PRIVATE.search(entry.body):
        source = Source(entry.body, Place(entry.path, entry.body_line, 1))
        first: dict[str, int] = {}
        for found in _PRIVATE.finditer(source.text):
            first.setdefault(found[0], found.start())
        yield from (_told(sign, source.at(offset)) for sign, offset in first.items())


def _told(sign: str, place: Place) -> Problem:
    return Problem(place, "private-character", {"character": f"U+{ord(sign):04X}"})
