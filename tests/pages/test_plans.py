"""What the pages of work plans say: by clause, by unit, and on the pages of what carries tasks out."""

from __future__ import annotations

from datetime import date

from disclosure.pages.plan import PlansView, PlanUnitsView, PlanView, UnitView
from tests.district import MakeSite, make_site, pages_of, policy
from tests.plans import plan

__all__ = ["make_site"]

NOTES = "progress: [{on: 2026-02-01, words: 过半。}, {on: 2026-03-01, words: 将完。}]"
DONE = f"due_on: 2026-06-30, {NOTES}, evidence: [a], done_on: 2026-04-01}}"
TASKS = (
    "{clause: 一（一）, part: 一、公开, title: 甲, lead: [min], support: [{name: 各部门, levels: [department]}], "
    + DONE,
    "{clause: 一（二）, part: 一、公开, title: 乙, responsible: [{name: 各有关单位}, {agency: edu, name: 教委}], term: year_end}",
    "{clause: 二, title: 丙, responsible: [gov], due_on: 2026-02-28, due_text: 2月底前}",
)


def test_a_plan_by_clause(make_site: MakeSite) -> None:
    site = make_site({"plans/p.md": plan(*TASKS), "policies/a.md": policy("办法")}, on=date(2026, 3, 10))
    pages = pages_of(site)
    view = pages["/plans/p/"].view
    assert isinstance(view, PlanView)
    assert [(part, [one.link.text for one in tasks]) for part, tasks in view.parts] == [
        ("一、公开", ["一（一） 甲", "一（二） 乙"]),
        (None, ["二 丙"]),
    ]
    first, second, third = (one for _, tasks in view.parts for one in tasks)
    assert [(role, [link.text for link in links]) for role, links in first.units] == [
        ("牵头单位", ["区民政局"]),
        ("配合单位", ["各部门"]),
    ]
    assert [link.url for _, links in second.units for link in links] == [None, "/plans/units/edu/"]
    assert [one.words for one in first.told if one.window.open and one.words] == ["2026年3月1日：将完。"]
    assert (second.term, second.due) == ("年底前", "2026年12月31日前")
    assert [one.key for one in third.states if one.window.open] == ["overdue"]
    assert [(one.key, one.count) for one in view.counted.states if one.window.open] == [("overdue", 1), ("open", 2)]
    assert pages["/plans/p/"].changes_on == date(2026, 4, 1)


def test_a_plan_by_unit(make_site: MakeSite) -> None:
    """A phrase that means all departments counts for each; one that nobody has read stands apart."""
    pages = pages_of(make_site({"plans/p.md": plan(*TASKS), "policies/a.md": policy("办法")}))
    view = pages["/plans/p/units/"].view
    assert isinstance(view, PlanUnitsView)
    assert [(one.link.text, one.tasks) for one in view.units] == [("区政府", 1), ("区民政局", 1), ("区教育局", 2)]
    assert [(name, [link.url for link in links]) for name, links in view.phrases] == [
        ("各有关单位", ["/plans/p/#task-1-2"])
    ]
    unit = pages["/plans/units/edu/"].view
    assert isinstance(unit, UnitView)
    ((counted, groups),) = unit.plans
    assert counted.tasks == 2
    assert [(role, [one.clause for one in tasks]) for role, tasks in groups] == [
        ("责任单位", ["一（二）"]),
        ("配合单位", ["一（一）"]),
    ]
    everything = pages["/plans/"].view
    assert isinstance(everything, PlansView)
    assert [counted.tasks for _, counted in everything.plans] == [3]


def test_a_task_without_a_last_day_says_when_the_year_of_its_plan_is_over(make_site: MakeSite) -> None:
    """From then on until it is done; what is carried on without end does not."""
    bare = "title: 甲, responsible: [min]"
    tasks = (
        f"{{clause: 一, {bare}}}",
        f"{{clause: 二, {bare}, term: ongoing}}",
        f"{{clause: 三, {bare}, due_text: 尽快}}",
    )
    later = f"{{clause: 四, {bare}, done_on: 2027-02-01, evidence: [{{title: 乙, on: 2027-02-01}}]}}"
    site = make_site({"plans/p.md": plan(*tasks, later)}, on=date(2027, 1, 1))
    page = pages_of(site)["/plans/p/"]
    assert isinstance(page.view, PlanView)
    told = [[one.words for one in task.told if one.window.open] for _, some in page.view.parts for task in some]
    over = ["没有明确期限，计划年度已结束。"]
    assert told == [over, [], over, over]
    assert page.changes_on == date(2027, 2, 1)


def test_what_carries_a_task_out_leads_to_it(make_site: MakeSite) -> None:
    """On its own page alone; without plans there is neither list nor link."""
    files = {"policies/a.md": policy("办法"), "policies/b.md": policy("另一办法")}
    pages = pages_of(make_site({**files, "plans/p.md": plan(*TASKS)}))
    assert [(one.clause, one.url) for one in pages["/policies/a/"].tasks] == [("一（一）", "/plans/p/#task-1-1")]
    assert pages["/policies/b/"].tasks == ()
    assert not [url for url in pages_of(make_site(files)) if url.startswith("/plans/")]
