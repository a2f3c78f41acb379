"""What the parts of one office file (ECMA-376) know of one another, and what is drawn in any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.frontmatter.attachments.markup import Part, is_on
from disclosure.frontmatter.attachments.names import is_person
from disclosure.frontmatter.attachments.parts import Kind

PATH = re.compile(r"(?i)file:/|(?<![a-z])[a-z]:[\\/](?!/)|\\\\\w")
"""A path of somebody's computer or network, in the instruction of a field or a property."""


@dataclass(slots=True)
class Package:
    """What parts of one package know of one another: hidden styles of Word and Excel, shared strings of Excel."""

    hidden_styles: set[str] = field(default_factory=set)
    hidden_formats: set[str] = field(default_factory=set)
    strings: list[str] = field(default_factory=list)


class Drawn(Part):
    """Any part: objects that are drawn but hidden, and the people named in comments and changes."""

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("cNvPr", "docPr") and "hidden" in attributes and is_on(attributes, "hidden"):
            self.leaks[Kind.HIDDEN_OBJECTS] += 1
        elif name in ("person", "cmAuthor", "author"):
            self.leaks[Kind.NAMES] += any(is_person(attributes.get(key)) for key in ("displayName", "author", "name"))
        elif name in ("comment", "cm", "threadedComment"):
            self.leaks[Kind.COMMENTS] += 1


def is_white(color: str) -> bool:
    """Whether nobody sees letters of this colour (RRGGBB) on paper."""
    return re.fullmatch(r"(?i)(?:[ef][0-9a-f]){3}", color) is not None and color.upper() >= "F0F0F0"
