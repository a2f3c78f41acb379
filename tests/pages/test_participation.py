"""Taking part on pages: from the catalogue to the policy and back, the figures of a year, and every obligation with its evidence."""

from __future__ import annotations

import json
from datetime import date

from disclosure.exports.participation import participation
from disclosure.pages.decision import DecisionView, YearView
from disclosure.pages.participation import FiguresView, ObligationsView
from disclosure.pages.policy import PolicyView
from disclosure.site.page import Output
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
    assert [[link.text for link in owed.whom] for owed in period.owed] == [["区民政局"]]
