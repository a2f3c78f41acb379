"""Taking part, day by day: how far each matter is, what comes next, what is due by when and what is late. Pure.

Records say what happened on which day, `rules.yaml` says what is due; all else follows from these here, for any day, as
phases: a state with the days on which it holds. Pages write all phases of a matter, and the reader's browser shows those of
the reader's day. `tests/data/participation-vectors.json` holds both to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from disclosure.base.days import last_day_of
from disclosure.library.library import Library
from disclosure.library.time_limits import last_day
from disclosure.model.choices import AgencyLevel, Call, ChangeHow, DutyState, MaterialKind, Stage
from disclosure.model.documents import Event, Policy
from disclosure.model.participation import Attending, Consultation, Consulting, Decision, Feedback
from disclosure.model.records import Entry
from disclosure.model.vocabulary import LegalRule

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)

Step = Literal["opening", "closing", "deciding", "feedback", "result"]
DutyName = Literal["catalogue", "period", "note", "hearing", "feedback", "result", "answer", "attendance"]

DUTIES: dict[DutyName, str] = {
    "catalogue": "decision-catalogue",
    "period": "comment-period",
    "note": "draft-note",
    "hearing": "hearing-material",
    "feedback": "decision-feedback",
    "result": "decision-result",
    "answer": "consultation-feedback",
    "attendance": "attendance-government",  # for others than the government: `attendance-unit`
}
"""What is asked of whoever decides or asks, in the order of a matter's life, and the rule that asks it (`rules.yaml`)."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase(Generic[S_co]):
    """A state that holds from `since` to the day before `until`; None is without bound."""

    state: S_co
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def state_on(phases: Iterable[Phase[S]], day: date) -> S | None:
    """What holds on a day; None where nothing does."""
    return next((phase.state for phase in phases if phase.holds(day)), None)


def phases_of(turns: Iterable[tuple[date, S]]) -> tuple[Phase[S], ...]:
    """From turns in the order of their days, each holding until the next; of several on one day the last holds."""
    days = dict(turns)
    ends = [*pairwise(days), *([(max(days), None)] if days else [])]
    return tuple(Phase(days[since], since, until) for since, until in ends)


# --- how far a matter is


def stages(decision: Decision, result_on: date | None) -> tuple[Phase[Stage], ...]:
    """The stages of a major decision; `result_on` is the day on which its result was published.

    A matter never goes back: what is dated before something of a later stage is passed over.
    """
    asked = decision.consultation
    turns = [(decision.listed_on, Stage.LISTED)]
    if asked is not None:
        turns += [(asked.opens_on, Stage.CONSULTING), (over_on(asked), Stage.REVIEWING)]
    elif decision.assessments:
        turns.append((min(one.on for one in decision.assessments), Stage.REVIEWING))
    if decision.decided_on is not None:
        turns.append((decision.decided_on, Stage.DECIDED))
        if result_on is not None:
            turns.append((max(result_on, decision.decided_on), Stage.PUBLISHED))
    if decision.evaluation is not None:
        turns.append((decision.evaluation.on, Stage.EVALUATED))
    if (gone := withdrawn_on(decision)) is not None:
        turns = [(day, stage) for day, stage in turns if day < gone] + [(gone, Stage.WITHDRAWN)]
    order = list(Stage)
    forward: list[tuple[date, Stage]] = []
    for day, stage in sorted(turns, key=lambda turn: (turn[0], order.index(turn[1]))):
        if not forward or order.index(stage) > order.index(forward[-1][1]):
            forward.append((day, stage))
    return phases_of(forward)


def calls(asked: Consulting, feedback: Feedback | None) -> tuple[Phase[Call], ...]:
    """The same of a request for opinions."""
    turns = [(asked.opens_on, Call.OPEN), (over_on(asked), Call.CLOSED)]
    if feedback is not None:
        turns.append((max(feedback.published_on, over_on(asked)), Call.ANSWERED))
    return (Phase(Call.COMING, None, asked.opens_on), *phases_of(turns))


def days_left(asked: Consulting, day: date) -> int | None:
    """How many days after this one it is still open: 0 on its last day; None while it is not open. As in validity.js."""
    return (asked.closes_on - day).days if asked.opens_on <= day <= asked.closes_on else None


def over_on(asked: Consulting) -> date:
    """The first day on which it is no longer open."""
    return asked.closes_on + _DAY


def withdrawn_on(decision: Decision) -> date | None:
    """The day on which the matter left the catalogue."""
    return min((one.on for one in decision.changed if one.how is ChangeHow.WITHDRAWN), default=None)


def planned(decision: Decision) -> tuple[Phase[int], ...]:
    """The quarters in which the matter was planned to be decided, as they were put off."""
    turns = [(decision.listed_on, decision.planned_quarter)]
    turns += [(one.on, one.planned_quarter) for one in decision.changed if one.how is ChangeHow.POSTPONED]
    return phases_of((day, quarter) for day, quarter in sorted(turns, key=lambda turn: turn[0]) if quarter is not None)


def last_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return last_day_of(year, 3 * quarter)


def matters(library: Library) -> tuple[Entry[Decision], ...]:
    """All major decisions, in their order; a translation is no further one."""
    return tuple(entry for entry in library.of(Decision).values() if entry.record.translation_of is None)


def requests(library: Library) -> tuple[Entry[Consultation], ...]:
    """The same of requests for opinions that belong to none."""
    return tuple(entry for entry in library.of(Consultation).values() if entry.record.translation_of is None)


# --- what comes next


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a matter waits for, and by when; `late` on days after that."""

    step: Step
    due: date
    late: bool


def ahead(decision: Decision, duties: Iterable[Duty]) -> tuple[Phase[Ahead], ...]:
    """What the matter waits for on each day; `duties` are its own."""
    known = {duty.name: duty for duty in duties}
    waits: list[_Wait] = []
    if (asked := decision.consultation) is not None:
        waits.append(_Wait("opening", asked.opens_on, (Phase(asked.opens_on, None, None),)))
        waits.append(_Wait("closing", over_on(asked), (Phase(asked.closes_on, None, None),)))
    waits.append(_deciding(decision))
    after: tuple[Literal["feedback", "result"], ...] = ("feedback", "result")
    asked_after = ((name, known[name]) for name in after if name in known)
    waits += [
        _Wait(name, duty.done, (Phase(duty.by, None, None),)) for name, duty in asked_after if duty.by is not None
    ]
    found: list[Phase[Ahead]] = []
    since: date | None = decision.listed_on
    for wait in waits:
        if since is not None:
            found.extend(_waited(wait, since, withdrawn_on(decision)))
            since = wait.done and max(since, wait.done)
    return tuple(found)


def until_decided(decision: Decision) -> tuple[Phase[Ahead], ...]:
    """By when the matter is to be decided as planned, until it is or leaves the catalogue, whatever else it waits for."""
    return tuple(_waited(_deciding(decision), decision.listed_on, withdrawn_on(decision)))


@dataclass(frozen=True, slots=True)
class _Wait:
    """What is waited for, the day on which it happens, and by when it is due, which may change."""

    step: Step
    done: date | None
    dues: tuple[Phase[date], ...]


def _deciding(decision: Decision) -> _Wait:
    days = (Phase(last_of_quarter(decision.year, one.state), one.since, one.until) for one in planned(decision))
    return _Wait("deciding", decision.decided_on, tuple(days))


def _waited(wait: _Wait, since: date, ends: date | None) -> Iterator[Phase[Ahead]]:
    """The days of a wait that begins on a day and ends when it is over, or nobody waits any more."""
    until = min((day for day in (wait.done, ends) if day is not None), default=None)
    if until is None or until > since:
        yield from (one for due in wait.dues for one in _early_and_late(wait.step, due, since, until))


def _early_and_late(step: Step, due: Phase[date], since: date, until: date | None) -> Iterator[Phase[Ahead]]:
    """The days of one wait before and after it was due, as far as they lie between two days."""
    for late, start, end in ((False, None, due.state + _DAY), (True, due.state + _DAY, None)):
        begin = max(day for day in (since, start, due.since) if day is not None)
        stop = min((day for day in (until, end, due.until) if day is not None), default=None)
        if stop is None or begin < stop:
            yield Phase(Ahead(step, due.state, late), begin, stop)


# --- what is due


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a rule asks, and how it stands on each day.

    `about` is the id of the matter or consultation that it belongs to, None where it belongs to a whole year; `whom` are the
    agencies that it binds; `year` is where it is told. `by` is the last day, None where it has none or the calendar does not
    reach so far; `done` the day on which it was done.
    """

    name: DutyName
    rule: LegalRule
    year: int
    whom: tuple[str, ...]
    about: str | None
    by: date | None
    done: date | None
    states: tuple[Phase[DutyState], ...]


def result_day(library: Library, decision: Decision) -> date | None:
    """The day on which the result of a decision was published, as far as it is on this site."""
    entry = library.of(Policy).get(decision.result) if decision.result else None
    return (entry.record.published_on or entry.record.in_force_from) if entry else None


def duties_of(library: Library, record: Decision | Consultation) -> tuple[Duty, ...]:
    """What is asked of one matter or consultation, in the order of `DUTIES`; what no rule asks is not there."""
    found = _of_decision(library, record) if isinstance(record, Decision) else _of_consultation(library, record)
    return tuple(found)


def _of_decision(library: Library, decision: Decision) -> Iterator[Duty]:
    asked, whom, gone = decision.consultation, decision.issuers or (decision.decides,), withdrawn_on(decision)

    def duty(
        name: DutyName, since: date | None, done: date | None, states: tuple[Phase[DutyState], ...] | None = None
    ) -> Iterator[Duty]:
        rule = _rule(library, DUTIES[name])
        if rule is None or since is None or (gone is not None and since >= gone):
            return
        by = last_day(library, since, rule)
        yield Duty(name, rule, decision.year, whom, decision.id, by, done, states or by_then(since, by, done))

    if asked is not None and (rule := _rule(library, DUTIES["period"])) is not None:
        kept = asked.days >= rule.value
        state = DutyState.MET if kept else DutyState.EXPLAINED if asked.reason_if_short else DutyState.MISSING
        states = phases_of([(asked.opens_on, state)])
        yield Duty("period", rule, decision.year, whom, decision.id, None, asked.opens_on, states)
    yield from duty("note", _published(decision, MaterialKind.DRAFT), _published(decision, MaterialKind.NOTE))
    yield from _of_hearings(library, decision, whom)
    if asked is not None or decision.hearings or decision.surveys:
        answered = decision.feedback.published_on if decision.feedback else None
        yield from duty("feedback", decision.decided_on, answered)
    yield from duty("result", decision.decided_on, result_day(library, decision))


def _of_hearings(library: Library, decision: Decision, whom: tuple[str, ...]) -> Iterator[Duty]:
    """That the material is there some days before each hearing; asked from the day on which the hearing was announced."""
    rule, gone = _rule(library, DUTIES["hearing"]), withdrawn_on(decision)
    if rule is None:
        return
    for hearing in decision.hearings:
        if gone is not None and hearing.on >= gone:
            continue
        by, event = hearing.on - timedelta(days=rule.value), library.of(Event).get(hearing.event or "")
        announced = event.record.published_on if event else None
        states = by_then(announced or by, by, hearing.material_on)
        yield Duty("hearing", rule, decision.year, whom, decision.id, by, hearing.material_on, states)


def _of_consultation(library: Library, record: Consultation) -> Iterator[Duty]:
    rule = _rule(library, DUTIES["answer"])
    if rule is not None:
        closes = record.consultation.closes_on
        by, done = last_day(library, closes, rule), record.feedback.published_on if record.feedback else None
        states = by_then(closes + _DAY, by, done)
        yield Duty("answer", rule, closes.year, record.issuers, record.id, by, done, states)


def year_duties(library: Library) -> tuple[Duty, ...]:
    """What is asked of a whole year: that the catalogue is published in time, and that the public sits in often enough.

    Bound is, as far as this site can know, whoever has a catalogue of the year on it.
    """
    by_year: defaultdict[tuple[int, str], list[Decision]] = defaultdict(list)
    for entry in matters(library):
        by_year[entry.record.year, entry.record.decides].append(entry.record)
    found: list[Duty] = []
    for (year, decides), some in sorted(by_year.items()):
        first = date(year, 1, 1)
        if (rule := _rule(library, DUTIES["catalogue"])) is not None:
            by, done = last_day_of(year, rule.value), min(one.listed_on for one in some)
            found.append(Duty("catalogue", rule, year, (decides,), None, by, done, by_then(first, by, done)))
        agency = library.vocabulary.agencies.get(decides)
        government = agency is not None and agency.record.level is AgencyLevel.GOVERNMENT
        rule = _rule(library, "attendance-government" if government else "attendance-unit")
        if rule is not None and rule.value:
            days = sorted(meeting[0] for meeting in meetings(library, year, decides))
            last, enough = date(year, 12, 31), days[rule.value - 1] if len(days) >= rule.value else None
            states = by_then(first, last, enough)
            found.append(Duty("attendance", rule, year, (decides,), None, last, enough, states))
    return tuple(found)


def meetings(library: Library, year: int, decides: str | None = None) -> dict[tuple[date, str], Attending]:
    """The meetings of a year, of one agency or of all, at which the public sat in: each once, however many matters it had."""
    decisions = (entry.record for entry in matters(library))
    return {
        (one.on, one.meeting): one
        for decision in decisions
        if decides is None or decision.decides == decides
        for one in decision.attendance
        if one.on.year == year
    }


def draft_on(record: Decision | Consultation) -> date:
    """The day on which the draft was put out, as far as is known: otherwise that from which the matter is public."""
    known = _published(record, MaterialKind.DRAFT)
    if isinstance(record, Consultation):
        return known or record.consultation.opens_on
    return known or (record.consultation.opens_on if record.consultation else record.listed_on)


def _published(record: Decision | Consultation, kind: MaterialKind) -> date | None:
    """The day on which a material of a kind was published first."""
    opens = record.consultation.opens_on if record.consultation else None
    days = (one.published_on or opens for one in record.papers if one.kind is kind)
    return min((day for day in days if day is not None), default=None)


def by_then(since: date, by: date | None, done: date | None) -> tuple[Phase[DutyState], ...]:
    """How something stands that is to be done by a day, from the day on which it is asked."""
    if by is None:
        return phases_of([(since, DutyState.UNKNOWN)])
    begins = min(since, done or since)
    if done is not None and done <= by:
        return phases_of([*([(begins, DutyState.OPEN)] if begins < done else []), (done, DutyState.MET)])
    turns = [(begins, DutyState.OPEN)] if begins <= by else []
    turns.append((max(begins, by + _DAY), DutyState.OVERDUE))
    return phases_of([*turns, (done, DutyState.LATE)] if done is not None else turns)


def _rule(library: Library, name: str) -> LegalRule | None:
    entry = library.vocabulary.rules.get(name)
    return entry.record if entry else None
