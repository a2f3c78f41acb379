"""Rules on films, recordings and slides: what goes with them is of a kind that browsers show, and says what it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from disclosure.base.problems import Problem
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import decode_text
from disclosure.library.addresses import asset_path
from disclosure.library.bodies import files_of_item
from disclosure.library.library import Library
from disclosure.model.documents import Authored, CaptionsFile, Media
from disclosure.model.media import CAPTIONS, PICTURES, TRANSCRIPTS, MediaKind, media_kind, seconds_of, suffix_of
from disclosure.model.records import Entry
from disclosure.rules.check import Sensitive, document_rule, file_rule
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


def past_the_end(library: Library, attached: Mapping[str, bytes]) -> Iterator[Problem]:
    """Captions that go on after the film: they are of another film, or its length is wrong.

    This is no rule of a document or of a file alone, so nothing that it finds is remembered. A length is in whole seconds,
    so the last words may end within the one that has begun. `attached` are the files of documents by their paths.
    """
    for entry in library.documents.values():
        media: tuple[Media, ...] = entry.record.read("media", ())
        for number, item in enumerate(media):
            for captions in item.captions if item.length else ():
                path = asset_path(entry, captions.file)
                text, problems = decode_text(Source(path, attached.get(path, b"")))
                cues = () if problems else read_captions(text, path).cues
                last = max((cue.ends for cue in cues), default=0) // 1000
                if item.length and last > seconds_of(item.length):
                    ends = f"{last // 60}:{last % 60:02}"
                    values = {"file": captions.file, "ends": ends, "length": item.length}
                    yield Problem(entry.place("media", number, "length"), "captions-past-end", values)


@file_rule("captions")
def captions(path: str, data: bytes, _sensitive: Sensitive) -> Iterator[Problem]:
    """Captions are read by browsers, which tell nobody what they leave out."""
    if suffix_of(path) in CAPTIONS:
        text, problems = decode_text(Source(path, data))
        yield from problems or read_captions(text, path).problems
