"""Work spread over processes. The seam is a standard `concurrent.futures.Executor`.

The work is split beforehand into shares. There are two kinds of workers. **Local** ones are forked for their share and
have every value of this process: nothing is sent to them, only results come back. **Remote** ones (spawned processes, a
Dask cluster) have nothing: what they are sent is pickled, so a batch for them is a function of a module with a small
order, and they find out everything else for themselves. With one job, or where a system cannot fork (Windows), the work
is done here. Results are the same in every case.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import mmap
import multiprocessing
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from disclosure.base.interrupts import ignore, unheard, uninterrupted
from disclosure.base.problems import Place, Problem, UsageError, UserError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

Count = Callable[[], object]
"""Called by whoever works, once for each thing done."""
Tell = Callable[[int, int], None]
"""Called now and then by whoever waits: how many of how many things are done."""

EXECUTORS = r"here|forks|processes|dask://[^/\s]+:[0-9]{1,5}"
"""What may be asked for; `dask://` with the address of a scheduler."""
SHARES = 4
"""Shares for each remote worker: some are faster than others, and what a lost one had is done again by another."""
PATIENCE = 15.0
"""Seconds in which a cluster must answer and have a worker."""
ALONE = 40
"""Things, up to which other processes cost more than they save."""
_TICK = 0.1
_ENDED_BY_OTHERS = (-signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM))
"""Exit codes of a process that the system ended: Linux kills whoever needs the most memory, a service manager both ways."""


class WorkerFailed(Exception):
    """A process ended without a result. The message is its traceback, or how it ended."""


class WorkerKilled(UsageError):
    """The system ended a process that worked, most likely for want of memory: fewer need less."""

    def __init__(self) -> None:
        super().__init__([Problem(Place("--jobs"), "worker-killed")])


def processors() -> int:
    """How many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """Who works: an executor (None: this process), into how many shares work is split, whether workers are local.

    `tell` hears how far they are; when it raises, they go no further.
    """

    executor: Executor | None = None
    shares: int = 1
    local: bool = True
    tell: Tell = lambda _done, _of: None

    def on(self, count: int) -> WorkerPool:
        """Who works on so many things: this process alone, where others would cost more than they save."""
        return self if count > ALONE else HERE


HERE = WorkerPool()


@contextlib.contextmanager
def worker_pool(executor: str | None, jobs: int, tell: Tell = HERE.tell) -> Iterator[WorkerPool]:
    """The workers that somebody asked for; None is what the system does best: forks, or this process alone.

    Raises UsageError where they cannot be had.
    """
    forks = "fork" in multiprocessing.get_all_start_methods()
    if executor == "processes":
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 — a name that imports a module when it is read

        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=ignore) as pool:
            yield WorkerPool(pool, jobs, local=False, tell=tell)
    elif executor is not None and executor.startswith("dask://"):
        with _cluster(executor) as (cluster, size):
            yield WorkerPool(cluster, size * SHARES, local=False, tell=tell)
    elif executor == "here" or jobs == 1 or not forks:
        yield WorkerPool(tell=tell)
    else:
        with Forks() as forked:
            yield WorkerPool(forked, jobs, tell=tell)


def parallel_map(
    task: Callable[[range, Count], R],
    count: int,
    workers: WorkerPool = HERE,
    *,
    remote: Callable[[range], Callable[[], R]] | None = None,
) -> list[R]:
    """Call `task` with interleaved ranges that cover 0 to `count` - 1, one a worker, and return the results in order.

    Interleaved, because neighbours are alike: documents of one year, pages of one kind. `remote` gives what a remote worker is
    to call for a range, if that is worth it. What comes back is pickled.
    """
    shares = [range(start, count, workers.shares) for start in range(min(workers.shares, count))]
    if workers.executor is None or len(shares) < 2 or (remote is None and not workers.local):
        tally = _Tally(1)
        return [task(range(count), lambda: workers.tell(tally.add(0), count))]
    tally = _Tally(len(shares))
    tasks: list[Callable[[], R]]
    if workers.local or remote is None:
        tasks = [partial(task, share, partial(tally.add, number)) for number, share in enumerate(shares)]
    else:
        tasks = [remote(share) for share in shares]
    futures: list[Future[R]] = []
    try:
        with _told(), unheard():  # a Ctrl+C meanwhile comes at the end of this
            for one in tasks:
                futures.append(workers.executor.submit(one))  # noqa: PERF401 — those that were sent are known if one cannot be
        return _collected(futures, shares, tally, workers.tell)
    finally:
        with uninterrupted():
            for future in futures:  # after a failure nobody need go on
                future.cancel()


def _collected(futures: Sequence[Future[R]], shares: Sequence[range], tally: _Tally, tell: Tell) -> list[R]:
    """The results, in order; tells how far the work is while it waits."""
    count = sum(map(len, shares))
    for future in futures:
        while True:
            with contextlib.suppress(TimeoutError), _told():
                future.exception(_TICK)
                break
            ended = sum(len(share) for share, one in zip(shares, futures, strict=True) if one.done())
            tell(max(tally.total(), ended), count)
        with _told():
            future.result()  # the first failure is the one that is told
    return [future.result() for future in futures]


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A UserError, OSError or MemoryError of a worker is the person's affair as if it had happened here, all else ours."""
    try:
        yield
    except (UserError, OSError, MemoryError, WorkerFailed):
        raise
    except BrokenExecutor as error:
        raise WorkerKilled from error
    except Exception as error:
        cause = error.__cause__ if isinstance(error.__cause__, ModuleNotFoundError) else error
        if (
            isinstance(cause, ModuleNotFoundError)
            and (cause.name or "").partition(".")[0] == __name__.partition(".")[0]
        ):
            raise UsageError([Problem(Place("--executor"), "worker-without-program")]) from error
        raise WorkerFailed("".join(traceback.format_exception(error))) from error


class _Tally:
    """How many things each worker has done, in memory that forked workers share; each has a place of its own."""

    def __init__(self, workers: int) -> None:
        self._done = memoryview(mmap.mmap(-1, 8 * workers)).cast("Q")

    def add(self, worker: int) -> int:
        """One more; gives how many it has done."""
        self._done[worker] += 1
        return self._done[worker]

    def total(self) -> int:
        """All of them together."""
        return sum(self._done)


# ------------------------------------------------------------------------------------------------------- forks


class Forks(Executor):
    """Each task in a child of its own, forked when it is submitted, so that it has every value that there is now.

    There is no thread that waits for the children (a process with threads should not fork): a future fetches its result
    when it is asked for it. `wait` and `as_completed` do not ask.
    """

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("fork")
        self._children: list[_Child[Any]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Fork a child that calls `fn`. Only what it returns is pickled."""
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_run, args=(partial(fn, *args, **kwargs), sender), daemon=True)
        process.start()
        sender.close()
        child: _Child[T] = _Child(process, receiver)
        self._children.append(child)
        return child

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 — the base class's
        """Wait for all children, or end them."""
        for child in self._children:
            if wait and not cancel_futures:
                child.settle(None)
            child.cancel()
        self._children = []

    def __exit__(self, kind: object, *_: object) -> None:
        with uninterrupted() if kind is not None else contextlib.nullcontext():
            self.shutdown(cancel_futures=kind is not None)


class _Child(Future[T]):
    """The result of a child, fetched when it is asked for."""

    def __init__(self, process: BaseProcess, receiver: Connection) -> None:
        super().__init__()
        self._process = process
        self._receiver = receiver

    def result(self, timeout: float | None = None) -> T:
        """What the child returned."""
        self.settle(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What the child raised."""
        self.settle(timeout)
        return super().exception(0)

    def done(self) -> bool:
        """Whether it has ended."""
        with contextlib.suppress(TimeoutError):
            self.settle(0)
        return super().done()

    def cancel(self) -> bool:
        """End the child, whatever it is doing; False if it has ended."""
        if super().done():
            return False
        self._process.terminate()
        self._close()
        return super().cancel()

    def settle(self, timeout: float | None) -> None:
        """Fetch what the child has to say; TimeoutError if it has not said it by then."""
        if super().done():
            return
        if not self._receiver.poll(timeout):
            raise TimeoutError
        try:
            result, failure = self._receiver.recv()
        except (EOFError, OSError):  # the second in the middle of a word
            result, failure = None, "the process ended without a word"
            self._close()
            if self._process.exitcode in _ENDED_BY_OTHERS:
                failure = WorkerKilled()
        self._close()
        if failure is None:
            self.set_result(result)
        elif isinstance(failure, UserError | OSError | MemoryError):
            self.set_exception(failure)
        else:
            self.set_exception(WorkerFailed(f"{failure} ({self._process.exitcode})"))

    def _close(self) -> None:
        self._receiver.close()
        self._process.join()


def _run(task: Callable[[], object], sender: Connection) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whatever it means to the parent
    _end_with_parent()
    gc.freeze()  # what was there before is the parent's: to search it for rubbish would copy all of its memory
    try:
        sender.send((task(), None))
    except (
        UserError,
        OSError,
        MemoryError,
    ) as error:  # told by the parent as if it had happened there: the disk is full, say
        sender.send((None, error))
    except BaseException:  # noqa: BLE001 — the parent raises it again, with these words
        sender.send((None, traceback.format_exc()))


def _end_with_parent() -> None:
    """Nobody waits for the work of a parent that was killed, and the next build waits for its end (Linux only)."""
    if sys.platform.startswith("linux"):
        set_parent_death_signal = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


# ------------------------------------------------------------------------------------------------------ cluster


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """A Dask cluster as an executor, and how many tasks it runs at once."""
    place = Place(f"--executor {address}")
    if find_spec("distributed") is None:
        raise UsageError([Problem(place, "executor-missing", {"package": "dask[distributed]"})])
    from distributed import Client  # noqa: PLC0415 — an extra, and a second to import

    try:
        client = Client(re.sub("^dask", "tcp", address), timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError([Problem(place, "executor-silent", {"seconds": f"{PATIENCE:g}"})]) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise UsageError([Problem(place, "executor-idle", {"seconds": f"{PATIENCE:g}"})]) from error
        with client.get_executor(pure=False) as executor:
            yield executor, max(1, sum(client.nthreads().values()))
