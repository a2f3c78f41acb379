"""What texts and tables say of the tasks of a work plan: units by their roles, and terms. Nothing is guessed.

A unit stays a name until somebody knows whom it means; a term that is not understood keeps its words. Stray spaces inside
words, and half-width punctuation, mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.base.days import iso_day, last_day_of
from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.agency_names import plain
from disclosure.model.choices import AgencyLevel, TaskRole, TaskTerm
from disclosure.text.numbering import number, numeral
from disclosure.text.task_anchors import task_anchor

_HAN_SPACE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t\u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_OPENING, _CLOSING = "（(【〔[", "）)】〕]"
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


_LIKE_A_UNIT = r"[局委办署院镇乡村处室厅会所站队馆校社]|街道|中心|部门|单位|政府|公司|园区"
_ENDS_UNIT = re.compile(rf"[^、，,；;]{{2,}}(?:{_LIKE_A_UNIT})")
_BEGINS_UNIT = re.compile(rf"[区县市各][^、，,；;]{{2,}}|[^、，,；;]{{2,}}(?:{_LIKE_A_UNIT})")


def names_apart(name: str) -> tuple[str, ...]:
    """The names that a space alone may part: 区财政局 区税务局, not 区 财政局. One: it is a name."""
    parts = [""]
    for piece in _HAN_SPACE.split(name.strip()):
        if _ENDS_UNIT.fullmatch(parts[-1]) and _BEGINS_UNIT.fullmatch(piece):
            parts.append(piece)
        else:
            parts[-1] += piece
    return tuple(parts)


_BEFORE_OTHERS = re.compile(r"(?:以及|及其他|及|和)(?=各|有关|相关|其他|其它)")


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
    whole = (" ".join(names_apart(part)) for part in parts)
    names = (name.strip(" 。.：:") for part in whole for name in _BEFORE_OTHERS.split(part))
    return tuple(dict.fromkeys(name for name in names if name and not _DASHES.fullmatch(name)))


_LEVELS = (
    (r"各(?:街镇|镇街|街道乡镇|乡镇街道|街乡镇|镇街道)(?:园区)?", (AgencyLevel.TOWN, AgencyLevel.STREET)),
    (r"各?(?:镇|乡镇)(?:人民政府)?", (AgencyLevel.TOWN,)),
    (r"各?街道(?:办事处)?", (AgencyLevel.STREET,)),
    (
        r"(?:区|县|市)?(?:政府|级|直)?各(?:有关|相关)?(?:部门|委办局|单位)|(?:区|县|市)(?:政府|级|直)(?:各)?部门",
        (AgencyLevel.DEPARTMENT,),
    ),
)


def levels_meant(name: str) -> tuple[AgencyLevel, ...]:
    """The levels of which a phrase may mean all agencies, for a person to decide; none where it says nothing of the kind."""
    words = plain(name)
    return next((levels for pattern, levels in _LEVELS if re.fullmatch(pattern, words)), ())


# --- terms

_ONGOING = re.compile(
    r"(?:长期|持续|常态化?|经常性?|不断|全年|每年|每季度?|每半年|每月|逐月|按季度?|按月|定期|实时|日常).*"
)
_DONE = r"(?:之?前|完成|上线|办结|建成|到位|实现|印发|公布|发布)*"
_YEAR_END = re.compile(rf"(?:本年度?|今年|当年|年)?(?:年底|年末|年内|全年底){_DONE}")
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<next>次年|明年|下一?年)?(?:本年|今年)?"
_DAY = re.compile(rf"{_YEAR}{_MONTH}(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]{_DONE}")
_MONTH_END = re.compile(rf"{_YEAR}{_MONTH}份?(?:底|末|内)?{_DONE}")
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?(?:底|末|内)?{_DONE}")
_HALF = re.compile(rf"{_YEAR}上半年(?:底|末|内)?{_DONE}")
_LEADING = re.compile(r"(?:完成|办理|落实)?(?:时间|时限|期限)[:：]?")


def read_term(text: str, year: int) -> Term:
    """A term in words, of a plan of some year: 年底前, 6月底前, 第三季度, 次年1月31日, 长期坚持."""
    words = without_stray_spaces(text).strip(" 。；;，,")
    said = _LEADING.sub("", plain(words).strip("。;,"), count=1)
    if not said or _DASHES.fullmatch(said):
        return Term()
    if _ONGOING.fullmatch(said):
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
    for pattern in (_DAY, _MONTH_END, _QUARTER, _HALF):
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            of = int(parts["year"] or year) + (parts["next"] is not None)
            month = number(parts["month"]) if parts.get("month") else 6
            month = 3 * number(parts["quarter"]) if parts.get("quarter") else month
            if not 1 <= month <= 12:
                return None
            last = last_day_of(of, month)
            if not parts.get("day"):
                return last
            day = number(parts["day"])
            return last.replace(day=day) if 1 <= day <= last.day else None
    return None


# --- what stands in brackets behind a clause


def _spaced(words: str) -> str:
    """A pattern for words of which stray spaces may part the characters."""
    return "|".join(r"\s*".join(word) for word in words.split("|"))


_LABELS: Mapping[TaskRole | None, str] = {
    R.LEAD: "牵头单位|牵头部门|牵头责任单位|主办单位|主办部门|主责单位|主责部门|牵头",
    R.SUPPORT: "配合单位|配合部门|协办单位|协办部门|协同单位|参加单位|参与单位|配合",
    R.RESPONSIBLE: "责任单位|责任部门|责任主体|承办单位|承办部门|落实单位|落实部门|负责单位|负责部门|责任分工",
    None: "完成时间|完成时限|完成期限|办理时限|时间节点|时间要求|时间安排|时限|期限",
}
_LABEL = re.compile(
    "|".join(f"(?P<{role.value if role else 'term'}>{_spaced(words)})" for role, words in _LABELS.items()).join(
        (r"(?:", r")\s*[:：]\s*")
    )
)
_ALONE = re.compile(rf"\s*(?={_LABEL.pattern.replace('?P<', '?P<_')})")
_BRACKET = re.compile(rf"[{re.escape(_OPENING)}]\s*")
_TAIL = re.compile(rf"(?<=[。；;！？!?）)】\]\s])(?={_LABEL.pattern})")
_LABELLED = re.compile(rf"(?:{_LABEL.pattern}[^。！？]*。?\s*)+")
_ROLES = (
    (R.LEAD, re.compile(r"(?:负责)?(?:牵头|主办|主责)(?:负责|落实)?")),
    (R.SUPPORT, re.compile(r"(?:共同|协同|积极)?(?:配合|协办|参与|协助)")),
    (R.RESPONSIBLE, re.compile(r"(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:具体|分别|共同)?(?:负责|承办|落实)")),
)
"""What stands behind units that have no label: 区司法局牵头，各部门配合."""
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
        return any(not label["term"] for label in _LABEL.finditer(self.inner)) or bool(
            _spoken(self.inner, _ANY_YEAR)[0]
        )


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

    It says them in brackets, by a label anywhere and otherwise at its end (区司法局牵头，各部门配合; 6月底前完成); without
    brackets by labels behind its last sentence; or it is nothing else.
    """
    if (found := _ALONE.match(text)) and text.strip():
        yield Ending(0, len(text), text[found.end() :], found.end(), closed=True)
        return
    tail = next((one.start() for one in _TAIL.finditer(text) if _is_tail(text, one.start())), len(text))
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
        if _LABEL.match(inner) or (last and _is_said(inner)):
            yield Ending(found.start(), end, inner, found.end(), closed)
            at = end
        else:
            at = found.end()
    if tail < len(text):
        yield Ending(tail, len(text), text[tail:], tail, closed=True)


def _is_tail(text: str, start: int) -> bool:
    return depth_of(text[:start]) == 0 and _LABELLED.fullmatch(text, start) is not None


def _is_said(inner: str) -> bool:
    """Whether words in brackets, as far as no label stands before them, are units with what they do, or a term."""
    label = _LABEL.search(inner)
    units, term, rest = _spoken(inner[: label.start()] if label else inner, _ANY_YEAR)
    return not rest and (bool(units) or term.words is not None)


def _spoken(text: str, year: int) -> tuple[tuple[tuple[TaskRole, str], ...], Term, tuple[str, ...]]:
    """What is said without labels: units with their roles, a term, and names of which it says nothing."""
    units: list[tuple[TaskRole, str]] = []
    waiting: list[str] = []
    term = Term()
    for said in _parts(text):
        by = read_term(said, year)
        if by.words is not None and by.is_read:
            term = by
            continue
        words = re.sub(r"^(?:由|会同)", "", said.strip(" 。"))
        for role, pattern in _ROLES:
            if found := re.search(rf"(?:{pattern.pattern})$", words):
                names = (*waiting, *unit_names(words[: found.start()]))
                units.extend((role, name) for name in names)
                waiting = []
                break
        else:
            waiting.extend(unit_names(words))
    return tuple(units), term, tuple(waiting)


def _parts(text: str) -> Iterator[str]:
    """A list parted at its commas and semicolons, but not in brackets."""
    start = depth = 0
    for at, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in "，,；;。":
            yield text[start:at]
            start = at + 1
    yield text[start:]


def said_in(ending: Ending, place: Place, year: int) -> tuple[tuple[ReadUnit, ...], Term]:
    """The units and the term that stand in brackets; `place` is that of the paragraph's first character."""
    units: dict[tuple[TaskRole, str], ReadUnit] = {}
    labels = list(_LABEL.finditer(ending.inner))
    stops = [*(label.start() for label in labels), len(ending.inner)]

    def add(role: TaskRole, names: Iterable[str], at: int) -> None:
        where = Place(place.path, place.line, place.column + ending.at + at)
        for name in names:
            units.setdefault((role, name), ReadUnit(role, name, where))

    spoken, term, _ = _spoken(ending.inner[: stops[0]], year)
    for role, name in spoken:
        add(role, (name,), 0)
    for label, stop in zip(labels, stops[1:], strict=True):
        said, at = ending.inner[label.end() : stop], label.start()
        if label["term"]:
            term = read_term(said, year)
            continue
        role = next(role for role in TaskRole if label[role.value])
        spoken, by, others = _spoken(said, year)
        if spoken:
            for own, name in spoken:
                add(own, (name,), at)
            add(role, others, at)
            term = by if by.is_read and by != Term() else term
            continue
        listed, _, rest = said.partition("；") if "；" in said else said.partition(";")
        add(role, unit_names(listed), at)
        for part in re.split("[；;]", rest):
            found = read_term(part, year)
            if found.words is None and found.is_read and found.term is None:
                continue
            if found.is_read:
                term = found
            else:  # more units, parted by a semicolon
                add(role, unit_names(part), at)
    return tuple(units.values()), term
