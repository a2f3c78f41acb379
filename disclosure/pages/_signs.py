"""Signs at the articles of a policy: a service that rests on one, and that there are questions about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure.library.listings import Row, Window
from disclosure.model.documents import Passage, Question, Service
from disclosure.pages._amended import Sign
from disclosure.pages._changes import passages_of
from disclosure.pages._marked import Piece
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, provisions

ALWAYS = Window(None, None, open=True)


Signs = Mapping[str, Sequence[Sign]]
"""Signs by the anchor of the article."""


def signs(
    policy: str,
    prose: Prose | None,
    services: Iterable[Row[Service]],
    questions: Iterable[Row[Question]],
    on: Sequence[Window],
) -> Signs:
    """What services and questions say of the articles of a policy, as far as its text has them.

    `on` are the days on which the policy is in force: only then does a service rest on it.
    """
    passages, found = passages_of(prose), defaultdict[str, list[Sign]](list)
    for service in services:
        for anchor in _anchors(policy, service.record.based_on, passages):
            found[anchor].extend(Sign("service", window, service.url, service.record.title) for window in on)
    for question in questions:
        for anchor in _anchors(policy, question.record.about, passages):
            found[anchor].append(Sign("question", ALWAYS, question.url, question.record.title))
    return found


def _anchors(policy: str, meant: Iterable[Passage], passages: Mapping[str, str]) -> Iterator[str]:
    """The places of a policy that a document names, each once."""
    found: dict[str, None] = {}
    for passage in meant:
        if passage.target == policy:
            places = (one for article in passage.articles for one in provisions(article))
            found.update((anchor, None) for one in places if (anchor := anchor_of(one, passages)) is not None)
    return iter(found)


_ATTRIBUTE = r'(?: [\w-]+(?:="[^"]*")?)*'


def with_signs(pieces: Iterable[Piece], found: Signs) -> Iterator[Piece]:
    """The pieces of a body with signs at the end of each place: of its paragraph or heading."""
    for piece in pieces:
        start, html = 0, piece.html
        for at, begin, anchor in sorted(_places(html, found)):
            there = html[begin:at]  # an author may have set the sign himself
            yield Piece(html[start:at], signs=tuple(sign for sign in found[anchor] if f'{sign.url}"' not in there))
            start = at
        article = piece.article
        if article is not None and article.anchor in found:
            article = replace(article, signs=tuple(found[article.anchor]))
        yield replace(piece, html=html[start:], article=article)


def _places(html: str, found: Signs) -> Iterator[tuple[int, int, str]]:
    for anchor in found:
        tag = re.search(rf'<(\w+){_ATTRIBUTE}? id="{re.escape(anchor)}"{_ATTRIBUTE}>', html)
        if tag and (end := html.find(f"</{tag[1]}>", tag.end())) >= 0:
            yield end, tag.start(), anchor
