"""How the parts of Word, Excel and PowerPoint files are read (ECMA-376, both sets of namespaces); slides and properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.excel import Book, Formats, Log, Sheet, Strings
from disclosure.frontmatter.attachments.markup import Part, is_elsewhere, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.package import PATH, Drawn, Package
from disclosure.frontmatter.attachments.parts import LONGEST, Kind
from disclosure.frontmatter.attachments.word import Styles, Word

_BY_PROGRAMS = re.compile(
    r"(?i)KSO.*|ICV|ContentTypeId|_?MSIP_.*|Generator|WorkbookGuid|AppVersion|.*ProductBuildVer.*"
)


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
        if len(self._value) < LONGEST:
            self._value += text
        return text

    def _ends(self, name: str) -> None:
        if name in ("creator", "lastModifiedBy", "Manager", "Company") and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
        elif name in ("HyperlinkBase", "Template") and PATH.search(self._value):
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
