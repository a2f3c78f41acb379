"""Work plans, day by day: whom each task binds, when it was done, and how far it is on any day. Pure.

Records say the term of a task, and what shows that it was done; all else follows from these here, as phases
(`library/participation`). Pages write all phases of a task, and the reader's browser shows those of the reader's day.
`tests/data/plan-vectors.json` holds both to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.addresses import document_url
from disclosure.library.library import Library
from disclosure.library.participation import Phase
from disclosure.model.choices import TaskRole, TaskState, TaskTerm
from disclosure.model.kinds import kind_of
from disclosure.model.plans import Evidence, Responsible, Task, WorkPlan
from disclosure.model.records import Entry
from disclosure.text.task_anchors import task_anchor

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stand:
    """One task of a plan: its last day and the day on which it was done, where there are such days, and its states.

    `plan` is the id of the plan, `index` the place of the task in it from 0.
    """

    plan: str
    index: int
    task: Task
    due: date | None
    done: date | None
    states: tuple[Phase[TaskState], ...]

    def state(self, day: date) -> TaskState:
        """How far it is on a day."""
        return next(one.state for one in self.states if one.holds(day))


def plans(library: Library) -> tuple[Entry[WorkPlan], ...]:
    """All work plans, the newest first; a translation is no further one."""
    return tuple(entry for entry in library.of(WorkPlan).values() if entry.record.translation_of is None)


def stands(library: Library, plan: WorkPlan) -> tuple[Stand, ...]:
    """All tasks of a plan in their order."""
    return tuple(_stand(library, plan, index, task) for index, task in enumerate(plan.tasks))


def of_year(library: Library, year: int, unit: str | None = None) -> tuple[Stand, ...]:
    """All tasks of all plans of a year; with a unit those that bind it, in whatever way."""
    found = (one for entry in plans(library) if entry.record.year == year for one in stands(library, entry.record))
    return tuple(one for one in found if unit is None or unit in bound(library, one.task))


def of_unit(library: Library, unit: str) -> tuple[Stand, ...]:
    """All tasks of all plans that bind a unit, those of the newest plan first."""
    found = (one for entry in plans(library) for one in stands(library, entry.record))
    return tuple(one for one in found if unit in bound(library, one.task))


def tally(tasks: Iterable[Stand], day: date) -> Mapping[TaskState, int]:
    """How many tasks are in each state on a day, all states in their order, those of none included."""
    counted = Counter(one.state(day) for one in tasks)
    return {state: counted[state] for state in TaskState}


# --- whom a task binds


def units(task: Task) -> Iterator[tuple[TaskRole, Responsible]]:
    """The units of a task with what they have to do with it, those who lead first."""
    for role in TaskRole:
        yield from ((role, one) for one in getattr(task, role.value))


def bound(library: Library, task: Task) -> Mapping[str, TaskRole]:
    """The agencies that a task binds, with the first of their roles: by themselves, or as all agencies of a level."""
    found: dict[str, TaskRole] = {}
    for role, unit in units(task):
        for key in agencies_of(library, unit):
            found.setdefault(key, role)
    return found


def agencies_of(library: Library, unit: Responsible) -> tuple[str, ...]:
    """The ids of the agencies that are meant; none where it is a phrase that nobody has read yet."""
    if unit.agency is not None:
        return (unit.agency,)
    known = library.vocabulary.agencies
    return tuple(key for key, entry in known.items() if entry.record.level in unit.levels)


def unit_name(library: Library, unit: Responsible) -> str:
    """A unit as its plan calls it: in its own words, or by the short name of the agency."""
    known = library.vocabulary.agencies
    return unit.name or (known[unit.agency].record.short if unit.agency else "")


# --- what a document shows


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A task of which a document is evidence: its clause, its title and its place, and the title of its plan."""

    clause: str
    title: str
    url: str
    plan: str


def carried_out(library: Library, document: str) -> tuple[CarriedOut, ...]:
    """The tasks of which a document is evidence, those of the newest plan first."""
    sources = dict.fromkeys(
        library.sources("tasks", document)
    )  # in their order: to ask for that would depend on all plans
    found = (library.of(WorkPlan)[key].record for key in sources)
    return tuple(
        CarriedOut(task.clause, task.title, task_url(plan, task), plan.title)
        for plan in found
        for task in plan.tasks
        if any(one.target == document for one in task.evidence)
    )


def task_url(plan: WorkPlan, task: Task) -> str:
    """The place of a task on the page of its plan."""
    return f"{document_url(plan)}#{task_anchor(task.clause)}"


# --- how far a task is


def due_day(plan: WorkPlan, task: Task) -> date | None:
    """The last day of a task; None where it has none."""
    return date(plan.year, 12, 31) if task.term is TaskTerm.YEAR_END else task.due_on


def year_over(plan: WorkPlan, stand: Stand) -> date | None:
    """From which day the plan's year is over for a task that is under way and has no last day; until it is done, if ever."""
    over = date(plan.year + 1, 1, 1)
    without = stand.due is None and stand.task.term is not TaskTerm.ONGOING
    return over if without and (stand.done is None or stand.done > over) else None


def evidence_day(library: Library, evidence: Evidence) -> date | None:
    """The day of a piece of evidence: as written, otherwise that of its document; None where neither is known."""
    entry = library.documents.get(evidence.target or "")
    return evidence.on or (kind_of(entry.record).day_of(entry.record) if entry else None)


def done_day(library: Library, task: Task) -> date | None:
    """The day on which a task was done: as written, otherwise that of the last piece of evidence that completes it."""
    if task.done_on is not None:
        return task.done_on
    days = [evidence_day(library, one) for one in task.evidence if one.completes]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def states(term: TaskTerm | None, due: date | None, done: date | None) -> tuple[Phase[TaskState], ...]:
    """How far a task is on every day; one without a last day is never late."""
    first = TaskState.ONGOING if term is TaskTerm.ONGOING else TaskState.OPEN
    turns: list[tuple[date | None, TaskState]] = [(None, first)]
    if due is not None and (done is None or done > due):
        turns.append((due + _DAY, TaskState.OVERDUE))
    if done is not None:
        turns.append((done, TaskState.LATE if due is not None and done > due else TaskState.DONE))
    if len(turns) == 3 and turns[1][0] == turns[2][0]:  # done on the day after: nobody saw it overdue
        del turns[1]
    ends = [*(day for day, _ in turns[1:]), None]
    return tuple(Phase(state, since, until) for (since, state), until in zip(turns, ends, strict=True))


def _stand(library: Library, plan: WorkPlan, index: int, task: Task) -> Stand:
    due, done = due_day(plan, task), done_day(library, task)
    return Stand(plan.id, index, task, due, done, states(task.term, due, done))
