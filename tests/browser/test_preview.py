"""The preview in a real browser: what was saved is shown, and whoever reads stays where they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.commands.test_serve import ROOT, serving
from tests.conftest import OpenPage

PARAGRAPHS = "\n\n".join(f"第{number}条 一段正文。" for number in "一二三四五六七八九")
NOTE = "另起一段。\n\n"


def _write(root: Path, title: str, before: str = "") -> None:
    path = root / "content/policies/a.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = f"{before}{PARAGRAPHS}\n\n{PARAGRAPHS.replace('第', '补')}"
    path.write_text(f"---\ntitle: {title}\npublished_on: 2026-01-02\n---\n{body}\n", encoding="utf-8")


def _kept(page: Page) -> bool:
    return bool(page.evaluate("window.kept === true"))


def test_what_was_saved_is_shown_in_its_place(open_page: OpenPage, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "config.yaml", tmp_path)
    _write(tmp_path, "旧标题")
    with serving(tmp_path) as address:
        page = open_page("about:blank", viewport={"width": 800, "height": 300}, may_fail=True)
        for _ in range(600):  # until it is built for the first time
            answer = page.goto(f"{address}policies/a/")
            if answer is not None and answer.ok:
                break
            page.wait_for_timeout(100)
        page.evaluate("window.kept = true")
        page.evaluate("document.getElementById('tiao-7').scrollIntoView({ behavior: 'instant' })")
        top = page.evaluate("document.getElementById('tiao-7').getBoundingClientRect().top")
        page.evaluate("document.querySelector('main details')?.toggleAttribute('open')")
        open_ = page.evaluate("document.querySelector('main details')?.open")
        page.evaluate("document.querySelector('main a[href]').focus({ preventScroll: true })")
        focus = page.evaluate("document.activeElement.outerHTML")

        _write(tmp_path, "新标题", NOTE * 9)
        page.get_by_role("heading", name="新标题").wait_for(state="attached", timeout=120_000)
        assert _kept(page)
        assert "新标题" in page.title()
        assert page.get_by_text("另起一段。").count() == 9
        now = page.evaluate("document.getElementById('tiao-7').getBoundingClientRect().top")
        assert now == pytest.approx(top, abs=2)
        assert page.evaluate("document.querySelector('main details')?.open") == open_
        assert page.evaluate("document.activeElement.outerHTML") == focus

        _write(tmp_path, "更新的标题", NOTE)
        page.get_by_role("heading", name="更新的标题").wait_for(state="attached", timeout=120_000)
        assert _kept(page)
        page.locator("[data-prefer=contrast]").click()  # the switches are bound once, however often parts were swapped
        assert page.evaluate("document.documentElement.dataset.contrast") == "more"
        assert page.locator("[data-print]").get_attribute("hidden") is None

        style = tmp_path / "templates/static/site.css/01-ground.css"
        with page.expect_navigation(timeout=120_000):  # another style: the page is loaded anew
            style.write_text(f"{style.read_text(encoding='utf-8')}main {{ outline: 3px solid }}\n", encoding="utf-8")
        assert not _kept(page)
        assert page.evaluate("getComputedStyle(document.querySelector('main')).outlineWidth") == "3px"
