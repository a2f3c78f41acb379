"""The same document in several languages: which texts there are, and whether a translation has kept up with its original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import document_url
from disclosure.library.amending import day_of, speaks
from disclosure.library.library import Library, RelationName
from disclosure.model.documents import Document, Policy

NAMES = {
    "zh-Hans": "中文",
    "zh-Hant": "繁體中文",
    "en": "English",
    "ja": "日本語",
    "ko": "한국어",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "ru": "Русский",
    "ar": "العربية",
    "pt": "Português",
    "vi": "Tiếng Việt",
    "th": "ไทย",
}
"""Languages into which districts have their documents translated, by their own names."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one language: its tag (BCP 47) and its page."""

    language: str
    url: str

    @property
    def name(self) -> str:
        """What the language calls itself; its tag where nobody has said it."""
        return NAMES.get(self.language, self.language)


def editions(library: Library, record: Document) -> tuple[Edition, ...]:
    """All languages in which a document can be read, its own among them, the original first; none where there is only one."""
    documents = library.documents
    original = documents.get(record.translation_of) if record.translation_of else documents[record.id]
    if original is None:
        return ()
    others = sorted(library.sources("translations", original.record.id))
    found = (original.record, *(documents[key].record for key in others))
    return tuple(Edition(one.language, document_url(one)) for one in found) if others else ()


@dataclass(frozen=True, slots=True)
class Translation:
    """Of what a page is a translation, and when it was made; `updated`: the original was brought up to date later, on that day."""

    original: Document
    url: str
    day: date | None
    updated: date | None


def translation_of(library: Library, record: Document) -> Translation | None:
    """What a translation says of itself; None for what is none, or whose original nobody may see."""
    original = library.documents.get(record.translation_of) if record.translation_of else None
    if original is None:
        return None
    day, updated = record.translated_on, original.record.read("updated_on")
    later = updated if day is not None and updated is not None and updated > day else None
    return Translation(original.record, document_url(original.record), day, later)


CHANGING: tuple[RelationName, ...] = ("amends", "extends", "repeals", "declares_invalid")
"""What others do to an original that its translation may not show."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to an original on a day: a relation's name, `ended` by a source outside the site, or `updated`.

    `by` is the id of the document that did it, "" where none is named.
    """

    day: date
    how: str
    by: str = ""


def happened(library: Library, original: Document) -> Iterator[Happened]:
    """What is known to have changed or ended a document, and when; that a term runs out is no change, the text says it."""
    if updated := original.read("updated_on"):
        yield Happened(updated, "updated")
    if not isinstance(original, Policy):
        return
    for name in CHANGING:
        for link in library.changes_to(name, original.id):
            day = day_of(library, link)
            if day is not None and speaks(library, link, day):
                yield Happened(day, name, link.source)
    if original.ended is not None and original.ended.on is not None:
        yield Happened(original.ended.on, "ended")


def not_shown(library: Library, record: Document, on: date) -> tuple[Happened, ...]:
    """What happened to its original by a day that a translation does not show, the first first: all, where it has no day itself.

    Empty for what is no translation.
    """
    original = library.documents.get(record.translation_of) if record.translation_of else None
    since = record.translated_on or date.min
    found = happened(library, original.record) if original else ()
    return tuple(sorted((one for one in found if since < one.day <= on), key=lambda one: (one.day, one.how, one.by)))
