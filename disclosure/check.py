"""The table of rules, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from disclosure.library import Library
from disclosure.problems import Problem
from disclosure.registry import Registry

rule: Registry[Callable[[Library, date], Iterator[Problem]]] = Registry("rules")


def check(library: Library, on: date) -> tuple[Problem, ...]:
    """What every registered rule has to say of the library on a day."""
    return tuple(problem for _, function in rule for problem in function(library, on))
