"""Front matter that is wrong, read as far as it can be, so that one run tells everything that is wrong with a file.

A slip that is understood, such as `：` for `:`, is told and read as it was meant. A field that YAML can make nothing of is
told and left out. What comes of it is never published: it is there so that its references, its body and the documents
that refer to it can be looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from disclosure.decode import compose, decode
from disclosure.model import Entry, Record
from disclosure.nodes import Items, Node, Pairs
from disclosure.problems import Place, Problem

MOST_TURNS = 30
"""How often a text is read again without what could not be read; one that has more slips tells the rest next time."""

R = TypeVar("R", bound=Record)


def read(text: str, start: Place, model: type[R], defaults: Mapping[str, str]) -> tuple[Entry[R], tuple[Problem, ...]]:
    """The record in front matter that begins at `start`, see `decode`; with problems, as much of it as could be read."""
    node, problems = compose(text, start)
    if node is not None and not problems:
        entry, problems = decode(node, model, start.path, defaults)
        if not problems:
            return entry, ()
    return _Mending(text, start).read(model, defaults)


class _Mending:
    """A text that gets better from turn to turn, and what was told of it."""

    def __init__(self, text: str, start: Place) -> None:
        self.start = start
        self.lines = text.split("\n")
        self.inserted: dict[int, list[int]] = {}  # by line: after which columns, as written, a space was put in
        self.left_out: set[str] = set()
        self.told: list[Problem] = []

    def read(self, model: type[R], defaults: Mapping[str, str]) -> tuple[Entry[R], tuple[Problem, ...]]:
        """Turn by turn, until what is left can be read."""
        for _ in range(MOST_TURNS):
            node, problems = compose("\n".join(self.lines), self.start)
            if problems:
                self._improve([replace(problem, place=self._as_written(problem.place)) for problem in problems])
            elif node is None:
                break
            else:
                entry, problems = decode(self._moved(node), model, self.start.path, defaults, self.left_out)
                slips = [problem for problem in problems if problem.code in _MEANT]
                if not slips:
                    return entry, (*self.told, *problems)
                self._improve(slips)
        entry, _ = decode(None, model, self.start.path, defaults)
        return entry, tuple(self.told) or (Problem(self.start, "front-matter-empty"),)

    def _improve(self, problems: Iterable[Problem]) -> None:
        """Tell these, and read the lines in which they stand as they were meant, or not at all."""
        for problem in problems:
            self.told.append(problem)
            place = problem.place
            index = min(place.line - self.start.line, len(self.lines) - 1)
            line, inserted = self.lines[index], self.inserted.get(place.line, [])
            column = place.column + sum(before < place.column for before in inserted)
            better = _MEANT[problem.code](line, column) if problem.code in _MEANT else line
            if better == line:
                self._leave_out(index)
                continue
            if len(better) > len(line):
                self.inserted[place.line] = sorted((*inserted, place.column))
            self.lines[index] = better

    def _leave_out(self, index: int) -> None:
        """The field of the top level in which this line stands."""
        tops = [at for at, line in enumerate(self.lines) if _AT_THE_TOP.match(line)]
        first = max((at for at in tops if at <= index), default=index)
        end = min((at for at in tops if at > index), default=len(self.lines))
        if found := _AT_THE_TOP.match(self.lines[first]):
            self.left_out.add(found[1])
        self.lines[first:end] = [""] * (end - first)

    def _as_written(self, place: Place) -> Place:
        """A place in a line as it is now, in the text as its author wrote it."""
        inserted = self.inserted.get(place.line, ())
        before = sum(after + number < place.column for number, after in enumerate(inserted))
        return Place(place.path, place.line, place.column - before)

    def _moved(self, node: Node) -> Node:
        """The node at the place where its author wrote it."""
        if not self.inserted:
            return node
        place = self._as_written(node.place)
        if isinstance(node, Items):
            return Items(tuple(map(self._moved, node.nodes)), place)
        if isinstance(node, Pairs):
            pairs = ((key._replace(place=self._as_written(key.place)), self._moved(value)) for key, value in node.pairs)
            return Pairs(tuple(pairs), place)
        return node._replace(place=place)


_AT_THE_TOP = re.compile(r"""["']?([^\s#:："'-][^\s:："']*)""")


def _with_space(line: str, column: int) -> str:
    """The colon at this column as YAML wants it."""
    return f"{line[: column - 1]}: {line[column:]}"


def _narrow(line: str, column: int) -> str:
    """Wide spaces and tabs up to this column, and those that follow, as spaces."""
    end = len(line) - len(line[column:].lstrip())
    return re.sub("[\u00a0\u3000\t]", " ", line[:end]) + line[end:]


_MEANT = {
    "fullwidth-colon": _with_space,
    "colon-needs-space": _with_space,
    "wide-space": _narrow,
    "yaml-tab": _narrow,
}
"""What was meant by a slip of this code at a column (from 1) of a line."""
