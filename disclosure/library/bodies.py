"""Bodies to HTML, with the links between documents resolved and checked.

A body is converted where its HTML is needed and then let go: a hundred thousand of them do not fit into memory. What
stays are the facts that other documents depend on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from disclosure.base.pickling import quickly_pickled
from disclosure.base.problems import Place, Problem
from disclosure.base.registry import Registry
from disclosure.base.workers import HERE, Count, WorkerPool, parallel_map
from disclosure.library.addresses import LinkTable, asset_file, asset_meant, asset_path, folded
from disclosure.library.amending import places_made
from disclosure.library.amending_check import amending_problems
from disclosure.library.body_store import BodyStore
from disclosure.library.body_store import Place as StoredAt
from disclosure.library.citations import missing_articles
from disclosure.library.library import Library
from disclosure.model.config import Config
from disclosure.model.documents import Authored, is_open
from disclosure.model.records import Entry, FieldPath, Record
from disclosure.text.dialect import service_link
from disclosure.text.prose import Link, Passage, Prose, convert
from disclosure.text.sketch import sketch
from disclosure.text.source import Limits, Source


def shown_documents(library: Library) -> dict[str, Entry[Authored]]:
    """Every published document and version by id, those that are wrong and cannot be published included."""
    return {**library.documents, **library.versions, **library.broken}


@quickly_pickled
@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What remains of a conversion: the links that the author wrote, and everything wrong with the body.

    `origin` is the body with its place, `targets` the address found for each link: while both are the same, a body is.
    By its `sketch` it is held against others (`duplicates`).
    """

    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    origin: tuple[str, int, str]
    targets: tuple[str | None, ...]
    sketch: bytes


Finding = tuple[str, dict[str, str], str]
"""What a rule finds in a text: code and values of a problem, and a few letters by which to find it in the source."""

text_rule: Registry[Callable[[str, str], Iterator[Finding]]] = Registry("rules of texts")
"""Rules that look at the text of a body as readers see it, and at the body as written."""

Found = tuple[tuple[Link, ...], tuple[Problem, ...], tuple[str | None, ...], bytes, StoredAt | None]
"""What one process tells another of a body: `BodyFacts` without the body, which the other has, and where its text is."""

RemoteTask = Callable[[Iterable[str]], dict[str, Found]]
"""What a remote worker does: it examines the bodies with these ids. Can be pickled."""


class Bodies(Mapping[str, Prose]):
    """The bodies of all published documents by id, converted when asked for.

    The latest is kept, since the page, the downloads and the index entry of one document follow each other; `facts`
    holds what is known of every body converted so far; with a `store`, their texts are kept for search. A policy open only
    on request has an element table and no body: its text is not converted at all.
    """

    def __init__(self, library: Library, config: Config, known: Mapping[str, BodyFacts] = MappingProxyType({})) -> None:
        """`known` are the facts of an earlier build under the same settings: those that still hold are kept."""
        self._entries = shown_documents(library)
        self._links = LinkTable(self._entries, library.assets, library.copies)
        self._base_path = config.site.base_path
        settings = config.limits
        self._limits = Limits(
            settings.body_characters, settings.line_characters, settings.nesting, settings.seconds, settings.body_lines
        )
        self._latest: tuple[str, Prose] = ("", Prose())
        self.store: BodyStore | None = None
        self.facts = {key: facts for key, facts in known.items() if self._holds(key, facts)}

    def with_entries(self, entries: Mapping[str, Entry[Authored]]) -> Bodies:
        """The bodies with other texts of these documents, whose addresses are as before."""
        bodies = copy(self)
        bodies._entries = {**self._entries, **entries}  # noqa: SLF001 — a copy of ourselves
        bodies._latest = ("", Prose())  # noqa: SLF001
        bodies.facts = dict(self.facts)
        for key in entries:
            bodies.facts.pop(key, None)
        return bodies

    def __getitem__(self, key: str) -> Prose:
        """The body of a document; raises KeyError for what is not published."""
        if self._latest[0] != key:
            entry = self._entries[key]
            path, line, body = _origin(entry)
            place = Place(path, line, 1)
            resolve = partial(self._address, entry)
            prose, problems = convert(body, place, self._limits, resolve=resolve)
            if key not in self.facts:
                targets = self._targets(entry, prose.links)
                problems = (*self._with_hints(entry, problems), *_in_text(prose.text, body, place))
                origin = (path, line, body)
                self.facts[key] = BodyFacts(prose.links, problems, origin, targets, sketch(prose.text))
            self._latest = (key, prose)
            if self.store is not None:
                self.store.keep(key, prose)
        return self._latest[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def text(self, key: str) -> tuple[str, tuple[Passage, ...]]:
        """The text of a document and the passages in it, for search: from the store, where there is one that has it."""
        if self.store is not None and (kept := self.store.take(key)):
            return kept
        prose = self[key]
        return prose.text, prose.passages

    def unknown(self) -> frozenset[str]:
        """Documents of whose body, as it is now, nothing is known yet."""
        return frozenset(self._entries.keys() - self.facts.keys())

    def _holds(self, key: str, facts: BodyFacts) -> bool:
        entry = self._entries.get(key)
        return (
            entry is not None and facts.origin == _origin(entry) and facts.targets == self._targets(entry, facts.links)
        )

    def _address(self, entry: Entry[Authored], href: str) -> str | None:
        """What stands on the page for a link of its author's; None where there is nothing."""
        address = self._links.resolve(entry, href)
        return address and self._base_path + address[1:]

    def _targets(self, entry: Entry[Authored], links: Iterable[Link]) -> tuple[str | None, ...]:
        return tuple(self._links.resolve(entry, link.href) for link in links)

    def _with_hints(self, entry: Entry[Authored], problems: Iterable[Problem]) -> Iterator[Problem]:
        """The same, with what a dead link was meant to lead to, where that is known."""
        for problem in problems:
            written = _WRITTEN_AS.get(problem.code)
            near = self._links.near(entry, written(problem.values)) if written else None
            yield replace(problem, values=problem.values | {"near": near}) if near else problem

    def examine(self, keys: Iterable[str], count: Count = lambda: None) -> dict[str, Found]:
        """What conversion finds of these bodies; those of which nothing is known yet are converted now."""
        found = {}
        for key in keys:
            if key not in self.facts:
                self[key]
            facts = self.facts[key]
            found[key] = (
                facts.links,
                facts.problems,
                facts.targets,
                facts.sketch,
                self.store.places.get(key) if self.store else None,
            )
            count()
        return found

    def learn(self, found: Mapping[str, Found]) -> None:
        """Take over what another process found."""
        for key, (links, problems, targets, known, place) in found.items():
            if place is not None and self.store is not None:
                self.store.places[key] = place
            if key not in self.facts:
                self.facts[key] = BodyFacts(links, problems, _origin(self._entries[key]), targets, known)


_WRITTEN_AS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "broken-link": lambda values: values["href"],
    "service-unknown": lambda values: service_link(values["id"]),
}
"""The link of which a problem says that it leads nowhere."""


def _in_text(text: str, body: str, place: Place) -> Iterator[Problem]:
    """What rules find in the text of a body, each at the letters by which it is known."""
    source: Source | None = None
    for _, function in text_rule:
        for code, values, letters in function(text, body):
            source = source or Source(body, place)
            yield Problem(source.find(letters), code, values)


def examine_all(
    bodies: Bodies,
    workers: WorkerPool = HERE,
    *,
    remote_task: Callable[[], RemoteTask] | None = None,
) -> None:
    """Convert every body for its facts. `remote_task` gives what remote workers do; it is asked for only if they are sent."""
    keys = list(bodies)

    def examine(share: range, count: Count) -> dict[str, Found]:
        return bodies.examine((keys[index] for index in share), count)

    sent = remote_task() if remote_task and not workers.local else None
    remote = (lambda share: partial(sent, [keys[index] for index in share])) if sent else None
    for found in parallel_map(examine, len(keys), workers, remote=remote):
        bodies.learn(found)


def body_problems(library: Library, bodies: Bodies, documents: Iterable[Entry[Authored]]) -> Iterator[Problem]:
    """Everything wrong with bodies and the files that belong to them, once all have been converted.

    `documents` are all that there are, those that are not published included.
    """
    shown = shown_documents(library)
    for key in shown:
        yield from bodies.facts[key].problems
    hidden = {entry.path: entry for entry in documents}
    for entry in shown.values():
        hidden.pop(entry.path, None)
    speaking = (*shown.values(), *(entry for entry in hidden.values() if not entry.record.read("draft")))
    made_in = partial(places_made, library, bodies.__getitem__)
    yield from missing_articles(speaking, shown, partial(_places_in_all_texts, library, bodies), made_in)
    yield from _name_taken(shown, bodies.facts, library.assets)
    if not library.broken:  # a document that cannot be read may amend others, and name any file
        yield from amending_problems(library, bodies.__getitem__)
        yield from _unused(shown, bodies.facts, library.assets, hidden.values())


def _places_in_all_texts(library: Library, bodies: Bodies, key: str) -> tuple[str, tuple[Passage, ...]]:
    """The text of a document with the places in it and in its versions: an amendment may speak of an article that it adds."""
    texts = [bodies.text(one) for one in (key, *library.versions_of.get(key, ()))]
    return texts[0][0], tuple(passage for _, passages in texts for passage in passages)


def _origin(entry: Entry[Authored]) -> tuple[str, int, str]:
    return entry.path, entry.body_line, "" if only_on_request(entry) else entry.body


def only_on_request(entry: Entry[Authored]) -> bool:
    """Whether the document's text is for those who ask, and not for the site."""
    return not is_open(entry.record)


_FILES = ("attachments", "media", "papers")
"""Fields that hold records with files."""


def named_files(record: Authored) -> list[tuple[FieldPath, str]]:
    """The files that a document's fields name, relative to it, with the path of the field."""
    items = ((name, i, item) for name in _FILES for i, item in enumerate(record.read(name, ())))
    return [((name, i, *path), file) for name, i, item in items for path, file in files_of_item(item)]


def files_of_item(item: Record) -> Iterator[tuple[FieldPath, str]]:
    """The files of one attachment, paper or medium: itself, and of a medium what goes with it."""
    for name in ("file", "preview", "transcript"):
        if file := item.read(name):
            yield (name,), file
    for number, captions in enumerate(item.read("captions", ())):
        if file := captions.read("file"):
            yield ("captions", number, "file"), file


def files_of(entry: Entry[Authored], links: Iterable[Link], assets: Mapping[str, int]) -> list[str]:
    """Source paths of all files to publish with a document: those that fields name, and those that the body links to."""
    if only_on_request(entry):
        return []
    named = (asset_path(entry, file) for _, file in named_files(entry.record))
    linked = (asset_meant(entry, link.href, assets) for link in links)
    return list(dict.fromkeys(path for path in (*named, *linked) if path is not None))


def published_files(library: Library, bodies: Bodies) -> list[str]:
    """Source paths of all files that are published with documents; known once all bodies have been converted."""
    shown = shown_documents(library)
    paths = {path for key, entry in shown.items() for path in files_of(entry, bodies.facts[key].links, library.assets)}
    paths.update(path for key in library.copies for path in files_of_copy(library, key))
    return sorted(paths & library.assets.keys())


def files_of_copy(library: Library, key: str) -> list[str]:
    """Source paths of the files that stood beside a copy before it became one: their addresses go on."""
    entry = library.copies[key]
    original = library.documents.get(entry.record.copy_of or "")
    if original is None or only_on_request(original) or only_on_request(entry):
        return []
    return files_as_written(entry, library.assets)


def files_as_written(entry: Entry[Authored], assets: Mapping[str, int]) -> list[str]:
    """Source paths of the files that a document names whose text is not converted, since nobody is to see it."""
    found = (asset_meant(entry, file, assets) for file in written_files(entry))
    return list(dict.fromkeys(path for path in found if path is not None))


def written_files(entry: Entry[Authored]) -> Iterator[str]:
    """What such a document names: its files, and the targets of its links, as they are written."""
    yield from (file for _, file in named_files(entry.record))
    yield from (found[1] or found[2] or found[3] for found in _LINKED.finditer(entry.body))


def _name_taken(
    shown: Mapping[str, Entry[Authored]], facts: Mapping[str, BodyFacts], assets: Mapping[str, int]
) -> Iterator[Problem]:
    """Two files of one document that would stand at one address, at the second of them."""
    for key, entry in shown.items():
        standing: dict[str, str] = {}
        for source in files_of(entry, facts[key].links, assets):
            if source not in assets:
                continue  # it has been told of
            other = standing.setdefault(folded(asset_file(entry.record, source)), source)
            if other != source:
                place = place_of_file(entry, source, facts[key].links, assets)
                yield Problem(place, "attachment-name-taken", {"file": source, "other": other})


def place_of_file(entry: Entry[Authored], source: str, links: Iterable[Link], assets: Mapping[str, int]) -> Place:
    """Where a document speaks of a file: in a field, otherwise in a link."""
    for path, file in named_files(entry.record):
        if asset_path(entry, file) == source:
            return entry.place(*path)
    link = next(link for link in links if asset_meant(entry, link.href, assets) == source)
    return link_place(entry, link)


def link_place(entry: Entry[Authored], link: Link) -> Place:
    """Where a link stands in its file; the column of its target as far as it is written in the line as it is read."""
    lines = Source(entry.body, Place(entry.path, entry.body_line, 1)).text.split("\n")
    number = link.line - entry.body_line
    found = lines[number].find(link.href) if 0 <= number < len(lines) else -1
    return Place(entry.path, link.line, found + 1 if found >= 0 else 1)


def _unused(
    shown: Mapping[str, Entry[Authored]],
    facts: Mapping[str, BodyFacts],
    assets: Mapping[str, int],
    hidden: Iterable[Entry[Authored]],
) -> Iterator[Problem]:
    """Files that nobody names. What belongs to a document that is not published must not be called superfluous."""
    used = {path for key, entry in shown.items() for path in files_of(entry, facts[key].links, assets)}
    if used == assets.keys():
        return
    for entry in (*hidden, *filter(only_on_request, shown.values())):
        used.update(files_as_written(entry, assets))
    for asset in sorted(assets.keys() - used):
        yield Problem(Place(asset), "unused-attachment")


_LINKED = re.compile(r"""\]\(\s*(?:<([^<>\n]+)>|([^()\s]+(?:\([^()\s]*\)[^()\s]*)*))|\b(?:href|src)=["']([^"'<>]+)""")
"""The targets of links in a text as it is written."""
