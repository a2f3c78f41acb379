"""On any day of the reader's, the words of an amended article that hold on it are on the screen: the vectors, with a set clock."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.conftest import AxeChecker, OpenPage, ServeDirectory
from tests.district import DATA, policy

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/data/amendment-vectors.json").read_text(encoding="utf-8"))
CASES = VECTORS["cases"]
BUILT = date(2026, 11, 28)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """A site with a document for each vector, d0, d1, …"""
    root = tmp_path_factory.mktemp("amended")
    files = dict(DATA)
    for number, case in enumerate(CASES):
        files[f"policies/d{number}.md"] = policy(f"第{number}号办法").replace("第一条　正文。", VECTORS["text"])
        for nth, one in enumerate(case["amendments"]):
            relation = f"[{{target: d{number}, articles: [{', '.join(one['articles'])}]}}]"
            fields = {one.get("relation", "amends"): relation, "effective_on": one["on"]}
            hidden = {"disclosure": "withheld", "basis": "依据"} if one.get("withheld") else {}
            text = policy(f"关于修改第{number}号办法的决定之{nth}", **fields, **hidden)
            files[f"policies/x{number}-{nth}.md"] = text.replace("第一条　正文。", one["body"])
            if "repealed" in one:
                ends = policy(f"关于废止的决定{number}", repeals=f"[x{number}-{nth}]", effective_on=one["repealed"])
                files[f"policies/z{number}.md"] = ends
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "config.yaml", root / "config.yaml")
    for path, content in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(content, encoding="utf-8")
    build(Request(root, root / "site", BUILT, search=False))
    return serve_directory(root / "site")


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["about"] for case in CASES])
def test_the_words_that_hold_are_on_the_screen(open_page: OpenPage, address: str, axe: AxeChecker, number: int) -> None:
    page = open_page("about:blank")
    for day, expected in CASES[number]["days"].items():
        page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
        page.goto(f"{address}/policies/d{number}/")
        for anchor, words in expected.items():
            if words == "unclear":
                expect(page.locator(f"#{anchor} .mark:visible")).to_contain_text("可能已经变动")
                continue
            place = page.locator(f"#{anchor}")
            expect(place).to_have_count(1)
            shown = place.locator(".amended-words:visible")
            if words is None:
                expect(shown).to_have_count(0)
                continue
            text = "".join(shown.locator("p:not(.amended-label)").all_inner_texts())
            assert re.sub(r"\s", "", text) == words, day
            for folded in place.locator("details:visible").all():
                assert folded.get_attribute("open") is None
    assert axe(page) == []
