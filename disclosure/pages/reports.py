"""政府信息公开年报: the page of each annual report, the documents that it counts, and the reports of all units with who is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from disclosure.base.days import last_day_of
from disclosure.library.listings import PolicyRow, Row, Window, earliest
from disclosure.library.reports import CATEGORIES, DEADLINES, Owed, counted, figures_of, owed, years_with_figures
from disclosure.model.choices import Applicant, ColumnType, DutyState, PlatformColumn
from disclosure.model.documents import Policy
from disclosure.model.kinds import kind_for
from disclosure.model.reports import COUNTED, AnnualReport
from disclosure.model.request_figures import RESULTS, YearFigures, row_words
from disclosure.model.vocabulary import LegalRule
from disclosure.pages._figures import documents_url, numbers_of, tasks_of, with_tables
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Belonging, Link, belonging, trail
from disclosure.pages._stages import Badge, badges, changes_of
from disclosure.pages.assessment import is_assessed
from disclosure.pages.plan import task_link
from disclosure.pages.platform import Column, columns
from disclosure.site.page import Article, Deferred, Page, Site, Strings, page_kind
from disclosure.text.prose import Prose

BASE = "/reports/"
MOST_YEARS = 6
"""Years shown beside each other."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: what it is called, its number, its share in per cent where there is one, and its length in per mille."""

    words: str
    number: int
    share: str
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as bars beside their table; none where there is nothing to compare."""

    key: str
    bars: tuple[Bar, ...]
    shares: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report: its body with the tables in it, charts, the lists behind its counts, and other years of the unit."""

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    row: Row[AnnualReport]
    prose: Prose
    html: str
    charts: tuple[Chart, ...]
    documents: str
    others: tuple[Link, ...]
    belonging: tuple[Belonging, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The documents behind one number: its anchor, what it counts, what the report says, and how it is counted."""

    anchor: str
    category: str
    what: str
    said: int
    rows: tuple[PolicyRow, ...]


@dataclass(frozen=True, slots=True)
class CountedView:
    """The documents and tasks behind all numbers of a report; of each state on its last day anchor, name and tasks."""

    trail: tuple[Link, ...]
    row: Row[AnnualReport]
    lists: tuple[Listed, ...]
    last: date
    tasks: tuple[tuple[str, str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's report of a year: its page where there is one, when it was published, by when it was due, how that stands."""

    unit: Link
    report: Link | None
    published_on: date | None
    by: date | None
    states: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """The reports of one year, from the day on which they are asked for, and where their tables are, without a suffix."""

    year: int
    window: Window
    rows: tuple[Standing, ...]
    data: str | None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All reports by year, and the rules that say by when; `assessed`: there are figures of bodies."""

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    years: tuple[YearView, ...]
    rules: tuple[tuple[LegalRule, str], ...]
    assessed: bool


@page_kind("reports")
def report_pages(site: Site) -> Iterator[Page | Deferred]:
    """The overview, and for each report its page and that of the documents which it counts."""
    keys = site.library.order[kind_for(AnnualReport).folder]
    yield from (Deferred(report_page, key) for key in keys)
    if keys:
        yield _overview(site)


def report_page(site: Site, key: str) -> Iterator[Page]:
    """The page of a report, and that with the lists behind its counts."""
    row = site.listings.of(AnnualReport)[key]
    report, say = row.record, site.strings
    above = trail(site, Link(say("nav.disclosure"), "/disclosure/"), Link(say("report.all"), BASE))
    view = ReportView(
        trail=above,
        columns=columns(site, PlatformColumn.REPORTS),
        row=row,
        prose=site.prose[key],
        html=with_tables(site, report, lists=True),
        charts=tuple(_charts(site, report)),
        documents=documents_url(report),
        others=tuple(_others(site, report)),
        belonging=belonging(site, report),
    )
    source = say.listed(say.name(agency) for agency in row.issuers)
    yield Page(
        url=row.url,
        template="pages/report.html",
        title=report.title,
        view=view,
        description=report.summary,
        article=Article(report.title, report.published_on, source),
    )
    yield Page(
        url=documents_url(report),
        template="pages/report-documents.html",
        title=say("report.documents_title", title=report.title),
        view=CountedView(
            trail=(*above, Link(report.title, row.url)),
            row=row,
            lists=tuple(_lists(site, report)),
            last=date(report.year, 12, 31),
            tasks=tuple(
                (f"tasks-{state.value}", say.label(state), tuple(task_link(site, one) for one in some))
                for state, some in tasks_of(site, report).items()
                if some
            ),
        ),
        description=say("report.documents_intro"),
        column=ColumnType.REPORTS,
    )


def _others(site: Site, report: AnnualReport) -> Iterator[Link]:
    rows = site.listings.under(AnnualReport, "agency", report.unit)
    for row in sorted(rows, key=lambda one: -one.record.year):
        if row.record.id != report.id and row.record.language == report.language:
            yield Link(site.strings("report.of_year", year=row.record.year), row.url)


def _lists(site: Site, report: AnnualReport) -> Iterator[Listed]:
    now, numbers = counted(site.library, report.unit, report.year), numbers_of(site, report)
    policies = site.listings.of(Policy)
    for category in CATEGORIES:
        for name, (said, _) in zip(COUNTED, numbers[category], strict=True):
            rows = tuple(policies[key] for key in now[category].of(name))
            yield Listed(f"{name}-{category.value}", site.strings.label(category), name, said, rows)


# --- charts


def _charts(site: Site, report: AnnualReport) -> Iterator[Chart]:
    entry = figures_of(site.library, report.unit, report.year)
    if entry is None:
        return
    say, figures = site.strings, entry.record
    before = [one for one in years_with_figures(site.library, report.unit) if one.year <= report.year][-MOST_YEARS:]
    if len(before) > 1:
        years = [
            (f"{say('report.of_year', year=one.year)}{say('site.colon')}{say(f'report.{name}')}", one.row(name)[-1])
            for one in before
            for name in ("received", "handled")
        ]
        yield from _chart("years", years, shares=False)
    yield from _chart("results", [*_results(site, figures)], shares=True)
    kinds = list(Applicant)[:-1]
    yield from _chart(
        "applicants", [(say.label(one), n) for one, n in zip(kinds, figures.received, strict=False)], shares=True
    )


def _results(site: Site, figures: YearFigures) -> Iterator[tuple[str, int]]:
    language = site.strings.language
    for part in RESULTS:
        words = part.words(language) or row_words(part.rows[0], language)
        yield words, sum(figures.row(name)[-1] for name in part.rows)


def _chart(key: str, numbers: list[tuple[str, int]], *, shares: bool) -> Iterator[Chart]:
    most, total = max(number for _, number in numbers), sum(number for _, number in numbers)
    if most:
        bars = (
            Bar(words, number, f"{100 * number / total:.1f}" if shares else "", round(1000 * number / most))
            for words, number in numbers
        )
        yield Chart(key, tuple(bars), shares)


# --- all units


def _overview(site: Site) -> Page:
    say = site.strings
    found = owed(site.library, site.on.year)
    years = sorted({one.year for one in found}, reverse=True)
    view = OverviewView(
        trail=trail(site, Link(say("nav.disclosure"), "/disclosure/")),
        columns=columns(site, PlatformColumn.REPORTS),
        years=tuple(_year(site, year, [one for one in found if one.year == year]) for year in years),
        rules=tuple(_rules(site)),
        assessed=is_assessed(site),
    )
    states = (state for year in view.years for one in year.rows for state in one.states)
    data = [f"{year.data}.{suffix}" for year in view.years if year.data for suffix in ("json", "csv", "xlsx")]
    return Page(
        url=BASE,
        template="pages/reports.html",
        title=say("report.all"),
        view=view,
        description=say("report.intro"),
        column=ColumnType.REPORTS,
        changes_on=earliest((*changes_of(states), *(year.window.changes_on for year in view.years)), site.on),
        followed=BASE,
        things=(dataset(site, Link(say("report.all"), BASE), say("report.intro"), data),) if data else (),
    )


def _year(site: Site, year: int, found: list[Owed]) -> YearView:
    there = any(one.report for one in found)
    window = Window.on(site.on, None if there else date(year + 1, 1, 1), None)
    return YearView(
        year, window, tuple(_standing(site, one) for one in found), f"/data/reports/{year}" if there else None
    )


def _standing(site: Site, one: Owed) -> Standing:
    say = site.strings
    row = site.listings.of(AnnualReport)[one.report] if one.report else None
    agency = site.library.vocabulary.agencies[one.unit].record
    name = say.name(agency, short=True)
    return Standing(
        unit=Link(name, f"/agencies/{one.unit}/"),
        report=Link(say("report.of_unit", name=name, year=one.year), row.url) if row else None,
        published_on=row.record.published_on if row else None,
        by=one.by,
        states=tuple(_named(say, badge) for badge in badges(site, one.states)),
    )


def _named(say: Strings, badge: Badge) -> Badge:
    """A state of a report that is late or missing, in words of its own: a report is published, where a duty is done."""
    late = badge.key in (DutyState.LATE.value, DutyState.OVERDUE.value)
    return replace(badge, label=say(f"report.states.{badge.key}")) if late else badge


def _rules(site: Site) -> Iterator[tuple[LegalRule, str]]:
    """The rules on deadlines, each with its day in words."""
    for name in dict.fromkeys(DEADLINES.values()):
        entry = site.library.vocabulary.rules.get(name)
        if entry is not None:
            day = last_day_of(site.on.year, entry.record.value)
            months = site.strings(f"date.months.{day.month}")
            yield entry.record, site.strings("report.months", month=months, day=day.day)
