"""Counting working days in mainland China.

The week is not enough: holidays take weekdays away and make-up days (调休上班) give weekend days back. The days are data,
content/data/calendar/YYYY.yaml; a year without a file is unknown, and an answer that would need it is None, never a guess.
Counting starts on the day after (usual convention, unconfirmed: domain reference, section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from disclosure.model.vocabulary import CalendarYear

Calendar = Mapping[int, CalendarYear]
_SATURDAY = 5


def is_working_day(day: date, calendar: Calendar) -> bool | None:
    """Whether people work on `day`; None where the calendar does not know the year."""
    year = calendar.get(day.year)
    if year is None:
        return None
    return day in year.make_up_days if day.weekday() >= _SATURDAY else day not in year.holidays


def working_days(start: date, end: date, calendar: Calendar) -> int | None:
    """How many working days after `start` the day `end` is, counted to the first one that is no earlier; None where unknown.

    0 where `end` is not after `start`.
    """
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        working = is_working_day(day, calendar)
        if working is None:
            return None
        count += working
    ahead = is_working_day(day, calendar) if end > start else True
    return None if ahead is None else count + (not ahead)


def add_working_days(start: date, count: int, calendar: Calendar) -> date | None:
    """The `count`-th working day after `start`; None where it cannot be known."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        working = is_working_day(day, calendar)
        if working is None:
            return None
        count -= working
    return day
