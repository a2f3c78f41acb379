"""The numbers with which the paragraphs of Chinese legal and official texts begin, and what is a paragraph at all.

Half- and full-width punctuation, Chinese and decimal numerals, with and without spaces: all are read as the same number.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

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


ANNEX, PART, SUBPART, CHAPTER, SECTION, ARTICLE, FIRST, SECOND, THIRD, FOURTH = Rank
"""Names of their own, for every paragraph is compared with several: to look a member up in its class takes as long."""


class Mark(NamedTuple):
    """The number with which a paragraph begins: `written` as it stands there, `rest` what follows it.

    One is made for nearly every paragraph of a law, hence a tuple: a frozen dataclass takes four times as long to make.
    """

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
        gap = "\u3000" if self.rank < FIRST and self.rest and not self.colon else ""
        return f"{self.written}{gap}{self.rest}"


# --- numerals

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[一二三四五六七八九十百千零〇○两]{1,9}"
NUMBER = rf"(?:{_HAN_NUMBER}|\d{{1,4}})"


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=256)
def numeral(value: int) -> str:
    """A number from 1 to 99 in Chinese, any other in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


# --- one paragraph

_RANKS = {"编": PART, "分编": SUBPART, "章": CHAPTER, "节": SECTION, "条": ARTICLE}
# After 第N条 without a space these make it a citation in running text: 第三条规定的, 第三条、第四条, 第三条第二款.
_CITING = r"(?:规定|所列|所称|第|和|或|至|的|之|与|及|以[上下内外]|款|项|[、，,；;。.）)》」』”])"
_STRUCTURE = re.compile(
    rf"(第\s?({NUMBER})\s?(编|分编|章|节|条)(?:之({_HAN_NUMBER}))?)(?:(\s+)|(?!{_CITING}))(.*)", re.DOTALL
)
_OUTLINE = re.compile(
    rf"(?:({_HAN_NUMBER})、|[（(]\s?({_HAN_NUMBER})\s?[）)]、?|(\d{{1,3}})\\?[.．、](?!\d)|[（(]\s?(\d{{1,3}})\s?[）)])\s*"
)
_OUTLINE_RANKS = {1: FIRST, 2: SECOND, 3: THIRD, 4: FOURTH}
"""By the group of `_OUTLINE` that matched."""
_ANNEX = re.compile(rf"(附\s?[件表录]|附(?=[：:]|$))\s?({NUMBER})?(?:([：:])|\s+|$)\s*(.*)", re.DOTALL)
# 一、二、三年级 and 1、2号线 count things rather than number the paragraph.
_COUNTING = re.compile(rf"{NUMBER}(?:、|[等类级号])")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1\s*(.*)", re.DOTALL)
_STARTERS = frozenset("第附（(*_一二三四五六七八九十百千零〇○两0123456789０１２３４５６７８９")
_DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零Oo]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
CLAUSE = re.compile(r"[。；：！？，;:,]")


_STOPS = ("。", "；", "：", "！", "？", ";", ":", "”", "）")


def stops(text: str) -> bool:
    """Whether a text ends as a clause does, or with a remark in brackets."""
    return text.endswith(_STOPS) or (text.endswith(")") and "\u4e00" <= text[-2:-1] <= "\u9fff")


def read_mark(text: str) -> Mark | None:
    """The number at the start of a paragraph or heading, also where the author set it in bold."""
    if not text or text[0] not in _STARTERS:
        return None
    if text[0] in "*_":
        bold = _BOLD.match(text)
        mark = read_mark(bold[2]) if bold else None
        return mark._replace(rest=mark.rest + bold[3], tight=mark.tight and not bold[3]) if bold and mark else None
    if text[0] == "第":
        return _structure(text)
    return _annex(text) if text[0] == "附" else _outline(text)


def _structure(text: str) -> Mark | None:
    if not (found := _STRUCTURE.match(text)):
        return None
    written, digits, unit, insertion, gap, rest = found.groups()
    written = "".join(written.split())
    inserted = number(insertion) if insertion else 0
    return Mark(_RANKS[unit], number(digits), written, rest.rstrip(), inserted, bool(rest) and not gap)


def _annex(text: str) -> Mark | None:
    found = _ANNEX.match(text)
    if not found or len(text) > SHORT or stops(found[4].rstrip()):
        return None
    written = f"{found[1]}{found[2] or ''}{found[3] or ''}"
    return Mark(ANNEX, number(found[2] or "0"), written, found[4].rstrip(), colon=bool(found[3]))


def _outline(text: str) -> Mark | None:
    if not (found := _OUTLINE.match(text)) or not (level := found.lastindex):
        return None
    rank, rest = _OUTLINE_RANKS[level], text[found.end() :]
    if rank in (FIRST, THIRD) and _COUNTING.match(rest):
        return None
    written = found[0].rstrip().replace("\\", "")
    return Mark(rank, number(found[level]), written, rest.rstrip())


def is_title(mark: Mark) -> bool:
    """Whether a numbered paragraph has the shape of a title: short, and no sentence. An article never has."""
    return mark.rank != ARTICLE and not stops(mark.rest) and "。" not in mark.rest and len(mark.display) <= SHORT


def is_date(text: str) -> bool:
    """Whether a paragraph is a date and nothing else, as below a signature."""
    return text.endswith("日") and _DATE.fullmatch(text) is not None


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
    unclosed = ""  # the markup of the paragraph so far, where it must not be cut
    for line in text.split("\n"):
        content = line.strip()
        if not content or (groups[-1] and not unclosed and _ends(groups[-1], content)):
            groups.append([])
            unclosed = ""
        if content:
            groups[-1].append(content + ("  " if line.endswith("  ") else ""))
            unclosed = _unclosed(f"{unclosed} {content}")
    return [joined("\n".join(group)).strip() for group in groups if group]


def _ends(lines: list[str], following: str) -> bool:
    """Whether a paragraph of these lines ends before the line that follows."""
    last = lines[-1]
    if last.endswith("  "):
        return False
    if stops(last) or is_date(last) or is_date(following):
        return True
    title = read_mark(last) if len(lines) == 1 else None
    if title and title.rank < THIRD and is_title(title) and not CLAUSE.search(title.rest):
        return True
    mark = read_mark(following)
    return mark is not None and (mark.rank >= ARTICLE or is_title(mark))


_PAIRS = (("[", "]"), ("<", ">"))
_SIGNS = ("`", "**", "__")


def _unclosed(text: str) -> str:
    """The signs of inline markup that a text opens and does not close, or closes and did not open."""
    if not _MARKUP.search(text):
        return ""
    pairs = ((text.count(opening) - text.count(closing), opening, closing) for opening, closing in _PAIRS)
    signs = (sign for sign in _SIGNS if text.count(sign) % 2)
    return " ".join((*((o if surplus > 0 else c) * abs(surplus) for surplus, o, c in pairs if surplus), *signs))


def is_balanced(text: str) -> bool:
    """Whether all inline markup that a text opens is closed in it."""
    return not _unclosed(text)
