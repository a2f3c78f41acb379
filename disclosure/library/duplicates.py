"""Documents of which one says nearly the same as another, and nothing says why: most are one document, published twice (去重互补).

Texts are compared by their sketches, those of one kind and one language. Documents that say something of each other, or of
others between them, are no copies: an amended text, an extension, the rules of the year before. Nor are forms that each town
fills in: texts of different units each of which says something that the other does not, and whose titles do not name each
other. Who passes a text on keeps it whole, or names it. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from disclosure.library.library import RELATIONS, Library
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_of
from disclosure.model.records import Entry
from disclosure.model.relations import references, targets
from disclosure.text.sketch import SIZE, hashes_of, likeness, one_holds_the_other
from disclosure.text.titles import bare, passes_on

ALIKE = 0.9
"""From how many shared sentences on, of all, texts are taken for one. Among 3,828 laws and notices all such pairs, but one of a
city that took over the rules of another, were one document, or two states of one; below, states are most."""

_ENOUGH = 8
"""Sentences of a text that is known by them alone; of shorter ones the titles must be the same, or one says that it passes on
the other."""

_PREFIX = SIZE - int(ALIKE * SIZE)
"""Sketches that are so much alike share one of so many smallest hashes (prefix filter)."""

_CROWDED = 50
"""A sentence with which so many texts begin tells none of them."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A document that is as good as one published before, and how much they share (0 to 1).

    Of two of one day nobody knows which was first: one that has a number counts as the original, otherwise the id decides.
    """

    entry: Entry[Document]
    original: Entry[Document]
    likeness: float

    @property
    def of_one_day(self) -> bool:
        """Whether either may be the original."""
        return _day(self.entry) == _day(self.original)


def repeated(library: Library, sketches: Mapping[str, bytes]) -> Iterator[Repeated]:
    """Every document that repeats an earlier one, with the earliest of these. `sketches` are by id, of the first texts."""
    by_sketch: defaultdict[tuple[str, str, bytes], list[Entry[Document]]] = defaultdict(list)
    for key, entry in library.documents.items():
        if sketches[key]:
            by_sketch[kind_of(entry.record).folder, entry.record.language, sketches[key]].append(entry)
    texts = list(by_sketch)
    for entries in by_sketch.values():
        entries.sort(key=_age)
    alike: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other, likeness_ in _pairs(texts):
        alike[one].append((other, likeness_))
        alike[other].append((one, likeness_))
    for number, text in enumerate(texts):
        same = by_sketch[text]
        if len(same) == 1 and number not in alike:
            continue
        others = [(entry, share) for other, share in alike[number] for entry in by_sketch[texts[other]]]
        earlier = sorted([*((entry, 1.0) for entry in same), *others], key=lambda found: _age(found[0]))
        for entry in same:
            before = (found for found in earlier if _age(found[0]) < _age(entry))
            if found := next((one for one in before if _may_be_one(library, entry, one[0], sketches)), None):
                yield Repeated(entry, *found)


def repeats(library: Library, sketches: Mapping[str, bytes], key: str) -> bool:
    """Whether a document is as good as any other, earlier or later."""
    entry, mine = library.documents[key], sketches[key]
    kind, language = kind_of(entry.record), entry.record.language
    return any(
        likeness(mine, sketches[other.record.id]) >= ALIKE and _may_be_one(library, entry, other, sketches)
        for other in library.of(kind.record).values()
        if other is not entry and other.record.language == language and _as_long(mine, sketches[other.record.id])
    )


def _as_long(one: bytes, other: bytes) -> bool:
    return bool(one) and min(len(one), len(other)) >= ALIKE * max(len(one), len(other))


def _pairs(texts: Sequence[tuple[str, str, bytes]]) -> Iterator[tuple[int, int, float]]:
    """Those of different sketches that are alike, by their numbers, and how much."""
    keys = sorted((hash_, number) for number, text in enumerate(texts) for hash_ in _prefix(text[2]))
    asked: set[tuple[int, int]] = set()
    for _, group in groupby(keys, key=lambda key: key[0]):
        numbers = [number for _, number in group]
        if 1 < len(numbers) <= _CROWDED:
            asked.update((one, other) for at, one in enumerate(numbers) for other in numbers[at + 1 :])
    for one, other in sorted(asked):
        (*kind, mine), (*its_kind, its) = texts[one], texts[other]
        if kind == its_kind and _as_long(mine, its) and (share := likeness(mine, its)) >= ALIKE:
            yield one, other, share


def _prefix(known: bytes) -> tuple[int, ...]:
    return hashes_of(known[: 4 * _PREFIX])


def _age(entry: Entry[Document]) -> tuple[date, bool, str]:
    return _day(entry), not entry.record.read("document_number"), entry.record.id


def _day(entry: Entry[Document]) -> date:
    return kind_of(entry.record).day_of(entry.record) or date.min


def _may_be_one(library: Library, one: Entry[Document], other: Entry[Document], sketches: Mapping[str, bytes]) -> bool:
    text, its = sketches[one.record.id], sketches[other.record.id]
    if not _is_passed_on(one, other):
        title, its_title = bare(one.record.title), bare(other.record.title)
        if len(text) < 4 * _ENOUGH and title != its_title:
            return False
        units, its_units = set(one.record.read("issuers", ())), set(other.record.read("issuers", ()))
        of_others = bool(units and its_units) and units.isdisjoint(its_units)
        if of_others and title not in its_title and its_title not in title and not one_holds_the_other(text, its):
            return False
    return not (_speaks(library, one, other) or _speaks(library, other, one))


def _is_passed_on(one: Entry[Document], other: Entry[Document]) -> bool:
    return passes_on(one.record.title, other.record.title) or passes_on(other.record.title, one.record.title)


def _speaks(library: Library, one: Entry[Document], other: Entry[Document]) -> bool:
    """Whether a document refers to another in any way, or acts on it through those on which it acts."""
    record, aim = one.record, other.record.id
    if record.translation_of == aim or any(target == aim for _, _, target in references(record)):
        return True
    seen, follow = {record.id}, [record]
    while follow:
        acting = follow.pop()
        aims = {target for name in RELATIONS for target in targets(acting, name)} - seen
        if aim in aims:
            return True
        seen |= aims
        follow += [library.documents[key].record for key in aims if key in library.documents]
    return False
