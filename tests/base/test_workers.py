"""Shares, their order, and what happens when one fails."""

import os
import subprocess
import sys

import pytest

from disclosure.base.workers import parallel_map

PROGRAM = """
import os
from disclosure.base.workers import Forks, WorkerFailed, parallel_map, worker_pool
def shares(share, count): return [(count(), index)[1] for index in share]
told = []
with worker_pool('forks', 3, lambda *done: told.append(done)) as three:
    assert parallel_map(shares, 7, three) == [[0, 3, 6], [1, 4], [2, 5]]
    assert parallel_map(shares, 1, three) == [[0]]
    assert told[-1] == (1, 1), told  # what failing shares tell depends on when they are looked at
    assert len({pid for pid in parallel_map(lambda share, count: os.getpid(), 3, three)} | {os.getpid()}) == 4
    for fail in (lambda share, count: 1 / 0, lambda share, count: os._exit(9)):
        try:
            parallel_map(fail, 2, three)
        except WorkerFailed as error:
            assert 'ZeroDivisionError' in str(error) or 'without a word' in str(error), error
        else:
            raise SystemExit('no failure')
    try:
        parallel_map(lambda share, count: open('/nowhere/at/all'), 2, three)
    except FileNotFoundError as error:
        assert error.filename == '/nowhere/at/all'
import multiprocessing, signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
with worker_pool('forks', 3) as three:
    begin = three.executor.submit
    def submit(task):
        signal.raise_signal(signal.SIGINT)  # it waits until all are there
        return begin(task)
    three.executor.submit = submit
    try:
        parallel_map(lambda share, count: time.sleep(600), 3, three)
    except KeyboardInterrupt:
        assert not multiprocessing.active_children(), 'who writes on when everybody has left'
    else:
        raise SystemExit('not interrupted')
def enough(*_): raise LookupError('enough')
with worker_pool('forks', 2, enough) as two:
    try:
        parallel_map(lambda share, count: __import__('time').sleep(600), 2, two)
    except LookupError:
        told.clear()
assert not told
with Forks() as forks:
    assert list(forks.map(pow, [2, 3], [5, 2])) == [32, 9]
    slow = forks.submit(__import__('time').sleep, 600)
    assert not slow.done() and slow.cancel() and slow.cancelled()
    left = forks.submit(len, 'four')
assert left.done() and left.result() == 4
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_forked() -> None:
    """In a process of its own: pytest's has threads, which a fork does not take along."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_one_job_runs_here() -> None:
    assert parallel_map(lambda share, _: list(share), 5) == [[0, 1, 2, 3, 4]]
    assert parallel_map(lambda share, _: list(share), 0) == [[]]
