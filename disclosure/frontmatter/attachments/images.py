"""What pictures and films say of where and by whom they were taken: EXIF, XMP, IPTC and the texts of PNG files."""

from __future__ import annotations

import binascii
import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice

from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind, Leak, Seen
from disclosure.frontmatter.attachments.text import decoded

_SVG_CREATOR = re.compile(rb"<dc:creator>(?:\s*+<[^<>]{0,200}+>){0,6}\s*+([^<]+)<")
_REMARK = re.compile(rb"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_HAN = re.compile("[\u4e00-\u9fff]")
"""Programs that draw name themselves in remarks, and in letters; who writes in Chinese there is a person."""

_SVG_PATH = re.compile(rb"(?:export-filename|absref|docbase)\s*=\s*[\"'](?:[A-Za-z]:[\\/]|file:|/|\\\\)")
_SVG_PICTURE = re.compile(rb"data:image/(?:jpe?g|png|webp|tiff);base64,([A-Za-z0-9+/=\s]+)")
_GPS, _ARTISTS = 0x8825, frozenset((0x013B, 0xA430))
_XP_AUTHOR = 0x9C9D
_LATITUDE = 2
_EXIF = b"Exif\0\0"
_XMP = (b"<x:xmpmeta", "<x:xmpmeta".encode("utf-16-le"), "<x:xmpmeta".encode("utf-16-be"))
_MOST_MARKS, _BETWEEN_MARKS = 20, 1000
_ENTRIES = 1000
_TEXT_LIMIT = 1_000_000
_XMP_POSITION = re.compile(rb"GPSLatitude|GPSPosition|GPSCoordinates")
_XMP_CREATOR = re.compile(rb"<dc:creator>(?:\s|<rdf:Seq>|<rdf:Bag>|<rdf:li[^>]*>)*+([^<]+)<")
_FILM_POSITION = re.compile(rb"\xa9xyz.{4}[+-]\d{2}|location\.ISO6709", re.DOTALL)
_BY_LINE = re.compile(rb"\x1c\x02\x50(..)", re.DOTALL)


def of_picture(data: bytes) -> Iterator[Seen]:
    """What the metadata of a JPEG, PNG, WebP or TIFF file give away; nothing for other or broken files."""
    positions = names = 0
    for metadata in _metadata(data):
        found = _gives_away(metadata)
        positions, names = positions + found[0], names + found[1]
        if not data.startswith(metadata[:4]):
            yield from decoded(metadata[:_TEXT_LIMIT])
    for metadata in _marked(data):
        found = _gives_away(metadata)
        positions, names = max(positions, found[0]), max(names, found[1])
    if positions:
        yield Leak(Kind.POSITIONS, 1)
    if names:
        yield Leak(Kind.NAMES, names)


def of_drawing(data: bytes) -> Iterator[Seen]:
    """What an SVG says of who drew it and where it was kept, and the pictures inside it."""
    names = sum(is_person(creator[1].decode("utf-8", "replace")) for creator in _SVG_CREATOR.finditer(data))
    if names:
        yield Leak(Kind.NAMES, names)
    if paths := sum(1 for _ in _SVG_PATH.finditer(data)):
        yield Leak(Kind.FILE_LINKS, paths)
    for picture in islice(_SVG_PICTURE.finditer(data), _MOST_MARKS):
        yield from of_picture(binascii.a2b_base64(picture[1]))


def noted_in(data: bytes) -> Iterator[Leak]:
    """What somebody noted in the source of an SVG."""
    texts = (remark[1].decode("utf-8", "replace") for remark in _REMARK.finditer(data))
    if remarks := sum(_HAN.search(text) is not None for text in texts):
        yield Leak(Kind.COMMENTS, remarks)


def _gives_away(metadata: bytes) -> tuple[int, int]:
    """How many positions and names of persons stand in EXIF, XMP, IPTC or a text of a PNG file."""
    positions = names = 0
    if metadata.startswith((b"II*\0", b"MM\0*")):
        positions, names = _exif(metadata)
    text = metadata[:_TEXT_LIMIT]
    plain = text.replace(b"\0", b"") if text.startswith(_XMP[1:]) else text
    creators = [creator[1].decode("utf-8", "replace") for creator in _XMP_CREATOR.finditer(plain)]
    by_lines = [
        metadata[line.end() : line.end() + int.from_bytes(line[1])].decode("utf-8", "replace")
        for line in _BY_LINE.finditer(text)
    ]
    named = re.match(rb"Author\0+([^\0]*)\Z", metadata)
    by_lines += [named[1].decode("utf-8", "replace")] if named else []
    return positions + bool(_XMP_POSITION.search(plain)), names + sum(map(is_person, creators + by_lines))


def of_film(data: bytes) -> Iterator[Seen]:
    """Whether a film says where it was taken."""
    if _FILM_POSITION.search(data):
        yield Leak(Kind.POSITIONS, 1)


def _metadata(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\xff\xd8"):
        yield from _of_jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _of_png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        yield from _of_webp(data)
    elif data.startswith((b"II*\0", b"MM\0*")):
        yield data


def _marked(data: bytes) -> Iterator[bytes]:
    """EXIF and XMP by their first characters, wherever they stand: in a second picture, in HEIC or GIF, behind the end."""
    for mark in (_EXIF, *_XMP):
        at = data.find(mark)
        for _ in range(_MOST_MARKS):
            if at < 0:
                break
            yield data[at : at + _TEXT_LIMIT].removeprefix(_EXIF)
            at = data.find(mark, at + _BETWEEN_MARKS)


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while data[at : at + 1] == b"\xff" and (kind := data[at + 1 : at + 2]) not in (b"\xda", b""):
        size = int.from_bytes(data[at + 2 : at + 4])
        if kind in (b"\xe1", b"\xed", b"\xfe"):
            yield data[at + 4 : at + 2 + size].removeprefix(b"Exif\0\0")
        at += 2 + max(size, 2)


def _of_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while (kind := data[at + 4 : at + 8]) not in (b"", b"IEND"):
        size = int.from_bytes(data[at : at + 4])
        chunk = data[at + 8 : at + 8 + size]
        if kind in (b"eXIf", b"tEXt"):
            yield chunk
        elif kind in (b"zTXt", b"iTXt"):
            key, _, rest = chunk.partition(b"\0")
            packed = kind == b"zTXt" or rest[:1] == b"\1"
            text = rest[1:] if kind == b"zTXt" else rest[2:].split(b"\0", 2)[-1]
            try:
                whole = zlib.decompressobj().decompress(text, _TEXT_LIMIT) if packed else text
                yield _unfolded(whole) if key.startswith(b"Raw profile type") else key + b"\0" + whole
            except zlib.error:
                yield key
        at += 12 + size


def _unfolded(profile: bytes) -> bytes:
    """Metadata that ImageMagick keeps as figures of base 16, under a line each for its kind and length."""
    try:
        return bytes.fromhex("".join(profile.decode("ascii").split()[2:])).removeprefix(_EXIF)
    except ValueError:
        return profile


def _of_webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while len(kind := data[at : at + 4]) == 4:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"EXIF", b"XMP "):
            yield data[at + 8 : at + 8 + size].removeprefix(b"Exif\0\0")
        at += 8 + size + size % 2


def _exif(tiff: bytes) -> tuple[int, int]:
    """How many positions and names of persons stand in EXIF, which has the form of a TIFF file."""
    order = "<" if tiff.startswith(b"II") else ">"
    names = positions = 0
    waiting, seen = [(struct.unpack_from(f"{order}I", tiff, 4)[0], False)] if len(tiff) >= 8 else [], set[int]()
    while waiting:
        at, of_position = waiting.pop()
        if at in seen or at + 2 > len(tiff) or len(seen) > 100:
            continue
        seen.add(at)
        count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _ENTRIES, (len(tiff) - at - 2) // 12)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, size, value = struct.unpack_from(f"{order}HHII", tiff, entry)
            if tag in (_GPS, 0x8769):
                waiting.append((value, tag == _GPS))
            elif of_position and tag == _LATITUDE:
                positions += 1
            elif tag in _ARTISTS or tag == _XP_AUTHOR:
                raw = tiff[value : value + size] if size > 4 else tiff[entry + 8 : entry + 8 + size]
                names += is_person(raw.decode("utf-16-le" if tag == _XP_AUTHOR else "utf-8", "replace"))
        after = at + 2 + 12 * count
        if not of_position and after + 4 <= len(tiff):
            waiting.append((struct.unpack_from(f"{order}I", tiff, after)[0], False))
    return positions, names
