"""Days as they are written: `2026-11-01`."""

from __future__ import annotations

import re
from datetime import date, timedelta

YEARS = range(1900, 2200)
"""Years that a document may speak of: a slip such as 0202-01-01 or 20240-01-01 is found, and arithmetic stays in range."""

ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iso_day(text: str) -> date | None:
    """The day of the calendar that a text is; None where it is none, or in no year of `YEARS`."""
    try:
        return date.fromisoformat(text) if ISO.fullmatch(text) and int(text[:4]) in YEARS else None
    except ValueError:
        return None


def last_day_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
