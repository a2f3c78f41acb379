"""The texts that a policy has had and will have, as pages show them: each at its own address, one on the policy's page.

The policy's page has the text of the build's day and the one that comes next, and the script shows the one that holds on the
reader's day; who reads on another day still is led to the right page. The anchors of the text that is shown are plain
(`#tiao-8`), those of the other have its day before them, until the script exchanges the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from disclosure.library.addresses import comparison_url, document_url, text_url
from disclosure.library.listings import PolicyRow, Window
from disclosure.library.versions import Wording, wording_on, wordings
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Document, Policy
from disclosure.pages._contents import Line
from disclosure.pages._marked import Marked, Piece, marked
from disclosure.pages._parts import Link, long_day
from disclosure.site.page import Site
from disclosure.text.prose import Prose
from disclosure.text.titles import quoted


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line of the list of texts: on which days, by which document, where it stands, and what changed."""

    span: str
    window: Window
    url: str
    by: PolicyRow | None
    comparison: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class TextNote:
    """What stands above the text on the days of a window. `url`: the text of these days is elsewhere. `then`: what follows.

    `comparison` is the page on which the text stands beside the one before it.
    """

    window: Window
    words: str
    by: PolicyRow | None
    url: str | None
    then: Link | None
    comparison: str | None


@dataclass(frozen=True, slots=True)
class ComingText:
    """The text that comes next, with its anchors apart from those of the text that is shown.

    `toc` are its contents with plain anchors: they are shown when the text is.
    """

    window: Window
    prefix: str
    pieces: tuple[Piece, ...]
    toc: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """On the days of a text, the anchors that it does not have, each with the place in another that has it.

    `first`: it is the text of the build's day, so the anchors are given now; the script gives the others on their day.
    """

    window: Window
    places: tuple[tuple[str, Link], ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """What a policy's page shows of its texts: `text` is that of the build's day, `window` its days.

    `absent` are the places that this text and the next do not have.
    """

    text: Marked
    window: Window
    notes: tuple[TextNote, ...]
    coming: ComingText | None
    rows: tuple[TextRow, ...]
    absent: tuple[Absent, ...]


def shown_text(site: Site, policy: str) -> Prose:
    """The text of a policy on the build's day: the one whose anchors its page has."""
    return site.prose[wording_on(site.library, policy, site.on).key]


def versions_of(site: Site, row: PolicyRow) -> Versions | None:
    """What the page of a policy shows of its texts; None where it has one."""
    policy = row.record
    texts = wordings(site.library, policy.id)
    if len(texts) == 1 or policy.disclosure is not Disclosure.PROACTIVE:
        return None
    now = next(index for index, text in enumerate(texts) if text.holds(site.on))
    following = texts[now + 1] if now + 1 < len(texts) else None
    return Versions(
        text=marked(site, policy.id, texts[now], site.prose[texts[now].key]),
        window=_window(site, texts[now]),
        notes=tuple(_notes(site, row, texts, texts[now : now + 2])),
        coming=_coming(site, policy.id, following) if following else None,
        rows=rows_of(site, row),
        absent=tuple(_absent(site, policy, texts, now)),
    )


def rows_of(site: Site, row: PolicyRow, current: str | None = None) -> tuple[TextRow, ...]:
    """All texts of a policy, the newest first; the one with the key `current` is that of the page."""
    return tuple(
        TextRow(
            span=span_of(site, row.record, text),
            window=_window(site, text),
            url=text_url(row.record.id, text.key),
            by=site.listings.policy(text.by),
            comparison=comparison_url(row.record.id, text.key) if text.since else None,
            current=text.key == current,
        )
        for text in reversed(wordings(site.library, row.record.id))
    )


def span_of(site: Site, policy: Policy, text: Wording) -> str:
    """The days of a text in words: 2022年3月1日至2024年9月30日, 2024年10月1日起; of the first from when the policy is in force."""
    say, since = site.strings, text.since or policy.in_force_from
    last = text.until - timedelta(days=1) if text.until else None
    if since is not None and last is not None and since <= last:
        return say("versions.between", since=long_day(say, since), last=long_day(say, last))
    if last is not None:
        return say("versions.until", last=long_day(say, last))
    return say("versions.from", since=long_day(say, since)) if since else say("versions.first")


def which_text(site: Site, record: Document) -> str | None:
    """Of which days the text is that downloads have, in words; None where the document has no other."""
    if not isinstance(record, Policy) or record.id not in site.library.versions_of:
        return None
    shown = wording_on(site.library, record.id, site.on)
    by = site.listings.policy(shown.by)
    values = {"span": span_of(site, record, shown), "by": quoted(by.record.title) if by else ""}
    address = site.config.site.address + document_url(record).lstrip("/")
    return site.strings("versions.text_of" if by else "versions.text_first", url=address, **values)


def turning(versions: Versions | None) -> Iterator[date | None]:
    """The days on which another text takes the place of the one that is shown."""
    for note in versions.notes if versions else ():
        yield note.window.changes_on


def _window(site: Site, text: Wording) -> Window:
    return Window.on(site.on, text.since, text.until)


def _notes(site: Site, row: PolicyRow, texts: tuple[Wording, ...], here: tuple[Wording, ...]) -> Iterator[TextNote]:
    """What is said above the text on the days of each: what it is, or where it is."""
    for text, following in zip(texts, (*texts[1:], None), strict=True):
        span = span_of(site, row.record, text)
        url = text_url(row.record.id, text.key)
        then = None
        if following and following.since:
            words = site.strings("versions.then", on=long_day(site.strings, following.since))
            then = Link(words, text_url(row.record.id, following.key))
        words = site.strings("versions.here" if text in here else "versions.elsewhere", span=span)
        by = site.listings.policy(text.by) if text in here else None
        compared = comparison_url(row.record.id, text.key) if text.since else None
        yield TextNote(_window(site, text), words, by, None if text in here else url, then, compared)


def _coming(site: Site, policy: str, text: Wording) -> ComingText:
    prefix = f"v{text.since}-"
    shown = marked(site, policy, text, site.prose[text.key])
    moved = tuple(_piece_apart(piece, prefix) for piece in shown.pieces)
    return ComingText(_window(site, text), prefix, moved, shown.contents)


def _piece_apart(piece: Piece, prefix: str) -> Piece:
    article = piece.article
    if article is not None:
        words = tuple(replace(one, html=apart(one.html, prefix)) for one in article.words)
        anchors = tuple(f"{prefix}{name}" for name in article.anchors)
        article = replace(article, anchor=f"{prefix}{article.anchor}", anchors=anchors, held=(), words=words)
    return replace(piece, html=apart(piece.html, prefix), article=article)


_TAG = re.compile(r'<\w[^"<>]*(?:"[^"]*"[^"<>]*)+>')
_ATTRIBUTE = re.compile(r'( id="| data-clause="| href="#)([^"]*")|( [\w-]+="[^"]*")')


def apart(html: str, prefix: str) -> str:
    """HTML with this before each of its anchors, and before those that it links to within itself."""

    def named(attribute: re.Match[str]) -> str:
        return attribute[3] or f"{attribute[1]}{prefix}{attribute[2]}"

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(named, tag[0]), html)


def _absent(site: Site, policy: Policy, texts: tuple[Wording, ...], now: int) -> Iterator[Absent]:
    """Addresses of places that a text does not have are in the world: who follows one is told where the place is, or was."""
    for index, text in enumerate(texts[now : now + 2], now):
        if places := tuple(_places_elsewhere(site, policy, texts, index)):
            yield Absent(_window(site, text), places, first=index == now)


def _places_elsewhere(site: Site, policy: Policy, texts: tuple[Wording, ...], now: int) -> Iterator[tuple[str, Link]]:
    """The anchors that one of the texts does not have, each with its place in the text nearest in time that has it."""
    seen = {passage.id for passage in site.prose[texts[now].key].passages}
    for text in (*reversed(texts[:now]), *texts[now + 1 :]):
        for passage in site.prose[text.key].passages:
            if passage.id not in seen:
                seen.add(passage.id)
                yield passage.id, Link(passage.label, f"{text_url(policy.id, text.key)}#{passage.id}")
