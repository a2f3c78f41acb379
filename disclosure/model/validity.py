"""Validity of documents: when each status begins, as a pure function of the documents.

A timeline is written once into the page, and both the build (for its day) and the reader's browser (for the reader's
day) pick from it, so a badge cannot rot between builds. `templates/static/validity.js` picks by the same rule; the
vectors of `tests/data/validity-vectors.json` are read by the tests of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from disclosure.base.pickling import quickly_pickled
from disclosure.model.choices import Status

Cause = Literal[
    "effective", "expires_on", "repeals", "declares_invalid", "extends", "ended", "target_ends", "extension_ends"
]

ENDINGS: tuple[Cause, ...] = ("repeals", "declares_invalid", "ended")
"""What ends a document whatever its term."""

FOLLOWING: tuple[Cause, ...] = ("target_ends", "extension_ends")
"""Ends that nobody says: what a document does nothing but amend or prolong has ended, or the longer term has run out."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Turn:
    """From day `on` (None: since ever) the status holds. `by` is the id of the document that caused it, if one may be named."""

    on: date | None
    status: Status
    cause: Cause
    by: str | None = None


Timeline = tuple[Turn, ...]
"""Turns with strictly rising days; the first has `on=None`; no two neighbours have the same status."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A document ends as a whole from day `on` (None: nobody knows since when); `by` is the document that says so, if any may be named."""

    on: date | None
    status: Status
    by: str | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Prolonging:
    """Another document, speaking from day `on`, makes `until` the last day in force."""

    on: date
    until: date
    by: str | None


@dataclass(frozen=True, slots=True)
class Support:
    """One document that another amends or prolongs: its id and timeline, None for one outside the site, of which nothing is known.

    `until` is the last day of the term to which it is prolonged; None where it is amended.
    """

    target: str | None
    turns: Timeline | None
    until: date | None = None


def end_with(supports: Iterable[Support], begins: date | None, days: int = 0) -> Ending | None:
    """The end of a document that does nothing but amend or prolong others, `days` after the last of them is over.

    An amendment is over when what it amends has ended for good; an extension also when the term that it gave has run
    out, whatever others have prolonged since. None where one of them goes on, or nobody knows. It is never before the
    document itself `begins`.
    """
    ends = [_end_of(support, days) for support in supports]
    if not ends or None in ends:
        return None
    last = max((end for end in ends if end is not None), key=lambda end: end.on or date.min)
    if last.on is not None and begins is not None and last.on < begins:
        return Ending(begins, last.status, last.by, last.cause)
    return last


def _end_of(support: Support, days: int) -> Ending | None:
    found = []
    turn = end_of(support.turns) if support.turns is not None else None
    if turn is not None:
        on = turn.on and turn.on + timedelta(days=days)
        found.append(Ending(on, Status.EXPIRED, support.target, "target_ends"))
    if support.until is not None:
        on = support.until + timedelta(days=1 + days)
        found.append(Ending(on, Status.EXPIRED, support.target, "extension_ends"))
    return min(found, key=lambda end: end.on or date.min, default=None)


def end_of(turns: Timeline) -> Turn | None:
    """The turn by which a document ends for good, past or to come; None where no end is known."""
    end = None
    for turn in turns:
        if not turn.status.is_over:
            end = None
        elif end is None:
            end = turn
    return end


def timeline(
    effective_on: date | None,
    expires_on: date | None,
    endings: Iterable[Ending] = (),
    prolongings: Iterable[Prolonging] = (),
) -> Timeline:
    """When each status of one document begins.

    `expires_on` is the last day in force. An extension that speaks before the term has run out moves its end; one that
    speaks later brings the document back into force on the day it speaks, and the gap stays on record. A repeal or a
    declaration of invalidity ends everything from its day; where several do, the earliest counts. One on an unknown day
    ends everything since ever: no day is known on which the document may be called valid.
    """
    turns = [Turn(None, Status.IN_FORCE, "effective")]
    if effective_on is not None:
        turns = [Turn(None, Status.NOT_YET_EFFECTIVE, "effective"), Turn(effective_on, Status.IN_FORCE, "effective")]
    last_day, by = expires_on, None
    if last_day is not None:
        for extension in sorted(prolongings, key=lambda p: (p.on, p.until)):
            if extension.until <= max(last_day, extension.on - timedelta(days=1)):
                continue  # prolongs nothing: a problem of the content, said by `relate`
            if extension.on > last_day + timedelta(days=1):
                turns.append(
                    Turn(last_day + timedelta(days=1), Status.EXPIRED, "expires_on" if by is None else "extends", by)
                )
                turns.append(Turn(extension.on, Status.IN_FORCE, "extends", extension.by))
            last_day, by = extension.until, extension.by
        turns.append(Turn(last_day + timedelta(days=1), Status.EXPIRED, "expires_on" if by is None else "extends", by))
    end = min(endings, key=lambda e: (e.on or date.min, e.status != Status.REPEALED), default=None)
    if end is not None:
        turns = [turn for turn in turns if end.on is not None and (turn.on is None or turn.on < end.on)]
        if not turns or turns[-1].status is not end.status:  # its term may have run out before
            turns.append(Turn(end.on, end.status, end.cause, end.by))
    return tuple(turns)


def turn_on(turns: Timeline, day: date) -> Turn:
    """The turn that holds on `day`."""
    return next(turn for turn in reversed(turns) if turn.on is None or turn.on <= day)


def status_on(turns: Timeline, day: date) -> Status:
    """The status on `day`."""
    return turn_on(turns, day).status


def next_turn(turns: Timeline, day: date) -> Turn | None:
    """The first turn after `day`, or None where nothing is known to change."""
    return next((turn for turn in turns if turn.on is not None and turn.on > day), None)


def next_change(turns: Timeline, day: date, months: int) -> date | None:
    """The first day after `day` on which a page says something else: a turn, or the start of "ends within `months`"."""
    coming = next_turn(turns, day)
    if coming is None or coming.on is None:
        return None
    if coming.status.is_over and not status_on(turns, day).is_over:
        soon = add_months(coming.on, -months)
        while add_months(soon, months) < coming.on:  # months differ in length
            soon += timedelta(days=1)
        return soon if soon > day else coming.on
    return coming.on


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last of the month where that month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(first_of_next - timedelta(days=1), date(year, month, 1) + timedelta(days=day.day - 1))


def encode(turns: Sequence[Turn]) -> str:
    """The timeline for the page: `:not_yet_effective,2024-03-01:in_force`, read by validity.js."""
    return ",".join(f"{turn.on or ''}:{turn.status.value}" for turn in turns)
