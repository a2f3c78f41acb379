"""Having Pagefind index rows of tokens. The only module that runs it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from threading import Lock
from typing import IO, Any

import pagefind_bin  # type: ignore[import-untyped]  # it carries no types

LANGUAGE = "unknown"
"""Pagefind's name for a language that it neither stems nor segments: the tokens are ours."""


CHUNK = 1000
"""Places in one index chunk, at least. Smaller ones make queries lighter, and the list of their starts heavier."""


_APART: dict[str, Any] = (
    {"creationflags": 0x200} if sys.platform == "win32" else {"process_group": 0}  # CREATE_NEW_PROCESS_GROUP
)
"""Ctrl+C reaches a whole group of processes: Pagefind is not in ours, and is ended by us."""


class SearchFailed(Exception):
    """Pagefind could not be run, or refused its input. The message is what it said."""


class PagefindLost(SearchFailed):
    """Pagefind did not start, or was ended from outside: nothing that the program or the content could help."""


Payload = dict[str, Any]


Files = Mapping[str, bytes]
"""The files of one of Pagefind's bundles, by their path in it."""


class Indexers:
    """The Pagefinds at work. `turn` is held by whoever makes rows for one.

    Bodies are converted by what is not made for several threads, and Python runs but one.
    """

    def __init__(self) -> None:
        self.turn = Lock()
        self.stopped = False
        self._working: list[subprocess.Popen[bytes]] = []

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """One more, to be stopped with the others."""
        self._working.append(process)
        if self.stopped:
            process.kill()

    def stop(self) -> None:
        """End them all; who waits for one is told that it stopped."""
        self.stopped = True
        for process in self._working:
            process.kill()


def run_pagefind(rows: Iterable[Sequence[str]], indexers: Indexers) -> Files:
    """Have Pagefind index these rows of tokens, as one page. While one shard's rows are made, Pagefind indexes another's."""
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    try:
        process = subprocess.Popen(  # noqa: S603 -- the program of our own dependency
            [pagefind_bin.get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            **_APART,
        )
    except OSError as problem:
        raise PagefindLost(f"does not start: {problem}") from problem
    indexers.add(process)
    to, answers, complaints = process.stdin, process.stdout, process.stderr
    assert to is not None  # noqa: S101 -- all three are pipes
    assert answers is not None  # noqa: S101
    assert complaints is not None  # noqa: S101
    with process:
        try:
            with indexers.turn:
                for part in _requests(rows):  # all, before the first answer is read: two of the three are a few bytes
                    _send(to, part)
                _send(to, b"")
            *_, answer = islice(_payloads(answers), _REQUESTS)
        except EOFError as problem:
            process.kill()
            raise PagefindLost(f"stopped: {complaints.read().decode(errors='replace').strip()}") from problem
        finally:
            process.kill()
            with suppress(OSError):  # what was not sent any more
                to.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def _send(to: IO[bytes], part: bytes) -> None:
    """Write to Pagefind; raises EOFError where it reads no more. Rows write files, too: that the disk is full is no such thing."""
    try:
        to.write(part)
        if not part:
            to.flush()
    except OSError as problem:
        raise EOFError from problem


_REQUESTS = 3


def _requests(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The messages of one indexing run, as Pagefind's service understands them: a new index, its page, its files."""
    yield from _message(0, {"type": "NewIndex", "config": {"force_language": LANGUAGE}})
    content = chain.from_iterable((" ".join(row), " ") for row in rows)
    yield from _message(1, {"type": "AddRecord", "index_id": 0, "url": "0", "language": LANGUAGE}, content)
    # Not WriteFiles: its answer comes before the last bytes are on the disk.
    yield from _message(2, {"type": "GetFiles", "index_id": 0})


def _message(number: int, payload: Payload, content: Iterable[str] | None = None) -> Iterator[bytes]:
    """One message in base64, with a comma; `content`, which needs no escapes, comes in parts, and is never there as a whole."""
    whole = json.dumps({"message_id": number, "payload": payload if content is None else {**payload, "content": _HERE}})
    before, *after = whole.split(_HERE)
    rest = b""
    for part in chain([before], content or (), after):
        data = rest + part.encode()
        cut = len(data) - len(data) % 3
        yield base64.b64encode(data[:cut])
        rest = data[cut:]
    yield base64.b64encode(rest) + b","


_HERE = "content-stands-here"


def _payloads(answers: IO[bytes]) -> Iterator[Payload]:
    """What Pagefind answers; each answer ends with a comma. Raises EOFError where there is none any more."""
    begun: list[bytes] = []
    while block := os.read(answers.fileno(), 1 << 20):
        *ends, rest = block.split(b",")
        for end in ends:
            payload = json.loads(base64.b64decode(b"".join((*begun, end))))["payload"]
            begun = []
            if payload["type"] == "Error":
                raise SearchFailed(f"Pagefind: {payload['message']}")
            yield payload
        begun.append(rest)
    raise EOFError
