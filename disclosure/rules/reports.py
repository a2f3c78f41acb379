"""Rules on annual reports and the figures of the year: the identities of the official tables, sections, and deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.library.participation import state_on
from disclosure.library.reports import CATEGORIES, counted, figures_of, owed, reports, stated
from disclosure.model.choices import Applicant, DutyState, Outcome
from disclosure.model.documents import Authored
from disclosure.model.records import Entry, UnreadError
from disclosure.model.reports import COUNTED, SECTIONS, AnnualReport
from disclosure.model.request_figures import REVIEWS, YearFigures, row_marks, row_words, wrong_cells
from disclosure.rules.check import document_rule, rule

_HOW = {
    "row": ("本行各项之和", "the sum of its row"),
    "column": ("（一）至（六）各目之和", "the sum of 三（一） to 三（六）"),
    "balance": ("一＋二－三（七）", "一 + 二 - 三（七）"),
}
"""Of what a figure is made."""

_WHAT = {"made": ("制发", "made"), "ended": ("废止", "ended"), "in_force": ("现行有效", "in force")}


@rule("sums-of-figures")
def sums_of_figures(library: Library, _on: date) -> Iterator[Problem]:
    """Every cell that is not what others make it, and requests carried over that last year did not carry."""
    for entry in library.vocabulary.requests.values():
        for cell in wrong_cells(entry.record):
            how, how_en = _HOW[cell.how]
            values = {"held": str(cell.held), "wanted": str(cell.wanted), "how": how, "how_en": how_en}
            yield Problem(entry.place(cell.row, cell.column), "figures-sum", values | _cell(cell.row, cell.column))
        yield from _carried(library, entry)


def _cell(row: str, column: int) -> dict[str, str]:
    """The name of a cell: its row, as the form numbers it, and its column."""
    columns = list(Outcome if row in REVIEWS else Applicant)
    mark = row_marks().get(row, "")
    zh, en = f"{mark}{row_words(row, 'zh')}", f"{mark} {row_words(row, 'en')}".strip()
    return {"cell": f"{zh}·{columns[column].zh}", "cell_en": f"{en} · {columns[column].en}"}


def _carried(library: Library, entry: Entry[YearFigures]) -> Iterator[Problem]:
    record = entry.record
    before = figures_of(library, record.unit, record.year - 1)
    if before is None:
        return
    pairs = zip(record.carried_in, before.record.carried_out, strict=True)
    for column, (held, carried) in enumerate(pairs):
        if held != carried:
            values = {"held": str(held), "carried": str(carried), "year": str(record.year - 1), "other": before.path}
            yield Problem(entry.place("carried_in", column), "figures-carried", values | _cell("carried_in", column))


_HEADING = re.compile(r"^#{0,6}[ \t\u3000]*([一二三四五六])、", re.MULTILINE)


@document_rule("sections-of-a-report")
def sections_of_a_report(entry: Entry[Authored]) -> Iterator[Problem]:
    """A report has its six sections, in order, and is not published before its year is over."""
    report = entry.record
    if not isinstance(report, AnnualReport):
        return
    if report.published_on is not None and report.published_on.year <= report.year:
        values = {"day": str(report.published_on), "year": str(report.year)}
        yield Problem(entry.place("published_on"), "report-too-early", values)
    if report.translation_of is not None:
        return
    found = iter(_HEADING.findall(entry.body))
    for number, name in zip("一二三四五六", SECTIONS, strict=True):
        if number not in found:
            yield Problem(entry.place("id"), "report-section-missing", {"heading": f"{number}、{name}"})
            return


@rule("annual-reports")
def annual_reports(library: Library, on: date) -> Iterator[Problem]:
    """Two reports of one unit and year, a report without figures, counts that have changed since, and what is late."""
    first: dict[tuple[str, int], str] = {}
    agencies = library.vocabulary.agencies
    for entry in sorted(reports(library), key=lambda one: one.path):
        report = entry.record
        unit = agencies[report.unit].record.short if report.unit in agencies else report.unit
        values = {"unit": unit, "year": str(report.year)}
        other = first.setdefault((report.unit, report.year), entry.path)
        if other != entry.path:
            yield Problem(entry.place("year"), "report-twice", {**values, "other": other})
        if figures_of(library, report.unit, report.year) is None and "requests" not in library.unread:
            yield Problem(
                entry.place("year"), "report-without-figures", values | {"id": f"{report.unit}-{report.year}"}
            )
        with suppress(UnreadError):
            yield from _changed(library, entry)
    with suppress(UnreadError):
        yield from _late(library, on)


def _changed(library: Library, entry: Entry[AnnualReport]) -> Iterator[Problem]:
    """Counts that the documents do not make any more."""
    report = entry.record
    if report.counts is None:
        return
    now = counted(library, report.unit, report.year)
    for category in CATEGORIES:
        for at, (name, said) in enumerate(zip(COUNTED, stated(report.counts, category), strict=True)):
            number = len(now[category].of(name))
            if number != said:
                zh, en = _WHAT[name]
                values = {
                    "cell": f"{category.zh}·{zh}",
                    "cell_en": f"{category.en} · {en}",
                    "said": str(said),
                    "number": str(number),
                }
                yield Problem(entry.place("counts", category.value, at), "report-count-differs", values)


def _late(library: Library, on: date) -> Iterator[Problem]:
    """Reports that came late, or are overdue on the day."""
    for one in owed(library, on.year):
        state, agency = state_on(one.states, on), library.vocabulary.agencies[one.unit]
        if one.rule is None or state not in (DutyState.LATE, DutyState.OVERDUE):
            continue
        values = {"unit": agency.record.short, "year": str(one.year), "by": str(one.by), "basis": one.rule.basis}
        if one.report is None:
            yield Problem(agency.place("reports_since"), "report-missing", values)
            continue
        entry = library.of(AnnualReport)[one.report]
        yield Problem(entry.place("published_on"), "report-late", values | {"day": str(entry.record.published_on)})
