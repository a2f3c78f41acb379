"""Parts of office files, which are XML: their text as it is read, element by element, and what an element tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from disclosure.frontmatter.attachments.parts import Kind, Leak, Seen, Text, UnreadableError, holds_endless_tag
from disclosure.frontmatter.attachments.text import MANY_DIGITS

_LINES = frozenset(("p", "tc", "si", "row", "tr", "td", "th", "text", "TextCode", "h", "table-cell", "table-row"))
_GAPS = frozenset(("br", "cr", "tab", "line-break"))
_COORDINATES = frozenset(("d", "points", "path", "transform", "AbbreviatedData", "DeltaX", "DeltaY", "rsidR"))
_LONG = 15
_APART = 10_000
"""Values that are looked at each for itself; a file with more of them is read as one text."""
_DEEPEST = 1000
MOST_ELEMENTS = 3_000_000
"""Elements of one part: a sheet has two for each cell."""
_READ = 1 << 20
"""Bytes given to the parser at once: it begins a long word anew with every one."""
_NO = frozenset(("0", "false", "off", "none", "no"))


def is_on(attributes: Mapping[str, str], name: str = "val") -> bool:
    """Whether a switch of Office is on: it is when it stands there without a word."""
    return attributes.get(name, "1").lower() not in _NO


class Part:
    """One XML part, read once. A kind of part is a subclass that hears elements by their local names.

    `path` holds the elements that are open; the names of attributes are local too.
    """

    def __init__(self) -> None:
        self.path: list[str] = []
        self.leaks: Counter[Kind] = Counter()
        self._text: list[str] = []
        self._elements = 0
        self._values: list[str] = []

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; it is the last of `path`."""

    def _ends(self, name: str) -> None:
        """An element ends; it is still the last of `path`."""

    def _says(self, text: str) -> str:
        """Text inside the last element of `path`: what of it is to be looked through."""
        return text

    def seen(self, data: bytes) -> Iterator[Seen]:
        """The texts and leaks of the part; raises UnreadableError at the end for what is not well-formed XML."""
        failures: list[str] = []
        yield Text(self._read(data, failures))
        yield from (Text([value]) for value in self._values)
        yield from (Leak(kind, count) for kind, count in self.leaks.items() if count)
        if failures:
            raise UnreadableError(failures[0])

    def _read(self, data: bytes, failures: list[str]) -> Iterator[str]:
        if holds_endless_tag(data):
            failures.append("过于复杂 too complex")
            return
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._remark
        parser.EntityDeclHandler = _refuse
        try:
            for begin in range(0, len(data), _READ):
                parser.Parse(data[begin : begin + _READ])
                yield "".join(self._text)
                self._text.clear()
            parser.Parse(b"", True)  # noqa: FBT003 — the parser's way to say that this is the end
        except (expat.ExpatError, UnreadableError, ValueError, LookupError) as error:
            failures.append(str(error))
        yield "".join(self._text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.path.append(name)
        self._elements += 1
        if len(self.path) > _DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnreadableError("过于复杂 too complex")
        if name in _GAPS:
            self._text.append("\n")
        if attributes:
            for key, value in attributes.items():
                if len(value) >= _LONG and key not in _COORDINATES and MANY_DIGITS.search(value):
                    self._remark(value)
            attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._begins(name, attributes)

    def _remark(self, text: str) -> None:
        if len(self._values) < _APART:
            self._values.append(text)
        else:
            self._text.append(f"\n{text}\n")

    def _end(self, _: str) -> None:
        name = self.path[-1]
        self._ends(name)
        self.path.pop()
        if name in _LINES:
            self._text.append("\n")

    def _characters(self, text: str) -> None:
        self._text.append(self._says(text))


def _refuse(*_: object) -> None:
    raise UnreadableError("含实体定义 entities are declared")


def is_elsewhere(target: str) -> bool:
    """Whether an address leads to a file of somebody's computer or network, and not to the web."""
    return not re.match(r"(?i)(?:https?|mailto|tel|ftps?|urn|about):|#|$", target.strip())
