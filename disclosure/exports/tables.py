"""What a table for a spreadsheet is, before anything is written: columns with heads, and cells that may reach down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, those that stand over it and its neighbours, its width in characters, whether it is centred."""

    words: str
    above: str = ""
    width: int = 12
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell: its text, over how many rows it reaches, where it leads, and whether it is a number to calculate with."""

    text: str
    rows: int = 1
    url: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its title, its columns, and its rows; None in a row: another cell reaches here from above."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Filled | None]]
    fixed: int = 0
    """How many columns stay in sight."""
    filtered: bool = False
    """Whether its rows can be narrowed by what stands in its columns."""
