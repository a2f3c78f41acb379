"""Files that a page offers for download: what they are called, and how large they are."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from disclosure.library.addresses import download_url
from disclosure.library.bodies import only_on_request
from disclosure.model.kinds import kind_of

if TYPE_CHECKING:
    from disclosure.model.documents import Document
    from disclosure.site.page import Site, Strings

KILOBYTE = 1024

SUFFIXES = ("docx", "pdf", "md", "json")
"""In the order in which readers are offered them: what most can open comes first."""


@dataclass(frozen=True, slots=True)
class File:
    """Something to download: its name, its address, and what it is, such as `PDF，12 KB`."""

    title: str
    url: str
    about: str


def whole_document(site: Site, record: Document, words: str = "download.") -> tuple[File, ...]:
    """A document as files, in every format in which it is published: none of a kind without downloads, or open only on request.

    `words` and a suffix are the key of what each is called.
    """
    if not kind_of(record).downloads or only_on_request(site.library.documents[record.id]):
        return ()
    made = site.files.of(site, record.id)
    return tuple(
        File(site.strings(f"{words}{suffix}"), url, file_in_words(site.strings, url, len(made[suffix])))
        for suffix in SUFFIXES
        if suffix in made and (url := download_url(record, suffix))
    )


def file_in_words(strings: Strings, file: str, size: int) -> str:
    """What a reader will download, from its name and its size in bytes: `PDF，12 KB`; never less than it is."""
    kind = PurePosixPath(file).suffix.lstrip(".").upper()
    if size <= KILOBYTE**2:
        return strings("file.kilobytes", kind=kind, size=ceil(size / KILOBYTE))
    return strings("file.megabytes", kind=kind, size=f"{ceil(size * 10 / KILOBYTE**2) / 10:.1f}")
