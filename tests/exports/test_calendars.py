"""Calendars: what is ahead on which day, the same entry when its day is moved, and readable by two parsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from disclosure.exports.calendars import calendars
from disclosure.site.page import Deferred, Joined, Output, Site
from tests.district import MakeSite, make_site, policy
from tests.library.test_happenings import CONSULTATION, DISTRICT

__all__ = ["make_site"]

EVENT = """---
title: 讲一讲，问一问
sessions:
  - {on: 2026-08-12, begins: "14:00", ends: "15:30", place: 甲楼%s}
  - {on: 2026-08-19, title: 第二场}
audiences: [aged]
published_on: 2026-07-20
---
带着问题来。
"""


def made(site: Site) -> dict[str, bytes]:
    """Every calendar by its path."""
    files: dict[str, bytes] = {}
    for item in calendars(site, ()):
        some = item.make(site, item.key) if isinstance(item, Deferred) else (item,)
        files |= {one.path: one.data for one in some if isinstance(one, Output | Joined)}
    return files


def entries(data: bytes) -> Mapping[str, Any]:
    """The entries by the first part of their UIDs; no UID comes twice."""
    found = [(str(one["uid"]), one) for one in Calendar.from_ical(data).walk("VEVENT")]
    assert len(dict(found)) == len(found)
    return {uid.removesuffix("@qinghe.example"): one for uid, one in found}


def told(data: bytes) -> dict[str, tuple[str, object, int]]:
    """By UID what an entry says, when it begins, and its SEQUENCE."""
    return {
        uid: (str(one["summary"]), one.decoded("dtstart"), int(one["sequence"])) for uid, one in entries(data).items()
    }


def test_what_is_ahead_stands_on_its_day(make_site: MakeSite) -> None:
    found = told(made(make_site(DISTRICT, on=date(2026, 2, 1)))["calendar.ics"])
    expected = {
        "old-effect": ("施行：旧办法", date(2026, 2, 1), 0),
        "new-effect": ("施行：新办法", date(2026, 6, 1), 0),
        "old-end": ("废止：旧办法", date(2026, 6, 1), 2),
        "short-end": ("有效期最后一日：短办法", date(2026, 8, 31), 0),
        "gone-end": ("宣布失效：失效办法", date(2026, 7, 1), 1),
        "c-opinions": ("征求意见截止：问一问", date(2026, 3, 31), 0),
        "d-opinions": ("征求意见截止：事项", date(2026, 3, 10), 0),
        "e-sign-up": ("报名截止：讲一讲", date(2026, 8, 10), 0),
        "e-3": ("讲一讲", date(2026, 8, 13), 0),
    }
    assert {uid: found[uid] for uid in expected} == expected
    morning, afternoon = (found[uid][1] for uid in ("e-1", "e-2"))
    assert morning == datetime(2026, 8, 12, 1, tzinfo=UTC)
    assert afternoon == datetime(2026, 8, 12, 6, tzinfo=UTC)


def test_two_parsers_read_the_same(make_site: MakeSite) -> None:
    files = made(make_site({**DISTRICT, "events/t.md": EVENT % ""}, on=date(2026, 7, 1)))
    assert {"calendar.ics", "agencies/min/calendar.ics", "events/t/t.ics"} <= files.keys()
    for path, data in files.items():
        assert data.endswith(b"END:VCALENDAR\r\n")
        lines = data.split(b"\r\n")
        assert max(map(len, lines)) <= 75, path
        assert not any(b"\n" in line for line in lines)
        other = vobject.readOne(data.decode())
        assert other.version.value == "2.0"
        assert [zone.tzid.value for zone in other.vtimezone_list] == ["Asia/Shanghai"]
        theirs = {
            one.uid.value.removesuffix("@qinghe.example"): (
                one.summary.value,
                one.dtstart.value,
                int(one.sequence.value),
            )
            for one in other.contents.get("vevent", ())
        }
        assert theirs == told(data), path
        for one in entries(data).values():
            begins, ends = one.decoded("dtstart"), one.decoded("dtend", None)
            assert ends is None or ends > begins
            assert one["dtstamp"].dt.tzinfo is not None


def test_hours_have_a_zone_and_days_have_none(make_site: MakeSite) -> None:
    found = entries(made(make_site({"events/t.md": EVENT % ""}, on=date(2026, 7, 1)))["calendar.ics"])
    assert found["t-1"]["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert found["t-2"]["dtstart"].params["VALUE"] == "DATE"
    assert str(found["t-1"]["location"]) == "甲楼"
    assert "transp" not in found["t-1"]


MOVED = {
    "prolonged": (
        {"policies/a.md": policy("甲", expires_on="2026-08-31")},
        {
            "policies/b.md": policy(
                "关于延长《甲》有效期的通知", published_on="2026-03-01", extends="[{target: a, until: 2027-08-31}]"
            )
        },
        "a-end",
    ),
    "repealed before its term": (
        {"policies/a.md": policy("甲", expires_on="2026-08-31")},
        {"policies/b.md": policy("乙", published_on="2026-03-01", repeals="[a]")},
        "a-end",
    ),
    "an event that was moved": (
        {"events/t.md": EVENT % ""},
        {"events/t.md": (EVENT % ", moved_from: [2026-08-12]").replace("on: 2026-08-12", "on: 2026-08-14")},
        "t-1",
    ),
    "opinions that are taken longer": (
        {"consultations/c.md": "---\ntitle: 问\n" + CONSULTATION.format("2026-03-01", "2026-03-31") + "---\n文。\n"},
        {
            "consultations/c.md": "---\ntitle: 问\n"
            + CONSULTATION.format("2026-03-01", "2026-04-15, moved_from: [2026-03-31]")
            + "---\n文。\n"
        },
        "c-opinions",
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_is_moved_is_the_same_entry_with_a_higher_sequence(make_site: MakeSite, name: str) -> None:
    before, after, uid = MOVED[name]
    first = told(made(make_site(before, on=date(2026, 2, 1)))["calendar.ics"])[uid]
    second = told(made(make_site({**before, **after}, on=date(2026, 3, 5)))["calendar.ics"])[uid]
    assert second[1] != first[1]
    assert second[2] > first[2]


def test_each_agency_theme_and_audience_has_its_own(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", expires_on="2026-08-31", themes="[civil]", audiences="[aged]", tags="[old]"),
        "policies/b.md": policy("乙", expires_on="2026-09-30", issuers="[edu]"),
        "events/t.md": EVENT % "",
    }
    files = made(make_site(documents))
    assert told(files["agencies/min/calendar.ics"]).keys() == {"a-end"}
    assert told(files["agencies/edu/calendar.ics"]).keys() == {"b-end"}
    assert told(files["agencies/gov/calendar.ics"]) == {}
    assert told(files["themes/civil/calendar.ics"]).keys() == {"a-end"}
    assert told(files["audiences/aged/calendar.ics"]).keys() == {"a-end", "t-1", "t-2"}
    assert "tags/old/calendar.ics" not in files


def test_the_day_of_the_build_is_in_no_calendar(make_site: MakeSite) -> None:
    one, other = (made(make_site(DISTRICT, on=date(2026, month, 1))) for month in (2, 12))
    assert one == other


def test_what_is_long_past_is_left_out(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", published_on="2020-01-01", effective_on="2020-02-01", expires_on="2026-08-31")
    }
    assert told(made(make_site(documents))["calendar.ics"]).keys() == {"a-end"}


def test_nothing_withheld_is_in_any_calendar(make_site: MakeSite) -> None:
    mark = "密件"
    hidden = {"disclosure": "withheld", "basis": mark, "summary": mark, "published_on": "2025-12-01"}
    documents = {
        "policies/a.md": policy("甲", published_on="2025-01-01", expires_on="2026-08-31"),
        "policies/secret-one.md": policy(f"{mark}办法", **hidden, extends="[{target: a, until: 2027-08-31}]"),
        "policies/secret-two.md": policy(f"{mark}", draft="true", effective_on="2026-09-01", expires_on="2027-01-01"),
    }
    files = made(make_site(documents))
    assert told(files["calendar.ics"]) == {"a-end": ("有效期最后一日：甲", date(2027, 8, 31), 1)}
    for data in files.values():
        text = b"".join(data.split(b"\r\n ")).decode()
        assert mark not in text
        assert "secret" not in text


def test_readers_are_led_to_the_calendars(demo_site: Path) -> None:
    page = (demo_site / "follow/index.html").read_text(encoding="utf-8")
    found = re.findall(r'href="/((?:[a-z-]+/[a-z-]+/)?calendar\.ics)"', page)
    assert len(found) > 50
    assert {path.relative_to(demo_site).as_posix() for path in demo_site.rglob("calendar.ics")} == set(found)
    for path in ("audiences/laonianren", "agencies/jyj", "themes/minzheng-jiuzai"):
        listed = (demo_site / path / "index.html").read_text(encoding="utf-8")
        assert f'href="/{path}/calendar.ics"' in listed, path
