"""What search knows of one page, and how it is laid out for the index and for the browser. Pure.

Pagefind indexes one long row of tokens per record (a `GAP`, a word without letters, takes a place and stores nothing).
Each field has a fixed place in that row (`ZONES`), so the position of a match alone says in which field it stands, and the
raw text (`pieces`) is cut by token, so it also says where in the document: no list of positions needs to be downloaded.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise

from disclosure.normalise import BREAK, GAP, contained, fold, number_key, pinyin_tokens, token_offsets, tokens
from disclosure.prose import Passage

ZONES: Mapping[str, int] = {
    "title": 0,
    "letters": 120,
    "number": 240,
    "keyword": 300,
    "pinyin": 540,
    "initials": 660,
    "summary": 780,
    "text": 1000,
}
"""Where each field begins, in tokens. What does not fit before the next one is repeated behind the text."""

PIECE = 2000
"""Tokens of raw text in one file: what a browser loads to show one result (about 6 KB)."""
BEFORE = 40
AFTER = 160
"""Characters that a piece repeats of its neighbours, so that an excerpt at its edge reads well."""

_BORDER = (GAP, GAP)  # between fields: no phrase runs over it, not even one with a break in it
_WORDLESS = "0page0"  # a page without any letter: Pagefind would leave it out, and its row in the table with it


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page as search sees it. Dates are ISO days.

    `kind` is policy, interpretation or page. `text` is the readable body, blocks separated by newlines; `passages` are the
    anchors in it. `timeline` is the page's own ("" without validity). `facets` holds labels by facet name. `policy_url`
    names the pages that an interpretation explains.
    """

    url: str
    kind: str
    title: str
    number: str | None
    agencies: tuple[str, ...]
    keywords: tuple[str, ...]
    summary: str | None
    text: str
    passages: tuple[Passage, ...]
    timeline: str
    published_on: str | None
    facets: Mapping[str, tuple[str, ...]]
    policy_url: tuple[str, ...]


def content(record: SearchRecord) -> str:
    """The row of tokens that Pagefind indexes for a record."""
    syllables, initials = pinyin_tokens(record.title)
    tokens_of = {
        "title": tokens(record.title),
        "letters": contained(record.title),
        "number": _number_tokens(record.number),
        "keyword": [token for words in (*record.agencies, *record.keywords) for token in (*tokens(words), *_BORDER)],
        "pinyin": syllables,
        "initials": initials,
        "summary": tokens(record.summary or ""),
    }
    row: list[str] = []
    overflow: list[str] = []
    for name, following in pairwise(ZONES):
        room = ZONES[following] - len(row) - len(_BORDER)
        found = tokens_of[name]
        row += found[:room]
        overflow += [*_BORDER, *found] if len(found) > room else []
        row += [GAP] * (ZONES[following] - len(row))
    letters = contained(
        "".join(
            (record.title, record.number or "", *record.agencies, *record.keywords, record.summary or "", record.text)
        )
    )
    words = (*row, *tokens(record.text), *overflow, *_BORDER, *letters)
    return " ".join(words if any(word != GAP for word in words) else (*words, _WORDLESS))


def _number_tokens(number: str | None) -> list[str]:
    """A document number as its key, as written, and as typed by people who leave the brackets out."""
    if number is None:
        return []
    key = number_key(number)
    bare = fold(number).replace(BREAK, "")
    written = [*tokens(number), *_BORDER]
    return [*([key, *_BORDER] if key else []), *written, *(tokens(bare) if bare != fold(number) else [])]


def head(record: SearchRecord) -> dict[str, object]:
    """What a result shows of a document besides its excerpt."""
    return {
        "url": record.url,
        "kind": record.kind,
        "title": record.title,
        "number": record.number,
        "agencies": record.agencies,
        "published": record.published_on,
        "summary": record.summary,
    }


def pieces(record: SearchRecord) -> Iterator[dict[str, object]]:
    """The raw text in stretches of `PIECE` tokens. `first` is the place of the first token, offsets are in characters."""
    text = record.text
    offsets = token_offsets(text)
    for token in range(0, max(offsets[-1], 1), PIECE):
        start = max(bisect_left(offsets, token + 1) - 1 - BEFORE, 0) if token else 0
        while start and not fold(text[start]):  # a piece begins with a letter, from which its places are counted
            start -= 1
        end = min(bisect_left(offsets, token + PIECE) + AFTER, len(text))
        yield {
            **head(record),
            "first": offsets[start],
            "text": text[start:end],
            "passages": _passages_between(record.passages, start, end),
        }


def _passages_between(passages: Sequence[Passage], start: int, end: int) -> list[tuple[str, str, int]]:
    """Anchors of one piece: the one that is open at its start, and those that begin in it."""
    begin = max(bisect_left(passages, start + 1, key=lambda passage: passage.start) - 1, 0)
    return [(p.id, p.label, max(p.start - start, 0)) for p in passages[begin:] if p.start < end]


def digest(record: SearchRecord) -> str:
    """Changes whenever anything of the record changes."""
    values = [getattr(record, field.name) for field in fields(record)]
    return hashlib.sha256(json.dumps(values, default=_plain, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Passage | Mapping[str, object]) -> object:
    return dict(value) if isinstance(value, Mapping) else astuple(value)
