"""An issue of the gazette as it is printed: all that it holds, with the words of its day, whatever the day of the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from disclosure.exports.amendments import Marks
from disclosure.exports.office.printed import alone, with_marks
from disclosure.library.addresses import document_url
from disclosure.library.gazette import name_of
from disclosure.library.versions import wording_on
from disclosure.model.documents import Document, Policy
from disclosure.model.gazette import GazetteIssue
from disclosure.pages._parts import long_day
from disclosure.pages.gazette import Item, parts_of
from disclosure.site.page import Site
from disclosure.text.titles import short


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in an issue: its title, also short for the head of a page, what stands below it, its body as HTML, and its foot.

    In an `official` document a heading without a number is the title of what it issues; in others it heads a section.
    """

    title: str
    short: str
    caption: str
    html: str
    foot: tuple[str, ...]
    language: str
    official: bool = True


@dataclass(frozen=True, slots=True)
class Bound:
    """What a printed issue consists of. `lines` stand on its cover below the name and the number, `notes` at the cover's foot.

    `running` is what the head of a page calls it; `note` is the issue's own text as HTML, before the contents.
    """

    title: str
    name: str
    number: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    running: str
    note: str
    contents: str
    sections: tuple[tuple[str, tuple[Piece, ...]], ...]
    author: str
    language: str


def bound(site: Site, key: str) -> Bound:
    """The issue with this id. Nothing in it tells of the day of the build: it is the same as long as what it holds is."""
    issue = site.library.of(GazetteIssue)[key].record
    say, address = site.strings, site.config.site.address + document_url(issue).lstrip("/")
    day = long_day(say, issue.published_on)
    total = (say("gazette.total_number", number=issue.total_number),) if issue.total_number else ()
    number = say("gazette.cover_number", year=issue.year, number=issue.number)
    return Bound(
        title=issue.title,
        name=name_of(issue),
        number=number,
        lines=(*total, say("gazette.published", day=day)),
        notes=(
            site.config.site.organiser,
            say("gazette.made"),
            say("gazette.made_law"),
            say("gazette.source", url=address),
        ),
        running=f"{name_of(issue)}　{number}",
        note=alone(site, site.prose[key].html, document_url(issue)),
        contents=say("gazette.contents"),
        sections=tuple(
            (part.title, tuple(_piece(site, issue, item) for item in part.items)) for part in parts_of(site, issue)
        ),
        author=site.config.site.organiser,
        language=issue.language,
    )


def _piece(site: Site, issue: GazetteIssue, item: Item) -> Piece:
    if item.row is None:
        own = item.own
        html = "".join(_paragraph(words, first=number == 0) for number, words in enumerate(own.text))
        signed = f'<p class="signature">{long_day(site.strings, own.on)}</p>' if own.on else ""
        title = own.title or ""
        return Piece(title, title, own.document_number or "", html + signed, (), issue.language)
    record = item.row.record
    return Piece(
        title=record.title,
        short=short(record.title),
        caption=_caption(site, item),
        html=_words(site, issue, record),
        foot=tuple(_foot(site, item)),
        language=record.language,
        official=isinstance(record, Policy),
    )


def _caption(site: Site, item: Item) -> str:
    """The number of a document; of what has none, who published it and when."""
    row = item.row
    if row is None:
        return ""
    number: str | None = row.record.read("document_number")
    if number:
        return number
    day = (long_day(site.strings, row.day),) if row.day else ()
    return "　".join((site.strings.listed(agency.name for agency in row.issuers), *day)).strip("　")


def _words(site: Site, issue: GazetteIssue, record: Document) -> str:
    """The text of the day of the issue, with what had been changed in its articles by then."""
    url = document_url(record)
    if not isinstance(record, Policy):
        return alone(site, site.prose[record.id].html, url)
    prose = site.prose[wording_on(site.library, record.id, issue.published_on).key]
    return alone(site, with_marks(prose, Marks.of(site, record.id, issue.published_on)), url)


def _foot(site: Site, item: Item) -> Iterator[str]:
    """Where a document stands on the web, and the digest of the text that was printed."""
    if item.row is None:
        return
    yield site.strings("gazette.source", url=site.config.site.address + item.row.url.lstrip("/"))
    if item.words:
        yield site.strings("gazette.printed_digest", sha256=item.words.sha256)


def _paragraph(words: str, *, first: bool) -> str:
    """A paragraph of a text of the gazette's own; it may begin with whom it is for."""
    addressee = ' class="addressee"' if first and words.endswith(("：", ":")) else ""
    return f"<p{addressee}>{escape(words)}</p>"
