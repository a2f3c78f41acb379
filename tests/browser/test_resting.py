"""A repeal reaches questions, services and interpretations on the reader's day, with no new build: the vectors, with a set clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.conftest import OpenPage, ServeDirectory
from tests.district import DATA, write_project
from tests.resting import VECTORS, documents, pages

ROOT = Path(__file__).parents[2]
SHOWN = """() => [...document.querySelectorAll('.standing .standing-turn')]
    .some((one) => one.checkVisibility() && /都已不再有效|(所依据|所涉)的《.*》已不再有效/.test(one.textContent))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    root = tmp_path_factory.mktemp("resting")
    write_project(root, {**DATA, **documents()})
    build(Request(root, root / "site", date(2026, 11, 28), search=False))
    return serve_directory(root / "site")


@pytest.mark.parametrize("nth", [3, pytest.param(1, marks=pytest.mark.prove)])
def test_what_rests_on_nothing_says_so_on_the_readers_day(address: str, open_page: OpenPage, nth: int) -> None:
    """On every day of every vector some of what rests on its documents is read, each kind on others; all of it is proved."""
    page, wrong, looked_at = open_page("about:blank"), [], set()
    for place, (number, url) in enumerate(pages()):
        for turn, (day, ended) in enumerate(VECTORS[number]["ended"].items()):
            if day >= "2026-11-28" and (place + turn) % nth == 0:  # no reader is before the build
                looked_at.add((number, day))
                page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
                page.goto(address + url)
                if page.evaluate(SHOWN) != ended:
                    wrong.append((VECTORS[number]["about"], url, day))
    assert wrong == []
    days = {(number, day) for number, one in enumerate(VECTORS) for day in one["ended"] if day >= "2026-11-28"}
    assert looked_at == days
