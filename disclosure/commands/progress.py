"""A long build told while it runs: on a terminal lines that move, elsewhere (CI, a file) plain ones.

All of it goes to the error stream, so that what the command prints stays what was asked for. A build that is done at once
says nothing. The only module that imports rich, and only for a build on a terminal that takes long enough to be watched:
importing it costs more than a small build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from disclosure.base.clock import Clock, Phase
from disclosure.base.problems import Language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PHASES = {
    "compare": "比较",
    "start": "启动",
    "read cache": "取回上次记录",
    "load": "读取",
    "parse": "解析",
    "relate": "关联",
    "check": "检查",
    "plan": "规划",
    "make": "生成",
    "index": "检索索引",
    "publish": "发布",
    "write cache": "保存记录",
}
"""The phases of a build, in Chinese."""

SOON = 0.5
"""Seconds until something moves on a terminal."""
LONG = 5.0
"""Seconds until plain lines are written, and between two lines of one phase."""
FRAME = 0.1
"""Seconds between two pictures. Nothing is drawn by a thread: a process with threads should not fork."""


def name_of(phase: str, language: Language) -> str:
    """What a phase is called."""
    return PHASES[phase] if language == "zh" else phase


def told(phase: Phase, language: Language) -> str:
    """A phase that has ended, in a line."""
    name, seconds = name_of(phase.name, language), f"{phase.seconds:.2f}"
    return f"{name}：{seconds} 秒（{phase.count}）" if language == "zh" else f"{name}: {seconds} s ({phase.count})"


def moves(stream: TextIO | None) -> bool:
    """Whether lines may move there: a terminal that can, somebody before it, and rich to move them."""
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return False
    return find_spec("rich") is not None


class Verbose:
    """Every phase as it ends, for whoever asked."""

    def __init__(self, language: Language, write: Callable[[str], None]) -> None:
        self._language = language
        self._write = write

    def clock(self) -> Clock:
        """A clock that is heard here."""
        return Clock(lambda phase: self._write(told(phase, self._language)))

    def close(self) -> None:
        """Nothing more will be told."""


class Plain:
    """Lines of text for a build that takes long: its phases, and how far the long ones are."""

    def __init__(self, language: Language, write: Callable[[str], None]) -> None:
        self._language = language
        self._write = write
        self._waiting: list[str] = []
        self._name = "compare"
        self._said = time.monotonic()
        self._long = False

    def clock(self) -> Clock:
        """A clock that is heard here."""
        return Clock(self._ended, self._progress, self._began)

    def close(self) -> None:
        """Nothing more will be told."""

    def _began(self, name: str, _: int) -> None:
        self._name = name

    def _ended(self, phase: Phase) -> None:
        self._waiting.append(told(phase, self._language))
        self._due()

    def _progress(self, done: int, of: int) -> None:
        if self._due():
            self._write(f"{name_of(self._name, self._language)} {done}/{of}")

    def _due(self) -> bool:
        """Whether enough time has passed for one line more; from the first time on, phases are told as they end."""
        now = time.monotonic()
        due = now - self._said >= LONG
        self._long = self._long or due
        if self._long:
            for line in self._waiting:
                self._write(line)
            self._waiting.clear()
        if due:
            self._said = now
        return due


class Moving:
    """A line for each phase on a terminal, with what is done of it and how long it has taken."""

    def __init__(self, language: Language, stream: TextIO) -> None:
        self._language = language
        self._stream = stream
        self._drawn = self._started = time.monotonic()
        self._ended_: list[Phase] = []
        self._name, self._of, self._done = "compare", 0, 0
        self._lines: Progress | None = None
        self._line: TaskID | None = None

    def clock(self) -> Clock:
        """A clock that is heard here."""
        return Clock(self._ended, self._progress, self._began)

    def close(self) -> None:
        """Leave the terminal as it was, with what was told."""
        if self._lines is not None:
            if self._line is not None:
                self._lines.remove_task(self._line)
            self._lines.stop()

    def _began(self, name: str, of: int) -> None:
        self._name, self._of, self._done = name, of, 0
        if self._lines is not None:
            self._line = self._lines.add_task(name_of(name, self._language), total=of or None)
        self._draw()

    def _progress(self, done: int, of: int) -> None:
        self._done, self._of = done, of
        if time.monotonic() - self._drawn >= FRAME:
            self._draw()

    def _ended(self, phase: Phase) -> None:
        self._ended_.append(phase)
        if self._lines is not None:
            self._finish(phase, self._line)
            self._line = None

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        if self._lines is None and self._drawn - self._started >= SOON:
            self._lines = _lines(self._stream)
            for phase in self._ended_:
                self._finish(phase, None)
            self._line = self._lines.add_task(name_of(self._name, self._language), total=self._of or None)
        if self._lines is not None and self._line is not None:
            self._lines.update(self._line, completed=self._done, total=self._of or None)
            self._lines.refresh()

    def _finish(self, phase: Phase, line: TaskID | None) -> None:
        """Leave a phase as it ended: one of which the number was not known has done what it did."""
        assert self._lines is not None  # noqa: S101 — whoever asks has seen it
        name, count = name_of(phase.name, self._language), max(phase.count, 1)
        line = line if line is not None else self._lines.add_task(name)
        self._lines.update(line, total=count, completed=count, seconds=phase.seconds)


def _lines(stream: TextIO) -> Progress:
    """Rich's lines, in signs that every terminal has."""
    from rich.console import Console  # noqa: PLC0415 — see the module's words
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, Task, TextColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Seconds(TextColumn):
        """How long a phase has taken, or took."""

        def render(self, task: Task) -> Text:
            seconds = task.fields.get("seconds", task.elapsed or 0.0)
            return Text(f"{seconds:7.1f} s")

    lines = Progress(
        SpinnerColumn("line", finished_text="·"),
        TextColumn("{task.description}"),
        BarColumn(24),
        MofNCompleteColumn(),
        Seconds(""),
        console=Console(file=stream, highlight=False),
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    lines.start()
    return lines
