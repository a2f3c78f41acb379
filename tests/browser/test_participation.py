"""Stages, days left and what is late on every day of two years: the browser says what the vectors and the library say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from tests.conftest import OpenPage, ServeDirectory
from tests.district import DATA, write_project
from tests.participation import VECTORS, documents, key_of, told_on

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(730)]
READ = """async ([url, days]) => {
  const { enliven } = await import("/static/site.js");
  const text = await (await fetch(url)).text();
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const now = Date.now;
  const told = days.map((day) => {
    Date.now = () => Date.parse(`${day}T09:00:00+08:00`);
    const part = document.importNode(main, true);
    enliven(part);
    const seen = (selector) => [...part.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
    const [stages, left] = [seen(".stage-line [data-stage]"), seen(".calling .left")];
    if (stages.length > 1 || left.length > 1) throw new Error(`${url} ${day}: said twice`);
    return {
      stage: stages.length ? stages[0].dataset.stage : null,
      late: seen(".stage-line [data-late]").map((one) => one.dataset.late),
      left: left.length ? Number(/[0-9]+/.exec(left[0].textContent) || 0) : null,
    };
  });
  Date.now = now;
  return told;
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("participation")
    write_project(root, {**DATA, **documents()})
    build(Request(root, root / "site", FIRST, search=False))
    return root


def test_every_day_of_two_years(root: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    """Built on the first day; the words without the script are right on that day."""
    site, _ = read(root, FIRST)
    page, wrong = open_page(serve_directory(root / "site") + "/404.html", may_fail=True), []
    for number, vector in enumerate(VECTORS):
        url = "/{}/{}/".format(*key_of(number))
        for day, told in zip(DAYS, page.evaluate(READ, [url, [str(day) for day in DAYS]]), strict=True):
            if told != vector["days"].get(str(day), told) or told != told_on(site, number, day):
                wrong.append((vector["about"], str(day), told))
    assert wrong == []
