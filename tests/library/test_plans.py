"""Work plans, day by day: the vectors that the browser is held to as well, whom tasks bind, and what reports count."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.base.problems import ContentError
from disclosure.library.plans import bound, of_unit, of_year, tally
from disclosure.model.choices import TaskRole, TaskState
from disclosure.model.plans import WorkPlan
from disclosure.text.task_anchors import task_anchor
from tests.district import MakeSite, make_site, policy
from tests.plans import VECTORS, documents, plan, told_on

__all__ = ["make_site"]


def test_the_vectors(make_site: MakeSite) -> None:
    site = make_site(documents())
    wrong = [
        (vector["about"], day, told)
        for number, vector in enumerate(VECTORS)
        for day, expected in vector["days"].items()
        if (told := told_on(site, number, date.fromisoformat(day))) != expected
    ]
    assert wrong == []


def test_whom_a_task_binds(make_site: MakeSite) -> None:
    """A phrase that means all agencies of a level binds each of them; one that nobody has read binds nobody."""
    departments = "{name: 区政府各部门, levels: [department]}"
    site = make_site(
        {
            "plans/a.md": plan(f"{{clause: 一, title: 甲, lead: [min], support: [{departments}]}}"),
            "plans/b.md": plan("{clause: 一, title: 乙, responsible: [{name: 各有关单位}, {agency: gov, name: 区府}]}"),
        }
    )
    tasks = {key: entry.record.tasks[0] for key, entry in site.library.of(WorkPlan).items()}
    assert dict(bound(site.library, tasks["a"])) == {"min": TaskRole.LEAD, "edu": TaskRole.SUPPORT}
    assert dict(bound(site.library, tasks["b"])) == {"gov": TaskRole.RESPONSIBLE}
    assert [one.plan for one in of_unit(site.library, "edu")] == ["a"]


def test_the_tasks_of_a_year_are_counted_by_state(make_site: MakeSite) -> None:
    """All plans of the year, of a unit or of all; a translation is no further plan."""
    tasks = (
        "{clause: 一, title: 甲, responsible: [min], due_on: 2026-06-30}",
        "{clause: 二, title: 乙, term: ongoing}",
    )
    files = {
        "plans/a.md": plan(*tasks),
        "plans/b.md": plan("{clause: 一, title: 丙, responsible: [min], done_on: 2026-02-01, evidence: [a]}"),
        "plans/c.md": plan(*tasks, year="2025"),
        "plans/a-en.md": plan(*tasks, language="en", translation_of="a"),
    }
    library = make_site(files).library
    assert {state: n for state, n in tally(of_year(library, 2026), date(2026, 7, 1)).items() if n} == {
        TaskState.OVERDUE: 1,
        TaskState.ONGOING: 1,
        TaskState.DONE: 1,
    }
    assert sum(tally(of_year(library, 2026, "min"), date(2026, 7, 1)).values()) == 2
    assert list(tally((), date(2026, 7, 1))) == list(TaskState)
    assert of_year(library, 2024) == ()


def test_evidence_that_is_not_published_is_an_error(make_site: MakeSite) -> None:
    """Its id would be published with the plan."""
    hidden = {"b": policy("密件", disclosure="withheld", basis="依据"), "c": policy("草稿", draft="true")}
    files = {f"policies/{key}.md": text for key, text in hidden.items()}
    task = "{clause: 一, title: 甲, responsible: [min], evidence: [b, {target: c, completes: true}, nothing]}"
    with pytest.raises(ContentError) as caught:
        make_site({**files, "plans/a.md": plan(task)})
    assert sorted(problem.code for problem in caught.value.problems) == [
        "dangling-reference",
        "refers-to-draft",
        "refers-to-withheld",
    ]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("二（一）", "task-2-1"),
        ("二(一)", "task-2-1"),
        ("五（二）之二", "task-5-2-2"),
        ("第十二条", "task-12"),
        ("１２", "task-12"),
        ("总则", "task-总则"),
    ],
)
def test_a_clause_has_an_anchor(clause: str, found: str) -> None:
    assert task_anchor(clause) == found
