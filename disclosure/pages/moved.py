"""Former addresses of documents: each keeps a small page that leads on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url, folder_url
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where the document stands now."""

    url: str


@page_kind("moved")
def moved_pages(site: Site) -> Iterator[Page]:
    """One page for each alias; not for search engines, which are told the address that counts."""
    for entry in site.library.documents.values():
        for alias in entry.record.aliases:
            view = MovedView(document_url(entry.record))
            yield Page(folder_url(alias), "pages/moved.html", entry.record.title, view, indexed=False)
