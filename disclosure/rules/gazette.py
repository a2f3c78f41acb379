"""Rules on the gazette: numbers that go on without a gap, and documents that each stand in one issue, later than themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from disclosure.base.problems import Problem
from disclosure.library.gazette import NUMBERED, items, keys_of
from disclosure.library.library import Library
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Authored
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_of
from disclosure.model.records import Entry
from disclosure.rules.check import document_rule, rule

Issues = list[Entry[GazetteIssue]]


@document_rule("gazette-title")
def title_says_number(entry: Entry[Authored]) -> Iterator[Problem]:
    """The number that a title ends with is the one of the fields."""
    issue = entry.record
    if not isinstance(issue, GazetteIssue) or not (said := NUMBERED.search(issue.title)):
        return
    if (int(said[1]), int(said[2])) != (issue.year, issue.number):
        values = {"said": said[0].strip(), **_called(issue.number, _YEARLY, year=issue.year)}
        yield Problem(entry.place("title"), "gazette-title", values)


@rule("gazette-numbers")
def numbers(library: Library, on: date) -> Iterator[Problem]:
    """No number is taken twice or left out: within a year, and since the first issue."""
    issues = [entry for entry in library.of(GazetteIssue).values() if entry.record.translation_of is None]
    whole = not any(isinstance(entry.record, GazetteIssue) for entry in library.broken.values())
    years: defaultdict[int, Issues] = defaultdict(list)
    for entry in issues:
        years[entry.record.year].append(entry)
    for year in sorted(years):
        yield from _numbered(years[year], "number", partial(_called, words=_YEARLY, year=year), gaps=whole)
    counted = [entry for entry in issues if entry.record.total_number]
    yield from _numbered(counted, "total_number", partial(_called, words=_TOTAL), gaps=whole)


_YEARLY, _TOTAL = ("no. {number} of {year}", "{year}年第{number}号"), ("no. {number} in all", "总第{number}号")


def _called(number: int, words: tuple[str, str], **values: int) -> dict[str, str]:
    """A number in the words of both languages."""
    english, chinese = (one.format(number=number, **values) for one in words)
    return {"number": english, "number_zh": chinese}


def _numbered(issues: Issues, field: str, called: Callable[[int], dict[str, str]], *, gaps: bool) -> Iterator[Problem]:
    """Issues by one of their numbers: the same twice, a gap, and an earlier day than the number before.

    Gaps are told where the numbers of all issues are known.
    """
    ordered = sorted(issues, key=lambda entry: (entry.record.read(field), entry.record.published_on, entry.record.id))
    for before, entry in pairwise(ordered):
        last, number = before.record.read(field), entry.record.read(field)
        values = {**called(number), "other": str(before.place(field))}
        if number == last:
            yield Problem(entry.place(field), "gazette-number-twice", values)
        elif number > last + 1 and gaps:
            values["missing"] = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            yield Problem(entry.place(field), "gazette-number-gap", values)
        elif entry.record.published_on < before.record.published_on:
            values |= {"day": str(entry.record.published_on), "before": str(before.record.published_on)}
            yield Problem(entry.place("published_on"), "gazette-order", values)


@rule("gazette-contents")
def contents(library: Library, on: date) -> Iterator[Problem]:
    """What an issue holds is open to all, stands in no other issue, and was there on the day of the issue."""
    first: dict[str, Entry[GazetteIssue]] = {}
    ordered = sorted(library.of(GazetteIssue).values(), key=lambda one: (one.record.published_on, one.record.id))
    for entry in ordered:
        if entry.record.translation_of is None:
            yield from _held(entry, library)
            yield from _twice(entry, first)


def _held(entry: Entry[GazetteIssue], library: Library) -> Iterator[Problem]:
    for key, place in keys_of(entry.record).items():
        target = library.documents.get(key)
        if target is None:
            continue  # told as a reference to nothing
        if target.record.read("disclosure") is Disclosure.ON_REQUEST:
            yield Problem(entry.place(*place), "gazette-on-request", {"id": key})
        day = kind_of(target.record).day_of(target.record)
        if day is not None and day > entry.record.published_on:
            values = {"id": key, "day": str(day), "issue": str(entry.record.published_on)}
            yield Problem(entry.place(*place), "gazette-too-early", values)


def _twice(entry: Entry[GazetteIssue], first: dict[str, Entry[GazetteIssue]]) -> Iterator[Problem]:
    """The same in an earlier issue, or in another part; twice in one list is told as that of any list."""
    parts: dict[str, str | int] = {}
    for key, place in _targets(entry):
        again = parts.setdefault(key, place[1]) != place[1]
        other = first.setdefault(key, entry)
        if again or other is not entry:
            yield Problem(entry.place(*place), "gazette-document-twice", {"id": key, "other": other.record.id})


def _targets(entry: Entry[GazetteIssue]) -> Iterable[tuple[str, tuple[str | int, ...]]]:
    return ((key, place) for _, item, place in items(entry.record) if (key := item.read("target")) is not None)
