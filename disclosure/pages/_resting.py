"""What rests on documents ends with them: the days on which none of those is in force any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from disclosure.library.listings import PolicyRow, Row, Window, grounds
from disclosure.library.participation import withdrawn_on
from disclosure.model.documents import Document, Event
from disclosure.model.participation import Consultation, Decision


def without_ground(about: Iterable[Row[Document]], on: date) -> tuple[Window, ...]:
    """The days on which all of the policies among these have ended; none where there are no policies."""
    policies = [row for row in about if isinstance(row, PolicyRow)]
    if not policies:
        return ()
    days = sorted({turn.on or date.min for row in policies for turn in row.timeline})
    spans: list[tuple[date, date]] = []
    for since, until in pairwise((*days, date.max)):
        if all(_is_over(row, since) for row in policies):
            if spans and spans[-1][1] == since:
                since = spans.pop()[0]  # noqa: PLW2901 — the two are one
            spans.append((since, until))
    return tuple(Window.on(on, _known(since, date.min), _known(until, date.max)) for since, until in spans)


def all_ended(about: Iterable[Row[Document]], on: date) -> tuple[Window, ...]:
    """The same where there are several policies: the end of one alone is said with its name, see pages/_outdated.py."""
    policies = tuple(dict.fromkeys(row for row in about if isinstance(row, PolicyRow)))
    return without_ground(policies, on) if len(policies) > 1 else ()


def over(row: Row[Document], on: date) -> tuple[Window, ...]:
    """The days on which a document of any kind is over: it has ended, or all on which it rests, or an event is past.

    A decision or a request for opinions tells how something came about: it is over only where it was taken off the catalogue.
    """
    if isinstance(row.record, Decision):
        gone = withdrawn_on(row.record)
        return (Window.on(on, gone, None),) if gone else ()
    if isinstance(row.record, Event):
        return (Window.on(on, row.record.last_day + timedelta(days=1), None),)
    if isinstance(row.record, Consultation):
        return ()
    return without_ground((row,) if isinstance(row, PolicyRow) else grounds(row), on)


def between(windows: Iterable[Window], on: date) -> tuple[Window, ...]:
    """The days that are in none of some windows, which follow each other."""
    gaps: list[tuple[date | None, date | None]] = []
    since: date | None = None
    for window in windows:
        if window.since is not None:
            gaps.append((since, window.since))
        since = window.until
        if since is None:
            break
    else:
        gaps.append((since, None))
    return tuple(Window.on(on, *gap) for gap in gaps)


def _is_over(row: PolicyRow, day: date) -> bool:
    turns = [turn for turn in row.timeline if (turn.on or date.min) <= day]
    return bool(turns) and turns[-1].status.is_over


def _known(day: date, bound: date) -> date | None:
    return None if day == bound else day
