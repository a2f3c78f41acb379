"""The same document in several languages: which texts there are, and whether a translation has kept up with its original."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.library.addresses import document_url
from disclosure.library.library import Library
from disclosure.model.documents import Document

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
