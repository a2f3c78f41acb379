"""Documents that a unit published again (转发、转载): one page counts, the addresses of the others lead to it (去重互补). Pure.

A copy says so itself (`copy_of`). It leaves the stream where the library is made: no list, search, export or figure has it, and
whatever names it means the document itself. What it adds is who else published that, when, and as which items of the
standard catalogue. Where it says otherwise how long it holds, it is no copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from disclosure.base.problems import Problem
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.records import Entry, Record, revive
from disclosure.model.relations import label, redirected

R = TypeVar("R", bound=Record)

COPIES = "copies"
"""What a document calls the links to it from its copies."""

_DOCUMENTS = frozenset((*KINDS, "documents"))

_SAME = (
    *("language", "translation_of", "document_number", "genre", "category", "formed_on", "effective_on", "expires_on"),
    *("term_note", "ended", "disclosure", "repeals", "declares_invalid", "amends", "extends", "succeeds"),
)
"""What a copy may not say otherwise: what the document is, who may read it, how long it holds and what it does to others."""


def is_copy(record: Record) -> bool:
    """Whether a record is that of a copy."""
    return record.read("copy_of") is not None


def copy_problems(
    copies: Iterable[Entry[Document]], documents: Mapping[str, Entry[Document]]
) -> Iterator[tuple[str, Problem]]:
    """What keeps a document from being the copy that it says it is, each with the path of the file.

    `documents` are all that there are, by id. What does not exist, or is not published, is told as of any reference.
    """
    for entry in copies:
        record = entry.record
        original = documents.get(record.copy_of or "")
        if original is None:
            continue
        values = {"id": original.record.id}
        if is_copy(original.record):
            yield entry.path, Problem(entry.place("copy_of"), "copy-of-copy", values)
        elif type(original.record) is not type(record):
            kinds = kind_of(original.record), kind_of(record)
            values |= {"kind": kinds[0].en, "kind_zh": kinds[0].zh, "own": kinds[1].en, "own_zh": kinds[1].zh}
            yield entry.path, Problem(entry.place("copy_of"), "copy-of-other-kind", values)
        else:
            for name in _SAME:
                if (name,) in entry.places and record.read(name) != original.record.read(name):
                    said = values | {"field": name, "field_zh": label(type(record), name)}
                    yield entry.path, Problem(entry.place(name), "copy-says-other", said)


def resolved(entry: Entry[R], meant: Mapping[str, str]) -> Entry[R]:
    """The same where it names copies (keys of `meant`) naming the documents themselves."""
    if not meant:
        return entry
    record = redirected(entry.record, meant, _DOCUMENTS)
    if (original := record.read("translation_of")) in meant:
        record = revive(type(record), {**record.__dict__, "translation_of": meant[original]})
    return entry if record is entry.record else replace(entry, record=record)
