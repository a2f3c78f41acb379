"""What a reader can take home of a list: the list as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from disclosure.library.listings import FacetName, PolicyRow, Row
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS, kind_of
from disclosure.pages._parts import long_day
from disclosure.pages.lists import FOLLOWED, PATHS
from disclosure.site.page import Deferred, Output, Page, Site, export

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@export("lists-as-csv")
def lists_as_csv(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The lists of agencies, themes, tags and audiences for Excel: UTF-8 with its mark, and no cell that it would calculate."""
    for address, rows in _lists(site, pages):
        yield Output(f"{address.lstrip('/')}list.csv", table(site, rows))


def _lists(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[tuple[str, tuple[Row[Document], ...]]]:
    """The first page of each list that can be taken home: its address, and all documents under its key."""
    for page in pages:
        if isinstance(page, Page) and page.template == "pages/list.html":
            facet = next((name for name in FOLLOWED if page.url.startswith(PATHS[name])), None)
            key = page.url.strip("/").split("/")
            if facet is not None and len(key) == len(PATHS[facet].strip("/").split("/")) + 1:
                yield page.url, tuple(_under(site, facet, key[-1]))


def _under(site: Site, facet: FacetName, key: str) -> Iterator[Row[Document]]:
    return (row for kind in KINDS.values() for row in site.listings.by.get((kind.folder, facet, key), ()))


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
