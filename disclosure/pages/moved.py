"""Former addresses of documents: each keeps a small page that leads on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.addresses import NEXT_CHANGE, document_url
from disclosure.convert import shown_documents
from disclosure.library import Library
from disclosure.page import Page, Site, page_kind
from disclosure.problems import Problem


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where the document stands now."""

    url: str


@page_kind("moved")
def moved_pages(site: Site) -> Iterator[Page]:
    """One page for each alias; not for search engines, which are told the address that counts."""
    for entry in shown_documents(site.library).values():
        for alias in entry.record.aliases:
            view = MovedView(document_url(entry.record))
            yield Page(_folder(alias), "pages/moved.html", entry.record.title, view, indexed=False)


RESERVED = ("static", "search-index", "index.html", "404.html", "robots.txt", "sitemap.xml", "_headers", NEXT_CHANGE)
"""First parts of addresses under which files of the site stand that are not pages."""


def addresses_in_use(library: Library, pages: Sequence[Page]) -> Iterator[Problem]:
    """Aliases that are the address of a page or another alias, or lie where files of the site or of a document stand.

    Asked twice: of the documents alone, together with all other problems, and again once the lists are planned.
    """
    shown = shown_documents(library).values()
    titles = {page.url.casefold(): page.title for page in pages if not isinstance(page.view, MovedView)}
    titles |= {document_url(entry.record).casefold(): entry.record.title for entry in shown}
    titles |= {f"/{name}/": name for name in RESERVED}
    within = {document_url(entry.record).casefold() for entry in shown} | {f"/{name}/" for name in RESERVED}
    for entry in shown:
        for index, alias in enumerate(entry.record.aliases):
            url = _folder(alias).casefold()  # one folder on Windows and macOS
            parts = url.strip("/").split("/")
            above = ("/" + "/".join(parts[:count]) + "/" for count in range(1, len(parts)))
            taken = url if url in titles else next((folder for folder in above if folder in within), None)
            if taken is not None:
                yield Problem(entry.place("aliases", index), "alias-taken", {"alias": alias, "other": titles[taken]})
            titles.setdefault(url, entry.record.title)


def _folder(alias: str) -> str:
    return alias.rstrip("/") + "/"
