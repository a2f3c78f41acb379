"""The name of a document comes first, and the whole title is there for the ear, the clipboard and paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.line_breaks import LINES, broken
from disclosure.model.documents import Policy
from disclosure.site.page import Site
from disclosure.text.titles import named
from tests.conftest import OpenPage, ServeDirectory


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def seen(page: Page, selector: str) -> list[str]:
    """What of each element is larger than a dot on the screen."""
    texts: list[str] = page.locator(selector).evaluate_all(
        """(all) => all.map((one) => [...one.querySelectorAll("*"), one].flatMap((part) => [...part.childNodes])
          .filter((node) => node.nodeType === Node.TEXT_NODE && node.parentElement.getBoundingClientRect().height > 1.5)
          .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
          .map((node) => node.data).join("").trim())"""
    )
    return texts


def test_rows_begin_with_the_name_and_hold_the_title(open_page: OpenPage, address: str, demo: Site) -> None:
    page = open_page(address + "/library/")
    links = page.locator(".row-title").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    titles = [demo.listings.of(Policy)[link.split("/")[2]].record.title for link in links]
    assert page.locator(".row-title").all_text_contents() == titles
    assert seen(page, ".row-title") == [named(title).name for title in titles]
    assert len({text[:6] for text in seen(page, ".row-title")}) > len(titles) / 2
    spoken = re.sub(r"\s", "", page.locator(".rows").first.aria_snapshot())
    assert all(re.sub(r"\s", "", title) in spoken for title in titles)


def test_on_paper_rows_have_the_whole_title(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/library/")
    page.emulate_media(media="print")
    assert seen(page, ".row-title") == page.locator(".row-title").all_text_contents()


def test_the_page_of_a_document_goes_by_its_name(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2024-dianti/")
    title = "云岚市青禾区人民政府关于印发《青禾区既有多层住宅加装电梯办法》的通知"
    assert page.locator("h1").text_content() == title
    assert page.locator("meta[name=ArticleTitle]").get_attribute("content") == title
    assert page.title().startswith("青禾区既有多层住宅加装电梯办法（青禾府规〔2024〕9号）")
    expect(page.locator(".crumbs [aria-current]")).to_have_text("青禾区既有多层住宅加装电梯办法")
    sizes = page.locator("h1 > span").evaluate_all(
        "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert sizes[1] > 1.4 * max(sizes[0], sizes[2])


def test_what_a_document_does_to_another_is_in_its_name(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2023-dianti-yanqi/")
    expect(page.locator(".title-name")).to_have_text("延长《青禾区既有多层住宅加装电梯实施办法（试行）》有效期的通知")


def test_no_heading_breaks_inside_a_word_on_a_phone(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank", viewport={"width": 360, "height": 800})
    several = 0
    for url in ("/library/", "/policies/qh-2024-dianti/", "/agencies/fgw/", "/policies/qh-2023-dianti-yanqi/"):
        page.goto(address + url, wait_until="domcontentloaded")
        for _, lines in page.evaluate(LINES, "h1, h2, h3, h4, .row-title"):
            several += len(lines) > 1
            assert broken(lines) == [], lines
    assert several > 5


def test_the_catalogue_is_sifted_without_scripts(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/catalogue/shehui-jiuzhu/", java_script_enabled=False)
    rows = page.locator(".catalogue tr[id]").filter(visible=True)
    every = rows.count()
    page.get_by_text("尚未公开", exact=False).first.click()
    lacking = rows.count()
    texts = rows.all_inner_texts()
    assert all(("暂无文件" in text or "依申请公开" in text) and "询问" in text for text in texts)
    assert any("依申请公开" in text for text in texts)
    page.get_by_text("已公开", exact=False).first.click()
    assert not any("暂无文件" in text or "依申请公开" in text for text in rows.all_inner_texts())
    assert 0 < lacking < every == lacking + rows.count()
    assert "尚未与来源核对" not in page.content()


def test_an_address_that_leads_nowhere_is_searched_for(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/404.html")
    expect(page.locator("#ui-lost-q")).to_have_value("")
    for path, words in (("policies/qh-2024-dianti/", "dianti"), ("文件/加装电梯-办法.html", "加装电梯 办法")):
        found = page.evaluate(
            """async (path) => {
              history.replaceState(null, "", "/" + path);
              document.querySelector("#ui-lost-q").value = "";
              await import("/static/lost.js?" + path);
              return document.querySelector("#ui-lost-q").value;
            }""",
            path,
        )
        assert found == words


def test_browsers_find_their_icons(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/404.html")
    for name, kind in (("favicon.ico", "icon"), ("apple-touch-icon.png", "png")):
        answer = page.request.get(f"{address}/{name}")
        assert answer.ok
        assert kind in answer.headers["content-type"]


@pytest.mark.parametrize("url", ["/", "/library/", "/404.html", "/catalogue/"])
def test_every_search_box_suggests_what_can_be_opened(open_page: OpenPage, address: str, url: str) -> None:
    page = open_page(address + url)
    field = page.locator("input[data-suggest]").filter(visible=True).last
    field.press_sequentially("加装电梯办")
    option = page.get_by_role("option").filter(has_text="青禾区既有多层住宅加装电梯办法").first
    expect(option).to_be_visible()
    option.click()
    expect(page.locator(".title-name")).to_contain_text("青禾区既有多层住宅加装电梯办法")


def test_a_search_box_without_its_suggestions_still_searches(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/", may_fail=True)
    page.route("**/suggest.js*", lambda route: route.abort())
    page.locator("#ui-q").fill("加装电梯")
    page.locator("#ui-q").press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_choices_of_the_library_are_joined_on_the_search_page(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/library/normative/years/2024/")
    page.get_by_role("link", name="一起筛选").click()
    expect(page.locator("#ui-results h3 a").first).to_be_visible()
    assert page.locator("#ui-facets input:checked").evaluate_all("(all) => all.map((one) => one.value)") == [
        "行政规范性文件",
        "2024",
    ]
