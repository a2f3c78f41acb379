"""Sentences of a text in which quotations are signs, with what stands in each: for reading what a document says of others.

A quotation may go over many paragraphs, each of which may begin with an opening mark of its own (“… “…”), and hold
others. One that is not closed within `REACH` blocks is no quotation: `closed` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from disclosure.text.numbering import read_mark
from disclosure.text.page_blocks import PageBlock, cut, inside, items_of, text_of, without_names

SIGN = "§"
REACH = 100
"""Blocks within which a quotation is closed: more are taken for a slip of the pen (as in `landmarks.quoted`)."""


_PARTING = re.compile(
    r"[。；;]|[，,]并(?=[将在增删对])|[，,]?同时[，,]?|(?<=§)[，,](?=[将把在]?第)|[，,](?=[^，,]{0,8}[序顺][号序])"
)
"""Where one thing that is said ends, and the next begins."""


class Quotation(NamedTuple):
    """What stands between two marks, as blocks of HTML without anchors."""

    blocks: tuple[str, ...]
    closed: bool = True

    @property
    def text(self) -> str:
        """Its words, for words within a line."""
        return text_of("".join(self.blocks))


class Sentence(NamedTuple):
    """A sentence, each quotation in it being `SIGN`; the anchor of its clause; whether it begins a clause."""

    text: str
    quotations: tuple[Quotation, ...]
    anchor: str
    begins: bool


def sentences(blocks: Sequence[PageBlock]) -> Iterator[Sentence]:
    """The sentences of a text, in order; what is quoted is in none of them."""
    own = _own_articles(blocks)
    flat = [_plain(one, own=index in own) for index, block in enumerate(blocks) for one in _parted(block)]
    anchor, index = "", 0
    while index < len(flat):
        block = flat[index]
        anchor = block.id or anchor
        skeleton, quotations, index = _skeleton(flat, index)
        number = 0
        for position, text in enumerate(_PARTING.split(skeleton)):
            count = text.count(SIGN)
            if text.strip():
                yield Sentence(
                    text.rstrip("。；;，, "),
                    quotations[number : number + count],
                    anchor,
                    position == 0 and bool(block.id),
                )
            number += count


class _Line(NamedTuple):
    """A block with its text, or an item of a list as one."""

    block: PageBlock
    id: str
    html: str
    text: str
    level: int
    quoting: bool


_NUMBER = re.compile(r"<b>第[^<]{1,9}[条章节]</b>")


def _own_articles(blocks: Sequence[PageBlock]) -> set[int]:
    """The blocks that are articles of the text itself, counted one after the other: 第六条作文字修改 is about another's."""
    found = [
        (index, mark) for index, block in enumerate(blocks) if block.kind == "tiao" and (mark := read_mark(block.text))
    ]
    numbers = {mark.number for _, mark in found}
    return {index for index, mark in found if mark.number == 1 or {mark.number - 1, mark.number + 1} & numbers}


def _plain(block: PageBlock, *, own: bool) -> _Line:
    page = inside(block)
    if own:  # the number of the article that says it is no place that it changes
        page = _NUMBER.sub("", page, count=1).lstrip("\u3000 ")
    text = text_of(page)
    if '"' in text or "「" in text:
        page, text = _with_marks(page, text)
    return _Line(
        block, block.id, page, text, int(block.tag[1:]) if block.tag[0] == "h" else 0, block.tag in ("p", "li")
    )


def _with_marks(page: str, text: str) -> tuple[str, str]:
    """Straight marks and those of other customs as “ and ”; in a line without any other, they open and close in turn."""
    pairs = {"「": "“", "」": "”"}
    if "“" not in text and text.count('"') % 2 == 0:
        turn = iter("“”" * text.count('"'))
        page = re.sub(r'<[^<>]*>|&quot;|"', lambda found: found[0] if found[0][0] == "<" else next(turn), page)
    page = re.sub("[「」]", lambda found: pairs[found[0]], page)
    return page, text_of(page)


def _parted(block: PageBlock) -> Iterator[PageBlock]:
    yield from items_of(block) if block.tag in ("ol", "ul") else (block,)


def _skeleton(lines: Sequence[_Line], index: int) -> tuple[str, tuple[Quotation, ...], int]:
    """The text of a line with signs for quotations, these, and the next line that is in none."""
    line = lines[index]
    if not line.quoting:
        return ("" if line.level == 0 else line.text), (), index + 1
    pieces: list[str] = []
    found: list[Quotation] = []
    at, following = 0, index + 1
    while (start := line.text.find("“", at)) >= 0:
        pieces.append(line.text[at:start])
        end = _end_within(line.text, start + 1, 1)
        if end < 0:
            quotation, rest, following = _over_lines(lines, following, line, start)
            return "".join((*pieces, SIGN, rest)), (*found, quotation), following
        found.append(Quotation((f"<p>{cut(line.html, start + 1, end)}</p>",)))
        pieces.append(SIGN)
        at = end + 1
    pieces.append(line.text[at:])
    text = "".join(pieces)
    if text.rstrip().endswith(_OPENING) and following < len(lines) and lines[following].text.startswith("“"):
        quotation, rest, following = _over_lines(lines, following)
        return f"{text}{SIGN}{rest}", (*found, quotation), following
    return text, tuple(found), following


def _end_within(text: str, start: int, depth: int) -> int:
    """Where the quotation is closed in a text; -1 where it is not."""
    for place in range(start, len(text)):
        depth += {"“": 1, "”": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


_OPENING = ("：", ":", "为")
_AFTER = re.compile(r"[。；;，,、]?\s*(?:$|并|同时|增加|第|将|原|删)")


def _over_lines(
    lines: Sequence[_Line], following: int, line: _Line | None = None, start: int = 0
) -> tuple[Quotation, str, int]:
    """The quotation that goes on below a line, what stands behind it in its last, and the line after that."""
    blocks = [_shown(line, start + 1, len(line.text))] if line else []
    depth = _depth(line.text[start:]) if line else 1
    for index in range(following, min(following + REACH, len(lines))):
        below = lines[index]
        if below.level and below.level <= 2 and not below.text.startswith("第"):
            break
        text = below.text
        leading = text.startswith("“")
        # One opening mark at the start may only say that the quotation goes on.
        readings = ((1, depth), (0, depth)) if leading else ((0, depth),)
        for skipped, deep in readings:
            end = _end_within(text, skipped, deep)
            if end >= 0 and (_AFTER.match(text, end + 1) or (skipped, deep) == readings[-1]):
                blocks.append(_shown(below, skipped, end))
                closed = bool(_AFTER.match(text, end + 1))
                return Quotation(_joined(blocks), closed), text[end + 1 :], index + 1
        skipped = 1 if leading else 0
        depth += _depth(text[skipped:])
        blocks.append(_shown(below, skipped, len(text)))
    return Quotation((), closed=False), "", following


def _depth(text: str) -> int:
    return text.count("“") - text.count("”")


def _shown(line: _Line, start: int, end: int) -> str:
    if not line.quoting and not line.level:  # a table
        page = without_names(line.block.html)
        return page if end == len(line.text) else "”".join(page.rsplit("”", 1)[:-1]) + page.rsplit("”", 1)[-1]
    tag = line.block.tag if line.level else "p"
    return f"<{tag}>{cut(line.html, start, end)}</{tag}>"


_WITHIN = re.compile(r'<a\b[^<>]*\bhref="#[^"]*"[^<>]*>(.*?)</a>', re.DOTALL)
"""Links to places of the page that quotes: elsewhere they would lead astray."""


def _joined(blocks: Sequence[str]) -> tuple[str, ...]:
    shown = (block for block in blocks if text_of(block).strip() or "<img" in block)
    return tuple(_WITHIN.sub(r"\1", without_names(block)) for block in shown)
