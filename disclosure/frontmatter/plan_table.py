"""Tables of tasks (任务分解表), as offices hand them in, as tasks: a row of what is asked is one.

Columns are found by their words, in any order. Merged cells say what they say over all their rows; a header or a task that
is repeated at the top of the next page is none of its own, and a requirement that is cut there goes on. Nothing is guessed:
what is unsure is told with its row and column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.agency_names import plain
from disclosure.frontmatter.grids import DITTO, Grid, GridRow
from disclosure.frontmatter.plan_text import title_in, titled, year_of
from disclosure.frontmatter.tasks import (
    ReadPlan,
    ReadTask,
    ReadUnit,
    Term,
    endings,
    free_clause,
    read_term,
    responsibility,
    said_in,
    without_stray_spaces,
)
from disclosure.model.choices import TaskRole
from disclosure.text.numbering import clip, read_mark
from disclosure.text.task_anchors import task_anchor

_UNIT = "(?:责任)?(?:单位|部门|处室|主体)?"
_OR = "[或/、和及与]"
_WITH = "(?:配合|协办|协同|参与|参加)"
_WHO = "(?:责任|承办|落实|负责|实施)"
_ASKED = "要求|措施|举措|内容|任务要求|目标任务|目标要求|工作内容|任务内容"


class _Column(Enum):
    """What a column of such a table says, with the words by which it is found."""

    CLAUSE = r"条款"
    NUMBER = r"序号|编号|项次"
    PART = r"(?:任务|工作|事项|项目)?(?:类别|分类|板块|领域|方面|部分)(?:名称)?"
    TASK = r"(?:主要|重点|具体)?(?:工作)?(?:任务|事项|项目)(?:名称)?|任务分解|重点工作"
    ASKED = rf"(?:具体|主要|工作|任务)?(?:{_ASKED})(?:[及和]要求)?|具体工作"
    LEAD = rf"(?:牵头|主办|主责){_UNIT}"
    BOTH = rf"{_WITH}{_UNIT}{_OR}{_WHO}{_UNIT}|{_WHO}{_UNIT}{_OR}{_WITH}{_UNIT}"
    SUPPORT = rf"{_WITH}{_UNIT}"
    RESPONSIBLE = rf"{_WHO}{_UNIT}|责任分工"
    BESIDE = r"进展(?:情况)?(?:截至.*)?|完成(?:情况|日期)|落实情况|佐证"
    TERM = r"(?:完成|办理|办结|推进|实施|工作)?(?:时限|时间|期限|进度)(?:节点|要求|安排|进度)?(?:[及和]要求)?|(?:完成|时间)节点"


C = _Column
_NOTE = re.compile(r"(?:备?注|说明)\s*[:：]")
_TOTAL = re.compile("合计|总计|小计|共计")
NO_PART = "—"
"""Says that a task stands in no part: a blank would repeat the one above."""
_ROLES = {C.LEAD: TaskRole.LEAD, C.SUPPORT: TaskRole.SUPPORT, C.RESPONSIBLE: TaskRole.RESPONSIBLE}
_UNITS = (*_ROLES, C.BOTH)


def read_plan_table(grids: Sequence[Grid], year: int) -> ReadPlan | None:
    """The tasks of all tables of a file, of a year, where it names none; None where none has the header of such a table."""
    title = next((found for grid in grids for text in (*grid.above, *_heads(grid)) if (found := title_in(text))), None)
    reading = _Reading(year_of(title or "") or year)
    for grid in grids:
        reading.table(grid)
    if not reading.rows:
        return None
    rest = tuple(text for text in reading.rest if title_in(text) is None)
    return ReadPlan(title, None, (), tuple(reading.tasks()), rest, tuple(reading.doubts))


def _heads(grid: Grid) -> Iterator[str]:
    """Rows above the header that say one thing."""
    for row in grid.rows[:4]:
        if _header(row):
            return
        if len(row.texts) == 1:
            yield row.texts[0]


def _column(text: str) -> _Column | None:
    words = re.sub(r"[()\[\]【】*]", "", plain(text))
    return next((one for one in C if words and re.fullmatch(one.value, words)), None)


def _header(row: GridRow) -> Mapping[_Column, int]:
    """The columns that a row names; none where it is no header."""
    found: dict[_Column, int] = {}
    for at, cell in enumerate(row.cells):
        if (column := _column(cell.text)) is not None:
            found.setdefault(column, at)
    named = found.keys() - {C.NUMBER, C.PART}
    return found if named & {C.TASK, C.ASKED} and named & {*_UNITS} else {}


@dataclass(slots=True)
class _Row:
    """One requirement: under which part and task it stands, in which row, and what its cells say."""

    part: str
    task: str
    asked: str
    clause: str
    number: str
    units: list[ReadUnit]
    beside: str
    term: str
    place: Place
    term_place: Place


@dataclass(slots=True)
class _Reading:
    year: int
    rows: list[_Row] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    columns: Mapping[_Column, int] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    width: int = 0
    above: dict[_Column, str] = field(default_factory=dict)
    """What the last row of the table said of units and terms: 同上 repeats it."""
    doubts: list[Problem] = field(default_factory=list)

    def table(self, grid: Grid) -> None:
        """The rows of one table; what it is part of goes on from the one before, unless something stands between them.

        So do its columns, where it has as many, and no header: that is told.
        """
        columns: Mapping[_Column, int] = {}
        width = max((len(row.cells) for row in grid.rows), default=0)
        if self.columns and not grid.above and width == self.width and not any(map(_header, grid.rows)):
            self.doubts.append(Problem(grid.place(1, 1), "import-table-continued"))
            columns = self.columns
        else:
            self.above = {}
        part = self.rows[-1].part if self.rows and not grid.above else ""
        told = bool(columns)
        for row in grid.rows:
            if head := _header(row):
                self.columns = columns = head
                self.unknown = {
                    at: _one_line(cell.text)
                    for at, cell in enumerate(row.cells)
                    if cell.text and at not in head.values() and _column(cell.text) is not C.BESIDE
                }
                self.width = width
                continue
            if columns and not told:
                told = True
                self._tell(grid, row.number - 1)
            if not columns or _NOTE.match(row.texts[0]):
                self.rest.append("　".join(row.texts))
            elif self._is_heading(row, columns):
                part = row.texts[0]
            else:
                self._take(grid, columns, row, part)

    @staticmethod
    def _is_heading(row: GridRow, columns: Mapping[_Column, int]) -> bool:
        """Whether a row says one thing, over several columns or as parts begin, in no column of what is asked."""
        said = [at for at, one in enumerate(row.cells) if one.text]
        if len({(row.cells[at].row, row.cells[at].column) for at in said}) != 1:
            return False
        begins = read_mark(row.texts[0]) is not None and said[0] != columns.get(C.ASKED, columns.get(C.TASK))
        return len(said) > 1 or begins

    def _tell(self, grid: Grid, number: int) -> None:
        """What columns there are that nobody asked for, and that there is none of terms."""
        for at, text in self.unknown.items():
            self.doubts.append(Problem(grid.place(number, at + 1), "import-column-in-text", {"found": clip(text)}))
        if C.TERM not in self.columns:
            values = {"found": "时限", "found_en": "Term"}
            self.doubts.append(Problem(grid.place(number, 1), "import-column-missing", values))

    def _take(self, grid: Grid, columns: Mapping[_Column, int], row: GridRow, part: str) -> None:
        repeated = {
            column: self.above.get(column, cell.text) if DITTO.fullmatch("".join(cell.text.split())) else cell.text
            for column in (*_UNITS, C.TERM)
            if column in columns
            for cell in (row.cell(columns[column]),)
        }

        def text(column: _Column) -> str:
            if column in repeated:
                return repeated[column]
            return row.cell(columns[column]).text if column in columns else ""

        def place(column: _Column) -> Place:
            return grid.place(row.number, columns.get(column, 0) + 1)

        last = self.rows[-1] if self.rows else None
        task = _one_line(text(C.TASK)) or (last.task if last and C.ASKED in columns else "")
        asked = _one_line(text(C.ASKED)) if C.ASKED in columns else ""
        part = _one_line(text(C.PART)) or part or (last.part if last and C.PART in columns else "")
        part = "" if part == NO_PART else part
        units = [
            unit for column in _UNITS if column in columns for unit in self._units(column, text(column), place(column))
        ]
        if C.BOTH in columns:
            with_lead = any(unit.role is TaskRole.LEAD for unit in units)
            units = [self._of_both(unit, with_lead=with_lead) for unit in units]
        number = plain(text(C.NUMBER)).strip("、.．")
        if _TOTAL.fullmatch(plain(row.texts[0])):
            self.doubts.append(Problem(grid.place(row.number, 1), "import-row-total", {"value": "、".join(row.texts)}))
            return
        clause = without_stray_spaces(_one_line(text(C.CLAUSE)))
        own = (
            C.TASK in columns
            and row.cell(columns[C.TASK]).row == row.number
            and plain(task) != plain(last.task if last else "")
        )
        body = asked or (task if C.ASKED not in columns or own or clause else "")
        if not body:
            words = "、".join(row.texts)
            self.doubts.append(Problem(grid.place(row.number, 1), "import-row-skipped", {"value": clip(words)}))
            return
        goes_on = (
            last is not None
            and not units
            and not text(C.TERM)
            and not number
            and not clause
            and read_mark(body) is None
        )
        if (
            goes_on
            and last is not None
            and C.ASKED in columns
            and plain(task) == plain(last.task)
            and _is_cut(last.asked)
        ):
            last.asked += asked  # cut at the end of a page
            return
        self.above = repeated
        where = place(C.ASKED if asked else C.TASK)
        if last is not None and not number and C.ASKED in columns and not own:
            number = last.number  # a blank below it
        said = ((name, _one_line(row.cell(at).text)) for at, name in self.unknown.items())
        beside = "；".join(f"{name}：{words}" for name, words in said if words)
        self.rows.append(_Row(part, task, asked, clause, number, units, beside, text(C.TERM), where, place(C.TERM)))

    def _units(self, column: _Column, text: str, place: Place) -> Iterator[ReadUnit]:
        role = _ROLES.get(column)
        labelled = next(endings(text), None)
        if labelled is not None and labelled.start == 0:  # 牵头单位：甲；配合单位：乙 within one cell
            said = said_in(labelled, place, self.year)
        else:
            listed = text.replace("\n", "、") if _is_list(text) else text
            said = responsibility(listed, role or TaskRole.RESPONSIBLE, place, self.year)
        left = [*said.left, *([text] if said.term != Term() else [])]
        if left:
            self.doubts.append(Problem(place, "import-words-left", {"value": clip("，".join(left))}))
        yield from said.units

    @staticmethod
    def _of_both(unit: ReadUnit, *, with_lead: bool) -> ReadUnit:
        """配合或责任单位: who stands there takes part where somebody leads, and is responsible where nobody does."""
        if unit.role is TaskRole.RESPONSIBLE and with_lead:
            return ReadUnit(TaskRole.SUPPORT, unit.name, unit.place)
        return unit

    def tasks(self) -> Iterator[ReadTask]:
        """A task for each row; where one 工作任务 holds several, they stand in it as in a part, and so do all others."""
        spans = Counter((row.part, plain(row.task)) for row in self.rows if row.asked)
        grouped = not any(row.clause for row in self.rows) and any(count > 1 for count in spans.values())
        taken: set[str] = set()
        for row, number in zip(self.rows, self._numbers(), strict=True):
            clause = free_clause(number, taken)
            term = read_term(row.term, self.year)
            if not term.is_read:
                self.doubts.append(Problem(row.term_place, "import-term-unread", {"value": clip(row.term)}))
            asked = row.asked if row.clause else _without_number(row.asked)
            if asked and grouped:
                title, rest = titled((asked,))
                part = "　".join(filter(None, (row.part, row.task)))
            elif row.task:
                title, rest, part = row.task if row.clause else _without_number(row.task), asked, row.part
                title, rest = (title, rest) if len(title) <= 300 else (clip(title), f"{title}{rest}")
            else:
                (title, rest), part = titled((asked,)), row.part
            if not row.units:
                self.doubts.append(Problem(row.place, "import-task-without-unit", {"value": clip(title)}))
            rest = f"{rest}（{row.beside}）" if row.beside else rest
            yield ReadTask(clause, part or None, title, rest or None, tuple(row.units), term, row.place)

    def _numbers(self) -> Iterator[str]:
        """By 序号, by the numbers of what is asked, or both, as soon as no two rows share them; otherwise as far as there are any."""
        marks = [mark.cited.strip("()（）") if (mark := read_mark(row.asked)) else "" for row in self.rows]
        known = [row.clause or mark or row.number for row, mark in zip(self.rows, marks, strict=True)]
        below = Counter((row.part, plain(row.task), row.number) for row in self.rows)
        place: Counter[tuple[str, str, str]] = Counter()
        by_row = [row.clause or row.number for row in self.rows]
        for way in (by_row, known):
            if all(way) and len(set(way)) == len(way):
                yield from way
                return
        written = {task_anchor(number) for number in by_row if number}
        for at, (row, number) in enumerate(zip(self.rows, known, strict=True), start=1):
            key = (row.part, plain(row.task), row.number)
            place[key] += 1
            if row.clause or not row.number:
                yield row.clause or (number and f"{self._task_number(row)}.{number}") or self._made_up(at, row, written)
            else:
                yield f"{row.number}.{place[key]}" if below[key] > 1 else row.number

    def _made_up(self, at: int, row: _Row, written: set[str]) -> str:
        """The number of a row that has none: its place, or the next that no row has; told where others have theirs."""
        found = next(number for number in map(str, count(at)) if task_anchor(number) not in written)
        if written:
            written.add(task_anchor(found))
            self.doubts.append(Problem(row.place, "import-number-made", {"value": found}))
        return found

    def _task_number(self, row: _Row) -> int:
        return (
            list(dict.fromkeys((one.part, plain(one.task)) for one in self.rows)).index((row.part, plain(row.task))) + 1
        )


def _is_list(text: str) -> bool:
    """Whether the lines of a cell are names, one each: none is longer than a name."""
    return "\n" in text and all(len(line) <= 20 for line in text.split("\n"))


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))


def _is_cut(text: str) -> bool:
    """Whether a paragraph does not end as one does."""
    return not text.endswith(("。", "；", "！", "？", "）", ")", ";"))


def _without_number(text: str) -> str:
    mark = read_mark(text)
    return mark.rest or text if mark is not None else text
