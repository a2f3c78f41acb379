"""The text in attached files, as far as it can be read: to be looked through, not to be shown.

Office files are archives of XML; what stands in one cell or paragraph comes out as one line. Of the older binary formats
only characters that stand side by side are seen, pictures, sound and films are not read at all. Nothing here runs what a
file brings along, and what it unpacks to is bounded.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

PLAIN = frozenset((".csv", ".txt"))
BINARY = frozenset((".doc", ".xls", ".ppt", ".wps", ".et"))
"""Formats whose text is searched byte by byte: only what cannot stand there by chance counts."""

MOST_BYTES = 100_000_000
"""What one file may unpack to, in bytes; what is larger is not read."""
MOST_MEMBERS = 10_000
DEEPEST = 3
"""How many archives may stand in one another."""

_ARCHIVES = frozenset((".docx", ".xlsx", ".pptx", ".ofd", ".zip"))
_MARKED_UP = frozenset((".xml", ".rels", ".svg", ".html"))
_LINE_ENDS = re.compile(r"</(?:\w+:)?(?:p|tc|c|si|t[dhr]|text|TextCode|br)>|<(?:\w+:)?(?:br|tab|cr)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnreadableError(Exception):
    """A file whose text could not be read; the message is why, in the words of what tried to."""


def texts(name: str, data: bytes) -> Iterator[str]:
    """The texts in a file by its name's ending: none for what is not read, one or more for what is.

    Raises UnreadableError for a damaged, locked or too large file, when its turn comes.
    """
    try:
        yield from _texts(name, data, [MOST_BYTES, MOST_MEMBERS], DEEPEST)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(str(error) or type(error).__name__) from error


def _texts(name: str, data: bytes, left: list[int], depth: int) -> Iterator[str]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PLAIN:
        yield _decoded(data)
    elif suffix in _MARKED_UP:
        yield _without_tags(_decoded(data))
    elif suffix == ".pdf":
        yield from _of_pdf(data)
    elif suffix in _ARCHIVES | BINARY and zipfile.is_zipfile(io.BytesIO(data)):  # WPS writes archives too
        yield from _of_archive(data, left, depth)
    elif suffix in _ARCHIVES | BINARY:
        if _ENCRYPTED in data:
            raise UnreadableError("已加密 encrypted")
        if suffix in _ARCHIVES and not data.startswith(_OLE):
            raise UnreadableError("不是这种文件 not of this kind")
        yield data.decode("latin-1")
        yield data.decode("utf-16-le", errors="replace")
        yield data[1:].decode("utf-16-le", errors="replace")


def _of_archive(data: bytes, left: list[int], depth: int) -> Iterator[str]:
    """`left` is how many bytes and members may still be unpacked."""
    if depth == 0:
        raise UnreadableError("压缩包层层嵌套 archives in archives")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            left[0] -= member.file_size
            left[1] -= 1
            if min(left) < 0:
                raise UnreadableError("解压后过大 too large")
            with archive.open(member) as file:  # never more than what its entry says
                yield from _texts(member.filename, file.read(member.file_size), left, depth - 1)


def _of_pdf(data: bytes) -> Iterator[str]:
    import pypdf  # noqa: PLC0415 — takes a tenth of a second, and most builds meet no new PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on damage are for programmers
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("已加密 encrypted")
        for page in reader.pages:
            yield page.extract_text()
        for field in (reader.get_fields() or {}).values():
            yield str(field.value or "")
    except (
        PyPdfError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:  # damaged in its own way
        raise UnreadableError(str(error) or type(error).__name__) from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # what Excel calls Unicode text
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _without_tags(text: str) -> str:
    """A cell or paragraph a line: its runs are joined, since a number may be parted among several."""
    return _TAG.sub("", _LINE_ENDS.sub("\n", text))
