"""Pictures, films, recordings and slides that a document shows, with the words for those who cannot see or hear them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from disclosure.library.addresses import asset_path, asset_url
from disclosure.library.spoken import Said, said_in
from disclosure.library.translations import NAMES
from disclosure.model.documents import Document, Event, Interpretation, Media
from disclosure.model.media import MediaKind, media_kind
from disclosure.model.records import Entry
from disclosure.site.files import file_in_words
from disclosure.site.page import Site, Strings


@dataclass(frozen=True, slots=True)
class Track:
    """The captions of a film or recording in one language, and what that is called in itself."""

    url: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture to show, a film or recording to play, slides, or something to open, with words for those who cannot.

    `about` says what a file of this site is and how large, such as `PDF，12 KB`, `length` how long it lasts. `preview` is the
    address of a picture of it.
    """

    title: str
    alt: str
    url: str
    inside: bool
    kind: MediaKind
    about: str | None
    length: str | None
    preview: str | None
    tracks: tuple[Track, ...]
    said: Said | None

    @property
    def played(self) -> bool:
        """Whether the page itself plays it: a browser asks no other site for films."""
        return self.inside and self.kind in (MediaKind.VIDEO, MediaKind.AUDIO)


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the media of a document in a list, what it is and how long or large, such as `视频，43秒，WEBM，59 KB`."""

    title: str
    words: str
    url: str
    inside: bool


def kind_of_item(item: Media) -> MediaKind:
    """What a medium is, by the name of its file or by its address elsewhere."""
    return media_kind(item.file if item.file is not None else urlsplit(item.url or "").path)


def pieces_of(site: Site, record: Interpretation | Event) -> Iterator[Piece]:
    """What can be opened of a document, in its order."""
    entry = site.library.documents[record.id]
    for item in record.media:
        if item.file is not None or item.url is not None:
            one = _medium(site, entry, item, None)
            kind = site.strings(f"media.kind.{one.kind.value}")
            yield Piece(
                one.title,
                site.strings("site.comma").join(filter(None, (kind, one.length, one.about))),
                one.url,
                one.inside,
            )


def media_of(site: Site, record: Interpretation | Event) -> Iterator[Medium]:
    """What a document shows, in its order."""
    entry = site.library.documents[record.id]
    for item, said in zip(record.media, said_in(site.attached, entry), strict=True):
        if item.file is not None or item.url is not None:
            yield _medium(site, entry, item, said)


def _medium(site: Site, entry: Entry[Document], item: Media, said: Said | None) -> Medium:
    record = entry.record
    url = asset_url(record, item.file) if item.file is not None else item.url or ""
    size = site.library.assets[asset_path(entry, item.file)] if item.file is not None else 0
    tracks = (
        Track(asset_url(record, one.file), one.language, NAMES.get(one.language, one.language)) for one in item.captions
    )
    return Medium(
        title=item.title,
        alt=item.alt,
        url=url,
        inside=url.startswith("/"),
        kind=kind_of_item(item),
        about=file_in_words(site.strings, item.file, size) if item.file is not None else None,
        length=length_in_words(site.strings, item.length) if item.length else None,
        preview=asset_url(record, item.preview) if item.preview is not None else None,
        tracks=tuple(tracks),
        said=said,
    )


def length_in_words(strings: Strings, length: str) -> str:
    """How long something lasts, in words, from minutes and seconds (3:20), or with hours (1:05:00)."""
    *hours, minutes, seconds = (int(part) for part in length.split(":"))
    parts = {"hours": sum(hours), "minutes": minutes, "seconds": seconds}
    return strings("media.between").join(strings(f"media.{name}", number=one) for name, one in parts.items() if one)
