"""Captions of films and recordings: what is said in them and when, and what is wrong with the file. Pure.

The format is WebVTT (https://www.w3.org/TR/webvtt1/). A browser passes over whatever it cannot read of it without a word,
so that nobody but those who depend on captions would notice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from disclosure.base.problems import Place, Problem

MOST = 20
"""What is told of one file: a whole film in another format has thousands of the same."""
PAUSE = 2000
"""Milliseconds of silence after which what is said begins a new paragraph."""

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_ARROW = "-->"
_STAMP = re.compile(r"(?:([0-9]{2,}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_OF_NO_CUE = re.compile(r"NOTE(?:[ \t].*)?|STYLE[ \t]*|REGION[ \t]*")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"</?[a-z0-9.:][^<>]*>|</>")
_WITHIN = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n[ \t]*(?=[^\x00-\xff])")
"""Lines of one sentence in a script that is written without spaces."""
_ENDS = re.compile(r"[。！？；：，、…—.!?;:,][”’」』\"')）]*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from one moment until another, in milliseconds from the beginning; `speaker` if the file names one."""

    begins: int
    ends: int
    words: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Captions:
    """A file of captions as far as it could be read; `remarks` are those that no browser shows."""

    cues: tuple[Cue, ...]
    remarks: int
    problems: tuple[Problem, ...]


def read_captions(text: str, path: str = "") -> Captions:
    """The captions in a text with LF line ends, and what is wrong with them at its lines in the file `path`."""
    reader = _Reader(text.split("\n"), path)
    reader.read()
    return Captions(tuple(reader.cues), reader.remarks, tuple(islice(reader.problems, MOST)))


def paragraphs(cues: Iterable[Cue]) -> tuple[str, ...]:
    """What is said, to be read: one paragraph for each who speaks, and after each pause."""
    found: list[str] = []
    before: Cue | None = None
    for cue in cues:
        if not cue.words:
            continue
        named = cue.speaker if cue.speaker and (before is None or before.speaker != cue.speaker) else None
        if before is None or named or cue.begins - before.ends >= PAUSE:
            found.append(f"{named}：{cue.words}" if named else cue.words)
        else:
            between = "" if _ENDS.search(found[-1]) and ord(found[-1][-1]) > 0xFF else " "
            found[-1] += between + cue.words
        before = cue
    return tuple(found)


class _Reader:
    """Goes through a file block by block, as a browser does; blocks are parted by empty lines."""

    def __init__(self, lines: list[str], path: str) -> None:
        self._lines = lines
        self._path = path
        self.cues: list[Cue] = []
        self.remarks = 0
        self.problems: list[Problem] = []

    def read(self) -> None:
        if not _HEADER.fullmatch(self._lines[0]):  # a browser reads no further
            self._wrong(0, "captions-header", {"line": self._lines[0][:30]})
            return
        for start, end in self._blocks():
            arrows = [index for index in range(start, end) if _ARROW in self._lines[index]]
            if start and not arrows:
                self._of_no_cue(start)
            elif start and arrows[0] - start > 1:
                self._wrong(start, "captions-lost", {"words": self._lines[start][:30]})
            for at, following in pairwise((*arrows, end)):
                if at != arrows[0]:
                    self._wrong(at, "captions-joined")
                self._cue(at, following)
        if not self.cues and not self.problems:
            self._wrong(0, "captions-empty")

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """The first line of each, and the one behind its last."""
        start: int | None = None
        for index, line in enumerate((*self._lines, "")):
            if line.strip() and start is None:
                start = index
            elif not line.strip() and start is not None:
                yield start, index
                start = None

    def _of_no_cue(self, start: int) -> None:
        line = self._lines[start]
        if _OF_NO_CUE.fullmatch(line):
            self.remarks += line.startswith("NOTE")
        else:
            self._wrong(start, "captions-lost", {"words": line[:30]})

    def _cue(self, at: int, end: int) -> None:
        """The cue whose times stand in one line, and its words in those up to another."""
        left, _, right = self._lines[at].partition(_ARROW)
        stamps = (left.strip(), (right.split() or [""])[0])
        begins, ends = map(_milliseconds, stamps)
        words, speaker = _plain("\n".join(self._lines[at + 1 : end]))
        if begins is None or ends is None:
            wrong = 0 if begins is None else 1
            column = _indent(left) if wrong == 0 else len(left) + len(_ARROW) + _indent(right)
            self._wrong(at, "captions-time", {"time": stamps[wrong]}, column)
            return
        if ends <= begins:
            self._wrong(at, "captions-backwards", {"begins": stamps[0], "ends": stamps[1]})
        if self.cues and begins < self.cues[-1].begins:
            self._wrong(at, "captions-order", {"begins": stamps[0]})
        if not words:
            self._wrong(at, "captions-empty")
        self.cues.append(Cue(begins, ends, words, speaker))

    def _wrong(self, index: int, code: str, values: dict[str, str] | None = None, column: int = 0) -> None:
        self.problems.append(Problem(Place(self._path, index + 1, column + 1), code, values or {}))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _milliseconds(stamp: str) -> int | None:
    """The time that a stamp such as 00:01:02.500 means; None for what is none."""
    found = _STAMP.fullmatch(stamp)
    if found is None:
        return None
    hours, minutes, seconds, rest = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _plain(written: str) -> tuple[str, str | None]:
    """The words of a cue as they are shown, and who says them."""
    voice = _VOICE.search(written)
    words = html.unescape(_TAG.sub("", written))
    return " ".join(_WITHIN.sub("", words).split()), html.unescape(voice[1]).strip() if voice else None
