"""The standard catalogue held against what is published: each item with each unit that is to publish it, day by day. Pure.

Documents say of themselves which items they fulfil and who issued them; content/data/coverage.yaml says what no document
can: that an item does not apply to a unit, or that something arose on a day and is to be published. What is open only on
request publishes nothing. The deadline is read from the item (`model/deadlines`). `tests/data/coverage-vectors.json` holds the
states of days.

A document counts for those of its issuers that are to publish the item; one of others (the government for a department)
for all of them. A unit that published it again (`copies`) has done so on its own day. Where an item asks for something every
year (quarter, month), a document counts for its calendar period: in the next one something is due, and overdue once that has
passed without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.grounds import all_over
from disclosure.library.library import CatalogueRow, Library
from disclosure.library.participation import Phase, phases_of
from disclosure.library.republished import republished
from disclosure.model.choices import CatalogueMethod, CoverageState, DeadlineCount
from disclosure.model.deadlines import PERIODS, Limit, read_limit
from disclosure.model.documents import Policy
from disclosure.model.records import revive
from disclosure.model.vocabulary import CatalogueItem, Coverage
from disclosure.model.workdays import Calendar, add_working_days

_DAY = timedelta(days=1)
S = CoverageState


@dataclass(frozen=True, slots=True)
class Released:
    """A document of an item and a unit: its id, its day, the last day in time, and whether it was late.

    `by` and `late` are None where nobody can tell: the deadline counts no days, or from a day that is not known.
    `by_others` says that none of its issuers is to publish the item. `occasion` is what the days are counted from, and its
    day, where that is not the signing of the document.
    """

    document: str
    on: date
    by: date | None
    late: bool | None
    by_others: bool = False
    occasion: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that arose and is not published: what, since when, and the last day in time, where days are counted."""

    occasion: str
    since: date
    by: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One item with one unit: its documents, newest first, what is awaited, why it does not apply, and its states."""

    field: str
    item: str
    unit: str
    documents: tuple[Released, ...]
    awaited: tuple[Awaited, ...]
    reason: str | None
    states: tuple[Phase[CoverageState], ...]

    def state(self, day: date) -> CoverageState:
        """How it stands on a day."""
        return next(one.state for one in self.states if one.holds(day))

    def due(self, day: date) -> date | None:
        """By when what is due or overdue on a day is or was to be published, where that is known."""
        known = [one.by for one in self.awaited if one.since <= day and one.by is not None]
        if known:
            return min(known)
        turn = next((one for one in self.states if one.holds(day)), None)
        if turn is None or turn.state is not S.DUE or turn.until is None:
            return turn.since - _DAY if turn is not None and turn.state is S.OVERDUE and turn.since else None
        return turn.until - _DAY


def cells(library: Library) -> Iterator[Cell]:
    """Every item with every unit, in the order of the catalogue."""
    calendar = {year: entry.record for year, entry in library.vocabulary.calendar.items()}
    notes: dict[str, list[Coverage]] = {}
    for entry in library.vocabulary.coverage.values():
        notes.setdefault(entry.record.item, []).append(entry.record)
    for row in library.catalogue_rows.values():
        policies = [library.documents[key].record for key in library.open_under(row.item.id)]
        dated = [one for one in policies if isinstance(one, Policy) and one.published_on is not None]
        for unit in row.item.publisher:
            of_unit = [one for one in notes.get(row.item.id, ()) if not one.units or unit in one.units]
            by_unit = [_by_unit(library, one, unit) for one in dated]
            yield cell_of(row.field.id, row.item, unit, by_unit, of_unit, calendar)


def ended(library: Library, cell: Cell) -> tuple[Phase[bool], ...]:
    """The days on which all its documents are over, though it counts as published; none where it does not apply."""
    return () if cell.reason else all_over(library.timeline(one.document) for one in cell.documents)


def without_agency(row: CatalogueRow) -> tuple[str | None, ...]:
    """Who is to publish an item and has no cell: publishers that are no agency; None where the item names nobody at all."""
    return row.item.other_publishers or (() if row.item.publisher else (None,))


def _by_unit(library: Library, policy: Policy, unit: str) -> Policy:
    """A document as a unit published it: one that it did not issue, but published again, is by it and of that day."""
    copies = () if unit in policy.issuers else republished(library, policy.id)
    copy = next((one for one in copies if unit in one.issuers), None)
    if copy is None:
        return policy
    said = {"issuers": copy.issuers, "published_on": copy.on or policy.published_on}
    return revive(Policy, {**policy.__dict__, **said})


def cell_of(
    field: str,
    item: CatalogueItem,
    unit: str,
    policies: Iterable[Policy],
    notes: Sequence[Coverage],
    calendar: Calendar,
) -> Cell:
    """One item with one unit, from the dated policies that fulfil the item and the notes on the two."""
    limit = limit_for(item)
    own = [one for one in policies if unit in one.issuers or not set(one.issuers) & set(item.publisher)]
    starts = {note.document: (note.occasion or "", note.on) for note in notes if note.document and note.on}
    released = sorted(
        (_released(one, item, limit, starts.get(one.id), calendar) for one in own), key=lambda one: one.on
    )
    published = {one.document for one in released}
    awaited = tuple(
        Awaited(note.occasion, note.on, _by(note.on, limit, calendar))
        for note in notes
        if note.occasion and note.on and note.document not in published
    )
    reason = next((note.not_applicable for note in notes if note.not_applicable), None)
    if reason is not None:
        states: tuple[Phase[CoverageState], ...] = (Phase(S.NOT_APPLICABLE, None, None),)
    elif item.on_request_alone and not released:
        states = (Phase(S.ON_REQUEST, None, None),)
    else:
        states = _states(released, awaited, PERIODS.get(limit.count) if limit else None)
    return Cell(field, item.id, unit, tuple(reversed(released)), awaited, reason, states)


def limit_for(item: CatalogueItem) -> Limit | None:
    """How the deadline for publishing proactively is counted: the first that is read."""
    proactive = (one for one in item.deadline if one.method is not CatalogueMethod.ON_REQUEST)
    return next((limit for one in proactive if (limit := read_limit(one)) is not None), None)


def _released(
    policy: Policy, item: CatalogueItem, limit: Limit | None, occasion: tuple[str, date] | None, calendar: Calendar
) -> Released:
    assert policy.published_on is not None  # noqa: S101 — `cells` leaves the others out
    start = occasion[1] if occasion else policy.formed_on if limit is not None and not limit.from_event else None
    by = _by(start, limit, calendar) if start is not None and start <= policy.published_on else None
    late = None if by is None or (limit is not None and limit.otherwise) else policy.published_on > by
    others = not set(policy.issuers) & set(item.publisher)
    return Released(policy.id, policy.published_on, by, late, others, occasion if occasion and occasion[0] else None)


def _by(start: date, limit: Limit | None, calendar: Calendar) -> date | None:
    """The last day in time: counting begins on the day after; None where no days are counted, or the calendar ends."""
    if limit is None or limit.number is None:
        return None
    if limit.count is DeadlineCount.WORKING_DAYS:
        return add_working_days(start, limit.number, calendar)
    return start + timedelta(days=limit.number) if limit.count is DeadlineCount.DAYS else None


def _states(
    released: Sequence[Released], awaited: Sequence[Awaited], months: int | None
) -> tuple[Phase[CoverageState], ...]:
    """How it stands on every day; what is awaited goes before what is there."""
    turns = {one.on: S.LATE if one.late else S.PUBLISHED for one in released}
    if months and turns:
        turns = _with_periods(turns, months)
    held = [Phase(S.EMPTY, None, min(turns, default=None)), *phases_of(sorted(turns.items()))]
    days = {one.since for one in held if one.since} | {one.since for one in awaited}
    days |= {one.by + _DAY for one in awaited if one.by is not None}
    found: list[tuple[date, CoverageState]] = []
    for day in (date.min, *sorted(days)):
        state = next(one.state for one in held if one.holds(day))
        open_now = [one for one in awaited if one.since <= day]
        if open_now:
            state = S.OVERDUE if any(one.by is not None and one.by < day for one in open_now) else S.DUE
        if not found or found[-1][1] is not state:
            found.append((day, state))
    ends = [*(day for day, _ in found[1:]), None]
    return tuple(
        Phase(state, None if day == date.min else day, until) for (day, state), until in zip(found, ends, strict=True)
    )


def _with_periods(turns: dict[date, CoverageState], months: int) -> dict[date, CoverageState]:
    """In the period after the one of a document something is due, after that overdue, until there is another document."""
    days = sorted(turns)
    found = dict(turns)
    for day, following in zip(days, [*days[1:], date.max], strict=True):
        due = next_period(day, months)
        ahead = ((due, S.DUE), (next_period(due, months), S.OVERDUE))
        found.update((turn, state) for turn, state in ahead if turn < following)
    return found


def next_period(day: date, months: int) -> date:
    """The first day of the calendar period of so many months after the one of a day."""
    month = (day.month - 1) // months * months + months
    return date(day.year + month // 12, month % 12 + 1, 1)
