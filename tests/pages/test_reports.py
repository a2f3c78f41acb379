"""Annual reports on pages, in downloads and as data: the same tables everywhere, and behind each number its documents."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import cast

import pytest
from openpyxl import load_workbook

from disclosure.exports.documents import json_file, markdown_file
from disclosure.exports.office.printed import printed
from disclosure.exports.reports import SCHEMA, _of_year
from disclosure.model.choices import TaskState
from disclosure.pages.lists import ListView
from disclosure.pages.platform import PlatformView
from disclosure.pages.reports import CountedView, OverviewView, ReportView
from disclosure.site.page import Site
from tests.district import DATA, MakeSite, make_site, pages_of
from tests.exports.test_knowledge import faults
from tests.library.test_reports import AGENCIES, DOCUMENTS, RULES

__all__ = ["make_site"]

SECTIONS = "".join(f"\n## {number}、某部分\n\n文字{number}。\n" for number in "一二三四五六")
FIGURES = """unit: gov
year: 2024
permits: 7
fees: 12.50
received: [3, 0, 0, 0, 0, 1, 4]
secret: [1, 0, 0, 0, 0, 0, 1]
handled: [1, 0, 0, 0, 0, 0, 1]
carried_out: [2, 0, 0, 0, 0, 1, 3]
suits: [0, 1, 0, 0, 1]
"""
PLAN = """---
title: 工作要点
year: 2024
published_on: 2024-01-05
issuers: [gov]
tasks:
  - {clause: 一, title: 甲, lead: [min], term: year_end, done_on: 2024-06-01}
  - {clause: 二, title: 乙, lead: [edu], term: year_end, done_on: 2025-02-01}
---
说明。
"""


def report(body: str = SECTIONS, **fields: str) -> str:
    known = {"year": "2024", "issuers": "gov", "published_on": "2025-03-01"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in known.items())
    return f"---\ntitle: 年度报告\n{lines}---\n{body}"


FILES = {
    **DATA,
    **DOCUMENTS,
    "data/agencies.yaml": AGENCIES,
    "data/rules.yaml": RULES,
    "data/requests/gov-2024.yaml": FIGURES,
    "plans/p.md": PLAN,
    "reports/g.md": report(counts="{normative: [4, 3, 3]}"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site(FILES, on=date(2026, 2, 1))


def test_each_table_stands_at_the_end_of_its_section(site: Site) -> None:
    html = cast("ReportView", pages_of(site)["/reports/g/"].view).html
    found = re.findall(r"文字([一二三四五六])|<b>([^<]+)</b>", html)
    assert [number or name for number, name in found] == [
        *(
            "一",
            "工作要点落实情况",
            "二",
            "第二十条第（一）项",
            "第二十条第（五）项",
            "第二十条第（六）项",
            "第二十条第（八）项",
        ),
        *("三", "收到和处理政府信息公开申请", "四", "政府信息公开行政复议、行政诉讼", "五", "六"),
    ]
    assert '<td class="align-right">12.50</td>' in html
    for words in (printed(site, "g").html, markdown_file(site, "g").decode()):  # type: ignore[union-attr]
        assert words.index("文字三") < words.index("1.属于国家秘密") < words.index("文字四")


def test_the_state_of_the_plan_is_that_of_the_last_day_of_the_year(site: Site) -> None:
    tables = {one["table"]: one for one in json.loads(json_file(site, "g") or b"")["tables"]}
    values = dict(zip(tables["plan"]["columns"], tables["plan"]["rows"][0]["values"], strict=True))
    told = [values["任务总数"], *(values[one.zh] for one in (TaskState.DONE, TaskState.OPEN, TaskState.LATE))]
    assert told == [2, 1, 1, 0]


def test_each_number_leads_to_its_documents_and_a_stated_one_stays(site: Site) -> None:
    pages = pages_of(site)
    html = cast("ReportView", pages["/reports/g/"].view).html
    assert '<a href="/reports/g/documents/#in_force-normative">3</a>' in html
    assert "清单的件数与此不同" in html
    lists = {one.anchor: one for one in cast("CountedView", pages["/reports/g/documents/"].view).lists}
    shown = lists["in_force-normative"]
    assert (shown.said, {row.record.id for row in shown.rows}) == (3, {"new", "both"})
    everywhere = {row.record.id for one in lists.values() for row in one.rows}
    view = cast("CountedView", pages["/reports/g/documents/"].view)
    assert [(anchor, len(links)) for anchor, _, links in view.tasks] == [("tasks-open", 1), ("tasks-done", 1)]
    assert '<a href="/reports/g/documents/#tasks">2</a>' in html
    assert '<a href="/reports/g/documents/#tasks-done">1</a>' in html
    assert everywhere.isdisjoint({"held", "draft", "asked", "new-en"})


def test_numbers_are_to_be_clicked_only_where_they_lead_somewhere(make_site: MakeSite, site: Site) -> None:
    """Not in downloads and on paper, and not where all are zero."""
    words = ("点数字看清单", "点数字看逐项任务")
    html = cast("ReportView", pages_of(site)["/reports/g/"].view).html
    assert all(one in html for one in words)
    bare = {key: text for key, text in FILES.items() if not key.startswith(("policies/", "plans/", "interpretations/"))}
    empty = make_site({**bare, "reports/g.md": report()}, on=date(2026, 2, 1))
    paper = printed(site, "g")
    assert paper
    files = [(one or b"").decode() for one in (markdown_file(site, "g"), json_file(site, "g"))]
    for told in (*files, paper.html, cast("ReportView", pages_of(empty)["/reports/g/"].view).html):
        assert not any(one in told for one in words)


def test_the_platform_leads_to_the_reports(site: Site) -> None:
    columns = {one.key: one.url for one in cast("PlatformView", pages_of(site)["/disclosure/"].view).columns}
    assert columns["reports"] == "/reports/"


def test_an_agency_leads_to_its_reports(site: Site) -> None:
    view = cast("ListView", pages_of(site)["/agencies/gov/"].view)
    assert [row.url for row in view.reports] == ["/reports/g/"]


def test_all_units_are_told_with_what_is_late_and_what_is_missing(make_site: MakeSite, site: Site) -> None:
    page = pages_of(site)["/reports/"]
    years = {one.year: one for one in cast("OverviewView", page.view).years}
    assert list(years) == [2026, 2025, 2024]
    assert (years[2026].window.open, years[2026].window.since) == (False, date(2027, 1, 1))
    told = {one.unit.text: [badge.key for badge in one.states if badge.window.open] for one in years[2025].rows}
    assert told == {"区政府": ["open"], "区民政局": ["overdue"]}
    assert [badge.key for badge in years[2024].rows[0].states if badge.window.open] == ["met"]
    words = [badge.label for badge in years[2025].rows[1].states if badge.window.open]
    assert words == ["逾期未发布"]
    late = pages_of(make_site({**FILES, "reports/g.md": report(published_on="2025-06-01")}, on=date(2026, 2, 1)))
    row = next(one for one in cast("OverviewView", late["/reports/"].view).years if one.year == 2024).rows[0]
    assert [badge.label for badge in row.states if badge.window.open] == ["逾期发布"]
    assert page.changes_on == date(2026, 4, 1)


def test_the_data_of_a_year_follow_their_schema_and_say_what_pages_say(site: Site) -> None:
    files = {one.path.rpartition(".")[2]: one.data for one in _of_year(site, "reports:2024")}
    whole = json.loads(files["json"])
    assert faults(whole, SCHEMA) == []
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert [
        "2024",
        "测试区人民政府",
        "收到和处理政府信息公开申请",
        "三（三）不予公开",
        "1.属于国家秘密",
        "自然人",
        "1",
        "2024-12-31",
    ] in rows
    assert len(rows) - 1 == sum(len(line["values"]) for one in whole["reports"][0]["tables"] for line in one["rows"])
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["收到和处理政府信息公开申请"]
    assert str(sheet["A1"].value).endswith("（截至2024年12月31日）")
    assert [cell.value for cell in sheet[8]] == [None, "三（三）不予公开", "1.属于国家秘密", 1, 0, 0, 0, 0, 0, 1]
