"""The structure of Chinese legal and official texts, recognised in a sequence of paragraphs.

Laws run 编 · 分编 · 章 · 节 · 条 · 款 · 项 · 目; notices run 一、 · （一） · 1. · （1）; both may carry annexes (附件). Editors paste
them from word processors: with and without blank lines, spaces, Markdown headings, in half- and full-width punctuation.
This module says what each paragraph is and what its anchor is called; it knows nothing of HTML.

An anchor can be typed from a citation: 第十二条第二款第三项 is `tiao-12-2-3`, 二、（三） is `s-2-3`, 第三条 of 附件1 is
`fujian-1-tiao-3`. It is made of the numbers in the text alone, so that an edit elsewhere does not move it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

SHORT = 40
"""Characters of the longest line that can be a title or a lead; a longer one is a sentence."""


class Rank(IntEnum):
    """The order of nesting: what has a lower rank holds what has a higher one."""

    ANNEX = 0  # 附件
    PART = 1  # 编
    SUBPART = 2  # 分编
    CHAPTER = 3  # 章
    SECTION = 4  # 节
    ARTICLE = 5  # 条
    FIRST = 6  # 一、
    SECOND = 7  # （一）
    THIRD = 8  # 1.
    FOURTH = 9  # （1）


@dataclass(frozen=True, slots=True)
class Mark:
    """The number with which a paragraph begins: `written` as it stands there, `rest` what follows it."""

    rank: Rank
    number: int  # 0: an annex without a number
    written: str
    rest: str
    insertion: int = 0  # the M of 第N条之M
    tight: bool = False  # no space parts number and text: 第一条为了…
    colon: bool = False  # 附件：…, the way a notice lists what is attached

    @property
    def display(self) -> str:
        """The whole paragraph, with one full-width space after 第N章 or 第N条, as official texts are printed."""
        gap = "\u3000" if self.rank < Rank.FIRST and self.rest and not self.colon else ""
        return f"{self.written}{gap}{self.rest}"


@dataclass(frozen=True, slots=True)
class Block:
    """What Markdown has on the top level of a document. `text` is its source without the block's own signs."""

    kind: Literal["heading", "paragraph", "list", "other"]
    text: str = ""
    level: int = 0  # of a heading, 1 to 6
    id: str = ""  # the anchor that the author gave
    numbers: tuple[int, ...] = ()  # of the items of a numbered list


@dataclass(frozen=True, slots=True)
class Part:
    """What a block is. What has no anchor has an empty `id`."""

    role: Literal["heading", "article", "lead", "paragraph", "signature", "addressee", "list", "other"]
    text: str = ""  # Markdown source after `bold`
    bold: str = ""  # 第十二条, or an outline number with its lead
    id: str = ""
    label: str = ""  # how to cite it; empty where its own text says it
    level: int = 0  # of a heading on the page: 2 to 6, none skipped
    toc: int = 0  # level in the table of contents, from 1; 0: not in it
    items: tuple[tuple[str, str], ...] = ()  # anchor and label of the items of a numbered list


# --- numerals

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[一二三四五六七八九十百千零〇○两]{1,9}"
_NUMBER = rf"(?:{_HAN_NUMBER}|\d{{1,4}})"


def number(text: str) -> int:
    """The value of a Chinese numeral (一百零二, 二〇) or of decimal digits."""
    if text.isdecimal():
        return int(text)
    text = text.translate({ord("〇"): "零", ord("○"): "零", ord("两"): "二"})
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS.index(digit)) for digit in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS.index(char)
    return total + digit


def numeral(value: int) -> str:
    """A number from 1 to 99 in Chinese, any other in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


# --- one paragraph

_RANKS = {"编": Rank.PART, "分编": Rank.SUBPART, "章": Rank.CHAPTER, "节": Rank.SECTION, "条": Rank.ARTICLE}
# After 第N条 without a space these make it a citation in running text: 第三条规定的, 第三条、第四条, 第三条第二款.
_CITING = r"(?:规定|所列|所称|第|和|或|至|的|之|与|及|以[上下内外]|款|项|[、，,；;。.）)》」』”])"
_STRUCTURE = re.compile(
    rf"(第\s?({_NUMBER})\s?(编|分编|章|节|条)(?:之({_HAN_NUMBER}))?)(?:(\s+)|(?!{_CITING}))(.*)", re.DOTALL
)
_OUTLINE = re.compile(
    rf"(?:({_HAN_NUMBER})、|[（(]\s?({_HAN_NUMBER})\s?[）)]、?|(\d{{1,3}})\\?[.．、](?!\d)|[（(]\s?(\d{{1,3}})\s?[）)])\s*(.*)",
    re.DOTALL,
)
_ANNEX = re.compile(rf"(附\s?[件表录])\s?({_NUMBER})?(?:([：:])|\s+|$)\s*(.*)", re.DOTALL)
# 一、二、三年级 and 1、2号线 count things rather than number the paragraph.
_COUNTING = re.compile(rf"{_NUMBER}(?:、|[等类级号])")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1\s*(.*)", re.DOTALL)
_STARTERS = frozenset("第附（(*_一二三四五六七八九十百千零〇○两0123456789０１２３４５６７８９")
_DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零Oo]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
_STOP = re.compile(r"(?:[。；：！？;:”）]|[\u4e00-\u9fff]\))$")
_CLAUSE = re.compile(r"[。；：！？，;:,]")


def read_mark(text: str) -> Mark | None:
    """The number at the start of a paragraph or heading, also where the author set it in bold."""
    if not text or text[0] not in _STARTERS:
        return None
    if text[0] in "*_":
        bold = _BOLD.match(text)
        mark = read_mark(bold[2]) if bold else None
        return replace(mark, rest=mark.rest + bold[3], tight=mark.tight and not bold[3]) if bold and mark else None
    if text[0] == "第":
        return _structure(text)
    return _annex(text) if text[0] == "附" else _outline(text)


def _structure(text: str) -> Mark | None:
    if not (found := _STRUCTURE.match(text)):
        return None
    written, digits, unit, insertion, gap, rest = found.groups()
    written = re.sub(r"\s", "", written)
    return Mark(_RANKS[unit], number(digits), written, rest.rstrip(), number(insertion or "0"), bool(rest) and not gap)


def _annex(text: str) -> Mark | None:
    found = _ANNEX.match(text)
    if not found or len(text) > SHORT or _STOP.search(found[4].rstrip()):
        return None
    written = f"{found[1]}{found[2] or ''}{found[3] or ''}"
    return Mark(Rank.ANNEX, number(found[2] or "0"), written, found[4].rstrip(), colon=bool(found[3]))


def _outline(text: str) -> Mark | None:
    if not (found := _OUTLINE.match(text)):
        return None
    *numbers, rest = found.groups()
    level = next(level for level, digits in enumerate(numbers) if digits)
    rank = Rank(Rank.FIRST + level)
    if rank in (Rank.FIRST, Rank.THIRD) and _COUNTING.match(rest):
        return None
    written = text[: found.start(5)].rstrip().replace("\\", "")
    return Mark(rank, number(numbers[level]), written, rest.rstrip())


def is_title(mark: Mark) -> bool:
    """Whether a numbered paragraph has the shape of a title: short, and no sentence. An article never has."""
    return (
        mark.rank != Rank.ARTICLE
        and len(mark.display) <= SHORT
        and "。" not in mark.rest
        and not (mark.rest and _STOP.search(mark.rest))
    )


def is_date(text: str) -> bool:
    """Whether a paragraph is a date and nothing else, as below a signature."""
    return _DATE.fullmatch(text) is not None


def clip(text: str) -> str:
    """At most 40 characters of a text, cut where a clause ends if it can be."""
    if len(text) <= SHORT:
        return text
    ends = [found.start() for found in re.finditer(r"[，,；;。：:]", text[: SHORT - 1])]
    return text[: ends[-1] if ends and ends[-1] >= SHORT // 4 else SHORT - 1] + "…"


# --- lines

_WIDE = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_SOFT_BREAK = re.compile(rf"(?<={_WIDE}) ?\n[ \u3000]*|(?<! ) ?\n[ \u3000]*(?={_WIDE})")
_MARKUP = re.compile(r"[*_`\[\]<>]")


def joined(text: str) -> str:
    """Text without its line ends next to Chinese characters; hard breaks (two spaces) and all others stay."""
    return _SOFT_BREAK.sub("", text) if "\n" in text else text


def paragraphs(text: str) -> list[str]:
    """The paragraphs in one Markdown paragraph: word processors paste one a line, without blank lines.

    A line begins a new one when it begins with a number of the structure or is a date, or when the line before ends a
    sentence, is a numbered title, or holds nothing but full-width spaces. Markup is never cut in two.
    """
    if "\n" not in text:
        return [text.strip()]
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        content = line.strip()
        if not content or (groups[-1] and _ends(groups[-1], content)):
            groups.append([])
        if content:
            groups[-1].append(content + ("  " if line.endswith("  ") else ""))
    return [joined("\n".join(group)).strip() for group in groups if group]


def _ends(lines: list[str], following: str) -> bool:
    """Whether a paragraph of these lines ends before the line that follows."""
    last = lines[-1]
    if last.endswith("  ") or not _balanced("\n".join(lines)):
        return False
    if _STOP.search(last) or is_date(last) or is_date(following):
        return True
    title = read_mark(last) if len(lines) == 1 else None
    if title and title.rank < Rank.THIRD and is_title(title) and not _CLAUSE.search(title.rest):
        return True
    mark = read_mark(following)
    return mark is not None and (mark.rank >= Rank.ARTICLE or is_title(mark))


def _balanced(text: str) -> bool:
    """Whether all inline markup opened in a text is closed in it."""
    if not _MARKUP.search(text):
        return True
    pairs = text.count("[") == text.count("]") and text.count("<") == text.count(">")
    return pairs and all(text.count(sign) % 2 == 0 for sign in ("`", "**", "__"))


# --- the document

_CONTENTS = re.compile(r"目\s*[录次]")
_ADDRESSEES = re.compile(
    r"(?!为|根据|按照|依照|经|现)[^。；;！？：:]{2,200}(?:府|厅|局|委|办|会|院|部|室|处|科|所|站|队|馆|社|行|校|中心|公司|企业"
    r"|单位|机构|部门|省|市|区|县|镇|乡|村|街道|人员|职工|群众|同志|[）)])[：:]"
)
_ARTICLE_TITLE = re.compile(rf"([（(](?!{_NUMBER}[）)])[^（）()]{{1,20}}[）)])\s*(.*)", re.DOTALL)
_PINYIN = {Rank.PART: "bian", Rank.SUBPART: "fenbian", Rank.CHAPTER: "zhang", Rank.SECTION: "jie"}


def _is_name(block: Block) -> bool:
    """A short line without punctuation: an agency, a title, a person."""
    return block.kind == "paragraph" and 0 < len(block.text) <= SHORT and not _CLAUSE.search(block.text)


def _addressee(blocks: Sequence[Block]) -> int:
    """Where a notice names those it is for, below at most three lines of title and number; -1 if nowhere."""
    for index, block in enumerate(blocks[:4]):
        if block.kind == "paragraph" and _ADDRESSEES.fullmatch(block.text):
            return index
        if not _is_name(block):
            break
    return -1


def _signatures(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The dates that stand alone, each with the names above it; without a name only at the end."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or not is_date(block.text):
            continue
        first = index
        while 0 < first and index - first < 5 and marks[first - 1] is None and _is_name(blocks[first - 1]):
            first -= 1
        if first < index or index + 1 == len(blocks):
            found.update(range(first, index + 1))
    return found


def _contents(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The lines of a 目录 pasted with a law: they repeat its headings and must not take their anchors."""
    for start, block in enumerate(blocks[:-1], start=1):
        first = marks[start]
        if first is None or first.rank >= Rank.ARTICLE or not _CONTENTS.fullmatch(block.text):
            continue
        for index in range(start + 1, len(blocks)):
            mark = marks[index]
            if mark and (mark.rank, mark.number) == (first.rank, first.number):
                return set(range(start, index))
            if (mark is None or mark.rank >= Rank.ARTICLE) and not _is_name(blocks[index]):
                break
    return set()


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, or a lead, that is open for what falls below it."""

    rank: Rank | None  # None: without a number
    depth: int  # how many # it had; 0: an annex, 7: any other found in plain text
    shown: bool  # as <h2> to <h6>; a lead is not


@dataclass(frozen=True, slots=True)
class _Point:
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


class _Reader:
    """One pass over the blocks. It holds what is open: headings, outline, article, annex."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.marks = [read_mark(b.text) if b.kind in ("heading", "paragraph") else None for b in blocks]
        for index in _contents(blocks, self.marks):
            self.marks[index] = None
        self.signed = _signatures(blocks, self.marks)
        self.addressee = _addressee(blocks)
        self.outermost = self._outermost()
        self.taken = {block.id for block in blocks if block.id}
        self.headings: list[_Heading] = []
        self.outline: list[_Point] = []
        self.article: _Article | None = None
        self.last_article = self.chapter = self.annexes = self.unnumbered = 0
        self.annex = self.part = ""  # prefixes of anchors: fujian-1-, bian-2-
        self.alone: list[tuple[int, _Article, str]] = []  # parts whose label names 第一款 only where there is a second

    def parts(self) -> tuple[Part, ...]:
        parts = [self._part(index, block) for index, block in enumerate(self.blocks)]
        for index, article, label in self.alone:
            if article.clauses < 2:
                parts[index] = replace(parts[index], label=label)
        return tuple(parts)

    def _part(self, index: int, block: Block) -> Part:
        if block.kind == "other":
            return Part("other", id=block.id)
        if block.kind == "list":
            return self._list(block)
        if index in self.signed:
            return Part("signature", block.text, id=block.id)
        if index == self.addressee:
            return Part("addressee", block.text, id=block.id)
        mark = self.marks[index]
        if mark is None or not self._stands(index, block, mark):
            return self._unnumbered(index, block)
        if mark.rank < Rank.ARTICLE:
            return self._division(block, mark)
        return self._article(block, mark) if mark.rank == Rank.ARTICLE else self._point(index, block, mark)

    # what a number means where it stands

    def _stands(self, index: int, block: Block, mark: Mark) -> bool:
        """Whether the number is one of the structure here, and not of running text or of a list of attachments."""
        if block.kind == "heading" or mark.rank > Rank.ARTICLE:
            return True
        if mark.rank == Rank.ARTICLE:
            return not mark.tight or mark.insertion > 0 or mark.number in (1, self.last_article + 1)
        if mark.rank == Rank.ANNEX and not self._has_annex_below(index, mark):
            return False
        return is_title(mark)

    def _has_annex_below(self, index: int, mark: Mark) -> bool:
        following = index + 1
        if following == len(self.blocks):
            return False
        below = self.marks[following]
        listed = following in self.signed or (below is not None and below.rank in (Rank.ANNEX, Rank.THIRD))
        return not (mark.colon and listed)

    def _has_text_below(self, index: int, mark: Mark) -> bool:
        """Whether something is said under a title; items of a list may be as short as titles."""
        following = index + 1
        if following == len(self.blocks) or following in self.signed:
            return False
        below = self.marks[following]
        return below.rank > mark.rank if below else self.blocks[following].kind != "heading"

    def _outermost(self) -> list[Rank]:
        """For each block the outermost outline number between the headings around it: a 1. before 一、 has no anchor."""
        ranks = [Rank.FOURTH]
        stretch: list[int] = []
        for block, mark in zip(self.blocks, self.marks, strict=True):
            if mark and mark.rank >= Rank.FIRST:
                ranks[-1] = min(ranks[-1], mark.rank)
            elif block.kind == "heading" or (mark and mark.rank < Rank.ARTICLE):
                ranks.append(Rank.FOURTH)
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
        if rank is not None and (above.rank is not None or rank == Rank.ANNEX):
            return above.rank is None or above.rank >= rank
        return above.depth >= depth

    def _division(self, block: Block, mark: Mark) -> Part:
        """附件, 编, 分编, 章 or 节."""
        self.article, self.outline = None, []
        if mark.rank == Rank.ANNEX:
            self.annexes = mark.number or self.annexes + 1
            anchor = block.id or self._anchor(f"fujian-{self.annexes}")
            self.annex, self.part, self.chapter, self.last_article, self.unnumbered = f"{anchor}-", "", 0, 0, 0
        else:
            chapter = f"{self.chapter}-" if mark.rank == Rank.SECTION and self.chapter else ""
            part = "" if mark.rank == Rank.PART else self.part
            anchor = block.id or self._anchor(f"{self.annex}{part}{_PINYIN[mark.rank]}-{chapter}{mark.number}")
            if mark.rank == Rank.PART:
                self.part, self.chapter = f"bian-{mark.number}-", 0
            elif mark.rank == Rank.CHAPTER:
                self.chapter = mark.number
        plain_depth = 0 if mark.rank == Rank.ANNEX else 7
        level, toc = self._open(mark.rank, block.level or plain_depth)
        return Part("heading", mark.display, id=anchor, level=level, toc=toc)

    def _unnumbered(self, index: int, block: Block) -> Part:
        if block.kind == "heading" or self._is_bare_title(index, block):
            self.article, self.outline = None, []
            self.unnumbered += 1
            anchor = block.id or self._anchor(f"{self.annex}h-{self.unnumbered}")
            level, toc = self._open(None, block.level) if block.level else self._open(Rank.CHAPTER, 7)
            return Part("heading", block.text, id=anchor, level=level, toc=toc)
        article = self.article
        if article is None or not (_STOP.search(block.text) or "。" in block.text):
            return Part("paragraph", block.text, id=block.id)
        article.clauses += 1
        article.points.clear()
        anchor = block.id or self._anchor(f"{article.id}-{article.clauses}")
        return Part("paragraph", block.text, id=anchor, label=f"{article.label}第{numeral(article.clauses)}款")

    def _is_bare_title(self, index: int, block: Block) -> bool:
        """A short line between two articles is the title of a chapter that lost its number."""
        below = self.marks[index + 1] if index + 1 < len(self.marks) else None
        return (
            self.article is not None
            and below is not None
            and below.rank == Rank.ARTICLE
            and len(block.text) <= SHORT // 2
            and _is_name(block)
        )

    # articles and outlines

    def _article(self, block: Block, mark: Mark) -> Part:
        self.last_article = mark.number
        insertion = f"-zhi-{mark.insertion}" if mark.insertion else ""
        anchor = block.id or self._anchor(f"{self.annex}tiao-{mark.number}{insertion}")
        is_heading = block.kind == "heading" and len(mark.display) <= SHORT and not _STOP.search(mark.display)
        self.article = _Article(anchor, mark.written, clauses=1 if mark.rest and not is_heading else 0)
        if is_heading:
            level, toc = self._open(Rank.ARTICLE, block.level)
            return Part("heading", mark.display, id=anchor, level=level, toc=toc)
        titled = _ARTICLE_TITLE.fullmatch(mark.rest)
        title, text = titled.groups() if titled else ("", mark.rest)
        return Part("article", text, f"{mark.written}{title}", anchor, mark.written)

    def _point(self, index: int, block: Block, mark: Mark) -> Part:
        """一、, （一）, 1. or （1）: an item of the open article, or a point of an outline."""
        titled = mark.rank <= Rank.SECOND and is_title(mark) and self._has_text_below(index, mark)
        is_heading = block.kind == "heading" or titled
        if self.article and not (
            block.kind == "heading" or (mark.rank == Rank.FIRST and titled) or self._resumes(mark)
        ):
            return self._item(index, block, mark, self.article)
        self.article = None
        while self.outline and self.outline[-1].rank >= mark.rank:
            self.outline.pop()
        if not self.outline and mark.rank > self.outermost[index] and not is_heading:
            return Part("paragraph", mark.display, id=block.id)
        above = self.outline[-1] if self.outline else None
        anchor = block.id or self._anchor(f"{above.id if above else f'{self.annex}s'}-{mark.number}")
        label = f"{above.label if above else ''}{mark.written}"
        self.outline.append(_Point(mark.rank, mark.number, anchor, label))
        if is_heading:
            level, toc = self._open(mark.rank, block.level or 7)
            return Part("heading", mark.display, id=anchor, level=level, toc=toc)
        lead, text = _lead(mark)
        toc = self._open(mark.rank, 7, shown=False)[1] if lead or mark.rank == Rank.FIRST else 0
        if lead:
            return Part("lead", text, lead, anchor, label, toc=toc)
        return Part("paragraph", mark.display, id=anchor, label=label, toc=toc)

    def _resumes(self, mark: Mark) -> bool:
        """Whether 二、 continues an outline that began before the article: a decision that quotes what it amends."""
        return any(point.rank == mark.rank == Rank.FIRST and point.number + 1 == mark.number for point in self.outline)

    def _item(self, index: int, block: Block, mark: Mark, article: _Article) -> Part:
        while article.points and article.points[-1].rank >= mark.rank:
            article.points.pop()
        clause = max(article.clauses, 1)
        above = article.points[-1] if article.points else None
        unit = "目" if above else "项"
        label = f"{above.label if above else ''}第{numeral(mark.number)}{unit}"
        anchor = block.id or self._anchor(f"{above.id if above else f'{article.id}-{clause}'}-{mark.number}")
        article.points.append(_Point(mark.rank, mark.number, anchor, label))
        if clause == 1:
            self.alone.append((index, article, f"{article.label}{label}"))
        label = f"{article.label}第{numeral(clause)}款{label}"
        return Part("paragraph", mark.display, id=anchor, label=label)

    def _list(self, block: Block) -> Part:
        """A Markdown list 1. 2. 3.: its items are the next level of what is open."""
        if not block.numbers or not (self.article or self.outline):
            return Part("list", id=block.id)
        if self.article:
            points, unit = self.article.points, "目" if self.article.points else "项"
            base, label = f"{self.article.id}-{max(self.article.clauses, 1)}", self.article.label
            signs = [f"第{numeral(value)}{unit}" for value in block.numbers]
        else:
            points, base, label = self.outline, "", ""
            signs = [f"{value}." for value in block.numbers]
        above = next((point for point in reversed(points) if point.rank < Rank.THIRD), None)
        if above:
            base, label = above.id, f"{label}{above.label}"
        elif not base:
            return Part("list", id=block.id)
        items = ((self._anchor(f"{base}-{n}"), f"{label}{s}") for n, s in zip(block.numbers, signs, strict=True))
        return Part("list", id=block.id, items=tuple(items))

    def _anchor(self, wanted: str) -> str:
        anchor, count = wanted, 1
        while anchor in self.taken:
            count += 1
            anchor = f"{wanted}_{count}"
        self.taken.add(anchor)
        return anchor


def _lead(mark: Mark) -> tuple[str, str]:
    """The lead of an outline paragraph with its number, and what follows: （一）优化流程。 | 各部门应当…"""
    end = mark.rest.find("。") + 1
    if not end and mark.rest.endswith(("：", ":")):
        end = len(mark.rest)
    goes_on = end < len(mark.rest) or not mark.rest.endswith("。")
    lead = mark.rest[:end]
    if mark.rank > Rank.SECOND or not end or not goes_on or len(lead) > SHORT or not _balanced(lead):
        return "", mark.rest
    return f"{mark.written}{lead}", mark.rest[end:].lstrip()
