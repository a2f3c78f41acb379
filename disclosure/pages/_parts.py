"""Small values that many pages share: links with counts, breadcrumbs, pages of a list, days in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from disclosure.base.pickling import quickly_pickled
from disclosure.library.listings import PolicyRow, Row, coming_turns
from disclosure.model.choices import Status
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_of, kinds_about
from disclosure.site.page import Site, Strings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or only words."""

    text: str
    url: str | None = None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Tally:
    """How many policy documents on the build's day; `turns` lets the browser count for a later day (see `coming_turns`).

    `explained` are the interpretations that stand beside them, counted apart.
    """

    number: int
    turns: str = ""
    explained: int = 0

    @property
    def held(self) -> int:
        """How much stands there today, of either."""
        return self.number + self.explained

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, today and on any day that is known."""
        return not (self.held or self.turns)


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Way:
    """A way into a list: its key and name, where it leads (None where nothing stands there yet), how much it holds."""

    key: str
    name: str
    url: str | None
    count: Tally
    meaning: str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class WayGroup:
    """Ways under one heading; no title where there is only one group."""

    title: str | None
    ways: tuple[Way, ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Pager(Generic[T]):
    """One page of a long list. `base` is the address of the first page; the others are `base` + page/<number>/."""

    base: str
    number: int
    last: int
    total: int
    rows: tuple[T, ...]

    def url(self, number: int) -> str:
        """The address of a page of this list."""
        return self.base if number == 1 else f"{self.base}page/{number}/"

    @property
    def here(self) -> str:
        """The address of this page."""
        return self.url(self.number)

    @property
    def shown(self) -> tuple[int | None, ...]:
        """Page numbers to offer: the first, the last, and those near this one; None stands for a gap."""
        near = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        with_gaps: list[int | None] = []
        for number in near:
            if with_gaps and number - (with_gaps[-1] or 0) > 1:
                with_gaps.append(None)
            with_gaps.append(number)
        return tuple(with_gaps)


def paginate(base: str, rows: Sequence[T], size: int) -> Iterator[Pager[T]]:
    """The pages of a list, at least one."""
    last = max(1, -(-len(rows) // size))
    for number in range(1, last + 1):
        yield Pager(base, number, last, len(rows), tuple(rows[(number - 1) * size : number * size]))


def page_title(site: Site, title: str, pager: Pager[T]) -> str:
    """A list page's title, with the page's number from the second page on."""
    return title if pager.number == 1 else site.strings("pager.title", title=title, number=pager.number)


STATUSES = (Status.IN_FORCE, *(status for status in Status if status is not Status.IN_FORCE))
"""The order in which readers are shown the statuses: what is in force first."""


def status_ways(site: Site, rows: Sequence[PolicyRow], path: str) -> tuple[Way, ...]:
    """Every status that some row has or will soon have, with counts that stay right on later days."""
    turns = coming_turns(rows, site.on)
    numbers = Counter(row.status for row in rows)
    return tuple(
        Way(
            status.value,
            site.strings.label(status),
            f"{path}{status.value}/" if numbers[status] else None,
            Tally(numbers[status], turns.get(status, "")),
        )
        for status in STATUSES
        if numbers[status] or turns.get(status)
    )


@dataclass(frozen=True, slots=True)
class Belonging:
    """The documents of one kind that belong to the document of a page; `key` is what the document calls these links."""

    key: str
    rows: tuple[Row[Document], ...]


def belonging(site: Site, record: Document, shown: Collection[str] = ()) -> tuple[Belonging, ...]:
    """What belongs to a document, kind by kind; kinds that the page shows in its own way are `shown`."""
    found = []
    for _, links in kinds_about(kind_of(record).folder):
        if links not in shown and (sources := site.library.sources(links, record.id)):
            found.append(Belonging(links, tuple(site.listings.rows[key] for key in sources)))
    return tuple(found)


def trail(site: Site, *links: Link) -> tuple[Link, ...]:
    """The breadcrumbs of a document: the lists in which it stands, or the one list of its language."""
    own = site.strings.language == site.config.language
    return (home_link(site), *(links if own else (Link(site.strings("nav.documents"), f"{site.home}documents/"),)))


def home_link(site: Site) -> Link:
    """The first breadcrumb."""
    return Link(site.strings("nav.home"), site.home)


def source_of(site: Site, row: Row[Document]) -> str:
    """ContentSource: the agencies of a document, otherwise who runs the site."""
    return site.strings.listed(site.strings.name(agency) for agency in row.issuers) or site.config.site.organiser


def long_day(strings: Strings, day: date) -> str:
    """A day in words: 2026年12月1日."""
    return strings.day(day)
