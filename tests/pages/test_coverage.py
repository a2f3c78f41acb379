"""The pages of what is published of the catalogue: sums, a matrix for each field, a page for each unit, what to put right."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import cast

from openpyxl import load_workbook

from disclosure.exports.catalogue import coverage_data
from disclosure.pages.catalogue import CatalogueView
from disclosure.pages.coverage import Counted, FindingsView, MatrixView, OverviewView, UnitView
from disclosure.site.page import Page, Site
from tests.district import DATA, MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

FIELD = DATA["data/catalogue/01.yaml"].replace("publisher: [min]", "publisher: [min, edu]", 1)
YEARLY = FIELD.replace(
    "level_2: 丑, content: [一], basis: [法], deadline: 及时", "level_2: 丑, content: [一], deadline: 按年公开"
)
DOCUMENTS = {
    "data/catalogue/01.yaml": YEARLY.replace("deadline: 及时", "deadline: 信息形成之日起5日内", 1),
    "data/coverage.yaml": "coverage:\n  - {id: a, item: relief-03, not_applicable: 没有}\n",
    "policies/a.md": policy("甲", catalogue_items="[relief-01]", formed_on="2024-01-01", published_on="2024-02-01"),
    "policies/b.md": policy("乙", catalogue_items="[relief-02]", issuers="[gov]", published_on="2025-02-01"),
}
ON = date(2026, 11, 1)


def shown(counted: Counted) -> dict[str, int]:
    """The sums of the build's day."""
    return {one.key: one.count for one in counted.states if one.window.open}


def pages(make_site: MakeSite) -> tuple[Site, dict[str, Page]]:
    site = make_site(DOCUMENTS, on=ON)
    return site, {url: page for url, page in pages_of(site).items() if url.startswith(("/coverage/", "/catalogue/"))}


def test_the_overview_counts_each_item_with_each_unit(make_site: MakeSite) -> None:
    _, made = pages(make_site)
    view = cast("OverviewView", made["/coverage/"].view)
    assert shown(view.total) == {"late": 1, "empty": 1, "due": 1, "not_applicable": 1}
    assert [(one.link.text, one.items, shown(one)) for one in view.units] == [
        ("区民政局", 3, {"due": 1, "late": 1, "not_applicable": 1}),
        ("区教育局", 1, {"empty": 1}),
    ]
    assert shown(cast("CatalogueView", made["/catalogue/"].view).states) == shown(view.total)
    assert made["/coverage/"].changes_on == date(2027, 1, 1)


def test_sums_are_told_for_the_days_to_come(make_site: MakeSite) -> None:
    _, made = pages(make_site)
    total = cast("OverviewView", made["/coverage/"].view).total
    windows = [(one.key, one.count, str(one.window.since), str(one.window.until)) for one in total.states]
    assert ("due", 1, "None", "2027-01-01") in windows
    assert ("overdue", 1, "2027-01-01", "None") in windows
    assert ("empty", 1, "None", "None") in windows


def test_a_field_has_its_items_and_units(make_site: MakeSite) -> None:
    _, made = pages(make_site)
    view = cast("MatrixView", made["/coverage/fields/relief/"].view)
    assert [one.short for one in view.units] == ["区民政局", "区教育局"]
    assert [[stand and stand.states[0].key for stand in stands] for _, stands, _ in view.groups[0][1]] == [
        ["late", "empty"],
        ["due", None],
        ["not_applicable", None],
    ]
    stand = view.groups[0][1][1][1][0]
    assert stand is not None
    assert [(window.open, str(day)) for window, day in stand.due if window.open] == [(True, "2026-12-31")]


def test_a_unit_has_what_it_must_publish(make_site: MakeSite) -> None:
    _, made = pages(make_site)
    assert "/coverage/units/gov/" not in made
    view = cast("UnitView", made["/coverage/units/min/"].view)
    ((field, stands),) = view.fields
    assert (field.text, [one.item.text for one in stands]) == ("社会救助", ["甲 › 子", "甲 › 丑", "乙 › 寅"])
    (paper,) = stands[0].documents
    assert (paper.row.record.id, str(paper.released.by), paper.released.late) == ("a", "2024-01-06", True)
    assert stands[2].reason == "没有"


def test_what_is_to_be_put_right_is_listed(make_site: MakeSite) -> None:
    _, made = pages(make_site)
    found = {
        one.key: [words for _, _, words in one.rows]
        for one in cast("FindingsView", made["/coverage/findings/"].view).findings
    }
    assert found == {
        "overdue": ["区民政局，应在2026年12月31日前公开"],
        "late": ["区民政局：甲"],
        "by_others": ["区民政局：乙"],
        "gaps": ["公开依据"],
    }


def test_items_whose_documents_have_all_ended_are_listed_on_the_days_on_which_they_have(make_site: MakeSite) -> None:
    """They count as published; a unit to which the item does not apply misses nothing, and a document in force is enough."""
    ends = {"catalogue_items": "[relief-01, relief-03]", "published_on": "2024-02-01", "expires_on": "2026-11-30"}
    site = make_site(DOCUMENTS | {"policies/a.md": policy("甲", **ends)}, on=ON)
    made = pages_of(site)
    view = cast("FindingsView", made["/coverage/findings/"].view)
    (found,) = [one for one in view.findings if one.key == "ended"]
    assert [(str(window and window.since), item.text, words) for window, item, words in found.rows] == [
        ("2026-12-01", "甲 › 子", "区民政局：甲")
    ]
    assert not found.open
    assert made["/coverage/findings/"].changes_on == made["/coverage/units/min/"].changes_on == date(2026, 12, 1)
    both = {"policies/a.md": policy("甲", **ends), "policies/c.md": policy("丙", catalogue_items="[relief-01]")}
    later = make_site(DOCUMENTS | both, on=date(2026, 12, 1))
    view = cast("FindingsView", pages_of(later)["/coverage/findings/"].view)
    assert "ended" not in {one.key for one in view.findings}


def test_publishers_that_are_no_agency_are_counted_apart(make_site: MakeSite) -> None:
    """And so are items that name nobody: every item is either judged or told."""
    others = YEARLY.replace("publisher: [min, edu]", "publisher: [min], other_publishers: [管理局, 村委会]", 1)
    others = "".join(others.rsplit("publisher: [min],", 1))
    site = make_site(DOCUMENTS | {"data/catalogue/01.yaml": others}, on=ON)
    made = pages_of(site)
    total = cast("OverviewView", made["/coverage/"].view).total
    (listed,) = [
        one for one in cast("FindingsView", made["/coverage/findings/"].view).findings if one.key == "no_agency"
    ]
    assert [(item.text, words) for _, item, words in listed.rows] == [
        ("甲 › 子", "管理局"),
        ("甲 › 子", "村委会"),
        ("乙 › 寅", "没有写公开主体"),
    ]
    assert total.others == len(listed.rows) == cast("CatalogueView", made["/catalogue/"].view).states.others
    assert cast("OverviewView", made["/coverage/"].view).fields[0].others == total.others
    whole = json.loads(next(one.data for one in coverage_data(site, "") if one.path.endswith(".json")))
    assert len(whole["others"]) == total.others
    assert {one["item_id"] for one in (*whole["cells"], *whole["others"])} == {"relief-01", "relief-02", "relief-03"}


def test_the_data_say_what_the_pages_say(make_site: MakeSite) -> None:
    site, _ = pages(make_site)
    whole, book, table = coverage_data(site, "")
    cells = json.loads(whole.data)["cells"]
    assert [(one["item_id"], one["unit_id"], one["state"], one["due"]) for one in cells] == [
        ("relief-01", "min", "late", None),
        ("relief-01", "edu", "empty", None),
        ("relief-02", "min", "due", "2026-12-31"),
        ("relief-03", "min", "not_applicable", None),
    ]
    assert cells[0]["documents"][0]["by"] == "2024-01-06"
    lines = table.data.decode("utf-8-sig").splitlines()
    assert "公开情况（截至" in lines[0]
    assert lines[1].startswith("社会救助,甲 › 子,测试区民政局,逾期公开,,甲（2024-02-01）,https://")
    assert len(lines) == 5
    sheet = load_workbook(io.BytesIO(book.data)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("截至2026-11-01", "C4", "A3:J7")
    assert rows[0] == (
        "社会救助",
        "甲 › 子",
        "测试区民政局",
        "逾期公开",
        None,
        "甲",
        "2024-02-01",
        "现行有效",
        None,
        None,
    )
    assert rows[3][9] == "没有"
    assert [row[3] for row in rows] == ["逾期公开", "没有文件", "待公开", "不涉及"]
    link = sheet.cell(4, 6).hyperlink
    assert link
    assert link.target == cells[0]["documents"][0]["url"]
    assert book.data == next(one.data for one in coverage_data(site, "") if one.path.endswith(".xlsx"))
