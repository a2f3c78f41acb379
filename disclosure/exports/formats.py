"""The formats for people who print and keep documents, where the site offers them and this machine can make them.

What makes them is loaded only then: it takes up to half a second.
"""

from __future__ import annotations

from disclosure.exports.office.bound import bound
from disclosure.exports.office.printed import printed
from disclosure.model.gazette import GazetteIssue
from disclosure.rules.formats import can_be_made
from disclosure.site.page import Site, download_format


@download_format("docx")
def word_file(site: Site, key: str) -> bytes | None:
    """One document as a Word file, unless it is open only on request."""
    content = printed(site, key) if _offered(site, "docx") else None
    if content is None:
        return None
    from disclosure.exports.office.word import written  # noqa: PLC0415

    return written(content)


@download_format("pdf")
def pdf_file(site: Site, key: str) -> bytes | None:
    """One document as a PDF file, unless it is open only on request; an issue of the gazette with all that it holds."""
    if isinstance(site.library.documents[key].record, GazetteIssue) and _offered(site, "pdf"):
        from disclosure.exports.office.pdf import issue_written  # noqa: PLC0415

        return issue_written(bound(site, key))
    content = printed(site, key) if _offered(site, "pdf") else None
    if content is None:
        return None
    from disclosure.exports.office.pdf import written  # noqa: PLC0415

    return written(content)


def _offered(site: Site, suffix: str) -> bool:
    return suffix in site.config.formats and can_be_made(suffix)
