"""An article whose words change: those that stand in each window, the others folded, and where its clauses are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from disclosure.library.amending import Article
from disclosure.library.amending import Turn as ArticleTurn
from disclosure.library.library import UNNAMED
from disclosure.library.listings import PolicyRow, Window
from disclosure.library.versions import Wording
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.pages._changes import Sentence, sentences
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.articles import Segment
from disclosure.text.clause_anchors import anchors_in, with_anchors
from disclosure.text.page_blocks import without_names


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence of a change, at a place of the text that it concerns. `by` is None of a document that is not published."""

    sentence: Sentence
    kind: str
    by: PolicyRow | None
    note: str | None
    clause: str = ""  # the anchor of the clause that says it, with its #
    unclear: bool = False  # the words are not known from here: the clause has to be read


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign behind a place, on the days of its window: where it leads, and what is there."""

    kind: Literal["service", "question"]
    window: Window
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article: those that stand in the window, with a label while it is one, or some that are folded."""

    window: Window
    html: str
    labels: tuple[tuple[Window, str], ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """An article with words that change: its anchor leads to whichever hold.

    `anchors` are of all places that it has had or will have: each leads to the article, where the words that hold have none.
    `held` are those that the words of the build's day have. `gone` is its number, on days on which none of its words stand
    any more.
    """

    anchor: str
    anchors: tuple[str, ...]
    held: tuple[str, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    signs: tuple[Sign, ...] = ()
    gone: tuple[Words, ...] = ()


def amended(site: Site, key: str, text: Wording, article: Article, level: str) -> Amended:
    """An article with its words from each day on, folded where they do not stand."""
    marks = tuple(mark for turn in article.turns for mark in turn_marks(site, turn))
    spans = tuple(_spans(_held(article)))
    standing = [
        (_standing(site, key, text, segment, since, until, level if index else None), _anchors(segment, article.key))
        for index, ((since, segment), until) in enumerate(spans)
        if segment is not None
    ]
    folded = [_folded(site, segment, since, until) for (since, segment), until in spans if segment is not None]
    words = (*(one for one, _ in standing), *(one for some in folded for one in some))
    anchors = tuple(dict.fromkeys(name for _, names in standing for name in names))
    held = tuple(name for one, names in standing if one.window.open for name in names)
    gone = [
        Words(Window.on(site.on, since, until), f'<p class="tiao">{_numbered(article.key, before.words, level)}</p>')
        for ((_, before), _), ((since, segment), until) in pairwise(spans)
        if segment is None and before is not None
    ]
    return Amended(article.key, anchors, held, marks, words, gone=tuple(gone))


def _numbered(key: str, words: str, level: str) -> str:
    """The number of an article as a heading for the ear, which leads to itself: see `text.writing.part_of`."""
    return f'<b role="heading" aria-level="{level}"><a class="anchor" href="#{key}">{words}</a></b>'


def _held(article: Article) -> list[tuple[date | None, Segment | None]]:
    """The segments that an article has been, each since when; None while there is none."""
    begins = [(None, article.was), *((turn.by.day, turn.event.segment) for turn in article.turns)]
    held: list[tuple[date | None, Segment | None]] = []
    for day, segment in begins:
        shown = None if segment is None or segment.deleted else segment
        page = shown.page if shown else None
        if held and held[-1][0] == day:
            held[-1] = (day, shown)
        elif not held or page != (held[-1][1].page if held[-1][1] else None):
            held.append((day, shown))
    return held


def _anchors(segment: Segment, key: str) -> tuple[str, ...]:
    """The anchors of the places in an article."""
    return tuple(name for name in anchors_in(with_anchors(segment).page) if name != key)


def _spans(
    held: Sequence[tuple[date | None, Segment | None]],
) -> Iterator[tuple[tuple[date | None, Segment | None], date | None]]:
    following = (*(day for day, _ in held[1:]), None)
    return zip(held, following, strict=True)


def _standing(
    site: Site, key: str, text: Wording, segment: Segment, since: date | None, until: date | None, level: str | None
) -> Words:
    """Words while they stand; `level` None: the first ones.

    They are called 现行 only while the document is in force and the text that of the day.
    """
    window = Window.on(site.on, since, until)
    page = _tables_of(segment.words, with_anchors(segment).page).replace(f' id="{segment.key}"', "", 1)
    page = re.sub(r'\sid="([^"]*)"', r' id="\1" data-clause="\1"' if window.open else r' data-clause="\1"', page)
    if segment.changed and segment.lead:
        page = re.sub(r"<b>(.*?)</b>", lambda lead: _numbered(segment.key, lead[1], level or "3"), page, count=1)
    return Words(window, page, () if level is None else tuple(_labels(site, key, text, since, until)))


def _labels(
    site: Site, key: str, text: Wording, since: date | None, until: date | None
) -> Iterator[tuple[Window, str]]:
    turns = site.library.timelines.get(key, ())
    for turn, following in zip(turns, (*turns[1:], None), strict=True):
        now = turn.status is Status.IN_FORCE
        end = following.on if following else None
        parts = [(turn.on, _first(end, text.until), now), (_last(turn.on, text.until), end, False)]
        for start, stop, current in parts if text.until else [(turn.on, end, now)]:
            begin, last = _last(since, start), _first(until, stop)
            if begin is None or last is None or begin < last:
                name = "current" if current else "amended"
                yield Window.on(site.on, begin, last), site.strings(f"change.words_{name}")


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _last(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _folded(site: Site, segment: Segment, since: date | None, until: date | None) -> Iterator[Words]:
    """The same words before they stand, and after."""
    page, say = without_names(segment.page), site.strings
    if since is not None:
        title = say("change.words_coming", on=long_day(say, since))
        yield Words(Window.on(site.on, None, since), _tables_of(title, page), (), title)
    if until is not None:
        title = say("change.words_original") if since is None else say("change.words_from", on=long_day(say, since))
        yield Words(Window.on(site.on, until, None), _tables_of(title, page), (), title)


def _tables_of(name: str, page: str) -> str:
    """HTML in which each table is named by where it stands: several versions may be on the page."""
    return page.replace('aria-label="表格', f'aria-label="{name}，表格')


def turn_marks(site: Site, turn: ArticleTurn) -> Iterator[Mark]:
    """What made an article so, before and from the day on."""
    by, event = turn.by, turn.event
    speaker = None if by.link.source == UNNAMED else site.listings.of(Policy)[by.link.source]
    name = by.relation if event.what in ("amended", "unclear") or by.relation != "amends" else event.what
    clause = f"#{event.anchors[0]}" if event.anchors else ""
    named = event.what in ("renumbered", "added")  # before the day its number stands nowhere else
    what = event.segment.words if named else site.strings("change.this.条")
    for sentence in sentences(site, name, by.link.relation, by.day, what):
        unclear = event.what == "unclear" and holds_on(sentence)
        yield Mark(sentence, name, speaker, by.link.relation.note, clause, unclear)


def holds_on(sentence: Sentence) -> bool:
    """Whether a sentence says what has come, and not what will."""
    return sentence.window.until is None
