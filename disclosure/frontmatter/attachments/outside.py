"""What an archive holds besides the members of its directory: bytes around them, and members that it no longer names."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator

from disclosure.frontmatter.attachments.parts import Budget

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_LOCAL, _END, _END_SIZE = b"PK\3\4", b"PK\5\6", 22
_MOST = 1000
_DESCRIPTOR = 24
"""Bytes that may stand behind a member to say how long it was."""


def gaps(data: bytes, archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Everything that is not the content of a member: names, the directory, and whatever else stands there."""
    at = 0
    for begin, end in sorted(_content(data, member) for member in archive.infolist()):
        if begin > at:
            yield data[at:begin]
        at = max(at, end)
    yield data[at:]


def unnamed(data: bytes, archive: zipfile.ZipFile, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Members that stand in the file but not in its directory; raises UnreadableError where they are too much."""
    known = {member.header_offset for member in archive.infolist()}
    inside = sorted(_content(data, member) for member in archive.infolist())
    at, count = data.find(_LOCAL), 0
    while at >= 0 and count < _MOST:
        while inside and inside[0][1] <= at:
            inside.pop(0)
        if at not in known and not (inside and inside[0][0] <= at):
            name, content = _member(data, at, budget)
            if name:
                count += 1
                yield name, content
        at = data.find(_LOCAL, at + 4)


def behind(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """What stands behind the end of the archive."""
    at = data.rfind(_END)
    return data[at + _END_SIZE + len(archive.comment) :] if at >= 0 else b""


def _content(data: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the content of a member begins and ends."""
    if data[member.header_offset : member.header_offset + 4] != _LOCAL:
        return member.header_offset, member.header_offset
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    begin = member.header_offset + _HEADER.size + name + extra
    return begin, begin + member.compress_size


def _member(data: bytes, at: int, budget: Budget) -> tuple[str, bytes]:
    """Name and content of a member by its own header; no name where that is none."""
    if at + _HEADER.size > len(data):
        return "", b""
    _, _, flags, method, _, _, _, size, _, name_size, extra = _HEADER.unpack_from(data, at)
    begin = at + _HEADER.size + name_size + extra
    name = data[at + _HEADER.size : at + _HEADER.size + name_size].decode("utf-8", "replace")
    if flags & 1 or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or begin > len(data):
        return name, b""
    if method == zipfile.ZIP_STORED:
        content = data[begin : begin + size]
    else:
        try:
            content = zlib.decompressobj(-15).decompress(data[begin:], max(budget.bytes, 0) + 1)
        except zlib.error:
            content = b""
    budget.unpack(len(content))
    return name, content
