"""What every list needs, built once per build: a row for each document, and the rows by agency, theme and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar, overload

from disclosure.base.pickling import quickly_pickled
from disclosure.library.addresses import document_url
from disclosure.library.changes import expiring_soon_months
from disclosure.library.library import Library, OfKind
from disclosure.model.choices import Status
from disclosure.model.documents import Document, Policy
from disclosure.model.kinds import Kind, grounds_first, kind_for
from disclosure.model.validity import Timeline, Turn, end_of, next_change, status_on
from disclosure.model.vocabulary import Agency

D = TypeVar("D", bound=Document)
D_co = TypeVar("D_co", bound=Document, covariant=True)
FacetName = Literal["agency", "theme", "tag", "audience", "year", "genre", "status", "category", "art20", "language"]

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


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Row(Generic[D_co]):
    """A document as lists show it; one value shared by all lists. `about` are the documents to which it belongs."""

    record: D_co
    url: str
    day: date | None
    issuers: tuple[Agency, ...]
    about: tuple[Row[Document], ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class PolicyRow(Row[Policy]):
    """A policy document as lists show it, with its validity.

    `ends_on` is the last day on which it is in force, whatever ends it, past or to come; None where none is known, or it
    never is. `expiring` are the coming days on which it is said to end soon, and `ending` is how it ends then.
    """

    timeline: Timeline
    status: Status
    ends_on: date | None
    expiring: Window | None
    ending: Status | None
    changes_on: date | None


Rows = tuple[Row[Document], ...]
PolicyRows = tuple[PolicyRow, ...]


def grounds(row: Row[Document]) -> tuple[Row[Document], ...]:
    """The documents on which one rests, those of the services that it is about included."""
    return tuple(dict.fromkeys(ground for one in row.about for ground in (one, *one.about)))


@dataclass(frozen=True, slots=True)
class Listings:
    """All rows by id, kind by kind, each in its order (`Library.order`); the same by kind, facet and key.

    A translation is no further document: it is found by its id and its language, and stands in no other list. `order` is
    without it. `keys` are those of a facet under which documents of a kind stand.
    """

    rows: Mapping[str, Row[Document]]
    order: Mapping[str, tuple[str, ...]]
    by: Mapping[tuple[str, FacetName, str], Rows]

    @overload
    def of(self, record: type[Policy]) -> Mapping[str, PolicyRow]: ...

    @overload
    def of(self, record: type[D]) -> Mapping[str, Row[D]]: ...

    def of(self, record: type[Document]) -> Mapping[str, Row[Any]]:
        """The rows of one kind, by id, in their order."""
        return OfKind(kind_for(record), self.order, self.rows)

    @overload
    def under(self, record: type[Policy], facet: FacetName, key: str) -> PolicyRows: ...

    @overload
    def under(self, record: type[D], facet: FacetName, key: str) -> tuple[Row[D], ...]: ...

    def under(self, record: type[Document], facet: FacetName, key: str) -> tuple[Row[Any], ...]:
        """The rows of one kind under one key of a facet; empty where there are none."""
        return self.by.get((kind_for(record).folder, facet, key), ())

    def keys(self, record: type[Document], facet: FacetName) -> tuple[str, ...]:
        """The keys of a facet under which documents of a kind stand."""
        folder = kind_for(record).folder
        return tuple(key for of_kind, name, key in self.by if (of_kind, name) == (folder, facet))

    def policy(self, key: str | None) -> PolicyRow | None:
        """The row of a policy; None for what is none, or is not published."""
        row = self.rows.get(key) if key else None
        return row if isinstance(row, PolicyRow) else None


NO_ROWS: Mapping[str, Row[Document]] = MappingProxyType({})


def list_documents(library: Library, on: date, known: Mapping[str, Row[Document]] = NO_ROWS) -> Listings:
    """The rows of every published document, as lists show them on a day.

    A row that says what the one in `known` says is that one, so that lists of an earlier build are quickly compared.
    """
    months = expiring_soon_months(library)
    rows: dict[str, Row[Document]] = {}
    by: defaultdict[tuple[str, FacetName, str], list[Row[Document]]] = defaultdict(list)
    for kind in grounds_first():
        for key in library.order[kind.folder]:
            row = _row(library, on, kind, library.documents[key].record, rows, months)
            rows[key] = row = known[key] if known.get(key) == row else row
            for facet, under in _keys(row):
                by[kind.folder, facet, under].append(row)
    order = {
        folder: tuple(key for key in ids if not library.documents[key].record.translation_of)
        for folder, ids in library.order.items()
    }
    return Listings(rows, order, {place: tuple(found) for place, found in by.items()})


def agencies(library: Library, ids: Iterable[str]) -> tuple[Agency, ...]:
    """The agencies with these ids, in order."""
    return tuple(library.vocabulary.agencies[key].record for key in ids)


_FIELDS: tuple[tuple[FacetName, str], ...] = (
    ("agency", "issuers"),
    ("theme", "themes"),
    ("tag", "tags"),
    ("audience", "audiences"),
    ("art20", "art20"),
    ("genre", "genre"),
    ("category", "category"),
)
"""The fields by which documents are found that have them."""


def _keys(row: Row[Document]) -> Iterator[tuple[FacetName, str]]:
    """Everything under which a row is found."""
    yield "language", row.record.language
    if row.record.translation_of:
        return
    for facet, field in _FIELDS:
        value = row.record.read(field)
        if value:
            yield from ((facet, str(key)) for key in (dict.fromkeys(value) if isinstance(value, tuple) else (value,)))
    if row.day is not None:
        yield "year", str(row.day.year)
    if isinstance(row, PolicyRow):
        yield "status", row.status.value


def _row(
    library: Library, on: date, kind: Kind, record: Document, rows: Mapping[str, Row[Document]], months: int
) -> Row[Document]:
    url, day = document_url(record), kind.day_of(record)
    issuers = agencies(library, record.read("issuers", ()))
    about = tuple(rows[key] for key in kind.about_of(record) if key in rows)
    if not isinstance(record, Policy):
        return Row(record, url, day, issuers, about)
    turns = library.timelines[record.id]
    end = _next_end(turns, on)
    return PolicyRow(
        record=record,
        url=url,
        day=day,
        issuers=issuers,
        about=about,
        timeline=turns,
        status=status_on(turns, on),
        ends_on=_last_day(turns),
        expiring=Window.on(on, _expires_soon_from(turns, end.on, months), end.on) if end and end.on else None,
        ending=end.status if end else None,
        changes_on=next_change(turns, on, months),
    )


def _next_end(turns: Timeline, on: date) -> Turn | None:
    """The first turn after a day by which the document ends; before it there is something to end."""
    pairs = ((turn, before) for before, turn in pairwise(turns) if turn.on is not None and turn.on > on)
    return next((turn for turn, before in pairs if turn.status.is_over and not before.status.is_over), None)


def _last_day(turns: Timeline) -> date | None:
    """The last day in force, past or to come, before the document ends for good."""
    end = end_of(turns)
    at = turns.index(end) if end else 0
    in_force = at > 0 and turns[at - 1].status is Status.IN_FORCE
    return end.on - timedelta(days=1) if end and end.on and in_force else None


def _expires_soon_from(turns: Timeline, end: date, months: int) -> date:
    """The day from which what ends on `end` is said to end soon: at most `months`, and not since before it began."""
    began = next(turn.on for turn in reversed(turns) if turn.on is None or turn.on < end) or date.min
    soon = next_change(turns, began, months)
    return soon if soon is not None and soon < end else began


def earliest(days: Iterable[date | None], after: date) -> date | None:
    """The first known day later than `after`."""
    return min((day for day in days if day is not None and day > after), default=None)


def first_on_any_day(windows: Sequence[Window], most: int, day: date, until: date) -> list[tuple[int, Window]]:
    """What a list of the first `most` that are open shows, on any day from `day` to `until`: which ones, in their order.

    Each has its window, closed on `day` where so many before it are open already; a list with `data-most` does the same for
    the reader's day.
    """
    turns = {turn for window in windows for turn in (window.since, window.until) if turn and day < turn <= until}
    spans = [(window.since or date.min, window.until or date.max) for window in windows]
    shown = {
        on: set(islice((at for at, (since, end) in enumerate(spans) if since <= on < end), most))
        for on in (day, *turns)
    }
    kept = sorted(set().union(*shown.values()))
    return [(at, windows[at] if at in shown[day] else replace(windows[at], open=False)) for at in kept]


def rows_change(rows: Iterable[Row[Document]], after: date) -> date | None:
    """The next day on which any of these rows shows something else."""
    return earliest({row.changes_on for row in rows if isinstance(row, PolicyRow)}, after)


def coming_turns(rows: Iterable[PolicyRow], day: date) -> dict[Status, str]:
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
