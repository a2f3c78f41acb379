"""Services (办事事项): the page of each, and the list of all by agency, audience and event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure.library.finding import EVENTS
from disclosure.library.listings import Row, Window, earliest, rows_change
from disclosure.model.choices import ColumnType
from disclosure.model.documents import Question, Service
from disclosure.model.kinds import kind_for
from disclosure.pages._following import Following, following_about
from disclosure.pages._linked import government_service
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Link, home_link, source_of, trail
from disclosure.pages._resting import all_ended
from disclosure.pages.question import Asked, asked, audience_url, questions_about, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class ServiceView:
    """Everything on the page of one service. `ended`: days on which nothing that it rests on is in force."""

    trail: tuple[Link, ...]
    row: Row[Service]
    prose: Prose
    ended: tuple[Window, ...]
    outdated: Outdated
    following: tuple[Following, ...]
    about: tuple[Asked, ...]
    audiences: tuple[Link, ...]
    questions: tuple[Row[Question], ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Services under one heading; `key` is its anchor."""

    key: str
    title: str
    rows: tuple[Row[Service], ...]


@dataclass(frozen=True, slots=True)
class ServiceListView:
    """The list of all services, in groups: by what happens, for whom, and by who handles them."""

    trail: tuple[Link, ...]
    total: int
    ways: tuple[tuple[str, tuple[ServiceGroup, ...]], ...]


@page_kind("service")
def service_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each service, and the list of all where there are some."""
    yield from (Deferred(service_page, key) for key in site.library.order[kind_for(Service).folder])
    rows = tuple(site.listings.of(Service).values())
    if not rows:
        return  # an empty column fails inspection
    yield Page(
        url="/services/",
        template="pages/services.html",
        title=site.strings("service.all"),
        view=ServiceListView((home_link(site),), len(rows), tuple(_ways(site, rows))),
        description=site.strings("service.intro"),
        column=ColumnType.SERVICES,
        changes_on=rows_change((policy for row in rows for policy in row.about), site.on),
        followed="/services/",
    )


def _ways(site: Site, rows: Iterable[Row[Service]]) -> Iterator[tuple[str, tuple[ServiceGroup, ...]]]:
    """The same services in three orders: a heading for each event, audience and agency that has some."""
    rows, words = tuple(rows), site.library.vocabulary
    events = {key: entry.record.name for key, entry in words.tags.items() if entry.record.group in EVENTS}
    audiences = {key: entry.record.name for key, entry in words.audiences.items()}
    agencies = {key: entry.record.name for key, entry in words.agencies.items()}
    yield "event", _groups("event", events, rows, "tags")
    yield "audience", _groups("audience", audiences, rows, "audiences")
    yield "agency", _groups("agency", agencies, rows, "issuers")


def _groups(way: str, names: Mapping[str, str], rows: tuple[Row[Service], ...], field: str) -> tuple[ServiceGroup, ...]:
    found = ((key, name, tuple(row for row in rows if key in row.record.read(field))) for key, name in names.items())
    return tuple(ServiceGroup(f"ui-{way}-{key}", name, under) for key, name, under in found if under)


def service_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one service."""
    row = site.listings.of(Service)[key]
    service, words = row.record, site.library.vocabulary
    since = outdated(site, row, row.about)
    view = ServiceView(
        trail=trail(site, Link(site.strings("service.all"), "/services/")),
        row=row,
        prose=site.prose[key],
        ended=all_ended(row.about, site.on),
        outdated=since,
        following=tuple(following_about(site, since)),
        about=tuple(asked(site, passage) for passage in service.based_on if passage.target in site.listings.rows),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in service.audiences
        ),
        questions=questions_about(site, (key,)),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in service.tags),
    )
    source = source_of(site, row)
    yield Page(
        url=row.url,
        template="pages/service.html",
        title=service.title,
        view=view,
        description=service.summary,
        article=Article(service.title, service.updated_on, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest((rows_change(row.about, site.on), *since.days), site.on),
        things=(thing,) if (thing := government_service(site, row)) else (),
    )
