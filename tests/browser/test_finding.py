"""找政策 in a browser: four taps with the keyboard alone, an address that can be passed on, and the reader's own day."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, ServeDirectory

WHERE = "/find/nonghu/wei-fang/"


def _shown(page: Page) -> list[str]:
    return [str(one.get_attribute("href")).split("/")[2] for one in page.locator(".part a.row-title:visible").all()]


def test_four_taps_from_the_home_page(demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    page = open_page(serve_directory(demo_site) + "/", viewport={"width": 360, "height": 780})
    for name in ("说出您是谁、要办什么，一步步找", "农户", "农村危房"):
        page.get_by_role("link", name=name, exact=False).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    page.wait_for_url(f"**{WHERE}")
    whole = _shown(page)
    assert {"qh-2026-daoxiang-weifang", "qh-2026-luting-weifang"} <= set(whole)
    page.get_by_role("radio", name="不限").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(page.url.partition("?")[0] + "?place=luting")
    kept = _shown(page)
    assert set(whole) - set(kept) == {"qh-2026-daoxiang-weifang"}
    assert page.locator("#ui-left").inner_text() == f"还有{len(kept)}条"
    page.reload()
    expect(page.get_by_role("radio", name="芦汀镇")).to_be_checked()
    assert _shown(page) == kept


def test_without_scripts_everything_stands_there(
    demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory
) -> None:
    address = serve_directory(demo_site) + WHERE
    assert _shown(open_page(address, java_script_enabled=False)) == _shown(open_page(address))


def test_counts_and_rows_are_of_the_day_of_the_reader(
    demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory
) -> None:
    """小餐饮's rules end with February 2027, and their amendment with them."""
    page = open_page("about:blank")
    page.clock.set_fixed_time("2027-03-01T09:00:00+08:00")
    page.goto(serve_directory(demo_site) + "/find/canyin-danwei/kai-dian/")
    assert "qh-2022-xiaocanyin" not in _shown(page)
    total = int(page.locator(".total .count span").inner_text())
    assert total == len(_shown(page)) > 0
