"""What documents that are not published would tell through others: their files, their numbers and their titles.

A link to a withheld document itself is refused where it is resolved (`references`, `bodies`). Its attachment is a file like any
other, and its number only words: they are looked for here, once for the library, and nowhere if nothing is kept back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from disclosure.base.problems import Place, Problem
from disclosure.library.bodies import (
    Bodies,
    files_as_written,
    files_of,
    files_of_copy,
    only_on_request,
    place_of_file,
    shown_documents,
)
from disclosure.library.library import Library
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Authored, Version
from disclosure.model.records import Entry
from disclosure.model.relations import value_at
from disclosure.text.source import Source


def kept_back(
    library: Library, bodies: Bodies, documents: Iterable[Entry[Authored]], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Where published documents would give away what others keep back.

    `documents` are all that there are, `data` the files of the source tree; only those of one size are read.
    """
    withheld, on_request = _not_public(library, documents)
    yield from _files(library, bodies, (*withheld, *on_request), data)
    yield from _names(library, withheld)


def _not_public(
    library: Library, documents: Iterable[Entry[Authored]]
) -> tuple[list[Entry[Authored]], list[Entry[Authored]]]:
    """The documents that are withheld, with their versions, and those whose text is only for who asks.

    What a draft names is meant to be published, at the latest with it.
    """
    every = list(documents)
    withheld = {entry.record.id for entry in every if _is_withheld(entry.record)}
    hidden = [entry for entry in every if {entry.record.id, _policy_of(entry.record)} & withheld]
    return hidden, [entry for entry in shown_documents(library).values() if only_on_request(entry)]


def _is_withheld(record: Authored) -> bool:
    return record.read("disclosure", Disclosure.PROACTIVE) is Disclosure.WITHHELD


def _policy_of(record: Authored) -> str | None:
    return record.policy if isinstance(record, Version) else None


def _files(
    library: Library, bodies: Bodies, hidden: Iterable[Entry[Authored]], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Files of documents that are not public, under their own or another name, that others would publish."""
    assets = library.assets
    theirs = {path: entry.record.id for entry in hidden for path in files_as_written(entry, assets)}
    if not theirs:
        return
    by_size: defaultdict[int, list[str]] = defaultdict(list)
    for path in theirs:
        by_size[assets[path]].append(path)

    def same(path: str) -> str | None:
        """The file of theirs that this one is."""
        if path in theirs:
            return path
        alike = by_size.get(assets.get(path, 0), ())
        return next((other for other in alike if data[other] == data[path]), None)

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


_BRACKETS = ("〔[［(（【", "〕]］)）】")
_SHORT = 8
"""A title of fewer characters may be that of anything."""


def _names(library: Library, withheld: Iterable[Entry[Authored]]) -> Iterator[Problem]:
    """Numbers and titles of withheld documents in what others say."""
    shown = shown_documents(library)
    known = {entry.record.read("title") for entry in shown.values()}
    patterns: dict[str, str] = {}
    for record in (entry.record for entry in withheld):
        if number := record.read("document_number"):
            patterns.setdefault(_as_number(number), record.id)
        if (title := record.read("title")) and title not in known and len(title) >= _SHORT:
            patterns.setdefault(_as_title(title), record.id)
    if not patterns:
        return
    ids = list(patterns.values())
    said = re.compile("|".join(f"({one})" for one in patterns))
    for entry in shown.values():
        told: set[str] = set()
        for found, place in _found(said, entry):
            key = ids[(found.lastindex or 1) - 1]
            if key not in told:
                told.add(key)
                yield Problem(place, "names-withheld", {"words": found[0], "id": key})


def _as_number(number: str) -> str:
    """A document number, however its brackets are written."""
    sets = {sign: f"[{re.escape(one)}]" for one in _BRACKETS for sign in one}
    return r"\s*".join(sets.get(sign, re.escape(sign)) for sign in number if not sign.isspace())


def _as_title(title: str) -> str:
    """A title as texts quote it, with or without the body before 关于."""
    body, about, rest = title.partition("关于")
    return f"《(?:{re.escape(body)})?{re.escape(about + rest)}》" if about else f"《{re.escape(title)}》"


def _found(said: re.Pattern[str], entry: Entry[Authored]) -> Iterator[tuple[re.Match[str], Place]]:
    """Where words stand in what is published of a document."""
    for path, place in entry.places.items():
        value = value_at(entry.record, path)
        if isinstance(value, str):
            yield from ((found, place) for found in said.finditer(value))
    if not only_on_request(entry) and said.search(entry.body):
        body = Source(entry.body, Place(entry.path, entry.body_line, 1))
        yield from ((found, body.at(found.start())) for found in said.finditer(body.text))
