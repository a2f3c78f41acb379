"""What the parts of OFD files (GB/T 33190) hold that readers do not see."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import About, is_person
from disclosure.frontmatter.attachments.package import alike
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_SEEN_ANYHOW = frozenset(("Link", "Watermark", "Stamp"))
_DRAWN = frozenset(("TextObject", "ImageObject", "PathObject", "CompositeObject", "Template", "Layer"))
_TINY = 0.7
"""Millimetres of the height of letters."""


class Ofd(Part):
    """Any part of an OFD file."""

    def __init__(self) -> None:
        super().__init__()
        self._value, self._about = "", About()
        self._paper: list[float] = []
        self._box: list[float] = []
        self._told = self._painted = self._scanned = False
        self._white = self._clear = 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "FillColor" and self.path[-2:-1] == ["TextObject"]:
            self._color(attributes)
        elif name == "Version":
            self.leaks[Kind.EARLIER] += not is_on(attributes, "Current") or "Current" not in attributes
        elif name == "Annot" and attributes.get("Type") not in _SEEN_ANYHOW:
            self.leaks[Kind.COMMENTS] += 1
        elif name == "Attachment":
            self.leaks[Kind.EMBEDDED] += 1
        elif name == "CustomData":
            self.leaks[Kind.PROPERTIES] += 1
        elif name in _DRAWN:
            self._draws(name, attributes)

    def _draws(self, name: str, attributes: Mapping[str, str]) -> None:
        """An object of a page, or a layer of them."""
        box, clear = _figures(attributes.get("Boundary", "")), attributes.get("Alpha", "").strip() in ("0", "0.0")
        if not is_on(attributes, "Visible"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1
        elif name == "TextObject":
            size, filled = _figures(attributes.get("Size", "")), is_on(attributes, "Fill")
            self._clear += clear or not (filled or attributes.get("Stroke", "").lower() in ("true", "1"))
            self.leaks[Kind.HIDDEN_TEXT] += bool(size) and size[0] < _TINY
        elif name != "Layer":
            self._painted = True
            self._scanned = self._scanned or (name == "ImageObject" and _covers(box, self._paper))
            self.leaks[Kind.HIDDEN_OBJECTS] += clear
        if name == "TextObject":
            self._box, self._told = box, False

    def _color(self, attributes: Mapping[str, str]) -> None:
        """Letters that cannot be seen, or not unless something is painted behind them."""
        self._clear += attributes.get("Alpha") == "0"
        color = _figures(attributes.get("Value", ""))
        if len(color) == 3 and alike("".join(f"{min(max(round(one), 0), 255):02X}" for one in color), ""):
            self._white += 1

    def _says(self, text: str) -> str:
        if len(self._value) < LONGEST:
            self._value += text
        if self.path[-1] == "TextCode" and text.strip() and not self._told:
            self._told = True
            self.leaks[Kind.OFF_PAGE] += _is_off(self._box, self._paper)
        return text

    def _ends(self, name: str) -> None:
        if name == "Author" and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
        elif name == "PhysicalBox":
            self._paper = _figures(self._value)
        elif name in ("Title", "Subject", "Keyword", "Abstract"):
            self._about.take({"Abstract": "description"}.get(name, name), self._value)
        elif len(self.path) == 1:
            self.leaks.update(self._about.leaks())
            if not self._painted:
                self.leaks[Kind.HIDDEN_TEXT] += self._white
            if not self._scanned:  # words that were read in a picture stand unseen on it
                self.leaks[Kind.HIDDEN_TEXT] += self._clear


def _figures(value: str) -> list[float]:
    try:
        return [float(one) for one in value.split()]
    except ValueError:
        return []


def _is_off(box: list[float], paper: list[float]) -> bool:
    """Whether a box stands beside the paper: left, top, width, height of both in millimetres; A3 where none is named."""
    if len(box) != 4:
        return False
    _, _, width, height = paper if len(paper) == 4 else (0, 0, 420, 420)
    return box[0] >= width or box[1] >= height or box[0] + box[2] <= 0 or box[1] + box[3] <= 0


def _covers(box: list[float], paper: list[float]) -> bool:
    """Whether a picture takes half of the paper or more."""
    return len(box) == 4 and len(paper) == 4 and 2 * box[2] * box[3] >= paper[2] * paper[3]
