"""What a translation says of itself: that its original prevails, and, from the day of a later change on, that it is older."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.library.library import UNNAMED
from disclosure.library.listings import PolicyRow, Window
from disclosure.library.translations import CHANGING, not_shown, translation_of
from disclosure.model.documents import Document
from disclosure.pages._changes import Change
from disclosure.pages._parts import long_day
from disclosure.pages._standing import original_of
from disclosure.site.page import Site
from disclosure.text.titles import quoted, short


@dataclass(frozen=True, slots=True)
class Translated:
    """On which day a translation was made. On the days of `older` its original has changed since."""

    day: date | None
    older: Window | None


def translated(site: Site, row: PolicyRow, changes: Iterable[Change]) -> Translated | None:
    """None for what is no translation. What has changed is said beside it: the changes, and the status of the original."""
    original, day = original_of(site.listings, row), row.record.translated_on
    if original is row:
        return None
    sentences = (sentence.window.since for change in changes for sentence in change.sentences)
    ends = (turn.on for turn in row.timeline if turn.status.is_over)
    later = [one for one in (*sentences, *ends) if day is not None and one is not None and one > day]
    return Translated(day, Window.on(site.on, min(later), None) if later else None)


def translation_notes(site: Site, record: Document) -> tuple[str, ...]:
    """The same in sentences for a file, with all that has changed by the build's day; none for what is no translation."""
    one, say = translation_of(site.library, record), site.strings
    if one is None:
        return ()
    address = site.config.site.address + one.url.lstrip("/")
    notes = [f"{say('translated.reference')}{quoted(one.original.title)} {address}"]
    changed = list(_changed(site, record)) if one.day else []
    if one.day and changed:
        day, what = long_day(say, one.day), say("translated.between").join(changed)
        notes.append(say("translated.since", day=day, what=what))
    return tuple(notes)


def _changed(site: Site, record: Document) -> Iterator[str]:
    say = site.strings
    for one in not_shown(site.library, record, site.on):
        by = say("translated.unnamed") if one.by == UNNAMED else short(site.library.documents[one.by].record.title)
        yield say(f"translated.{_WORDS[one.how]}", on=long_day(say, one.day), by=by)


_WORDS: Mapping[str, str] = {**{name: f"{name}_by" for name in CHANGING}, "ended": "ended", "updated": "updated_on"}
"""The words for what happens to an original."""
