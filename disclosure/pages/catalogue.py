"""The standard catalogue (基层政务公开标准目录): its fields, and the table of items of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from disclosure.library.coverage import Cell, Released, cells
from disclosure.library.library import CatalogueRow
from disclosure.library.listings import Listings, PolicyRow, agencies, earliest, rows_change
from disclosure.model.choices import ColumnType
from disclosure.model.deadlines import working_days_of
from disclosure.model.documents import Policy
from disclosure.model.vocabulary import Agency, CatalogueField
from disclosure.model.workdays import Calendar, working_days
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, home_link
from disclosure.pages._stages import changes_of
from disclosure.pages.coverage import Counted, everything
from disclosure.site.page import Page, Site, Strings, page_kind

TABLES = ("/data/catalogue/catalogue.xlsx", "/data/catalogue/catalogue.csv")
"""The catalogue as files (`exports/catalogue`)."""


@dataclass(frozen=True, slots=True)
class Published:
    """A document that fulfils an item. `took` are the working days from its signature to its publication.

    `late` says whether the item allowed less, for any of the units that are to publish it (`library/coverage`), and `by` is
    the last day that it allowed; None where nobody can tell. `occasion` is what its days are counted from (`Released`).
    """

    row: PolicyRow
    took: int | None
    late: bool | None
    by: date | None
    occasion: tuple[str, date] | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the catalogue with its number, its publishers, and the documents that fulfil it, newest first.

    `limit` is the number of working days that it leaves for publishing, where it says so. `deadlines` and `ways` are its
    deadlines and methods in words, each with the case in which it applies.
    """

    number: str
    row: CatalogueRow
    publishers: tuple[Agency, ...]
    documents: tuple[Published, ...]
    limit: int | None
    deadlines: tuple[str, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A field with its number of items, of items fulfilled, and of documents that fulfil some item."""

    field: CatalogueField
    url: str
    items: int
    fulfilled: int
    documents: int


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The overview: every field with how far it is covered, and the sums."""

    trail: tuple[Link, ...]
    fields: tuple[Coverage, ...]
    items: int
    fulfilled: int
    documents: int
    states: Counted


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: its items under their first-level headings, and its neighbours."""

    trail: tuple[Link, ...]
    coverage: Coverage
    groups: tuple[tuple[str | None, tuple[Item, ...]], ...]
    previous: Coverage | None
    following: Coverage | None


@page_kind("catalogue")
def catalogue_pages(site: Site) -> Iterator[Page]:
    """The overview and one page for each field."""
    listings = site.listings
    fields = sorted((e.record for e in site.library.vocabulary.catalogue.values()), key=lambda f: (f.order, f.id))
    coverages = [coverage_of(site, field) for field in fields]
    title, intro = site.strings("nav.catalogue"), site.strings("catalogue.intro")
    found = tuple(cells(site.library))
    documents = {key for row in site.library.catalogue_rows.values() for key in row.policies}
    yield Page(
        url="/catalogue/",
        template="pages/catalogue.html",
        title=title,
        view=CatalogueView(
            trail=(home_link(site),),
            fields=tuple(coverages),
            items=sum(c.items for c in coverages),
            fulfilled=sum(c.fulfilled for c in coverages),
            documents=len(documents),
            states=(states := everything(site, found)),
        ),
        description=intro,
        column=ColumnType.CATALOGUE,
        changes_on=earliest(changes_of(states.states), site.on),
        things=(dataset(site, Link(title, "/catalogue/"), intro, TABLES),) if fields else (),
    )
    trail = (home_link(site), Link(title, "/catalogue/"))
    released = _released(found)
    for coverage, previous, following in zip(coverages, [None, *coverages], [*coverages[1:], None], strict=False):
        groups = _groups(site, listings, coverage.field, released)
        shown = (one.row for _, items in groups for item in items for one in item.documents)
        yield Page(
            url=coverage.url,
            template="pages/catalogue-field.html",
            title=site.strings("catalogue.field", name=coverage.field.name),
            view=FieldView(trail, coverage, groups, previous, following),
            description=site.strings("catalogue.field_intro", name=coverage.field.name, items=coverage.items),
            column=ColumnType.CATALOGUE,
            changes_on=rows_change(shown, site.on),
        )


def coverage_of(site: Site, field: CatalogueField) -> Coverage:
    """How far a field's items are fulfilled."""
    found = [site.library.catalogue_rows[item.id].policies for item in field.items]
    return Coverage(
        field=field,
        url=f"/catalogue/{field.id}/",
        items=len(found),
        fulfilled=sum(bool(policies) for policies in found),
        documents=len({key for policies in found for key in policies}),
    )


def _groups(
    site: Site, listings: Listings, field: CatalogueField, released: Mapping[tuple[str, str], Released]
) -> tuple[tuple[str | None, tuple[Item, ...]], ...]:
    """The items in the order of the file, neighbours of one first-level item together."""
    policies = listings.of(Policy)
    calendar = {year: entry.record for year, entry in site.library.vocabulary.calendar.items()}
    items = []
    for number, item in enumerate(field.items, 1):
        row, limit = site.library.catalogue_rows[item.id], working_days_of(item.deadline)
        documents = sorted((policies[key] for key in row.policies), key=lambda one: one.day or date.min, reverse=True)
        published = tuple(
            _published(document, limit, calendar, released.get((item.id, document.record.id))) for document in documents
        )
        items.append(
            Item(
                number=item.number or str(number),
                row=row,
                publishers=agencies(site.library, item.publisher),
                documents=published,
                limit=limit,
                deadlines=tuple(_in_case(site.strings, one.text, one.when) for one in item.deadline),
                ways=tuple(_in_case(site.strings, site.strings.label(one.method), one.when) for one in item.method),
            )
        )
    return tuple((level, tuple(found)) for level, found in groupby(items, lambda item: item.row.item.level_1))


def _in_case(say: Strings, words: str, case: str | None) -> str:
    return say("catalogue.in_case", words=words, case=case) if case else words


def _published(row: PolicyRow, limit: int | None, calendar: Calendar, released: Released | None) -> Published:
    formed, published = row.record.formed_on, row.record.published_on
    late, by, occasion = (released.late, released.by, released.occasion) if released else (None, None, None)
    if limit is None or formed is None or published is None or published < formed:
        return Published(row, None, late, by, occasion)
    return Published(row, working_days(formed, published, calendar), late, by, occasion)


def _released(found: Iterable[Cell]) -> dict[tuple[str, str], Released]:
    """By item and document, how its day stands to the deadline; where it was late for one unit, that."""
    of_documents: dict[tuple[str, str], Released] = {}
    for cell in found:
        for one in cell.documents:
            known = of_documents.get((cell.item, one.document))
            if known is None or (one.late and not known.late):
                of_documents[cell.item, one.document] = one
    return of_documents
