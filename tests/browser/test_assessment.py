"""What bodies have done, around each day on which that changes: numbers and lists in the browser are those of the library."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from disclosure.library.assessment import MEASURES, Member, score, sum_on
from disclosure.library.listings import HORIZON
from disclosure.model.choices import Verdict
from disclosure.pages.assessment import Assessment, assess
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from disclosure.site.page import Site
from tests.conftest import OpenPage, ServeDirectory
from tests.district import DATA, policy, write_project
from tests.library.test_assessment import NORMATIVE, explanation, message
from tests.pages.test_assessment import DOCUMENTS, ON
from tests.plans import plan

PAGES = ("2026/units/min/", "2026/units/edu/", "2026/answers/", "2026/interpreted/", "2026/tasks/", "2026/ended/")
NEXT_YEAR = date(2027, 2, 1)
FILES = {
    **DOCUMENTS,
    "policies/n.md": policy("应当解读", **NORMATIVE | {"published_on": "2026-05-29"}),
    "policies/o.md": policy("也应当", **NORMATIVE | {"published_on": "2026-05-29", "expires_on": "2026-09-30"}),
    "policies/r.md": policy("依据别的", based_on="[o]"),
    "interpretations/i.md": explanation("n", "2026-05-29"),
    "questions/w.md": message("2026-05-20", issuers="min, edu").replace("[p]", "[o]"),
    "plans/p.md": plan(
        "{clause: 一, title: 甲, lead: [min], support: [edu], due_on: 2026-08-31}",
        "{clause: 二, title: 乙, responsible: [min, edu], term: year_end}",
    ),
    "data/weights.yaml": "weights:\n"
    + "".join(
        f"  - {{id: {name}, weight: 10, basis: 办法}}\n" for name in ("timeliness", "answers", "tasks", "coverage")
    ),
    "data/catalogue/01.yaml": DATA["data/catalogue/01.yaml"].replace("deadline: 及时", "deadline: 按年公开", 1),
    "policies/y.md": policy("一年一份", catalogue_items="[relief-01]", published_on="2025-02-01"),
    "policies/k.md": policy("还没有发布", catalogue_items="[relief-02]", published_on="2026-09-01"),
    "policies/g.md": policy("后来居上", issuers="[gov]", formed_on="2026-06-30", published_on="2026-07-01"),
}
READ = """async ([urls, days]) => {
  const { enliven } = await import("/static/site.js");
  const seen = (within, selector) => [...within.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
  const mains = [];
  for (const url of urls) {
    const text = await (await fetch(url)).text();
    mains.push(new DOMParser().parseFromString(text, "text/html").querySelector("main"));
  }
  const now = Date.now;
  const told = days.map((day) => {
    Date.now = () => Date.parse(`${day}T09:00:00+08:00`);
    return mains.map((main) => {
      const part = document.importNode(main, true);
      enliven(part);
      const sections = part.querySelectorAll(".measure").length ? [...part.querySelectorAll(".measure")] : [part];
      const score = seen(part, ".score").map((one) => /[0-9.]+/.exec(one.textContent)[0]).join("|");
      return sections.map((section) => ({
        score,
        measure: section === part ? "" : section.id,
        frozen: seen(section, ".frozen").map((one) => one.textContent).join("|"),
        number: seen(section, ".figure").map((one) => one.firstChild.textContent.trim()).join("|"),
        lists: Object.fromEntries(
          seen(section, ".behind").map((one) => [
            one.className.split("behind-")[1],
            [seen(one, "li").length, Number(/[0-9]+/.exec(seen(one, "summary .count")[0].textContent)[0])],
          ]),
        ),
      }));
    });
  });
  Date.now = now;
  return told;
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("assessment")
    write_project(root, {**DATA, **FILES})
    settings = (root / "config.yaml").read_text(encoding="utf-8")
    (root / "config.yaml").write_text(settings.replace("assessment: figures", "assessment: ranking"), encoding="utf-8")
    build(Request(root, root / "site", ON, search=False))
    return root


def days(found: Assessment) -> list[date]:
    """The build's day and those around every day on which something changes, as far as pages look ahead."""
    phases = (phase for members in found.members.values() for one in members for phase in one.states)
    turns = {day for phase in phases for day in (phase.since, phase.until) if day is not None}
    around = {day + timedelta(days=step) for day in turns for step in (-1, 0, 1)}
    return sorted({ON, *(day for day in around if ON < day <= ON + HORIZON)})


def total(site: Site, found: Assessment, unit: str | None, day: date) -> str:
    """The total of a body on a day, as its page is to say it."""
    if unit is None:
        return ""
    weights = {key: entry.record.weight for key, entry in site.library.vocabulary.weights.items()}
    shares = {one.id: sum_on(found.of(one, 2026, unit), day).share for one in found.measures}
    points = score(weights, shares)
    return f"{float(points.points):.1f}" if points else ""


def expected(name: str, members: list[Member], day: date) -> dict[str, Any]:
    """What a page is to say of a measure on a day."""
    found = sum_on(members, day)
    measure = next(one for one in MEASURES if one.id == name)
    numbers = {Verdict.MISSED: found.missed, Verdict.UNKNOWN: found.unknown, Verdict.MET: found.met}
    number = f"{found.met}/{found.judged}" if found.judged else "无法判断" if found.unknown else "无"
    return {
        "measure": name,
        "frozen": "（截至2026年12月31日）" if measure.today and day.year > 2026 else "",
        "number": number if measure.share else str(sum(numbers.values())),
        "lists": {verdict.value: [n, n] for verdict, n in numbers.items() if n},
    }


def test_the_days_of_a_year(root: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    site, _ = read(root, ON)
    found = assess(site)
    page = open_page(serve_directory(root / "site") + "/404.html", may_fail=True)
    told = page.evaluate(READ, [[f"/assessment/{url}" for url in PAGES], [str(day) for day in days(found)]])
    wrong: list[Any] = []
    numbers: dict[tuple[str, str], set[str]] = {}
    for day, pages in zip(days(found), told, strict=True):
        for url, shown in zip(PAGES, pages, strict=True):
            unit = url.split("/")[2] if "units" in url else None
            names = [one.id for one in found.in_year(2026, unit)] if unit else [url.split("/")[1]]
            for name, one in zip(names, shown, strict=True):
                members = found.members[name, 2026, unit]
                wanted = expected(name, [*members], day) | {
                    "measure": name if unit else "",
                    "score": total(site, found, unit, day),
                }
                numbers.setdefault((url, name), set()).add(wanted["number"])
                if one != wanted:
                    wrong.append((str(day), url, one, wanted))
    assert wrong == []
    follow_the_day = {name for (_, name), told_of in numbers.items() if len(told_of) > 1}
    assert follow_the_day == {"documents", "elements", "interpreted", "answers", "ended", "tasks", "coverage"}


def test_a_finished_year_is_the_same_whenever_it_was_built(
    root: Path, open_page: OpenPage, serve_directory: ServeDirectory
) -> None:
    """On 1 January a yearly item is overdue and the plan's tasks are late: the first is of the day alone, and no more told."""
    build(Request(root, root / "later", NEXT_YEAR, search=False))
    told = [
        open_page(serve_directory(root / name) + "/404.html", may_fail=True).evaluate(
            READ, [[f"/assessment/{url}" for url in PAGES], [str(NEXT_YEAR), "2027-05-01"]]
        )
        for name in ("site", "later")
    ]
    assert told[0] == told[1]
    covered = next(one for one in told[0][0][0] if one["measure"] == "coverage")
    assert (covered["number"], covered["frozen"]) == ("2/3", "（截至2026年12月31日）")


TABLE = """async ([url, days]) => {
  const { enliven } = await import("/static/site.js");
  const text = await (await fetch(url)).text();
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const seen = (within, selector) => [...within.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
  const now = Date.now;
  const told = days.map((day) => {
    Date.now = () => Date.parse(`${day}T09:00:00+08:00`);
    const part = document.importNode(main, true);
    enliven(part);
    return [...part.querySelectorAll("[data-ranked] tr")].map((row) => ({
      unit: row.querySelector("th a").getAttribute("href").split("/").at(-2),
      rank: seen(row, ".rank").map((one) => one.textContent).join("|"),
      total: seen(row, ".points").map((one) => one.firstChild.textContent).join("|"),
      figures: seen(row, "a .figure").map((one) => one.firstChild.textContent).join(" "),
    }));
  });
  Date.now = now;
  return told;
}"""


def test_a_row_of_the_ranking_is_of_one_day(root: Path, open_page: OpenPage, serve_directory: ServeDirectory) -> None:
    """Rank, total and every number of a body are those of the reader's day, and bodies stand in the order of that day."""
    site, _ = read(root, ON)
    found = assess(site)
    page = open_page(serve_directory(root / "site") + "/404.html", may_fail=True)
    told = page.evaluate(TABLE, ["/assessment/2026/", [str(day) for day in days(found)]])
    orders = set()
    for day, rows in zip(days(found), told, strict=True):
        totals = {unit: total(site, found, unit, day) for unit in site.library.vocabulary.agencies}
        for row in rows:
            points = totals[row["unit"]]
            above = sum(float(other) > float(points) for other in totals.values() if other) if points else None
            figures = [
                expected(one.id, [*found.of(one, 2026, row["unit"])], day)["number"]
                for one in found.in_year(2026, row["unit"])
            ]
            assert row == {
                "unit": row["unit"],
                "rank": "" if above is None else str(1 + above),
                "total": points,
                "figures": " ".join(figures),
            }, day
        order = [int(row["rank"] or 9999) for row in rows]
        assert order == sorted(order)
        orders.add(tuple(row["unit"] for row in rows))
    assert len(orders) > 1


@pytest.mark.parametrize("width", [360, 768, 1200, 1440])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_nothing_stands_over_a_number_of_the_table(
    root: Path, open_page: OpenPage, serve_directory: ServeDirectory, width: int, colours: Literal["none", "active"]
) -> None:
    """Where the system sets the colours each text has a ground of its own, which hides what it stands over.

    And the page is no wider than the window, with the columns of a ranking too.
    """
    page = open_page(
        serve_directory(root / "site") + "/assessment/2026/",
        forced_colors=colours,
        viewport={"width": width, "height": 800},
    )
    over = page.locator(".assessed td .count").evaluate_all(
        """(all) => all.filter((one) => one.checkVisibility()).map((one) => {
          const number = document.createRange();
          number.selectNode(one.previousSibling);
          const [a, b] = [number.getBoundingClientRect(), one.getBoundingClientRect()];
          return a.width && Math.min(a.right, b.right) > Math.max(a.left, b.left) + 0.5 && a.bottom > b.top + 3;
        })"""
    )
    assert len(over) > 5
    assert not any(over)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
