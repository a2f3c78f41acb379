"""What an item was made from: so that a change of one document makes anew what shows it, and nothing else.

While an item is made, it is given a site whose tables note which of their entries are read. Before the next build, the
entries that differ are found by comparing the tables of the two sites; an item that read one of them is stale. What an
item reads besides these tables (settings, words, templates, vocabulary, the day) is not noted: when it changes,
everything is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from disclosure.library.bodies import Bodies
from disclosure.library.library import Library
from disclosure.library.listings import Listings
from disclosure.site.page import DocumentFiles, Site
from disclosure.text.prose import Passage, Prose

K = TypeVar("K")
V = TypeVar("V")

Read = tuple[str, object]
"""A table's name and the key of an entry, or None for the table as a whole: its keys, or its order."""

_LIBRARY = (
    *("documents", "order", "versions", "versions_of", "reverse", "unnamed", "selected"),
    *("timelines", "catalogue_rows", "taken_in", "key_fields_of", "assets"),
)
_LISTINGS = ("rows", "by", "order")
OF_DOCUMENTS = ("prose", "library.documents", "library.versions")
"""The tables whose entries differ when the text of a document does."""
MADE = ("beside", "standing")
"""The tables of what earlier turns made: they are no part of what a build begins with, and `make_all` says what differs."""


class Tracked(Mapping[K, V]):
    """A mapping that notes in `reads` what is asked of it."""

    def __init__(self, name: str, table: Mapping[K, V], reads: set[Read]) -> None:
        self._name = name
        self._table = table
        self._reads = reads

    def __getitem__(self, key: K) -> V:
        self._reads.add((self._name, key))
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        self._reads.add((self._name, key))
        return key in self._table

    def __iter__(self) -> Iterator[K]:
        self._reads.add((self._name, None))
        return iter(self._table)

    def __len__(self) -> int:
        self._reads.add((self._name, None))
        return len(self._table)


class TrackedBodies(Tracked[str, Prose]):
    """The bodies, which can be asked for their texts alone."""

    def __init__(self, table: Bodies, reads: set[Read]) -> None:
        super().__init__("prose", table, reads)
        self._bodies = table

    def text(self, key: str) -> tuple[str, tuple[Passage, ...]]:
        """As `Bodies.text`."""
        self._reads.add((self._name, key))
        return self._bodies.text(key)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a site that are watched."""

    library: Library
    listings: Listings

    def by_name(self) -> dict[str, Mapping[Any, Any]]:
        """Every table by its name."""
        return {
            **{f"library.{name}": getattr(self.library, name) for name in _LIBRARY},
            **{f"listings.{name}": getattr(self.listings, name) for name in _LISTINGS},
        }


def tracked(site: Site) -> tuple[Site, set[Read]]:
    """The same site, and the set in which it notes what is read of it."""
    reads: set[Read] = set()
    tables: dict[str, Any] = {
        name: Tracked(name, table, reads) for name, table in Tables(site.library, site.listings).by_name().items()
    }
    library = replace(site.library, **{name: tables[f"library.{name}"] for name in _LIBRARY})
    shown = {name: tables[f"listings.{name}"] for name in _LISTINGS}
    listings = replace(site.listings, **shown)
    prose = cast("Bodies", TrackedBodies(site.prose, reads))
    attached = Tracked("library.assets", site.attached, reads)  # a file that changed is noted there
    made: dict[str, Any] = {name: Tracked(name, getattr(site, name), reads) for name in MADE}
    seen = replace(
        site, library=library, listings=listings, prose=prose, attached=attached, files=DocumentFiles(reads), **made
    )
    return seen, reads


def differing(old: Tables, new: Tables, bodies: Iterable[str], files: Iterable[str]) -> frozenset[Read]:
    """Everything that would read differently; `bodies` are documents with another body, `files` attachments that changed."""
    found: set[Read] = {("prose", key) for key in bodies} | {("library.assets", path) for path in files}
    before = old.by_name()
    for name, table in new.by_name().items():
        keys = {*_changed(before[name], table)}
        found.update((name, key) for key in keys)
        if keys or list(before[name]) != list(table):
            found.add((name, None))
    return frozenset(found)


def _changed(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[Any]:
    for key, value in new.items():
        other = old.get(key)
        if other is not value and other != value:
            yield key
    yield from (key for key in old if key not in new)
