"""Whether what a document says that it amends, and what its text says of that, are the same; and what readers will not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.amending import Amending, ProseOf, amendings, history_of, told
from disclosure.library.library import UNNAMED, Library, ReverseLink
from disclosure.library.versions import Wording, wordings
from disclosure.model.documents import Policy
from disclosure.model.records import Entry
from disclosure.text.amendments import Instruction
from disclosure.text.articles import in_words, targets


def amending_problems(library: Library, prose_of: ProseOf) -> Iterator[Problem]:
    """What is to be said of amendments, at the relation that names what is amended."""
    for key in library.of(Policy):
        links = library.links_to("amends", key)
        if not links or not prose_of(key).text:
            continue
        made = {text.since for text in wordings(library, key)}
        for link in links:
            entry = library.of(Policy)[link.source]
            day = link.relation.on or entry.record.in_force_from
            if day is not None:
                yield from _disagreement(entry, link, key, told(library, prose_of, link.source, key, day))
        for text in wordings(library, key):
            yield from _unread(library, prose_of, key, text, made)


def _disagreement(entry: Entry[Policy], link: ReverseLink, key: str, said: Sequence[Instruction]) -> Iterator[Problem]:
    """Articles that only the relation names, or only the text. What is inserted need not be named."""
    index, named = _index(entry, link), _named(link)
    for article in _silent(link, said):
        values = {"article": article, "id": key}
        yield Problem(entry.place("amends", index, "articles", named[article]), "amendment-not-said", values)
    for article in dict.fromkeys(article for one in _sure(said) for article in _articles(one.place)):
        if named and article not in named:
            values = {"article": article, "id": key}
            yield Problem(entry.place("amends", index, "articles"), "amendment-not-named", values)


def _named(link: ReverseLink) -> dict[str, int]:
    """The articles that a relation names, each with the place in its list."""
    return {article: nth for nth, words in enumerate(link.relation.articles) for article in _articles(words)}


def _silent(link: ReverseLink, said: Sequence[Instruction]) -> tuple[str, ...]:
    """The articles that a relation names and of which a text says nothing that says of others how they are changed."""
    if not _sure(said) or any(one.action == "everywhere" for one in said):
        return ()
    spoken = {article for one in said for place in (one.place, one.after) if place for article in _articles(place)}
    return tuple(article for article in _named(link) if article not in spoken)


def _sure(said: Sequence[Instruction]) -> list[Instruction]:
    """Changes of articles that are there, as far as they are understood."""
    return [one for one in said if one.action in ("replace", "words", "delete") or _is_below(one)]


def _is_below(one: Instruction) -> bool:
    """Whether a 款, 项 or 目 is inserted into an article that is there."""
    return one.action == "insert" and one.place[-1:] in "款项目"


def _articles(place: str) -> tuple[str, ...]:
    """The articles that a citation names, as they are called: 第八条; none for points of an outline."""
    return tuple(in_words(one.article) for one in targets(place) if not one.point)


def _unread(
    library: Library, prose_of: ProseOf, key: str, text: Wording, made: Iterable[date | None]
) -> Iterator[Problem]:
    """Amendments whose words nobody can tell from their text, where no editor has given the text that they make."""
    found = history_of(library, prose_of, key, text)
    for one in amendings(library, prose_of, key, text):
        if one.relation == "amends" and one.day not in made and one.link.source != UNNAMED:
            places = [
                article.was.words if article.was else turn.event.segment.words
                for article in found.articles
                for turn in article.turns
                if turn.by == one and turn.event.what == "unclear"
            ]
            places += [order.place or order.words[0][0] for by, order in found.astray if by == one and _is_of(order)]
            silent = _silent(one.link, one.said)
            places = [place for place in places if place not in silent]
            if places or not _tells(one):
                entry = library.of(Policy)[one.link.source]
                values = {"id": key, "day": str(one.day), "articles": "、".join(dict.fromkeys(places))}
                code = "amendment-unclear" if places else "amendment-unread"
                yield Problem(entry.place("amends", _index(entry, one.link)), code, values)


def _is_of(order: Instruction) -> bool:
    return bool(order.place or order.words)


def _tells(one: Amending) -> bool:
    """Whether anything is known of what it changes."""
    return any(order.action != "unclear" for order in one.orders)


def _index(entry: Entry[Policy], link: ReverseLink) -> int:
    return next(n for n, relation in enumerate(entry.record.amends) if relation == link.relation)
