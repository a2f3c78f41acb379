"""The catalogue: whether documents were published in the time that an item leaves, never guessed."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from disclosure.model.choices import CatalogueBranch
from disclosure.model.vocabulary import CalendarYear
from disclosure.model.workdays import add_working_days, working_days
from disclosure.pages.catalogue import FieldView, Published, branch_of, groups_of
from tests.district import DATA, MakeSite, pages_of, policy

LIMIT = "信息形成或者变更之日起20个工作日内"
YEAR = """year: 2024
source: 通知
holidays: [2024-01-01, 2024-02-12, 2024-02-13, 2024-02-14, 2024-02-15, 2024-02-16]
make_up_days: [2024-02-04, 2024-02-18]
"""


def of_first_item(make_site: MakeSite, documents: dict[str, str], deadline: str = LIMIT) -> tuple[Published, ...]:
    field = DATA["data/catalogue/01.yaml"].replace("及时", deadline)
    site = make_site({"data/catalogue/01.yaml": field, "data/calendar/2024.yaml": YEAR, **documents})
    view = cast("FieldView", pages_of(site)["/catalogue/relief/"].view)
    return view.groups[0][1][0].documents


@pytest.mark.parametrize(
    ("formed", "published", "took", "late"),
    [
        ("2024-01-02", "2024-01-02", 0, False),
        ("2024-01-02", "2024-01-30", 20, False),
        ("2024-01-02", "2024-01-31", 21, True),
        ("2024-02-02", "2024-02-18", 7, False),  # two Sundays worked, a week of holidays
        ("2024-01-05", "2024-01-06", 1, False),  # a Saturday: as the Monday behind it
        ("2023-12-29", "2024-01-02", None, None),  # a year without a calendar
        ("2024-12-30", "2025-01-06", None, None),
    ],
)
def test_a_document_is_in_time_or_late_or_it_is_unknown(
    make_site: MakeSite, formed: str, published: str, took: int | None, late: bool | None
) -> None:
    fields = {"catalogue_items": "[relief-01]", "formed_on": formed, "published_on": published}
    (found,) = of_first_item(make_site, {"policies/a.md": policy("甲", **fields)})
    assert (found.took, found.late) == (took, late)


def test_without_a_countable_limit_nothing_is_said(make_site: MakeSite) -> None:
    text = policy("甲", catalogue_items="[relief-01]", formed_on="2024-01-02")
    (found,) = of_first_item(make_site, {"policies/a.md": text}, "及时公开")
    assert (found.took, found.late) == (None, None)


def test_this_years_document_stands_above_last_years(make_site: MakeSite) -> None:
    documents = {
        f"policies/{key}.md": policy(key, catalogue_items="[relief-01]", published_on=day)
        for key, day in (("b", "2024-03-01"), ("a", "2022-03-01"), ("c", "2023-03-01"))
    }
    assert [found.row.record.id for found in of_first_item(make_site, documents)] == ["b", "c", "a"]


def test_an_item_has_a_document_where_one_is_published(make_site: MakeSite) -> None:
    asked = policy("甲", catalogue_items="[relief-01]", disclosure="on_request", basis="法")
    both = policy("乙", catalogue_items="[relief-02, relief-03]")
    site = make_site({"policies/a.md": asked, "policies/b.md": both})
    coverage = branch_of(site, CatalogueBranch.STANDARD)[0]
    groups = groups_of(site, coverage.field, {})
    assert [(len(item.documents), item.open) for _, items in groups for item in items] == [
        (1, False),
        (1, True),
        (1, True),
    ]
    assert (coverage.items, coverage.fulfilled, coverage.documents) == (3, 2, 2)


def test_counting_agrees_with_adding() -> None:
    calendar = {2024: CalendarYear.model_validate({"year": 2024, "source": "通知", "holidays": ["2024-02-12"]})}
    start = date(2024, 2, 7)
    for number in range(1, 40):
        end = add_working_days(start, number, calendar)
        assert end is not None
        assert working_days(start, end, calendar) == number


def test_a_document_is_late_by_what_arose_before_it_was_formed(make_site: MakeSite) -> None:
    """As on the pages of what each unit has published, or the two would contradict each other."""
    fields = {"catalogue_items": "[relief-01]", "formed_on": "2024-02-01", "published_on": "2024-02-02"}
    note = "coverage:\n  - {id: a, item: relief-01, occasion: 事, on: 2024-01-02, document: a}\n"
    documents = {"policies/a.md": policy("甲", **fields), "data/coverage.yaml": note}
    (found,) = of_first_item(make_site, documents)
    assert (found.took, found.late, found.by) == (1, True, date(2024, 1, 30))
