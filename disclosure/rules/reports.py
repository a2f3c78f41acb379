"""Rules on annual reports and the figures of the year: the identities of the official tables, sections, and deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from disclosure.base.problems import Place, Problem
from disclosure.library.library import Library
from disclosure.library.participation import state_on
from disclosure.library.reports import CATEGORIES, counted, figures_of, owed, reports, stated
from disclosure.model.choices import Applicant, DutyState, Outcome
from disclosure.model.documents import Authored
from disclosure.model.records import Entry, UnreadError
from disclosure.model.reports import COUNTED, SECTIONS, AnnualReport
from disclosure.model.request_figures import REVIEWS, YearFigures, row_marks, row_words, wrong_cells
from disclosure.rules.check import document_rule, rule
from disclosure.text.placeholders import placeholders
from disclosure.text.source import Source
from disclosure.text.titles import bare

_HOW = {
    "row": ("本行各项之和", "the sum of its row"),
    "column": ("（一）至（六）各目之和", "the sum of 三（一） to 三（六）"),
    "balance": ("一＋二－三（七）", "一 + 二 - 三（七）"),
}
"""Of what a figure is made."""

_SO_THAT = {
    "row": ("本行各项之和等于总计", "its row makes its total"),
    "column": ("（一）至（六）各目之和等于三（七）", "三（一） to 三（六） make 三（七）"),
    "balance": ("一＋二＝三（七）＋四", "一 + 二 = 三（七） + 四"),
}
"""What holds when a figure is put right of which others are made."""

_WHAT = {"made": ("制发", "made"), "ended": ("废止", "ended"), "in_force": ("现行有效", "in force")}


@rule("sums-of-figures")
def sums_of_figures(library: Library, _on: date) -> Iterator[Problem]:
    """Every cell that is wrong by what others say, and requests carried over that last year did not carry."""
    for entry in library.vocabulary.requests.values():
        for cell in wrong_cells(entry.record):
            at = (cell.row, cell.column)
            words = [_HOW[one.how] if one.made == at else _SO_THAT[one.how] for one in cell.because]
            how, how_en = "；".join(zh for zh, _ in words), "; ".join(en for _, en in words)
            values = {"held": str(cell.held), "wanted": str(cell.wanted), "how": how, "how_en": how_en}
            yield Problem(entry.place(cell.row, cell.column), "figures-sum", values | _cell(cell.row, cell.column))
        yield from _carried(library, entry)
        yield from _untouched(library, entry)


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


def _untouched(library: Library, entry: Entry[YearFigures]) -> Iterator[Problem]:
    """A table that has nothing but noughts and what last year carried over, as `build.py new` wrote it, and does not say why."""
    record, agencies = entry.record, library.vocabulary.agencies
    amounts = [record.read(name) for name in ("permits", "penalties", "compulsion", "fees")]
    rows = [record.read(name) or (1,) for name in (*row_marks(), *REVIEWS) if name not in ("carried_in", "carried_out")]
    if record.read("note") is None and all(one == 0 for one in amounts) and not any(map(any, rows)):
        unit = agencies[record.unit].record.short if record.unit in agencies else record.unit
        yield Problem(entry.place("received"), "figures-untouched", {"unit": unit, "year": str(record.year)})


_HEADING = re.compile(r"^(#{0,6})[ \t\u3000]*([一二三四五六])、(.*)", re.MULTILINE)
_ANCHOR = re.compile(r"\{#[^{}]*\}\s*$")
_WITH_TABLES = "二三四"
"""Sections that need no words: the program puts their tables there."""


@document_rule("sections-of-a-report")
def sections_of_a_report(entry: Entry[Authored]) -> Iterator[Problem]:
    """A report has its six sections, in order and by their names, and is not published before its year is over."""
    report = entry.record
    if not isinstance(report, AnnualReport):
        return
    if report.published_on is None and not report.draft:
        yield Problem(entry.place("title"), "report-undated")
    elif report.published_on is not None and report.published_on.year <= report.year:
        values = {"day": str(report.published_on), "year": str(report.year)}
        yield Problem(entry.place("published_on"), "report-too-early", values)
    if report.translation_of is not None:
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    headings = tuple(_HEADING.finditer(source.text))
    begun: list[re.Match[str]] = []
    for number, name in zip("一二三四五六", SECTIONS, strict=True):
        after = begun[-1].end() if begun else 0
        of_number = [one for one in headings if one[2] == number and one.start() >= after]
        if not of_number:
            yield Problem(entry.place("id"), "report-section-missing", {"heading": f"{number}、{name}"})
            return
        # What a section lists is numbered likewise; its heading is the one of its name, or written as one.
        found = max(of_number, key=lambda one: (_is_named(one, name), bool(one[1])))
        if not _is_named(found, name):
            words = " ".join(found[3].split())
            values = {"found": f"{number}、{words[:30]}{'…' * (len(words) > 30)}", "heading": f"{number}、{name}"}
            yield Problem(source.at(found.start()), "report-section-title", values)
        begun.append(found)
    ends = (*(one.start() for one in begun[1:]), len(source.text))
    for begin, end, name in zip(begun, ends, SECTIONS, strict=True):
        asked = any(begin.start() < offset < end for offset, _ in placeholders(source.body))  # told by `placeholders`
        if (
            begin[2] not in _WITH_TABLES
            and not asked
            and not _has_words(source.text[begin.start(3) : end], begin[1], name)
        ):
            yield Problem(source.at(begin.start()), "report-section-empty", {"heading": f"{begin[2]}、{name}"})


def _is_named(heading: re.Match[str], name: str) -> bool:
    """Whether a heading has the name of its section; one that is no heading of Markdown may go on behind it."""
    words = bare(_ANCHOR.sub("", heading[3]))
    return words == bare(name) if heading[1] else words.startswith(bare(name))


def _has_words(text: str, hashes: str, name: str) -> bool:
    """Whether a section says more than headings; one that is no heading of Markdown may go on behind its name."""
    first, *lines = text.split("\n")
    rest = "" if hashes else first.strip().removeprefix(name)
    return any(line.strip() and not line.startswith("#") for line in (rest, *lines))


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
        if entry.record.published_on is None:
            continue  # that is an error of its own
        yield Problem(entry.place("published_on"), "report-late", values | {"day": str(entry.record.published_on)})
