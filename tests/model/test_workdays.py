"""Working days of mainland China, by the calendar files of the sample district."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_vocabulary
from disclosure.model.workdays import Calendar, add_working_days, is_working_day

FOLDER = Path(__file__).parents[2] / "content/data/calendar"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    sources = [
        Source(f"content/data/calendar/{path.name}", path.read_bytes()) for path in sorted(FOLDER.glob("*.yaml"))
    ]
    read = parse_vocabulary(sources)
    assert read.problems == ()
    return {year: entry.record for year, entry in read.vocabulary.calendar.items()}


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2023, 4, 20), 20, date(2023, 5, 19)),
        (date(2023, 4, 20), 10, date(2023, 5, 6)),  # a Saturday worked for the holiday before it
        (date(2023, 9, 28), 1, date(2023, 10, 7)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2024, 3, 1), 0, date(2024, 3, 1)),
    ],
)
def test_counting(calendar: Calendar, start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count, calendar) == expected


def test_an_unknown_year_is_unknown(calendar: Calendar) -> None:
    assert is_working_day(date(2031, 1, 6), calendar) is None
    assert add_working_days(date(2026, 12, 30), 20, calendar) is None


def test_the_committed_days_are_those_of_chinesecalendar(calendar: Calendar) -> None:
    chinese_calendar = pytest.importorskip("chinese_calendar", reason="the development requirements are not installed")
    for year in calendar:
        for day in (date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())):
            assert is_working_day(day, calendar) == chinese_calendar.is_workday(day), day
