"""How to ask about a document: a letter, a call or a form that is told what it is about."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from disclosure.library.listings import PolicyRow
from disclosure.site.page import Site
from disclosure.text.titles import inner, quoted


def asking(site: Site, row: PolicyRow) -> str | None:
    """The address with which to ask about a document, or None where nobody gave one.

    What the site says (`ask` in config.yaml), otherwise the first of the document's issuers that has an address for
    letters, otherwise the site. A letter has title, number and address of the document filled in, and so has a form whose
    address ends with `?`.
    """
    identity, record = site.config.site, row.record
    mail = next((agency.email for agency in row.issuers if agency.email), None) or identity.email
    to = identity.ask or (f"mailto:{mail}" if mail else None)
    if to is None:
        return None
    address = identity.address + row.url[1:]
    if to.startswith("mailto:"):
        return f"{to}?{_letter(site, row, address)}"
    if to.endswith("?"):
        fields = {"title": record.title, "number": record.document_number or "", "url": address}
        return to + urlencode(fields, quote_via=quote)
    return to


def _letter(site: Site, row: PolicyRow, address: str) -> str:
    """Subject and body of a letter, as RFC 6068 has them: percent-encoded UTF-8, lines ended by CR and LF."""
    record, say = row.record, site.strings
    number = say.aside(record.document_number)
    subject = say("ask.subject", about=record.document_number or inner(record.title))
    body = say("ask.body", title=quoted(record.title), number=number, address=address)
    return f"subject={quote(subject, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"
