"""HTML for paper as PDF files: tagged (PDF/UA-1), with bookmarks. The same page gives the same bytes with the same fonts.

Only this module imports weasyprint, which needs Pango and Chinese fonts on the machine; where it is not there, files are
not made, and `rules.formats` says so.
"""

from __future__ import annotations

from weasyprint import HTML

from disclosure.exports.office.bound import Bound
from disclosure.exports.office.issue import issue
from disclosure.exports.office.official import official
from disclosure.exports.office.printed import Printed


def written(content: Printed) -> bytes:
    """A printed document as the bytes of a PDF file."""
    return pdf_of(official(content))


def issue_written(content: Bound) -> bytes:
    """An issue of the gazette as the bytes of a PDF file."""
    return pdf_of(issue(content))


def pdf_of(html: str) -> bytes:
    """A page for paper as the bytes of a PDF file."""
    made: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return made
