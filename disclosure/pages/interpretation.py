"""Interpretations (政策解读): the page of each, and the index of all with the documents that they explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.listings import PolicyRow, Row, Window, earliest, rows_change
from disclosure.model.choices import Status
from disclosure.model.documents import Interpretation
from disclosure.model.kinds import kind_for
from disclosure.pages._changes import note_of, role_of
from disclosure.pages._media import Medium, media_of
from disclosure.pages._parts import Belonging, Link, Pager, belonging, home_link, page_title, paginate
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Ended:
    """Days on which an explained document is no longer in force; `by` ended it, if named: see `role_of` and `note_of`."""

    window: Window
    status: Status
    policy: PolicyRow
    by: PolicyRow | None
    role: str
    note: str | None


@dataclass(frozen=True, slots=True)
class InterpretationView:
    """Everything on the page of one interpretation. `others` explain the same documents."""

    trail: tuple[Link, ...]
    row: Row[Interpretation]
    interpretation: Interpretation
    prose: Prose
    ended: tuple[Ended, ...]
    media: tuple[Medium, ...]
    others: tuple[Row[Interpretation], ...]
    belonging: tuple[Belonging, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class InterpretationIndexView:
    """One page of a list of interpretations: of all, or of those under one tag or agency."""

    trail: tuple[Link, ...]
    title: str
    pager: Pager[Row[Interpretation]]


@page_kind("interpretation")
def interpretation_pages(site: Site) -> Iterator[Deferred]:
    """One page for each interpretation."""
    return (Deferred(interpretation_page, key) for key in site.library.order[kind_for(Interpretation).folder])


def interpretation_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one interpretation."""
    listings, tags = site.listings, site.library.vocabulary.tags
    row = listings.of(Interpretation)[key]
    interpretation = row.record
    others = dict.fromkeys(
        other
        for policy in row.about
        for other in site.library.sources("interpretations", policy.record.id)
        if other != key
    )
    policies = (policy for policy in row.about if isinstance(policy, PolicyRow))
    ended = tuple(ended for policy in policies for ended in _ended(site, policy))
    view = InterpretationView(
        trail=(home_link(site), Link(site.strings("nav.interpretations"), "/interpretations/")),
        row=row,
        interpretation=interpretation,
        prose=site.prose[key],
        ended=ended,
        media=tuple(media_of(site, interpretation)),
        others=tuple(listings.of(Interpretation)[other] for other in others),
        belonging=belonging(site, interpretation),
        tags=tuple(Link(tags[tag].record.name, f"/tags/{tag}/") for tag in interpretation.tags),
    )
    source = "、".join(agency.name for agency in row.issuers) or site.config.site.organiser
    yield Page(
        url=row.url,
        template="pages/interpretation.html",
        title=interpretation.title,
        view=view,
        description=interpretation.summary,
        article=Article(
            interpretation.title, interpretation.published_on, source, tuple(tag.text for tag in view.tags)
        ),
        changes_on=earliest((rows_change(row.about, site.on), *(item.window.changes_on for item in ended)), site.on),
    )


@page_kind("interpretation-index")
def index_pages(site: Site) -> Iterator[Page]:
    """All interpretations, newest first, each with its documents and their status."""
    rows = tuple(site.listings.of(Interpretation).values())
    yield from interpretation_list(
        site, "/interpretations/", site.strings("nav.interpretations"), rows, (home_link(site),)
    )


def interpretation_list(
    site: Site, base: str, title: str, rows: tuple[Row[Interpretation], ...], trail: tuple[Link, ...]
) -> Iterator[Page]:
    """The pages of a list of interpretations that begins at `base`."""
    for pager in paginate(base, rows, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/interpretations.html",
            title=page_title(site, title, pager),
            view=InterpretationIndexView(trail, title, pager),
            description=site.strings("interpretations.intro"),
            column="政策解读",
            changes_on=rows_change((policy for row in pager.rows for policy in row.about), site.on),
        )


def _ended(site: Site, row: PolicyRow) -> Iterator[Ended]:
    """What hangs on a document ends with it: the turns from which an explained document is no longer in force."""
    original = row.record.translation_of or row.record.id
    for turn, following in zip(row.timeline, (*row.timeline[1:], None), strict=True):
        if turn.status not in (Status.IN_FORCE, Status.NOT_YET_EFFECTIVE):
            window = Window.on(site.on, turn.on, following.on if following else None)
            by = site.listings.policy(turn.by) if turn.status is not Status.EXPIRED else None
            role = role_of(site, turn, by, original, ended=True) if by else ""
            yield Ended(window, turn.status, row, by, role, note_of(site, turn, original) if by else None)
