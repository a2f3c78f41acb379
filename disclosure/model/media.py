"""What a file among the media of a document is, by its name: to be looked at, watched, heard or leafed through."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath

CAPTIONS = frozenset({".vtt"})
TRANSCRIPTS = frozenset({".txt"})


class MediaKind(StrEnum):
    """How a reader takes a file in."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    SLIDES = "slides"
    OTHER = "other"


_SUFFIXES: Mapping[MediaKind, frozenset[str]] = {
    MediaKind.PICTURE: frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}),
    MediaKind.VIDEO: frozenset({".mp4", ".m4v", ".webm", ".mov"}),
    MediaKind.AUDIO: frozenset({".mp3", ".m4a", ".ogg", ".oga", ".wav", ".aac"}),
    MediaKind.SLIDES: frozenset({".pdf", ".ppt", ".pptx"}),
}
PICTURES = _SUFFIXES[MediaKind.PICTURE]


def seconds_of(length: str) -> int:
    """How long something lasts, from minutes and seconds (3:20), or with hours (1:05:00)."""
    seconds = 0
    for part in length.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def suffix_of(file: str) -> str:
    """The suffix of a file's name in small letters."""
    return PurePosixPath(file).suffix.lower()


def media_kind(file: str) -> MediaKind:
    """What a file is, by its path or the path of its address."""
    suffix = suffix_of(file)
    return next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), MediaKind.OTHER)
