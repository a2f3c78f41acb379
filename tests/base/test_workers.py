"""Shares, their order, and what happens when one fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.base.workers import ALONE, parallel_map
from tests.district import DATA

ROOT = Path(__file__).parents[2]

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


ENDED = """
import os, signal, sys
from pathlib import Path
from disclosure.base import workers
from disclosure.commands import cli
root, how = Path(sys.argv[1]), sys.argv[2]
def ended():
    if how == 'memory':
        raise MemoryError
    os.kill(os.getpid(), {'kill': signal.SIGKILL, 'term': signal.SIGTERM, 'crash': signal.SIGSEGV}[how])
class Half:
    def __init__(self, sender): self.sender = sender
    def send(self, _):  # it is killed while it says what it has made
        os.write(self.sender.fileno(), (256).to_bytes(4, 'big') + b'half')
        os.kill(os.getpid(), signal.SIGKILL)
real = workers._run
def run(task, sender):
    if how == 'half':
        real(task, Half(sender))
    real(lambda: (ended(), task()), sender)
workers._run = run
sys.exit(cli.main(['build', '--root', str(root), '--jobs', '2', '--no-search', '--as-of', '2026-03-01']))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.parametrize(
    ("how", "code", "words"),
    [
        ("kill", 2, "worker-killed"),
        ("half", 2, "worker-killed"),
        ("term", 2, "worker-killed"),
        ("memory", 2, "out-of-memory"),
        ("crash", 3, "WorkerFailed: the process ended without a word (-11)"),
    ],
)
def test_a_worker_that_the_system_ends_is_told(tmp_path: Path, how: str, code: int, words: str) -> None:
    """With what to do; nothing is published, and the site that was there stays."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("formats: [docx]", "formats: []")
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")  # Word files would take most of the time
    for path, text in DATA.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    (tmp_path / "content/policies").mkdir()
    for number in range(ALONE + 1):
        text = f"---\ntitle: 甲{number}\npublished_on: 2024-01-02\n---\n第一条　正文。\n"
        (tmp_path / f"content/policies/p{number}.md").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", ENDED, str(tmp_path), how], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == code, run.stderr
    assert words in run.stderr
    assert ("Traceback" in run.stderr) is (code == 3)
    assert "没有发布任何内容" in run.stdout
    assert ("--jobs 1" in run.stderr) is (code == 2)
    assert not (tmp_path / "site").exists()


def test_one_job_runs_here() -> None:
    assert parallel_map(lambda share, _: list(share), 5) == [[0, 1, 2, 3, 4]]
    assert parallel_map(lambda share, _: list(share), 0) == [[]]
