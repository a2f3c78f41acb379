"""Markdown of the simplest kinds as elements, without Python-Markdown: lists of one line an item, `**strong**`, `[text](target)`.

Whatever is not certain to be one of these is left to Python-Markdown; tests/test_fast.py holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

_ITEM_TEXT = r" +(?!\d+\. )([^\s#=*_+>\[:|-].*)"
_BULLET = re.compile(rf"[*+-]{_ITEM_TEXT}")
_NUMBER = re.compile(rf"(\d{{1,9}})\.{_ITEM_TEXT}")
"""Items whose text no block processor wants: it is one line and begins with no sign of a block."""

_LETTER = r"[^\\`*_\[\]<&\n]"
_TOKEN = re.compile(rf"\*\*((?!\s){_LETTER}+(?<!\s))\*\*|(?<!!)\[((?!\^){_LETTER}+)\]\(([^\s\\`*\[\]<>&()'\"]+)\)")
"""Strong text that begins and ends with no space, so that the signs around it can only open and close; a plain link."""

_SPECIAL = re.compile(r"[\\`*_\[<&]|  \n")


def list_of(block: str, before: Element | None) -> Element | None:
    """The list that a top-level block is, below the element `before`; None if it is not one of the simple ones.

    A list goes on in the next block of its kind: such blocks are not simple.
    """
    tag = "ol" if block[:1].isdigit() else "ul"
    if before is not None and before.tag == tag:
        return None
    items = [(_NUMBER if tag == "ol" else _BULLET).fullmatch(line) for line in block.split("\n")]
    element = Element(tag)
    for item in items:
        if item is None:
            return None
        entry = SubElement(element, "li", {"value": str(int(item[1]))} if tag == "ol" else {})
        entry.text = item[item.lastindex or 0]
    return element


def inline(block: Element) -> bool:
    """Convert the inline markup in a block; False, and nothing is done, where it holds any that is not simple."""
    found: list[tuple[Element, Element | None, int, tuple[str, list[Element]]]] = []
    for parent in block.iter():
        if parent.text and _SPECIAL.search(parent.text):
            found.append((parent, None, 0, _pieces(parent.text)))
        found.extend(
            (parent, child, index + 1, _pieces(child.tail))
            for index, child in enumerate(parent)
            if child.tail and _SPECIAL.search(child.tail)
        )
    if any(not pieces for *_, (_, pieces) in found):
        return False
    for parent, child, at, (before, pieces) in reversed(found):
        if child is None:
            parent.text = before
        else:
            child.tail = before
        parent[at:at] = pieces
    return True


def _pieces(text: str) -> tuple[str, list[Element]]:
    """The text before the first element, and the elements with what follows each; no elements where it is not simple."""
    parts = list(_split(text))
    if any(_SPECIAL.search(between) for between, _ in parts):
        return text, []
    elements = [element for _, element in parts if element is not None]
    for element, (after, _) in zip(elements, parts[1:], strict=True):
        element.tail = after
    return parts[0][0], elements


def _split(text: str) -> Iterator[tuple[str, Element | None]]:
    """Each text between the tokens, with the element that follows it."""
    end = 0
    for token in _TOKEN.finditer(text):
        element = Element("strong") if token[1] else Element("a", {"href": token[3]})
        element.text = token[1] or token[2]
        yield text[end : token.start()], element
        end = token.end()
    yield text[end:], None
