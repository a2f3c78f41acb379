"""Whether what documents say of each other holds: ids exist and are unique, no circles, nothing refers to what is hidden."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain

from disclosure.base.nearest import Nearest
from disclosure.base.problems import Problem
from disclosure.frontmatter.parse import Parsed
from disclosure.library.library import RELATIONS, RelationName
from disclosure.model.documents import Document, Policy
from disclosure.model.fields import RefersTo
from disclosure.model.records import Entry, FieldPath, Record
from disclosure.model.vocabulary import Agency, Audience, CatalogueItem, Tag, Theme, Vocabulary


class Known(dict[str, str]):
    """The ids of one collection with the name of each. What is made of them is made when something is first not there."""

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {name: key for key, name in reversed(self.items())}

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self)

    def meant(self, target: str) -> str | None:
        """The id that was meant by something else: a name, the path of a file, an address, or an id with a slip."""
        by_path = re.sub(r".*/|\.md$", "", target.strip("/"))
        return self._by_name.get(target) or (by_path if by_path in self else self._nearest.to(target))


Names = Mapping[str, Known]
"""What is known, by collection (`policies`, `tags`, `catalogue_items`, …)."""


_NAME: Mapping[str, tuple[type[Record], str]] = {
    "policies": (Policy, "title"),
    "agencies": (Agency, "short"),
    "themes": (Theme, "name"),
    "tags": (Tag, "name"),
    "audiences": (Audience, "name"),
    "catalogue_items": (CatalogueItem, "level_2"),
}
"""What can be referred to, and the field by which a person knows it."""


def known_names(documents: Iterable[Entry[Document]], parsed: Parsed) -> Names:
    """Everything that may be referred to, what is wrong itself included. What has an entry without a known id is left out."""
    words = parsed.vocabulary
    tables = (words.agencies, words.themes, words.tags, words.audiences, words.catalogue)
    entries = chain(documents, *(table.values() for table in tables), parsed.broken)
    records = [part for entry in entries for part in (entry.record, *entry.record.read("items", ()))]
    named = {"policies": Known(dict.fromkeys(parsed.lost, ""))}
    for collection, (kind, name) in _NAME.items():
        table = named.setdefault(collection, Known())
        table.update((record.read("id", ""), record.read(name, "")) for record in records if isinstance(record, kind))
    return {name: table for name, table in named.items() if name not in parsed.unread and "" not in table}


Found = Sequence[tuple[FieldPath, str, str]]
"""The references of one record, see `references`: walking through a record takes longer than looking at what it found."""


def dangling(entry: Entry[Record], found: Found, names: Names) -> Iterator[Problem]:
    """References of one record to ids that nobody has."""
    for path, collection, target in found:
        known = names.get(collection)
        if known is None or target in known:
            continue
        near = known.meant(target)
        values = {"id": target, "collection": collection} | ({"near": near, "name": known[near]} if near else {})
        yield Problem(entry.place(*path), "dangling-reference", values)


def to_hidden(entry: Entry[Record], found: Found, hidden: Mapping[str, Entry[Document]]) -> Iterator[Problem]:
    """References of a published record to a document that is withheld or in draft: its id would be published with them."""
    for path, collection, target in found:
        if collection == "policies" and target in hidden:
            code = "refers-to-draft" if hidden[target].record.read("draft") else "refers-to-withheld"
            yield Problem(entry.place(*path), code, {"id": target})


def repeated(entry: Entry[Record], found: Found) -> Iterator[Problem]:
    """The same id twice in one list."""
    seen: set[tuple[str, str]] = set()
    for path, _, target in found:
        key = (str(path[0]), target)
        if key in seen and entry.record.__class__.__name__ != "CatalogueField":
            yield Problem(entry.place(*path), "repeated-reference", {"id": target})
        seen.add(key)


def duplicate_ids(documents: Iterable[Entry[Document]]) -> dict[str, Problem]:
    """By path, a problem for each document that takes the id of an earlier one."""
    first: dict[str, Entry[Document]] = {}
    problems: dict[str, Problem] = {}
    for entry in documents:
        other = first.setdefault(entry.record.id, entry)
        if other is not entry and entry.record.id:
            values = {"id": entry.record.id, "other": str(other.place("id"))}
            problems[entry.path] = Problem(entry.place("id"), "duplicate-id", values)
    return problems


def duplicate_catalogue_items(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Catalogue items are addressed over all fields, so their ids are unique over all fields."""
    first: dict[str, str] = {}
    for entry in vocabulary.catalogue.values():
        for number, item in enumerate(entry.record.items):
            place = entry.place("items", number, "id")
            if item.id in first:
                yield Problem(place, "duplicate-id", {"id": item.id, "other": first[item.id]})
            first.setdefault(item.id, str(place))


def circles(policies: Iterable[Entry[Policy]]) -> Iterator[Problem]:
    """Self-references, and circles within one relation: nobody can repeal, prolong or rest on what rests on him."""
    entries = {entry.record.id: entry for entry in policies}
    for relation in RELATIONS:
        aims = ((key, targets(entry.record, relation)) for key, entry in entries.items())
        aimed = {key: aim for key, aim in aims if aim}
        done: set[str] = set()
        for start in aimed:
            for circle in _circles(start, aimed, done):
                entry = entries[circle[0]]
                index = aimed[circle[0]].index(circle[1 % len(circle)])
                code = "self-reference" if len(circle) == 1 else "circular-relation"
                place = entry.place(relation, _index(entry.record, relation, index), "target")
                yield Problem(place, code, {"relation": relation, "ids": _in_words(circle)})


def circles_of_agencies(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Agencies that are above themselves."""
    parents = {key: [e.record.parent] if e.record.parent else [] for key, e in vocabulary.agencies.items()}
    done: set[str] = set()
    for start in parents:
        for circle in _circles(start, parents, done):
            values = {"relation": "parent", "ids": _in_words(circle)}
            yield Problem(vocabulary.agencies[circle[0]].place("parent"), "circular-relation", values)


def _in_words(circle: Sequence[str]) -> str:
    """A circle as an editor reads it; the middle of a long one is left out."""
    ids = [*circle, circle[0]]
    return " → ".join(ids if len(ids) < 12 else [*ids[:8], f"…（{len(circle)}）", *ids[-2:]])


def targets(policy: Policy, relation: RelationName) -> list[str]:
    """The ids of the documents of this site that a policy names in a relation."""
    return [target for r in policy.read(relation, ()) if (target := r.read("target")) is not None]


def _index(policy: Policy, relation: RelationName, nth_with_target: int) -> int:
    return [i for i, r in enumerate(policy.read(relation, ())) if r.read("target") is not None][nth_with_target]


def _circles(start: str, targets: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[list[str]]:
    """Circles met on a walk from `start` over ids not yet done: once each is broken, none is left. Iterative: chains are long."""
    trail: list[str] = []
    on_trail: set[str] = set()
    stack: list[tuple[str, int]] = [(start, 0)] if start not in done else []
    while stack:
        node, step = stack.pop()
        if step == 0:
            trail.append(node)
            on_trail.add(node)
        following = targets.get(node, ())
        if step < len(following):
            stack.append((node, step + 1))
            to = following[step]
            if to in on_trail:
                yield trail[trail.index(to) :]
            elif to not in done:
                stack.append((to, 0))
        else:
            done.add(trail.pop())
            on_trail.discard(node)


def references(record: Record) -> Iterator[tuple[FieldPath, str, str]]:
    """Every reference in a record: where, to which collection, to which id."""
    for name, collection in _reference_fields(type(record)).items():
        if value := record.read(name):
            for path, item in _items(name, value):
                if collection is not None and item is not None and not isinstance(item, Record):
                    yield path, collection, item
                elif isinstance(item, Record):
                    yield from (((*path, *inner), found, target) for inner, found, target in references(item))


def value_at(record: Record, path: FieldPath) -> object:
    """What stands at a field's path; None where nothing does."""
    value: object = record
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, tuple) and part < len(value) else None
        else:
            value = value.read(part) if isinstance(value, Record) else None
    return value


def _items(name: str, value: object) -> Iterator[tuple[FieldPath, typing.Any]]:
    if isinstance(value, tuple):
        yield from (((name, i), item) for i, item in enumerate(value))
    else:
        yield (name,), value


@cache
def _reference_fields(model: type[Record]) -> Mapping[str, str | None]:
    """Fields that are references (with their collection) or hold records that may have some (None)."""
    found: dict[str, str | None] = {}
    for name, hint in typing.get_type_hints(model, include_extras=True).items():
        marks = list(_marks(hint))
        if marks:
            found[name] = next((mark.collection for mark in marks if isinstance(mark, RefersTo)), None)
    return found


def _marks(hint: object) -> Iterator[RefersTo | type[Record]]:
    if isinstance(hint, type) and not typing.get_args(hint):
        if issubclass(hint, Record):
            yield hint
        return
    if typing.get_origin(hint) is typing.Annotated:
        yield from (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, RefersTo))
    for part in typing.get_args(hint):
        if not isinstance(part, RefersTo):
            yield from _marks(part)
