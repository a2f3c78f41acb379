"""Items with units, day by day: the states of the vectors, for whom a document counts, and what only an editor can say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.library.coverage import Cell, cell_of, cells, next_period
from disclosure.model.choices import CoverageState
from disclosure.model.documents import Policy
from disclosure.model.vocabulary import CalendarYear, CatalogueItem, Coverage
from tests.district import DATA, MakeSite, make_site, policy

__all__ = ["make_site"]

VECTORS = json.loads((Path(__file__).parents[1] / "data/coverage-vectors.json").read_text(encoding="utf-8"))
CALENDAR = {year: CalendarYear.model_validate({"year": year, "source": "通知"}) for year in range(2024, 2028)}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_the_states_of_days(case: dict[str, Any]) -> None:
    item = CatalogueItem.model_validate(
        {"id": "x", "level_1": "甲", "deadline": case["deadline"], "publisher": ("min",)}
    )
    policies, notes = [], []
    for number, (formed, published, *start) in enumerate(case["documents"]):
        fields = {
            "id": f"p{number}",
            "title": "甲",
            "issuers": ("min",),
            "formed_on": formed,
            "published_on": published,
        }
        policies.append(Policy.model_validate(fields))
        notes += [
            {"id": f"n{number}", "item": "x", "occasion": "事", "on": day, "document": f"p{number}"} for day in start
        ]
    notes += [{"id": f"w{day}", "item": "x", "occasion": "事", "on": day} for day in case["awaited"]]
    found = cell_of("f", item, "min", policies, [Coverage.model_validate(note) for note in notes], CALENDAR)
    assert [[day, found.state(date.fromisoformat(day)).value] for day, _ in case["states"]] == case["states"]


def of(make_site: MakeSite, documents: dict[str, str], coverage: str = "", publisher: str = "[min, edu]") -> list[Cell]:
    field = DATA["data/catalogue/01.yaml"].replace("publisher: [min]", f"publisher: {publisher}", 1)
    more = {"data/coverage.yaml": f"coverage:\n{coverage}"} if coverage else {}
    site = make_site({"data/catalogue/01.yaml": field, "policies/z.md": policy("别的"), **more, **documents})
    return [one for one in cells(site.library) if one.item == "relief-01"]


def states(found: list[Cell], day: date = date(2026, 1, 1)) -> dict[str, str]:
    return {one.unit: one.state(day).value for one in found}


def test_a_document_counts_for_its_issuers_among_those_who_publish(make_site: MakeSite) -> None:
    own = of(make_site, {"policies/a.md": policy("甲", catalogue_items="[relief-01]", issuers="[edu, gov]")})
    assert states(own) == {"min": "empty", "edu": "published"}
    others = of(make_site, {"policies/a.md": policy("甲", catalogue_items="[relief-01]", issuers="[gov]")})
    assert states(others) == {"min": "published", "edu": "published"}
    assert all(one.documents[0].by_others for one in others)


def test_a_document_that_is_open_on_request_publishes_nothing(make_site: MakeSite) -> None:
    asked = policy("甲", catalogue_items="[relief-01]", issuers="[min]", disclosure="on_request", basis="法")
    assert states(of(make_site, {"policies/a.md": asked})) == {"min": "empty", "edu": "empty"}
    field = DATA["data/catalogue/01.yaml"].replace("method: proactive", "method: on_request", 1)
    assert states(of(make_site, {"policies/a.md": asked, "data/catalogue/01.yaml": field})) == {"min": "on_request"}


def test_what_does_not_apply_says_why(make_site: MakeSite) -> None:
    found = of(make_site, {}, "  - {id: a, item: relief-01, units: [edu], not_applicable: 没有这项职责}\n")
    assert states(found) == {"min": "empty", "edu": "not_applicable"}
    assert found[1].reason == "没有这项职责"


def test_what_arose_is_due_for_all_units_or_those_that_are_named(make_site: MakeSite) -> None:
    found = of(make_site, {}, "  - {id: a, item: relief-01, occasion: 方案印发, on: 2025-12-01}\n")
    assert states(found) == {"min": "due", "edu": "due"}
    assert [(one.occasion, one.by) for one in found[0].awaited] == [("方案印发", None)]


def test_by_when_something_is_due() -> None:
    item = CatalogueItem.model_validate({"id": "x", "level_1": "甲", "deadline": "按年公开", "publisher": ("min",)})
    paper = {"id": "p", "title": "甲", "issuers": ("min",), "published_on": "2024-03-01"}
    found = cell_of("f", item, "min", [Policy.model_validate(paper)], [], CALENDAR)
    assert [found.due(date(year, 6, 1)) for year in (2024, 2025, 2026)] == [
        None,
        date(2025, 12, 31),
        date(2025, 12, 31),
    ]
    note = Coverage.model_validate({"id": "n", "item": "x", "occasion": "事", "on": "2026-01-20"})
    item = CatalogueItem.model_validate({"id": "x", "level_1": "甲", "deadline": "批准后20日内", "publisher": ("min",)})
    found = cell_of("f", item, "min", [], [note], CALENDAR)
    assert [found.due(date(2026, month, 1)) for month in (1, 2, 3)] == [None, date(2026, 2, 9), date(2026, 2, 9)]


def test_an_item_on_request_alone_waits_for_nothing() -> None:
    item = CatalogueItem.model_validate({"id": "x", "level_1": "甲", "method": "on_request", "publisher": ("min",)})
    assert cell_of("f", item, "min", [], [], CALENDAR).state(date(2026, 1, 1)) is CoverageState.ON_REQUEST


@pytest.mark.parametrize(
    ("day", "months", "following"),
    [
        ("2026-12-31", 12, "2027-01-01"),
        ("2026-01-01", 3, "2026-04-01"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2026-06-30", 6, "2026-07-01"),
    ],
)
def test_periods_are_those_of_the_calendar(day: str, months: int, following: str) -> None:
    assert next_period(date.fromisoformat(day), months) == date.fromisoformat(following)
