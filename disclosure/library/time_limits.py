"""By when something is to be done by a rule (`rules.yaml`), and whether it was. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from disclosure.library.library import Library
from disclosure.model.choices import RuleUnit
from disclosure.model.records import UnreadError
from disclosure.model.vocabulary import LegalRule
from disclosure.model.workdays import Calendar, add_working_days, working_days


def calendar_of(library: Library) -> Calendar:
    """The days off of all years that are known; raises UnreadError where some of them could not be read."""
    if "calendar" in library.unread:
        raise UnreadError("calendar")
    return {year: entry.record for year, entry in library.vocabulary.calendar.items()}


def last_day(library: Library, start: date, rule: LegalRule) -> date | None:
    """The last day of a rule's days after another day; None where the calendar does not reach so far."""
    if rule.unit is RuleUnit.DAYS:
        return start + timedelta(days=rule.value)
    return add_working_days(start, rule.value, calendar_of(library))


def in_time(library: Library, start: date, done: date, rule: LegalRule) -> bool | None:
    """Whether something was done within a rule's days after another day; None where the calendar does not say."""
    if done <= start + timedelta(days=rule.value):  # that many calendar days cannot be more working days
        return True
    if "calendar" in library.unread:
        return None
    last = last_day(library, start, rule)
    return None if last is None else done <= last


def working_days_between(library: Library, start: date, done: date) -> int | None:
    """How many working days after one day another is, 0 where it is not after it; None where the calendar does not say."""
    return working_days(start, done, calendar_of(library))
