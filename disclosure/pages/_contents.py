"""The contents of a text that others amend: on each day the articles that it has then, by the numbers that they have then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from disclosure.library.amending import Article, History
from disclosure.library.listings import Window
from disclosure.text.articles import Segment
from disclosure.text.numbering import entry
from disclosure.text.prose import TocEntry


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents, as `TocEntry`, on the days of its window."""

    id: str
    text: str
    level: int
    bare: bool
    window: Window


def contents_on(on: date, toc: Sequence[TocEntry], found: History) -> tuple[Line, ...]:
    """The lines of a text's contents, those of articles that are inserted too. `on` is the day of the build."""
    articles = {article.key: article for article in found.articles}
    new = _inserted({one.id: one for one in toc}, found.articles)
    lines = list(_lines(on, new.get("", ())))
    for one in toc:
        lines.extend(_lines(on, [(one, articles.get(one.id)), *new.get(one.id, ())]))
    return tuple(lines)


_Entry = tuple[TocEntry, Article | None]


def _inserted(listed: dict[str, TocEntry], articles: Sequence[Article]) -> dict[str, list[_Entry]]:
    """New articles behind the article, by its anchor, that stands before them, where the contents have articles."""
    sample = next((listed[one.key] for one in articles if one.key in listed), None)
    found: dict[str, list[_Entry]] = {}
    before = ""
    for article in articles:
        if article.key in listed:
            before, sample = article.key, listed[article.key]
        elif article.was is None and sample is not None:
            made = replace(sample, id=article.key, text="", bare=article.turns[0].event.segment.key_is_article)
            found.setdefault(before, []).append((made, article))
    return found


def _lines(on: date, entries: Sequence[_Entry]) -> Iterator[Line]:
    for one, article in entries:
        texts = _texts(one, article) if article else [(None, one.text)]
        for (since, text), until in zip(texts, (*(day for day, _ in texts[1:]), None), strict=True):
            if text:
                yield Line(one.id, text, one.level, one.bare, Window.on(on, since, until))


def _texts(one: TocEntry, article: Article) -> list[tuple[date | None, str]]:
    """What the line says from which day on; "" while there is no such article."""
    texts: list[tuple[date | None, str]] = [(None, one.text if article.was else "")]
    for turn in article.turns:
        text = _text(one, article.was, turn.event.segment)
        if texts[-1][0] == turn.by.day:
            texts[-1] = (turn.by.day, text)
        elif texts[-1][1] != text:
            texts.append((turn.by.day, text))
    return texts


def _text(one: TocEntry, was: Segment | None, now: Segment) -> str:
    """An article by its number, a point of an outline by how it begins."""
    if now.deleted:
        return ""
    if now.key_is_article:
        return one.text if was is not None and now.number == was.number else now.words
    same = was is None or now.blocks[:1] == was.blocks[:1]
    return one.text if same else entry(next((line for _, line in now.lines if line), one.text))
