"""The page of a topic: what is of use and what is over, on any day, and what happened to its documents."""

from __future__ import annotations

from datetime import date

from disclosure.library.listings import Window
from disclosure.pages._resting import between
from disclosure.pages.home import HomeView
from disclosure.pages.lists import ListView
from disclosure.pages.topic import TopicListView, TopicView
from tests.district import MakeSite, pages_of, policy
from tests.library.test_selecting import topic

ON = date(2026, 1, 1)
FILES = {
    "policies/a.md": policy("甲办法", tags="[old]", effective_on="2024-02-01", expires_on="2026-03-31"),
    "policies/b.md": policy(
        "乙办法", tags="[old]", published_on="2026-01-05", succeeds="[a]", effective_on="2026-04-01"
    ),
    "policies/c.md": policy("丙办法", tags="[old]", repeals="[d]", published_on="2025-05-05"),
    "policies/d.md": policy("丁办法"),
    "services/s.md": "---\ntitle: 办\nbased_on: [c]\nurl: https://elsewhere.example/\n---\n",
    "questions/q.md": "---\ntitle: 问\nabout: [d]\nanswered_on: 2024-03-03\n---\n答。\n",
    "events/e.md": "---\ntitle: 讲\nsessions: [{on: 2026-02-02}]\n---\n文。\n",
    "decisions/w.md": "---\ntitle: 事\nyear: 2025\nnumber: 1\ndecides: gov\nlisted_on: 2025-03-01\n"
    "changed: [{on: 2025-09-09, how: withdrawn, reason: 不做了}]\n---\n事。\n",
    "topics/t.md": topic(
        "documents: [d, e], query: {tags: [old]}",
        "documents: [q, w]",
        published_on="2025-06-01",
        updated_on="2025-12-01",
        tags="[old]",
    ),
}


def _days(*windows: tuple[str | None, str | None]) -> tuple[Window, ...]:
    return tuple(Window.on(ON, *(date.fromisoformat(day) if day else None for day in one)) for one in windows)


def test_what_is_over_stands_apart_from_its_day_on(make_site: MakeSite) -> None:
    page = pages_of(make_site(FILES, on=ON))["/topics/t/"]
    view = page.view
    assert isinstance(view, TopicView)
    first, second = view.sections
    assert {one.row.record.id: (one.holds, one.over) for one in first.held} == {
        "d": (_days((None, "2025-05-05")), _days(("2025-05-05", None))),
        "e": (_days((None, "2026-02-03")), _days(("2026-02-03", None))),
        "a": (_days((None, "2026-04-01")), _days(("2026-04-01", None))),
        "b": (_days((None, None)), ()),
        "c": (_days((None, None)), ()),
    }
    assert [one.row.record.id for one in first.held] == ["d", "e", "b", "c", "a"]
    assert (first.count.number, first.count.turns) == (4, "2026-02-03:-1,2026-04-01:-1")
    assert [(one.row.record.id, one.holds, one.over) for one in second.held] == [
        ("q", _days((None, "2025-05-05")), _days(("2025-05-05", None))),  # with what it rests on
        ("w", _days((None, "2025-09-09")), _days(("2025-09-09", None))),  # taken off the catalogue
    ]
    assert [one.key for one in second.held[1].states] == ["listed", "withdrawn"]
    onward = {one.row.record.id: [to.row.record.id for to in one.onward] for one in first.held}
    assert onward == {"a": ["b"], "d": ["c"], "b": [], "c": [], "e": []}
    assert [one.row.record.id for one in view.services.held] == ["s"]
    assert view.ended == ()
    assert page.changes_on == date(2026, 1, 5)


def test_days_between_are_all_others() -> None:
    vectors = (
        ((), _days((None, None))),
        (_days((None, None)), ()),
        (_days(("2026-02-01", None)), _days((None, "2026-02-01"))),
        (_days((None, "2026-02-01")), _days(("2026-02-01", None))),
        (
            _days(("2026-02-01", "2026-03-01"), ("2026-05-01", None)),
            _days((None, "2026-02-01"), ("2026-03-01", "2026-05-01")),
        ),
    )
    assert [between(windows, ON) for windows, _ in vectors] == [others for _, others in vectors]


def test_the_timeline_tells_what_is_to_come_and_what_happened(make_site: MakeSite) -> None:
    view = pages_of(make_site(FILES, on=ON))["/topics/t/"].view
    assert isinstance(view, TopicView)
    line = view.line
    assert [(str(step.day), step.what, step.row.record.id) for step in line.coming] == [
        ("2026-01-05", "published", "b"),
        ("2026-02-02", "takes_place", "e"),
        ("2026-04-01", "expired", "a"),
        ("2026-04-01", "in_force", "b"),
    ]
    past = [(str(step.day), step.what, step.row.record.id) for step in line.latest]
    assert past[:5] == [  # the latest first; what is to come is there too, and shown from its day on
        ("2026-04-01", "in_force", "b"),
        ("2026-04-01", "expired", "a"),
        ("2026-02-02", "takes_place", "e"),
        ("2026-01-05", "published", "b"),
        ("2025-09-09", "withdrawn", "w"),
    ]
    by = next(step.by for step in line.latest if step.what == "repealed")
    assert by is not None
    assert by.record.id == "c"


def test_ways_lead_to_topics_and_back(make_site: MakeSite) -> None:
    pages = pages_of(make_site(FILES, on=ON))
    assert {key: [row.record.id for row in pages[url].topics] for key, url in _pages().items()} == {
        "a": ["t"],
        "d": ["t"],
        "q": ["t"],
        "e": ["t"],
        "s": [],  # rests on one of its documents, and was not chosen
    }
    home, all_, tag = (pages[url].view for url in ("/", "/topics/", "/tags/old/"))
    assert isinstance(home, HomeView)
    assert isinstance(all_, TopicListView)
    assert isinstance(tag, ListView)
    assert [(one.row.record.id, one.documents) for one in home.topics] == [("t", 7)]
    assert [link.url for link in all_.pager.rows[0].sections] == ["/topics/t/#ui-section-1", "/topics/t/#ui-section-2"]
    assert [row.record.id for row in tag.topics] == ["t"]


def _pages() -> dict[str, str]:
    kinds = {"a": "policies", "d": "policies", "q": "questions", "e": "events", "s": "services"}
    return {key: f"/{kind}/{key}/" for key, kind in kinds.items()}
