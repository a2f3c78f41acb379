"""What there is in a language other than the site's own: its home page, its documents by day and by theme, its search.

Such a language is one in which documents are written and in which the site has words (`Site.languages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.base.pickling import quickly_pickled
from disclosure.library.listings import PolicyRow, Row, rows_change
from disclosure.library.translations import NAMES
from disclosure.model.choices import ColumnType
from disclosure.model.documents import Document, Policy
from disclosure.model.kinds import KINDS, kind_for
from disclosure.pages._parts import Link, Pager, Tally, Way, home_link, page_title, paginate
from disclosure.pages.general import search_view
from disclosure.site.page import Page, Site, page_kind

FACETS = ("status", "year")
"""What may narrow a search in such a language: what needs no vocabulary."""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """The home page of a language: the newest documents, the themes that have some, and what is of other kinds than policies."""

    trail: tuple[Link, ...]
    new: tuple[PolicyRow, ...]
    number: int
    themes: tuple[Way, ...]
    others: tuple[tuple[str, tuple[Row[Document], ...]], ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class LanguageListView:
    """One page of the documents of a language, all or those of a theme."""

    trail: tuple[Link, ...]
    title: str
    pager: Pager[PolicyRow]


@page_kind("languages")
def language_pages(site: Site) -> Iterator[Page]:
    """For each language its home page, its lists and its search."""
    for language in site.languages:
        yield from _pages(site.speaking(language), language)


def _pages(site: Site, language: str) -> Iterator[Page]:
    listings, home, say = site.listings, site.home, site.strings
    rows = listings.under(Policy, "language", language)
    by_theme = {
        theme: tuple(row for row in rows if theme in row.record.themes) for theme in site.library.vocabulary.themes
    }
    names = {key: say.name(entry.record) for key, entry in site.library.vocabulary.themes.items()}
    ways = tuple(
        Way(key, names[key], f"{home}themes/{key}/", Tally(len(found))) for key, found in by_theme.items() if found
    )
    others = tuple(
        (kind.name, found)
        for kind in KINDS.values()
        if kind is not kind_for(Policy) and (found := listings.under(kind.record, "language", language))
    )
    new = rows[: site.config.new_on_home]
    yield Page(
        url=home,
        template="pages/language.html",
        title=site.config.site.name,
        view=LanguageView((), new, len(rows), ways, others),
        description=site.config.site.description,
        column=ColumnType.HOME,
        changes_on=rows_change(new, site.on),
        language=language,
    )
    yield from _list(site, f"{home}documents/", say("language.documents"), rows, (home_link(site),))
    above = (home_link(site), Link(say("language.documents"), f"{home}documents/"))
    for way in ways:
        yield from _list(site, f"{home}themes/{way.key}/", way.name, by_theme[way.key], above)
    yield Page(
        url=f"{home}search/",
        template="pages/search.html",
        title=say("nav.search"),
        view=search_view(say, (home_link(site),), facets=FACETS, library=NAMES.get(language, language)),
        description=say("home.search_hint"),
        column=ColumnType.CATALOGUE,
        language=language,
    )


def _list(site: Site, base: str, title: str, rows: tuple[PolicyRow, ...], trail: tuple[Link, ...]) -> Iterator[Page]:
    for pager in paginate(base, rows, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/language-list.html",
            title=page_title(site, title, pager),
            view=LanguageListView(trail, title, pager),
            description=site.strings("language.list_description", title=title),
            column=ColumnType.POLICIES,
            changes_on=rows_change(pager.rows, site.on),
            language=site.strings.language,
        )
