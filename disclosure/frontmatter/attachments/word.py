"""What the parts of Word files hold that readers do not see: changes, hidden text, fields that lead to somebody's files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.package import PATH, Drawn, Package, is_white
from disclosure.frontmatter.attachments.parts import Kind

_REVISIONS = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange")
)
_PROPERTIES_CHANGED = re.compile(r"(?:r|p|tbl|tr|tc|sect|tblPrEx)PrChange|tblPrExChange")


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
        elif name == "mailMerge" or (name == "fldSimple" and PATH.search(attributes.get("instr", ""))):
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
        elif name == "color" and is_white(attributes.get("val", "")):
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
        if self._aside and (name == "p" or len(self.path) == 1):
            aside = "".join(self._aside)
            self.leaks[Kind.FILE_LINKS] += bool(PATH.search(aside))
            self._remark(aside)
            self._aside.clear()
