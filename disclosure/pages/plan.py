"""Work plans (工作要点): each plan by clause and by unit, the tasks of each unit, and all plans, on the reader's day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from disclosure.library.addresses import catalogue_url, document_url
from disclosure.library.key_fields import fields_of_task
from disclosure.library.listings import Row, Window, earliest
from disclosure.library.participation import Phase
from disclosure.library.plans import Stand, bound, evidence_day, plans, stands, task_url, units, year_over
from disclosure.model.choices import Choice, ColumnType, TaskRole, TaskState
from disclosure.model.kinds import kind_for
from disclosure.model.plans import Evidence, Responsible, WorkPlan
from disclosure.model.vocabulary import Agency
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, long_day, source_of, trail
from disclosure.pages._stages import Badge, Told, badges, changes_of, counts
from disclosure.pages.question import tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose
from disclosure.text.task_anchors import task_anchor
from disclosure.text.titles import short

BASE = "/plans/"

DATA = tuple(f"/data/plans/tasks.{suffix}" for suffix in ("json", "csv", "xlsx"))
"""All tasks as files (`exports/plans`)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence: what it is called and where it stands, its day, and whether the task is done by it."""

    link: Link
    day: date | None
    completes: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as tables show it: its place, its units by role, its term in words, states and what is told on which days.

    `due` is the day that the term means, where that says no day itself; `fields` are the key fields that rest on the task.
    """

    link: Link
    clause: str
    anchor: str
    text: str | None
    units: tuple[tuple[str, tuple[Link, ...]], ...]
    term: str
    due: str | None
    states: tuple[Badge, ...]
    told: tuple[Told, ...]
    evidence: tuple[Shown, ...]
    fields: tuple[Link, ...]

    @property
    def changes(self) -> Iterator[date | None]:
        """The days on which it says something else."""
        return changes_of((*self.states, *self.told))


@dataclass(frozen=True, slots=True)
class Counted:
    """A plan, or a unit in one, with how many of its tasks stand how; `tasks` is how many there are."""

    link: Link
    tasks: int
    states: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan by clause: its parts with their tasks, and the sums. `document` is what it breaks down."""

    trail: tuple[Link, ...]
    row: Row[WorkPlan]
    prose: Prose
    counted: Counted
    parts: tuple[tuple[str | None, tuple[TaskView, ...]], ...]
    by_unit: Link
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlanUnitsView:
    """One plan by unit: its agencies with their sums, and what it names that is no agency, with the tasks of each."""

    trail: tuple[Link, ...]
    row: Row[WorkPlan]
    counted: Counted
    units: tuple[Counted, ...]
    phrases: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """What the plans ask of one unit, the newest plan first, each with its sums and the tasks by the unit's role."""

    trail: tuple[Link, ...]
    agency: Agency
    plans: tuple[tuple[Counted, tuple[tuple[str, tuple[TaskView, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class PlansView:
    """All plans, the newest first, with how many of their tasks stand how."""

    trail: tuple[Link, ...]
    plans: tuple[tuple[Row[WorkPlan], Counted], ...]


@page_kind("plan")
def plan_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each plan and one of its units, one for each unit, and the list of all, where there are some."""
    for key in site.library.order[kind_for(WorkPlan).folder]:
        yield Deferred(plan_page, key)
        yield Deferred(plan_units_page, key)
    found = [
        (site.listings.of(WorkPlan)[entry.record.id], stands(site.library, entry.record))
        for entry in plans(site.library)
    ]
    if not found:
        return  # an empty column fails inspection
    rows = tuple((row, counted(site, Link(row.record.title, row.url), some)) for row, some in found)
    yield Page(
        url=BASE,
        template="pages/plans.html",
        title=site.strings("plan.all"),
        view=PlansView(_above(site), rows),
        description=site.strings("plan.intro"),
        column=ColumnType.CATALOGUE,
        changes_on=earliest((day for _, one in rows for day in changes_of(one.states)), site.on),
        followed=BASE,
        things=(dataset(site, Link(site.strings("plan.all"), BASE), site.strings("plan.intro"), DATA),),
    )
    for key, entry in site.library.vocabulary.agencies.items():
        own = [(row, theirs) for row, some in found if (theirs := _of_unit(site, some, key))]
        if own:
            yield _unit_page(site, entry.record, own)


def unit_url(agency: str) -> str:
    """The page of what the plans ask of a unit."""
    return f"{BASE}units/{agency}/"


def units_url(plan: WorkPlan) -> str:
    """The page of a plan by unit."""
    return f"{document_url(plan)}units/"


def task_link(site: Site, stand: Stand) -> Link:
    """A task in its plan: 二（一） 重大建设项目信息公开."""
    plan = site.library.of(WorkPlan)[stand.plan].record
    return Link(f"{stand.task.clause} {stand.task.title}", task_url(plan, stand.task))


def counted(site: Site, link: Link, tasks: Sequence[Stand]) -> Counted:
    """How many tasks stand how, on the days on which it is that many."""
    every: list[tuple[Phase[Choice], ...]] = [one.states for one in tasks]
    return Counted(link, len(tasks), counts(site, every, TaskState))


def plan_page(site: Site, key: str) -> Iterator[Page]:
    """A plan by clause."""
    row = site.listings.of(WorkPlan)[key]
    plan, say = row.record, site.strings
    found = stands(site.library, plan)
    shown = [task_view(site, one) for one in found]
    parts = groupby(zip(found, shown, strict=True), key=lambda pair: pair[0].task.part)
    words = site.library.vocabulary
    view = PlanView(
        trail=_trail(site),
        row=row,
        prose=site.prose[key],
        counted=counted(site, Link(plan.title, row.url), found),
        parts=tuple((part, tuple(one for _, one in some)) for part, some in parts),
        by_unit=Link(say("plan.by_unit"), units_url(plan)),
        tags=tuple(Link(say.name(words.tags[tag].record), tag_url(site, tag)) for tag in plan.tags),
    )
    yield Page(
        url=row.url,
        template="pages/plan.html",
        title=plan.title,
        view=view,
        description=plan.summary or say("plan.described", year=plan.year, number=len(found)),
        article=_article(site, row, view.tags),
        changes_on=_changes(site, view.counted, shown),
    )


def plan_units_page(site: Site, key: str) -> Iterator[Page]:
    """A plan by unit."""
    row = site.listings.of(WorkPlan)[key]
    plan, say, agencies = row.record, site.strings, site.library.vocabulary.agencies
    found = stands(site.library, plan)
    by_unit = {one: _of_unit(site, found, one) for one in agencies}
    phrases: dict[str, list[Link]] = {}
    for one in found:
        for _, unit in units(one.task):
            if unit.agency is None and not unit.levels:
                phrases.setdefault(unit.name or "", []).append(task_link(site, one))
    view = PlanUnitsView(
        trail=(*_trail(site), Link(plan.title, row.url)),
        row=row,
        counted=counted(site, Link(plan.title, row.url), found),
        units=tuple(
            counted(
                site,
                Link(say.name(agencies[one].record, short=True), f"{unit_url(one)}#{plan.id}"),
                [s for _, s in some],
            )
            for one, some in by_unit.items()
            if some
        ),
        phrases=tuple((name, tuple(some)) for name, some in phrases.items()),
    )
    yield Page(
        url=units_url(plan),
        template="pages/plan-units.html",
        title=say("plan.units_of", title=plan.title),
        view=view,
        description=say("plan.units_intro"),
        column=ColumnType.CATALOGUE,
        changes_on=earliest((day for one in (view.counted, *view.units) for day in changes_of(one.states)), site.on),
    )


def _unit_page(
    site: Site, agency: Agency, own: Sequence[tuple[Row[WorkPlan], Sequence[tuple[TaskRole, Stand]]]]
) -> Page:
    say = site.strings
    name = say.name(agency, short=True)
    shown = []
    for row, some in own:
        by_role = tuple(
            (say(f"plan.role.{role.value}"), tuple(task_view(site, one) for of, one in some if of is role))
            for role in TaskRole
            if any(of is role for of, _ in some)
        )
        shown.append((counted(site, Link(row.record.title, row.url), [one for _, one in some]), by_role))
    days = (day for _, by_role in shown for _, some in by_role for one in some for day in one.changes)
    return Page(
        url=unit_url(agency.id),
        template="pages/plan-unit.html",
        title=say("plan.of_unit", name=name),
        view=UnitView(_trail(site), agency, tuple(shown)),
        description=say("plan.of_unit_intro", name=name),
        column=ColumnType.CATALOGUE,
        changes_on=earliest(days, site.on),
    )


def _of_unit(site: Site, tasks: Iterable[Stand], agency: str) -> tuple[tuple[TaskRole, Stand], ...]:
    """The tasks that bind an agency, with its role in each."""
    return tuple((role, one) for one in tasks if (role := bound(site.library, one.task).get(agency)) is not None)


def _trail(site: Site) -> tuple[Link, ...]:
    return *_above(site), Link(site.strings("plan.all"), BASE)


def _above(site: Site) -> tuple[Link, ...]:
    """What stands above the list of all plans."""
    return trail(site, Link(site.strings("nav.disclosure"), "/disclosure/"))


def _article(site: Site, row: Row[WorkPlan], tags: Iterable[Link]) -> Article:
    source = source_of(site, row)
    return Article(row.record.title, row.day, source, tuple(tag.text for tag in tags))


def _changes(site: Site, sums: Counted, shown: Iterable[TaskView]) -> date | None:
    return earliest((*changes_of(sums.states), *(day for one in shown for day in one.changes)), site.on)


# --- a task


def task_view(site: Site, stand: Stand) -> TaskView:
    """A task as tables show it."""
    task = stand.task
    by_role = groupby(units(task), key=lambda pair: pair[0])
    term, due = _term(site, stand)
    return TaskView(
        link=task_link(site, stand),
        clause=task.clause,
        anchor=task_anchor(task.clause),
        text=task.text,
        units=tuple(
            (site.strings(f"plan.role.{role.value}"), tuple(_unit_link(site, one) for _, one in some))
            for role, some in by_role
        ),
        term=term,
        due=due,
        states=badges(site, stand.states),
        told=tuple(_told(site, stand)),
        evidence=tuple(_evidence(site, one) for one in task.evidence),
        fields=tuple(
            Link(one.name, catalogue_url(one.id))
            for one in fields_of_task(site.library, site.library.of(WorkPlan)[stand.plan].record, task)
        ),
    )


def _unit_link(site: Site, unit: Responsible) -> Link:
    """A unit of a task: an agency leads to its tasks; a phrase stays one."""
    if unit.agency is None:
        return Link(unit.name or "")
    agency = site.library.vocabulary.agencies[unit.agency].record
    return Link(unit.name or site.strings.name(agency, short=True), unit_url(unit.agency))


def _term(site: Site, stand: Stand) -> tuple[str, str | None]:
    """By when, in words: as the document says it, and the day that it means."""
    task, say = stand.task, site.strings
    by = say("plan.by", day=long_day(say, stand.due)) if stand.due else None
    words = task.due_text or (say.label(task.term) if task.term else "")
    return (words, by) if words else (by or say("plan.no_term"), None)


def _told(site: Site, stand: Stand) -> Iterator[Told]:
    """What is told beside the state of a task: how many days are left, when it was done, how far it was."""
    say = site.strings
    if stand.due is not None:
        until = min(day for day in (stand.done, stand.due + timedelta(days=1)) if day is not None)
        yield Told(Window.on(site.on, None, until), "", closes=stand.due)
    over = year_over(site.library.of(WorkPlan)[stand.plan].record, stand)
    if over is not None:
        yield Told(Window.on(site.on, over, stand.done), say("plan.year_over"))
    if stand.done is not None:
        yield Told(Window.on(site.on, stand.done, None), say("plan.done", day=long_day(say, stand.done)))
    notes = sorted(stand.task.progress, key=lambda one: one.on)
    for place, note in enumerate(notes, start=1):
        end = notes[place].on if place < len(notes) else None
        over = earliest((end, stand.done), note.on)
        if note.on != end and (stand.done is None or note.on < stand.done):
            words = say("plan.noted", day=long_day(say, note.on), words=note.words)
            yield Told(Window.on(site.on, note.on, over), words)


def _evidence(site: Site, evidence: Evidence) -> Shown:
    row = site.listings.rows.get(evidence.target or "")
    link = Link(short(row.record.title), row.url) if row else Link(evidence.title or "", evidence.url)
    return Shown(link, evidence_day(site.library, evidence), evidence.completes)
