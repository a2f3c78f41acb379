"""PDF files, read in a process of their own: what is wrong with one costs it its bounds, and this process nothing.

The bounds are of processor time and memory, so that what is found does not depend on how busy the machine is. Windows
has no such bounds; there the time is that on the wall.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, NamedTuple

from disclosure.frontmatter.attachments.names import About, is_person
from disclosure.frontmatter.attachments.parts import Budget, Kind, Leak, Seen, Text, Unread, UnreadableError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MEMORY = 512 << 20
"""Bytes of memory, of which the interpreter takes a fifth."""
_READER = "disclosure.frontmatter.pdf_program"
_ROOT = str(Path(__file__).parents[3])
"""Where the package stands, which need not be installed."""


class Embedded(NamedTuple):
    """A file inside a PDF file."""

    name: str
    data: bytes


def of_pdf(data: bytes, budget: Budget) -> Iterator[Seen | Embedded]:
    """What is in one, as far as it can be read; raises UnreadableError at the end where that is not all."""
    if budget.seconds <= 0:
        raise UnreadableError("过于复杂 takes too long to read")
    before = _processor_time()
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with _reader(file, ceil(budget.seconds)) as reader:
            try:
                why = yield from _told(reader.stdout or ())
            finally:
                reader.kill()
    budget.seconds -= _processor_time() - before
    if why:
        raise UnreadableError(why)


@contextmanager
def _reader(file: IO[bytes], seconds: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", _READER, str(seconds), str(MEMORY)]
    places = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(  # noqa: S603 — our own program
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": places}
    ) as reader:
        clock = Timer(seconds, reader.kill)
        if resource is None:
            clock.start()
        try:
            yield reader
        finally:
            clock.cancel()


def _told(lines: Iterable[bytes]) -> Generator[Seen | Embedded, None, str]:
    """What the reader tells; at the end, why it did not read everything, or nothing."""
    messages = (json.loads(line) for line in lines if line.endswith(b"\n"))
    held: list[list[Any]] = []
    about = About()
    while True:
        kind, *values = held.pop() if held else next(messages, ["error", "过于复杂 takes too long to read"])
        if kind == "end":
            yield from (Leak(found, count) for found, count in about.leaks().items() if count)
            return ""
        if kind == "error":
            return str(values[0])
        if kind == "page":
            yield Text(_pages(values[0], messages, held))
        elif kind == "text":
            yield Text(values)
        elif kind == "about":
            about.take(values[0], values[1])
        elif kind == "unread":
            yield Unread("", str(values[0]))
        elif kind == "leak":
            yield Leak(Kind(values[0]), int(values[1]))
        elif kind == "file":
            yield Embedded(values[0], base64.b64decode(values[1]))
        elif is_person(values[0]):
            yield Leak(Kind.NAMES, 1)


def _pages(first: str, messages: Iterator[list[Any]], held: list[list[Any]]) -> Iterator[str]:
    """Pages that follow one another are one text; the message after them is held back."""
    yield first
    for message in messages:
        if message[0] != "page":
            held.append(message)
            return
        yield message[1]


def _processor_time() -> float:
    """Seconds that ended children of this process have taken."""
    if resource is None:
        return time.monotonic()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
