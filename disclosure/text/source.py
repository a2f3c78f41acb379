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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from types import FrameType

from disclosure.base.problems import Place, Problem
from disclosure.text.pasted import Lines


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

_OTHER_LINE_ENDS = re.compile("[\u2028\u2029\x85]")

_ANY_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")


# --- comments


def strip_comments(markdown: str) -> str:
    """Markdown without its remarks among editors: HTML comments, and `[//]: # (…)`. A line that held nothing else goes too."""
    return "".join(markdown[start:end] for start, end in _kept(markdown, _comments(markdown)))


def _kept(markdown: str, comments: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where what is no comment begins and ends."""
    end = 0
    for start, stop in comments:
        line = max(markdown.rfind("\n", 0, start) + 1, end)
        line_end = markdown.find("\n", stop) + 1 or len(markdown)
        alone = not markdown[line:start].strip() and not markdown[stop:line_end].strip()
        yield end, line if alone else start
        end = line_end if alone else stop
    yield end, len(markdown)


_BEGINS = re.compile(r"<!--|^[ \t>]*\[(?!\^)", re.MULTILINE)
_BEGINS_DEFINITION = re.compile(r"^[ \t>]*\[(?!\^)", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:-?>|[\s\S]*?--!?>)")
_TITLE = "|".join(
    rf"{a}(?:\\.|[^\\{b}\n]|\n(?![ \t>]*\n)){{0,500}}{b}" for a, b in (("\\(", "\\)"), ('"', '"'), ("'", "'"))
)
_DEFINITION = re.compile(
    rf"""\[(?!\d+\])[^\]\[\n]{{1,40}}\]:[ \t]*(?:\#|<>)(?:[ \t]*(?:{_TITLE}))?[ \t]*$
    |\[(?://|comment|_)\]:[^\n("']*(?:{_TITLE})?[^\n]*""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""The definition of a link that nobody can follow, or of one called `//`, `comment` or `_`: so remarks are written where
HTML is not allowed. Any other definition is text, and seen; so is one with a number, which has the shape of a source."""


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
        self._remarks = list(_comments(body))
        spans = [(0, 0), *self._remarks, (len(body), len(body))]
        kept = [body[end:start] for (_, end), (start, _) in pairwise(spans)]
        blank = [re.sub(r"[^\n]", " ", body[start:end]) for start, end in spans[1:]]
        self.text = "".join(chain.from_iterable(zip(kept, blank, strict=True)))
        self._searched: dict[str, int] = {}

    @cached_property
    def lines(self) -> list[int]:
        """The offsets at which lines begin, which most documents are never asked for."""
        return [0, *(found.end() for found in re.finditer("\n", self.body))]

    @cached_property
    def numbered(self) -> Lines:
        """The lines without comments, each with its number in the body. Other signs for a line end end one as well."""
        texts = [""] if self._remarks else self.body.split("\n")
        numbers: Sequence[int] = range(len(texts))
        if self._remarks:
            numbers = [0]
            for start, end in _kept(self.body, self._remarks):
                first, *rest = self.body[start:end].split("\n")
                number = bisect_right(self.lines, start) - 1
                numbers[-1] = numbers[-1] if texts[-1] else number
                texts[-1] += first
                numbers.extend(range(number + 1, number + 1 + len(rest)))
                texts.extend(rest)
        if not _OTHER_LINE_ENDS.search(self.body):
            return Lines(numbers, texts)
        parts = [(n, part) for n, text in zip(numbers, texts, strict=True) for part in _OTHER_LINE_ENDS.split(text)]
        return Lines([number for number, _ in parts], [part for _, part in parts])

    def at_line(self, line: int) -> Place:
        """The first sign in a line, by its number in the body."""
        end = self.lines[line + 1] - 1 if line + 1 < len(self.lines) else len(self.text)
        text = self.text[self.lines[line] : end]
        return self.at(self.lines[line] + len(text) - len(text.lstrip()))

    def at(self, offset: int) -> Place:
        """The place in the file of an offset in the body."""
        line = bisect_right(self.lines, offset)
        return Place(self.place.path, self.place.line + line - 1, offset - self.lines[line - 1] + 1)

    def find(self, wanted: str, line: int = 0) -> Place:
        """Where a text stands, not above a line; asked again, where it stands next, and at the last one for ever after."""
        wanted = wanted.partition("\n")[0][:80]
        last = self._searched.get(wanted, -1)
        found = self.text.find(wanted, max(last + 1, self.lines[line]))
        self._searched[wanted] = found = last if found < 0 else found
        if found >= 0 and wanted:
            return self.at(found)
        return self.at_line(line) if line else self.place


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
    sign = r"(?:-[ \t]|\d+\.[ \t])"
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
    """Raise `TimeUpError` in the block after so many seconds of processor time: what a busy machine makes wait is not slow.

    A timer that was running goes on afterwards.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    watching = True

    def time_up(_signal: int, _frame: FrameType | None) -> None:
        if watching:
            raise TimeUpError

    started = time.process_time()
    handler = signal.signal(signal.SIGVTALRM, time_up)
    # Repeated, for a callback from compiled code swallows what it raises.
    remaining, interval = signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.5)
    try:
        yield
    finally:
        watching = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handler)
        if remaining:
            left = max(remaining - (time.process_time() - started), 0.001)
            signal.setitimer(signal.ITIMER_VIRTUAL, left, interval)
