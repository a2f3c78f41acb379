"""What annual reports count, by when they are due, and the identities of the official tables."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.base.problems import ContentError
from disclosure.library.participation import state_on
from disclosure.library.reports import counted, owed
from disclosure.model.choices import Applicant, Category, DutyState
from disclosure.model.request_figures import PARTS, RESULTS, YearFigures, wrong_cells
from disclosure.site.page import Site
from tests.district import DATA, MakeSite, make_site, policy

__all__ = ["make_site"]

AGENCIES = """agencies:
  - {id: gov, name: 测试区人民政府, short: 区政府, level: district_government, reports_since: 2024}
  - {id: min, name: 测试区民政局, short: 区民政局, level: department, parent: gov, reports_since: 2025}
  - {id: edu, name: 测试区教育局, short: 区教育局, level: department, parent: gov}
"""
RULES = """rules:
  - {id: report-government, value: 3, unit: months, basis: 依据}
  - {id: report-department, value: 1, unit: months, basis: 依据}
"""
SECTIONS = "".join(f"\n## {number}、部分\n\n无。\n" for number in "一二三四五六")


def normative(title: str, formed: str, **fields: str) -> str:
    known = {"category": "normative", "formed_on": formed, "published_on": formed, "term_note": "长期"} | fields
    return policy(title, **known)


def report(unit: str, year: int, published: str) -> str:
    return f"---\ntitle: 报告\nyear: {year}\nissuers: {unit}\npublished_on: {published}\n---\n{SECTIONS}"


DOCUMENTS = {
    "policies/old.md": normative("甲", "2023-03-01"),
    "policies/runs-out.md": normative("乙", "2022-01-01", expires_on="2024-06-30"),
    "policies/new.md": normative("丙", "2024-05-01", repeals="[old]"),
    "policies/both.md": normative("丁", "2024-07-01", issuers="[edu, min]"),
    "policies/later.md": normative("戊", "2024-12-20", effective_on="2025-01-10"),
    "policies/short.md": normative("己", "2024-02-01", expires_on="2024-03-01", issuers="[gov]"),
    "policies/plain.md": policy("庚", formed_on="2024-05-01"),
    "policies/asked.md": normative("辛", "2024-05-01", disclosure="on_request"),
    "policies/held.md": normative("壬", "2024-05-01", disclosure="withheld", basis="依据"),
    "policies/draft.md": normative("癸", "2024-05-01", draft="true"),
    "policies/new-en.md": normative("C", "2024-05-01", language="en", translation_of="new", translated_on="2024-06-01"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    files = {**DATA, "data/agencies.yaml": AGENCIES, "data/rules.yaml": RULES, **DOCUMENTS}
    return make_site({**files, "reports/g.md": report("gov", 2024, "2025-04-01")})


def test_what_is_counted_is_what_is_published_and_each_document_once(site: Site) -> None:
    ids = {unit: counted(site.library, unit, 2024)[Category.NORMATIVE] for unit in ("gov", "min", "edu")}
    assert set(ids["gov"].made) == {"new", "both", "later", "short"}
    assert set(ids["gov"].ended) == {"old", "runs-out", "short"}
    assert set(ids["gov"].in_force) == {"new", "both"}
    assert (set(ids["min"].made), set(ids["edu"].made)) == ({"new", "later"}, {"both"})
    assert set(counted(site.library, "gov", 2025)[Category.NORMATIVE].in_force) == {"new", "both", "later"}


def test_numbers_follow_from_one_year_to_the_next(site: Site) -> None:
    """In force now = in force a year ago, and what began to be since, without what ended."""
    for year in range(2022, 2027):
        before, now = (set(counted(site.library, "gov", at)[Category.NORMATIVE].in_force) for at in (year - 1, year))
        ended = set(counted(site.library, "gov", year)[Category.NORMATIVE].ended)
        assert before - ended <= now
        assert not now & ended


def test_reports_are_due_by_the_rule_of_their_unit_on_every_day(site: Site) -> None:
    found = {(one.unit, one.year): one for one in owed(site.library, 2025)}
    assert list(found) == [("gov", 2025), ("min", 2025), ("gov", 2024)]
    assert found["gov", 2024].by == date(2025, 3, 31)
    assert state_on(found["gov", 2024].states, date(2025, 3, 31)) is DutyState.OPEN
    assert state_on(found["gov", 2024].states, date(2025, 4, 1)) is DutyState.LATE
    missing = found["min", 2025].states
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    assert [state_on(missing, day) for day in days] == [None, DutyState.OPEN, DutyState.OPEN, DutyState.OVERDUE]


NUMBERS = st.lists(st.integers(0, 9), min_size=6, max_size=6)
ROWS = [name for part in RESULTS for name in part.rows]


def table(cells: dict[str, list[int]]) -> YearFigures:
    """Right figures of any cells: sums follow."""
    handled = [sum(cells[name][at] for name in ROWS) for at in range(6)]
    received = [done + left for done, left in zip(handled, cells["carried_out"], strict=True)]
    parts = {**cells, "handled": handled, "received": received}
    rows = {name: (*row, sum(row)) for name, row in parts.items()}
    return YearFigures.model_validate({"unit": "min", "year": 2024, **rows})


@given(st.fixed_dictionaries(dict.fromkeys((*ROWS, "carried_out"), NUMBERS)), st.data())
def test_one_wrong_cell_is_told_alone_with_what_it_was(cells: dict[str, list[int]], data: st.DataObject) -> None:
    """Right figures have nothing wrong; of a figure that is another the others say where it stands and what it was."""
    right = table(cells)
    assert list(wrong_cells(right)) == []
    row = data.draw(st.sampled_from([name for part in PARTS for name in part.rows]))
    column = data.draw(st.integers(0, len(Applicant) - 1))
    changed = list(right.row(row))
    changed[column] = data.draw(st.integers(0, 60).filter(lambda figure: figure != changed[column]))
    (wrong,) = wrong_cells(right.model_copy(update={row: tuple(changed)}))
    assert (wrong.row, wrong.column, wrong.held, wrong.wanted) == (row, column, changed[column], right.row(row)[column])
    assert len(wrong.because) == (3 if row == "handled" else 2)


FIGURES = st.lists(st.integers(0, 9), min_size=7, max_size=7).map(tuple)


@given(st.dictionaries(st.sampled_from([name for part in PARTS for name in part.rows]), FIGURES))
def test_no_cell_is_told_to_be_what_it_cannot_be(rows: dict[str, tuple[int, ...]]) -> None:
    """Whatever is wrong: something is told wherever something is, each cell once as it is, and none to be below nought."""
    figures = YearFigures.model_validate({"unit": "min", "year": 2024, **rows})
    told = list(wrong_cells(figures))
    assert len({(one.row, one.column) for one in told}) == len(told)
    assert all(one.because and one.held == figures.row(one.row)[one.column] for one in told)
    assert all(0 <= one.wanted != one.held for one in told)
    right = all(sum(row[:-1]) == row[-1] for row in rows.values()) and all(
        sum(figures.row(name)[at] for name in ROWS) == figures.handled[at]
        and figures.received[at] + figures.carried_in[at] == figures.handled[at] + figures.carried_out[at]
        for at in range(7)
    )
    assert bool(told) is not right


def test_two_wrong_figures_of_one_row_are_two_cells_as_they_are_written() -> None:
    rows = {"received": (9, 0, 0, 0, 0, 0, 9), "disclosed": (9, 0, 0, 0, 0, 0, 9), "handled": (9, 0, 0, 0, 0, 0, 9)}
    rows["otherwise"] = (0, 11, 0, 0, 0, 0, 5)
    told = list(wrong_cells(YearFigures.model_validate({"unit": "min", "year": 2024, **rows})))
    assert [(one.row, one.column, one.held, one.wanted) for one in told] == [
        ("otherwise", 1, 11, 0),
        ("otherwise", 6, 5, 0),
    ]


def test_a_row_that_adds_up_is_right_where_the_balance_would_be_below_nought() -> None:
    row = {"secret": (1, 0, 0, 0, 0, 0, 1), "handled": (1, 0, 0, 0, 0, 0, 1)}
    told = list(wrong_cells(YearFigures.model_validate({"unit": "min", "year": 2024, **row})))
    assert [(one.row, one.column, one.wanted) for one in told] == [("received", 0, 1), ("received", 6, 1)]


def test_a_cell_is_told_by_its_name_with_its_line_and_column(make_site: MakeSite) -> None:
    figures = "unit: min\nyear: 2024\nreceived: [2, 0, 0, 0, 0, 0, 2]\nsecret: [1, 0, 0, 0, 0, 0, 1]\n"
    figures += "handled: [0, 0, 0, 0, 0, 0, 0]\n"
    with pytest.raises(ContentError) as caught:
        make_site({"policies/a.md": policy("甲"), "data/requests/min-2024.yaml": figures})
    found = {(str(one.place), one.values["cell"], one.values["wanted"]) for one in caught.value.problems}
    path = "content/data/requests/min-2024.yaml"
    assert found == {
        (f"{path}:5:11", "三（七）本年度办理结果总计·自然人", "1"),
        (f"{path}:5:29", "三（七）本年度办理结果总计·总计", "1"),
        (f"{path}:1:1", "四、结转下年度继续办理·自然人", "1"),  # a row that is not written
        (f"{path}:1:1", "四、结转下年度继续办理·总计", "1"),
    }
