"""How the parts of Word, Excel and PowerPoint files are read (ECMA-376, both sets of namespaces); slides and properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.excel import Book, Log, Sheet
from disclosure.frontmatter.attachments.excel_formats import Formats, Strings
from disclosure.frontmatter.attachments.markup import Part, is_elsewhere
from disclosure.frontmatter.attachments.names import BY_PROGRAMS, About, is_person
from disclosure.frontmatter.attachments.package import PATH, Package
from disclosure.frontmatter.attachments.parts import LONGEST, Kind
from disclosure.frontmatter.attachments.powerpoint import Notes, Slides, target
from disclosure.frontmatter.attachments.word import Word
from disclosure.frontmatter.attachments.word_styles import Styles

_OFFICE = re.compile(
    r"http://schemas\.(?:openxmlformats\.org/officeDocument/2006/bibliography|microsoft\.com/)|http://www\.wps\.cn/"
)
"""Names of data that Word, SharePoint and WPS keep in nearly every file."""
_OF_LIBRARIES = re.compile(
    r"(?i)(?:TaxCatchAll|TaxKeyword|_?lcf|_dlc_|MediaService|MediaLength|SharedWith|_ip_|_Flow_|Publishing(?:Expiration|Start)Date"
    r"|IconOverlay|_activity|_Version|ArticleStart|MigrationWiz|.*TaxHTField|documentManagement|Term(?:Info|Name|Id|s)?$).*"
)
"""Columns that SharePoint gives to every library; others are of the office's own."""
_FIRST = (
    re.compile(
        r"word/styles\.xml|xl/(?:sharedstrings|styles)\.xml|ppt/(?:slides|slidelayouts)/_rels/.*|ppt/presentation\.xml"
    ),
    re.compile(r"ppt/slidemasters/.*|styles\.xml"),
    re.compile(r"ppt/slidelayouts/.*"),
)


def order(name: str) -> int:
    """Parts are read in this order, for some refer to others; names are in small letters."""
    return next((place for place, names in enumerate(_FIRST) if names.fullmatch(name)), len(_FIRST))


def part(name: str, package: Package) -> Part:
    """How the part of this name, in small letters, is read."""
    folder, _, file = name.rpartition("/")
    top = folder.partition("/")[0]
    if file.endswith(".rels"):
        return Relations(package, name)
    if top == "docprops":
        return Properties()
    if top == "word":
        return Styles(package) if name == "word/styles.xml" else Word(package)
    if top == "xl":
        return _of_excel(folder, file, package)
    if top == "ppt":
        return Notes() if folder == "ppt/notesslides" else Slides(package, name)
    return Custom() if top == "customxml" and not file.startswith("itemprops") else Part()


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


class Properties(Part):
    """Who wrote the file and for whom, what it says of itself, and what programs of an office noted in it."""

    def __init__(self) -> None:
        super().__init__()
        self._value = ""
        self._about = About()

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "property" and not BY_PROGRAMS.fullmatch(attributes.get("name", "")):
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
        elif name == "coreProperties":
            self.leaks.update(self._about.leaks())
        else:
            self._about.take(name, self._value)
        self._text.append("\n")


class Custom(Part):
    """Data that a program of an office keeps beside the text (`customXml`), of which readers see nothing."""

    _column = ""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self.path) == 1:
            self._of_office = any(map(_OFFICE.match, attributes.values()))
        elif self.path[-2] == "documentManagement":
            self._column = "" if _OF_LIBRARIES.fullmatch(name) else name

    def _says(self, text: str) -> str:
        if text.strip() and not self._of_office:
            self.leaks[Kind.CUSTOM_XML] = 1
        elif text.strip() and self.path[1:2] == ["documentManagement"]:
            self.leaks[Kind.PROPERTIES] += bool(self._column)
            self.leaks[Kind.NAMES] += self.path[-1] == "DisplayName" and is_person(text)
            self._column = ""
        return text


class Relations(Part):
    """Where a part leads to: files of somebody's computer, and anything that is fetched when the file is opened."""

    def __init__(self, package: Package, name: str) -> None:
        super().__init__()
        self._stands_on, self._name = package.stands_on, name

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        kind, leads_to = posixpath.basename(attributes.get("Type", "")), attributes.get("Target", "")
        if kind in ("slideLayout", "slideMaster"):
            part = self._name.replace("_rels/", "", 1).removesuffix(".rels")
            self._stands_on.setdefault(part, target(part, leads_to))
        if attributes.get("TargetMode", "").lower() == "external":
            own_template = kind == "attachedTemplate" and not re.search(r"[\\/]|%5C", leads_to)
            if not own_template and (is_elsewhere(leads_to) or kind != "hyperlink"):
                self.leaks[Kind.FILE_LINKS] += 1
