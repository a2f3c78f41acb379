"""What readers can follow, and the page 订阅 on which they pick it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from disclosure.library.happenings import GROUPS, Group, Happening
from disclosure.library.listings import FacetName, Row
from disclosure.model.choices import Category, ColumnType, Disclosure
from disclosure.model.documents import Document, Policy
from disclosure.model.kinds import KINDS, kind_of
from disclosure.pages._parts import Link, home_link
from disclosure.pages.lists import FACETS
from disclosure.site.page import Page, Site, page_kind

FOLLOW = "/follow/"
"""The page on which readers pick what to follow; the feeds of kinds of happenings stand below it."""

LIBRARY = "/library/"

T = TypeVar("T")

By = Literal["agency", "theme", "audience", "tag", "library", "kind"]
Place = tuple[By, str]
"""Where something is told: for whom, from where or as what, and the key of that."""

CALENDARS: frozenset[By] = frozenset(("agency", "theme", "audience"))
"""What has a calendar beside its feeds (`exports.calendars`)."""

_FIELDS: tuple[tuple[By, str], ...] = (
    ("agency", "issuers"),
    ("theme", "themes"),
    ("audience", "audiences"),
    ("tag", "tags"),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Something to follow: `url` is its page, `base` the address below which its feeds stand, and its calendar."""

    place: Place
    name: str
    url: str
    base: str

    @property
    def dated(self) -> bool:
        """Whether it has a calendar."""
        return self.place[0] in CALENDARS


@dataclass(frozen=True, slots=True)
class Choices:
    """Selections under one heading."""

    title: str
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class FollowView:
    """The page: everything that can be followed, from what most come for to what few do."""

    trail: tuple[Link, ...]
    choices: tuple[Choices, ...]


@page_kind("follow")
def follow_page(site: Site) -> Iterator[Page]:
    """The page 订阅."""
    yield Page(
        url=FOLLOW,
        template="pages/follow.html",
        title=site.strings("follow.title"),
        view=FollowView((home_link(site),), tuple(choices(site))),
        description=site.strings("follow.lead"),
        column=ColumnType.CATALOGUE,
        followed="/",
    )


def selections(site: Site) -> Iterator[Selection]:
    """Everything that can be followed, apart from the site as a whole."""
    return (one for some in choices(site) for one in some.selections)


def choices(site: Site) -> Iterator[Choices]:
    """The same under its headings; a heading under which nothing stands is left out."""
    for facet in ("audience", "theme", "agency", "tag"):
        found = tuple(_of_facet(site, facet))
        if found:
            yield Choices(site.strings(f"follow.{facet}"), found)
    yield Choices(site.strings("follow.library"), tuple(_libraries(site)))
    for group in GROUPS:
        if _concerns(site, group):
            yield Choices(site.strings(f"follow.{group.name}"), tuple(_kinds(site, group)))


def gathered(site: Site, told: Iterable[tuple[Happening, T]]) -> Mapping[Place, list[T]]:
    """What is made of happenings, by where these are told: also where the documents are to which a document belongs."""
    rows = site.listings.rows
    of = {key: frozenset(_places(row)) for key, row in rows.items()}
    within = {key: tuple(_libraries_of(row)) for key, row in rows.items()}
    found: defaultdict[Place, list[T]] = defaultdict(list)
    for one, made in told:
        for place in of[one.document].union(*(of[key] for key in one.about)):
            found[place].append(made)
        for place in (*within[one.document], ("kind", one.what)):
            found[place].append(made)
    return found


def _places(row: Row[Document]) -> Iterator[Place]:
    """Where it is told what happens to a document, but for the library in which it stands."""
    for by, field in _FIELDS:
        yield from ((by, key) for key in row.record.read(field, ()))


def _libraries_of(row: Row[Document]) -> Iterator[Place]:
    """The libraries in which a document stands."""
    yield "library", kind_of(row.record).folder
    if isinstance(row.record, Policy):
        yield "library", row.record.category.value


def _of_facet(site: Site, facet: FacetName) -> Iterator[Selection]:
    """The lists of a facet: those of an agency are there before it has any documents."""
    by: By = next(one for one, _ in _FIELDS if one == facet)
    ways = (way for group in FACETS[facet](site, site.listings) for way in group.ways)
    yield from (Selection((by, way.key), way.name, way.url, way.url) for way in ways if way.url)


def _libraries(site: Site) -> Iterator[Selection]:
    for kind in KINDS.values():
        if kind.record is Policy:
            yield Selection(("library", kind.folder), site.strings("library.title"), LIBRARY, LIBRARY)
            for category in Category:
                rows = site.listings.under(Policy, "category", category.value)
                if any(row.record.disclosure is Disclosure.PROACTIVE for row in rows):  # it has a page then
                    url = f"{LIBRARY}{category.value}/"
                    yield Selection(("library", category.value), site.strings.label(category), url, url)
        elif kind.listed and site.listings.order[kind.folder]:
            url = f"/{kind.folder}/"
            yield Selection(("library", kind.folder), site.strings(f"search.kind.{kind.name}"), url, url)


def _concerns(site: Site, group: Group) -> bool:
    return any(site.listings.order[kind.folder] for kind in KINDS.values() if issubclass(kind.record, group.records))


def _kinds(site: Site, group: Group) -> Iterator[Selection]:
    for what in group.kinds:
        name = what.replace("_", "-")
        yield Selection(("kind", what), site.strings(f"follow.kind.{what}"), f"{FOLLOW}#ui-{name}", f"{FOLLOW}{name}/")
