"""What a reader can follow and take home of a list: a feed of what happens to its documents (RFC 4287), and the list as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from disclosure.library.happenings import Happening, happenings, until
from disclosure.library.listings import FacetName, PolicyRow, Row
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS, kind_of
from disclosure.pages._parts import long_day
from disclosure.pages.lists import FOLLOWED, PATHS
from disclosure.site.page import Deferred, Output, Page, Site, export
from disclosure.text.titles import inner

ENTRIES = 60
"""How many of the latest happenings a feed has."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@export("feeds")
def feeds(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The feed of the whole site, and of each agency, theme, tag and audience that has documents."""
    name, told = site.config.site.name, until(happenings(site.library), site.on)[::-1]
    yield Output("feed.xml", feed(site, "/", name, told))
    for address, title, rows in _lists(site, pages):
        ids = {row.record.id for row in rows}
        here = [one for one in told if one.document in ids or not ids.isdisjoint(one.about)]
        yield Output(f"{address.lstrip('/')}feed.xml", feed(site, address, f"{title} · {name}", here))


@export("lists-as-csv")
def lists_as_csv(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The same lists as CSV, for Excel: UTF-8 with its mark, and no cell that could be taken for a formula."""
    for address, _, rows in _lists(site, pages):
        yield Output(f"{address.lstrip('/')}list.csv", table(site, rows))


def _lists(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[tuple[str, str, tuple[Row[Document], ...]]]:
    """The first page of each list that can be followed: its address, its title, and all documents under its key."""
    for page in pages:
        if isinstance(page, Page) and page.template == "pages/list.html":
            facet = next((name for name in FOLLOWED if page.url.startswith(PATHS[name])), None)
            key = page.url.strip("/").split("/")
            if facet is not None and len(key) == len(PATHS[facet].strip("/").split("/")) + 1:
                yield page.url, page.title, tuple(_under(site, facet, key[-1]))


def _under(site: Site, facet: FacetName, key: str) -> Iterator[Row[Document]]:
    return (row for kind in KINDS.values() for row in site.listings.by.get((kind.folder, facet, key), ()))


# --- the feed


def feed(site: Site, address: str, title: str, told: Sequence[Happening]) -> bytes:
    """An Atom feed of the first of these, the latest first."""
    root = site.config.site.address
    found = told[:ENTRIES]
    here = root + address.lstrip("/")
    updated = max((one.day for one in found), default=site.on)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.strings.language}">',
        f"<id>{escape(here)}feed.xml</id><title>{escape(title)}</title><updated>{updated}T00:00:00+08:00</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(here)}feed.xml"/><link href="{escape(here)}"/>',
        f"<author><name>{escape(site.config.site.organiser)}</name></author>",
        *(_entry(site, one) for one in found),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _entry(site: Site, one: Happening) -> str:
    row, root = site.listings.rows[one.document], site.config.site.address
    record, last = row.record, long_day(site.strings, one.last) if one.last else ""
    words = site.strings(f"feed.{one.what}", title=inner(record.title), day=long_day(site.strings, one.day), last=last)
    domain = site.config.site.domain
    summary = f"<summary>{escape(record.summary)}</summary>" if record.summary else ""
    return (
        f"<entry><id>tag:{domain},{one.day}:{one.key}</id><title>{escape(words)}</title>"
        f"<updated>{one.day}T00:00:00+08:00</updated><published>{one.day}T00:00:00+08:00</published>"
        f'<link href="{escape(root + row.url.lstrip("/"))}"/><category term="{one.what}"/>{summary}</entry>'
    )


# --- the list as CSV


def table(site: Site, rows: Iterable[Row[Document]]) -> bytes:
    """A list of documents with status and last day as of the build's day."""
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\r\n").writerow
    say, on = site.strings, long_day(site.strings, site.on)
    write(
        [
            *(say(f"feed.column.{name}") for name in ("kind", "title", "number", "agencies", "day")),
            say("feed.column.status", day=on),
            say("feed.column.until"),
            say("feed.column.url"),
        ]
    )
    for row in rows:
        policy = row if isinstance(row, PolicyRow) else None
        cells = (
            say(f"search.kind.{kind_of(row.record).name}"),
            row.record.title,
            row.record.read("document_number") or "",
            "、".join(agency.name for agency in row.issuers),
            str(row.day or ""),
            say.label(policy.status) if policy else "",
            str(policy.ends_on or "") if policy else "",
            site.config.site.address + row.url.lstrip("/"),
        )
        write([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
