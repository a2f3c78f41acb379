"""Work spread over processes.

The work is split beforehand into one share a process: forked children already have every value that they need, so
nothing is sent to them, and only results come back. Where a system cannot fork (Windows), or with one job, the same
function runs here; results are the same either way.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from itertools import zip_longest
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from disclosure.problems import UserError

R = TypeVar("R")
T = TypeVar("T")
_NOTHING = object()


class WorkerFailed(Exception):
    """A process ended without a result. The message is its traceback, or how it ended."""


def processors() -> int:
    """How many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(task: Callable[[range], R], count: int, jobs: int) -> list[R]:
    """Call `task` with interleaved ranges that cover 0 to `count` - 1, one a process, and return the results in order.

    Interleaved, because neighbours are alike: documents of one year, pages of one kind. What `task` returns is pickled.
    """
    shares = [range(start, count, jobs) for start in range(min(jobs, count))]
    if len(shares) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [task(range(count))]
    context = multiprocessing.get_context("fork")
    running = []
    for share in shares:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(task, share, sender), daemon=True)
        process.start()
        sender.close()
        running.append((process, receiver))
    try:
        return [_result(receiver) for _, receiver in running]
    finally:
        for process, receiver in running:
            receiver.close()
            process.terminate()
            process.join()


def in_order_of_index(shares: list[list[T]]) -> list[T]:
    """The items of interleaved shares in the order of their indices again."""
    items = [item for row in zip_longest(*shares, fillvalue=_NOTHING) for item in row if item is not _NOTHING]
    return cast("list[T]", items)


def _run(task: Callable[[range], R], share: range, sender: Connection) -> None:
    _end_with_parent()
    gc.freeze()  # what was there before is the parent's: to search it for rubbish would copy all of its memory
    try:
        sender.send((task(share), None))
    except (UserError, OSError) as error:  # told by the parent as if it had happened there: the disk is full, say
        sender.send((None, error))
    except BaseException:  # noqa: BLE001 — the parent raises it again, with these words
        sender.send((None, traceback.format_exc()))


def _end_with_parent() -> None:
    """Nobody waits for the work of a parent that was killed, and the next build waits for its end (Linux only)."""
    if sys.platform.startswith("linux"):
        set_parent_death_signal = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def _result(receiver: Connection) -> Any:
    try:
        result, failure = receiver.recv()
    except EOFError:
        failure, result = "the process ended without a word (killed, or out of memory)", None
    if isinstance(failure, UserError | OSError):
        raise failure
    if failure is not None:
        raise WorkerFailed(failure)
    return result
