"""Taking part (公众参与): the front of it all, and for each year its figures and its obligations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.figures import Figures, figures, years_of
from disclosure.library.listings import Row, Window, earliest
from disclosure.library.participation import DUTIES, Duty, DutyName, duties_of, meetings, year_duties
from disclosure.model.documents import Document, Event
from disclosure.model.participation import Consultation, Decision
from disclosure.model.vocabulary import LegalRule
from disclosure.pages._calling import Calling, callings
from disclosure.pages._parts import Link, home_link, long_day
from disclosure.pages._stages import Badge, badges, catalogue_url, changes_of
from disclosure.pages.decision import YEAR_PAGES
from disclosure.pages.event import month_link, month_years
from disclosure.site.page import Page, Site, page_kind


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
class Owed:
    """One duty of one matter or agency, from the day on which it is one: by when, when done, how it stands, where that is seen."""

    window: Window
    about: Link | None
    whom: tuple[Link, ...]
    by: date | None
    done: date | None
    states: tuple[Badge, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty with its basis, and everything of the year that it asks."""

    name: str
    asks: str
    rule: LegalRule
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class ObligationsView:
    """All duties of a year."""

    trail: tuple[Link, ...]
    obligations: tuple[Obligation, ...]
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
        column="征集调查",
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
    link = _figures_link(site, year)
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
            f"/data/participation/{year}",
        ),
        description=say("participation.of_year_intro", year=year),
        column="征集调查",
    )


def _obligations_page(site: Site, year: int) -> Page:
    link = _obligations_link(site, year)
    view = ObligationsView(
        (*_trail(site), _figures_link(site, year)), obligations(site, year), _figures_link(site, year)
    )
    states = (state for one in view.obligations for owed in one.owed for state in owed.states)
    return Page(
        url=link.url or "",
        template="pages/obligations.html",
        title=link.text,
        view=view,
        description=site.strings("participation.obligations_intro"),
        column="征集调查",
        changes_on=earliest(changes_of(states), site.on),
    )


def duties_in(site: Site, year: int) -> Iterator[Duty]:
    """All that is asked in a year, of whole years and of single matters."""
    yield from (duty for duty in year_duties(site.library) if duty.year == year)
    records: list[Decision | Consultation] = [row.record for row in site.listings.of(Decision).values()]
    records += [row.record for row in site.listings.of(Consultation).values()]
    yield from (duty for one in records for duty in duties_of(site.library, one) if duty.year == year)


def obligations(site: Site, year: int) -> tuple[Obligation, ...]:
    """The duties of a year, each with its basis and everything that it asks, in the order of a matter's life."""
    found = list(duties_in(site, year))
    made = []
    for name in DUTIES:
        some = sorted((duty for duty in found if duty.name == name), key=lambda duty: str(duty.by or duty.done or ""))
        if some:
            made.append(
                Obligation(name, _asks(site, name, some[0]), some[0].rule, tuple(_owed(site, one) for one in some))
            )
    return tuple(made)


def _asks(site: Site, name: DutyName, duty: Duty) -> str:
    rules = site.library.vocabulary.rules
    government, unit = rules.get("attendance-government"), rules.get("attendance-unit")
    return site.strings(
        f"duty.{name}.asks",
        limit=government.record.value if name == "attendance" and government else duty.rule.value,
        unit=unit.record.value if unit else 0,
        day=long_day(site.strings, duty.by) if duty.by else "",
    )


def _owed(site: Site, duty: Duty) -> Owed:
    agencies = site.library.vocabulary.agencies
    row = site.listings.rows[duty.about] if duty.about else None
    return Owed(
        window=Window.on(site.on, duty.states[0].since, None),
        about=Link(row.record.title, row.url) if row else None,
        whom=tuple(Link(agencies[key].record.short, f"/agencies/{key}/") for key in duty.whom),
        by=duty.by,
        done=duty.done,
        states=badges(site, duty.states),
        evidence=tuple(_evidence(site, duty, row)),
    )


def _evidence(site: Site, duty: Duty, row: Row[Document] | None) -> Iterator[Link]:
    """Where it can be seen that a duty was done."""
    say = site.strings
    if duty.name == "catalogue":
        yield Link(say("decision.of_year", year=duty.year), catalogue_url(duty.year))
    elif duty.name == "attendance":
        for key in meetings(site.library, duty.year, duty.whom[0]):
            holder = next(
                one
                for one in site.listings.of(Decision).values()
                if any((seat.on, seat.meeting) == key for seat in one.record.attendance)
            )
            yield Link(f"{key[0]} {key[1]}", holder.url)
    elif row is not None and duty.done is not None:
        if duty.name == "result" and row.about:
            yield Link(row.about[0].record.title, row.about[0].url)
        elif duty.name in ("feedback", "answer"):
            yield Link(say("consultation.answer"), f"{row.url}#ui-feedback")
        elif duty.name == "note":
            yield Link(say("decision.papers"), f"{row.url}#ui-papers")
