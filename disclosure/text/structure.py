"""The structure of Chinese legal and official texts, recognised in a sequence of paragraphs.

Laws run 编 · 分编 · 章 · 节 · 条 · 款 · 项 · 目; notices run 一、 · （一） · 1. · （1）; both may carry annexes (附件). This
module says what each paragraph is and what its anchor is called; it knows nothing of HTML.

An anchor can be typed from a citation: 第十二条第二款第三项 is `tiao-12-2-3`, 二、（三） is `s-2-3`, 第三条 of 附件1 is
`fujian-1-tiao-3`. It is made of the numbers in the text alone, so that an edit elsewhere does not move it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from disclosure.text import citation as cite
from disclosure.text import decimal_outline as decimals
from disclosure.text.landmarks import (
    Block,
    addressee,
    contents,
    enclosures,
    is_broken_off,
    is_clause,
    is_name,
    quoted,
    settled,
    signatures,
    titles,
)
from disclosure.text.numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    FIRST,
    FOURTH,
    NUMBER,
    PART,
    SECOND,
    SECTION,
    SHORT,
    STARTERS,
    SUBPART,
    THIRD,
    Mark,
    Rank,
    bare,
    doubt,
    is_balanced,
    is_date,
    is_title,
    number,
    possible_mark,
    stops,
    unbold,
    without_signs,
)

__all__ = ["LINKED", "Block", "Part", "recognise"]


class Part(NamedTuple):
    """What a block is. What has no anchor has an empty `id`."""

    role: Literal["heading", "article", "lead", "paragraph", "signature", "addressee", "list", "other"]
    text: str = ""  # Markdown source after `bold`
    bold: str = ""  # 第十二条, or an outline number with its lead
    number: str = ""  # of an article or a lead, as written
    id: str = ""
    label: str = ""  # how to cite it, of a heading what it stands in; empty where its own text says it
    level: int = 0  # of a heading on the page, and of an article, which is one for the ear: 2 to 6, none skipped
    toc: int = 0  # level in the table of contents, from 1; 0: not in it
    items: tuple[tuple[str, str], ...] = ()  # anchor and label of the items of a numbered list
    severed: bool = False  # a clause, and yet the paragraph above ends within a sentence
    doubt: str = ""  # the number with which it seems to begin, where that was not taken for one


LINKED = frozenset(("heading", "article", "lead"))
"""The roles of parts that show a link to themselves."""


# --- the document

_ARTICLE_TITLE = re.compile(rf"([（(](?!{NUMBER}[）)])[^（）()]{{1,20}}[）)])\s*(.*)", re.DOTALL)
_PINYIN = {PART: "bian", SUBPART: "fenbian", CHAPTER: "zhang", SECTION: "jie"}
_COUNTED = re.compile(NUMBER)
_SEMICOLON = ("；", ";")
_REACH = 100
"""Paragraphs within which the next item is looked for: more do not stand in one."""
_DIGITS = frozenset("0123456789０１２３４５６７８９*_")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, or a lead, that is open for what falls below it."""

    rank: Rank | None  # None: without a number
    depth: int  # how many # it had; 0: an annex, 7: any other found in plain text
    shown: bool  # as <h2> to <h6>; a lead is not


class _Point(NamedTuple):
    """A numbered point of an outline that is open."""

    rank: Rank
    number: int
    id: str
    label: str


@dataclass(slots=True)
class _Article:
    id: str
    label: str
    clauses: int  # 款 so far
    points: list[_Point] = field(default_factory=list)  # open 项 and 目


def recognise(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """What each block is: one part for each, in order. Anchors are unique, and those that the author gave stand."""
    return _Reader(tuple(blocks)).parts()


def cited_alike(parts: Sequence[Part]) -> int:
    """The first part that is cited as one before it, -1 if none: a title between them was not recognised.

    Below an article whose number is given twice everything is; that can be seen.
    """
    seen: set[str] = set()
    again = False
    for index, part in enumerate(parts):
        again = part.label in seen if part.role == "article" else again
        if part.label in seen and part.role in ("lead", "paragraph") and not again:
            return index
        seen.update((part.label,) if part.label else ())
    return -1


class _Reader:
    """One pass over the blocks. It holds what is open: headings, outline, article, annex."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.marks = [possible_mark(b.text) if b.kind in ("heading", "paragraph") else None for b in blocks]
        self.quoted = quoted(blocks)
        self.listed = contents(blocks, self.marks)
        for index in self.listed | self.quoted:
            self.marks[index] = None
        self.marks = settled(self.marks)
        self.untaken = self._read_decimals()
        self.signed = signatures(blocks, self.marks)
        self.enclosed = enclosures(blocks, self.marks, self.signed)
        self.titles = titles(blocks, self.marks, self.signed)
        self.addressee = addressee(blocks, self.marks)
        self.outermost = self._outermost()
        self.repeats: Counter[str] = Counter()
        self.taken = {block.id for block in blocks if block.id}
        self.headings: list[_Heading] = []
        self.outline: list[_Point] = []
        self.article: _Article | None = None
        self.last_article = self.chapter = self.annexes = self.unnumbered = self.attached = 0
        self.listing = -1  # the last paragraph of a list without numbers
        self.last = {FIRST: 0, THIRD: 0}  # numbers of 一、 and 1. so far, for those that are in doubt
        self.annex = self.part = ""  # prefixes of anchors: fujian-1-, bian-2-
        self.annex_label = self.division = ""  # 附件1, 第二部分: what labels begin with
        self.groups: dict[tuple[Rank, str], list[int]] = {}  # parts that are 一、 or （一）, by the anchor above them
        self.items: list[tuple[int, _Article]] = []  # parts in a 第一款, which is named only where there is a second

    def parts(self) -> tuple[Part, ...]:
        parts = [self._part(index, block) for index, block in enumerate(self.blocks)]
        for index, article in self.items:
            if article.clauses > 1:
                parts[index] = _in_first_clause(parts[index], article.label)
        for (rank, _), group in self.groups.items():
            # （一） with a title are chapters of a kind; where one of them has neither title nor lead they are a list.
            roles = [parts[index].role for index in group]
            titled = "heading" in roles and 2 * roles.count("paragraph") <= len(group)
            for index in group:
                if titled:
                    parts[index] = self._as_chapter(index, parts[index])
                elif "paragraph" in roles:
                    parts[index] = _as_item(parts[index], rank == FIRST)
        self._list_articles(parts)
        return tuple(parts)

    def _as_chapter(self, index: int, part: Part) -> Part:
        """A part among chapters: where it has neither title nor lead its number is bold, and it is in the contents too."""
        mark = self.marks[index]
        if part.role != "paragraph" or mark is None or not part.toc:
            return part
        gap = mark.display[len(mark.written) : len(mark.display) - len(mark.rest)]
        return part._replace(role="lead", bold=f"{mark.written}{gap}".rstrip(), text=mark.rest, number=mark.written)

    def _list_articles(self, parts: list[Part]) -> None:
        """Take articles out of the contents that stand in chapters: only a text without these lists its articles."""
        text: list[int] = []
        holders: set[int] = set()
        holder = -1

        def close() -> None:
            mark = self.marks[holder] if holder >= 0 else None
            if len(holders) > 1 or (mark is not None and mark.rank != ANNEX):
                for index in text:
                    parts[index] = parts[index]._replace(toc=0)
            text.clear()
            holders.clear()

        for index, part in enumerate(parts):
            if part.role == "heading":
                if part.toc == 1:
                    close()
                holder = index
            elif part.role == "article":
                text.append(index)
                holders.add(holder)
        close()

    def _read_decimals(self) -> dict[int, str]:
        """Take the numbers of a decimal outline for marks; the numbers that look like one and are none."""
        if not any(block.text[:1] in _DIGITS and decimals.begins(block.text) for block in self.blocks):
            return {}
        apart = self.listed | self.quoted
        texts = [
            unbold(block.text) if block.kind in ("heading", "paragraph") and index not in apart else ""
            for index, block in enumerate(self.blocks)
        ]
        found, left = decimals.outline(texts, self.marks)
        for index, mark in found.items():
            self.marks[index] = mark
        return left

    def _part(self, index: int, block: Block) -> Part:
        if block.kind in ("list", "other"):
            return self._list(index, block) if block.kind == "list" else Part("other")
        if index in self.signed or index in self.enclosed:
            if index in self.enclosed or is_date(block.text):
                self.article = None  # what follows is no clause of it
            return Part("signature" if index in self.signed else "paragraph", block.text, id=block.id)
        if index == self.addressee:
            return Part("addressee", block.text, id=block.id)
        if index in self.listed:
            return Part("paragraph", block.text, id=block.id)
        if index in self.titles:
            return self._attached_text(index, block)
        mark = self.marks[index]
        if mark is not None and self._stands(index, block, mark):
            if mark.rank < ARTICLE:
                return self._division(block, mark)
            return self._article(block, mark) if mark.rank == ARTICLE else self._point(index, block, mark)
        part = self._unnumbered(index, block)
        text = bare(block.text)
        unsure = self._doubt(index, text, mark) if text[:1] in STARTERS and index not in self.quoted else ""
        return part._replace(doubt=unsure) if unsure else part

    def _doubt(self, index: int, text: str, mark: Mark | None) -> str:
        """The number with which a paragraph seems to begin that was not taken for one."""
        if mark and mark.rank == ANNEX:
            return mark.cited if mark.weak else ""
        unsure = self.untaken.get(index) or doubt(text, self.last[FIRST], self.last[THIRD])
        if unsure and (counted := _COUNTED.match(unsure)):  # so that the next one is in doubt too
            self.last[THIRD if counted[0].isdecimal() else FIRST] = number(counted[0])
        return unsure

    # what a number means where it stands

    def _stands(self, index: int, block: Block, mark: Mark) -> bool:
        """Whether the number is one of the structure here, and not of running text or of a list of attachments."""
        if block.kind == "heading" or mark.rank > ARTICLE:
            return True
        if mark.rank == ARTICLE:
            return not mark.weak or mark.number == self.last_article + 1
        if mark.rank == ANNEX and not self._has_annex_below(index, mark):
            return False
        return is_title(mark)

    def _has_annex_below(self, index: int, mark: Mark) -> bool:
        """Whether a text follows; a line may also be one of a list of what is attached, as it stands above a signature."""
        if mark.weak and mark.number not in (self.annexes + 1, self.annexes if mark.key else 0):
            return False
        following = index + 1
        if following == len(self.blocks):
            return False
        below = self.marks[following]
        listed = following in self.signed or (below is not None and below.rank in (ANNEX, THIRD))
        if mark.colon:
            return not (listed or mark.rest[:1].isdigit())
        while following < len(self.blocks) and (below := self.marks[following]) and below.rank == ANNEX:
            following += 1
        return following not in self.signed and following < len(self.blocks)

    def _has_text_below(self, index: int, mark: Mark) -> bool:
        """Whether something is said under a title; items of a list may be as short as titles."""
        following = index + 1
        if following == len(self.blocks) or following in self.signed:
            return False
        below = self.marks[following]
        return below.rank > mark.rank if below else self.blocks[following].kind != "heading"

    def _outermost(self) -> list[Rank]:
        """For each block the outermost outline number between the headings around it: a 1. before 一、 has no anchor."""
        ranks = [FOURTH]
        stretch: list[int] = []
        for block, mark in zip(self.blocks, self.marks, strict=True):
            if mark and mark.rank > ARTICLE:
                ranks[-1] = min(ranks[-1], mark.rank)
            elif block.kind == "heading" or (mark and mark.rank < ARTICLE):
                ranks.append(FOURTH)
            stretch.append(len(ranks) - 1)
        return [ranks[number] for number in stretch]

    # headings

    def _open(self, rank: Rank | None, depth: int, *, shown: bool = True) -> tuple[int, int]:
        """Close what the heading ends and open it: its level on the page and in the table of contents."""
        while self.headings and self._closes(self.headings[-1], rank, depth):
            self.headings.pop()
        self.headings.append(_Heading(rank, depth, shown))
        return min(1 + sum(heading.shown for heading in self.headings), 6), len(self.headings)

    @staticmethod
    def _closes(above: _Heading, rank: Rank | None, depth: int) -> bool:
        if rank is not None and (above.rank is not None or rank == ANNEX):
            return above.rank is None or above.rank >= rank
        return above.depth >= depth

    def _division(self, block: Block, mark: Mark) -> Part:
        """附件, 编, 分编, 章 or 节."""
        self.article, self.outline = None, []
        if mark.rank == ANNEX:
            self.annexes = mark.number or self.annexes + 1
            anchor = block.id or self._anchor(f"fujian-{mark.key or self.annexes}")
            self.annex_label = f"附《{mark.rest}》" if mark.cited == "附" and mark.rest else "".join(mark.cited.split())
            self.annex, self.part, self.chapter, self.last_article, self.unnumbered = f"{anchor}-", "", 0, 0, 0
            self.division = ""
        else:
            chapter = f"{self.chapter}-" if mark.rank == SECTION and self.chapter else ""
            part = "" if mark.rank == PART else self.part
            name = "bufen" if mark.cited.endswith("部分") else _PINYIN[mark.rank]
            anchor = block.id or self._anchor(f"{self.annex}{part}{name}-{chapter}{mark.number}")
            if name == "bufen":
                self.division = mark.cited
            elif mark.rank == PART:
                self.part, self.chapter = f"bian-{mark.number}-", 0
            elif mark.rank == CHAPTER:
                self.chapter = mark.number
        plain_depth = 0 if mark.rank == ANNEX else 7
        level, toc = self._open(mark.rank, block.level or plain_depth)
        within = self.annex_label if mark.rank != ANNEX else ""
        return Part("heading", mark.display, id=anchor, label=within, level=level, toc=toc)

    def _attached_text(self, index: int, block: Block) -> Part:
        """The title of a text that is attached without being called an annex.

        Its numbers have anchors of their own where those of the text above have the same: then 一、 is `fuwen-1-s-1`.
        """
        self.attached += 1
        own = self._bare_heading(block) if block.level else None
        self.article, self.outline = None, []
        anchor = f"fuwen-{self.attached}" if own else block.id or self._anchor(f"fuwen-{self.attached}")
        if self.annex.startswith("fuwen-") or self._repeats(index):
            self.annex, self.part, self.chapter, self.last_article, self.unnumbered = f"{anchor}-", "", 0, 0, 0
            self.division = ""
            self.annex_label = f"《{block.text.strip('《》')}》"
        if own:
            return own
        level, toc = self._open(ANNEX, 0)
        return Part("heading", block.text, id=anchor, level=level, toc=toc)

    def _repeats(self, index: int) -> bool:
        """Whether the first numbers below a title were given to what stands above it."""
        seen: set[Rank] = set()
        for following in range(index + 1, len(self.blocks)):
            mark = self.marks[following]
            if following in self.titles or (mark and mark.rank == ANNEX):
                break
            if mark is None or mark.rank in (*seen, SUBPART, SECTION):
                continue
            prefix = f"{_PINYIN[mark.rank]}-" if mark.rank in _PINYIN else "tiao-" if mark.rank == ARTICLE else "s-"
            if f"{self.annex}{prefix}{mark.number}" in self.taken:
                return True
            seen.update((mark.rank,) if mark.rank < ARTICLE else Rank)
        return False

    def _unnumbered(self, index: int, block: Block) -> Part:
        if block.kind == "heading" or self._is_bare_title(index, block):
            return self._bare_heading(block)
        article = self.article
        if article is None or index in self.quoted or not is_clause(block.text):
            return Part("paragraph", block.text, id=block.id)
        if self._is_listed(index, block) or self._goes_on(index, article):
            return Part("paragraph", block.text, id=block.id)
        article.clauses += 1
        article.points.clear()
        anchor = block.id or self._anchor(f"{article.id}-{article.clauses}")
        label = f"{article.label}{cite.clause(article.clauses)}"
        return Part("paragraph", block.text, id=anchor, label=label, severed=is_broken_off(self.blocks[index - 1]))

    def _is_listed(self, index: int, block: Block) -> bool:
        """Whether a paragraph is one of a list without numbers: below a colon, each but the last ends with a semicolon."""
        above = without_signs(self.blocks[index - 1].text)
        if above.endswith(_SEMICOLON) and self.listing == index - 1:
            listed = True
        else:
            listed = above.endswith(("：", ":")) and without_signs(block.text).endswith(_SEMICOLON)
        self.listing = index if listed else -1
        return listed

    def _goes_on(self, index: int, article: _Article) -> bool:
        """Whether the items of a clause go on below a paragraph, which is one of the item above it then: （二） after （一）."""
        if not article.points:
            return False
        item = article.points[0]
        for mark in self.marks[index + 1 : index + _REACH]:
            if mark and mark.rank <= ARTICLE:
                return False
            if mark and mark.rank == item.rank:
                return mark.number == item.number + 1
        return False

    def _bare_heading(self, block: Block) -> Part:
        self.article, self.outline = None, []
        self.unnumbered += 1
        anchor = block.id or self._anchor(f"{self.annex}h-{self.unnumbered}")
        level, toc = self._open(None, block.level) if block.level else self._open(CHAPTER, 7)
        return Part("heading", block.text, id=anchor, level=level, toc=toc)

    def _is_bare_title(self, index: int, block: Block) -> bool:
        """A short line between two articles is the title of a chapter that lost its number."""
        below = self.marks[index + 1] if index + 1 < len(self.marks) else None
        return (
            self.article is not None
            and index not in self.quoted
            and below is not None
            and below.rank == ARTICLE
            and len(block.text) <= SHORT // 2
            and is_name(block)
        )

    # articles and outlines

    def _article(self, block: Block, mark: Mark) -> Part:
        self.last_article = mark.number
        insertion = f"-zhi-{mark.insertion}" if mark.insertion else ""
        anchor = block.id or self._anchor(f"{self.annex}tiao-{mark.number}{insertion}")
        is_heading = block.kind == "heading" and len(mark.display) <= SHORT and not stops(mark.display)
        label = f"{self.annex_label}{mark.cited}"
        self.article = _Article(anchor, label, clauses=1 if mark.rest and not is_heading else 0)
        if is_heading:
            level, toc = self._open(ARTICLE, block.level)
            return Part("heading", mark.display, id=anchor, label=self.annex_label, level=level, toc=toc)
        titled = _ARTICLE_TITLE.fullmatch(mark.rest)
        title, text = titled.groups() if titled else ("", mark.rest)
        above = sum(heading.shown for heading in self.headings)
        level = min(above + 2, 6)
        return Part("article", text, f"{mark.written}{title}", mark.written, anchor, label, level, above + 1)

    def _point(self, index: int, block: Block, mark: Mark) -> Part:
        """一、, （一）, 1. or （1）: an item of the open article, or a point of an outline."""
        if mark.rank in self.last:
            self.last[mark.rank] = mark.number
        titled = mark.rank <= SECOND and is_title(mark) and self._has_text_below(index, mark)
        is_heading = block.kind == "heading" or titled
        if self.article and not (block.kind == "heading" or (mark.rank == FIRST and titled) or self._resumes(mark)):
            return self._item(index, block, mark, self.article)
        self.article = None
        _close(self.outline, mark.rank, in_order=True)
        if not (self.outline or is_heading or mark.key) and mark.rank > self.outermost[index]:
            return Part("paragraph", mark.display, id=block.id)
        above = self.outline[-1] if self.outline and not mark.key else None
        number = mark.key or mark.number
        anchor = block.id or self._anchor(f"{above.id if above else f'{self.annex}s'}-{number}")
        within = above.label if above else f"{self.annex_label}{self.division}"
        label = f"{within}{cite.point(mark, within=bool(above or self.division))}"
        self.outline.append(_Point(mark.rank, mark.number, anchor, label))
        if mark.rank in (FIRST, SECOND):
            self.groups.setdefault((mark.rank, above.id if above else self.annex), []).append(index)
        if is_heading:
            level, toc = self._open(mark.rank, block.level or 7)
            return Part("heading", mark.display, id=anchor, label=within, level=level, toc=toc)
        alone = mark.rank <= SECOND and mark.rest.endswith("。") and self._has_text_below(index, mark)
        lead, text = _lead(mark, alone=alone)
        toc = self._open(mark.rank, 7, shown=False)[1] if mark.rank <= SECOND else 0
        if lead:
            return Part("lead", text, lead, mark.written, anchor, label, toc=toc)
        return Part("paragraph", mark.display, id=anchor, label=label, toc=toc)

    def _resumes(self, mark: Mark) -> bool:
        """Whether 二、 continues an outline that began before the article: a decision that quotes what it amends."""
        return any(point.rank == mark.rank == FIRST and point.number + 1 == mark.number for point in self.outline)

    def _item(self, index: int, block: Block, mark: Mark, article: _Article) -> Part:
        _close(article.points, mark.rank, in_order=False)
        clause = article.clauses = max(article.clauses, 1)
        above = article.points[-1] if article.points else None
        label = f"{above.label if above else ''}{cite.item(mark, len(article.points))}"
        anchor = block.id or self._anchor(f"{above.id if above else f'{article.id}-{clause}'}-{mark.number}")
        article.points.append(_Point(mark.rank, mark.number, anchor, label))
        if clause == 1:
            self.items.append((index, article))
        else:
            label = f"{cite.clause(clause)}{label}"
        return Part("paragraph", mark.display, id=anchor, label=f"{article.label}{label}")

    def _list(self, index: int, block: Block) -> Part:
        """A Markdown list 1. 2. 3.: its items are the next level of what is open."""
        if not block.numbers or index in self.enclosed or not (self.article or self.outline):
            return Part("list")
        if self.article:
            points, unit = self.article.points, "目" if self.article.points else "项"
            clause = self.article.clauses = max(self.article.clauses, 1)
            base = f"{self.article.id}-{clause}"
            label = f"{self.article.label}{cite.clause(clause) if clause > 1 else ''}"
            signs = [f"第{value}{unit}" for value in block.numbers]
            if clause == 1:
                self.items.append((index, self.article))
        else:
            points, base, label = self.outline, "", ""
            signs = [f"第{value}点" for value in block.numbers]
        above = next((point for point in reversed(points) if point.rank < THIRD), None)
        if above:
            base, label = above.id, f"{label}{above.label}"
        elif not base:
            return Part("list")
        items = ((self._anchor(f"{base}-{n}"), f"{label}{s}") for n, s in zip(block.numbers, signs, strict=True))
        return Part("list", items=tuple(items))

    def _anchor(self, wanted: str) -> str:
        """The name, with a number after it where it is taken: texts repeat their numbering."""
        anchor = wanted
        while anchor in self.taken:
            self.repeats[wanted] += 1
            anchor = f"{wanted}_{self.repeats[wanted] + 1}"
        self.taken.add(anchor)
        return anchor


def _close(points: list[_Point], rank: Rank, *, in_order: bool) -> None:
    """Close the open points that a new one of this rank ends.

    Points of an outline nest in the order of their ranks. Under an article what comes first holds what comes next; only
    一、 （一） 1. （1） never hold one before them.
    """
    for index, point in enumerate(points):
        if point.rank == rank or (point.rank > rank and (in_order or point.rank <= FOURTH)):
            del points[index:]
            break


def _in_first_clause(part: Part, article: str) -> Part:
    """An item, or a list of such, cited as one of the first of several clauses."""

    def cited(label: str) -> str:
        return f"{article}{cite.clause(1)}{label.removeprefix(article)}" if label else ""

    return part._replace(label=cited(part.label), items=tuple((anchor, cited(label)) for anchor, label in part.items))


def _as_item(part: Part, listed: bool) -> Part:  # noqa: FBT001
    """A part among items of a list: none has a lead, and （一） is not in the contents."""
    if part.role == "lead":
        part = part._replace(role="paragraph", text=f"{part.bold}{part.text}", bold="", number="")
    return part if listed or part.role == "heading" else part._replace(toc=0)


def _lead(mark: Mark, *, alone: bool) -> tuple[str, str]:
    """The lead of an outline paragraph with its number, and what follows: `（一）优化流程。`, `各部门应当…`.

    It may stand `alone`, with what follows in the next paragraph.
    """
    end = mark.rest.find("。") + 1
    if not end and mark.rest.endswith(("：", ":")):
        end = len(mark.rest)
    goes_on = alone or end < len(mark.rest) or not mark.rest.endswith("。")
    lead = mark.rest[:end]
    if mark.rank > SECOND or not end or not goes_on or len(lead) > SHORT or not is_balanced(lead):
        return "", mark.rest
    gap = mark.display[len(mark.written) : len(mark.display) - len(mark.rest)]
    return f"{mark.written}{gap}{lead}", mark.rest[end:].lstrip()
