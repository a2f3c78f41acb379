"""考核评估: what each body has done in figures, each with its definition, what it rests on and the list behind it.

Numbers follow the reader's day (`library/assessment`), those of the day alone until the end of their year; totals and ranks do
so too, and are there only where the settings ask for a ranking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from disclosure.base.days import last_day_of
from disclosure.library.assessment import (
    MEASURES,
    Ground,
    Judged,
    Measure,
    Member,
    Placed,
    Score,
    Sum,
    in_years,
    percent,
    placed,
    scores,
    sums,
)
from disclosure.library.listings import HORIZON, Window, earliest
from disclosure.library.participation import Phase, state_on
from disclosure.library.reports import reports
from disclosure.model.choices import ColumnType, Verdict
from disclosure.model.vocabulary import Weight
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Page, Site, page_kind

T = TypeVar("T")

BASE = "/assessment/"
YEARS = 3
"""How many years are told, that of the build and those before, besides those of which there is an annual report."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure comes to on some days: `number` (18/20, or how many), `share` of a hundred, and what else is to be said."""

    window: Window
    number: str
    share: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """That something is told as the year ended, in words, with the days after that."""

    window: Window
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a body, or of all, in a year: where the list behind it stands, and what it comes to on which days.

    `frozen` is of a measure of the day alone: it stays as it is from the end of the year on.
    """

    link: Link
    told: tuple[Told, ...]
    frozen: Frozen | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a measure is: its name, its definition, what it rests on, and its weight where it has one.

    `marked`: some of this has not been compared with its source, and has a mark that the page explains once.
    """

    id: str
    title: str
    definition: str
    grounds: tuple[str, ...]
    weight: str | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A total on some days, in words."""

    window: Window
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """The rank of a body on some days, and its total, of whose hundred points so many could not be judged (`left`)."""

    window: Window
    rank: int
    total: str
    left: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A member on some days: what it is, why it stands so, who answers for it where the list is of several bodies."""

    window: Window
    link: Link
    words: str
    units: str


@dataclass(frozen=True, slots=True)
class Group:
    """The members of a measure that stand alike, with how many there are on which days."""

    key: str
    title: str
    counts: tuple[tuple[Window, int], ...]
    rows: tuple[Behind, ...]

    @property
    def open(self) -> bool:
        """Whether there is any on the build's day."""
        return any(window.open for window, _ in self.counts)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A measure of a body with its lists; `others` are the same of other years."""

    said: Said
    figure: Figure
    groups: tuple[Group, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All measures, each with its figures of all bodies by year; the bodies of the year."""

    trail: tuple[Link, ...]
    measures: tuple[tuple[Said, tuple[Figure, ...]], ...]
    years: tuple[Link, ...]
    units: tuple[Link, ...]
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A body in the table of a year: None where it has nothing of a measure; with its places where these are asked for."""

    unit: Link
    figures: tuple[Figure | None, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: measures over the columns, all bodies together and each by itself down the rows."""

    trail: tuple[Link, ...]
    year: int
    measures: tuple[Said, ...]
    whole: Line
    lines: tuple[Line, ...]
    ranked: bool
    frozen: Frozen | None
    years: tuple[Link, ...]
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A body in a year."""

    trail: tuple[Link, ...]
    unit: Link
    totals: tuple[Total, ...]
    measures: tuple[Assessed, ...]
    year: Link
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure of all bodies in a year, with everything that it looks at."""

    trail: tuple[Link, ...]
    assessed: Assessed
    year: Link


def is_assessed(site: Site) -> bool:
    """Whether figures of bodies are published: the settings ask for them, and there are bodies."""
    return site.config.assessment is not None and bool(site.library.vocabulary.agencies)


def year_url(year: int) -> str:
    """All bodies in a year."""
    return f"{BASE}{year}/"


def unit_url(agency: str, year: int) -> str:
    """A body in a year."""
    return f"{year_url(year)}units/{agency}/"


def figures_of(site: Site, agency: str) -> str | None:
    """Where a body's figures of the year stand, where figures are published."""
    return unit_url(agency, site.on.year) if is_assessed(site) else None


def data_of(year: int) -> tuple[str, ...]:
    """The figures of a year as files (`exports/assessment`)."""
    return tuple(f"/data/assessment/{year}.{suffix}" for suffix in ("json", "csv"))


@dataclass(frozen=True, slots=True)
class Assessment:
    """All members by measure, year and body (None: of all)."""

    members: Mapping[tuple[str, int, str | None], Sequence[Member]]
    measures: tuple[Measure, ...]
    years: tuple[int, ...]

    def of(self, measure: Measure, year: int, unit: str | None = None) -> Sequence[Member]:
        """The members of a measure in a year."""
        return self.members.get((measure.id, year, unit), ())

    def in_year(self, year: int, unit: str | None = None) -> tuple[Measure, ...]:
        """The measures that have some."""
        return tuple(one for one in self.measures if self.of(one, year, unit))


def assess(site: Site) -> Assessment:
    """Everything that is assessed, the latest year first."""
    found: defaultdict[tuple[str, int, str | None], list[Member]] = defaultdict(list)
    this = site.on.year
    reported = {entry.record.year for entry in reports(site.library)}
    members = [(measure.id, member) for measure in MEASURES for member in measure.members(site.library)]
    of = {this, *(member.year for _, member in members if member.year is not None)}
    years = sorted((one for one in of if this - YEARS < one <= this or one in reported), reverse=True)
    for name, member in members:
        for year, one in in_years(member, years):
            for unit in (None, *one.units):
                found[name, year, unit].append(one)
    return Assessment(found, tuple(one for one in MEASURES if any(key[0] == one.id for key in found)), tuple(years))


@page_kind("assessment")
def assessment_pages(site: Site) -> Iterator[Page]:
    """The overview, and for each year all bodies, each body and each measure."""
    if not is_assessed(site):
        return
    found = assess(site)
    yield _overview(site, found)
    for year in found.years:
        yield _year(site, found, year)
        for key in units_of(site, found, year):
            yield _unit(site, found, year, key)
        for measure in found.in_year(year):
            yield _measure(site, found, year, measure)


def units_of(site: Site, found: Assessment, year: int) -> Iterator[str]:
    """The bodies of a year: in that of the build all, in others those of which there is something."""
    for key in site.library.vocabulary.agencies:
        if year == site.on.year or found.in_year(year, key):
            yield key


def _trail(site: Site, year: int | None = None) -> tuple[Link, ...]:
    say = site.strings
    here = (home_link(site), Link(say("nav.disclosure"), "/disclosure/"))
    above = () if year is None else (Link(say("assessment.title"), BASE),)
    return (*here, *above)


def _year_link(site: Site, year: int) -> Link:
    return Link(site.strings("assessment.year", year=year), year_url(year))


# --- numbers in words


def by_measure(site: Site, found: Assessment, year: int, unit: str | None) -> dict[str, tuple[Phase[Sum], ...]]:
    """What each measure comes to, from the build's day on as far as pages look ahead."""
    last = site.on + HORIZON
    return {one.id: sums(found.of(one, year, unit), site.on, last) for one in found.in_year(year, unit)}


def _figure(site: Site, measure: Measure, year: int, phases: Sequence[Phase[Sum]], link: Link) -> Figure:
    return Figure(
        link,
        tuple(_told(site, measure, one.state, Window.on(site.on, one.since, one.until)) for one in phases),
        _frozen(site, year) if measure.today else None,
    )


def _frozen(site: Site, year: int, measures: Iterable[Measure] = ()) -> Frozen:
    """That the figures of a year, or of some measures by name, are those of its end."""
    say = site.strings
    names = say.listed(say(f"assessment.measure.{one.id}.title") for one in measures)
    day = say.day(last_day_of(year, 12))
    words = say("assessment.frozen_some", names=names, day=day) if names else say("assessment.frozen", day=day)
    return Frozen(Window.on(site.on, date(year + 1, 1, 1), None), words)


def _told(site: Site, measure: Measure, found: Sum, window: Window) -> Told:
    say = site.strings
    if not measure.share:
        return Told(window, str(found.judged + found.unknown))
    more = [say("assessment.unknown", number=found.unknown)] if found.unknown else []
    if found.median is not None:
        more.append(say("assessment.days", median=f"{found.median:g}", most=found.most))
    if found.share is None:
        return Told(window, say("assessment.not_judged" if found.unknown else "assessment.none"), more=tuple(more))
    return Told(window, f"{found.met}/{found.judged}", f"{percent(found.share)}%", tuple(more))


def why(site: Site, judged: Judged) -> str:
    """Why a member stands as it does."""
    say = site.strings

    def words(value: object) -> str:
        if isinstance(value, date):
            return say.day(value)
        return str(value)

    values = {
        name: say.listed(
            say(f"element.{one}") if name == "fields" else say("assessment.quoted", title=one) for one in value
        )
        if isinstance(value, tuple)
        else words(value)
        for name, value in judged.values
    }
    told = say(f"assessment.why.{judged.why}", **values)
    return told + (say("assessment.took", days=judged.days) if judged.days is not None else "")


def said(site: Site, measure: Measure) -> Said:
    """What a measure is, in words."""
    say, weight = site.strings, weights(site).get(measure.id)
    grounds = tuple(measure.grounds(site.library))
    return Said(
        measure.id,
        say(f"assessment.measure.{measure.id}.title"),
        say(f"assessment.measure.{measure.id}.definition"),
        tuple(_ground(site, one) for one in grounds),
        _weight(site, weight) if weight else None,
        not all(one.verified for one in (*grounds, *([weight] if weight else ()))),
    )


def _ground(site: Site, ground: Ground) -> str:
    say = site.strings
    limit = ""
    if ground.value is not None and ground.unit is not None:
        limit = say("assessment.limit", number=ground.value, unit=say.label(ground.unit))
    return say("assessment.basis", limit=limit, basis=ground.basis) + _mark(ground)


def _weight(site: Site, weight: Weight) -> str:
    whole = sum(points_of(site).values())
    return site.strings("assessment.weight", weight=weight.weight, whole=whole, basis=weight.basis) + _mark(weight)


def _mark(of: Ground | Weight) -> str:
    """Behind what has not been compared with its source; the page says once what it means."""
    return "" if of.verified else "*"


def weights(site: Site) -> dict[str, Weight]:
    """The weights by which totals are counted, where the settings ask for a ranking; otherwise none, and nothing is added up."""
    if site.config.assessment != "ranking":
        return {}
    return {key: entry.record for key, entry in site.library.vocabulary.weights.items()}


def points_of(site: Site) -> dict[str, int]:
    """How many points each measure has that is added up."""
    return {key: one.weight for key, one in weights(site).items()}


def points(found: Score) -> str:
    """A total with one decimal."""
    return f"{float(percent(found.points / 100, 10)):.1f}"


def _left(found: Score) -> int:
    """How many of the hundred points of a total could not be judged, to the whole point."""
    return int(percent(found.left_out)) if found.left_out else 0


# --- lists


def _groups(site: Site, measure: Measure, members: Sequence[Member], *, named: bool) -> tuple[Group, ...]:
    """The members by how they stand, the worst first; a member stands in each group on the days on which it stands so."""
    say = site.strings
    phases = sums(members, site.on, site.on + HORIZON)
    numbers: dict[Verdict, Callable[[Sum], int]] = {
        Verdict.MISSED: lambda one: one.missed,
        Verdict.UNKNOWN: lambda one: one.unknown,
        Verdict.MET: lambda one: one.met,
    }
    groups = []
    for verdict in Verdict:
        rows = tuple(
            Behind(
                Window.on(site.on, phase.since, phase.until),
                Link(member.title, member.url),
                why(site, phase.state),
                _names(site, member.units) if named else "",
            )
            for member in members
            for phase in member.states
            if phase.state.verdict is verdict and (phase.until is None or phase.until > site.on)
        )
        if rows:
            title = say.label(verdict) if measure.share else say("assessment.all")
            counts = tuple(_merged(site, phases, numbers[verdict]))
            groups.append(Group(verdict.value, title, counts, rows))
    return tuple(groups)


def _names(site: Site, units: Iterable[str]) -> str:
    agencies, say = site.library.vocabulary.agencies, site.strings
    return say.listed(say.name(agencies[key].record, short=True) for key in units)


def _merged(site: Site, phases: Sequence[Phase[Sum]], number: Callable[[Sum], int]) -> Iterator[tuple[Window, int]]:
    for value, run in groupby(phases, key=lambda one: number(one.state)):
        some = list(run)
        if value:
            yield Window.on(site.on, some[0].since, some[-1].until), value


def _changes(site: Site, figures: Iterable[Figure | None], groups: Iterable[Group] = ()) -> date | None:
    some = [figure for figure in figures if figure]
    windows = [one.window for figure in some for one in figure.told]
    windows += [figure.frozen.window for figure in some if figure.frozen]
    windows += [row.window for group in groups for row in group.rows]
    return earliest((one.changes_on for one in windows), site.on)


# --- pages


def _overview(site: Site, found: Assessment) -> Page:
    say, this = site.strings, site.on.year
    names = site.library.vocabulary.agencies
    of_year = {year: by_measure(site, found, year, None) for year in found.years}

    def figures(measure: Measure) -> Iterator[Figure]:
        for year, sums_ in of_year.items():
            if measure.id in sums_:
                link = Link(say("assessment.year", year=year), f"{year_url(year)}{measure.id}/")
                yield _figure(site, measure, year, sums_[measure.id], link)

    measures = tuple((said(site, one), tuple(figures(one))) for one in found.measures)
    data = tuple(Link(path.rpartition("/")[2], path) for year in found.years for path in data_of(year))
    return Page(
        url=BASE,
        template="pages/assessment.html",
        title=say("assessment.title"),
        view=OverviewView(
            _trail(site),
            measures,
            tuple(_year_link(site, year) for year in found.years),
            tuple(
                Link(say.name(names[key].record, short=True), unit_url(key, this))
                for key in units_of(site, found, this)
            ),
            data,
        ),
        description=say("assessment.intro"),
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, (one for _, some in measures for one in some)),
        things=(
            dataset(
                site, Link(say("assessment.title"), BASE), say("assessment.intro"), [one.url or "" for one in data]
            ),
        ),
    )


def _year(site: Site, found: Assessment, year: int) -> Page:
    say, agencies = site.strings, site.library.vocabulary.agencies
    measures = found.in_year(year)
    standing = [one for one in measures if one.today]
    whole = by_measure(site, found, year, None)
    of_unit = {key: by_measure(site, found, year, key) for key in units_of(site, found, year)}
    places = placed({key: scores(points_of(site), some) for key, some in of_unit.items()})
    now = {key: one.rank for key, phases in places.items() if (one := state_on(phases, site.on))}

    def figure(measure: Measure, some: Mapping[str, Sequence[Phase[Sum]]], url: str) -> Figure | None:
        phases = some.get(measure.id)
        link = Link(say(f"assessment.measure.{measure.id}.title"), url)
        return _figure(site, measure, year, phases, link) if phases else None

    def line(key: str) -> Line:
        url = unit_url(key, year)
        return Line(
            Link(say.name(agencies[key].record, short=True), url),
            tuple(figure(one, of_unit[key], f"{url}#{one.id}") for one in measures),
            tuple(_place(site, phase.state, phase) for phase in places[key] if phase.state),
        )

    lines = tuple(line(key) for key in sorted(of_unit, key=lambda key: now.get(key, len(of_unit))))
    everybody = Line(
        Link(say("assessment.whole")), tuple(figure(one, whole, f"{year_url(year)}{one.id}/") for one in measures)
    )
    return Page(
        url=year_url(year),
        template="pages/assessment-year.html",
        title=say("assessment.of_year", year=year),
        view=YearView(
            trail=_trail(site, year),
            year=year,
            measures=tuple(said(site, one) for one in measures),
            whole=everybody,
            lines=lines,
            ranked=any(one.places for one in lines),
            frozen=_frozen(site, year, standing) if standing else None,
            years=tuple(_year_link(site, one) for one in found.years if one != year),
            data=tuple(Link(path.rpartition(".")[2].upper(), path) for path in data_of(year)),
        ),
        description=say("assessment.of_year_intro", year=year),
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, (one for some in (everybody, *lines) for one in some.figures)),
    )


def _place(site: Site, found: Placed, days: Phase[Placed | None]) -> Place:
    score = found.score
    return Place(Window.on(site.on, days.since, days.until), found.rank, points(score), _left(score))


def _assessed(
    site: Site, found: Assessment, measure: Measure, year: int, unit: str | None, phases: Sequence[Phase[Sum]]
) -> Assessed:
    def url(other: int) -> str:
        return f"{unit_url(unit, other)}#{measure.id}" if unit else f"{year_url(other)}{measure.id}/"

    others = (one for one in found.years if one != year and found.of(measure, one, unit))
    return Assessed(
        said(site, measure),
        _figure(site, measure, year, phases, Link("")),
        _groups(site, measure, found.of(measure, year, unit), named=unit is None),
        tuple(Link(site.strings("assessment.year", year=one), url(one)) for one in others),
    )


def _unit(site: Site, found: Assessment, year: int, key: str) -> Page:
    say, agency = site.strings, site.library.vocabulary.agencies[key].record
    some = by_measure(site, found, year, key)
    measures = tuple(_assessed(site, found, one, year, key, some[one.id]) for one in found.in_year(year, key))
    totals = tuple(
        Total(Window.on(site.on, one.since, one.until), _total(site, one.state))
        for one in scores(points_of(site), some)
        if one.state
    )
    name = say.name(agency, short=True)
    years = (one for one in found.years if one != year and (one == site.on.year or found.in_year(one, key)))
    return Page(
        url=unit_url(key, year),
        template="pages/assessment-unit.html",
        title=say("assessment.of_unit", name=name, year=year),
        view=UnitView(
            trail=(*_trail(site, year), _year_link(site, year)),
            unit=Link(say.name(agency), f"/agencies/{key}/"),
            totals=totals,
            measures=measures,
            year=_year_link(site, year),
            years=tuple(Link(say("assessment.year", year=one), unit_url(key, one)) for one in years),
        ),
        description=say("assessment.of_unit_intro", name=name, year=year),
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, (one.figure for one in measures), (one for some in measures for one in some.groups)),
    )


def _total(site: Site, found: Score) -> str:
    left = _left(found)
    words = "assessment.total_of_part" if left else "assessment.total"
    return site.strings(words, points=points(found), left=left)


def _measure(site: Site, found: Assessment, year: int, measure: Measure) -> Page:
    say = site.strings
    phases = sums(found.of(measure, year), site.on, site.on + HORIZON)
    assessed = _assessed(site, found, measure, year, None, phases)
    return Page(
        url=f"{year_url(year)}{measure.id}/",
        template="pages/assessment-measure.html",
        title=say("assessment.of_measure", name=assessed.said.title, year=year),
        view=MeasureView((*_trail(site, year), _year_link(site, year)), assessed, _year_link(site, year)),
        description=assessed.said.definition,
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, [assessed.figure], assessed.groups),
    )
