"""Taking part (公众参与): the front of it all, and for each year its figures and its obligations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.figures import Figures, figures, years_of
from disclosure.library.listings import Row, Window, earliest
from disclosure.library.participation import DUTIES, Duty, DutyName, duties_of, meetings, year_duties
from disclosure.model.choices import ColumnType
from disclosure.model.documents import Document, Event
from disclosure.model.participation import Consultation, Decision
from disclosure.model.vocabulary import LegalRule
from disclosure.pages._calling import Calling, callings
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, home_link, long_day
from disclosure.pages._stages import OVERDUE, Badge, badges, catalogue_url, changes_of, how_many, recent
from disclosure.pages.decision import YEAR_PAGES
from disclosure.pages.event import month_link, month_years
from disclosure.site.page import Page, Site, page_kind
from disclosure.text.titles import short


@dataclass(frozen=True, slots=True)
class FrontView:
    """What is open, the doors to all lists with what stands there, and the pages of each year: its figures, and what belongs to it."""

    trail: tuple[Link, ...]
    open: tuple[Calling, ...]
    doors: tuple[tuple[Link, str], ...]
    years: tuple[tuple[Link, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The figures of a year; `matters` are what they are made of: each document with its feedback."""

    trail: tuple[Link, ...]
    figures: Figures
    matters: tuple[tuple[Row[Document], object], ...]
    obligations: Link
    catalogue: Link | None
    data: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty with its basis: its name, what it asks in words, the rule that asks it."""

    name: DutyName
    asks: str
    rule: LegalRule


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty, from the day on which it is one: by when, when done, how it stands, and where that is seen."""

    name: DutyName
    window: Window
    by: date | None
    done: date | None
    states: tuple[Badge, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Owing:
    """What one matter or consultation owes, or an agency for the whole year (`about` is None then), and whom that binds."""

    about: Link | None
    whom: tuple[Link, ...]
    owed: tuple[Owed, ...]

    @property
    def window(self) -> Window:
        """The days on which anything of it is owed."""
        return min((one.window for one in self.owed), key=lambda window: window.since or date.min)


@dataclass(frozen=True, slots=True)
class ObligationsView:
    """All duties of a year with their basis, how many are overdue, and what each matter owes."""

    trail: tuple[Link, ...]
    late: tuple[Badge, ...]
    obligations: tuple[Obligation, ...]
    owing: tuple[Owing, ...]
    figures: Link


@page_kind("participation")
def participation_pages(site: Site) -> Iterator[Page]:
    """The front, and two pages for each year, where anything was asked or is to be decided."""
    years, say = years_of(site.library), site.strings
    if not years:
        return  # an empty column fails inspection
    asking = callings(site)
    months = month_years(site)
    doors = (
        ("consultations", Link(say("consultation.all"), "/consultations/"), bool(asking)),
        ("decisions", Link(say("decision.all"), "/decisions/"), bool(site.listings.of(Decision))),
        ("events", Link(say("event.all"), "/events/"), bool(site.listings.of(Event))),
    )
    yield Page(
        url=YEAR_PAGES,
        template="pages/participation.html",
        title=say("participation.all"),
        view=FrontView(
            (home_link(site),),
            tuple(one for one in asking if one.asked.closes_on >= site.on),
            tuple((link, say(f"participation.door.{name}")) for name, link, some in doors if some),
            tuple(
                (
                    _figures_link(site, year),
                    (_obligations_link(site, year), *([month_link(site, year)] if year in months else ())),
                )
                for year in years
            ),
        ),
        description=say("participation.intro"),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest((one.open.changes_on for one in asking), site.on),
    )
    for year in years:
        yield _figures_page(site, year)
        yield _obligations_page(site, year)


def _trail(site: Site) -> tuple[Link, ...]:
    return home_link(site), Link(site.strings("participation.all"), YEAR_PAGES)


def _figures_link(site: Site, year: int) -> Link:
    return Link(site.strings("participation.of_year", year=year), f"{YEAR_PAGES}{year}/")


def _obligations_link(site: Site, year: int) -> Link:
    return Link(site.strings("participation.obligations", year=year), f"{YEAR_PAGES}{year}/obligations/")


def _figures_page(site: Site, year: int) -> Page:
    found, say = figures(site.library, year, site.on), site.strings
    some = any(row.record.year == year for row in site.listings.of(Decision).values())
    link, data = _figures_link(site, year), f"/data/participation/{year}"
    return Page(
        url=link.url or "",
        template="pages/participation-year.html",
        title=link.text,
        view=FiguresView(
            _trail(site),
            found,
            tuple((site.listings.rows[key], feedback) for key, feedback in found.answered),
            _obligations_link(site, year),
            Link(say("decision.of_year", year=year), catalogue_url(year)) if some else None,
            data,
        ),
        description=(told := say("participation.of_year_intro", year=year)),
        column=ColumnType.CONSULTATIONS,
        things=(dataset(site, link, told, (f"{data}.json", f"{data}.csv")),),
    )


def _obligations_page(site: Site, year: int) -> Page:
    link, duties = _obligations_link(site, year), tuple(duties_in(site, year))
    overdue = [[phase for phase in duty.states if phase.state in OVERDUE] for duty in duties]
    words = site.strings("decision.late")
    view = ObligationsView(
        (*_trail(site), _figures_link(site, year)),
        tuple(Badge(shown, "late", words, number) for shown, number in how_many(site, overdue)),
        _obligations(site, duties),
        _owing(site, duties),
        _figures_link(site, year),
    )
    states = (state for one in view.owing for owed in one.owed for state in owed.states)
    return Page(
        url=link.url or "",
        template="pages/obligations.html",
        title=link.text,
        view=view,
        description=site.strings("participation.obligations_intro"),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest(changes_of(states), site.on),
    )


def duties_in(site: Site, year: int) -> Iterator[Duty]:
    """All that is asked in a year, of whole years and of single matters."""
    yield from (duty for duty in year_duties(site.library) if duty.year == year)
    records: list[Decision | Consultation] = [row.record for row in site.listings.of(Decision).values()]
    records += [row.record for row in site.listings.of(Consultation).values()]
    yield from (duty for one in records for duty in duties_of(site.library, one) if duty.year == year)


def _obligations(site: Site, duties: Sequence[Duty]) -> tuple[Obligation, ...]:
    """The duties that there are, each with its basis, in the order of a matter's life."""
    first = {duty.name: duty for duty in reversed(duties)}
    return tuple(Obligation(name, _asks(site, name, first[name]), first[name].rule) for name in DUTIES if name in first)


def _owing(site: Site, duties: Iterable[Duty]) -> tuple[Owing, ...]:
    """What each owes: agencies for the year, then decisions as in their catalogues, then consultations by their days."""
    found: defaultdict[tuple[str | None, tuple[str, ...]], list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.about, duty.whom].append(duty)
    order, made = list(DUTIES), []
    for (about, whom), some in sorted(found.items(), key=lambda pair: _place(site, pair[0][0])):
        row = site.listings.rows[about] if about else None
        some.sort(key=lambda duty: (order.index(duty.name), str(duty.by or "")))
        agencies = site.library.vocabulary.agencies
        made.append(
            Owing(
                Link(row.record.title, row.url) if row else None,
                tuple(Link(agencies[key].record.short, f"/agencies/{key}/") for key in whom),
                tuple(_owed(site, duty, row) for duty in some),
            )
        )
    return tuple(made)


def _place(site: Site, about: str | None) -> tuple[int, str, int]:
    record = site.listings.rows[about].record if about else None
    if isinstance(record, Decision):
        return 1, record.decides, record.number
    return (2, str(record.consultation.closes_on), 0) if isinstance(record, Consultation) else (0, "", 0)


def _asks(site: Site, name: DutyName, duty: Duty) -> str:
    rules = site.library.vocabulary.rules
    government, unit = rules.get("attendance-government"), rules.get("attendance-unit")
    return site.strings(
        f"duty.{name}.asks",
        limit=government.record.value if name == "attendance" and government else duty.rule.value,
        unit=unit.record.value if unit else 0,
        day=long_day(site.strings, duty.by) if duty.by else "",
    )


def _owed(site: Site, duty: Duty, row: Row[Document] | None) -> Owed:
    window = Window.on(site.on, duty.states[0].since, None)
    evidence = tuple(_evidence(site, duty, row))
    return Owed(duty.name, window, duty.by, duty.done, badges(site, recent(site, duty.states)), evidence)


def _evidence(site: Site, duty: Duty, row: Row[Document] | None) -> Iterator[Link]:
    """Where it can be seen that a duty was done."""
    say = site.strings
    if duty.name == "catalogue":
        yield Link(say("decision.of_year", year=duty.year), catalogue_url(duty.year))
    elif duty.name == "attendance":
        for key in sorted(meetings(site.library, duty.year, duty.whom[0])):
            holder = next(
                one
                for one in site.listings.of(Decision).values()
                if any((seat.on, seat.meeting) == key for seat in one.record.attendance)
            )
            yield Link(f"{long_day(say, key[0])} {key[1]}", holder.url)
    elif row is not None and duty.done is not None:
        if duty.name == "result" and row.about:
            yield Link(short(row.about[0].record.title), row.about[0].url)
        elif duty.name in ("feedback", "answer"):
            yield Link(say("consultation.answer"), f"{row.url}#ui-feedback")
        elif duty.name == "hearing":
            yield Link(say("decision.way"), f"{row.url}#ui-way")
        elif duty.name == "note":
            yield Link(say("decision.papers"), f"{row.url}#ui-papers")
