"""Events as calendar files (RFC 5545), one beside the page of each. Only this module imports icalendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from disclosure.library.addresses import document_url, download_url
from disclosure.model.documents import Event, Session
from disclosure.model.kinds import kind_for
from disclosure.site.page import Deferred, Output, Page, Site, export

if TYPE_CHECKING:
    from icalendar.cal import Component

_CHINA = timezone(timedelta(hours=8))
"""UTC+8 all year, since 1991."""


@export("calendars")
def calendars(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """A calendar file for each event."""
    return (Deferred(calendar_file, key) for key in site.library.order[kind_for(Event).folder])


def calendar_file(site: Site, key: str) -> Iterator[Output]:
    """All sessions of one event."""
    from icalendar import Calendar  # noqa: PLC0415 — 0.1 s, and only events need it

    event = site.library.of(Event)[key].record
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.config.site.domain}//disclosure//ZH")
    calendar.add("version", "2.0")
    for number, session in enumerate(event.sessions, start=1):
        calendar.add_component(_session(site, event, session, number))
    yield Output(download_url(event, "ics").lstrip("/"), calendar.to_ical())


def _session(site: Site, event: Event, session: Session, number: int) -> Component:
    from icalendar import Event as CalendarEvent  # noqa: PLC0415

    entry = CalendarEvent()
    address = site.config.site.address + document_url(event).lstrip("/")
    entry.add("uid", f"{event.id}-{number}@{site.config.site.domain}")
    stamp = datetime.combine(event.published_on or session.on, time(), _CHINA)
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("summary", event.title if session.title is None else f"{event.title}：{session.title}")
    if session.begins is None:
        entry.add("dtstart", session.on)
        entry.add("dtend", session.on + timedelta(days=1))
    else:
        entry.add("dtstart", _moment(session, session.begins))
        if session.ends is not None:
            entry.add("dtend", _moment(session, session.ends))
    if session.place is not None:
        entry.add("location", session.place)
    entry.add("description", f"{event.summary}\n{address}" if event.summary else address)
    entry.add("url", address)
    return entry


def _moment(session: Session, clock: str) -> datetime:
    return datetime.combine(session.on, time.fromisoformat(clock), _CHINA).astimezone(UTC)
