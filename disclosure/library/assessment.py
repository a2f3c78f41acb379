"""考核评估: what each unit has done, measure by measure, on any day, with the list behind every number. Pure.

A measure (`MEASURES`, each declared once) tells its members: the documents, items or tasks that it looks at, each with the units
that answer for it and how it stands on which days. All numbers follow from these: on a day a member counts where one of its
phases holds, to the numerator where it is met, and to neither side where nobody can judge it. So each number has its list, and
what the reader's day changes is known beforehand.

Most measures are of a year, that in which something was published, asked or due; some are standing: they are of the day alone,
and of a year they tell how things stood at its end (`in_years`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from math import floor
from statistics import median
from typing import TypeVar

from disclosure.base.days import last_day_of
from disclosure.library.addresses import document_url, item_url
from disclosure.library.coverage import cells, limit_for
from disclosure.library.explaining import explaining, owes_interpretation, surely_late_after
from disclosure.library.grounds import all_over, answering, policies_beneath
from disclosure.library.library import Library
from disclosure.library.participation import Phase, state_on
from disclosure.library.plans import bound, plans, stands, task_url
from disclosure.library.succession import successors
from disclosure.library.time_limits import in_time, last_day, working_days_between
from disclosure.model.choices import (
    Category,
    CoverageState,
    Disclosure,
    QuestionSource,
    RuleUnit,
    TaskRole,
    TaskState,
    Verdict,
)
from disclosure.model.documents import Document, Interpretation, Policy, Question, Service
from disclosure.model.vocabulary import CatalogueItem, LegalRule, OwedElement

ELEMENTS = (
    *("index-number", "themes", "issuers", "document-number", "formed-on", "published-on", "effective-on"),
    *("expires-on", "term-note", "genre", "keywords"),
)
"""What documents may be asked to say (`elements.yaml`), by id: what of their table of elements may be left out."""

_DAY = timedelta(days=1)
V = Verdict
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Judged:
    """How a member stands, and why: the key of a sentence (`assessment.why.<why>`) and the values in it.

    `days` are the working days that it took, where the measure counts them and they are known.
    """

    verdict: Verdict
    why: str
    values: tuple[tuple[str, object], ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that a measure looks at: its key in the measure, what it is called and where it stands on the site.

    `units` are the agencies that answer for it; `year` is that to which it counts, None where the measure is of the day alone.
    """

    key: str
    title: str
    url: str
    units: tuple[str, ...]
    year: int | None
    states: tuple[Phase[Judged], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a measure rests on: the number of a rule with what it counts, where there is one, and the basis."""

    basis: str
    verified: bool
    value: int | None = None
    unit: RuleUnit | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its id, by which words and data know it, its members and what it rests on.

    `share`: it is so many of so many; otherwise it only counts. `today`: it is of the day alone, its members of no year.
    """

    id: str
    members: Callable[[Library], Iterator[Member]]
    grounds: Callable[[Library], Iterator[Ground]]
    share: bool = True
    today: bool = False


def _judged(verdict: Verdict, why: str, days: int | None = None, **values: object) -> Judged:
    return Judged(verdict, why, tuple(values.items()), days)


def _since(day: date | None, judged: Judged) -> tuple[Phase[Judged], ...]:
    return (Phase(judged, day, None),)


def _by_rules(*names: str) -> Callable[[Library], Iterator[Ground]]:
    def grounds(library: Library) -> Iterator[Ground]:
        rules = (rule for name in names if (rule := _rule(library, name)) is not None)
        return (Ground(one.basis, one.verified, one.value, one.unit) for one in rules)

    return grounds


def _rule(library: Library, name: str) -> LegalRule | None:
    entry = library.vocabulary.rules.get(name)
    return entry.record if entry else None


# --- documents


def _published(library: Library) -> Iterator[tuple[Policy, date]]:
    """What the units of the site published proactively, with its day; a translation is no further document."""
    for entry in library.of(Policy).values():
        record = entry.record
        proactive = record.disclosure is Disclosure.PROACTIVE and record.translation_of is None
        if proactive and record.issuers and record.published_on is not None:
            yield record, record.published_on


def _of_policy(policy: Policy, published: date, states: tuple[Phase[Judged], ...]) -> Member:
    """A member of the unit that leads (the first issuer) and of the year of publication."""
    return Member(policy.id, policy.title, document_url(policy), policy.issuers[:1], published.year, states)


def _documents(library: Library) -> Iterator[Member]:
    for policy, day in _published(library):
        yield _of_policy(policy, day, _since(day, _judged(V.MET, "published", on=day)))


def _elements(library: Library) -> Iterator[Member]:
    """The elements that a document owes, all of them there."""
    owed = [entry.record for entry in library.vocabulary.elements.values()]
    for policy, day in _published(library):
        asked = [one.field for one in owed if _asks(one, policy, day)]
        if asked:
            missing = tuple(name for name in asked if policy.read(name) in (None, ()))
            judged = _judged(V.MISSED, "lacks", fields=missing) if missing else _judged(V.MET, "complete")
            yield _of_policy(policy, day, _since(day, judged))


def _asks(owed: OwedElement, policy: Policy, published: date) -> bool:
    of_category = not owed.categories or policy.category in owed.categories
    return of_category and (owed.since is None or published >= owed.since)


def _element_grounds(library: Library) -> Iterator[Ground]:
    found = (entry.record for entry in library.vocabulary.elements.values())
    return (Ground(*one) for one in dict.fromkeys((one.basis, one.verified) for one in found))


def _timeliness(library: Library) -> Iterator[Member]:
    """Published within the days of the law; laws of higher levels are published by other rules."""
    rule = _rule(library, "publish-within")
    if rule is None:
        return
    for policy, day in _published(library):
        if policy.category is Category.LAW:
            continue
        formed = policy.formed_on
        if formed is None:
            yield _of_policy(policy, day, _since(day, _judged(V.UNKNOWN, "not_dated", on=day)))
            continue
        if formed > day:  # one of the two is wrong, and that is no merit
            judged = _judged(V.UNKNOWN, "before_formed", since=formed, on=day)
        else:
            judged = _by_then(library, "published", formed, day, rule)
        yield _of_policy(policy, day, _since(day, judged))


def _by_then(library: Library, what: str, since: date, on: date, rule: LegalRule) -> Judged:
    """Whether what began on a day and was done on another was done within the days of a rule."""
    kept, days = in_time(library, since, on, rule), working_days_between(library, since, on)
    if kept is None:
        return _judged(V.UNKNOWN, "no_calendar", days, since=since, on=on)
    if kept:
        return _judged(V.MET, f"{what}_in_time", days, since=since, on=on)
    return _judged(V.MISSED, f"{what}_late", days, since=since, on=on, by=last_day(library, since, rule))


# --- interpretations


def _explained(library: Library, policy: Policy, number: int) -> date | None:
    """The day on which a policy had so many interpretations; the smallest date where that one has no day."""
    found = explaining(library, policy.id)
    if len(found) < number:
        return None
    return library.of(Interpretation)[found[number - 1]].record.published_on or date.min


def _interpreted(library: Library) -> Iterator[Member]:
    """Owing an interpretation, and having one. One is owed once it is late, unless the document ended before that."""
    limit = _rule(library, "interpretation-within")
    for policy, day in _published(library):
        owed = owes_interpretation(library, policy)
        if owed is None:
            continue
        by = last_day(library, day, limit) if limit else day
        surely = by if by is not None or limit is None else surely_late_after(day, limit)
        done = _explained(library, policy, owed.value)
        ended = next((one.since for one in all_over([library.timeline(policy.id)])), date.max) or date.min
        states: list[Phase[Judged]] = []
        if surely is not None and ended > surely and (done is None or done > surely):
            states.append(Phase(_judged(V.MISSED, "not_explained", on=day), surely + _DAY, done))
        if done is not None:
            begins = max(done, day)
            states.append(Phase(_judged(V.MET, "explained", on=begins), begins, None))
        if states:
            yield _of_policy(policy, day, tuple(states))


def _interpretation_days(library: Library) -> Iterator[Member]:
    """Of those that have one, how soon the first came."""
    limit = _rule(library, "interpretation-within")
    if limit is None:
        return
    for policy, day in _published(library):
        owed, done = owes_interpretation(library, policy), _explained(library, policy, 1)
        if owed is None or done is None or done == date.min:
            continue
        yield _of_policy(policy, day, _since(max(done, day), _by_then(library, "explained", day, done, limit)))


# --- the catalogue

_COVERED = {
    CoverageState.PUBLISHED: (V.MET, "covered"),
    CoverageState.LATE: (V.MET, "covered_late"),
    CoverageState.OVERDUE: (V.MISSED, "overdue"),
    CoverageState.EMPTY: (V.MISSED, "empty"),
}
"""What the states of the catalogue say of coverage. What is not due yet, on request or not applicable does not count."""


def _coverage(library: Library) -> Iterator[Member]:
    """Items of the catalogue with the units that are to publish them, as `coverage` judges them."""
    for cell in cells(library):
        row = library.catalogue_rows[cell.item]
        states = []
        for one in cell.states:
            verdict = _COVERED.get(one.state)
            if one.state is CoverageState.DUE and any(paper.on <= (one.since or date.max) for paper in cell.documents):
                verdict = (V.MET, "covered_due")
            if verdict is not None:
                states.append(Phase(_judged(*verdict), one.since, one.until))
        if states:
            url = item_url(row.field.id, row.item.id)
            yield Member(f"{cell.item}:{cell.unit}", _whole_name(row.item), url, (cell.unit,), None, tuple(states))


def _whole_name(item: CatalogueItem) -> str:
    """Of all its levels: many items have the same last one."""
    return " › ".join(item.levels)


def _catalogue_days(library: Library) -> Iterator[Member]:
    """Documents of items whose deadline counts days, published by a unit that is to publish them."""
    for cell in cells(library):
        row = library.catalogue_rows[cell.item]
        limit, item = limit_for(row.item), _whole_name(row.item)
        if limit is None or limit.number is None:
            continue
        for paper in cell.documents:
            if paper.by_others:
                continue
            record = library.documents[paper.document].record
            if paper.late is None or paper.by is None:
                why = "no_start" if paper.by is None else "otherwise"
                judged = _judged(V.UNKNOWN, why, on=paper.on, item=item)
            else:
                why = "item_late" if paper.late else "item_in_time"
                verdict = V.MISSED if paper.late else V.MET
                judged = _judged(verdict, why, on=paper.on, by=paper.by, item=item)
            yield Member(
                f"{cell.item}:{cell.unit}:{paper.document}",
                record.title,
                document_url(record),
                (cell.unit,),
                paper.on.year,
                _since(paper.on, judged),
            )


def _catalogue_grounds(library: Library) -> Iterator[Ground]:
    found = (entry.record for entry in library.vocabulary.catalogue.values())
    return (Ground(*one) for one in dict.fromkeys((one.basis, one.verified) for one in found))


# --- messages


def _messages(library: Library) -> Iterator[Question]:
    for entry in library.of(Question).values():
        if entry.record.source is QuestionSource.MESSAGE and entry.record.translation_of is None:
            yield entry.record


def _answers(library: Library) -> Iterator[Member]:
    """Messages whose answer is there or was due, in the year in which they came."""
    rule = _rule(library, "answer-within")
    if rule is None:
        return
    for question in _messages(library):
        asked, answered = question.asked_on, question.answered_on
        if asked is None:
            continue
        by = last_day(library, asked, rule)
        states: list[Phase[Judged]] = []
        if by is not None and (answered is None or answered > by + _DAY):
            states.append(Phase(_judged(V.MISSED, "waiting_late", since=asked, by=by), by + _DAY, answered))
        if answered is not None:
            states += _since(answered, _by_then(library, "answered", asked, answered, rule))
        elif by is None:
            states += _since(asked, _judged(V.UNKNOWN, "waiting_uncounted", since=asked))
        yield _of_document(library, question, asked.year, tuple(states))


def _waiting(library: Library) -> Iterator[Member]:
    """Messages without an answer."""
    for question in _messages(library):
        asked = question.asked_on
        judged = _judged(V.MISSED, "waiting", since=asked) if asked else _judged(V.MISSED, "waiting_undated")
        yield _of_document(library, question, None, (Phase(judged, asked, question.answered_on),))


def _of_document(library: Library, record: Document, year: int | None, states: tuple[Phase[Judged], ...]) -> Member:
    units = answering(library, record) if isinstance(record, Question) else record.read("issuers", ())
    return Member(record.id, record.title, document_url(record), units, year, states)


# --- documents that have ended


def _ended(library: Library) -> Iterator[Member]:
    """Services and answers that rest on ended documents alone, and documents in force that rest on one."""
    policies = library.of(Policy)
    for kind in (Service, Question):
        for entry in library.of(kind).values():
            beneath = tuple(dict.fromkeys(policies_beneath(library, entry.record)))
            states = tuple(
                Phase(_resting(library, "rests_on_ended", beneath), one.since, one.until)
                for one in all_over(library.timeline(key) for key in beneath)
            )
            if states and entry.record.translation_of is None:
                yield _of_document(library, entry.record, None, states)
    for policy, day in _published(library):
        own = all_over([library.timeline(policy.id)])
        until = next((one.since for one in own), date.max) or date.min
        relations = (*policy.based_on, *policy.implements)
        for key in dict.fromkeys(one.target for one in relations if one.target is not None and one.target in policies):
            over = next((one for one in all_over([library.timeline(key)]) if one.until is None), None)
            since = max((over.since or date.min, day)) if over else date.max
            if since < until:
                judged = _resting(library, "based_on_ended", (key,))
                ends = None if until == date.max else until
                yield Member(
                    f"{policy.id}:{key}",
                    policy.title,
                    document_url(policy),
                    policy.issuers[:1],
                    None,
                    (Phase(judged, None if since == date.min else since, ends),),
                )


def _resting(library: Library, what: str, ended: Sequence[str]) -> Judged:
    """On what one rests, and what has taken its place, where that is known."""
    policies = library.of(Policy)
    titles = tuple(policies[key].record.title for key in ended)
    by = dict.fromkeys(one for key in ended for one in successors(library, key) if one in policies)
    if not by:
        return _judged(V.MISSED, what, titles=titles)
    return _judged(V.MISSED, f"{what}_by", titles=titles, by=tuple(policies[key].record.title for key in by))


# --- work plans

_TASKS = {
    TaskState.DONE: (V.MET, "task_done"),
    TaskState.LATE: (V.MET, "task_done_late"),
    TaskState.OVERDUE: (V.MISSED, "task_overdue"),
}


def _tasks(library: Library) -> Iterator[Member]:
    """Tasks that are done or overdue, of those who lead or are responsible."""
    for entry in plans(library):
        plan = entry.record
        for stand in stands(library, plan):
            units = tuple(key for key, role in bound(library, stand.task).items() if role is not TaskRole.SUPPORT)
            states = tuple(
                Phase(_judged(*_TASKS[one.state], on=stand.done, by=stand.due), one.since, one.until)
                for one in stand.states
                if one.state in _TASKS
            )
            if states:
                title = f"{stand.task.clause} {stand.task.title}"
                yield Member(f"{plan.id}:{stand.index}", title, task_url(plan, stand.task), units, plan.year, states)


def _plan_grounds(library: Library) -> Iterator[Ground]:
    return (Ground(entry.record.title, verified=True) for entry in plans(library))


MEASURES = (
    Measure("documents", _documents, _by_rules(), share=False),
    Measure("elements", _elements, _element_grounds),
    Measure("timeliness", _timeliness, _by_rules("publish-within")),
    Measure("interpreted", _interpreted, _by_rules("interpretation-owed", "interpretation-within")),
    Measure("interpretation-days", _interpretation_days, _by_rules("interpretation-within")),
    Measure("coverage", _coverage, _catalogue_grounds, today=True),
    Measure("catalogue-days", _catalogue_days, _catalogue_grounds),
    Measure("answers", _answers, _by_rules("answer-within")),
    Measure("waiting", _waiting, _by_rules("answer-within"), share=False, today=True),
    Measure("ended", _ended, _by_rules(), share=False, today=True),
    Measure("tasks", _tasks, _plan_grounds),
)
"""All measures in the order in which they are told. A new one is a row here and its words (`assessment.measure.<id>`)."""


def in_years(member: Member, years: Collection[int]) -> Iterator[tuple[int, Member]]:
    """A member with each of these years to which it counts.

    What is of the day alone counts to each year in which it stood in some way, and from 31 December on as on that day: the year
    is told then as it ended, whenever it is told.
    """
    if member.year is not None:
        if member.year in years:
            yield member.year, member
        return
    for year in years:
        first, last = date(year, 1, 1), last_day_of(year, 12)
        states = tuple(
            Phase(one.state, one.since, one.until if one.until is not None and one.until <= last else None)
            for one in member.states
            if (one.since is None or one.since <= last) and (one.until is None or one.until > first)
        )
        if states:
            yield year, replace(member, states=states)


# --- numbers


@dataclass(frozen=True, slots=True)
class Sum:
    """A measure on one day: how many members are met, not met and not to be judged; the median and the most of their days."""

    met: int = 0
    missed: int = 0
    unknown: int = 0
    median: float | None = None
    most: int | None = None

    @property
    def judged(self) -> int:
        """How many count."""
        return self.met + self.missed

    @property
    def share(self) -> Fraction | None:
        """How many of those that count are met; None where none counts: that is no zero."""
        return Fraction(self.met, self.judged) if self.judged else None


def percent(share: Fraction, parts: int = 1) -> Fraction:
    """A share in per cent, half rounded up to so many parts of one; never all or none of it where it is not just that."""
    whole = 100 * parts
    rounded = floor(whole * share + Fraction(1, 2))
    return Fraction(rounded if share in (0, 1) else min(max(rounded, 1), whole - 1), parts)


def sum_on(members: Iterable[Member], day: date) -> Sum:
    """What these members come to on a day."""
    counts = dict.fromkeys(Verdict, 0)
    days: list[int] = []
    for member in members:
        phase = next((one for one in member.states if one.holds(day)), None)
        if phase is None:
            continue
        counts[phase.state.verdict] += 1
        if phase.state.days is not None:
            days.append(phase.state.days)
    middle = float(median(days)) if days else None
    return Sum(counts[V.MET], counts[V.MISSED], counts[V.UNKNOWN], middle, max(days, default=None))


def sums(members: Sequence[Member], first: date, last: date) -> tuple[Phase[Sum], ...]:
    """What these members come to on every day from the first on; after the last as on that day."""
    turns = {day for one in members for phase in one.states for day in (phase.since, phase.until) if day is not None}
    days = [first, *sorted(day for day in turns if first < day <= last)]
    return _phases([(day, sum_on(members, day)) for day in days])


def _phases(found: Sequence[tuple[date, S]]) -> tuple[Phase[S], ...]:
    """Values from days on, the first since ever, as phases; what does not differ is one."""
    runs = [next(run) for _, run in groupby(found, key=lambda one: one[1])]
    ends = [*(day for day, _ in runs[1:]), None]
    return tuple(
        Phase(value, day if at else None, end) for at, ((day, value), end) in enumerate(zip(runs, ends, strict=True))
    )


# --- totals


@dataclass(frozen=True, slots=True)
class Score:
    """A total: points of a hundred, over the weights of the measures that count (`counted`) of all there are (`whole`)."""

    points: Fraction
    counted: int
    whole: int

    @property
    def left_out(self) -> Fraction | None:
        """How much of all weights does not count; None where nothing is left out."""
        return Fraction(self.whole - self.counted, self.whole) if self.counted < self.whole else None


def score(weights: Mapping[str, int], shares: Mapping[str, Fraction | None]) -> Score | None:
    """The total of a unit, from the shares of its measures by id; None where no weighed measure can be judged."""
    counted = {name: share for name in weights if (share := shares.get(name)) is not None}
    whole = sum(weights[name] for name in counted)
    if not whole:
        return None
    return Score(
        sum((100 * weights[name] * share for name, share in counted.items()), Fraction()) / whole,
        whole,
        sum(weights.values()),
    )


def scores(weights: Mapping[str, int], found: Mapping[str, Sequence[Phase[Sum]]]) -> tuple[Phase[Score | None], ...]:
    """The total on every day, from what each measure comes to on these days."""
    turns = sorted({one.since for phases in found.values() for one in phases if one.since is not None})

    def on(day: date) -> Score | None:
        shares = {name: next(one.state.share for one in phases if one.holds(day)) for name, phases in found.items()}
        return score(weights, shares)

    return _phases([(day, on(day)) for day in (date.min, *turns)])


def ranks(totals: Mapping[str, Score | None]) -> dict[str, int]:
    """The rank of each unit that has a total, the highest first; who has as much has the same rank."""
    points = {key: one.points for key, one in totals.items() if one is not None}
    order = sorted(points, key=lambda key: -points[key])
    return {key: 1 + sum(points[other] > points[key] for other in points) for key in order}


@dataclass(frozen=True, slots=True)
class Placed:
    """A total with its rank among those of the same day."""

    rank: int
    score: Score


def placed(totals: Mapping[str, Sequence[Phase[Score | None]]]) -> dict[str, tuple[Phase[Placed | None], ...]]:
    """The total of each unit with its rank, on every day."""
    turns = sorted({one.since for phases in totals.values() for one in phases if one.since is not None})
    found: dict[str, list[tuple[date, Placed | None]]] = {key: [] for key in totals}
    for day in (date.min, *turns):
        of_day = {key: state_on(phases, day) for key, phases in totals.items()}
        order = ranks(of_day)
        for key, one in of_day.items():
            found[key].append((day, Placed(order[key], one) if one else None))
    return {key: _phases(days) for key, days in found.items()}
