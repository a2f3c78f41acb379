"""Rules on translations: they keep up with what happens to their originals, or say since when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import UNNAMED, Library
from disclosure.library.translations import Happened, not_shown
from disclosure.rules.check import rule
from disclosure.text.titles import short

_HOW = {
    "amends": ("修改", "amended"),
    "extends": ("延长有效期", "prolonged"),
    "repeals": ("废止", "repealed"),
    "declares_invalid": ("宣布失效", "declared invalid"),
    "ended": ("终止", "ended"),
    "updated": ("更新", "updated"),
}
"""What happens to an original, in the words of both languages."""


@rule("translations")
def translations_keep_up(library: Library, on: date) -> Iterator[Problem]:
    """A translation that is older than a change of its original, or does not say how old it is, with what has changed."""
    for entry in library.documents.values():
        found = not_shown(library, entry.record, on)
        if not found:
            continue
        values = {
            "id": entry.record.translation_of or "",
            "what": "；".join(_told(library, one, english=False) for one in found),
            "what_en": "; ".join(_told(library, one, english=True) for one in found),
        }
        if entry.record.translated_on is None:
            yield Problem(entry.place("translation_of"), "translation-undated", values)
        else:
            day = str(entry.record.translated_on)
            yield Problem(entry.place("translated_on"), "translation-older", values | {"day": day})


def _told(library: Library, one: Happened, *, english: bool) -> str:
    """2024-11-01 由《关于修改……的决定》修改."""
    how = _HOW[one.how][english]
    if one.by in library.documents:
        title = short(library.documents[one.by].record.title)
        return f"{one.day} {how} by {title}" if english else f"{one.day} 由{title}{how}"
    unnamed = one.how in ("amends", "extends", "repeals", "declares_invalid") and one.by == UNNAMED
    if unnamed:
        return f"{one.day} {how} by a document that is not published" if english else f"{one.day} 由不公开的文件{how}"
    return f"{one.day} {how}"
