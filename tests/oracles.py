"""Slow and plain answers that tests compare the program's with."""

from datetime import date, timedelta

from disclosure.model.validity import Timeline, add_months, next_turn, status_on


def ends_within(turns: Timeline, day: date, months: int) -> date | None:
    """The last day before the end, when the document is not over on `day` and ends within `months` of it; else None."""
    coming = next_turn(turns, day)
    if coming is None or coming.on is None or not coming.status.is_over:
        return None
    if status_on(turns, day).is_over or coming.on > add_months(day, months):
        return None
    return coming.on - timedelta(days=1)
