"""On which day the page of a document last came to say something else: for maps of the site and for search engines.

It follows from the days of the documents and from no day of a build, so a site that is built anew says the same. What nobody
wrote down (a slip that was corrected in a text) has no day and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.library.happenings import happenings_to
from disclosure.library.library import Library
from disclosure.library.translations import not_shown
from disclosure.library.versions import wordings
from disclosure.model.documents import Document, Policy
from disclosure.model.kinds import kind_of

_ONLY_TOLD = frozenset(("expires_soon", "closing_soon", "fulfilled"))
"""What is told to those who follow and changes nothing on the page of the document."""


def changed_on(library: Library, record: Document, on: date) -> date | None:
    """The last day, `on` at the latest, on which the own content of a document's page changed; None where none is known.

    Its own are its text and its standing: that it was published, that another document changed or ended it, that a
    translation's original went on. What others say of it on pages of their own is theirs.
    """
    return max((day for day in _days(library, record, on) if day <= on), default=None)


def _days(library: Library, record: Document, on: date) -> Iterator[date]:
    if (day := kind_of(record).day_of(record)) is not None:
        yield day
    yield from (one.day for one in happenings_to(library, (record.id,)) if one.what not in _ONLY_TOLD)
    yield from (one.day for one in not_shown(library, record, on))
    if isinstance(record, Policy):
        yield from (text.since for text in wordings(library, record.id) if text.since is not None)
        if record.translation_of:  # its status is that of the original
            yield from (turn.on for turn in library.timelines.get(record.id, ()) if turn.on is not None)
