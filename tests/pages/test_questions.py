"""Questions and services: where they are shown, and that they end with what they rest on."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

from disclosure.pages.event import EventView
from disclosure.pages.interpretation import InterpretationView
from disclosure.pages.policy import PolicyView
from disclosure.pages.question import QuestionView
from disclosure.pages.question_lists import QuestionListView, WaitingView
from disclosure.pages.service import ServiceListView, ServiceView
from disclosure.pages.topic import TopicView
from tests.district import MakeSite, make_site, pages_of, policy
from tests.resting import VECTORS, documents, pages

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


def says_so(view: QuestionView | ServiceView | InterpretationView | EventView) -> bool:
    """Whether it says that nothing it rests on is in force: once, with the name where it is one document."""
    general = any(window.open for window in view.ended)
    named = any(item.alone and item.window.open for item in view.outdated.ended)
    assert not (general and named)
    return general or named


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
            if isinstance(view, QuestionView | ServiceView | InterpretationView) and says_so(view)
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


def test_a_repeal_reaches_what_rests_on_it_on_every_day(make_site: MakeSite) -> None:
    """The vectors; a browser reads them in tests/browser/test_resting.py."""
    made = pages_of(make_site(documents(), on=date(2026, 11, 28)))
    for number, url in pages():
        view = made[url].view
        assert isinstance(view, QuestionView | ServiceView | InterpretationView | EventView | TopicView)
        outdated = () if isinstance(view, TopicView) else view.outdated.ended
        windows = (*view.ended, *(item.window for item in outdated if item.alone))
        for day, ended in VECTORS[number]["ended"].items():
            holds = [
                (window.since is None or str(window.since) <= day) and (window.until is None or day < str(window.until))
                for window in windows
            ]
            assert any(holds) == ended, (VECTORS[number]["about"], url, day)


MARKED = {
    "policies/p.md": policy("办法").replace("第一条　正文。", "第一条　甲[办:s]。\n\n第二条　乙。\n\n第三条　丙。"),
    "services/s.md": service("[{target: p, articles: [第一条, 第二条]}]"),
    "questions/q.md": question(
        "[{target: p, articles: [第三条, 第九条]}]", answered_on="2025-01-01", tags="[old]"
    ).replace("title", "summary: </script>这样\ntitle"),
    "questions/m.md": question("[p]", source="message", asked_on="2025-12-30", asked="4", issuers="[edu]"),
}


def test_signs_stand_at_the_articles_that_are_named(make_site: MakeSite) -> None:
    """Once where the author has set one; while the policy is in force, and where it has such an article."""
    view = pages_of(make_site(MARKED))["/policies/p/"].view
    assert isinstance(view, PolicyView)
    signs = [(sign.kind, sign.url) for piece in view.pieces for sign in piece.signs]
    assert signs == [("service", "/services/s/"), ("question", "/questions/q/")]
    whole = "".join(piece.html for piece in view.pieces)
    assert view.prose is not None
    assert whole == view.prose.html
    assert whole.count('class="do"') == 1
    assert "办" not in view.prose.text


def test_answers_are_told_to_search_engines_while_they_hold(make_site: MakeSite) -> None:
    made = pages_of(make_site(MARKED))
    (told,) = (one for one in map(json.loads, made["/policies/p/"].things) if one["@type"] == "FAQPage")
    assert [one["acceptedAnswer"]["text"] for one in told["mainEntity"]] == ["</script>这样"]
    assert made["/questions/m/"].things == ()  # it waits
    ended = pages_of(make_site(DOCUMENTS, on=date(2026, 3, 1)))["/questions/q1/"]
    assert ended.things == ()


def test_questions_have_lists_of_their_own_and_those_that_wait_one(make_site: MakeSite) -> None:
    made = pages_of(
        make_site({**MARKED, "policies/p.md": MARKED["policies/p.md"].replace("issuers", "themes: [civil]\nissuers")})
    )
    assert {url for url in made if url.endswith("/questions/")} == {
        *("/questions/", "/tags/old/questions/", "/themes/civil/questions/", "/agencies/edu/questions/")
    }
    waiting = made["/disclosure/unanswered/"].view
    assert isinstance(waiting, WaitingView)
    assert [(group.agency.text, group.asked) for group in waiting.groups] == [("测试区教育局", 4)]


def test_a_tag_or_audience_that_has_no_list_leads_nowhere(make_site: MakeSite) -> None:
    """No policy has them: a link to a list of nothing would be dead."""
    made = pages_of(make_site(MARKED))
    view = made["/services/s/"].view
    assert isinstance(view, ServiceView)
    assert {link.url for link in (*view.tags, *view.audiences)} == {None}
    asked = made["/questions/q/"].view
    assert isinstance(asked, QuestionView)
    assert [link.url for link in asked.tags] == [None]
    assert "/tags/old/" not in made
