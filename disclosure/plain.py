"""Parts of a text that hold no inline markup, which are most of a law: written as HTML at once, without a tree.

`elements` and `markup` make the same of them, in ten times the time; they are what everything else goes through, and what
the tests hold this module against.
"""

from __future__ import annotations

import html
import re

from disclosure.legal import LINKED, Part
from disclosure.markup import STX

_MARKUP = re.compile(rf"[\\`*_\[<&\n{STX}]")
"""Without one of these in it, text is what it says: no inline pattern can match, no raw HTML stands in it as a number,
and there is no line end to take out."""

_CLASSES = {"article": "tiao", "signature": "signature", "addressee": "addressee"}


def is_plain(part: Part) -> bool:
    """Whether a part is a heading or paragraph without inline markup."""
    return part.role not in ("list", "other") and not _MARKUP.search(part.text) and not _MARKUP.search(part.bold)


def line_of(part: Part) -> str:
    """A plain part as a reader sees it: white space folded."""
    return " ".join(f"{part.bold}{_gap(part)}{part.text}".split())


def _gap(part: Part) -> str:
    return "\u3000" if part.role == "article" and part.text else ""


def html_of(part: Part, label: str) -> str:
    """The element of a plain part; `label` says what the link to itself leads to, where it has one."""
    tag = f"h{part.level}" if part.role == "heading" else "p"
    kind = f' class="{_CLASSES[part.role]}"' if part.role in _CLASSES else ""
    name = f' id="{part.id}"' if part.id else ""
    text = part.text.replace(">", "&gt;")
    if part.role in LINKED:
        sign = f'<a aria-label="{html.escape(label)}" class="anchor" href="#{part.id}"></a>'
        if not part.bold:
            return f"<{tag}{kind}{name}>{text}{sign}</{tag}>"
        bold = part.bold.replace(">", "&gt;")
        lead = ' class="lead"' if part.role == "lead" else ""
        text = f"<b{lead}>{bold}</b>{sign}{_gap(part)}{text}"
    return f"<{tag}{kind}{name}>{text}</{tag}>"
