"""What the parts of Excel files hold that readers do not see: sheets, rows, columns, cells, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import HOME, is_person
from disclosure.frontmatter.attachments.package import Drawn, Package, alike
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_SHORT = 40
"""Characters of a shared string that may be a piece of a number: longer ones are looked through where they stand."""
_MOST_STRINGS = 1_000_000
_NARROW = 0.2
"""Points or characters, below which nobody sees that there is a row or column."""
_COLUMNS = 16_384
"""Of a sheet, by Excel; looked up for every cell."""
_QUANTITY = re.compile(r"([1-8])(?:\.([0-9]{13,17})[eE]\+?17|([0-9]{17})(?:\.0*)?)")
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
            color = _color(attributes)
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


def _color(attributes: Mapping[str, str]) -> str | None:
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
        self._fonts = self._fills = self._count = -1

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self.path[-2:-1]
        if name == "numFmt" and _SHOWS_NOTHING.fullmatch(attributes.get("formatCode", "")):
            self._empty.add(attributes.get("numFmtId", ""))
        elif name == "numFmt" and _IN_WHITE.match(attributes.get("formatCode", "")):
            self._white_figures.add(attributes.get("numFmtId", ""))
        elif name == "font" and inside == ["fonts"]:
            self._fonts += 1
        elif name == "color" and self.path[-3:-1] == ["fonts", "font"]:
            if (color := _color(attributes)) is not None:
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
            self._shades[self._fills] = _color(attributes)

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


class Sheet(Drawn):
    """A sheet, row by row: what its cells show, and what is hidden."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._value, self._shared = package, "", False
        self._format, self._at = "", 0
        self._hidden_columns = bytearray(_COLUMNS + 1)
        self._filled: set[int] = set()
        self._low = self._hidden_row = self._row_counts = self._doubtful = self._told_doubt = False

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._value, self._shared, self._format = "", attributes.get("t") == "s", attributes.get("s", "0")
            column = attributes.get("r", "").rstrip("0123456789")
            self._at = _number_of(column) if column else self._at + 1
        elif name == "row":
            self._at = 0
            self._row_counts = self._hidden_row = _is_hidden(attributes, "ht") or (self._low and "ht" not in attributes)
            self._told_doubt = "hidden" in attributes
        elif name == "sheetFormatPr":
            self._default(attributes)
        elif name == "col":
            first, last = (min(int(attributes.get(key, "0") or 0), _COLUMNS) for key in ("min", "max"))
            hidden = bytes([_is_hidden(attributes, "width")])
            self._hidden_columns[first : last + 1] = hidden * max(last + 1 - first, 0)
        else:
            super()._begins(name, attributes)

    def _default(self, attributes: Mapping[str, str]) -> None:
        """Rows and columns that say nothing of themselves. What `zeroHeight` does to rows that are there is not certain."""
        self._doubtful = "zeroHeight" in attributes and is_on(attributes, "zeroHeight")
        self._low = _is_hidden({"ht": attributes.get("defaultRowHeight", "1")}, "ht")
        if _is_hidden({"width": attributes.get("defaultColWidth", "1")}, "width"):
            self._hidden_columns = bytearray(b"\1" * (_COLUMNS + 1))

    def _says(self, text: str) -> str:
        if self.path[-1] in ("v", "t") and "c" in self.path[-4:]:
            if len(self._value) < LONGEST:
                self._value += text
                return ""
            text, self._value = self._value + text, "\t"  # a cell is filled whatever stands in it
        return text

    def _ends(self, name: str) -> None:
        if name == "c" and self._value:
            self._text.append(self._shown())
            if self._row_counts:
                self.leaks[Kind.HIDDEN_ROWS] += 1
                self._row_counts = False
            elif self._doubtful and not self._hidden_row and not self._told_doubt:
                self.leaks[Kind.DEFAULT_ROWS] += 1
                self._told_doubt = True
            self.leaks[Kind.HIDDEN_TEXT] += self._format in self._package.hidden_formats or self._is_white_string()
            if self._at <= _COLUMNS and self._hidden_columns[self._at] and self._at not in self._filled:
                self._filled.add(self._at)
                self.leaks[Kind.HIDDEN_COLUMNS] += 1

    def _is_white_string(self) -> bool:
        """Whether a shared string has letters in the colour of its cell."""
        colors = self._package.string_colors
        color = colors.get(int(self._value)) if colors and self._shared and self._value.isdecimal() else None
        return color is not None and alike(color, self._package.format_shades.get(self._format, ""))

    def _shown(self) -> str:
        value = self._value
        if self._shared:
            strings = self._package.strings
            index = int(value) if value.isdecimal() and len(value) < 9 else len(strings)
            return f"{strings[index]}\t" if index < len(strings) else "\t"
        quantity = _QUANTITY.fullmatch(value)
        if quantity:  # told as what it is to Excel, so that lost digits do not count
            return f"{quantity[1]}.{quantity[2] or quantity[3]}E+17\t"
        return f"{value}\t"


class Book(Drawn):
    """The workbook and whatever else it holds: hidden sheets, comments and the data behind pivot tables."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self.path[-2:-1]
        if name == "sheet" and attributes.get("state", "visible") != "visible":
            self.leaks[Kind.HIDDEN_SHEETS] += 1
        elif name == "r" and inside == ["pivotCacheRecords"]:
            self.leaks[Kind.CACHED_ROWS] += 1
        elif name == "connection":
            self.leaks[Kind.FILE_LINKS] += 1
        elif name == "absPath":  # where the workbook was saved, as Excel notes it unasked
            self.leaks[Kind.NAMES] += any(map(is_person, HOME.findall(attributes.get("url", ""))))
        elif name in ("fileSharing", "pivotCacheDefinition"):
            self.leaks[Kind.NAMES] += is_person(attributes.get("userName") or attributes.get("refreshedBy"))
        else:
            super()._begins(name, attributes)

    def _says(self, text: str) -> str:
        if self.path[-2:] == ["authors", "author"]:
            if text.startswith("tc="):  # an older copy of the beginning of a threaded comment
                self.leaks[Kind.COMMENTS] -= 1
            elif is_person(text):
                self.leaks[Kind.NAMES] += 1
        return text


class Log(Drawn):
    """What a shared workbook remembers of its changes."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.path[-2:-1] == ["revisions"]:
            self.leaks[Kind.REVISIONS] += 1
        elif name == "userInfo" and is_person(attributes.get("name")):
            self.leaks[Kind.NAMES] += 1


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    if "hidden" in attributes and is_on(attributes, "hidden"):
        return True
    try:
        return float(attributes.get(size, "1")) < _NARROW
    except ValueError:
        return False


def _number_of(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
