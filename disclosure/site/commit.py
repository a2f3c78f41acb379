"""What is staged takes its place, so that whatever happens in between the next build can bring it to an end.

A whole site takes the place of another by one exchange of names where the system can do that (Linux), by two renames
elsewhere. A patch takes it file by file: once it is complete, a journal says which files are to be put and which are gone,
and whoever finds a journal carries it out. Each step may be done again, and every file is an old one or a new one.

Power may fail as well. A system writes when it likes, so before something relies on what was written the system is asked
to have done so, by one call for all (Linux; file by file it takes as long as a whole build): what is staged before the
journal tells of it, what was put before the journal goes. Where no cache is left on the disk (`serve`) nobody is asked:
the next build then makes the whole site anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from disclosure.base.fingerprint import NEXT_CHANGE, beside, clear, files_below, forget
from disclosure.base.interrupts import uninterrupted

PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between two tries to change a file that another program holds: an editor, a scan for viruses, a web server."""
_HELD = {errno.EACCES, errno.EPERM, errno.EBUSY}
_FEW = 16
"""Files that are written to the disk one by one."""

pause: Callable[[float], object] = time.sleep


class DamagedJournal(Exception):
    """What the journal says cannot be carried out: it is not whole, or what it tells of is not there."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The paths that differ between two sites: files that are staged, and files that are gone."""

    put: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def read(cls, journal: Path) -> Self:
        """The patch that a journal tells of; raises DamagedJournal."""
        try:
            digest, _, text = journal.read_bytes().partition(b"\n")
            if hashlib.sha256(text).hexdigest().encode() != digest:
                raise DamagedJournal
            put, gone = json.loads(text)
            patch = cls(tuple(put), tuple(gone))
            if not all(map(_is_below, (*patch.put, *patch.gone))):
                raise DamagedJournal
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise DamagedJournal from error
        return patch

    def write(self, journal: Path) -> None:
        """As a journal."""
        text = json.dumps([self.put, self.gone]).encode()
        journal.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def _is_below(path: str) -> bool:
    """Whether a path is of a file in the site, and of none outside it."""
    return not path.startswith("/") and not {"", ".", ".."}.intersection(path.split("/"))


def commit_patch(destination: Path, gone: Iterable[str], *, durable: bool) -> None:
    """Bring the staged files into `destination`, and take away those that are gone."""
    folder, draft = beside(destination, "building"), beside(destination, "journal.new")
    if not (folder / NEXT_CHANGE).exists():  # by its stamp it is known which publication stands there
        (folder / NEXT_CHANGE).write_bytes((destination / NEXT_CHANGE).read_bytes())
    patch = Patch(tuple(sorted(files_below(folder))), tuple(sorted(gone)))
    if durable:
        _keep(folder, patch.put)
    patch.write(draft)
    if durable:
        _flush(draft)
    with uninterrupted():
        forget(destination)
        _patiently(lambda: os.replace(draft, beside(destination, "journal")))  # noqa: PTH105 — as all below: see _put
        if durable:
            _flush(destination.parent)
        _apply(destination, patch, durable=durable)


def commit_whole(destination: Path, *, durable: bool) -> None:
    """Let the staged site take the place of `destination`."""
    folder = beside(destination, "building")
    if durable:
        _keep(folder, files_below(folder))
    with uninterrupted():
        forget(destination)
        _swap(folder, destination, beside(destination, "old"))
        clear(beside(destination, "journal"))  # one that could not be carried out
        if durable:
            _flush(destination.parent)


Found = Literal["resumed", "unfinished"]


def recover(destination: Path) -> Found | None:
    """Bring to an end what an earlier build left: "unfinished" if only a whole site can.

    A journal that cannot be carried out stays until then: so nobody takes the site for what it is not.
    """
    old, journal = beside(destination, "old"), beside(destination, "journal")
    with uninterrupted():
        if os.path.lexists(old) and not os.path.lexists(destination):  # killed between two renames
            _patiently(lambda: old.rename(destination))
        _patiently(lambda: clear(old))
        for what in ("journal.new", "fingerprint.new", "cache.new"):
            clear(beside(destination, what))
        if not os.path.lexists(destination):
            clear(journal)
        if not os.path.lexists(journal):
            clear(beside(destination, "building"))
            return None
        forget(destination)
        try:
            _apply(destination, Patch.read(journal), durable=True)
        except DamagedJournal:
            return "unfinished"
    clear(beside(destination, "building"))
    return "resumed"


# ------------------------------------------------------------------------------------------------------ a patch


def _apply(destination: Path, patch: Patch, *, durable: bool) -> None:
    """Carry the journal out, from its beginning or from where it was broken off."""
    folder, site = str(beside(destination, "building")), str(destination)
    other_case = {_same(path): path for path in patch.gone}
    folders: set[str] = set()
    for path in patch.put:
        if path != NEXT_CHANGE:
            _put(folder, site, path, other_case, folders)
    put = {_same(path) for path in patch.put}
    for path in patch.gone:
        _remove(site, path, only_folders=_same(path) in put)
    _put(folder, site, NEXT_CHANGE, {}, folders)
    if durable:
        _keep(destination, patch.put)
    clear(beside(destination, "journal"))


def _same(path: str) -> str:
    """What a path is on a system that does not tell capitals from small letters: there one name is the other."""
    return unicodedata.normalize("NFC", path).casefold()


def _put(folder: str, site: str, path: str, other_case: Mapping[str, str], folders: set[str]) -> None:
    """Move one staged file to its place; in plain strings, since there may be ten thousands."""
    source, target = f"{folder}/{path}", f"{site}/{path}"
    if not os.path.lexists(source):
        if not os.path.isfile(target):  # noqa: PTH113
            raise DamagedJournal
        return  # it was moved before
    above = path.rpartition("/")[0]
    if above not in folders:
        _make_folder(site, above)
        folders.add(above)
    if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114 — of the old site: all of it is gone
        clear(Path(target))
    if other := other_case.get(_same(path)):
        _unlink(f"{site}/{other}")
    _patiently(lambda: os.replace(source, target))  # noqa: PTH105


def _make_folder(site: str, path: str) -> None:
    """A folder of the new site; a file of the old one that stands where it or one above it goes is gone."""
    place = site
    for name in path.split("/") if path else ():
        place = f"{place}/{name}"
        if os.path.islink(place) or not os.path.isdir(place):  # noqa: PTH112, PTH114
            _unlink(place)
            os.mkdir(place)  # noqa: PTH102


def _remove(site: str, path: str, *, only_folders: bool) -> None:
    """Take away a file that is gone, and the folders that it leaves empty; each may have gone before."""
    if not only_folders:
        _unlink(f"{site}/{path}")
    above = path.rpartition("/")[0]
    while above:
        try:
            os.rmdir(f"{site}/{above}")  # noqa: PTH106
        except (FileNotFoundError, NotADirectoryError):
            pass  # gone before, or a file of the new site
        except OSError:
            return  # not empty; or held by somebody: an empty folder does no harm
        above = above.rpartition("/")[0]


def _unlink(path: str) -> None:
    """Remove a file, if it is there; a folder of this name is the new site's."""
    if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            _patiently(lambda: os.unlink(path))  # noqa: PTH108


def _patiently(change: Callable[[], object]) -> None:
    """Change a file; one that another program holds is tried again."""
    for seconds in PATIENCE:
        try:
            change()
        except OSError as error:
            if error.errno not in _HELD:
                raise
            pause(seconds)
        else:
            return
    change()


# ------------------------------------------------------------------------------------------------- a whole site


def _swap(folder: Path, destination: Path, old: Path) -> None:
    if not os.path.lexists(destination):
        folder.rename(destination)
    elif not _exchange(folder, destination):  # which leaves the old site where the new one was
        _patiently(lambda: destination.rename(old))
        try:
            _patiently(lambda: folder.rename(destination))
        except OSError:
            old.rename(destination)
            raise


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


# -------------------------------------------------------------------------------------------------- power fails


def _keep(folder: Path, paths: Iterable[str]) -> None:
    """Have the system write these files below a folder to the disk, and the folders that name them."""
    files = list(paths)
    if len(files) > _FEW and _flush_all(folder):
        return
    for path in files:
        _flush(folder / path)
    for above in {(folder / path).parent for path in files}:
        _flush(above)


def _flush_all(folder: Path) -> bool:
    """Have everything written that the file system still holds back; False where the system has no such call."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError, TypeError):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)
    return True


def _flush(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk; a folder where the system can do that."""
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that has no disk behind it
            raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(handle)
