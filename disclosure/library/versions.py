"""Later texts of policies: which are published, whether each is what it says, and which text holds on a day.

A version is a whole text that an editor has written down (`<id>@<day>.md`). It is published with its policy and with the
document that made it: where the policy is withheld, open only on request or in draft, so are its versions, and where the
amendment is a draft still, so is the text that it will make.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from disclosure.base.nearest import Nearest
from disclosure.base.problems import Problem
from disclosure.library.library import Library, RelationName
from disclosure.model.documents import Document, Policy, Version, is_open
from disclosure.model.records import Entry

_MAKING: tuple[RelationName, ...] = ("amends", "repeals", "declares_invalid")
"""What gives a policy another text; of the last two, where they name articles."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the texts that a policy has had, or will have: from `since` to the day before `until`.

    None is without bound: of the first text it is not asked here since when the policy is in force. `key` is that of its body
    (`Bodies`), `by` the id of the document that made it, None of the first.
    """

    key: str
    since: date | None
    until: date | None
    by: str | None = None

    def holds(self, day: date) -> bool:
        """Whether this is the text on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def wordings(library: Library, policy: str) -> tuple[Wording, ...]:
    """All texts of a policy, the first one first; on every day exactly one of them holds."""
    versions = [library.versions[key].record for key in library.versions_of.get(policy, ())]
    days = [None, *(version.since for version in versions), None]
    makers = [(policy, None), *((version.id, version.by) for version in versions)]
    return tuple(
        Wording(key, since, until, by) for (key, by), since, until in zip(makers, days[:-1], days[1:], strict=True)
    )


def wording_on(library: Library, policy: str, day: date) -> Wording:
    """The text that holds on a day."""
    return next(wording for wording in wordings(library, policy) if wording.holds(day))


def entry_of(library: Library, key: str) -> Entry[Document] | Entry[Version]:
    """The document or version of which a body is; raises KeyError for what is not published."""
    return library.documents[key] if key in library.documents else library.versions[key]


def is_published(version: Version, documents: Mapping[str, Document], hidden: Container[str]) -> bool:
    """Whether readers may see a version, given all documents by id and those that are not published."""
    policy, maker = documents.get(version.policy), documents.get(version.read("by", ""))
    open_to_all = policy is None or is_open(policy)
    return version.policy not in hidden and open_to_all and not (maker and maker.read("draft"))


def in_order(versions: Iterable[Entry[Version]]) -> tuple[dict[str, Entry[Version]], dict[str, tuple[str, ...]]]:
    """Versions by id, and the ids of each policy's in the order of their days."""
    table = {entry.record.id: entry for entry in sorted(versions, key=lambda entry: entry.record.id)}
    found: dict[str, list[str]] = {}
    for key, entry in table.items():
        found.setdefault(entry.record.policy, []).append(key)
    return table, {policy: tuple(keys) for policy, keys in found.items()}


def version_problems(
    versions: Sequence[Entry[Version]],
    documents: Mapping[str, Entry[Document]],
    unheard: Container[str],
    meant: Mapping[str, str],
) -> Iterator[tuple[str, Problem]]:
    """What is wrong with versions, each with the path of the file.

    `documents` are all that there are, by id; `unheard` are those that are too wrong to know what they do to others. `meant` is
    what is meant by the ids of copies, which have no texts of their own.
    """
    first: dict[str, Entry[Version]] = {}
    policies = {key: cast("Entry[Policy]", e) for key, e in documents.items() if isinstance(e.record, Policy)}
    nearest = Nearest(policies)
    for entry in versions:
        version = entry.record
        if version.policy not in policies:
            near = meant.get(version.policy) or nearest.to(version.policy)
            values = {"id": version.policy} | ({"near": near} if near else {})
            yield entry.path, Problem(entry.place("id"), "version-of-nothing", values)
            continue
        if (other := first.setdefault(version.id, entry)) is not entry:
            values = {"id": version.policy, "day": str(version.since), "other": other.path}
            yield entry.path, Problem(entry.place("id"), "version-twice", values)
        yield from ((entry.path, problem) for problem in _too_early(entry, policies[version.policy].record))
        if version.by in policies and version.by not in unheard:
            maker = policies[version.by].record
            yield from ((entry.path, one) for one in _not_made(entry, maker, policies[version.policy].record))


def _too_early(entry: Entry[Version], policy: Policy) -> Iterator[Problem]:
    """A later text is later than the first."""
    born = policy.read("formed_on") or policy.read("published_on")
    if born is not None and entry.record.since <= born:
        values = {"id": policy.id, "day": str(entry.record.since), "born": str(born)}
        yield Problem(entry.place("id"), "version-too-early", values)


def _not_made(entry: Entry[Version], maker: Policy, policy: Policy) -> Iterator[Problem]:
    """The document that is said to have made the text says nothing of it, or from another day on."""
    texts = {policy.id, policy.read("translation_of")}
    relations = [
        relation
        for name in _MAKING
        for relation in maker.read(name, ())
        if relation.read("target") in texts and (name == "amends" or relation.read("articles"))
    ]
    days = sorted({str(relation.read("on") or maker.in_force_from or "") for relation in relations})
    values = {"id": policy.id, "by": maker.id, "day": str(entry.record.since)}
    if not relations:
        yield Problem(entry.place("by"), "version-not-made", values)
    elif values["day"] not in days:
        known = [day for day in days if day]
        near = {"near": f"{policy.id}@{known[0]}.md"} if known else {}
        yield Problem(entry.place("by"), "version-day", values | {"days": "、".join(known) or "?"} | near)
