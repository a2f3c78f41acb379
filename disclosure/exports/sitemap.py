"""The map of the site for search engines (sitemaps.org): an index, a part for each section, and robots.txt that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from disclosure.exports.datasets import page_editions
from disclosure.library.addresses import OTHER_LISTS, SITEMAP, document_url, sitemap_part
from disclosure.library.changed import changed_on
from disclosure.library.listings import Row
from disclosure.library.translations import Edition, editions
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS
from disclosure.pages._parts import Pager
from disclosure.pages.lists import ListView
from disclosure.site.page import Deferred, Output, Page, Site, export

MOST_ADDRESSES = 50_000
"""In one part, by the protocol."""

MOST_BYTES = 50 * 1024 * 1024
"""Of one part, unpacked, by the protocol."""

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_URLSET = f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_END = "</urlset>\n"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: its address, the day on which it last changed (None: nobody knows), and the same in other languages."""

    url: str
    changed: date | None
    editions: tuple[Edition, ...] = ()


@export("sitemap")
def sitemap(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """sitemap.xml, its parts with every page that is meant to be found, and robots.txt.

    The index gives its parts no days: a document that is entered late, with a day that lies back, changes a part on a day
    that nobody wrote down.
    """
    address = site.config.site.address
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for one in _listed(site, pages):
        folder = one.url.split("/")[1]
        sections[folder if folder in KINDS else OTHER_LISTS].append(_row(address, one))
    names = []
    for section in (OTHER_LISTS, *KINDS):
        for number, rows in enumerate(_parts(sections[section]), start=1):
            names.append(name := sitemap_part(section, number))
            yield Output(name, "".join((_URLSET, *rows, _END)).encode())
    index = "".join(f"<sitemap><loc>{_full(address, name)}</loc></sitemap>\n" for name in names)
    yield Output(SITEMAP, f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{index}</sitemapindex>\n'.encode())
    yield Output("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}{SITEMAP}\n".encode())


def _listed(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Listed]:
    records = {key: entry.record for key, entry in site.library.documents.items()}
    changed = {key: changed_on(site.library, record, site.on) for key, record in records.items()}
    shown = [page for page in pages if isinstance(page, Page) and page.url.endswith("/") and page.indexed]
    lists = _lists(shown, changed, site.on)
    yield from (Listed(page.url, lists.get(page.url)) for page in shown)
    pages_of_data = page_editions(site)
    yield from (Listed(one.url, None, pages_of_data if len(pages_of_data) > 1 else ()) for one in pages_of_data)
    for key, record in records.items():
        yield Listed(document_url(record), changed[key], editions(site.library, record))


def _lists(pages: Sequence[Page], changed: Mapping[str, date | None], on: date) -> dict[str, date]:
    """When the lists that can be followed last changed, by their addresses; of other pages nobody knows.

    Such a list has all documents under its key, whatever becomes of them: a page of it changes with the documents in it,
    and with each that is published before them and moves them on from page to page.
    """
    found: dict[str, date] = {}
    before: defaultdict[str, list[date]] = defaultdict(list)
    for page in pages:
        pager = getattr(page.view, "pager", None)
        if page.followed is None or not isinstance(pager, Pager):
            continue
        rows: list[Row[Document]] = [row for row in pager.rows if isinstance(row, Row)]
        if len(rows) < len(pager.rows):  # what it lists says more than documents do
            continue
        explaining = page.view.interpretations if isinstance(page.view, ListView) else ()
        days = [day for row in (*rows, *explaining) if (day := changed.get(row.record.id)) is not None]
        if days or before[pager.base]:
            found[page.url] = max((*days, *before[pager.base]))
        before[pager.base] += [row.day for row in rows if row.day is not None and row.day <= on]
    return found


def _parts(rows: Sequence[str]) -> Iterator[list[str]]:
    """The rows of a section in as few parts as the protocol allows; none where there is nothing."""
    part: list[str] = []
    size = len(_URLSET) + len(_END)
    for row in rows:
        more = len(row.encode())
        if part and (len(part) == MOST_ADDRESSES or size + more > MOST_BYTES):
            yield part
            part, size = [], len(_URLSET) + len(_END)
        part.append(row)
        size += more
    if part:
        yield part


def _row(address: str, one: Listed) -> str:
    day = f"<lastmod>{one.changed}</lastmod>" if one.changed else ""
    return f"<url><loc>{_full(address, one.url)}</loc>{day}{_alternates(address, one.editions)}</url>\n"


def _full(address: str, url: str) -> str:
    return escape(address + url.lstrip("/"))


def _alternates(address: str, found: Sequence[Edition]) -> str:
    """The same page in other languages, as in the head of each: the original is for those who read none of them."""
    languages = [(one.language, one.url) for one in found]
    default = [("x-default", languages[0][1])] if languages else []
    link = '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>'
    return "".join(link.format(language, _full(address, url)) for language, url in (*languages, *default))
