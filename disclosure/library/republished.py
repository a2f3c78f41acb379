"""Who else published a document, and the addresses that lead to it: those at which it stood, and those of its copies. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import document_url
from disclosure.library.copies import COPIES
from disclosure.library.library import Library
from disclosure.model.documents import Document


@dataclass(frozen=True, slots=True)
class Republished:
    """A copy of a document: its id, the address that leads on, the agencies that published it (ids), and on which day."""

    key: str
    url: str
    issuers: tuple[str, ...]
    on: date | None


def republished(library: Library, key: str) -> tuple[Republished, ...]:
    """The copies of a document, the first one first; those without a day come last."""
    records = [link.record for link in library.links(COPIES, key)]
    found = [
        Republished(one.id, document_url(one), one.read("issuers", ()), one.read("published_on"))
        for one in records
        if isinstance(one, Document)
    ]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.key)))


def former_addresses(library: Library) -> Iterator[tuple[str, str]]:
    """Every address that leads to a document, with its id: aliases, the pages of copies, and the aliases of these."""
    for key, entry in library.documents.items():
        yield from ((alias, key) for alias in entry.record.aliases)
    for entry in library.copies.values():
        key = entry.record.copy_of or ""
        if key in library.documents:
            yield from ((address, key) for address in (document_url(entry.record), *entry.record.aliases))
