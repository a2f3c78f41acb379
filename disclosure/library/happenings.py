"""What happened to documents on which day: the one place from which feeds are made. Pure; the same input gives the same ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disclosure.library.listings import PolicyRow, Row
from disclosure.model.choices import Status
from disclosure.model.documents import Document

What = Literal["published", "in_force", "expired", "repealed", "declared_invalid"]


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
    if row.day is not None:
        yield Happening(row, "published", row.day)
    if isinstance(row, PolicyRow):
        for turn in row.timeline:
            if turn.on is None or turn.status is Status.NOT_YET_EFFECTIVE:
                continue
            if turn.status is not Status.IN_FORCE:
                yield Happening(row, _ENDS[turn.status], turn.on, turn.by)
            elif turn.on != row.day:  # what takes effect on the day of its publication is told once
                yield Happening(row, "in_force", turn.on)
