"""What the parts of OFD files (GB/T 33190) hold that readers do not see."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import About, is_person
from disclosure.frontmatter.attachments.package import alike
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_SEEN_ANYHOW = frozenset(("Link", "Watermark", "Stamp"))


class Ofd(Part):
    """Any part of an OFD file."""

    def __init__(self) -> None:
        super().__init__()
        self._value, self._about = "", About()
        self._paper: list[float] = []
        self._box: list[float] = []
        self._told = self._painted = False
        self._white = 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "TextObject":
            self._box, self._told = _figures(attributes.get("Boundary", "")), False
        elif name == "FillColor" and self.path[-2:-1] == ["TextObject"]:
            self._color(attributes)
        elif name in ("ImageObject", "PathObject", "CompositeObject", "Template"):
            self._painted = True
        elif name == "Version":
            self.leaks[Kind.EARLIER] += not is_on(attributes, "Current") or "Current" not in attributes
        elif name == "Annot" and attributes.get("Type") not in _SEEN_ANYHOW:
            self.leaks[Kind.COMMENTS] += 1
        elif name == "Attachment":
            self.leaks[Kind.EMBEDDED] += 1
        elif name == "CustomData":
            self.leaks[Kind.PROPERTIES] += 1
        elif name in ("TextObject", "ImageObject", "PathObject", "Layer") and not is_on(attributes, "Visible"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1

    def _color(self, attributes: Mapping[str, str]) -> None:
        """Letters that cannot be seen, or not unless something is painted behind them."""
        if attributes.get("Alpha") == "0":
            self.leaks[Kind.HIDDEN_TEXT] += 1
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
