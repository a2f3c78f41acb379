"""A page for each text that a policy has had or will have, and for each of them one beside the text before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import comparison_url, text_url
from disclosure.library.comparing import Compared
from disclosure.library.listings import PolicyRow, Window
from disclosure.library.versions import Wording, wordings
from disclosure.model.documents import Policy
from disclosure.pages._comparison import Side, comparison
from disclosure.pages._contents import Line
from disclosure.pages._marked import Piece, marked
from disclosure.pages._parts import Link, long_day, source_of, trail
from disclosure.pages._versions import TextRow, rows_of, span_of
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose
from disclosure.text.titles import inner, named, quoted


@dataclass(frozen=True, slots=True)
class Banner:
    """What is said of a text on the days of a window: that it holds, that it does not yet, that it does no more."""

    window: Window
    words: str
    state: str
    now: str | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One text of a policy."""

    trail: tuple[Link, ...]
    row: PolicyRow
    banners: tuple[Banner, ...]
    by: PolicyRow | None
    rows: tuple[TextRow, ...]
    prose: Prose
    pieces: tuple[Piece, ...]
    contents: tuple[Line, ...]


@page_kind("versions")
def version_pages(site: Site) -> Iterator[Deferred]:
    """The pages of the first text of each policy that has others, and of these."""
    yield from (Deferred(first_text, policy) for policy in site.library.versions_of)
    yield from (Deferred(later_text, key) for key in site.library.versions)


def first_text(site: Site, key: str) -> Iterator[Page]:
    """The first text of a policy."""
    yield _text_page(site, site.listings.of(Policy)[key], wordings(site.library, key)[0])


def later_text(site: Site, key: str) -> Iterator[Page]:
    """A version, and the same beside the text before it."""
    row = site.listings.of(Policy)[site.library.versions[key].record.policy]
    texts = wordings(site.library, row.record.id)
    index = next(index for index, text in enumerate(texts) if text.key == key)
    yield _text_page(site, row, texts[index])
    yield _comparison_page(site, row, texts[index - 1], texts[index])


def _trail(site: Site, row: PolicyRow) -> tuple[Link, ...]:
    above = trail(site, Link(site.strings("nav.library"), "/library/"))
    return *above, Link(named(row.record.title).name, row.url)


def _text_page(site: Site, row: PolicyRow, text: Wording) -> Page:
    span, prose = span_of(site, row.record, text), site.prose[text.key]
    shown = marked(site, row.record.id, text, prose)
    view = VersionView(
        trail=_trail(site, row),
        row=row,
        banners=tuple(_banners(site, row, text, span)),
        by=site.listings.policy(text.by),
        rows=rows_of(site, row, text.key),
        prose=prose,
        pieces=shown.pieces,
        contents=shown.contents,
    )
    return Page(
        url=text_url(row.record.id, text.key),
        template="pages/version.html",
        title=site.strings("versions.title", span=span),
        view=view,
        article=_article(site, row, site.strings("versions.title", span=span), text),
        canonical=row.url,
        changes_on=next((banner.window.changes_on for banner in view.banners if banner.window.open), None),
    )


def _banners(site: Site, row: PolicyRow, text: Wording, span: str) -> Iterator[Banner]:
    """One for the days before, on and after those of the text; without it, none is shown."""
    say = site.strings
    if text.since is not None:
        words = say("versions.coming", span=span, on=long_day(say, text.since))
        yield Banner(Window.on(site.on, None, text.since), words, "coming", row.url)
    yield Banner(Window.on(site.on, text.since, text.until), say("versions.holds", span=span), "holds", row.url)
    if text.until is not None:
        yield Banner(Window.on(site.on, text.until, None), say("versions.ended", span=span), "ended", row.url)


def _comparison_page(site: Site, row: PolicyRow, old: Wording, new: Wording) -> Page:
    before, after = (
        Side(site.strings(f"comparison.{role}"), span_of(site, row.record, text), text_url(row.record.id, text.key))
        for role, text in (("old", old), ("new_text", new))
    )
    url = comparison_url(row.record.id, new.key)
    texts = Compared(old.key, new.key, row.record.id, url)
    day = long_day(site.strings, new.since) if new.since else ""
    return Page(
        url=url,
        template="pages/comparison.html",
        title=site.strings("comparison.title", on=day),
        view=comparison(site, _trail(site, row), (before, after), texts, new.by),
        description=site.strings("comparison.description", title=inner(row.record.title), on=day),
        article=_article(site, row, site.strings("comparison.title", on=day), new),
    )


def _article(site: Site, row: PolicyRow, title: str, text: Wording) -> Article:
    """What a text of a policy is as an article: of whom, and since the document that made it was published."""
    maker = site.listings.policy(text.by) if text.by else row
    whole = f"{quoted(row.record.title)}{site.strings.aside(title)}"
    return Article(whole, maker.record.published_on if maker else None, source_of(site, row))
