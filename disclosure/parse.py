"""Bytes to typed records: front matter and body of documents, and the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

from disclosure.config import Config
from disclosure.decode import CONTROL, compose, decode
from disclosure.load import Source, Sources
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
from disclosure.nodes import Items, Pairs, Scalar
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
    """What the content says: documents in path order, vocabularies, and everything wrong with them."""

    documents: tuple[Entry[Document], ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]


def parse(
    sources: Sources,
    config: Config,
    known: Mapping[str, Entry[Document]] = MappingProxyType({}),
    vocabulary: Vocabulary | None = None,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Parsed:
    """Every document and vocabulary that can be read, and every problem of those that cannot.

    `known` holds, by path, what the unchanged sources said when they were last read, `vocabulary` what all the others
    did, if none of them has changed. `tell` hears how many sources have been read.
    """
    problems: list[Problem] = []
    documents = [known[path] for path in sources.unchanged]
    for number, source in enumerate(sources.documents):
        tell(number, len(sources.documents))
        entry, found = parse_document(source, config.limits.front_matter_bytes)
        problems.extend(found)
        if entry is not None:
            documents.append(entry)
    if vocabulary is None:
        vocabulary, found = parse_vocabulary(sources.data)
        problems.extend(found)
    documents.sort(key=lambda entry: entry.path)
    return Parsed(tuple(documents), vocabulary, tuple(problems))


def parse_config(source: Source) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings of config.yaml."""
    entry, problems = _parse_yaml(source, Config)
    return (entry.record if entry else None), problems


_FENCE = re.compile(r"\n---[^\S\n]*(?:\n|\Z)")


def parse_document(source: Source, front_matter_bytes: int) -> tuple[Entry[Document] | None, tuple[Problem, ...]]:
    """One document of the kind that its folder says. The id defaults to the file's name."""
    text, problems = decode_text(source)
    if text is None:
        return None, problems
    first = text.partition("\n")[0]
    if first.rstrip() != "---":
        return None, (Problem(Place(source.path, 1, 1), "no-front-matter"),)
    end = _FENCE.search(text, len(first))
    if end is None:
        return None, (Problem(Place(source.path, 1, 1), "front-matter-unterminated"),)
    front = text[len(first) + 1 : end.start()]
    if len(front.encode()) > front_matter_bytes:
        values = {"limit": str(front_matter_bytes)}
        return None, (Problem(Place(source.path, 2, 1), "front-matter-too-large", values),)
    node, problems = compose(front, Place(source.path, 2, 1))
    if problems:
        return None, problems
    if node is None:
        return None, (Problem(Place(source.path, 2, 1), "front-matter-empty"),)
    entry, problems = decode(node, KINDS[source.folder], source.path, {"id": source.stem})
    if entry is None:
        return None, problems
    return replace(entry, body=text[end.end() :], body_line=text.count("\n", 0, end.start()) + 3), ()


def parse_vocabulary(sources: Iterable[Source]) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The vocabularies; a file that is missing is an empty vocabulary, ids must be unique in each."""
    problems: list[Problem] = []
    tables: dict[str, dict[str, Entry[Any]]] = {name: {} for name in LISTS}
    catalogue: list[Entry[CatalogueField]] = []
    calendar: dict[int, Entry[CalendarYear]] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    for source in sources:
        parts = source.path.split("/")[2:]
        if len(parts) == 1 and source.stem in LISTS:
            entries, wrong = _parse_list(source, LISTS[source.stem])
            problems.extend((*wrong, *_enter(tables[source.stem], entries)))
        elif len(parts) == 2 and parts[0] == "catalogue":
            field, found = _parse_yaml(source, CatalogueField)
            problems.extend(found)
            catalogue.extend([field] if field else [])
        elif len(parts) == 2 and parts[0] == "calendar":
            year, found = _parse_yaml(source, CalendarYear)
            problems.extend(found)
            if year is not None and source.stem != str(year.record.year):
                values = {"name": source.stem, "year": str(year.record.year)}
                problems.append(Problem(year.place("year"), "calendar-of-other-year", values))
            if year is not None and (other := calendar.setdefault(year.record.year, year)) is not year:
                values = {"id": str(year.record.year), "other": str(other.place("year"))}
                problems.append(Problem(year.place("year"), "duplicate-id", values))
        elif parts == ["synonyms.yaml"]:
            groups, found = _parse_yaml(source, Synonyms)
            problems.extend(found)
            synonyms = groups.record.groups if groups else ()
        else:
            known = [*(f"{name}.yaml" for name in LISTS), "synonyms.yaml", "catalogue/*.yaml", "calendar/*.yaml"]
            near = did_you_mean("/".join(parts), known)
            values = {"known": "、".join(known)} | ({"near": near} if near else {})
            problems.append(Problem(Place(source.path), "unknown-vocabulary", values))
    fields: dict[str, Entry[CatalogueField]] = {}
    problems.extend(_enter(fields, sorted(catalogue, key=lambda e: (e.record.order, e.path))))
    return Vocabulary(catalogue=fields, calendar=calendar, synonyms=synonyms, **tables), tuple(problems)


def _parse_yaml(source: Source, model: type[R]) -> tuple[Entry[R] | None, tuple[Problem, ...]]:
    text, problems = decode_text(source)
    if text is None:
        return None, problems
    node, problems = compose(text, Place(source.path, 1, 1))
    return decode(node, model, source.path) if not problems else (None, problems)


def _parse_list(source: Source, model: type[R]) -> tuple[list[Entry[R]], list[Problem]]:
    """A file such as `tags: [ … ]`: one entry an item, so that each knows its own line."""
    text, found = decode_text(source)
    if text is None:
        return [], list(found)
    node, found = compose(text, Place(source.path, 1, 1))
    if found:
        return [], list(found)
    match node:
        case Pairs(pairs=((Scalar(text=key), Items(nodes=nodes)),)) if key == source.stem:
            pass
        case _:
            place = node.place if node is not None else Place(source.path, 1, 1)
            return [], [Problem(place, "vocabulary-shape", {"key": source.stem})]
    entries: list[Entry[R]] = []
    problems: list[Problem] = []
    for item in nodes:
        entry, wrong = decode(item, model, source.path)
        problems.extend(wrong)
        entries.extend([entry] if entry else [])
    return entries, problems


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


def _is_utf_16(data: bytes) -> bool:
    """Whether it was saved as “Unicode”, with its mark or without: then ASCII and line ends have a zero byte each."""
    start = data[:1000]
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) > len(start) / 10


def decode_text(source: Source) -> tuple[str | None, tuple[Problem, ...]]:
    """UTF-8 text with LF line ends, without byte-order marks and zero-width spaces.

    Windows editors write such line ends and marks, joining files leaves marks inside, pasting brings zero-width spaces
    along: none means anything, and in a key or a date nobody would see what is wrong.
    """
    if _is_utf_16(source.data):
        return None, (Problem(Place(source.path, 1, 1), "utf-16"),)
    try:
        text = source.data.decode()
    except UnicodeDecodeError as error:
        before = source.data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        values = {"byte": f"0x{source.data[error.start]:02X}", "offset": str(error.start)}
        code = "not-utf-8"
        try:
            source.data.decode("gb18030")
            code = "not-utf-8-but-gb18030"
        except UnicodeDecodeError:
            pass
        return None, (Problem(Place(source.path, line, column), code, values),)
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if "\r" in text:
        text = _CARRIAGE_RETURN.sub("\n", text)
    problems: list[Problem] = []
    for found in islice(CONTROL.finditer(text), MOST_CHARACTERS):
        at = found.start()
        place = Place(source.path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        problems.append(Problem(place, "control-character", {"character": f"U+{ord(found.group()[0]):04X}"}))
    return (None, tuple(problems)) if problems else (text, ())
