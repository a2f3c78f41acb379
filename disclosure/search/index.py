"""The search index: records in, `search-index/` out.

    search-index/
      manifest.json              names every other file; but for the last, the only one that changes under its name
      rules-<digest>.json        what the browser needs to read a query as the index was made
      suggest/<digest>.json      what to suggest while a reader types: a head, and buckets by letter
      <shard>/
        documents-<digest>.json  a table with one row per document: what ranking, badges and facets need
        index-<digest>/          for every token its places; as Pagefind wrote it
          starts.json            with which token each chunk begins
          <n>.pf_index           the chunks
        text/<id>-<n>.json       the raw text in pieces, for excerpts
      former.json                files of the index before, which stay for one publication: see `former`

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

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from disclosure.search.former import former
from disclosure.search.pagefind import Indexers
from disclosure.search.record import PIECE, ZONES, Promise, SearchRecord, promised
from disclosure.search.shards import AT_ONCE, Shard, shards_of
from disclosure.search.suggest import Suggestions, Way, suggestions
from disclosure.search.tables import Entry, file_list, known_words, link_all, make_shard, to_json, write_named
from disclosure.text.normalise import COMMON, SYLLABLES, fold, simplified_characters

SIDE_BY_SIDE = 2
"""Shards that are indexed at a time, each by a Pagefind of its own, which uses one processor: some 4 GB together."""


TICK = 0.05
"""Seconds between two calls of `tell`."""


FILLERS = (
    "的 了 吗 呢 吧 啊 么 有 没有 是 不是 在 和 与 及 或 对 为 于 把 被 从 到 给 让 向 就 都 也 还 要 想 会 能 可以 需要 应该 "
    "我 我们 你 您 他 她 它 这 那 这个 那个 哪 哪里 哪儿 哪些 什么 怎么 怎么办 怎样 如何 为什么 多少 几 请问 请 去 来 办 个 一个 "
    "一下 关于 有关 住"
)
"""Words that say how one asks, not what about."""


Tell = Callable[[int, int], None]
"""Hears how many documents are indexed, of how many."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How many documents were indexed, in how many shards, of which so many were made anew.

    `left` are the folders of shards that were left in the earlier index.
    """

    documents: int
    shards: int
    made: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidance:
    """What leads readers on beside the documents: groups of words that mean the same to them, and pages to suggest."""

    synonyms: Iterable[Sequence[str]] = ()
    ways: Iterable[Way] = ()


def build_index(
    records: Iterable[SearchRecord | Promise],
    destination: Path,
    previous: Path,
    guidance: Guidance = Guidance(),
    jobs: int = 1,
    tell: Tell | None = None,
    *,
    patch: bool = False,
) -> IndexReport:
    """Write the index of all records into `destination`, which is empty or not there yet. Raises `SearchFailed`.

    Shards that have not changed since the index at `previous` (which may be missing) are linked from there; for a `patch`
    of that index they are left where they are: a large collection has ten thousands of files in them. Up to `jobs` shards,
    and never more than `SIDE_BY_SIDE`, are indexed at a time. `tell` is called again and again while that goes on; when
    it raises, it goes on no longer.
    """
    shards = shards_of(record if isinstance(record, Promise) else promised(record) for record in records)
    before = former(previous)
    old = _published(previous, before)
    destination.mkdir(parents=True, exist_ok=True)
    entries: dict[str, Entry] = {}
    for shard in shards:
        entry = old.get(shard.name)
        if entry and entry["source"] == shard.source:
            if not patch:
                link_all(previous / shard.name, destination / shard.name, _below(before, shard.name))
            entries[shard.name] = entry
    left = tuple(entries) if patch else ()
    changed = [shard for shard in shards if shard.name not in entries]
    waiting = sum(len(shard.promises) for shard in changed)
    done = 0
    indexers = Indexers()

    def make(shard: Shard) -> Entry:
        return make_shard(shard, destination / shard.name, known_words(shard, old, previous), indexers)

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
        "rules": write_named(destination, "rules", _rules(guidance.synonyms)),
        "suggestions": _write_suggestions(destination / "suggest", suggestions(everything, guidance.ways)),
        "zones": dict(ZONES),
        "piece": PIECE,
        "at_once": AT_ONCE,
        "shards": [entries[shard.name] for shard in shards],
    }
    (destination / "manifest.json").write_bytes(to_json(manifest))
    return IndexReport(len(everything), len(shards), len(changed), left)


def _below(names: Iterable[str], folder: str) -> frozenset[str]:
    """Those of some paths that are below a folder, relative to it."""
    return frozenset(name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/"))


def _published(index: Path, before: frozenset[str]) -> dict[str, Entry]:
    """The undamaged shards of a published index by name; none where there is no index that can be read."""
    try:
        shards = json.loads((index / "manifest.json").read_bytes())["shards"]
        names = {shard["name"]: shard for shard in shards}
        return {
            name: shard
            for name, shard in names.items()
            if shard["files"] == file_list(index / name, _below(before, name))
        }
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


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
    buckets = [write_named(folder, "", bucket) for bucket in found.buckets]
    head = {"names": found.names, "titles": found.titles, "common": found.common, "buckets": buckets}
    return write_named(folder, "", head)
