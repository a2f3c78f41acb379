"""What a reader came for: from a search to the policy, what changed, its questions and the service, one step each."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import OpenPage, ServeDirectory


def test_from_a_word_to_the_service(demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    address = serve_directory(demo_site)
    page = open_page(f"{address}/search/?q=加装电梯")
    first = page.locator("main a[href='/policies/qh-2024-dianti/']").first
    expect(first).to_be_visible()
    under = page.locator("main a[href='/services/jiazhuang-dianti/'], main a[href='/questions/dianti-feiyong/']")
    expect(under).to_have_count(2)  # beneath the policy, as is each of its kind
    first.click()
    expect(page.locator("#ui-questions a[href='/questions/dianti-feiyong/']")).to_be_visible()
    page.locator("a[href='/policies/qh-2024-dianti/compare/qh-2021-dianti/']").first.click()
    expect(page.locator("#tiao-16 .told")).to_contain_text("补贴上限")
    page.go_back()
    page.locator("a.fact-do[href='/services/jiazhuang-dianti/']").first.click()
    expect(page.locator("h1")).to_contain_text("加装电梯申请")
