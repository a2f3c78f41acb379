"""Pictures, films and files that a document shows, with the words for those who cannot see or hear them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.addresses import asset_path, asset_url
from disclosure.model.documents import Event, Interpretation
from disclosure.model.media import MediaKind, media_kind
from disclosure.pages._parts import file_in_words
from disclosure.site.page import Site


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture to show, or something to open, with the words for those who cannot see or hear it.

    `about` says what a file of this site is and how large, such as `PDF，12 KB`.
    """

    title: str
    alt: str
    url: str
    inside: bool
    picture: bool
    about: str | None = None


def media_of(site: Site, record: Interpretation | Event) -> Iterator[Medium]:
    """What a document shows, in its order."""
    entry = site.library.documents[record.id]
    for item in record.media:
        if item.file is not None:
            yield Medium(
                item.title,
                item.alt,
                asset_url(record, item.file),
                inside=True,
                picture=media_kind(item.file) is MediaKind.PICTURE,
                about=file_in_words(site.strings, item.file, site.library.assets[asset_path(entry, item.file)]),
            )
        elif item.url is not None:
            yield Medium(item.title, item.alt, item.url, inside=item.url.startswith("/"), picture=False)
