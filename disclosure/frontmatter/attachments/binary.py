"""Word, Excel and PowerPoint files of before 2007: characters that stand side by side, and the names in their summary."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind, Leak, OldFormat, Seen, Text, UnreadableError
from disclosure.frontmatter.attachments.text import of_binary

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EQUATION = "Equation Native".encode("utf-16-le")
"""A formula in a new file, of which there is nothing else to be seen."""
_CELL = re.compile(rb"\x03\x02\x0e\0.{14}|\x7e\x02\x0a\0.{10}", re.DOTALL)
_SUMMARIES = {  # the sets of properties of MS-OLEPS, and which of them are names of persons
    bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"): (4, 8),  # author, last saved by
    bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae"): (14, 15),  # manager, company
}
_STRINGS = {30: "gb18030", 31: "utf-16-le"}


def of_old_office(name: str, data: bytes) -> Iterator[Seen]:
    """What can be read of one; raises UnreadableError for a locked one."""
    if _ENCRYPTED in data:
        raise UnreadableError("已加密 encrypted")
    yield from of_binary(data)
    yield Text(_cells(data))
    names = sum(map(is_person, _names(data)))
    if names:
        yield Leak(Kind.NAMES, names)
    if _EQUATION not in data:
        yield OldFormat(name)


def _cells(data: bytes) -> Iterator[str]:
    """The figures in cells of Excel (NUMBER and RK of MS-XLS), row by row; of long ones the first digits are all there is."""
    row = None
    for cell in _CELL.finditer(data):
        kind = cell[0][0]
        at = struct.unpack_from("<H", cell[0], 4)[0]
        value = (
            struct.unpack_from("<d", cell[0], 10)[0]
            if kind == 3
            else _from_rk(struct.unpack_from("<I", cell[0], 10)[0])
        )
        yield "" if at == row else "\n"
        row = at
        if abs(value) >= 1e17:
            yield f"{value:.14e}\t"
        elif value == value // 1:
            yield f"{value:.0f}\t"
        else:
            yield f"{value}\t"


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
