"""What a build leaves for the next one of the same site, so that only what differs is made anew.

One file beside the site holds it. It is a cache: one that is damaged, or of another program, configuration or site,
is dropped and everything is made anew, to the same bytes. It is unpickled, so it is trusted as the program itself is:
never take it from elsewhere.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BufferedRandom
from pathlib import Path
from typing import Literal, Self

from disclosure.base.fingerprint import LIBRARIES, Stamp, beside, leave, publication
from disclosure.base.pickling import quickly_pickled
from disclosure.base.problems import Problem
from disclosure.frontmatter.load import Sources
from disclosure.library.bodies import BodyFacts
from disclosure.library.library import Library
from disclosure.library.listings import Listings
from disclosure.model.documents import Authored
from disclosure.model.records import Entry
from disclosure.model.vocabulary import Vocabulary
from disclosure.pipeline.dependencies import OF_DOCUMENTS, Read, Tables, differing
from disclosure.site.page import Deferred, Page, Planned, Site, WaysIn, turn_of

_MAGIC = b"disclosure cache 1\n"
_HEAD = (len(_MAGIC), 64, 32)
"""How long the parts before what is remembered are: what the file is, of which program (hexadecimal), a digest of the rest."""

Dropped = Literal["none", "damaged", "other-program", "other-site", "resumed", "unfinished"]
"""Why there is no cache of the last build; the last two: what it left had to be brought to an end, or cannot be."""

Reason = tuple[Literal["all", "new", "differs", "reads"], str]
"""Why an item is made anew: everything is, it was not there, it says something else, or an entry it reads does (which)."""

ItemId = tuple[str, str]
"""What stays the same of an item from build to build: its kind and the document or file it makes."""


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for rubbish meanwhile: where most of what is made stays, the search takes as long as the work."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@quickly_pickled
@dataclass(frozen=True, slots=True)
class BuiltItem:
    """One item as it was last made: from what, and which files; `anchors` are those of other files that it links to."""

    item: Planned
    paths: tuple[str, ...]
    reads: tuple[Read, ...]
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Everything known from the last build; without arguments, nothing.

    `program` is a digest of what the build itself depends on: the program, its libraries, the configuration. `frame` is
    one of what every page depends on: templates, words, vocabulary, the day. `findings` are what the rules of one
    document found, by path, `attached` those of attached files, `problems` what is wrong with the library apart from
    them. `ways` are what the header of every page shows that follows from the documents. `others` are the files of the
    site that no item made: static ones, the search index. `compiled` are the templates of the same frame. `behind`
    are items that were published since, as they will be: a build makes them again. `site` is the publication of which
    all this is true.
    """

    program: str = ""
    frame: str = ""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    entries: Mapping[str, Entry[Authored]] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None
    findings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    attached: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, BodyFacts] = field(default_factory=dict)
    library: Library | None = None
    listings: Listings | None = None
    ways: WaysIn | None = None
    made: Mapping[ItemId, BuiltItem] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    compiled: Mapping[str, bytes] = field(default_factory=dict)
    behind: frozenset[ItemId] = frozenset()
    site: Stamp | None = None

    def library_of(self, documents: Sequence[Entry[Authored]], assets: Mapping[str, int], frame: str) -> Library | None:
        """The library as it is now, if nothing differs from what is remembered but bodies."""
        if self.library is None or (frame, assets) != (self.frame, self.library.assets):
            return None
        if len(documents) != len(self.entries):
            return None
        changed: list[Entry[Authored]] = []
        for entry in documents:
            old = self.entries.get(entry.path)
            if old is not entry:
                if old is None or replace(old, body=entry.body) != entry:
                    return None
                changed.append(entry)
        return self.library.with_texts(changed)

    def planned(self) -> tuple[Planned, ...]:
        """All that was planned."""
        return tuple(made.item for made in self.made.values())

    def paths(self) -> set[str]:
        """The files of all that was made, and those that were written beside it."""
        return {path for made in self.made.values() for path in made.paths} | self.others

    @uncollected()
    def up_to_date(
        self, planned: Iterable[Planned] | None, frame: str, new: Site, bodies: Iterable[str], files: Iterable[str]
    ) -> tuple[dict[ItemId, BuiltItem], dict[ItemId, Reason]]:
        """What would be made again as it was, and why the rest would not. None: the same is planned as last time.

        `bodies` are documents with another body, `files` attachments that changed.
        """
        items = {item_id(item): item for item in planned} if planned is not None else None
        if self.library is None or self.listings is None or (frame, new.ways) != (self.frame, self.ways):
            return {}, dict.fromkeys(items or (), ("all", ""))
        tables = Tables(new.library, new.listings)
        changed = differing(Tables(self.library, self.listings), tables, bodies, files)
        if items is None:
            items = {key: made.item for key, made in self.made.items()}
        fresh: dict[ItemId, BuiltItem] = {}
        reasons: dict[ItemId, Reason] = {}
        for key, item in items.items():
            made = self.made.get(key)
            if made is None:
                reasons[key] = ("new", "")
            elif key in self.behind or (made.item is not item and made.item != item):
                reasons[key] = ("differs", "")
            elif not changed.isdisjoint(made.reads):
                reasons[key] = (
                    "reads",
                    min(f"{table} {entry or ''}".strip() for table, entry in changed.intersection(made.reads)),
                )
            else:
                fresh[key] = made
        return fresh, reasons


EMPTY = BuildCache()


@dataclass(frozen=True, slots=True)
class Readers:
    """Which items may read a document, and which link to an anchor in a file: looked up for one saved text after another.

    `since` are items that were made since it was found: they may do either. `later` are those of later turns.
    """

    documents: Mapping[Read, tuple[ItemId, ...]]
    files: Mapping[str, tuple[ItemId, ...]]
    since: frozenset[ItemId] = frozenset()
    later: tuple[ItemId, ...] = ()

    @classmethod
    def of(cls, cache: BuildCache) -> Self:
        """Those of all that was made."""
        documents: defaultdict[Read, list[ItemId]] = defaultdict(list)
        files: defaultdict[str, list[ItemId]] = defaultdict(list)
        for key, made in cache.made.items():
            for read in made.reads:
                if read[0] in OF_DOCUMENTS:
                    documents[read].append(key)
            for file in {file for file, _ in made.anchors}:
                files[file].append(key)
        return cls(
            {read: tuple(keys) for read, keys in documents.items()},
            {f: tuple(keys) for f, keys in files.items()},
            later=tuple(key for key, made in cache.made.items() if turn_of(made.item)),
        )

    def of_documents(self, reads: Iterable[Read]) -> frozenset[ItemId]:
        """The items that may read any of these."""
        return self.since.union(*(self.documents.get(read, ()) for read in reads))

    def of_files(self, paths: Iterable[str]) -> frozenset[ItemId]:
        """The items that may link to an anchor in any of these."""
        return self.since.union(*(self.files.get(path, ()) for path in paths))


def item_id(item: Planned) -> ItemId:
    """The item's id."""
    if isinstance(item, Deferred):
        return sys.intern(f"{item.make.__module__}.{item.make.__qualname__}"), item.key
    return "page" if isinstance(item, Page) else "file", item.path


def program_digest(root: Path, code: bytes | None = None) -> str:
    """Changes with the program, the libraries that it is made of and the configuration."""
    return hashlib.sha256((code or code_digest()) + (root / "config.yaml").read_bytes()).hexdigest()


def code_digest() -> bytes:
    """Changes with the program, as it stands now, and the libraries that it is made of."""
    whole = hashlib.sha256(str([sys.version, *map(_version, LIBRARIES.values())]).encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.digest()


@cache
def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # what few sites need is not there on all machines
        return None


def frame_digest(sources: Sources, on: date) -> str:
    """Changes with what every page depends on."""
    whole = hashlib.sha256(str(on).encode())
    for source in (*sources.frame, *sources.data):
        whole.update(source.path.encode() + b"\0" + source.data)
    return whole.hexdigest()


def load_cache(site: Path, program: str) -> tuple[BuildCache, Dropped | None]:
    """What is remembered beside a site, if it is of this program and of the site as it stands; else nothing, and why."""
    try:
        with beside(site, "cache").open("rb") as file:
            magic, of_program, digest = map(file.read, _HEAD)
            if magic == _MAGIC and of_program != program.encode():  # its classes may be others: it is not even opened
                return EMPTY, "other-program"
            if magic != _MAGIC or digest != hashlib.file_digest(file, "sha256").digest():
                return EMPTY, "damaged"
            file.seek(sum(_HEAD))
            with uncollected():
                cache: BuildCache = pickle.load(file)  # noqa: S301 — see the module's words
    except FileNotFoundError:
        return EMPTY, "none"
    except OSError:
        return EMPTY, "damaged"
    gc.freeze()  # nearly all of it stays: who looks for rubbish later need not look there
    return (cache, None) if cache.site == publication(site) else (EMPTY, "other-site")


def usable(cache: BuildCache, program: str, site: Path) -> tuple[BuildCache, Dropped | None]:
    """A cache that was kept in the process, as `load_cache` gives one."""
    if cache.program != program:
        return EMPTY, "none" if cache is EMPTY else "other-program"
    return (cache, None) if cache.site == publication(site) else (EMPTY, "other-site")


def save_cache(cache: BuildCache, site: Path) -> None:
    """Write the cache of a site as it has just been published. Where the disk is full the next build makes all anew."""

    @uncollected()
    def write(file: BufferedRandom) -> None:
        file.write(_MAGIC + cache.program.encode() + bytes(_HEAD[-1]))
        pickle.dump(cache, file, pickle.HIGHEST_PROTOCOL)
        file.seek(sum(_HEAD))
        digest = hashlib.file_digest(file, "sha256").digest()
        file.seek(sum(_HEAD[:-1]))
        file.write(digest)

    leave(beside(site, "cache"), write)
