"""HTML elements of the parts of a text, and the plain text in elements. Text is Markdown source until it is converted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element, SubElement

from disclosure.legal import Part
from disclosure.markup import AMP_SUBSTITUTE

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z0-9]+);")


def element_of(part: Part, original: Element) -> Element:
    """The HTML element of a part. Its text is Markdown source still, to be converted with all other inline text."""
    if part.role in ("list", "other"):
        for item, (anchor, _) in zip(original, part.items, strict=False):
            item.set("id", anchor)
        return original
    element = Element(f"h{part.level}" if part.role == "heading" else "p")
    if part.id:
        element.set("id", part.id)
    if part.role in ("signature", "addressee"):
        element.set("class", part.role)
    if part.role == "article":
        element.set("class", "tiao")
    if not part.bold:
        element.text = part.text
        if part.role == "heading":
            _link_here(element, part.id)
        return element
    bold = SubElement(element, "b", {"class": "lead"} if part.role == "lead" else {})
    bold.text = part.bold
    sign = _link_here(element, part.id)
    if part.text:
        sign.tail = f"\u3000{part.text}" if part.role == "article" else part.text
    return element


def _link_here(element: Element, anchor: str) -> Element:
    return SubElement(element, "a", {"class": "anchor", "href": f"#{anchor}"})


_FRAME = {"class": "table", "role": "region", "tabindex": "0", "aria-label": "表格"}
_FRAME_HTML = "<div{}>".format("".join(f' {name}="{value}"' for name, value in _FRAME.items()))
_FRAME_LABEL = re.compile(r'(<div\b[^<>]* aria-label="表格)(?=")')


def wrap_table(table: Element) -> None:
    """Frame a table, so that it scrolls by itself on a narrow screen. The element itself becomes the frame."""
    inner = Element("table", table.attrib)
    inner.extend(table)
    inner.text, inner.tail, tail = table.text, "\n", table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    table.attrib.update(_FRAME)
    table.append(inner)


def framed(fragment: str) -> str:
    """A well-formed HTML fragment with its outer tables framed."""
    depth = 0

    def frame(tag: re.Match[str]) -> str:
        nonlocal depth
        opening = tag[0] == "<table"
        depth += 1 if opening else -1
        if depth != opening:
            return tag[0]
        return f"{_FRAME_HTML}{tag[0]}" if opening else f"{tag[0]}</div>"

    return re.sub(r"<table\b|</table>", frame, fragment)


def number_tables(page: str) -> str:
    """The HTML with each framed table named by its position, for those who cannot see where it stands."""
    numbers = count(1)
    return _FRAME_LABEL.sub(lambda label: f"{label[0]} {next(numbers)}", page)


def finish_cell(cell: Element) -> None:
    """Alignment as a class, for the page allows no inline style; a header says what it heads, an empty one is none."""
    align = cell.attrib.pop("align", "")
    if align in ("center", "right"):
        cell.set("class", f"align-{align}")
    if cell.tag == "th":
        if cell.text or len(cell):
            cell.set("scope", "col")
        else:
            cell.tag = "td"


def finish_numbers(numbered: Element) -> None:
    """Keep only the numbers of list items that a browser would not count by itself."""
    expected = 1
    for index, item in enumerate(numbered):
        value = int(item.attrib.pop("value", expected))
        if index == 0 and value != 1:
            numbered.set("start", str(value))
        elif value != expected:
            item.set("value", str(value))
        expected = value + 1


_UNREAD = frozenset(("anchor", "footnote-ref", "footnote-backref"))
_BREAKING = frozenset(
    (
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
        *HEADINGS,
    )
)


def text_of(element: Element) -> str:
    """The text in an element, one line for each block in it, cells parted by a space."""
    if not len(element):
        return (element.text or "").replace("\n", " ")
    if element.tag == "ol":
        return "\n".join(item_texts(element))
    pieces = [(element.text or "").replace("\n", " ")]
    for child in element:
        gap = "\n" if child.tag in _BREAKING else " " if child.tag in ("td", "th") else ""
        if child.get("class") not in _UNREAD:
            pieces += (gap, text_of(child), gap)
        pieces.append((child.tail or "").replace("\n", " "))
    return "".join(pieces)


def item_texts(numbered: Element) -> Iterator[str]:
    """The items of a numbered list with their numbers."""
    value = int(numbered.get("start", "1")) - 1
    for item in numbered:
        value = int(item.get("value", value + 1))
        yield f"{value}. {text_of(item).lstrip()}"


def unescaped(text: str) -> str:
    """Text with its complete entities read; an ampersand alone is one."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def plain(attribute: str) -> str:
    """The value of an attribute of the tree."""
    return unescaped(attribute.replace(AMP_SUBSTITUTE, "&"))
