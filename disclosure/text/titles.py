"""Titles of official documents: in book-title marks, the name within them, and what they say a document does."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MARKS = ("《》", "〈〉")


def quoted(title: str) -> str:
    """A title in 《》. Those within it alternate by depth, 《关于印发〈某某办法〉的通知》 (GB/T 15834, 4.15.3.3).

    One in English words stands in the marks of English.
    """
    return f"“{title}”" if _WORDS.match(title) else f"《{inner(title)}》"


_WORDS = re.compile(r"[\x20-\x7e\u00a0-\u024f‘’“”–—…]*[A-Za-z]{2}[\x20-\x7e\u00a0-\u024f‘’“”–—…]*\Z")
"""A title of several letters, none of which is Chinese."""


def inner(title: str) -> str:
    """A title as it stands between 《 and 》."""
    depth, signs = 0, []
    for sign in title:
        closes = sign in "》〉"
        depth += 1 if sign in "《〈" else -1 if closes and depth else 0
        marks = _MARKS[(depth + closes) % 2]
        signs.append(marks[1] if closes else marks[0] if sign in "《〈" else sign)
    return "".join(signs)


def bare(title: str) -> str:
    """The letters and digits of a title alone: by them it is the same however it is written."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", title))


_ENDS = re.compile(
    r"废止|失效|作废|撤销|(?:停止|终止|不再)(?:执行|实施|施行|使用|适用)|清理(?:结果|情况|目录)"
    r"|(?:文件|规章|政策|制度|规定)的?(?:专项|集中)?清理"
)
_NOTICE = re.compile(
    r"(?:决定|决议|命令|令|通知|公告|通告|通报|批复|函|目录|清单|结果|一览表)(?:（[^（）]*）|\([^()]*\))?\s*$"
)
_BRINGS = re.compile(r"(?:印发|公布|发布|颁布|颁发|制定|修订)(?:新的)?《")
_ISSUES = re.compile(r"(?:印发|公布|发布|颁布|颁发|制定)(?:新的)?《")


def only_ends(title: str) -> bool:
    """Whether a document of this title ends others and puts nothing in their place: a notice of repeal, a clearing-up.

    关于废止《某某办法》的通知 does; a notice that issues a new text does not, whatever else it says it ends.
    """
    outside = _outside(title)
    return not _BRINGS.search(outside) and bool(_ENDS.search(outside)) and bool(_NOTICE.search(outside))


_MORE = r"(?:等(?:[^，。]{0,14}?(?:文件|规定|办法|细则|政策|制度|措施|意见))?|(?:、|和|及|以及|与)?《》)*"
_SOME = r"(?:部分|个别|有关|相关|若干|第[^第]{1,12}[条款项章](?:等)?|[、和及])*(?:的?(?:条款|条文|内容|规定|表述))?"
_TERM = r"(?:有效期?限?|(?:施行|试行|实施|执行|适用|有效)?(?:期限?|时间|时限))"
_AGAIN = r"(?:再次|继续|第[一二三四五]次|适当)*"
_THOSE = rf"(?:《》{_MORE}|[^《》，。]{{2,120}}?)"
_ONLY_CHANGES = re.compile(
    rf"关于{_AGAIN}(?:延长|顺延|延续){_THOSE}的?{_TERM}的{_NOTICE.pattern}"
    rf"|关于(?:对)?《》{_MORE}的?(?:{_TERM}?的?{_AGAIN}(?:延期|续期|延长|顺延|延续)(?:{_TERM}|{_AGAIN}(?:执行|施行|实施|试行))?"
    rf"|继续(?:有效|执行|施行|实施|试行|适用))的{_NOTICE.pattern}"
    rf"|关于{_AGAIN}(?:修改|修正|修订|更正)《》{_MORE}{_SOME}的{_NOTICE.pattern}"
    rf"|关于(?:对)?《》{_MORE}{_SOME}(?:进行|作出|予以)?的?(?:修改|修正|修订|更正)的?{_NOTICE.pattern}"
    r"|《》(?:第[一二三四五六七八九十]+)?修正案\s*$"
)


def only_changes(title: str) -> bool:
    """Whether a document of this title does nothing but amend or prolong others.

    关于延长《某某办法》有效期的通知 and 关于修改《某某办法》的决定 are such; what issues a text or does more is not.
    """
    outside = _outside(title)
    return not _ISSUES.search(outside) and bool(_ONLY_CHANGES.search(outside))


def _outside(title: str) -> str:
    """A title without the titles that it names: of each is left 《》."""
    depth, signs = 0, []
    for sign in title:
        depth -= sign in "》〉" and depth > 0
        if depth == 0:
            signs.append(sign)
        depth += sign in "《〈"
    return "".join(signs)


class Named(NamedTuple):
    """A title in five stretches that make it again when put together, so that readers may see the name first.

    `lead` is who speaks (某某人民政府关于印发), `name` that by which the document is known, `rest` what is left (的通知);
    `opening` and `closing` are the marks around a name that is one title in book-title marks, otherwise empty.
    """

    lead: str
    opening: str
    name: str
    closing: str
    rest: str


def short(title: str) -> str:
    """What a document is called within a sentence or beside another: 《某某办法》, without who speaks and how it was issued.

    What has no name apart keeps 关于: 《关于修改〈某某办法〉的决定》.
    """
    one = named(title)
    about = "关于" if one.lead.endswith("关于") and not one.rest else ""
    return quoted(about + one.name)


_OPENING, _CLOSING = "《〈<＜", "》〉>＞"
_BRINGING = "印发|公布|发布|颁布"
_SPOKEN = re.compile(
    rf"(?P<who>[\w（）()·、\- \u3000]*?)(?:联合|近日)?(?:(?P<about>关于)|(?=(?P<act>{_BRINGING}|转发|批转)))"
)
_OFFICE = re.compile(
    r"[\w（）()·、\- \u3000]{1,400}?"
    r"(?:人民政府|[府局厅部署委院庭办室处所站社会团队组关联]|银行|[分支]行|中心|代表大会|国务院|中央|街道|公司|集团|大学|学校)"
    r"(?:等[\d一二三四五六七八九十两几多]*个?(?:部门|单位|机关|委办局))?"
)
_NO_OFFICE = re.compile(r"转发|批转|印发|发布|公布|颁布|转载|答复|批复|解读|贯彻|批准|同意|通知|公告|通告")
_BROUGHT = re.compile(rf"(?P<how>{_BRINGING})(?P<what>.{{4,}})(?P<end>的(?:通知|公告|通告|决定|决议|命令|令|函))")
_BROUGHT_ABOUT = re.compile(rf"(?:{_BRINGING})关于")
_GENRE = re.compile(
    r"(?:通知|公告|通告|公报|通报|公示|决定|决议|命令|令|意见|批复|答复|函|报告|请示|议案|纪要|规定|规则|办法|细则|条例|解释|措施"
    r"|方案|预案|规划|计划|要点|目录|清单|政策|制度|指南|说明|解读|问答|倡议书|建议|提示)(?:[（(][^（）()]*[）)])*\Z"
)
_LEAST = 4
"""Letters that a name has at least: what is shorter says too little alone."""


@lru_cache(maxsize=65536)
def named(title: str) -> Named:
    """A title taken apart. What a document does to another (废止《某某办法》的通知) stays part of its name.

    Only what brings a text into the world is left out of the name: 关于印发《某某办法》的通知 is known as 某某办法.
    A title of any other form is its own name.
    """
    whole = Named("", "", title, "", "")
    spoken = _SPOKEN.match(title)
    if spoken is None or (spoken["who"] and not _is_office(spoken["who"])):
        return whole
    lead, tail = title[: spoken.end()], title[spoken.end() :]
    brought = _BROUGHT.fullmatch(tail)
    if brought and (spoken["about"] or not brought["what"].startswith("关于")) and _is_balanced(brought["what"]):
        return _brought(lead + brought["how"], brought["what"], brought["end"])
    if about := None if spoken["about"] else _BROUGHT_ABOUT.match(tail):
        lead, tail = lead + about[0], tail[about.end() :]
    elif not spoken["about"] and spoken["act"] not in ("转发", "批转"):
        return whole
    speaks = bool(spoken["who"]) or bool(_GENRE.search(tail))
    return Named(lead, "", tail, "", "") if speaks and len(tail) >= _LEAST else whole


def _brought(lead: str, what: str, rest: str) -> Named:
    """The name of a text that is brought into the world, in marks or not."""
    if what[0] in _OPENING and _closes(what) == len(what) - 1 and len(what) >= 2 + _LEAST:
        return Named(lead, what[0], what[1:-1], what[-1], rest)
    return Named(lead, "", what, "", rest)


_PASSES_ON = re.compile("转发|批转|转载|翻印")


def passes_on(title: str, other: str) -> bool:
    """Whether a document of this title says that it brings another again, of that title: 转发区卫生健康委《某某办法》的通知."""
    return bool(_PASSES_ON.search(title)) and bare(named(other).name) in bare(title)


def _is_office(words: str) -> bool:
    return len(words) > 2 and bool(_OFFICE.fullmatch(words)) and not _NO_OFFICE.search(words)


def _is_balanced(text: str) -> bool:
    """Whether every mark that opens is closed."""
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _closes(text: str) -> int:
    """Where the mark that opens a text is closed."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0:
            return at
    return -1
