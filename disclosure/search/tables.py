"""What is published of a shard: its index, its table of documents, and its texts in pieces."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.base.fingerprint import files_below
from disclosure.search.pagefind import Indexers, SearchFailed, run_pagefind
from disclosure.search.record import ZONES, Digests, SearchRecord, pieces, row
from disclosure.search.shards import Shard, digest_of_all
from disclosure.text.normalise import fold

Entry = dict[str, Any]
"""What the manifest says of a shard."""


def link_all(source: Path, target: Path, but: AbstractSet[str] = frozenset()) -> None:
    """The files of a folder, but for some, under one more name."""
    for path in files_below(source) - but:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        link(f"{source}/{path}", f"{target}/{path}")


def link(source: str, target: str) -> None:
    """One more name for a file that nobody changes; a copy where the system cannot do that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def file_list(folder: Path, but: AbstractSet[str] = frozenset()) -> str:
    """A digest of the names and sizes of all files below a folder, but for some: tells whether any is missing or cut short."""
    paths = files_below(folder) - but
    files = sorted((path, os.stat(f"{folder}/{path}").st_size) for path in paths)  # noqa: PTH116 — see there
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Words:
    """An index of a shard's words: where it lies, and of each document how long its text and what follows it are."""

    folder: Path
    texts: tuple[int, ...]
    tails: tuple[int, ...]


def known_words(shard: Shard, old: Mapping[str, Entry], previous: Path) -> Words | None:
    """The published index of the same words, if there is one: where only dates or a status differ, nothing is indexed."""
    entry = old.get(shard.name)
    if entry is None or entry.get("words") != shard.words:
        return None
    folder = previous / shard.name
    table = json.loads((folder / entry["table"]).read_bytes())
    return Words(folder / entry["index"], tuple(table["text"]), tuple(table["tail"]))


def make_shard(shard: Shard, folder: Path, known: Words | None, indexers: Indexers) -> Entry:
    """Publish what the browser needs of one shard; the answer is its entry in the manifest.

    The shard's records are made one after the other, and only here.
    """
    ids = _ids(shard.digests)
    letters = 0
    (folder / "text").mkdir(parents=True)

    def made() -> Iterator[SearchRecord]:
        nonlocal letters
        for promise, key in zip(shard.promises, ids, strict=True):
            if indexers.stopped:
                raise SearchFailed("stopped")
            record = promise.make()
            letters += len(record.text)
            for number, piece in enumerate(pieces(record)):
                (folder / "text" / f"{key}-{number}.json").write_bytes(to_json(piece))
            yield record

    if known is None:
        words = _make_words(made(), folder, indexers)
    else:
        with indexers.turn:
            deque(made(), maxlen=0)
        words = known
        link_all(known.folder, folder / known.folder.name)
    bare = [promise.record for promise in shard.promises]
    return {
        "name": shard.name,
        "source": shard.source,
        "words": shard.words,
        "documents": len(bare),
        "letters": letters,
        "until": max(record.published_on or "" for record in bare),
        "libraries": sorted({name for record in bare for name in record.facets.get("library", ())}),
        "table": write_named(folder, "documents", table_of(bare, ids, words)),
        "index": words.folder.name,
        "files": file_list(folder),
    }


def _ids(digests: Sequence[Digests]) -> list[str]:
    """A name for the texts of each record, which changes with them: as much of a digest as tells all of them apart."""
    names = [digest_of_all([digest.whole]) for digest in digests]
    length = next(n for n in range(7, 17) if len({name[:n] for name in names}) == len(names))
    return [name[:length] for name in names]


def _make_words(records: Iterable[SearchRecord], folder: Path, indexers: Indexers) -> Words:
    """Have the records indexed, and publish the chunks, numbered in order, and with which token each begins.

    A start is cut to what tells it from the chunk before. Pagefind's own list also holds each chunk's last token and
    digest: three times the bytes.
    """
    lengths: list[tuple[int, int]] = []

    def rows() -> Iterator[Sequence[str]]:
        for record in records:
            tokens, text, tail = row(record)
            lengths.append((text, tail))
            yield tokens
        yield (_WORD,)

    files = run_pagefind(rows(), indexers)
    packed = next(data for path, data in files.items() if path.endswith(".pf_meta"))
    _, [(_, places)], chunks, *_ = _decode(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))
    texts, tails = zip(*lengths, strict=True)
    if places != ZONES["text"] * len(lengths) + sum(texts) + sum(tails) + 1:
        raise SearchFailed("Pagefind counted the tokens otherwise")  # a place would not be its document's
    name = folder / f"index-{hashlib.sha256(packed).hexdigest()[:8]}"  # it holds the chunks' digests
    name.mkdir()
    (name / "starts.json").write_bytes(to_json([start for start, _, _ in chunks]))
    for number, (_, _, chunk) in enumerate(chunks):
        (name / f"{number}.pf_index").write_bytes(files[f"index/{chunk}.pf_index"])
    return Words(name, texts, tails)


_WORD = "0page0"  # behind the last row: Pagefind leaves a page without any word out


def _decode(data: bytes) -> Any:
    """The value that CBOR bytes hold: whole numbers, texts and lists are all that Pagefind writes."""
    stream = io.BytesIO(data)

    def value() -> Any:
        kind, number = divmod(stream.read(1)[0], 32)
        if number >= 24:
            number = int.from_bytes(stream.read(1 << (number - 24)), "big")
        if kind == 0:
            return number
        if kind == 3:
            return stream.read(number).decode()
        if kind == 4:
            return [value() for _ in range(number)]
        raise SearchFailed(f"Pagefind wrote a list of chunks of another form (CBOR type {kind})")

    return value()


def table_of(records: Sequence[SearchRecord], ids: Sequence[str], words: Words) -> dict[str, object]:
    """One column per fact, one row per document, in the order of the index.

    Columns of words are as `_column` makes them. `day` is counted from the row before, the first row's from 1970-01-01,
    which also stands for no day. `title` is its length in letters, `text` and `tail` are lengths in tokens (see `Row`). `group` is
    the row of the policy under which an interpretation is shown, -1 for none.
    """
    row_of = {record.url: row for row, record in enumerate(records)}
    names = sorted({name for record in records for name in record.facets})
    return {
        "id": " ".join(ids),
        "kind": _column([(record.kind,) for record in records]),
        "timeline": _column([(record.timeline,) for record in records]),
        "day": _steps([_day_number(record.published_on) for record in records]),
        "title": [len(fold(record.title)) for record in records],
        "text": words.texts,
        "tail": words.tails,
        "group": [next((row_of[url] for url in record.policy_url if url in row_of), -1) for record in records],
        "facets": {name: _column([record.facets.get(name, ()) for record in records]) for name in names},
    }


def _column(cells: Sequence[tuple[str, ...]]) -> dict[str, object]:
    """Each value once, and for every row its position there: a number, or a list where there are none or several."""
    values = sorted({value for cell in cells for value in cell})
    position = {value: number for number, value in enumerate(values)}
    numbers = ([position[value] for value in cell] for cell in cells)
    return {"values": values, "rows": [cell[0] if len(cell) == 1 else cell for cell in numbers]}


def _day_number(day: str | None) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days if day else 0


def _steps(numbers: Sequence[int]) -> list[int]:
    """Each number as its distance from the one before it: small where the numbers rise."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def write_named(folder: Path, stem: str, value: object) -> str:
    """Write JSON under a name that carries its digest; the answer is the name."""
    data = to_json(value)
    name = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}.json".removeprefix("-")
    (folder / name).write_bytes(data)
    return name


def to_json(value: object) -> bytes:
    """A value as every file of the index holds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
