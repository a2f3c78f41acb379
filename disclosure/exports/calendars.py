"""Calendars (RFC 5545): days on which documents take effect and end, last days for opinions, and events.

Only this module imports icalendar. There is one for the whole site and for each agency, theme and audience, and one file
beside the page of each event. Each entry is written once; the calendars in which it stands are put together from these.

An entry keeps its UID when its day is moved, and has a higher SEQUENCE then, so that a calendar takes the new day. Both
follow from what documents say: a term is moved by those that prolong or end a document, an event or a consultation by its
`moved_from`. DTSTAMP is the day of the newest document from which the entry follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from disclosure.library.addresses import download_url
from disclosure.library.happenings import Happening, happenings
from disclosure.model.documents import Document, Event, Policy, Session
from disclosure.model.kinds import kind_for, kind_of
from disclosure.model.participation import Consultation, Decision
from disclosure.pages.follow import gathered, selections
from disclosure.site.page import Deferred, Joined, Output, Page, Site, export
from disclosure.text.titles import inner

if TYPE_CHECKING:
    from icalendar.cal import Component

ZONE = "Asia/Shanghai"

_CHINA = timedelta(hours=8)
"""All year, since 1991."""

_DAY = timedelta(days=1)
_END = "END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Dated:
    """One entry: of a whole day, or of a session with its hours. `stamp` is the day of the newest document that says so."""

    uid: str
    sequence: int
    stamp: date
    record: Document
    summary: str
    when: date | Session


@export("calendars")
def calendars(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Joined | Deferred]:
    """The calendars that can be followed, and a file for each event."""
    told = tuple(_told(site))
    name = site.config.site.name
    yield _calendar(site, name, "/", (text for _, text in told))
    under = gathered(site, told)
    for one in selections(site):
        if one.dated:
            yield _calendar(site, f"{one.name} · {name}", one.base, under.get(one.place, ()))
    yield from (Deferred(calendar_file, key) for key in site.library.order[kind_for(Event).folder])


def calendar_file(site: Site, key: str) -> Iterator[Output]:
    """All sessions of one event."""
    event = site.library.of(Event)[key].record
    some = "".join(_written(site, one) for one in _sessions(site, event))
    yield Output(download_url(event, "ics").lstrip("/"), (_head(site, event.title) + some + _END).encode())


def _calendar(site: Site, name: str, base: str, entries: Iterable[str]) -> Joined:
    return Joined(f"{base.lstrip('/')}calendar.ics", (_head(site, name), *entries, _END))


# --- what stands in them


def _told(site: Site) -> Iterator[tuple[Happening, str]]:
    """Every entry from the beginning of last year on, with the happening from which it follows."""
    since, ends = date(site.on.year - 1, 1, 1), Counter[str]()
    for one in happenings(site.library):
        number = 0
        if one.what in ("expired", "repealed", "declared_invalid"):
            ends[one.document] += 1
            number = ends[one.document]
        if one.day >= since:
            yield from ((one, _written(site, dated)) for dated in _dated(site, one, number))


def _dated(site: Site, one: Happening, number: int) -> Iterator[Dated]:
    """The entries of one happening; `number` says which end of the document it is, for one may come back into force."""
    record, say = site.library.documents[one.document].record, site.strings
    title, stamp = inner(record.title), kind_of(record).day_of(record) or one.day

    def entry(name: str, on: date, sequence: int, since: date = stamp) -> Dated:
        words = say(f"calendar.{name}", title=title)
        return Dated(_uid(site, f"{one.document}-{name}"), sequence, since, record, words, on)

    if one.what == "in_force":
        yield entry("effect", one.day, 0)
    elif number:
        longer = [link.source for link in site.library.changes_to("extends", one.document)]
        days = (_stamp(site, key) for key in (*longer, one.by or ""))
        newest = max((day for day in days if day is not None), default=stamp)
        by_term = one.what == "expired"
        name, on = ("last", one.day - _DAY) if by_term else (one.what.replace("_", "-"), one.day)
        uid = _uid(site, f"{one.document}-end{number if number > 1 else ''}")
        sequence = len(longer) + (not by_term)  # whoever ends it comes before its term
        yield Dated(uid, sequence, max(stamp, newest), record, say(f"calendar.{name}", title=title), on)
    elif one.what == "closed" and isinstance(record, Decision | Consultation) and record.consultation is not None:
        yield entry("opinions", record.consultation.closes_on, len(record.consultation.moved_from))
    elif one.what == "sign_up_ends" and isinstance(record, Event):
        yield entry("sign-up", one.day, max(len(session.moved_from) for session in record.sessions))
    elif one.what == "takes_place" and isinstance(record, Event):
        yield from (dated for dated in _sessions(site, record) if _day(dated) == one.day)


def _sessions(site: Site, event: Event) -> Iterator[Dated]:
    for number, session in enumerate(event.sessions, start=1):
        words = event.title if session.title is None else f"{event.title}{site.strings('site.colon')}{session.title}"
        uid, stamp = _uid(site, f"{event.id}-{number}"), event.published_on or session.on
        yield Dated(uid, len(session.moved_from), stamp, event, words, session)


def _day(one: Dated) -> date:
    return one.when.on if isinstance(one.when, Session) else one.when


def _uid(site: Site, name: str) -> str:
    return f"{name}@{site.config.site.domain}"


def _stamp(site: Site, key: str) -> date | None:
    """The day of a document; None for one of which nothing may be said."""
    entry = site.library.of(Policy).get(key)
    return kind_of(entry.record).day_of(entry.record) if entry else None


# --- how it is written


def _head(site: Site, name: str) -> str:
    """A calendar up to its first entry: what it is called, how often to look again, and its zone of time."""
    from icalendar import Calendar, Timezone, TimezoneStandard  # noqa: PLC0415 — 0.1 s

    calendar = Calendar()
    calendar.add("prodid", f"-//{site.config.site.domain}//disclosure//ZH")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _DAY, parameters={"value": "DURATION"})
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 — the zone's own time
    standard.add("tzoffsetfrom", _CHINA)
    standard.add("tzoffsetto", _CHINA)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    calendar.add_component(zone)
    return str(calendar.to_ical().decode().removesuffix(_END))


def _written(site: Site, one: Dated) -> str:
    from icalendar import Event as CalendarEvent  # noqa: PLC0415 — see above

    entry: Component = CalendarEvent()
    record, session = one.record, one.when if isinstance(one.when, Session) else None
    address = site.config.site.address + site.listings.rows[record.id].url.lstrip("/")
    entry.add("uid", one.uid)
    entry.add("sequence", one.sequence)
    entry.add("dtstamp", (datetime.combine(one.stamp, time()) - _CHINA).replace(tzinfo=UTC))
    entry.add("summary", one.summary)
    if session is None or session.begins is None:
        entry.add("dtstart", _day(one))
        entry.add("dtend", _day(one) + _DAY)
    else:
        _add_moment(entry, "dtstart", session.on, session.begins)
        if session.ends is not None:
            _add_moment(entry, "dtend", session.on, session.ends)
    if session is None:
        entry.add("transp", "TRANSPARENT")  # nobody is busy because a document takes effect
    elif session.place is not None:
        entry.add("location", session.place)
    entry.add("description", f"{record.summary}\n{address}" if record.summary else address)
    entry.add("url", address)
    return str(entry.to_ical().decode())


def _add_moment(entry: Component, name: str, day: date, clock: str) -> None:
    entry.add(name, datetime.combine(day, time.fromisoformat(clock)), parameters={"tzid": ZONE})
