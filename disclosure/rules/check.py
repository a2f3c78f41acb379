"""The table of rules, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import ParamSpec, cast

from disclosure.base.problems import Problem
from disclosure.base.registry import Registry
from disclosure.frontmatter.load import Source
from disclosure.library.library import Library
from disclosure.model.documents import Authored, Policy
from disclosure.model.records import Entry, UnreadError
from disclosure.model.vocabulary import SensitiveWords

P = ParamSpec("P")

document_rule: Registry[Callable[[Entry[Authored]], Iterator[Problem]]] = Registry("rules of one document")
"""Rules that look at one published document and nothing else: what they found is remembered with it."""

policy_rule: Registry[Callable[[Entry[Policy], Library, date], Iterator[Problem]]] = Registry("rules of one policy")
"""Rules that look at one published policy in the light of the library and the day."""

rule: Registry[Callable[[Library, date], Iterator[Problem]]] = Registry("rules")
"""Rules that look at the whole library."""

Sensitive = Mapping[str, Entry[SensitiveWords]]
"""What is nobody's business, by id: the vocabulary of that name."""

private_rule: Registry[Callable[[Entry[Authored], Sensitive], Iterator[Problem]]] = Registry("rules of private persons")
"""Rules that look at one published document and these words: what they found is remembered while the words are the same."""

file_rule: Registry[Callable[[str, bytes, Sensitive], Iterator[Problem]]] = Registry("rules of attached files")
"""Rules that look at one published file, by its path and what is in it: what they found is remembered likewise."""

words_rule: Registry[Callable[[str, str], Iterator[Problem]]] = Registry("rules of words")
"""Rules that look at one file whose words stand on many pages (settings, vocabularies, templates), by its path and its text."""


def check_document(entry: Entry[Authored], sensitive: Sensitive = MappingProxyType({})) -> tuple[Problem, ...]:
    """What every rule of one document has to say of it."""
    found = [problem for _, function in document_rule for problem in _heard(function, entry)]
    found.extend(problem for _, function in private_rule for problem in _heard(function, entry, sensitive))
    return tuple(found)


def check_file(path: str, data: bytes, sensitive: Sensitive = MappingProxyType({})) -> tuple[Problem, ...]:
    """What every rule of attached files has to say of one."""
    return tuple(problem for _, function in file_rule for problem in function(path, data, sensitive))


def check_words(sources: Iterable[Source]) -> tuple[Problem, ...]:
    """What every rule of words has to say of these files; those that are no text say nothing."""
    return tuple(problem for source in sources for problem in _of_words(source.path, source.data))


@lru_cache(maxsize=1000)
def _of_words(path: str, data: bytes) -> tuple[Problem, ...]:
    """Remembered: `serve` asks at every change, and a small site has more words in its templates than in its documents."""
    with suppress(UnicodeDecodeError):
        text = data.decode()
        return tuple(problem for _, function in words_rule for problem in function(path, text))
    return ()


def check(library: Library, on: date) -> tuple[Problem, ...]:
    """What every rule of the library has to say of it on a day; such rules do not look at bodies."""
    found = [problem for _, function in rule for problem in function(library, on)]
    found.extend(problem for entry in library.of(Policy).values() for problem in _check_policy(entry, library, on))
    for entry in library.broken.values():
        if isinstance(entry.record, Policy) and entry.record.id not in library.documents:
            found.extend(_check_policy(cast("Entry[Policy]", entry), library, on))
    return tuple(found)


def _check_policy(entry: Entry[Policy], library: Library, on: date) -> Iterator[Problem]:
    return (problem for _, function in policy_rule for problem in _heard(function, entry, library, on))


def _heard(function: Callable[P, Iterator[Problem]], *about: P.args, **more: P.kwargs) -> Iterator[Problem]:
    """What a rule has to say; it has nothing to say where it depends on a field that could not be read."""
    with suppress(UnreadError):
        yield from function(*about, **more)
