"""Word, Excel and PowerPoint files of before 2007: characters that stand side by side, and the names in their summary."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from disclosure.frontmatter.attachments.compound import Stream, streams
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind, Leak, OldFormat, Seen, Text, UnreadableError
from disclosure.frontmatter.attachments.text import of_binary

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EQUATION = "Equation Native".encode("utf-16-le")
"""A formula in a new file, of which there is nothing else to be seen."""
_CELL = re.compile(rb"\x03\x02\x0e\0.{14}|\x7e\x02\x0a\0.{10}|\x06\0.[\0-\x7f].{14}|\xbd\0.[\0-\x06].{4}", re.DOTALL)
"""Records NUMBER, RK, FORMULA and the beginning of MULRK."""
_WORKBOOKS = ("Workbook", "Book")
_SHEET = re.compile(rb"\x85\0.\0.{4}[\1\2]\0", re.DOTALL)
"""A record BOUNDSHEET of a worksheet that is hidden, or hidden from the list of hidden ones."""
_SUMMARIES = {  # the sets of properties of MS-OLEPS, and which of them are names of persons
    bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"): (4, 8),  # author, last saved by
    bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae"): (14, 15),  # manager, company
}
_NUMBER, _RK, _MULRK = 0x203, 0x27E, 0xBD
_FILES = (b"PK\3\4", b"%PDF", OLE)
_GLOBALS = 1 << 20
"""Bytes of a workbook in which its sheets are named."""
_STRINGS = {30: "gb18030", 31: "utf-16-le"}


def of_old_office(name: str, data: bytes) -> Iterator[Seen | Stream]:
    """What can be read of one, and the files inside it; raises UnreadableError for a locked one.

    What lies in its sectors one after the other is looked through as well as its streams: they may be damaged.
    """
    if _ENCRYPTED in data:
        raise UnreadableError("已加密 encrypted")
    yield from of_binary(data)
    yield Text(_cells(data))
    names, sheets = sum(map(is_person, _names(data))), 0
    for stream in streams(data):
        if stream.data.startswith(_FILES):
            yield stream
        elif not stream.whole:
            yield from of_binary(stream.data)
        if stream.name in _WORKBOOKS:
            yield Text(_cells(b"" if stream.whole else stream.data))
            sheets += len(_SHEET.findall(stream.data[:_GLOBALS]))
    if sheets:
        yield Leak(Kind.HIDDEN_SHEETS, sheets)
    if names:
        yield Leak(Kind.NAMES, names)
    if _EQUATION not in data:
        yield OldFormat(name)


def _cells(data: bytes) -> Iterator[str]:
    """The figures in cells of Excel (MS-XLS), row by row; of long ones the first digits are all there is."""
    last = None
    for cell in _CELL.finditer(data):
        for row, value in _figures(data, cell.start()):
            yield "" if row == last else "\n"
            last = row
            if abs(value) >= 1e17:
                yield f"{value:.14e}\t"
            elif value == value // 1:
                yield f"{value:.0f}\t"
            else:
                yield f"{value}\t"


def _figures(data: bytes, at: int) -> Iterator[tuple[int, float]]:
    """The rows and figures in one record, that begins there; nothing where it is none."""
    kind, size, row = struct.unpack_from("<HHH", data, at)
    if kind == _MULRK:
        count, end = (size - 6) // 6, at + 2 + size
        first, last = (int.from_bytes(data[place : place + 2], "little") for place in (at + 6, end))
        if size == 6 * count + 6 and last == first + count - 1 and end + 2 <= len(data):
            for one in range(count):
                yield row, _from_rk(struct.unpack_from("<I", data, at + 10 + 6 * one)[0])
    elif kind == _RK:
        yield row, _from_rk(struct.unpack_from("<I", data, at + 10)[0])
    elif data[at + 16 : at + 18] != b"\xff\xff":  # the result of a formula that is no figure
        value = struct.unpack_from("<d", data, at + 10)[0]
        if kind == _NUMBER or 1e5 <= abs(value) < 1e19:
            yield row, value


def _from_rk(code: int) -> float:
    """A figure in 30 bits: a whole number, or the upper half of one in 64; of either a hundredth."""
    if code & 2:
        value = float((code >> 2) - (1 << 30 if code & 0x80000000 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (code & 0xFFFFFFFC) << 32))[0]
    return value / 100 if code & 1 else value


def _names(data: bytes) -> Iterator[str]:
    for kind, wanted in _SUMMARIES.items():
        at = data.find(kind)
        if at < 28:
            continue
        properties = data[at - 28 : at - 28 + 4096]  # such streams are short, and stand in one piece
        try:
            start = struct.unpack_from("<I", properties, 44)[0]
            count = min(struct.unpack_from("<I", properties, start + 4)[0], 100)
            for index in range(count):
                number, offset = struct.unpack_from("<II", properties, start + 8 + 8 * index)
                form, size = struct.unpack_from("<II", properties, start + offset)
                if number in wanted and form in _STRINGS:
                    size *= 2 if form == 31 else 1
                    raw = properties[start + offset + 8 : start + offset + 8 + size]
                    yield raw.decode(_encoding(raw, form), "replace").partition("\0")[0]
        except struct.error:
            continue


def _encoding(raw: bytes, form: int) -> str:
    """Strings of one byte a character say elsewhere what they are in; here it is seen from them."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _STRINGS[form]
    return "utf-8" if form == 30 else _STRINGS[form]
