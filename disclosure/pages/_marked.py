"""The body of a document as others change it: marks at the places concerned, and the words that hold on the reader's day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disclosure.library.amending import Article, History, history
from disclosure.library.amending import Turn as ArticleTurn
from disclosure.library.library import UNNAMED, ReverseLink
from disclosure.library.listings import Listings, PolicyRow, Window
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.pages._changes import Sentence, links_of, passages_of, sentences, this
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.articles import Segment
from disclosure.text.page_blocks import without_names
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, provisions


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
    """An article with words that change: its anchor leads to whichever hold. `anchors` are of places in it.

    `gone` is its number, on days on which none of its words stand any more.
    """

    anchor: str
    anchors: tuple[str, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    signs: tuple[Sign, ...] = ()
    gone: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a body's HTML, and what follows it: marks (`inside`: within a paragraph, not between two), or an article."""

    html: str
    marks: tuple[Mark, ...] = ()
    inside: bool = False
    article: Amended | None = None
    signs: tuple[Sign, ...] = ()


def marked(site: Site, listings: Listings, key: str, prose: Prose) -> tuple[Piece, ...]:
    """The body of a document with the marks of what others changed in it, and the words that hold from each day on."""
    found = history(site.library, site.prose.__getitem__, key, site.on)
    changing = [article for article in found.articles if _has_words(article)]
    read = {id(turn.by.link) for article in found.articles for turn in article.turns}
    known = {(turn.by.link.source, article.key) for article in changing for turn in article.turns}
    passages = passages_of(prose)
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for name, link, speaker, day in links_of(site, listings, key):
        clauses = _clauses_of(found, link)
        for one in (one for article in link.relation.articles for one in provisions(article)):
            anchor = anchor_of(one, passages)
            if anchor is not None and (link.source, article_anchor(anchor)) not in known:
                clause = clauses.get(article_anchor(anchor), "")
                made = (
                    Mark(
                        sentence,
                        name,
                        speaker,
                        link.relation.note,
                        clause,
                        unclear=name == "amends" and id(link) in read and _holds_on(sentence),
                    )
                    for sentence in sentences(site, name, link.relation, day, this(site, one))
                )
                marks[anchor].extend(mark for mark in made if mark not in marks[anchor])
    _mark_articles(site, listings, found, marks)
    if not changing:
        return tuple(pieces_of(prose.html, marks))
    return tuple(_with_articles(site, listings, key, found, marks))


def article_anchor(anchor: str) -> str:
    """The anchor of the article, or the point, that a place is in."""
    found = re.match(r"(?:.*?-)?(?:tiao-\d+(?:-zhi-\d+)?|s-\d+)", anchor)
    return found[0] if found else anchor


def _has_words(article: Article) -> bool:
    return any(turn.event.what in ("amended", "added", "deleted") for turn in article.turns)


def _clauses_of(found: History, link: ReverseLink) -> dict[str, str]:
    """The clause of a document that speaks of each article, as far as one does."""
    return {
        article.key: f"#{turn.event.anchors[0]}"
        for article in found.articles
        for turn in article.turns
        if turn.by.link is link and turn.event.anchors
    }


def _mark_articles(site: Site, listings: Listings, found: History, marks: defaultdict[str, list[Mark]]) -> None:
    """Marks at articles that are only counted anew, or of which the relation does not speak and nobody can tell the words."""
    for article in found.articles:
        marked_by = {
            mark.by.record.id if mark.by else UNNAMED
            for anchor, some in marks.items()
            if article_anchor(anchor) == article.key
            for mark in some
        }
        for turn in () if _has_words(article) else article.turns:
            if turn.event.what == "renumbered" or turn.by.link.source not in marked_by:
                marks[article.key].extend(_turn_marks(site, listings, turn))


def _turn_marks(site: Site, listings: Listings, turn: ArticleTurn) -> Iterator[Mark]:
    """What made an article so, before and from the day on."""
    by, event = turn.by, turn.event
    speaker = None if by.link.source == UNNAMED else listings.of(Policy)[by.link.source]
    name = by.relation if event.what in ("amended", "unclear") or by.relation != "amends" else event.what
    clause = f"#{event.anchors[0]}" if event.anchors else ""
    what = event.segment.words if event.what == "renumbered" else site.strings("change.this.条")
    for sentence in sentences(site, name, by.link.relation, by.day, what):
        unclear = event.what == "unclear" and _holds_on(sentence)
        yield Mark(sentence, name, speaker, by.link.relation.note, clause, unclear)


def _holds_on(sentence: Sentence) -> bool:
    """Whether a sentence says what has come, and not what will."""
    return sentence.window.until is None


def _with_articles(
    site: Site, listings: Listings, key: str, found: History, marks: Mapping[str, Sequence[Mark]]
) -> Iterator[Piece]:
    stretch: list[str] = []
    level = next((some for article in found.articles if (some := _level(article))), "3")
    for article in found.articles:
        level = _level(article) or level
        if not _has_words(article):
            stretch.append(article.was.page if article.was else "")
            continue
        yield from pieces_of("\n".join(stretch), marks)
        stretch = []
        yield Piece("", article=_amended(site, listings, key, article, level))
    yield from pieces_of("\n".join(stretch), marks)


def _level(article: Article) -> str | None:
    """Of what level an article is as a heading where it was written, among the headings around it."""
    found = _HEADING.search(article.was.page) if article.was else None
    return found[1] if found else None


_HEADING = re.compile(r'<b role="heading" aria-level="(\d)">')


def _amended(site: Site, listings: Listings, key: str, article: Article, level: str) -> Amended:
    """An article with its words from each day on, folded where they do not stand."""
    marks = tuple(mark for turn in article.turns for mark in _turn_marks(site, listings, turn))
    begins = [(None, article.was), *((turn.by.day, turn.event.segment) for turn in article.turns)]
    held: list[tuple[date | None, Segment | None]] = []
    for day, segment in begins:
        shown = None if segment is None or segment.deleted else segment
        page = shown.page if shown else None
        if held and held[-1][0] == day:
            held[-1] = (day, shown)
        elif not held or page != (held[-1][1].page if held[-1][1] else None):
            held.append((day, shown))
    words: list[Words] = []
    gone: list[Words] = []
    for index, (since, segment) in enumerate(held):
        until = held[index + 1][0] if index + 1 < len(held) else None
        if segment is not None:
            words.append(_standing(site, key, segment, since, until, level if index else None))
        elif index and (before := held[index - 1][1]):
            number = f'<p class="tiao">{_numbered(article.key, before.words, level)}</p>'
            gone.append(Words(Window.on(site.on, since, until), number))
    folded = [_folded(site, segment, since, until) for (since, segment), until in _spans(held) if segment is not None]
    words.extend(one for some in folded for one in some)
    original = article.was.page if article.was else ""
    inner = tuple(name for name in re.findall(r'\sid="([^"]*)"', original) if name != article.key)
    return Amended(article.key, inner, marks, tuple(words), gone=tuple(gone))


def _numbered(key: str, words: str, level: str) -> str:
    """The number of an article as a heading for the ear, which leads to itself: see `text.writing.part_of`."""
    return f'<b role="heading" aria-level="{level}"><a class="anchor" href="#{key}">{words}</a></b>'


def _spans(
    held: Sequence[tuple[date | None, Segment | None]],
) -> Iterator[tuple[tuple[date | None, Segment | None], date | None]]:
    following = (*(day for day, _ in held[1:]), None)
    return zip(held, following, strict=True)


def _standing(
    site: Site, key: str, segment: Segment, since: date | None, until: date | None, level: str | None
) -> Words:
    """Words while they stand; `level` None: the first ones. They are called 现行 only while the document is in force."""
    labels = []
    if level:
        turns = site.library.timelines.get(key, ())
        for turn, following in zip(turns, (*turns[1:], None), strict=True):
            begin = max((day for day in (since, turn.on) if day), default=None)
            end = min((day for day in (until, following.on if following else None) if day), default=None)
            if begin is None or end is None or begin < end:
                name = "current" if turn.status is Status.IN_FORCE else "amended"
                labels.append((Window.on(site.on, begin, end), site.strings(f"change.words_{name}")))
    page = _tables_of(segment.words, re.sub(r'\sid="[^"]*"', "", segment.page))
    if segment.changed and segment.lead:
        page = re.sub(r"<b>(.*?)</b>", lambda lead: _numbered(segment.key, lead[1], level or "3"), page, count=1)
    return Words(Window.on(site.on, since, until), page, tuple(labels))


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


_ATTRIBUTE = r'(?: [\w-]+(?:="[^"]*")?)*'


def pieces_of(html: str, marks: Mapping[str, Sequence[Mark]]) -> Iterator[Piece]:
    """The HTML cut where marks belong: at the start of a paragraph or an item, behind a heading."""
    cuts = []
    for anchor, found in marks.items():
        tag = re.search(rf'<(\w+){_ATTRIBUTE}? id="{re.escape(anchor)}"{_ATTRIBUTE}>', html)
        if tag:
            heading = re.fullmatch("h[1-6]", tag[1])
            at = html.index(f"</{tag[1]}>", tag.end()) + len(tag[1]) + 3 if heading else tag.end()
            cuts.append((at, tuple(found), not heading))
    start = 0
    for at, found, inside in sorted(cuts, key=lambda cut: cut[0]):
        yield Piece(html[start:at], found, inside)
        start = at
    yield Piece(html[start:])
