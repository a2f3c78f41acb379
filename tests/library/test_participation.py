"""How far a matter is on each day, and what is late: the vectors that the browser is held to as well."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.library.participation import phases_of, state_on, year_duties
from disclosure.model.choices import DutyState
from tests.district import MakeSite, make_site
from tests.participation import VECTORS, documents, told_on

__all__ = ["make_site"]


def test_the_vectors(make_site: MakeSite) -> None:
    site = make_site(documents())
    wrong = [
        (vector["about"], day, told)
        for number, vector in enumerate(VECTORS)
        for day, expected in vector["days"].items()
        if (told := told_on(site, number, date.fromisoformat(day))) != expected
    ]
    assert wrong == []


def test_a_state_holds_until_the_next() -> None:
    phases = phases_of([(date(2026, 1, 2), "a"), (date(2026, 1, 2), "b"), (date(2026, 1, 5), "c")])
    days = (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 4), date(2026, 1, 5), date(2030, 1, 1))
    assert [state_on(phases, day) for day in days] == [None, "b", "b", "c", "c"]


@pytest.mark.parametrize(
    ("level", "meetings", "on", "state"),
    [
        ("gov", 3, date(2026, 12, 31), DutyState.OPEN),
        ("gov", 3, date(2027, 1, 1), DutyState.OVERDUE),
        ("gov", 4, date(2026, 4, 1), DutyState.MET),
        ("min", 0, date(2027, 1, 1), DutyState.OVERDUE),
        ("min", 1, date(2026, 12, 31), DutyState.MET),
    ],
)
def test_the_public_sits_in_four_times_with_the_government_and_once_with_others(
    make_site: MakeSite, level: str, meetings: int, on: date, state: DutyState
) -> None:
    """The same meeting for two matters is one."""
    days = [f"{{on: 2026-0{n + 1}-01, meeting: 会议, who: 居民代表}}" for n in range(meetings)]
    front = f"year: 2026\ndecides: {level}\nlisted_on: 2026-03-20\nattendance: [{', '.join(days)}]\n"
    files = {f"decisions/d{n}.md": f"---\ntitle: 事项{n}\nnumber: {n}\n{front}---\n说明。\n" for n in (1, 2)}
    rules = {"data/rules.yaml": documents()["data/rules.yaml"]}
    site = make_site({**rules, **files})
    duty = next(one for one in year_duties(site.library) if one.name == "attendance")
    assert state_on(duty.states, on) is state
    catalogue = next(one for one in year_duties(site.library) if one.name == "catalogue")
    assert (catalogue.by, catalogue.done) == (date(2026, 3, 31), date(2026, 3, 20))
