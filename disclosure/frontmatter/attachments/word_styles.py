"""How Word draws letters: what styles, properties of runs and paragraphs, and tables say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.package import Look, Package

PAPER = 17_000
"""Twentieths of a point, of the longer side of A4."""
_INDENTS = ("left", "right", "start", "end", "firstLine", "hanging")
_LOWEST, _NARROWEST = 40, -200
"""Twentieths of a point: lines so low, or letters drawn together so far, that nobody sees them."""
_SHORTEST = ("1", "2", "3", "4")
_HIGH = 1_500
"""Half points by which letters may be raised or lowered and still stand on the page."""


class Styles(Part):
    """How each style draws letters, by itself or by the style that it is based on."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._style, self._default, self._of_cells = package, "", "", ""
        self._looks: dict[str, Look] = {}
        self._based: dict[str, str] = {}
        self._shades: dict[str, dict[str, str]] = {}

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
            if attributes.get("type") == "paragraph" and "default" in attributes and is_on(attributes, "default"):
                self._default = self._style
            if attributes.get("type") == "table":
                self._shades[self._style] = {}
        elif name == "docDefaults":
            self._style = ""
        elif name == "basedOn":
            self._based[self._style] = attributes.get("val", "")
        elif name == "tblStylePr":
            self._of_cells = attributes.get("type", "")
        elif name == "shd" and self._style in self._shades and self.path[-2] in ("tcPr", "tblPr"):
            cells = self._of_cells if "tblStylePr" in self.path else ""
            self._shades[self._style][cells] = fill(attributes)
        elif "tblStylePr" not in self.path:
            own = self._looks.get(self._style, Look())
            if self.path[-2:-1] in (["rPr"], ["pPr"]):
                self._looks[self._style] = look(name, attributes).over(own)
            elif "textFill" in self.path:
                self._looks[self._style] = text_fill(self.path, attributes).over(own)

    def _ends(self, name: str) -> None:
        if name == "styles":
            package = self._package
            package.plain = self._looks.pop("", Look())
            package.styles = {style: self._resolved(style) for style in {*self._looks, *self._based}}
            package.plain_paragraph = package.styles.get(self._default, Look()).over(package.plain)
            package.table_shades = {
                style: {
                    key: shade for one in reversed([*self._line(style)]) for key, shade in self._shades[one].items()
                }
                for style in self._shades
            }

    def _resolved(self, style: str) -> Look:
        drawn = Look()
        for _ in range(20):
            drawn = drawn.over(self._looks.get(style, Look()))
            style = self._based.get(style, "")
        return drawn

    def _line(self, style: str) -> Iterator[str]:
        """A style of tables and those on which it is based."""
        for _ in range(20):
            if style not in self._shades:
                return
            yield style
            style = self._based.get(style, "")


@dataclass(slots=True)
class Table:
    """A table, as far as it has been read."""

    shades: Mapping[str, str] | None = None
    """Those of its style; None where that is not known, for it may be one of Word's own."""
    row: int = -1
    column: int = -1
    cell: str = ""
    low: bool = False
    """Whether nobody sees the row that is being read."""

    def begins(self, name: str) -> None:
        """Another row or cell."""
        self.cell = ""
        if name == "tr":
            self.row, self.column, self.low = self.row + 1, -1, False
        else:
            self.column += 1

    def says(self, name: str, attributes: Mapping[str, str]) -> None:
        """How high a row is, or which cells are drawn as the style draws those of their kind."""
        if name == "trHeight":
            height = _figure(attributes.get("val", ""))
            self.low = attributes.get("hRule") == "exact" and 0 < height <= _LOWEST
        elif self.shades is not None:
            off = {key for key in self.shades if key in attributes and not is_on(attributes, key)}
            self.shades = {key: shade for key, shade in self.shades.items() if key not in off}

    def behind(self, outside: Sequence[str | None]) -> Sequence[str | None]:
        """What may be behind the words of the cell, if that is behind the table; None for what is not known."""
        if self.cell:
            return (self.cell,)
        if self.shades is None:
            return (None,)
        at = {"firstRow": self.row > 0, "firstCol": self.column > 0, "nwCell": self.row > 0, "neCell": self.row > 0}
        some = [shade for key, shade in self.shades.items() if key and shade and not at.get(key)]
        return (*some, *((self.shades[""],) if self.shades.get("") else outside))


def look(name: str, attributes: Mapping[str, str]) -> Look:
    """What one property of a run or paragraph says of how letters are drawn."""
    value = attributes.get("val", "")
    if name == "vanish":
        return Look(hidden=is_on(attributes))
    if name in ("sz", "w"):
        return Look(tiny=value in _SHORTEST)
    if name == "spacing":
        exact = attributes.get("lineRule") == "exact" and 0 < _figure(attributes.get("line", "")) <= _LOWEST
        return Look(tiny=True) if exact or _figure(value) <= _NARROWEST else Look()
    if name == "ind":
        return Look(away=any(is_off(attributes.get(key, ""), PAPER) for key in _INDENTS))
    if name == "position":
        return Look(away=is_off(value, _HIGH))
    if name == "color":
        return Look(color=value)  # "auto" is what can be seen on anything
    if name == "highlight":
        return Look(shade="" if value in ("none", "white") else value)
    return Look(shade=fill(attributes)) if name == "shd" else Look()


def text_fill(path: Sequence[str], attributes: Mapping[str, str]) -> Look:
    """What the filling of letters (`w14:textFill`) says; it counts for more than their colour."""
    name, value = path[-1], attributes.get("val", "")
    if name == "noFill":
        return Look(hidden=True)
    if name == "alpha":  # here the share that is seen through
        return Look(hidden=True) if value.isdecimal() and int(value) >= 95_000 else Look()
    if name == "srgbClr":
        return Look(color=value)
    if name == "schemeClr":
        return Look(color="" if value in ("bg1", "lt1") else "other")
    return Look(color="other") if name in ("lumMod", "shade", "gradFill") else Look()


def fill(attributes: Mapping[str, str]) -> str:
    """What a shade puts behind letters: "" where that is nothing or white."""
    color = attributes.get("color" if attributes.get("val") == "solid" else "fill", "auto")
    return "" if color.upper() in ("AUTO", "FFFFFF") else color


def is_off(figure: str, most: int) -> bool:
    """Whether a place is farther away than any paper reaches."""
    return abs(_figure(figure)) > most


def _figure(written: str) -> int:
    return int(written) if written.removeprefix("-").isdecimal() and len(written) < 12 else 0
