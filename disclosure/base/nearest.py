"""Which known word somebody meant who wrote another: among many words few are compared.

A site may know a hundred thousand ids, and a moved folder may leave a thousand references to nothing. Comparing each with
each takes minutes, so words are looked up by the pairs of characters that they share with the one that was written, the
rarest pairs first, and only the likeliest are compared as `difflib` does it.
"""

from __future__ import annotations

import difflib
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
        near = difflib.get_close_matches(word, self._likely(word), n=1, cutoff=_CUTOFF)
        return near[0] if near else None

    def _likely(self, word: str) -> list[str]:
        """The words that may be nearest: those of which neither is too long to be near the other, and few of many."""
        if len(word) > _LONGER * self._longest:
            return []
        words: Iterable[str] = self._words
        if len(self._words) > FEW:
            shared = self._sharing(word)
            words = (known for known in shared if _is_as_long(known, word))
            return nlargest(LIKELY, words, lambda known: (2 * shared[known] / (len(word) + len(known)), known))
        return [known for known in words if _is_as_long(known, word)]

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


def _is_as_long(known: str, word: str) -> bool:
    return len(known) <= _LONGER * len(word) and len(word) <= _LONGER * len(known)


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring characters in a word, its beginning and end being characters too."""
    return {before + after for before, after in pairwise(f"\0{word}\0")}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`, or None where none is near. For few words: of many somebody keeps a `Nearest`."""
    return _nearest_of(tuple(known)).to(word)


@lru_cache(maxsize=64)  # one wrong key may stand in a thousand documents
def _nearest_of(known: tuple[str, ...]) -> Nearest:
    return Nearest(known)
