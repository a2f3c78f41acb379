"""Events: when they come, when they are over, and the calendar file of each."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from disclosure.exports.calendars import calendar_file
from disclosure.pages.event import EventListView, EventView
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

EVENT = """---
title: 讲一讲，问一问
series: talk
sessions:
  - {on: 2026-08-12, begins: "14:00", ends: "15:30", place: 甲楼}
  - {on: 2026-08-19, title: 第二场}
sign_up: {phone: 000-66000001}
sign_up_by: 2026-08-10
about: [{target: a, articles: [第一条]}]
issuers: [min]
published_on: 2026-07-20
---
带着问题来。
"""


def view_on(make_site: MakeSite, day: date) -> EventView:
    site = make_site({"policies/a.md": policy("甲"), "events/e.md": EVENT}, on=day)
    view = pages_of(site)["/events/e/"].view
    assert isinstance(view, EventView)
    assert view.signing is not None
    return view


def test_an_event_comes_until_the_day_after_its_last_session(make_site: MakeSite) -> None:
    for day, coming, signing in (
        (date(2026, 8, 10), True, True),
        (date(2026, 8, 11), True, False),
        (date(2026, 8, 19), True, False),
        (date(2026, 8, 20), False, False),
    ):
        view = view_on(make_site, day)
        assert (view.coming.open, view.past.open, view.signing and view.signing.open) == (coming, not coming, signing)


def test_the_next_comes_first_and_the_latest_was_last(make_site: MakeSite) -> None:
    events = {f"events/e{n}.md": EVENT.replace("2026-08", f"2026-0{n}") for n in (6, 8, 9)}
    site = make_site({"policies/a.md": policy("甲"), **events}, on=date(2026, 8, 1))
    view = pages_of(site)["/events/"].view
    assert isinstance(view, EventListView)
    shown = {
        name: [item.row.record.id for item in getattr(view, name) if item.window.open] for name in ("coming", "past")
    }
    assert shown == {"coming": ["e8", "e9"], "past": ["e6"]}


def test_a_policy_shows_the_events_about_it(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲"), "events/e.md": EVENT})
    assert site.library.sources("events", "a") == ("e",)


def test_a_site_without_events_has_no_page_of_them(make_site: MakeSite) -> None:
    assert "/events/" not in pages_of(make_site({"policies/a.md": policy("甲")}))


def test_the_calendar_file_is_read_by_a_parser(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲"), "events/e.md": EVENT})
    (output,) = calendar_file(site, "e")
    assert output.path == "events/e/e.ics"
    first, second = Calendar.from_ical(output.data).walk("VEVENT")
    assert first.decoded("dtstart") == datetime(2026, 8, 12, 6, 0, tzinfo=UTC)
    assert first.decoded("dtend") == datetime(2026, 8, 12, 7, 30, tzinfo=UTC)
    assert (str(first["location"]), str(first["summary"])) == ("甲楼", "讲一讲，问一问")
    assert second.decoded("dtstart") == date(2026, 8, 19)
    assert str(second["summary"]) == "讲一讲，问一问：第二场"
    assert first["uid"] != second["uid"]
    assert all(len(line) <= 75 for line in output.data.split(b"\r\n"))
