"""What the parts of one office file (ECMA-376) know of one another, and what is drawn in any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind

PATH = re.compile(r"(?i)file:/|(?<![a-z])[a-z]:[\\/](?!/)|\\\\\w")
"""A path of somebody's computer or network, in the instruction of a field or a property."""
_RGB = re.compile(r"[0-9A-F]{6}")
_NEAR = 15
"""Steps of 255 between two colours that look the same."""


class Look(NamedTuple):
    """How letters are drawn, as far as it says so: hidden, too small to be seen, their colour, what is behind, off the page.

    Colours are RRGGBB, or "" for the paper.
    """

    hidden: bool | None = None
    tiny: bool | None = None
    color: str | None = None
    shade: str | None = None
    away: bool | None = None

    def over(self, below: Look) -> Look:
        """The same, and what it does not say as `below` says it."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.tiny if self.tiny is None else self.tiny,
            below.color if self.color is None else self.color,
            below.shade if self.shade is None else self.shade,
            below.away if self.away is None else self.away,
        )

    def is_unseen(self, behind: str | None) -> bool:
        """Whether nobody sees such letters; `behind` is what is behind all of them, None where that is not known."""
        shade = self.shade or behind
        return bool(
            self.hidden or self.tiny or (self.color is not None and shade is not None and alike(self.color, shade))
        )


class Box(NamedTuple):
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def holds(self, other: Box) -> bool:
        """Whether the other is inside it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )


@dataclass(slots=True)
class Canvas:
    """What a slide, layout or master of PowerPoint gives to what stands on it.

    Placeholders are known by type and index.
    """

    background: str | None = "inherited"
    colors: dict[tuple[str, str], str | None] = field(default_factory=dict)
    boxes: dict[tuple[str, str], Box] = field(default_factory=dict)
    painted: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class Package:
    """What parts of one package know of one another: styles of Word, formats and shared strings of Excel, slides."""

    styles: dict[str, Look] = field(default_factory=dict)
    plain: Look = field(default_factory=Look)
    """Letters of Word of no style, and those of paragraphs that name none."""
    plain_paragraph: Look = field(default_factory=Look)
    table_shades: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each style of tables of Word puts behind cells: "" for the whole table, or by the cells that it is for."""
    parents: dict[str, str] = field(default_factory=dict)
    """Of the styles of OpenDocument, which are known by family and name."""
    painted: bool = False
    """Whether something is painted on the paper of OpenDocument."""
    hidden_formats: set[str] = field(default_factory=set)
    hidden_rules: set[str] = field(default_factory=set)
    """Formats of conditions of Excel that show nothing."""
    format_shades: dict[str, str] = field(default_factory=dict)
    """What is behind cells of a format of Excel, unless it is the paper."""
    strings: list[str] = field(default_factory=list)
    string_colors: dict[int, str] = field(default_factory=dict)
    """Of the shared strings that hold letters in a colour of their own near white."""
    slide: tuple[int, int] = (0, 0)
    """Width and height of the slides of PowerPoint, 0 where they are not known."""
    dark_slides: bool = False
    canvases: dict[str, Canvas] = field(default_factory=dict)
    """Of slides, layouts and masters, by the names of their parts."""
    stands_on: dict[str, str] = field(default_factory=dict)
    """The layout of each slide, the master of each layout."""

    def below(self, name: str) -> list[Canvas]:
        """What the slide or layout of this name stands on, the nearest first."""
        layout = self.stands_on.get(name, "")
        names = (layout, self.stands_on.get(layout, ""))
        return [self.canvases[one] for one in names if one in self.canvases]


class Drawn(Part):
    """Any part: objects that are drawn but hidden, and the people named in comments and changes."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("cNvPr", "docPr") and "hidden" in attributes and is_on(attributes, "hidden"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1
        elif name in ("person", "cmAuthor", "author"):
            self.leaks[Kind.NAMES] += any(is_person(attributes.get(key)) for key in ("displayName", "author", "name"))
        elif name in ("comment", "cm", "threadedComment"):
            self.leaks[Kind.COMMENTS] += 1


def alike(color: str, shade: str) -> bool:
    """Whether nobody sees letters of this colour on that (RRGGBB, or "" for paper)."""
    pair = [one.upper() or "FFFFFF" for one in (color, shade)]
    if not all(map(_RGB.fullmatch, pair)):
        return False
    return all(abs(int(pair[0][at : at + 2], 16) - int(pair[1][at : at + 2], 16)) <= _NEAR for at in (0, 2, 4))


def is_white(color: str) -> bool:
    """Whether nobody sees letters of this colour (RRGGBB) on paper."""
    return alike(color or "000000", "")
