"""Ctrl+C at any moment: exit code 130, no traceback, and what is said of the site is so."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure.base.interrupts import never_lost, uninterrupted
from disclosure.commands.console import INTERRUPTED, guarded
from tests.district import DATA

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes to signal")


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl+C is heard, as at a terminal: whoever starts the tests in the background has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


PROGRAM = """
import os, runpy, signal, sys
at, count, main, group = int(sys.argv[1]), -1, os.getpid(), os.getpgrp()
def hook(event, arguments):
    global count
    if count < 0:  # before that Python itself and the first lines of build.py are loading
        count += event == "import" and arguments[0].startswith("disclosure")
        return
    if event in {"import", "open", "os.fork", "os.rename", "subprocess.Popen", "os.remove", "os.mkdir"} and os.getpid() == main:
        count += 1
        if count == at:
            os.killpg(group, signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["build.py", *sys.argv[2:]]
sys.addaudithook(hook)
try:
    runpy.run_path("build.py", run_name="__main__")
finally:
    os.write(3, str(count).encode())
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "templates", root / "templates")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("formats: [docx]", "formats: []")
    (root / "config.yaml").write_text(config, encoding="utf-8")  # Word files would take most of the time
    for path, text in DATA.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    for number in range(25):  # enough for workers
        text = f"---\ntitle: 第{number}号办法\npublished_on: 2026-01-{number + 1:02}\n---\n第一条 为了方便群众。\n"
        (root / "content/policies").mkdir(exist_ok=True)
        (root / f"content/policies/p{number}.md").write_text(text, encoding="utf-8")
    return root


def run(project: Path, site: Path, at: int, command: str, *options: str) -> tuple[int, str, int]:
    """A command, interrupted at the n-th operation; its code, all that was said, and how many operations there were."""
    words = [command, "--root", str(project), "--as-of", "2026-03-01", "--jobs", "2", *options]
    words += ["--site", str(site)]
    reader, writer = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", f"import os; os.dup2({writer}, 3)\n{PROGRAM}", str(at), *words],
            cwd=ROOT,
            pass_fds=[writer],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            encoding="utf-8",
        )
        told = process.communicate()[0]
    finally:
        os.close(writer)
    counted = os.read(reader, 100)
    os.close(reader)
    return process.returncode, told, int(counted or b"-1")


def check(code: int, told: str, site: Path) -> None:
    assert "Traceback" not in told
    assert "Error" not in told, told
    assert code == 130, told
    if "没有发布任何内容" in told:
        assert not site.exists()
    if "新网站已完整发布" in told:
        assert (site / "next-change.json").exists()
    assert not (site.parent / f".{site.name}.building").exists(), told
    assert not (site.parent / f".{site.name}.lock").exists(), told


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("build", 3),
        ("check", 2),
        pytest.param("build", 120, marks=pytest.mark.prove),
        pytest.param("check", 60, marks=pytest.mark.prove),
    ],
)
def test_at_any_moment(project: Path, tmp_path: Path, command: str, parts: int) -> None:
    code, told, operations = run(project, tmp_path / "counted", 0, command)
    assert code == 0, told
    for part in range(parts):
        at = 1 + operations * part // parts
        site = tmp_path / str(at) / "site"
        code, told, _ = run(project, site, at, command)
        check(code, told, site)
        shutil.rmtree(site, ignore_errors=True)


def _twice_in_a_block(done: list[int]) -> None:
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        done.append(1)


def test_it_waits_and_comes_then() -> None:
    done: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        _twice_in_a_block(done)
    assert done == [1]


def _error_in_a_block() -> None:
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
        raise OSError("full")


def test_an_error_goes_before() -> None:
    with pytest.raises(OSError, match="full"):
        _error_in_a_block()


def test_one_that_a_library_turned_into_its_own_error_ends_as_one(capfd: pytest.CaptureFixture[str]) -> None:
    """As pydantic does while it builds a schema: the cause is lost."""

    def run() -> int:
        raise ValueError('Error building "model" validator:\n  SchemaError: Field "language":\n  KeyboardInterrupt:\n')

    assert guarded(run, "zh") == INTERRUPTED
    assert capfd.readouterr().err == ""


class Lost:
    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def _lose_one() -> None:
    with never_lost():
        Lost()
        time.sleep(60)


def test_one_in_a_destructor_comes_again(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        _lose_one()
    assert capfd.readouterr().err == ""
