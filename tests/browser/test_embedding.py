"""A partner's page on another origin shows the list of an audience: in a frame, and by the script, as docs/exports.md says."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

ROOT = Path(__file__).parents[2]
PUBLISHED = "https://qinghe.example"
AUDIENCE = "canyin-danwei"


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


@pytest.fixture
def snippets(demo_site: Path, address: str) -> tuple[str, str]:
    """What a partner copies from the page of an audience, with the address at which the site stands here."""
    text = (demo_site / f"find/{AUDIENCE}/index.html").read_text(encoding="utf-8")
    frame, script = (html.unescape(one) for one in re.findall(r'class="copying snippet" data-copying="([^"]*)"', text))
    assert PUBLISHED in frame
    assert PUBLISHED in script
    return frame.replace(PUBLISHED, address), script.replace(PUBLISHED, address)


def partner(serve: ServeDirectory, folder: Path, body: str) -> str:
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>协会</title><h1>协会</h1>{body}</html>',
        encoding="utf-8",
    )
    (folder / "favicon.ico").touch()
    return serve(folder) + "/"


def on_day(open_page: OpenPage, url: str, day: str, *, may_fail: bool = False) -> Page:
    page = open_page("about:blank", may_fail=may_fail)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


def test_the_frame_shows_the_list_of_the_build_and_leads_out_of_itself(
    open_page: OpenPage, serve_directory: ServeDirectory, tmp_path: Path, snippets: tuple[str, str], address: str
) -> None:
    page = open_page(partner(serve_directory, tmp_path, snippets[0]), java_script_enabled=False)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_contain_text("餐饮")
    expect(frame.locator(".embedded-day").first).to_contain_text("2026年11月22日")
    first = frame.locator("a.row-title").first
    with page.context.expect_page() as opened:
        first.click()
    assert opened.value.url.startswith(address)
    assert page.url != opened.value.url
    assert frame.locator("a:not([target=_blank][rel=noopener])").count() == 0


def test_nothing_else_of_the_site_can_be_framed(
    open_page: OpenPage, serve_directory: ServeDirectory, tmp_path: Path, snippets: tuple[str, str], address: str
) -> None:
    other = snippets[0].replace(f"{address}/embed/", f"{address}/find/").replace(' loading="lazy"', "")
    page = open_page(partner(serve_directory, tmp_path, other), may_fail=True)
    page.wait_for_load_state("networkidle")
    assert page.frame_locator("iframe").locator("h1", has_text="餐饮").count() == 0
    assert not [frame.url for frame in page.frames if frame.url.startswith(address)]


@pytest.mark.parametrize("day", [str(DEMO_DAY), "2027-03-01"])
def test_the_script_lists_what_serves_on_the_day_of_the_reader(
    open_page: OpenPage,
    serve_directory: ServeDirectory,
    tmp_path: Path,
    snippets: tuple[str, str],
    demo_site: Path,
    day: str,
) -> None:
    body = snippets[1].replace("<div ", '<div data-most="100" ')
    page = on_day(open_page, partner(serve_directory, tmp_path, body), day)
    expect(page.locator("li a").first).to_be_visible()
    data = json.loads((demo_site / f"data/push/{AUDIENCE}.json").read_text(encoding="utf-8"))
    entries = {one["id"]: one for one in data["entries"]}
    serving = [
        entries[key]["url"]
        for key in data["selections"][0]["entries"]
        if (entries[key]["first_day"] or "") <= day <= (entries[key]["last_day"] or "9")
    ]
    assert [str(one.get_attribute("href")) for one in page.locator("li a").all()] == serving
    assert (f"{PUBLISHED}/policies/qh-2022-xiaocanyin/" in serving) == (day == str(DEMO_DAY))
    assert page.locator("div > a").count() == 1  # to the whole, as before


def test_one_event_and_no_more_than_asked_for(
    open_page: OpenPage, serve_directory: ServeDirectory, tmp_path: Path, snippets: tuple[str, str], demo_site: Path
) -> None:
    body = snippets[1].replace("<div ", '<div data-most="2" data-event="kai-dian" ')
    page = on_day(open_page, partner(serve_directory, tmp_path, body), str(DEMO_DAY))
    expect(page.locator("li a")).to_have_count(2)
    data = json.loads((demo_site / f"data/push/{AUDIENCE}.json").read_text(encoding="utf-8"))
    chosen = next(one for one in data["selections"] if one["event"] == "kai-dian")
    assert all(str(one.get_attribute("href")).split("/")[4] in chosen["entries"] for one in page.locator("li a").all())


def test_another_script_than_was_agreed_on_does_not_run_and_the_link_stays(
    open_page: OpenPage, serve_directory: ServeDirectory, tmp_path: Path, snippets: tuple[str, str]
) -> None:
    page = open_page("about:blank", may_fail=True)
    page.route(
        "**/static/embed-1.js", lambda route: route.fulfill(response=(got := route.fetch()), body=got.text() + " ")
    )
    page.goto(partner(serve_directory, tmp_path, snippets[1]))
    page.wait_for_load_state("networkidle")
    assert page.locator("li").count() == 0
    assert page.locator("[data-policies] > a").is_visible()


def test_where_there_is_no_list_the_link_stays(
    open_page: OpenPage, serve_directory: ServeDirectory, tmp_path: Path, snippets: tuple[str, str]
) -> None:
    body = snippets[1].replace(f'data-policies="{AUDIENCE}"', 'data-policies="nobody"')
    page = open_page(partner(serve_directory, tmp_path, body), may_fail=True)
    page.wait_for_load_state("networkidle")
    assert page.locator("li").count() == 0
    assert page.locator("[data-policies] > a").is_visible()


HASH = "sha384-05gY3m8wVWj6zlVDI0K3R/Bc7qdssSL5RemQYgsPdjdD7n1iWRxH6G26ZgWoIyEe"
"""Of embed-1.js as it was first published. Partners have it on their pages: a change breaks these, so write embed-2.js."""


def test_a_script_that_partners_agreed_on_never_changes(demo_site: Path, snippets: tuple[str, str]) -> None:
    data = (demo_site / "static/embed-1.js").read_bytes()
    assert "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode() == HASH
    assert f'integrity="{HASH}"' in snippets[1]
    assert HASH in (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    assert len(data) < 1500
