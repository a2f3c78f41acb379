"""Shapes as Word drew them before 2010 and still writes them beside the newer ones (VML)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

SHAPES = frozenset(("shape", "rect", "roundrect", "oval"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)")
_PLACE = re.compile(r"(?:^|;)\s*(?:margin-)?(?:left|top)\s*:\s*(-?[0-9]{1,7})(?:\.[0-9]*)?(pt|in|cm|mm)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
_PAPER = 850
"""Points, of the longer side of A4."""
_NAMED = {
    "white": "FFFFFF",
    "window": "FFFFFF",
    "black": "000000",
    "red": "FF0000",
    "yellow": "FFFF00",
    "blue": "0000FF",
}


class Shape(NamedTuple):
    """A shape: what it puts behind words (RRGGBB, "" nothing, None what is not one colour), and whether it is seen."""

    behind: str | None
    hidden: bool
    away: bool

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> Shape:
        """By its attributes. One that says nothing of its filling is white."""
        style = attributes.get("style", "")
        places = (float(place[1]) * _POINTS[place[2]] for place in _PLACE.finditer(style))
        return cls(_filling(attributes), bool(_HIDDEN.search(style)), any(abs(place) > _PAPER for place in places))


def _filling(attributes: Mapping[str, str]) -> str | None:
    if attributes.get("filled", "t").lower() in ("f", "false", "0"):
        return ""
    color = (attributes.get("fillcolor", "white").split() or [""])[0].lower()
    if found := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", color):
        return "".join(2 * one for one in found.groups()).upper()
    return color[1:].upper() if re.fullmatch(r"#[0-9a-f]{6}", color) else _NAMED.get(color)


def filled(attributes: Mapping[str, str], behind: str | None) -> str | None:
    """What is behind the words of a shape once it has said more of its filling (`v:fill`)."""
    if attributes.get("type", "solid") != "solid":
        return None
    return "" if attributes.get("opacity", "1") in ("0", "0%", "0f") else behind
