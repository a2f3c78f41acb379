"""What rests on documents ends with them: the days on which none of those is in force any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from disclosure.library.grounds import all_over
from disclosure.library.listings import PolicyRow, Row, Window, grounds
from disclosure.library.participation import withdrawn_on
from disclosure.model.documents import Document, Event
from disclosure.model.participation import Consultation, Decision


def without_ground(about: Iterable[Row[Document]], on: date) -> tuple[Window, ...]:
    """The days on which all of the policies among these have ended; none where there are no policies."""
    phases = all_over(row.timeline for row in about if isinstance(row, PolicyRow))
    return tuple(Window.on(on, one.since, one.until) for one in phases)


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
