"""What the parts of Excel files hold that readers do not see: sheets, rows, columns, cells, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.excel_formats import Conditional
from disclosure.frontmatter.attachments.markup import is_on
from disclosure.frontmatter.attachments.names import HOME, is_person
from disclosure.frontmatter.attachments.package import Drawn, Package, alike
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_NARROW = 0.2
"""Points or characters, below which nobody sees that there is a row or column."""
_COLUMNS = 16_384
"""Of a sheet, by Excel; looked up for every cell."""
_HOLDS_WORDS = re.compile(r"\s*(?:\{\s*)?(?:\"[^\"]*\w|[-+]?[0-9.]+\s*(?:[,;}]|\Z))")
"""A name that stands for words or figures, and not for cells."""
_QUANTITY = re.compile(r"([1-8])(?:\.([0-9]{13,17})[eE]\+?17|([0-9]{17})(?:\.0*)?)")


class Sheet(Drawn):
    """A sheet, row by row: what its cells show, and what is hidden."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._value, self._shared = package, "", False
        self._format, self._at = "", 0
        self._hidden_columns = bytearray(_COLUMNS + 1)
        self._filled: set[int] = set()
        self._rule: Conditional | None = None
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
        elif name == "scenario":
            self.leaks[Kind.NAMES] += is_person(attributes.get("user"))
        elif "cfRule" in self.path:
            self._of_rule(name, attributes)
        elif name == "col":
            first, last = (min(int(attributes.get(key, "0") or 0), _COLUMNS) for key in ("min", "max"))
            hidden = bytes([_is_hidden(attributes, "width")])
            self._hidden_columns[first : last + 1] = hidden * max(last + 1 - first, 0)
        else:
            super()._begins(name, attributes)

    def _of_rule(self, name: str, attributes: Mapping[str, str]) -> None:
        """A condition, with a format of the workbook or of its own."""
        if name == "cfRule":
            self._rule = None
            self.leaks[Kind.BY_CONDITION] += attributes.get("dxfId", "") in self._package.hidden_rules
        elif name == "dxf":
            self._rule = Conditional()
        elif self._rule:
            self._rule.begins(self.path, attributes)

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
        elif name == "dxf" and self._rule:
            self.leaks[Kind.BY_CONDITION] += self._rule.hides()

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
    """The workbook and whatever else it holds: hidden sheets and names, comments, data behind pivot tables and of others."""

    _definition: list[str] | None = None
    """What a name stands for that nobody is shown."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self.path[-2:-1]
        if name == "sheet" and attributes.get("state", "visible") != "visible":
            self.leaks[Kind.HIDDEN_SHEETS] += 1
        elif name == "definedName":
            hidden = "hidden" in attributes and is_on(attributes, "hidden")
            self._definition = [] if hidden and not attributes.get("name", "").startswith("_xl") else None
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
        elif self.path[-1:] == ["definedName"] and self._definition is not None:
            self._definition.append(text)
        elif self.path[-1:] == ["v"] and "externalBook" in self.path:
            self.leaks[Kind.CACHED_CELLS] += bool(text.strip())
            text = f"{text}\t"
        return text

    def _ends(self, name: str) -> None:
        if name == "definedName":
            self.leaks[Kind.HIDDEN_DEFINITIONS] += bool(_HOLDS_WORDS.match("".join(self._definition or ())))
            self._definition = None


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
