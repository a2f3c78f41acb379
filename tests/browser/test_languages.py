"""The pages in another language, as a reader of it uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

NOW = f"{DEMO_DAY}T12:00:00+08:00"


@pytest.fixture
def page(demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> Page:
    """The home page in English."""
    opened = open_page("about:blank")
    opened.clock.set_fixed_time(NOW)
    opened.goto(serve_directory(demo_site) + "/en/")
    return opened


def test_a_search_for_an_english_word_finds_the_translation(page: Page) -> None:
    page.locator("input[name=q]").first.fill("noise")
    page.keyboard.press("Enter")
    first = page.locator(".result h3 a").first
    expect(first).to_have_attribute("href", "/policies/qh-2026-yejian-zaosheng-en/")
    assert page.url.partition("?")[0].endswith("/en/search/")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("#ui-status")).to_contain_text("noise")
    assert all("-en/" in (one.get_attribute("href") or "") for one in page.locator(".result h3 a").all())


def test_words_of_a_question_are_named_as_they_were_typed(page: Page) -> None:
    page.locator("input[name=q]").first.fill("construction at night")
    page.keyboard.press("Enter")
    expect(page.locator("#ui-status")).to_contain_text("“construction at night”")
    facts = page.locator(".result-facts").first
    expect(facts.locator("[lang='zh-Hans']").first).to_contain_text("〔2026〕1号")


def test_from_the_translation_to_the_original_and_to_the_list_of_its_theme(page: Page) -> None:
    page.get_by_role("link", name="Circular on Construction at Night").first.click()
    expect(page.locator("#ui-standing")).to_contain_text("for reference only")
    theme = page.locator("a[href='/en/themes/chengjian-huanbao/']")
    assert theme.count()
    page.locator(".editions a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
