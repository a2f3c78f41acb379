"""What the parts of Excel files hold that readers do not see: sheets, rows, columns, cells, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.package import Drawn, Package, is_white
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_SHORT = 40
"""Characters of a shared string that may be a piece of a number: longer ones are looked through where they stand."""
_MOST_STRINGS = 1_000_000
_NARROW = 0.2
"""Points or characters, below which nobody sees that there is a row or column."""
_COLUMNS = 16_384
"""Of a sheet, by Excel; looked up for every cell."""
_QUANTITY = re.compile(r"([1-8])(?:\.([0-9]{13,17})[eE]\+?17|([0-9]{17})(?:\.0*)?)")
_HOME = re.compile(r"(?i)[\\/](?:users|home|documents and settings)[\\/]([^\\/]+)")


class Strings(Drawn):
    """The strings that cells share."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._strings, self._string, self._size = package.strings, list[str](), 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._string, self._size = [], 0

    def _says(self, text: str) -> str:
        self._size += len(text)
        if self._size <= _SHORT:
            self._string.append(text)
        return text

    def _ends(self, name: str) -> None:
        if name == "si" and len(self._strings) < _MOST_STRINGS:
            short = "".join(self._string) if self._size <= _SHORT else ""
            self._strings.append(short if any(map(str.isdecimal, short)) else "")


class Formats(Part):
    """Which formats of cells show nothing: of figures ";;;", or white letters where nothing is behind them."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._formats, self._empty, self._white = package.hidden_formats, set[str](), set[int]()
        self._fonts = self._count = -1

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self.path[-2:-1]
        if name == "numFmt" and re.fullmatch(r";;;(?!.*@)\s*", attributes.get("formatCode", "")):
            self._empty.add(attributes.get("numFmtId", ""))
        elif name == "font" and inside == ["fonts"]:
            self._fonts += 1
        elif name == "color" and self.path[-3:-1] == ["fonts", "font"]:
            if attributes.get("theme") == "0" or is_white(attributes.get("rgb", "")[-6:]):
                self._white.add(self._fonts)
        elif name == "xf" and inside == ["cellXfs"]:
            self._count += 1
            font, fill = attributes.get("fontId", "0"), attributes.get("fillId", "0")
            white = fill == "0" and font.isdecimal() and int(font) in self._white
            if white or attributes.get("numFmtId") in self._empty:
                self._formats.add(str(self._count))


class Sheet(Drawn):
    """A sheet, row by row: what its cells show, and what is hidden."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._strings, self._value, self._shared = package.strings, "", False
        self._formats, self._format, self._at = package.hidden_formats, "", 0
        self._hidden_columns = bytearray(_COLUMNS + 1)
        self._filled: set[int] = set()
        self._hidden_row = self._row_counts = False

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._value, self._shared, self._format = "", attributes.get("t") == "s", attributes.get("s", "")
            column = attributes.get("r", "").rstrip("0123456789")
            self._at = _number_of(column) if column else self._at + 1
        elif name == "row":
            self._at = 0
            self._row_counts = self._hidden_row = _is_hidden(attributes, "ht")
        elif name == "col" and _is_hidden(attributes, "width"):
            first, last = (min(int(attributes.get(key, "0") or 0), _COLUMNS) for key in ("min", "max"))
            self._hidden_columns[first : last + 1] = b"\1" * max(last + 1 - first, 0)
        else:
            super()._begins(name, attributes)

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
            self.leaks[Kind.HIDDEN_TEXT] += self._format in self._formats
            if self._at <= _COLUMNS and self._hidden_columns[self._at] and self._at not in self._filled:
                self._filled.add(self._at)
                self.leaks[Kind.HIDDEN_COLUMNS] += 1

    def _shown(self) -> str:
        value = self._value
        if self._shared:
            index = int(value) if value.isdecimal() and len(value) < 9 else len(self._strings)
            return f"{self._strings[index]}\t" if index < len(self._strings) else "\t"
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
            self.leaks[Kind.NAMES] += any(map(is_person, _HOME.findall(attributes.get("url", ""))))
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
