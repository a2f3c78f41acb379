"""Old engines, simulated: what came after Chromium 80 and Safari 13.1 is taken away before any script runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

STATIC = Path(__file__).parents[2] / "templates/static"
NEWER = {
    "Array.prototype": "at findLast findLastIndex group groupToMap toReversed toSorted toSpliced with",
    "Array": "fromAsync",
    "String.prototype": "at replaceAll isWellFormed toWellFormed",
    "Object": "groupBy hasOwn",
    "Map": "groupBy",
    "Promise": "any try withResolvers",
    "Set.prototype": "difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union",
    "Intl": "DurationFormat ListFormat Segmenter",
    "URL": "canParse parse",
    "globalThis": "AggregateError FinalizationRegistry Iterator WeakRef navigation reportError scheduler structuredClone",
}
"""What is taken away everywhere, in workers too."""

NEWER_IN_PAGES = {
    "Element.prototype": "checkVisibility getHTML replaceChildren setHTMLUnsafe",
    "Document.prototype": "startViewTransition",
    "HTMLElement.prototype": "hidePopover showPopover togglePopover",
    "HTMLFormElement.prototype": "requestSubmit",
    "MediaQueryList.prototype": "addEventListener removeEventListener",
    "Navigator.prototype": "clipboard share",
}


def taken(names: dict[str, str]) -> str:
    lines = (f"delete {owner}.{name};" for owner, all_of in names.items() for name in all_of.split())
    return (
        "for (const take of ["
        + ",".join(f"() => {{ {line} }}" for line in lines)
        + "]) { try { take(); } catch { } }\n"
    )


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def old(open_page: OpenPage, url: str, more: str = "", *, may_fail: bool = False, **options: object) -> Page:
    page = open_page("about:blank", may_fail=may_fail, **options)
    # An own property of MediaQueryList's parent would still be found.
    page.add_init_script(
        taken(NEWER | NEWER_IN_PAGES) + "MediaQueryList.prototype.addEventListener = undefined;\n" + more
    )

    def without(route: Route) -> None:  # the first module of the worker, and of what suggests
        route.fulfill(
            content_type="text/javascript", body=taken(NEWER) + (STATIC / "search-text.js").read_text("utf-8")
        )

    page.context.route("**/search-text.js*", without)
    page.clock.set_fixed_time(f"{DEMO_DAY}T09:00:00+08:00")
    page.goto(url)
    return page


def test_what_is_taken_away_is_gone(open_page: OpenPage, address: str) -> None:
    page = old(open_page, address + "/404.html")
    assert (
        page.evaluate("[[].findLast, [].at, ''.replaceAll, window.structuredClone, navigator.clipboard].map(String)")
        == ["undefined"] * 5
    )


def test_reading_works_in_an_old_engine(open_page: OpenPage, address: str) -> None:
    page = old(open_page, address + "/policies/qh-2024-dianti/", viewport={"width": 1440, "height": 800})
    assert page.locator("[data-built-note]").first.is_hidden()
    for name, setting in (("大字", "text"), ("高对比", "contrast")):
        page.get_by_role("button", name=name).click()
        assert page.locator("html").get_attribute(f"data-{setting}") == "more"
    assert page.locator("[data-print]").first.is_visible()
    page.locator("#tiao-12 a.anchor").first.click()
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator(".citing [role=status], .citing textarea").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#tiao-12").first.evaluate("(one) => one.scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_have_count(1)
    link = page.get_by_role("link", name="网站找错").get_attribute("href") or ""
    assert "qh-2024-dianti" in link


def test_boxes_open_by_width_in_an_old_engine(open_page: OpenPage, address: str) -> None:
    page = old(open_page, address + "/library/", viewport={"width": 1440, "height": 800})
    boxes = page.locator("[data-open-from]")
    assert boxes.count() > 0
    assert all(boxes.evaluate_all("(all) => all.map((one) => one.open)"))


def test_search_and_suggestions_work_in_an_old_engine(open_page: OpenPage, address: str) -> None:
    page = old(open_page, address + "/search/?q=%E5%8A%A0%E8%A3%85%E7%94%B5%E6%A2%AF")
    expect(page.locator(".result").first).to_be_visible()
    page.locator("#ui-q").fill("养老")
    expect(page.locator(".suggestions [role=option]").first).to_be_visible()


@pytest.mark.parametrize(
    "broken",
    [
        "window.matchMedia = undefined;",
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }});",
        "JSON.parse = ((parse) => (text) => { const all = parse(text); if (all.in_force) delete all.in_force; return all; })(JSON.parse);",
        "Element.prototype.insertBefore = undefined;",
        "window.encodeURIComponent = undefined;",
        "window.requestAnimationFrame = undefined;",
    ],
)
def test_one_failure_takes_nothing_else_with_it(open_page: OpenPage, address: str, broken: str) -> None:
    page = old(open_page, address + "/policies/qh-2026-chengshi-gengxin/", broken, may_fail=True)
    assert page.locator(".standing-turn").filter(visible=True).count() == 1
    assert page.locator("[data-built-note]").first.is_hidden()
    page.get_by_role("button", name="大字").click()
    assert page.locator("html").get_attribute("data-text") == "more"
    assert page.locator("[data-print]").first.get_attribute("hidden") is None


def test_a_search_that_cannot_start_says_so_and_shows_the_lists(open_page: OpenPage, address: str) -> None:
    page = old(
        open_page,
        address + "/search/?q=%E5%85%BB%E8%80%81",
        "window.Worker = class { constructor() { throw new TypeError('no modules'); } };",
        may_fail=True,
    )
    expect(page.locator("#ui-status")).to_contain_text("再试")
    expect(page.locator(".search-start")).to_be_visible()


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_no_script_asks_for_what_old_engines_lack(path: Path) -> None:
    """Methods that a test above may not come to; `?.` and `??` are in Chromium 80 and Safari 13.1."""
    names = " ".join((NEWER | NEWER_IN_PAGES).values()).split()
    asked = set(re.findall(r"\.(\w+)\(", path.read_text("utf-8"))) & set(names)
    assert asked <= {"Segmenter", "addEventListener", "group", "parse"}, path.name  # asked for first; JSON.parse
    assert not re.search(r"\?\?=|\|\|=|&&=|\bstatic \{|^\s*#\w+|^await ", path.read_text("utf-8"), re.MULTILINE)
