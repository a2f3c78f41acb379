"""What pages say of a matter on each day: its stage, what it waits for, each step of its way with what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from disclosure.library.listings import Window
from disclosure.library.participation import (
    Ahead,
    Duty,
    DutyName,
    Phase,
    ahead,
    duties_of,
    over_on,
    planned,
    result_day,
    stages,
    until_decided,
    withdrawn_on,
)
from disclosure.model.choices import ChangeHow, Choice, DutyState, Stage
from disclosure.model.participation import Decision
from disclosure.pages._parts import Link, long_day
from disclosure.site.page import Site
from disclosure.text.titles import short

OVERDUE = (DutyState.OVERDUE, DutyState.MISSING)
"""States in which something that was due is not there."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A state on the days on which it holds; `count` says of how many, where it is one of several."""

    window: Window
    key: str
    label: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the days on which it holds, with a link behind it. `closes`: how many days are left is told beside it."""

    window: Window
    words: str
    link: Link | None = None
    late: bool = False
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a matter's way: from when it is `done`, on which days it is `late`, and what is told of it."""

    key: str
    title: str
    done: Window | None
    late: tuple[Window, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """All that follows from the record of a major decision."""

    stages: tuple[Phase[Stage], ...]
    duties: tuple[Duty, ...]
    ahead: tuple[Phase[Ahead], ...]

    def duty(self, name: DutyName) -> Duty | None:
        """What is asked of it under a name."""
        return next((duty for duty in self.duties if duty.name == name), None)


def matter(site: Site, decision: Decision) -> Matter:
    """What follows from the record of a decision, and from the rules."""
    duties = duties_of(site.library, decision)
    return Matter(stages(decision, result_day(site.library, decision)), duties, ahead(decision, duties))


def window(site: Site, phase: Phase[object]) -> Window:
    """The days of a phase, seen from the build's day."""
    return Window.on(site.on, phase.since, phase.until)


def recent(site: Site, phases: Iterable[Phase[Choice]]) -> list[Phase[Choice]]:
    """What holds on the build's day or later: nobody looks at a page of today to know how it was."""
    return [one for one in phases if one.until is None or one.until > site.on]


def badges(site: Site, phases: Iterable[Phase[Choice]]) -> tuple[Badge, ...]:
    """A badge for each state, on its days."""
    return tuple(Badge(window(site, one), one.state.value, site.strings.label(one.state)) for one in phases)


def overdue(site: Site, duties: Iterable[Duty]) -> tuple[Badge, ...]:
    """What is overdue, by the name of the duty, on the days on which it is."""
    return tuple(
        Badge(window(site, one), duty.name, site.strings(f"duty.{duty.name}.overdue"))
        for duty in duties
        for one in duty.states
        if one.state in OVERDUE
    )


def changes_of(told: Iterable[Told | Badge]) -> Iterator[date | None]:
    """The days on which one of these begins or ends."""
    return (one.window.changes_on for one in told)


def next_steps(site: Site, found: Matter) -> tuple[Told, ...]:
    """What the matter waits for, in words, on each day."""
    return tuple(
        Told(
            window(site, one),
            site.strings(
                f"decision.next.{one.state.step}{'_late' if one.state.late else ''}",
                day=long_day(site.strings, one.state.due),
            ),
            late=one.state.late,
        )
        for one in found.ahead
    )


# --- the steps of a dossier


def steps(site: Site, decision: Decision, found: Matter) -> tuple[Step, ...]:
    """The steps of a matter in the order of the law, each with what happened, what is due by when and what is late."""
    made = [_listed(site, decision), *_consulting(site, decision, found), *_reviewing(site, decision, found)]
    made += [_deciding(site, decision), *_after(site, decision, found)]
    return tuple(made)


def _step(site: Site, key: str, done: date | None, told: Iterable[Told]) -> Step:
    told = tuple(told)
    return Step(
        key,
        site.strings(f"decision.step.{key}"),
        Window.on(site.on, done, None) if done is not None else None,
        tuple(one.window for one in told if one.late),
        told,
    )


def _since(site: Site, day: date, words: str, link: Link | None = None) -> Told:
    """A sentence that holds from a day on."""
    return Told(Window.on(site.on, day, None), words, link)


def _listed(site: Site, decision: Decision) -> Step:
    say = site.strings
    link = Link(say("decision.of_year", year=decision.year), catalogue_url(decision.year))
    told = [
        _since(
            site,
            decision.listed_on,
            say("decision.listed", day=long_day(say, decision.listed_on), number=decision.number),
            link,
        )
    ]
    told += [
        _since(site, one.on, changed_in_words(site, one.how, long_day(say, one.on), one.reason, one.planned_quarter))
        for one in decision.changed
    ]
    return _step(site, "listed", decision.listed_on, told)


def changed_in_words(site: Site, how: ChangeHow, day: str, reason: str, quarter: int | None) -> str:
    """A change of the catalogue in a sentence."""
    to = site.strings("decision.to_quarter", quarter=quarter) if quarter else ""
    return site.strings("decision.changed", day=day, how=site.strings.label(how), to=to, reason=reason)


def _consulting(site: Site, decision: Decision, found: Matter) -> Iterator[Step]:
    say, asked = site.strings, decision.consultation
    if asked is None:
        until = min((day for day in (decision.decided_on, withdrawn_on(decision)) if day is not None), default=None)
        told = [Told(Window.on(site.on, None, until), say("decision.not_asked_yet"))]
        if decision.decided_on is not None:
            told.append(_since(site, decision.decided_on, say("decision.not_asked")))
        yield _step(site, "consulting", None, told)
        return
    opens, closes = long_day(say, asked.opens_on), long_day(say, asked.closes_on)
    over, papers = over_on(asked), Link(say("decision.see_papers"), "#ui-papers") if decision.papers else None
    told = [
        Told(Window.on(site.on, None, asked.opens_on), say("decision.opens", opens=opens, closes=closes)),
        Told(Window.on(site.on, asked.opens_on, over), say("decision.open", closes=closes), closes=asked.closes_on),
        _since(site, over, say("decision.was_open", opens=opens, closes=closes, days=asked.days)),
        *([_since(site, asked.opens_on, "", papers)] if papers else []),
    ]
    for name in ("period", "note"):
        duty = found.duty(name)
        for phase in duty.states if duty else ():
            if duty and phase.state in (DutyState.EXPLAINED, *OVERDUE, DutyState.LATE):
                state = DutyState.MISSING if phase.state in OVERDUE else phase.state
                words = say(
                    f"duty.{name}.{state.value}",
                    days=asked.days,
                    limit=duty.rule.value,
                    reason=asked.reason_if_short or "",
                    day=long_day(say, duty.done) if duty.done else "",
                )
                told.append(Told(window(site, phase), words, late=phase.state in OVERDUE))
    yield _step(site, "consulting", over, told)


def _reviewing(site: Site, decision: Decision, found: Matter) -> Iterator[Step]:
    say = site.strings
    told: list[tuple[date, str, Link | None]] = []
    for hearing in decision.hearings:
        people = say("decision.people", number=hearing.people) if hearing.people else ""
        link = _to(site, hearing.event)
        words = say("decision.heard", day=long_day(say, hearing.on), people=people, outcome=hearing.outcome or "")
        told.append((hearing.on, words, link))
    for survey in decision.surveys:
        people = say("decision.people", number=survey.people) if survey.people else ""
        words = say(
            "decision.surveyed",
            day=long_day(say, survey.on),
            title=survey.title,
            people=people,
            found=survey.found or "",
        )
        told.append((survey.on, words, None))
    for one in decision.assessments:
        words = say("decision.assessed", day=long_day(say, one.on), kind=say.label(one.kind), found=one.found)
        told.append((one.on, words, None))
    late = list(_material(site, found))
    if told:
        told.sort(key=lambda one: one[0])
        items = [*(_since(site, *one) for one in told), *late]
        yield _step(site, "reviewing", decision.decided_on or told[-1][0], items)
    elif decision.decided_on is None:
        yield _step(site, "reviewing", None, [Told(Window.on(site.on, None, None), say("decision.no_review_yet"))])


def _material(site: Site, found: Matter) -> Iterator[Told]:
    """That the material of a hearing was late, or is missing."""
    for duty in found.duties:
        for phase in duty.states if duty.name == "hearing" else ():
            if duty.by is not None and phase.state in (*OVERDUE, DutyState.LATE):
                missing = phase.state in OVERDUE
                words = site.strings(
                    f"duty.hearing.{'missing' if missing else 'late'}",
                    by=long_day(site.strings, duty.by),
                    day=long_day(site.strings, duty.done) if duty.done else "",
                )
                yield Told(window(site, phase), words, late=missing)


def _to(site: Site, key: str | None) -> Link | None:
    row = site.listings.rows.get(key) if key else None
    return Link(row.record.title, row.url) if row else None


def _deciding(site: Site, decision: Decision) -> Step:
    say = site.strings
    told = [
        Told(
            window(site, one),
            say(f"decision.{'plan_late' if one.state.late else 'plan'}", day=long_day(say, one.state.due)),
            late=one.state.late,
        )
        for one in until_decided(decision)
    ]
    happened = [
        (
            one.on,
            say("decision.attended", day=long_day(say, one.on), meeting=one.meeting, who=one.who, number=one.people),
        )
        for one in decision.attendance
    ]
    if decision.decided_on is not None:
        happened.append((decision.decided_on, say("decision.decided", day=long_day(say, decision.decided_on))))
    told += [_since(site, *one) for one in sorted(happened, key=lambda one: one[0])]
    return _step(site, "deciding", decision.decided_on, told)


def _after(site: Site, decision: Decision, found: Matter) -> Iterator[Step]:
    """What follows a decision: what came of the opinions, its result, and how it fared."""
    say, gone = site.strings, withdrawn_on(decision)
    names: tuple[Literal["feedback", "result"], ...] = ("feedback", "result")
    for name in names:
        duty = found.duty(name)
        link = None
        if name == "feedback" and decision.feedback is not None:
            link = Link(say("decision.see_feedback"), "#ui-feedback")
        row = site.listings.rows.get(decision.result) if name == "result" and decision.result else None
        if row is not None:
            link = Link(short(row.record.title), row.url)
        until = min((day for day in (decision.decided_on, gone) if day is not None), default=None)
        told = (
            [Told(Window.on(site.on, None, until), say(f"decision.{name}_to_come"))]
            if decision.decided_on is None
            else []
        )
        for phase in duty.states if duty else ():
            words = say(
                f"decision.{name}_{phase.state.value}",
                by=long_day(say, duty.by) if duty and duty.by else "",
                day=long_day(say, duty.done) if duty and duty.done else "",
            )
            shown = link if phase.state in (DutyState.MET, DutyState.LATE, DutyState.UNKNOWN) else None
            told.append(Told(window(site, phase), words, shown, phase.state in OVERDUE))
        done = duty.done if duty else _happened(site, decision, name)
        if duty is None and done is not None:  # no rule asks by when
            told.append(_since(site, done, say(f"decision.{name}_done", day=long_day(say, done)), link))
        if told:
            yield _step(site, name, done, told)
    if (one := decision.evaluation) is not None:
        words = say("decision.evaluated", day=long_day(say, one.on), by=one.by or "", found=one.found)
        yield _step(site, "evaluating", one.on, [_since(site, one.on, words)])


def _happened(site: Site, decision: Decision, name: Literal["feedback", "result"]) -> date | None:
    if name == "result":
        return result_day(site.library, decision)
    return decision.feedback.published_on if decision.feedback else None


def catalogue_url(year: int) -> str:
    """The catalogue of a year."""
    return f"/decisions/year/{year}/"


def counts(site: Site, every: Sequence[tuple[Phase[Choice], ...]], order: Iterable[Choice]) -> tuple[Badge, ...]:
    """How many are in each state, on the days on which it is that many; none are not told."""
    return tuple(
        Badge(shown, state.value, site.strings.label(state), number)
        for state in order
        for shown, number in how_many(site, [[one for one in phases if one.state is state] for phases in every])
    )


def how_many(site: Site, every: Sequence[Sequence[Phase[object]]]) -> Iterator[tuple[Window, int]]:
    """Of how many one of their phases holds, on the days on which it is that many, where it is any."""
    days = sorted({day for phases in every for one in phases for day in (one.since, one.until) if day is not None})
    spans: list[tuple[date | None, date | None, int]] = []
    for since, until in pairwise([None, *days, None]):
        number = sum(any(one.holds(since or date.min) for one in phases) for phases in every)
        if spans and spans[-1][2] == number:
            since = spans.pop()[0]  # noqa: PLW2901 — the two are one
        spans.append((since, until, number))
    return ((Window.on(site.on, since, until), number) for since, until, number in spans if number)


def quarters(site: Site, decision: Decision) -> tuple[Told, ...]:
    """The quarter in which the matter is planned to be decided, as it was put off."""
    return tuple(
        Told(window(site, one), site.strings("decision.quarter", quarter=one.state)) for one in planned(decision)
    )
