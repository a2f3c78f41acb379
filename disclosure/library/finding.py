"""找政策: what serves somebody of an audience in an event of life or business, best first, with the days on which it does.

The pages under /find/ and what partners are given are made of the same selections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.library import Library
from disclosure.library.listings import HORIZON, Listings, PolicyRow, Row, Window, grounds
from disclosure.model.choices import AgencyLevel, Disclosure, Status, TagGroup
from disclosure.model.documents import Document, Interpretation, Policy, Question, Service
from disclosure.model.validity import Timeline

EVENTS = (TagGroup.LIFE_EVENT, TagGroup.BUSINESS_EVENT)
"""The groups of tags that say what happens in a life or an enterprise."""

LOCAL = frozenset((AgencyLevel.TOWN, AgencyLevel.STREET))
"""What such an agency issues holds in its own part of the district alone."""

Documents = Sequence[Row[Document]]


@dataclass(frozen=True, slots=True)
class Match:
    """One document that serves, and the days on which it does.

    `industries` (tag ids) and `places` (agency ids) are those for which alone it is; none: for all.
    """

    row: Row[Document]
    window: Window
    industries: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What serves an audience, in an event (a tag id) if one is named: services, policies, interpretations, questions."""

    audience: str
    event: str | None
    services: tuple[Match, ...]
    policies: tuple[Match, ...]
    interpretations: tuple[Match, ...]
    questions: tuple[Match, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Match, ...]], ...]:
        """What was found by kind, in the order in which somebody needs it: to act, to know, to understand, to ask."""
        names = ("services", "policies", "interpretations", "questions")
        return tuple((name, getattr(self, name)) for name in names)

    @property
    def matches(self) -> tuple[Match, ...]:
        """All that was found."""
        return tuple(match for _, found in self.groups for match in found)


def selections(library: Library, listings: Listings, on: date) -> Iterator[Selection]:
    """For every audience that something is meant for: all of it, then each event in which there is something for it."""
    finder = _Finder(library, listings, on)
    events = [key for key, entry in library.vocabulary.tags.items() if entry.record.group in EVENTS]
    for audience in library.vocabulary.audiences:
        everything = finder.select(audience, None)
        if not everything.matches:
            continue
        yield everything
        theirs = {tag for match in (*everything.services, *everything.policies) for tag in match.row.record.tags}
        yield from (finder.select(audience, event) for event in events if event in theirs)


def is_offered(listings: Listings) -> bool:
    """Whether anything is meant for somebody in particular, so that it makes sense to ask who a reader is."""
    return any(listings.keys(kind, "audience") for kind in (Policy, Service))


def turns_of(windows: Iterable[Window], on: date) -> tuple[int, str]:
    """How many of these are open on a day, and how that changes later: `2026-12-01:+1,2027-01-01:-2`, read by the browser."""
    number, changes = 0, Counter[date]()
    for window in windows:
        number += window.open
        for day, change in ((window.since, 1), (window.until, -1)):
            if day is not None and on < day <= on + HORIZON:
                changes[day] += change
    return number, ",".join(f"{day}:{change:+d}" for day, change in sorted(changes.items()) if change)


class _Finder:
    """Finds in the listings of one day; what does not depend on who asks is worked out once."""

    def __init__(self, library: Library, listings: Listings, on: date) -> None:
        self._listings, self._on = listings, on
        self._tags = library.vocabulary.tags
        every = (*listings.of(Policy).values(), *listings.of(Service).values())
        resting = (*listings.of(Interpretation).values(), *listings.of(Question).values())
        self._matches: dict[str, Match] = {}
        for row in (*every, *resting):
            if (match := self._match(row)) is not None:
                self._matches[row.record.id] = match

    def select(self, audience: str, event: str | None) -> Selection:
        policies = self._meant_for(Policy, audience, event)
        services = self._meant_for(Service, audience, event)
        found = {match.row.record.id for match in (*policies, *services)}
        questions = sorted(self._about(Question, found), key=lambda match: -match.row.record.read("asked", 1))
        return Selection(
            audience, event, services, policies, tuple(self._about(Interpretation, found)), tuple(questions)
        )

    def _meant_for(self, kind: type[Policy | Service], audience: str, event: str | None) -> tuple[Match, ...]:
        """The documents of a kind for an audience: in an event, those for everybody come after its own."""
        own: Documents = self._listings.under(kind, "audience", audience)
        if event is None:
            rows: Documents = own
        else:
            under: Documents = self._listings.under(kind, "tag", event)
            rows = [row for row in under if audience in _audiences(row) or not _audiences(row)]
        matches = [self._matches[row.record.id] for row in rows if row.record.id in self._matches]
        return tuple(sorted(matches, key=lambda match: _remoteness(match.row, event)))

    def _about(self, kind: type[Interpretation | Question], found: set[str]) -> Iterator[Match]:
        for row in self._listings.of(kind).values():
            if row.record.id in self._matches and any(one.record.id in found for one in row.about):
                yield self._matches[row.record.id]

    def _match(self, row: Row[Document]) -> Match | None:
        policies = [
            one for one in ((row,) if isinstance(row, PolicyRow) else grounds(row)) if isinstance(one, PolicyRow)
        ]
        if isinstance(row, PolicyRow) and row.record.disclosure is not Disclosure.PROACTIVE:
            return None
        if isinstance(row.record, Question) and not row.record.is_answered:
            return None
        window = in_force_window([one.timeline for one in policies], self._on)
        if window is None:
            return None
        industries = self._industries(row) or _common([self._industries(one) for one in policies])
        places = (
            _places(row) if isinstance(row.record, Policy | Service) else _common([_places(one) for one in policies])
        )
        return Match(row, window, industries, places)

    def _industries(self, row: Row[Document]) -> tuple[str, ...]:
        return tuple(tag for tag in row.record.tags if self._tags[tag].record.group is TagGroup.INDUSTRY)


def in_force_window(timelines: Sequence[Timeline], on: date) -> Window | None:
    """The days around or next after `on` on which one of these is in force; always where there are none, None if never more."""
    if not timelines:
        return Window(None, None, open=True)
    days = sorted({turn.on or date.min for turns in timelines for turn in turns})
    since: date | None = None
    for day in (*days, None):
        live = day is not None and any(_in_force(turns, day) for turns in timelines)
        if live and since is None:
            since = day
        elif not live and since is not None:
            if day is None or day > on:
                return Window.on(on, None if since == date.min else since, day)
            since = None
    return None


def _in_force(turns: Timeline, day: date) -> bool:
    return [turn for turn in turns if (turn.on or date.min) <= day][-1].status is Status.IN_FORCE


def _audiences(row: Row[Document]) -> tuple[str, ...]:
    found: tuple[str, ...] = row.record.read("audiences", ())
    return found


def _places(row: Row[Document]) -> tuple[str, ...]:
    local = all(agency.level in LOCAL for agency in row.issuers)
    return tuple(agency.id for agency in row.issuers) if local else ()


def _common(limits: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What limits all of several documents together: nothing, as soon as one of them is for all."""
    return tuple(dict.fromkeys(key for keys in limits for key in keys)) if all(limits) else ()


def _remoteness(row: Row[Document], event: str | None) -> tuple[bool, int, int, int]:
    """What is meant for few comes before what is meant for many, what is mainly about the event before the rest."""
    place = row.record.tags.index(event) if event else 0
    audiences = len(_audiences(row))
    return not audiences, place, audiences, -(row.day or date.min).toordinal()
