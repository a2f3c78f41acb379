"""What can be changed in an article: all of it, one clause or item replaced, inserted or deleted, some words exchanged.

What could only be guessed raises `UnclearError`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import chain, count, pairwise

from disclosure.text.articles import (
    Number,
    Segment,
    Target,
    UnclearError,
    clause_at,
    clauses_of,
    in_words,
    items_of_clause,
    mark_of,
    range_of,
)
from disclosure.text.landmarks import is_clause
from disclosure.text.numbering import ARTICLE, Mark, numeral, possible_mark
from disclosure.text.page_blocks import PageBlock, cut, inside, page_blocks


def _new_blocks(new: Sequence[str]) -> tuple[PageBlock, ...]:
    return tuple(block for page in new for block in page_blocks(page))


_NUMBER_AHEAD = re.compile(r"第\s?[一二三四五六七八九十百千零〇两\d]+\s?条(?:之[一二三四五六七八九十]+)?[\s\u3000]*")


def _without_number(blocks: Sequence[PageBlock], article: Number) -> tuple[PageBlock, ...]:
    """New words of one article, without the number that they may begin with; those of several are unclear."""
    first, *rest = blocks
    if any(_NUMBER_AHEAD.match(block.text) and _number_of(block.text) is not None for block in rest):
        raise UnclearError
    found = _NUMBER_AHEAD.match(first.text)
    ahead = _number_of(first.text)
    if found is None or ahead is None:
        return tuple(blocks)
    if ahead != article:
        raise UnclearError
    page = cut(inside(first), found.end(), len(first.text))
    return (PageBlock(f"<p>{page}</p>", "p", "", ""), *rest)


def _number_of(text: str) -> Number | None:
    """The number with which a paragraph begins, where it is one of the structure and no citation."""
    mark = possible_mark(text)
    if mark is None or mark.rank != ARTICLE:
        return None
    return (mark.number, mark.insertion) if mark.insertion else (mark.number,)


def replace_in(segment: Segment, places: Sequence[Target], new: Sequence[str]) -> Segment:
    """An article with other words at one place, or at several clauses or items that follow each other."""
    blocks = _new_blocks(new)
    if not blocks or segment.deleted:
        raise UnclearError
    if places == [Target(segment.number)] or places == [replace(places[0], clause=0, item=0)]:
        own = _without_number(blocks, segment.number) if segment.key_is_article else _without_point(segment, blocks)
        return replace(segment, blocks=own, sure=True, sound=True)
    ranges = [range_of(segment, place) for place in places]
    if any(one.stop != other.start for one, other in pairwise(ranges)):
        raise UnclearError
    if len(places) > 1 and len(places) != (
        len(clauses_of(blocks)) if not places[0].item else sum(mark_of(block) is not None for block in blocks)
    ):
        raise UnclearError
    if places[0].item and len(places) == 1:
        blocks = _as_item(blocks, mark_of(segment.blocks[ranges[0].start]))
    return replace(segment, blocks=_spliced(segment.blocks, ranges[0].start, ranges[-1].stop, blocks))


def _without_point(segment: Segment, blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    first, *rest = blocks
    if first.text.startswith(segment.lead):
        page = cut(inside(first), len(segment.lead), len(first.text))
        return (PageBlock(f"<p>{page}</p>", "p", "", ""), *rest)
    return tuple(blocks)


def _spliced(blocks: Sequence[PageBlock], start: int, stop: int, new: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    return (*blocks[:start], *new, *blocks[stop:])


def _as_item(blocks: Sequence[PageBlock], mark: Mark | None) -> tuple[PageBlock, ...]:
    """New words of an item, with its number where they do not have one."""
    first, *rest = blocks
    own = mark_of(first)
    if mark is None or (own and own.number != mark.number):
        raise UnclearError
    return tuple(blocks) if own else (_prefixed(first, mark.written), *rest)


def _prefixed(block: PageBlock, written: str) -> PageBlock:
    return block._replace(html=f"<p>{written}{inside(block)}</p>")


def without(segment: Segment, target: Target) -> Segment:
    """An article without one of its places; without itself it is deleted."""
    if segment.deleted:
        raise UnclearError
    if not target.clause and not target.item:
        return replace(segment, deleted=True)
    gone = range_of(segment, target)
    blocks = _spliced(segment.blocks, gone.start, gone.stop, ())
    if not blocks:
        raise UnclearError
    return replace(segment, blocks=blocks)  # the items below keep their numbers: nobody said that they change


def insert_below(segment: Segment, target: Target, new: Sequence[str]) -> Segment:
    """An article with a new clause or item, which has the number of `target` then."""
    blocks = _new_blocks(new)
    if not blocks or segment.deleted:
        raise UnclearError
    if not target.item:
        if not segment.sure or not (segment.sound or segment.changed) or len(clauses_of(blocks)) != 1:
            raise UnclearError
        clauses = clauses_of(segment.blocks)
        at = _place_for(clauses, target.clause if target.clause > 0 else len(clauses) + 1, len(segment.blocks))
        return replace(segment, blocks=_spliced(segment.blocks, at, at, blocks))
    clause = clause_at(segment, target)
    items = items_of_clause(segment.blocks, clause)
    at = _place_for(items, target.item, clause.stop)
    sample = mark_of(segment.blocks[items[0].start]) if items else None
    if sample is None:
        raise UnclearError
    own = _as_item(blocks, sample._replace(number=target.item, written=_counted(sample.written, target.item)))
    return replace(segment, blocks=_spliced(_renumbered(segment.blocks, at, 1), at, at, own))


def _place_for(ranges: Sequence[range], nth: int, end: int) -> int:
    if not 0 < nth <= len(ranges) + 1:
        raise UnclearError
    return ranges[nth - 1].start if nth <= len(ranges) else end


def _counted(written: str, value: int) -> str:
    """（三） with another number."""
    shown = numeral(value)
    return (
        re.sub(r"\d+", str(value), written)
        if re.search(r"\d", written)
        else re.sub(r"[一二三四五六七八九十]+", shown, written)
    )


def _renumbered(blocks: Sequence[PageBlock], at: int, by: int) -> tuple[PageBlock, ...]:
    """The items of one clause from a block on, with numbers that are higher or lower."""
    result = list(blocks)
    rank = None
    for index in range(at, len(blocks)):
        mark = mark_of(blocks[index])
        if mark is None:
            if blocks[index].tag == "p" and is_clause(blocks[index].text) and rank is not None:
                break
            if rank is None:
                break
            continue
        rank = rank or mark.rank
        if mark.rank == rank:
            text = blocks[index].text
            rest = cut(inside(blocks[index]), len(mark.written), len(text))
            result[index] = PageBlock(f"<p>{_counted(mark.written, mark.number + by)}{rest}</p>", "p", "", "")
    return tuple(result)


def words_in(segment: Segment, target: Target, words: Sequence[tuple[str, str]]) -> Segment:
    """An article with other words for some, each of which must stand in the place."""
    if segment.deleted:
        raise UnclearError
    place = range_of(segment, target)
    blocks = list(segment.blocks)
    for old, new in words:
        found = 0
        for index in place:
            made = _exchanged(blocks[index], old, new)
            found += made is not blocks[index]
            blocks[index] = made
        if not found:
            raise UnclearError
    return replace(segment, blocks=tuple(blocks))


def everywhere(segment: Segment, words: Sequence[tuple[str, str]]) -> Segment:
    """The same wherever they stand; the segment itself where they do not."""
    blocks = list(segment.blocks)
    for old, new in words:
        blocks = [_exchanged(block, old, new) for block in blocks]
    changed = any(one is not other for one, other in zip(blocks, segment.blocks, strict=True))
    if changed and not segment.sure:
        raise UnclearError
    return replace(segment, blocks=tuple(blocks)) if changed else segment


_COUNTING = re.compile(r"[\d０-９一二三四五六七八九十百千万零〇两.．]")


def _exchanged(block: PageBlock, old: str, new: str) -> PageBlock:
    """A block with other words, itself where they do not stand in it. Part of a number, or words over a sign, are unclear."""
    text = block.text
    if not old.strip() or old not in text:
        return block
    for found in re.finditer(re.escape(old), text):
        before, behind = text[: found.start()][-1:], text[found.end() :][:1]
        if (_COUNTING.match(old) and _COUNTING.match(before)) or (
            _COUNTING.match(old[-1:]) and _COUNTING.match(behind)
        ):
            raise UnclearError
    written, aim = html.escape(old, quote=False), html.escape(new, quote=False)
    parts = re.split(r"(<[^<>]*>)", block.html)
    shown = sum(part.count(written) for part in parts[::2])
    if shown != text.count(old):
        raise UnclearError
    parts[::2] = [part.replace(written, aim) for part in parts[::2]]
    return block._replace(html="".join(parts))


def new_article(article: Number, new: Sequence[str], taken: Container[str]) -> Segment:
    """An article that is inserted: its anchor says so where another has the plain one."""
    blocks = _new_blocks(new)
    if not blocks:
        raise UnclearError
    plain = f"tiao-{article[0]}" + "".join(f"-zhi-{part}" for part in article[1:])
    names = chain((plain, f"xin-{plain}"), (f"xin-{n}-{plain}" for n in count(2)))
    key = next(name for name in names if name not in taken)
    own = _without_number(blocks, article)
    return Segment(key, article, article, (), "", in_words(article), own, changed=True)


def by_article(new: Sequence[str], articles: Sequence[Number]) -> list[tuple[str, ...]]:
    """New words of several articles, each of which begins with its number."""
    parted: list[list[str]] = []
    for block in _new_blocks(new):
        ahead = _number_of(block.text)
        if ahead is not None:
            if len(parted) == len(articles) or ahead != articles[len(parted)]:
                raise UnclearError
            parted.append([])
        elif not parted:
            raise UnclearError
        parted[-1].append(block.html)
    if len(parted) != len(articles):
        raise UnclearError
    return [tuple(pages) for pages in parted]
