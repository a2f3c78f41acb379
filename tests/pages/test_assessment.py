"""The pages and files of what bodies have done: every number leads to the list of exactly what it counts."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from disclosure.exports.assessment import SCHEMA, assessment_data
from disclosure.library.assessment import Sum, sum_on
from disclosure.pages.assessment import Figure, MeasureView, UnitView, YearView, assess
from disclosure.site.page import Output, Page, Site
from tests.district import DATA, MakeSite, make_site, pages_of, policy
from tests.exports.test_knowledge import faults
from tests.library.test_assessment import FILES, message
from tests.pages.test_reports import FIGURES, report

__all__ = ["make_site"]

ON = date(2026, 6, 1)
DOCUMENTS = {
    **FILES,
    "policies/a.md": policy(
        "甲", index_number="x-1", formed_on="2026-03-02", published_on="2026-03-30", themes="[civil]"
    ),
    "policies/b.md": policy("乙", formed_on="2026-03-02", published_on="2026-03-31", issuers="[edu, min]"),
    "policies/c.md": policy("丙", index_number="x-2", published_on="2025-03-02", issuers="[edu]"),
    "policies/e.md": policy("戊", published_on="2026-03-02", disclosure="withheld", basis="法"),
    "questions/q.md": message("2026-05-25", issuers="min").replace("[p]", "[a]"),
}
WEIGHTS = "weights:\n  - {id: elements, weight: 10, basis: 办法}\n  - {id: timeliness, weight: 30, basis: 办法}\n"


def settings(site: Site, assessment: str | None) -> Site:
    """The same site with another setting of what is published of assessments."""
    return replace(site, config=site.config.model_copy(update={"assessment": assessment}))


def assessed(site: Site) -> dict[str, Page]:
    return {url: page for url, page in pages_of(site).items() if url.startswith("/assessment/")}


def files_of(site: Site) -> dict[str, bytes]:
    return {output.path: output.data for output in assessment_data(site, ()) if isinstance(output, Output)}


def rows_of(files: dict[str, bytes], year: int) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files[f"data/assessment/{year}.csv"].decode("utf-8-sig"))))


def shown(figure: Figure | None) -> str | None:
    """What a figure is on the build's day."""
    return next(one.number + one.share for one in figure.told if one.window.open) if figure else None


def test_the_table_of_a_year_has_all_bodies_and_each(make_site: MakeSite) -> None:
    made = assessed(make_site(DOCUMENTS, on=ON))
    view = cast("YearView", made["/assessment/2026/"].view)
    titles = [one.id for one in view.measures]
    assert titles == ["documents", "elements", "timeliness", "coverage", "answers", "waiting"]
    assert [shown(one) for one in view.whole.figures] == ["2", "1/250%", "1/250%", "0/30%", "无", "1"]
    rows = {line.unit.text: [shown(one) for one in line.figures] for line in view.lines}
    assert rows == {
        "区政府": [None] * 6,
        "区民政局": ["1", "1/1100%", "1/1100%", "0/30%", "无", "1"],
        "区教育局": ["1", "0/10%", "0/10%", None, None, None],
    }
    assert not view.ranked
    assert [line.places for line in view.lines] == [()] * 3
    assert "/assessment/2025/units/edu/" in made
    past = cast("UnitView", made["/assessment/2025/units/min/"].view)
    assert [(one.said.id, shown(one.figure)) for one in past.measures] == [("coverage", "0/30%")]
    assert "/assessment/2025/units/gov/" not in made


def test_a_number_leads_to_what_it_counts(make_site: MakeSite) -> None:
    made = assessed(make_site(DOCUMENTS, on=ON))
    view = cast("UnitView", made["/assessment/2026/units/edu/"].view)
    elements = next(one for one in view.measures if one.said.id == "elements")
    ((row,),) = [group.rows for group in elements.groups]
    assert (row.link.url, row.words, row.units) == ("/policies/b/", "缺少：索引号、主题分类", "")
    assert [link.url for link in elements.others] == ["/assessment/2025/units/edu/#elements"]
    assert [made[f"/assessment/2026/{name}/"].title for name in ("timeliness", "waiting")] == [
        "公开及时（2026年）",
        "待答留言（2026年）",
    ]
    year = cast("MeasureView", made["/assessment/2026/timeliness/"].view)
    told = {group.key: [(row.link.url, row.units) for row in group.rows] for group in year.assessed.groups}
    assert told == {"missed": [("/policies/b/", "区教育局")], "met": [("/policies/a/", "区民政局")]}
    assert year.assessed.groups[0].rows[0].words == (
        "2026年3月2日成文，期限2026年3月30日，2026年3月31日发布，用时21个工作日"
    )
    assert year.assessed.said.grounds == ("标准：20个工作日。依据：条例",)


def test_what_a_day_to_come_changes_is_there(make_site: MakeSite) -> None:
    """15 working days after Monday 25 May 2026 end on Monday 15 June."""
    made = assessed(make_site(DOCUMENTS, on=ON))
    view = cast("UnitView", made["/assessment/2026/units/min/"].view)
    answers = next(one for one in view.measures if one.said.id == "answers")
    windows = [(one.number, str(one.window.since), str(one.window.until)) for one in answers.figure.told]
    assert windows == [("无", "None", "2026-06-16"), ("0/1", "2026-06-16", "None")]
    (group,) = answers.groups
    assert not group.open
    assert [(str(row.window.since), row.words) for row in group.rows] == [
        ("2026-06-16", "2026年5月25日收到，期限2026年6月15日，还没有答复")
    ]
    assert made["/assessment/2026/units/min/"].changes_on == date(2026, 6, 16)


def test_totals_and_ranks_only_where_they_are_asked_for(make_site: MakeSite) -> None:
    """By totals, or by figures with their weights, anybody could rank bodies: where it is not asked for there are neither."""
    site = make_site({**DOCUMENTS, "data/weights.yaml": WEIGHTS}, on=ON)
    made = assessed(site)
    plain = cast("YearView", made["/assessment/2026/"].view)
    assert [line.unit.text for line in plain.lines] == ["区政府", "区民政局", "区教育局"]
    assert not plain.ranked
    assert not any(one.weight for one in plain.measures)
    assert not any(page.view.totals for page in made.values() if isinstance(page.view, UnitView))
    files = files_of(site)
    for year in (2025, 2026):
        whole = json.loads(files[f"data/assessment/{year}.json"])
        assert faults(whole, SCHEMA) == []
        assert {one["total"] for one in whole["units"]} | {one["weight"] for one in whole["measures"]} == {None}
        assert "total" not in {row[3] for row in rows_of(files, year)}
    ranked = assessed(settings(site, "ranking"))
    view = cast("YearView", ranked["/assessment/2026/"].view)
    assert [(line.unit.text, [(one.rank, one.total, one.left) for one in line.places]) for line in view.lines] == [
        ("区民政局", [(1, "100.0", 0)]),
        ("区教育局", [(2, "0.0", 0)]),
        ("区政府", []),
    ]
    assert [one.weight for one in view.measures if one.weight] == [
        "权重：40分中占10分。依据：办法*",
        "权重：40分中占30分。依据：办法*",
    ]
    unit = cast("UnitView", ranked["/assessment/2026/units/min/"].view)
    assert [one.words for one in unit.totals] == ["总分100.0分（满分100分）。"]
    past = cast("UnitView", ranked["/assessment/2025/units/edu/"].view)
    assert [one.words for one in past.totals] == [
        "总分100.0分（满分100分，其中75分的指标没有可以判断的事项，未计入）。"
    ]


def test_a_finished_year_is_told_as_it_ended(make_site: MakeSite) -> None:
    """On 1 January 2027 the yearly item is overdue and the message waits no more: the year 2026 is told as it was before."""
    yearly = DATA["data/catalogue/01.yaml"].replace("deadline: 及时", "deadline: 按年公开", 1)
    files = {
        **DOCUMENTS,
        "data/catalogue/01.yaml": yearly,
        "policies/y.md": policy("一年一份", catalogue_items="[relief-01]", published_on="2025-02-01"),
        "questions/q.md": message("2026-12-25", "2027-01-05", "min").replace("[p]", "[a]"),
        "questions/r.md": message("2025-12-25", "2026-01-05", "min").replace("[p]", "[a]"),
    }
    days = (date(2026, 11, 30), date(2027, 2, 1), date(2028, 3, 1))
    sites = [make_site(files, on=day) for day in days]
    found = [assess(site) for site in sites]
    of_2026 = {key for key in found[0].members if key[1] == 2026}
    assert all({key for key in one.members if key[1] == 2026} == of_2026 for one in found)
    for key in of_2026:
        assert len({sum_on(one.members[key], date(2028, 3, 1)) for one in found}) == 1, key
    assert sum_on(found[1].members["coverage", 2026, "min"], days[1]) == Sum(met=1, missed=2)
    assert [sum_on(found[1].members["waiting", year, "min"], days[1]).missed for year in (2025, 2026)] == [1, 1]
    assert [one.key for one in found[1].members["waiting", 2025, "min"]] == ["r"]
    assert all(f"/assessment/2026/{name}/" in assessed(sites[1]) for name in ("coverage", "waiting"))
    year = cast("YearView", assessed(sites[1])["/assessment/2026/"].view)
    assert year.frozen
    assert year.frozen.words == "目录公开、待答留言的数字截至2026年12月31日，以后不再变动。"
    assert year.frozen.window.open
    assert assessed(sites[0])["/assessment/2026/coverage/"].changes_on == date(2027, 1, 1)


def test_years_of_annual_reports_stay(make_site: MakeSite) -> None:
    old = {**DOCUMENTS, "policies/o.md": policy("旧", published_on="2019-03-02")}
    reported = {
        **old,
        "reports/r.md": report(year="2019", published_on="2020-03-01"),
        "data/requests/gov-2019.yaml": FIGURES.replace("2024", "2019"),
    }
    assert [assess(make_site(files, on=ON)).years for files in (old, reported)] == [
        (2026, 2025),
        (2026, 2025, 2019),
    ]


def test_what_is_not_compared_with_its_source_has_a_mark(make_site: MakeSite) -> None:
    """The page says once what the mark means."""
    made = assessed(make_site(DOCUMENTS, on=ON))
    said = {one.id: one for one in cast("YearView", made["/assessment/2026/"].view).measures}
    assert (said["answers"].grounds, said["answers"].marked) == (("标准：15个工作日。依据：办法*",), True)
    assert not said["timeliness"].marked


@pytest.mark.parametrize("setting", ["figures", None])
def test_without_the_setting_there_is_nothing(make_site: MakeSite, setting: str | None) -> None:
    site = settings(make_site(DOCUMENTS, on=ON), setting)
    assert bool(assessed(site)) is (setting is not None)
    assert bool([*assessment_data(site, ())]) is (setting is not None)


def test_without_weights_nothing_is_added_up(make_site: MakeSite) -> None:
    made = assessed(settings(make_site(DOCUMENTS, on=ON), "ranking"))
    assert not cast("YearView", made["/assessment/2026/"].view).ranked
    assert cast("UnitView", made["/assessment/2026/units/min/"].view).totals == ()


def test_the_files_say_what_the_pages_say(make_site: MakeSite) -> None:
    files = files_of(settings(make_site({**DOCUMENTS, "data/weights.yaml": WEIGHTS}, on=ON), "ranking"))
    assert sorted(files) == [
        *(f"data/assessment/{year}.{suffix}" for year in (2025, 2026) for suffix in ("csv", "json")),
        "data/assessment/schema/year.json",
    ]
    whole = json.loads(files["data/assessment/2026.json"])
    assert faults(whole, SCHEMA) + faults(json.loads(files["data/assessment/2025.json"]), SCHEMA) == []
    timeliness = next(one for one in whole["measures"] if one["id"] == "timeliness")
    assert timeliness["grounds"] == [{"basis": "条例", "verified": True, "value": 20, "unit": "working_days"}]
    assert timeliness["weight"] == {"value": 30, "basis": "办法", "verified": False}
    units = {one["unit_id"]: one for one in whole["units"]}
    assert units["min"]["figures"]["timeliness"] == {
        "met": 1,
        "judged": 1,
        "share": 100.0,
        "unknown": 0,
        "median": 20.0,
        "most": 20,
    }
    assert (units["min"]["total"], units["gov"]["total"]) == ({"points": 100.0, "counted": 40, "whole": 40}, None)
    members = [(one["id"], one["state"]) for one in whole["members"] if one["measure"] == "answers"]
    assert members == [("q", None)]
    rows = rows_of(files, 2026)
    assert rows[3][:8] == ["全区", "", "公开及时", "timeliness", "1", "2", "50.0", "0"]
    assert [row[2:] for row in rows if row[3] == "total" and row[1] == "min"] == [
        [
            "总分",
            "total",
            "",
            "40",
            "100.0",
            "0",
            "",
            "",
            "2026-06-01",
            "https://qinghe.example/assessment/2026/units/min/",
        ]
    ]
    past = rows_of(files, 2025)
    assert {(row[3], row[10]) for row in past if row[1] == "min"} == {("coverage", "2025-12-31")}
    assert "戊" not in "".join(data.decode("utf-8-sig") for data in files.values())


def test_every_number_of_the_sample_is_the_length_of_its_list(demo: Site) -> None:
    """The numbers of a body on the day are those of the groups behind them, and all bodies' lists hold each body's."""
    made = assessed(demo)
    for url, page in made.items():
        if not isinstance(page.view, UnitView | MeasureView):
            continue
        measures = page.view.measures if isinstance(page.view, UnitView) else (page.view.assessed,)
        for one in measures:
            counted = {group.key: sum(row.window.open for row in group.rows) for group in one.groups}
            number = shown(one.figure)
            assert number is not None
            found = re.fullmatch(r"(\d+)(?:/(\d+)\d{1,3}%)?", number.replace("无", "0").replace("无法判断", "0"))
            assert found, (url, number)
            met, missed = counted.get("met", 0), counted.get("missed", 0)
            if "/" in number:
                assert number.startswith(f"{met}/{met + missed}"), (url, one.said.id)
            else:
                assert int(found[1]) == met + missed, (url, one.said.id)


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        *((page, "/assessment/") for page in ("disclosure", "sitemap", "coverage", "reports")),
        *((f"{page}/mzj", "/assessment/2026/units/mzj/") for page in ("agencies", "coverage/units")),
    ],
)
def test_where_figures_are_led_to(demo_site: Path, page: str, leads_to: str) -> None:
    assert f'href="{leads_to}"' in (demo_site / page / "index.html").read_text(encoding="utf-8")
