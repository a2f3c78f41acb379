"""Events (活动): the page of each, the list of all and of each series, and the page of each year's month of open government.

What comes and what is over follows from the reader's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.addresses import download_url
from disclosure.library.listings import Row, Window, earliest, grounds, rows_change
from disclosure.model.choices import ColumnType, ConsultationForm, EventSeries
from disclosure.model.documents import Document, Event
from disclosure.model.kinds import kind_for
from disclosure.model.participation import Consultation
from disclosure.pages._calling import Calling, calling
from disclosure.pages._courses import are_courses
from disclosure.pages._following import Following, following_about
from disclosure.pages._linked import event as event_thing
from disclosure.pages._linked import films
from disclosure.pages._media import Medium, media_of
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Link, home_link, source_of, trail
from disclosure.pages._resting import all_ended
from disclosure.pages.question import Asked, asked, audience_url, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked at an event and answered; `by` is the agency that answered."""

    question: str
    answer: str
    who: str | None
    by: Link | None


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything on the page of one event. `coming` are the days until it is over, `signing` those on which to sign up.

    `answered` is shown from its first day on, `held`. `decisions` are major decisions for which it was held,
    `consultations` those by which it was chosen. `ended` are the days on which all of several documents that it is about have ended.
    """

    trail: tuple[Link, ...]
    row: Row[Event]
    prose: Prose
    series: Link
    coming: Window
    past: Window
    signing: Window | None
    calendar: str
    held: Window
    answered: tuple[Answered, ...]
    about: tuple[Asked, ...]
    ended: tuple[Window, ...]
    outdated: Outdated
    following: tuple[Following, ...]
    decisions: tuple[Row[Document], ...]
    consultations: tuple[Row[Document], ...]
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
    """All events, or those of a series: those that come, the next first, and those that are over, the latest first.

    `ways` lead to the series, or to the years of one; `courses` says whether the list of courses and talks is named here.
    """

    trail: tuple[Link, ...]
    intro: str
    coming: tuple[Dated, ...]
    past: tuple[Dated, ...]
    ways: tuple[Link, ...]
    courses: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    """The month of open government of one year: by which requests its themes are chosen, and its events.

    `ways` lead to all years; that of the page itself has no address.
    """

    trail: tuple[Link, ...]
    total: int
    chosen: tuple[Calling, ...]
    coming: tuple[Dated, ...]
    past: tuple[Dated, ...]
    ways: tuple[Link, ...]


@page_kind("event")
def event_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each event, the lists of all and of each series, and the month of open government of each year."""
    yield from (Deferred(event_page, key) for key in site.library.order[kind_for(Event).folder])
    yield from _months(site)
    rows = sorted(site.listings.of(Event).values(), key=lambda row: (row.record.first_day, row.record.id))
    if not rows:
        return  # an empty column fails inspection
    say, found = site.strings, {row.record.series for row in rows}
    series = tuple(_series_link(site, one) for one in EventSeries if one in found)
    yield _list(site, Link(say("event.all"), "/events/"), say("event.intro"), rows, series, ())
    above = (Link(say("event.all"), "/events/"),)
    years = _years_links(site)
    for one in EventSeries:
        if one in found:
            ways = years if one is EventSeries.OPEN_MONTH else ()
            own = [row for row in rows if row.record.series is one]
            yield _list(site, _series_link(site, one), say(f"event.series.{one.value}"), own, ways, above)


def _list(
    site: Site, here: Link, intro: str, rows: list[Row[Event]], ways: tuple[Link, ...], above: tuple[Link, ...]
) -> Page:
    coming, past = _dated(site, rows)
    return Page(
        url=here.url or "",
        template="pages/events.html",
        title=here.text,
        view=EventListView(
            (home_link(site), *_above(site), *above), intro, coming, past, ways, not above and are_courses(site)
        ),
        description=intro,
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest((item.window.changes_on for item in coming), site.on),
        followed="/events/",
    )


def _above(site: Site) -> tuple[Link, ...]:
    """The front of taking part, where there is one."""
    return (Link(site.strings("participation.all"), "/participation/"),) if site.ways.taking_part else ()


def _dated(site: Site, rows: list[Row[Event]]) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """Events in the order of their days: those that come, and those that are over, the latest first."""
    coming = tuple(Dated(until_over(row.record, site.on), row) for row in rows)
    return coming, tuple(Dated(since_over(row.record, site.on), row) for row in reversed(rows))


def series_url(series: EventSeries) -> str:
    """The list of the events of a series."""
    return f"/events/series/{series.value.replace('_', '-')}/"


def _series_link(site: Site, series: EventSeries) -> Link:
    return Link(site.strings.label(series), series_url(series))


# --- the month of open government


def month_link(site: Site, year: int) -> Link:
    """The month of open government of a year."""
    return Link(site.strings("event.month.of_year", year=year), f"{series_url(EventSeries.OPEN_MONTH)}{year}/")


def month_years(site: Site) -> tuple[int, ...]:
    """The years whose month of open government has events, or a request for what they should be about, the latest first."""
    years = {row.record.first_day.year for row in _open_days(site)}
    return tuple(sorted(years | {year_of(site, row) for row in _requests(site)}, reverse=True))


def _years_links(site: Site) -> tuple[Link, ...]:
    return tuple(month_link(site, year) for year in month_years(site))


def _open_days(site: Site) -> Iterator[Row[Event]]:
    return (row for row in site.listings.of(Event).values() if row.record.series is EventSeries.OPEN_MONTH)


def _requests(site: Site) -> Iterator[Row[Consultation]]:
    rows = site.listings.of(Consultation).values()
    return (row for row in rows if row.record.form is ConsultationForm.OPEN_MONTH)


def year_of(site: Site, row: Row[Consultation]) -> int:
    """The year whose month a request is for: that of the events that came of it, or until there are some, of its last day."""
    events = site.listings.of(Event)
    days = (events[key].record.first_day for key in row.record.events if key in events)
    return min(days, default=row.record.consultation.closes_on).year


def _months(site: Site) -> Iterator[Page]:
    years = month_years(site)
    for year in years:
        rows = [row for row in _open_days(site) if row.record.first_day.year == year]
        rows.sort(key=lambda row: (row.record.first_day, row.record.id))
        requests = (calling(site, row) for row in _requests(site) if year_of(site, row) == year)
        yield _month(site, year, rows, tuple(one for one in requests if one is not None), years)


def _month(site: Site, year: int, rows: list[Row[Event]], chosen: tuple[Calling, ...], years: tuple[int, ...]) -> Page:
    coming, past = _dated(site, rows)
    here, say = month_link(site, year), site.strings
    above = list(_above(site))
    if any(True for _ in _open_days(site)):  # until there are events there is no list of them
        above += [Link(say("event.all"), "/events/"), _series_link(site, EventSeries.OPEN_MONTH)]
    links = tuple(Link(say("date.year", year=one), None if one == year else month_link(site, one).url) for one in years)
    return Page(
        url=here.url or "",
        template="pages/open-month.html",
        title=here.text,
        view=MonthView((home_link(site), *above), len(rows), chosen, coming, past, links),
        description=say("event.month.intro"),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest(
            (
                *(item.window.changes_on for item in coming),
                *(day for one in chosen for day in (*one.changes, one.open.changes_on)),
            ),
            site.on,
        ),
    )


# --- one event


def event_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one event."""
    row = site.listings.of(Event)[key]
    event, words = row.record, site.library.vocabulary
    coming, since = until_over(event, site.on), outdated(site, row, grounds(row))
    last = min(event.sign_up_by or event.last_day, event.last_day) + timedelta(days=1)
    signing = Window.on(site.on, None, last) if event.sign_up else None
    held = Window.on(site.on, event.first_day, None)
    view = EventView(
        trail=trail(site, *_above(site), Link(site.strings("event.all"), "/events/")),
        row=row,
        prose=site.prose[key],
        series=_series_of(site, event),
        coming=coming,
        past=since_over(event, site.on),
        signing=signing,
        calendar=download_url(event, "ics"),
        held=held,
        answered=tuple(_answered(site, event)),
        about=tuple(asked(site, passage) for passage in event.about if passage.target in site.listings.rows),
        ended=all_ended(grounds(row), site.on),
        outdated=since,
        following=tuple(following_about(site, since)),
        decisions=_rows(site, site.library.sources("decisions", key)),
        consultations=_rows(site, site.library.sources("consultations", key)),
        media=tuple(media_of(site, event)),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in event.audiences
        ),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in event.tags),
    )
    source = source_of(site, row)
    days = (coming.changes_on, signing.changes_on if signing else None, held.changes_on if view.answered else None)
    yield Page(
        url=row.url,
        template="pages/event.html",
        title=event.title,
        view=view,
        description=event.summary,
        article=Article(event.title, event.published_on, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest((*days, rows_change(grounds(row), site.on), *since.days), site.on),
        things=(event_thing(site, row), *films(site, event, view.media)),
    )


def _series_of(site: Site, event: Event) -> Link:
    """The list to which an event belongs; its translations stand in none."""
    if event.language != site.config.language:
        return Link(site.strings.label(event.series), None)
    if event.series is EventSeries.OPEN_MONTH:
        return month_link(site, event.first_day.year)
    return _series_link(site, event.series)


def _answered(site: Site, event: Event) -> Iterator[Answered]:
    agencies = site.library.vocabulary.agencies
    for one in event.asked:
        name = site.strings.name(agencies[one.by].record, short=True) if one.by else None
        yield Answered(one.question, one.answer, one.who, Link(name, f"/agencies/{one.by}/") if name else None)


def _rows(site: Site, keys: Iterable[str]) -> tuple[Row[Document], ...]:
    """The rows of documents that say something of the event, each once."""
    return tuple(site.listings.rows[key] for key in dict.fromkeys(keys))


def until_over(event: Event, on: date) -> Window:
    """The days until an event is over."""
    return Window.on(on, None, event.last_day + timedelta(days=1))


def since_over(event: Event, on: date) -> Window:
    """The days on which it is."""
    return Window.on(on, event.last_day + timedelta(days=1), None)
