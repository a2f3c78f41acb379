"""Shares, their order, and what happens when one fails."""

import os
import subprocess
import sys

import pytest

from disclosure.workers import spread

PROGRAM = """
import os
from disclosure.workers import WorkerFailed, spread
assert spread(list, 7, 3) == [[0, 3, 6], [1, 4], [2, 5]]
assert spread(list, 1, 3) == [[0]]
assert len({pid for pids in spread(lambda share: [os.getpid()], 4, 4) for pid in pids} | {os.getpid()}) == 5
for fail in (lambda share: 1 / 0, lambda share: os._exit(9)):
    try:
        spread(fail, 2, 2)
    except WorkerFailed as error:
        assert 'ZeroDivisionError' in str(error) or 'without a word' in str(error), error
    else:
        raise SystemExit('no failure')
try:
    spread(lambda share: open('/nowhere/at/all'), 2, 2)
except FileNotFoundError as error:
    assert error.filename == '/nowhere/at/all'
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_forked() -> None:
    """In a process of its own: pytest's has threads, which a fork does not take along."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_one_job_runs_here() -> None:
    assert spread(list, 5, 1) == [[0, 1, 2, 3, 4]]
    assert spread(list, 0, 4) == [[]]
