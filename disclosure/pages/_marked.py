"""A text of a policy as others change it: marks at the places concerned, and the words that hold on the reader's day.

A policy has one text, or several that an editor has written down (`library/versions`). What changed an article before the
first day of a text is in its words already, and said to be; what changes it while the text holds is done here, by the words
of the amending document; what came after is told alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.amending import Article, History, history_of
from disclosure.library.library import UNNAMED, ReverseLink
from disclosure.library.listings import Window
from disclosure.library.versions import Wording
from disclosure.pages._amended import Amended, Mark, Sign, amended, holds_on, turn_marks
from disclosure.pages._changes import Sentence, links_of, passages_of, sentences, this
from disclosure.pages._contents import Line, contents_on
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, provisions


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks, and its contents."""

    pieces: tuple[Piece, ...]
    contents: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a body's HTML, and what follows it: marks (`inside`: within a paragraph, not between two), or an article."""

    html: str
    marks: tuple[Mark, ...] = ()
    inside: bool = False
    article: Amended | None = None
    signs: tuple[Sign, ...] = ()


def marked(site: Site, key: str, text: Wording, prose: Prose) -> Marked:
    """One of the texts of a policy with the marks of what others changed in it, and the words that hold from each day on."""
    found = history_of(site.library, site.prose.__getitem__, key, text)
    changing = [article for article in found.articles if _has_words(article)]
    read = {id(turn.by.link) for article in found.articles for turn in article.turns}
    known = {(turn.by.link.source, article.key) for article in changing for turn in article.turns}
    passages = passages_of(prose)
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for name, link, speaker, day in links_of(site, site.listings, key):
        clauses = _clauses_of(found, link)
        for one in (one for article in link.relation.articles for one in provisions(article)):
            anchor = anchor_of(one, passages)
            if anchor is None or (link.source, article_anchor(anchor)) in known:
                continue
            what = this(site, one)
            told: Iterable[Sentence] = sentences(site, name, link.relation, day, what)
            if name != "extends" and day is not None and text.since is not None and day <= text.since:
                told = (_in_it(site, day, what),)
            for sentence in told:
                unclear = name == "amends" and id(link) in read and holds_on(sentence)
                clause = clauses.get(article_anchor(anchor), "")
                mark = Mark(sentence, name, speaker, link.relation.note, clause, unclear)
                if mark not in marks[anchor]:
                    marks[anchor].append(mark)
    _mark_articles(site, found, marks)
    pieces = _with_articles(site, key, text, found, marks) if changing else pieces_of(prose.html, marks)
    return Marked(tuple(pieces), contents_on(site.on, prose.toc, found))


_HOLE = "\n"
"""Stands in a sentence where the page puts a link."""


def _in_it(site: Site, day: date, what: str) -> Sentence:
    """That a change is in the words of a text already."""
    words = site.strings("versions.mark", on=long_day(site.strings, day), what=what, by=_HOLE)
    before, _, after = words.partition(_HOLE)
    return Sentence(Window.on(site.on, None, None), "", before, after)


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


def _mark_articles(site: Site, found: History, marks: defaultdict[str, list[Mark]]) -> None:
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
                marks[article.key].extend(turn_marks(site, turn))


def _with_articles(
    site: Site, key: str, text: Wording, found: History, marks: Mapping[str, Sequence[Mark]]
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
        yield Piece("", article=amended(site, key, text, article, level))
    yield from pieces_of("\n".join(stretch), marks)


def _level(article: Article) -> str | None:
    """Of what level an article is as a heading where it was written, among the headings around it."""
    found = _HEADING.search(article.was.page) if article.was else None
    return found[1] if found else None


_HEADING = re.compile(r'<b role="heading" aria-level="(\d)">')


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
