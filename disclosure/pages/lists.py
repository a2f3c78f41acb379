"""Lists of documents by agency, theme, tag, audience, year, genre and status, and the index of each of these facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from disclosure.base.pickling import quickly_pickled
from disclosure.library.addresses import coverage_url
from disclosure.library.listings import FacetName, Listings, PolicyRow, Row, rows_change
from disclosure.library.plans import of_unit
from disclosure.model.choices import Choice, ColumnType, Disclosure, Genre
from disclosure.model.documents import Interpretation, Policy
from disclosure.model.reports import AnnualReport
from disclosure.model.topics import Topic
from disclosure.model.vocabulary import Agency
from disclosure.pages._parts import Link, Pager, Tally, Way, WayGroup, home_link, page_title, paginate, status_ways
from disclosure.pages.assessment import figures_of
from disclosure.pages.interpretation import interpretation_list
from disclosure.pages.question_lists import PATHS as ASKED
from disclosure.pages.question_lists import questions_under
from disclosure.site.page import Page, Site, page_kind

PATHS: Mapping[FacetName, str] = {
    "theme": "/themes/",
    "tag": "/tags/",
    "audience": "/audiences/",
    "agency": "/agencies/",
    "year": "/years/",
    "genre": "/genres/",
    "status": "/status/",
    "art20": "/disclosure/proactive/",
}
"""Where the lists of a facet live: its index here, and below it one list for each key."""

FOLLOWED: tuple[FacetName, ...] = ("theme", "tag", "audience", "agency")
"""Facets whose lists can be followed in a feed and taken home as CSV (`exports.takeaway`)."""

EXPLAINED: frozenset[FacetName] = frozenset(("agency", "tag"))
"""Facets under whose keys interpretations are listed too."""


@dataclass(frozen=True, slots=True)
class FacetView:
    """The index of a facet: every key with the number of its documents."""

    trail: tuple[Link, ...]
    title: str
    intro: str
    groups: tuple[WayGroup, ...]


@dataclass(frozen=True, slots=True)
class TagCard:
    """What the catalogue of tags says of one besides its meaning; `agency` is answerable for it."""

    scope: str | None
    synonyms: tuple[str, ...]
    agency: Link | None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class ListView:
    """One page of the documents under one key. `agency` is set where the key is an agency: its card stands on top.

    `items` are the fields of the catalogue in which the agency publishes something, with the number of items.
    `on_request` of them are open on request only, and so stand in no library.
    `interpretations` are the newest under the key, on the first page only; `all` leads to the rest, where there are more.
    `csv` is its address as a table, if it is followed. `tasks` are those of work plans that bind the agency. `topics` are
    those under the key, `reports` the annual reports of the agency, the latest year first. `assessed` is where its figures are.
    """

    trail: tuple[Link, ...]
    kind: str
    title: str
    intro: str | None
    agency: Agency | None
    items: tuple[tuple[Link, int], ...]
    on_request: int
    pager: Pager[PolicyRow]
    interpretations: tuple[Row[Interpretation], ...]
    explained: int
    all: str | None
    csv: str | None = None
    questions: int = 0
    tag: TagCard | None = None
    tasks: int = 0
    topics: tuple[Row[Topic], ...] = ()
    reports: tuple[Row[AnnualReport], ...] = ()
    assessed: str | None = None


@page_kind("lists")
def list_pages(site: Site) -> Iterator[Page]:
    """For every facet its index and, for every key, the pages of its list."""
    listings = site.listings
    for facet, groups_of in FACETS.items():
        groups = groups_of(site, listings)
        title, intro = site.strings(f"facet.{facet}.title"), site.strings(f"facet.{facet}.intro")
        yield Page(
            url=PATHS[facet],
            template="pages/facet.html",
            title=title,
            view=FacetView((home_link(site),), title, intro, groups),
            description=intro,
            column=ColumnType.POLICIES,
            changes_on=rows_change(listings.of(Policy).values(), site.on) if facet == "status" else None,
        )
        ways = (way for group in groups for way in group.ways)
        yield from key_pages(site, listings, facet, ways, (home_link(site), Link(title, PATHS[facet])))


def _reports(listings: Listings, agency: str) -> tuple[Row[AnnualReport], ...]:
    rows = listings.under(AnnualReport, "agency", agency)
    return tuple(sorted(rows, key=lambda row: row.record.year, reverse=True))


def key_pages(
    site: Site, listings: Listings, facet: FacetName, ways: Iterable[Way], trail: tuple[Link, ...]
) -> Iterator[Page]:
    """The lists below one index, for every way that leads somewhere."""
    agencies = site.library.vocabulary.agencies if facet == "agency" else {}
    kind = site.strings(f"facet.{facet}.kind")
    for way in (way for way in ways if way.url):
        rows, explaining = under(listings, facet, way.key)
        asked = sum(row.record.disclosure is Disclosure.ON_REQUEST for row in rows)
        agency = agencies[way.key].record if way.key in agencies else None
        questions = len(questions_under(site, facet, way.key)) if facet in ASKED else 0
        intro, items = (None, tuple(_items_of(site, agency))) if agency else (way.meaning, ())
        base, size = f"{PATHS[facet]}{way.key}/", site.config.page_size
        rest = f"{base}interpretations/" if len(explaining) > size else None
        followed = base if facet in FOLLOWED else None
        for pager in paginate(base, rows, size):
            newest = explaining[:size] if pager.number == 1 else ()
            yield Page(
                url=pager.here,
                template="pages/list.html",
                title=page_title(site, way.name, pager),
                view=ListView(
                    *(
                        trail,
                        kind,
                        way.name,
                        intro,
                        agency,
                        items,
                        asked,
                        pager,
                        newest,
                        len(explaining),
                        rest,
                        f"{followed}list.csv" if followed else None,
                    ),
                    questions=questions if pager.number == 1 else 0,
                    tag=_card(site, way.key) if facet == "tag" and pager.number == 1 else None,
                    tasks=len(of_unit(site.library, agency.id)) if agency and pager.number == 1 else 0,
                    assessed=figures_of(site, agency.id) if agency and pager.number == 1 else None,
                    reports=_reports(listings, agency.id) if agency and pager.number == 1 else (),
                    topics=listings.under(Topic, facet, way.key) if facet in FOLLOWED and pager.number == 1 else (),
                ),
                description=way.meaning or site.strings("list.description", kind=kind, name=way.name, number=len(rows)),
                column=ColumnType.POLICIES,
                changes_on=rows_change(
                    (
                        *(rows if facet == "status" else pager.rows),
                        *(row for shown in newest for row in shown.about),
                    ),
                    site.on,
                ),
                followed=followed,
            )
        if rest:
            title = site.strings("interpretations.part", name=way.name)
            yield from interpretation_list(site, rest, title, explaining, (*trail, Link(way.name, base)))


def _card(site: Site, key: str) -> TagCard | None:
    """The card of a tag; None where nothing stands on it."""
    tag = site.library.vocabulary.tags[key].record
    agency = site.library.vocabulary.agencies[tag.agency].record if tag.agency else None
    if not (tag.scope or tag.synonyms or agency):
        return None
    return TagCard(tag.scope, tag.synonyms, Link(agency.name, f"{PATHS['agency']}{agency.id}/") if agency else None)


def _items_of(site: Site, agency: Agency) -> Iterator[tuple[Link, int]]:
    """The fields of the catalogue in which an agency publishes, with the number of its items, which stand together there."""
    for entry in site.library.vocabulary.catalogue.values():
        field = entry.record
        if number := sum(agency.id in item.publisher for item in field.items):
            yield Link(field.name, f"{coverage_url(agency.id)}#{field.id}"), number


def to_list(listings: Listings, facet: FacetName, key: str, name: str, meaning: str | None = None) -> Way:
    """A way to one key's list; it leads nowhere while nothing stands under the key."""
    rows, explaining = under(listings, facet, key)
    count = Tally(len(rows), explained=len(explaining))
    return Way(key, name, None if count.is_empty else f"{PATHS[facet]}{key}/", count, meaning)


def under(
    listings: Listings, facet: FacetName, key: str
) -> tuple[tuple[PolicyRow, ...], tuple[Row[Interpretation], ...]]:
    """What the list of one key holds, and so what is counted wherever something leads to it."""
    explaining = listings.under(Interpretation, facet, key) if facet in EXPLAINED else ()
    return listings.under(Policy, facet, key), explaining


def theme_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The themes in their official order."""
    themes = (entry.record for entry in site.library.vocabulary.themes.values())
    return (WayGroup(None, tuple(to_list(listings, "theme", theme.id, theme.name) for theme in themes)),)


def tag_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The tag catalogue: every tag in its group, with its meaning."""
    tags = (entry.record for entry in site.library.vocabulary.tags.values())
    return _grouped(site, ((tag.group, to_list(listings, "tag", tag.id, tag.name, tag.meaning)) for tag in tags))


def audience_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The audiences, people apart from organisations."""
    audiences = (entry.record for entry in site.library.vocabulary.audiences.values())
    return _grouped(site, ((a.kind, to_list(listings, "audience", a.id, a.name, a.meaning)) for a in audiences))


def agency_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The agencies by level. Each has its page, documents or not: it says how to reach the agency."""
    agencies = (entry.record for entry in site.library.vocabulary.agencies.values())
    ways = ((a.level, to_list(listings, "agency", a.id, a.name, a.duties)) for a in agencies)
    return _grouped(site, ((level, replace(way, url=f"{PATHS['agency']}{way.key}/")) for level, way in ways))


def year_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The years, newest first."""
    years = sorted(listings.keys(Policy, "year"), key=int, reverse=True)
    return (WayGroup(None, tuple(to_list(listings, "year", y, site.strings("date.year", year=y)) for y in years)),)


def genre_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The kinds of official document that occur."""
    found = (genre for genre in Genre if listings.under(Policy, "genre", genre.value))
    return (WayGroup(None, tuple(to_list(listings, "genre", g.value, site.strings.label(g)) for g in found)),)


def status_groups(site: Site, listings: Listings) -> tuple[WayGroup, ...]:
    """The statuses that occur, with counts that stay right on later days."""
    return (WayGroup(None, status_ways(site, tuple(listings.of(Policy).values()), PATHS["status"])),)


def _grouped(site: Site, ways: Iterable[tuple[Choice, Way]]) -> tuple[WayGroup, ...]:
    """One group for each choice that occurs, in the order of first occurrence."""
    groups: dict[Choice, list[Way]] = {}
    for choice, way in ways:
        groups.setdefault(choice, []).append(way)
    return tuple(WayGroup(site.strings.label(choice), tuple(found)) for choice, found in groups.items())


FACETS: Mapping[FacetName, Callable[[Site, Listings], tuple[WayGroup, ...]]] = {
    "theme": theme_groups,
    "tag": tag_groups,
    "audience": audience_groups,
    "agency": agency_groups,
    "year": year_groups,
    "genre": genre_groups,
    "status": status_groups,
}
"""The facets with an index of their own, in the order in which pages offer them."""
