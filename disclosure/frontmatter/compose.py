"""YAML text to nodes that know their place. Only this module imports yaml.

The text is composed so that line and column are kept and every scalar stays text: `no`, `0123` and `12:30` are text.
Anchors, aliases and tags are problems, and so are slips that YAML reads as something else (see `SLIP`) and remarks that
take text with them (see `_remarks`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.nodes import Items, Node, Pairs, Scalar, scan
from disclosure.text.pasted import joined

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without its C part: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffc\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]+"
)
"""Characters that neither YAML nor HTML allows, that end a line for some programs and not for others, that turn the
direction of what is read so that it looks like another text, or that stand for a picture which was not pasted with its
text; a run of them is one problem."""

MAX_DEPTH = 12
"""Nesting in any file of ours is at most 5; beyond this it is an attack or a slip, and libyaml would recurse."""

_LINES_TO_YAML_ALONE = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
"""Characters that end a line for YAML and for no editor: every later place would be a line too low."""


class _Refused(Exception):
    """The text cannot be composed; carries why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def compose(text: str, start: Place, *, fast: bool = True) -> tuple[Node | None, tuple[Problem, ...]]:
    """The node tree of one YAML document that begins at `start`; None with problems, or for empty text without any.

    Without `fast` the YAML parser reads plain text too, to the same nodes.
    """
    if fast and (pairs := scan(text, start)) is not None:
        return pairs, ()
    text = text.translate(_LINES_TO_YAML_ALONE)
    if "#" in text and (remarks := tuple(_remarks(text, start))):
        return None, remarks
    events = _events(text, start)
    try:
        next(events)  # stream start
        if isinstance(next(events), yaml.StreamEndEvent):
            return None, ()
        node = _Reading(text, start, events).node(next(events), 0)
        next(events)  # document end
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            return None, (Problem(_place(after.start_mark, start), "yaml-several-documents"),)
    except _Refused as refused:
        return None, tuple(_slips(text, start, refused.problem.place.line)) or (refused.problem,)
    if isinstance(node, Scalar) and (slips := tuple(_slips(text, start, start.line))):
        return None, slips
    return node, ()


def _events(text: str, start: Place) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if (error.problem in _BEGUN_EARLIER or "alias" in (error.context or "")) and error.context_mark is not None:
            mark = error.context_mark
        place = _place(mark, start) if mark is not None else start
        raise _Refused(Problem(place, _syntax_code(error, text), {"detail": error.problem or ""})) from error
    except yaml.YAMLError as error:  # a character that YAML does not allow and `parse` let through
        raise _Refused(Problem(start, "yaml-syntax", {"detail": str(error)})) from error


_BEGUN_EARLIER = (
    *("could not find expected ':'", "found unexpected end of stream"),
    *("did not find expected ',' or ']'", "did not find expected ',' or '}'"),
)
"""What libyaml says of the place where it gave up: the slip is where that began which it did not find the end of."""


def _syntax_code(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    if "anchor" in (error.context or "") or "alias" in (error.context or ""):
        return "yaml-alias"
    if "'\\t'" in problem or "found a tab" in problem:
        return "yaml-tab"
    mark = error.problem_mark
    if "mapping values are not allowed" in problem:
        before = text.split("\n")[mark.line][: mark.column] if mark is not None else ""
        return "yaml-indent" if re.fullmatch(r"\s+[^\s:]+", before) else "yaml-colon-in-value"
    if mark is not None and "cannot start any token" in problem:
        lines = text.split("\n")
        if mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
            return "yaml-tab"
        return "yaml-needs-quotes"
    return "yaml-syntax"


SLIP = re.compile(r"([^\W\d]\w{0,15})(?: {0,2}(：)|:(?:([\u00a0\u3000])|(?=[^\s:/])))")
"""A key followed by `：`, by `:` without a space or by `:` with a wide one."""

_WIDE_INDENT = re.compile(r"[\u00a0\u3000]| *[\u00a0\u3000]+ *(?=- )")


def _slips(text: str, start: Place, failed: int) -> Iterator[Problem]:
    """Keys followed by `：`, by `:` without a space or with a wide one, wide spaces that indent, and lines of `...`.

    Asked for once YAML could not make sense of the text: its own words would mislead. Below the top level, where `：` is
    mostly meant, only beside the line that failed.
    """
    lines = text.split("\n")
    kept = _kept_text(lines)
    for at, line in enumerate(lines, start.line):
        if at - start.line in kept:
            continue
        if line.rstrip() == "...":
            yield Problem(Place(start.path, at, 1), "yaml-several-documents")
        if wide := _WIDE_INDENT.match(line):
            yield Problem(Place(start.path, at, wide.end()), "wide-space")
            continue
        indent = re.match(r" *(?:- +)?", line) if failed - 1 <= at <= failed else None
        if found := SLIP.match(line, indent.end() if indent else 0):
            yield slip_at(found, Place(start.path, at, found.end()))


_OPENS_KEPT_TEXT = re.compile(r"( *)\S.*[:：-] *[|>][+-]?[1-9]?[+-]?\s*$")


def _kept_text(lines: Sequence[str]) -> frozenset[int]:
    """Which lines are text that YAML keeps as it stands, below a key with `|` or `>`: nothing in them is a key."""
    kept: set[int] = set()
    depth: int | None = None
    for at, line in enumerate(lines):
        if depth is not None and (not line.strip() or len(line) - len(line.lstrip(" ")) > depth):
            kept.add(at)
        else:
            opened = _OPENS_KEPT_TEXT.match(line)
            depth = len(opened[1]) if opened else None
    return frozenset(kept)


def slip_at(found: re.Match[str], place: Place) -> Problem:
    """The problem of a match of `SLIP`."""
    if found[3]:
        return Problem(place, "wide-space")
    return Problem(place, "fullwidth-colon" if found[2] else "colon-needs-space", {"key": found[1]})


def _place(mark: Any, start: Place) -> Place:
    return Place(start.path, start.line + mark.line, mark.column + 1)


class _Reading:
    """The nodes of a text, event by event."""

    def __init__(self, text: str, start: Place, events: Iterator[Any]) -> None:
        self.text = text
        self.start = start
        self.events = events

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with an event; raises `_Refused`."""
        place = _place(event.start_mark, self.start)
        if depth > MAX_DEPTH:
            raise _Refused(Problem(place, "yaml-too-deep", {"depth": str(MAX_DEPTH)}))
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused(Problem(place, "yaml-alias"))
        if event.tag is not None and event.tag != "!":
            raise _Refused(Problem(place, "yaml-tag", {"tag": event.tag}))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            nodes: list[Node] = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                nodes.append(self.node(item, depth + 1))
            return Items(tuple(nodes), place)
        pairs: list[tuple[Scalar, Node]] = []
        while not isinstance(item := next(self.events), yaml.MappingEndEvent):
            key = self.node(item, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(Problem(key.place, "key-not-text"))
            pairs.append((key, self.node(next(self.events), depth + 1)))
        return Pairs(tuple(pairs), place)

    def _scalar(self, event: Any, place: Place) -> Scalar:
        value = event.value
        several = event.end_mark.line > event.start_mark.line
        if several and not event.style and " - " in value:
            below = Place(place.path, place.line + 1, 1)  # an item that is indented otherwise than those above it
            raise _Refused(Problem(below, "yaml-indent"))
        if found := CONTROL.search(value):  # written as an escape, such as "\\0"
            raise _Refused(Problem(place, "control-character", {"character": f"U+{ord(found.group()[0]):04X}"}))
        if several and event.style != "|":
            value = _unfolded(value, self.text[event.start_mark.index : event.end_mark.index], event.style)
        return Scalar(value, place, plain=not event.style)


_ESCAPED = {"'": re.compile("'(?=')"), '"': re.compile(r'\\(?=["\\/])')}
"""What stands before a sign in quoted text, by the quotation mark, and means nothing itself."""


def _unfolded(value: str, written: str, style: str | None) -> str:
    """Text of several lines without the spaces that YAML puts in place of line ends beside Chinese characters."""
    body = written.split("\n", 1)[1] if style == ">" else written.strip(style or "")
    lines = [line for part in body.split("\n") if (line := part.strip(" \t"))]
    if style in _ESCAPED:
        lines = [_ESCAPED[style].sub("", line) for line in lines]
    pieces, end = [], 0
    for line in lines:
        at = value.find(line, end)
        if at < 0:
            return value
        pieces.append("\n" if value[end:at] == " " else value[end:at])
        pieces.append(line)
        end = at + len(line)
    return joined("".join(pieces)).replace("\n", " ") + value[end:]


def _remarks(text: str, start: Place) -> Iterator[Problem]:
    """Remarks in which text would be lost: behind a value on its line, or deeper than its key on the lines that follow.

    Of a title such as 青禾区 #3 地块 YAML keeps the first word and says nothing. In settings and vocabularies, where remarks
    behind a value are common usage, they are what they seem if a space follows the sign: nobody writes # 3 地块.
    """
    usual = ("", "\n", " ", "#") if not start.path.endswith(".md") else ()
    for position, owner in _comments(text):
        begun = text.rfind("\n", 0, position) + 1
        alone = not text[begun:position].strip()
        if (0 <= owner < position - begun) if alone else text[position + 1 : position + 2] not in usual:
            line = start.line + text.count("\n", 0, position)
            yield Problem(Place(start.path, line, position - begun + 1), "remark-in-value")


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin, and the column of the key or dash whose value stands before each; -1 for none."""
    end, key, owner = 0, 0, -1
    before: Any = None
    for token in _tokens(text):
        at = token.start_mark.index
        yield from ((end + found.start(), owner) for found in re.finditer(r"#[^\n]*", text[end:at]))
        if isinstance(token, yaml.ScalarToken):
            if isinstance(before, yaml.KeyToken):
                key, owner = token.start_mark.column, -1
            else:
                dash = isinstance(before, yaml.BlockEntryToken)
                owner = before.start_mark.column if dash else key if isinstance(before, yaml.ValueToken) else -1
            header = text[at:].partition("\n")[0]
            if token.style in ("|", ">") and "#" in header:
                yield at + header.index("#"), owner
        before = token
        end = max(end, token.end_mark.index)


def _tokens(text: str) -> Iterator[Any]:
    """YAML's tokens, as far as it can make sense of the text."""
    with contextlib.suppress(yaml.YAMLError):
        yield from yaml.scan(text, Loader=_Loader)
