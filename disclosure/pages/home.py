"""The home page: search first, what is new, what takes effect or expires soon, and every way in. And the page 即将变化."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from disclosure.library.finding import is_offered
from disclosure.library.listings import FacetName, PolicyRow, Row, Window, earliest, first_on_any_day, rows_change
from disclosure.model.choices import CatalogueBranch, Category, ColumnType, Disclosure, Status, TagGroup
from disclosure.model.documents import Interpretation, Policy
from disclosure.model.topics import Topic
from disclosure.pages._calling import Calling, callings
from disclosure.pages._parts import Link, Tally, WayGroup, home_link, long_day
from disclosure.pages.catalogue import Coverage, branch_of
from disclosure.pages.key_fields import News, news
from disclosure.pages.lists import FACETS, PATHS, tag_groups
from disclosure.pages.topic import TopicCard, card
from disclosure.site.page import Page, Site, page_kind

LOOK_AHEAD = timedelta(days=366)
"""The page holds what begins to expire soon within these days after the build, hidden until its day."""

SOON = 5
"""Rows that the home page shows of each list of what begins or ends soon; the page /status/soon/ has all."""

ASKING = 4
"""Requests for opinions that the home page shows, those that close first; /participation/ has all."""

TOPICS = 4
"""Topics on the home page, the newest; /topics/ has all."""

TAGS = 6
"""Tags of each group on the home page."""

NEEDS = (TagGroup.WHO, TagGroup.LIFE_EVENT, TagGroup.BUSINESS_EVENT)
"""Groups of tags under the search box: for what people come."""

WAYS: tuple[FacetName, ...] = ("theme", "agency", "status")
"""Facets that the home page offers key by key; audiences are what the first group of tags is."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with the day from which its status is another, what is said of it, and the days on which the list shows it."""

    row: PolicyRow
    day: date
    words: str
    window: Window


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the home page. `asking` is open for opinions, what closes first; `news` is new in the key fields.

    `beginning`, `expiring` and `asking` have what the page shows on any day: no more than `soon_shown` and `asking_shown` at once.
    """

    documents: int
    normative: Tally
    fields: tuple[Coverage, ...]
    fulfilled: int
    items: int
    key_fields: int
    news: tuple[News, ...]
    new: tuple[PolicyRow, ...]
    beginning: tuple[Dated, ...]
    expiring: tuple[Dated, ...]
    soon_shown: int
    interpretations: tuple[Row[Interpretation], ...]
    topics: tuple[TopicCard, ...]
    asking: tuple[Calling, ...]
    asking_shown: int
    finding: bool
    tags: tuple[WayGroup, ...]
    ways: tuple[tuple[Link, tuple[WayGroup, ...]], ...]


@dataclass(frozen=True, slots=True)
class SoonView:
    """All that takes effect or expires soon."""

    trail: tuple[Link, ...]
    beginning: tuple[Dated, ...]
    expiring: tuple[Dated, ...]


@page_kind("home")
def home_page(site: Site) -> Iterator[Page]:
    """The home page."""
    listings, config = site.listings, site.config
    rows = tuple(listings.of(Policy).values())
    beginning, expiring = _beginning(site, rows), _expiring(site, rows)
    fields = branch_of(site, CatalogueBranch.STANDARD)
    asked = callings(site)
    asking = tuple(
        replace(asked[at], open=open_)
        for at, open_ in first_on_any_day([one.open for one in asked], ASKING, site.on, site.on + LOOK_AHEAD)
    )
    size, needs = config.new_on_home, {site.strings.label(group) for group in NEEDS}
    view = HomeView(
        documents=sum(row.record.disclosure is Disclosure.PROACTIVE for row in rows),
        normative=Tally(len(listings.under(Policy, "category", Category.NORMATIVE.value))),
        fields=fields,
        fulfilled=sum(field.fulfilled for field in fields),
        items=sum(field.items for field in fields),
        key_fields=len(site.library.taken_in),
        news=news(site, (row.record.id for row in rows[:size])),
        new=rows[:size],
        beginning=_first(site, beginning),
        expiring=_first(site, expiring),
        soon_shown=SOON,
        interpretations=tuple(islice(listings.of(Interpretation).values(), 4)),
        topics=tuple(card(site, row) for row in islice(listings.of(Topic).values(), TOPICS)),
        asking=asking,
        asking_shown=ASKING,
        finding=is_offered(listings),
        tags=tuple(_most_used(group) for group in _used(tag_groups(site, listings)) if group.title in needs),
        ways=tuple(
            (Link(site.strings(f"facet.{facet}.title"), PATHS[facet]), _used(FACETS[facet](site, listings)))
            for facet in WAYS
        ),
    )
    changes_on = earliest((dated.window.changes_on for dated in (*beginning, *expiring)), site.on)
    opening = earliest((one.open.changes_on for one in asked), site.on)
    yield Page(
        url="/",
        template="pages/home.html",
        title=config.site.name,
        view=view,
        description=config.site.description,
        column=ColumnType.HOME,
        changes_on=earliest((rows_change(rows, site.on), changes_on, opening), site.on),
    )
    yield Page(
        url="/status/soon/",
        template="pages/soon.html",
        title=site.strings("soon.title"),
        view=SoonView(
            (home_link(site), Link(site.strings("facet.status.title"), PATHS["status"])), beginning, expiring
        ),
        description=site.strings("soon.intro"),
        column=ColumnType.POLICIES,
        changes_on=changes_on,
    )


def _beginning(site: Site, rows: tuple[PolicyRow, ...]) -> tuple[Dated, ...]:
    """Documents that are not yet in force, the nearest first."""
    found = []
    for row in rows:
        coming = row.timeline[1] if row.status is Status.NOT_YET_EFFECTIVE and len(row.timeline) > 1 else None
        if coming is not None and coming.on is not None and coming.status is Status.IN_FORCE:
            words = site.strings("soon.beginning_on", day=long_day(site.strings, coming.on))
            found.append(Dated(row, coming.on, words, Window.on(site.on, None, coming.on)))
    return tuple(sorted(found, key=lambda dated: dated.day))


def _expiring(site: Site, rows: tuple[PolicyRow, ...]) -> tuple[Dated, ...]:
    """Documents that end soon, in whatever way, the nearest first."""
    found = []
    for row in rows:
        window = row.expiring
        if window and window.until and row.ending and (window.since or site.on) <= site.on + LOOK_AHEAD:
            day = window.until - timedelta(days=row.ending is Status.EXPIRED)  # a term is told by its last day
            words = site.strings(f"soon.{row.ending.value}_on", day=long_day(site.strings, day))
            found.append(Dated(row, window.until, words, window))
    return tuple(sorted(found, key=lambda dated: dated.day))


def _first(site: Site, dated: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """Those that are among the first on the build's day or a later one."""
    windows = [one.window for one in dated]
    return tuple(
        replace(dated[at], window=window)
        for at, window in first_on_any_day(windows, SOON, site.on, site.on + LOOK_AHEAD)
    )


def _used(groups: tuple[WayGroup, ...]) -> tuple[WayGroup, ...]:
    """Only the ways behind which something stands."""
    return tuple(
        WayGroup(group.title, tuple(way for way in group.ways if way.count.held))
        for group in groups
        if group.title is None or any(way.count.held for way in group.ways)
    )


def _most_used(group: WayGroup) -> WayGroup:
    """The fullest ways of a group, in the group's order."""
    fullest = sorted(group.ways, key=lambda way: -way.count.held)[:TAGS]
    return WayGroup(group.title, tuple(way for way in group.ways if way in fullest))
