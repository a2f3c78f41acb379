"""The standard catalogue as an instrument: what each unit must publish, what is there, what is late, on the reader's day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from disclosure.library.addresses import catalogue_url, coverage_url, item_url
from disclosure.library.columns import HOME, empty, missing, stale
from disclosure.library.coverage import Awaited, Cell, Released, cells, ended, without_agency
from disclosure.library.library import CatalogueRow
from disclosure.library.listings import PolicyRow, Window, agencies, earliest, rows_change
from disclosure.model.choices import CatalogueBranch, ColumnType, CoverageState
from disclosure.model.deadlines import read_limit
from disclosure.model.documents import Policy
from disclosure.model.kinds import KINDS
from disclosure.model.vocabulary import Agency, CatalogueField, CatalogueItem
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, home_link, long_day
from disclosure.pages._stages import Badge, badges, changes_of, recent
from disclosure.pages.assessment import figures_of, is_assessed
from disclosure.pages.lists import PATHS
from disclosure.rules.catalogue import gaps
from disclosure.site.page import Page, Site, page_kind

BASE = "/coverage/"

DATA = tuple(f"/data/catalogue/coverage.{one}" for one in ("xlsx", "json", "csv"))
"""The states of all items as files (`exports/catalogue`)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A field or a unit with how many of its items stand how; `items` is how many there are, once for each unit.

    `apart` of these are of items that no standard field has: those of key fields. `others` is how many more nobody can judge:
    those of publishers that are no agency, or of nobody.
    """

    link: Link
    items: int
    states: tuple[Badge, ...]
    others: int = 0
    apart: int = 0


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All fields, key fields and units, and the sums. A key field counts what it takes in; the sums have each item once.

    `findings` say how much is to be put right on which days.
    """

    trail: tuple[Link, ...]
    total: Counted
    fields: tuple[Counted, ...]
    key_fields: tuple[Counted, ...]
    units: tuple[Counted, ...]
    findings: tuple[tuple[Window, int | None], ...]
    assessed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of an item with how its day stands to the deadline."""

    row: PolicyRow
    released: Released


@dataclass(frozen=True, slots=True)
class Stand:
    """An item with one unit: its states on their days, documents, what is awaited, by when, why not."""

    item: Link
    deadlines: tuple[str, ...]
    states: tuple[Badge, ...]
    documents: tuple[Shown, ...]
    awaited: tuple[Awaited, ...]
    due: tuple[tuple[Window, date], ...]
    reason: str | None


MatrixRow = tuple[Link, tuple[Stand | None, ...], tuple[str, ...]]
"""An item, how it stands with each unit, and its publishers that are no agency."""


@dataclass(frozen=True, slots=True)
class MatrixView:
    """One field: its units over the columns, its items down the rows; None where a unit has nothing to do with an item.

    `groups` are its items by the field they stand in, which is told where it is another.
    """

    trail: tuple[Link, ...]
    counted: Counted
    units: tuple[Agency, ...]
    groups: tuple[tuple[Link | None, tuple[MatrixRow, ...]], ...]
    field: Link


@dataclass(frozen=True, slots=True)
class UnitView:
    """What one unit must publish, field by field; `assessed` is where its figures are."""

    trail: tuple[Link, ...]
    agency: Agency
    counted: Counted
    fields: tuple[tuple[Link, tuple[Stand, ...]], ...]
    assessed: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be put right, and the items that it is about, each with what it is in words and on which days."""

    key: str
    rows: tuple[tuple[Window | None, Link, str], ...]

    @property
    def open(self) -> bool:
        """Whether there is anything of it on the build's day."""
        return any(window is None or window.open for window, _, _ in self.rows)


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Everything that is to be put right."""

    trail: tuple[Link, ...]
    findings: tuple[Finding, ...]


@page_kind("coverage")
def coverage_pages(site: Site) -> Iterator[Page]:
    """The overview, a page for each field and each unit, and what is to be put right; where there is a catalogue."""
    if not site.library.vocabulary.catalogue:
        return
    found = tuple(cells(site.library))
    fields = [entry.record for entry in site.library.vocabulary.catalogue.values()]
    trail = (home_link(site), Link(site.strings("nav.catalogue"), "/catalogue/"))
    here = (*trail, Link(site.strings("coverage.title"), BASE))
    by_unit = {key: [one for one in found if one.unit == key] for key in site.library.vocabulary.agencies}
    findings = FindingsView(here, tuple(one for one in findings_of(site, found) if one.rows))
    yield _overview(site, trail, found, fields, findings)
    for field in fields:
        yield _matrix(site, here, field, cells_of(site, field, found))
    for key, some in by_unit.items():
        if some:
            yield _unit(site, here, site.library.vocabulary.agencies[key].record, some)
    yield Page(
        url=f"{BASE}findings/",
        template="pages/coverage-findings.html",
        title=site.strings("coverage.findings"),
        view=findings,
        description=site.strings("coverage.findings_intro"),
        column=ColumnType.CATALOGUE,
        changes_on=earliest((w.changes_on for one in findings.findings for w, _, _ in one.rows if w), site.on),
    )


def counted(site: Site, link: Link, found: Sequence[Cell], rows: Iterable[CatalogueRow] = ()) -> Counted:
    """How many stand how, on each day from the build's on; `rows` are the items of a whole field."""
    days = sorted({day for one in found for phase in one.states if (day := phase.since) and day > site.on})
    spans = list(zip((site.on, *days), (*days, None), strict=True))
    held = [Counter(one.state(since) for one in found) for since, _ in spans]
    tallied = []
    for state in CoverageState:
        numbers = [some[state] for some in held]
        start = 0
        for number, some in groupby(zip(numbers, spans, strict=True), key=lambda pair: pair[0]):
            run = [span for _, span in some]
            since = None if start == 0 else run[0][0]
            start += len(run)
            if number:
                window = Window.on(site.on, since, run[-1][1])
                tallied.append(Badge(window, state.value, site.strings.label(state), number))
    apart = sum(site.library.catalogue_rows[one.item].field.branch is CatalogueBranch.KEY for one in found)
    return Counted(link, len(found), tuple(tallied), sum(len(without_agency(row)) for row in rows), apart)


def everything(site: Site, found: Sequence[Cell]) -> Counted:
    """The sums of the whole catalogue, and the way to them."""
    return counted(site, Link(site.strings("coverage.title"), BASE), found, site.library.catalogue_rows.values())


def rows_of(site: Site, field: CatalogueField) -> tuple[CatalogueRow, ...]:
    """The items of a field; of a key field all that it takes in, its own first."""
    taken, rows = site.library.taken_in.get(field.id), site.library.catalogue_rows
    return tuple(rows[key] for key in (taken.items if taken else (item.id for item in field.items)))


def cells_of(site: Site, field: CatalogueField, found: Iterable[Cell]) -> list[Cell]:
    """The items of a field with their units."""
    items = {row.item.id for row in rows_of(site, field)}
    return [one for one in found if one.item in items]


def field_name(site: Site, field: CatalogueField) -> str:
    """What a field is called among others: a key field is told as such."""
    key = field.branch is CatalogueBranch.KEY
    return site.strings("catalogue.key_field", name=field.name) if key else field.name


def field_url(field: str) -> str:
    """The page of a field's items and units."""
    return f"{BASE}fields/{field}/"


def _overview(
    site: Site, trail: tuple[Link, ...], found: Sequence[Cell], fields: Sequence[CatalogueField], findings: FindingsView
) -> Page:
    say = site.strings
    total = everything(site, found)
    units = [
        entry.record for key, entry in site.library.vocabulary.agencies.items() if any(c.unit == key for c in found)
    ]
    by_branch = {
        branch: tuple(
            counted(site, Link(one.name, field_url(one.id)), cells_of(site, one, found), rows_of(site, one))
            for one in fields
            if one.branch is branch
        )
        for branch in CatalogueBranch
    }
    view = OverviewView(
        trail,
        total,
        by_branch[CatalogueBranch.STANDARD],
        by_branch[CatalogueBranch.KEY],
        tuple(
            counted(site, Link(say.name(one, short=True), coverage_url(one.id)), [c for c in found if c.unit == one.id])
            for one in units
        ),
        tuple(_numbers(site, findings)),
        is_assessed(site),
    )
    return Page(
        url=BASE,
        template="pages/coverage.html",
        title=say("coverage.title"),
        view=view,
        description=say("coverage.intro"),
        column=ColumnType.CATALOGUE,
        changes_on=earliest((*changes_of(total.states), *(one.changes_on for one, _ in view.findings)), site.on),
        things=(dataset(site, total.link, say("coverage.intro"), DATA),),
    )


def _numbers(site: Site, findings: FindingsView) -> Iterator[tuple[Window, int | None]]:
    """How much is to be put right until that is no longer so; None: the page itself says it of later days."""
    windows = [window or Window.on(site.on, None, None) for one in findings.findings for window, _, _ in one.rows]
    changes = earliest((window.changes_on for window in windows), site.on)
    if number := sum(window.open for window in windows):
        yield Window.on(site.on, None, changes), number
    if changes:
        yield Window.on(site.on, changes, None), None


def _matrix(site: Site, trail: tuple[Link, ...], field: CatalogueField, found: Sequence[Cell]) -> Page:
    keys = tuple(dict.fromkeys(one.unit for one in found))
    by_place = {(one.item, one.unit): one for one in found}
    groups = []
    for home, rows in groupby(rows_of(site, field), key=lambda row: row.field):
        shown = []
        for item in (row.item for row in rows):
            some = (by_place.get((item.id, key)) for key in keys)
            stands = tuple(_stand(site, home, item, one) if one else None for one in some)
            shown.append((_item_link(home, item), stands, item.other_publishers))
        groups.append((None if home.id == field.id else Link(home.name, field_url(home.id)), tuple(shown)))
    title = site.strings("coverage.of_field", name=field.name)
    total = counted(site, Link(field.name, field_url(field.id)), found, rows_of(site, field))
    link = Link(_title(site, field), catalogue_url(field.id))
    return Page(
        url=field_url(field.id),
        template="pages/coverage-field.html",
        title=title,
        view=MatrixView(trail, total, agencies(site.library, keys), tuple(groups), link),
        description=site.strings("coverage.of_field_intro", name=field.name),
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, found),
    )


def _title(site: Site, field: CatalogueField) -> str:
    key = field.branch is CatalogueBranch.KEY
    return field_name(site, field) if key else site.strings("catalogue.field", name=field.name)


def _unit(site: Site, trail: tuple[Link, ...], agency: Agency, found: Sequence[Cell]) -> Page:
    rows = site.library.catalogue_rows
    fields = []
    for key, some in groupby(found, key=lambda one: one.field):
        field = site.library.vocabulary.catalogue[key].record
        stands = tuple(_stand(site, field, rows[one.item].item, one) for one in some)
        fields.append((Link(field_name(site, field), field_url(key)), stands))
    name = site.strings.name(agency, short=True)
    return Page(
        url=coverage_url(agency.id),
        template="pages/coverage-unit.html",
        title=site.strings("coverage.of_unit", name=name),
        view=UnitView(
            trail,
            agency,
            counted(site, Link(name, coverage_url(agency.id)), found),
            tuple(fields),
            figures_of(site, agency.id),
        ),
        description=site.strings("coverage.of_unit_intro", name=name),
        column=ColumnType.CATALOGUE,
        changes_on=_changes(site, found),
    )


def _changes(site: Site, found: Sequence[Cell]) -> date | None:
    policies = site.listings.of(Policy)
    shown = (policies[paper.document] for one in found for paper in one.documents)
    return earliest((rows_change(shown, site.on), *(phase.since for one in found for phase in one.states)), site.on)


def _item_link(field: CatalogueField, item: CatalogueItem) -> Link:
    return Link(" › ".join(item.levels), item_url(field.id, item.id))


def _stand(site: Site, field: CatalogueField, item: CatalogueItem, cell: Cell) -> Stand:
    policies = site.listings.of(Policy)
    due = tuple(
        (Window.on(site.on, phase.since, phase.until), day)
        for phase in cell.states
        if phase.state in (CoverageState.DUE, CoverageState.OVERDUE)
        and (day := cell.due(phase.since or site.on)) is not None
    )
    return Stand(
        item=_item_link(field, item),
        deadlines=tuple(one.text for one in item.deadline),
        states=badges(site, recent(site, cell.states)),
        documents=tuple(Shown(policies[one.document], one) for one in cell.documents),
        awaited=cell.awaited,
        due=due,
        reason=cell.reason,
    )


# --- what is to be put right


def findings_of(site: Site, found: Sequence[Cell]) -> Iterator[Finding]:
    """What is late, what the catalogue itself leaves open, and columns that go stale or have nothing."""
    rows = site.library.catalogue_rows
    agency = site.library.vocabulary.agencies

    def told(one: Cell, due: date | None = None) -> tuple[Link, str]:
        row, name = rows[one.item], site.strings.name(agency[one.unit].record, short=True)
        by = site.strings("coverage.was_due", day=long_day(site.strings, due)) if due else ""
        return _item_link(row.field, row.item), name + by

    yield Finding(
        "overdue",
        tuple(
            (Window.on(site.on, phase.since, phase.until), *told(one, one.due(phase.since or site.on)))
            for one in found
            for phase in recent(site, one.states)
            if phase.state is CoverageState.OVERDUE
        ),
    )
    policies, say = site.listings.of(Policy), site.strings

    def of(units: str, documents: Iterable[str]) -> str:
        titles = say.listed(policies[key].record.title for key in documents)
        return say("coverage.with", unit=units, what=titles)

    def papers(one: Cell, some: Iterable[Released]) -> tuple[Link, str]:
        link, unit = told(one)
        return link, of(unit, [paper.document for paper in some])

    yield Finding(
        "ended",
        tuple(
            (Window.on(site.on, phase.since, phase.until), *papers(one, one.documents))
            for one in found
            for phase in ended(site.library, one)
            if phase.until is None or phase.until > site.on
        ),
    )
    yield Finding("late", tuple((None, *papers(one, [p])) for one in found for p in one.documents if p.late))
    others: dict[tuple[str, str], list[Cell]] = {}
    for one in found:
        for paper in one.documents:
            if paper.by_others:  # it counts for all units of the item
                others.setdefault((one.item, paper.document), []).append(one)
    yield Finding(
        "by_others",
        tuple(
            (None, told(some[0])[0], of(say.listed(told(one)[1] for one in some), [paper]))
            for (_, paper), some in others.items()
        ),
    )
    items = [(_item_link(row.field, row.item), row.item) for row in rows.values()]
    yield Finding(
        "gaps",
        tuple(
            (None, link, say.listed(say(f"catalogue.{name}") for name in missing))
            for link, item in items
            if (missing := gaps(item))
        ),
    )
    yield Finding(
        "unread",
        tuple((None, link, one.text) for link, item in items for one in item.deadline if read_limit(one) is None),
    )
    yield Finding(
        "key_fields",
        tuple(
            (None, Link(entry.record.name, catalogue_url(key)), "")
            for key, entry in site.library.vocabulary.catalogue.items()
            if key in site.library.taken_in and not site.library.taken_in[key].documents
        ),
    )
    yield Finding(
        "no_agency",
        tuple(
            (None, _item_link(row.field, row.item), name or say("coverage.nobody"))
            for row in rows.values()
            for name in without_agency(row)
        ),
    )
    yield from _columns(site)


def _columns(site: Site) -> Iterator[Finding]:
    """Columns that have nothing new for too long, and those that law prescribes and that have nothing."""
    say = site.strings

    def link(column: str) -> Link:
        if column == HOME:
            return Link(say("nav.home"), "/")
        kind = KINDS[column]
        return Link(say(f"search.kind.{kind.name}"), f"/{kind.folder}/" if kind.listed else "/library/")

    yield Finding(
        "stale",
        tuple(
            (
                Window.on(site.on, one.since, one.until),
                link(one.column),
                say("coverage.latest", day=long_day(say, one.latest)),
            )
            for one in stale(site.library)
            if one.until is None or one.until > site.on
        ),
    )
    points = (Link(say(f"art20.{one}"), PATHS["art20"]) for one in empty(site.library))
    columns = (Link(say.label(one), "/disclosure/") for one in missing(site.library))
    yield Finding("empty", tuple((None, link, "") for link in (*columns, *points)))
