"""Where things stand on the site: every address that is made from an id, in one place.

Addresses are site paths such as `/policies/qh-2024-3/`; the base path of the site is added when a page is rendered.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Mapping

from disclosure.model import Document, Entry, Interpretation, Policy

LISTS = (
    *("library", "normative", "status", "agencies", "themes", "tags", "audiences", "years", "genres", "catalogue"),
    *("disclosure", "search", "sitemap", "interpretations/page"),
)
"""Folders under which lists stand. Which lists there are depends on the documents; the folders do not."""


def document_url(record: Document) -> str:
    """The page of a document."""
    folder = (
        "policies"
        if isinstance(record, Policy)
        else "interpretations"
        if isinstance(record, Interpretation)
        else "pages"
    )
    return f"/{folder}/{record.id}/"


def download_url(record: Document, suffix: str) -> str:
    """A whole-document download beside its page, such as `/policies/x/x.md`."""
    return f"{document_url(record)}{record.id}.{suffix}"


def asset_url(record: Document, asset: str) -> str:
    """A file that belongs to a document, by its path in the source tree; only its name is kept."""
    return f"{document_url(record)}files/{posixpath.basename(asset)}"


def asset_path(entry: Entry[Document], file: str) -> str:
    """The path in the source tree of a file that a document names relative to itself."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), file))


_LISTS = tuple(f"/{name}/" for name in LISTS)


class LinkTable:
    """Resolves what authors write in links, relative to their own file, to addresses of the site."""

    def __init__(self, shown: Mapping[str, Entry[Document]], assets: Container[str]) -> None:
        self._pages = {entry.path: document_url(entry.record) for entry in shown.values()}
        self._addresses = {"/", "/interpretations/", *self._pages.values()}
        self._assets = assets

    def resolve(self, entry: Entry[Document], href: str) -> str | None:
        """The address for `../2023/x.md#tiao-5`, `files/form.pdf` or `/tags/x/`; None where nothing published stands there."""
        target, mark, fragment = href.partition("#")
        if target.startswith("/"):
            return href if target in self._addresses or target.startswith(_LISTS) else None
        path = asset_path(entry, target)
        if path in self._pages:
            return self._pages[path] + mark + fragment
        return asset_url(entry.record, path) if path in self._assets else None
