"""YAML text to nodes that know their place. Only this module imports yaml.

The text is composed so that line and column are kept and every scalar stays text: `no`, `0123` and `12:30` are text.
Anchors, aliases and tags are problems, and so are slips that YAML reads as something else (see `SLIP`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from disclosure.nodes import Items, Node, Pairs, Scalar, scan
from disclosure.problems import Place, Problem

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without its C part: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffc\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]+"
)
"""Characters that neither YAML nor HTML allows, that turn the direction of what is read so that it looks like another
text, or that stand for a picture which was not pasted with its text; a run of them is one problem."""

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
    events = _events(text, start)
    try:
        next(events)  # stream start
        if isinstance(next(events), yaml.StreamEndEvent):
            return None, ()
        node = _node(next(events), events, start, 0)
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


def _node(event: Any, events: Iterator[Any], start: Place, depth: int) -> Node:
    place = _place(event.start_mark, start)
    if depth > MAX_DEPTH:
        raise _Refused(Problem(place, "yaml-too-deep", {"depth": str(MAX_DEPTH)}))
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _Refused(Problem(place, "yaml-alias"))
    if event.tag is not None and event.tag != "!":
        raise _Refused(Problem(place, "yaml-tag", {"tag": event.tag}))
    if isinstance(event, yaml.ScalarEvent):
        if not event.style and " - " in event.value and event.end_mark.line > event.start_mark.line:  # type: ignore[union-attr]
            below = Place(place.path, place.line + 1, 1)  # an item that is indented otherwise than those above it
            raise _Refused(Problem(below, "yaml-indent"))
        if found := CONTROL.search(event.value):  # written as an escape, such as "\\0"
            raise _Refused(Problem(place, "control-character", {"character": f"U+{ord(found.group()[0]):04X}"}))
        return Scalar(event.value, place, plain=not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        nodes: list[Node] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            nodes.append(_node(item, events, start, depth + 1))
        return Items(tuple(nodes), place)
    pairs: list[tuple[Scalar, Node]] = []
    while not isinstance(item := next(events), yaml.MappingEndEvent):
        key = _node(item, events, start, depth + 1)
        if not isinstance(key, Scalar):
            raise _Refused(Problem(key.place, "key-not-text"))
        pairs.append((key, _node(next(events), events, start, depth + 1)))
    return Pairs(tuple(pairs), place)
