"""What the parts of Word files hold that readers do not see: changes, hidden text, fields that lead to somebody's files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from disclosure.frontmatter.attachments import vml
from disclosure.frontmatter.attachments.markup import is_on
from disclosure.frontmatter.attachments.package import PATH, Drawn, Look, Package
from disclosure.frontmatter.attachments.parts import LONGEST, Kind
from disclosure.frontmatter.attachments.word_styles import PAPER, Table, fill, is_off, look, text_fill

_REVISIONS = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange")
)
_PROPERTIES_CHANGED = re.compile(r"(?:r|p|tbl|tr|tc|sect|tblPrEx)PrChange|tblPrExChange")


_BY_PROGRAMS = re.compile(r"(?i)commondata|KSO.*|EN\.\w+|ZOTERO.*|.*ProductBuildVer.*")
"""Variables that WPS and managers of references keep in a document."""
_PAPER_IN_EMU = 635 * PAPER
_AN_INVITATION = re.compile(
    r"(?i)\W*(?:单击|点击|轻触|选择|选取|选项|输入|键入|填写|请|在此|此处|click|tap|choose|select|enter|type|insert|your)\b.{0,80}"
    r"|\W*(?:单击|点击|轻触|选择|选取|选项|输入|键入|填写|请|在此|此处).{0,60}|\[.{0,60}\]|[\W_\d]*|.{0,2}",
    re.DOTALL,
)
"""What Word and forms put where something is to be written."""
_CODE = re.compile(r"[\w.-]{0,20}", re.ASCII)
_OF_TABLES = frozenset(("tbl", "tr", "tc", "tblStyle", "tblLook", "trHeight"))
_PLACES = {"framePr": ("x", "y"), "tblpPr": ("tblpX", "tblpY"), "tblInd": ("w",)}


class Word(Drawn):
    """A document, its headers, notes and comments: tracked changes and hidden text."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package
        self._paragraph = self._look = package.plain_paragraph
        self._told = self._outlined = False
        self._page = self._gallery = ""
        self._tables: list[Table] = []
        self._box: str | None = None
        self._aside: list[str] = []
        self._block, self._choices = list[str](), Choices()

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        super()._begins(name, attributes)
        inside = self.path[-2:-1]
        if name == "p":
            self._paragraph = self._package.plain_paragraph
        elif name == "pStyle":
            self._paragraph = self._package.styles.get(attributes.get("val", ""), Look()).over(self._package.plain)
        elif name == "r":
            self._look, self._told, self._outlined = self._paragraph, False, False
        elif inside == ["rPr"] and self.path[-3:-2] == ["r"]:
            self._in_run(name, attributes)
        elif "textFill" in self.path or "textOutline" in self.path:
            self._in_letters(name, attributes)
        elif name in ("shd", "ind", "spacing") and inside == ["pPr"]:
            self._paragraph = look(name, attributes).over(self._paragraph)
        elif name in _OF_TABLES or (name == "shd" and inside in (["tblPr"], ["tcPr"])):
            self._in_table(name, attributes)
        elif name == "background":
            self._page = attributes.get("color", "")
        else:
            self._drawn(name, attributes)
            self._aside_from_text(name, attributes)
            self._choices.begins(name, attributes, self.leaks)
        if name in _REVISIONS or _PROPERTIES_CHANGED.fullmatch(name):
            self.leaks[Kind.REVISIONS] += "id" in attributes or "author" in attributes

    def _in_run(self, name: str, attributes: Mapping[str, str]) -> None:
        own = self._package.styles.get(attributes.get("val", "")) if name == "rStyle" else look(name, attributes)
        self._look = (own or Look()).over(self._look)

    def _in_letters(self, name: str, attributes: Mapping[str, str]) -> None:
        """How letters are filled, unless their outline is seen."""
        if "textOutline" in self.path:
            self._outlined = self._outlined or name in ("solidFill", "gradFill")
        elif "r" in self.path and not self._outlined:
            self._look = text_fill(self.path, attributes).over(self._look)

    def _in_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tbl":
            self._tables.append(Table({}))
        elif self._tables:
            table = self._tables[-1]
            if name == "tblStyle":
                table.shades = self._package.table_shades.get(attributes.get("val", ""))
            elif name in ("tblLook", "trHeight"):
                table.says(name, attributes)
            elif name == "shd" and self.path[-2] == "tblPr":
                table.shades = {**(table.shades or {}), "": fill(attributes)} if fill(attributes) else table.shades
            elif name == "shd":
                table.cell = fill(attributes) or ("FFFFFF" if "FFFFFF" in attributes.values() else "")
            else:
                table.begins(name)

    def _drawn(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is behind the words of a box, and whether it stands on the page."""
        inside = self.path[-2:-1]
        if name == "wsp":
            self._box = None
        elif name in vml.SHAPES and ("pict" in self.path or "style" in attributes):
            shape = vml.Shape.of(attributes)
            self._box = shape.behind
            self.leaks[Kind.HIDDEN_OBJECTS] += shape.hidden
            self.leaks[Kind.OFF_PAGE] += shape.away
        elif name == "fill" and inside and inside[0] in vml.SHAPES:
            self._box = vml.filled(attributes, self._box)
        elif name == "noFill" and inside == ["spPr"]:
            self._box = ""
        elif name == "srgbClr" and self.path[-3:-1] == ["spPr", "solidFill"]:
            self._box = attributes.get("val", "")
        elif name == "sym":
            self._text.append(_digit_of(attributes))
        elif name in _PLACES:
            self.leaks[Kind.OFF_PAGE] += any(is_off(attributes.get(key, ""), PAPER) for key in _PLACES[name])

    def _aside_from_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "mailMerge" or (name == "fldSimple" and PATH.search(attributes.get("instr", ""))):
            self.leaks[Kind.FILE_LINKS] += 1
        elif name == "hidden" and self.path[-2:-1] == ["trPr"]:
            self.leaks[Kind.HIDDEN_ROWS] += is_on(attributes)
        elif name == "docVar" and attributes.get("val", "").strip():
            self.leaks[Kind.VARIABLES] += not _BY_PROGRAMS.fullmatch(attributes.get("name", ""))
        elif name == "docPart":
            self._gallery = ""
            self._block.clear()
        elif name == "gallery":
            self._gallery = attributes.get("val", "")

    def _behind(self) -> Sequence[str | None]:
        """What may be behind a run that says nothing of it itself: all that it may be, None for what is not known."""
        if "txbxContent" in self.path:
            return (None if "Fallback" in self.path else self._box,)  # there it is told again, in the older way
        behind: Sequence[str | None] = (self._page,)
        for table in self._tables:
            behind = table.behind(behind)
        return behind

    def _says(self, text: str) -> str:
        if text.strip() and self.path[-1:] == ["t"]:
            if sum(map(len, self._block)) < LONGEST:
                self._block.append(text)
            if not self._told:
                low = any(table.low for table in self._tables)
                hidden = low or all(map(self._look.is_unseen, self._behind()))
                self._told = hidden or bool(self._look.away)
                self.leaks[Kind.HIDDEN_TEXT if hidden else Kind.OFF_PAGE] += self._told
        if self.path[-1:] == ["posOffset"]:
            self.leaks[Kind.OFF_PAGE] += is_off(text, _PAPER_IN_EMU)
        if self.path[-1:] in (["delText"], ["instrText"], ["delInstrText"]):  # readers see what stands around it as one
            self._aside.append(text)
            if text.strip() and self.path[-1] != "instrText":
                self.leaks[Kind.REVISIONS] = max(1, self.leaks[Kind.REVISIONS])  # though nothing says whose
            return ""
        return text

    def _ends(self, name: str) -> None:
        if name == "tbl" and self._tables:
            self._tables.pop()
        elif name == "docPart" and self._block and self._gallery != "bib":
            if self._gallery != "placeholder":
                self.leaks[Kind.BUILDING_BLOCKS] += 1
            elif not _AN_INVITATION.fullmatch("".join(self._block)):
                self.leaks[Kind.PLACEHOLDERS] += 1
        elif name in ("sdt", "ffData"):
            self._choices = Choices()
        if self._aside and (name == "p" or len(self.path) == 1):
            aside = "".join(self._aside)
            self.leaks[Kind.FILE_LINKS] += bool(PATH.search(aside))
            self._remark(aside)
            self._aside.clear()


class Choices:
    """The choices of a field to fill in, which are seen where it is opened: not where it is locked, nor what each stands for."""

    def __init__(self) -> None:
        self._locked = False
        self._number = 0

    def begins(self, name: str, attributes: Mapping[str, str], leaks: Counter[Kind]) -> None:
        """An element of the field begins."""
        if name == "lock" and attributes.get("val") in ("contentLocked", "sdtContentLocked"):
            self._locked = True
            leaks[Kind.CHOICES] += self._number
        elif name == "listItem":
            value = attributes.get("value", "")
            unseen = value != attributes.get("displayText", value) and not _CODE.fullmatch(value)
            leaks[Kind.CHOICES] += unseen or self._locked
            self._number += not unseen


def _digit_of(attributes: Mapping[str, str]) -> str:
    """The digit that a sign is, by its code in a font of signs; "" for any other, and in fonts of pictures."""
    code = attributes.get("char", "")
    if re.search(r"(?i)dings", attributes.get("font", "")) or not re.fullmatch("[0-9A-Fa-f]{1,5}", code):
        return ""
    sign = chr(int(code, 16) - 0xF000 if 0xF000 <= int(code, 16) < 0xF100 else int(code, 16))
    return sign if sign.isdecimal() or sign in "Xx" else ""
