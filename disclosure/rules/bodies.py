"""Rules on what stands below the fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.check import rule
from disclosure.library import Library
from disclosure.model import Disclosure
from disclosure.problems import Place, Problem


@rule("bodies")
def bodies(library: Library, _on: date) -> Iterator[Problem]:
    """A document that is open to all has something to read, in its body or in an attachment."""
    for entry in library.policies.values():
        if entry.record.disclosure is Disclosure.PROACTIVE and not entry.body.strip() and not entry.record.attachments:
            yield Problem(Place(entry.path, entry.body_line, 1), "empty-body")
