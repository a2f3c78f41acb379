"""Build beside, verify, then publish: readers see an old page or a new one, never half of one and never nothing.

A first build, or one that remembers nothing, writes the whole site into a folder beside the old one. When all of it
stands and every link in it leads somewhere, it takes the site's place.

A build that remembers the last one writes only the files that differ, as a patch. Once the patch is complete and
verified, each file takes its place by a rename. A build that fails or is killed before that leaves the old site as it
was; how one that is killed later is brought to an end is the matter of `commit`.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin

from disclosure.base.fingerprint import NEXT_CHANGE, beside, clear, files_below
from disclosure.base.interrupts import uninterrupted
from disclosure.base.problems import ContentError, Place, Problem, UsageError
from disclosure.library.addresses import site_file
from disclosure.site.commit import Found, commit_patch, commit_whole, recover


class BrokenOutput(Exception):
    """The built site contradicts itself. Our fault, not the editor's; nothing is published."""


class Staging:
    """The folder in which a site is built, or what differs of one.

    `paths` are all files of the new site, relative to its root. With `published`, the site to be patched, of which the
    files `standing` are known, files that stand there with the same bytes are not written.
    """

    def __init__(self, folder: Path, published: Path | None = None, standing: Iterable[str] = ()) -> None:
        self.folder = folder
        self.standing = frozenset(standing)
        self.published = published
        self.paths: set[str] = set()
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write one file."""
        self.claim([path])
        if not self._stands(path, data):
            place = self._place(path)
            try:
                with open(place, "wb") as file:  # noqa: PTH123 — see _place
                    file.write(data)
            except OSError as error:
                error.filename = place  # a full disk does not say which
                raise

    def stream(self, path: str, stretches: Iterable[bytes]) -> None:
        """Write one file, a stretch after the other."""
        self.claim([path])
        place = self._place(path)
        try:
            with open(place, "wb") as file:  # noqa: PTH123 — see _place
                file.writelines(stretches)
        except OSError as error:
            error.filename = error.filename or place
            raise
        if self.published is not None and _same(Path(place), self.published / path):
            Path(place).unlink()

    def copy(self, path: str, source: Path) -> None:
        """Copy one file from the source tree."""
        self.claim([path])
        if self.published is None or not self._stands(path, source.read_bytes()):
            shutil.copyfile(source, self._place(path))

    def claim(self, paths: Iterable[str]) -> None:
        """Count files of the new site that stand already, or that other processes of this build wrote.

        Two outputs of one path are our fault.
        """
        for path in paths:
            if path in self.paths:
                message = f"two outputs for {path}"
                raise BrokenOutput(message)
            self.paths.add(path)

    def adopt(self, folder: str) -> None:
        """Count files that something else wrote below `folder`; what stands in the published site is not kept twice."""
        for path in sorted(files_below(self.folder / folder)):
            name = f"{folder}/{path}"
            self.claim([name])
            if self.published is not None and self._stands(name, (self.folder / name).read_bytes()):
                (self.folder / name).unlink()

    def keep(self, paths: Iterable[str], site: Path) -> None:
        """Count files of the site that stands, which stay in the new one as they are."""
        for path in paths:
            self.claim([path])
            if self.published is None:
                shutil.copyfile(site / path, self._place(path))

    def where(self, path: str) -> Path:
        """Where a file of the new site is meanwhile: staged, or as it stands."""
        staged = self.folder / path
        return staged if self.published is None or staged.exists() else self.published / path

    def read(self, path: str) -> str:
        """A page of the new site."""
        return self.where(path).read_text(encoding="utf-8")

    def _stands(self, path: str, data: bytes) -> bool:
        if self.published is None:
            return False
        try:
            return (self.published / path).read_bytes() == data
        except OSError:
            return False

    def _place(self, path: str) -> str:
        """Where a file is staged, its folder made; in plain strings: paths take longer than the writing."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103 — see above
            self._folders.add(folder)
        return f"{self.folder}/{path}"


class StandingFiles(Mapping[str, Path]):
    """The files of the new site that are counted so far, by their paths: where each is meanwhile."""

    def __init__(self, stage: Staging) -> None:
        self._stage = stage
        self._paths = frozenset(stage.paths)

    def __getitem__(self, path: str) -> Path:
        if path not in self._paths:
            raise KeyError(path)
        return self._stage.where(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same; neither need fit into memory."""
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        with one.open("rb") as first, other.open("rb") as second:
            return hashlib.file_digest(first, "sha256").digest() == hashlib.file_digest(second, "sha256").digest()
    except OSError:
        return False


@contextlib.contextmanager
def building(destination: Path, root: Path) -> Iterator[Found | None]:
    """Hold the right to build into `destination`, with what an earlier build left there brought to an end.

    What was left is given: the site that stands there is none that anybody remembers then.
    """
    _refuse_what_is_not_ours(destination, root)
    destination.parent.mkdir(parents=True, exist_ok=True)
    with _only_one_build(beside(destination, "lock")):
        yield recover(destination)


@contextlib.contextmanager
def staging(destination: Path, standing: set[str] | None = None, *, durable: bool = True) -> Iterator[Staging]:
    """A folder that takes the place of `destination`, or of what differs in it, when the block ends without an error.

    `standing` are the paths of the files in `destination`, if it is to be patched. What is known of the site as it was is
    forgotten before the first change. A site of which something is remembered must be `durable` (see `commit`).
    """
    folder = beside(destination, "building")
    stage = Staging(folder, destination if standing is not None else None, standing or set())
    try:
        clear(folder)
        folder.mkdir()
        yield stage
        gone = stage.standing - stage.paths
        if standing is None:
            commit_whole(destination, durable=durable)
        elif gone or files_below(folder):
            commit_patch(destination, gone, durable=durable)
    finally:
        with uninterrupted():
            _clear_up(destination)


def _clear_up(destination: Path) -> None:
    """Remove what nobody needs any more; what cannot be removed now is by the next build."""
    with contextlib.suppress(OSError):
        clear(beside(destination, "journal.new"))
    if not beside(destination, "journal").exists():
        shutil.rmtree(beside(destination, "building"), ignore_errors=True)
    if destination.exists():
        shutil.rmtree(beside(destination, "old"), ignore_errors=True)


_UNKNOWN = ("", "")


@dataclass(slots=True)
class Addresses:
    """What pages link to: files of the site, and anchors in them that are not known to be there."""

    files: set[str] = field(default_factory=set)
    anchors: set[tuple[str, str]] = field(default_factory=set)
    _known: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False)

    def read(self, page: str, text: str, base_path: str) -> set[tuple[str, str]]:
        """Take in every address of our own on a page; gives the anchors of other files.

        Anchors of the page itself are looked for at once, while it is at hand.
        """
        anchors: set[tuple[str, str]] = set()
        for address in _addresses(text):
            known = self._known.get(address, _UNKNOWN)  # most stand on every page
            if known is _UNKNOWN:
                known = _target_of(address, page, base_path)
                if address.startswith("/"):  # all others are read from the page they stand on
                    self._known[address] = known
            if known is not None:
                self.files.add(known[0])
                if known[1]:
                    anchors.add(known)
        others = {pair for pair in anchors if pair[0] != page}
        if own := anchors - others:
            ids = ids_of(text)
            self.anchors.update(pair for pair in own if pair[1] not in ids)
        self.anchors |= others
        return others


def verify(stage: Staging, addresses: Addresses, base_path: str, templates: Path | None = None) -> None:
    """Every address leads to a file of the new site, and every #anchor to an id in it.

    What authors wrote has been found wanting before (`link_check`). Raises ContentError for what stands in `templates`, at its
    place there, and BrokenOutput for anything else.
    """
    missing = addresses.files - stage.paths
    by_file: dict[str, set[str]] = {}
    for file, fragment in addresses.anchors:
        if file.endswith(".html") and file in stage.paths:
            by_file.setdefault(file, set()).add(fragment)
    lost = {(file, id_) for file, ids in by_file.items() for id_ in ids - ids_of(stage.read(file))}
    if missing or lost:
        dead = sorted(_dead_links(stage, missing, lost, base_path))
        told = [_in_template(templates, address.removeprefix(base_path)) for _, address in dead] if templates else []
        if told and all(told):
            raise ContentError(
                [Problem(place, "dead-link", {"href": dead[i][1]}) for i, place in enumerate(told) if place]
            )
        message = f"dead links: {dead[:20]}"
        raise BrokenOutput(message)


def _dead_links(
    stage: Staging, files: set[str], anchors: set[tuple[str, str]], base_path: str
) -> Iterator[tuple[str, str]]:
    """The pages that link to what is not there, with the links; looked for only now that there are some."""
    for page in sorted(path for path in stage.paths if path.endswith(".html")):
        for address in _addresses(stage.read(page)):
            target = _target_of(address, page, base_path)
            if target is not None and (target[0] in files or target in anchors):
                yield page, address


def _in_template(templates: Path, address: str) -> Place | None:
    """Where a template says an address; None where none does."""
    for path in sorted(templates.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if (column := line.find(address)) >= 0:
                return Place(f"templates/{path.relative_to(templates).as_posix()}", number, column + 1)
    return None


def ids_of(text: str) -> set[str]:
    """The ids on a page, or in a part of one; found by splitting, as addresses are."""
    parts = pairwise(text.split('id="'))
    return {after.partition('"')[0] for before, after in parts if before[-1:].isspace()}


def _addresses(text: str) -> set[str]:
    """The values of href, src and action; found by splitting, which is many times faster than a pattern."""
    found: set[str] = set()
    for name in (' href="', ' src="', ' action="'):
        for before, after in pairwise(text.split(name)):
            if before.rfind("<") > before.rfind(">"):  # inside a tag: text may speak of href="…" too
                found.add(after.partition('"')[0])
    return found


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _target_of(address: str, page: str, base_path: str) -> tuple[str, str] | None:
    """The file that a browser asks for at an address on a page, and the anchor in it ("": none); None for other hosts."""
    before, mark, fragment = (html.unescape(address) if "&" in address else address).partition("#")
    target = before.partition("?")[0]
    if not target:
        return page, site_file(mark + fragment)[1]
    if target.startswith("//") or _SCHEME.match(target):
        return None
    plain = target.startswith("/") and "/." not in target  # as nearly all are; urljoin takes long
    whole = target if plain else urljoin(base_path + page, target)
    if not whole.startswith(base_path):
        return unquote(whole), ""  # no file of ours has an absolute path: dead, whatever else the host may serve there
    return site_file(whole[len(base_path) - 1 :] + mark + fragment)


def _refuse_what_is_not_ours(destination: Path, root: Path) -> None:
    """A folder that holds files and is no site of ours is never overwritten; every site of ours holds NEXT_CHANGE."""
    place = Place(str(destination))
    if destination.resolve() == root.resolve() or destination.resolve() in root.resolve().parents:
        raise UsageError([Problem(place, "output-holds-input", {"path": str(destination)})])
    inputs = ("content", "templates", "disclosure", "tests", "docs", "benchmarks")
    if any(destination.resolve().is_relative_to(root.resolve() / name) for name in inputs):
        raise UsageError([Problem(place, "output-holds-input", {"path": str(destination)})])
    if destination.is_symlink() or (
        destination.exists()
        and (not destination.is_dir() or (any(destination.iterdir()) and not (destination / NEXT_CHANGE).is_file()))
    ):
        raise UsageError([Problem(place, "output-not-ours", {"path": str(destination)})])


@contextlib.contextmanager
def _only_one_build(lock: Path) -> Iterator[None]:
    """Hold a lock on a file, which says our process number to whoever is refused.

    The system holds it, and for as long as a process of this build is there: when the build was killed, its worker
    processes may still be writing, and a process number may be another program's by now.
    """
    handle: int | None = None
    try:
        with uninterrupted():
            handle = _take(lock)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without the number
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        if handle is not None:
            with uninterrupted():
                _let_go(handle, lock)


def _let_go(handle: int, lock: Path) -> None:
    if sys.platform == "win32":  # where an open file cannot be removed
        os.close(handle)
    with contextlib.suppress(OSError):
        lock.unlink(missing_ok=True)
    if sys.platform != "win32":
        os.close(handle)


def _take(lock: Path) -> int:
    """The handle of the file, locked. One that its last holder removed meanwhile locks nothing: then once more."""
    if lock.is_symlink() or lock.is_dir():  # whoever made that
        clear(lock)
    while True:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR)
        try:
            _lock(handle)
            if sys.platform == "win32" or os.path.samestat(os.fstat(handle), os.stat(lock)):  # noqa: PTH116 — as in load
                return handle
        except BlockingIOError:
            pid = lock.read_text(encoding="ascii", errors="replace").strip()
            os.close(handle)
            raise UsageError([Problem(Place(lock.name), "build-running", {"pid": pid})]) from None
        except FileNotFoundError:
            pass
        os.close(handle)


def _lock(handle: int) -> None:
    """Raises BlockingIOError where somebody has the lock. A file system without locks lets two builds through."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 — only there

        os.lseek(handle, 1 << 30, os.SEEK_SET)  # past the process number: a locked byte cannot be read
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl  # noqa: PLC0415 — not on Windows

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass
