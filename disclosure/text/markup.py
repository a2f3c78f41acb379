"""The signs within a line: Python-Markdown's inline engine with the patterns of our dialect, and none of its own.

What no pattern takes is text. Characters that were escaped, or written as entities, stay numbers between two control
characters until the very end, so that nothing takes them for signs; `characters` reads them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.treeprocessors import InlineProcessor as Engine
from markdown.util import ETX, STX, AtomicString, Registry

from disclosure.text.dialect import ENTITY, ESCAPED, IMAGE, LINK, REFERENCE, SERVICE, STRONG, TAG
from disclosure.text.html_table import PHRASING, readable, unwanted

__all__ = ["Machine", "characters", "html_of"]

Tell = Callable[[str, str], None]
"""Told of a tag that is refused, or not closed: `<script>`, and the text by which to find it."""


class _Sign(Pattern):
    """A pattern of the dialect; `read` says what a match is: None leaves it as text."""

    def __init__(self, pattern: str, read: Callable[[re.Match[str]], Element | str | None]) -> None:
        super().__init__(pattern)
        self.read = read

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- as the base class has it, of which the types are old
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str | None, int | None, int | None]:
        node = self.read(m)
        return (None, None, None) if node is None else (node, m.start(), m.end())


class Machine(markdown.Markdown):
    """Converts the inline markup of one text after another. It must be thrown away after an exception.

    `notes` are the numbers of the notes by their labels, `service` gives the address of a service by its id and how the
    mark is written. `tell_empty` is told of a link or picture without words or target, which stays as it was typed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notes: Mapping[str, int] = {}
        self.tell: Tell = lambda _tag, _source: None
        self.tell_empty: Callable[[str], None] = lambda _source: None
        self.service: Callable[[str, str], str | None] = lambda _key, _source: None
        signs: dict[str, _Sign] = {
            "image": _Sign(IMAGE, self._image),
            "reference": _Sign(REFERENCE, self._reference),
            "service": _Sign(SERVICE, self._service),
            "link": _Sign(LINK, self._link),
            "break": _Sign(r"(?<!\\)<br\s*/?>", lambda _: Element("br")),
            **{name: _paired(name) for name in PHRASING},  # each by itself, so that they may hold each other
            "tag": _Sign(rf"(?<!\\)(?:{TAG.pattern}|<(?:\?[A-Za-z]|!\[)[^<>\s]*)", self._refused),
            "character": _Sign(_CHARACTERS.pattern, _held),
            "strong": _Sign(STRONG, lambda found: _holding("strong", found[1])),
        }
        self.inlinePatterns = Registry()
        for priority, (name, sign) in enumerate(reversed(signs.items())):
            self.inlinePatterns.register(sign, name, priority)
        self.engine = Engine(self)

    def inline(self, text: str) -> Element:
        """An element that holds a text with its inline markup."""
        tree = Element("div")
        holder = _holding("span", text)
        tree.append(holder)
        self.engine.run(tree)
        return holder

    def _reference(self, found: re.Match[str]) -> Element | None:
        """The mark of a note that is written; any other stays as it was typed."""
        number = self.notes.get(found[1])
        if number is None:
            return None
        element = Element("sup", {"note": str(number)})
        element.text = AtomicString(f"[{number}]")
        return element

    def _service(self, found: re.Match[str]) -> Element | None:
        """The sign that leads to a service; one that leads nowhere is told, and stays as it was typed."""
        address = self.service(found[1], found[0])
        if address is None:
            return None
        element = Element("a", {"aria-label": "办理：见办事指南", "class": "do", "href": address})
        element.text = AtomicString("办")
        return element

    def _image(self, found: re.Match[str]) -> Element | None:
        words, source = (_CHARACTERS.sub(_character, text) for text in found.groups())
        if not source.strip():
            return self.tell_empty(found[0])
        return Element("img", {"alt": words, "src": source.strip()})

    def _link(self, found: re.Match[str]) -> Element | None:
        target = found[2].strip()
        if not target or not found[1].strip():
            picture = found.start() and found.string[found.start() - 1] == "!"  # told of already
            return None if picture else self.tell_empty(found[0])
        element = _holding("a", found[1])
        element.set("href", ENTITY.sub(lambda entity: readable(entity[0]), target))
        return element

    def _refused(self, found: re.Match[str]) -> None:
        """A tag that no other pattern took: it is told, and stays as text."""
        tag = TAG.match(found[0])
        self.tell(unwanted(tag, PHRASING) if tag else f"{found[0][:2]}>", found[0])


_CHARACTERS = re.compile(rf"{ESCAPED.pattern}|{ENTITY.pattern}")
_HELD = re.compile(rf"{STX}(\d+){ETX}")


def _character(found: re.Match[str]) -> str:
    return found[1] or readable(found[0])


def _held(found: re.Match[str]) -> str | None:
    meant = _character(found)
    return None if meant == found[0] else "".join(f"{STX}{ord(char)}{ETX}" for char in meant)


def characters(text: str) -> str:
    """A text of the tree as a reader sees it."""
    return _HELD.sub(lambda held: chr(int(held[1])), text) if STX in text else text


def _holding(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


def _paired(name: str) -> _Sign:
    """A tag that is allowed within a line, with what it holds."""

    def read(found: re.Match[str]) -> Element | None:
        tag = TAG.match(found[0])
        return None if tag is None or unwanted(tag, PHRASING) else _holding(name, found[1])

    inside = rf"((?:(?!(?i:</?{name}[\s>]))[\s\S])*+)"
    return _Sign(rf"(?<!\\)(?i:<{name}(?=[\s>])[^<>]*>){inside}(?i:</{name}\s*>)", read)


def html_of(element: Element) -> str:
    """What an element holds, as HTML."""
    pieces = [html.escape(characters(element.text or ""), quote=False)]
    for child in element:
        given = "".join(f' {name}="{html.escape(value)}"' for name, value in child.attrib.items())
        pieces.append(f"<{child.tag}{given}>")
        if child.tag not in ("br", "img"):
            pieces.append(f"{html_of(child)}</{child.tag}>")
        pieces.append(html.escape(characters(child.tail or ""), quote=False))
    return "".join(pieces)
