"""What pages tell search engines: in the words of the vocabulary, true on any day on which it is read, and safe in its place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.library.listings import list_documents
from disclosure.pages._linked import MOST_SPOKEN, iso_length
from disclosure.pages.policy import policy_page
from disclosure.pages.service import service_page
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Site
from tests.conftest import DEMO_DAY
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

SITE = "https://qinghe.example/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

_THING = {"@id", "name", "description", "inLanguage", "audience"}
VOCABULARY: dict[str, tuple[set[str], set[str]]] = {
    "AdministrativeArea": ({"name"}, set()),
    "Answer": ({"text"}, set()),
    "Article": (
        {"headline", "about", "author"},
        {"@id", "datePublished", "description", "inLanguage"},
    ),
    "Audience": ({"audienceType"}, set()),
    "AudioObject": (
        {"name", "description"},
        {"contentUrl", "url", "duration", "uploadDate", "thumbnailUrl", "caption", "transcript"},
    ),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "CollectionPage": (
        {"name", "hasPart", "publisher"},
        {"@id", "description", "inLanguage", "datePublished", "dateModified"},
    ),
    "ContactPoint": ({"telephone"}, set()),
    "DataCatalog": ({"name", "description", "dataset"}, {"@id"}),
    "DataDownload": ({"contentUrl", "encodingFormat"}, set()),
    "Dataset": ({"name", "description", "distribution", "creator"}, {*_THING, "isAccessibleForFree"}),
    "Event": (
        {"name", "startDate"},
        {
            *(*_THING, "endDate", "location", "organizer", "about", "subEvent", "eventStatus"),
            *("previousStartDate", "maximumAttendeeCapacity"),
        },
    ),
    "FAQPage": ({"mainEntity"}, set()),
    "GovernmentOrganization": ({"name"}, {"@id"}),
    "GovernmentService": (
        {"name", "serviceOperator", "availableChannel"},
        {*_THING, "areaServed", "subjectOf"},
    ),
    "Legislation": (
        {"name"},
        {
            *(*_THING, "url", "datePublished", "dateModified", "temporalCoverage", "translationOfWork", "isBasedOn"),
            *("legislationIdentifier", "legislationType", "legislationJurisdiction", "legislationPassedBy"),
            *("legislationDate", "legislationDateVersion", "legislationLegalForce", "legislationLegalValue"),
            *("legislationRepeals", "legislationAmends", "legislationChanges", "legislationApplies"),
        },
    ),
    "ListItem": ({"position", "name"}, {"item"}),
    "MediaObject": ({"contentUrl", "encodingFormat", "inLanguage"}, set()),
    "Place": ({"address"}, {"name"}),
    "Question": ({"name", "acceptedAnswer"}, set()),
    "ServiceChannel": (set(), {"serviceUrl", "serviceLocation", "servicePhone"}),
    "VideoObject": (
        {"name", "description"},
        {"contentUrl", "url", "duration", "uploadDate", "thumbnailUrl", "caption", "transcript"},
    ),
}
"""The types that our pages use, with what we always say of each, and what else schema.org lets us say of it."""

DAYS = re.compile(r"date|Date|Coverage")


def graph_of(html: str) -> list[dict[str, Any]]:
    """The things that a page tells."""
    found = SCRIPT.findall(html)
    assert len(found) <= 1
    if not found:
        return []
    data = json.loads(found[0])
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def things_in(value: Any) -> Iterator[dict[str, Any]]:
    """Everything with a type, at any depth."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things_in(inner)
    elif isinstance(value, list):
        for item in value:
            yield from things_in(item)


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """What of one thing is not as the vocabulary has it."""
    required, others = VOCABULARY[thing["@type"]]
    names = thing.keys() - {"@type"}
    yield from (f"{thing['@type']} lacks {name}" for name in required - names)
    yield from (f"{thing['@type']}.{name}?" for name in names - required - others)
    for name in filter(DAYS.search, names):
        for text in thing[name] if isinstance(thing[name], list) else [thing[name]]:
            days = text.split("/") if "/" in text else [text]
            if not all(day == ".." or re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:00\+08:00)?", day) for day in days):
                yield f"{thing['@type']}.{name}: {text}"
            else:
                _ = [date.fromisoformat(day[:10]) for day in days if day != ".."]
    yield from (f"{thing['@type']}.{name} says nothing" for name in names if thing[name] in (None, "", [], {}))


def addresses_in(value: Any) -> Iterator[str]:
    """Every address of the site, but for those that authors wrote as addresses elsewhere."""
    if isinstance(value, str):
        if value.startswith(SITE):
            yield value
    elif isinstance(value, dict):
        for name in value.keys() - {"serviceUrl", "url"}:
            yield from addresses_in(value[name])
    elif isinstance(value, list):
        for item in value:
            yield from addresses_in(item)


def test_every_page_of_the_sample(demo_site: Path) -> None:
    kinds: Counter[str] = Counter()
    wrong, size, pages = [], 0, 0
    for path in demo_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        graph = graph_of(html)
        url = SITE + path.relative_to(demo_site).as_posix().removesuffix("index.html")
        if '<meta name="robots" content="noindex">' in html:
            assert not graph
            continue
        pages += 1
        size += sum(len(text.encode()) for text in SCRIPT.findall(html))
        kinds.update(one["@type"] for one in graph)
        wrong += [f"{url}: {fault}" for thing in things_in(graph) for fault in faults(thing)]
        own = [one["@id"] for one in graph if "@id" in one]
        assert own in ([], [url]), url
        for address in addresses_in(graph):
            file = demo_site / address.removeprefix(SITE).partition("#")[0]
            if not (file / "index.html" if address.endswith("/") else file).is_file():
                wrong.append(f"{url}: {address}")
        if 'class="wrap crumbs"' in html:
            (way,) = (one for one in graph if one["@type"] == "BreadcrumbList")
            assert [one["position"] for one in way["itemListElement"]] == list(
                range(1, len(way["itemListElement"]) + 1)
            )
            assert [one["name"] for one in way["itemListElement"] if "item" not in one][-1:]
    assert wrong == []
    assert kinds.keys() >= {"Legislation", "Article", "GovernmentService", "FAQPage", "Event", "Dataset", "VideoObject"}
    assert kinds["Legislation"] == len(list(demo_site.glob("policies/*/*.json")))
    assert size / pages < 1000  # bytes: what readers in bad networks pay for it


def on_day(site: Site, day: str) -> Site:
    """The same content on another day."""
    on = date.fromisoformat(day)
    return replace(site, on=on, listings=list_documents(site.library, on))


def legislation_of(site: Site, key: str) -> dict[str, Any]:
    (page,) = policy_page(site, key)
    return next(one for one in map(json.loads, page.things) if one["@type"] == "Legislation")


TERM = {
    "policies/a.md": policy(
        "甲办法", published_on="2024-01-02", effective_on="2024-02-01", expires_on="2026-01-31", formed_on="2023-12-30"
    ),
    "policies/b.md": policy(
        "乙办法", published_on="2026-06-01", amends="[{target: c}]", implements="[{title: 《上位》}]"
    ),
    "policies/c.md": policy("丙办法", published_on="2024-01-02"),
    "policies/d.md": policy(
        "丁决定", published_on="2026-07-01", repeals="[{target: c, articles: [第一条]}, {target: e}]"
    ),
    "policies/e.md": policy("戊办法", published_on="2024-01-02"),
}


FORCE = """
2024-01-01 a NotInForce
2024-01-20 a -
2024-02-01 a InForce
2026-01-01 a InForce
2026-01-02 a -
2026-02-01 a NotInForce
2026-06-30 c InForce
2026-07-01 c PartiallyInForce
2026-05-31 e InForce
2026-06-02 e -
2026-07-01 e NotInForce
"""
"""On which day what is said of the legal force of which document; nothing in the last 30 days before it changes."""


def test_legal_force_is_told_of_a_day_and_not_where_it_will_soon_be_wrong(make_site: MakeSite) -> None:
    site = make_site(TERM)
    for on, key, force in map(str.split, FORCE.split("\n")[1:-1]):
        told = legislation_of(on_day(site, on), key)
        assert told.get("legislationLegalForce", "-").removeprefix("https://schema.org/") == force, (on, key)
        assert told["legislationDateVersion"] == on


def test_what_a_policy_says_of_itself_and_others(make_site: MakeSite) -> None:
    site = make_site(TERM, on=date(2026, 8, 1))
    told = legislation_of(site, "a")
    assert told["temporalCoverage"] == ["2024-02-01/2026-01-31"]
    days = ("legislationDate", "datePublished", "dateModified")
    assert [told[name] for name in days] == ["2023-12-30", "2024-01-02", "2026-02-01"]
    assert told["legislationJurisdiction"] == {"@type": "AdministrativeArea", "name": "测试区"}
    assert told["legislationPassedBy"] == [
        {"@type": "GovernmentOrganization", "@id": f"{SITE}agencies/min/", "name": "测试区民政局"}
    ]
    told = legislation_of(site, "b")
    assert told["legislationAmends"] == [{"@id": f"{SITE}policies/c/"}]
    assert told["legislationApplies"] == [{"@type": "Legislation", "name": "上位"}]
    assert told["temporalCoverage"] == ["2026-06-01/.."]
    told = legislation_of(site, "d")
    assert told["legislationRepeals"] == [{"@id": f"{SITE}policies/e/"}]
    assert told["legislationChanges"] == [{"@id": f"{SITE}policies/c/"}]
    assert legislation_of(site, "e")["temporalCoverage"] == ["2024-01-02/2026-06-30"]


def test_a_service_is_told_as_long_as_it_rests_on_something(make_site: MakeSite) -> None:
    service = "---\ntitle: 办\nbased_on: [a]\nurl: https://a.example/\n---\n办。\n"
    site = make_site({**TERM, "services/s.md": service})
    for on, told in (("2026-01-01", True), ("2026-01-02", False), ("2026-02-01", False)):
        (page,) = service_page(on_day(site, on), "s")
        assert bool(page.things) is told, on


def test_nothing_that_anybody_wrote_ends_the_script(make_site: MakeSite, tmp_path: Path) -> None:
    title = '甲</script><script>alert(1)</script><!-- ]]> & "'
    quoted = f"'{title}'"
    site = make_site({"policies/a.md": policy(quoted, summary=quoted)})
    html = RenderContext.of(tmp_path, site, {}).render(pages_of(site)["/policies/a/"])
    graph = graph_of(html)
    assert graph[0]["name"] == graph[0]["description"] == title
    assert "<script>alert" not in html


def test_an_event_has_its_sessions_in_the_time_of_the_district(make_site: MakeSite) -> None:
    head = "---\ntitle: 讲\npublished_on: 2026-01-05\nissuers: [edu]\nplaces: 20\n"
    one = (
        head
        + "sessions: [{on: 2026-03-02, begins: '09:30', ends: '11:00', place: 大厅, moved_from: [2026-03-01]}]\n---\n文。\n"
    )
    two = (
        head
        + "sessions: [{on: 2026-03-02, begins: '09:30', place: 甲}, {on: 2026-03-04, title: 二, place: 乙}]\n---\n文。\n"
    )
    pages = pages_of(make_site({**TERM, "events/one.md": one, "events/two.md": two}))
    told = json.loads(pages["/events/one/"].things[0])
    assert (told["startDate"], told["endDate"]) == ("2026-03-02T09:30:00+08:00", "2026-03-02T11:00:00+08:00")
    assert (told["eventStatus"], told["previousStartDate"]) == ("https://schema.org/EventRescheduled", "2026-03-01")
    assert told["location"]["name"] == "大厅"
    told = json.loads(pages["/events/two/"].things[0])
    assert (told["startDate"], told["endDate"]) == ("2026-03-02T09:30:00+08:00", "2026-03-04")
    assert [(one["name"], one["startDate"]) for one in told["subEvent"]] == [
        ("讲", "2026-03-02T09:30:00+08:00"),
        ("二", "2026-03-04"),
    ]
    assert "location" not in told


@pytest.mark.parametrize(
    ("written", "iso"), [("0:43", "PT43S"), ("3:20", "PT3M20S"), ("1:05:00", "PT1H5M"), ("0:00", "PT0S")]
)
def test_how_long_a_film_lasts(written: str, iso: str) -> None:
    assert iso_length(written) == iso


def test_films_of_the_sample_have_their_words(demo_site: Path) -> None:
    graph = graph_of((demo_site / "interpretations/qh-2021-dianti-shipin/index.html").read_text(encoding="utf-8"))
    (film,) = (one for one in graph if one["@type"] == "VideoObject")
    assert film["duration"] == "PT43S"
    assert 0 < len(film["transcript"]) <= MOST_SPOKEN
    assert film["caption"][0]["inLanguage"] == "zh-Hans"
    assert film["uploadDate"] <= str(DEMO_DAY)
