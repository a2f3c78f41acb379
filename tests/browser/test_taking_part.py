"""Taking part as a reader goes through it: the column, and a matter from the catalogue to the policy in force and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

COLUMN = ".main-nav .to-participation a"
PLACES = (
    ("/participation/2025/obligations/", "true"),
    ("/decisions/juece-2025-yanglao-sheshi/", "true"),
    ("/consultations/", "true"),
    ("/events/", "true"),
    ("/participation/", "page"),
    ("/library/", None),
)


@pytest.fixture
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def test_the_column_is_marked_on_all_of_its_pages(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    for path, current in PLACES:
        page.goto(address + path)
        assert page.locator(COLUMN).get_attribute("aria-current") == current, path


def test_the_way_to_a_page_and_its_column_are_one(demo_site: Path) -> None:
    """A page whose way leads through a column of the header stands in that column."""
    seen = set()
    for path in demo_site.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        nav = dict(
            re.findall(r'<a href="([^"]+)"( aria-current="\w+")?', text.partition("main-nav")[2].partition("</nav>")[0])
        )
        way = re.findall(r'<a href="([^"]+)"', text.partition('class="wrap crumbs"')[2].partition("</nav>")[0])[1:2]
        if way and way[0] in nav:
            assert nav[way[0]], (path, way)
            seen.add(way[0])
    assert seen >= {"/disclosure/", "/catalogue/", "/participation/"}


@pytest.mark.parametrize("large", [False, True])
def test_all_columns_stand_in_two_lines_on_a_phone(open_page: OpenPage, address: str, large: bool) -> None:
    page = open_page(address + "/consultations/", viewport={"width": 360, "height": 800})
    if large:
        page.get_by_role("button", name="大字").click()
    boxes = [one.bounding_box() for one in page.locator(".main-nav li:not(.to-language) a:visible").all()]
    assert len(boxes) == 6
    assert len({box["y"] for box in boxes if box}) == 2
    assert all(box and box["height"] >= 24 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def follow(page: Page, selector: str, at: str) -> None:
    """Follow the one link of the text that leads there."""
    page.locator(f"main {selector}").first.click()
    page.wait_for_url(f"**{at}")


def test_a_matter_is_followed_from_the_catalogue_to_the_policy_in_force_and_back(
    open_page: OpenPage, address: str
) -> None:
    """Every stage of it, by links alone."""
    page = open_page(address)
    page.clock.set_fixed_time(f"{DEMO_DAY}T09:00:00+08:00")
    page.goto(address)
    page.locator(COLUMN).click()
    page.wait_for_url("**/participation/")
    dossier, policy = "/decisions/juece-2025-yanglao-sheshi/", "/policies/qh-2025-yanglao-sheshi/"
    for step in ("/decisions/", "/decisions/year/2025/", dossier):
        follow(page, f"a[href='{step}']", step)
    stages = page.locator("[data-step]")
    assert stages.evaluate_all("(all) => all.map((one) => one.dataset.step)") == [
        *("listed", "consulting", "reviewing", "deciding", "feedback", "result")
    ]
    assert page.locator("[data-step]:not(:has(.step-mark:not([hidden])))").count() == 0  # all of it is done
    expect(page.locator(".stage-line [data-stage]:visible")).to_have_text("结果已公布")
    papers = page.locator("#ui-papers a").evaluate_all("(all) => all.map((one) => one.href)")
    assert all(page.request.get(paper).ok for paper in papers)
    assert len(papers) == 2
    follow(page, "[data-step=reviewing] a[href^='/events/']", "/events/tingzheng-2025-yanglao-sheshi/")
    page.go_back()
    follow(page, "[data-step=feedback] a", "#ui-feedback")
    expect(page.locator("#ui-feedback")).to_be_in_viewport()
    follow(page, "[data-step=result] a", policy)
    expect(page.locator("main .badge-in_force:visible").first).to_have_text("现行有效")
    follow(page, f"a[href='{dossier}']", dossier)
    follow(page, "[data-step=listed] a", "/decisions/year/2025/")
