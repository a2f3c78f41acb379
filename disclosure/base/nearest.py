"""Which known word somebody meant who wrote another: among many words few are compared.

A site may know a hundred thousand ids, and a moved folder may leave a thousand references to nothing. Comparing each with
each takes minutes, so words are looked up by the pairs of characters that they share with the one that was written, the
rarest pairs first, and only the likeliest are compared as `difflib` does it.
"""

from __future__ import annotations

import difflib
import functools
import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import pairwise

FEW = 30
"""Of so many words all are compared with the one that was written."""

LIKELY = 40
"""Of more words, how many are: those that share most pairs, among which the nearest nearly always is."""

LOOKED_UP = 10_000
"""Words that are looked up by the pairs of characters in them, each as often as it shares a pair."""

_CUTOFF = 0.6
_LONGER = 2 / _CUTOFF - 1
"""How many times as long one of two words may be that are near each other: they share the shorter one at most."""


class Nearest:
    """Known words, of which the nearest to others are asked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._found: dict[str, str | None] = {}

    def to(self, word: str) -> str | None:
        """The known word nearest to this one, or None where none is near."""
        if word not in self._found:
            self._found[word] = self._nearest(word) or (self._nearest(word.lower()) if word != word.lower() else None)
        return self._found[word]

    def _nearest(self, word: str) -> str | None:
        """The likely word of the highest ratio; most are too far by what they can have in common at best (`_in_common`)."""
        masks = _masks(word)
        at_best = [(2 * _in_common(known, masks) / (len(known) + len(word)), known) for known in self._likely(word)]
        matcher = difflib.SequenceMatcher[str](None, "", word)  # what it finds out about the second word, it keeps
        near, ratio = None, 0.0
        for most, known in sorted(at_best, reverse=True):
            if most < _CUTOFF or most <= ratio:
                break
            matcher.set_seq1(known)
            if (found := matcher.ratio()) >= _CUTOFF and found > ratio:
                near, ratio = known, found
        return near

    def _likely(self, word: str) -> list[str]:
        """The words that may be nearest: those of which neither is too long to be near the other, and few of many."""
        size = len(word)
        if size > _LONGER * self._longest:
            return []
        if len(self._words) <= FEW:
            return [known for known in self._words if size <= _LONGER * len(known) <= _LONGER * _LONGER * size]
        shared = self._sharing(word)
        least = max(shared.values(), default=0) // 2
        share = [
            (number / (size + len(known)), known)
            for known, number in shared.items()
            if number >= least and size <= _LONGER * len(known) <= _LONGER * _LONGER * size
        ]
        return [known for _, known in nlargest(LIKELY, share)]

    def _sharing(self, word: str) -> Counter[str]:
        """Words by how many pairs of characters they share with this one. A pair that most have tells them least apart."""
        counted: Counter[str] = Counter()
        left = LOOKED_UP
        for words in sorted((self._by_pair[pair] for pair in _pairs(word) if pair in self._by_pair), key=len):
            counted.update(words[:left])
            left -= len(words)
            if left <= 0:
                break
        return counted

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._words), default=0)

    @cached_property
    def _by_pair(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for known in self._words:
            for pair in _pairs(known):
                found[pair].append(known)
        return dict(found)


def _masks(word: str) -> dict[str, int]:
    """Where each character of a word stands, a bit a place."""
    masks: dict[str, int] = {}
    for place, character in enumerate(word):
        masks[character] = masks.get(character, 0) | 1 << place
    return masks


def _in_common(known: str, masks: Mapping[str, int]) -> int:
    """How many characters a word has in common with another in the same order: `difflib` never finds more.

    The length of the longest common subsequence, all places of the other word at once (Hyyrö 2004).
    """
    every = functools.reduce(operator.or_, masks.values(), 0)
    free = every
    for character in known:
        if hit := free & masks.get(character, 0):
            free = ((free + hit) | (free - hit)) & every
    return (every ^ free).bit_count()


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring characters in a word, its beginning and end being characters too."""
    return {before + after for before, after in pairwise(f"\0{word}\0")}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`, or None where none is near. For few words: of many somebody keeps a `Nearest`."""
    return _nearest_of(tuple(known)).to(word)


@lru_cache(maxsize=64)  # one wrong key may stand in a thousand documents
def _nearest_of(known: tuple[str, ...]) -> Nearest:
    return Nearest(known)
