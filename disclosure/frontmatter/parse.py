"""Bytes to typed records: front matter and body of documents, and the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Place, Problem
from disclosure.base.workers import HERE, Count, WorkerPool, parallel_map
from disclosure.frontmatter.compose import CONTROL
from disclosure.frontmatter.decode import decode, inner_keys_of, keys_of
from disclosure.frontmatter.load import DATA_FOLDER, Source, Sources
from disclosure.frontmatter.nodes import Items, Node, Pairs, Scalar
from disclosure.frontmatter.recover import read, read_all
from disclosure.model.choices import CatalogueBranch
from disclosure.model.config import Config
from disclosure.model.documents import Authored, Policy, Version
from disclosure.model.kinds import KINDS
from disclosure.model.records import Entry, Record
from disclosure.model.request_figures import YearFigures
from disclosure.model.vocabulary import (
    SATURDAY,
    Agency,
    Audience,
    CalendarYear,
    CatalogueField,
    Coverage,
    Fee,
    LegalRule,
    OwedElement,
    SensitiveWords,
    Synonyms,
    Tag,
    Theme,
    Tombstone,
    Vocabulary,
    Weight,
    look,
)

LISTS: Mapping[str, type[Record]] = {
    "agencies": Agency,
    "themes": Theme,
    "tags": Tag,
    "audiences": Audience,
    "rules": LegalRule,
    "coverage": Coverage,
    "tombstones": Tombstone,
    "fees": Fee,
    "elements": OwedElement,
    "weights": Weight,
    "sensitive": SensitiveWords,
}
"""Vocabularies that are one file with one list, by the file's stem and its only key."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the content says: documents and their versions in path order, vocabularies, and everything wrong with them.

    `broken` are documents and entries of vocabularies that are wrong, with the fields that could be read; `unread` are
    vocabularies of which some entries could not be read at all. `lost` are the ids that files would have that could not.
    """

    documents: tuple[Entry[Authored], ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    broken: tuple[Entry[Any], ...] = ()
    unread: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


def parse(
    sources: Sources,
    config: Config,
    known: Mapping[str, Entry[Authored]] = MappingProxyType({}),
    vocabulary: Vocabulary | None = None,
    workers: WorkerPool = HERE,
) -> Parsed:
    """Every document and vocabulary that is right, and every problem of those that are not.

    `known` holds, by path, what the unchanged sources said when they were last read, `vocabulary` what all the others
    did, if none of them has changed. Remote workers are not asked: what they read for themselves is not sent.
    """

    def read_share(share: range, count: Count) -> list[tuple[Entry[Authored], tuple[Problem, ...]]]:
        found = []
        for index in share:
            found.append(parse_document(sources.documents[index], config.limits.front_matter_bytes))
            count()
        return found

    problems: list[Problem] = []
    documents = [known[path] for path in sources.unchanged]
    broken: list[Entry[Record]] = []
    count = len(sources.documents)
    for share in parallel_map(read_share, count, workers.on(count)):
        for entry, found in share:
            problems.extend(found)
            (broken if found else documents).append(entry)
    documents.sort(key=lambda entry: entry.path)
    words = Parsed((), vocabulary, ()) if vocabulary is not None else parse_vocabulary(sources.data)
    lost = [PurePosixPath(problem.place.path) for problem in sources.problems]
    words_lost = [path for path in lost if path.parts[1:2] == (DATA_FOLDER,)]
    return Parsed(
        documents=tuple(documents),
        vocabulary=words.vocabulary,
        problems=(*problems, *words.problems),
        broken=(*broken, *words.broken),
        unread=words.unread.union(
            name for path in words_lost for name in (CATALOGUE if path.parent.name == "catalogue" else (path.stem,))
        ),
        lost=frozenset(path.stem for path in lost),
    )


def parse_config(source: Source) -> tuple[Config, tuple[Problem, ...]]:
    """The settings of config.yaml; with problems, those that could be read."""
    text, problems = decode_text(source)
    entry, found = read(text, Place(source.path, 1, 1), Config)
    return entry.record, (*problems, *found)


VERSION_SIGN = "@"
"""Stands in the name of a file that holds a later text of a policy, between its id and the first day of that text."""
_SAYS_SOMETHING = re.compile(r"^\s*[^\s#]", re.MULTILINE)
_FENCE = re.compile(r"\n---[^\S\n]*(?:\n|\Z)")


def parse_document(source: Source, front_matter_bytes: int) -> tuple[Entry[Authored], tuple[Problem, ...]]:
    """One document of the kind that its folder says, or a version of one; with problems, as much of it as could be read.

    The id defaults to the file's name.
    """
    text, problems = decode_text(source)
    kind: type[Authored] = KINDS[source.folder].record
    if kind is Policy and VERSION_SIGN in source.stem:
        kind = Version
    defaults = {"id": source.stem}
    if problems and not text:
        return decode(None, kind, source.path, defaults)[0], problems
    cut = _cut(text, source.path, keys_of(kind))
    if len(cut.front.encode()) > front_matter_bytes:
        values = {"limit": str(front_matter_bytes)}
        found: tuple[Problem, ...] = (Problem(Place(source.path, cut.front_line, 1), "front-matter-too-large", values),)
        entry, _ = decode(None, kind, source.path, defaults)
    else:
        entry, found = read(cut.front, Place(source.path, cut.front_line, 1), kind, defaults)
    if cut.problem is not None:  # which says already why nothing is there
        found = (cut.problem, *(found if cut.front else ()))
    elif not _SAYS_SOMETHING.search(cut.front):
        found = (Problem(Place(source.path, cut.front_line, 1), "front-matter-empty"),)
    problems = (*problems, *found)
    entry = replace(entry, body=cut.body, body_line=cut.body_line)
    return replace(
        entry, front=cut.front, front_line=cut.front_line
    ) if problems or "#" in cut.front else entry, problems


class _Cut(NamedTuple):
    """A document in its two parts, each with its first line, and what is wrong with where they end."""

    front: str
    front_line: int
    body: str
    body_line: int
    problem: Problem | None = None


_FRONT_LINE = re.compile(r"([^\W\d]\w*)\s*[:：]|[ \t\u3000]+\S|- |#")
_MEANT_AS_FENCE = re.compile(r"\W{2,9}")


def _cut(text: str, path: str, keys: Collection[str]) -> _Cut:
    """The two parts; where a fence is missing, as they were meant: fields are lines that look like them."""
    first = text.partition("\n")[0]
    if first.rstrip() == "---" and (end := _FENCE.search(text, len(first))):
        front, body = text[len(first) + 1 : end.start()], text[end.end() :]
        line = text.count("\n", 0, end.start()) + 2  # of the fence
        if (rest := _cut_off(body, keys)) is None:
            return _Cut(front, 2, body, line + 1)
        end, key = rest
        whole, body_line = f"{front}\n\n{body[: end.start()]}", line + 2 + body.count("\n", 0, end.start())
        return _Cut(
            whole, 2, body[end.end() :], body_line + 1, Problem(Place(path, line, 1), "front-matter-cut", {"key": key})
        )
    code = "front-matter-unterminated" if first.rstrip() == "---" else "no-front-matter"
    lines = text.split("\n")
    start = next((at + 1 for at, line in enumerate(lines[:5]) if _MEANT_AS_FENCE.fullmatch(line.strip())), 0)
    found = _FRONT_LINE.match(lines[start]) if start < len(lines) else None
    end_line = start
    if found and found[1] in keys:
        end_line = next((at for at in range(start, len(lines)) if not _FRONT_LINE.match(lines[at])), len(lines))
    front, body = "\n".join(lines[start:end_line]), "\n".join(lines[end_line:])
    return _Cut(front, start + 1, body, end_line + 1, Problem(Place(path, 1, 1), code))


def _cut_off(body: str, keys: Collection[str]) -> tuple[re.Match[str], str] | None:
    """Where a front matter ends that goes on in the body, since a `---` in it stands at a line's start; its next field."""
    end = _FENCE.search(body, 0, CUT_OFF)
    lines = [line for line in body[: end.start()].split("\n") if line.strip()] if end else []
    found = [_FRONT_LINE.match(line) for line in lines]
    key = next((line[1] for line in found if line and line[1] in keys), None)
    return (end, key) if end and key and all(found) else None


CUT_OFF = 20_000
"""Characters of a body in which the rest of a front matter may stand."""


CATALOGUE = ("catalogue_fields", "catalogue_items")
"""What a file of the catalogue has: a field, and its items."""


@dataclass(slots=True)
class _Reading:
    """What was found so far in vocabularies."""

    problems: list[Problem] = field(default_factory=list)
    broken: list[Entry[Any]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def record(self, source: Source, model: type[R], collection: str) -> Entry[R] | None:
        """The record that is a whole file, if it is right."""
        text = self._text(source)
        if text is None:
            self.unread.update(CATALOGUE if collection in CATALOGUE else (collection,))
            return None
        entry, problems = read(text, Place(source.path, 1, 1), model)
        self.problems.extend(problems)
        if not problems:
            return entry
        self.broken.append(entry)
        items = entry.record.read("items", ())
        if collection != "catalogue_items" or not items or not all(item.read("id") for item in items):
            self.unread.add(collection)
        return None

    def entries(self, source: Source, model: type[R]) -> list[Entry[R]]:
        """The right ones of a file such as `tags: [ … ]`: one an item, so that each knows its own line."""
        text, collection = self._text(source), source.stem
        if text is None:
            self.unread.add(collection)
            return []
        start = Place(source.path, 1, 1)

        def decoded(node: Node | None, left_out: Collection[str]) -> tuple[_Entries, tuple[Problem, ...]]:
            match node:
                case Pairs(pairs=((Scalar(text=key), Items(nodes=nodes)),)) if key == collection:
                    made = [decode(item, model, source.path) for item in nodes]
                case _:
                    place = node.place if node is not None else start
                    return ([], [], False), (Problem(place, "vocabulary-shape", {"key": collection}),)
            right = [entry for entry, problems in made if not problems]
            broken = [entry for entry, problems in made if problems]
            whole = not left_out and all(entry.record.read("id") for entry in broken)
            return (right, broken, whole), tuple(problem for _, problems in made for problem in problems)

        item = re.search(r"^ *- ", text, re.MULTILINE)
        (right, broken, whole), problems = read_all(
            text, start, decoded, item[0] if item else "(?!)", frozenset((collection,)), inner_keys_of(model)
        )
        self.problems.extend(problems)
        self.broken.extend(broken)
        self.unread.update(() if whole else (collection,))
        return right

    def _text(self, source: Source) -> str | None:
        """The text of a file; None where it is not known what it should say, and that has been told."""
        text, problems = decode_text(source)
        self.problems.extend(problems)
        return None if problems and not text else text


_Entries = tuple[list[Entry[Any]], list[Entry[Any]], bool]
"""Entries that are right, those that are not, and whether the ids of all are known."""


def parse_vocabulary(sources: Iterable[Source]) -> Parsed:
    """The vocabularies; a file that is missing is an empty vocabulary, ids must be unique in each."""
    reading = _Reading()
    problems = reading.problems
    tables: dict[str, dict[str, Entry[Any]]] = {name: {} for name in LISTS}
    catalogue: list[Entry[CatalogueField]] = []
    calendar: dict[int, Entry[CalendarYear]] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    requests: dict[tuple[str, int], Entry[YearFigures]] = {}
    for source in sources:
        parts = source.path.split("/")[2:]
        if len(parts) == 1 and source.stem in LISTS:
            problems.extend(_enter(tables[source.stem], reading.entries(source, LISTS[source.stem])))
        elif len(parts) == 2 and parts[0] == "catalogue":
            of_field = reading.record(source, CatalogueField, "catalogue_items")
            catalogue.extend([of_field] if of_field else [])
        elif len(parts) == 2 and parts[0] == "calendar":
            year = reading.record(source, CalendarYear, "calendar")
            problems.extend(_calendar_problems(year, source.stem) if year is not None else ())
            if year is not None and (other := calendar.setdefault(year.record.year, year)) is not year:
                values = {"id": str(year.record.year), "other": str(other.place("year"))}
                problems.append(Problem(year.place("year"), "year-twice", values))
        elif len(parts) == 2 and parts[0] == "requests":
            figures = reading.record(source, YearFigures, "requests")
            of = (figures.record.unit, figures.record.year) if figures else None
            if figures and of and (first := requests.setdefault(of, figures)) is not figures:
                values = {"id": f"{of[0]} {of[1]}", "other": str(first.place("year"))}
                problems.append(Problem(figures.place("year"), "year-twice", values))
        elif parts == ["synonyms.yaml"]:
            groups = reading.record(source, Synonyms, "synonyms")
            synonyms = groups.record.groups if groups else ()
        else:
            names = [
                *(f"{name}.yaml" for name in LISTS),
                "synonyms.yaml",
                "catalogue/*.yaml",
                "calendar/*.yaml",
                "requests/*.yaml",
            ]
            near = did_you_mean("/".join(parts), names)
            values = {"known": "、".join(names)} | ({"near": near} if near else {})
            problems.append(Problem(Place(source.path), "unknown-vocabulary", values))
    for table in tables.values():
        problems.extend(_names_twice(table.values()))
    fields: dict[str, Entry[CatalogueField]] = {}
    branches = list(CatalogueBranch)
    catalogue.sort(key=lambda e: (branches.index(e.record.branch), e.record.order, e.path))
    problems.extend(_enter(fields, catalogue))
    called = ((entry.record.read("name"), *entry.record.read("synonyms", ())) for entry in tables["tags"].values())
    synonyms = (*synonyms, *(words for words in called if len(words) > 1 and words[0]))
    vocabulary = Vocabulary(catalogue=fields, calendar=calendar, synonyms=synonyms, requests=requests, **tables)
    return Parsed((), vocabulary, tuple(problems), tuple(reading.broken), frozenset(reading.unread))


def _names_twice(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    """Entries of one vocabulary that look the same to readers: what parts their names cannot be seen."""
    first: dict[str, str] = {}
    for entry in entries:
        name = entry.record.read("name")
        seen = look(name) if name else ""
        if seen and (other := first.setdefault(seen, entry.record.id)) != entry.record.id:
            yield Problem(entry.place("name"), "name-twice", {"name": name, "other": other})


def _calendar_problems(year: Entry[CalendarYear], name: str) -> Iterator[Problem]:
    """Days that belong to another year, or on which the week is what it seems."""
    if name != str(year.record.year):
        values = {"name": name, "year": str(year.record.year)}
        yield Problem(year.place("year"), "calendar-of-other-year", values)
    for field_name, on_weekend in (("holidays", False), ("make_up_days", True)):
        days = getattr(year.record, field_name)
        for index, day in enumerate(days):
            values = {"field": field_name, "day": str(day), "year": str(year.record.year)}
            if day.year != year.record.year:
                yield Problem(year.place(field_name, index), "day-of-other-year", values)
            elif (day.weekday() >= SATURDAY) is not on_weekend or day in days[:index]:
                yield Problem(year.place(field_name, index), "calendar-day", values)


def _enter(table: dict[str, Entry[Any]], entries: Iterable[Entry[Any]]) -> Iterable[Problem]:
    """Put entries into a table by id; a second entry of the same id is a problem."""
    for entry in entries:
        other = table.setdefault(entry.record.id, entry)
        if other is not entry:
            values = {"id": entry.record.id, "other": str(other.place("id"))}
            yield Problem(entry.place("id"), "duplicate-id", values)


MOST_CHARACTERS = 20
"""Unseen characters told of one file."""
_LOST = re.compile("\ufffd+")
"""What stands where a program could not read a character: it cannot be got back."""
_UNSEEN = re.compile("[\ufeff\u200b]")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?=[ \n]|$)", re.MULTILINE)
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
    if conflict := _CONFLICT.search(text):  # whatever else is wrong comes of it
        place = Place(source.path, text.count("\n", 0, conflict.start()) + 1, 1)
        return "", (Problem(place, "merge-conflict", {"mark": conflict[0]}),)
    unseen = tuple(
        Problem(place, "control-character", {"character": f"U+{ord(run[0]):04X}"})
        for place, run in _found(CONTROL, text, source.path)
    )
    is_text = not unseen or len(CONTROL.sub("", text)) > len(text) * 0.9
    if not problems:
        lost = (Problem(place, "lost-character") for place, _ in _found(_LOST, text, source.path))
        problems = (*unseen, *(lost if is_text else ()))
    if unseen:
        text = CONTROL.sub(lambda run: " " * len(run[0]), text) if is_text else ""
    return text, problems


def _found(pattern: re.Pattern[str], text: str, path: str) -> Iterator[tuple[Place, str]]:
    """The first matches in a text, each with its place."""
    for found in islice(pattern.finditer(text), MOST_CHARACTERS):
        at = found.start()
        yield Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), found[0]


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
