"""What is said in films and recordings, to be read and searched: their transcripts, or else their captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import decode_text
from disclosure.library.addresses import asset_path
from disclosure.model.documents import Document, Media
from disclosure.model.records import Entry
from disclosure.text.captions import paragraphs, read_captions


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a medium, in a language, and where its words stand on the page."""

    paragraphs: tuple[str, ...]
    language: str
    anchor: str


def said_in(attached: Mapping[str, bytes], entry: Entry[Document]) -> Iterator[Said | None]:
    """What is said in each medium of a document, in their order; None where nobody wrote it down.

    `attached` are the files of documents by their paths in the source tree.
    """
    media: tuple[Media, ...] = entry.record.read("media", ())
    return (_said(attached, entry, item, f"ui-words-{number}") for number, item in enumerate(media, start=1))


def _said(attached: Mapping[str, bytes], entry: Entry[Document], item: Media, anchor: str) -> Said | None:
    language = entry.record.language
    if item.transcript is not None:
        lines = _text(attached, asset_path(entry, item.transcript)).split("\n")
        return Said(tuple(line.strip() for line in lines if line.strip()), language, anchor)
    if not item.captions:
        return None
    chosen = next((one for one in item.captions if one.language == language), item.captions[0])
    cues = read_captions(_text(attached, asset_path(entry, chosen.file))).cues
    return Said(paragraphs(cues), chosen.language, anchor)


def _text(attached: Mapping[str, bytes], path: str) -> str:
    return decode_text(Source(path, attached[path]))[0]
