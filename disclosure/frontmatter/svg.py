"""What an SVG may not hold: whatever runs, or is fetched from elsewhere, when a reader opens the picture by itself.

As a picture in a page it can do neither; opened by its address it is a document of the site. Nothing is expanded and
nothing fetched here: a file with a DOCTYPE, the only place for entities, is read no further.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from disclosure.frontmatter.attachments.parts import holds_endless_tag

SVG = "http://www.w3.org/2000/svg"
_DOCUMENTS = frozenset(("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"))
"""Whose elements a browser takes for more than a picture."""

_ACTIVE = frozenset(("script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio", "video"))
_LEADS = frozenset(("href", "src", "base", "ping"))
"""Attributes that lead somewhere, whatever stands before their colon; `base` would turn `#part` into another address."""

_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp)[;,]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FETCHED = re.compile(
    r"""url\(\s*+["']?+\s*+(?!\#|data:)|@import|(?:image-set|image|src|expression)\(|-moz-binding|javascript:""",
    re.IGNORECASE,
)
_URL = re.compile(r"url\(\s*[\"']?\s*(data:[^\"')]*)", re.IGNORECASE)

MOST = 20
"""Findings after which a file is read no further."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that may not be there: what, and where (from 1)."""

    what: str
    line: int
    column: int


class UnreadableError(Exception):
    """Not an SVG, with the place from which on it is none."""

    def __init__(self, detail: str, line: int, column: int) -> None:
        self.detail, self.line, self.column = detail, line, column
        super().__init__(detail)


class _EnoughError(Exception):
    """No need to read on."""


def refused(data: bytes) -> list[Refused]:
    """What may not be in this SVG, at most `MOST`, in the order of the file; raises UnreadableError."""
    if holds_endless_tag(data):
        raise UnreadableError("过于复杂 too complex", 1, 1)
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 — expat takes it by position only
    except _EnoughError:
        pass
    except expat.ExpatError as error:
        raise UnreadableError(expat.ErrorString(error.code), error.lineno, error.offset + 1) from error
    except (
        ValueError,
        LookupError,
    ) as error:  # it says that it is in GB2312 or the like, which the parser does not know
        raise UnreadableError(str(error), 1, 1) from error
    return reader.found


class _Reader:
    """One reading of a file."""

    def __init__(self) -> None:
        self.found: list[Refused] = []
        self.style: list[str] = []
        self.styles = 0
        self.begun = False
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"<?{target}?>")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _refuse(self, what: str) -> None:
        self.found.append(Refused(what, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1))
        if len(self.found) == MOST:
            raise _EnoughError

    def _doctype(self, *_: object) -> None:
        self._refuse("<!DOCTYPE>")
        raise _EnoughError

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self.begun and (space, name) != (SVG, "svg"):
            raise UnreadableError(f"<{name}>", self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.begun = True
        if name.lower() in _ACTIVE or space in _DOCUMENTS:
            self._refuse(f"<{name}>")
        for attribute, value in attributes.items():
            if _is_refused(attribute.rpartition(" ")[2], value):
                self._refuse(f"{attribute.rpartition(' ')[2]}=…")
        if name.lower() == "style":
            self.styles += 1
            self.parser.CharacterDataHandler = self.style.append

    def _end(self, tag: str) -> None:
        if tag.rpartition(" ")[2].lower() != "style":  # what stands inside one parts its text for nobody
            return
        self.styles -= 1
        if not self.styles:
            if fetches("".join(self.style)):
                self._refuse("<style>")
            self.style.clear()
            self.parser.CharacterDataHandler = None


def _is_refused(name: str, value: str) -> bool:
    name = name.lower()
    if name.startswith("on"):
        return True
    if name in _LEADS:
        target = re.sub(r"\s", "", value)
        return target[:1] not in ("", "#") and not _PICTURE.match(target)
    if name == "attributename":  # what an animation may set
        inner = value.strip().rpartition(":")[2].lower()
        return inner in _LEADS or inner.startswith("on")
    return "(" in value and fetches(value)


def fetches(css: str) -> bool:
    """Whether styles, or the value of an attribute, would fetch something or run it."""
    plain = _REMARK.sub("", _ESCAPE.sub(_unescaped, css))
    return _FETCHED.search(plain) is not None or not all(_PICTURE.match(url) for url in _URL.findall(plain))


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    return chr(number) if (number := int(found[1], 16)) < 0x110000 else ""
