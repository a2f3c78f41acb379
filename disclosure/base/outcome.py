"""What a build comes to, for the person who ran it. Never for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from disclosure.base.problems import Problem


@dataclass(frozen=True, slots=True)
class Withheld:
    """A document that is not published and on what basis (None: a draft)."""

    path: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts, what stays unpublished, what to look at, and when something changes by itself (None: never)."""

    documents: int
    pages: int
    withheld: tuple[Withheld, ...]
    warnings: tuple[Problem, ...]
    next_change: date | None
