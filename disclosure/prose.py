"""Markdown bodies to safe HTML with the structure of Chinese legal texts: articles and points that can be linked to.

One conversion runs in four steps, each a function of the one before: Markdown to top-level blocks; blocks to what they
are (`legal`); that to HTML elements, with links resolved; elements to sanitised HTML, plain text and table of contents.
What an author wrote and the page will not show is a problem at its line: nothing vanishes silently.

Bounds. Markdown is quadratic or worse on hostile input. Size, line length and nesting are checked before conversion;
that holds everywhere. The time limit of a document uses an interval timer: it holds on POSIX in the main thread, and
not on Windows, where a document within the other bounds may still take long.
"""

from __future__ import annotations

import html
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from types import FrameType
from xml.etree.ElementTree import Element, SubElement

import nh3

from disclosure.legal import Block, Part, clip, joined, paragraphs, recognise
from disclosure.markup import HTML_PLACEHOLDER, Machine
from disclosure.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What one body may be: characters in all and in a line, depth of nesting, seconds to convert."""

    characters: int = 600_000
    line: int = 100_000
    nesting: int = 12
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: at most 40 characters of plain text; level 1 is the top."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that can be linked to: how it is cited (第十二条第二款), and its offset in `Prose.text`."""

    id: str
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a link or image as its author wrote it, and its line in the file."""

    href: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A converted body. `text` is its plain text, one block a line; `toc` and `passages` are in the order of the text."""

    html: str = ""
    toc: tuple[TocEntry, ...] = ()
    text: str = ""
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()


Resolve = Callable[[str], str | None]
