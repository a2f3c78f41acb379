"""The tasks of a work plan as a table for files that are read anywhere, with how far each is on the build's day."""

from __future__ import annotations

from html import escape
from itertools import groupby

from disclosure.library.plans import Stand, stands, unit_name, units, year_over
from disclosure.model.choices import TaskState
from disclosure.model.plans import WorkPlan
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.writing import framed


def tasks_as_html(site: Site, plan: WorkPlan) -> str:
    """A table as bodies have them: a row for each task under the heading of its part."""
    say = site.strings
    columns = ("task", "asked", "units", "term", "states")
    head = "".join(f'<th scope="col">{escape(say(f"plan.{name}"))}</th>' for name in columns)
    rows: list[str] = []
    for part, tasks in groupby(stands(site.library, plan), key=lambda one: one.task.part):
        if part:
            rows.append(f'<tr><th scope="rowgroup" colspan="{len(columns)}">{escape(part)}</th></tr>')
        rows.extend(_row(site, one) for one in tasks)
    return framed(f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>")


def _row(site: Site, stand: Stand) -> str:
    task = stand.task
    cells = (task.text or "", _units(site, stand), _term(site, stand), _state(site, stand))
    filled = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(f"{task.clause} {task.title}")}</th>{filled}</tr>'


def state_in_words(site: Site, stand: Stand) -> str:
    """How far a task is on the build's day, and whether the year of one without a term is over."""
    over = year_over(site.library.of(WorkPlan)[stand.plan].record, stand)
    is_over = over is not None and over <= site.on and stand.state(site.on) is TaskState.OPEN
    return site.strings.label(stand.state(site.on)) + (site.strings.aside(site.strings("plan.over")) if is_over else "")


def _units(site: Site, stand: Stand) -> str:
    say = site.strings
    by_role = groupby(units(stand.task), key=lambda pair: pair[0])
    told = [
        (say(f"plan.role.{role.value}"), say.listed(unit_name(site.library, unit) for _, unit in some))
        for role, some in by_role
    ]
    return told[0][1] if len(told) == 1 else " ".join(f"{role}{say('site.colon')}{names}" for role, names in told)


def _state(site: Site, stand: Stand) -> str:
    say = site.strings
    done = stand.done if stand.done is not None and stand.done <= site.on else None
    return state_in_words(site, stand) + (say.aside(long_day(say, done)) if done else "")


def _term(site: Site, stand: Stand) -> str:
    task, say = stand.task, site.strings
    by = say("plan.by", day=long_day(say, stand.due)) if stand.due else say("plan.no_term")
    return task.due_text or (say.label(task.term) if task.term else by)
