"""Captions: a number that is said may be parted by the times, marks and lines of the file; remarks are never shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.frontmatter.attachments.parts import Kind, Leak, Seen, Text
from disclosure.frontmatter.attachments.text import decoded
from disclosure.text.captions import read_captions

_BETWEEN_CUES = re.compile(r"(?<=\d)\n(?=[\dXx])")


def spoken(data: bytes) -> Iterator[Seen]:
    """The words of a file of captions one after the other, as they are heard, and how many remarks it holds."""
    for text in decoded(data):
        captions = read_captions("".join(text.pieces).replace("\r\n", "\n"))
        yield Text([_BETWEEN_CUES.sub("", "\n".join(cue.words for cue in captions.cues))])
        if captions.remarks:
            yield Leak(Kind.COMMENTS, captions.remarks)
