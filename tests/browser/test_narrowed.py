"""Every number of the catalogue and of work plans leads to the list of just those that it counts, on any day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from disclosure.model.choices import CoverageState, TaskState
from tests.conftest import OpenPage, ServeDirectory

SHEET = Path(__file__).parents[2] / "templates/static/coverage.css"
LISTED = """(state) => [...document.querySelectorAll(".narrowed tbody tr:not(.level)")].filter((row) => row.checkVisibility())
  .map((row) => [...row.querySelectorAll(`td [data-state="${state}"]`)].filter((one) => one.checkVisibility()).length)"""


def numbers(page: Page) -> list[tuple[str, str, int]]:
    """The numbers in sight: what they count, where they lead, how many."""
    shown = page.locator("main a[data-state]:visible")
    told = [(one.get_attribute("data-state"), one.get_attribute("href"), one.inner_text()) for one in shown.all()]
    return [(str(state), str(href), int(re.sub(r"\D", "", text))) for state, href, text in told]


@pytest.mark.parametrize("day", ["2026-11-20", "2027-02-01"])
def test_a_number_leads_to_those_that_it_counts(
    open_page: OpenPage, serve_directory: ServeDirectory, demo_site: Path, day: str
) -> None:
    """Of the catalogue: through the unit's number to its items; of a plan: to its tasks. All of them come back by one link."""
    address = serve_directory(demo_site)
    page = open_page(address + "/404.html", may_fail=True)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    for path in ("/coverage/", "/plans/"):
        page.goto(address + path)
        for state, href, number in [one for one in numbers(page) if "/units/" in one[1] or "/plans/" in one[1]][:12]:
            page.goto(address + href)
            found = page.evaluate(LISTED, state)
            assert [sum(found), all(found)] == [number, True], (href, day)
            page.locator(".only:visible a").click()
            assert page.locator(".narrowed tr:visible").count() >= number


def test_the_numbers_of_a_unit_are_those_of_one_plan(
    open_page: OpenPage, serve_directory: ServeDirectory, demo_site: Path
) -> None:
    """A unit has tasks in several plans: each number leads to the tasks of its own, on the unit's page and from the plan's."""
    address = serve_directory(demo_site)
    page = open_page(address + "/404.html", may_fail=True)
    page.clock.set_fixed_time("2026-11-20T09:00:00+08:00")
    followed = 0
    for path in ("/plans/units/fgw/", "/plans/gongkai-yaodian-2026/units/", "/plans/gongkai-yaodian-2025/units/"):
        page.goto(address + path)
        for state, href, number in numbers(page)[:14]:
            page.goto(address + (path + href if href.startswith("#") else href))
            assert sum(page.evaluate(LISTED, state)) == number, (path, href)
            assert page.locator(".only:visible").count() == 1, (path, href)
            followed += 1
    assert followed > 20


@pytest.mark.parametrize("state", [one.value for one in (*CoverageState, *TaskState)])
def test_every_state_can_be_listed_alone(state: str) -> None:
    assert f'[data-only="{state}"]:target' in SHEET.read_text(encoding="utf-8")
    assert f'[data-state="{state}"]:not([hidden])' in SHEET.read_text(encoding="utf-8")


IN_SIGHT = """(link) => { const box = link.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + 4, box.top + 8);
  return box.width > 20 && at !== null && (at === link || link.contains(at) || at.contains(link)); }"""


@pytest.mark.parametrize("width", [360, 1280])
def test_what_has_the_focus_in_a_matrix_is_in_sight(
    open_page: OpenPage, serve_directory: ServeDirectory, demo_site: Path, width: int
) -> None:
    """The names of the units too, which stand in a header that narrow screens do not show, or that stays while rows pass."""
    page = open_page(
        serve_directory(demo_site) + "/coverage/fields/shehui-jiuzhu/", viewport={"width": width, "height": 800}
    )
    links = page.locator(".matrix a")
    for index in (*range(links.count()), *reversed(range(links.count()))):
        links.nth(index).focus()
        assert links.nth(index).evaluate(IN_SIGHT), links.nth(index).inner_text()
