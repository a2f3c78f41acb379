"""Check codes: by what a text is known to be the very one that was published.

A digest is of the characters that a reader reads: how lines are broken and words are spaced, and whether a sign is written
full or half width, is lost where a text is copied from a page, a PDF or Word; every other character counts.
`templates/static/check-codes.js` does the same, and tests/data/citation-vectors.json holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import sha256

from disclosure.text.prose import Passage

SHORT = 16
"""Hexadecimal digits of a check code: the beginning of a digest."""

_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
"""White space, control characters and signs without a width: the same ones in JavaScript, whatever its version of Unicode."""


def squeezed(text: str) -> str:
    """The characters of a text that are seen, in one width."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def digest(text: str) -> str:
    """The SHA-256 of what is seen of a text, in UTF-8, as 64 hexadecimal digits."""
    return sha256(squeezed(text).encode()).hexdigest()


def clauses(text: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each place of a text with its words: up to the next place that is not within it, 第十二条 with all its clauses."""
    for number, passage in enumerate(passages):
        following = (other.start for other in passages[number + 1 :] if not is_within(other.id, passage.id))
        yield passage, text[passage.start : next(following, len(text))]


def is_within(anchor: str, other: str) -> bool:
    """Whether a place is part of another: 第八条第二款 is of 第八条, 第八条之一 is not."""
    return anchor.startswith(f"{other}-") and not anchor.startswith(f"{other}-zhi-")
