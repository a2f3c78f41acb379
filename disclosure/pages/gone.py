"""Addresses of what was taken down: each keeps a page that says so, and why as far as may be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import folder_url
from disclosure.model.vocabulary import Tombstone
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class GoneView:
    """What was taken down, and the trail."""

    trail: tuple[Link, ...]
    tombstone: Tombstone


@page_kind("gone")
def gone_pages(site: Site) -> Iterator[Page]:
    """One page for each; in no list and no index. Servers that are told send it with status 410 (`exports/redirects`)."""
    for entry in site.library.vocabulary.tombstones.values():
        one = entry.record
        title = one.title or site.strings("gone.title")
        yield Page(folder_url(one.address), "pages/gone.html", title, GoneView((home_link(site),), one), indexed=False)
