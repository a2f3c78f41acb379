"""Addresses of what was taken down: each keeps a page that says so, and why as far as may be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url, folder_url
from disclosure.model.vocabulary import Tombstone
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class GoneView:
    """What was taken down, the trail, and where to go instead: by its title, where it is a document here."""

    trail: tuple[Link, ...]
    tombstone: Tombstone
    instead: Link | None


@page_kind("gone")
def gone_pages(site: Site) -> Iterator[Page]:
    """One page for each; in no list and no index. Servers that are told send it with status 410 (`exports/redirects`)."""
    tombstones = [entry.record for entry in site.library.vocabulary.tombstones.values()]
    meant = {one.url for one in tombstones if one.url}
    records = (entry.record for entry in site.library.documents.values()) if meant else ()
    titles = {url: record.title for record in records if (url := document_url(record)) in meant}
    for one in tombstones:
        title = one.title or site.strings("gone.title")
        instead = Link(titles.get(one.url, one.url), one.url) if one.url else None
        view = GoneView((home_link(site),), one, instead)
        yield Page(folder_url(one.address), "pages/gone.html", title, view, indexed=False)
