"""Requests for opinions (意见征集): the page of each, and all in one place: open, coming and over, by agency and theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.library.listings import Row, earliest, rows_change
from disclosure.model.choices import ColumnType, ConsultationForm
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_for
from disclosure.model.participation import Consultation
from disclosure.pages._calling import Answer, Calling, Paper, answer, calling, callings, papers
from disclosure.pages._explaining import Explained, series
from disclosure.pages._parts import Link, Tally, Way, WayGroup, home_link, source_of
from disclosure.pages.decision import YEAR_PAGES
from disclosure.pages.event import month_link, year_of
from disclosure.pages.question import audience_url, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose

PATHS = {"agency": ("/agencies/", "issuers"), "theme": ("/themes/", "themes")}
"""By what requests are listed: where the pages of the keys stand, and the field that has them."""


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """Everything on the page of one request for opinions."""

    trail: tuple[Link, ...]
    row: Row[Consultation]
    prose: Prose
    calling: Calling
    papers: tuple[Paper, ...]
    answer: Answer | None
    explained: tuple[Explained, ...]
    events: tuple[Row[Document], ...]
    month: Link | None
    themes: tuple[Link, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ConsultationsView:
    """All requests, or those of one agency or theme, what closes first before the others; `past` the other way round."""

    trail: tuple[Link, ...]
    items: tuple[Calling, ...]
    past: tuple[Calling, ...]
    ways: tuple[WayGroup, ...]

    @property
    def total(self) -> int:
        """How many requests there are."""
        return len(self.items)


@page_kind("consultation")
def consultation_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each request, the list of all, and those of each agency and theme that has some."""
    yield from (Deferred(consultation_page, key) for key in site.library.order[kind_for(Consultation).folder])
    items = callings(site)
    if not items:
        return  # an empty column fails inspection
    ways = tuple(_ways(site, items))
    yield _list(site, "/consultations/", site.strings("consultation.all"), _trail(site), items, ways)
    for group in ways:
        for way in group.ways:
            title = site.strings("consultation.of", name=way.name)
            trail = (*_trail(site), Link(site.strings("consultation.all"), "/consultations/"))
            facet = "agency" if (way.url or "").startswith(PATHS["agency"][0]) else "theme"
            yield _list(site, way.url or "", title, trail, _under(items, facet, way.key), ())


def consultations_url(facet: str, key: str) -> str:
    """The list of the requests of one agency or theme."""
    return f"{PATHS[facet][0]}{key}/consultations/"


def _trail(site: Site) -> tuple[Link, ...]:
    return home_link(site), Link(site.strings("participation.all"), YEAR_PAGES)


def _under(items: Sequence[Calling], facet: str, key: str) -> tuple[Calling, ...]:
    return tuple(one for one in items if key in one.row.record.read(PATHS[facet][1], ()))


def _ways(site: Site, items: Sequence[Calling]) -> Iterator[WayGroup]:
    """The agencies and themes that have requests, with the number of each."""
    words = site.library.vocabulary
    names = {
        "agency": {key: entry.record.name for key, entry in words.agencies.items()},
        "theme": {key: entry.record.name for key, entry in words.themes.items()},
    }
    for facet, known in names.items():
        found = ((key, name, len(_under(items, facet, key))) for key, name in known.items())
        ways = tuple(
            Way(key, name, consultations_url(facet, key), Tally(number)) for key, name, number in found if number
        )
        if ways:
            yield WayGroup(site.strings(f"consultation.by_{facet}"), ways)


def _list(
    site: Site, url: str, title: str, trail: tuple[Link, ...], items: tuple[Calling, ...], ways: tuple[WayGroup, ...]
) -> Page:
    results = (one.result for one in items if one.result is not None)
    return Page(
        url=url,
        template="pages/consultations.html",
        title=title,
        view=ConsultationsView(trail, items, tuple(reversed(items)), ways),
        description=site.strings("consultation.intro"),
        column=ColumnType.CONSULTATIONS,
        changes_on=earliest((*(day for one in items for day in one.changes), rows_change(results, site.on)), site.on),
        followed=url if url == "/consultations/" and site.listings.of(Consultation) else None,
    )


def consultation_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one request for opinions."""
    row = site.listings.of(Consultation)[key]
    record, words = row.record, site.library.vocabulary
    asked = calling(site, row)
    if asked is None:
        return
    view = ConsultationView(
        trail=(*_trail(site), Link(site.strings("consultation.all"), "/consultations/")),
        row=row,
        prose=site.prose[key],
        calling=asked,
        papers=papers(site, record),
        answer=answer(site, record.feedback),
        explained=series(site, key),
        events=tuple(site.listings.rows[key] for key in record.events),
        month=month_link(site, year_of(site, row)) if record.form is ConsultationForm.OPEN_MONTH else None,
        themes=tuple(Link(site.strings.name(words.themes[one].record), f"/themes/{one}/") for one in record.themes),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in record.audiences
        ),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in record.tags),
    )
    source = source_of(site, row)
    yield Page(
        url=row.url,
        template="pages/consultation.html",
        title=record.title,
        view=view,
        description=record.summary,
        article=Article(record.title, record.consultation.opens_on, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest((*asked.changes, rows_change(row.about, site.on)), site.on),
    )
