"""The structure of Chinese legal and official texts, recognised in a sequence of paragraphs.

Laws run 编 · 分编 · 章 · 节 · 条 · 款 · 项 · 目; notices run 一、 · （一） · 1. · （1）; either may carry annexes (附件). Editors
paste both from word processors, with and without blank lines, spaces, Markdown headings, half- and full-width
punctuation. This module says what each paragraph is and what its anchor is called; it knows nothing of HTML.

Anchors can be typed from a citation: 第十二条第二款第三项 is `tiao-12-2-3`, 二、（三） is `s-2-3`, 附件1第三条 is
`fujian-1-tiao-3`. A number depends only on what the text itself numbers, so an edit elsewhere does not move an anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

SHORT = 40  # characters; a longer line is a sentence, not a title or a lead

DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[一二三四五六七八九十百千零〇○两]+"
_NUMBER = rf"(?:{_HAN_NUMBER}|\d{{1,4}})"
# What may follow 第N条 without a space only in running text: 第三条规定的…, 第三条、第四条, 第三条第二款.
_CITED = r"[\s\u3000]*(?:规定|所|第|和|或|至|到|的|之|与|及|以[上下内外]|[前后中]的|款|项|[、，,；;。.）)》」』”])"
_STRUCTURE = re.compile(
    rf"(第\s?({_NUMBER})\s?(编|分编|章|节|条)(?:之({_HAN_NUMBER}))?)(?:([\s\u3000]+)|(?!{_CITED})|$)(.*)", re.DOTALL
)
_OUTLINE = re.compile(
    rf"((?P<first>{_HAN_NUMBER})、|[（(]\s?(?P<second>{_HAN_NUMBER})\s?[）)]、?"
    r"|(?P<third>\d{1,3})\\?[.．、](?!\d)|[（(]\s?(?P<fourth>\d{1,3})\s?[）)])[\s\u3000]*(.*)",
    re.DOTALL,
)
_ANNEX = re.compile(rf"(附\s?[件表录])\s?({_NUMBER})?(?:\s*([：:])|[\s\u3000]+|$)(.*)", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1[\s\u3000]*(.*)", re.DOTALL)
_STARTERS = frozenset("第（(附*_" + "一二三四五六七八九十百千零〇○两" + "0123456789０１２３４５６７８９")
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]")
_ARTICLE_TITLE = re.compile(r"([（(](?![一二三四五六七八九十]+[）)])[^（）()]{1,20}[）)])[\s\u3000]*(.*)", re.DOTALL)
_DATE = re.compile(r"(?:\d{4}|[一二三四五六七八九〇○零Oo]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日")
_STOP = re.compile(r"[。；：！？;:”）]$|[\u4e00-\u9fff]\)$")
_CLAUSE = re.compile(r"[。；：！？，,;:]")
_ADDRESSEES = re.compile(
    r"(?!为|根据|按照|依照|经|现)[^。；;！？]{2,200}"
    r"(?:府|厅|局|委|办|会|院|部|室|处|科|所|站|队|馆|社|行|校|中心|公司|企业|单位|机构|部门|省|市|区|县|镇|乡|村|人员|职工|同志|[）)])[：:]"
)
_WIDE = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_SOFT_BREAK = re.compile(rf"(?<={_WIDE}) ?\n[ \u3000]*|(?<! ) ?\n[ \u3000]*(?={_WIDE})")
_INLINE_MARKUP = re.compile(r"[*_`\[\]<>]")


class Rank(IntEnum):
    """The order of nesting: what has a lower rank holds what has a higher one."""

    ANNEX = 0
    PART = 1
    SUBPART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    FIRST = 6  # 一、
    SECOND = 7  # （一）
    THIRD = 8  # 1.
    FOURTH = 9  # （1）


_RANKS = {"编": Rank.PART, "分编": Rank.SUBPART, "章": Rank.CHAPTER, "节": Rank.SECTION, "条": Rank.ARTICLE}
_PINYIN = {Rank.PART: "bian", Rank.SUBPART: "fenbian", Rank.CHAPTER: "zhang", Rank.SECTION: "jie"}
_OUTLINE_RANKS = {"first": Rank.FIRST, "second": Rank.SECOND, "third": Rank.THIRD, "fourth": Rank.FOURTH}


@dataclass(frozen=True, slots=True)
class Mark:
    """The number with which a paragraph begins. `written` is the number as it stands, `rest` what follows it."""

    rank: Rank
    number: int  # 0: an annex without a number
    written: str
    rest: str
    insertion: int = 0  # the M of 第N条之M
    tight: bool = False  # nothing but plausibility parts the number from the text: 第一条为了…
    colon: bool = False  # 附件：…, as in a list of what is attached

    @property
    def display(self) -> str:
        """The whole paragraph, with one full-width space after 第N章, as official texts are printed."""
        gap = "\u3000" if self.rank < Rank.FIRST and self.rest and not self.colon else ""
        return f"{self.written}{gap}{self.rest}"


@dataclass(frozen=True, slots=True)
class Block:
    """What the Markdown parser found on the top level. `text` is Markdown source without the block's own marks."""

    kind: Literal["heading", "paragraph", "list", "other"]
    text: str = ""
    level: int = 0  # of a heading, 1 to 6
    id: str = ""  # an anchor the author gave
    numbers: tuple[int, ...] = ()  # of the items of a numbered list


@dataclass(frozen=True, slots=True)
class Part:
    """What a block is. `id` and `label` (how to cite it) are empty for what has no anchor."""

    role: Literal["heading", "article", "lead", "paragraph", "signature", "addressee", "list", "other"]
    text: str = ""  # Markdown source, after `bold`
    bold: str = ""  # 第十二条, or the lead of an outline paragraph with its number
    level: int = 0  # of a heading on the page, 2 to 6, never skipping one
    toc: int = 0  # level in the table of contents from 1; 0: not in it
    id: str = ""
    label: str = ""  # empty for a heading: its text is its label
    items: tuple[tuple[str, str], ...] = ()  # anchor and label of each item of a numbered list


def number(text: str) -> int:
    """The value of a Chinese or decimal numeral up to 9999. Positional writing (二〇) is read as such."""
    if text.isdecimal():
        return int(text)
    text = text.replace("〇", "零").replace("○", "零").replace("两", "二")
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(DIGITS.index(digit)) for digit in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = DIGITS.index(char)
    return total + digit


def numeral(value: int) -> str:
    """A number from 1 to 99 in Chinese; beyond that in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def read_mark(text: str) -> Mark | None:
    """The structural number at the start of a paragraph or heading, also one set in bold."""
    if not text or text[0] not in _STARTERS:
        return None
    if text[0] in "*_":
        bold = _BOLD.match(text)
        mark = read_mark(bold[2]) if bold else None
        return mark and bold and replace(mark, rest=mark.rest + bold[3], tight=mark.tight and not bold[3])
    if text[0] == "第":
        found = _STRUCTURE.match(text)
        if found is None:
            return None
        written, digits, unit, insertion, gap, rest = found.groups()
        return Mark(
            _RANKS[unit], number(digits), re.sub(r"\s", "", written), rest.strip(),
            insertion=number(insertion) if insertion else 0, tight=bool(rest) and not gap,
        )
    if text[0] == "附":
        found = _ANNEX.match(text)
        if found is None or len(text) > SHORT or _STOP.search(found[4].rstrip()):
            return None
        written = f"{found[1]}{found[2] or ''}{found[3] or ''}"
        return Mark(Rank.ANNEX, number(found[2] or "0"), written, found[4].strip(), colon=bool(found[3]))
    found = _OUTLINE.match(text)
    if found is None or found.lastgroup is None:
        return None
    written, rest = found[1].replace("\\", ""), found[found.re.groups]
    for name, rank in _OUTLINE_RANKS.items():
        if digits := found[name]:
            # 一、二、三年级的… and 1、2号线… count things; they do not number the paragraph.
            counted = rank in (Rank.FIRST, Rank.THIRD) and re.match(rf"{_NUMBER}(?:、|\D?[等类级号])", rest)
            return None if counted else Mark(rank, number(digits), written, rest.strip())
    return None


def is_title(mark: Mark) -> bool:
    """Whether a plain paragraph is short enough, and free enough of sentences, to be a title."""
    if mark.rank == Rank.ARTICLE:
        return False
    return len(mark.display) <= SHORT and not _STOP.search(mark.display) and "。" not in mark.rest


def is_date(text: str) -> bool:
    """Whether a paragraph is a date and nothing else, as under a signature."""
    return bool(_DATE.fullmatch(text))


def clip(text: str) -> str:
    """At most 40 characters of a text, cut where a clause ends."""
    if len(text) <= SHORT:
        return text
    ends = [found.start() for found in re.finditer(r"[，,；;、。：:]", text[: SHORT - 1])]
    return text[: ends[-1] if ends and ends[-1] > 8 else SHORT - 1] + "…"


def joined(text: str) -> str:
    """Text with the line ends between Chinese characters taken out; hard breaks (two spaces) and others stay."""
    return _SOFT_BREAK.sub("", text) if "\n" in text else text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of one Markdown paragraph: editors paste one a line, without blank lines between.

    A line starts a new one when it begins with a structural number or is a date, or when the line before ends a
    sentence, is such a title, or is blank but for full-width spaces.
    """
    if "\n" not in text:
        return [text.strip()]
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not (content := line.strip()):
            groups.append([])
            continue
        if groups[-1] and _parts(groups[-1], content):
            groups.append([])
        groups[-1].append(content + ("  " if line.endswith("  ") else ""))
    return [joined("\n".join(group)).strip() for group in groups if group]


def _parts(before: list[str], line: str) -> bool:
    if _INLINE_MARKUP.search("".join(before)) and not _balanced("\n".join(before)):
        return False
    last = before[-1]
    if _STOP.search(last) or is_date(line) or is_date(last):
        return True
    if len(before) == 1 and (mark := read_mark(last)) and mark.rank < Rank.THIRD and is_title(mark) \
            and not _CLAUSE.search(mark.rest):
        return True
    starts = read_mark(line)
    return starts is not None and (starts.rank != Rank.ANNEX or is_title(starts)) and not last.endswith("  ")


def _balanced(text: str) -> bool:
    """Whether inline markup opened in the text is closed in it, so that the text may be cut off here."""
    pairs = text.count("[") == text.count("]") and text.count("<") == text.count(">")
    return pairs and all(text.count(sign) % 2 == 0 for sign in ("`", "**", "__"))


def signatures(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The blocks that sign a document: a date standing alone, and the names above it."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or not is_date(block.text):
            continue
        names = index
        while names and index - names < 5 and _is_name(blocks[names - 1]) and marks[names - 1] is None:
            names -= 1
        if names < index or index + 1 == len(blocks):
            found.update(range(names, index + 1))
    return found


def _is_name(block: Block) -> bool:
    return block.kind == "paragraph" and 0 < len(block.text) <= SHORT and not re.search(r"[。；：！？，,;:]", block.text)


def addressees(blocks: Sequence[Block]) -> int:
    """The block that names whom a notice is for, at its top; -1 if there is none."""
    for index, block in enumerate(blocks[:4]):
        if block.kind == "paragraph" and _ADDRESSEES.fullmatch(block.text):
            return index
        if not _is_name(block):
            break
    return -1


def listed_contents(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The lines of a 目录 pasted with a law: they repeat its headings and must not take their anchors."""
    for index, block in enumerate(blocks):
        if not _CONTENTS.fullmatch(block.text):
            continue
        first = marks[index + 1] if index + 1 < len(marks) else None
        for last in range(index + 2, len(marks)):
            mark = marks[last]
            if first is None or (mark is None and not _is_name(blocks[last])):
                break
            if mark and (mark.rank, mark.number) == (first.rank, first.number) and first.rank < Rank.ARTICLE:
                return set(range(index + 1, last))
    return set()


def recognise(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """What each block is, one part a block, in order. Anchors are unique; those given by the author stand."""
    return tuple(_Reader(tuple(blocks)))


@dataclass(slots=True)
class _Open:
    """A heading or lead below which the next one may fall."""

    rank: Rank | None  # None: a heading without a structural number
    depth: int  # number of # of a Markdown heading; 0 for an annex, 7 for what is recognised in plain text
    on_page: bool  # an <h2>…<h6>; a lead is none


@dataclass(slots=True)
class _Article:
    id: str
    label: str
    clauses: int = 0  # 款 so far
    items: list[tuple[Rank, int, str]] = field(default_factory=list)  # open 项 and 目: rank, number, written


class _Reader:
    """One pass over the blocks, holding what is open: headings, article, outline, annex."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.marks = [read_mark(b.text) if b.kind in ("heading", "paragraph") else None for b in blocks]
        for index in listed_contents(blocks, self.marks):
            self.marks[index] = None
        self.signed = signatures(blocks, self.marks)
        self.addressed = addressees(blocks)
        self.used = {block.id for block in blocks if block.id}
        self.open: list[_Open] = []
        self.outline: list[tuple[Rank, int, str, str]] = []  # rank, number, anchor, label
        self.outermost = self._outermost()
        self.article: _Article | None = None
        self.last_article = 0
        self.annexes = self.others = 0
        self.annex = self.part = ""  # prefixes of anchors
        self.chapter = 0
        self.single: list[tuple[int, _Article, str]] = []  # labels that name 第一款 only if there is a second one

    def __iter__(self) -> Iterator[Part]:
        parts = [self._part(index) for index in range(len(self.blocks))]
        for index, article, label in self.single:
            if article.clauses < 2:
                parts[index] = replace(parts[index], label=label)
        return iter(parts)

    def _outermost(self) -> list[Rank]:
        """For each block the outermost outline rank between the headings around it: 1. outside 一、 has no anchor."""
        ranks = [Rank.FOURTH] * len(self.blocks)
        start = 0
        for index, (block, mark) in enumerate(zip(self.blocks, self.marks, strict=True)):
            outline = mark is not None and mark.rank >= Rank.FIRST
            if (block.kind == "heading" and not outline) or (mark and mark.rank < Rank.ARTICLE):
                start = index
            elif outline and mark and mark.rank < ranks[start]:
                ranks[start] = mark.rank
            ranks[index] = ranks[start] if start != index else Rank.FOURTH
        for index in range(len(ranks) - 1, 0, -1):
            ranks[index - 1] = min(ranks[index - 1], ranks[index]) if not self._opens(index) else ranks[index - 1]
        return ranks

    def _opens(self, index: int) -> bool:
        block, mark = self.blocks[index], self.marks[index]
        if mark and mark.rank >= Rank.FIRST:
            return False
        return block.kind == "heading" or (mark is not None and mark.rank < Rank.ARTICLE)
