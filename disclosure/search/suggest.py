"""What search fields suggest while a reader types: ways into the site, titles and document numbers. Pure.

A browser loads the head when a reader types the first letter. It holds the names, the newest titles, and the letters that
are too common to lead anywhere. For the first letter typed that is not one of these, one bucket holds every title and number
that contains it: a suggestion costs one small file, however many documents there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.search.record import SearchRecord
from disclosure.text.normalise import BREAK, fold

NAMES = 800
"""Names in the head: all that have a page of their own come first, then the most used ones."""
NEWEST = 100
"""Titles in the head, the newest ones."""
COMMON = 300
"""A letter in more titles and numbers than this has no bucket."""
BUCKET = 400
"""Titles and numbers in one bucket, about: 8 KB as sent."""


class Way(NamedTuple):
    """A page that is no document: its name, what it is in words for readers, and its address; both "" where there is none."""

    name: str
    kind: str
    url: str


Text = tuple[str, str]
"""A title or number, and the address of its document; "" where several documents have it."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`names` are ways into the site, `titles` the newest titles, `common` letters; all others have buckets.

    The texts with a letter are in the bucket whose number is the letter's code point modulo the number of buckets.
    """

    names: tuple[Way, ...]
    titles: tuple[Text, ...]
    common: str
    buckets: tuple[tuple[Text, ...], ...]


def suggestions(records: Iterable[SearchRecord], ways: Iterable[Way] = ()) -> Suggestions:
    """The suggestions for these records and ways, the same in whatever order the records come."""
    newest = sorted(records, key=lambda record: (record.published_on or "", record.url), reverse=True)
    with_page = tuple(dict.fromkeys(ways))
    known = {way.name for way in with_page}
    others = Counter(name for record in newest for name in {*record.agencies, *record.keywords} if name not in known)
    used = sorted(others.items(), key=lambda item: (-item[1], item[0]))
    names = (*with_page, *(Way(name, "", "") for name, _ in used))
    titles = _texts((record.title, record.url) for record in newest)
    numbers = _texts((record.number, record.url) for record in newest if record.number)
    common, buckets = _buckets((*titles, *numbers))
    return Suggestions(names[:NAMES], titles[:NEWEST], common, buckets)


def _texts(pairs: Iterable[Text]) -> tuple[Text, ...]:
    """Each text once, in order."""
    found: dict[str, str] = {}
    for text, url in pairs:
        found[text] = "" if text in found else url
    return tuple(found.items())


def _buckets(texts: Sequence[Text]) -> tuple[str, tuple[tuple[Text, ...], ...]]:
    """The common letters, and the buckets: so many that each holds about `BUCKET` texts, and a power of two."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, (text, _) in enumerate(texts):
        for letter in set(fold(text)) - {BREAK}:
            holding[letter].append(number)
    rare = {letter: numbers for letter, numbers in holding.items() if len(numbers) <= COMMON}
    count = 1 << (sum(map(len, rare.values())) // BUCKET).bit_length()
    buckets: list[set[int]] = [set() for _ in range(count)]
    for letter, numbers in rare.items():
        buckets[ord(letter) % count].update(numbers)
    common = "".join(sorted(holding.keys() - rare.keys()))
    return common, tuple(tuple(texts[number] for number in sorted(bucket)) for bucket in buckets)
