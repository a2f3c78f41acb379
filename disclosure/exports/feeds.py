"""Feeds of what happens: Atom (RFC 4287) and JSON Feed 1.1, for the whole site and for everything that can be followed.

Each thing is written once, as an entry of either format; the feeds in which it stands are put together from these. A feed
holds the latest; what is older stands in archives (RFC 5005) that end with a quarter and, once they are there, stay as they
are, so that whoever comes back after a year finds everything by going from each to the one before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby
from typing import Any, Literal

from disclosure.library.happenings import Happening, happenings, until
from disclosure.library.participation import last_of_quarter
from disclosure.model.kinds import kind_of
from disclosure.model.plans import WorkPlan
from disclosure.pages.follow import FOLLOW, gathered, selections
from disclosure.site.page import Deferred, Joined, Page, Site, export
from disclosure.text.titles import inner

ENTRIES = 60
"""A feed has as many at least, if there are; an archive too."""

KEPT = timedelta(days=31)
"""How long a quarter that is over stays in the feed itself: who looks once a month needs no archive."""

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
"""The namespace of RFC 6721."""

Format = Literal["xml", "json"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One happening as it stands in feeds of either format."""

    day: date
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What one address tells: `title`, the page that it is about, and the address below which its files stand."""

    title: str
    url: str
    base: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """That an entry is gone since a day, as it stands in Atom feeds (RFC 6721); JSON Feed has no word for it."""

    day: date
    atom: str


@export("feeds")
def feeds(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Joined]:
    """The feed of the whole site and of each selection, both formats, with their archives."""
    name = site.config.site.name
    told = until(happenings(site.library), site.on)
    entries = tuple(_entry(site, one) for one in told)
    gone = _deleted(site)
    yield from _files(site, Feed(name, "/", "/"), entries, gone)
    under = gathered(site, zip(told, entries, strict=True))
    for one in selections(site):
        feed = Feed(f"{one.name} · {name}", one.url, one.base)
        yield from _files(site, feed, under.get(one.place, ()), gone)


def paged(entries: Sequence[Entry], on: date) -> tuple[list[tuple[str, Sequence[Entry]]], Sequence[Entry]]:
    """The archives of a feed, the oldest first, each with its name (`2026-q3`), and what the feed itself holds.

    `entries` have the earliest first. An archive ends with a quarter that is over, so it is the same in every build from then
    on as long as nothing is added to its days.
    """
    archives: list[tuple[str, Sequence[Entry]]] = []
    begin = end = 0
    for (year, quarter), some in groupby(entries, key=lambda entry: _quarter(entry.day)):
        end += sum(1 for _ in some)
        if end - begin >= ENTRIES and last_of_quarter(year, quarter) + KEPT < on:
            archives.append((f"{year}-q{quarter}", entries[begin:end]))
            begin = end
    return archives, entries[min(begin, max(0, len(entries) - ENTRIES)) :]


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _files(site: Site, feed: Feed, entries: Sequence[Entry], gone: Sequence[Deleted]) -> Iterator[Joined]:
    """A feed and its archives in both formats.

    That entries are gone is told by every feed, for nobody knows any more in which they stood; archives stay as they are.
    """
    archives, latest = paged(entries, site.on)
    before: str | None = None
    for name, some in archives:
        yield from _both(site, feed, name, some, (), before)
        before = name
    yield from _both(site, feed, None, latest, gone, before)


def _both(
    site: Site,
    feed: Feed,
    archive: str | None,
    entries: Sequence[Entry],
    gone: Sequence[Deleted],
    before: str | None,
) -> Iterator[Joined]:
    newest = entries[::-1]
    yield Joined(_path(feed, archive, "xml"), (*_atom(site, feed, archive, newest, gone, before), "</feed>\n"))
    yield Joined(_path(feed, archive, "json"), (*_json_feed(site, feed, archive, newest, before), "]}\n"))


def _path(feed: Feed, archive: str | None, suffix: Format) -> str:
    """Where a feed stands, or one of its archives."""
    return f"{feed.base.lstrip('/')}feed{f'/{archive}' if archive else ''}.{suffix}"


# --- Atom


def _atom(
    site: Site,
    feed: Feed,
    archive: str | None,
    entries: Sequence[Entry],
    gone: Sequence[Deleted],
    before: str | None,
) -> Iterator[str]:
    """An Atom feed, but for its end."""
    root, language = site.config.site.address, site.strings.language
    here = root + _path(feed, None, "xml")
    links = [
        _link("self", root + _path(feed, archive, "xml"), "application/atom+xml"),
        _link("alternate", root + feed.url.lstrip("/"), "text/html"),
        _link("alternate", root + _path(feed, archive, "json"), "application/feed+json"),
    ]
    if archive:
        links.append(_link("current", here, "application/atom+xml"))
    if before:
        links.append(_link("prev-archive", root + _path(feed, before, "xml"), "application/atom+xml"))
    whole = here if archive is None else root + _path(feed, archive, "xml")
    days = [entry.day for entry in entries[:1]] + [one.day for one in gone]
    updated = max(days, default=date(1970, 1, 1))  # no day of a build: the same entries are the same feed
    tombstones = f' xmlns:at="{TOMBSTONES}"' if gone else ""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"{tombstones}'
        f' xml:lang="{language}">\n'
        f"<id>{escape(whole)}</id><title>{escape(feed.title)}</title><updated>{_moment(updated)}</updated>\n"
        f"<author><name>{escape(site.config.site.organiser)}</name></author>"
        f"{'<fh:archive/>' if archive else ''}\n{''.join(links)}\n"
    )
    yield from (one.atom for one in gone)
    yield from (entry.atom for entry in entries)


def _deleted(site: Site) -> tuple[Deleted, ...]:
    """Entries of documents that were taken down by the day of the build, the latest first."""
    by = f"<at:by><name>{escape(site.config.site.organiser)}</name></at:by>"
    found = (entry.record for entry in site.library.vocabulary.tombstones.values())
    some = sorted((one for one in found if one.removed_on <= site.on), key=lambda one: one.removed_on, reverse=True)
    return tuple(
        Deleted(
            one.removed_on,
            f'<at:deleted-entry ref="{escape(key)}" when="{_moment(one.removed_on)}">{by}'
            f"<at:comment>{escape(one.reason)}</at:comment></at:deleted-entry>\n",
        )
        for one in some
        for key in one.feed_ids
    )


def _link(rel: str, address: str, kind: str) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{escape(address)}"/>'


# --- JSON Feed


def _json_feed(
    site: Site, feed: Feed, archive: str | None, entries: Sequence[Entry], before: str | None
) -> Iterator[str]:
    """A JSON Feed, but for its end."""
    root = site.config.site.address
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": root + feed.url.lstrip("/"),
        "feed_url": root + _path(feed, archive, "json"),
        "language": site.strings.language,
        "authors": [{"name": site.config.site.organiser, "url": root}],
    }
    if before:
        head["next_url"] = root + _path(feed, before, "json")
    yield _json(head)[:-1] + ', "items": ['
    for number, entry in enumerate(entries):
        yield ",\n" if number else "\n"
        yield entry.json


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- entries


def _entry(site: Site, one: Happening) -> Entry:
    """One happening in both formats; what is not published is in neither."""
    row, root = site.listings.rows[one.document], site.config.site.address
    key, moment, address = f"tag:{site.config.site.domain},{one.day}:{one.key}", _moment(one.day), root + row.url[1:]
    title, text = _title(site, one), _text(site, one)
    label = site.strings(f"follow.kind.{one.what}")
    authors = [agency.name for agency in row.issuers]
    atom = (
        f"<entry><id>{escape(key)}</id><title>{escape(title)}</title>"
        f"<updated>{moment}</updated><published>{moment}</published>"
        f"{''.join(f'<author><name>{escape(name)}</name></author>' for name in authors)}"
        f'<link href="{escape(address)}"/><category term="{one.what}" label="{escape(label)}"/>'
        f'<content type="html">{escape(text)}</content></entry>\n'
    )
    item: dict[str, Any] = {
        "id": key,
        "url": address,
        "title": title,
        "content_html": text,
        "date_published": moment,
        "tags": [label],
    }
    if row.record.language != site.strings.language:
        item["language"] = row.record.language
    if authors:
        item["authors"] = [{"name": name} for name in authors]
    item["_happening"] = {
        "about": root + FOLLOW[1:],
        "kind": one.what,
        "day": str(one.day),
        "document": one.document,
        "document_kind": kind_of(row.record).name,
        "by": one.by,
    }
    return Entry(one.day, atom, _json(item))


def _title(site: Site, one: Happening) -> str:
    say, record = site.strings, site.listings.rows[one.document].record
    last = say.day(one.last) if one.last else ""
    return say(f"feed.{one.what}", title=inner(record.title), day=say.day(one.day), last=last)


def _text(site: Site, one: Happening) -> str:
    """What else is to be said of it, as HTML: who did it, what takes its place, and the summary of the document."""
    say, rows = site.strings, site.listings.rows
    said: list[str] = []
    if one.by is not None and one.by in rows and one.by not in one.successors:
        said.append(say("feed.by", title=_linked(site, [one.by])))
    if successors := [key for key in one.successors if key in rows]:
        said.append(say("feed.successors", title=_linked(site, successors)))
    if one.items:
        names = (site.library.catalogue_rows[key].item.name for key in one.items)
        said.append(escape(say("feed.items", items=say.listed(names))))
    record = rows[one.document].record
    if one.tasks and isinstance(record, WorkPlan):
        tasks = (record.tasks[index] for index in one.tasks)
        said.append(escape(say("feed.tasks", tasks=say.listed(f"{task.clause} {task.title}" for task in tasks))))
    summary = record.summary
    if summary:
        said.append(escape(summary))
    return "".join(f"<p>{words}</p>" for words in said) or f"<p>{escape(_title(site, one))}</p>"


def _linked(site: Site, keys: Iterable[str]) -> str:
    """Documents by their titles, each a link."""
    root, rows = site.config.site.address, site.listings.rows
    found = (
        f'<a href="{escape(root + rows[key].url[1:])}">{escape(inner(rows[key].record.title))}</a>' for key in keys
    )
    return site.strings.listed(found)


def _moment(day: date) -> str:
    return f"{day}T00:00:00+08:00"
