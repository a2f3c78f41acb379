"""On any day of the reader's, the words that hold on it are on the screen, and no others without saying so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.conftest import AxeChecker, OpenPage, ServeDirectory
from tests.district import DATA, write_project

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/data/version-vectors.json").read_text(encoding="utf-8"))
BUILT = date(2026, 11, 28)
IDS = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"


def _body(since: str) -> str:
    return f"# 某某办法\n\n## 第一章 总则\n\n第一条 {since or '最初'}的文字，见[第二条](#tiao-2)。\n\n" + "\n\n".join(
        f"第{sign}条 为了方便群众办事，街道办事处应当公开电话。" for sign in "二三四五六七八九"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """A site with a document for each vector, d0, d1, …"""
    root = tmp_path_factory.mktemp("versions")
    files = dict(DATA)
    for number, vector in enumerate(VECTORS):
        fields = f"title: 第{number}号办法\npublished_on: 2022-02-14\n"
        files[f"policies/d{number}.md"] = f"---\n{fields}---\n{_body('')}\n"
        for since in vector["versions"]:
            key = f"x{number}-{since}"
            change = f"title: 关于修改第{number}号办法的决定\npublished_on: {since}\namends: [d{number}]\n"
            change = change.replace(f"published_on: {since}", f"published_on: 2024-09-01\neffective_on: {since}")
            files[f"policies/{key}.md"] = f"---\n{change}---\n第一条 改。\n"
            files[f"policies/d{number}@{since}.md"] = f"---\nby: {key}\n---\n{_body(since)}\n"
    write_project(root, files)
    build(Request(root, root / "site", BUILT, search=False))
    return serve_directory(root / "site")


def _on(page: Page, url: str, day: str) -> Page:
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


@pytest.mark.parametrize("number", range(len(VECTORS)), ids=[vector["about"] for vector in VECTORS])
def test_the_words_of_the_day(address: str, open_page: OpenPage, number: int) -> None:
    vector = VECTORS[number]
    texts = ["", *vector["versions"]]
    page = open_page("about:blank")
    for day, holds in vector["holds"].items():
        _on(page, f"{address}/policies/d{number}/", day)
        seen = page.locator(".prose:visible").all_inner_texts()
        words = f"{holds or '最初'}的文字"
        if seen:
            assert len(seen) == 1
            assert words in seen[0]
            assert words in page.locator("#tiao-1").inner_text()
            assert page.locator("#tiao-1 a").last.get_attribute("href") == "#tiao-2"
        else:
            link = page.locator(".text-elsewhere:visible a").first
            assert link.get_attribute("href") == f"/policies/d{number}/{holds or 'original'}/"
        ids = page.evaluate(IDS)
        assert len(ids) == len(set(ids))
        for since in texts:  # each at its own address says of itself what it is
            if texts[1:]:
                _on(page, f"{address}/policies/d{number}/{since or 'original'}/", day)
            state = "holds" if since == holds else "coming" if since > day else "ended"
            assert page.locator(".text-banner p:visible").count() == (1 if texts[1:] else 0)
            assert page.locator(f".banner-{state}:visible").count() == (1 if texts[1:] else 0)


def test_without_scripts_the_text_of_the_day_of_the_page(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/policies/d3/#tiao-9", java_script_enabled=False)
    assert page.locator(".prose:visible").count() == 1
    assert "2024-10-01的文字" in page.locator("#tiao-1").inner_text()
    assert page.locator(".text-note:visible").count() == 1


def test_an_address_of_an_article_leads_to_it_in_the_text_that_took_the_place(
    address: str, open_page: OpenPage
) -> None:
    page = _on(open_page("about:blank"), f"{address}/policies/d3/#tiao-8", "2026-12-05")
    expect(page.locator("#tiao-8")).to_be_in_viewport()
    assert "2026-12-01" in page.locator(".prose:visible").inner_text()


@pytest.mark.parametrize("path", ["/policies/d3/", "/policies/d3/2024-10-01/", "/policies/d3/2024-10-01/compare/"])
@pytest.mark.parametrize("width", [360, 1440])
def test_accessible(address: str, open_page: OpenPage, axe: AxeChecker, path: str, width: int) -> None:
    page = open_page(address + path, viewport={"width": width, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
