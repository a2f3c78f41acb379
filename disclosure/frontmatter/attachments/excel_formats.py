"""How Excel shows figures and strings: formats of cells, of conditions, of letters in shared strings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from disclosure.frontmatter.attachments.markup import Part
from disclosure.frontmatter.attachments.package import Drawn, Package, alike

_SHORT = 40
"""Characters of a shared string that may be a piece of a number: longer ones are looked through where they stand."""
_MOST_STRINGS = 1_000_000
_TINT = 0.1
_INDEXED = {"1": "FFFFFF", "9": "FFFFFF", "0": "000000", "8": "000000", "2": "FF0000", "10": "FF0000"}
"""Of the first colours of Excel's palette, those that are used to hide letters."""
_SECTION = r'(?:\s|\\ |"\s*"|_.|\*.|\[[^\[\]]*\])*+'
_SHOWS_NOTHING = re.compile(rf"{_SECTION};{_SECTION};{_SECTION}(?:;{_SECTION})?")
_IN_WHITE = re.compile(r"(?i)\[(?:white|白色?|color ?2|颜色 ?2)\]")


class Strings(Drawn):
    """The strings that cells share."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package
        self._strings, self._string, self._size = package.strings, list[str](), 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._string, self._size = [], 0
        elif name == "color" and self.path[-2:-1] == ["rPr"] and len(self._strings) < _MOST_STRINGS:
            color = color_of(attributes)
            if color is not None:
                self._package.string_colors[len(self._strings)] = color

    def _says(self, text: str) -> str:
        self._size += len(text)
        if self._size <= _SHORT:
            self._string.append(text)
        return text

    def _ends(self, name: str) -> None:
        if name == "si" and len(self._strings) < _MOST_STRINGS:
            short = "".join(self._string) if self._size <= _SHORT else ""
            self._strings.append(short if any(map(str.isdecimal, short)) else "")


def color_of(attributes: Mapping[str, str]) -> str | None:
    """A colour as RRGGBB, "" for the first of the theme, which is that of the paper; None where it is another of those."""
    if attributes.get("theme") == "0" and abs(float(attributes.get("tint", "0") or "0")) < _TINT:
        return ""
    if attributes.get("indexed") in _INDEXED:
        return _INDEXED[attributes["indexed"]]
    return attributes["rgb"][-6:] if "rgb" in attributes else None


class Formats(Part):
    """Which formats of cells show nothing: of figures ";;;", or letters in the colour of what is behind them."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._empty, self._white_figures = package, set[str](), set[str]()
        self._colors: dict[int, str] = {}
        self._tiny: set[int] = set()
        self._shades: dict[int, str | None] = {}
        self._fonts = self._fills = self._count = self._rule = -1
        self._conditional = Conditional()

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self.path[-2:-1]
        if name == "dxf" and inside == ["dxfs"]:
            self._rule, self._conditional = self._rule + 1, Conditional()
        elif "dxf" in self.path:
            self._conditional.begins(self.path, attributes)
        elif name == "numFmt" and _SHOWS_NOTHING.fullmatch(attributes.get("formatCode", "")):
            self._empty.add(attributes.get("numFmtId", ""))
        elif name == "numFmt" and _IN_WHITE.match(attributes.get("formatCode", "")):
            self._white_figures.add(attributes.get("numFmtId", ""))
        elif name == "font" and inside == ["fonts"]:
            self._fonts += 1
        elif name == "color" and self.path[-3:-1] == ["fonts", "font"]:
            if (color := color_of(attributes)) is not None:
                self._colors[self._fonts] = color
        elif name == "sz" and self.path[-3:-1] == ["fonts", "font"] and attributes.get("val") in ("1", "2"):
            self._tiny.add(self._fonts)
        elif name == "xf" and inside == ["cellXfs"]:
            self._format(attributes)
        else:
            self._fill(name, attributes)

    def _fill(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is behind cells: "" for nothing, None for what is not one colour."""
        if name == "fill" and self.path[-2:-1] == ["fills"]:
            self._fills += 1
            self._shades[self._fills] = None
        elif name == "patternFill" and attributes.get("patternType", "none") == "none":
            self._shades[self._fills] = ""
        elif name == "fgColor" and self.path[-3:-1] == ["fill", "patternFill"]:
            self._shades[self._fills] = color_of(attributes)

    def _format(self, attributes: Mapping[str, str]) -> None:
        self._count += 1
        font, fill = (int(attributes.get(key) or "0") for key in ("fontId", "fillId"))
        shade = self._shades.get(fill, "" if fill == 0 else None)
        color, figures = self._colors.get(font), attributes.get("numFmtId", "")
        white = shade is not None and (
            (color is not None and alike(color, shade)) or (figures in self._white_figures and alike("", shade))
        )
        if white or font in self._tiny or figures in self._empty:
            self._package.hidden_formats.add(str(self._count))
        if shade != "":
            self._package.format_shades[str(self._count)] = shade or "unknown"

    def _ends(self, name: str) -> None:
        if name == "dxf" and self._conditional.hides():
            self._package.hidden_rules.add(str(self._rule))


class Conditional:
    """A format of cells that holds under a condition (`dxf`)."""

    def __init__(self) -> None:
        self._color: str | None = None
        self._shade: str | None = ""
        self._empty = False

    def begins(self, path: Sequence[str], attributes: Mapping[str, str]) -> None:
        """An element of it begins."""
        name, inside = path[-1], path[-2]
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            self._empty = bool(_SHOWS_NOTHING.fullmatch(code) or _IN_WHITE.match(code))
        elif name == "color" and inside == "font":
            self._color = color_of(attributes)
        elif name == "bgColor" and inside == "patternFill":  # of a plain one, here, the colour that is seen
            self._shade = color_of(attributes)
        elif name == "gradientFill":
            self._shade = None

    def hides(self) -> bool:
        """Whether nobody sees the figures of a cell once the condition holds."""
        return self._empty or (self._color is not None and self._shade is not None and alike(self._color, self._shade))
