"""Taking part on pages: from the catalogue to the policy and back, the figures of a year, and every obligation with its evidence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from disclosure.exports.participation import participation
from disclosure.library.participation import duties_of, matters, requests, result_day, stages, state_on
from disclosure.model.choices import ChangeHow, ConsultationForm, DutyState, Stage
from disclosure.model.documents import Event
from disclosure.pages.decision import DecisionView, YearView
from disclosure.pages.participation import FiguresView, ObligationsView
from disclosure.pages.policy import PolicyView
from disclosure.rules.participation import duties_of_taking_part, numbers_of_decisions
from disclosure.site.page import Output, Site
from tests.conftest import DEMO_DAY
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

DECISION = """---
title: 制定某办法
year: 2026
number: 1
decides: gov
issuers: [min]
listed_on: 2026-03-20
consultation: {opens_on: 2026-04-01, closes_on: 2026-05-08, answer: {email: a@elsewhere.example}}
hearings: [{on: 2026-05-12, people: 12}]
attendance: [{on: 2026-05-20, meeting: 会议, who: 居民代表, people: 2}]
decided_on: 2026-05-20
feedback: {published_on: 2026-05-25, received: 10, adopted: 4, partly: 2, not_adopted: 4}
result: r
---
说明。
"""
FILES = {
    "decisions/d.md": DECISION,
    "policies/r.md": policy("某办法", published_on="2026-05-22"),
    "data/rules.yaml": "rules:\n  - {id: comment-period, value: 30, unit: days, basis: 依据甲}\n",
}


def test_a_matter_is_followed_from_the_catalogue_to_the_policy_and_back(make_site: MakeSite) -> None:
    pages = pages_of(make_site(FILES, on=date(2026, 6, 1)))
    year, dossier, result = (pages[url].view for url in ("/decisions/year/2026/", "/decisions/d/", "/policies/r/"))
    assert isinstance(year, YearView)
    assert isinstance(dossier, DecisionView)
    assert isinstance(result, PolicyView)
    assert [one.row.url for one in year.catalogues[0].matters] == ["/decisions/d/"]
    links = {told.link.url for step in dossier.steps for told in step.told if told.link}
    assert {"/decisions/year/2026/", "/policies/r/"} <= links
    assert [(one.key, [row.url for row in one.rows]) for one in result.belonging] == [("decisions", ["/decisions/d/"])]


def test_a_site_without_any_has_no_such_pages(make_site: MakeSite) -> None:
    """An empty column fails inspection."""
    site = make_site({"policies/r.md": policy("某办法")})
    assert [
        url for url in pages_of(site) if url.startswith(("/decisions/", "/consultations/", "/participation/"))
    ] == []
    assert not site.ways.taking_part


def test_figures_are_the_same_on_the_page_and_in_the_files(make_site: MakeSite) -> None:
    site = make_site(FILES, on=date(2026, 6, 1))
    view = pages_of(site)["/participation/2026/"].view
    assert isinstance(view, FiguresView)
    expected = {"received": 10, "adopted": 4, "partly": 2, "not_adopted": 4, "hearings": 1, "heard": 12, "meetings": 1}
    assert expected.items() <= view.figures.numbers.items()
    assert view.figures.share == 60
    files = {one.path: one.data for one in participation(site, ()) if isinstance(one, Output)}
    told = json.loads(files["data/participation/2026.json"])
    assert told["figures"] == {**view.figures.numbers, "share": 60}
    assert [(one["duty"], one["state"]) for one in told["duties"]] == [("period", "met")]
    assert files["data/participation/2026.csv"].decode("utf-8-sig").splitlines()[1].startswith("制定某办法,10,4,2,4,")


def test_figures_are_of_their_day(make_site: MakeSite) -> None:
    view = pages_of(make_site(FILES, on=date(2026, 5, 15)))["/participation/2026/"].view
    assert isinstance(view, FiguresView)
    assert (view.figures.numbers["received"], view.figures.numbers["hearings"]) == (0, 1)
    assert view.figures.share is None


def test_each_obligation_has_its_basis_and_whom_it_binds(make_site: MakeSite) -> None:
    view = pages_of(make_site(FILES, on=date(2026, 6, 1)))["/participation/2026/obligations/"].view
    assert isinstance(view, ObligationsView)
    (period,) = view.obligations
    assert (period.name, period.rule.basis) == ("period", "依据甲")
    (owing,) = view.owing
    assert (owing.about and owing.about.url, [link.text for link in owing.whom]) == ("/decisions/d/", ["区民政局"])
    assert [(owed.name, [badge.key for badge in owed.states]) for owed in owing.owed] == [("period", ["met"])]


HEARD = "hearings: [{on: 2026-05-12, people: 12, event: e, material_on: 2026-05-06, outcome: 多数赞成。}]"
EVENT = "---\ntitle: 听证会\nseries: hearing\nsessions: [{on: 2026-05-12}]\npublished_on: 2026-04-28\n---\n说明。\n"


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (date(2026, 4, 28), "open", 0),
        (date(2026, 5, 5), "open", 0),
        (date(2026, 5, 6), "late", 0),
        (date(2026, 5, 6), "overdue", 1),
    ],
)
def test_the_material_of_a_hearing_is_owed_from_its_announcement(
    make_site: MakeSite, on: date, state: str, late: int
) -> None:
    """It is due seven days before; what is overdue is counted at the head of the page."""
    held = HEARD.replace("material_on: 2026-05-06, ", "") if late else HEARD
    decision = DECISION.replace("hearings: [{on: 2026-05-12, people: 12}]", held)
    rules = "rules:\n  - {id: hearing-material, value: 7, unit: days, basis: 依据乙}\n"
    files = {**FILES, "data/rules.yaml": rules, "decisions/d.md": decision, "events/e.md": EVENT}
    pages = pages_of(make_site(files, on=on))
    view, dossier = pages["/participation/2026/obligations/"].view, pages["/decisions/d/"].view
    assert isinstance(view, ObligationsView)
    assert isinstance(dossier, DecisionView)
    ((owed,),) = (one.owed for one in view.owing)
    assert (owed.by, [badge.key for badge in owed.states if badge.window.open]) == (date(2026, 5, 5), [state])
    assert sum(badge.count for badge in view.late if badge.window.open) == late
    told = [one.words for step in dossier.steps for one in step.told if one.window.open]
    assert any("2026年5月5日" in words and "听证材料" in words for words in told) is (state != "open")
    assert "2026年5月12日举行听证会，12人参加。多数赞成。" in [one.words for step in dossier.steps for one in step.told]


def test_a_translation_is_no_further_matter(make_site: MakeSite) -> None:
    """It has a page in its language, and nothing of it is counted or told a second time."""
    short = DECISION.replace("closes_on: 2026-05-08", "closes_on: 2026-04-08")
    translated = short.replace("title: 制定某办法\n", "title: On Measures\nlanguage: en\ntranslation_of: d\n")
    files, more = {**FILES, "decisions/d.md": short}, {"decisions/e.md": translated}
    alone, both = (make_site({**files, **added}, on=date(2026, 6, 1)) for added in ({}, more))
    for year in ("/participation/2026/", "/participation/2026/obligations/", "/decisions/year/2026/"):
        assert pages_of(both)[year].view == pages_of(alone)[year].view
    assert pages_of(both)["/decisions/e/"].language == "en"
    assert list(numbers_of_decisions(both.library, both.on)) == []
    assert [one.code for one in duties_of_taking_part(both.library, both.on)] == ["consultation-short"]


def test_the_sample_district_shows_every_stage(demo: Site) -> None:
    """Two years, 14 matters in all stages, one of them late, one short with a reason, some changed with reasons; the rest."""
    decisions = [entry.record for entry in matters(demo.library)]
    assert (len(decisions), {one.year for one in decisions}) == (14, {2025, 2026})
    now = [(one, state_on(stages(one, result_day(demo.library, one)), DEMO_DAY)) for one in decisions]
    assert {stage for _, stage in now} == set(Stage)
    late = {
        one.id
        for one in decisions
        for duty in duties_of(demo.library, one)
        if state_on(duty.states, DEMO_DAY) is DutyState.OVERDUE
    }
    assert late == {"juece-2026-gongjiao"}
    assert [one.id for one in decisions if one.consultation and one.consultation.reason_if_short] == [
        "juece-2026-gonggong-shuju"
    ]
    assert {how.how for one in decisions for how in one.changed} == set(ChangeHow)
    consultations = [entry.record for entry in requests(demo.library)]
    assert (len(consultations), {one.form for one in consultations}) == (10, set(ConsultationForm))
    assert len(demo.library.of(Event)) >= 8
