"""What reading an attached file gives, piece by piece, and how much of it is read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

PIECE = 1 << 16
"""Bytes or characters that are read at once."""

LONGEST = 1000
"""Characters of a value that is looked at as a whole: of names, paths and figures."""
_AT_ONCE = 1 << 20
"""Characters that are looked through before the time is looked at."""

MEMBERS = 10_000
"""Members of an archive, those of archives inside it included."""


class Kind(StrEnum):
    """What a file holds that its readers do not see, or see only if they look for it."""

    REVISIONS = "tracked changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden passages"
    HIDDEN_SHEETS = "hidden sheets"
    HIDDEN_ROWS = "hidden rows"
    HIDDEN_COLUMNS = "hidden columns"
    HIDDEN_SLIDES = "hidden slides"
    HIDDEN_OBJECTS = "hidden objects"
    HIDDEN_LAYERS = "hidden layers"
    CACHED_ROWS = "rows kept behind pivot tables"
    NOTES = "speaker notes"
    NAMES = "names of authors"
    PROPERTIES = "custom properties"
    FILE_LINKS = "links to files elsewhere"
    EMBEDDED = "embedded files"
    POSITIONS = "geographic positions"
    DESCRIPTIONS = "remarks in the properties"
    VARIABLES = "document variables"
    CUSTOM_XML = "custom XML parts"
    BUILDING_BLOCKS = "building blocks"
    OFF_PAGE = "passages outside the page"
    COVERED = "covered passages"
    EARLIER = "earlier versions"
    DELETED_PAGES = "deleted pages"
    OUTSIDE_DIRECTORY = "members outside the directory"
    KEYWORDS = "subjects and keywords"
    DEFAULT_ROWS = "rows in a sheet that hides rows by default"
    UNREFERRED = "parts nobody refers to"
    SCRIPTS = "scripts"
    BESIDE_PAGE = "passages beside the page"
    PLACEHOLDERS = "placeholders with words of their own"
    CHOICES = "choices that are not shown"
    BY_CONDITION = "conditions that hide cells"
    HIDDEN_DEFINITIONS = "hidden names with words"
    CACHED_CELLS = "cells kept from other workbooks"
    UNDER_PICTURES = "passages under pictures or shapes"
    TAGS = "tags of slides"


DOUBTFUL = frozenset(
    (
        Kind.KEYWORDS,
        Kind.DEFAULT_ROWS,
        Kind.UNREFERRED,
        Kind.SCRIPTS,
        Kind.BESIDE_PAGE,
        Kind.PLACEHOLDERS,
        Kind.CHOICES,
        Kind.BY_CONDITION,
        Kind.UNDER_PICTURES,
        Kind.TAGS,
    )
)
"""What may be meant for readers, or what they may see all the same: only its editor knows."""


class Text(NamedTuple):
    """A text in pieces, which must be taken before anything else is asked for.

    The `whole` text is the file itself, so that its lines are the file's; a `raw` one is bytes taken for characters, where
    only what cannot stand there by chance counts.
    """

    pieces: Iterable[str]
    whole: bool = False
    raw: bool = False


class Leak(NamedTuple):
    """So many of what readers do not see."""

    kind: Kind
    number: int


class Unread(NamedTuple):
    """A part that could not be read, by its name ("" for the whole file), and why."""

    member: str
    why: str


class OldFormat(NamedTuple):
    """A part in an old binary format, of which only characters that stand side by side are seen."""

    member: str


Seen = Text | Leak | Unread | OldFormat


class UnreadableError(Exception):
    """A file or part of one that could not be read; the message is why, in the words of what tried to."""


_LONG_TAG = re.compile(rb"<[^<>]{1000000,}+")
MOST_ATTRIBUTES = 100_000


def holds_endless_tag(markup: bytes) -> bool:
    """Whether one element has more attributes than anybody writes: a parser keeps them all before it tells of any."""
    return any(tag[0].count(b"=") > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup))


@dataclass
class Budget:
    """What one attached file may cost in all: bytes it unpacks to, members, seconds of processor time.

    PDF files are read elsewhere, and have as many seconds of their own.

    All are far beyond what a government publishes; they keep a hostile or broken file from holding up the others.
    """

    bytes: int = 100_000_000
    members: int = MEMBERS
    seconds: float = 40.0
    depth: int = 3
    _begun: float = field(default_factory=time.process_time)

    def unpack(self, size: int) -> None:
        """Take one member with so many bytes; raises UnreadableError where it is too much."""
        self.bytes -= size
        self.members -= 1
        if self.bytes < 0 or self.members < 0:
            raise UnreadableError("解压后过大 too large")

    def timed(self, pieces: Iterable[str]) -> Iterator[str]:
        """The pieces of a text, none too long, while there is time; raises UnreadableError where there is none left."""
        for piece in pieces:
            for start in range(0, max(len(piece), 1), _AT_ONCE):
                if time.process_time() - self._begun > self.seconds:
                    raise UnreadableError("过于复杂 takes too long to read")
                yield piece[start : start + _AT_ONCE]

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Inside a file that is inside a file; raises UnreadableError where that goes too far."""
        if self.depth == 0:
            raise UnreadableError("压缩包层层嵌套 archives in archives")
        self.depth -= 1
        try:
            yield
        finally:
            self.depth += 1
