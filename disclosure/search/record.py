"""What search knows of one page, and how it is laid out for the index and for the browser. Pure.

Each record is one long row of tokens (a `GAP`, a word without letters, takes a place and stores nothing). Each field has a
fixed place in that row (`ZONES`), so the place of a match alone says in which field it stands, and the raw text (`pieces`)
is cut by token, so it also says where in the document: no list of positions needs to be downloaded.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from disclosure.text.normalise import (
    BREAK,
    GAP,
    contained,
    fold,
    folded_tokens,
    number_key,
    pinyin_tokens,
    token_offsets,
    tokens,
)
from disclosure.text.prose import Passage
from disclosure.text.titles import named

ZONES: Mapping[str, int] = {
    "title": 0,
    "letters": 120,
    "number": 200,
    "keyword": 260,
    "pinyin": 400,
    "initials": 480,
    "text": 560,
}
"""Where each field begins, in tokens. What does not fit before the next one is repeated in the tail, behind the text."""

PIECE = 2000
"""Tokens of raw text in one file: what a browser loads to show one result (about 6 KB)."""
BEFORE = 40
AFTER = 160
"""Characters that a piece repeats of its neighbours, so that an excerpt at its edge reads well."""

_BORDER = (GAP, GAP)  # between fields: no phrase runs over it, not even one with a break in it


class Remark(NamedTuple):
    """What a result says of its document from an ISO day ("": since ever) until before another ("": for good).

    `before` and `after` are the words around `links`, each an address and what it is called.
    """

    since: str
    until: str
    before: str
    links: tuple[tuple[str, str], ...]
    after: str


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page as search sees it. Dates are ISO days.

    `kind` is the name of its kind. `text` is the readable body, blocks separated by newlines; `passages` are the
    anchors in it. `timeline` is the page's own ("" without validity). `facets` holds labels by facet name. `policy_url`
    names the pages that an interpretation explains. `effective_on` is there where it is another day than `published_on`.
    `text_until` is the first day on which the page has another text, where that is known. `remarks` are what its reader
    has to know before opening it: what took its place, by what it has been amended.
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
    effective_on: str | None = None
    text_until: str | None = None
    remarks: tuple[Remark, ...] = ()


class Row(NamedTuple):
    """A record as it is indexed: its tokens, one a place; of these `text` are of the text and `tail` behind it."""

    tokens: tuple[str, ...]
    text: int
    tail: int


def row(record: SearchRecord) -> Row:
    """The tokens of a record: the fields at their places, the text, what did not fit, and the letters that occur."""
    title, text, summary = fold(record.title), fold(record.text), fold(record.summary or "")
    words = [fold(word) for word in (*record.agencies, *record.keywords)]
    syllables, initials = pinyin_tokens(record.title)
    fields_of = {
        "title": folded_tokens(title),
        "letters": contained(title),
        "number": _number_tokens(record.number),
        "keyword": [token for word in words for token in (*folded_tokens(word), *_BORDER)],
        "pinyin": syllables,
        "initials": initials,
    }
    front: list[str] = []
    tail: list[str] = [*_BORDER, *folded_tokens(summary)]
    for name, following in pairwise(ZONES):
        room = ZONES[following] - len(front) - len(_BORDER)
        found = fields_of[name]
        front += found[:room]
        tail += [*_BORDER, *found] if len(found) > room else []
        front += [GAP] * (ZONES[following] - len(front))
    tail += [*_BORDER, *contained(title, fold(record.number or ""), *words, summary, text), *_BORDER]
    middle = folded_tokens(text)
    return Row((*front, *middle, *tail), len(middle), len(tail))


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
        "name": _name_in(record.title),
        "number": record.number,
        "agencies": record.agencies,
        "published": record.published_on,
        "effective": record.effective_on,
        "keywords": record.keywords,
        "summary": record.summary,
        **({"until": record.text_until} if record.text_until else {}),
        **({"remarks": record.remarks} if record.remarks else {}),
    }


def _name_in(title: str) -> tuple[int, int] | None:
    """From where to where in a title its name stands, as a browser counts; None where the title is nothing else."""
    one = named(title)
    if not one.lead and not one.rest:
        return None
    start = _units(one.lead)
    return start, start + _units(one.opening + one.name + one.closing)


def _units(text: str) -> int:
    """The length of a text in a browser, which counts some signs twice."""
    return len(text.encode("utf-16-le")) // 2


def pieces(record: SearchRecord) -> Iterator[dict[str, object]]:
    """The raw text in stretches of `PIECE` tokens. `first` is the place of the first token, offsets are in characters."""
    text = record.text
    if len(fold(text)) < PIECE:  # most documents; to count the places of all their letters would take long
        yield {**head(record), "first": 0, "text": text, "passages": _passages_between(record.passages, 0, len(text))}
        return
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


@dataclass(frozen=True, slots=True)
class Promise:
    """A record whose text is not there yet: texts are long, and those of a shard that has not changed are never needed.

    `record` has neither text nor passages; `make` gives it whole. `origin` is a digest of what the text is made from, `size`
    about how many letters it has.
    """

    record: SearchRecord
    origin: str
    size: int
    make: Callable[[], SearchRecord]

    @property
    def digests(self) -> Digests:
        """What tells the record from all others, and from what it was."""
        words = [self.origin, *(getattr(self.record, name) for name in _INDEXED)]
        indexed = hashlib.sha256(json.dumps(words).encode())
        whole = indexed.copy()
        others = [getattr(self.record, name) for name in _SHOWN]
        whole.update(json.dumps(others, default=dict, sort_keys=True).encode())
        return Digests(indexed.hexdigest(), whole.hexdigest())


@dataclass(frozen=True, slots=True)
class Digests:
    """`words` changes with what is indexed of a record, `whole` with anything of it."""

    words: str
    whole: str


_INDEXED = ("title", "number", "agencies", "keywords", "summary")
_SHOWN = ("url", "kind", "timeline", "published_on", "facets", "policy_url", "effective_on", "text_until", "remarks")


def promised(record: SearchRecord) -> Promise:
    """A promise of a record that is there."""
    text = json.dumps([record.text, [astuple(passage) for passage in record.passages]])
    bare = replace(record, text="", passages=())
    return Promise(bare, hashlib.sha256(text.encode()).hexdigest(), len(record.text), lambda: record)
