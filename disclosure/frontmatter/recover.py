"""Front matter that is wrong, read as far as it can be, so that one run tells everything that is wrong with a file.

A slip that is understood, such as `：` for `:`, is told and read as it was meant. A field that YAML can make nothing of is
told and left out. What comes of it is never published: it is there so that its references, its body and the documents
that refer to it can be looked at too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.compose import compose
from disclosure.frontmatter.decode import decode, inner_keys_of, keys_of
from disclosure.frontmatter.nodes import Items, Node, Pairs
from disclosure.model.records import Entry, Record

MOST_TURNS = 300
"""How often a text is read again without what could not be read; one that has more slips tells the rest next time."""

MOST_READ = 5_000_000
"""Characters read again in all these turns: a long text that is wrong everywhere must not take minutes."""

R = TypeVar("R", bound=Record)
T = TypeVar("T")

Decode = Callable[[Node | None, Collection[str]], tuple[T, tuple[Problem, ...]]]
"""What makes something of a text's nodes, given the keys that had to be left out."""


def read(
    text: str, start: Place, model: type[R], defaults: Mapping[str, str] | None = None
) -> tuple[Entry[R], tuple[Problem, ...]]:
    """The record in a text that begins at `start`, see `decode`; with problems, as much of it as could be read."""

    def decoded(node: Node | None, left_out: Collection[str]) -> tuple[Entry[R], tuple[Problem, ...]]:
        return decode(node, model, start.path, defaults or {}, left_out)

    return read_all(text, start, decoded, _KEY, keys_of(model), inner_keys_of(model, own=False))


def read_all(
    text: str, start: Place, decoded: Decode[T], unit: str, keys: Collection[str], inner_keys: Collection[str]
) -> tuple[T, tuple[Problem, ...]]:
    """The same of what `decoded` makes of the nodes.

    A line that begins with the pattern `unit` begins what can be left out by itself. `keys` are those of the top level,
    `inner_keys` those below it.
    """
    node, problems = compose(text, start)
    if node is not None and not problems:
        made, problems = decoded(node, ())
        if not problems:
            return made, ()
    return _Mending(text, start, unit, keys, inner_keys).read(decoded)


_KEY = r"""["']?([^\W\d]\w*)"""
_INDENTED_KEY = re.compile(r"[ \t\u00a0\u3000]+([^\W\d]\w*) *[:：]")
_KEY_ABOVE = re.compile(r" *(?:- +)?(?=[^\W\d]\w*:(?: |$))")
_ITEM = re.compile(r"- +[^\W\d]\w*:")
_BLANK = " \t\u00a0\u3000"


class _Mending:
    """A text that gets better from turn to turn, and what was told of it."""

    def __init__(self, text: str, start: Place, unit: str, keys: Collection[str], inner_keys: Collection[str]) -> None:
        self.start = start
        self.lines = text.split("\n")
        self.unit = re.compile(unit)
        self.keys = keys
        self.inner_keys = inner_keys
        self.inserted: dict[int, list[int]] = {}  # by line: after which columns, as written, a space was put in
        self.shifted: dict[int, int] = {}  # by line: by how much its indentation has become shorter
        self.left_out: set[str] = set()
        self.told: list[Problem] = []

    def read(self, decoded: Decode[T]) -> tuple[T, tuple[Problem, ...]]:
        """Turn by turn, until what is left can be read."""
        self._begin()
        length = sum(map(len, self.lines)) + 1
        for _ in range(min(MOST_TURNS, max(MOST_READ // length, 30))):
            node, problems = compose("\n".join(self.lines), self.start)
            if problems:
                self._improve([replace(problem, place=self._as_written(problem.place)) for problem in problems])
            elif node is None:
                break
            else:
                made, problems = decoded(self._moved(node), self.left_out)
                slips = [problem for problem in problems if problem.code in _SLIPS] or list(self._wide_indents())
                if not slips or not problems:
                    return made, (*self.told, *problems)
                self._improve(slips)
        made, problems = decoded(None, self.left_out)
        return made, tuple(self.told) or problems

    def _begin(self) -> None:
        """Tell of a first line that would make YAML take all others for something else."""
        first = next((at for at, line in enumerate(self.lines) if line.strip() and line.strip()[0] != "#"), None)
        if first is None:
            return
        line, number = self.lines[first], self.start.line + first
        indent = len(line) - len(line.lstrip(_BLANK))
        if indent and _INDENTED_KEY.match(line):
            code = "yaml-tab" if "\t" in line[:indent] else "yaml-indent" if line[:indent].isascii() else "wide-space"
            self._improve([Problem(Place(self.start.path, number, 1), code)])
        elif re.match(_KEY, line) and ":" not in line and "：" not in line:
            detail = {"detail": "could not find expected ':'"}
            self._improve([Problem(Place(self.start.path, number, 1), "yaml-syntax", detail)])

    def _wide_indents(self) -> Iterable[Problem]:
        """Lines indented by a wide space: to YAML the text before them goes on, unless there it keeps its lines."""
        if not any(line.rstrip().endswith(("|", ">", "|-", ">-")) for line in self.lines):
            for at, line in enumerate(self.lines):
                if line[:1] in ("\u00a0", "\u3000"):
                    yield Problem(Place(self.start.path, self.start.line + at, 1), "wide-space")

    def _improve(self, problems: Sequence[Problem]) -> None:
        """Tell these, and read the lines in which they stand as they were meant, or not at all."""
        certain = [problem for problem in problems if not self._is_text(problem)]
        for problem in certain or problems:
            self.told.append(problem)
            index = min(problem.place.line - self.start.line, len(self.lines) - 1)
            if not self._mended(index, problem):
                self._leave_out(index)

    def _is_text(self, problem: Problem) -> bool:
        """Whether a slip below the top level stands behind a word that is no key: then it is none."""
        key = problem.values.get("key")
        line = self.lines[min(problem.place.line - self.start.line, len(self.lines) - 1)]
        return problem.code in _COLONS and key not in self.inner_keys and line[:1] in _BLANK

    def _mended(self, index: int, problem: Problem) -> bool:
        """Whether the line could be read as it was meant."""
        line, number = self.lines[index], self.start.line + index
        indent = len(line) - len(line.lstrip(_BLANK))
        column = self._column(problem.place)
        if problem.code in _COLONS:
            self.lines[index] = f"{line[: column - 1]}: {line[column:]}"
            self.inserted[number] = sorted((*self.inserted.get(number, ()), problem.place.column))
            return True
        if problem.code == "remark-in-value":
            self.lines[index] = _as_text(line, column)
            return True
        if problem.code in ("wide-space", "yaml-tab") and column > indent:
            self.lines[index] = re.sub("[\u00a0\u3000\t]", " ", line[:column]) + line[column:]
            return self.lines[index] != line
        if line.rstrip() == "...":
            self.lines[index] = ""
            return True
        found = _INDENTED_KEY.match(line)
        at_top = [0] if found and found[1] in self.keys else []
        if problem.code in ("wide-space", "yaml-tab"):
            kept = len(re.sub("[\u00a0\u3000\t]", "", line[:indent]))
            likely = [kept, *at_top] if kept else at_top
            return self._indented(index, indent, (*likely, *self._indents_wanted(index)))
        if problem.code in ("yaml-indent", "yaml-syntax"):
            nested = self._indents_wanted(index) if found and found[1] in self.inner_keys else ()
            return self._indented(index, indent, (*at_top, *nested))
        return False

    def _indented(self, index: int, indent: int, wanted: Iterable[int]) -> bool:
        """Whether the line begins something of its own with one of these indentations instead.

        Then it has the one with which most of what follows can be read, of several such the first.
        """
        reach = [(self._reach(index, indent, one), -order, one) for order, one in enumerate(wanted)]
        best, _, chosen = max(reach, default=(0.0, 0, 0))
        if not best or chosen == indent:
            return False
        number = self.start.line + index
        self.lines[index] = " " * chosen + self.lines[index][indent:]
        self.shifted[number] = self.shifted.get(number, 0) + indent - chosen
        return True

    def _reach(self, index: int, indent: int, wanted: int) -> float:
        """The next line that cannot be read when this one is indented so; 0 where it begins nothing of its own."""
        number = self.start.line + index
        lines = [*self.lines[:index], " " * wanted + self.lines[index][indent:], *self.lines[index + 1 :]]
        node, problems = compose("\n".join(lines), self.start)
        wrong = [problem.place.line for problem in problems if problem.code not in _COLONS]
        if number in wrong or (node and number not in _lines_of(node)):
            return 0.0
        return min((line for line in wrong if line > number), default=math.inf)

    def _indents_wanted(self, index: int) -> Iterator[int]:
        """Where the line would stand if it were indented as the one above, or a key as those before that, going outward."""
        if item := _ITEM.match(self.lines[index].lstrip(_BLANK)):  # as the one above that begins with the same key
            above_it = (line for line in reversed(self.lines[:index]) if line.lstrip(" ").startswith(item[0]))
            yield from (len(line) - len(line.lstrip(" ")) for line in islice(above_it, 1))
        wanted = self._indent_wanted(index)
        yield wanted
        if _INDENTED_KEY.match(self.lines[index]):
            for line in reversed(self.lines[:index]):
                above = _KEY_ABOVE.match(line)
                if above and len(above[0]) < wanted:
                    wanted = len(above[0])
                    yield wanted

    def _indent_wanted(self, index: int) -> int:
        """Where it would stand as the one above, or below it where that opens something."""
        above = next((line for line in reversed(self.lines[:index]) if line.strip()), "")
        content = len(above) - len(above.lstrip(" "))
        item = self.lines[index].lstrip(_BLANK).startswith("- ")
        if above.lstrip(" ").startswith("- ") and not item:
            content += len(above) - content - len(above[content + 1 :].lstrip(" "))
        return content + 2 if above.rstrip().endswith(":") else content

    def _leave_out(self, index: int) -> None:
        """What can be left out by itself and holds this line."""
        tops = [at for at, line in enumerate(self.lines) if self.unit.match(line)]
        first = max((at for at in tops if at <= index), default=index)
        end = min((at for at in tops if at > index), default=len(self.lines))
        for line in (self.lines[first], self.lines[index]):
            found = re.match(rf"[{_BLANK}]*{_KEY}", line)
            self.left_out.add(found[1] if found else "")
        self.lines[first:end] = [""] * (end - first)

    def _column(self, place: Place) -> int:
        """Where a place in the text as its author wrote it stands in the line as it is now."""
        before = sum(after < place.column for after in self.inserted.get(place.line, ()))
        return place.column + before - self.shifted.get(place.line, 0)

    def _as_written(self, place: Place) -> Place:
        """Where a place in a line as it is now stands in the text as its author wrote it."""
        column = place.column + self.shifted.get(place.line, 0)
        inserted = self.inserted.get(place.line, ())
        column -= sum(after + number < column for number, after in enumerate(inserted))
        return Place(place.path, place.line, max(column, 1))

    def _moved(self, node: Node) -> Node:
        """The node at the place where its author wrote it."""
        if not self.inserted and not self.shifted:
            return node
        place = self._as_written(node.place)
        if isinstance(node, Items):
            return Items(tuple(map(self._moved, node.nodes)), place)
        if isinstance(node, Pairs):
            pairs = ((key._replace(place=self._as_written(key.place)), self._moved(value)) for key, value in node.pairs)
            return Pairs(tuple(pairs), place)
        return node._replace(place=place)


def _as_text(line: str, column: int) -> str:
    """A line with what follows a # at `column` left out, or where it must be text, as text: with a wide sign instead."""
    before = line[: column - 1].rstrip()
    if before.endswith((":", "-")) or before.count("[") > before.count("]"):
        return line[: column - 1] + line[column - 1 :].replace("#", "＃")
    return before


def _lines_of(node: Node) -> set[int]:
    """The lines in which something begins."""
    lines = {node.place.line}
    parts = (
        node.nodes
        if isinstance(node, Items)
        else [part for pair in node.pairs for part in pair]
        if isinstance(node, Pairs)
        else ()
    )
    return lines.union(*map(_lines_of, parts))


_COLONS = frozenset(("fullwidth-colon", "colon-needs-space"))
_SLIPS = frozenset((*_COLONS, "wide-space", "yaml-tab"))
"""Problems of which it is known what was meant."""
