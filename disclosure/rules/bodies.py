"""Rules on what stands below the fields."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.check import document_rule
from disclosure.model import Disclosure, Document, Entry, Policy
from disclosure.problems import Place, Problem


@document_rule("bodies")
def bodies(entry: Entry[Document]) -> Iterator[Problem]:
    """A policy that is open to all has something to read, in its body or in an attachment."""
    record = entry.record
    open_to_all = isinstance(record, Policy) and record.disclosure is Disclosure.PROACTIVE and not record.attachments
    if open_to_all and not entry.body.strip():
        yield Problem(Place(entry.path, entry.body_line, 1), "empty-body")
