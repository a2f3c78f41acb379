"""Named tables of functions: how a page kind, a rule or an export joins the program.

A module under `pages/`, `rules/` or `exports/` decorates a function; importing the package fills the table. There is no
plugin system and no base class: a table is a dict with a name, read in the order in which it was filled.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Generic, TypeVar

F = TypeVar("F", bound=Callable[..., object])


class Registry(Generic[F]):
    """Functions by name, in order of registration."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._functions: dict[str, F] = {}

    def __call__(self, name: str) -> Callable[[F], F]:
        """A decorator that enters a function under a name of its own."""

        def register(function: F) -> F:
            if name in self._functions:
                msg = f"two {self.what} named {name!r}"
                raise ValueError(msg)
            self._functions[name] = function
            return function

        return register

    def __iter__(self) -> Iterator[tuple[str, F]]:
        return iter(self._functions.items())


def import_submodules(package: ModuleType) -> None:
    """Import every module of a package, by name, so that its decorators run."""
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        importlib.import_module(f"{package.__name__}.{info.name}")
