"""Who is late with the annual report, on the reader's day: the browser says what the library says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from disclosure.library.participation import state_on
from disclosure.library.reports import owed
from disclosure.site.page import Site
from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

DAYS = [DEMO_DAY, *(date(2027, month, day) for month, day in ((1, 1), (1, 31), (2, 1), (3, 31), (4, 1)))]
READ = """async (days) => {
  const { enliven } = await import("/static/site.js");
  const now = Date.now;
  const told = days.map((day) => {
    Date.now = () => Date.parse(`${day}T09:00:00+08:00`);
    const part = document.importNode(document.querySelector("main"), true);
    enliven(part);
    const seen = (within) => [...within.querySelectorAll("[data-state]")].filter((one) => !one.closest("[hidden]"));
    return [...part.querySelectorAll("tbody tr")].map((row) => seen(row).map((one) => one.dataset.state));
  });
  Date.now = now;
  return told;
}"""


def test_who_is_late_follows_the_readers_day(
    demo: Site, demo_site: Path, open_page: OpenPage, serve_directory: ServeDirectory
) -> None:
    found = owed(demo.library, DEMO_DAY.year)
    page = open_page(serve_directory(demo_site) + "/reports/")
    for day, told in zip(DAYS, page.evaluate(READ, [str(day) for day in DAYS]), strict=True):
        states = (state_on(one.states, day) for one in found)
        assert told == [[state.value] if state else [] for state in states], day
