"""The table of rules, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from disclosure.library import Library
from disclosure.model import Document, Entry
from disclosure.problems import Problem
from disclosure.registry import Registry

document_rule: Registry[Callable[[Entry[Document]], Iterator[Problem]]] = Registry("rules of one document")
"""Rules that look at one published document and nothing else: what they found is remembered with it."""

rule: Registry[Callable[[Library, date], Iterator[Problem]]] = Registry("rules")


file_rule: Registry[Callable[[str, bytes], Iterator[Problem]]] = Registry("rules of attached files")
"""Rules that look at one published file, by its path and what is in it: what they found is remembered with it."""


def check_document(entry: Entry[Document]) -> tuple[Problem, ...]:
    """What every rule of one document has to say of it."""
    return tuple(problem for _, function in document_rule for problem in function(entry))


def check_file(path: str, data: bytes) -> tuple[Problem, ...]:
    """What every rule of attached files has to say of one."""
    return tuple(problem for _, function in file_rule for problem in function(path, data))


def check(library: Library, on: date) -> tuple[Problem, ...]:
    """What every rule of the library has to say of it on a day; such rules do not look at bodies."""
    return tuple(problem for _, function in rule for problem in function(library, on))
