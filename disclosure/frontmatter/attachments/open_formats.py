"""What the parts of OpenDocument and OFD (GB/T 33190) files hold that readers do not see."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure.frontmatter.attachments.markup import Part, is_elsewhere, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import LONGEST, Kind

_HIDDEN_TEXT = frozenset(("hidden-text", "hidden-paragraph"))
_OUTSIDE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|\.\./|[/\\]")
"""An address that leads out of the package."""
_SEEN_ANYHOW = frozenset(("Link", "Watermark", "Stamp"))


class OpenDocument(Part):
    """content.xml, styles.xml or meta.xml of a text, sheet or presentation."""

    def __init__(self) -> None:
        super().__init__()
        self._hidden_styles: set[str] = set()
        self._style, self._value = "", ""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "changed-region":
            self.leaks[Kind.REVISIONS] += 1
        elif name == "annotation":
            self.leaks[Kind.COMMENTS] += 1
        elif name in _HIDDEN_TEXT:
            self.leaks[Kind.HIDDEN_TEXT] += 1
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name in ("text-properties", "table-properties", "drawing-page-properties"):
            if attributes.get("display") in ("none", "false") or attributes.get("visibility") == "hidden":
                self._hidden_styles.add(self._style)
        elif attributes.get("display") in ("none", "false"):
            self.leaks[Kind.HIDDEN_SHEETS if name == "table" else Kind.HIDDEN_TEXT] += 1
        elif name == "version-entry":  # an earlier state of the whole text, kept inside it
            self.leaks[Kind.REVISIONS] += 1
            self.leaks[Kind.NAMES] += is_person(attributes.get("creator"))
        elif attributes.get("style-name") in self._hidden_styles:
            kind = {"table": Kind.HIDDEN_SHEETS, "page": Kind.HIDDEN_SLIDES}.get(name, Kind.HIDDEN_TEXT)
            self.leaks[kind] += 1
        elif attributes.get("visibility") in ("collapse", "filter"):
            kind = Kind.HIDDEN_COLUMNS if name == "table-column" else Kind.HIDDEN_ROWS
            repeated = attributes.get(f"number-{name.removeprefix('table-')}s-repeated", "1")
            self.leaks[kind] += int(repeated) if repeated.isdecimal() else 1
        href = attributes.get("href", "#")
        fetched = name in ("image", "section-source", "object", "plugin") and _OUTSIDE.match(href)
        if fetched or (name == "a" and is_elsewhere(href)):
            self.leaks[Kind.FILE_LINKS] += 1

    def _says(self, text: str) -> str:
        if len(self._value) < LONGEST:
            self._value += text
        if text.strip() and "notes" in self.path and self.path[-1] in ("p", "span"):
            self.leaks[Kind.NOTES] += 1
        return text

    def _ends(self, name: str) -> None:
        if name in ("creator", "initial-creator", "printed-by") and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
        elif name == "user-defined" and self._value.strip():
            self.leaks[Kind.PROPERTIES] += 1


class Ofd(Part):
    """Any part of an OFD file."""

    def __init__(self) -> None:
        super().__init__()
        self._value = ""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._value = ""
        if name == "Annot" and attributes.get("Type") not in _SEEN_ANYHOW:
            self.leaks[Kind.COMMENTS] += 1
        elif name == "Attachment":
            self.leaks[Kind.EMBEDDED] += 1
        elif name == "CustomData":
            self.leaks[Kind.PROPERTIES] += 1
        elif name in ("TextObject", "ImageObject", "PathObject", "Layer") and not is_on(attributes, "Visible"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1

    def _says(self, text: str) -> str:
        if len(self._value) < LONGEST:
            self._value += text
        return text

    def _ends(self, name: str) -> None:
        if name == "Author" and is_person(self._value):
            self.leaks[Kind.NAMES] += 1
