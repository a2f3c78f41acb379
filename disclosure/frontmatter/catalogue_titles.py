"""Lines above and in tables of the catalogue that are no items: titles and the fields that they name, notes and totals."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from disclosure.text.numbering import number

_BEHIND = r"(?:[（(][^（）()]*[)）])*》?$"
_TITLE = re.compile(rf"(?:目录|领域){_BEHIND}")
_LIST = re.compile(rf"(?:领域|基层|政务|信息公开|公开事项|标准).*(?:目录|清单|一览表|事项表){_BEHIND}")
"""A list that cannot be anything else; 清单 alone may be what an item publishes."""
_ENCLOSURE = re.compile(r"^附[件表录]\s*[\d一二三四五六七八九十]*(?:[-－—]\d+)?\s*[：:、.．]?\s*")
_TAIL = re.compile(
    r"(?:(?:试点|重点)?领域)?(?:\d{4}年度?)?(?:基层)?(?:政务|政府)?(?:信息)?(?:主动)?(?:公开)?(?:标准化|规范化)*(?:工作)?"
    r"(?:标准|事项|基本|基准|清单)*(?:目录.*|(?:清单|一览表|(?<=事项)表)(?:[（(\d].*)?)$"
)
_BETWEEN_PAGES = re.compile(r"[(（]?续表?[)）]?|第?\d+页.*|共\d+页|[-－—–]+\d+[-－—–]+")
_OF_PAGE = re.compile(
    r".*(?:发布|发文|成文|更新|公开)(?:时间|日期)[：:].*|.*(?:浏览|阅读|点击)(?:量|次数|人次|数)?[：:].*|.*(?:信息)?来源[：:].*|.*索引号.*"
    r"|.*(?:字体|字号)[：:].*|[\[【(（]?(?:打印|关闭|分享|收藏|大|中|小)(?:本页|页面|窗口|正文|到|[】\])）|｜]|$).*|.*(?:当前)?位置[：:].*|.*首页.*[>＞》].*"
)
"""What a web page says around its text: where it stands, when and how often it was read."""
_LABELLED = re.compile(r".{1,10}[：:]|[（(\[【〔][^（）()]*[)）\]】〕]$")
"""A label (责任单位：…), or all of it in brackets."""
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十百]{1,4}[)）、.．]")
_BESIDE = re.compile(
    r"[〇零一二三四五六七八九○]{4}年.{0,8}|[(（\[【][^（()）]*(?:\d|版|修订|试行|稿)[^（()）]*[)）\]】]|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:修订|更新|第.)?版?"
    r"|共\d+[项条个].*|附[件表录][\d一二三四五六七八九十]*[-－—\d]*[：:]?|[Ss]heet\d*|工作表\d*"
)
"""A version, a day, a number of items or of the enclosure: it stands beside a title and is none."""
_NOTE_LABEL = r"[(（*＊]?(?:附注|备注|注释|注|(?:填表|编制|有关)?说明)[\d一二三四五六七八九十]*[)）]?"
_NOTE = re.compile(
    rf"{_NOTE_LABEL}[：:、].*|[*＊※].+|(?:以上|本(?:表|目录|清单)).*(?:解释|为准|施行|实施|执行)[。.]?"
    r"|(?:填[表报制]|审[核批]|制表|编制|报送|联系|经办|负责|签发)(?:单位|部门|人|日期|时间|电话|方式)*[：:].*|(?:单位|日期|电话)[：:].*"
)
_TOTAL_LABEL = r"[(（]?(?:合计|总计|共计|小计|总数)(?:[（(][^（）()]*[)）])?"
_TOTAL = re.compile(
    rf"{_TOTAL_LABEL}(?:[：:].*|共?[\d一二三四五六七八九十百]*[项条个件]?[)）]?[。.]?)"
    r"|(?:以上|本表|本目录|本清单)?(?:合计|总计|共计?|总共)[\d一二三四五六七八九十百]+[项条个件].{0,20}"
)
_STATED = re.compile(
    r"共(?:计|有)?(?P<number>\d+|[一二三四五六七八九十百]+)(?:[项条]|个(?:公开)?事项)|(?P<other>\d+)[项条]"
)
_COUNT = re.compile(r"[\d一二三四五六七八九十百]+[项条个件]?[。.]?")
_OF_PLACES = re.compile(
    r"(?<![社小园景街校])区(?!域)|县(?!域)|旗|街道|(?<=[^城超].)市(?!场|民|容|政)|(?<=[^城小集村乡].)镇(?!化)|附[件表录]|政府"
    r"|(?:局|委员会|办公室|管委会|办事处)$|目录|清单|一览表|\d{4}年|[（）()《》：:]"
)
"""Words that a field is hardly called by: of places, of bodies, of the table."""
_LEVELS = (
    r"[一-龥]{2,8}?(?:省|自治区)",
    r"[一-龥]{2,8}?(?:自治州|市(?!场|民|容))",
    r"[一-龥]{1,8}?(?:(?<![社小园景街片校灾牧山城])区(?!域)|县(?!域)|旗)",
    r"[一-龥]{2,6}?(?:街道|镇(?!化)|乡(?!村|镇))",
)
_OF_NOBODY = re.compile(rf"(?:{'|'.join(_LEVELS)})+|.*(?:政府|管委会|办事处|委员会|局|办公室)")
_PLACE = re.compile("".join(f"(?P<l{at}>{level})?" for at, level in enumerate(_LEVELS)))


def stated(texts: Sequence[str], *, is_total: bool = False) -> tuple[int, ...]:
    """The numbers of items that a title (共51项) or a row of totals says; a subtotal says none."""
    words = [re.sub(r"\s", "", text) for text in texts]
    if not is_total:
        return tuple(number(found["number"]) for one in words for found in _STATED.finditer(one) if found["number"])
    if any("小计" in one for one in words):
        return ()
    said = [found["number"] or found["other"] for one in words for found in _STATED.finditer(one)]
    return tuple(map(number, said or re.findall(r"\d+", " ".join(words))))


def is_title(text: str) -> bool:
    """Whether a line calls itself a catalogue or a field."""
    return len(text) <= 60 and (_TITLE.search(text) or _LIST.search(text)) is not None


def says_nothing(text: str) -> bool:
    """Whether a line only stands between the parts of a table on several pages."""
    return _BETWEEN_PAGES.fullmatch(re.sub(r"\s", "", text)) is not None


def names_a_field(text: str) -> bool:
    """Whether a line within a table names the field of what is below it."""
    return len(text) <= 60 and aside((text,)) is None and (is_title(text) or _NUMBERED.match(text) is not None)


def heading(texts: Sequence[str], sheet: str = "") -> str:
    """The title among the lines above a table: the last that is more than a version, a day or a note; "" where none is.

    One that names no field of its own (政务公开事项清单) goes on from the line before it; one of a place or a body alone
    (某县基层政务公开标准目录) leaves the field to the name of the `sheet`.
    """
    lines = [re.sub(r"\s+", "", line) for text in texts for line in text.split("\n")]
    titles = [one for one in lines if one and (is_title(one) or not _stands_beside(one))]
    certain = [at for at, one in enumerate(titles) if is_title(one)]
    while certain and certain[-1] < len(titles) - 1 and _OF_NOBODY.fullmatch(titles[-1]):
        titles.pop()  # whose table it is
    if len(titles) > 1 and _TAIL.match(titles[-1]) and titles[-1] != "目录":
        return titles[-2] + titles[-1]
    if titles and is_title(titles[-1]) and _OF_NOBODY.fullmatch(field_name(titles[-1])):
        return sheet if sheet and not _TAIL.match(sheet) and not _BESIDE.fullmatch(sheet) else titles[-1]
    return titles[-1] if titles else ""


def _stands_beside(line: str) -> bool:
    """Whether a line that calls itself nothing is none of the titles: a note, a version, what a page says around its text."""
    labelled = _LABELLED.match(line) and not _ENCLOSURE.match(line)
    return bool(says_nothing(line) or aside((line,)) or _BESIDE.fullmatch(line) or _OF_PAGE.fullmatch(line) or labelled)


def own_title(texts: Sequence[str], before: str) -> str:
    """What a table calls itself, where the title among these lines is that of a catalogue; otherwise as before."""
    lines = [text for text in texts if text != "目录"]
    for title in (heading(lines), *(re.sub(r"\s", "", line) for line in reversed(lines))):
        words = re.sub(r"[《》]", "", _ENCLOSURE.sub("", title))
        if is_title(title) and re.search(r"目录|清单|一览表|事项表", words):
            return words
    return before


def field_name(title: str) -> str:
    """The field that a title names: 公共法律服务 for （一）公共法律服务领域基层政务公开标准目录."""
    words = _ENCLOSURE.sub("", title.strip().strip("《》"))
    words = re.sub(r"^[（(]?[一二三四五六七八九十百\d]{1,3}(?:[)）][、.．]?|[、.．])\s*", "", words)
    words = re.sub(r"(?:[（(][^（）()]*[)）])+$", "", words).strip("《》")
    words = _TAIL.sub("", words)
    return re.sub(r"(?:试点|重点)?领域$", "", words).strip() or title.strip()


def without_place(name: str, known: Collection[str]) -> str:
    """The name of a field without the place or the body before it, where that is sure.

    Sure are places and bodies of the district (`known`), and a chain of two levels or more (云岚市青禾区).
    """
    rest = name
    while found := max((one for one in known if rest.startswith(one)), key=len, default=""):
        rest = rest.removeprefix(found)
    chain = _PLACE.match(name)
    if rest == name and chain and sum(group is not None for group in chain.groups()) > 1:
        rest = name[chain.end() :]
    rest = re.sub(r"^\d{4}年度?", "", rest)
    return rest if len(rest) > 1 and not re.fullmatch(r".{0,6}(?:局|委员会|办公室|政府|管委会|办事处)", rest) else name


def places_of(names: Collection[str]) -> set[str]:
    """The places that names of bodies begin with, each level by itself: 云岚市 and 青禾区 of 云岚市青禾区教育局."""
    found = (match.groups() for name in names if (match := _PLACE.match(name)))
    return {place for groups in found for place in groups if place}


def is_doubtful(name: str) -> bool:
    """Whether the name of a field still has words of a place, of a body, or of the table."""
    return _OF_PLACES.search(name) is not None


def aside(texts: Sequence[str]) -> str | None:
    """What a row is that is no item, whichever column its words stand in: "note", "total", "skipped" (1, 2, 3 …), or None.

    A row is one if all that it says is, or if a bare label (注, 合计) comes first with one more text or nothing but counts.
    """
    words = [re.sub(r"\s", "", text) for text in texts]
    if len(words) > 3 and _counts([re.sub(r"[(（)）]", "", one) for one in words]):
        return "skipped"
    if len(words) > 1 and re.fullmatch(r"\d+", words[0]):
        words = words[1:]
    if not words:
        return None
    if all(_NOTE.fullmatch(one) for one in words):
        return "note"
    if re.fullmatch(rf"{_NOTE_LABEL}[：:]?", words[0]) and len(words) <= 2:
        return "note"
    if _TOTAL.fullmatch(words[0]) and (len(words) == 2 or all(_COUNT.fullmatch(one) for one in words[1:])):
        return "total"
    return None


def _counts(words: Sequence[str]) -> bool:
    """Whether they are numbers one after the other, as below a header that numbers its columns."""
    return all(one.isdecimal() for one in words) and all(int(b) == int(a) + 1 for a, b in pairwise(words))
