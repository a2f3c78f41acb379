"""What the saved queries of topics find (集成式发布), and those of key fields of the catalogue. Pure.

It is found once, where reverse links are derived, so that pages, checks and exports say the same, and a document knows the
topics that take it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from disclosure.model.documents import Document, Question
from disclosure.model.kinds import kind_of
from disclosure.model.queries import Query
from disclosure.model.records import Entry
from disclosure.model.relations import reverse_names
from disclosure.model.topics import Section, Topic
from disclosure.model.vocabulary import Vocabulary

SELECTED = reverse_names(Section)["documents"]
"""What a document calls the link to a topic that has it."""

_FIELDS = (("tags", "tags"), ("themes", "themes"), ("audiences", "audiences"), ("agencies", "issuers"))
"""What a query asks for, and the field of a document in which that stands."""

Index = Mapping[tuple[str, str], set[str]]
"""The ids of documents by what is asked and its value: (`tags`, `old`)."""


def select(documents: Mapping[str, Entry[Document]], vocabulary: Vocabulary) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By the id of each topic, for each section what its query finds, in the order of `documents`."""
    topics = [entry.record for entry in documents.values() if isinstance(entry.record, Topic)]
    if not any(section.query for topic in topics for section in topic.sections):
        return {}
    index = index_of(documents.values(), vocabulary)
    place = {key: number for number, key in enumerate(documents)}
    return {
        topic.id: tuple(
            tuple(sorted(_found(section, topic, documents, index), key=place.__getitem__)) for section in topic.sections
        )
        for topic in topics
    }


def index_of(entries: Iterable[Entry[Document]], vocabulary: Vocabulary) -> Index:
    """The ids of documents by all that queries may ask for."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        record = entry.record
        found["kinds", kind_of(record).folder].add(record.id)
        for asked, field in _FIELDS:
            for key in record.read(field, ()):
                found[asked, key].add(record.id)
        for key in record.read("issuers", ()):
            if key in vocabulary.agencies:
                found["levels", vocabulary.agencies[key].record.level].add(record.id)
    return found


def _found(section: Section, topic: Topic, documents: Mapping[str, Entry[Document]], index: Index) -> Iterator[str]:
    if section.query is None:
        return
    for key in matching(section.query, index) - {topic.id}:
        record = documents[key].record
        same = record.language == topic.language if topic.translation_of else not record.translation_of
        if same and is_of_use(record):
            yield key


def is_of_use(record: Document) -> bool:
    """Whether a list that gathers documents shows it: a question that nobody has answered is none of them."""
    return not isinstance(record, Question) or record.is_answered


def matching(query: Query, index: Index) -> set[str]:
    """The ids under any of the values of each field that is written."""
    asked = ((name, getattr(query, name)) for name in ("kinds", "levels", *(name for name, _ in _FIELDS)))
    sets = [set[str]().union(*(index.get((name, key), ()) for key in keys)) for name, keys in asked if keys]
    return reduce(set.intersection, sets)
