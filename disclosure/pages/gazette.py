"""The gazette (政府公报): a page for each issue with all that it holds, and the list of all issues by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from disclosure.library.addresses import text_url
from disclosure.library.certified import State
from disclosure.library.gazette import as_printed, items
from disclosure.library.listings import Row, Window, earliest, rows_change
from disclosure.library.versions import wording_on, wordings
from disclosure.model.choices import ColumnType
from disclosure.model.documents import Document, Policy
from disclosure.model.gazette import GazetteIssue, GazetteItem, GazettePart
from disclosure.model.kinds import kind_for
from disclosure.pages._gazetted import GAZETTE
from disclosure.pages._linked import dataset
from disclosure.pages._parts import Link, Pager, home_link, page_title, paginate, trail
from disclosure.site.files import File, whole_document
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.check_codes import SHORT
from disclosure.text.prose import Prose

DATA = tuple(f"/data/gazette/issues.{suffix}" for suffix in ("json", "csv"))
"""All issues as files (`exports/gazette`)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an issue holds, by its number in it; `row` is None for a text that stands nowhere else (`own`).

    `words` are those that the issue has, at `url`; on the days of `differing` the document has others, and on those of `coming`
    it is known that it will, from `later` on.
    """

    number: int
    row: Row[Document] | None
    own: GazetteItem
    words: State | None = None
    url: str | None = None
    later: date | None = None
    coming: Window | None = None
    differing: Window | None = None

    @property
    def code(self) -> str | None:
        """The check code of its text as printed."""
        return self.words.sha256[:SHORT] if self.words else None


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in an issue under one heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """Everything on the page of one issue; `before` and `after` are its neighbours."""

    trail: tuple[Link, ...]
    row: Row[GazetteIssue]
    prose: Prose
    parts: tuple[Part, ...]
    before: Link | None
    after: Link | None
    downloads: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue in the list: what it holds in words, and all of it by name."""

    row: Row[GazetteIssue]
    held: tuple[str, ...]
    titles: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IssuesView:
    """One page of the list; `years` are those that stand on it, the latest first, with their issues."""

    trail: tuple[Link, ...]
    pager: Pager[Row[GazetteIssue]]
    years: tuple[tuple[int, tuple[Listed, ...]], ...]


@page_kind("gazette")
def gazette_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each issue, and the list of all where there are some."""
    yield from (Deferred(issue_page, key) for key in site.library.order[kind_for(GazetteIssue).folder])
    rows = tuple(site.listings.of(GazetteIssue).values())
    if not rows:
        return  # an empty column fails inspection
    title = site.strings("gazette.title")
    for pager in paginate(GAZETTE, rows, site.config.page_size):
        years = groupby(pager.rows, key=lambda row: row.record.year)
        yield Page(
            url=pager.here,
            template="pages/gazette.html",
            title=page_title(site, title, pager),
            view=IssuesView(
                (home_link(site), _platform(site)),
                pager,
                tuple((year, tuple(_listed(site, row) for row in some)) for year, some in years),
            ),
            description=site.strings("gazette.intro"),
            column=ColumnType.POLICIES,
            followed=GAZETTE,
            things=(dataset(site, Link(title, GAZETTE), site.strings("gazette.intro"), DATA),)
            if pager.number == 1
            else (),
        )


def _platform(site: Site) -> Link:
    """The gazette is a column of the platform."""
    return Link(site.strings("nav.disclosure"), "/disclosure/")


def _listed(site: Site, row: Row[GazetteIssue]) -> Listed:
    held = tuple(
        site.strings("gazette.held", section=heading(site, part), number=len(part.items))
        for part in row.record.contents
    )
    return Listed(row, held, tuple(_named(site, item) for _, item, _ in items(row.record)))


def _named(site: Site, item: GazetteItem) -> Link:
    row = site.listings.rows.get(item.target or "")
    return Link(row.record.title, row.url) if row else Link(item.title or "")


def heading(site: Site, part: GazettePart) -> str:
    """What a part of an issue is called."""
    return part.title or site.strings.label(part.section)


def issue_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one issue."""
    row = site.listings.of(GazetteIssue)[key]
    issue = row.record
    parts = tuple(parts_of(site, issue))
    before, after = _neighbours(site, key)
    view = IssueView(
        trail=trail(site, _platform(site), Link(site.strings("gazette.title"), GAZETTE)),
        row=row,
        prose=site.prose[key],
        parts=parts,
        before=before,
        after=after,
        downloads=whole_document(site, issue, "gazette.take_"),
    )
    held = tuple(item for part in parts for item in part.items)
    turns = (window.changes_on for item in held for window in (item.coming, item.differing) if window)
    yield Page(
        url=row.url,
        template="pages/gazette-issue.html",
        title=issue.title,
        view=view,
        description=issue.summary,
        article=Article(issue.title, issue.published_on, site.config.site.organiser),
        changes_on=earliest((rows_change((item.row for item in held if item.row), site.on), *turns), site.on),
    )


def parts_of(site: Site, issue: GazetteIssue) -> Iterator[Part]:
    """All that an issue holds, under its headings; numbers go on from one to the next."""
    number = 0
    for part in issue.contents:
        found = []
        for item in part.items:
            number += 1
            found.append(_item(site, issue, number, item))
        yield Part(heading(site, part), tuple(found))


def _item(site: Site, issue: GazetteIssue, number: int, item: GazetteItem) -> Item:
    row = site.listings.rows.get(item.target or "")
    if row is None:
        return Item(number, None, item)
    key = row.record.id
    printed = as_printed(site.library, site.prose.__getitem__, issue, key)
    url = row.url
    if isinstance(row.record, Policy) and len(wordings(site.library, key)) > 1:
        url = text_url(key, wording_on(site.library, key, issue.published_on).key)
    since = printed.later.since if printed.later else None
    if since is None:
        return Item(number, row, item, printed.words, url)
    coming, differing = Window.on(site.on, None, since), Window.on(site.on, since, None)
    return Item(number, row, item, printed.words, url, since, coming, differing)


def _neighbours(site: Site, key: str) -> tuple[Link | None, Link | None]:
    """The issues before and after one, by their days."""
    order = site.listings.order[kind_for(GazetteIssue).folder]
    if key not in order:
        return None, None  # a translation stands in no list
    at = order.index(key)
    return _neighbour(site, order[at + 1 : at + 2]), _neighbour(site, order[max(at - 1, 0) : at])


def _neighbour(site: Site, keys: tuple[str, ...]) -> Link | None:
    rows = site.listings.of(GazetteIssue)
    return next((Link(rows[key].record.title, rows[key].url) for key in keys), None)
