"""Rules on what documents say of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain

from disclosure.base.problems import Problem
from disclosure.library.library import RELATIONS, Library
from disclosure.model.documents import Authored, Policy
from disclosure.model.records import Entry, Record
from disclosure.rules.check import policy_rule, rule
from disclosure.text.titles import bare


@rule("relations-by-title")
def relations_by_title(library: Library, _on: date) -> Iterator[Problem]:
    """A document that is on the site is named by its id: by its title alone, a repeal of it would end nothing.

    Of several versions of one title the newest that the speaker can have known is meant; later ones are others.
    """
    by_title: dict[str, list[Policy]] = defaultdict(list)
    for policy in library.of(Policy).values():
        by_title[bare(policy.record.title)].append(policy.record)
    every: Iterator[Entry[Authored]] = chain(library.of(Policy).values(), library.broken.values())
    for entry in every:
        speaker = entry.record
        for name in RELATIONS:
            for index, relation in enumerate(speaker.read(name, ())):
                versions = by_title.get(bare(relation.read("title") or ""), ())
                known = [one for one in versions if one is not speaker and _begins(one) <= _begins(speaker)]
                if meant := max(known, key=_begins, default=None):
                    values = {"title": relation.title.strip("《》"), "id": meant.id}
                    yield Problem(entry.place(name, index, "title"), "relation-by-title", values)


@policy_rule("only-changes")
def only_changes(entry: Entry[Policy], _library: Library, _on: date) -> Iterator[Problem]:
    """What ends with the documents that it changes says which these are."""
    if entry.record.only_changes and not (entry.record.amends or entry.record.extends):
        yield Problem(entry.place("only_changes"), "only-changes-nothing")


def _begins(policy: Record) -> date:
    days = (policy.read(name) for name in ("effective_on", "published_on", "formed_on"))
    return next((day for day in days if day is not None), date.min)
