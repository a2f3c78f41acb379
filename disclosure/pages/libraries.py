"""The two libraries: 主动公开公文库, ordered by category, theme and year, and 行政规范性文件库, ordered by validity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from disclosure.library.listings import PolicyRow, rows_change
from disclosure.model.choices import Category, ColumnType, Disclosure, Status
from disclosure.model.documents import Policy
from disclosure.pages._parts import STATUSES, Link, Pager, Tally, Way, home_link, page_title, paginate, status_ways
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the library: a category, or a theme or a year of it. The whole library where all are None."""

    category: Category | None = None
    theme: str | None = None
    year: str | None = None

    @property
    def url(self) -> str:
        """Where the list of this part begins."""
        part = f"themes/{self.theme}/" if self.theme else f"years/{self.year}/" if self.year else ""
        return "/library/" + (f"{self.category.value}/" if self.category else "") + part


@dataclass(frozen=True, slots=True)
class LibraryView:
    """One page of a part of the library, with the ways to its other parts.

    `csv` is the list of its theme as a table, where it is a theme.
    """

    trail: tuple[Link, ...]
    title: str
    scope: Scope
    theme: str | None
    categories: tuple[Way, ...]
    themes: tuple[Way, ...]
    years: tuple[Way, ...]
    pager: Pager[PolicyRow]
    csv: str | None


SHORT = 6
"""Rows of each status on a narrow screen, where thirty of each would be a walk of ten screens to the next."""


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The documents of one status, or the newest of them.

    `all` leads to the whole list where there is more than a narrow screen shows, `narrow` where only that lacks some.
    """

    status: Status
    tally: Tally
    rows: tuple[PolicyRow, ...]
    all: str | None
    narrow: bool


@dataclass(frozen=True, slots=True)
class NormativeView:
    """The library of normative documents: every status with its documents."""

    trail: tuple[Link, ...]
    category: Category
    total: int
    groups: tuple[StatusGroup, ...]


@dataclass(frozen=True, slots=True)
class NormativeListView:
    """One page of the normative documents of one status."""

    trail: tuple[Link, ...]
    title: str
    ways: tuple[Way, ...]
    pager: Pager[PolicyRow]


@page_kind("library")
def library_pages(site: Site) -> Iterator[Page]:
    """The library as a whole, by category, and within each by theme and by year."""
    rows = [row for row in site.listings.of(Policy).values() if row.record.disclosure is Disclosure.PROACTIVE]
    parts: dict[Scope, list[PolicyRow]] = {Scope(): rows}
    for row in rows:
        for scope in _scopes(row):
            parts.setdefault(scope, []).append(row)
    tallies = {scope: len(found) for scope, found in parts.items()}
    for scope, found in parts.items():
        title = _title(site, scope)
        trail = (
            (home_link(site),)
            if scope == Scope()
            else (home_link(site), Link(site.strings("nav.library"), "/library/"))
        )
        ways = _ways(site, scope, tallies)
        theme = site.library.vocabulary.themes[scope.theme].record.name if scope.theme else None
        of_theme = f"/themes/{scope.theme}/" if scope.theme and scope.category is None else None
        csv = f"{of_theme}list.csv" if of_theme else None
        followed = of_theme or (scope.url if not scope.theme and not scope.year else None)
        for pager in paginate(scope.url, found, site.config.page_size):
            yield Page(
                url=pager.here,
                template="pages/library.html",
                title=page_title(site, title, pager),
                view=LibraryView(trail, title, scope, theme, *ways, pager, csv),
                description=site.strings("library.intro"),
                column=ColumnType.POLICIES,
                changes_on=rows_change(pager.rows, site.on),
                followed=followed,
            )


def _scopes(row: PolicyRow) -> Iterator[Scope]:
    """The parts of the library, other than the whole, in which a document stands."""
    year = str(row.day.year) if row.day else None
    for category in (None, row.record.category):
        if category:
            yield Scope(category)
        yield from (Scope(category, theme=theme) for theme in dict.fromkeys(row.record.themes))
        if year:
            yield Scope(category, year=year)


def _title(site: Site, scope: Scope) -> str:
    say = site.strings
    name = say.label(scope.category) if scope.category else say("library.title")
    if scope.theme:
        return say("library.part", name=name, part=site.library.vocabulary.themes[scope.theme].record.name)
    if scope.year:
        return say("library.part", name=name, part=say("date.year", year=scope.year))
    return name


def _ways(
    site: Site, scope: Scope, tallies: dict[Scope, int]
) -> tuple[tuple[Way, ...], tuple[Way, ...], tuple[Way, ...]]:
    """The categories, and the themes and years of the present category; only what holds something."""

    def way(name: str, to: Scope, *, current: bool) -> Iterator[Way]:
        if to in tallies:
            yield Way(to.url, name, to.url, Tally(tallies[to]), current=current)

    say, category = site.strings, scope.category
    themes = site.library.vocabulary.themes
    years = sorted({s.year for s in tallies if s.year}, key=int, reverse=True)
    return (
        (
            *way(say("library.all"), Scope(), current=category is None),
            *(w for c in Category for w in way(say.label(c), Scope(c), current=c is category)),
        ),
        tuple(
            w
            for key, entry in themes.items()
            for w in way(entry.record.name, Scope(category, theme=key), current=key == scope.theme)
        ),
        tuple(
            w
            for year in years
            for w in way(say("date.year", year=year), Scope(category, year=year), current=year == scope.year)
        ),
    )


@page_kind("normative")
def normative_pages(site: Site) -> Iterator[Page]:
    """The normative documents grouped by validity, and a list for each status."""
    rows = site.listings.under(Policy, "category", Category.NORMATIVE.value)
    ways = status_ways(site, rows, "/normative/")
    groups = tuple(_status_groups(rows, ways, site.config.page_size))
    title = site.strings("normative.title")
    listed = any(row.record.disclosure is Disclosure.PROACTIVE for row in rows)
    yield Page(
        url="/normative/",
        template="pages/normative.html",
        title=title,
        view=NormativeView((home_link(site),), Category.NORMATIVE, len(rows), groups),
        description=site.strings("normative.intro"),
        column=ColumnType.POLICIES,
        changes_on=rows_change(rows, site.on),
        followed=Scope(Category.NORMATIVE).url if listed else None,
    )
    trail = (home_link(site), Link(title, "/normative/"))
    for way in (way for way in ways if way.url):
        found = [row for row in rows if row.status == way.key]
        name = site.strings("normative.part", status=way.name)
        marked = tuple(replace(other, current=other is way) for other in ways)
        for pager in paginate(f"/normative/{way.key}/", found, site.config.page_size):
            yield Page(
                url=pager.here,
                template="pages/normative-list.html",
                title=page_title(site, name, pager),
                view=NormativeListView(trail, name, marked, pager),
                description=site.strings("normative.intro"),
                column=ColumnType.POLICIES,
                changes_on=rows_change(rows, site.on),
            )


def _status_groups(rows: Iterable[PolicyRow], ways: tuple[Way, ...], size: int) -> Iterator[StatusGroup]:
    by_status: dict[str, list[PolicyRow]] = {}
    for row in rows:
        by_status.setdefault(row.status, []).append(row)
    by_key = {way.key: way for way in ways}
    for status in STATUSES:
        if way := by_key.get(status):
            found = by_status.get(status, [])
            whole = way.url if len(found) > min(size, SHORT) else None
            yield StatusGroup(status, way.count, tuple(found[:size]), whole, narrow=len(found) <= size)
