"""The tasks of work plans with their progress: all plans as JSON and CSV, and a workbook in the columns of a 任务分解表.

What the workbook says, `build.py import-plan` reads back as the same tasks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.tables import Column, Filled, Sheet
from disclosure.exports.takeaway import harmless
from disclosure.frontmatter.plan_table import NO_PART
from disclosure.library.addresses import document_url
from disclosure.library.plans import Stand, evidence_day, plans, stands, task_url, unit_name, units
from disclosure.model.choices import TaskRole
from disclosure.model.kinds import kind_for
from disclosure.model.plans import Evidence, WorkPlan
from disclosure.pages._parts import long_day
from disclosure.pages._tasks import state_in_words
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/plans"
_COLUMNS = (
    "clause",
    "part",
    "task",
    "asked",
    "lead",
    "responsible",
    "support",
    "term",
    "states",
    "done_on",
    "evidence",
)
_WIDTHS = {"clause": 8, "task": 20, "asked": 44, "responsible": 24, "states": 12, "done_on": 12, "evidence": 32}


@export("plans")
def plan_data(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """The files, where there are plans."""
    if site.library.order[kind_for(WorkPlan).folder]:
        yield Deferred(plan_files, "plans:tasks")


def plan_files(site: Site, _: str) -> Iterator[Output]:
    """All plans in one file of each kind; docs/exports.md tells the fields. States are those of the build's day."""
    from disclosure.exports.office.workbook import written  # noqa: PLC0415 — 0.2 s, and only plans need it

    found = [(entry.record, stands(site.library, entry.record)) for entry in plans(site.library)]
    whole = {"version": "1.0", "day": str(site.on), "plans": [_plan(site, plan, tasks) for plan, tasks in found]}
    yield Output(f"{FOLDER}/tasks.json", indented(whole))
    yield Output(f"{FOLDER}/tasks.csv", _comma(site, found))
    sheets = [_sheet(site, plan, tasks) for plan, tasks in found]
    yield Output(f"{FOLDER}/tasks.xlsx", written(sheets, datetime.combine(site.on, time()), site.strings("plan.all")))


# --- as JSON


def _plan(site: Site, plan: WorkPlan, tasks: Sequence[Stand]) -> dict[str, Any]:
    return {
        "id": plan.id,
        "title": plan.title,
        "url": site.full(document_url(plan)),
        "year": plan.year,
        "issuers": list(plan.issuers),
        "published_on": str(plan.published_on),
        "document": plan.document,
        "tasks": [_task(site, plan, one) for one in tasks],
    }


def _task(site: Site, plan: WorkPlan, stand: Stand) -> dict[str, Any]:
    task = stand.task
    return {
        "clause": task.clause,
        "part": task.part,
        "title": task.title,
        "text": task.text,
        "url": site.full(task_url(plan, task)),
        "units": [
            {"role": role, "agency": unit.agency, "name": unit_name(site.library, unit), "levels": list(unit.levels)}
            for role, unit in units(task)
        ],
        "due_on": stand.due and str(stand.due),
        "term": task.term,
        "due_text": task.due_text,
        "state": stand.state(site.on),
        "done_on": stand.done and str(stand.done),
        "evidence": [_evidence(site, one) for one in task.evidence],
        "progress": [{"on": str(one.on), "words": one.words} for one in task.progress],
    }


def _evidence(site: Site, evidence: Evidence) -> dict[str, Any]:
    title, url = _shown(site, evidence)
    day = evidence_day(site.library, evidence)
    return {
        "id": evidence.target,
        "title": title,
        "url": url,
        "on": day and str(day),
        "completes": evidence.completes,
    }


def _shown(site: Site, evidence: Evidence) -> tuple[str, str | None]:
    entry = site.library.documents.get(evidence.target or "")
    if entry is None:
        return evidence.title or "", evidence.url
    return entry.record.title, site.full(document_url(entry.record))


# --- as tables


def _cells(site: Site, stand: Stand) -> dict[str, str]:
    task, say = stand.task, site.strings
    role = {one: "、".join(unit_name(site.library, unit) for of, unit in units(task) if of is one) for one in TaskRole}
    return {
        "clause": task.clause,
        "part": task.part or "",
        "task": task.title,
        "asked": task.text or "",
        **{one.value: names for one, names in role.items()},
        "term": task.due_text or (say.label(task.term) if task.term else str(stand.due or "")),
        "states": state_in_words(site, stand),
        "done_on": str(stand.done) if stand.done and stand.done <= site.on else "",
        "evidence": "\n".join(_shown(site, one)[0] for one in task.evidence),
    }


def _words(site: Site, name: str) -> str:
    """The head of a column; that of states says of which day they are, for whoever opens the file later."""
    if name == "states":
        return site.strings("plan.states_on", day=long_day(site.strings, site.on))
    return site.strings(f"plan.role.{name}" if name in {role.value for role in TaskRole} else f"plan.{name}")


def _comma(site: Site, found: Sequence[tuple[WorkPlan, Sequence[Stand]]]) -> bytes:
    """All tasks of all plans in one table: UTF-8 with its mark, for Excel."""
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    write([say("plan.all"), *(_words(site, name) for name in _COLUMNS), say("feed.column.url")])
    for plan, tasks in found:
        for one in tasks:
            cells = _cells(site, one)
            address = site.full(task_url(plan, one.task))
            write([harmless(cell) for cell in (plan.title, *(cells[name] for name in _COLUMNS), address)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _sheet(site: Site, plan: WorkPlan, tasks: Sequence[Stand]) -> Sheet:
    """A plan as a sheet: a part reaches over its tasks, and each task leads to its place on the site."""
    rows: list[list[Filled | None]] = []
    for at, one in enumerate(tasks):
        cells = _cells(site, one)
        begins = at == 0 or tasks[at - 1].task.part != one.task.part
        reach = next((n for n, later in enumerate(tasks[at:]) if later.task.part != one.task.part), len(tasks) - at)
        row: list[Filled | None] = []
        for name in _COLUMNS:
            if name == "part":
                row.append(Filled(cells[name] or NO_PART, reach) if begins else None)
            else:
                row.append(Filled(cells[name], url=site.full(task_url(plan, one.task)) if name == "task" else ""))
        rows.append(row)
    columns = [Column(_words(site, name), width=_WIDTHS.get(name, 16), centred=name == "clause") for name in _COLUMNS]
    return Sheet(name=plan.title, title=plan.title, columns=columns, rows=rows, fixed=3)
