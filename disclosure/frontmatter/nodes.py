"""YAML as nodes that know their place, and the plain YAML of most front matter read without a YAML parser.

`scan` reads `key: value` lines, lists, and lists of such lines, with values that can mean nothing but themselves. For
anything else it gives None, and `compose` asks the YAML parser, which alone says what is wrong. tests/frontmatter/test_nodes.py
holds the two equal: the same nodes at the same places.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from disclosure.base.problems import Place


class Scalar(NamedTuple):
    """Text as written. `plain` is False for quoted text, which is never taken for nothing."""

    text: str
    place: Place
    plain: bool


class Items(NamedTuple):
    """A sequence."""

    nodes: tuple[Node, ...]
    place: Place


class Pairs(NamedTuple):
    """A mapping, keys in order and perhaps repeated."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Items | Pairs

# Characters that mean themselves: no white space, no line end of YAML's, and none that it does not allow.
_WIDE = r"\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2150-\u218b\u3000-\u9fff\uff01-\uffef"
_CHAR, _LAST = rf"[!-~{_WIDE}]", rf"[!-9;-~{_WIDE}]"
_FIRST = r"[A-Za-z0-9_\u3400-\u9fff《〈（“‘〔【「『]"
# No indicator first, no colon at the end of a word, no # at the start of one.
_PLAIN = rf"{_FIRST}(?:{_CHAR}*{_LAST})?(?: +(?!#){_CHAR}*{_LAST})*"
_DOUBLE = rf'"(?:[ !#-\[\]-~{_WIDE}])*"'
_SINGLE = rf"'(?:[ -&(-~{_WIDE}])*'"
_WORD = r"[A-Za-z0-9_\u3400-\u9fff][A-Za-z0-9_\u3400-\u9fff-]*"
_FLOW = rf"\[(?:(?:{_DOUBLE}|{_WORD})(?:, *(?:{_DOUBLE}|{_WORD}))*)?\]"
_LINE = re.compile(
    r"( *)(- +)?"
    r"(?:([A-Za-z_\u3400-\u9fff][A-Za-z0-9_\u3400-\u9fff]{0,60}):(?: +|$))?"
    rf"(?:({_PLAIN}|{_DOUBLE}|{_SINGLE})|({_FLOW}))? *"
)
_IN_FLOW = re.compile(rf"{_DOUBLE}|{_WORD}")
_COMMENT = re.compile(rf"#(?: |{_CHAR})*")


def scan(text: str, start: Place) -> Pairs | None:
    """The nodes of a plain YAML mapping that begins at `start`; None for text that is anything else, or wrong."""
    mapping = _Mapping(start.path)
    for number, line in enumerate(text.split("\n"), start.line):
        found = _LINE.fullmatch(line)
        if not (_COMMENT.fullmatch(line) if found is None else mapping.take(found, number)):
            return None
    return mapping.node()


class _Mapping:
    """The mapping that is the whole text, line by line. Its methods say whether a line could be taken in."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.pairs: list[tuple[Scalar, Node]] = []
        self.lists: dict[int, _List] = {}  # by the number of the pair that each belongs to
        self.open: _List | None = None

    def take(self, found: re.Match[str], number: int) -> bool:
        """Add a pair, begin a list below the latest pair, or go on with that list."""
        if found.end(1) == len(found.string):
            return True
        if found[2] is not None:
            if self.open is None:
                if not self.pairs or not _is_empty(self.pairs[-1][1]):
                    return False
                self.open = _List(found, Place(self.path, number, found.start(2) + 1))
                self.lists[len(self.pairs) - 1] = self.open
            return self.open.begin(found, self.path, number)
        if found[1]:
            return self.open is not None and self.open.go_on(found, self.path, number)
        if found[3] is None:
            return False
        self.open = None
        self.pairs.append(_pair(found, self.path, number))
        return True

    def node(self) -> Pairs | None:
        """All of it; None when there was nothing."""
        for index, items in self.lists.items():
            self.pairs[index] = (self.pairs[index][0], items.node())
        return Pairs(tuple(self.pairs), self.pairs[0][0].place) if self.pairs else None


class _List:
    """A list of scalars, flow lists and mappings, line by line, as `_Mapping` is."""

    def __init__(self, found: re.Match[str], place: Place) -> None:
        self.place = place
        self.indent = found.end(1)
        self.column = 0  # where the keys of the mapping stand that is open
        self.items: list[Node | list[tuple[Scalar, Node]]] = []

    def begin(self, found: re.Match[str], path: str, number: int) -> bool:
        """Add an item."""
        if found.end(1) != self.indent:
            return False
        if found[3] is not None:
            self.column = found.start(3)
            self.items.append([_pair(found, path, number)])
            return True
        item = _value(found, path, number)
        self.items.append(item)
        return not _is_empty(item)

    def go_on(self, found: re.Match[str], path: str, number: int) -> bool:
        """Add a pair to the mapping that the latest item is."""
        mapping = self.items[-1]
        if not isinstance(mapping, list) or found[3] is None or found.start(3) != self.column:
            return False
        mapping.append(_pair(found, path, number))
        return True

    def node(self) -> Items:
        """All of it."""
        nodes = (Pairs(tuple(item), item[0][0].place) if isinstance(item, list) else item for item in self.items)
        return Items(tuple(nodes), self.place)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text


def _pair(found: re.Match[str], path: str, number: int) -> tuple[Scalar, Node]:
    return Scalar(found[3], Place(path, number, found.start(3) + 1), plain=True), _value(found, path, number)


def _value(found: re.Match[str], path: str, number: int) -> Node:
    """The value on a line; where there is none, the empty one that stands behind the colon."""
    written, flow = found.group(4, 5)
    if written is not None:
        quoted = written[0] in "\"'"
        place = Place(path, number, found.start(4) + 1)
        return Scalar(written[1:-1] if quoted else written, place, not quoted)
    if flow is None:
        return Scalar("", Place(path, number, found.end(3) + 2), plain=True)
    scalars = (
        Scalar(item[0].strip('"'), Place(path, number, found.start(5) + item.start() + 1), item[0][0] != '"')
        for item in _IN_FLOW.finditer(flow)
    )
    return Items(tuple(scalars), Place(path, number, found.start(5) + 1))
