"""When columns go stale, and which of those that are prescribed have nothing."""

from datetime import date, timedelta

import pytest

from disclosure.library.columns import empty, missing, stale
from disclosure.model.choices import PlatformColumn
from disclosure.pages.coverage import OverviewView, coverage_pages, findings_of
from disclosure.site.page import Page
from tests.district import DATA, MakeSite, make_site, policy

__all__ = ["make_site"]

RULES = """rules:
  - {id: home-fresh, value: 14, unit: days, basis: 甲}
  - {id: column-fresh, value: 6, unit: months, basis: 乙}
"""


def held(site: MakeSite, documents: dict[str, str], *days: date) -> list[dict[str, str]]:
    """On each day the columns that are stale, with the day of what came last."""
    library = site({**documents, "data/rules.yaml": RULES}, days[0]).library
    return [{one.column: str(one.latest) for one in stale(library) if one.holds(day)} for day in days]


def test_a_column_is_stale_on_the_day_after_its_limit(make_site: MakeSite) -> None:
    documents = {"policies/a.md": policy("甲", published_on="2026-01-01", art20="[1, 3]")}
    edges = (date(2026, 1, 15), date(2026, 1, 16), date(2026, 7, 1), date(2026, 7, 2))
    home, both = {"home": "2026-01-01"}, {"home": "2026-01-01", "policies": "2026-01-01"}
    assert held(make_site, documents, *edges) == [{}, home, home, both]


def test_what_comes_later_keeps_a_column_fresh_from_its_own_day_on(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", published_on="2025-07-31"),
        "policies/b.md": policy("乙", published_on="2026-03-01"),
    }
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 9, 2))
    told = [one.get("policies") for one in held(make_site, documents, *days)]
    assert told == [
        None,
        "2025-07-31",
        "2025-07-31",
        None,
        "2026-03-01",
    ]  # six months after the 31st of July end in January
    told = [
        one.get("home") for one in held(make_site, documents, *(days[3] + timedelta(days=n) for n in (-1, 0, 14, 15)))
    ]
    assert told == ["2025-07-31", None, None, "2026-03-01"]


def test_only_what_readers_find_there_keeps_it_fresh(make_site: MakeSite) -> None:
    """What is withheld, in draft, open on request alone, or translates something older does not."""
    later = {"published_on": "2026-03-01"}
    documents = {
        "policies/a.md": policy("甲", published_on="2025-01-01", art20="[1]"),
        "policies/b.md": policy("乙", disclosure="withheld", basis="依据", **later),
        "policies/c.md": policy("丙", draft="true", **later),
        "policies/d.md": policy("丁", disclosure="on_request", basis="依据", art20="[4]", **later),
        "policies/a-en.md": policy("A", language="en", translation_of="a", art20="[5]", **later),
    }
    assert held(make_site, documents, date(2026, 3, 2)) == [{"home": "2025-01-01", "policies": "2025-01-01"}]
    assert {4, 5} <= set(empty(make_site(documents).library))


def test_a_column_in_which_nothing_came_yet_is_not_stale(make_site: MakeSite) -> None:
    documents = {"policies/a.md": policy("甲", published_on="2026-06-01")}
    told = held(make_site, documents, date(2026, 5, 1), date(2026, 6, 1), date(2026, 12, 1), date(2026, 12, 2))
    assert [set(one) for one in told] == [set(), set(), {"home"}, {"home", "policies"}]


def test_nothing_is_said_without_rules(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲"), "data/rules.yaml": "rules: []\n"})
    assert list(stale(site.library)) == []


def page(column: str, more: str = "") -> str:
    return f"---\ntitle: 页\ncolumn: {column}\n{more}---\n文。\n"


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ({}, set()),
        ({"pages/x.md": page("about")}, set()),
        ({"pages/x.md": page("guide")}, {"rules", "reports", "on_request"}),
        (
            {"pages/x.md": page("guide"), "pages/y.md": page("rules", "draft: true\n")},
            {"rules", "reports", "on_request"},
        ),
        ({f"pages/{name}.md": page(name) for name in ("guide", "rules", "reports")}, {"on_request"}),
    ],
)
def test_each_fixed_column_of_the_platform_has_a_page(
    make_site: MakeSite, documents: dict[str, str], expected: set[str]
) -> None:
    found = missing(make_site({"policies/a.md": policy("甲"), **documents}).library)
    assert found == tuple(one for one in PlatformColumn if one.value in expected)


def test_the_findings_are_right_on_later_days(make_site: MakeSite) -> None:
    """What is stale now is fresh again on the day on which something comes, and stale once more when nothing follows."""
    documents = {
        **DATA,
        "data/rules.yaml": "rules:\n  - {id: column-fresh, value: 6, unit: months, basis: 乙}\n",
        "policies/a.md": policy("甲", published_on="2025-01-01"),
        "policies/b.md": policy("乙", published_on="2026-03-01"),
        "pages/x.md": page("guide"),
    }
    site = make_site(documents, date(2026, 2, 1))
    found = {one.key: one.rows for one in findings_of(site, ())}
    windows = [(row[0].since, row[0].until, row[0].open) for row in found["stale"] if row[0]]
    assert windows[-2:] == [
        (date(2025, 7, 2), date(2026, 3, 1), True),
        (date(2026, 9, 2), None, False),
    ]
    assert [row[1].text for row in found["empty"]] == ["政府信息公开制度", "政府信息公开年报", "依申请公开"]
    overview = next(coverage_pages(site))
    assert isinstance(overview, Page)
    assert isinstance(overview.view, OverviewView)
    numbers = [(window.since, window.until, number) for window, number in overview.view.findings]
    assert [one[:2] for one in numbers] == [(None, date(2026, 3, 1)), (date(2026, 3, 1), None)]
    assert numbers[1][2] is None  # the page itself says it of later days
    assert overview.changes_on == date(2026, 3, 1)
