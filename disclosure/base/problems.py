"""What can be wrong with input, where it stands, and how it is said.

A stage never raises for bad input: it returns `Problem` values, so that one run tells everything. The words live in
`messages`; a problem holds only its code and the values that the words need, and is put into words at the edge,
in the language of the person who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Severity(StrEnum):
    """An error stops publication; a warning is printed and the site is published; a note says what may well be right."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """A spot in an input file: path relative to the project root with `/`, line and column from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place. `code` is a key of `messages.MESSAGES`; `values` fill its sentences."""

    place: Place
    code: str
    values: dict[str, str] = field(default_factory=dict)


class UserError(Exception):
    """Input that cannot be used. `exit_code` is 1 for content, 2 for usage and configuration."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


class ContentError(UserError):
    """Content that must not be published as it is."""


class UsageError(UserError):
    """A command line or configuration that cannot be followed."""

    exit_code = 2


def in_order(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems by file, line and column, each once."""
    seen: set[tuple[Place, str, tuple[tuple[str, str], ...]]] = set()
    for problem in sorted(problems, key=lambda p: (p.place, p.code, sorted(p.values.items()))):
        key = (problem.place, problem.code, tuple(sorted(problem.values.items())))
        if key not in seen:
            seen.add(key)
            yield problem
