"""What documents that are not published change in parts of those that are: the day and the places, and nothing else.

A reader of an article that was repealed has to know that it was, by whomever. So a link remains without its source, in which
only citations by number stand: whatever else the withheld document says of its relation may tell what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from disclosure.library.library import UNNAMED, ReverseLink
from disclosure.model.documents import Extension, Policy, Relation
from disclosure.model.records import Entry
from disclosure.model.relations import reverse_names
from disclosure.model.validity import ENDINGS, Timeline
from disclosure.text.provisions import provisions

_Name = Literal["repeals", "declares_invalid", "amends", "extends"]
_CHANGING: tuple[_Name, ...] = ("repeals", "declares_invalid", "amends", "extends")


def unnamed_changes(
    speaking: Iterable[Entry[Policy]], hidden: Container[str], timelines: Mapping[str, Timeline]
) -> dict[tuple[str, str], tuple[ReverseLink, ...]]:
    """The links by what their targets call them, and the target's id; `speaking` is without drafts."""
    found: defaultdict[tuple[str, str], list[ReverseLink]] = defaultdict(list)
    names = reverse_names(Policy)
    for entry in speaking:
        if entry.record.id in hidden:
            for name, target, relation in _changes_of(entry.record, timelines.get(entry.record.id, ())):
                found[names[name], target].append(ReverseLink(UNNAMED, relation))
    return {key: tuple(links) for key, links in found.items()}


def _changes_of(policy: Policy, turns: Timeline) -> Iterator[tuple[_Name, str, Relation]]:
    for name in _CHANGING:
        for relation in getattr(policy, name):
            day = relation.on or policy.in_force_from
            in_part = relation.articles or name in ("amends", "extends")
            if relation.target is None or not in_part or (day is not None and not still_speaks(turns, day)):
                continue
            places = tuple(one.words for text in relation.articles for one in provisions(text) if one.unit)
            said: dict[str, object] = {"target": relation.target, "on": day, "articles": places}
            if isinstance(relation, Extension):
                yield name, relation.target, Extension(**said, until=relation.until)  # type: ignore[arg-type]
            else:  # of a part that has no number no more can be said than that the document is another
                whole = bool(relation.articles) and not places
                yield "amends" if whole else name, relation.target, Relation(**said)  # type: ignore[arg-type]


def still_speaks(turns: Timeline, day: date) -> bool:
    """Whether a document had not ended before a day: one that was repealed before changes nothing."""
    return not any(turn.cause in ENDINGS and turn.on is not None and turn.on < day for turn in turns)
