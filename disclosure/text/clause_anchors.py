"""The anchors of clauses and items in an article whose words were changed: those that `structure` would have given them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosure.text.articles import Segment, clauses_of, mark_of
from disclosure.text.page_blocks import PageBlock

_NAME = re.compile(r'\sid="([^"]*)"')


def anchors_in(page: str) -> tuple[str, ...]:
    """The anchors in HTML, in its order."""
    return tuple(found[1] for found in _NAME.finditer(page))


def with_anchors(segment: Segment) -> Segment:
    """A segment in which each clause and item has its anchor by where it stands now; one that was not changed has them."""
    if not segment.changed:
        return segment
    named = dict(_names(segment))
    blocks = (_called(block, named.get(index, "")) for index, block in enumerate(segment.blocks))
    return replace(segment, blocks=tuple(blocks))


def _names(segment: Segment) -> Iterator[tuple[int, str]]:
    """The anchors by the blocks that have them. The first clause has one only below a heading: otherwise it is the article."""
    for nth, clause in enumerate(_clauses(segment.blocks), start=1):
        if nth > 1 or segment.head:
            yield clause.start, f"{segment.key}-{nth}"
        above: tuple[tuple[int, int], ...] = ()
        for index in clause:
            if mark := mark_of(segment.blocks[index]):
                above = (*(one for one in above if one[0] < mark.rank), (mark.rank, mark.number))
                yield index, "-".join((segment.key, str(nth), *(str(number) for _, number in above)))


def _clauses(blocks: Sequence[PageBlock]) -> Sequence[range]:
    return clauses_of(blocks) if blocks else ()


def _called(block: PageBlock, name: str) -> PageBlock:
    if block.tag != "p":
        return block._replace(html=_NAME.sub("", block.html), id="")
    page = _NAME.sub("", block.html)
    return block._replace(html=f'{page[:2]} id="{name}"{page[2:]}' if name else page, id=name)
