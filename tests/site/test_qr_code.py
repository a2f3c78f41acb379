"""The QR code of a page's address: module for module what segno makes, and drawn as it is."""

from __future__ import annotations

import re
import string

import segno
from hypothesis import given
from hypothesis import strategies as st

from disclosure.site.qr_code import LEVEL, MASK, QrCodes

BASE = "https://qinghe.example/policies/"
CODES = QrCodes()  # as in a build: what was made for one address serves the next
IDS = st.text(alphabet=string.ascii_letters + string.digits + "-@", min_size=1, max_size=60)


def segnos(address: str) -> list[list[int]]:
    made = segno.make(address.encode(), mode="byte", error=LEVEL, mask=MASK, boost_error=False, micro=False)
    return [[int(module) for module in row] for row in made.matrix]


def drawn(address: str) -> list[list[int]]:
    """The modules that the path of an address inks."""
    side = CODES.side(address)
    found = [[0] * side for _ in range(side)]
    column, row, path = 0, 0, CODES.path(address)
    assert path.startswith("M0 .5")
    for command, across, down in re.findall(r"([hm])(-?\d+)(?: (\d+))?", path[5:]):
        for at in range(column, column + int(across)) if command == "h" else ():
            found[row][at] = 1
        column, row = column + int(across), row + int(down or 0)
    return found


@given(st.lists(IDS, min_size=1, max_size=4))
def test_every_symbol_is_segnos(ids: list[str]) -> None:
    for key in ids:
        assert drawn(f"{BASE}{key}/") == segnos(f"{BASE}{key}/")


def test_addresses_of_one_length_need_few_symbols_of_segno() -> None:
    codes = QrCodes()
    assert len({codes.path(f"{BASE}qh-2024-{number:04}/") for number in range(1000)}) == 1000
    assert len(codes._turned) <= 4 * 4


def test_a_long_address_and_one_that_is_not_ascii_have_one_too() -> None:
    for address in (BASE + "x" * 500, BASE + "政策/"):
        assert drawn(address) == segnos(address)
