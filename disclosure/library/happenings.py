"""What happened to documents on which day: the one place from which feeds are made. Pure; the same input gives the same ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disclosure.library.listings import PolicyRow, Row
from disclosure.library.participation import over_on
from disclosure.model.choices import ChangeHow, Status
from disclosure.model.documents import Document
from disclosure.model.participation import Consultation, Decision

What = Literal[
    "published",
    "in_force",
    "expired",
    "repealed",
    "declared_invalid",
    "opened",
    "closed",
    "heard",
    "decided",
    "answered",
    "evaluated",
    "added",
    "withdrawn",
    "postponed",
]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a document; `by` is the id of the document that did it, if that is published."""

    row: Row[Document]
    what: What
    day: date
    by: str | None = None

    @property
    def key(self) -> str:
        """Its id, the same in every build: `<document>:<what>:<day>`."""
        return f"{self.row.record.id}:{self.what}:{self.day}"


def happenings(rows: Iterable[Row[Document]], on: date) -> tuple[Happening, ...]:
    """All that has happened to these documents by a day, the latest first; nothing before its day."""
    found = (one for row in rows for one in _of(row) if one.day <= on)
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.key)))


_ENDS: dict[Status, What] = {
    Status.EXPIRED: "expired",
    Status.REPEALED: "repealed",
    Status.DECLARED_INVALID: "declared_invalid",
}


def _of(row: Row[Document]) -> Iterator[Happening]:
    if row.day is not None and not isinstance(row.record, Consultation):  # its opening is its publication
        yield Happening(row, "published", row.day)
    if isinstance(row.record, Decision | Consultation):
        yield from (Happening(row, what, day) for what, day in _taking_part(row.record))
    if isinstance(row, PolicyRow):
        for turn in row.timeline:
            if turn.on is None or turn.status is Status.NOT_YET_EFFECTIVE:
                continue
            if turn.status is not Status.IN_FORCE:
                yield Happening(row, _ENDS[turn.status], turn.on, turn.by)
            elif turn.on != row.day:  # what takes effect on the day of its publication is told once
                yield Happening(row, "in_force", turn.on)


def _taking_part(record: Decision | Consultation) -> Iterator[tuple[What, date]]:
    """What happened to a matter or a request for opinions; that opinions are no longer taken holds from the day after."""
    if (asked := record.consultation) is not None:
        yield "opened", asked.opens_on
        yield "closed", over_on(asked)
    if record.feedback is not None:
        yield "answered", record.feedback.published_on
    if isinstance(record, Decision):
        yield from (("heard", one.on) for one in record.hearings)
        yield from ((_CHANGES[one.how], one.on) for one in record.changed)
        if record.decided_on is not None:
            yield "decided", record.decided_on
        if record.evaluation is not None:
            yield "evaluated", record.evaluation.on


_CHANGES: dict[ChangeHow, What] = {
    ChangeHow.ADDED: "added",
    ChangeHow.WITHDRAWN: "withdrawn",
    ChangeHow.POSTPONED: "postponed",
}
