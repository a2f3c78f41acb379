"""The catalogue (基层政务公开标准目录): its fields and key fields, and the table of items of each standard field.

The page of a key field is made in `key_fields`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from disclosure.library.addresses import catalogue_url
from disclosure.library.coverage import Cell, Released, cells
from disclosure.library.library import CatalogueRow
from disclosure.library.listings import PolicyRow, agencies, earliest, rows_change
from disclosure.model.choices import CatalogueBranch, ColumnType, Disclosure
from disclosure.model.deadlines import working_days_of
from disclosure.model.documents import Policy
from disclosure.model.vocabulary import Agency, CatalogueField
from disclosure.model.workdays import Calendar, working_days
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, home_link
from disclosure.pages._stages import changes_of
from disclosure.pages.coverage import Counted, everything, rows_of
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

    @property
    def open(self) -> bool:
        """Whether a document of it is published, not only open on request."""
        return any(one.row.record.disclosure is Disclosure.PROACTIVE for one in self.documents)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A field with its number of items, of items fulfilled, and of documents: those that say they fulfil some item, open on request or not.

    A key field counts all that it takes in, documents that its query finds too; `units` are answerable for it, and `apart` is how
    many of the items no standard field has.
    """

    field: CatalogueField
    url: str
    items: int
    fulfilled: int
    documents: int
    units: tuple[Agency, ...] = ()
    apart: int = 0


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The overview: every field with how far it is covered, and the sums of the standard ones.

    `apart` is how many items key fields have besides; `states` are of all items.
    """

    trail: tuple[Link, ...]
    fields: tuple[Coverage, ...]
    key_fields: tuple[Coverage, ...]
    items: int
    fulfilled: int
    documents: int
    apart: int
    states: Counted


Groups = tuple[tuple[Link, tuple[Item, ...]], ...]
"""Items under what they have in common; the link leads to the field in which they stand, where that is another."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: its items under their first-level headings, and its neighbours."""

    trail: tuple[Link, ...]
    coverage: Coverage
    groups: Groups
    previous: Coverage | None
    following: Coverage | None


@page_kind("catalogue")
def catalogue_pages(site: Site) -> Iterator[Page]:
    """The overview and one page for each field."""
    coverages = branch_of(site, CatalogueBranch.STANDARD)
    key_fields = branch_of(site, CatalogueBranch.KEY)
    title, intro = site.strings("nav.catalogue"), site.strings("catalogue.intro")
    found = tuple(cells(site.library))
    standard = (row for one in coverages for row in rows_of(site, one.field))
    documents = {key for row in standard for key in row.policies}
    yield Page(
        url="/catalogue/",
        template="pages/catalogue.html",
        title=title,
        view=CatalogueView(
            trail=(home_link(site),),
            fields=coverages,
            key_fields=key_fields,
            items=sum(c.items for c in coverages),
            fulfilled=sum(c.fulfilled for c in coverages),
            documents=len(documents),
            apart=sum(len(one.field.items) for one in key_fields),
            states=(states := everything(site, found)),
        ),
        description=intro,
        column=ColumnType.CATALOGUE,
        changes_on=earliest(changes_of(states.states), site.on),
        things=(dataset(site, Link(title, "/catalogue/"), intro, TABLES),) if site.library.catalogue_rows else (),
    )
    trail = (home_link(site), Link(title, "/catalogue/"))
    released = released_of(found)
    for coverage, previous, following in zip(coverages, [None, *coverages], [*coverages[1:], None], strict=False):
        groups = groups_of(site, coverage.field, released)
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


def branch_of(site: Site, branch: CatalogueBranch) -> tuple[Coverage, ...]:
    """The fields of a branch in their order, each with how far it is covered."""
    fields = (entry.record for entry in site.library.vocabulary.catalogue.values())
    return tuple(coverage_of(site, field) for field in fields if field.branch is branch)


def coverage_of(site: Site, field: CatalogueField) -> Coverage:
    """How far a field's items are fulfilled."""
    rows = tuple(rows_of(site, field))
    taken = site.library.taken_in.get(field.id)
    return Coverage(
        field=field,
        url=catalogue_url(field.id),
        items=len(rows),
        fulfilled=sum(bool(site.library.open_under(row.item.id)) for row in rows),
        documents=len(taken.documents if taken else {key for row in rows for key in row.policies}),
        units=agencies(site.library, field.units),
        apart=sum(row.field.branch is CatalogueBranch.KEY for row in rows),
    )


def groups_of(site: Site, field: CatalogueField, released: Mapping[tuple[str, str], Released]) -> Groups:
    """The items in their order: its own by their first levels, those of another field under the name of that."""
    policies = site.listings.of(Policy)
    calendar = {year: entry.record for year, entry in site.library.vocabulary.calendar.items()}
    items = []
    for row in rows_of(site, field):
        item, limit = row.item, working_days_of(row.item.deadline)
        documents = sorted((policies[key] for key in row.policies), key=lambda one: one.day or date.min, reverse=True)
        published = tuple(
            _published(document, limit, calendar, released.get((item.id, document.record.id))) for document in documents
        )
        items.append(
            Item(
                number=item.number or str(row.field.items.index(item) + 1),
                row=row,
                publishers=agencies(site.library, item.publisher),
                documents=published,
                limit=limit,
                deadlines=tuple(_in_case(site.strings, one.text, one.when) for one in item.deadline),
                ways=tuple(_in_case(site.strings, site.strings.label(one.method), one.when) for one in item.method),
            )
        )

    def heading(item: Item) -> Link:
        home = item.row.field
        if home.id != field.id:
            return Link(home.name, catalogue_url(home.id))
        return Link(item.row.item.level_1 or site.strings("catalogue.no_level"))

    return tuple((link, tuple(found)) for link, found in groupby(items, heading))


def _in_case(say: Strings, words: str, case: str | None) -> str:
    return say("catalogue.in_case", words=words, case=case) if case else words


def _published(row: PolicyRow, limit: int | None, calendar: Calendar, released: Released | None) -> Published:
    formed, published = row.record.formed_on, row.record.published_on
    late, by, occasion = (released.late, released.by, released.occasion) if released else (None, None, None)
    if limit is None or formed is None or published is None or published < formed:
        return Published(row, None, late, by, occasion)
    return Published(row, working_days(formed, published, calendar), late, by, occasion)


def released_of(found: Iterable[Cell]) -> dict[tuple[str, str], Released]:
    """By item and document, how its day stands to the deadline; where it was late for one unit, that."""
    of_documents: dict[tuple[str, str], Released] = {}
    for cell in found:
        for one in cell.documents:
            known = of_documents.get((cell.item, one.document))
            if known is None or (one.late and not known.late):
                of_documents[cell.item, one.document] = one
    return of_documents
