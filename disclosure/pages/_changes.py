"""What others do to a document: who ends it, and what changes in one that stays, said at the very place of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.amending import day_of, places_made, speaks
from disclosure.library.library import UNNAMED, RelationName, ReverseLink
from disclosure.library.listings import Listings, PolicyRow, Window
from disclosure.library.succession import successors
from disclosure.model.choices import Status
from disclosure.model.documents import Extension, Policy, Relation
from disclosure.model.validity import Turn
from disclosure.pages._parts import Link, long_day
from disclosure.site.page import Site, Strings
from disclosure.text.prose import Prose
from disclosure.text.provisions import Provision, anchor_of, by_anchor, provisions

CHANGING: tuple[RelationName, ...] = ("repeals", "declares_invalid", "amends", "extends")
"""What changes a document. Those of the first two that name no articles end it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words around what is changed and who changes it, on the days of the window: `第三条`已于2024年5月1日被`《…》`废止."""

    window: Window
    before: str
    between: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one document does to another that stays. `places` are the articles concerned; none: the whole.

    `by` is None of a document that is not published.
    """

    sentences: tuple[Sentence, ...]
    kind: RelationName
    places: tuple[Link, ...]
    by: PolicyRow | None
    note: str | None


def role_of(site: Site, ending: Turn, by: PolicyRow, key: str, *, ended: bool) -> str:
    """What the document that ends another, `key`, is to the reader: the one to turn to instead, or only the basis of the ending."""
    if ending.status is not Status.REPEALED:
        return "ended_by"
    return "successor" if ended and by.record.id in successors(site.library, key) else "repealed_by"


def note_of(site: Site, ending: Turn, key: str) -> str | None:
    """What the ending document says of its ending, such as that applications made before are decided by the old text."""
    names: tuple[RelationName, ...] = ("repeals", "declares_invalid")
    links = (link for name in names if name == ending.cause for link in site.library.links_to(name, key))
    return next((link.relation.note for link in links if link.source == ending.by and not link.relation.articles), None)


def places(say: Strings, articles: Iterable[str], passages: Mapping[str, str], page: str = "") -> tuple[Link, ...]:
    """Articles as links to them on a page, as far as the text has them."""
    links = (
        Link(say.cited(one.words), f"{page}#{anchor}" if (anchor := anchor_of(one, passages)) else None)
        for article in articles
        for one in provisions(article)
    )
    return tuple(dict.fromkeys(links))


def changes(
    site: Site, listings: Listings, key: str, prose: Prose | None, page: str = "", *, whole: str | None = None
) -> Iterator[Change]:
    """What others change in a document and leave it standing, in the order of the days; links lead to `page`.

    Where no articles are named, what is changed is called `whole`: this document.
    """
    passages = cited_in(site, key, prose)
    whole = site.strings("change.this.document") if whole is None else whole
    for name, link, speaker, day in links_of(site, listings, key):
        relation = link.relation
        yield Change(
            sentences=tuple(sentences(site, name, relation, day, _HOLE if relation.articles else whole)),
            kind=name,
            places=places(site.strings, relation.articles, passages, page),
            by=speaker,
            note=relation.note,
        )


def passages_of(prose: Prose | None) -> dict[str, str]:
    """How the places of a text are cited, by anchor."""
    return by_anchor((passage.id, passage.label) for passage in prose.passages) if prose else {}


def cited_in(site: Site, key: str, prose: Prose | None) -> dict[str, str]:
    """The places of a policy by anchor, each with how it is cited: those of its text, and those that amendments make."""
    return {**places_made(site.library, site.prose.__getitem__, key), **passages_of(prose)} if prose else {}


def links_of(
    site: Site, listings: Listings, key: str
) -> Sequence[tuple[RelationName, ReverseLink, PolicyRow | None, date | None]]:
    """What others change and leave standing, in the order of the days, with who does it and when, as far as that is told."""
    found = []
    for name in CHANGING:
        for link in site.library.changes_to(name, key):
            if link.relation.articles or name not in ("repeals", "declares_invalid"):
                speaker = None if link.source == UNNAMED else listings.of(Policy)[link.source]
                day = day_of(site.library, link)
                if day is None or speaks(site.library, link, day):
                    found.append((name, link, speaker, day))
    return sorted(found, key=lambda item: (item[3] or date.min, CHANGING.index(item[0]), item[1].source))


def this(site: Site, provision: Provision) -> str:
    return site.strings(f"change.this.{provision.unit}" if provision.unit else "change.this.place")


_HOLE = "\n"
"""Stands in a sentence where the page puts a link."""


def sentences(site: Site, name: str, relation: Relation, day: date | None, what: str) -> Iterator[Sentence]:
    """Before and after the day; one only where it is not known."""
    say = site.strings
    until = long_day(say, relation.until) if isinstance(relation, Extension) else ""

    def sentence(when: str, window: Window) -> Sentence:
        words = say(
            f"change.{name}_{when}", on=long_day(say, day) if day else "", until=until, what=what, to=what, by=_HOLE
        )
        *before, between, after = words.split(_HOLE)
        return Sentence(window, "".join(before), between, after)

    if day is None:
        yield sentence("undated", Window.on(site.on, None, None))
    else:
        yield sentence("coming", Window.on(site.on, None, day))
        yield sentence("done", Window.on(site.on, day, None))
