"""A table that its author wrote in HTML, or pasted: read strictly, written anew with nothing but its structure.

What lays it out in Word or WPS is dropped; what a table may not hold is told, and then the whole stands on the page as
text. Nothing is mended: a text outside the cells, or a tag that is not closed, would end up in another place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from disclosure.text.dialect import ENTITY, TAG

PHRASING = ("b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "ruby", "rt", "rp", "span")
"""Tags within a line, in a table and elsewhere."""
_TABLE_TAGS = {
    "table": ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"),
    "colgroup": ("col",),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tfoot": ("tr",),
    "tr": ("td", "th"),
}
"""What may stand in the parts of a table, which hold no text themselves."""
_FLOW = frozenset((*PHRASING, "a", "img", "br", "p", "table"))
_VOID = frozenset(("br", "col", "img"))
_BARE = frozenset(("span", "font", "o:p", "center", "div"))
"""Tags that say nothing, of which what they hold stays."""
_KEPT = {
    "a": ("href",),
    "col": ("span",),
    "colgroup": ("span",),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_LAYOUT = re.compile(
    r"align|valign|width|height|style|class|border\w*|cell(?:padding|spacing)|bgcolor|background|nowrap|frame|rules|lang|dir"
    r"|color|face|size|hspace|vspace|char(?:off)?|summary|scope|data-[\w-]*|(?:x|v|o|w|xmlns|mso)\b[:\w-]*|et:\w+|title|target|span"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_ENDS = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z/!?]")


def endings(lines: Iterable[str]) -> dict[tuple[int, int], tuple[int, int]]:
    """Where each `<table` that is closed ends: line and column behind its `</table>`, by those that it begins at."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    open_: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        for tag in _ENDS.finditer(line):
            if not tag[1]:
                open_.append((number, tag.start()))
            elif open_ and (end := line.find(">", tag.end()) + 1):
                found[open_.pop()] = (number, end)
    return found


class Refusal(NamedTuple):
    """What an author may not write: `<td onclick>`, and the text by which to find it."""

    code: str
    html: str
    source: str


def attributes(tag: re.Match[str]) -> Mapping[str, str]:
    """The attributes of a tag, names in small letters, values as meant."""
    found = _ATTRIBUTE.finditer(tag[3])
    return {one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in found}


def unwanted(tag: re.Match[str], allowed: Iterable[str]) -> str:
    """What of a tag is refused: `<script>`, or `<p onclick>`; nothing if it may stand."""
    name = tag[2].lower()
    if name not in allowed:
        return f"<{name}>"
    kept = _KEPT.get(name, ())
    wrong = (key for key in attributes(tag) if key not in kept and not _LAYOUT.fullmatch(key))
    return next((f"<{name} {key}>" for key in wrong), "")


Target = Callable[[str, str | None], str]
"""The address for what a link or a picture leads to; for a picture with its words."""


class HtmlTable(NamedTuple):
    """A table as it may stand on the page, its text a row a line, and what is refused in it."""

    html: str
    text: str
    refusals: tuple[Refusal, ...]


def read_table(raw: str, target: Target) -> HtmlTable:
    """A table in HTML from its first tag to its last."""
    reader = _Reader(raw, target)
    reader.read()
    lines = (" ".join(line.split()) for line in "".join(reader.text).split("\n"))
    return HtmlTable("".join(reader.page), "\n".join(filter(None, lines)), tuple(reader.refusals))


class _Reader:
    def __init__(self, raw: str, target: Target) -> None:
        self.raw = raw
        self.target = target
        self.open: list[str] = []
        self.page: list[str] = []
        self.text: list[str] = []
        self.refusals: list[Refusal] = []

    def read(self) -> None:
        end = 0
        for tag in TAG.finditer(self.raw):
            self._data(self.raw[end : tag.start()])
            self._tag(tag)
            end = tag.end()
        self._data(self.raw[end:])
        if self.open:
            self._refuse(f"<{self.open[-1]}>", f"<{self.open[-1]}", "html-not-closed")

    def _refuse(self, what: str, source: str, code: str = "html-not-allowed") -> None:
        self.refusals.append(Refusal(code, what, source))

    def _data(self, data: str) -> None:
        if odd := _MARKUP.search(data):
            self._refuse(data[odd.start() : odd.start() + 20].strip(), data[odd.start() : odd.start() + 20])
        if not data.strip():
            self.text.append(" ")
            self.page.append(" " if data and self.open and self.open[-1] not in _TABLE_TAGS else "")
            return
        if not self.open or self.open[-1] in _TABLE_TAGS:
            self._refuse(" ".join(data.split())[:20], data.strip()[:20], "html-text-outside-cell")
        meant = ENTITY.sub(lambda entity: readable(entity[0]), data)
        self.text.append(meant.replace("\n", " "))
        self.page.append(html.escape(meant, quote=False))

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        holder = self.open[-1] if self.open else ""
        allowed = _TABLE_TAGS.get(holder, (*_FLOW, *_BARE)) if holder else ("table",)
        if tag[1]:
            if name not in self.open:
                self._refuse(f"</{name}>", tag[0], "html-not-closed")
            elif holder != name:
                self._refuse(f"<{holder}>", f"<{holder}", "html-not-closed")
                while self.open[-1] != name:
                    self.open.pop()
            if name in self.open:
                self.open.pop()
            self._write(name, f"</{name}>")
            return
        if wrong := unwanted(tag, allowed):
            self._refuse(wrong, tag[0])
        if name not in _VOID:
            self.open.append(name)
        self._write(name, self._opening(tag, name))

    def _opening(self, tag: re.Match[str], name: str) -> str:
        given = attributes(tag)
        kept = {key: value for key, value in given.items() if key in _KEPT.get(name, ())}
        if "href" in kept:
            kept["href"] = self.target(kept["href"], None)
        if name == "img":
            kept["src"] = self.target(kept.get("src", ""), kept.get("alt", ""))
            self.text.append(kept.get("alt", ""))
        written = "".join(f' {key}="{html.escape(value)}"' for key, value in kept.items())
        if name == "img" and "a" not in self.open and kept["src"]:  # as in prose: letters may be too small on a phone
            return f'<a href="{html.escape(kept["src"])}"><img{written}></a>'
        return f"<{name}{written}>"

    def _write(self, name: str, source: str) -> None:
        if name not in _BARE or name == "div":
            self.page.append("<p>" if source == "<div>" else "</p>" if source == "</div>" else source)
        self.text.append(" " if name in ("td", "th") else "" if name in PHRASING or name in ("a", "img") else "\n")


def readable(entity: str) -> str:
    """The character that an entity stands for; the entity itself where that is none, or nobody would see it."""
    meant = html.unescape(entity)
    return meant if "\ufffd" not in meant and all(char.isprintable() or char.isspace() for char in meant) else entity
