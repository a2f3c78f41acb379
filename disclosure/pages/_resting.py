"""What rests on documents ends with them: the days on which none of those is in force any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from disclosure.library.listings import PolicyRow, Row, Window
from disclosure.model.documents import Document


def without_ground(about: Iterable[Row[Document]], on: date) -> tuple[Window, ...]:
    """The days on which all of the policies among these have ended; none where there are no policies."""
    policies = [row for row in about if isinstance(row, PolicyRow)]
    days = sorted({turn.on or date.min for row in policies for turn in row.timeline})
    spans: list[tuple[date, date]] = []
    for since, until in zip(days, (*days[1:], date.max), strict=True):
        if all(_is_over(row, since) for row in policies):
            if spans and spans[-1][1] == since:
                since = spans.pop()[0]  # noqa: PLW2901 — the two are one
            spans.append((since, until))
    return tuple(Window.on(on, _known(since, date.min), _known(until, date.max)) for since, until in spans)


def all_ended(about: Iterable[Row[Document]], on: date) -> tuple[Window, ...]:
    """The same where there are several policies: the end of one alone is said with its name, see pages/_outdated.py."""
    policies = tuple(dict.fromkeys(row for row in about if isinstance(row, PolicyRow)))
    return without_ground(policies, on) if len(policies) > 1 else ()


def _is_over(row: PolicyRow, day: date) -> bool:
    turns = [turn for turn in row.timeline if (turn.on or date.min) <= day]
    return bool(turns) and turns[-1].status.is_over


def _known(day: date, bound: date) -> date | None:
    return None if day == bound else day
