"""What a translation says of itself: that its original prevails, and, from the day of a later change on, that it is older."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from disclosure.library.listings import PolicyRow, Window
from disclosure.pages._changes import Change
from disclosure.pages._standing import original_of
from disclosure.site.page import Site


@dataclass(frozen=True, slots=True)
class Translated:
    """Of what it is a translation, and on which day it was made. On the days of `older` its original has changed since."""

    original: PolicyRow
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
    return Translated(original, day, Window.on(site.on, min(later), None) if later else None)
