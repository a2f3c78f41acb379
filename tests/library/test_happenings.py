"""What happens on which day: each thing once, on its day, the same on whatever day one asks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.library.happenings import GROUPS, Happening, What, happenings, until
from disclosure.library.library import Library
from disclosure.model.choices import Status
from disclosure.model.validity import status_on
from tests.district import MakeSite, make_site, policy
from tests.library.test_relate import _library
from tests.plans import plan

__all__ = ["make_site"]

CONSULTATION = "consultation: {{opens_on: {0}, closes_on: {1}, answer: {{email: a@elsewhere.example}}}}\n"
DISTRICT = {
    "policies/old.md": policy(
        "旧办法",
        published_on="2026-01-05",
        effective_on="2026-02-01",
        expires_on="2026-12-31",
        catalogue_items="[relief-01]",
    ),
    "policies/change.md": policy("关于修改《旧办法》的决定", published_on="2026-03-01", amends="[old]"),
    "policies/longer.md": policy(
        "关于延长《旧办法》有效期的通知", published_on="2026-04-01", extends="[{target: old, until: 2027-12-31}]"
    ),
    "policies/new.md": policy(
        "新办法", published_on="2026-05-01", effective_on="2026-06-01", repeals="[old]", catalogue_items="[relief-01]"
    ),
    "policies/short.md": policy("短办法", published_on="2026-01-01", expires_on="2026-08-31"),
    "policies/list.md": policy("清理决定", published_on="2026-07-01", declares_invalid="[gone]"),
    "policies/gone.md": policy("失效办法", published_on="2026-01-02"),
    "policies/en.md": policy("Old", language="en", translation_of="old", translated_on="2026-02-03"),
    "interpretations/i.md": "---\ntitle: 读懂\ninterprets: [old]\npublished_on: 2026-01-06\n---\n文。\n",
    "questions/q.md": "---\ntitle: 怎么办？\nabout: [old]\nsource: message\nasked_on: 2026-01-07\nanswered_on: 2026-01-09\n---\n答。\n",
    "questions/waiting.md": "---\ntitle: 何时？\nabout: [old]\nsource: message\nasked_on: 2026-01-07\n---\n",
    "services/s.md": "---\ntitle: 办事\nbased_on: [old]\nurl: https://elsewhere.example/\nupdated_on: 2026-01-08\n---\n文。\n",
    "events/e.md": "---\ntitle: 讲一讲\nsessions: [{on: 2026-08-12, begins: '09:00'}, {on: 2026-08-12, begins: '14:00'}, "
    "{on: 2026-08-13}]\nsign_up: {phone: 000-66000001}\nsign_up_by: 2026-08-10\npublished_on: 2026-07-20\nabout: [old]\n---\n文。\n",
    "events/h.md": "---\ntitle: 听证\nseries: hearing\nsessions: [{on: 2026-03-20}]\npublished_on: 2026-03-05\n---\n文。\n",
    "consultations/c.md": "---\ntitle: 问一问\n" + CONSULTATION.format("2026-03-01", "2026-03-31") + "---\n文。\n",
    "consultations/brief.md": "---\ntitle: 快问\n" + CONSULTATION.format("2026-03-01", "2026-03-04") + "---\n文。\n",
    "decisions/d.md": "---\ntitle: 事项\nyear: 2026\nnumber: 1\ndecides: gov\nlisted_on: 2026-01-20\n"
    + CONSULTATION.format("2026-02-01", "2026-03-10")
    + "hearings: [{on: 2026-03-20, event: h}, {on: 2026-03-25}]\nchanged: [{on: 2026-03-28, how: postponed, reason: 再论证}]\n"
    "decided_on: 2026-04-20\nfeedback: {published_on: 2026-04-10, received: 3, adopted: 3}\nresult: new\n"
    "evaluation: {on: 2027-04-01, found: 好}\n---\n文。\n",
    "decisions/later.md": "---\ntitle: 增补\nyear: 2026\nnumber: 2\ndecides: gov\nlisted_on: 2026-06-20\n"
    "changed: [{on: 2026-06-20, how: added, reason: 新}, {on: 2026-09-01, how: withdrawn, reason: 不办}]\n---\n文。\n",
    "gazette/g.md": "---\ntitle: 公报2026年第1号\nyear: 2026\nnumber: 1\npublished_on: 2026-03-02\n"
    "contents: [{section: 政府文件, items: [old]}]\n---\n",
    "plans/w.md": plan(
        "{clause: 一, title: 甲, done_on: 2026-03-15, responsible: [min], evidence: [old]}",
        "{clause: 二, title: 乙, responsible: [min]}",
        "{clause: 三, title: 丙, responsible: [min], evidence: [{target: g, on: 2026-03-15, completes: true}]}",
        published_on="2026-01-04",
    ),
    "pages/p.md": "---\ntitle: 指南\ncolumn: guide\nupdated_on: 2026-01-03\n---\n文。\n",
}
HAPPENS = """
2026-01-01 short published
2026-01-02 gone published
2026-01-03 p updated
2026-01-04 w published
2026-01-05 old fulfilled
2026-01-05 old published
2026-01-06 i interpreted
2026-01-08 s updated
2026-01-09 q answered
2026-01-20 d listed
2026-02-01 d opened
2026-02-01 old in_force
2026-02-03 en translated
2026-03-01 brief opened
2026-03-01 c opened
2026-03-01 change published
2026-03-01 old amended
2026-03-02 g gazetted
2026-03-05 brief closed
2026-03-05 h announced
2026-03-07 d closing_soon
2026-03-11 d closed
2026-03-15 w carried_out
2026-03-20 h takes_place
2026-03-25 d heard
2026-03-28 c closing_soon
2026-03-28 d postponed
2026-04-01 c closed
2026-04-01 longer published
2026-04-01 old extended
2026-04-10 d feedback
2026-04-20 d decided
2026-05-01 d result
2026-05-01 new published
2026-06-01 change expired
2026-06-01 longer expired
2026-06-01 new in_force
2026-06-01 old repealed
2026-06-20 later added
2026-07-01 gone declared_invalid
2026-07-01 list published
2026-07-20 e announced
2026-08-01 short expires_soon
2026-08-10 e sign_up_ends
2026-08-12 e takes_place
2026-08-13 e takes_place
2026-09-01 later withdrawn
2026-09-01 short expired
2027-04-01 d evaluated
"""


def test_all_that_happens_in_a_district(make_site: MakeSite) -> None:
    found = happenings(make_site(DISTRICT).library)
    assert [f"{one.day} {one.document} {one.what}" for one in found] == HAPPENS.split("\n")[1:-1]
    assert {one.what for one in found} == set(get_args(What))


def test_what_is_told_with_it(make_site: MakeSite) -> None:
    found = {one.key: one for one in happenings(make_site(DISTRICT).library)}
    repealed = found["old:repealed:2026-06-01"]
    assert (repealed.by, repealed.successors) == ("new", ("new",))
    assert found["old:amended:2026-03-01:change"].by == "change"
    extended = found["old:extended:2026-04-01:longer"]
    assert (extended.by, extended.last) == ("longer", date(2027, 12, 31))
    assert found["short:expires_soon:2026-08-01"].last == date(2026, 8, 31)
    assert found["c:closing_soon:2026-03-28"].last == date(2026, 3, 31)
    assert found["i:interpreted:2026-01-06"].about == ("old",)
    assert found["en:translated:2026-02-03"].about == ("old",)
    assert found["old:fulfilled:2026-01-05"].items == ("relief-01",)
    assert found["d:result:2026-05-01"].by == "new"
    assert found["w:carried_out:2026-03-15"].tasks == (0, 2)


def test_every_kind_is_offered_in_one_group() -> None:
    assert sorted(what for group in GROUPS for what in group.kinds) == sorted(get_args(What))


def test_the_day_of_the_build_makes_no_difference(make_site: MakeSite) -> None:
    found = [happenings(make_site(DISTRICT, on=date(year, 7, 1)).library) for year in (2025, 2026, 2028)]
    assert found[0] == found[1] == found[2]


def test_nothing_tells_of_what_is_not_published(make_site: MakeSite) -> None:
    """What a withheld document does is told without it, on the days on which pages tell it too."""
    hidden = {"disclosure": "withheld", "basis": "依据", "published_on": "2026-03-01"}
    documents = {
        "policies/a.md": policy("甲", published_on="2026-01-01"),
        "policies/b.md": policy("乙", published_on="2026-01-01"),
        "policies/c.md": policy("丙", published_on="2026-01-01", expires_on="2026-04-30"),
        "policies/hidden.md": policy(
            "密件",
            **hidden,
            amends="[a]",
            repeals="[b]",
            extends="[{target: c, until: 2027-04-30}]",
            catalogue_items="[relief-01]",
        ),
        "policies/draft.md": policy("草稿", draft="true", amends="[a]", catalogue_items="[relief-01]"),
        "policies/en.md": policy("Hidden", language="en", translation_of="a", draft="true"),
    }
    found = happenings(make_site(documents).library)
    assert {word for one in found for word in (one.document, one.by, *one.about, *one.successors)} == {*"abc", None}
    assert [one.key for one in found if one.day > date(2026, 1, 1)][:3] == [
        "a:amended:2026-03-01",
        "b:repealed:2026-03-01",
        "c:extended:2026-03-01",
    ]
    assert not any(one.what == "fulfilled" for one in found)


# ------------------------------------------------------------------------------------------------- any library

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda number: FIRST + timedelta(days=number))
KEYS = "abcdef"


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Six policies that publish, end, prolong, amend and explain each other on any days, whatever an editor would be told."""
    documents: dict[str, str] = {}
    for number, key in enumerate(KEYS):
        begins = draw(DAYS)
        lines = [f"published_on: {draw(DAYS)}", f"effective_on: {begins}"]
        if draw(st.booleans()):
            lines.append(f"expires_on: {begins + timedelta(days=draw(st.integers(0, 200)))}")
        for name in ("repeals", "declares_invalid", "amends", "extends"):
            target = draw(st.sampled_from((*KEYS[:number], None)))
            if target is not None:
                more = f", until: {draw(DAYS)}" if name == "extends" else ""
                lines.append(f"{name}: [{{target: {target}, on: {draw(DAYS)}{more}}}]")
        if draw(st.sampled_from((*[False] * 5, True))):
            lines.append("disclosure: withheld\nbasis: 依据")
        documents[key] = "\n".join(lines)
    documents["i1"] = f"interprets: [a]\npublished_on: {draw(DAYS)}"
    return _library(**documents)[0]


LIBRARIES = libraries()
ENDS = {"expired": Status.EXPIRED, "repealed": Status.REPEALED, "declared_invalid": Status.DECLARED_INVALID}


@given(LIBRARIES)
def test_every_end_is_told_on_its_day_and_nothing_else_is(library: Library) -> None:
    """A walk through all days, by the statuses that pages show."""
    expected: set[tuple[str, Status, date]] = set()
    for key, turns in library.timelines.items():
        for number in range(1, 1000):
            day = FIRST + timedelta(days=number)
            before, now = status_on(turns, day - timedelta(days=1)), status_on(turns, day)
            if now is not before and now.is_over:
                expected.add((key, now, day))
    told = {(one.document, ENDS[one.what], one.day) for one in happenings(library) if one.what in ENDS}
    assert {one for one in told if one[2] > FIRST} == expected


@given(LIBRARIES, st.lists(DAYS, min_size=2, max_size=8))
def test_nothing_is_told_before_its_day_nor_lost_nor_told_twice(library: Library, builds: list[date]) -> None:
    """Whoever was told all that was new at each build was told each thing once, on its day or at the next build after it."""
    found = happenings(library)
    told: list[Happening] = []
    for day in sorted(builds):
        known = {one.key for one in told}
        new = [one for one in until(found, day) if one.key not in known]
        assert all(one.day <= day for one in new)
        told += new
    assert max(Counter(one.key for one in told).values(), default=1) == 1
    assert {one.key for one in told} == {one.key for one in found if one.day <= max(builds)}
    assert len({one.key for one in found}) == len(found)


@given(LIBRARIES)
def test_what_will_end_is_told_a_month_before(library: Library) -> None:
    found = happenings(library)
    ends = {(one.document, one.day) for one in found if one.what == "expired"}
    for one in found:
        if one.what == "expires_soon":
            assert one.last is not None
            assert one.day == one.last - timedelta(days=30)
            assert (one.document, one.last + timedelta(days=1)) in ends
            assert not status_on(library.timelines[one.document], one.day).is_over


@pytest.mark.parametrize(("days", "told"), [(29, False), (30, False), (31, True)])
def test_a_term_shorter_than_that_is_not_announced(days: int, *, told: bool) -> None:
    library, _ = _library(a=f"published_on: {FIRST}\nexpires_on: {FIRST + timedelta(days=days)}")
    assert any(one.what == "expires_soon" for one in happenings(library)) is told
