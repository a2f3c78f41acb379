"""Every kind of page in a real browser: right on the reader's day, accessible, sound without its scripts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from disclosure.model.documents import Policy
from disclosure.pages.libraries import SHORT
from disclosure.pipeline.build import read
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Site
from disclosure.site.render import static_path
from tests.conftest import DEMO_DAY, AxeChecker, NuChecker, OpenPage, ServeDirectory
from tests.district import pages_of, some_of

ROOT = Path(__file__).parents[2]
LATER = (date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1))
"""Days on which documents of the sample district begin, end or are about to end."""


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


class PagesOf:
    """The pages of the sample district as built on a day, uncut, without Word files; each is written when it is asked for."""

    def __init__(self, site: Site, folder: Path, address: str) -> None:
        self.site = replace(site, config=site.config.model_copy(update={"page_size": 500, "formats": ()}))
        self.pages = pages_of(self.site)
        self._folder, self._address = folder, address
        self._context = RenderContext.of(ROOT, self.site, {})
        for name, data in self._context.static.items():
            self._write(static_path(name), data)

    def address_of(self, url: str) -> str:
        page = self.pages[url]
        if not (self._folder / page.path).exists():
            self._write(page.path, self._context.render(page).encode())
        return self._address + url

    def _write(self, path: str, data: bytes) -> None:
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self._folder / path).write_bytes(data)


PagesOn = Callable[[date], PagesOf]


@pytest.fixture(scope="module")
def pages_on(demo: Site, tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> PagesOn:
    @cache
    def on(day: date) -> PagesOf:
        folder = tmp_path_factory.mktemp("built")
        return PagesOf(demo if day == DEMO_DAY else read(ROOT, day)[0], folder, serve_directory(folder))

    return on


@pytest.fixture(scope="module")
def each(pages_on: PagesOn) -> list[str]:
    """An address for every template that the sample district uses, and policies in every state.

    Left out: search, which has tests of its own, and former addresses, gone before they can be looked at.
    """
    shown_on = pages_on(DEMO_DAY)
    site = shown_on.site
    by_template: dict[str, str] = {}
    for page in shown_on.pages.values():
        by_template.setdefault(page.template, page.url)
    del by_template["pages/search.html"], by_template["pages/moved.html"]
    states = {turns[-1].status: key for key, turns in site.library.timelines.items()}
    asked = next(key for key, entry in site.library.of(Policy).items() if entry.record.disclosure == "on_request")
    shown = (*states.values(), asked, "qh-2022-tingche")  # the last has articles that were repealed
    return sorted({*by_template.values(), *(f"/policies/{key}/" for key in shown)})


def read_on(open_page: OpenPage, url: str, day: date, *, may_fail: bool = False) -> Page:
    page = open_page("about:blank", may_fail=may_fail)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


def test_the_browser_picks_as_the_build_does(open_page: OpenPage, address: str) -> None:
    cases = json.loads((ROOT / "tests/data/validity-vectors.json").read_text(encoding="utf-8"))["cases"]
    page = open_page(address + "/404.html")
    picked = page.evaluate(
        """async (cases) => {
          const { statusOn, nextTurn } = await import("/static/validity.js");
          return cases.map(({ timeline, days, next }) => ({
            days: Object.fromEntries(Object.keys(days).map((day) => [day, statusOn(timeline, day)])),
            next: Object.fromEntries(Object.keys(next ?? {}).map((day) => [day, nextTurn(timeline, day)?.on ?? null])),
          }));
        }""",
        cases,
    )
    assert picked == [{"days": case["days"], "next": case.get("next", {})} for case in cases]


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-11-22T15:59:59Z", "America/New_York", "2026-11-22"),
        ("2026-11-22T16:00:00Z", "America/New_York", "2026-11-23"),
        ("2026-11-22T23:30:00Z", "Pacific/Auckland", "2026-11-23"),
    ],
)
def test_today_is_shanghais_day_wherever_the_reader_is(
    open_page: OpenPage, address: str, moment: str, zone: str, day: str
) -> None:
    page = open_page("about:blank", timezone_id=zone)
    page.clock.set_fixed_time(moment)
    page.goto(address + "/404.html")
    assert page.evaluate("import('/static/validity.js').then((validity) => validity.today())") == day


FOLLOWS_THE_DAY = {
    f"pages/{name}.html"
    for name in ("home", "policy", "interpretation", "normative", "facet", "catalogue-field", "soon", "courses")
}
"""Kinds of pages that are right as a whole on a later day; a cut list is right in its badges only."""


@pytest.mark.parametrize(
    ("day", "nth"), [(LATER[1], 5), *(pytest.param(day, 1, marks=pytest.mark.prove) for day in LATER)], ids=str
)
def test_a_page_built_today_and_read_later_says_what_it_would_say_if_built_then(
    open_page: OpenPage, pages_on: PagesOn, day: date, nth: int
) -> None:
    """Every third page is enough while one writes; all of them, on all days, are proved."""
    today, later = pages_on(DEMO_DAY), pages_on(day)
    changed = [
        page.url
        for page in today.pages.values()
        if page.template in FOLLOWS_THE_DAY and page.changes_on and page.changes_on <= day
    ]
    assert len(changed) > 5
    old, new = (read_on(open_page, "about:blank", day, may_fail=True) for _ in range(2))
    for url in changed[::nth]:
        texts = []
        for page, built in ((old, today), (new, later)):
            page.goto(built.address_of(url))
            # How large a file is depends on the day for which it was made, of which it says the status.
            texts.append(re.sub(r"\d+ KB", "", page.locator("main").inner_text()))
        assert texts[0] == texts[1], url


@pytest.mark.parametrize("nth", [15, pytest.param(1, marks=pytest.mark.prove)])
def test_nothing_changes_before_its_day(open_page: OpenPage, pages_on: PagesOn, nth: int) -> None:
    """A page that says nothing new on a day reads on it as it reads today; one that does, does not."""
    built = pages_on(DEMO_DAY)
    today, later = (read_on(open_page, "about:blank", day, may_fail=True) for day in (DEMO_DAY, LATER[0]))
    following = [page for page in built.pages.values() if page.template in FOLLOWS_THE_DAY]
    changing = [page for page in following if page.changes_on and page.changes_on <= LATER[0]]
    same = [page for page in following if page not in changing]
    assert changing
    first = {page.template: page for page in reversed(following)}  # of each kind, and of all every n-th
    for page in {page.url: page for page in (*first.values(), *changing[::nth], *same[::nth])}.values():
        texts = set()
        for tab in (today, later):
            tab.goto(built.address_of(page.url))
            texts.add(tab.locator("main").inner_text())
        assert (len(texts) == 2) is (page in changing), page.url


def test_the_home_page_drops_what_has_begun_and_what_stands_behind_moves_up(open_page: OpenPage, address: str) -> None:
    def beginning(day: date) -> list[str]:
        page = read_on(open_page, address + "/", day)
        return page.locator("#ui-beginning + ol > li").filter(visible=True).all_inner_texts()

    today, later = beginning(DEMO_DAY), beginning(date(2026, 12, 1))
    gone = set(today) - set(later)
    assert gone
    assert all("2026年12月1日" in text for text in gone)
    assert not any("2026年12月1日" in text for text in later)
    assert len(set(later) - set(today)) <= len(gone)


def test_services_go_with_the_document_and_come_with_it(open_page: OpenPage, address: str) -> None:
    url = address + "/policies/qh-2024-yanglao-butie/"
    for day, shown in ((date(2024, 6, 30), False), (DEMO_DAY, True), (date(2029, 7, 1), False)):
        page = read_on(open_page, url, day)
        assert page.locator(".services").is_visible() is shown
        assert page.locator(".service-mark").is_visible() is shown


def test_a_repealed_article_says_so_on_the_readers_day(open_page: OpenPage, address: str) -> None:
    for day, said in ((date(2025, 3, 31), "将于2025年4月1日被"), (date(2025, 4, 1), "已于2025年4月1日被")):
        page = read_on(open_page, address + "/policies/qh-2022-tingche/", day)
        marks = page.locator("#tiao-9 .mark, #tiao-10 .mark").filter(visible=True)
        assert [text.partition("《")[0] for text in marks.all_inner_texts()] == [f"本条{said}"] * 2
        (banner,) = page.locator(".standing-changes > li").filter(visible=True).all_inner_texts()
        assert banner.startswith(f"第九条、第十条{said}《")


def test_the_repealing_document_and_the_article_lead_to_each_other(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2022-tingche/")
    page.locator("#tiao-9 .mark").filter(visible=True).get_by_role("link").click()
    page.locator("#ui-relations").get_by_role("link", name="第九条").click()
    assert page.url == address + "/policies/qh-2022-tingche/#tiao-9"


def test_without_scripts_a_repealed_article_says_so(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2022-tingche/", java_script_enabled=False)
    marks = page.locator("#tiao-9 .mark").filter(visible=True)
    assert [text.partition("《")[0] for text in marks.all_inner_texts()] == ["本条已于2025年4月1日被"]


def test_a_document_open_for_questions_says_whom_to_ask(open_page: OpenPage, address: str) -> None:
    text = open_page(address + "/policies/qh-2024-yanglao-butie/").locator("#ui-contact")
    assert "可以向发文机关提问" in text.inner_text()
    assert text.get_by_role("link", name="云岚市青禾区人民政府").get_attribute("href") == "/agencies/qh-zf/"
    assert "申请办法" in text.get_by_role("link").last.inner_text()


def test_the_contents_of_a_long_text_are_never_far(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2024-dianti/#tiao-12", viewport={"width": 360, "height": 700})
    back, contents = page.locator(".to-contents"), page.locator(".contents ol")
    expect(contents).to_be_hidden()
    expect(back).to_be_in_viewport()
    back.click()
    expect(contents).to_be_visible()
    expect(contents).to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(back).to_be_hidden()


def test_who_reports_a_fault_need_not_type_the_address(open_page: OpenPage, address: str) -> None:
    link = open_page(address + "/library/").get_by_role("link", name="网站找错").get_attribute("href")
    assert link is not None
    assert link.endswith("%2Flibrary%2F")


def test_without_scripts_a_page_says_its_days_in_words(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2026-chengshi-gengxin/", java_script_enabled=False)
    assert page.locator(".standing-term").inner_text() == (
        "本页生成于2026年11月22日。自2027年1月1日起施行；有效期至2031年12月31日。"
    )
    assert page.locator(".tools").is_hidden()


ALL = slice(None)


@pytest.mark.parametrize(
    ("scheme", "colours", "which"),
    [
        ("light", False, ALL),
        ("light", True, slice(1, None, 3)),
        ("dark", True, slice(0, None, 3)),
        pytest.param("light", True, ALL, marks=pytest.mark.prove),
        pytest.param("dark", True, ALL, marks=pytest.mark.prove),
    ],
)
def test_axe_finds_nothing(
    open_page: OpenPage, address: str, axe: AxeChecker, each: list[str], scheme: str, colours: bool, which: slice
) -> None:
    """Colours are of one sheet for nearly all: to measure some kinds of page is enough while one writes."""
    page = open_page(address, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    faults = {}
    for url in each[which]:
        page.goto(address + url)
        faults[url] = axe(page, colours=colours)
    assert faults == {url: [] for url in each[which]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_readers_own_settings(
    open_page: OpenPage, address: str, axe: AxeChecker, scheme: str
) -> None:
    page = open_page(
        address + "/normative/", color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 800}
    )
    for name in ("大字", "高对比"):
        page.get_by_role("button", name=name).click()
    assert axe(page) == []


SMALL = """(least) => [...document.querySelectorAll("button, input, summary, nav a, .tag, .way, .button, .actions a, .more a")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen, .crumbs, .toc"))
  .filter((one) => one.getBoundingClientRect().height < least)
  .map((one) => one.outerHTML.slice(0, 80))"""
"""24 px, and 44 px with large text; links within running text are measured by their line."""

THIN = """() => {
  document.querySelectorAll("details").forEach((box) => (box.open = true));
  const text = (node) => node.nodeType === Node.TEXT_NODE && /[^\\s、，：（）]/.test(node.data);
  return [...document.querySelectorAll("a, button, input, select, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".unseen, .skip"))
    .filter((one) => ![...one.parentElement.childNodes].some(text))
    .filter((one) => [...one.getClientRects()].some((line) => line.height < 24))
    .map((one) => one.outerHTML.slice(0, 80));
}"""
"""WCAG 2.5.8: every line of a link or button is 24 px high, unless it stands within a sentence."""


@pytest.mark.parametrize("nth", [2, pytest.param(1, marks=pytest.mark.prove)])
def test_pages_fit_the_screen_and_targets_can_be_hit(
    open_page: OpenPage, address: str, each: list[str], nth: int
) -> None:
    """Each kind of page is measured once, opened once; with large text every other one, and all are proved."""
    page = open_page(address)
    large = set(each[::nth])
    for url in each:
        page.goto(address + url)
        for text in ("", "more") if url in large else ("",):
            page.evaluate("(text) => text && (document.documentElement.dataset.text = text)", text)
            for width in (320, 768, 1440, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width, text)
            assert page.evaluate(SMALL, 44 if text else 24) == [], (url, text)
        page.evaluate("delete document.documentElement.dataset.text")
        assert page.evaluate(THIN) == [], url


def test_settings_are_kept_and_in_place_before_the_page_is_painted(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    button = page.get_by_role("button", name="大字")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    page.goto(address + "/library/")
    assert page.locator("html").get_attribute("data-text") == "more"
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="大字").click()
    page.reload()
    assert page.locator("html").get_attribute("data-text") is None


def test_the_keyboard_skips_to_the_text(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/library/")
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert link.evaluate("(one) => one === document.activeElement")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_the_contents_stand_open_only_where_there_is_room(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2025-dianche/", viewport={"width": 1440, "height": 800})
    expect(page.locator(".contents ol")).to_be_visible()
    expect(page.locator("#ui-contents")).to_be_hidden()
    page.set_viewport_size({"width": 400, "height": 800})
    expect(page.locator(".contents ol")).to_be_hidden()
    page.locator("#ui-contents summary").click()
    expect(page.locator(".contents ol")).to_be_visible()


def test_a_narrow_screen_shows_the_first_of_a_status_and_leads_to_all(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/normative/", viewport={"width": 360, "height": 800})
    rows, more = page.locator("#in-force .row"), page.locator("#in-force .more")
    assert rows.count() > SHORT
    assert [row.is_visible() for row in rows.all()] == [n < SHORT for n in range(rows.count())]
    assert more.is_visible()
    page.set_viewport_size({"width": 1440, "height": 800})
    assert all(row.is_visible() for row in rows.all())
    assert not more.is_visible()


def test_a_wide_table_is_whole_on_paper(open_page: OpenPage, address: str) -> None:
    page = open_page(
        address + "/reports/nianbao-2025-qh-zf/", viewport={"width": 643, "height": 900}
    )  # A4 in its margins
    page.emulate_media(media="print")
    for table in page.locator(".prose .table").all():
        assert table.evaluate("(frame) => frame.firstElementChild.offsetWidth <= frame.offsetWidth")


def test_columns_stand_as_their_author_set_them(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2026-daolu-tingche/")
    sides = (
        page.locator(".prose tr")
        .nth(1)
        .locator("td")
        .evaluate_all("(cells) => cells.map((c) => getComputedStyle(c).textAlign)")
    )
    assert sides == ["start", "end", "end", "end", "end"]


def test_paper_shows_the_document_and_no_chrome(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/policies/qh-2025-dianche/")
    page.emulate_media(media="print")
    assert not any(
        page.locator(part).first.is_visible() for part in (".top", ".foot", ".crumbs", ".side", ".following")
    )
    assert "https://qinghe.example/policies/qh-2025-dianche/" in page.locator(".print-source").inner_text()
    assert page.locator(".elements").get_by_text("名称").is_visible()
    assert page.locator(".elements").get_by_text("青禾府规〔2025〕2号").is_visible()


@pytest.mark.parametrize("nth", [20, pytest.param(1, marks=pytest.mark.prove)])
def test_the_nu_checker_finds_no_error(demo_site: Path, nu_checker: NuChecker, nth: int) -> None:
    paths = some_of((path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*.html")), nth)
    assert len(paths) > 100
    pages = [demo_site / path for path in paths]
    assert [message for message in nu_checker(pages) if ": error: " in message] == []


def test_no_page_holds_a_style_or_a_script_of_its_own(demo_site: Path) -> None:
    for path in demo_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text), path
        assert not re.search(r"<style|<script(?![^>]*(\ssrc=|application/(ld\+)?json))", text), path


def test_headings_never_skip_a_level(demo_site: Path) -> None:
    for path in demo_site.rglob("*.html"):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", path.read_text(encoding="utf-8"))]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_long_headings_say_where_they_may_break(demo_site: Path) -> None:
    """Ten signs without one place to break would be torn inside a word on a phone (text/phrases.py)."""
    for path in demo_site.rglob("*.html"):
        for heading in re.findall(r"<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"), re.DOTALL):
            words = re.sub(r"<(?!wbr)[^>]+>", "", heading)
            assert not re.search(r"[\u4e00-\u9fff]{12,}", words), (path, heading)


def test_a_page_is_light(demo_site: Path) -> None:
    def packed(*names: str) -> int:
        return sum(len(gzip.compress((demo_site / name).read_bytes())) for name in names)

    style = packed("static/site.css")
    for page in ("index.html", "policies/qh-2025-dianche/index.html", "library/index.html", "normative/index.html"):
        assert packed(page) + style <= 30_000, page
    assert packed("index.html", "static/taking-part.css") + style <= 30_000
    for page in ("obligations/", ""):
        assert (demo_site / f"participation/2026/{page}index.html").stat().st_size <= 30_000, page  # unpacked
    for path in (demo_site / "coverage").rglob("*.html"):
        assert packed(path.relative_to(demo_site).as_posix()) <= 7_500, path
    assert packed("static/site.js", "static/validity.js", "static/prefer.js") <= 3_000
