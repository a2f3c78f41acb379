"""Feeds: each thing told once and on its day to whoever follows them, nothing lost in a year, and readable by others' parsers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import get_args

import atoma
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.exports import feeds as module
from disclosure.exports.feeds import ENTRIES, KEPT, Entry, feeds, paged
from disclosure.library.happenings import GROUPS, What, happenings, until
from disclosure.pages.follow import FollowView, selections
from disclosure.site.page import Joined, Site
from tests.district import MakeSite, make_site, pages_of, policy
from tests.exports.test_knowledge import faults
from tests.library.test_happenings import DISTRICT

__all__ = ["make_site"]

ROOT = "https://qinghe.example/"
ADDRESS = {"type": "string", "format": "uri", "pattern": "^https://"}
AUTHORS = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": {"type": "string", "minLength": 1}, "url": ADDRESS}},
}
ITEM = {
    "type": "object",
    "required": ["id", "url", "title", "content_html", "date_published"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": r"^tag:[a-z.]+,\d{4}-\d{2}-\d{2}:"},
        "url": ADDRESS,
        "title": {"type": "string", "minLength": 1},
        "content_html": {"type": "string", "minLength": 1},
        "date_published": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string"},
        "authors": AUTHORS,
        "_happening": {
            "type": "object",
            "required": ["about", "kind", "day", "document", "document_kind", "by"],
            "properties": {
                "about": ADDRESS,
                "kind": {"enum": list(get_args(What))},
                "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                "document": {"type": "string", "minLength": 1},
                "document_kind": {"type": "string", "minLength": 1},
                "by": {"type": ["string", "null"]},
            },
        },
    },
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "next_url": ADDRESS,
        "language": {"type": "string"},
        "authors": AUTHORS,
        "items": {"type": "array", "items": ITEM},
    },
}
"""What https://jsonfeed.org/version/1.1 asks of a feed, as far as ours has it."""


def made(site: Site) -> dict[str, bytes]:
    """Every file of the feeds by its address."""
    found = [(ROOT + item.path, item.data) for item in feeds(site, ()) if isinstance(item, Joined)]
    assert len(dict(found)) == len(found)
    return dict(found)


class Reader:
    """Somebody's feed reader: it knows which entries it has seen, and goes back through archives until it finds such."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.told: list[str] = []

    def poll(self, files: Mapping[str, bytes]) -> list[str]:
        """What is new to its user."""
        address: str | None = self.address
        new: list[str] = []
        while address is not None:
            ids, address = (_json_page if self.address.endswith(".json") else _atom_page)(files[address])
            new += [one for one in ids if one not in self.told and one not in new]
            if not self.told or not set(ids).isdisjoint(self.told):  # who begins takes what is there; the rest is known
                break
        self.told += new
        return new


def _atom_page(data: bytes) -> tuple[list[str], str | None]:
    feed = feedparser.parse(data)
    assert not feed.bozo, feed.get("bozo_exception")
    before = [link.href for link in feed.feed.links if link.rel == "prev-archive"]
    return [entry.id for entry in feed.entries], next(iter(before), None)


def _json_page(data: bytes) -> tuple[list[str], str | None]:
    feed = json.loads(data)
    return [item["id"] for item in feed["items"]], feed.get("next_url")


def _ids(site: Site, day: date) -> list[str]:
    return [f"tag:qinghe.example,{one.day}:{one.key}" for one in until(happenings(site.library), day)]


BOTH = pytest.mark.parametrize("name", ["feed.xml", "feed.json"])


@pytest.mark.parametrize("first", [date(2026, 2, 26), date(2026, 3, 24), date(2026, 8, 5)])
def test_ten_days_tell_each_thing_once_and_on_its_day(make_site: MakeSite, first: date) -> None:
    readers = [Reader(ROOT + name) for name in ("feed.xml", "feed.json", "follow/takes-place/feed.xml")]
    days = [first + timedelta(days=number) for number in range(10)]
    library = make_site(DISTRICT).library
    for day in days:
        files = made(make_site(DISTRICT, on=day))
        new = [sorted(key.split(":", 2)[2] for key in reader.poll(files)) for reader in readers]
        if day != first:
            of_day = sorted((one.key, one.what) for one in happenings(library) if one.day == day)
            assert new[0] == new[1] == [key for key, _ in of_day]
            assert new[2] == [key for key, what in of_day if what == "takes_place"]
    for reader in readers:
        assert len(set(reader.told)) == len(reader.told)


@BOTH
def test_who_comes_back_after_a_year_has_lost_nothing(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(module, "ENTRIES", 4)
    reader = Reader(ROOT + name)
    reader.poll(made(make_site(DISTRICT, on=date(2026, 1, 10))))
    last = make_site(DISTRICT, on=date(2027, 6, 1))
    files = made(last)
    assert len([address for address in files if address.startswith(f"{ROOT}feed/")]) >= 6
    reader.poll(files)
    assert sorted(reader.told) == sorted(_ids(last, date(2027, 6, 1)))
    assert len(set(reader.told)) == len(reader.told)


@BOTH
def test_one_document_is_told_to_all_who_follow_it(make_site: MakeSite, name: str) -> None:
    """Its agency, themes, audiences, tags, library and kind of happening; and so is what belongs to it."""
    documents = {
        "policies/a.md": policy("甲", themes="[civil]", audiences="[aged]", tags="[old]", category="normative"),
        "policies/b.md": policy("乙", issuers="[edu]", themes="[school]", tags="[shop]"),
        "interpretations/i.md": "---\ntitle: 读甲\ninterprets: [a]\npublished_on: 2024-01-05\n---\n文。\n",
    }
    files = made(make_site(documents))
    read = _json_page if name.endswith("json") else _atom_page
    a, b, i = "a:published:2024-01-02", "b:published:2024-01-02", "i:interpreted:2024-01-05"
    for base, expected in {
        "": {a, b, i},
        "agencies/min/": {a, i},
        "agencies/edu/": {b},
        "agencies/gov/": set(),
        "themes/civil/": {a, i},
        "audiences/aged/": {a, i},
        "tags/old/": {a, i},
        "tags/shop/": {b},
        "library/": {a, b},
        "library/normative/": {a},
        "interpretations/": {i},
        "follow/published/": {a, b},
        "follow/interpreted/": {i},
        "follow/repealed/": set(),
    }.items():
        ids, _ = read(files[f"{ROOT}{base}{name}"])
        assert {key.split(":", 2)[2] for key in ids} == expected, base


def test_feeds_are_read_by_atoma_feedparser_and_the_schema(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ENTRIES", 4)
    files = made(make_site(DISTRICT, on=date(2027, 6, 1)))
    assert len(files) > 100
    for address, data in files.items():
        archive = "/feed/" in address
        if address.endswith(".json"):
            feed = json.loads(data)
            assert faults(feed, JSON_FEED) == [], address
            assert feed["feed_url"] == address
            assert atoma.parse_json_feed_bytes(data).title == feed["title"]
            continue
        parsed = atoma.parse_atom_bytes(data)
        links = {link.rel: link.href for link in parsed.links}
        assert (links["self"], parsed.id_) == (address, address)
        assert ("current" in links, b"<fh:archive/>" in data) == (archive, archive)
        assert links.get("prev-archive", address) in files
        loose = feedparser.parse(data)
        assert not loose.bozo
        assert [entry.id_ for entry in parsed.entries] == [entry.id for entry in loose.entries]
        days = [entry.updated for entry in parsed.entries]
        assert days == sorted(days, reverse=True)
        assert parsed.updated == (days[0] if days else datetime(1969, 12, 31, 16, tzinfo=UTC))
        assert all(entry.published == entry.updated for entry in parsed.entries)


def test_both_formats_say_the_same(make_site: MakeSite) -> None:
    files = made(make_site(DISTRICT, on=date(2026, 7, 1)))
    atom = feedparser.parse(files[f"{ROOT}feed.xml"], sanitize_html=False).entries
    items = json.loads(files[f"{ROOT}feed.json"])["items"]
    said = [(one.id, one.title, one.link, one.content[0].value, one.tags[0].label) for one in atom]
    assert said == [(one["id"], one["title"], one["url"], one["content_html"], one["tags"][0]) for one in items]
    repealed = next(one for one in items if one["_happening"]["kind"] == "repealed")
    assert repealed["title"] == "废止：《旧办法》自2026年6月1日起废止"
    assert f'<a href="{ROOT}policies/new/">新办法</a>' in repealed["content_html"]


def test_signs_of_markup_are_text(make_site: MakeSite) -> None:
    documents = {"policies/a.md": policy("新<办>法&一", summary="'<b>粗</b>&\"'", published_on="2026-01-01")}
    files = made(make_site(documents))
    entry = feedparser.parse(files[f"{ROOT}feed.xml"], sanitize_html=False).entries[0]
    assert entry.title_detail.value == "公布：《新<办>法&一》"
    assert entry.content[0].value == "<p>&lt;b&gt;粗&lt;/b&gt;&amp;&quot;</p>"


def test_the_day_of_the_build_is_in_no_feed(make_site: MakeSite) -> None:
    quiet = [made(make_site(DISTRICT, on=day)) for day in (date(2026, 1, 21), date(2026, 1, 31))]
    assert quiet[0] == quiet[1]


def test_nothing_withheld_is_in_any_feed(make_site: MakeSite) -> None:
    mark = "密件"
    hidden = {"disclosure": "withheld", "basis": mark, "summary": mark, "tags": "[shop]", "published_on": "2025-12-01"}
    documents = {
        "policies/a.md": policy("甲", published_on="2025-01-01"),
        "policies/secret-one.md": policy(f"{mark}办法", **hidden, repeals="[a]"),
        "policies/secret-two.md": policy(f"{mark}草稿", draft="true", amends="[a]"),
        "interpretations/secret-three.md": f"---\ntitle: {mark}\ninterprets: [a]\ndraft: true\n---\n{mark}。\n",
    }
    files = made(make_site(documents))
    assert "a:repealed:2025-12-01" in files[f"{ROOT}feed.xml"].decode()
    for address, data in files.items():
        assert not re.search(f"{mark}|secret", data.decode()), address


# ------------------------------------------------------------------------------------------------- the pages


def test_everything_that_can_be_followed_is_offered_and_has_its_page(make_site: MakeSite) -> None:
    site = make_site(DISTRICT)
    pages, files = pages_of(site), made(site)
    view = pages["/follow/"].view
    assert isinstance(view, FollowView)
    offered = list(chain.from_iterable(group.selections for group in view.choices))
    assert offered == list(selections(site))
    assert {f"{ROOT}{one.base[1:]}feed.{suffix}" for one in offered for suffix in ("xml", "json")} <= files.keys()
    for one in offered:
        page = pages[one.url.partition("#")[0]]
        assert page.url == "/follow/" or page.followed == one.base, one
    told = {page.followed for page in pages.values() if page.followed} - {"/"}
    assert told == {one.base for one in offered if not one.base.startswith("/follow/")}
    kinds = [what for group in GROUPS for what in group.kinds]
    assert [one.place[1] for one in offered if one.place[0] == "kind"] == kinds


def test_a_site_is_offered_nothing_that_cannot_happen_there(make_site: MakeSite) -> None:
    offered = {one.place[1] for one in selections(make_site({"policies/a.md": policy("甲")}))}
    assert "published" in offered
    assert offered.isdisjoint(("interpreted", "opened", "decided", "takes_place", "interpretations", "regulation"))


LINK = re.compile(r'<link rel="alternate" type="application/(?:atom|feed)\+\w+" title="[^"]+" href="([^"]+)">')


def test_pages_lead_to_their_feeds(demo_site: Path) -> None:
    for path in ("", "themes/", "tags/yang-lao/", "interpretations/", "library/", "normative/", "follow/"):
        found = LINK.findall((demo_site / path / "index.html").read_text(encoding="utf-8"))
        assert found[:2] == ["/feed.xml", "/feed.json"]
        assert len(found) == (2 if path in ("", "themes/", "follow/") else 4)
        assert all((demo_site / address[1:]).is_file() for address in found)
    english = next(path for path in (demo_site / "en").rglob("index.html"))
    assert not LINK.findall(english.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------- archives

FIRST = date(2024, 1, 1)
DAYS = st.lists(st.integers(0, 900), max_size=400).map(
    lambda numbers: [Entry(FIRST + timedelta(days=number), "", "") for number in sorted(numbers)]
)


@given(DAYS, st.integers(0, 1000), st.integers(0, 1000))
def test_archives_stay_as_they_are(entries: Sequence[Entry], one: int, other: int) -> None:
    sooner, later = (FIRST + timedelta(days=number) for number in sorted((one, other)))

    def on(day: date) -> tuple[list[tuple[str, Sequence[Entry]]], Sequence[Entry]]:
        return paged([entry for entry in entries if entry.day <= day], day)

    before, after = on(sooner)[0], on(later)[0]
    assert after[: len(before)] == before


@given(DAYS, st.integers(0, 1000))
def test_archives_and_feed_are_all_there_is(entries: Sequence[Entry], number: int) -> None:
    on = FIRST + timedelta(days=number)
    told = [entry for entry in entries if entry.day <= on]
    archives, latest = paged(told, on)
    held = [entry for _, some in archives for entry in some]
    assert held == told[: len(held)]
    assert latest == told[-len(latest) :] or not latest
    assert len(held) + len(latest) >= len(told)
    assert len(latest) >= min(ENTRIES, len(told))
    assert all(len(some) >= ENTRIES for _, some in archives)
    assert all(entry in latest for entry in told if entry.day > on - KEPT)
    assert all(one < two for one, two in pairwise(name for name, _ in archives))
