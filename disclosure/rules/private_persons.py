"""Rules on private persons: names beside what is nobody's business, homes, telephones (domain reference, section 11).

Graded by how sure they are: `person-identified` stops publication, others warn, or note what may well be right. What words
tell of somebody is data (content/data/sensitive.yaml); without it nobody looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosure.base.problems import Place, Problem
from disclosure.model.documents import Authored
from disclosure.model.records import Entry
from disclosure.model.relations import value_at
from disclosure.rules.check import Sensitive, private_rule
from disclosure.text.private_persons import Words, private_persons
from disclosure.text.source import Source

_NOT_LOOKED_AT = frozenset(("contact", "phone", "address", "review", "id", "aliases"))
"""Fields, or those around them, in which an office names itself, and what is never published."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of persons, once for a kind and a group of words."""

    place: Place
    code: str
    shown: str
    count: int
    group: int
    word: str

    def problem(self, sensitive: Sensitive) -> Problem:
        """In an editor's words."""
        values = {"shown": self.shown, "count": str(self.count)}
        if self.group >= 0:
            words = tuple(sensitive.values())[self.group].record
            values |= {
                "word": self.word,
                "what": words.name_en or words.name,
                "what_zh": words.name,
                "basis": words.basis,
            }
        return Problem(self.place, self.code, values)


@private_rule("private-persons")
def private_persons_in_documents(entry: Entry[Authored], sensitive: Sensitive) -> Iterator[Problem]:
    """What the body and the fields of a document tell of private persons, each kind once."""
    if not sensitive:
        return
    title = str(entry.record.read("title", ""))
    told = persons_told(entry.body, Place(entry.path, entry.body_line, 1), sensitive, title)
    fields = [
        (str(value), place)
        for path, place in entry.places.items()
        if _NOT_LOOKED_AT.isdisjoint(path) and isinstance(value := value_at(entry.record, path), str)
    ]
    for key, one in _in_fields(fields, sensitive).items():
        told[key] = replace(one, count=one.count + told[key].count) if key in told else one
    yield from (one.problem(sensitive) for one in told.values())


def _in_fields(fields: Sequence[tuple[str, Place]], sensitive: Sensitive) -> dict[tuple[str, int], Told]:
    """The same in values of fields, looked through as one text with a line for each."""
    found = persons_told("\n".join(text for text, _ in fields), Place("", 1, 1), sensitive)
    return {key: replace(one, place=fields[one.place.line - 1][1]) for key, one in found.items()}


def persons_told(
    text: str, start: Place, sensitive: Sensitive, about: str = "", *, file: bool = False
) -> dict[tuple[str, int], Told]:
    """What a text that begins at `start` tells, by code and group of words; `about` is its title, or the name of its `file`."""
    told: dict[tuple[str, int], Told] = {}
    source = Source(text, start)
    words = _words(tuple(entry.record.words for entry in sensitive.values()))
    for found in sorted(private_persons(text, words, about, file=file), key=lambda one: one.at):
        key = (found.code, found.group)
        if key in told:
            told[key] = replace(told[key], count=told[key].count + found.number)
        else:
            place = source.at(found.at) if start.line else start
            told[key] = Told(place, found.code, found.shown, found.number, found.group, found.word)
    return told


@lru_cache(maxsize=8)
def _words(groups: tuple[tuple[str, ...], ...]) -> Words:
    return Words(groups)
