"""The numbers with which the paragraphs of Chinese legal and official texts begin, and what is a paragraph at all.

Half- and full-width punctuation, Chinese and decimal numerals, with and without spaces: all are read as the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

SHORT = 40
"""Characters of the longest line that can be a title or a lead; a longer one is a sentence."""

LONG = 60
"""The same for the title of an annex: it begins with its number, and names another text in full."""


class Rank(IntEnum):
    """The order of nesting: what has a lower rank holds what has a higher one."""

    ANNEX = 0  # 附件
    PART = 1  # 编
    SUBPART = 2  # 分编
    CHAPTER = 3  # 章
    SECTION = 4  # 节
    ARTICLE = 5  # 条
    DECIMAL = 6  # 1 of a decimal outline, see `decimals`; 1.1 to 1.1.1.1.1 follow
    DECIMAL_2 = 7
    DECIMAL_3 = 8
    DECIMAL_4 = 9
    DECIMAL_5 = 10
    FIRST = 11  # 一、
    SECOND = 12  # （一）
    THIRD = 13  # 1.
    FOURTH = 14  # （1）
    HALF = 15  # 1）
    CIRCLED = 16  # ①
    CAPITAL = 17  # A.
    SMALL = 18  # a)
    ROMAN = 19  # Ⅰ.


ANNEX, PART, SUBPART, CHAPTER, SECTION, ARTICLE, DECIMAL = tuple(Rank)[:7]
DECIMAL_5, FIRST, SECOND, THIRD, FOURTH, HALF, CIRCLED, CAPITAL, SMALL, ROMAN = tuple(Rank)[10:]
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
    key: str = ""  # in an anchor, where the number alone is not enough: 1-1 of 附件1-1, 2-1 of 2.1, a of 附录A
    colon: bool = False  # 附件：…, the way a notice lists what is attached
    weak: bool = False  # it may as well be running text: its neighbours tell, see `settled`

    @property
    def display(self) -> str:
        """The whole paragraph, with one full-width space after 第N章 or 第N条, as official texts are printed."""
        gap = "\u3000" if self.rank < FIRST and self.rest and self.written[-1] not in _SEPARATORS else ""
        return f"{self.written}{gap}{self.rest}"

    @property
    def cited(self) -> str:
        """The number in a citation: without what parts it from its text."""
        return self.written.rstrip(_SEPARATORS)


# --- numerals

_SEPARATORS = "、.．：:"
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

_RANKS = {"编": PART, "分编": SUBPART, "章": CHAPTER, "节": SECTION, "条": ARTICLE, "部分": PART, "篇": PART}
# After 第N条 without a space these make it a citation in running text: 第三条规定的, 第三条、第四条, 第三条第二款 …
_CITING = re.compile(
    r"""第 | [，,；;。)）》」』”] | 、\s?第 | [的之] | [款项][、，的规中下所] | (?:和|或者?|至|与|以?及)\s?(?:第|本[条款法办]|前[条款]|附件)
    | 以(?:外|[上下内前后]的)
    | 规定[的，、时者] | 所[列称规述指] | 中[的“，、规所] | (?:已经|相应|统一)?[修更]?改为 | 修改[。，；：]? | 相应 | 删去
    | 删除[。，；第“] | [前后]?(?:增加|作为|移至)(?:第|[一二三四五两1-9]) | 调整为 | 废止。?$""",
    re.VERBOSE,
)
# These may: the number must be the next one.
_PERHAPS = re.compile(r"[、.．和或至与及以规中款项增删]|情形|条件|行为|内容|事项|范围|标准")
_STRUCTURE = re.compile(
    rf"(第\s?({NUMBER})\s?(编|分编|章|节|条|部分|篇)(?:之({_HAN_NUMBER}))?)(\s*)([：:、.．]?)(.*)", re.DOTALL
)
_OUTLINE = re.compile(
    rf"""(?:({_HAN_NUMBER})\s?(?:、|[.．](?!{_HAN_NUMBER})) | [（(]\s?({_HAN_NUMBER})\s?[）)]、?
    | (\d{{1,3}})\\?(?:、|[.．](?!\d|\s?\d{{1,2}}[.．]\s?\d{{4}}))
    | [（(]\s?(\d{{1,3}})\s?[）)]、? | (\d{{1,3}})\s?\\?[）)] | (?:([A-Z])\\?[.．、)）]|[(（]\s?([A-Z])\s?[)）])(?![A-Za-z0-9])
    | (?:([a-z])\\?[.．、)）]|[(（]\s?([a-z])\s?[)）])(?![A-Za-z0-9]) | ([Ⅰ-Ⅻ])[.．、)）] | ({_HAN_NUMBER})\s?[）)]
    | (\d{{1,3}})\\?[.．](?=(?:19|20)\d\d\s?年))\s*""",
    re.VERBOSE,
)
_OUTLINE_RANKS = (
    FIRST,
    SECOND,
    THIRD,
    FOURTH,
    HALF,
    CAPITAL,
    CAPITAL,
    SMALL,
    SMALL,
    ROMAN,
    SECOND,
    THIRD,
)  # by the group of `_OUTLINE` that matched
_CHARACTERS = {
    **{chr(0x2460 + n): (CIRCLED, n + 1) for n in range(20)},  # ① to ⑳
    **{chr(0x3251 + n): (CIRCLED, n + 21) for n in range(15)},
    **{chr(0x32B1 + n): (CIRCLED, n + 36) for n in range(15)},
    **{chr(0x2776 + n): (CIRCLED, n + 1) for n in range(10)},  # ❶ to ❿
    **{chr(0x2474 + n): (FOURTH, n + 1) for n in range(20)},  # ⑴ to ⒇
    **{chr(0x2488 + n): (THIRD, n + 1) for n in range(20)},  # ⒈ to ⒛
    **{chr(0x3220 + n): (SECOND, n + 1) for n in range(10)},  # ㈠ to ㈩
}
"""Numbers that are one character."""
_ANNEX = re.compile(
    rf"""(附\s?[件表录图])\s?([（(]\s?{NUMBER}\s?[）)]|(?:\d{{1,3}}|[A-Z](?![A-Za-z]))(?:\s?[-\u2010-\u2015－.．]\s?\d{{1,2}})*(?!\d)
    |之?{_HAN_NUMBER}|)(\s*)([：:.．、]?)\s*(.*)""",
    re.VERBOSE | re.DOTALL,
)
_REMARKS = re.compile(r"(附)(?:(?=[：:]|$)|[ \u3000]+(?=[^\s则件录表图加属])(?=.{2,20}$))([：:]?)\s*(.*)", re.DOTALL)
_HAN = frozenset(f"{_DIGITS}十百千〇○两之")
_OF_AN_ANNEX = re.compile(
    r"[所的和与及至是、，。]|[中内][的所，、规]|等(?!级)|为(?!民)|规定|列[明入出]|[或以][及者上下]?"
)
_LATER = re.compile(rf"({NUMBER})(、{NUMBER})?")
_IN_BRACKETS = re.compile(
    rf"([、和至或及]\s?)?[（(]\s?{NUMBER}\s?[）)](?(1)|[项目款、至和])|(?:[项款]的?|目)[、，规所中和至]"
)
_JOINING = frozenset("、和至或及（(项目款 ")
_BOLD = re.compile(r"\*\*(?![\s*])(.+?)(?<![\s*\\])\*\*(?!\*)(\s*)(.*)", re.DOTALL)
STARTERS = frozenset(f"第附（(*{_DIGITS}十百千〇○两0123456789０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ{ascii_letters}") | {
    *_CHARACTERS
}
"""The characters with which a number can begin."""
_DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零Oo]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
CLAUSE = re.compile(r"[。；：！？，;:,]")


_STOPS = ("。", "；", "：", "！", "？", ";", ":", "”", "）")
_ENDING_SIGNS = ("]", "*", ">")
_ENDING = re.compile(r"(?:\[\^[^\]\s]{1,60}\]|\*\*|<[^<>]{1,40}>|\s)+$")
_REMARK = re.compile(r"[（(][^（）()。；]{1,30}[）)]$")


def without_signs(text: str) -> str:
    """A text without the mark of a note, or the end of bold type, at its end."""
    return _ENDING.sub("", text) if text[-1:] in _ENDING_SIGNS else text


def stops(text: str) -> bool:
    """Whether a text ends as a clause does, or with a remark in brackets; the mark of a note and the like do not count."""
    text = without_signs(text)
    return text.endswith(_STOPS) or (text.endswith(")") and "\u4e00" <= text[-2:-1] <= "\u9fff")


def read_mark(text: str) -> Mark | None:
    """The number at the start of a paragraph or heading, also where the author set it in bold."""
    mark = possible_mark(text)
    return None if mark and mark.weak else mark


def possible_mark(text: str) -> Mark | None:
    """As `read_mark`, also where the same words may be running text: its `weak` says so."""
    if not text or text[0] not in STARTERS:
        return None
    if text[0] == "*":
        bold = _BOLD.match(text)
        mark = possible_mark(bold[1]) if bold else None
        return mark._replace(rest=f"{mark.rest}{bold[2] if mark.rest else ''}{bold[3]}") if bold and mark else None
    if text[0] == "第":
        return _structure(text)
    return _annex(text) if text[0] == "附" else _outline(text)


def unbold(text: str) -> str:
    """The text without the signs of bold type at its start."""
    bold = _BOLD.match(text) if text.startswith("**") else None
    return "".join(bold.groups()) if bold else text


def _structure(text: str) -> Mark | None:
    if not (found := _STRUCTURE.match(text)):
        return None
    written, digits, unit, insertion, gap, sign, rest = found.groups()
    tight = not gap and rest != ""
    if tight and ((unit in ("部分", "篇") and sign not in (":", "：")) or _CITING.match(sign + rest)):
        return None
    weak = tight and unit == "条" and not insertion and _PERHAPS.match(sign + rest) is not None
    written = (written if written.isalnum() else "".join(written.split())) + sign
    return Mark(_RANKS[unit], number(digits), written, rest.strip(), number(insertion) if insertion else 0, weak=weak)


def _annex(text: str) -> Mark | None:
    if found := _REMARKS.match(text):
        (kind, sign, rest), digits, gap = found.groups(), "", ""
    elif found := _ANNEX.match(text):
        kind, digits, gap, sign, rest = found.groups()
        gap = gap or (" " if not digits and text[len(kind) : len(kind) + 1].isspace() else "")
    else:
        return None
    rest, colon = rest.rstrip(), sign in ("：", ":")
    if len(text) > LONG or stops(_REMARK.sub("", rest)) or (colon and rest[:1] in ("（", "(")):
        return None  # a sentence, or 附件：（按顺序列明）
    if sign and not colon and (not digits or not rest or re.match(rf"[附第]|{NUMBER}", rest)):
        return None  # 附件2、3所列
    weak = rest != "" and not gap and not sign and rest[0] not in "《“" and kind != "附"
    if (weak and (not digits or digits[0] in _HAN)) or (not sign and not gap and _OF_AN_ANNEX.match(rest)):
        return None  # 附件一览表, 附件中的
    value, key = _annex_number(digits)
    return Mark(ANNEX, value, f"{kind}{digits}{sign}", rest, key=key, colon=colon, weak=weak)


def _annex_number(digits: str) -> tuple[int, str]:
    """The number of an annex, 0 where it has none, and what its anchor says where that is more: 1-1, a, b-1."""
    parts = re.findall(rf"\d+|[A-Z]|{_HAN_NUMBER}", digits)
    if len(parts) == 1 and not ("A" <= parts[0] <= "Z"):
        return number(parts[0]), ""
    key = "-".join(part.lower() if part.isascii() and part.isalpha() else str(number(part)) for part in parts)
    return (number(parts[0]) if parts and parts[0].isdecimal() else 0), key


def _outline(text: str) -> Mark | None:
    if sign := _CHARACTERS.get(text[0]):
        end = 2 if text[1:2] in ("、", ".", "．") else 1
        return Mark(*sign, text[:end], text[end:].strip())
    if not (found := _OUTLINE.match(text)) or not (group := found.lastindex):
        return None
    rank, rest = _OUTLINE_RANKS[group - 1], text[found.end() :]
    written = found[0].rstrip()
    digits = found[group]
    if rank in (CAPITAL, SMALL):
        value = ord(digits.lower()) - ord("a") + 1
        return Mark(rank, value, written, rest.rstrip(), weak=written[-1] not in ")）")
    value = ord(digits) - ord("Ⅰ") + 1 if rank == ROMAN else number(digits)
    if rest[:1] in _JOINING and rank in (SECOND, FOURTH) and _IN_BRACKETS.match(rest):
        return None
    later = _LATER.match(rest) if written[-1] == "、" else None
    counts = later is not None and number(later[1]) == value + 1  # 1、2号线, but not 一、一级响应
    if later and counts and later[2]:
        return None  # 一、二、三年级
    return Mark(rank, value, written, rest.rstrip(), weak=counts)


_DOUBTS = re.compile(
    rf"""(第\s?(?:{NUMBER}|[{_DIGITS}十百廿卅]+)\s?(?:分?编|編|章|节|節|条|條)) | (附\s?[件表录图]\s?(?:{NUMBER}|[Ⅰ-Ⅻ]))(?=\s?\S)
    | (?P<counted>{_HAN_NUMBER}|\d{{1,2}})(?:(?P<odd>[，,]|(?<!\d)[ \u3000]+)(?=[\u3400-\u9fff]{{2}}) | 、
    | [.．](?=\d{{1,3}}周?[岁年月日个名人户家项天]))""",
    re.VERBOSE,
)


_SIGNS_BEFORE = re.compile(r"(?:</?[A-Za-z]+>|[*_~`\[【〔（(\\#>+·•●-])+\s?(?=第)")
"""Signs in front of a number: bold type that was not meant so, brackets, a heading without a space."""


def bare(text: str) -> str:
    """A text without the signs in front of 第N条; as it is where that is a citation, **第二十条第（一）项**."""
    if "第" not in text[:20] or not (signs := _SIGNS_BEFORE.match(text)):
        return text
    found = _STRUCTURE.match(text, signs.end())
    return (
        text if found and _CITING.match("".join(found.groups("")[4:]).lstrip("）)】〕]*_~`")) else text[signs.end() :]
    )


def doubt(text: str, last_han: int, last_digit: int) -> str:
    """The number with which a paragraph seems to begin, and has none: empty where nothing suggests that it is meant.

    第N条 always suggests it. 一、 and 1. do where they go on from the last one so far.
    """
    if not text or text[0] not in STARTERS or not (found := _DOUBTS.match(text)):
        return ""
    if found[1]:
        return found[1]
    if found[2]:
        return (
            found[2] if len(text) <= SHORT and not stops(text) and not _OF_AN_ANNEX.match(text[found.end() :]) else ""
        )
    last = last_digit if found["counted"].isdecimal() else last_han
    goes_on = number(found["counted"]) == last + 1 and (last > 0 or found["odd"])
    return found[0].rstrip() if goes_on else ""


_QUOTED_END = re.compile(r"“[^“”。；：！？，]{1,20}”$")


def is_title(mark: Mark) -> bool:
    """Whether a numbered paragraph has the shape of a title: short, and no sentence. An article never has."""
    rest = mark.rest
    if mark.rank == ARTICLE or "。" in rest or len(mark.display) > (SHORT if mark.rank else LONG):
        return False
    return not stops(rest) or not stops(_QUOTED_END.sub("", _REMARK.sub("", rest)))


def is_date(text: str) -> bool:
    """Whether a paragraph is a date and nothing else, as below a signature."""
    return text.endswith("日") and _DATE.fullmatch(text) is not None


def clip(text: str) -> str:
    """At most 40 characters of a text, cut where a clause ends if it can be, and never within a quoted word.

    Letters are half as wide as Chinese characters, and words end with a space.
    """
    short, stops = (SHORT, "，,；;。：:") if _CHINESE.search(text) else (2 * SHORT, " ")
    if len(text) <= short:
        return text
    outside = [index for index, sign in _outside_quotes(text) if index < short]
    ends = [index for index in outside if text[index] in stops]
    at = next((index for index in (ends[-1:] + outside[-1:]) if index >= short // 4), short - 1)
    return text[:at] + "…"


_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


def _outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The signs of a text that stand in no quotation, title or brackets, with their positions."""
    depth = 0
    for index, sign in enumerate(text):
        if depth == 0:
            yield index, sign
        depth = max(depth + (sign in _OPENS) - (sign in _CLOSES), 0)


_OPENS, _CLOSES = "“‘《〈「『（", "”’》〉」』）"
_PROVISION = re.compile(r"[：:]\s*[“「].*", re.DOTALL)
"""A provision quoted at the end of a paragraph: 将第八条修改为：“……”"""


def entry(text: str) -> str:
    """A paragraph as a line of a table of contents: its first sentence, clipped, without the provision that it quotes."""
    text = _PROVISION.sub("", text, count=1)
    end = next((index for index, sign in _outside_quotes(text) if sign == "。"), len(text))
    return clip(text[:end].rstrip("：:；;"))


# --- markup

_MARKUP = re.compile(r"[*\[\]<>]")
_STRONG = re.compile(r"(?<!\*)\*\*(?!\*)")


def is_balanced(text: str) -> bool:
    """Whether all inline markup that a text opens is closed in it."""
    if not _MARKUP.search(text):
        return True
    pairs = ((text.count("["), text.count("]")), (text.count("<"), text.count(">")))
    return all(opening == closing for opening, closing in pairs) and len(_STRONG.findall(text)) % 2 == 0
