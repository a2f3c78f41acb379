"""Whatever day a page is read on, no page of the sample district says what does not hold on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from disclosure.library.finding import selections
from disclosure.library.listings import HORIZON, PolicyRow, list_documents
from disclosure.library.versions import wordings
from disclosure.model.choices import Category, Status
from disclosure.model.documents import Policy
from disclosure.model.kinds import kind_of
from disclosure.model.validity import status_on
from disclosure.pages.finding import selection_url
from disclosure.site.page import Site
from disclosure.text.provisions import anchor_of, by_anchor, provisions
from disclosure.text.titles import short
from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory
from tests.district import some_of

ROOT = Path(__file__).parents[2]
READ = (ROOT / "tests/browser/every-day.js").read_text(encoding="utf-8").partition("\n")[2]
CHANGING = ("repeals", "declares_invalid", "amends")
CLOCK = """() => {
  const now = Date.now;
  window.readersDay = "";
  Date.now = () => (window.readersDay ? Date.parse(`${window.readersDay}T09:00:00+08:00`) : now());
}"""


@dataclass(frozen=True, slots=True)
class Changed:
    """What one document changes in articles of another from a day on."""

    policy: str
    anchors: tuple[str, ...]
    since: date
    by: str


def changes(site: Site) -> Iterator[Changed]:
    """Every change of a part of a document, from the relations as their editors wrote them."""
    for entry in site.library.of(Policy).values():
        for name in CHANGING:
            for relation in getattr(entry.record, name):
                since = relation.on or entry.record.in_force_from
                if relation.target in site.library.documents and since and (relation.articles or name == "amends"):
                    last = wordings(site.library, relation.target)[0].key
                    passages = by_anchor((one.id, one.label) for one in site.prose[last].passages)
                    found = (anchor_of(one, passages) for words in relation.articles for one in provisions(words))
                    anchors = tuple(anchor for anchor in found if anchor)
                    yield Changed(relation.target, anchors, since, entry.record.id)


def around(days: set[date]) -> list[date]:
    """The day before each day, the day itself and the one after."""
    return sorted({day + timedelta(days=step) for day in days for step in (-1, 0, 1)})


def model(site: Site, days: list[date]) -> dict[str, Any]:
    """What holds on each day, by the library alone."""
    timelines = site.library.timelines
    listings = {str(day): list_documents(site.library, day) for day in days}
    rows = {day: listed.rows for day, listed in listings.items()}
    originals = site.listings.of(Policy)  # a translation is no further document
    normative = {key for key, row in originals.items() if row.record.category is Category.NORMATIVE}

    def counted(keys: set[str]) -> dict[str, dict[str, int]]:
        zero = dict.fromkeys((status.value for status in Status), 0)
        return {
            str(day): zero | Counter(status_on(timelines[key], day).value for key in keys if key in timelines)
            for day in days
        }

    return {
        "originals": [*originals],
        "counted": [str(DEMO_DAY), str(DEMO_DAY + HORIZON)],
        "status": {key: {str(day): status_on(turns, day).value for day in days} for key, turns in timelines.items()},
        "soon": {
            day: [key for key, row in all_.items() if isinstance(row, PolicyRow) and row.expiring and row.expiring.open]
            for day, all_ in rows.items()
        },
        "counts": {"all": counted({*originals}), "normative": counted(normative)},
        "found": {
            day: {
                selection_url(one): sum(match.window.open for match in one.matches)
                for one in selections(site.library, listed, date.fromisoformat(day))
            }
            for day, listed in listings.items()
        },
        "words": {
            language: {status.value: strings.label(status) for status in Status}
            for language, strings in ({site.strings.language: site.strings} | dict(site.languages)).items()
        },
        "over": [status.value for status in Status if status.is_over],
        "names": {key: short(entry.record.title) for key, entry in site.library.of(Policy).items()},
    }


def older(site: Site, key: str, made: list[Changed]) -> list[dict[str, Any]]:
    """What a document that is about policies has to say of them: each end, and each change after its own day."""
    row = site.listings.rows[key]
    about = {one.record.id for shown in row.about for one in (shown, *shown.about) if isinstance(one.record, Policy)}
    own = kind_of(row.record).day_of(row.record)
    later = [one for one in made if one.policy in about and one.by not in about and (own is None or own < one.since)]
    return [
        *({"policy": policy, "since": "", "by": ""} for policy in sorted(about)),
        *({"policy": one.policy, "since": str(one.since), "by": one.by} for one in later),
    ]


def some_pages(site: Site, urls: Iterable[str], made: list[Changed]) -> list[str]:
    """Every kind of page, and policies of every course of states, with and without changes; of all one in eight."""
    changed = {one.policy for one in made}
    found = {url.strip("/").split("/")[-1]: url for url in urls if url.startswith("/policies/") and url.count("/") == 3}
    courses = {
        (tuple(turn.status for turn in turns), key in changed): found[key]
        for key, turns in site.library.timelines.items()
        if key in found
    }
    return sorted({*some_of(urls, 8), *courses.values()})


def check(open_page: OpenPage, address: str, built: Path, site: Site, first: date, *, every_page: bool) -> None:
    """Read pages on every day around one on which something on them changes, from a day on."""
    made = list(changes(site))
    known = {turn.on for turns in site.library.timelines.values() for turn in turns if turn.on}
    known |= {one.since for one in made}
    files = sorted(built.rglob("index.html"))
    texts = {
        f"/{path.parent.relative_to(built).as_posix()}/".replace("/./", "/"): path.read_text("utf-8") for path in files
    }
    # A list for another's page has no script: it says of which day it is.
    texts = {url: text for url, text in texts.items() if not url.startswith("/embed/")}
    of_page = {
        url: {date.fromisoformat(day) for day in re.findall(r"(?<=[\",:])\d{4}-\d\d-\d\d(?=[\":])", _moving(text))}
        for url, text in texts.items()
    }
    every = {first, *(day for day in around(known.union(*of_page.values())) if day >= first)}
    looked_at: list[dict[str, Any]] = []
    for url in of_page if every_page else some_pages(site, of_page, made):
        days = of_page[url]
        kind, _, key = url.strip("/").partition("/")
        is_about = kind in ("interpretations", "questions", "services") and key in site.listings.rows
        mine = [one for one in made if one.policy == key and kind == "policies"]
        beside = older(site, key, made) if is_about else []
        told = {one.since for one in mine} | {date.fromisoformat(one["since"]) for one in beside if one["since"]}
        told |= {turn.on for one in beside for turn in site.library.timelines[one["policy"]] if turn.on}
        asked = {
            "url": url,
            "days": [day for day in around(days | told) if day in every] or [first],
            "own": key.partition("/")[0] if kind == "policies" else "",
            "changed": [
                {"anchor": anchor, "since": str(one.since), "by": one.by} for one in mine for anchor in one.anchors
            ],
            "older": beside,
        }
        looked_at.append(asked)
    page = open_page(address + "/404.html", may_fail=True)
    page.evaluate(CLOCK)
    asked_for = sorted({day for asked in looked_at for day in asked["days"]})
    page.evaluate("(all) => { window.holds = all; }", model(site, asked_for))
    faults: list[str] = []
    for asked in looked_at:
        on = {"days": [str(day) for day in asked["days"]]}
        faults += page.evaluate(f"(asked) => ({READ})({{ ...asked, model: window.holds }})", asked | on)
    assert faults == []


def _moving(text: str) -> str:
    """The attributes of a page by which it follows the reader's day."""
    return " ".join(re.findall(r'data-(?:from|until|timeline|turns)="[^"]*"', text))


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def test_from_the_day_of_the_build_on(open_page: OpenPage, address: str, demo_site: Path, demo: Site) -> None:
    check(open_page, address, demo_site, demo, DEMO_DAY, every_page=False)


@pytest.mark.prove
def test_on_any_day(open_page: OpenPage, address: str, demo_site: Path, demo: Site) -> None:
    """Every page, and days before the build too, as a clock may be set wrong."""
    check(open_page, address, demo_site, demo, date(2010, 1, 1), every_page=True)
