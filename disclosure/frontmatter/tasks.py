"""What texts and tables say of the tasks of a work plan: units by their roles, and terms. Nothing is guessed.

A unit stays a name until somebody knows whom it means; a term that is not understood keeps its words. Stray spaces inside
words, and half-width punctuation, mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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


_BEFORE_OTHERS = re.compile(r"(?:以及|及其他|及|和)(?=各|有关|相关|其他|其它)")


def unit_names(text: str) -> tuple[str, ...]:
    """The names in a list of units: 嘉定镇街道及相关单位 are two, 行政服务中心（大数据中心、档案馆）is one."""
    parts: list[str] = [""]
    depth = 0
    for sign in without_stray_spaces(" ".join(text.split())):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in "、，,；;\n":
            parts.append("")
        else:
            parts[-1] += sign
    names = (name.strip(" 。.：:") for part in parts for name in _BEFORE_OTHERS.split(part))
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
_YEAR_END = re.compile(r"(?:本年度?|今年|当年|年)?(?:年底|年末|年内|全年底)(?:之?前|完成)*")
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<next>次年|明年|下一?年)?(?:本年|今年)?"
_DAY = re.compile(rf"{_YEAR}{_MONTH}(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号](?:之?前|完成)*")
_MONTH_END = re.compile(rf"{_YEAR}{_MONTH}份?(?:底|末|内)?(?:之?前|完成)*")
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?(?:底|末|内)?(?:之?前|完成)*")
_HALF = re.compile(rf"{_YEAR}上半年(?:底|末|内)?(?:之?前|完成)*")
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
_ENDING = re.compile(rf"(?P<bracket>[{re.escape(_OPENING)}])\s*(?={_LABEL.pattern.replace('?P<', '?P<_')})")
_ALONE = re.compile(rf"\s*(?={_LABEL.pattern.replace('?P<', '?P<_')})")


@dataclass(frozen=True, slots=True)
class Ending:
    """Where in a paragraph its units and its term stand, and what is said there. `closed`: its bracket closes."""

    start: int
    end: int
    inner: str
    at: int
    closed: bool


def endings(text: str) -> Iterator[Ending]:
    """Every （责任单位：…） of a paragraph, brackets in brackets included; a paragraph may be one without brackets."""
    if (found := _ALONE.match(text)) and text.strip():
        yield Ending(0, len(text), text[found.end() :], found.end(), closed=True)
        return
    at = 0
    while found := _ENDING.search(text, at):
        depth, end = 0, found.start()
        while end < len(text):
            depth += (text[end] in _OPENING) - (text[end] in _CLOSING)
            end += 1
            if depth == 0:
                break
        closed = depth == 0
        inner = text[found.end() : end - 1 if closed else end]
        yield Ending(found.start(), end, inner, found.end(), closed)
        at = end


def said_in(ending: Ending, place: Place, year: int) -> tuple[tuple[ReadUnit, ...], Term]:
    """The units and the term that stand in brackets; `place` is that of the paragraph's first character."""
    units: dict[tuple[TaskRole, str], ReadUnit] = {}
    term = Term()
    labels = list(_LABEL.finditer(ending.inner))
    stops = [*(label.start() for label in labels[1:]), len(ending.inner)]
    for label, stop in zip(labels, stops, strict=True):
        said = ending.inner[label.end() : stop]
        where = Place(place.path, place.line, place.column + ending.at + label.start())
        if label["term"]:
            term = read_term(said, year)
            continue
        role = next(role for role in TaskRole if label[role.value])
        listed, _, rest = said.partition("；") if "；" in said else said.partition(";")
        for name in unit_names(listed):
            units.setdefault((role, name), ReadUnit(role, name, where))
        for part in re.split("[；;]", rest):
            found = read_term(part, year)
            if found.words is None and found.is_read and found.term is None:
                continue
            if found.is_read:
                term = found
            else:  # more units, parted by a semicolon
                for name in unit_names(part):
                    units.setdefault((role, name), ReadUnit(role, name, where))
    return tuple(units.values()), term
