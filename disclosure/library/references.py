"""Whether what documents say of each other holds: ids exist and are unique, no circles, nothing refers to what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from disclosure.base.nearest import Nearest
from disclosure.base.problems import Problem
from disclosure.frontmatter.parse import Parsed
from disclosure.library.library import RELATIONS, RelationName
from disclosure.model.documents import Authored, Document, Policy
from disclosure.model.kinds import KINDS
from disclosure.model.records import Entry, FieldPath, Record
from disclosure.model.relations import label
from disclosure.model.vocabulary import Agency, Audience, CatalogueField, CatalogueItem, Tag, Theme, Vocabulary


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
        by_path = target.strip("/").rpartition("/")[2].removesuffix(".md")
        return self._by_name.get(target) or (by_path if by_path in self else self._nearest.to(target))


ANY_KIND = "documents"
"""The collection of the documents of all kinds."""


Names = Mapping[str, Known]
"""What is known, by collection (`policies`, `tags`, `catalogue_items`, …)."""


_VOCABULARIES: Mapping[str, tuple[type[Record], str, str]] = {
    "agencies": (Agency, "short", "机关"),
    "themes": (Theme, "name", "主题"),
    "tags": (Tag, "name", "标签"),
    "audiences": (Audience, "name", "适用对象"),
    "catalogue_fields": (CatalogueField, "name", "目录领域"),
    "catalogue_items": (CatalogueItem, "level_2", "公开事项"),
}
"""What can be referred to besides documents: the field by which a person knows it, and what it is in Chinese."""


def _nameable() -> dict[str, tuple[type[Record], str, str]]:
    kinds = {kind.folder: (kind.record, "title", kind.zh) for kind in KINDS.values()}
    return {**kinds, **_VOCABULARIES, ANY_KIND: (Document, "title", "文件")}


_KINDS = "kinds"
"""Kinds of documents themselves, by their folders."""


def known_names(documents: Iterable[Entry[Authored]], parsed: Parsed) -> Names:
    """Everything that may be referred to, what is wrong itself included. What has an entry without a known id is left out."""
    words = parsed.vocabulary
    tables = (words.agencies, words.themes, words.tags, words.audiences, words.catalogue)
    entries = chain(documents, *(table.values() for table in tables), parsed.broken)
    records = [part for entry in entries for part in (entry.record, *entry.record.read("items", ()))]
    named = {folder: Known(dict.fromkeys(parsed.lost, "")) for folder in (*KINDS, ANY_KIND)}
    named[_KINDS] = Known({kind.folder: kind.zh for kind in KINDS.values()})
    for collection, (kind, name, _) in _nameable().items():
        table = named.setdefault(collection, Known())
        table.update((record.read("id", ""), record.read(name) or "") for record in records if isinstance(record, kind))
    return {name: table for name, table in named.items() if name not in parsed.unread and "" not in table}


Found = Sequence[tuple[FieldPath, tuple[str, ...], str]]
"""The references of one record, see `model.relations`: walking through a record takes longer than looking at what it found."""


def dangling(entry: Entry[Record], found: Found, names: Names) -> Iterator[Problem]:
    """References of one record to ids that nobody has."""
    for path, collections, target in found:
        if not all(name in names for name in collections) or any(target in names[name] for name in collections):
            continue
        found_in = ((names[name], names[name].meant(target)) for name in collections)
        known, near = next(((table, meant) for table, meant in found_in if meant), (names[collections[0]], None))
        values = {"id": target, **_called(collections)} | ({"near": near, "name": known[near]} if near else {})
        yield Problem(entry.place(*path), "dangling-reference", values)


def _called(collections: Sequence[str]) -> dict[str, str]:
    """What a reference refers to, for the editor."""
    called = {name: zh for name, (_, _, zh) in _nameable().items()} | {_KINDS: "文件种类"}
    *others, last = (called[name] for name in collections)
    words = f"{'、'.join(others)}或{last}" if others else last
    return {"collection": " / ".join(collections), "collection_zh": words}


def to_hidden(entry: Entry[Record], found: Found, hidden: Mapping[str, Entry[Authored]]) -> Iterator[Problem]:
    """References of a published record to a document that is withheld or in draft: its id would be published with them."""
    for path, collections, target in found:
        if target in hidden and not {*KINDS, ANY_KIND}.isdisjoint(collections):
            code = "refers-to-draft" if hidden[target].record.read("draft") else "refers-to-withheld"
            yield Problem(entry.place(*path), code, {"id": target})


def repeated(entry: Entry[Record], found: Found) -> Iterator[Problem]:
    """The same id twice in one list, of ids or of relations that say more of each; other records may name one again."""
    seen: set[tuple[FieldPath, str]] = set()
    for path, _, target in found:
        item = path[:-1] if path[-1] == "target" else path
        if not isinstance(item[-1], int):
            continue
        key = (item[:-1], target)
        if key in seen:
            yield Problem(entry.place(*path), "repeated-reference", {"id": target})
        seen.add(key)


def duplicate_ids(documents: Iterable[Entry[Authored]]) -> dict[str, Problem]:
    """By path, a problem for each document that takes the id of an earlier one."""
    first: dict[str, Entry[Authored]] = {}
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
                yield Problem(
                    place,
                    code,
                    {"relation": relation, "relation_zh": label(Policy, relation), "ids": _in_words(circle)},
                )


def circles_of_agencies(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Agencies that are above themselves."""
    parents = {key: [e.record.parent] if e.record.parent else [] for key, e in vocabulary.agencies.items()}
    done: set[str] = set()
    for start in parents:
        for circle in _circles(start, parents, done):
            values = {"relation": "parent", "relation_zh": label(Agency, "parent"), "ids": _in_words(circle)}
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
