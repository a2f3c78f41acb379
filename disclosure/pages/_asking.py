"""How to ask about a document: a letter that says of itself what it is about."""

from __future__ import annotations

from urllib.parse import quote

from disclosure.library.listings import PolicyRow
from disclosure.site.page import Site
from disclosure.text.titles import inner, quoted


def letter(site: Site, row: PolicyRow) -> str | None:
    """A `mailto:` address with title, number and address of the document filled in.

    To the first of its issuers that has an address, otherwise to that of the site; None where nobody gave one.
    """
    to = next((agency.email for agency in row.issuers if agency.email), None) or site.config.site.email
    if to is None:
        return None
    record, say = row.record, site.strings
    number = f"（{record.document_number}）" if record.document_number else ""
    subject = say("ask.subject", about=record.document_number or inner(record.title))
    body = say("ask.body", title=quoted(record.title), number=number, address=site.config.site.address + row.url[1:])
    return f"mailto:{to}?subject={quote(subject)}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"
