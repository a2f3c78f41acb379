"""The streams of a compound file (MS-CFB): of old Office files and of mails of Outlook, whose sectors may lie in any order."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_FREE = 0xFFFFFFFA
"""The least number that is no sector."""
_MOST_STREAMS = 10_000
_HEAD = 512


class Stream(NamedTuple):
    """One stream with its name; `whole` where its sectors stand one after the other."""

    name: str
    data: bytes
    whole: bool


def streams(data: bytes) -> Iterator[Stream]:
    """Every stream, as far as its sectors are there; nothing of a file that is damaged beyond that."""
    try:
        yield from _Compound(data).streams()
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        return


class _Compound:
    """A compound file: tables of which sector follows which, and the directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(max(struct.unpack_from("<H", data, 30)[0], 7), 12)
        directory, self._cutoff, mini, more = struct.unpack_from("<I4xII4xI", data, 48)
        tables = islice(self._tables(more), len(data) // self._size // (self._size // 4) + 1)
        self._next = [one for sector in tables for one in self._numbers(sector)]
        self._directory = self._chain(directory, 128 * _MOST_STREAMS)
        self._mini_next = (
            list(struct.unpack(f"<{len(table) // 4}I", table))
            if (table := self._chain(mini, len(data) // 64 * 4))
            else []
        )
        self._left = 2 * len(data)

    def streams(self) -> Iterator[Stream]:
        """By the directory."""
        small = b""
        for at in range(0, len(self._directory) - 127, 128):
            entry = self._directory[at : at + 128]
            length, kind = struct.unpack_from("<HB", entry, 64)
            first, size = struct.unpack_from("<II", entry, 116)
            if kind == 5:
                small = self._chain(first, size)
            elif kind == 2 and size <= len(self._data) and self._left > 0:
                self._left -= size
                name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                content = self._chain(first, size) if size >= self._cutoff else self._small(small, first, size)
                yield Stream(name, content, content in self._data)

    def _tables(self, more: int) -> Iterator[int]:
        """The sectors that hold the table of sectors."""
        yield from (one for one in struct.unpack_from("<109I", self._data, 76) if one < _FREE)
        for _ in range(len(self._data) // self._size):
            if more >= _FREE:
                return
            *sectors, more = self._numbers(more)
            yield from (one for one in sectors if one < _FREE)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        content = self._sector(sector)
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        begin = max(_HEAD, self._size) + number * self._size
        return self._data[begin : begin + self._size]

    def _chain(self, first: int, size: int) -> bytes:
        return b"".join(map(self._sector, _followed(first, self._next, -(-size // self._size))))[:size]

    def _small(self, whole: bytes, first: int, size: int) -> bytes:
        chain = _followed(first, self._mini_next, -(-size // 64))
        return b"".join(whole[64 * one : 64 * one + 64] for one in chain)[:size]


def _followed(first: int, table: list[int], most: int) -> Iterator[int]:
    """The sectors of a chain, which ends at the latest when it has as many as there are, or as are asked for."""
    for _ in range(min(len(table), most)):
        if first >= len(table):
            return
        yield first
        first = table[first]
