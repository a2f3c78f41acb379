"""What the parts of Word files hold that readers do not see: changes, hidden text, fields that lead to somebody's files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.package import PATH, Drawn, Look, Package
from disclosure.frontmatter.attachments.parts import Kind

_REVISIONS = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange")
)
_PROPERTIES_CHANGED = re.compile(r"(?:r|p|tbl|tr|tc|sect|tblPrEx)PrChange|tblPrExChange")


_BY_PROGRAMS = re.compile(r"(?i)commondata|KSO.*|EN\.\w+|ZOTERO.*|.*ProductBuildVer.*")
"""Variables that WPS and managers of references keep in a document."""
_PAPER = 17_000
_PAPER_IN_EMU = 635 * _PAPER
"""Twentieths of a point, of the longer side of A4."""


class Styles(Part):
    """How each style draws letters, by itself or by the style that it is based on."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._style, self._default = package, "", ""
        self._looks: dict[str, Look] = {}
        self._based: dict[str, str] = {}

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("styleId", "")
            if attributes.get("type") == "paragraph" and "default" in attributes and is_on(attributes, "default"):
                self._default = self._style
        elif name == "docDefaults":
            self._style = ""
        elif name == "basedOn":
            self._based[self._style] = attributes.get("val", "")
        elif self.path[-2:-1] in (["rPr"], ["pPr"]) and "tblStylePr" not in self.path:
            look = _look(name, attributes)
            self._looks[self._style] = look.over(self._looks.get(self._style, Look()))

    def _ends(self, name: str) -> None:
        if name == "styles":
            package = self._package
            package.plain = self._looks.pop("", Look())
            package.styles = {style: self._resolved(style) for style in {*self._looks, *self._based}}
            package.plain_paragraph = package.styles.get(self._default, Look()).over(package.plain)

    def _resolved(self, style: str) -> Look:
        look = Look()
        for _ in range(20):
            look = look.over(self._looks.get(style, Look()))
            style = self._based.get(style, "")
        return look


def _look(name: str, attributes: Mapping[str, str]) -> Look:
    """What one property of a run or paragraph says of how letters are drawn."""
    value = attributes.get("val", "")
    if name == "vanish":
        return Look(hidden=is_on(attributes))
    if name == "sz":
        return Look(tiny=value in ("1", "2", "3", "4"))
    if name == "w":
        return Look(tiny=value in ("1", "2", "3", "4"))
    if name == "color":
        return Look(color=value)  # "auto" is what can be seen on anything
    if name == "highlight":
        return Look(shade="" if value in ("none", "white") else value)
    return Look(shade=_fill(attributes)) if name == "shd" else Look()


def _fill(attributes: Mapping[str, str]) -> str:
    """What a shade puts behind letters: "" where that is nothing or white."""
    fill = attributes.get("color" if attributes.get("val") == "solid" else "fill", "auto")
    return "" if fill.upper() in ("AUTO", "FFFFFF") else fill


class Word(Drawn):
    """A document, its headers, notes and comments: tracked changes and hidden text."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package
        self._paragraph = self._look = package.plain_paragraph
        self._told = self._styled_table = self._building = False
        self._cell = self._page = self._gallery = ""
        self._box: str | None = None
        self._aside: list[str] = []

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        super()._begins(name, attributes)
        inside = self.path[-2:-1]
        if name == "p":
            self._paragraph = self._package.plain_paragraph
        elif name == "pStyle":
            self._paragraph = self._package.styles.get(attributes.get("val", ""), Look()).over(self._package.plain)
        elif name == "r":
            self._look, self._told = self._paragraph, False
        elif name == "rStyle" and inside == ["rPr"]:
            self._look = self._package.styles.get(attributes.get("val", ""), Look()).over(self._look)
        elif inside == ["rPr"] and self.path[-3:-2] == ["r"]:
            self._look = _look(name, attributes).over(self._look)
        elif name == "shd" and inside == ["pPr"]:
            self._paragraph = _look(name, attributes).over(self._paragraph)
        elif name in ("tbl", "tc"):
            self._styled_table, self._cell = self._styled_table and name == "tc", ""
        elif name == "tblStyle" or (name == "shd" and inside == ["tblPr"]):
            self._styled_table = True
        elif name == "shd" and inside == ["tcPr"]:
            self._cell = _fill(attributes)
        elif name == "background":
            self._page = attributes.get("color", "")
        else:
            self._drawn(name, attributes)
            self._aside_from_text(name, attributes)
        if name in _REVISIONS or _PROPERTIES_CHANGED.fullmatch(name):
            self.leaks[Kind.REVISIONS] += "id" in attributes or "author" in attributes

    def _drawn(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is behind the words of a box, and whether it stands on the page."""
        inside = self.path[-2:-1]
        if name in ("wsp", "pict"):
            self._box = None
        elif name == "noFill" and inside == ["spPr"]:
            self._box = ""
        elif name == "srgbClr" and self.path[-3:-1] == ["spPr", "solidFill"]:
            self._box = attributes.get("val", "")
        elif name == "framePr":
            self.leaks[Kind.OFF_PAGE] += any(_is_off(attributes.get(key, ""), _PAPER) for key in ("x", "y"))

    def _aside_from_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "mailMerge" or (name == "fldSimple" and PATH.search(attributes.get("instr", ""))):
            self.leaks[Kind.FILE_LINKS] += 1
        elif name == "hidden" and self.path[-2:-1] == ["trPr"]:
            self.leaks[Kind.HIDDEN_ROWS] += is_on(attributes)
        elif name == "docVar" and attributes.get("val", "").strip():
            self.leaks[Kind.VARIABLES] += not _BY_PROGRAMS.fullmatch(attributes.get("name", ""))
        elif name == "docPart":
            self._gallery, self._building = "", False
        elif name == "gallery":
            self._gallery = attributes.get("val", "")

    def _behind(self) -> str | None:
        """What is behind a run that says nothing of it itself."""
        if "txbxContent" in self.path:
            return self._box
        if "tbl" in self.path:
            return None if self._styled_table and not self._cell else self._cell or self._page
        return self._page

    def _says(self, text: str) -> str:
        if not self._told and text.strip() and self.path[-1:] == ["t"]:
            self._building = True
            self._told = self._look.is_unseen(self._behind())
            self.leaks[Kind.HIDDEN_TEXT] += self._told
        if self.path[-1:] == ["posOffset"]:
            self.leaks[Kind.OFF_PAGE] += _is_off(text, _PAPER_IN_EMU)
        if self.path[-1:] in (["delText"], ["instrText"], ["delInstrText"]):  # readers see what stands around it as one
            self._aside.append(text)
            if text.strip() and self.path[-1] != "instrText":
                self.leaks[Kind.REVISIONS] = max(1, self.leaks[Kind.REVISIONS])  # though nothing says whose
            return ""
        return text

    def _ends(self, name: str) -> None:
        if name == "docPart" and self._building and self._gallery not in ("placeholder", "bib"):
            self.leaks[Kind.BUILDING_BLOCKS] += 1
        if self._aside and (name == "p" or len(self.path) == 1):
            aside = "".join(self._aside)
            self.leaks[Kind.FILE_LINKS] += bool(PATH.search(aside))
            self._remark(aside)
            self._aside.clear()


def _is_off(figure: str, most: int) -> bool:
    """Whether a place is farther away than any paper reaches."""
    return figure.lstrip("-").isdecimal() and abs(int(figure)) > most
