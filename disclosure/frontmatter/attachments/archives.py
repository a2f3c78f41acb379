"""Attached files by what is in them, whatever they are called: archives member by member, everything else by its kind."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from disclosure.frontmatter.attachments import mail, ofd, office, open_formats, outside, web
from disclosure.frontmatter.attachments.binary import OLE, of_old_office
from disclosure.frontmatter.attachments.compound import Stream
from disclosure.frontmatter.attachments.images import noted_in, of_drawing, of_film, of_picture
from disclosure.frontmatter.attachments.markup import Part
from disclosure.frontmatter.attachments.package import Package
from disclosure.frontmatter.attachments.parts import (
    MEMBERS,
    PIECE,
    Budget,
    Kind,
    Leak,
    Seen,
    Text,
    Unread,
    UnreadableError,
)
from disclosure.frontmatter.attachments.pdf import Embedded, of_pdf
from disclosure.frontmatter.attachments.spoken import spoken
from disclosure.frontmatter.attachments.text import decoded, looks_like_text, of_bytes, of_rtf, of_value, without_tags

_FAILURES = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)
_OFFICE = frozenset((".docx", ".xlsx", ".pptx", ".ofd"))
_OLD = frozenset((".doc", ".xls", ".ppt", ".wps", ".et", ".dps"))
_PICTURES = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".emf", ".wmf", ".wdp", ".ico", ".svm")
)
_FILMS = frozenset((".mp3", ".mp4", ".webm", ".ogg", ".wav", ".m4a", ".mov", ".avi", ".wmv"))
_FONTS = frozenset((".ttf", ".otf", ".ttc", ".odttf", ".fntdata", ".woff", ".woff2", ".esl"))
_SETTINGS = frozenset((".bin", ".dat", ".sigs", ".p7s", ".cer", ".jb2", ".gbig2", ".vml"))
"""Parts of office files that hold no text, besides those above."""
_ANYTHING = frozenset((".zip", ".xlsb", ".msg")) | mail.SUFFIXES
"""Files in which a part of such a name is no setting of an office program."""
_PICTURE_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[a-zA-Z!?]")
_PLAIN_NUMBER = re.compile(rb"(?<![0-9])[1-8][0-9]{16}[0-9Xx](?![0-9])")
"""In bytes that no reader shows: remarks of a PDF file, what stands behind its end."""
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
"""Others are not used by office programs, and may ask for any amount of memory."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENTRY = b"PK\1\2"
_PACKED = "Ole10Native".encode("utf-16-le")
"""Any file that was put into an office file as an object."""
_SHEET = re.compile(r"xl/worksheets/[^/]*\.(?:xml|bin)")


def look(name: str, data: bytes, budget: Budget | None = None) -> Iterator[Seen]:
    """What is in an attached file: texts to be looked through, and what readers do not see.

    What could not be read is told as Unread, at the end of what could be.
    """
    budget = budget or Budget()
    try:
        for one in _seen(name, data, budget, inside=""):
            yield one._replace(pieces=budget.timed(one.pieces)) if isinstance(one, Text) else one
    except UnreadableError as error:
        yield Unread("", str(error))


def _seen(name: str, data: bytes, budget: Budget, *, inside: str) -> Iterator[Seen]:
    """One file, alone or `inside` an archive or PDF file of that name; raises UnreadableError."""
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(b"PK\3\4") or zipfile.is_zipfile(io.BytesIO(data)):
        yield from _guarded(_of_archive(name, data, budget))
    if data.startswith(OLE):
        yield from _of_old(name, data, budget)
        if suffix in _OFFICE:
            raise UnreadableError("已加密，或不是这种文件 encrypted, or not of this kind")
    elif data.startswith(b"%PDF") or suffix == ".pdf":
        yield from _of_pdf(name, data, budget)
    elif suffix in _FILMS:
        yield from of_film(data)
        yield from of_bytes(data)
    elif data.startswith(_PICTURE_MARKS) or data[8:12] == b"WEBP" or suffix in _PICTURES:
        yield from _guarded(of_picture(data))
        yield from of_bytes(data)
    elif data.startswith(b"PK") or suffix in _FONTS:
        return
    elif suffix in _OFFICE or (suffix in _OLD and not looks_like_text(data)):
        raise UnreadableError("不是这种文件 not of this kind")
    elif mail.is_mail(suffix, data):
        yield from _of_mail(name, data, budget)
    else:
        yield from _of_text(suffix, data, inside=inside)


def _of_text(suffix: str, data: bytes, *, inside: str) -> Iterator[Seen]:
    if data.startswith(b"{\\rtf"):
        yield from of_rtf(data)
    elif _MARKUP.match(data) or suffix in (".svg", ".html", ".htm"):
        yield from without_tags(data)
        if b"<svg" in data:
            yield from _guarded(of_drawing(data))
        if suffix == ".svg":
            yield from noted_in(data)
        if suffix in (".html", ".htm") or (suffix != ".svg" and web.PAGE.search(data, 0, PIECE)):
            yield from web.of_page(data)
    elif suffix in (".csv", ".txt", ".vtt") or looks_like_text(data):
        yield from decoded(data, whole=not inside)
        if suffix == ".vtt":
            yield from spoken(data)
    elif suffix in _SETTINGS and PurePosixPath(inside).suffix.lower() not in _ANYTHING:
        return
    else:
        raise UnreadableError("不认识的文件类型 unknown kind")


def _of_old(name: str, data: bytes, budget: Budget) -> Iterator[Seen]:
    """An old Office file, and the files inside it: those that were put into it, or that a mail brings along."""
    for one in of_old_office(name, data):
        yield from _inside(one.name, one.data, budget, name) if isinstance(one, Stream) else (one,)


def _of_mail(name: str, data: bytes, budget: Budget) -> Iterator[Seen]:
    for one in mail.enclosed(data):
        yield from _inside(one.name, one.data, budget, name) if isinstance(one, mail.Enclosed) else (one,)


def _inside(member: str, data: bytes, budget: Budget, name: str) -> Iterator[Seen]:
    """A file inside another that is no archive."""
    with budget.deeper():
        budget.unpack(len(data))
        yield from _told(member, _seen(member, data, budget, inside=name))


def _guarded(seen: Iterator[Seen]) -> Iterator[Seen]:
    """The same, with whatever a damaged file makes a library raise as UnreadableError."""
    try:
        yield from seen
    except _FAILURES as error:
        raise UnreadableError(str(error) or type(error).__name__) from error


def _of_pdf(name: str, data: bytes, budget: Budget) -> Iterator[Seen]:
    yield from of_value("\n".join(found[0].decode() for found in _PLAIN_NUMBER.finditer(data)))
    for one in of_pdf(data, budget):
        if isinstance(one, Embedded):
            yield from _inside(one.name, one.data, budget, name)
        else:
            yield one


def _of_archive(name: str, data: bytes, budget: Budget) -> Iterator[Seen]:
    if data.count(_ENTRY) > 10 * MEMBERS:  # before anything is remembered of them
        raise UnreadableError("文件过多 too many files")
    with budget.deeper(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from of_value(archive.comment.decode("utf-8", "replace"))
        members = archive.infolist()
        part = _parts({_plain(member.filename) for member in members})
        for member in sorted(members, key=lambda member: office.order(_plain(member.filename))):
            yield from of_value(member.filename)
            yield from of_value(member.comment.decode("utf-8", "replace"))
            if member.flag_bits & 1 or member.compress_type not in _METHODS:
                yield Unread(member.filename, "已加密 encrypted" if member.flag_bits & 1 else "压缩方式 compression")
            elif not member.is_dir():
                budget.unpack(member.file_size)
                yield from _told(member.filename, _of_member(archive, member, part, budget, name))
        yield from _outside(name, data, archive, budget)


def _outside(name: str, data: bytes, archive: zipfile.ZipFile, budget: Budget) -> Iterator[Seen]:
    """What an archive holds besides its members."""
    yield from of_bytes(b"\n".join(outside.gaps(data, archive)))
    for member, content in outside.unnamed(data, archive, budget):
        yield Leak(Kind.OUTSIDE_DIRECTORY, 1)
        yield from _told(member, _seen(member, content, budget, inside=name))
    rest = outside.behind(data, archive)
    if data.startswith(b"PK") and rest.strip(b"\0\r\n "):
        yield Leak(Kind.UNREFERRED, 1)
        yield from _told("", _seen("", rest, budget, inside=name))


def _of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, part: Callable[[str], Part | None], budget: Budget, inside: str
) -> Iterator[Seen]:
    with archive.open(member) as file:  # never more than what its entry says
        content = file.read(member.file_size)
    if "/embeddings/" in _plain(member.filename):
        yield from _embedded(content)
    if _plain(member.filename).startswith("objectreplacements/"):  # pictures of what stands beside them
        yield from of_bytes(content)
        return
    known = part(_plain(member.filename))
    if known is None or not (_MARKUP.match(content) or content.startswith(_WIDE)):
        yield from _seen(member.filename, content, budget, inside=inside)
        return
    try:
        yield from known.seen(content)
    except UnreadableError:
        yield from without_tags(content)
        raise


def _embedded(content: bytes) -> Iterator[Seen]:
    """Whether a file inside an office file holds more than what is shown of it: of a workbook, one sheet is."""
    if content.startswith(OLE):
        more = _PACKED in content
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            more = sum(_SHEET.fullmatch(_plain(name)) is not None for name in archive.namelist()) != 1
    else:
        more = True
    if more:
        yield Leak(Kind.EMBEDDED, 1)


def _told(member: str, seen: Iterator[Seen]) -> Iterator[Seen]:
    """What is seen of a member; that one of them is damaged says nothing of the others."""
    try:
        yield from _guarded(seen)
    except UnreadableError as error:
        yield Unread(member, str(error))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _parts(names: AbstractSet[str]) -> Callable[[str], Part | None]:
    """How parts are read, by their names in small letters, in a package that has parts of all these names."""
    package = Package()

    def part(name: str) -> Part | None:
        if not name.endswith((".xml", ".rels")):
            return None
        if "ofd.xml" in names:
            return ofd.Ofd()
        if "meta-inf/manifest.xml" in names:
            return open_formats.OpenDocument(package)
        return office.part(name, package)

    return part
