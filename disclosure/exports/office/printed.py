"""A document as it is printed, in whatever format: what stands above its text, the text, and what stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from urllib.parse import urljoin

from disclosure.exports.amendments import Marks
from disclosure.library.addresses import document_url
from disclosure.library.bodies import only_on_request
from disclosure.model.documents import Policy
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_of
from disclosure.model.plans import WorkPlan
from disclosure.model.reports import AnnualReport
from disclosure.pages._figures import with_tables
from disclosure.pages._gazetted import gazetted_in_words
from disclosure.pages._parts import long_day, source_of
from disclosure.pages._standing import told
from disclosure.pages._tasks import tasks_as_html
from disclosure.pages._translated import translation_notes
from disclosure.pages._versions import shown_text, which_text
from disclosure.pages.policy import caption_of
from disclosure.site.page import Site
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, by_anchor, provisions


@dataclass(frozen=True, slots=True)
class Printed:
    """What a printed document consists of.

    `notes` say on which day it was taken from the site and what holds then, with the address; `caption` is what stands
    below the title in brackets or as a number; `html` is the body, its links absolute; `attachments` are their titles, under the word
    `attached`. `issuers` and `number` stand at the head of an official document, with `file_word` (文件) beside the names;
    `imprint` at its end says what the file was made from, and who published the text on which day.
    """

    title: str
    caption: str | None
    notes: tuple[str, ...]
    html: str
    attached: str
    attachments: tuple[str, ...]
    author: str
    language: str
    day: date | None
    issuers: tuple[str, ...] = ()
    number: str | None = None
    file_word: str = ""
    imprint: tuple[str, ...] = ()


def printed(site: Site, key: str) -> Printed | None:
    """The document with this id, of any kind that has downloads; None if it is open only on request.

    An issue of the gazette is printed with all that it holds: see `bound`.
    """
    record = site.library.documents[key].record
    if only_on_request(site.library.documents[key]) or isinstance(record, GazetteIssue):
        return None
    address = site.config.site.address
    taken = site.strings(
        "printed.taken", url=address + document_url(record).lstrip("/"), day=long_day(site.strings, site.on)
    )
    attached = site.strings("printed.attachments")
    if not isinstance(record, Policy):
        body = with_tables(site, record, lists=False) if isinstance(record, AnnualReport) else site.prose[key].html
        body += tasks_as_html(site, record) if isinstance(record, WorkPlan) else ""
        html = alone(site, body, document_url(record))
        notes = (*translation_notes(site, record), taken)
        author, imprint = site.config.site.organiser, (_published(site, kind_of(record).day_of(record)),)
        return Printed(record.title, None, notes, html, attached, (), author, record.language, None, imprint=imprint)
    row = site.listings.of(Policy)[key]
    text, marks, shown = which_text(site, record), Marks.of(site, key), shown_text(site, key)
    printed_in = gazetted_in_words(site, key)
    headed = record.document_number is not None and record.language == site.config.language
    return Printed(
        title=record.title,
        caption=caption_of(site, row) or record.document_number,
        notes=(
            *translation_notes(site, record),
            "".join((*told(site, row), site.strings("printed.later"))),
            *((text,) if text else ()),
            *((marks.head,) if marks.head else ()),
            *((printed_in + site.strings("change.stop"),) if printed_in else ()),
            taken,
        ),
        html=alone(site, with_marks(shown, marks), document_url(record)),
        attached=attached,
        attachments=tuple(item.title for item in record.attachments),
        author=source_of(site, row),
        language=record.language,
        day=record.published_on,
        issuers=tuple(agency.name for agency in row.issuers) if headed else (),
        number=record.document_number,
        file_word=site.strings("printed.file"),
        imprint=(site.strings("printed.made"), _published(site, record.published_on)),
    )


def _published(site: Site, day: date | None) -> str:
    """Who published a text on which day."""
    say, who = site.strings, site.config.site.organiser
    return say("printed.published", who=who, day=long_day(say, day)) if day else who


def with_marks(shown: Prose, marks: Marks) -> str:
    """The HTML of a text with what was changed in an article above it; of an article that it does not have, at its head."""
    html, labels = shown.html, by_anchor((passage.id, passage.label) for passage in shown.passages)
    for article, sentences in marks.above.items():
        told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
        anchor = anchor_of(provisions(article)[0], labels)
        begins = re.search(rf'<\w+[^<>]* id="{re.escape(anchor)}"', html) if anchor else None
        at = begins.start() if begins else 0
        html = html[:at] + told + html[at:]
    return html


_ADDRESS = re.compile(r'((?:href|src)=")(?!#)([^"]*)')
_SIGN = re.compile(r'<a [^<>]*class="do"[^<>]*>[^<>]*</a>')
"""The sign of a service: a way on the page, and no word of the document."""
_PICTURE = re.compile(r"<img [^<>]*>")
_WORDS, _SOURCE = re.compile(r'alt="([^"]*)"'), re.compile(r'src="([^"]*)"')


def alone(site: Site, html: str, url: str) -> str:
    """The HTML of a body for a file that is read anywhere: its addresses in full, and for each picture its words."""
    base = urljoin(site.config.site.address, url.lstrip("/"))
    html = _SIGN.sub("", html)
    html = _ADDRESS.sub(lambda found: found[1] + escape(urljoin(base, unescape(found[2]))), html)
    return _PICTURE.sub(lambda found: _in_words(site, found[0]), html)


def _in_words(site: Site, picture: str) -> str:
    words, source = _WORDS.search(picture), _SOURCE.search(picture)
    text = site.strings("printed.picture", words=words[1] if words else "")
    return f'<a href="{source[1]}">{text}</a>' if source else text
