"""The library: every published record with its derived links and timelines, ready to be read by pages and rules.

Built once by `relate`, never changed. Nothing here touches files, and nothing withheld or in draft is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeVar, cast

from disclosure.base.outcome import Withheld
from disclosure.base.pickling import quickly_pickled
from disclosure.library.copies import resolved
from disclosure.model.choices import WithheldGround
from disclosure.model.documents import Authored, Document, Policy, Relation, Version, is_open
from disclosure.model.kinds import Kind, kind_for
from disclosure.model.records import Entry, Record, UnreadError
from disclosure.model.relations import reverse_names
from disclosure.model.validity import Timeline
from disclosure.model.vocabulary import CatalogueField, CatalogueItem, Vocabulary

D = TypeVar("D", bound=Document)
V = TypeVar("V", bound="HasRecord")


class HasRecord(Protocol):
    """What a table by id holds: something with a document's record."""

    @property
    def record(self) -> Authored:
        """The record."""


RelationName = Literal["repeals", "declares_invalid", "amends", "extends", "succeeds", "implements", "based_on"]
RELATIONS: tuple[RelationName, ...] = (
    *("repeals", "declares_invalid", "amends", "extends", "succeeds"),
    *("implements", "based_on"),
)
"""What a policy may do to another, in the order in which pages tell it."""


UNNAMED = ""
"""The source of a link from a document that is not published (`unnamed`)."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class ReverseLink:
    """A link seen from its target: `source` is the id of the document that says it, `record` what it says of it, if more."""

    source: str
    record: Record | None

    @property
    def relation(self) -> Relation:
        """The record of a link between policies."""
        return cast("Relation", self.record)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """An item of the standard catalogue with its field and the policies that say they fulfil it (ids, newest first)."""

    field: CatalogueField
    item: CatalogueItem
    policies: tuple[str, ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a key field takes in: items of the catalogue (ids, its own first), and documents (ids, newest first)."""

    items: tuple[str, ...]
    documents: tuple[str, ...]


class OfKind(Mapping[str, V]):
    """Of a table by id, the part that belongs to documents of one kind, in their order.

    To look one up says nothing of the others: what asks for it does not depend on them (`pipeline.dependencies`).
    """

    __slots__ = ("_kind", "_order", "_table")

    def __init__(self, kind: Kind, order: Mapping[str, Collection[str]], table: Mapping[str, V]) -> None:
        self._kind = kind
        self._order = order
        self._table = table

    def __getitem__(self, key: str) -> V:
        value = self._table[key]
        if type(value.record) is not self._kind.record:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._order[self._kind.folder])

    def __len__(self) -> int:
        return len(self._order[self._kind.folder])


@dataclass(frozen=True, slots=True)
class Library:
    """All that is published. `documents` are by id, kind by kind, each in its order; `order` says which ids, by folder.

    `versions` are later texts of policies by their own ids, `versions_of` the ids of each policy's in order (`versions`).
    `reverse` is by what a document calls the links to it, and its id; so is `unnamed`, what documents that are not published
    change in parts of it. `selected` is by the id of a topic: what the query of each of its sections finds; `taken_in` by that
    of a key field of the catalogue, and `key_fields_of` by the id of a document, the ids of those that have it. `assets` is by path
    in the source tree: the size of each file in bytes. `broken` are documents that are wrong, by path, with the fields that
    could be read: no page is made of a library that has some, they are there to be checked. `unread` are vocabularies of which
    some entries could not be read. `copies` are documents that repeat others (`copy_of`), by id: they are none themselves.
    `grounds` is how many documents are withheld on what article: numbers, and nothing of them.
    """

    documents: Mapping[str, Entry[Document]]
    versions: Mapping[str, Entry[Version]]
    versions_of: Mapping[str, tuple[str, ...]]
    order: Mapping[str, tuple[str, ...]]
    reverse: Mapping[tuple[str, str], tuple[ReverseLink, ...]]
    unnamed: Mapping[tuple[str, str], tuple[ReverseLink, ...]]
    selected: Mapping[str, tuple[tuple[str, ...], ...]]
    vocabulary: Vocabulary
    timelines: Mapping[str, Timeline]
    catalogue_rows: Mapping[str, CatalogueRow]
    taken_in: Mapping[str, TakenIn]
    key_fields_of: Mapping[str, tuple[str, ...]]
    assets: Mapping[str, int]
    withheld: tuple[Withheld, ...]
    broken: Mapping[str, Entry[Authored]]
    unread: frozenset[str]
    grounds: Mapping[WithheldGround, int]
    copies: Mapping[str, Entry[Document]] = field(default_factory=dict)

    def with_texts(self, entries: Iterable[Entry[Authored]]) -> Library:
        """The same with other texts of these documents and versions; itself, where there are none."""
        changed = {entry.record.id: resolved(entry, self.meant) for entry in entries}
        documents = {key: cast("Entry[Document]", entry) for key, entry in changed.items() if key in self.documents}
        versions = {key: cast("Entry[Version]", entry) for key, entry in changed.items() if key in self.versions}
        copies = {key: cast("Entry[Document]", entry) for key, entry in changed.items() if key in self.copies}
        if not documents and not versions and not copies:
            return self
        return replace(
            self,
            documents={**self.documents, **documents},
            versions={**self.versions, **versions},
            copies={**self.copies, **copies},
        )

    @property
    def meant(self) -> Mapping[str, str]:
        """What is meant by the ids of copies."""
        return {key: entry.record.copy_of or "" for key, entry in self.copies.items()}

    def of(self, record: type[D]) -> Mapping[str, Entry[D]]:
        """The documents of one kind, by id, in their order."""
        table = cast("Mapping[str, Entry[D]]", self.documents)
        return OfKind(kind_for(record), self.order, table)

    def timeline(self, policy: str) -> Timeline:
        """When the policy is in force; raises UnreadError where it is too wrong for anybody to know."""
        if policy not in self.timelines:
            raise UnreadError(policy)
        return self.timelines[policy]

    def open_under(self, item: str) -> tuple[str, ...]:
        """The policies by which an item of the catalogue is published, newest first: whose text is there, not only on request."""
        records = ((key, self.documents[key].record) for key in self.catalogue_rows[item].policies)
        return tuple(key for key, one in records if is_open(one))

    def links(self, reverse: str, document: str) -> tuple[ReverseLink, ...]:
        """The links to a document that it calls so."""
        return self.reverse.get((reverse, document), ())

    def sources(self, reverse: str, document: str) -> tuple[str, ...]:
        """The ids of the documents that have such a link to this one."""
        return tuple(link.source for link in self.links(reverse, document))

    def links_to(self, relation: RelationName, policy: str) -> tuple[ReverseLink, ...]:
        """The links from policies that say `relation` of this one."""
        return self.links(reverse_names(Policy)[relation], policy)

    def changes_to(self, relation: RelationName, policy: str) -> tuple[ReverseLink, ...]:
        """The same with those of which nobody may say who does it (`UNNAMED`)."""
        return self.links_to(relation, policy) + self.unnamed.get((reverse_names(Policy)[relation], policy), ())
