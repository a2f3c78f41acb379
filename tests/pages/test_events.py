"""Events: when they come, when they are over, and the calendar file of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from icalendar import Calendar

from disclosure.exports.calendars import calendar_file
from disclosure.pages.consultation import ConsultationView
from disclosure.pages.event import EventListView, EventView, MonthView
from disclosure.search.source import search_records
from disclosure.site.page import Page
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


OPEN_DAY = """---
title: 开放日{number}
series: open_month
sessions: [{{on: {day}}}]
asked:
  - {{question: 问的是什么？, answer: 答的是这个。, who: 居民, by: min}}
---
正文。
"""
CHOOSING = """---
title: 主题征集
form: open_month
consultation: {opens_on: 2026-05-01, closes_on: 2026-06-10, answer: {phone: 000-66000001}}
events: [e1, e2]
---
选三个。
"""


def open_months(make_site: MakeSite, on: date, choosing: str = CHOOSING) -> Mapping[str, Page]:
    days = {f"events/e{n}.md": OPEN_DAY.format(number=n, day=day) for n, day in enumerate(DAYS)}
    return pages_of(make_site({"policies/a.md": policy("甲"), **days, "consultations/c.md": choosing}, on=on))


DAYS = ("2025-08-16", "2026-08-12", "2026-08-20")
MONTH = "/events/series/open-month/{}/"


def test_each_year_has_its_month_with_what_chose_its_themes(make_site: MakeSite) -> None:
    pages = open_months(make_site, date(2026, 8, 13))
    view = pages[MONTH.format(2026)].view
    assert isinstance(view, MonthView)
    assert [one.row.url for one in view.chosen] == ["/consultations/c/"]
    assert [item.row.record.id for item in view.coming if item.window.open] == ["e2"]
    assert [item.row.record.id for item in view.past if item.window.open] == ["e1"]
    assert [link.url for link in view.ways] == [None, MONTH.format(2025)]
    before = pages[MONTH.format(2025)].view
    assert isinstance(before, MonthView)
    assert (before.chosen, before.total) == ((), 1)
    series = pages["/events/series/open-month/"].view
    assert isinstance(series, EventListView)
    assert [link.url for link in series.ways] == [MONTH.format(2026), MONTH.format(2025)]


def test_an_event_and_what_chose_it_lead_to_each_other(make_site: MakeSite) -> None:
    pages = open_months(make_site, date(2026, 8, 13))
    event, request = pages["/events/e1/"].view, pages["/consultations/c/"].view
    assert isinstance(event, EventView)
    assert isinstance(request, ConsultationView)
    assert [row.url for row in event.consultations] == ["/consultations/c/"]
    assert [row.url for row in request.events] == ["/events/e1/", "/events/e2/"]
    assert event.series.url == MONTH.format(2026)
    assert request.month is not None
    assert request.month.url == MONTH.format(2026)


def test_a_month_is_there_before_its_events_are(make_site: MakeSite) -> None:
    choosing = CHOOSING.replace("events: [e1, e2]\n", "").replace("2026", "2027")
    view = open_months(make_site, date(2027, 5, 20), choosing)[MONTH.format(2027)].view
    assert isinstance(view, MonthView)
    assert ([one.open.open for one in view.chosen], view.total) == ([True], 0)


def test_what_was_asked_is_told_from_the_day_on(make_site: MakeSite) -> None:
    for day in (11, 12):
        view = open_months(make_site, date(2026, 8, day))["/events/e1/"].view
        assert isinstance(view, EventView)
        assert view.held.open is (day == 12)
        (answered,) = view.answered
        assert (answered.question, answered.who, answered.by and answered.by.url) == (
            "问的是什么？",
            "居民",
            "/agencies/min/",
        )


def test_what_was_asked_is_found(make_site: MakeSite) -> None:
    """Each question is a place of the page."""
    site = make_site({"events/e.md": OPEN_DAY.format(number=1, day="2026-08-12")})
    (record,) = search_records(site)
    (place,) = record.passages
    assert (place.id, record.text[place.start :]) == ("ui-asked-1", "问的是什么？\n答的是这个。")
    assert record.text.startswith("正文。\n")


def test_a_hearing_leads_to_the_decision_for_which_it_was_held(make_site: MakeSite) -> None:
    decision = "title: 事项\nyear: 2026\nnumber: 1\ndecides: gov\nlisted_on: 2026-03-20\n"
    held = f"---\n{decision}hearings: [{{on: 2026-08-12, event: e}}]\n---\n说明。\n"
    site = make_site({"policies/a.md": policy("甲"), "events/e.md": EVENT, "decisions/d.md": held})
    view = pages_of(site)["/events/e/"].view
    assert isinstance(view, EventView)
    assert [row.url for row in view.decisions] == ["/decisions/d/"]
