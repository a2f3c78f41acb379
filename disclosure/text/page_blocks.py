"""The blocks of a body's HTML: its paragraphs, headings, lists and tables, each with its anchor and its text.

The HTML is what `prose` wrote and `sanitise` cleaned: well formed, every block on the top level, attributes in one order.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_VOID = frozenset(("br", "img", "col", "wbr"))
_NAME = re.compile(r'\sid="([^"]*)"')
_KIND = re.compile(r'\sclass="([^"]*)"')
_OWN_SIGN = re.compile(r'<a\b[^<>]*\bclass="(?:footnote-backref|do)"[^<>]*>[^<>]*</a>')
_TO_ITSELF = re.compile(r'<a\b[^<>]*\bclass="anchor"[^<>]*>(.*?)</a>', re.DOTALL)
_FOR_THE_EAR = re.compile(r'<b role="heading" aria-level="\d">')
_NOTE = re.compile(r'<sup\b[^<>]*><a\b[^<>]*\bclass="footnote-ref"[^<>]*>[^<>]*</a></sup>')


class PageBlock(NamedTuple):
    """One block: its HTML, the tag and the class that it has, its anchor; "" where it has none."""

    html: str
    tag: str
    kind: str
    id: str

    @property
    def text(self) -> str:
        """What a reader reads in it, without signs of links and notes."""
        return text_of(self.html)


def page_blocks(page: str) -> tuple[PageBlock, ...]:
    """The blocks of the top level, in order."""
    return tuple(_blocks(page, ""))


def items_of(block: PageBlock) -> tuple[PageBlock, ...]:
    """The items of a list."""
    inside = block.html[block.html.index(">") + 1 : block.html.rindex("<")]
    return tuple(_blocks(inside, block.id))


def lines_of(block: PageBlock) -> Iterator[tuple[str, str]]:
    """The text of a block as search reads it, with the anchor of each line: an item or a row is one."""
    if block.tag in ("ol", "ul"):
        first = re.match(r'<ol start="(\d+)"', block.html)
        for number, item in enumerate(items_of(block), start=int(first[1]) if first else 1):
            yield item.id, f"{number}. {_line(item.html)}" if block.tag == "ol" else _line(item.html)
    elif block.kind == "table":
        for row in re.findall(r"<tr>.*?</tr>", block.html, re.DOTALL):
            yield "", _line(re.sub(r"</t[dh]>", " ", row))
    else:
        yield block.id, _line(block.html)


def _line(page: str) -> str:
    return " ".join(text_of(page).split())


def _blocks(page: str, above: str) -> Iterator[PageBlock]:
    depth = start = 0
    tag = kind = name = ""
    for found in _TAG.finditer(page):
        closing, what, attributes = found.groups()
        if what in _VOID:
            continue
        if not closing:
            if depth == 0:
                start, tag = found.start(), what
                named, classed = _NAME.search(attributes), _KIND.search(attributes)
                name, kind = named[1] if named else above, classed[1] if classed else ""
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield PageBlock(page[start : found.end()], tag, kind, name)


def text_of(page: str) -> str:
    """The text in a stretch of HTML."""
    return html.unescape(_TAG.sub("", without_signs(page)))


def without_signs(page: str) -> str:
    """HTML without links to itself and marks of notes, which belong to the place where it stands."""
    bare = _FOR_THE_EAR.sub("<b>", _TO_ITSELF.sub(r"\1", page))
    return _NOTE.sub("", _OWN_SIGN.sub("", bare))


def without_names(page: str) -> str:
    """HTML that may stand a second time on a page: without anchors, links to itself and marks of notes."""
    return _NAME.sub("", without_signs(page))


def inside(block: PageBlock) -> str:
    """What a block holds, as HTML, without its signs."""
    plain = without_signs(block.html)
    return plain[plain.index(">") + 1 : plain.rindex("<")]


def cut(page: str, start: int, end: int) -> str:
    """The HTML between two places of its text; as bare text where a tag would be cut in two."""
    at = 0
    pieces: list[str] = []
    open_tags = 0
    torn = False
    last = 0
    for found in (*_TAG.finditer(page), None):
        stretch = page[last : found.start() if found else len(page)]
        for sign in re.findall(r"&[#\w]+;|.", stretch, re.DOTALL):
            pieces.append(sign if start <= at < end else "")
            at += len(html.unescape(sign))
        if found is None:
            break
        last = found.end()
        if start <= at <= end and found[2] not in _VOID:
            begins = not found[1]
            if (at == end and begins) or (at == start and not begins):
                continue
            open_tags += 1 if begins else -1
            torn = torn or open_tags < 0
            pieces.append(found[0])
        elif start <= at < end:
            pieces.append(found[0])
    kept = "".join(pieces)
    return kept if not torn and open_tags == 0 else html.escape(text_of(page)[start:end], quote=False)
