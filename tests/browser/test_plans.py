"""How far each task is on every day of two years, and how many stand how: the browser says what the library says."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from tests.conftest import OpenPage, ServeDirectory
from tests.district import DATA, write_project
from tests.plans import PLAN, VECTORS, documents, told_on

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
    const seen = (within, selector) => [...within.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
    const tasks = [...part.querySelectorAll("tr[id]")].map((row) => {
      const [states, left] = [seen(row, "[data-state]"), seen(row, ".left")];
      if (states.length !== 1 || left.length > 1) throw new Error(`${url} ${day}: said twice, or not at all`);
      return {
        state: states[0].dataset.state,
        left: left.length ? Number(/[0-9]+/.exec(left[0].textContent) || 0) : null,
      };
    });
    const sums = seen(part, ".document-head [data-state]").map((one) => [
      one.dataset.state, Number(/[0-9]+$/.exec(one.textContent)[0]),
    ]);
    return { tasks, sums: Object.fromEntries(sums) };
  });
  Date.now = now;
  return told;
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("plans")
    write_project(root, {**DATA, **documents()})
    build(Request(root, root / "site", FIRST, search=False))
    return root


def test_every_day_of_two_years(root: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    """Built on the first day; the words without the script are right on that day."""
    site, _ = read(root, FIRST)
    page, wrong = open_page(serve_directory(root / "site") + "/404.html", may_fail=True), []
    for day, told in zip(DAYS, page.evaluate(READ, [f"/plans/{PLAN}/", [str(day) for day in DAYS]]), strict=True):
        expected = [told_on(site, number, day) for number in range(len(VECTORS))]
        sums = Counter(one["state"] for one in expected)
        for vector, seen, one in zip(VECTORS, told["tasks"], expected, strict=True):
            if seen != one or vector["days"].get(str(day), seen) != seen:
                wrong.append((vector["about"], str(day), seen))
        if told["sums"] != sums:
            wrong.append(("sums", str(day), told["sums"]))
    assert wrong == []
