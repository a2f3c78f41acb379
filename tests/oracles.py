"""Slow and plain answers that tests compare the program's with."""

from datetime import date, timedelta

from disclosure.model.choices import Status
from disclosure.model.validity import Timeline, add_months, next_turn, status_on


def expires_within(turns: Timeline, day: date, months: int) -> date | None:
    """The last day in force, when the document is in force on `day` and its term ends within `months` of it; else None."""
    coming = next_turn(turns, day)
    if coming is None or coming.on is None or coming.status is not Status.EXPIRED:
        return None
    if status_on(turns, day) is not Status.IN_FORCE or coming.on > add_months(day, months):
        return None
    return coming.on - timedelta(days=1)
