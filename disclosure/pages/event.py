"""Events (活动): the page of each, and the list of those that come and those that are over, by the reader's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.addresses import download_url
from disclosure.library.listings import Row, Window, earliest, rows_change
from disclosure.model.documents import Event
from disclosure.model.kinds import kind_for
from disclosure.pages._courses import are_courses
from disclosure.pages._following import Following, following_about
from disclosure.pages._media import Medium, media_of
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Link, home_link, trail
from disclosure.pages._resting import all_ended, grounds
from disclosure.pages.question import Asked, asked, audience_url, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything on the page of one event. `coming` are the days until it is over, `signing` those on which to sign up.

    `ended` are the days on which all of several documents that it is about have ended.
    """

    trail: tuple[Link, ...]
    row: Row[Event]
    prose: Prose
    coming: Window
    past: Window
    signing: Window | None
    calendar: str
    about: tuple[Asked, ...]
    ended: tuple[Window, ...]
    outdated: Outdated
    following: tuple[Following, ...]
    media: tuple[Medium, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An event in a list, on the days on which it stands there."""

    window: Window
    row: Row[Event]


@dataclass(frozen=True, slots=True)
class EventListView:
    """All events: those that come, the next first, and those that are over, the latest first."""

    trail: tuple[Link, ...]
    coming: tuple[Dated, ...]
    past: tuple[Dated, ...]
    courses: bool


@page_kind("event")
def event_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each event, and the list of all where there are some."""
    yield from (Deferred(event_page, key) for key in site.library.order[kind_for(Event).folder])
    rows = sorted(site.listings.of(Event).values(), key=lambda row: (row.record.first_day, row.record.id))
    if not rows:
        return  # an empty column fails inspection
    coming = tuple(Dated(until_over(row.record, site.on), row) for row in rows)
    past = tuple(Dated(since_over(row.record, site.on), row) for row in reversed(rows))
    yield Page(
        url="/events/",
        template="pages/events.html",
        title=site.strings("event.all"),
        view=EventListView((home_link(site),), coming, past, are_courses(site)),
        description=site.strings("event.intro"),
        column="征集调查",
        changes_on=earliest((item.window.changes_on for item in coming), site.on),
        followed="/events/",
    )


def event_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one event."""
    row = site.listings.of(Event)[key]
    event, words = row.record, site.library.vocabulary
    coming, since = until_over(event, site.on), outdated(site, row, grounds(row))
    last = min(event.sign_up_by or event.last_day, event.last_day) + timedelta(days=1)
    signing = Window.on(site.on, None, last) if event.sign_up else None
    view = EventView(
        trail=trail(site, Link(site.strings("event.all"), "/events/")),
        row=row,
        prose=site.prose[key],
        coming=coming,
        past=since_over(event, site.on),
        signing=signing,
        calendar=download_url(event, "ics"),
        about=tuple(asked(site, passage) for passage in event.about if passage.target in site.listings.rows),
        ended=all_ended(grounds(row), site.on),
        outdated=since,
        following=tuple(following_about(site, since)),
        media=tuple(media_of(site, event)),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in event.audiences
        ),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in event.tags),
    )
    source = site.strings.listed(site.strings.name(agency) for agency in row.issuers) or site.config.site.organiser
    yield Page(
        url=row.url,
        template="pages/event.html",
        title=event.title,
        view=view,
        description=event.summary,
        article=Article(event.title, event.published_on, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest(
            (
                coming.changes_on,
                signing.changes_on if signing else None,
                rows_change(grounds(row), site.on),
                *since.days,
            ),
            site.on,
        ),
    )


def until_over(event: Event, on: date) -> Window:
    """The days until an event is over."""
    return Window.on(on, None, event.last_day + timedelta(days=1))


def since_over(event: Event, on: date) -> Window:
    """The days on which it is."""
    return Window.on(on, event.last_day + timedelta(days=1), None)
