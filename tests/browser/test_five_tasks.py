"""What people come for, from the home page, by somebody who sees the site for the first time and has only a keyboard.

Each is done in at most four steps: a step is a link that is followed, a question that is asked, or a button that is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

STEPS = 4
FAR = 80
"""Presses of the tabulator at most until what is looked for has the focus; the twelfth article is farther than all else."""
NOW = f"{DEMO_DAY}T12:00:00+08:00"


class Reader:
    """Somebody at a keyboard, whose steps are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def reach(self, there: Locator) -> None:
        """Go on with the tabulator until something has the focus."""
        expect(there.first).to_be_visible()
        for _ in range(FAR):
            if there.evaluate_all("(all) => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{there} is farther than {FAR} presses from where the reader was")

    def press(self, there: Locator) -> None:
        """One step: what is reached is pressed."""
        self.reach(there)
        self.page.keyboard.press("Enter")
        self.steps += 1

    def ask(self, words: str) -> None:
        """One step: a question in the search box of the page."""
        self.reach(self.page.locator("input[name=q]"))
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.steps += 1
        expect(self.page.locator(".result").first).to_be_visible()

    def open_first(self) -> None:
        """One step: the first result, by the arrow that the search page knows, or the tabulator."""
        self.press(self.page.locator(".result h3 a").first)

    def link(self, name: str) -> Locator:
        """A link of the page by what it is called."""
        return self.page.get_by_role("link", name=name)


@pytest.fixture
def reader(demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> Iterator[Reader]:
    page = open_page("about:blank", permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(NOW)
    page.goto(serve_directory(demo_site) + "/")
    one = Reader(page)
    yield one
    assert one.steps <= STEPS


def test_what_has_changed(reader: Reader) -> None:
    reader.ask("加装电梯")
    reader.open_first()
    reader.press(reader.link("逐条对照").first)  # beside what the document is about
    expect(reader.page.locator("h1")).to_contain_text("对照")
    expect(reader.page.locator(".figures")).to_be_visible()


def test_to_follow_ones_trade(reader: Reader) -> None:
    reader.press(reader.link("开店"))
    reader.press(reader.page.locator("summary", has_text="关注这一类的更新"))
    reader.press(reader.page.get_by_role("button", name="复制地址"))
    expect(reader.page.locator(".takeaway [role=status]")).to_have_text("已复制")
    assert reader.page.evaluate("navigator.clipboard.readText()").endswith("/feed.xml")


def test_to_take_a_theme_home(reader: Reader) -> None:
    reader.press(reader.link("公文库").first)
    reader.press(reader.link("民政、扶贫、救灾").first)
    with reader.page.expect_download() as found:
        reader.press(reader.link("把清单带走"))
    taken: Download = found.value
    assert taken.path().read_text(encoding="utf-8-sig").count("\n") > 10


def test_to_ask(reader: Reader) -> None:
    reader.ask("养老补贴")
    reader.open_first()
    reader.press(reader.page.locator("a[href='#ui-contact']").first)
    asking = reader.page.locator("#ui-contact .ask .button")
    reader.reach(asking)  # what it opens is a letter, which no browser of a test has
    reader.steps += 1
    assert str(asking.get_attribute("href")).startswith("mailto:")
    assert "subject=" in str(asking.get_attribute("href"))


def test_to_cite_article_12(reader: Reader) -> None:
    reader.ask("加装电梯")
    reader.open_first()
    reader.press(reader.page.locator("#tiao-12 a.anchor"))
    reader.press(reader.page.get_by_role("button", name="复制引用"))
    expect(reader.page.locator(".citing [role=status]")).to_have_text("已复制")
    words = reader.page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("《青禾区既有多层住宅加装电梯办法》（青禾府规〔2024〕9号）第十二条（现行有效")
    assert words.endswith("/policies/qh-2024-dianti/#tiao-12")


def test_from_a_question_to_what_is_to_be_done_in_three_steps(reader: Reader) -> None:
    """From the search to the policy; there are its questions, what has changed, and where to apply."""
    reader.ask("加装电梯")
    reader.open_first()
    page = reader.page
    expect(page.locator("#ui-questions li").first).to_be_visible()
    expect(page.locator(".caption").get_by_role("link", name="逐条对照")).to_be_visible()
    reader.press(page.locator(".title-do"))
    expect(page.locator("#ui-where .fact-services a").first).to_be_in_viewport()
    assert reader.steps == 3
