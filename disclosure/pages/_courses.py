"""Which documents are courses or talks: for their list, and for the ways to it."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.library.listings import Row
from disclosure.model.choices import EventSeries, InterpretationForm
from disclosure.model.documents import Event, Interpretation
from disclosure.model.media import MediaKind
from disclosure.pages._media import kind_of_item
from disclosure.site.page import Site

COURSES = "/courses/"
"""Where their list begins."""

Taught = Row[Interpretation] | Row[Event]

_TAUGHT = frozenset({MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.SLIDES})
_PLAYED = frozenset({InterpretationForm.VIDEO, InterpretationForm.AUDIO})
"""Forms of interpretations whose media are to be watched or heard, wherever they are."""


def are_courses(site: Site) -> bool:
    """Whether there is a list of courses and talks."""
    return next(courses_of(site), None) is not None


def courses_of(site: Site) -> Iterator[Taught]:
    """Interpretations and events with something to be watched, heard or leafed through, and talks, kind by kind."""
    for interpretation in site.listings.of(Interpretation).values():
        record = interpretation.record
        if record.media and (record.form in _PLAYED or _is_taught(record)):
            yield interpretation
    for event in site.listings.of(Event).values():
        if event.record.series is EventSeries.TALK or _is_taught(event.record):
            yield event


def _is_taught(record: Interpretation | Event) -> bool:
    return any(kind_of_item(item) in _TAUGHT for item in record.media)
