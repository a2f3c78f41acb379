"""Faults at the n-th operation on files: in a child process, where a kill is a kill and no `finally` runs."""

import errno
import json
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from disclosure.commands.console import guarded
from disclosure.commands.site_state import Witness
from disclosure.site import commit

Kind = Literal["kill", "error", "locked", "interrupt", "full", "half", "again"]
"""`half`: what is written to the file fails after some bytes; `again`: Ctrl+C, and once more at the next operation."""
KINDS: tuple[Kind, ...] = ("kill", "error", "locked", "interrupt", "full")
EVERY: tuple[Kind, ...] = (*KINDS, "half", "again")

_EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "ctypes.dlsym", "fsync"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_READS = {"os.scandir", "os.listdir"}
_NEED_SPACE = {"open", "os.rename", "os.mkdir", "os.link", "fsync"}
_HALF = 50
"""Bytes after which nothing more can be written."""

KILLED, DONE = 9, 0
_PROGRAM = f"{os.sep}disclosure{os.sep}"


class Faults:
    """Counts the operations that change files, and has the n-th (from 1) go wrong; with `below`, those that read there, too."""

    def __init__(self, kind: Kind, at: int, below: Path | None = None) -> None:
        self.kind = kind
        self.at = at
        self.below = below
        self.count = 0
        self.places: dict[tuple[str, ...], list[int]] = {}

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: it hears of an operation before it is done, and what it raises is raised by the operation."""
        if not self._counts(event, arguments):
            return
        self.count += 1
        if self.at == NEVER:
            self.places.setdefault((event, *_asking()), []).append(self.count)
        if self.kind == "half" and self.count == self.at + 1:
            _limit(None)
        last = {"full": NEVER, "again": self.at + 1}.get(self.kind, self.at)
        if not self.at <= self.count <= last or (self.kind == "full" and not _needs_space(event, arguments)):
            return
        if self.kind == "kill":
            os._exit(KILLED)
        if self.kind in {"interrupt", "again"}:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)  # and once more, by who does not wait
        elif self.kind == "half":
            _limit(_HALF)
        else:
            code = {"error": errno.EIO, "locked": errno.EACCES, "full": errno.ENOSPC}[self.kind]
            raise OSError(code, os.strerror(code), str(arguments[0]))

    def _counts(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event in _READS or (event == "open" and not (arguments[2] or 0) & _WRITES):
            return self.below is not None and str(arguments[0]).startswith(str(self.below))
        return event in _EVENTS and not (event == "open" and str(arguments[0]).startswith("/dev/"))


def _asking() -> Iterator[str]:
    """Where in the program an operation is asked for, from the innermost call."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if _PROGRAM in frame.f_code.co_filename:
            yield f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back


def _needs_space(event: str, arguments: tuple[Any, ...]) -> bool:
    return event in _NEED_SPACE and not (event == "open" and not (arguments[2] or 0) & _WRITES)


def _limit(size: int | None) -> None:
    """The size that no file may be written beyond (not on Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


NEVER = 1 << 30


def run_with(
    kind: Kind, at: int, site: Path, run: Callable[[], object], below: Path | None = None
) -> tuple[int, str, list[list[int]]]:
    """Run something that publishes in a child; its exit code, what was told, and where nothing goes wrong the operations.

    They are numbered from 1, those that one place in the program asks for together. A code of 0: there is no n-th operation,
    or what went wrong does no harm. What gives a number is a command, and tells by itself how it ends.
    """
    told, counted = os.pipe(), os.pipe()  # no files: to write them would be operations, too
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads of the test runner
        child = os.fork()
    if not child:
        try:
            _child(told[1], counted[1], Faults(kind, at, below), site, run)
        finally:
            os._exit(77)
    for _, end in (told, counted):
        os.close(end)
    with open(told[0], encoding="utf-8") as words, open(counted[0], encoding="ascii") as numbers:  # noqa: PTH123
        text, places = words.read(), numbers.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text, json.loads(places or "[]")


def _child(told: int, counted: int, faults: Faults, site: Path, run: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # what is written beyond a limit fails, as on a full disk
    commit.pause = lambda _: None
    sync = os.fsync

    def fsync(fd: Any) -> None:
        faults("fsync", (fd,))
        sync(fd)

    os.fsync = fsync

    def once() -> int:
        code = run()
        return code if isinstance(code, int) else DONE

    with open(told, "w", encoding="utf-8") as stream:
        sys.stdout = sys.stderr = stream
        sys.addaudithook(faults)
        try:
            code = guarded(once, "zh", (), Witness(site))
        except KeyboardInterrupt:  # the second, while the first was told
            code = 130
        places, faults.at, faults.kind = [*faults.places.values()], NEVER, "error"
        _limit(None)
    with open(counted, "w", encoding="ascii") as stream:
        json.dump(places, stream)
    os._exit(code)
