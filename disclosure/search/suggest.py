"""What the search field suggests while a reader types: agencies, tags, titles and document numbers. Pure.

A browser loads the head when a reader turns to the field. It holds the names, the newest titles, and the letters that are
too common to lead anywhere. For the first letter typed that is not one of these, one bucket holds every title and number
that contains it: a suggestion costs one small file, however many documents there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosure.search.record import SearchRecord
from disclosure.text.normalise import BREAK, fold

NAMES = 400
"""Agencies and tags in the head, the most used ones."""
NEWEST = 100
"""Titles in the head, the newest ones."""
COMMON = 300
"""A letter in more titles and numbers than this has no bucket."""
BUCKET = 400
"""Titles and numbers in one bucket, about: 8 KB as sent."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`names` are (text, "agency" or "tag"), `titles` the newest titles, `common` letters; all others have buckets.

    The texts with a letter are in the bucket whose number is the letter's code point modulo the number of buckets.
    """

    names: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    common: str
    buckets: tuple[tuple[str, ...], ...]


def suggestions(records: Iterable[SearchRecord]) -> Suggestions:
    """The suggestions for these records, the same in whatever order they come."""
    newest = sorted(records, key=lambda record: (record.published_on or "", record.url), reverse=True)
    names = Counter(name for record in newest for name in _names(record))
    used = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    titles = tuple(dict.fromkeys(record.title for record in newest))
    numbers = dict.fromkeys(record.number for record in newest if record.number)
    common, buckets = _buckets((*titles, *numbers))
    return Suggestions(tuple(name for name, _ in used[:NAMES]), titles[:NEWEST], common, buckets)


def _names(record: SearchRecord) -> set[tuple[str, str]]:
    kinds = {"agency": record.agencies, "tag": record.keywords}
    return {(name, kind) for kind, names in kinds.items() for name in names}


def _buckets(texts: Sequence[str]) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The common letters, and the buckets: so many that each holds about `BUCKET` texts, and a power of two."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for letter in set(fold(text)) - {BREAK}:
            holding[letter].append(number)
    rare = {letter: numbers for letter, numbers in holding.items() if len(numbers) <= COMMON}
    count = 1 << (sum(map(len, rare.values())) // BUCKET).bit_length()
    buckets: list[set[int]] = [set() for _ in range(count)]
    for letter, numbers in rare.items():
        buckets[ord(letter) % count].update(numbers)
    common = "".join(sorted(holding.keys() - rare.keys()))
    return common, tuple(tuple(texts[number] for number in sorted(bucket)) for bucket in buckets)
