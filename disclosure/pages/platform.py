"""政府信息公开 (国办公开办函〔2019〕61号): the platform with its five fixed columns, and the pages that fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url
from disclosure.model.choices import ColumnType, PlatformColumn
from disclosure.model.documents import PlainPage
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_for
from disclosure.model.plans import WorkPlan
from disclosure.model.reports import AnnualReport
from disclosure.pages._parts import Belonging, Link, Way, belonging, home_link, trail
from disclosure.pages._requesting import Requesting, requesting
from disclosure.pages.assessment import is_assessed
from disclosure.pages.lists import PATHS, key_pages, to_list
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose

REPORTS = kind_for(AnnualReport)
"""政府信息公开年报: filled by documents of this kind, or, without any, by pages."""

PROACTIVE = "proactive"
"""法定主动公开内容: the one fixed column that is filled by documents, not by a page."""

FIXED = (PlatformColumn.GUIDE, PlatformColumn.RULES, PROACTIVE, PlatformColumn.REPORTS, PlatformColumn.ON_REQUEST)
"""The fixed columns in their prescribed order."""

COLUMN_TYPES = {
    PlatformColumn.GUIDE: ColumnType.GUIDE,
    PlatformColumn.RULES: ColumnType.GUIDE,
    PlatformColumn.REPORTS: ColumnType.REPORTS,
    PlatformColumn.ON_REQUEST: ColumnType.ON_REQUEST,
    PlatformColumn.ABOUT: ColumnType.OVERVIEW,
}
"""What each column is to the rules of meta tags."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the platform, with words on what it holds; `pages` are its pages where it has several."""

    key: str
    title: str
    url: str
    current: bool
    pages: tuple[Link, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class PlatformView:
    """The platform's front: its columns with their pages; `gazette`, `plans` and `assessed` say whether there are pages of these.

    `key_fields` is how many key fields the catalogue has.
    """

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    gazette: bool
    plans: bool
    assessed: bool
    key_fields: int


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The pages of one column."""

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    title: str
    pages: tuple[PlainPage, ...]


@dataclass(frozen=True, slots=True)
class PlainPageView:
    """One plain page in the platform's layout; `requesting` is what the guide for applicants says from data."""

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    record: PlainPage
    prose: Prose
    belonging: tuple[Belonging, ...]
    requesting: Requesting | None = None


@dataclass(frozen=True, slots=True)
class ProactiveView:
    """法定主动公开内容: the items of Article 20 with the number of their documents."""

    trail: tuple[Link, ...]
    columns: tuple[Column, ...]
    title: str
    ways: tuple[Way, ...]


@page_kind("platform")
def platform_pages(site: Site) -> Iterator[Page]:
    """The front, the columns that hold several pages, and the documents by item of Article 20."""
    title = site.strings("nav.disclosure")
    trail = (home_link(site),)
    below = (*trail, Link(title, "/disclosure/"))
    yield Page(
        url="/disclosure/",
        template="pages/platform.html",
        title=title,
        view=PlatformView(
            trail,
            columns(site),
            gazette=bool(site.listings.of(GazetteIssue)),
            plans=bool(site.listings.of(WorkPlan)),
            assessed=is_assessed(site),
            key_fields=len(site.library.taken_in),
        ),
        description=site.strings("platform.intro"),
        column=ColumnType.CATALOGUE,
    )
    for column in PlatformColumn:
        pages = pages_of(site, column)
        listed = column_url(site, column).startswith("/disclosure/")
        if listed and (len(pages) > 1 or column is PlatformColumn.ABOUT):
            name = site.strings.label(column)
            yield Page(
                url=column_url(site, column),
                template="pages/platform-column.html",
                title=name,
                view=ColumnView(below, columns(site, column), name, pages),
                description=site.strings("platform.column_intro", name=name),
                column=COLUMN_TYPES[column],
            )
    yield from _proactive_pages(site, below)


def _proactive_pages(site: Site, trail: tuple[Link, ...]) -> Iterator[Page]:
    listings, title = site.listings, site.strings("platform.proactive")
    ways = tuple(to_list(listings, "art20", str(n), site.strings(f"art20.{n}")) for n in range(1, 16))
    yield Page(
        url=PATHS["art20"],
        template="pages/platform-proactive.html",
        title=title,
        view=ProactiveView(trail, columns(site, PROACTIVE), title, ways),
        description=site.strings("platform.proactive_intro"),
        column=ColumnType.CATALOGUE,
    )
    yield from key_pages(site, listings, "art20", ways, (*trail, Link(title, PATHS["art20"])))


@page_kind("pages")
def plain_pages(site: Site) -> Iterator[Deferred]:
    """One page for each plain page."""
    return (Deferred(plain_page, key) for key in site.library.of(PlainPage))


def plain_page(site: Site, key: str) -> Iterator[Page]:
    """One plain page."""
    record = site.library.of(PlainPage)[key].record
    above = trail(site, Link(site.strings("nav.disclosure"), "/disclosure/"))
    yield Page(
        url=document_url(record),
        template="pages/page.html",
        title=record.title,
        view=PlainPageView(
            above,
            columns(site, record.column),
            record,
            site.prose[key],
            belonging(site, record),
            requesting(site, record),
        ),
        description=record.summary,
        article=Article(record.title, record.updated_on, site.config.site.organiser),
    )


def pages_of(site: Site, column: PlatformColumn) -> tuple[PlainPage, ...]:
    """The pages of a column in their order."""
    found = (entry.record for entry in site.library.of(PlainPage).values() if entry.record.column is column)
    return tuple(sorted(found, key=lambda page: (page.order, page.id)))


def column_url(site: Site, column: PlatformColumn) -> str:
    """Where a column begins: the annual reports, its only page, the list of its pages, or the platform's front."""
    pages = pages_of(site, column)
    if column is PlatformColumn.REPORTS and site.library.order[REPORTS.folder]:
        return f"/{REPORTS.folder}/"
    if len(pages) > 1 or column is PlatformColumn.ABOUT:  # every footer leads to the list about the site
        return f"/disclosure/{column.value.replace('_', '-')}/"
    return document_url(pages[0]) if pages else "/disclosure/"


def columns(site: Site, current: str | None = None) -> tuple[Column, ...]:
    """The side navigation: the fixed columns that hold something, and the pages about the site while one is read."""
    shown = (*FIXED, PlatformColumn.ABOUT) if current == PlatformColumn.ABOUT else FIXED
    found = []
    for key in shown:
        if not isinstance(key, PlatformColumn):
            title, intro = site.strings("platform.proactive"), site.strings("platform.proactive_intro")
            found.append(Column(key, title, PATHS["art20"], key == current, (), intro))
        elif key is PlatformColumn.REPORTS and site.library.order[REPORTS.folder]:
            title, intro = site.strings.label(key), site.strings("report.intro")
            links = tuple(Link(page.title, document_url(page)) for page in pages_of(site, key))
            found.append(Column(key.value, title, column_url(site, key), key.value == current, links, intro))
        elif pages := pages_of(site, key):
            links = tuple(Link(p.title, document_url(p)) for p in pages) if len(pages) > 1 else ()
            text = pages[0].summary if len(pages) == 1 else None
            found.append(Column(key.value, site.strings.label(key), column_url(site, key), key == current, links, text))
    return tuple(found)
