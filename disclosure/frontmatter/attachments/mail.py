"""Letters (RFC 5322) and pages saved as one file (MHTML): what is in their parts, however these are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import NamedTuple

from disclosure.frontmatter.attachments.parts import Text, UnreadableError

SUFFIXES = frozenset((".eml", ".mht", ".mhtml"))
_HEAD = re.compile(rb"(?:From |[A-Za-z][A-Za-z-]*:)")
_MARK = re.compile(rb"(?im)^(?:MIME-Version|Content-Type|Received|Message-ID)\s*:")
_MOST, _LINES = 40_000_000, 600_000
"""Bytes and lines, all of which the parser keeps."""
_SUFFIXES = {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf", "message/rfc822": ".eml"}


class Enclosed(NamedTuple):
    """One part, by the name that it has or that its kind gives it."""

    name: str
    data: bytes


def is_mail(suffix: str, data: bytes) -> bool:
    """Whether a file is a letter, by its name or, as Word saves pages for the web under any name, by how it begins."""
    return suffix in SUFFIXES or bool(_HEAD.match(data) and _MARK.search(data[:4096]))


def enclosed(data: bytes) -> Iterator[Text | Enclosed]:
    """Its heads and its parts, letters inside it part by part too; raises UnreadableError for one that is too large."""
    if len(data) > _MOST or data.count(b"\n") > _LINES:
        raise UnreadableError("过大 too large")
    letter = BytesParser(policy=policy.default).parsebytes(data)
    for number, part in enumerate(letter.walk()):
        kind = part.get_content_type()
        yield Text([f"{name}: {value}\n" for name, value in _heads(part)])
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            name = str(part.get_filename() or f"part{number}{_SUFFIXES.get(kind, '')}")
            yield Enclosed(name, content if isinstance(content, bytes) else b"")


def _heads(part: EmailMessage) -> Iterator[tuple[str, str]]:
    """Heads as they are read; those of which the library makes nothing, as they stand."""
    for name, raw in part.raw_items():
        try:
            yield name, str(part.policy.header_fetch_parse(name, raw))
        except (ValueError, TypeError, AttributeError, IndexError, LookupError):
            yield name, str(raw)
