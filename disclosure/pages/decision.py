"""Major decisions (重大行政决策): the dossier of each, the catalogue of each year, and the index of the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.listings import Row, Window, earliest, rows_change
from disclosure.library.participation import Phase, until_decided
from disclosure.model.choices import ChangeHow, Choice, ColumnType, Stage
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_for
from disclosure.model.participation import Decision
from disclosure.pages._calling import Answer, Calling, Paper, answer, calling, papers
from disclosure.pages._explaining import Explained, series
from disclosure.pages._linked import hearings
from disclosure.pages._parts import Link, home_link
from disclosure.pages._stages import (
    Badge,
    Matter,
    Step,
    Told,
    badges,
    catalogue_url,
    changes_of,
    counts,
    how_many,
    matter,
    next_steps,
    overdue,
    quarters,
    steps,
    window,
)
from disclosure.pages.question import audience_url, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose

YEAR_PAGES = "/participation/"
"""Below it stand the figures and the obligations of each year."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """Everything on the page of one matter. `late` are what is overdue, `answer` what came of the opinions."""

    trail: tuple[Link, ...]
    row: Row[Decision]
    prose: Prose
    decides: Link
    stages: tuple[Badge, ...]
    late: tuple[Badge, ...]
    calling: Calling | None
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    answer: Answer | None
    explained: tuple[Explained, ...]
    catalogue: Link
    obligations: Link
    themes: tuple[Link, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in the catalogue of its year."""

    row: Row[Decision]
    stages: tuple[Badge, ...]
    late: tuple[Badge, ...]
    plan: tuple[Told, ...]
    next: tuple[Told, ...]

    @property
    def changes(self) -> Iterator[date | None]:
        """The days on which it says something else."""
        return changes_of((*self.stages, *self.late, *self.plan, *self.next))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The matters of one agency that decides, with the day on which its catalogue was published."""

    agency: Link
    published: date
    matters: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the catalogue in the course of the year."""

    window: Window
    row: Row[Decision]
    how: ChangeHow
    day: date
    reason: str
    quarter: int | None


@dataclass(frozen=True, slots=True)
class YearView:
    """The catalogue of one year, by who decides; how many matters are in each stage, and what was changed."""

    trail: tuple[Link, ...]
    year: int
    total: int
    counts: tuple[Badge, ...]
    late: tuple[Badge, ...]
    catalogues: tuple[Catalogue, ...]
    changes: tuple[Change, ...]
    years: tuple[Link, ...]
    figures: Link
    obligations: Link


@dataclass(frozen=True, slots=True)
class YearDoor:
    """The way to the catalogue of a year, with how many matters are in each stage."""

    link: Link
    total: int
    counts: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The index: what is open for opinions, and the years, the latest first."""

    trail: tuple[Link, ...]
    open: tuple[Calling, ...]
    years: tuple[YearDoor, ...]


@page_kind("decision")
def decision_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each matter, the catalogue of each year, and the index of the years, where there are some."""
    yield from (Deferred(decision_page, key) for key in site.library.order[kind_for(Decision).folder])
    years = by_year(site)
    doors, asking = [], []
    for year, rows in years.items():
        found = {row.record.id: matter(site, row.record) for row in rows}
        page = _year_page(site, year, rows, found, tuple(years))
        doors.append(YearDoor(Link(page.title, page.url), len(rows), counts(site, _stages(found.values()), Stage)))
        asking += [one for row in rows if (one := calling(site, row)) is not None]
        yield page
    if not doors:
        return  # an empty column fails inspection
    yield Page(
        url="/decisions/",
        template="pages/decisions.html",
        title=site.strings("decision.all"),
        view=DecisionsView(
            (home_link(site), Link(site.strings("participation.all"), YEAR_PAGES)),
            tuple(sorted(asking, key=lambda one: one.asked.closes_on)),
            tuple(doors),
        ),
        description=site.strings("decision.intro"),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest(
            (
                *(day for door in doors for day in changes_of(door.counts)),
                *(one.open.changes_on for one in asking),
            ),
            site.on,
        ),
        followed="/decisions/",
    )


def by_year(site: Site) -> dict[int, list[Row[Decision]]]:
    """The matters of each year by their numbers, the latest year first."""
    found: defaultdict[int, list[Row[Decision]]] = defaultdict(list)
    for row in site.listings.of(Decision).values():
        found[row.record.year].append(row)
    return {year: sorted(found[year], key=_place) for year in sorted(found, reverse=True)}


def _place(row: Row[Decision]) -> tuple[int, str]:
    return row.record.number, row.record.id


def _stages(matters: Iterable[Matter]) -> list[tuple[Phase[Choice], ...]]:
    return [one.stages for one in matters]


def late_badges(site: Site, decision: Decision, found: Matter) -> tuple[Badge, ...]:
    """What is overdue in a matter: by rule, and by its own plan."""
    behind = (one for one in until_decided(decision) if one.state.late)
    plan = tuple(Badge(window(site, one), "plan", site.strings("duty.plan.overdue")) for one in behind)
    return (*overdue(site, found.duties), *plan)


def _listed(site: Site, row: Row[Decision], found: Matter) -> Listed:
    return Listed(
        row,
        badges(site, found.stages),
        late_badges(site, row.record, found),
        quarters(site, row.record),
        next_steps(site, found),
    )


def _year_page(
    site: Site, year: int, rows: list[Row[Decision]], found: dict[str, Matter], years: tuple[int, ...]
) -> Page:
    say, agencies = site.strings, site.library.vocabulary.agencies
    listed = {row.record.id: _listed(site, row, found[row.record.id]) for row in rows}
    catalogues = tuple(
        Catalogue(
            Link(site.strings.name(agencies[decides].record), f"/agencies/{decides}/"),
            min(row.record.listed_on for row in rows if row.record.decides == decides),
            tuple(listed[row.record.id] for row in rows if row.record.decides == decides),
        )
        for decides in dict.fromkeys(row.record.decides for row in rows)
    )
    numbers = counts(site, _stages(found.values()), Stage)
    view = YearView(
        trail=_trail(site),
        year=year,
        total=len(rows),
        counts=numbers,
        late=_how_many_late(site, listed.values()),
        catalogues=catalogues,
        changes=tuple(sorted(_changes(site, rows), key=lambda one: (one.day, one.row.record.id))),
        years=tuple(Link(say("date.year", year=one), None if one == year else catalogue_url(one)) for one in years),
        figures=Link(say("participation.of_year", year=year), f"{YEAR_PAGES}{year}/"),
        obligations=_obligations(site, year),
    )
    days = (day for one in listed.values() for day in one.changes)
    return Page(
        url=catalogue_url(year),
        template="pages/decision-year.html",
        title=say("decision.of_year", year=year),
        view=view,
        description=say("decision.of_year_intro", year=year, number=len(rows)),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest((*days, *changes_of(numbers)), site.on),
    )


def _how_many_late(site: Site, matters: Iterable[Listed]) -> tuple[Badge, ...]:
    """How many matters have something overdue, on the days on which it is that many."""
    late = [[Phase("late", one.window.since, one.window.until) for one in listed.late] for listed in matters]
    words = site.strings("decision.late")
    return tuple(Badge(shown, "late", words, number) for shown, number in how_many(site, late))


def _changes(site: Site, rows: Iterable[Row[Decision]]) -> Iterator[Change]:
    for row in rows:
        for one in row.record.changed:
            yield Change(Window.on(site.on, one.on, None), row, one.how, one.on, one.reason, one.planned_quarter)


def _obligations(site: Site, year: int) -> Link:
    return Link(site.strings("participation.obligations", year=year), f"{YEAR_PAGES}{year}/obligations/")


def _trail(site: Site) -> tuple[Link, ...]:
    say = site.strings
    return home_link(site), Link(say("participation.all"), YEAR_PAGES), Link(say("decision.all"), "/decisions/")


def decision_page(site: Site, key: str) -> Iterator[Page]:
    """The dossier of one matter."""
    row = site.listings.of(Decision)[key]
    decision, words, say = row.record, site.library.vocabulary, site.strings
    found, asked = matter(site, decision), calling(site, row)
    catalogue = Link(say("decision.of_year", year=decision.year), catalogue_url(decision.year))
    view = DecisionView(
        trail=(*_trail(site), catalogue),
        row=row,
        prose=site.prose[key],
        decides=Link(site.strings.name(words.agencies[decision.decides].record), f"/agencies/{decision.decides}/"),
        stages=badges(site, found.stages),
        late=late_badges(site, decision, found),
        calling=asked,
        steps=steps(site, decision, found),
        papers=papers(site, decision),
        answer=answer(site, decision.feedback),
        explained=series(site, key),
        catalogue=catalogue,
        obligations=_obligations(site, decision.year),
        themes=tuple(Link(site.strings.name(words.themes[one].record), f"/themes/{one}/") for one in decision.themes),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in decision.audiences
        ),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in decision.tags),
    )
    results: tuple[Row[Document], ...] = row.about
    told = (one for step in view.steps for one in step.told)
    source = site.strings.listed(site.strings.name(agency) for agency in row.issuers) or view.decides.text
    yield Page(
        url=row.url,
        template="pages/decision.html",
        title=decision.title,
        view=view,
        description=decision.summary or say("decision.described", year=decision.year, title=decision.title),
        article=Article(decision.title, decision.listed_on, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest(
            (
                *changes_of((*view.stages, *view.late, *told)),
                *(asked.changes if asked else ()),
                rows_change(results, site.on),
            ),
            site.on,
        ),
        things=tuple(hearings(site, row)),
    )
