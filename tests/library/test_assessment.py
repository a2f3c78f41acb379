"""What units are assessed by, counted by hand in a small district: every number, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pytest

from disclosure.base.problems import UserError
from disclosure.library.assessment import MEASURES, Member, Score, Sum, percent, ranks, score, scores, sum_on, sums
from disclosure.library.library import Library
from disclosure.model.choices import Verdict
from disclosure.site.render import load_strings
from tests.district import DATA, ROOT, MakeSite, make_site, policy
from tests.plans import plan

__all__ = ["make_site"]

RULES = """rules:
  - {id: publish-within, value: 20, unit: working_days, basis: 条例, verified: true}
  - {id: interpretation-owed, value: 1, unit: pieces, categories: [normative], basis: 要点}
  - {id: interpretation-within, value: 3, unit: working_days, basis: 要点}
  - {id: answer-within, value: 15, unit: working_days, basis: 办法}
"""
ELEMENTS = """elements:
  - {id: index-number, basis: 条例}
  - {id: document-number, categories: [normative], basis: 公文条例}
  - {id: themes, since: 2026-01-01, basis: 要点}
"""
FILES = {
    "data/rules.yaml": RULES,
    "data/elements.yaml": ELEMENTS,
    **{f"data/calendar/{year}.yaml": f"year: {year}\nsource: 通知\n" for year in (2025, 2026, 2027)},
}
ON = date(2026, 6, 1)
WORDS = load_strings(ROOT / "templates", "zh-Hans").words.keys()
Reader = Callable[..., Library]
Told = dict[str, tuple[str, str]]


def members(library: Library, measure: str) -> list[Member]:
    """What a measure looks at; only what is of today has no year."""
    asked = next(one for one in MEASURES if one.id == measure)
    found = [*asked.members(library)]
    assert {one.year is None for one in found} <= {asked.today}
    return found


def told(found: list[Member], day: date = ON) -> Told:
    """Of each member how it stands on a day, and why, for which there are words; those that do not count are left out."""
    assert {f"assessment.why.{phase.state.why}" for one in found for phase in one.states} <= WORDS
    phases = ((one, phase.state) for one in found for phase in one.states if phase.holds(day))
    return {one.key: (state.verdict.value, state.why) for one, state in phases}


@pytest.fixture
def library(make_site: MakeSite) -> Reader:
    def read(documents: Mapping[str, str] = {}, **files: str) -> Library:
        return make_site({**FILES, "policies/z.md": policy("别的", issuers="[]"), **documents, **files}, on=ON).library

    return read


def test_documents_count_once_for_the_unit_that_leads(library: Reader) -> None:
    found = members(
        library(
            {
                "policies/a.md": policy("甲", issuers="[min, edu]"),
                "policies/b.md": policy("乙", disclosure="on_request", basis="法"),
                "policies/c.md": policy("丙", draft="true"),
                "policies/d.md": policy("丁", published_on="2026-07-01"),
                "policies/e.md": policy("A", language="en", translation_of="a"),
            }
        ),
        "documents",
    )
    assert {(one.key, one.units, one.year) for one in found} == {("a", ("min",), 2024), ("d", ("min",), 2026)}
    assert told(found) == {"a": ("met", "published")}
    assert told(found, date(2026, 7, 1)).keys() == {"a", "d"}


def test_elements_are_those_that_the_data_ask_for(library: Reader) -> None:
    found = members(
        library(
            {
                "policies/a.md": policy("甲", index_number="x-1"),
                "policies/b.md": policy("乙", index_number="x-2", category="normative"),
                "policies/c.md": policy("丙", published_on="2026-03-02"),
            }
        ),
        "elements",
    )
    assert told(found) == {"a": ("met", "complete"), "b": ("missed", "lacks"), "c": ("missed", "lacks")}
    lacking = {one.key: dict(one.states[0].state.values).get("fields") for one in found}
    assert lacking == {"a": None, "b": ("document_number",), "c": ("index_number", "themes")}


def test_timeliness_counts_working_days(library: Reader) -> None:
    """20 working days after Monday 2 March 2026 end on Monday 30 March."""
    days = {"a": "2026-03-30", "b": "2026-03-31"}
    found = members(
        library(
            {
                **{
                    f"policies/{key}.md": policy(key, formed_on="2026-03-02", published_on=day)
                    for key, day in days.items()
                },
                "policies/c.md": policy("丙", published_on="2026-03-02"),
                "policies/d.md": policy("丁", formed_on="2023-01-02", published_on="2023-06-01"),
                "policies/f.md": policy("戊", formed_on="2026-04-02", published_on="2026-04-01"),
                "policies/e.md": policy("法", category="law", formed_on="2023-01-02", published_on="2026-06-01"),
            }
        ),
        "timeliness",
    )
    assert told(found) == {
        "a": ("met", "published_in_time"),
        "b": ("missed", "published_late"),
        "c": ("unknown", "not_dated"),
        "d": ("unknown", "no_calendar"),
        "f": ("unknown", "before_formed"),
    }
    assert sum_on(found, ON) == Sum(met=1, missed=1, unknown=3, median=20.5, most=21)
    assert sum_on(found, ON).share == Fraction(1, 2)


NORMATIVE = {"category": "normative", "published_on": "2026-03-02"}


def explanation(of: str, day: str) -> str:
    return f"---\ntitle: 解读\ninterprets: [{of}]\nissuers: [min]\npublished_on: {day}\n---\n解读。\n"


def test_interpretations_are_owed_from_the_day_after_they_are_late(library: Reader) -> None:
    found = library(
        {
            "policies/a.md": policy("甲", **NORMATIVE),
            "policies/b.md": policy("乙", **NORMATIVE),
            "policies/c.md": policy("丙", **NORMATIVE),
            "policies/d.md": policy("丁", **NORMATIVE, expires_on="2026-03-04"),
            "policies/e.md": policy("关于修改《甲》的决定", **NORMATIVE),
            "policies/f.md": policy("戊", published_on="2026-03-02"),
            "interpretations/i-a.md": explanation("a", "2026-03-04"),
            "interpretations/i-b.md": explanation("b", "2026-03-09"),
        }
    )
    rate = members(found, "interpreted")
    assert told(rate, date(2026, 3, 5)) == {"a": ("met", "explained")}
    assert told(rate, date(2026, 3, 6)) == {
        "a": ("met", "explained"),
        "b": ("missed", "not_explained"),
        "c": ("missed", "not_explained"),
    }
    assert told(rate)["b"] == ("met", "explained")
    assert sum_on(rate, ON) == Sum(met=2, missed=1)
    soon = members(found, "interpretation-days")
    assert told(soon) == {"a": ("met", "explained_in_time"), "b": ("missed", "explained_late")}
    assert sum_on(soon, ON) == Sum(met=1, missed=1, median=3.5, most=5)


def test_coverage_counts_what_is_there_of_what_must_be(library: Reader) -> None:
    field = DATA["data/catalogue/01.yaml"].replace("publisher: [min]", "publisher: [min, edu]", 1)
    field = field.replace("deadline: 及时", "deadline: 信息形成之日起5日内", 1)
    found = library(
        {
            "data/catalogue/01.yaml": field,
            "data/coverage.yaml": "coverage:\n  - {id: n, item: relief-03, not_applicable: 没有}\n",
            "policies/a.md": policy(
                "甲", catalogue_items="[relief-01]", formed_on="2024-01-01", published_on="2024-02-01"
            ),
            "policies/b.md": policy("乙", catalogue_items="[relief-02]", issuers="[gov]"),
        }
    )
    covered = members(found, "coverage")
    assert told(covered) == {
        "relief-01:min": ("met", "covered_late"),
        "relief-01:edu": ("missed", "empty"),
        "relief-02:min": ("met", "covered"),
    }
    assert {one.year for one in covered} == {None}
    soon = members(found, "catalogue-days")
    assert told(soon) == {"relief-01:min:a": ("missed", "item_late")}
    assert dict(soon[0].states[0].state.values)["item"] == "甲 › 子"


@pytest.mark.parametrize(
    ("deadline", "why"),
    [("批准后5日内", "no_start"), ("信息形成之日起5日内，另有规定的除外", "otherwise"), ("及时", None)],
)
def test_deadlines_that_nobody_can_judge(library: Reader, deadline: str, why: str | None) -> None:
    field = DATA["data/catalogue/01.yaml"].replace("deadline: 及时", f"deadline: {deadline}", 1)
    paper = policy("甲", catalogue_items="[relief-01]", formed_on="2024-01-01", published_on="2024-02-01")
    found = members(library({"data/catalogue/01.yaml": field, "policies/a.md": paper}), "catalogue-days")
    assert told(found) == ({"relief-01:min:a": ("unknown", why)} if why else {})


def message(asked: str, answered: str = "", issuers: str = "") -> str:
    more = f"answered_on: {answered}\n" if answered else ""
    more += f"issuers: [{issuers}]\n" if issuers else ""
    return f"---\ntitle: 问\nabout: [p]\nsource: message\nasked_on: {asked}\n{more}---\n{'答。' if answered else ''}\n"


def test_messages_are_answered_in_time_late_or_wait(library: Reader) -> None:
    """15 working days after Monday 2 March 2026 end on Monday 23 March."""
    found = library(
        {
            "policies/p.md": policy("甲", issuers="[min, edu]"),
            "questions/a.md": message("2026-03-02", "2026-03-23", "edu"),
            "questions/b.md": message("2026-03-02", "2026-04-01"),
            "questions/c.md": message("2026-03-02"),
            "questions/d.md": message("2026-05-25"),
            "questions/e.md": "---\ntitle: 常见\nabout: [p]\n---\n答。\n",
        }
    )
    answers, waiting = members(found, "answers"), members(found, "waiting")
    assert told(answers) == {
        "a": ("met", "answered_in_time"),
        "b": ("missed", "answered_late"),
        "c": ("missed", "waiting_late"),
    }
    assert sum_on(answers, ON) == Sum(met=1, missed=2, median=18.5, most=22)
    assert told(answers, date(2026, 3, 24)).keys() == {"a", "b", "c"}
    assert told(answers, date(2026, 6, 16))["d"] == ("missed", "waiting_late")
    assert {one.key: one.units for one in answers} == {"a": ("edu",), **dict.fromkeys("bcd", ("min", "edu"))}
    assert told(waiting).keys() == {"c", "d"}
    assert told(waiting, date(2026, 3, 30)).keys() == {"b", "c"}


def test_what_rests_on_ended_documents_is_found(library: Reader) -> None:
    service = "---\ntitle: 办\nbased_on: [{}]\nissuers: [edu]\nurl: https://x.example/\n---\n办理。\n"
    found = members(
        library(
            {
                "policies/a.md": policy("甲", expires_on="2026-06-30"),
                "policies/b.md": policy("乙", based_on="[a, c]", expires_on="2026-12-31"),
                "policies/c.md": policy("丙"),
                "services/s.md": service.format("a"),
                "services/t.md": service.format("a, c"),
            }
        ),
        "ended",
    )
    assert told(found) == {}
    assert told(found, date(2026, 7, 1)) == {"s": ("missed", "rests_on_ended"), "b:a": ("missed", "based_on_ended")}
    assert told(found, date(2027, 1, 1)).keys() == {"s"}
    assert {one.key: one.units for one in found} == {"s": ("edu",), "b:a": ("min",)}


def test_what_took_the_place_of_an_ended_document_is_named(library: Reader) -> None:
    found = members(
        library(
            {
                "policies/a.md": policy("甲"),
                "policies/b.md": policy("乙", based_on="[a]", published_on="2025-01-02"),
                "policies/c.md": policy("丙", repeals="[a]", published_on="2026-01-02"),
            }
        ),
        "ended",
    )
    assert told(found) == {"b:a": ("missed", "based_on_ended_by")}
    assert dict(found[0].states[0].state.values) == {"titles": ("甲",), "by": ("丙",)}


def test_tasks_count_for_those_who_lead_or_are_responsible(library: Reader) -> None:
    done = "evidence: [{title: 报道, on: 2026-05-01, completes: true}]"
    tasks = (
        f"{{clause: 一, title: 甲, lead: [min], support: [edu], due_on: 2026-06-30, {done}}}",
        "{clause: 二, title: 乙, responsible: [min, edu], due_on: 2026-06-30}",
        f"{{clause: 三, title: 丙, responsible: [edu], due_on: 2026-04-01, {done}}}",
        "{clause: 四, title: 丁, responsible: [edu], term: ongoing}",
    )
    found = members(library({"plans/p.md": plan(*tasks)}), "tasks")
    assert [(one.key, one.units, one.year) for one in found] == [
        ("p:0", ("min",), 2026),
        ("p:1", ("min", "edu"), 2026),
        ("p:2", ("edu",), 2026),
    ]
    assert told(found) == {"p:0": ("met", "task_done"), "p:2": ("met", "task_done_late")}
    assert told(found, date(2026, 7, 1))["p:1"] == ("missed", "task_overdue")


def test_without_its_rule_or_data_a_measure_has_nothing(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲", formed_on="2020-01-01", category="normative")}, on=ON)
    assert {one.id for one in MEASURES if [*one.members(site.library)]} == {"documents", "coverage"}


def test_numbers_are_told_for_the_days_to_come(library: Reader) -> None:
    found = members(library({"policies/a.md": policy("甲", **NORMATIVE)}), "interpreted")
    first, last = date(2026, 3, 2), date(2026, 12, 31)
    assert [(one.state, str(one.since), str(one.until)) for one in sums(found, first, last)] == [
        (Sum(), "None", "2026-03-06"),
        (Sum(missed=1), "2026-03-06", "None"),
    ]
    assert [one.state for one in sums(found, first, first)] == [Sum()]


def test_a_total_says_over_which_weights_it_counts() -> None:
    """What cannot be judged takes nothing off, and is no zero."""
    weights = {"a": 30, "b": 10, "c": 60}
    found = score(weights, {"a": Fraction(1, 2), "b": Fraction(1), "c": None})
    assert found == Score(Fraction(25 * 100, 40), 40, 100)
    assert score(weights, {"c": None}) is None
    assert score({}, {"a": Fraction(1)}) is None


@pytest.mark.parametrize(
    ("met", "judged", "whole", "tenths"),
    [
        (22, 23, 96, 95.7),
        (1, 8, 13, 12.5),
        (399, 400, 99, 99.8),
        (9999, 10000, 99, 99.9),
        (1, 10000, 1, 0.1),
        (0, 3, 0, 0),
        (3, 3, 100, 100),
    ],
)
def test_a_share_is_never_all_or_none_where_it_is_not(met: int, judged: int, whole: int, tenths: float) -> None:
    share = Fraction(met, judged)
    assert (int(percent(share)), float(percent(share, 10))) == (whole, tenths)


def test_a_total_follows_the_day(library: Reader) -> None:
    found = members(library({"policies/a.md": policy("甲", **NORMATIVE)}), "interpreted")
    phases = scores({"interpreted": 10}, {"interpreted": sums(found, date(2026, 3, 2), ON)})
    assert [(one.state and one.state.points, str(one.since)) for one in phases] == [(None, "None"), (0, "2026-03-06")]


def test_who_has_as_much_has_the_same_rank() -> None:
    totals = {key: Score(Fraction(points), 1, 1) for key, points in {"a": 50, "b": 90, "c": 90, "d": 10}.items()}
    assert ranks({**totals, "e": None}) == {"b": 1, "c": 1, "a": 3, "d": 4}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{id: timeliness, weight: 0, basis: 办法}", "out-of-range"),
        ("{id: timeliness, weight: -5, basis: 办法}", "number-negative"),
        ("{id: timeliness, weight: 5}", "missing-field"),
        ("{id: timeliness, weight: 多, basis: 办法}", "not-a-number"),
    ],
)
def test_a_weight_is_a_number_with_its_basis(library: Reader, entry: str, code: str) -> None:
    with pytest.raises(UserError) as found:
        library(**{"data/weights.yaml": f"weights:\n  - {entry}\n"})
    assert [one.code for one in found.value.problems] == [code]


def test_verdicts_are_told_the_worst_first() -> None:
    assert [*Verdict] == [Verdict.MISSED, Verdict.UNKNOWN, Verdict.MET]
