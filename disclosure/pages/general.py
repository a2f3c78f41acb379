"""Pages about the site as a whole: search, site map, and the answer to an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url
from disclosure.library.listings import FacetName
from disclosure.model.choices import PlatformColumn
from disclosure.model.kinds import KINDS
from disclosure.pages._parts import Link, WayGroup, home_link
from disclosure.pages.catalogue import Coverage, coverage_of
from disclosure.pages.lists import FACETS, PATHS
from disclosure.pages.platform import Column, columns, pages_of
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class SimpleView:
    """A page that needs no more than its trail."""

    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; `kinds` are the names of the kinds of documents with what readers call them."""

    trail: tuple[Link, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Every way into the site: the facets with their keys, the catalogue's fields, the platform's columns."""

    trail: tuple[Link, ...]
    facets: tuple[tuple[Link, tuple[WayGroup, ...]], ...]
    fields: tuple[Coverage, ...]
    columns: tuple[Column, ...]
    about: tuple[Link, ...]


@page_kind("search")
def search_page(site: Site) -> Iterator[Page]:
    """The frame of the search page; its script does the rest."""
    title = site.strings("nav.search")
    yield Page(
        url="/search/",
        template="pages/search.html",
        title=title,
        view=SearchView(
            (home_link(site),), tuple((kind.name, site.strings(f"search.kind.{kind.name}")) for kind in KINDS.values())
        ),
        description=site.strings("home.search_hint"),
        column="信息公开目录",
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
            fields=tuple(coverage_of(site, entry.record) for entry in site.library.vocabulary.catalogue.values()),
            columns=columns(site),
            about=tuple(Link(p.title, document_url(p)) for p in pages_of(site, PlatformColumn.ABOUT)),
        ),
        description=site.strings("sitemap.intro"),
        column="信息公开目录",
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
    for facet in SUGGESTED:
        kind = site.strings(f"facet.{facet}.kind")
        for group in FACETS[facet](site, site.listings):
            yield from ((way.name, kind, way.url) for way in group.ways if way.url)
    for entry in site.library.vocabulary.catalogue.values():
        field, url = entry.record, f"/catalogue/{entry.record.id}/"
        yield field.name, site.strings("nav.catalogue"), url
        yield from ((item.level_2, field.name, f"{url}#{item.id}") for item in field.items)
