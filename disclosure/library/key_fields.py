"""重点领域: what the key fields of the catalogue take in, of items and of documents. Pure.

A key field says which fields and items of the standard catalogues it takes in, and which documents besides (a saved query,
as topics have them); its own items stand in its file. What follows is found once, where reverse links are derived, so that
pages, coverage and exports say the same, and a document knows the key fields that have it (`Page.key_fields`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.library.library import CatalogueRow, Library, TakenIn
from disclosure.library.plans import Stand, plans, stands
from disclosure.library.selecting import Index, index_of, is_of_use, matching
from disclosure.model.choices import CatalogueBranch
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_of
from disclosure.model.plans import Task, WorkPlan
from disclosure.model.records import Entry
from disclosure.model.vocabulary import CatalogueField, Vocabulary
from disclosure.text.task_anchors import task_anchor


def taken_in(
    documents: Mapping[str, Entry[Document]], vocabulary: Vocabulary, rows: Mapping[str, CatalogueRow]
) -> dict[str, TakenIn]:
    """What each key field takes in, by its id, in their order."""
    fields = [entry.record for entry in vocabulary.catalogue.values() if entry.record.branch is CatalogueBranch.KEY]
    asking = any(field.query for field in fields)
    index = index_of(documents.values(), vocabulary) if asking else {}
    return {field.id: _taken_in(field, documents, vocabulary, rows, index) for field in fields}


def _taken_in(
    field: CatalogueField,
    documents: Mapping[str, Entry[Document]],
    vocabulary: Vocabulary,
    rows: Mapping[str, CatalogueRow],
    index: Index,
) -> TakenIn:
    items = tuple(dict.fromkeys(key for key in _items(field, vocabulary) if key in rows))
    found = {key for item in items for key in rows[item].policies}
    for key in matching(field.query, index) if field.query else ():
        record = documents[key].record
        if not record.translation_of and is_of_use(record):
            found.add(key)
    return TakenIn(items, tuple(sorted(found, key=lambda key: _newest_first(documents[key].record))))


def _items(field: CatalogueField, vocabulary: Vocabulary) -> Iterator[str]:
    """Its own items, the single ones that it takes in, then those of whole fields."""
    yield from (item.id for item in field.items)
    yield from field.takes_items
    for key in field.takes_fields:
        if key in vocabulary.catalogue:
            yield from (item.id for item in vocabulary.catalogue[key].record.items)


def _newest_first(record: Document) -> tuple[int, str]:
    day = kind_of(record).day_of(record)
    return -(day.toordinal() if day else 0), record.id


def key_fields_of(library: Library, document: str) -> tuple[CatalogueField, ...]:
    """The key fields that have a document, in their order."""
    return tuple(library.vocabulary.catalogue[key].record for key in library.key_fields_of.get(document, ()))


def tasks_of(library: Library, field: CatalogueField) -> tuple[Stand, ...]:
    """The tasks of work plans on which a key field rests, as far as they are there, in its order."""
    tasks = {
        (one.plan, task_anchor(one.task.clause)): one
        for entry in plans(library)
        if any(entry.record.id == said.plan for said in field.tasks)
        for one in stands(library, entry.record)
    }
    found = (tasks.get((one.plan, task_anchor(one.clause))) for one in field.tasks)
    return tuple(one for one in found if one is not None)


def fields_of_task(library: Library, plan: WorkPlan, task: Task) -> tuple[CatalogueField, ...]:
    """The key fields that rest on a task."""
    here = (plan.id, task_anchor(task.clause))
    fields = (library.vocabulary.catalogue[key].record for key in library.taken_in)
    return tuple(one for one in fields if any((said.plan, task_anchor(said.clause)) == here for said in one.tasks))
