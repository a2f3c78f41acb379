"""The library: every published record with its derived links and timelines, ready to be read by pages and rules.

Built once by `relate`, never changed. Nothing here touches files, and nothing withheld or in draft is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disclosure.base.outcome import Withheld
from disclosure.base.pickling import portable
from disclosure.model.documents import Document, Interpretation, PlainPage, Policy, Relation
from disclosure.model.records import Entry, UnreadError
from disclosure.model.validity import Timeline
from disclosure.model.vocabulary import CatalogueField, CatalogueItem, Vocabulary

RelationName = Literal["repeals", "declares_invalid", "amends", "extends", "implements", "based_on"]
RELATIONS: tuple[RelationName, ...] = ("repeals", "declares_invalid", "amends", "extends", "implements", "based_on")
"""What a policy may do to another, in the order in which pages tell it."""


@portable
@dataclass(frozen=True, slots=True)
class ReverseLink:
    """A relation seen from its target: `source` is the id of the policy that says `relation`."""

    source: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """An item of the standard catalogue with its field and the policies that fulfil it (ids, newest first)."""

    field: CatalogueField
    item: CatalogueItem
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All that is published. Mappings are by id; policies and interpretations are newest first.

    `assets` is by path in the source tree: the size of each file in bytes. `broken` are documents that are wrong, by
    path, with the fields that could be read: no page is made of a library that has some, they are there to be checked.
    `unread` are vocabularies of which some entries could not be read.
    """

    policies: Mapping[str, Entry[Policy]]
    interpretations: Mapping[str, Entry[Interpretation]]
    pages: Mapping[str, Entry[PlainPage]]
    vocabulary: Vocabulary
    timelines: Mapping[str, Timeline]
    reverse: Mapping[tuple[RelationName, str], tuple[ReverseLink, ...]]
    interpreted_by: Mapping[str, tuple[str, ...]]
    translations: Mapping[str, tuple[str, ...]]
    catalogue_rows: Mapping[str, CatalogueRow]
    assets: Mapping[str, int]
    withheld: tuple[Withheld, ...]
    broken: Mapping[str, Entry[Document]]
    unread: frozenset[str]

    def document(self, key: str) -> Entry[Policy] | Entry[Interpretation] | Entry[PlainPage]:
        """The published document with an id; raises KeyError."""
        return self.policies.get(key) or self.interpretations.get(key) or self.pages[key]

    def timeline(self, policy: str) -> Timeline:
        """When the policy is in force; raises UnreadError where it is too wrong for anybody to know."""
        if policy not in self.timelines:
            raise UnreadError(policy)
        return self.timelines[policy]

    def links_to(self, relation: RelationName, policy: str) -> tuple[ReverseLink, ...]:
        """The published policies that say `relation` of this one."""
        return self.reverse.get((relation, policy), ())


def day_of(policy: Policy) -> date | None:
    """The day by which policies are ordered and grouped into years: publication, otherwise signature, otherwise effect."""
    return policy.published_on or policy.formed_on or policy.effective_on
