"""Former addresses of documents, and those of copies: each keeps a small page that leads on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url, folder_url
from disclosure.library.republished import former_addresses
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where the document stands now."""

    url: str


@page_kind("moved")
def moved_pages(site: Site) -> Iterator[Page]:
    """One page for each alias and each copy; not for search engines, which are told the address that counts."""
    for address, key in former_addresses(site.library):
        record = site.library.documents[key].record
        yield Page(
            folder_url(address), "pages/moved.html", record.title, MovedView(document_url(record)), indexed=False
        )
