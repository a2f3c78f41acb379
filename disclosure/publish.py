"""Build beside, verify, swap: readers see the old site or the new one, never a mixture and never nothing.

Everything is written into a folder beside the site. Only when the whole of it stands and every link in it leads
somewhere does it take the site's place, by one exchange of names where the system can do that (Linux), by two renames
elsewhere. A build that fails or is killed leaves the old site as it was; the next build clears what it left behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from disclosure.addresses import NEXT_CHANGE
from disclosure.problems import ContentError, Place, Problem, UsageError


class BrokenOutput(Exception):
    """The built site contradicts itself. Our fault, not the editor's; nothing is published."""


class Staging:
    """The folder in which a site is built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write one file."""
        target = self._claim(path)
        target.write_bytes(data)

    def copy(self, path: str, source: Path) -> None:
        """Copy one file from the source tree."""
        shutil.copyfile(source, self._claim(path))

    def _claim(self, path: str) -> Path:
        """The place for one file; two outputs of one path are our fault."""
        if path in self.paths:
            message = f"two outputs for {path}"
            raise BrokenOutput(message)
        self.paths.add(path)
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def claim(self, paths: Iterable[str]) -> None:
        """Count files that other processes of this build wrote into the folder."""
        for path in paths:
            self._claim(path)

    def adopt(self, folder: str) -> None:
        """Count files that something else wrote below `folder`."""
        found = (self.folder / folder).rglob("*")
        self.paths.update(path.relative_to(self.folder).as_posix() for path in found if path.is_file())


@contextlib.contextmanager
def staging(destination: Path, root: Path) -> Iterator[Staging]:
    """A fresh folder beside `destination` that takes its place when the block ends without an error."""
    _refuse_what_is_not_ours(destination, root)
    beside = destination.parent / f".{destination.name}"
    destination.parent.mkdir(parents=True, exist_ok=True)
    with _only_one_build(Path(f"{beside}.lock")):
        folder, old = Path(f"{beside}.building"), Path(f"{beside}.old")
        if old.exists() and not destination.exists():  # killed between two renames
            old.rename(destination)
        for leftover in (folder, old):
            shutil.rmtree(leftover, ignore_errors=True)
        folder.mkdir()
        try:
            yield Staging(folder)
            _swap(folder, destination, old)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if destination.exists():
                shutil.rmtree(old, ignore_errors=True)


def verify(stage: Staging, base_path: str) -> None:
    """Every address of our own in every page leads to a file of the same build, and every #anchor to an id.

    Raises ContentError: what authors link to within the site by its address is known only when the site is there.
    """
    ids: dict[str, set[str]] = {}
    broken: list[tuple[str, str]] = []
    pages = sorted(path for path in stage.paths if path.endswith(".html"))
    wanted: dict[str, list[tuple[str, str]]] = {}
    for path in pages:
        text = (stage.folder / path).read_text(encoding="utf-8")
        ids[path] = set(_ID.findall(text))
        for address in set(_ADDRESS.findall(text)):
            target, _, fragment = address.partition("#")
            file = _file_of(target, path, base_path)
            if file is not None and file not in stage.paths:
                broken.append((path, address))
            elif file is not None and fragment:
                wanted.setdefault(file, []).append((path, unquote(fragment)))
    for file, links in wanted.items():
        broken.extend((path, f"{file}#{f}") for path, f in links if file in ids and f not in ids[file])
    if broken:
        raise ContentError(Problem(Place(path), "dead-link", {"href": href}) for path, href in broken)


_ADDRESS = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def _file_of(target: str, page: str, base_path: str) -> str | None:
    """The file that an address of a page means; None for addresses elsewhere."""
    target = unquote(target.replace("&amp;", "&").partition("?")[0])
    if not target:
        return page
    if not target.startswith(base_path) or target.startswith("//"):
        return None
    path = target[len(base_path) :]
    return path + "index.html" if not path or path.endswith("/") else path


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
    """Hold a lock file with our process number; a lock whose process is gone is taken over."""
    for _ in range(2):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            pid = lock.read_text(encoding="ascii", errors="replace").strip()
            if pid.isdigit() and int(pid) != os.getpid() and _is_running(int(pid)):
                raise UsageError([Problem(Place(lock.name), "build-running", {"pid": pid})]) from None
            lock.unlink(missing_ok=True)
            continue
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        break
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":  # os.kill(pid, 0) would end the process there
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _swap(folder: Path, destination: Path, old: Path) -> None:
    if not destination.exists():
        folder.rename(destination)
    elif _exchange(folder, destination):
        folder.rename(old)
    else:
        destination.rename(old)
        folder.rename(destination)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (renameat2 with RENAME_EXCHANGE); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    at_cwd, exchange = -100, 2
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0)
