"""Questions and services: where they are shown, and that they end with what they rest on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from disclosure.pages.policy import PolicyView
from disclosure.pages.question import QuestionView
from disclosure.pages.question_lists import QuestionListView
from disclosure.pages.service import ServiceListView, ServiceView
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

OLD = policy("旧办法", effective_on="2024-02-01")
NEW = policy("新办法", effective_on="2026-03-01", repeals="[old]")
OTHER = policy("别的办法", effective_on="2024-02-01", expires_on="2026-05-31")


def question(about: str, **fields: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: 怎么办？\nabout: {about}\n{lines}---\n这样办。\n"


def service(based_on: str) -> str:
    return f"---\ntitle: 办一件事\nbased_on: {based_on}\nissuers: [min]\naudiences: [aged]\ntags: [shop]\nurl: https://elsewhere.example/\n---\n"


DOCUMENTS = {
    "policies/old.md": OLD,
    "policies/new.md": NEW,
    "policies/other.md": OTHER,
    "services/s.md": service("[{target: old, articles: [第一条]}]"),
    "questions/q1.md": question("[old]", asked="3", answered_on="2025-01-01"),
    "questions/q2.md": question("[s]", asked="9", answered_on="2025-01-01"),
    "questions/q3.md": question("[old, other]", answered_on="2025-01-01"),
    "questions/m.md": question("[old]", source="message", asked="99", asked_on="2025-01-01"),
}


def test_what_rests_on_a_document_ends_with_it(make_site: MakeSite) -> None:
    """By itself, or through a service; with two grounds, when the last has ended."""
    for day, ended in (
        (date(2026, 2, 28), set()),
        (date(2026, 3, 1), {"q1", "q2", "s"}),
        (date(2026, 5, 31), {"q1", "q2", "s"}),
        (date(2026, 6, 1), {"q1", "q2", "q3", "s"}),
    ):
        pages = pages_of(make_site(DOCUMENTS, on=day))
        views = {key: pages[f"/questions/{key}/"].view for key in ("q1", "q2", "q3")} | {
            "s": pages["/services/s/"].view
        }
        shown = {
            key
            for key, view in views.items()
            if isinstance(view, QuestionView | ServiceView) and any(window.open for window in view.ended)
        }
        assert shown == ended, day


def test_common_questions_come_before_messages_the_most_asked_first(make_site: MakeSite) -> None:
    pages = pages_of(make_site(DOCUMENTS))
    view = pages["/policies/old/"].view
    assert isinstance(view, PolicyView)
    assert [row.record.id for row in view.questions] == ["q1", "q3", "m"]
    assert [row.record.id for row in view.services] == ["s"]
    listed = pages["/questions/"].view
    assert isinstance(listed, QuestionListView)
    rows = [row.record for row in listed.pager.rows]
    assert [one.id for one in rows] == ["q2", "q1", "q3", "m"]
    assert all(one.asked >= two.asked for one, two in pairwise(rows[:3]))


def test_services_are_listed_by_event_audience_and_agency(make_site: MakeSite) -> None:
    view = pages_of(make_site(DOCUMENTS))["/services/"].view
    assert isinstance(view, ServiceListView)
    found = {
        way: [(group.title, [row.record.id for row in group.rows]) for group in groups] for way, groups in view.ways
    }
    assert found == {"event": [("开店", ["s"])], "audience": [("老年人", ["s"])], "agency": [("测试区民政局", ["s"])]}


def test_a_site_without_them_has_no_empty_pages(make_site: MakeSite) -> None:
    pages = pages_of(make_site({"policies/old.md": OLD}))
    assert not {"/questions/", "/services/"} & pages.keys()
