"""Key fields of the catalogue (重点领域): what they take in, on their pages, on those of documents and plans, and in data."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import cast

from disclosure.commands.import_catalogue import import_catalogue
from disclosure.exports.catalogue import catalogue_tables, coverage_data
from disclosure.pages.catalogue import CatalogueView
from disclosure.pages.coverage import FindingsView, MatrixView, OverviewView, UnitView
from disclosure.pages.home import HomeView
from disclosure.pages.key_fields import KeyFieldView
from disclosure.pages.platform import PlatformView
from disclosure.site.page import Site
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

KEY = """# 重点领域
id: zd
order: 1
name: 低碳
branch: key
basis: 工作清单
summary: 说明。
units: [edu]
tasks: [{plan: p, clause: 一(一)}]
takes_items: [relief-02]
query: {tags: [shop], kinds: [policies, services]}
items:
  - {id: zd-01, level_1: 丙, level_2: 卯, content: [一], basis: [法], deadline: 及时, publisher: [edu],
     channels: [政府网站], audience: 全社会, method: proactive, tiers: [county]}
"""
PLAN = """---
title: 要点
year: 2026
issuers: [gov]
published_on: 2026-01-05
tasks:
  - {clause: 一（一）, title: 低碳公开, responsible: [edu], due_on: 2026-06-30, evidence: [own]}
---
正文。
"""
DOCUMENTS = {
    "data/catalogue/zd.yaml": KEY,
    "plans/p.md": PLAN,
    "policies/own.md": policy("自己的事项", catalogue_items="[zd-01]", issuers="[edu]", published_on="2024-03-01"),
    "policies/taken.md": policy("收入的事项", catalogue_items="[relief-02]", published_on="2024-04-01"),
    "policies/asked.md": policy("有标签的", tags="[shop]", published_on="2024-05-01"),
    "policies/both.md": policy("两样都有", tags="[shop]", catalogue_items="[zd-01]", published_on="2024-02-01"),
    "policies/apart.md": policy("别的", catalogue_items="[relief-01]"),
    "policies/draft.md": policy("草稿", tags="[shop]", draft="true"),
    "policies/english.md": policy("English", tags="[shop]", language="en", translation_of="asked"),
    "interpretations/i.md": "---\ntitle: 解读\ninterprets: [asked]\npublished_on: 2024-05-02\n---\n正文。\n",
    "services/s.md": "---\ntitle: 办理\nurl: https://x.example/\nbased_on: [taken]\n---\n正文。\n",
}
ON = date(2026, 3, 1)


def made(make_site: MakeSite) -> Site:
    return make_site(DOCUMENTS, on=ON)


def test_it_takes_in_items_and_what_its_query_finds(make_site: MakeSite) -> None:
    site = made(make_site)
    taken = site.library.taken_in["zd"]
    assert taken.items == ("zd-01", "relief-02")
    assert taken.documents == ("asked", "taken", "own", "both")
    assert site.library.key_fields_of == dict.fromkeys(taken.documents, ("zd",))


def test_its_page_has_documents_what_rests_on_them_items_and_tasks(make_site: MakeSite) -> None:
    page = pages_of(made(make_site))["/catalogue/zd/"]
    view = cast("KeyFieldView", page.view)
    held = {part.key: [one.row.record.id for one in part.held] for part in view.parts}
    assert held == {
        "documents": ["asked", "taken", "own", "both"],
        "interpretations": ["i"],
        "services": ["s"],
    }
    groups = [(head.text, head.url, [item.row.item.id for item in items]) for head, items in view.groups]
    assert groups == [("丙", None, ["zd-01"]), ("社会救助", "/catalogue/relief/", ["relief-02"])]
    assert (view.coverage.items, view.coverage.fulfilled, view.coverage.documents) == (2, 2, 4)
    assert [(one.key, one.count) for one in view.counted.states] == [("published", 2)]
    (task,) = view.tasks
    assert task.link.url == "/plans/p/#task-1-1"
    assert page.changes_on == date(2026, 7, 1)  # the task is overdue then


def test_documents_and_plans_lead_to_it(make_site: MakeSite) -> None:
    pages = pages_of(made(make_site))
    assert [one.url for one in pages["/policies/asked/"].key_fields] == ["/catalogue/zd/"]
    assert not pages["/policies/apart/"].key_fields
    assert not pages["/policies/english/"].key_fields
    tasks = [task for _, part in pages["/plans/p/"].view.parts for task in part]  # type: ignore[attr-defined]
    assert [(link.text, link.url) for link in tasks[0].fields] == [("低碳", "/catalogue/zd/")]


def test_the_two_branches_stand_apart_and_each_item_counts_once(make_site: MakeSite) -> None:
    pages = pages_of(made(make_site))
    view = cast("CatalogueView", pages["/catalogue/"].view)
    assert ([one.field.id for one in view.fields], [one.field.id for one in view.key_fields]) == (["relief"], ["zd"])
    assert (view.items, view.fulfilled, view.documents, view.apart) == (3, 2, 2, 1)
    assert [one.apart for one in view.key_fields] == [1]
    sums = cast("OverviewView", pages["/coverage/"].view)
    assert (sums.total.items, [one.items for one in sums.fields], [one.items for one in sums.key_fields]) == (
        4,
        [3],
        [2],
    )
    assert (sums.total.apart, [one.apart for one in sums.key_fields]) == (1, [1])
    matrix = cast("MatrixView", pages["/coverage/fields/zd/"].view)
    assert [home and home.text for home, _ in matrix.groups] == [None, "社会救助"]
    unit = cast("UnitView", pages["/coverage/units/edu/"].view)
    assert [link.text for link, _ in unit.fields] == ["重点领域：低碳"]
    assert cast("PlatformView", pages["/disclosure/"].view).key_fields == 1


def test_one_without_documents_is_to_be_put_right(make_site: MakeSite) -> None:
    documents = {
        "data/catalogue/zd.yaml": KEY.replace("tasks: [{plan: p, clause: 一(一)}]\n", ""),
        "policies/a.md": policy("甲"),
    }
    view = cast("FindingsView", pages_of(make_site(documents))["/coverage/findings/"].view)
    (found,) = [one for one in view.findings if one.key == "key_fields"]
    assert [(link.text, link.url) for _, link, _ in found.rows] == [("低碳", "/catalogue/zd/")]


def test_the_home_page_tells_what_is_new_and_not_told_beside_it(make_site: MakeSite) -> None:
    site = made(make_site)
    view = cast("HomeView", pages_of(site)["/"].view)
    shown = {row.record.id for row in view.new}
    assert not {one.row.record.id for one in view.news} & shown
    assert view.key_fields == 1
    late = make_site(
        DOCUMENTS | {f"policies/z{n}.md": policy(f"新{n}", published_on="2025-01-01") for n in range(9)}, on=ON
    )
    assert [one.row.record.id for one in cast("HomeView", pages_of(late)["/"].view).news] == ["asked"]


def test_without_key_fields_there_is_nothing_of_them(make_site: MakeSite) -> None:
    pages = pages_of(make_site({"policies/a.md": policy("甲", tags="[shop]")}))
    assert cast("HomeView", pages["/"].view).news == ()
    assert cast("CatalogueView", pages["/catalogue/"].view).key_fields == ()
    assert cast("OverviewView", pages["/coverage/"].view).key_fields == ()


def test_data_tell_the_branch_and_who_takes_an_item_in(make_site: MakeSite) -> None:
    site = made(make_site)
    files = {one.path: one.data for one in coverage_data(site, "")}
    cells = json.loads(files["data/catalogue/coverage.json"])["cells"]
    told = {one["item_id"]: (one["branch"], one["key_fields"]) for one in cells}
    assert told["zd-01"] == ("key", ["zd"])
    assert told["relief-02"] == ("standard", ["zd"])
    assert told["relief-01"] == ("standard", [])
    tables = {one.path: one.data for one in catalogue_tables(site, "")}
    rows = list(csv.DictReader(io.StringIO(tables["data/catalogue/catalogue.csv"].decode("utf-8-sig"))))
    assert [(row["分支"], row["领域"]) for row in rows] == [("标准目录", "社会救助")] * 3 + [("重点领域", "低碳")]


def test_what_was_exported_comes_back_with_all_that_a_key_field_says(make_site: MakeSite, tmp_path: Path) -> None:
    site = made(make_site)
    for one in catalogue_tables(site, ""):
        file = tmp_path / Path(one.path).name
        file.write_bytes(one.data)
        assert import_catalogue(site, tmp_path, file, "zh", lambda _: "y") == 0
    less = KEY.replace("level_2: 卯", "level_2: 辰")
    (tmp_path / "content/data/catalogue/zd.yaml").write_text(less, encoding="utf-8")
    changed = make_site(DOCUMENTS | {"data/catalogue/zd.yaml": less}, on=ON)
    assert import_catalogue(changed, tmp_path, tmp_path / "catalogue.xlsx", "zh", lambda _: "y") == 1
    text = (tmp_path / "content/data/catalogue/zd.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 重点领域\nid: zd\n")
    again = make_site(DOCUMENTS | {"data/catalogue/zd.yaml": text}, on=ON)
    before, after = (one.library.vocabulary.catalogue["zd"].record for one in (site, again))
    assert before == after


def test_a_table_of_another_site_makes_a_key_field_where_it_says_so(make_site: MakeSite, tmp_path: Path) -> None:
    files = {Path(one.path).name: one.data for one in catalogue_tables(made(make_site), "")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        site = make_site({"policies/a.md": policy("甲")})
        assert import_catalogue(site, tmp_path, tmp_path / name, "zh", lambda _: "y") == 1
        (path,) = (tmp_path / "content/data/catalogue").glob("02-*.yaml")
        text = path.read_text(encoding="utf-8")
        assert "branch: key" in text
        assert "id: zd-01" in text


def test_the_numbers_of_the_sample_add_up(demo: Site, demo_site: Path) -> None:
    """The sum of all items is that of the fields and of what key fields have besides, and both pages say so."""
    pages = pages_of(demo)
    view = cast("OverviewView", pages["/coverage/"].view)
    apart = sum(one.apart for one in view.key_fields)
    assert apart == view.total.apart > 0
    assert sum(one.items for one in view.fields) + apart == sum(one.items for one in view.units) == view.total.items
    overview = cast("CatalogueView", pages["/catalogue/"].view)
    assert overview.items + overview.apart == len(demo.library.catalogue_rows)
    assert overview.apart == sum(one.apart for one in overview.key_fields)
    for page in ("catalogue", "coverage"):
        text = (demo_site / page / "index.html").read_text(encoding="utf-8")
        standard = view.total.items - apart
        assert f"共{view.total.items}处，其中标准目录{standard}处，重点领域在标准目录以外另列{apart}处" in text
