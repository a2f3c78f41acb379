"""Interpretations: what they compare, their row by date, who asks and who answers."""

from datetime import date

from disclosure.model.choices import InterpretationForm
from disclosure.model.documents import Interpretation, Speaker
from disclosure.pages._comparison import ComparisonView
from disclosure.pages._explaining import spoken
from disclosure.pages.consultation import ConsultationView
from disclosure.pages.decision import DecisionView
from disclosure.pages.interpretation import InterpretationView
from disclosure.pages.policy import PolicyView
from tests.district import MakeSite, pages_of, policy

OLD = policy("养老办法").replace(
    "第一条　正文。", "第一条　年满六十五周岁的可以申请。\n\n第二条　按月发放。\n\n第三条　不得转让。"
)
NEW = policy("养老补贴办法", repeals="[old]", effective_on="2025-01-01").replace(
    "第一条　正文。", "第一条　年满六十周岁的可以申请。\n\n第二条　按月发放。"
)
POINTS = """differences:
  - {subject: 年龄, before: 六十五, after: 六十, articles: [第一条第一款]}
  - {subject: 转让, before: 不得, articles: [原第三条]}
"""


def explanation(day: str, more: str = "") -> str:
    return f"---\ntitle: 解读{day}\ninterprets: [new]\npublished_on: {day}\n{more}---\n正文。\n"


DOCUMENTS = {
    "policies/old.md": OLD,
    "policies/new.md": NEW,
    "interpretations/first.md": explanation("2024-01-02", POINTS),
    "interpretations/beside.md": explanation("2024-01-03"),
    "interpretations/later.md": explanation("2025-06-01"),
}


def test_differences_point_to_rows_and_these_back(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    pages = pages_of(site)
    view = pages["/interpretations/first/"].view
    assert isinstance(view, InterpretationView)
    beside = "/policies/new/compare/old/"
    assert [[link.url for link in point.rows] for point in view.points] == [
        [f"{beside}#tiao-1"],
        [f"{beside}#yuan-tiao-3"],
    ]
    assert [link.url for link in view.compared] == [beside]
    rows = pages[beside].view
    assert isinstance(rows, ComparisonView)
    told = {part.anchors: [link.text for link in part.told] for part in rows.parts if part.told}
    assert told == {("tiao-1", ""): ["年龄"], ("", "yuan-tiao-3"): ["转让"]}


def test_interpretations_stand_in_a_row_by_date(make_site: MakeSite) -> None:
    pages = pages_of(make_site(DOCUMENTS))
    view = pages["/policies/new/"].view
    assert isinstance(view, PolicyView)
    row = [(one.row.record.id, one.later) for one in view.interpretations]
    assert row == [("first", False), ("beside", False), ("later", True)]
    own = pages["/interpretations/later/"].view
    assert isinstance(own, InterpretationView)
    assert [[one.here for one in items] for _, items in own.series] == [[False, False, True]]


def test_questions_and_speakers_are_marked_as_such() -> None:
    record = Interpretation(
        id="i",
        title="问答",
        interprets=("a",),
        form=InterpretationForm.PRESS,
        speakers=(Speaker(role="区民政局副局长"),),
    )
    html = (
        '<h2 id="h-1"><a class="anchor" href="#h-1">能办吗？</a></h2>\n<p>能。</p>\n<h2 id="h-2">经过</h2>\n'
        "<p>问：能吗？</p>\n<p>答：能。</p>\n<p>青禾记者：能吗？</p>\n<p>区民政局副局长：能。</p>\n<p>注意：带证件。</p>"
    )
    assert spoken(record, html) == (
        '<h2 id="h-1" class="asks"><a class="anchor" href="#h-1">能办吗？</a></h2>\n<p>能。</p>\n<h2 id="h-2">经过</h2>\n'
        '<p class="asks"><b class="who">问：</b>能吗？</p>\n<p class="answers"><b class="who">答：</b>能。</p>\n'
        '<p class="asks"><b class="who">青禾记者：</b>能吗？</p>\n'
        '<p class="answers"><b class="who">区民政局副局长：</b>能。</p>\n<p>注意：带证件。</p>'
    )
    assert spoken(record.model_copy(update={"form": InterpretationForm.TEXT}), html) == html


MATTER = """---
title: 制定托育办法
year: 2025
number: 1
decides: gov
listed_on: 2025-03-01
consultation: {opens_on: 2025-04-01, closes_on: 2025-05-05, answer: {email: a@example.org}}
decided_on: 2025-06-02
result: new
---
正文。
"""
ASKING = """---
title: 停车收费征求意见
consultation: {opens_on: 2025-04-01, closes_on: 2025-05-05, answer: {email: a@example.org}}
---
正文。
"""
OF_DRAFTS = {
    "policies/new.md": policy("托育办法", category="normative", published_on="2025-06-03"),
    "decisions/matter.md": MATTER,
    "consultations/asking.md": ASKING,
    "interpretations/draft.md": explanation("2025-04-01").replace("[new]", "[matter]"),
    "interpretations/open.md": explanation("2025-04-02").replace("[new]", "[asking]"),
}


def test_the_interpretation_of_a_draft_hangs_on_its_matter_and_moves_to_the_policy(make_site: MakeSite) -> None:
    pages = pages_of(make_site(OF_DRAFTS))
    dossier, asking = pages["/decisions/matter/"].view, pages["/consultations/asking/"].view
    assert isinstance(dossier, DecisionView)
    assert isinstance(asking, ConsultationView)
    assert [one.row.record.id for one in dossier.explained] == ["draft"]
    assert [one.row.record.id for one in asking.explained] == ["open"]
    result = pages["/policies/new/"].view
    assert isinstance(result, PolicyView)
    assert result.interpretations == ()  # the policy's own are still owed
    told = [(one.matter.record.id, one.day, [of.row.record.id for of in one.explained]) for one in result.drafts]
    assert told == [("matter", date(2025, 4, 1), ["draft"])]


def test_the_interpretation_of_a_draft_says_that_it_is_one_and_what_came_of_it(make_site: MakeSite) -> None:
    pages = pages_of(make_site(OF_DRAFTS | {"policies/new.md": policy("托育办法", expires_on="2026-06-30")}))
    own, other = pages["/interpretations/draft/"].view, pages["/interpretations/open/"].view
    assert isinstance(own, InterpretationView)
    assert isinstance(other, InterpretationView)
    assert own.policies == other.policies == ()
    results = [one.result.record.id if one.result else None for one in (*own.drafts, *other.drafts)]
    assert results == ["new", None]
    assert pages["/interpretations/draft/"].changes_on == date(2026, 7, 1)  # its sign of what came of the draft


def test_what_explains_the_draft_and_the_policy_is_an_interpretation_of_the_policy(make_site: MakeSite) -> None:
    both = explanation("2025-06-03").replace("[new]", "[matter, new]")
    view = pages_of(make_site(OF_DRAFTS | {"interpretations/draft.md": both}))["/policies/new/"].view
    assert isinstance(view, PolicyView)
    assert [one.row.record.id for one in view.interpretations] == ["draft"]
    assert view.drafts == ()
