"""Bytes to typed records: front matter and body of documents, and the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

from disclosure.config import Config
from disclosure.decode import CONTROL, compose, decode
from disclosure.load import Source, Sources
from disclosure.mend import read
from disclosure.model import (
    Agency,
    Audience,
    CalendarYear,
    CatalogueField,
    Document,
    Entry,
    Interpretation,
    LegalRule,
    PlainPage,
    Policy,
    Record,
    Synonyms,
    Tag,
    Theme,
    Vocabulary,
)
from disclosure.nodes import Items, Node, Pairs, Scalar
from disclosure.problems import Place, Problem, did_you_mean

KINDS: Mapping[str, type[Document]] = {"policies": Policy, "interpretations": Interpretation, "pages": PlainPage}
"""Document kinds by folder."""

LISTS: Mapping[str, type[Record]] = {
    "agencies": Agency,
    "themes": Theme,
    "tags": Tag,
    "audiences": Audience,
    "rules": LegalRule,
}
"""Vocabularies that are one file with one list, by the file's stem and its only key."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the content says: documents in path order, vocabularies, and everything wrong with them.

    `broken` are documents and entries of vocabularies that are wrong, with the fields that could be read; `unread` are
    vocabularies of which some entries could not be read at all.
    """

    documents: tuple[Entry[Document], ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    broken: tuple[Entry[Record], ...] = ()
    unread: frozenset[str] = frozenset()


def parse(
    sources: Sources,
    config: Config,
    known: Mapping[str, Entry[Document]] = MappingProxyType({}),
    vocabulary: Vocabulary | None = None,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Parsed:
    """Every document and vocabulary that is right, and every problem of those that are not.

    `known` holds, by path, what the unchanged sources said when they were last read, `vocabulary` what all the others
    did, if none of them has changed. `tell` hears how many sources have been read.
    """
    problems: list[Problem] = []
    documents = [known[path] for path in sources.unchanged]
    broken: list[Entry[Record]] = []
    for number, source in enumerate(sources.documents):
        tell(number, len(sources.documents))
        entry, found = parse_document(source, config.limits.front_matter_bytes)
        problems.extend(found)
        (broken if found else documents).append(entry)
    documents.sort(key=lambda entry: entry.path)
    words = Parsed((), vocabulary, ()) if vocabulary is not None else parse_vocabulary(sources.data)
    return Parsed(
        tuple(documents), words.vocabulary, (*problems, *words.problems), (*broken, *words.broken), words.unread
    )


def parse_config(source: Source) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings of config.yaml."""
    text, problems = decode_text(source)
    node, found = compose(text, Place(source.path, 1, 1)) if not problems else (None, problems)
    entry, problems = decode(node, Config, source.path) if not found else (None, found)
    return (entry.record if entry is not None and not problems else None), problems


_FENCE = re.compile(r"\n---[^\S\n]*(?:\n|\Z)")


def parse_document(source: Source, front_matter_bytes: int) -> tuple[Entry[Document], tuple[Problem, ...]]:
    """One document of the kind that its folder says; with problems, as much of it as could be read.

    The id defaults to the file's name.
    """
    text, problems = decode_text(source)
    kind, defaults = KINDS[source.folder], {"id": source.stem}
    if problems and not text:
        return decode(None, kind, source.path, defaults)[0], problems
    front, body, line, found = _parts(text, source.path, front_matter_bytes)
    if found:
        problems = (*problems, *found)
        entry, _ = decode(None, kind, source.path, defaults)
    else:
        entry, found = read(front, Place(source.path, 2, 1), kind, defaults)
        problems = (*problems, *found)
    return replace(entry, body=body, body_line=line, front=front if problems else ""), problems


def _parts(text: str, path: str, front_matter_bytes: int) -> tuple[str, str, int, tuple[Problem, ...]]:
    """Front matter, body and the body's first line, and why there is nothing to read in the front matter."""
    first = text.partition("\n")[0]
    if first.rstrip() != "---":
        return "", text, 1, (Problem(Place(path, 1, 1), "no-front-matter"),)
    end = _FENCE.search(text, len(first))
    if end is None:
        return "", text[len(first) + 1 :], 2, (Problem(Place(path, 1, 1), "front-matter-unterminated"),)
    front, body = text[len(first) + 1 : end.start()], text[end.end() :]
    line = text.count("\n", 0, end.start()) + 3
    if len(front.encode()) > front_matter_bytes:
        values = {"limit": str(front_matter_bytes)}
        return front, body, line, (Problem(Place(path, 2, 1), "front-matter-too-large", values),)
    return front, body, line, ()


@dataclass(slots=True)
class _Reading:
    """What was found so far in vocabularies that are wrong."""

    problems: list[Problem] = field(default_factory=list)
    broken: list[Entry[Any]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def record(self, source: Source, model: type[R], collection: str) -> Entry[R] | None:
        """The record that is a whole file, if it is right."""
        node = self._node(source)
        if node is None:
            self.unread.add(collection)
            return None
        return self.entry(node, model, source.path)

    def entry(self, node: Node | None, model: type[R], path: str) -> Entry[R] | None:
        """The record in a node, if it is right."""
        entry, problems = decode(node, model, path)
        self.problems.extend(problems)
        if problems:
            self.broken.append(entry)
        return entry if not problems else None

    def entries(self, source: Source, model: type[R]) -> Iterator[Entry[R]]:
        """The right ones of a file such as `tags: [ … ]`: one an item, so that each knows its own line."""
        match node := self._node(source):
            case Pairs(pairs=((Scalar(text=key), Items(nodes=nodes)),)) if key == source.stem:
                yield from (entry for item in nodes if (entry := self.entry(item, model, source.path)))
            case _:
                self.unread.add(source.stem)
                if node is not None:
                    self.problems.append(Problem(node.place, "vocabulary-shape", {"key": source.stem}))

    def _node(self, source: Source) -> Node | None:
        """What the file holds: an empty one holds nothing in particular; None for what cannot be read."""
        start = Place(source.path, 1, 1)
        text, problems = decode_text(source)
        node, found = compose(text, start)
        self.problems.extend((*problems, *found))
        return node or (None if found or problems else Scalar("", start, plain=True))


def parse_vocabulary(sources: Iterable[Source]) -> Parsed:
    """The vocabularies; a file that is missing is an empty vocabulary, ids must be unique in each."""
    reading = _Reading()
    problems = reading.problems
    tables: dict[str, dict[str, Entry[Any]]] = {name: {} for name in LISTS}
    catalogue: list[Entry[CatalogueField]] = []
    calendar: dict[int, Entry[CalendarYear]] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    for source in sources:
        parts = source.path.split("/")[2:]
        if len(parts) == 1 and source.stem in LISTS:
            problems.extend(_enter(tables[source.stem], reading.entries(source, LISTS[source.stem])))
        elif len(parts) == 2 and parts[0] == "catalogue":
            of_field = reading.record(source, CatalogueField, "catalogue_items")
            catalogue.extend([of_field] if of_field else [])
        elif len(parts) == 2 and parts[0] == "calendar":
            year = reading.record(source, CalendarYear, "calendar")
            if year is not None and source.stem != str(year.record.year):
                values = {"name": source.stem, "year": str(year.record.year)}
                problems.append(Problem(year.place("year"), "calendar-of-other-year", values))
            if year is not None and (other := calendar.setdefault(year.record.year, year)) is not year:
                values = {"id": str(year.record.year), "other": str(other.place("year"))}
                problems.append(Problem(year.place("year"), "duplicate-id", values))
        elif parts == ["synonyms.yaml"]:
            groups = reading.record(source, Synonyms, "synonyms")
            synonyms = groups.record.groups if groups else ()
        else:
            names = [*(f"{name}.yaml" for name in LISTS), "synonyms.yaml", "catalogue/*.yaml", "calendar/*.yaml"]
            near = did_you_mean("/".join(parts), names)
            values = {"known": "、".join(names)} | ({"near": near} if near else {})
            problems.append(Problem(Place(source.path), "unknown-vocabulary", values))
    fields: dict[str, Entry[CatalogueField]] = {}
    problems.extend(_enter(fields, sorted(catalogue, key=lambda e: (e.record.order, e.path))))
    vocabulary = Vocabulary(catalogue=fields, calendar=calendar, synonyms=synonyms, **tables)
    return Parsed((), vocabulary, tuple(problems), tuple(reading.broken), frozenset(reading.unread))


def _enter(table: dict[str, Entry[Any]], entries: Iterable[Entry[Any]]) -> Iterable[Problem]:
    """Put entries into a table by id; a second entry of the same id is a problem."""
    for entry in entries:
        other = table.setdefault(entry.record.id, entry)
        if other is not entry:
            values = {"id": entry.record.id, "other": str(other.place("id"))}
            yield Problem(entry.place("id"), "duplicate-id", values)


MOST_CHARACTERS = 20
"""Unseen characters told of one file: one that has more is no text."""
_UNSEEN = re.compile("[\ufeff\u200b]")
_CARRIAGE_RETURN = re.compile(r"\r\n?")


def _utf_16(data: bytes) -> str | None:
    """The encoding of what was saved as “Unicode”, with its mark or without: then ASCII and line ends have a zero byte each."""
    start = data[:1000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start.count(0) <= len(start) / 10:
        return None
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def decode_text(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 text with LF line ends, without byte-order marks and zero-width spaces.

    Windows editors write such line ends and marks, joining files leaves marks inside, pasting brings zero-width spaces
    along: none means anything, and in a key or a date nobody would see what is wrong. With problems, the text is what
    was meant, so that it can be looked at; what is no text at all comes out empty.
    """
    text, problems = _decoded(source)
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if "\r" in text:
        text = _CARRIAGE_RETURN.sub("\n", text)
    unseen = []
    for found in islice(CONTROL.finditer(text), MOST_CHARACTERS):
        at = found.start()
        place = Place(source.path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        unseen.append(Problem(place, "control-character", {"character": f"U+{ord(found.group()[0]):04X}"}))
    if unseen:
        text = CONTROL.sub(lambda run: " " * len(run[0]), text) if len(unseen) < MOST_CHARACTERS else ""
        problems = problems or tuple(unseen)
    return text, problems


def _decoded(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The bytes as the text that they probably are, and what is wrong with them."""
    if encoding := _utf_16(source.data):
        return source.data.decode(encoding, errors="replace"), (Problem(Place(source.path, 1, 1), "utf-16"),)
    try:
        return source.data.decode(), ()
    except UnicodeDecodeError as error:
        before = source.data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        values = {"byte": f"0x{source.data[error.start]:02X}", "offset": str(error.start)}
    code, text = "not-utf-8-but-gb18030", source.data.decode("gb18030", errors="replace")
    if "\ufffd" in text:
        code, text = "not-utf-8", source.data.decode(errors="replace")
    return text, (Problem(Place(source.path, line, column), code, values),)
