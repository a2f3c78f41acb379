"""The articles of a text as values that can be changed: one clause replaced, an item inserted, words exchanged.

Clauses (款) and items (项) are found by how their paragraphs begin and end, as `structure` does; where the two do not agree
on an article, nothing below it can be changed (`UnclearError`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.text.landmarks import is_clause
from disclosure.text.numbering import ARTICLE, Mark, number, numeral, possible_mark
from disclosure.text.page_blocks import PageBlock, cut, inside, lines_of, page_blocks, text_of
from disclosure.text.provisions import provisions

Number = tuple[int, ...]
"""第八条 is (8,), 第八条之一 (8, 1); () is what lies between articles."""


class UnclearError(Exception):
    """A change that cannot be made without guessing."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place below an article: clause and item count from 1, 0 is none, -1 the last. `point`: 第二部分, no article."""

    article: Number
    clause: int = 0
    item: int = 0
    point: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """An article, or what lies between two.

    `key` is its anchor, if it has one, `number` what it is called now, `printed` what it was called when it was written.
    `original` are its blocks as the page has them; `blocks` the same without the number, which `lead` is, and without
    `head`, a heading that is the article's own. `sure`: whether its words are known; `sure_number`: whether its number is.
    `sound`: whether its clauses are where its anchors say.
    """

    key: str
    number: Number
    printed: Number
    original: tuple[PageBlock, ...]
    head: str = ""
    lead: str = ""
    blocks: tuple[PageBlock, ...] = ()
    changed: bool = False
    deleted: bool = False
    sure: bool = True
    sure_number: bool = True
    sound: bool = True

    @property
    def page(self) -> str:
        """Its HTML: as it was written, or with what was changed."""
        if not self.changed:
            return "\n".join(block.html for block in self.original)
        pieces = [self.head] if self.head else []
        for index, block in enumerate(self.blocks):
            first = index == 0 and self.lead and block.tag == "p"
            lead = self.lead if self.number == self.printed else self.words
            pieces.append(f'<p class="tiao"><b>{lead}</b>\u3000{inside(block)}</p>' if first else block.html)
        return "\n".join(pieces)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Its text, a block a line, with the anchor of each."""
        return tuple(line for block in page_blocks(self.page) for line in lines_of(block))

    @property
    def text(self) -> str:
        """Its text, a block a line."""
        return "\n".join(line for _, line in self.lines if line)

    @property
    def words(self) -> str:
        """What it is called: 第八条, or 第二部分 of an outline."""
        return in_words(self.number) if self.key_is_article else f"第{_han(self.number[0])}部分"

    @property
    def key_is_article(self) -> bool:
        """Whether it is a 条, and not a point of an outline."""
        return "tiao-" in self.key


def in_words(number: Number) -> str:
    """第八条之一."""
    return f"第{_han(number[0])}条" + "".join(f"之{_han(part)}" for part in number[1:]) if number else ""


def _han(value: int) -> str:
    if value < 100:
        return numeral(value)
    hundreds, rest = divmod(value, 100)
    if hundreds > 9:
        return str(value)
    below = "" if not rest else f"零{numeral(rest)}" if rest < 10 else ("一" if rest < 20 else "") + numeral(rest)
    return f"{numeral(hundreds)}百{below}"


# --- a text in segments

_ARTICLE_KEY = re.compile(r"(?P<prefix>(?:[a-z]+-[a-z0-9]+-)*?)tiao-(?P<number>\d+)(?:-zhi-(?P<more>\d+))?$")
_POINT_KEY = re.compile(r"s-(?P<number>\d+)$")
_OTHER = re.compile(r"(?:s|zhang|jie|bian|fenbian|bufen|fujian|fuwen|h)-|fn")
_BELOW = re.compile(r"附\s?[件表录图]?\s?\d*[：:]")


def segments(blocks: Sequence[PageBlock]) -> tuple[Segment, ...]:
    """The articles of a text with what lies between them; of a text without articles, its points 一、 二、."""
    named = [found for block in blocks if (found := _ARTICLE_KEY.match(block.id))]
    prefixes = {found["prefix"] for found in named}
    prefix = "" if "" in prefixes else next((found["prefix"] for found in named), None)
    made: list[Segment] = []
    stretch: list[PageBlock] = []
    key = ""
    for block in blocks:
        begins = _begins(block, prefix)
        if begins or (key and _ends(block, key)):
            made.extend(_segment(key, stretch, len(made)))
            stretch, key = [], block.id if begins else ""
        stretch.append(block)
    made.extend(_segment(key, stretch, len(made)))
    return tuple(made)


def _begins(block: PageBlock, prefix: str | None) -> bool:
    if prefix is None:
        return _POINT_KEY.match(block.id) is not None and block.tag not in ("ol", "ul")
    found = _ARTICLE_KEY.match(block.id)
    return found is not None and found["prefix"] == prefix


def _ends(block: PageBlock, key: str) -> bool:
    """Whether a block is none of the article that is open above it."""
    if block.id.startswith(f"{key}-") and not block.id.startswith(f"{key}-zhi-"):
        return False
    return (
        block.tag[0] == "h"
        or block.tag == "section"
        or block.kind in ("signature", "addressee", "tiao")
        or _OTHER.match(block.id) is not None
        or _BELOW.match(block.text) is not None
    )


def _segment(key: str, blocks: Sequence[PageBlock], index: int) -> Iterator[Segment]:
    if not blocks:
        return
    if not key:
        yield Segment(f"~{index}", (), (), tuple(blocks))
        return
    found = _ARTICLE_KEY.match(key) or _POINT_KEY.match(key)
    parts = found.groupdict() if found else {}
    value: Number = tuple(int(part) for part in (parts.get("number"), parts.get("more")) if part)
    first, *rest = blocks
    if first.tag[0] == "h":
        head, lead, body = first.html, "", tuple(rest)
    else:
        head = ""
        lead, own = _parted(first)
        body = (*((own,) if own else ()), *rest)
    segment = Segment(key, value, value, tuple(blocks), head, lead, body)
    yield replace(segment, sound=_is_sound(segment))


def _parted(block: PageBlock) -> tuple[str, PageBlock | None]:
    """The number of an article, and its first paragraph without it."""
    text, page = block.text, inside(block)
    mark = possible_mark(text)
    written = mark.written if mark else ""
    rest = cut(page, len(written), len(text)).lstrip("\u3000 ") if written else page
    own = PageBlock(f"<p>{rest}</p>", "p", "", "") if text_of(rest).strip() else None
    return written, own


def _is_sound(segment: Segment) -> bool:
    """Whether the clauses that have anchors are those that are found."""
    named = {int(found[1]) for block in segment.original if (found := re.match(rf"{segment.key}-(\d+)$", block.id))}
    return max(named, default=1) == max(len(clauses_of(segment.blocks)), 1)


# --- places


def targets(place: str) -> tuple[Target, ...]:
    """The places that a citation means."""
    text = unicodedata.normalize("NFKC", place)
    last = re.search("最后一款|末款", text)
    text = re.sub("(?:最后一款|末款).*", "", text)
    found = tuple(_target(one.words) for one in provisions(text)) if text else ()
    if any(one is None for one in found):
        return ()
    known = tuple(one for one in found if one)
    return (replace(known[-1], clause=-1),) if last and known else known


_WORDS = re.compile(
    r"第(?P<article>[^第条款项目]+)条(?P<more>(?:之[^第条款项目]+)?)(?:第(?P<clause>[^第款]+)款)?(?:第[（(]?(?P<item>[^第款项（）()]+)[）)]?项)?$"
    r"|(?:第(?P<point>[^第部分]+)部分|(?P<plain>[^第、]+)、)$"
)


def _target(words: str) -> Target | None:
    found = _WORDS.match(words)
    if found is None:
        return None
    if found["article"] is None:
        return Target((number(found["point"] or found["plain"]),), point=True)
    more = tuple(number(part) for part in found["more"].split("之") if part)
    clause, item = (number(found[name]) if found[name] else 0 for name in ("clause", "item"))
    return Target((number(found["article"]), *more), clause, item)


def article_of(place: str) -> str:
    """The article of a place: 第八条 of 第八条第二款."""
    found = targets(place)
    return in_words(found[0].article) if found else ""


# --- what is below an article


def mark_of(block: PageBlock) -> Mark | None:
    """The number of an item with which a block begins."""
    mark = possible_mark(block.text) if block.tag == "p" else None
    return mark if mark and mark.rank > ARTICLE else None


def clauses_of(blocks: Sequence[PageBlock]) -> list[range]:
    """The stretches of blocks that are clauses, each with its items, lists and tables."""
    starts = [
        index
        for index, block in enumerate(blocks)
        if index == 0 or (block.tag == "p" and mark_of(block) is None and is_clause(block.text))
    ]
    return [range(start, end) for start, end in zip(starts, (*starts[1:], len(blocks)), strict=True)]


def items_of_clause(blocks: Sequence[PageBlock], clause: range) -> list[range]:
    """The items of a clause, each with what is below it."""
    marks = [(index, mark) for index in clause if (mark := mark_of(blocks[index]))]
    if not marks:
        return []
    rank = marks[0][1].rank
    starts = [index for index, mark in marks if mark.rank == rank]
    if [mark.number for _, mark in marks if mark.rank == rank] != list(range(1, len(starts) + 1)):
        raise UnclearError
    return [range(start, end) for start, end in zip(starts, (*starts[1:], clause.stop), strict=True)]


def clause_at(segment: Segment, target: Target) -> range:
    """The clause of a place; of an item without one, the only clause that has items."""
    if not segment.sure or not (segment.sound or segment.changed):
        raise UnclearError
    clauses = clauses_of(segment.blocks)
    if target.clause:
        return _nth(clauses, target.clause)
    having = [clause for clause in clauses if items_of_clause(segment.blocks, clause)]
    if len(having) != 1:
        raise UnclearError
    return having[0]


def _nth(ranges: Sequence[range], nth: int) -> range:
    if not (0 < nth <= len(ranges) or (nth == -1 and ranges)):
        raise UnclearError
    return ranges[nth - 1 if nth > 0 else -1]


def range_of(segment: Segment, target: Target) -> range:
    """The blocks of a place in an article."""
    if not target.clause and not target.item:
        if not segment.sure:
            raise UnclearError
        return range(len(segment.blocks))
    clause = clause_at(segment, target)
    return _nth(items_of_clause(segment.blocks, clause), target.item) if target.item else clause
