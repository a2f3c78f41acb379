"""Timelines and statuses, by the vectors that the browser's tests read too."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model.choices import Status
from disclosure.model.validity import (
    Ending,
    Prolonging,
    Support,
    Timeline,
    Turn,
    add_months,
    encode,
    end_with,
    next_change,
    next_turn,
    status_on,
    timeline,
)
from tests.oracles import ends_within

CASES = json.loads((Path(__file__).parents[1] / "data/validity-vectors.json").read_text(encoding="utf-8"))["cases"]


ENDED = [Status.REPEALED, Status.DECLARED_INVALID, Status.EXPIRED]
STATUSES = {status.value: status for status in Status}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _timeline(case: dict[str, Any]) -> Timeline:
    document = case["document"]
    endings = [Ending(_day(e["on"]), STATUSES[e["status"]], e["by"], e["cause"]) for e in case.get("endings", [])]
    prolongings = [
        Prolonging(date.fromisoformat(p["on"]), date.fromisoformat(p["until"]), p["by"])
        for p in case.get("prolongings", [])
    ]
    begins = _day(document.get("effective_on"))
    supports = [Support(s["target"], _turns(s["timeline"]), _day(s.get("until"))) for s in case.get("supports", [])]
    following = end_with(supports, begins)
    endings += [following] if following else []
    return timeline(begins, _day(document.get("expires_on")), endings, prolongings)


def _turns(encoded: str | None) -> Timeline | None:
    """A timeline as pages carry it, read back; what caused it is not in it."""
    pairs = [turn.split(":") for turn in encoded.split(",")] if encoded else []
    return tuple(Turn(_day(on), STATUSES[status], "effective") for on, status in pairs) or None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vectors(case: dict[str, Any]) -> None:
    turns = _timeline(case)
    assert encode(turns) == case["timeline"]
    for day, status in case["days"].items():
        assert status_on(turns, date.fromisoformat(day)) == status, day
    for day, expected in case.get("next", {}).items():
        turn = next_turn(turns, date.fromisoformat(day))
        assert (turn and str(turn.on)) == expected, day


def test_causes_name_the_documents() -> None:
    late = Prolonging(date(2025, 3, 1), date(2027, 12, 31), "x")
    turns = timeline(date(2020, 1, 1), date(2024, 12, 31), [], [late])
    assert [(turn.cause, turn.by) for turn in turns] == [
        ("effective", None),
        ("effective", None),
        ("expires_on", None),
        ("extends", "x"),
        ("extends", "x"),
    ]


_days = st.dates(date(2015, 1, 1), date(2035, 1, 1))


@given(
    start=st.none() | _days,
    term=st.none() | st.integers(0, 4000),
    endings=st.lists(st.builds(Ending, st.none() | _days, st.sampled_from(ENDED), st.none(), st.just("ended"))),
    prolongings=st.lists(st.builds(Prolonging, _days, _days, st.none())),
    day=_days,
)
def test_every_timeline_is_well_formed(
    start: date | None, term: int | None, endings: list[Ending], prolongings: list[Prolonging], day: date
) -> None:
    end = start + timedelta(days=term) if start is not None and term is not None else None
    turns = timeline(start, end, endings, prolongings)
    days = [turn.on for turn in turns[1:]]
    assert turns[0].on is None
    assert days == sorted(set(days), key=lambda d: d or date.min)
    assert all(one.status is not other.status for one, other in pairwise(turns))
    if endings and day >= min(e.on or date.min for e in endings):
        assert status_on(turns, day) in ENDED
    assert status_on(turns, day) in Status


@given(day=_days, months=st.integers(-60, 60))
def test_adding_months_stays_in_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(last=_days, day=_days)
def test_expiring_soon_begins_on_the_day_that_is_announced(last: date, day: date) -> None:
    """`next_change` is the first later day on which status or note differ from today's."""
    turns = timeline(date(2010, 1, 1), last)
    coming = next_change(turns, day, 6)

    def shown(on: date) -> tuple[Status, bool]:
        return status_on(turns, on), ends_within(turns, on, 6) is not None

    if coming is None:
        assert shown(day) == shown(day + timedelta(days=4000))
    else:
        assert shown(coming) != shown(day)
        assert all(shown(day + timedelta(days=n)) == shown(day) for n in range((coming - day).days))
