from datetime import date, timedelta
from typing import get_args

import pytest

from disclosure.library.listings import HORIZON, FacetName, Window, coming_turns, earliest, first_on_any_day
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.model.validity import next_change, status_on
from tests.district import MakeSite, policy
from tests.oracles import ends_within


@pytest.mark.parametrize(
    ("since", "until", "opened", "changes"),
    [
        (None, None, True, None),
        (None, date(2026, 1, 1), False, None),
        (None, date(2026, 1, 2), True, date(2026, 1, 2)),
        (date(2026, 1, 1), None, True, None),
        (date(2026, 1, 2), date(2026, 1, 3), False, date(2026, 1, 2)),
    ],
)
def test_a_window_holds_from_its_first_day_to_the_day_before_its_end(
    since: date | None, until: date | None, opened: bool, changes: date | None
) -> None:
    window = Window.on(date(2026, 1, 1), since, until)
    assert window.open is opened
    assert window.changes_on == changes


def test_the_next_day_is_later_than_today() -> None:
    today = date(2026, 1, 1)
    assert earliest((None, date(2025, 1, 1), today), today) is None
    assert earliest((date(2027, 1, 1), None, date(2026, 5, 1)), today) == date(2026, 5, 1)


def test_a_short_list_has_whatever_is_among_its_first_on_a_later_day() -> None:
    today, until = date(2026, 1, 1), date(2026, 12, 31)
    spans = [
        (None, date(2026, 2, 1)),
        (date(2026, 1, 15), date(2026, 3, 1)),
        (None, date(2026, 4, 1)),
        (None, date(2026, 5, 1)),
        (date(2026, 1, 2), date(2026, 1, 10)),  # always behind others
        (date(2027, 6, 1), None),  # too far ahead
    ]
    windows = [Window.on(today, since, end) for since, end in spans]
    shown = first_on_any_day(windows, 2, today, until)
    assert [at for at, _ in shown] == [0, 1, 2, 3]
    assert [at for at, window in shown if window.open] == [0, 2]
    for day in (today + timedelta(days=number) for number in range(365)):
        open_then = [at for at, (since, end) in enumerate(spans) if Window.on(day, since, end).open]
        kept = [at for at, one in shown if Window.on(day, one.since, one.until).open]
        assert kept[:2] == open_then[:2]


DOCUMENTS = {
    "policies/open.md": policy("长期"),
    "policies/ending.md": policy("到期", expires_on="2026-08-30"),
    "policies/short.md": policy("短期", effective_on="2026-03-01", expires_on="2026-04-30"),
    "policies/later.md": policy("以后", effective_on="2026-02-01", repeals="[open]"),
    "policies/more.md": policy("延期", extends="[{target: ending, until: 2027-08-30, on: 2026-12-01}]"),
    "policies/past.md": policy("过去", expires_on="2025-08-30"),
}


def test_rows_say_what_the_timeline_says_on_every_day(make_site: MakeSite) -> None:
    """A window drawn on the first day is right on all later ones, and nothing changes before `changes_on`."""
    first = date(2026, 1, 1)
    site = make_site(DOCUMENTS, first)
    for row in site.listings.of(Policy).values():
        ended_by = next((t.on for t in row.timeline if t.on and t.on > first and t.status.is_over), None)
        for days in range(300):
            day = first + timedelta(days=days)
            if ended_by is not None and day >= ended_by:
                break  # the row speaks of the present or coming term only
            soon = row.expiring is not None and Window.on(day, row.expiring.since, row.expiring.until).open
            assert soon is (ends_within(row.timeline, day, 6) is not None), (row.url, day)
        assert row.changes_on == next_change(row.timeline, first, 6)


def test_counts_stay_right_on_later_days(make_site: MakeSite) -> None:
    first = date(2026, 1, 1)
    rows = tuple(make_site(DOCUMENTS, first).listings.of(Policy).values())
    turns = coming_turns(rows, first)
    for days in range(0, HORIZON.days, 7):
        day = first + timedelta(days=days)
        for status in Status:
            number = sum(row.status is status for row in rows)
            for turn in turns.get(status, "").split(","):
                on, _, change = turn.partition(":")
                number += int(change) if on and on <= day.isoformat() else 0
            assert number == sum(status_on(row.timeline, day) is status for row in rows), (status, day)


def test_every_row_is_found_under_each_of_its_keys(make_site: MakeSite) -> None:
    fields = {"issuers": "[min, edu]", "themes": "[civil]", "tags": "[old]", "audiences": "[aged]", "genre": "yijian"}
    listings = make_site({"policies/a.md": policy("甲", **fields, art20="[3]", category="normative")}).listings
    row = listings.rows["a"]
    facets: tuple[FacetName, ...] = get_args(FacetName)
    assert {facet: list(listings.keys(Policy, facet)) for facet in facets} == {
        "agency": ["min", "edu"],
        "theme": ["civil"],
        "tag": ["old"],
        "audience": ["aged"],
        "year": ["2024"],
        "genre": ["yijian"],
        "status": ["in_force"],
        "category": ["normative"],
        "art20": ["3"],
        "language": ["zh-Hans"],
    }
    assert all(found == (row,) for found in listings.by.values())
