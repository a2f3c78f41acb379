"""What every list needs, built once per build: a row for each document, and the rows by agency, theme and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, TypeVar

from disclosure.base.pickling import portable
from disclosure.library.addresses import document_url
from disclosure.library.changes import expiring_soon_months
from disclosure.library.library import Library, day_of
from disclosure.model.choices import Status
from disclosure.model.documents import Interpretation, Policy
from disclosure.model.validity import Timeline, next_change, status_on
from disclosure.model.vocabulary import Agency

T = TypeVar("T")
FacetName = Literal["agency", "theme", "tag", "audience", "year", "genre", "status", "category", "art20"]

HORIZON = timedelta(days=366)
"""How far beyond the build's day a page carries what it needs to correct its own counts."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which a part of a page is shown: from `since` to the day before `until`; None is without bound.

    `open` says whether the build's day is one of them; the reader's browser decides again for the reader's day.
    """

    since: date | None
    until: date | None
    open: bool

    @classmethod
    def on(cls, day: date, since: date | None, until: date | None) -> Window:
        """The window, seen from the build's day."""
        return cls(since, until, (since is None or since <= day) and (until is None or day < until))

    @property
    def changes_on(self) -> date | None:
        """The day on which an open window closes or a coming one opens."""
        return self.until if self.open else self.since


@portable
@dataclass(frozen=True, slots=True)
class Row:
    """A policy document as lists show it; one value shared by all lists.

    `ends_on` is the last day of its term, past or to come; `expiring` the coming days on which it is said to end soon.
    """

    policy: Policy
    url: str
    day: date | None
    issuers: tuple[Agency, ...]
    timeline: Timeline
    status: Status
    ends_on: date | None
    expiring: Window | None
    changes_on: date | None


@portable
@dataclass(frozen=True, slots=True)
class InterpretationRow:
    """An interpretation as lists show it, with the documents that it explains."""

    interpretation: Interpretation
    url: str
    issuers: tuple[Agency, ...]
    policies: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listings:
    """All rows, newest first, and the same rows by facet and key; interpretations by agency and by tag only."""

    rows: Mapping[str, Row]
    interpretations: Mapping[str, InterpretationRow]
    by: Mapping[FacetName, Mapping[str, tuple[Row, ...]]]
    explaining: Mapping[FacetName, Mapping[str, tuple[InterpretationRow, ...]]]

    def of(self, facet: FacetName, key: str) -> tuple[Row, ...]:
        """The rows under one key of a facet; empty where there are none."""
        return self.by[facet].get(key, ())

    def interpretations_of(self, facet: FacetName, key: str) -> tuple[InterpretationRow, ...]:
        """The interpretations under one key of a facet; empty where there are none."""
        return self.explaining.get(facet, {}).get(key, ())


NO_ROWS: Mapping[str, Row] = MappingProxyType({})


def list_documents(library: Library, on: date, known: Mapping[str, Row] = NO_ROWS) -> Listings:
    """The rows of every published policy and interpretation, as lists show them on a day.

    A row that says what the one in `known` says is that one, so that lists of an earlier build are quickly compared.
    """
    months = expiring_soon_months(library)
    made = ((key, _row(library, on, entry.record, months)) for key, entry in library.policies.items())
    rows = {key: known[key] if known.get(key) == row else row for key, row in made}
    by: dict[FacetName, defaultdict[str, list[Row]]] = {
        name: defaultdict(list)
        for name in ("agency", "theme", "tag", "audience", "year", "genre", "status", "category", "art20")
    }
    for row in rows.values():
        for facet, key in _keys(row):
            by[facet][key].append(row)
    interpretations = {
        key: InterpretationRow(
            interpretation=entry.record,
            url=document_url(entry.record),
            issuers=agencies(library, entry.record.issuers),
            policies=tuple(rows[policy] for policy in entry.record.interprets if policy in rows),
        )
        for key, entry in library.interpretations.items()
    }
    explaining: dict[FacetName, defaultdict[str, list[InterpretationRow]]]
    explaining = {"agency": defaultdict(list), "tag": defaultdict(list)}
    for explanation in interpretations.values():
        for issuer in dict.fromkeys(explanation.interpretation.issuers):
            explaining["agency"][issuer].append(explanation)
        for tag in dict.fromkeys(explanation.interpretation.tags):
            explaining["tag"][tag].append(explanation)
    return Listings(rows, interpretations, _frozen(by), _frozen(explaining))


def _frozen(by: Mapping[FacetName, Mapping[str, list[T]]]) -> dict[FacetName, dict[str, tuple[T, ...]]]:
    return {facet: {key: tuple(found) for key, found in keys.items()} for facet, keys in by.items()}


def agencies(library: Library, ids: Iterable[str]) -> tuple[Agency, ...]:
    """The agencies with these ids, in order."""
    return tuple(library.vocabulary.agencies[key].record for key in ids)


def _keys(row: Row) -> Iterator[tuple[FacetName, str]]:
    """Everything under which a row is found."""
    policy = row.policy
    yield from (("agency", key) for key in dict.fromkeys(policy.issuers))
    yield from (("theme", key) for key in dict.fromkeys(policy.themes))
    yield from (("tag", key) for key in dict.fromkeys(policy.tags))
    yield from (("audience", key) for key in dict.fromkeys(policy.audiences))
    yield from (("art20", str(number)) for number in dict.fromkeys(policy.art20))
    if row.day is not None:
        yield "year", str(row.day.year)
    if policy.genre is not None:
        yield "genre", policy.genre.value
    yield "status", row.status.value
    yield "category", policy.category.value


def _row(library: Library, on: date, policy: Policy, months: int) -> Row:
    turns = library.timelines[policy.id]
    ends = [turn.on for turn in turns if turn.on and turn.status is Status.EXPIRED]
    end = next((day for day in ends if day > on), None)
    return Row(
        policy=policy,
        url=document_url(policy),
        day=day_of(policy),
        issuers=agencies(library, policy.issuers),
        timeline=turns,
        status=status_on(turns, on),
        ends_on=ends[-1] - timedelta(days=1) if ends else None,
        expiring=Window.on(on, _expires_soon_from(turns, end, months), end) if end else None,
        changes_on=next_change(turns, on, months),
    )


def _expires_soon_from(turns: Timeline, end: date, months: int) -> date:
    """The day from which the term that runs out before `end` is said to end soon: at most `months`, while in force."""
    began = next(turn.on for turn in reversed(turns) if turn.on is None or turn.on < end) or date.min
    soon = next_change(turns, began, months)
    return soon if soon is not None and soon < end else began


def earliest(days: Iterable[date | None], after: date) -> date | None:
    """The first known day later than `after`."""
    return min((day for day in days if day is not None and day > after), default=None)


def rows_change(rows: Iterable[Row], after: date) -> date | None:
    """The next day on which any of these rows shows something else."""
    return earliest({row.changes_on for row in rows}, after)


def coming_turns(rows: Iterable[Row], day: date) -> dict[Status, str]:
    """By status, how its count changes on later days: `2026-12-01:+1,2027-01-01:-2`, read by the browser."""
    changes: defaultdict[Status, Counter[date]] = defaultdict(Counter)
    for row in rows:
        if row.changes_on is None:
            continue
        status = row.status
        for turn in row.timeline:
            if turn.on is not None and day < turn.on <= day + HORIZON:
                changes[status][turn.on] -= 1
                changes[turn.status][turn.on] += 1
                status = turn.status
    return {
        status: ",".join(f"{on}:{number:+d}" for on, number in sorted(days.items()) if number)
        for status, days in changes.items()
    }
