"""The home page: search first, what is new, what takes effect or expires soon, and every way in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from disclosure.model import Category, Disclosure, Status
from disclosure.page import Page, Site, page_kind
from disclosure.pages._parts import Tally, Way, WayGroup, status_ways
from disclosure.pages.catalogue import Coverage, coverage_of
from disclosure.pages.lists import agency_groups, audience_groups, tag_groups, theme_groups
from disclosure.shelf import InterpretationRow, Row, Window, earliest, rows_change

LOOK_AHEAD = timedelta(days=366)
"""The page holds what begins to expire soon within these days after the build, hidden until its day."""

SOON = 20
"""Rows of each list of what begins or ends soon."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with the day on which something happens to it, and the days on which the list shows it."""

    row: Row
    day: date
    window: Window


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the home page."""

    documents: int
    normative: Tally
    fields: tuple[Coverage, ...]
    fulfilled: int
    items: int
    new: tuple[Row, ...]
    beginning: tuple[Dated, ...]
    expiring: tuple[Dated, ...]
    interpretations: tuple[InterpretationRow, ...]
    statuses: tuple[Way, ...]
    themes: tuple[Way, ...]
    audiences: tuple[WayGroup, ...]
    agencies: tuple[WayGroup, ...]
    tags: tuple[WayGroup, ...]


@page_kind("home")
def home_page(site: Site) -> Iterator[Page]:
    """The home page."""
    shelf, config = site.shelf, site.config
    rows = tuple(shelf.rows.values())
    beginning, expiring = _beginning(rows, site.on), _expiring(rows, site.on)
    fields = tuple(coverage_of(site, entry.record) for entry in site.library.vocabulary.catalogue.values())
    size = config.new_on_home
    view = HomeView(
        documents=sum(row.policy.disclosure is Disclosure.PROACTIVE for row in rows),
        normative=Tally(len(shelf.of("category", Category.NORMATIVE.value))),
        fields=fields,
        fulfilled=sum(field.fulfilled for field in fields),
        items=sum(field.items for field in fields),
        new=rows[:size],
        beginning=tuple(beginning[:SOON]),
        expiring=tuple(expiring[:SOON]),
        interpretations=tuple(islice(shelf.interpretations.values(), 4)),
        statuses=status_ways(site, rows, "/status/"),
        themes=_used(theme_groups(site, shelf))[0].ways,
        audiences=_used(audience_groups(site, shelf)),
        agencies=_used(agency_groups(site, shelf)),
        tags=tuple(_most_used(group) for group in _used(tag_groups(site, shelf))),
    )
    windows = (dated.window.changes_on for dated in (*beginning, *expiring))
    yield Page(
        url="/",
        template="pages/home.html",
        title=config.site.name,
        view=view,
        description=config.site.description,
        column="首页",
        changes_on=earliest((rows_change(rows, site.on), *windows), site.on),
    )


def _beginning(rows: tuple[Row, ...], on: date) -> list[Dated]:
    """Documents that are not yet in force, the nearest first."""
    found = []
    for row in rows:
        coming = row.timeline[1] if row.status is Status.NOT_YET_EFFECTIVE and len(row.timeline) > 1 else None
        if coming is not None and coming.on is not None and coming.status is Status.IN_FORCE:
            found.append(Dated(row, coming.on, Window.on(on, None, coming.on)))
    return sorted(found, key=lambda dated: dated.day)


def _expiring(rows: tuple[Row, ...], on: date) -> list[Dated]:
    """Documents whose term ends soon, the nearest first."""
    windows = ((row, row.expiring, row.expiring.since) for row in rows if row.expiring)
    found = (
        Dated(row, window.until - timedelta(days=1), window)
        for row, window, since in windows
        if window.until and (since is None or since <= on + LOOK_AHEAD)
    )
    return sorted(found, key=lambda dated: dated.day)


def _used(groups: tuple[WayGroup, ...]) -> tuple[WayGroup, ...]:
    """Only the ways behind which something stands."""
    return tuple(
        WayGroup(group.title, tuple(way for way in group.ways if way.count.number))
        for group in groups
        if group.title is None or any(way.count.number for way in group.ways)
    )


def _most_used(group: WayGroup) -> WayGroup:
    """The ten fullest ways of a group, in the group's order."""
    fullest = sorted(group.ways, key=lambda way: -way.count.number)[:10]
    return WayGroup(group.title, tuple(way for way in group.ways if way in fullest))
