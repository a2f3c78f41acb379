"""How a long build is told: on a terminal, in a file, and not at all when it is short."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from disclosure.commands.progress import PHASES, Moving, Plain, Verbose, moves
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.conftest import unavailable
from tests.pipeline.test_incremental import FIRST, Project

ROOT = Path(__file__).parents[2]
SIGNS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands where the test puts it."""
    at = [100.0]
    monkeypatch.setattr("disclosure.commands.progress.time.monotonic", lambda: at[0])
    return at


def test_a_file_hears_of_a_long_build_only(now: list[float]) -> None:
    lines: list[str] = []
    clock = Plain("zh", lines.append).clock()
    clock.done("load", 3, "parse", 3)
    clock.progress(1, 3)
    assert lines == []
    now[0] += 6
    clock.progress(2, 3)
    assert [re.sub(r"[0-9.]+ 秒", "…", line) for line in lines] == ["读取：…（3）", "解析 2/3"]
    now[0] += 1
    clock.progress(3, 3)
    assert len(lines) == 2
    clock.done("parse", 3, "relate", 3)
    assert lines[2].startswith("解析：")


def test_a_terminal_shows_what_is_being_done(now: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("rich") is None:
        unavailable("rich is not installed")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    shown = Moving("en", terminal)
    clock = shown.clock()
    clock.done("load", 3, "parse", 3)
    assert terminal.getvalue() == ""
    now[0] += 1
    clock.progress(2, 3)
    assert re.search(r"parse +\S+ +2/3", SIGNS.sub("", terminal.getvalue()))
    clock.done("parse", 3, "make", 0)
    clock.done("make", 5, "publish")
    shown.close()
    last = SIGNS.sub(" ", terminal.getvalue()).rpartition("publish")[2]  # the last picture, without what did not end
    assert re.findall(r"· (\w+) .*?(\d+/\d+)", last) == [("load", "3/3"), ("parse", "3/3"), ("make", "5/5")]
    assert terminal.getvalue().rstrip().endswith("\x1b[?25h")  # the cursor is back


def test_where_lines_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not moves(io.StringIO())
    assert not moves(None)
    assert moves(Terminal()) is (find_spec("rich") is not None)
    monkeypatch.setenv("CI", "true")
    assert not moves(Terminal())
    monkeypatch.delenv("CI")
    monkeypatch.setenv("TERM", "dumb")
    assert not moves(Terminal())


def test_every_phase_of_a_build_has_a_name_and_is_announced(tmp_path: Path) -> None:
    project = Project(tmp_path)
    lines: list[str] = []
    clock = Verbose("zh", lines.append).clock()
    announced = ["read cache"]
    clock._next = lambda name, _: announced.append(name)
    build(Request(tmp_path, tmp_path / "site", project.on, search=False), clock=clock)
    assert [phase.name for phase in clock.phases] == announced
    assert set(announced) <= PHASES.keys()
    assert len(lines) == len(announced)


def test_a_short_build_neither_speaks_nor_loads_rich(tmp_path: Path) -> None:
    Project(tmp_path)
    program = (
        "import sys; from disclosure.commands.cli import main; "
        f"code = main(['--root', {str(tmp_path)!r}, '--as-of', '{FIRST}', '--no-search', '--timings', 'json']); "
        "sys.exit(code or 'rich' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("{")
