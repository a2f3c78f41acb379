"""What the parts of Word, Excel and PowerPoint files hold that readers do not see (ECMA-376, both sets of namespaces)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.frontmatter.attachments.markup import Part, is_elsewhere, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind

_REVISIONS = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange")
)
_PROPERTIES_CHANGED = re.compile(r"(?:r|p|tbl|tr|tc|sect|tblPrEx)PrChange|tblPrExChange")
_BY_PROGRAMS = re.compile(
    r"(?i)KSO.*|ICV|ContentTypeId|_?MSIP_.*|Generator|WorkbookGuid|AppVersion|.*ProductBuildVer.*"
)
_SHORT = 40
"""Characters of a shared string that may be a piece of a number: longer ones are looked through where they stand."""
_MOST_STRINGS = 1_000_000
_NARROW = 0.2
"""Points or characters, below which nobody sees that there is a row or column."""
_COLUMNS = 16_384
"""Of a sheet, by Excel; looked up for every cell."""
_QUANTITY = re.compile(r"([1-8])(?:\.([0-9]{13,17})[eE]\+?17|([0-9]{17})(?:\.0*)?)")


_PATH = re.compile(r"(?i)file:/|(?<![a-z])[a-z]:[\\/](?!/)|\\\\\w")
"""A path of somebody's computer or network, in the instruction of a field or a property."""
_HOME = re.compile(r"(?i)[\\/](?:users|home|documents and settings)[\\/]([^\\/]+)")


@dataclass(slots=True)
class Package:
    """What parts of one package know of one another: hidden styles of Word and Excel, shared strings of Excel."""

    hidden_styles: set[str] = field(default_factory=set)
    hidden_formats: set[str] = field(default_factory=set)
    strings: list[str] = field(default_factory=list)


FIRST = ("word/styles.xml", "xl/sharedstrings.xml", "xl/styles.xml")
"""Parts that are read before the others, which refer to them."""


def part(name: str, package: Package) -> Part:
    """How the part of this name, in small letters, is read."""
    folder, _, file = name.rpartition("/")
    top = folder.partition("/")[0]
    if file.endswith(".rels"):
        return Relations()
    if top == "docprops":
        return Properties()
    if top == "word":
        return Styles(package) if file == "styles.xml" else Word(package)
    if top == "xl":
        return _of_excel(folder, file, package)
    if top == "ppt":
        return Notes() if folder == "ppt/notesslides" else Slides()
    return Part()


def _of_excel(folder: str, file: str, package: Package) -> Part:
    if file == "sharedstrings.xml":
        return Strings(package)
    if file == "styles.xml":
        return Formats(package)
    if folder in ("xl/worksheets", "xl/macrosheets"):
        return Sheet(package)
    if folder == "xl/revisions":
        return Log()
    return Book()


class Drawn(Part):
    """Any part: objects that are drawn but hidden, and the people named in comments and changes."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("cNvPr", "docPr") and "hidden" in attributes and is_on(attributes, "hidden"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1
        elif name in ("person", "cmAuthor", "author"):
            self.leaks[Kind.NAMES] += any(is_person(attributes.get(key)) for key in ("displayName", "author", "name"))
        elif name in ("comment", "cm", "threadedComment"):
            self.leaks[Kind.COMMENTS] += 1


# --------------------------------------------------------------------------------------------------------- Word


class Styles(Part):
    """Which styles hide their text, by themselves or by the style that they are based on."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._style, self._hidden = package, "", dict[str, bool]()
        self._based: dict[str, str] = {}

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "basedOn":
            self._based[self._style] = attributes.get("val", "")
        elif name == "vanish" and self.path[-2:-1] == ["rPr"] and self._style:
            self._hidden[self._style] = is_on(attributes)

    def _ends(self, name: str) -> None:
        if name == "styles":
            for style in {*self._hidden, *self._based}:
                if self._is_hidden(style):
                    self._package.hidden_styles.add(style)

    def _is_hidden(self, style: str) -> bool:
        for _ in range(20):
            if style in self._hidden:
                return self._hidden[style]
            style = self._based.get(style, "")
        return False


class Word(Drawn):
    """A document, its headers, notes and comments: tracked changes and hidden text."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._styles = package.hidden_styles
        self._paragraph = self._hidden = self._white = self._shaded = self._told = False
        self._styled_table = self._shaded_cell = False
        self._aside: list[str] = []

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        super()._begins(name, attributes)
        inside = self.path[-2:-1]
        if name == "p":
            self._paragraph = self._shaded = False
        elif name == "pStyle":
            self._paragraph = attributes.get("val") in self._styles
        elif name == "r":
            self._hidden, self._white, self._told = self._paragraph, False, False
        elif inside == ["rPr"] and self.path[-3:-2] == ["r"]:
            self._format(name, attributes)
        elif name == "shd" and inside == ["pPr"]:
            self._shaded = True
        elif name in ("tbl", "tc"):
            self._styled_table, self._shaded_cell = self._styled_table and name == "tc", False
        elif name == "tblStyle" or (name == "shd" and inside == ["tblPr"]):
            self._styled_table = True
        elif name == "shd" and inside == ["tcPr"]:
            self._shaded_cell = attributes.get("fill", "auto").upper() not in ("AUTO", "FFFFFF")
        elif name == "mailMerge" or (name == "fldSimple" and _PATH.search(attributes.get("instr", ""))):
            self.leaks[Kind.FILE_LINKS] += 1
        elif name == "hidden" and inside == ["trPr"]:
            self.leaks[Kind.HIDDEN_ROWS] += is_on(attributes)
        if name in _REVISIONS or _PROPERTIES_CHANGED.fullmatch(name):
            self.leaks[Kind.REVISIONS] += "id" in attributes or "author" in attributes

    def _format(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "vanish":
            self._hidden = is_on(attributes)
        elif name == "rStyle" and attributes.get("val") in self._styles:
            self._hidden = True
        elif name == "color" and _is_white(attributes.get("val", "")):
            self._white = "txbxContent" not in self.path and not (
                "tbl" in self.path and (self._styled_table or self._shaded_cell)
            )
        elif name in ("shd", "highlight"):
            self._shaded = True
        elif name == "sz" and attributes.get("val") in ("1", "2"):
            self._hidden = True

    def _says(self, text: str) -> str:
        seen = self._hidden or (self._white and not self._shaded)
        if seen and not self._told and text.strip() and self.path[-1:] == ["t"]:
            self.leaks[Kind.HIDDEN_TEXT] += 1
            self._told = True
        if self.path[-1:] in (["delText"], ["instrText"], ["delInstrText"]):  # readers see what stands around it as one
            self._aside.append(text)
            if text.strip() and self.path[-1] != "instrText":
                self.leaks[Kind.REVISIONS] = max(1, self.leaks[Kind.REVISIONS])  # though nothing says whose
            return ""
        return text

    def _ends(self, name: str) -> None:
        if name in ("p", "document") and self._aside:
            aside = "".join(self._aside)
            self.leaks[Kind.FILE_LINKS] += bool(_PATH.search(aside))
            self._remark(aside)
            self._aside.clear()


def _is_white(color: str) -> bool:
    """Whether nobody sees letters of this colour (RRGGBB) on paper."""
    return re.fullmatch(r"(?i)(?:[ef][0-9a-f]){3}", color) is not None and color.upper() >= "F0F0F0"


# -------------------------------------------------------------------------------------------------------- Excel


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
            if attributes.get("theme") == "0" or _is_white(attributes.get("rgb", "")[-6:]):
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
            self._value += text
            return ""
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


# --------------------------------------------------------------------------------------------------- PowerPoint


class Slides(Drawn):
    """Slides that are passed over, comments, and who wrote them."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        super()._begins(name, attributes)
        if name == "sld" and not is_on(attributes, "show"):
            self.leaks[Kind.HIDDEN_SLIDES] += 1


class Notes(Drawn):
    """Speaker notes of one slide; the number of the slide alone is none."""

    def _says(self, text: str) -> str:
        if text.strip() and self.path[-1:] == ["t"] and "fld" not in self.path:
            self.leaks[Kind.NOTES] = 1
        return text


# --------------------------------------------------------------------------------------------------- properties


class Properties(Part):
    """Who wrote the file and for whom, and what programs of an office noted in it."""

    def __init__(self) -> None:
        super().__init__()
        self._value = ""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "property" and not _BY_PROGRAMS.fullmatch(attributes.get("name", "")):
            self.leaks[Kind.PROPERTIES] += 1

    def _says(self, text: str) -> str:
        self._value += text
        return text

    def _ends(self, name: str) -> None:
        if name in ("creator", "lastModifiedBy", "Manager", "Company") and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
        elif name in ("HyperlinkBase", "Template") and _PATH.search(self._value):
            self.leaks[Kind.FILE_LINKS] += 1
        self._text.append("\n")


class Relations(Part):
    """Where a part leads to: files of somebody's computer, and anything that is fetched when the file is opened."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if attributes.get("TargetMode", "").lower() == "external":
            kind = posixpath.basename(attributes.get("Type", ""))
            target = attributes.get("Target", "")
            own_template = kind == "attachedTemplate" and not re.search(r"[\\/]|%5C", target)
            if not own_template and (is_elsewhere(target) or kind != "hyperlink"):
                self.leaks[Kind.FILE_LINKS] += 1
