"""The tasks of work plans as data: what is counted on the build's day, and a workbook that comes back as the same tasks."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from disclosure.commands.import_plan import import_plan
from disclosure.exports.office.printed import printed
from disclosure.exports.plans import plan_files
from tests.district import MakeSite, make_site, policy
from tests.plans import plan

__all__ = ["make_site"]

DONE = "due_on: 2026-06-30, due_text: 6月底前, evidence: [a, {title: 报道, on: 2026-05-01, completes: true}]}"
TASKS = (
    "{clause: 一（一）, part: 一、公开, title: 甲, text: '1.核对', lead: [min], support: [edu, {name: 各镇, levels: [town]}], "
    + DONE,
    "{clause: 一（二）, part: 一、公开, title: 甲, text: 再核对, responsible: [{name: 各有关单位}], due_on: 2026-08-15}",
    "{clause: 一（二）之二, part: 一、公开, title: 乙, responsible: [{agency: edu, name: 教委}], term: year_end}",
    "{clause: 二, title: 丙, responsible: [gov], term: ongoing, due_text: 长期坚持}",
    "{clause: 三, title: 丁, responsible: [gov], due_on: 2026-11-20, due_text: 会后}",
)


def test_the_files_say_how_far_each_task_is(make_site: MakeSite) -> None:
    site = make_site({"plans/p.md": plan(*TASKS), "policies/a.md": policy("办法")}, on=date(2026, 9, 1))
    files = {output.path.rpartition("/")[2]: output.data for output in plan_files(site, "plans:tasks")}
    whole = json.loads(files["tasks.json"])
    assert whole["day"] == "2026-09-01"
    tasks = whole["plans"][0]["tasks"]
    assert [(one["clause"], one["state"]) for one in tasks] == [
        ("一（一）", "done"),
        ("一（二）", "overdue"),
        ("一（二）之二", "open"),
        ("二", "ongoing"),
        ("三", "open"),
    ]
    assert tasks[0]["units"][2] == {"role": "support", "agency": None, "name": "各镇", "levels": ["town"]}
    assert (tasks[0]["done_on"], tasks[0]["evidence"][0]["url"].endswith("/policies/a/")) == ("2026-05-01", True)
    assert tasks[2]["due_on"] == "2026-12-31"
    rows = list(csv.reader(io.StringIO(files["tasks.csv"].decode("utf-8-sig"))))
    assert rows[0][9] == "进展（截至2026年9月1日）"
    assert [row[9] for row in rows[1:]] == ["已完成", "逾期未完成", "推进中", "持续推进", "推进中"]


def test_a_plan_as_a_file_has_its_tasks(make_site: MakeSite) -> None:
    """With the progress of the build's day, which the file names."""
    site = make_site({"plans/p.md": plan(*TASKS), "policies/a.md": policy("办法")}, on=date(2026, 9, 1))
    content = printed(site, "p")
    assert content is not None
    cells = re.findall(r"<t[hd][^<>]*>([^<>]*)</t[hd]>", content.html)
    assert cells[5:11] == [
        "一、公开",
        "一（一） 甲",
        "1.核对",
        "牵头单位：区民政局 配合单位：区教育局、各镇",
        "6月底前",
        "已完成（2026年5月1日）",
    ]
    assert "2026年9月1日" in "".join(content.notes)


def test_the_workbook_comes_back_as_the_same_tasks(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"plans/p.md": plan(*TASKS), "policies/a.md": policy("办法")}, on=date(2026, 9, 1))
    data = next(output.data for output in plan_files(site, "plans:tasks") if output.path.endswith(".xlsx"))
    (tmp_path / "任务.xlsx").write_bytes(data)
    book = load_workbook(io.BytesIO(data))
    assert "进展（截至2026年9月1日）" in [cell.value for cell in book.worksheets[0][2]]

    def silent(_: str) -> str:
        raise AssertionError  # nothing differs, so nothing is asked

    assert import_plan(site, tmp_path, tmp_path / "任务.xlsx", "zh", silent) == 0


def test_sheets_are_called_by_the_titles_of_their_plans(make_site: MakeSite) -> None:
    long = "测试区2026年度基层政务公开标准化规范化工作要点任务分解和责任分工表"
    titles = ["测试区[2026]要点", "Plan", "PLAN", long, long]
    plans = {f"plans/p{at}.md": plan(TASKS[1]).replace("2026年工作要点", title) for at, title in enumerate(titles)}
    files = plan_files(make_site({**plans, "policies/a.md": policy("办法")}, on=date(2026, 9, 1)), "plans:tasks")
    data = next(output.data for output in files if output.path.endswith(".xlsx"))
    names = load_workbook(io.BytesIO(data)).sheetnames
    assert sorted(names) == sorted(["测试区2026要点", "Plan", "PLAN2", long[:28], f"{long[:28]}2"])
