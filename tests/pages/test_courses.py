"""The list of courses and talks: what stands there, in which order, on which days, and the ways to it."""

from __future__ import annotations

from datetime import date

from disclosure.pages.courses import CoursesView
from disclosure.pages.event import EventListView, EventView
from disclosure.pages.general import SitemapView, ways_in
from disclosure.pages.interpretation import InterpretationIndexView
from tests.district import MakeSite, pages_of, policy


def explanation(day: str, more: str = "") -> str:
    return f"---\ntitle: 解读{day}\ninterprets: [a]\npublished_on: {day}\n{more}---\n正文。\n"


def event(day: str, more: str = "") -> str:
    return f"---\ntitle: 活动{day}\nsessions: [{{on: {day}}}]\npublished_on: 2024-01-01\n{more}---\n正文。\n"


def medium(where: str) -> str:
    return f"media: [{{title: 片, alt: 一片, {where}}}]\n"


DOCUMENTS = {
    "policies/a.md": policy("甲办法", expires_on="2026-02-01"),
    "interpretations/words.md": explanation("2025-01-01"),
    "interpretations/picture.md": explanation("2025-01-02", medium("file: files/a.svg")),
    "interpretations/files/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "interpretations/slides.md": explanation("2025-03-01", medium("file: files/a.pdf")),
    "interpretations/files/a.pdf": "%PDF",
    "interpretations/elsewhere.md": explanation("2025-04-01", "form: video\n" + medium("url: 'https://v.example/1'")),
    "events/hearing.md": event("2025-05-01", "series: hearing\n"),
    "events/film.md": event("2025-05-02", medium("url: 'https://v.example/a.mp4?x=1', length: '3:00'")),
    "events/later.md": event("2026-01-20", "series: talk\n"),
    "events/talk.md": event("2026-01-10", "series: talk\nabout: [a]\n"),
}


def view_on(make_site: MakeSite, day: date) -> CoursesView:
    view = pages_of(make_site(DOCUMENTS, on=day))["/courses/"].view
    assert isinstance(view, CoursesView)
    return view


def test_what_can_be_watched_heard_or_leafed_through_and_talks(make_site: MakeSite) -> None:
    view = view_on(make_site, date(2026, 1, 1))
    assert [one.row.record.id for one in view.coming] == ["talk", "later"]
    rows = [(one.row.record.id, one.window is None or one.window.open) for one in view.pager.rows]
    assert rows == [("later", False), ("talk", False), ("film", True), ("elsewhere", True), ("slides", True)]
    pieces = {one.row.record.id: [(piece.words, piece.inside) for piece in one.pieces] for one in view.pager.rows}
    assert pieces["film"] == [("视频，3分", False)]
    assert pieces["elsewhere"] == [("文件", False)]
    assert pieces["slides"] == [("课件，PDF，1 KB", True)]


def test_a_talk_that_is_over_is_one_of_the_courses(make_site: MakeSite) -> None:
    view = view_on(make_site, date(2026, 1, 11))
    assert [one.row.record.id for one in view.coming] == ["later"]
    talk = next(one for one in view.pager.rows if one.row.record.id == "talk")
    assert talk.window is not None
    assert talk.window.open


def test_the_list_changes_with_its_talks_and_with_what_they_are_about(make_site: MakeSite) -> None:
    for day, changes_on in ((date(2026, 1, 1), date(2026, 1, 11)), (date(2026, 1, 21), date(2026, 2, 2))):
        assert pages_of(make_site(DOCUMENTS, on=day))["/courses/"].changes_on == changes_on


def test_a_long_list_has_pages_and_talks_come_on_the_first(make_site: MakeSite) -> None:
    more = {f"events/more{number}.md": event(f"2024-01-0{number}", "series: talk\n") for number in (1, 2)}
    view = pages_of(make_site(DOCUMENTS | more, on=date(2026, 1, 1), page_size=5))["/courses/page/2/"].view
    assert isinstance(view, CoursesView)
    assert ([one.row.record.id for one in view.pager.rows], view.coming) == (["more2", "more1"], ())


def test_an_event_on_what_has_ended_says_so(make_site: MakeSite) -> None:
    page = pages_of(make_site(DOCUMENTS, on=date(2026, 1, 20)))["/events/talk/"]
    assert isinstance(page.view, EventView)
    (ended,) = page.view.outdated.ended
    assert (ended.window.since, ended.window.open, page.changes_on) == (date(2026, 2, 2), False, date(2026, 2, 2))


def test_ways_lead_to_the_list_where_there_is_one(make_site: MakeSite) -> None:
    for documents, there in ((DOCUMENTS, True), ({"policies/a.md": policy("甲"), **WORDS}, False)):
        site = make_site(documents)
        pages = pages_of(site)
        assert (("课件与公开讲", "政策解读", "/courses/") in ways_in(site)) is there
        assert ("/courses/" in pages) is there
        ways = [pages[url].view for url in ("/sitemap/", "/interpretations/", "/events/")]
        for view in ways:
            assert isinstance(view, SitemapView | InterpretationIndexView | EventListView)
            assert view.courses is there


WORDS = {key: DOCUMENTS[key] for key in ("interpretations/words.md", "events/hearing.md")}
