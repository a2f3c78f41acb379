"""A Markdown body as its author wrote it: places in it, remarks in it, and how large and how deep it may be.

Markdown is quadratic or worse on hostile input. Size, line length and nesting are checked before conversion; that holds
everywhere. The time limit uses an interval timer: it holds on POSIX in the main thread, and not on Windows, where a
document within the other bounds may still take long.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from types import FrameType

from disclosure.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What one body may be: characters in all and in a line, lines, depth of nesting, seconds to convert.

    The longest of 3,828 real documents has under 4,000 lines; Markdown takes seconds for 12,000 of the worst.
    """

    characters: int = 600_000
    line: int = 100_000
    nesting: int = 12
    seconds: float = 10.0
    lines: int = 12_000


_UNSEEN: dict[int, str] = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0x200B, 0xFEFF), ""),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""Control characters and zero-width spaces, which word processors leave behind and no reader sees."""

_ANY_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")


# --- comments


def strip_comments(markdown: str) -> str:
    """Markdown without its remarks among editors: HTML comments, and `[//]: # (…)`. A line that held nothing else goes too."""
    kept: list[str] = []
    end = 0
    for start, stop in _comments(markdown):
        line = max(markdown.rfind("\n", 0, start) + 1, end)
        line_end = markdown.find("\n", stop) + 1 or len(markdown)
        alone = not markdown[line:start].strip(" \t>") and not markdown[stop:line_end].strip()
        kept.append(markdown[end:line] if alone else markdown[end:start])
        end = line_end if alone else stop
    return "".join((*kept, markdown[end:]))


_BEGINS = re.compile(r"<!--|^[ \t>]*\[(?!\^)", re.MULTILINE)
_BEGINS_DEFINITION = re.compile(r"^[ \t>]*\[(?!\^)", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:-?>|[\s\S]*?--!?>)")
_TITLE = "|".join(
    rf"{a}(?:\\.|[^\\{b}\n]|\n(?![ \t>]*\n)){{0,500}}{b}" for a, b in (("\\(", "\\)"), ('"', '"'), ("'", "'"))
)
_DEFINITION = re.compile(
    rf"""\[[^\]\[\n]{{1,40}}\]:[ \t]*(?:\#|<>)(?:[ \t]*(?:{_TITLE}))?[ \t]*$
    |\[(?://|comment|_)\]:[^\n("']*(?:{_TITLE})?[^\n]*""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""The definition of a link that nobody can follow, or of one called `//`, `comment` or `_`: so remarks are written where
HTML is not allowed. Any other definition is text, and seen."""


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end, as a browser reads them; one that is not closed is none. Remarks of the other kind too."""
    begins, position = _BEGINS, 0
    while found := begins.search(text, position):
        comment = found[0] == "<!--"
        start = found.start() if comment else found.end() - 1
        whole = (_COMMENT if comment else _DEFINITION).match(text, start)
        if whole is not None:
            yield start, whole.end()
        elif comment:
            begins = _BEGINS_DEFINITION  # no other is closed either
        position = whole.end() if whole else start + 1


class Source:
    """A body and the places in it. `text` is the body with its comments blank, so that every offset stays right."""

    def __init__(self, body: str, place: Place) -> None:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
        body = body.translate(_UNSEEN) if _ANY_UNSEEN.search(body) else body
        self.body = body
        self.place = place
        spans = [(0, 0), *_comments(body), (len(body), len(body))]
        kept = [body[end:start] for (_, end), (start, _) in pairwise(spans)]
        blank = [re.sub(r"[^\n]", " ", body[start:end]) for start, end in spans[1:]]
        self.text = "".join(chain.from_iterable(zip(kept, blank, strict=True)))
        self._searched: dict[str, int] = {}

    @cached_property
    def lines(self) -> list[int]:
        """The offsets at which lines begin, which most documents are never asked for."""
        return [0, *(found.end() for found in re.finditer("\n", self.body))]

    def at(self, offset: int) -> Place:
        """The place in the file of an offset in the body."""
        line = bisect_right(self.lines, offset)
        return Place(self.place.path, self.place.line + line - 1, offset - self.lines[line - 1] + 1)

    def find(self, wanted: str) -> Place:
        """Where a text stands; asked again, where it stands next, and at the last one for ever after."""
        wanted = wanted.partition("\n")[0][:80]
        last = self._searched.get(wanted, -1)
        found = self.text.find(wanted, last + 1)
        self._searched[wanted] = found = last if found < 0 else found
        return self.at(found) if found >= 0 and wanted else self.place


# --- bounds

FOOTNOTES = 1000
_BRACKETS = re.compile(r"\n[ \t]*\n|\]\(|[\[\])>]|<(?=[A-Za-z/!?])")


def beyond(source: Source, limits: Limits) -> Iterator[Problem]:
    """The limits that a body breaks; nothing in here takes longer than reading it once."""
    text = source.text
    if len(text) > limits.characters:
        size = {"size": str(len(text)), "limit": str(limits.characters)}
        yield Problem(source.place, "body-too-large", size)
        return
    lines = text.split("\n")
    if len(lines) > limits.lines:
        size = {"size": str(len(lines)), "limit": str(limits.lines)}
        yield Problem(source.at(source.lines[limits.lines]), "too-many-lines", size)
        return
    longest = max(lines, key=len)
    if len(longest) > limits.line:
        size = {"size": str(len(longest)), "limit": str(limits.line)}
        yield Problem(source.at(source.lines[lines.index(longest)]), "line-too-long", size)
    deep = _deep_line(limits.nesting + 1).search(f"\n{text}")
    offsets = (deep.start() if deep else -1, _too_many_open(text, limits.nesting))
    if found := [offset for offset in offsets if offset >= 0]:
        yield Problem(source.at(min(found)), "nesting-too-deep", {"limit": str(limits.nesting)})
    if (notes := text.count("[^")) > 2 * FOOTNOTES:
        yield Problem(source.place, "too-many-footnotes", {"size": str(notes // 2), "limit": str(FOOTNOTES)})


@cache
def _deep_line(depth: int) -> re.Pattern[str]:
    """Matches a line end before a line that is nested so deep. To look for that sign first is what makes it fast."""
    sign = r"(?:>|[-*+][ \t]|\d+\.[ \t])"
    return re.compile(
        rf"\n(?:(?![-*_ \t]+$)(?:[ \t]*{sign}){{{depth}}}|(?:    |\t){{{depth}}}[ \t]*{sign})", re.MULTILINE
    )


def _too_many_open(text: str, limit: int) -> int:
    """Where more brackets, link targets or tags are open in one block than allowed; -1 if nowhere."""
    if max(text.count("["), text.count("<")) <= limit:
        return -1
    brackets = targets = tags = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign == "[":
            brackets += 1
        elif sign == "<":
            tags += 1
        elif sign == ")":
            targets = max(targets - 1, 0)
        elif sign == ">":
            tags = max(tags - 1, 0)
        elif sign[0] == "]":
            brackets = max(brackets - 1, 0)
            targets += len(sign) - 1
        else:
            brackets = targets = tags = 0
        if max(brackets, targets, tags) > limit:
            return found.start()
    return -1


class TimeUpError(Exception):
    """A document took longer than allowed."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUpError` in the block after so many seconds. A timer that was running goes on afterwards."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    watching = True

    def time_up(_signal: int, _frame: FrameType | None) -> None:
        if watching:
            raise TimeUpError

    started = time.monotonic()
    handler = signal.signal(signal.SIGALRM, time_up)
    # Repeated, for a callback from compiled code swallows what it raises.
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        watching = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if remaining:
            left = max(remaining - (time.monotonic() - started), 0.001)
            signal.setitimer(signal.ITIMER_REAL, left, interval)
