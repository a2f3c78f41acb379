"""A film plays with its captions, a recording plays, slides open; what is said is there without scripts and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import DEMO_DAY, AxeChecker, OpenPage, ServeDirectory

FILM = "/interpretations/qh-2021-dianti-shipin/"
RECORDING = "/interpretations/qh-2026-jiating-yisheng-yinpin/"
SLIDES = "/events/gongkaijiang-2026-yuer/"


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def read_on(open_page: OpenPage, url: str, day: date = DEMO_DAY, **options: object) -> Page:
    page = open_page("about:blank", **options)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


def play(page: Page, player: str) -> None:
    """Play it without sound, until it has gone on."""
    page.locator(player).evaluate(
        "(one) => { one.muted = true; const gone = new Promise((done) =>"
        " one.addEventListener('timeupdate', () => one.currentTime > 0.6 && done()));"
        " return one.play().then(() => gone); }"
    )


def test_a_film_plays_with_its_captions(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + FILM)
    assert page.evaluate("performance.getEntriesByType('resource').filter((one) => /webm/.test(one.name)).length") == 0
    play(page, "video")
    captions = page.evaluate(
        "(() => { const [one] = document.querySelector('video').textTracks;"
        " return [one.mode, one.kind, one.language, one.activeCues[0].text]; })()"
    )
    assert captions == ["showing", "captions", "zh-Hans", "加装电梯怎么申请，一共五步。"]


def test_a_recording_plays(open_page: OpenPage, address: str) -> None:
    play(read_on(open_page, address + RECORDING), "audio")


def test_slides_open_from_their_preview(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + SLIDES)
    preview = page.locator(".medium-preview")
    assert preview.locator("img").evaluate("(one) => one.naturalWidth") == 480
    assert page.request.get(str(preview.evaluate("(one) => one.href"))).headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("width", [360, 1440])
def test_without_scripts_what_is_said_can_be_read(open_page: OpenPage, address: str, width: int) -> None:
    size = {"width": width, "height": 800}
    page = read_on(open_page, address + FILM, java_script_enabled=False, viewport=size)
    words = page.locator(".spoken-words")
    assert not words.is_visible()
    page.locator(".spoken summary").click()
    assert "三分之二以上的业主参与" in words.inner_text()
    assert 0 < page.locator("video").evaluate("(one) => one.getBoundingClientRect().right") <= width


def test_an_address_of_what_is_said_unfolds_it(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, f"{address}{FILM}#ui-words-1")
    page.locator(".spoken-words").wait_for()


def test_on_paper_what_is_said_stands_there_and_nothing_plays(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + FILM)
    page.emulate_media(media="print")
    assert not page.locator("video").is_visible()
    assert page.locator(".spoken-words").is_visible()


def test_a_film_on_what_has_ended_says_so(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + FILM)
    assert "已不再有效" in page.locator(".document-head .standing").first.inner_text()


def test_what_is_said_is_found(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, f"{address}/search/?q=中途解约退还剩余月份的费用")
    page.locator(f"#ui-results .results a[href*='{RECORDING}']").first.wait_for()


@pytest.mark.parametrize("url", [FILM, RECORDING, SLIDES, "/courses/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, axe: AxeChecker, address: str, url: str, scheme: str) -> None:
    page = read_on(open_page, address + url, color_scheme=scheme, bypass_csp=True)
    page.locator("main").scroll_into_view_if_needed()
    assert axe(page, colours=True if scheme == "dark" else None) == []


def test_a_talk_is_among_the_courses_from_the_day_after_it(open_page: OpenPage, address: str) -> None:
    talk = "a[href='/events/gongkaijiang-2027-dianti/']"
    for day, coming in ((date(2027, 1, 16), True), (date(2027, 1, 17), False)):
        page = read_on(open_page, f"{address}/courses/", day)
        assert page.locator(f"[aria-labelledby=ui-coming] {talk}").is_visible() is coming
        assert page.locator(f"[aria-labelledby=ui-courses] {talk}").is_visible() is not coming
        assert page.locator("#ui-coming").is_visible() is coming  # there is no other


def test_the_list_of_courses_says_what_has_ended(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, f"{address}/courses/")
    film = page.locator(f".row:has(a[href='{FILM}'])").inner_text()
    assert "废止" in film
    assert "视频，43秒，WEBM，59 KB" in film
