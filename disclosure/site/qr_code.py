"""The address of a page as a QR code, for paper: the only module that imports segno.

A QR code of one version and mask is linear: whichever bit of the address is turned, always the same modules turn with it,
those of its check words included. So segno makes the first symbol and the modules of each bit that differs somewhere; every
other symbol is their sum. That is a twelfth of the time, and module for module what segno makes (see the test).
"""

from __future__ import annotations

import segno

LEVEL, MASK = "m", 0
"""What may be lost of a copy and still be read: 15 %. The mask is given, since to weigh all eight takes five times as long."""


class QrCodes:
    """Symbols of addresses, each told from the first one of its length."""

    def __init__(self) -> None:
        self._first: dict[int, tuple[bytes, _Symbol]] = {}
        self._turned: dict[tuple[int, int, int], int] = {}

    def side(self, address: str) -> int:
        """How many modules a side of the symbol has, without the quiet zone."""
        return self._known(address.encode())[1].side

    def path(self, address: str) -> str:
        """The symbol as one SVG path, to be drawn with a stroke of 1: each dark stretch of a row is a line."""
        side, value = self.symbol(address)
        rows = value.to_bytes(side * _width(side), "big")
        lines = (
            "".join(map(_LINES.__getitem__, rows[at : at + _width(side)])) for at in range(0, len(rows), _width(side))
        )
        return "M0 .5" + f"m-{8 * _width(side)} 1".join(lines)

    def symbol(self, address: str) -> tuple[int, int]:
        """The side, and the modules row by row as the bits of one number, each row filled up to whole bytes."""
        data = address.encode()
        first, known = self._known(data)
        value = known.value
        for position, (one, other) in enumerate(zip(first, data, strict=True)):
            differs = one ^ other
            while differs:
                bit = differs & -differs
                value ^= self._turns(first, known, position, bit)
                differs ^= bit
        return known.side, value

    def _known(self, data: bytes) -> tuple[bytes, _Symbol]:
        found = self._first.get(len(data))
        if found is None:
            found = self._first[len(data)] = (data, _Symbol(data))
        return found

    def _turns(self, first: bytes, known: _Symbol, position: int, bit: int) -> int:
        """The modules that turn with one bit of an address."""
        key = (known.side, position, bit)
        turned = self._turned.get(key)
        if turned is None:
            other = bytearray(first)
            other[position] ^= bit
            turned = self._turned[key] = known.value ^ _Symbol(bytes(other)).value
        return turned


class _Symbol:
    """What segno makes of some bytes."""

    def __init__(self, data: bytes) -> None:
        made = segno.make(data, mode="byte", error=LEVEL, mask=MASK, boost_error=False, micro=False)
        self.side = len(made.matrix)
        filling = bytes(8 * _width(self.side) - self.side)
        self.value = int("".join(str(module) for row in made.matrix for module in (*row, *filling)), 2)


def _width(side: int) -> int:
    """The bytes of a row."""
    return -(-side // 8)


def _line(modules: int) -> str:
    """Eight modules of a row: `h` draws, `m` goes on."""
    text = f"{modules:08b}"
    return "".join(
        f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"
        for run in text.replace("01", "0 1").replace("10", "1 0").split()
    )


_LINES = tuple(_line(value) for value in range(256))
