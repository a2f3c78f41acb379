"""Rules on work plans: each clause once, with a unit and a term that can be kept; what is late, and what shows that it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.frontmatter.agency_names import Agencies
from disclosure.frontmatter.tasks import levels_meant
from disclosure.library.library import Library
from disclosure.library.plans import Stand, due_day, evidence_day, plans, stands, unit_name, units
from disclosure.model.choices import TaskRole, TaskState
from disclosure.model.documents import Authored
from disclosure.model.plans import WorkPlan
from disclosure.model.records import Entry
from disclosure.model.validity import end_of
from disclosure.rules.check import document_rule, rule
from disclosure.rules.dates import ahead
from disclosure.text.task_anchors import task_anchor

_LIKE_AN_AGENCY = re.compile(r"(?!各|有关|相关).*(?:局|委|委员会|办|办公室|中心|院|署|镇|乡|街道|街道办事处)")


@document_rule("tasks-of-a-plan")
def tasks_of_a_plan(entry: Entry[Authored]) -> Iterator[Problem]:
    """Every clause stands once, with a unit, a day after the plan, and something that shows that it was done."""
    plan = entry.record
    if not isinstance(plan, WorkPlan):
        return
    seen: set[str] = set()
    for index, task in enumerate(plan.tasks):
        at = ("tasks", index)
        if task_anchor(task.clause) in seen:
            yield Problem(entry.place(*at, "clause"), "plan-clause-twice", {"clause": task.clause})
        seen.add(task_anchor(task.clause))
        if not any(units(task)):
            yield Problem(entry.place(*at, "title"), "task-without-unit", {"title": task.title})
        due = due_day(plan, task)
        if due is not None and due < plan.published_on:
            values = {"due": str(due), "published": str(plan.published_on)}
            yield Problem(entry.place(*at, "due_on"), "task-due-before-plan", values)
        if task.done_on is not None and not task.evidence:
            yield Problem(entry.place(*at, "done_on"), "task-done-without-evidence", {"title": task.title})


@rule("work-plans")
def work_plans(library: Library, on: date) -> Iterator[Problem]:
    """What is late on the day or done after it, evidence that no longer holds or has no day, and units that may be agencies."""
    agencies = Agencies(entry.record for entry in library.vocabulary.agencies.values())
    for entry in plans(library):
        for stand in stands(library, entry.record):
            if stand.state(on) is TaskState.OVERDUE:
                values = {
                    "title": stand.task.title,
                    "due": str(stand.due),
                    "unit": "、".join(unit_name(library, one) for _, one in units(stand.task)),
                }
                yield Problem(entry.place("tasks", stand.index, "title"), "task-overdue", values)
            yield from _ahead(entry, stand, on)
            yield from _of_evidence(library, entry, stand, on)
        yield from _of_units(agencies, entry)


def _ahead(entry: Entry[WorkPlan], stand: Stand, on: date) -> Iterator[Problem]:
    """Days of what was done that have not come yet."""
    at, task = ("tasks", stand.index), stand.task
    yield from ahead(entry, task, "done_on", at, on)
    for name in ("progress", "evidence"):
        for number, one in enumerate(getattr(task, name)):
            yield from ahead(entry, one, "on", (*at, name, number), on)


def _of_evidence(library: Library, entry: Entry[WorkPlan], stand: Stand, on: date) -> Iterator[Problem]:
    for number, one in enumerate(stand.task.evidence):
        place = entry.place("tasks", stand.index, "evidence", number)
        known = one.target is None or one.target in library.documents  # what is not is told where it is looked up
        if one.completes and known and evidence_day(library, one) is None:
            yield Problem(place, "evidence-without-day")
        end = end_of(library.timelines.get(one.target or "", ()))
        if one.target and end and end.on and end.on <= on and end.on.year <= entry.record.year:
            title = library.documents[one.target].record.title
            yield Problem(place, "evidence-ended", {"title": title, "id": one.target, "on": str(end.on)})


def _of_units(agencies: Agencies, entry: Entry[WorkPlan]) -> Iterator[Problem]:
    """Names that are, or look like, those of agencies, each where it stands first; what an editor has decided is let be."""
    told: set[str] = set()
    named = (
        (one.name, entry.place("tasks", index, role.value, number))
        for index, task in enumerate(entry.record.tasks)
        for role in TaskRole
        for number, one in enumerate(getattr(task, role.value))
        if one.name is not None and one.agency is None and not one.levels
    )
    for name, place in named:
        if name in told:
            continue
        told.add(name)
        if (key := agencies.find(name)) is not None:
            yield Problem(place, "unit-is-agency", {"value": name, "key": key})
        elif _LIKE_AN_AGENCY.fullmatch(name) and not levels_meant(name):
            near = next(iter(agencies.candidates(name)), None)
            found = {"near": near, "name": agencies.name(near)} if near else {}
            yield Problem(place, "unit-unknown", {"value": name, **found})
