"""Pages about the site as a whole: search, site map, and the answer to an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.library.addresses import catalogue_url, document_url
from disclosure.library.finding import is_offered
from disclosure.library.listings import FacetName, Row
from disclosure.model.choices import CatalogueBranch, ColumnType, PlatformColumn, Status
from disclosure.model.documents import Policy
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import KINDS
from disclosure.model.plans import WorkPlan
from disclosure.model.topics import Topic
from disclosure.pages._courses import COURSES, are_courses
from disclosure.pages._parts import Link, WayGroup, home_link
from disclosure.pages.assessment import is_assessed
from disclosure.pages.catalogue import Coverage, branch_of
from disclosure.pages.lists import FACETS, PATHS, tag_groups
from disclosure.pages.plan import BASE as PLANS
from disclosure.pages.platform import Column, columns, pages_of
from disclosure.site.page import Page, Site, Strings, page_kind

TOPICS = 12
"""Ways in by topic on the search page, those with the most documents."""

FACET_ORDER = ("library", "agency", "theme", "year", "tag", "genre", "level", "audience")
"""What may narrow a search besides the status, in the order in which it is offered."""

COUNTED = ("choice", "number", "phrase", "sound", "apart", "synonym", "all", "part", "mention")
"""What a document may hold of a question; as in search-query.js, and documents that were asked for by choices alone."""

HEADINGS = ("exact", "synonym", "part", "mention")
"""The sections of an answer."""

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SimpleView:
    """A page that needs no more than its trail."""

    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page: ways in by topic, a document number to show how, and the words that its script writes.

    Words are pairs of a key and what readers are told: kinds of documents, statuses, what may narrow a search, how many
    documents hold what, and above which results. `library` is the one that is searched; None: all.
    """

    trail: tuple[Link, ...]
    topics: tuple[Link, ...]
    example: str | None
    kinds: Words
    statuses: Words
    facets: Words
    counts: Words
    headings: Words
    library: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Every way into the site: the facets with their keys, topics, the catalogue's fields, the platform's columns."""

    trail: tuple[Link, ...]
    facets: tuple[tuple[Link, tuple[WayGroup, ...]], ...]
    fields: tuple[Coverage, ...]
    key_fields: tuple[Coverage, ...]
    columns: tuple[Column, ...]
    about: tuple[Link, ...]
    finding: bool
    courses: bool
    plans: bool
    gazette: bool
    assessed: bool
    withheld: bool
    topics: tuple[Row[Topic], ...]


@page_kind("search")
def search_page(site: Site) -> Iterator[Page]:
    """The frame of the search page; its script does the rest."""
    tags = [way for group in tag_groups(site, site.listings) for way in group.ways if way.url]
    numbers = (row.record.document_number for row in site.listings.of(Policy).values())
    yield Page(
        url="/search/",
        template="pages/search.html",
        title=site.strings("nav.search"),
        view=search_view(
            site.strings,
            trail=(home_link(site),),
            topics=tuple(Link(way.name, way.url) for way in sorted(tags, key=lambda way: -way.count.number)[:TOPICS]),
            example=next(filter(None, numbers), None),
        ),
        description=site.strings("home.search_hint"),
        column=ColumnType.CATALOGUE,
    )


def search_view(
    strings: Strings,
    trail: tuple[Link, ...] = (),
    topics: tuple[Link, ...] = (),
    example: str | None = None,
    facets: tuple[str, ...] = ("status", *FACET_ORDER),
    library: str | None = None,
) -> SearchView:
    """The view, its words taken from those of the site."""

    def words(group: str, names: Iterable[str]) -> Words:
        return tuple((name, strings(f"{group}.{name}")) for name in names)

    return SearchView(
        trail,
        topics,
        example,
        kinds=words("search.kind", (kind.name for kind in KINDS.values())),
        statuses=words("status", (status.value for status in Status)),
        facets=words("search.facet", facets),
        counts=words("search.count", COUNTED),
        headings=words("search.heading", HEADINGS),
        library=library,
    )


@page_kind("sitemap")
def sitemap_page(site: Site) -> Iterator[Page]:
    """The site map for readers."""
    listings = site.listings
    yield Page(
        url="/sitemap/",
        template="pages/sitemap.html",
        title=site.strings("nav.sitemap"),
        view=SitemapView(
            trail=(home_link(site),),
            facets=tuple(
                (Link(site.strings(f"facet.{name}.title"), PATHS[name]), groups(site, listings))
                for name, groups in FACETS.items()
            ),
            fields=branch_of(site, CatalogueBranch.STANDARD),
            key_fields=branch_of(site, CatalogueBranch.KEY),
            columns=columns(site),
            about=tuple(Link(p.title, document_url(p)) for p in pages_of(site, PlatformColumn.ABOUT)),
            finding=is_offered(listings),
            courses=are_courses(site),
            plans=bool(site.listings.of(WorkPlan)),
            assessed=is_assessed(site),
            gazette=bool(listings.of(GazetteIssue)),
            withheld=site.config.withheld_register,
            topics=tuple(listings.of(Topic).values()),
        ),
        description=site.strings("sitemap.intro"),
        column=ColumnType.CATALOGUE,
    )


@page_kind("not-found")
def not_found_page(site: Site) -> Iterator[Page]:
    """What the server shows for an address that does not exist."""
    yield Page(
        url="/404.html",
        template="pages/404.html",
        title=site.strings("not_found.title"),
        view=SimpleView((home_link(site),)),
        indexed=False,
    )


SUGGESTED: tuple[FacetName, ...] = ("tag", "agency", "theme", "audience")
"""Facets whose keys search suggests."""


def ways_in(site: Site) -> Iterator[tuple[str, str, str]]:
    """The pages that search suggests beside the documents: each with its name, what it is, and its address."""
    tags = site.library.vocabulary.tags
    for facet in SUGGESTED:
        kind = site.strings(f"facet.{facet}.kind")
        for group in FACETS[facet](site, site.listings):
            led = [(way, way.url) for way in group.ways if way.url]
            yield from ((way.name, kind, url) for way, url in led)
            if facet == "tag":
                yield from ((word, kind, url) for way, url in led for word in tags[way.key].record.synonyms)
    if site.listings.of(WorkPlan):
        yield site.strings("plan.all"), site.strings("nav.disclosure"), PLANS
    if are_courses(site):
        yield site.strings("course.all"), site.strings("nav.interpretations"), COURSES
    for entry in site.library.vocabulary.catalogue.values():
        field, url = entry.record, catalogue_url(entry.record.id)
        kind = "catalogue.key_fields" if field.branch is CatalogueBranch.KEY else "nav.catalogue"
        yield field.name, site.strings(kind), url
        yield from ((item.name, field.name, f"{url}#{item.id}") for item in field.items)
