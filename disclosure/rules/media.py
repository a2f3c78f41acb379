"""Rules on films, recordings and slides: what goes with them is of a kind that browsers show, and says what it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from disclosure.base.problems import Problem
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import decode_text
from disclosure.library.bodies import files_of_item
from disclosure.model.documents import Authored, CaptionsFile, Media
from disclosure.model.media import CAPTIONS, PICTURES, TRANSCRIPTS, MediaKind, media_kind, suffix_of
from disclosure.model.records import Entry
from disclosure.rules.check import document_rule, file_rule
from disclosure.text.captions import read_captions

_USABLE: Mapping[str, AbstractSet[str]] = {"preview": PICTURES, "transcript": TRANSCRIPTS, "captions": CAPTIONS}
"""The kinds of files that may stand in a field of a medium."""


@document_rule("media-files")
def media_files(entry: Entry[Authored]) -> Iterator[Problem]:
    """Captions, transcripts and previews are of a kind that pages can show; a film of ours has captions."""
    media: tuple[Media, ...] = entry.record.read("media", ())
    for number, item in enumerate(media):
        for path, file in files_of_item(item):
            field = str(path[0])
            if field in _USABLE and suffix_of(file) not in _USABLE[field]:
                label = Media.model_fields[field].title or field
                values = {"key": field, "label": label, "file": file}
                yield Problem(entry.place("media", number, *path), "media-file-kind", values)
        captions: tuple[CaptionsFile, ...] | None = item.read("captions")
        if captions == () and media_kind(item.read("file") or "") is MediaKind.VIDEO:
            yield Problem(entry.place("media", number), "captions-missing", {"title": item.read("title", "")})


@file_rule("captions")
def captions(path: str, data: bytes) -> Iterator[Problem]:
    """Captions are read by browsers, which tell nobody what they leave out."""
    if suffix_of(path) in CAPTIONS:
        text, problems = decode_text(Source(path, data))
        yield from problems or read_captions(text, path).problems
