"""What documents that are not published would tell through others: their files, their numbers and their titles.

A link to a withheld document itself is refused where it is resolved (`references`, `bodies`). Its attachment is a file like any
other, and its number only words: they are looked for here, once for the library, and nowhere if nothing is kept back.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import cast
from urllib.parse import unquote

from disclosure.base.problems import Place, Problem
from disclosure.library.addresses import asset_path, folded
from disclosure.library.bodies import (
    Bodies,
    files_of,
    files_of_copy,
    only_on_request,
    place_of_file,
    shown_documents,
    written_files,
)
from disclosure.library.library import Library
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Authored, Version
from disclosure.model.records import Entry, Record
from disclosure.model.relations import value_at
from disclosure.text.source import Source
from disclosure.text.titles import bare, named


def kept_back(
    library: Library, bodies: Bodies, documents: Iterable[Entry[Authored]], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Where what is published would give away what is kept back.

    `documents` are all that there are, `data` the files of the source tree; only those of one size are read. What a draft
    names is meant to be published, at the latest with it.
    """
    every = list(documents)
    kept = {
        one.id: how for one in (entry.record for entry in every) if (how := _openness(one)) is not Disclosure.PROACTIVE
    }
    if not kept:
        return
    hidden = [entry for entry in every if entry.record.id in kept or _policy_of(entry.record) in kept]
    yield from _files(library, bodies, hidden, data)
    yield from _names(library, [entry.record for entry in hidden if kept.get(entry.record.id) is Disclosure.WITHHELD])


def _openness(record: Authored) -> Disclosure:
    return cast("Disclosure", record.read("disclosure", Disclosure.PROACTIVE))


def _policy_of(record: Authored) -> str | None:
    return record.policy if isinstance(record, Version) else None


# --- files


def _files(
    library: Library, bodies: Bodies, hidden: Iterable[Entry[Authored]], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Files of documents that are not public, under their own or another name, that others would publish."""
    assets = library.assets
    theirs = _files_meant(hidden, assets)
    by_size: defaultdict[int, list[str]] = defaultdict(list)
    for path in theirs:
        if assets[path]:  # empty files are alike and say nothing
            by_size[assets[path]].append(path)
    if not theirs:
        return

    def same(path: str) -> str | None:
        """The file of theirs that this one is."""
        if path in theirs:
            return path
        return next((other for other in by_size.get(assets.get(path, 0), ()) if data[other] == data[path]), None)

    for key, entry in shown_documents(library).items():
        links = bodies.facts[key].links
        for path in files_of(entry, links, assets):
            if (other := same(path)) is not None:
                place = place_of_file(entry, path, links, assets)
                yield Problem(place, "attachment-not-public", {"id": theirs[other], "file": other})
    for key, entry in library.copies.items():
        for path in files_of_copy(library, key):
            if (other := same(path)) is not None:
                yield Problem(Place(entry.path), "attachment-not-public", {"id": theirs[other], "file": other})


def _files_meant(hidden: Iterable[Entry[Authored]], assets: Mapping[str, int]) -> dict[str, str]:
    """By path, whose the files are that these documents name; nobody is told of a name that is written wrong, so it counts, too."""
    by_folded = {folded(path): path for path in assets}
    found: dict[str, str] = {}
    for entry in hidden:
        for file in written_files(entry):
            ways = (way.replace("\\", "/") for name in (file, file.partition("#")[0]) for way in (name, unquote(name)))
            paths = (by_folded.get(folded(asset_path(entry, way))) for way in ways)
            if path := next(filter(None, paths), None):
                found.setdefault(path, entry.record.id)
    return found


# --- numbers and titles

_NUMBER = re.compile(r"[〔﹝［\[（(【《<]\s*(\d{4})年?\s*[〕﹞］\]）)】》>]\s*第?\s*(\d{1,6})\s*号")
"""From the brackets on, however they are written (`_plain`)."""
_AHEAD = "见据按照以和及与由的在为将经依对从或是"
"""Characters that stand before a number in a sentence; any other makes it the number of another body."""
_QUOTED = (
    re.compile(r"《(?:[^《》\n]|《[^《》\n]*》){4,200}》"),
    re.compile(r"[“\"「\[|][^“”\"「」\[\]|\n]{6,200}(?=[”\"」\]|])"),
)
"""In book-title marks; in others, as the text of a link, in a cell of a table."""
_SHORT = 8
"""A title of fewer letters may be that of anything."""


@dataclass(frozen=True, slots=True)
class _Known:
    """By which words withheld documents are known: by year and serial number, and by title from 关于 on, what stands before."""

    numbers: Mapping[tuple[int, int], list[tuple[str, str]]]
    titles: Mapping[str, list[tuple[str, str]]]

    def said(self, text: str) -> Iterator[tuple[str, int, str]]:
        """Where a text (`_plain`) gives one away: the id, where, and the words."""
        for found in _NUMBER.finditer(text):
            for prefix, key in self.numbers.get((int(found[1]), int(found[2])), ()):
                before = text[: found.start()].rstrip()
                ahead = before.removesuffix(prefix)
                if ahead != before and (not ahead or ahead[-1] in _AHEAD or not "\u4e00" <= ahead[-1] <= "\u9fff"):
                    yield key, len(ahead), text[len(ahead) : found.end()]
        for found in (one for way in _QUOTED for one in way.finditer(text)) if self.titles else ():
            body, title = _parted(found[0])
            for whole, key in self.titles.get(title, ()):
                if whole.endswith(body):
                    yield key, found.start(), found[0].strip(' |[“"「')


def _names(library: Library, withheld: Iterable[Authored]) -> Iterator[Problem]:
    """Numbers and titles of withheld documents in what others say, which may have the same."""
    shown = shown_documents(library)
    known = _known(withheld, [entry.record for entry in shown.values()])
    if not known.numbers and not known.titles:
        return
    vocabulary = library.vocabulary
    tables = (getattr(vocabulary, one.name) for one in fields(vocabulary))
    others = (entry for table in tables if isinstance(table, Mapping) for entry in table.values())
    for entry in (*shown.values(), *(one for one in others if isinstance(one, Entry))):
        told: set[str] = set()
        for key, place, words in _given_away(known, entry):
            if key not in told:
                told.add(key)
                yield Problem(place, "names-withheld", {"words": words, "id": key})


def _known(withheld: Iterable[Authored], shown: Iterable[Authored]) -> _Known:
    numbers: defaultdict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    titles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    public = [(one.read("title") or "", one.read("document_number") or "") for one in shown]
    open_numbers = {bare(number) for _, number in public}
    open_titles = {bare(name) for title, _ in public for name in (title, named(title).name)}
    for record in withheld:
        number, title = _plain(record.read("document_number") or ""), record.read("title") or ""
        found = _NUMBER.search(number)
        if found is not None and bare(number) not in open_numbers:
            numbers[int(found[1]), int(found[2])].append((number[: found.start()].rstrip(), record.id))
        for name in dict.fromkeys((title, named(title).name)):
            body, words = _parted(name)
            if len(words) >= _SHORT and bare(name) not in open_titles:
                titles[words].append((body, record.id))
    return _Known(numbers, titles)


def _parted(title: str) -> tuple[str, str]:
    """The letters of a title before 关于, and those from there on; of one without it there is nothing before."""
    body, about, rest = bare(title).partition("关于")
    return (body, about + rest) if about else ("", body)


def _plain(text: str) -> str:
    """Words as they are read, line by line: no entities, nothing that only emphasises, book-title marks of one kind."""
    words = re.sub(r"[*_`~\\]", "", html.unescape(text))
    return words.replace("〈", "《").replace("〉", "》") if "〈" in words else words


def _given_away(known: _Known, entry: Entry[Record]) -> Iterator[tuple[str, Place, str]]:
    """Where words of an entry that are published give a withheld document away."""
    for path, place in entry.places.items():
        value = value_at(entry.record, path)
        if isinstance(value, str):
            yield from ((key, place, words) for key, _, words in known.said(_plain(value)))
    if entry.body and not only_on_request(cast("Entry[Authored]", entry)):
        source = Source(entry.body, Place(entry.path, entry.body_line, 1))
        text = _plain(source.text)
        lines = source.text.split("\n")
        for key, at, words in known.said(text):
            line = min(text.count("\n", 0, at), len(lines) - 1)
            column = lines[line].find(words) + 1
            yield key, Place(entry.path, entry.body_line + line, max(column, 1)), words
