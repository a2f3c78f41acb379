"""Whole libraries to take away: for each kind of documents one zip with all their files and a list of what is in it.

The same files make the same bytes: their order is that of the library, and no hour stands in them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from disclosure.exports.json_text import indented
from disclosure.exports.schemas import ADDRESS, DAY, DIALECT, DIGEST, FILLED, Schema, fields, rows
from disclosure.library.addresses import document_url
from disclosure.library.versions import entry_of
from disclosure.model.kinds import KINDS
from disclosure.site.page import Copy, Deferred, Output, Page, Site, Streamed, export, on_demand, products

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what is added."""

FOLDER = "data/archives"
INDEX = f"{FOLDER}/index.json"
MANIFEST = "manifest.jsonl"
"""In each zip, its last file."""

_PACKED = (
    ".docx",
    ".gif",
    ".gz",
    ".jpeg",
    ".jpg",
    ".m4a",
    ".mp3",
    ".mp4",
    ".pdf",
    ".png",
    ".pptx",
    ".webp",
    ".xlsx",
    ".zip",
)
"""What would not become smaller."""
_STRETCH = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a document: the id of that, its path on the site, and its bytes."""

    document: str
    path: str
    data: bytes


@export("archives")
def archives(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output | Deferred]:
    """The zips, a file that names them, and what that and their lists look like."""
    if "archives" not in site.config.bulk:
        return
    yield from (Deferred(archive_file, f"archive:{folder}", turn=1) for folder in _folders(site))
    yield Deferred(archive_index, "archive:index", turn=2)
    for name, schema in SCHEMAS.items():
        yield Output(f"{FOLDER}/schema/{name}.json", indented(schema))


@on_demand("archives")
def archives_alone(site: Site) -> Mapping[str, Iterable[bytes]]:
    """The same zips, of files that are made for them."""
    planned: defaultdict[str, list[Deferred]] = defaultdict(list)
    for _, outputs_of in export:
        for item in outputs_of(site, ()):
            if isinstance(item, Deferred) and not item.turn:
                planned[item.key].append(item)
    return {f"{folder}.zip": zipped(site, _made_here(site, folder, planned)) for folder in _folders(site)}


def archive_file(site: Site, key: str) -> Iterator[Streamed]:
    """One zip, of the files as they stand on the site."""
    folder = key.partition(":")[2]
    yield Streamed(f"{FOLDER}/{folder}.zip", zipped(site, _standing(site, folder)))


def archive_index(site: Site, _: str) -> Iterator[Output]:
    """The zips with their sizes and digests."""
    files = []
    for folder in _folders(site):
        path = f"{FOLDER}/{folder}.zip"
        if path not in site.standing:  # what is planned may be looked through before anything is made
            continue
        with site.standing[path].open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(
            {
                "kind": KINDS[folder].name,
                "url": site.config.site.address + path,
                "documents": len(site.library.order[folder]),
                "bytes": site.standing[path].stat().st_size,
                "sha256": digest,
            }
        )
    head = {"version": VERSION, "schema": _schema(site, "index"), "day": str(site.on)}
    yield Output(INDEX, indented({**head, "publisher": site.config.site.organiser, "files": files}))


def _folders(site: Site) -> tuple[str, ...]:
    return tuple(folder for folder in KINDS if site.library.order[folder])


def _keys(site: Site, folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The documents of a kind, each with what its files are made of: itself and its later texts."""
    return ((key, (key, *site.library.versions_of.get(key, ()))) for key in site.library.order[folder])


def _standing(site: Site, folder: str) -> Iterator[Member]:
    for document, keys in _keys(site, folder):
        for key in keys:
            for path in site.beside.get(key, ()):
                if _belongs(site, key, path):
                    yield Member(document, path, site.standing[path].read_bytes())


def _made_here(site: Site, folder: str, planned: Mapping[str, Sequence[Deferred]]) -> Iterator[Member]:
    for document, keys in _keys(site, folder):
        for key in keys:
            made = [
                one for item in planned.get(key, ()) for one in products(item, site) if _belongs(site, key, one.path)
            ]
            for one in sorted(made, key=lambda one: one.path):
                if isinstance(one, Output):
                    yield Member(document, one.path, one.data)
                elif isinstance(one, Copy):
                    yield Member(document, one.path, site.attached[one.source])


def _belongs(site: Site, key: str, path: str) -> bool:
    """Whether a file is a document's own and no page: pages are nothing without the site around them."""
    return path.startswith(document_url(entry_of(site.library, key).record)[1:]) and not path.endswith(".html")


def zipped(site: Site, members: Iterable[Member]) -> Iterator[bytes]:
    """A zip of files and of `MANIFEST`, in stretches as they are written; one file at a time is in memory."""
    sink = _Sink()
    with TemporaryFile() as listed, zipfile.ZipFile(sink, "w") as archive:
        for member in members:
            archive.writestr(_info(member.path), member.data)
            listed.write(_line(site, member))
            yield sink.take()
        listed.seek(0)
        yield from _added(archive, sink, MANIFEST, listed)
    yield sink.take()


def _added(archive: zipfile.ZipFile, sink: _Sink, name: str, file: IO[bytes]) -> Iterator[bytes]:
    with archive.open(_info(name), "w", force_zip64=True) as target:
        while data := file.read(_STRETCH):
            target.write(data)
            yield sink.take()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # of the first hour that a zip can name
    info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
    info.create_system = 3  # as on every system
    info.external_attr = 0o644 << 16
    return info


class _Sink(io.RawIOBase):
    """Where a zip is written to and taken from, from the beginning to the end."""

    def __init__(self) -> None:
        self._data = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take what is written."""
        self._data += data
        return len(data)

    def take(self) -> bytes:
        """What was written since this was last asked."""
        data, self._data = bytes(self._data), bytearray()
        return data


def _line(site: Site, member: Member) -> bytes:
    line = {
        "file": member.path,
        "document": member.document,
        "url": site.config.site.address + member.path,
        "bytes": len(member.data),
        "sha256": hashlib.sha256(member.data).hexdigest(),
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _schema(site: Site, name: str) -> str:
    return f"{site.config.site.address}{FOLDER}/schema/{name}.json"


_SIZE: Schema = {"type": "integer", "minimum": 0}
SCHEMAS: Mapping[str, Schema] = {
    "index": {
        "$schema": DIALECT,
        "title": f"Archives of whole libraries {VERSION}",
        **fields(
            version={"const": VERSION},
            schema=ADDRESS,
            day=DAY,
            publisher=FILLED,
            files=rows(kind=FILLED, url=ADDRESS, documents=_SIZE, bytes=_SIZE, sha256=DIGEST),
        ),
    },
    "manifest": {
        "$schema": DIALECT,
        "title": f"A line of {MANIFEST} {VERSION}",
        **fields(file=FILLED, document=FILLED, url=ADDRESS, bytes=_SIZE, sha256=DIGEST),
    },
}
"""By the name under which each is published."""
