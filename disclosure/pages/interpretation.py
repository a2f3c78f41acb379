"""Interpretations (政策解读): the page of each, and the index of all with the documents that they explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.listings import PolicyRow, Row, Window, earliest, grounds, rows_change
from disclosure.model.choices import ColumnType
from disclosure.model.documents import Interpretation
from disclosure.model.kinds import kind_for
from disclosure.pages._courses import are_courses
from disclosure.pages._explaining import (
    Draft,
    Explained,
    Point,
    comparisons,
    drafts_explained,
    points,
    series,
    spoken,
)
from disclosure.pages._following import Following, following_about
from disclosure.pages._gazetted import gazetted
from disclosure.pages._linked import article, films
from disclosure.pages._media import Medium, media_of
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Belonging, Link, Pager, belonging, home_link, page_title, paginate, source_of, trail
from disclosure.pages._resting import all_ended
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class InterpretationView:
    """Everything on the page of one interpretation.

    `policies` and `drafts` are what it explains, `html` is its body with its questions and speakers marked, `points` what it
    says is not as it was, `compared` the ways to the comparisons, `series` all interpretations of each document that it explains, by day.
    `ended` are the days on which all of several documents that it explains have ended.
    """

    trail: tuple[Link, ...]
    row: Row[Interpretation]
    interpretation: Interpretation
    policies: tuple[PolicyRow, ...]
    drafts: tuple[Draft, ...]
    prose: Prose
    html: str
    ended: tuple[Window, ...]
    outdated: Outdated
    following: tuple[Following, ...]
    media: tuple[Medium, ...]
    points: tuple[Point, ...]
    compared: tuple[Link, ...]
    series: tuple[tuple[PolicyRow, tuple[Explained, ...]], ...]
    belonging: tuple[Belonging, ...]
    gazetted: tuple[Link, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class InterpretationIndexView:
    """One page of a list of interpretations: of all, or of those under one tag or agency.

    `courses`: the way to films, recordings and slides is shown.
    """

    trail: tuple[Link, ...]
    title: str
    pager: Pager[Row[Interpretation]]
    courses: bool = False


@page_kind("interpretation")
def interpretation_pages(site: Site) -> Iterator[Deferred]:
    """One page for each interpretation."""
    return (Deferred(interpretation_page, key) for key in site.library.order[kind_for(Interpretation).folder])


def interpretation_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one interpretation."""
    listings, tags = site.listings, site.library.vocabulary.tags
    row = listings.of(Interpretation)[key]
    interpretation = row.record
    since = outdated(site, row, grounds(row))
    view = InterpretationView(
        trail=trail(site, Link(site.strings("nav.interpretations"), "/interpretations/")),
        row=row,
        interpretation=interpretation,
        policies=tuple(policy for policy in row.about if isinstance(policy, PolicyRow)),
        drafts=tuple(drafts_explained(site, row)),
        prose=site.prose[key],
        html=spoken(interpretation, site.prose[key].html),
        ended=all_ended(grounds(row), site.on),
        outdated=since,
        following=tuple(following_about(site, since)),
        media=tuple(media_of(site, interpretation)),
        points=points(site, interpretation),
        compared=comparisons(site, interpretation),
        series=tuple(_series(site, row)),
        belonging=belonging(site, interpretation),
        gazetted=gazetted(site, key),
        tags=tuple(Link(site.strings.name(tags[tag].record), f"/tags/{tag}/") for tag in interpretation.tags),
    )
    source = source_of(site, row)
    yield Page(
        url=row.url,
        template="pages/interpretation.html",
        title=interpretation.title,
        view=view,
        description=interpretation.summary,
        article=Article(
            interpretation.title, interpretation.published_on, source, tuple(tag.text for tag in view.tags)
        ),
        changes_on=earliest((rows_change(grounds(row), site.on), *since.days), site.on),
        things=(article(site, row), *films(site, interpretation, view.media)),
    )


def _series(site: Site, row: Row[Interpretation]) -> Iterator[tuple[PolicyRow, tuple[Explained, ...]]]:
    """The interpretations of each document that one explains, each row once."""
    told: set[tuple[str, ...]] = set()
    for policy in row.about:
        found = series(site, policy.record.id, row.record.id) if isinstance(policy, PolicyRow) else ()
        keys = tuple(one.row.record.id for one in found)
        if isinstance(policy, PolicyRow) and found and keys not in told:
            told.add(keys)
            yield policy, found


@page_kind("interpretation-index")
def index_pages(site: Site) -> Iterator[Page]:
    """All interpretations, newest first, each with its documents and their status."""
    rows = tuple(site.listings.of(Interpretation).values())
    title, trail = site.strings("nav.interpretations"), (home_link(site),)
    yield from interpretation_list(site, "/interpretations/", title, rows, trail, courses=are_courses(site))


def interpretation_list(
    site: Site,
    base: str,
    title: str,
    rows: tuple[Row[Interpretation], ...],
    trail: tuple[Link, ...],
    *,
    courses: bool = False,
) -> Iterator[Page]:
    """The pages of a list of interpretations that begins at `base`."""
    for pager in paginate(base, rows, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/interpretations.html",
            title=page_title(site, title, pager),
            view=InterpretationIndexView(trail, title, pager, courses),
            description=site.strings("interpretations.intro"),
            column=ColumnType.INTERPRETATIONS,
            changes_on=rows_change((policy for row in pager.rows for policy in row.about), site.on),
            followed=base if rows and base == "/interpretations/" else None,
        )
