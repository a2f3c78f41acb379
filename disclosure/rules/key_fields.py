"""Rules on the key fields of the catalogue (重点领域): what they rest on is there, and what they take in says something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.model.choices import CatalogueBranch
from disclosure.model.plans import WorkPlan
from disclosure.model.records import Entry
from disclosure.model.vocabulary import CatalogueField
from disclosure.rules.check import rule
from disclosure.text.task_anchors import task_anchor


@rule("key-fields")
def key_fields(library: Library, _on: date) -> Iterator[Problem]:
    """Each rests on clauses that their plans have, takes in standard fields, and has some document."""
    for entry in library.vocabulary.catalogue.values():
        if entry.record.branch is CatalogueBranch.KEY:
            yield from _clauses(entry, library)
            yield from _fields(entry, library)
            taken = library.taken_in.get(entry.record.id)
            if taken is not None and not taken.documents and not (library.broken or library.unread):
                yield Problem(entry.place("name"), "key-field-empty", {"name": entry.record.name})


def _clauses(entry: Entry[CatalogueField], library: Library) -> Iterator[Problem]:
    """A clause that its plan has not."""
    plans = library.of(WorkPlan)
    for index, one in enumerate(entry.record.tasks):
        if one.plan not in plans:
            continue  # told as a reference that leads nowhere
        clauses = [task.clause for task in plans[one.plan].record.tasks]
        if task_anchor(one.clause) not in map(task_anchor, clauses):
            near = did_you_mean(one.clause, clauses)
            values = {"clause": one.clause, "plan": plans[one.plan].record.title, **({"near": near} if near else {})}
            yield Problem(entry.place("tasks", index, "clause"), "key-field-clause", values)


def _fields(entry: Entry[CatalogueField], library: Library) -> Iterator[Problem]:
    """A key field that is taken in as if it were a standard one, and an item that is taken in twice."""
    field, catalogue = entry.record, library.vocabulary.catalogue
    for index, key in enumerate(field.takes_fields):
        if key in catalogue and catalogue[key].record.branch is CatalogueBranch.KEY:
            name = catalogue[key].record.name
            yield Problem(entry.place("takes_fields", index), "key-field-in-another", {"id": key, "name": name})
    already = {
        item.id: catalogue[key].record.name
        for key in field.takes_fields
        if key in catalogue
        for item in catalogue[key].record.items
    }
    for index, key in enumerate(field.takes_items):
        if key in already:
            values = {"id": key, "name": already[key]}
            yield Problem(entry.place("takes_items", index), "key-field-item-twice", values)
