"""What texts and tables say of the tasks of a work plan: units by their roles, and terms. Nothing is guessed.

A unit stays a name until somebody knows whom it means; a term that is not understood keeps its words. Stray spaces inside
words, and half-width punctuation, mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from disclosure.base.days import iso_day, last_day_of
from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.agency_names import plain
from disclosure.frontmatter.decode import guess_day
from disclosure.model.choices import AgencyLevel, TaskRole, TaskTerm
from disclosure.text.numbering import number, numeral, read_mark
from disclosure.text.task_anchors import task_anchor

_HAN_SPACE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t\u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_OPENING, _CLOSING = "（(【〔[〈", "）)】〕]〉"
_DASHES = re.compile(r"[—–\-/／无]*")
R = TaskRole


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit as the source calls it, what it has to do with the task, and where it stands."""

    role: TaskRole
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """By when: a day or a term, or neither, and the words of the source where they say more than that."""

    due_on: date | None = None
    term: TaskTerm | None = None
    words: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether it is understood, or says nothing."""
        return self.words is None or self.due_on is not None or self.term is not None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task as the source says it, with where it begins."""

    clause: str
    part: str | None
    title: str
    text: str | None
    units: tuple[ReadUnit, ...]
    term: Term
    place: Place


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What a file says: the title and the day of the plan and who signed it, as far as it says so; its tasks.

    `rest` are paragraphs that belong to no task, `doubts` what is unsure.
    """

    title: str | None
    issued: date | None
    signed: tuple[str, ...]
    tasks: tuple[ReadTask, ...]
    rest: tuple[str, ...]
    doubts: tuple[Problem, ...]


def free_clause(clause: str, taken: set[str]) -> str:
    """A clause that no other task has, which is taken then: 二（一）, or 二（一）之二."""
    count, found = 1, clause
    while task_anchor(found) in taken:
        count += 1
        found = f"{clause}之{numeral(count)}"
    taken.add(task_anchor(found))
    return found


# --- units


def without_stray_spaces(text: str) -> str:
    """A name without the spaces between Chinese characters and signs; those around letters and digits stay."""
    return _HAN_SPACE.sub("", text.strip())


_ENDS = (
    r"[局委办署院镇乡村处室厅会所站队馆校社部街联台]|街道|中心|部门|单位|机构|机关|政府|公司|集团|主体|方面|海关|工作组|监管组|领导小组|专班"
    r"|(?:银|支|分|人)行|(?:园|新|开发|高新|经开|示范|管理)区"
)
_SIGN = r"(?:[^、，,；;（(〔〈]|[（(〔〈][^）)〕〉]*[）)〕〉])"
"""What a name is made of: 各县（市、区）政府 is one."""
_UNIT = rf"(?:各[^、，,；;（(]{{1,2}}|{_SIGN}{{2,}}(?:{_ENDS}))(?:[（(〔〈].*[）)〕〉])?"
_NO_UNIT = r"请|须|要求|确保|推[动进]|督[促导]|指导|引导|协调|统筹|监督|组织(?!部|人事)|鼓励|支持|配合|协助|依托|.*[^区县市直级关府（(]各"
"""How words begin that say what is done with units: 指导各镇街落实, 督促区财政局落实."""
_LIKE_A_UNIT = re.compile(
    rf"(?!{_NO_UNIT})(?:{_UNIT}|(?:[区县市][委府]|[区县市]政府|{_SIGN}(?:{_ENDS})|乡镇|镇街|街镇|街道)(?:[（(〔〈].*[）)〕〉])?)"
)
_BEGINS_UNIT = re.compile(rf"[区县市][^、，,；;]{{2,}}|{_UNIT}")


def like_units(names: Iterable[str]) -> bool:
    """Whether all names end, or begin, as those of units do: 区财政局, 各镇街."""
    return all(_LIKE_A_UNIT.fullmatch(without_stray_spaces(name)) for name in names)


def names_apart(name: str) -> tuple[str, ...]:
    """The names that a space alone may part: 区财政局 区税务局, not 区 财政局. One: it is a name."""
    parts = [""]
    for piece in _HAN_SPACE.split(name.strip()):
        if re.fullmatch(_UNIT, parts[-1]) and _BEGINS_UNIT.fullmatch(piece):
            parts.append(piece)
        else:
            parts[-1] += piece
    return tuple(parts)


_JOINING = re.compile(r"会同|联合|以及|及其他|及|和|与|等(?=各|有关|相关|其他|其它)")
_OTHERS = re.compile(r"(?:[区县市](?:直|级|政府)?)?各|有关|相关|其他|其它")


def _parted(name: str) -> Iterator[str]:
    """Names that a word joins: 区财政局和区税务局, 嘉定镇街道及相关单位; in 区住房和城乡建设局 it joins nothing."""
    for found in _JOINING.finditer(name):
        left, right = name[: found.start()], name[found.end() :]
        others = _OTHERS.match(right) is not None and not found[0].startswith("等")
        if depth_of(left) == 0 and (others or (re.fullmatch(_UNIT, left) and like_units(_parted(right)))):
            yield left
            yield from _parted(right)
            return
    yield name


def _without_others(name: str) -> str:
    """区司法局等 is 区司法局."""
    return name[:-1] if name.endswith("等") and like_units((name[:-1],)) else name


def unit_names(text: str) -> tuple[str, ...]:
    """The names in a list of units: 嘉定镇街道及相关单位 are two, 行政服务中心（大数据中心、档案馆）is one.

    Where a space alone may part names, it stays: who knows the agencies decides (`names_apart`).
    """
    parts: list[str] = [""]
    depth = 0
    for sign in " ".join(text.split()):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in "、，,；;\n":
            parts.append("")
        else:
            parts[-1] += sign
    for at in range(len(parts) - 2, 0, -1):
        if len(parts[at].strip()) == 1:  # 各市、州、县人民政府
            parts[at - 1 : at + 2] = ["、".join(part.strip() for part in parts[at - 1 : at + 2])]
    whole = (" ".join(names_apart(part)) for part in parts)
    names = (name.strip(" 。.：:") for part in whole for name in _parted(_without_others(part)))
    return tuple(dict.fromkeys(name for name in names if name and not _DASHES.fullmatch(name)))


_LEVELS = (
    (
        r"各(?:街镇|镇街|街道乡镇|乡镇街道|街乡镇|镇街道|乡?镇\(街道?\)|街道\(乡?镇\)|乡?镇人民政府\(街道办事处\))(?:园区)?",
        (AgencyLevel.TOWN, AgencyLevel.STREET),
    ),
    (r"各?(?:镇|乡镇)(?:人民政府)?", (AgencyLevel.TOWN,)),
    (r"各?街道(?:办事处)?", (AgencyLevel.STREET,)),
    (
        r"(?:区|县|市)?(?:政府|级机关|级|直)?各(?:有关|相关)?(?:部门|委办局|单位)(?:[、和]单位)?|(?:区|县|市)(?:政府|级|直)(?:各)?部门",
        (AgencyLevel.DEPARTMENT,),
    ),
)


def levels_meant(name: str) -> tuple[AgencyLevel, ...]:
    """The levels of which a phrase may mean all agencies, for a person to decide; none where it says nothing of the kind."""
    words = plain(name)
    return next((levels for pattern, levels in _LEVELS if re.fullmatch(pattern, words)), ())


# --- terms

_ONGOING = re.compile(
    r"(?:每年|每季度?|每半年|每月|每周).*"
    r"|(?:长期|持续|常态化?|经常性?|不断|贯穿全年|全年|常年|逐月|按季度?|按月|定期|实时|随时|动态|日常)[^前底末]*"
)
_DONE = r"(?:之?前|完成|上线|办结|建成|到位|实现|印发|公布|发布)*"
_YEAR_END = re.compile(rf"(?:本年度?|今年|当年|年)?(?:年底|年末|年内|全年底){_DONE}|(?:今年|当年|本年)[底末内]{_DONE}")
_OTHER_YEAR_END = re.compile(rf"(?P<year>(?:19|20)\d\d)年?(?:年?底|年?末|年?内){_DONE}")
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<next>次年|明年|下一?年)?(?:本年|今年)?"
_DAY = re.compile(rf"{_YEAR}{_MONTH}(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]{_DONE}")
_MONTH_END = re.compile(rf"{_YEAR}{_MONTH}份?(?:底|末|内|(?P<ten>[上中下])旬)?{_DONE}")
_MONTH_IN_FIGURES = re.compile(r"(?P<year>20\d\d)[./-](?P<month>\d{1,2})(?:之?前)?")
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?(?:底|末|内)?{_DONE}")
_HALF = re.compile(rf"{_YEAR}(?P<half>[上下])半年(?:底|末|内)?{_DONE}")
_LEADING = re.compile(r"(?:完成|办理|落实)?(?:时间|时限|期限)[:：]?")


def read_term(text: str, year: int) -> Term:
    """A term in words, of a plan of some year: 年底前, 6月底前, 第三季度, 次年1月31日, 长期坚持."""
    words = without_stray_spaces(text).strip(" 。；;，,")
    said = _LEADING.sub("", plain(words).strip("。;,"), count=1)
    if not said or _DASHES.fullmatch(said):
        return Term()
    if all(map(_ONGOING.fullmatch, re.split("[,;、]", said.removeprefix(f"{year}年")))):  # not 持续推进，年底前完成
        return Term(None, TaskTerm.ONGOING, None if said == TaskTerm.ONGOING.zh else words)
    if _YEAR_END.fullmatch(re.sub(rf"^{year}(?=年)", "", said)):
        return Term(None, TaskTerm.YEAR_END, None if said == TaskTerm.YEAR_END.zh else words)
    if (day := iso_day(said)) is not None:
        return Term(day)
    return Term(_day(said, year), None, words)


_TIME_IN_TEXT = re.compile(
    r"(?:(?:19|20)\d\d年|次年|明年|今年)?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:\s*\d{1,2}\s*[日号]|份?[底末])?(?:之?前|内)"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?[底末]|\d{1,2}月[底末]"
    r"|(?:今年|本年|当年)?年[底末内](?:之?前)?|第[一二三四1-4]季度(?:[底末]?前|内)?|上半年|每(?:年|半年|季度|月|周)"
    r"|(?:持续|长期|常态化)(?:推进|坚持|实施|开展|落实)(?=[。；;，,）)]|$)"
)


def times_in(text: str) -> tuple[str, ...]:
    """Words of time within a text, which may be a term or not: 6月底前, 每季度. For a person to judge."""
    return tuple(dict.fromkeys(found[0] for found in _TIME_IN_TEXT.finditer(text)))


def _day(said: str, year: int) -> date | None:
    """The last day that words mean; None where they mean none, or one that there is not."""
    if in_figures := guess_day(re.sub(r"之?前$", "", said)):  # 2024.6.30前
        return iso_day(in_figures)
    for pattern in (_DAY, _MONTH_END, _MONTH_IN_FIGURES, _QUARTER, _HALF, _OTHER_YEAR_END):
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            of = int(parts["year"] or year) + (parts.get("next") is not None)
            if said_month := parts.get("month"):
                month = number(said_month)
            elif quarter := parts.get("quarter"):
                month = 3 * number(quarter)
            else:
                month = 6 if parts.get("half") == "上" else 12
            if not 1 <= month <= 12:
                return None
            last = last_day_of(of, month)
            if not parts.get("day"):
                return last.replace(day={"上": 10, "中": 20}.get(parts.get("ten") or "", last.day))
            day = number(parts["day"])
            return last.replace(day=day) if 1 <= day <= last.day else None
    return None


# --- what stands in brackets behind a clause


def _spaced(words: str) -> str:
    """A pattern of words of which stray spaces may part the characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff)?])(?=[\u4e00-\u9fff(])", r"\\s*", words)


_BODIES = "单位|部门|机关|机构|主体"
_LABELS: Mapping[TaskRole | None, str] = {
    R.LEAD: rf"(?:牵头(?:责任|负责)?|主办|主责)(?:{_BODIES})|牵头",
    R.SUPPORT: rf"(?:协同|共同)?(?:配合|协办|协同|协助|参加|参与)(?:责任)?(?:{_BODIES})|配合",
    R.RESPONSIBLE: rf"(?:主要|具体|共同)?(?:责任|承办|落实|负责|实施|执行)(?:{_BODIES})|责任分工",
    None: "(?:完成|办理|办结|推进|落实|时序)(?:时间|时限|期限|进度|节点)(?:节点|要求|安排)?"
    "|(?:时间|时限|期限|进度)(?:节点|要求|安排|进度)|时限|期限",
}
_NAMED = "|".join(f"(?P<{role.value if role else 'term'}>{_spaced(words)})" for role, words in _LABELS.items())
_ALL = r"(?:以上|上述|此项|该项|本项)(?:各项|所有)?(?:工作|任务|内容|措施|事项)?"
_LABEL = re.compile(
    rf"(?:{_ALL}的?)?(?P<bracket>[【\[〔]\s*)?(?:{_NAMED})(?:\s*(?(bracket)[】\]〕]\s*[:：]?|[:：])|\s{{2,}}(?=\S)|\u3000)\s*"
)
"""责任单位：, and 【责任单位】 with or without a colon, and 责任单位 with a gap behind it."""
_BEGINS = r"(?:^|(?<=[；;，,。、\s）)】\]〕]))"
_LABEL_WITHIN = re.compile(rf"(?:{_BEGINS}|(?=[【\[〔])){_LABEL.pattern}")
_OTHER_LABEL = re.compile(_BEGINS + r"[\u4e00-\u9fff]{2,8}[:：]")
"""责任人：, 联系电话：: what follows is neither a unit nor a term."""
_BRACKET = re.compile(rf"[{re.escape(_OPENING)}]\s*")
_TAIL = re.compile(rf"(?<=[。；;，,、！？!?）)】\]\s])(?={_LABEL.pattern})")
_BEHIND_SENTENCE = re.compile(r"(?<=[。；;！？!?])")
_LABELLED = re.compile(rf"(?:{_LABEL.pattern}[^。！？]*。?\s*)+")
_ROLES = (
    (R.LEAD, re.compile(r"(?:负责)?(?:牵头|主办|主责)(?:负责|落实)?$")),
    (R.SUPPORT, re.compile(r"(?:共同|协同|积极|做好)?(?:配合|协办|参与|协助)$")),
    (
        R.RESPONSIBLE,
        re.compile(
            r"(?:(?:按照?|依)(?:各自)?(?:职责|职能)(?:分工)?|分工)?(?:抓好|做好|组织|具体|分别|共同|统筹)?(?:负责|承办|落实|实施)(?:落实|实施)?$"
        ),
    ),
)
"""What stands behind units that have no label: 区司法局牵头，各部门配合."""
_ROLE_BEHIND = re.compile(r"(.+?)[（(](?:(牵头|主办|主责)|配合|协办|协助)(?:单位|部门)?[）)]")
"""区司法局（牵头）."""
_OF_ALL = re.compile(rf"(?:{_ALL})?(?:由|会同)")
_NO_NAME = re.compile(
    r"\d+(?:年|月|日|次|个|项|%)|[^（(〔〈]*(?:下同|不再|均由|均为|均需|均包括|另行|负责[^，,；;]{3,}$)"
)
"""What stands in lists of units and is none: 2026年, 下同, 以下不再列出."""
_ANY_YEAR = 2000
"""Where it matters only whether something is a term."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where in a paragraph its units and its term stand, and what is said there. `closed`: its bracket closes."""

    start: int
    end: int
    inner: str
    at: int
    closed: bool

    @property
    def names_units(self) -> bool:
        """Whether it says more than a term."""
        labels = list(_LABEL_WITHIN.finditer(self.inner))
        said = _spoken(self.inner[: labels[0].start()] if labels else self.inner, _ANY_YEAR)
        return any(not label["term"] for label in labels) or bool(said.units or said.names)


def says_label(text: str) -> bool:
    """Whether a paragraph begins with 责任单位：, 完成时限： and the like."""
    return _LABEL.match(text.lstrip()) is not None


def depth_of(text: str) -> int:
    """How many more brackets open than close; below none as soon as one closes that never opened."""
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            break
    return depth


def endings(text: str) -> Iterator[Ending]:
    """Where a paragraph says units or a term, brackets in brackets included.

    It says them in brackets: by a label or by what they do (区司法局牵头，各部门配合), a term alone (6月底前完成) at its end; without
    brackets by labels behind its last sentence, or in a last sentence that says nothing else; or it is nothing else.
    """
    start = len(text) - len(text.lstrip())
    if _LABEL.match(text, start) or (read_mark(text) is None and is_spoken(text)):
        yield Ending(0, len(text), text[start:], start, closed=True)
        return
    tail = _tail(text)
    at = 0
    while found := _BRACKET.search(text, at, tail):
        depth, end = 0, found.start()
        while end < tail:
            depth += (text[end] in _OPENING) - (text[end] in _CLOSING)
            end += 1
            if depth == 0:
                break
        closed = depth == 0
        inner = text[found.end() : end - 1 if closed else end]
        behind = text[end:tail].strip("。；; ")
        last = closed and (not behind or behind[0] in _OPENING)
        alone = not text[: found.start()].strip() or text[: found.start()].rstrip()[-1] in "。；;！？!?）)】]〕"
        if _LABEL_WITHIN.search(inner) or (closed and is_spoken(inner)) or (last and _is_said(inner, alone=alone)):
            yield Ending(found.start(), end, inner, found.end(), closed)
            at = end
        else:
            at = found.end()
    if tail < len(text):
        yield Ending(tail, len(text), text[tail:], tail, closed=True)


def _tail(text: str) -> int:
    """Where what is said without brackets begins at the end of a paragraph; its end, where there is nothing of the kind."""
    for found in _TAIL.finditer(text):
        if depth_of(text[: found.start()]) == 0 and _LABELLED.fullmatch(text, found.start()):
            return found.start()
    for found in _BEHIND_SENTENCE.finditer(text):
        if depth_of(text[: found.start()]) == 0 and is_spoken(text[found.start() :]):
            return found.start()
    return len(text)


def is_spoken(text: str) -> bool:
    """Whether words say which units do what, and nothing else: 区司法局牵头，各部门配合，6月底前完成."""
    said = _spoken(text, _ANY_YEAR)
    return bool(said.units) and not said.names and not said.left and like_units(name for _, name in said.units)


def _is_said(inner: str, *, alone: bool) -> bool:
    """Whether words in brackets, as far as no label stands before them, are units with what they do, or a term.

    Units of which nothing is said are some where they stand `alone`, behind a sentence, or with a term: not in 窗口（区税务局）.
    """
    said = _spoken(inner, _ANY_YEAR)
    names = [*(name for _, name in said.units), *said.names]
    if not names:
        return not said.left and said.term != Term()
    if said.units:
        return 2 * sum(like_units((name,)) for name in names) > len(names)
    return like_units(names) and not said.left and (alone or said.term != Term())


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said without labels: units with their roles, names of which it says nothing, a term, and other words."""

    units: tuple[tuple[TaskRole, str], ...]
    names: tuple[str, ...]
    term: Term
    left: tuple[str, ...]


def _spoken(text: str, year: int) -> _Said:
    """What words without labels say of units and a term; two terms are one that is not understood."""
    units: list[tuple[TaskRole, str]] = []
    others: list[str] = []
    left: list[str] = []
    terms: list[tuple[str, Term]] = []
    for part in _parts(text):
        said = part.strip(" 。.")
        by = read_term(said, year)
        if by != Term() and by.is_read:
            terms.append((said, by))
            continue
        words = _OF_ALL.sub("", said, count=1) if _OF_ALL.match(said) else said
        role, found = next(((role, at) for role, pattern in _ROLES if (at := pattern.search(words))), (None, None))
        names = unit_names(words[: found.start()] if found else words)
        if times_in(words) or any(_NO_NAME.match(name) for name in names):
            left.append(said)
        elif role is not None:
            units.extend((role, name) for name in names)
        else:
            others.extend(names)
    if len({(by.due_on, by.term) for _, by in terms}) > 1:
        return _Said(tuple(units), tuple(others), Term(None, None, "，".join(said for said, _ in terms)), tuple(left))
    return _Said(tuple(units), tuple(others), terms[-1][1] if terms else Term(), tuple(left))


def _parts(text: str) -> Iterator[str]:
    """A list parted at its commas and semicolons, but not in brackets."""
    start = depth = 0
    for at, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in "，,；;。":
            yield text[start:at]
            start = at + 1
    yield text[start:]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What is said of a task: its units, its term, and words that are neither."""

    units: tuple[ReadUnit, ...]
    term: Term
    left: tuple[str, ...]


def said_in(ending: Ending, place: Place, year: int) -> Responsibility:
    """What stands in brackets; `place` is that of the paragraph's first character."""
    inner = ending.inner
    known = list(_LABEL_WITHIN.finditer(inner))
    within = {at for label in known for at in range(*label.span())}
    others = (label for label in _OTHER_LABEL.finditer(inner) if label.start() not in within)
    labels = {label.start(): label for label in (*known, *others)}
    starts = sorted(labels)
    units: list[ReadUnit] = []
    terms: list[Term] = []
    left: list[str] = []

    def add(said: Responsibility) -> None:
        units.extend(said.units)
        left.extend(said.left)
        terms.append(said.term)

    def at(start: int) -> Place:
        return Place(place.path, place.line, place.column + ending.at + start)

    add(responsibility(inner[: starts[0] if starts else None], R.RESPONSIBLE, at(0), year))
    for start, stop in pairwise((*starts, len(inner))):
        label = labels[start]
        said, groups = inner[label.end() : stop], label.groupdict()
        role = next((role for role in TaskRole if groups.get(role.value)), None)
        if role is not None:
            add(responsibility(said, role, at(start), year))
        elif groups.get("term"):
            terms.append(read_term(said, year))
        else:
            left.append(inner[start:stop].strip(" ；;，,。"))
    return Responsibility(_once(units), next((term for term in reversed(terms) if term != Term()), Term()), tuple(left))


def responsibility(text: str, role: TaskRole, place: Place, year: int) -> Responsibility:
    """What a list of units says, those of which it says nothing in one role: 区司法局牵头，各部门; 区司法局（牵头）、各部门."""
    said = _spoken(text, year)
    units: list[ReadUnit] = []
    for own, name in (*said.units, *((role, name) for name in said.names)):
        behind = _ROLE_BEHIND.fullmatch(name)
        if behind is not None:
            units.append(ReadUnit(R.LEAD if behind[2] else R.SUPPORT, behind[1], place))
        else:
            units.append(ReadUnit(own, name, place))
    return Responsibility(_once(units), said.term, said.left)


def _once(units: Iterable[ReadUnit]) -> tuple[ReadUnit, ...]:
    found: dict[tuple[TaskRole, str], ReadUnit] = {}
    for unit in units:
        found.setdefault((unit.role, unit.name), unit)
    return tuple(found.values())
