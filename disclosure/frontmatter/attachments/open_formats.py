"""What the parts of OpenDocument files hold that readers do not see."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_elsewhere
from disclosure.frontmatter.attachments.names import BY_PROGRAMS, HOME, About, is_person
from disclosure.frontmatter.attachments.package import Look, Package
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_HIDDEN_TEXT = frozenset(("hidden-text", "hidden-paragraph"))
_OUTSIDE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|\.\./|[/\\]")
"""An address that leads out of the package."""
_FAMILIES = {
    "p": "paragraph",
    "h": "paragraph",
    "span": "text",
    "table": "table",
    "table-row": "table-row",
    "table-column": "table-column",
    "table-cell": "table-cell",
    "section": "section",
    "page": "drawing-page",
    **dict.fromkeys(("frame", "custom-shape", "rect", "ellipse", "polygon", "path", "text-box-shape"), "graphic"),
}
"""The styles of which an element may have one; those of shapes in a presentation are a family of their own."""
_LETTERS = frozenset(("paragraph", "text"))
_DRAWN = frozenset(("graphic", "drawing-page"))
_BEHIND = frozenset(("table", "table-row", "table-cell", "graphic"))
_DEFINITIONS = frozenset(("styles", "automatic-styles", "font-face-decls", "settings"))


class OpenDocument(Part):
    """content.xml, styles.xml or meta.xml of a text, sheet or presentation."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package, self._own = package, dict[str, Look]()
        self._parents: dict[str, str] = {}
        self._style, self._value, self._told = "", "", False
        self._about = About()
        self._letters: list[tuple[int, Look]] = []
        """How letters are drawn from an element of this depth on."""
        self._behind: list[tuple[int, str | None]] = []
        """What is behind them, where it is not the paper."""
        self._white = 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "user-defined":
            self._style = attributes.get("name", "")
        if name in ("style", "default-style"):
            self._style = f"{attributes.get('family')}:{attributes.get('name', '')}"
            parent = attributes.get("parent-style-name", "")
            self._parents[self._style] = f"{attributes.get('family')}:{parent}" if name == "style" else ""
        elif name.endswith("-properties"):
            self._properties(name, attributes)
        elif name == "version-entry":  # an earlier state of the whole text, kept inside it
            self.leaks[Kind.EARLIER] += 1
            self.leaks[Kind.NAMES] += is_person(attributes.get("creator"))
        elif name == "template":
            self.leaks[Kind.NAMES] += any(map(is_person, HOME.findall(attributes.get("href", ""))))
        elif not _DEFINITIONS.intersection(self.path[1:2]):
            self._in_body(name, attributes)

    def _properties(self, name: str, attributes: Mapping[str, str]) -> None:
        """What a style says of what it draws."""
        hidden = attributes.get("display") in ("none", "false") or attributes.get("visibility") == "hidden"
        size = next((attributes[key] for key in ("row-height", "column-width", "font-size") if key in attributes), "")
        background = attributes.get("background-color") if name != "page-layout-properties" else None
        shade = _color(background) if background else None
        if "fill" in attributes:
            shade = {"none": "", "solid": _color(attributes.get("fill-color", ""))}.get(attributes["fill"], "unknown")
        elif "fill-color" in attributes:
            shade = _color(attributes["fill-color"])
        own = Look(
            hidden or None,
            _is_nothing(size) if size else None,
            _color(attributes["color"]) if name == "text-properties" and "color" in attributes else None,
            shade,
        )
        if name == "text-properties" and "opacity" in attributes and attributes.get("use-window-font-color") != "true":
            own = own._replace(hidden=hidden or attributes["opacity"] == "0%")
        if name == "page-layout-properties" and _color(attributes.get("background-color", "")):
            self._package.painted = True
        self._own[self._style] = own.over(self._own.get(self._style, Look()))
        if self.path[1:2] == ["styles"]:
            self._package.styles[self._style] = self._own[self._style]
            self._package.parents.update({self._style: self._parents.get(self._style, "")})

    def _look(self, style: str) -> Look:
        if style.startswith("graphic:") and not (style in self._own or style in self._package.styles):
            style = style.replace("graphic", "presentation", 1)
        look, family = Look(), style.partition(":")[0]
        for _ in range(20):
            look = look.over(self._own.get(style) or self._package.styles.get(style) or Look())
            style = self._parents.get(style) or self._package.parents.get(style, "")
            if not style:
                break
        return look.over(self._package.styles.get(f"{family}:", Look()))

    def _in_body(self, name: str, attributes: Mapping[str, str]) -> None:
        family = _FAMILIES.get(name)
        look = self._look(f"{family}:{attributes.get('style-name', '')}") if family else Look()
        repeated = attributes.get(f"number-{name.removeprefix('table-')}s-repeated", "1")
        times = int(repeated) if repeated.isdecimal() else 1
        if name == "changed-region":
            self.leaks[Kind.REVISIONS] += 1
        elif name == "annotation":
            self.leaks[Kind.COMMENTS] += 1
        elif name in _HIDDEN_TEXT:
            self.leaks[Kind.HIDDEN_TEXT] += 1
        elif name.startswith(("header", "footer")) and attributes.get("display") == "false":
            self._letters.append((len(self.path), Look(hidden=True)))  # of which only words count
        elif attributes.get("display") in ("none", "false") or (look.hidden and family not in _LETTERS):
            kinds = {"table": Kind.HIDDEN_SHEETS, "page": Kind.HIDDEN_SLIDES}
            self.leaks[kinds.get(name, Kind.HIDDEN_TEXT)] += 1
        elif attributes.get("visibility") in ("collapse", "filter") or (
            family in ("table-row", "table-column") and look.tiny
        ):
            self.leaks[Kind.HIDDEN_COLUMNS if name == "table-column" else Kind.HIDDEN_ROWS] += times
        elif family in (*_LETTERS, "table-cell"):
            self._told = False
            self._letters.append((len(self.path), look.over(self._letters[-1][1] if self._letters else Look())))
        self._package.painted |= family in _DRAWN and bool(look.shade)
        if (look.shade and family in _BEHIND) or (family == "graphic" and "presentation" not in self.path):
            self._behind.append((len(self.path), look.shade))
        self._leads(name, attributes)

    def _leads(self, name: str, attributes: Mapping[str, str]) -> None:
        href = attributes.get("href", "#")
        if name == "image":
            self._package.painted = True
        fetched = name in ("image", "section-source", "object", "plugin") and _OUTSIDE.match(href)
        if fetched or (name == "a" and is_elsewhere(href)):
            self.leaks[Kind.FILE_LINKS] += 1

    def _says(self, text: str) -> str:
        if len(self._value) < LONGEST:
            self._value += text
        if text.strip() and "notes" in self.path and self.path[-1] in ("p", "span"):
            self.leaks[Kind.NOTES] += 1
        elif self._letters and not self._told and text.strip():
            self._told = self._is_unseen(self._letters[-1][1])
        return text

    def _is_unseen(self, look: Look) -> bool:
        behind = self._behind[-1][1] if self._behind else ""
        unseen = look.is_unseen(behind)
        if unseen and not (look.hidden or look.tiny) and not self._behind and not look.shade:
            self._white += 1  # on the paper, unless something is painted on that
        elif unseen:
            self.leaks[Kind.HIDDEN_TEXT] += 1
        return unseen

    def _ends(self, name: str) -> None:
        while self._letters and self._letters[-1][0] >= len(self.path):
            self._letters.pop()
        while self._behind and self._behind[-1][0] >= len(self.path):
            self._behind.pop()
        if name in ("creator", "initial-creator", "printed-by") and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
        elif name == "user-defined" and self._value.strip():
            self.leaks[Kind.PROPERTIES] += not BY_PROGRAMS.fullmatch(self._style)
        elif self.path[-2:-1] == ["meta"]:
            self._about.take(name, self._value)
        elif name == "meta":
            self.leaks.update(self._about.leaks())
        elif len(self.path) == 1 and not (self._package.painted and self._is_presentation):
            self.leaks[Kind.HIDDEN_TEXT] += self._white
        self._is_presentation = self._is_presentation or name == "presentation"

    _is_presentation = False


def _color(value: str) -> str:
    """RRGGBB, "" for the paper."""
    plain = value.lstrip("#").upper()
    return "" if plain in ("TRANSPARENT", "", "FFFFFF") else plain


def _is_nothing(size: str) -> bool:
    """Whether a length, with its unit, is so small that nobody sees what is so high or wide."""
    found = re.fullmatch(r"([0-9.]+)(cm|mm|in|pt)", size)
    if not found:
        return False
    points = {"cm": 28.3, "mm": 2.83, "in": 72, "pt": 1}[found[2]]
    return float(found[1]) * points < 2.1
