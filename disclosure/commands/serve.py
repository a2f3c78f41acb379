"""Preview while writing: build at every saved change, show it in the browser, keep the last good site on errors.

Listens on this machine only. A process of its own builds, so it may fork, and keeps in memory what it has built: a saved
change makes anew only what shows it. It publishes as always: a change with errors is told and leaves the site as it is.
The search index follows when nothing has been saved for a while. What only follows gives way to the next saved change.
Pages get one script more than on the real site (preview.js); it waits for the next build (server-sent events, no
polling) and swaps what differs in the page, so that the reader stays where they are.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from disclosure.base.interrupts import unheard
from disclosure.commands.preview import Builds, Visitors

SETTLE = 0.02
"""Seconds without a further change before a build starts: editors save in several steps, git in many."""
PAUSE = 0.7
"""Seconds without a change before a build follows what was shown ahead: who goes on writing need not wait for it."""
CALM = 2.0
"""Seconds without a change before the search index is brought up to date: or as many as that took the last time, and twice
as many as before where it had to give way: somebody is writing."""
TICK = 0.02
"""Seconds between two looks whether a build that only follows is in somebody's way."""
_INPUT = ("content", "templates", "config.yaml", "disclosure")


Task = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: with the search index or without, and since what was written.

    `written` are the paths under content/; `texts_only` says that nothing else may have changed; `whole` that what was
    shown ahead is to be followed by a build. What nobody waits for `follows`.
    """

    index: bool = False
    texts_only: bool = False
    whole: bool = False
    written: frozenset[str] = frozenset()

    @property
    def follows(self) -> bool:
        """Whether it gives way."""
        return self.index or self.whole


class Answer(Enum):
    """What came of an order: nothing, the whole site, or the pages of the saved documents alone, which a build must follow.

    Nothing comes of an order with errors, nor of one that gave way.
    """

    FAILED = 0
    PUBLISHED = 1
    AHEAD = 2


class Builder:
    """A process that builds when it is asked to, and remembers.

    `task` is what it runs: for every order that comes over its connection it builds and gives an `Answer`. None instead of
    an order asks it to give up what it is doing; it may come too late.
    `program` tells what it depends on: when that changes, a new process takes over.
    """

    def __init__(self, task: Task, program: Callable[[], str]) -> None:
        self._task = task
        self._program = program
        self._of = ""
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def build(self, order: Order, in_the_way: Callable[[], bool]) -> Answer:
        """Have it build; an order that follows is given up once it is `in_the_way`."""
        program = self._of if order.texts_only else self._program()
        if self._process is None or not self._process.is_alive() or program != self._of:
            self.stop()
            context = multiprocessing.get_context("spawn")  # not a fork: the server has threads
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=self._task, args=(theirs,), daemon=False)
            with unheard():  # Ctrl+C is ours: we end it when it can be ended
                self._process.start()
            theirs.close()
            self._of = program
        assert self._connection is not None  # noqa: S101 — there is a process
        try:
            self._connection.send(order)
            while order.follows and not self._connection.poll(TICK):
                if in_the_way():
                    self._connection.send(None)
                    break
            answer: Answer = self._connection.recv()
        except (EOFError, OSError):  # it has said why
            return Answer.FAILED
        return answer

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process = None


def serve(root: Path, site: Path, base_path: str, port: int, builder: Builder, tell: Callable[[str], None]) -> None:
    """Serve `site` under `base_path` and let `builder` build at every change below `root`, until interrupted.

    `port` 0 lets the system choose; `tell` is called with the address.
    """
    builds, changed = Builds(), Changes(root)
    server = Visitors(port, site, base_path, builds)
    observer = Observer()
    for name in _INPUT:
        if (root / name).exists():
            observer.schedule(changed, str(root / name), recursive=(root / name).is_dir())
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tell(f"http://127.0.0.1:{server.server_port}{base_path}")
    try:
        calm, order = CALM, Order()
        while True:
            answer = builder.build(order, changed.happened)
            if answer is not Answer.FAILED:
                builds.finished()
            if answer is Answer.AHEAD and not changed.wait(PAUSE):
                order = Order(texts_only=True, whole=True)
                continue
            if answer is Answer.PUBLISHED and not changed.wait(calm):
                began = time.monotonic()
                done = builder.build(Order(index=True), changed.happened) is Answer.PUBLISHED
                calm = max(CALM, time.monotonic() - began) if done else 2 * calm
            order = changed.settled()
    finally:
        builder.stop()
        observer.stop()
        server.shutdown()
        server.server_close()


class Changes(FileSystemEventHandler):
    """Anything written, made, moved or removed below a project; reading is no change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._happened = threading.Event()
        self._lock = threading.Lock()
        self._paths: set[str] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what it is about. That something in a folder has changed is said of that itself, too."""
        if event.event_type not in {"modified", "created", "deleted", "moved"}:
            return
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        if any("__pycache__" in path for path in paths) or (event.is_directory and event.event_type == "modified"):
            return
        with self._lock:
            self._paths |= paths
        self._happened.set()

    def happened(self) -> bool:
        """Whether something has changed."""
        return self._happened.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether something has changed by then."""
        return self._happened.wait(seconds)

    def settled(self) -> Order:
        """Wait for a change, and until nothing more follows at once; what there is to build."""
        self._happened.wait()
        while self._happened.is_set():
            self._happened.clear()
            self._happened.wait(SETTLE)
        with self._lock:
            paths, self._paths = self._paths, set()
        names = {Path(path).relative_to(self._root).as_posix() for path in paths}
        texts = {name for name in names if name.startswith("content/")}
        return Order(texts_only=texts == names, written=frozenset(texts))
