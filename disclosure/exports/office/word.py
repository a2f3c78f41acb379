"""Documents as Word files, in the layout of official documents (GB/T 9704-2012) as far as a web text has it.

Only this module imports docx and lxml. The same document gives the same bytes: a file holds no time and no number of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml.html import fragment_fromstring

from disclosure.exports.office.printed import Printed

"""The time of every member of the archive: the earliest that the format can say."""

_LINES: dict[float, float] = {16: 28, 22: 36}
"""Points from line to line by the size of letters: 22 lines of text a page (GB/T 9704-2012, 5.2.3)."""

_SPACE = {"Title": (Pt(28), Pt(14)), "Caption": (Pt(0), Pt(14))}
"""Points above and below."""

_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Millimetres around the text on A4: 156 mm by 225 mm are left for it (GB/T 9704-2012, 5.2.1)."""

_CENTER, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


class _Style(NamedTuple):
    """`size` is in points; an `indented` first line begins two characters further in."""

    font: str
    size: float
    alignment: WD_ALIGN_PARAGRAPH
    indented: bool = False
    bold: bool = False


_STYLES = {
    "Title": _Style("方正小标宋简体", 22, _CENTER),
    "Caption": _Style("楷体", 16, _CENTER),
    "Heading 1": _Style("黑体", 16, _CENTER),
    "Heading 2": _Style("楷体", 16, _CENTER),
    "Heading 3": _Style("仿宋", 16, _BOTH, indented=True, bold=True),
    "Normal": _Style("仿宋", 16, _BOTH, indented=True),
    "Body Text": _Style("仿宋", 16, _BOTH),
    "Signature": _Style("仿宋", 16, _RIGHT),
    "Note": _Style("仿宋", 10.5, _LEFT),
    "Table": _Style("仿宋", 12, _LEFT),
}
"""三号仿宋 for the text, 二号小标宋 for the title, 黑体 and 楷体 for headings of the first and second rank (7.3.1, 7.3.3)."""

_TABLE = "Table Grid"
"""The style of a table: lines around all cells."""


def written(content: Printed) -> bytes:
    """A printed document as the bytes of a Word file."""
    document = Document(io.BytesIO(_blank()))
    about = document.core_properties
    about.title, about.author, about.language = content.title, content.author, content.language
    about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.combine(content.day or date(1980, 1, 1), time())
    for note in content.notes:
        _add(document, "Note", note)
    _add(document, "Title", content.title)
    if content.caption:
        _add(document, "Caption", content.caption)
    _Writer(document).blocks(fragment_fromstring(content.html, create_parent="div"))
    for number, title in enumerate(content.attachments, start=1):
        _add(document, "Normal", f"{f'{content.attached}：' if number == 1 else '　　　'}{number}. {title}")
    return _timeless(document)


def _add(document: WordDocument, style: str, text: str = "") -> Paragraph:
    """A paragraph at the end."""
    paragraph = document.add_paragraph(text)
    _in_style(paragraph, style)
    return paragraph


def _in_style(paragraph: Paragraph, style: str) -> None:
    """As `paragraph.style = style` does, which looks through all styles each time: a third of a build."""
    paragraph._p.style = _style_ids()[style]  # noqa: SLF001 — the library has no other way to name a style by its id


# --- the text


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of text looks, and where it leads to."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    underlined: bool = False
    struck: bool = False
    href: str | None = None


_LOOKS: dict[str, dict[str, Any]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "sup": {"raised": True},
    "sub": {"lowered": True},
    "u": {"underlined": True},
    "ins": {"underlined": True},
    "del": {"struck": True},
}
_PLAIN = _Look()
_KINDS = {"addressee": "Body Text", "signature": "Signature", "note": "Note", "note kept": "Note"}
_KEPT = ("table-name", "note kept")
"""What never ends a page: it stands with what comes next."""
_BLOCKS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "div", "section", "table", "details", "figure"))


class _Writer:
    """Writes the HTML of a body into a Word file, block by block."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document

    def blocks(self, parent: Any, mark: str = "", depth: int = 0) -> None:
        """Everything in an element; `mark` stands before its first words, such as the number of an item."""
        loose: list[Any] = []
        texts = [parent.text or ""]

        def flush() -> None:
            nonlocal mark
            if loose or "".join(texts).strip():
                paragraph = self._paragraph("Normal", depth)
                self._run(paragraph, mark + texts[0].lstrip(), _PLAIN)
                for child, tail in zip(loose, texts[1:], strict=True):
                    self._inline(paragraph, child, _PLAIN)
                    self._run(paragraph, tail, _PLAIN)
                mark = ""
            loose.clear()
            texts[:] = [""]

        for child in parent:
            if child.tag in _BLOCKS:
                flush()
                self._block(child, mark, depth)
                mark = ""
                texts[:] = [child.tail or ""]
            else:
                loose.append(child)
                texts.append(child.tail or "")
        flush()

    def _block(self, element: Any, mark: str, depth: int) -> None:
        if element.tag == "table":
            self._table(element)
        elif element.tag in ("ul", "ol"):
            for number, item in _items(element):
                self.blocks(item, number, depth + 1)
        elif element.tag == "p" or element.tag[0] == "h":
            kind = f"Heading {min(int(element.tag[1]) - 1, 3)}" if element.tag[0] == "h" else "Normal"
            paragraph = self._paragraph(_KINDS.get(element.get("class", ""), kind), depth)
            if element.get("class") in _KEPT:
                paragraph.paragraph_format.keep_with_next = True
            self._run(paragraph, mark, _PLAIN)
            self._inside(paragraph, element, _PLAIN)
        else:
            self.blocks(element, mark, depth)

    def _paragraph(self, style: str, depth: int = 0) -> Paragraph:
        paragraph = _add(self.document, style)
        if depth > 1:
            paragraph.paragraph_format.left_indent = Pt(32 * (depth - 1))
        return paragraph

    def _inside(self, paragraph: Paragraph, element: Any, look: _Look) -> None:
        self._run(paragraph, element.text or "", look)
        for child in element:
            self._inline(paragraph, child, look)
            self._run(paragraph, child.tail or "", look)

    def _inline(self, paragraph: Paragraph, element: Any, look: _Look) -> None:
        if element.tag == "br":
            paragraph.add_run().add_break()
        elif element.tag == "a":
            href = element.get("href", "")
            if element.get("class") == "footnote-backref":
                return  # a way back on the page
            self._inside(paragraph, element, look if href.startswith("#") else replace(look, href=href))
        else:
            self._inside(paragraph, element, replace(look, **_LOOKS.get(element.tag, {})))

    def _run(self, paragraph: Paragraph, text: str, look: _Look) -> None:
        text = text.replace("\n", "")
        if not text:
            return
        run = paragraph.add_run(text)
        font = run.font
        for name, wanted in (
            ("bold", look.bold),
            ("italic", look.italic),
            ("superscript", look.raised),
            ("subscript", look.lowered),
            ("underline", look.underlined or look.href is not None),
            ("strike", look.struck),
        ):
            if wanted:
                setattr(font, name, True)
        if look.href:
            self._link(paragraph, run, look.href)

    def _link(self, paragraph: Paragraph, run: Any, href: str) -> None:

        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run._r.addprevious(link)  # noqa: SLF001 — the library has no links
        link.append(run._r)  # noqa: SLF001

    # tables

    def _table(self, element: Any) -> None:
        rows = [list(row) for row in element.iter("tr")]
        width = max((sum(_span(cell, "colspan") for cell in row) for row in rows), default=0)
        places = list(_placed(rows))
        width = max((column + across for _, _, column, _, across in places), default=width)
        if not width:
            return
        table = self.document.add_table(len(rows), width, _TABLE)
        cells = [list(row.cells) for row in table.rows]  # asking for one cell looks through all
        for cell, row, column, down, across in places:
            target = cells[row][column]
            if down > 1 or across > 1:
                target = target.merge(cells[min(row + down, len(rows)) - 1][column + across - 1])
            paragraph = target.paragraphs[0]
            _in_style(paragraph, "Table")
            self._inside(paragraph, cell, _Look(bold=cell.tag == "th"))
        for row_element, row in zip(rows, table.rows, strict=True):
            heads = all(cell.tag == "th" and cell.get("scope") != "rowgroup" for cell in row_element)
            if row_element and heads:
                row._tr.get_or_add_trPr().append(_repeated())  # noqa: SLF001 — the library has no head of a table


def _items(element: Any) -> Iterator[tuple[str, Any]]:
    """The items of a list with what stands before each."""
    number = int(element.get("start", 1))
    for item in element.iterchildren("li"):
        number = int(item.get("value", number))
        yield (f"{number}. " if element.tag == "ol" else "• "), item
        number += 1


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1")
    return max(1, int(value)) if value.isdigit() else 1


def _placed(rows: list[list[Any]]) -> Iterator[tuple[Any, int, int, int, int]]:
    """Every cell with its row, its column, and over how many rows and columns it goes."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            taken.update((number + y, column + x) for y in range(down) for x in range(across))
            yield cell, number, column, down, across
            column += across


def _repeated() -> Any:

    return OxmlElement("w:tblHeader")


# --- the empty file that all begin with


@cache
def _blank() -> bytes:
    """A Word file without text, with our styles, page and footer."""
    document = Document()
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype in _NEEDLESS:
                del part.rels[key]
    for name, look in _STYLES.items():
        _style(document, name, look)
    section = document.sections[0]
    _page(section)
    _page_number(section.footer.paragraphs[0])
    _keep_used(document)
    return _saved(document)


_NEEDLESS = frozenset(
    (
        *(RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML, RELATIONSHIP_TYPE.NUMBERING),
        *(RELATIONSHIP_TYPE.WEB_SETTINGS, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"),
    )
)
"""Parts of the library's own template that no text of ours uses; with its styles, four fifths of every file."""


def _keep_used(document: WordDocument) -> None:
    """Leave out the styles of the library's own template that nothing of ours stands in or is based on."""
    by_id = {style.style_id: style.element for style in document.styles}
    wanted = [document.styles[name].style_id for name in (*_STYLES, _TABLE, "Footer")]
    wanted += [key for key, element in by_id.items() if element.get(qn("w:default")) == "1"]
    used: set[str] = set()
    while wanted:
        if (key := wanted.pop()) not in used:
            used.add(key)
            others = (by_id[key].find(qn(f"w:{name}")) for name in ("basedOn", "next", "link"))
            wanted += [one.get(qn("w:val")) for one in others if one is not None]
    for key, element in by_id.items():
        if key not in used:
            element.getparent().remove(element)


@cache
def _style_ids() -> Mapping[str, str | None]:
    """The ids of our styles in `_blank`; None for the one that a paragraph has by itself."""
    part: Any = Document(io.BytesIO(_blank())).part
    return {name: part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH) for name in _STYLES}


def _style(document: WordDocument, name: str, look: _Style) -> None:
    styles = document.styles
    style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for old in (style.element.pPr, style.element.rPr):  # what the library's own template says of it
        if old is not None:
            style.element.remove(old)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script, face in (("w:ascii", "Times New Roman"), ("w:hAnsi", "Times New Roman"), ("w:eastAsia", look.font)):
        fonts.set(qn(script), face)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(spoken)
    layout = style.paragraph_format
    layout.alignment = look.alignment
    layout.space_before, layout.space_after = _SPACE.get(name, (Pt(0), Pt(0)))
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(_LINES.get(look.size, look.size * 1.5))
    layout.first_line_indent = Pt(2 * look.size if look.indented else 0)
    style.element.pPr.ind.set(qn("w:firstLineChars"), "200" if look.indented else "0")


def _page(section: Any) -> None:

    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, size in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    section.footer_distance = Mm(28)


def _page_number(paragraph: Paragraph) -> None:
    """— 1 — below the text (GB/T 9704-2012, 7.5)."""
    paragraph.alignment = _CENTER
    paragraph.add_run("— ").font.size = Pt(14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = paragraph.add_run("1")
    number.font.size = Pt(14)
    number._r.addprevious(field)  # noqa: SLF001 — the library has no fields
    field.append(number._r)  # noqa: SLF001
    paragraph.add_run(" —").font.size = Pt(14)


def _saved(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _timeless(document: WordDocument) -> bytes:
    """The file without the moment at which it was made."""
    package, made = document.part.package, io.BytesIO()
    parts = list(package.parts)
    for part in parts:
        part.before_marshal()
    writer: Any = PackageWriter
    with _Members(made, "w", zipfile.ZIP_DEFLATED) as members:  # as `document.save` does, which dates every part
        writer._write_content_types_stream(members, parts)  # noqa: SLF001 — the library lets nobody else write
        writer._write_pkg_rels(members, package.rels)  # noqa: SLF001
        writer._write_parts(members, parts)  # noqa: SLF001
    return made.getvalue()


class _Members(zipfile.ZipFile):
    """Takes the parts of a Word file, each of the first hour that a zip can name."""

    def write(self, uri: Any, data: bytes) -> None:  # type: ignore[override]
        self.writestr(zipfile.ZipInfo(uri.membername), data, zipfile.ZIP_DEFLATED)
