"""Faults at the n-th operation on files: in a child process, where a kill is a kill and no `finally` runs."""

import errno
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from disclosure.commands.console import guarded
from disclosure.commands.site_state import Witness
from disclosure.site import commit

Kind = Literal["kill", "error", "locked", "interrupt", "full"]
KINDS: tuple[Kind, ...] = ("kill", "error", "locked", "interrupt", "full")

_EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "ctypes.dlsym", "fsync"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_NEED_SPACE = {"open", "os.rename", "os.mkdir", "os.link", "fsync"}

KILLED, DONE = 9, 0


class Faults:
    """Counts the operations that change files, and has the n-th (from 1) go wrong."""

    def __init__(self, kind: Kind, at: int) -> None:
        self.kind = kind
        self.at = at
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: it hears of an operation before it is done, and what it raises is raised by the operation."""
        if event not in _EVENTS or (event == "open" and not arguments[2] & _WRITES):
            return
        if event == "open" and str(arguments[0]).startswith("/dev/"):
            return
        self.count += 1
        if self.count < self.at or (self.kind != "full" and self.count > self.at):
            return
        if self.kind == "full" and event not in _NEED_SPACE:
            return
        if self.kind == "kill":
            os._exit(KILLED)
        if self.kind == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)  # and once more, by who does not wait
        else:
            code = {"error": errno.EIO, "locked": errno.EACCES, "full": errno.ENOSPC}[self.kind]
            raise OSError(code, os.strerror(code), str(arguments[0]))


NEVER = 1 << 30


def run_with(kind: Kind, at: int, site: Path, run: Callable[[], object]) -> tuple[int, str, int]:
    """Run something that publishes in a child; its exit code, what was told, and how many operations there were.

    There are -1 where it was killed. A code of 0: there is no n-th operation, or what went wrong does no harm.
    """
    told, counted = site.parent / "told.txt", site.parent / "counted.txt"
    counted.unlink(missing_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads of the test runner
        child = os.fork()
    if not child:
        try:
            _child(told, counted, Faults(kind, at), site, run)
        finally:
            os._exit(77)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, told.read_text(encoding="utf-8"), int(counted.read_text()) if counted.exists() else -1


def _child(told: Path, counted: Path, faults: Faults, site: Path, run: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    commit.pause = lambda _: None
    sync = os.fsync

    def fsync(fd: Any) -> None:
        faults("fsync", (fd,))
        sync(fd)

    os.fsync = fsync

    def once() -> int:
        run()
        return DONE

    with told.open("w", encoding="utf-8") as stream:
        sys.stdout = sys.stderr = stream
        sys.addaudithook(faults)
        try:
            code = guarded(once, "zh", (), Witness(site))
        except KeyboardInterrupt:  # the second, while the first was told
            code = 130
        count, faults.at, faults.kind = faults.count, NEVER, "error"
    counted.write_text(str(count), encoding="ascii")
    os._exit(code)
