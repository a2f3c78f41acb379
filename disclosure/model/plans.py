"""The record of a work plan (工作要点): what is to be done in a year, clause by clause, by whom and by when, and what came of it.

How far each task is on a day follows from its days and from the days of its evidence (`library/plans.py`), and is never
written. What was read from a table or a text stays beside what an editor made of it: `name` of a unit, `due_text` of a task.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import AgencyLevel, TaskTerm
from disclosure.model.documents import Document
from disclosure.model.fields import (
    AgencyRef,
    Day,
    DocumentRef,
    Filled,
    Number,
    PolicyRef,
    Text,
    Title,
    WebAddress,
    YesNo,
    declare,
)
from disclosure.model.records import Record, Shorthand


class Responsible(Shorthand):
    """A unit of a task: an agency, all agencies of some levels, or a phrase that is none (区直各有关单位)."""

    shorthand = "agency"

    agency: AgencyRef | None = declare("机关", "机关编号", "Agency id", None)
    name: Text | None = declare(
        "写法",
        "文件里的写法，如 各街镇；与机关简称相同的不写",
        "As the document calls it, where that is not its name",
        None,
    )
    levels: tuple[AgencyLevel, ...] = declare(
        "层级", "一种写法指某些层级的全部机关时写明，如 各街镇 指 镇、街道", "Levels of which it means all agencies", ()
    )

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.agency is None and self.name is None:
            code = "responsible_nobody"
            raise PydanticCustomError(code, "neither an agency nor a name", {"field": "agency"})
        if self.levels and self.agency is not None:
            code = "responsible_levels"
            raise PydanticCustomError(code, "an agency and levels", {"field": "levels"})
        return self


class Evidence(Shorthand):
    """What shows that a task was done: a document of this site by id, or one outside it by title."""

    shorthand = "target"

    target: DocumentRef | None = declare(
        "文件", "本站任何文件、解读、活动等的编号", "Id of a document of any kind", None
    )
    title: Title | None = declare("名称", "站外材料的名称", "Title of something outside this site", None)
    url: WebAddress | None = declare("网址", "站外材料的网址", "Its address", None)
    on: Day | None = declare(
        "日期", "缺省为文件公布之日；站外材料要写", "Day; none: the day of the document; owed by what is outside", None
    )
    completes: YesNo = declare(
        "办结",
        "是：有了它任务就完成，完成之日即其日期，不必再写完成日期",
        "Whether the task is done by it, on its day, so that `done_on` need not be written",
        default=False,
    )

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.target is None) == (self.title is None):
            code = "evidence_end"
            raise PydanticCustomError(code, "either target or title")
        return self


class Progress(Record):
    """How far a task was on a day, in a sentence."""

    on: Day = declare("日期", "哪一日的进展", "Day")
    words: Text = declare("进展", "一句话的进展", "How far it was, in a sentence")


class Task(Record):
    """One task of a plan: a clause with its units, its term, and what was done."""

    clause: Text = declare("条款", "如 二（一），全篇唯一", "Such as 二（一）, once in a plan")
    part: Title | None = declare(
        "部分", "所在部分的标题，如 二、强化重点领域公开", "Heading of the part it stands in", None
    )
    title: Title = declare("任务", "任务的标题", "What it is called")
    text: Text | None = declare("要求", "具体要求", "What is asked", None)
    lead: tuple[Responsible, ...] = declare("牵头单位", "机关编号，或者写明写法的一项", "Who leads", ())
    responsible: tuple[Responsible, ...] = declare(
        "责任单位", "同上；不分牵头和配合的写在这里", "Who is responsible", ()
    )
    support: tuple[Responsible, ...] = declare("配合单位", "同上", "Who takes part", ())
    due_on: Day | None = declare("完成期限", "最后一日（含当日）", "Last day", None)
    term: TaskTerm | None = declare(
        "时限",
        "年底前，或者持续推进；写了完成期限就不写",
        "By the end of the year, or without end; not beside `due_on`",
        None,
    )
    due_text: Text | None = declare(
        "时限写法", "原文的写法，如 第三季度", "The term as the document says it, such as 第三季度", None
    )
    done_on: Day | None = declare("完成日期", "完成之日", "Day on which it was done", None)
    evidence: tuple[Evidence, ...] = declare(
        "佐证", "落实任务的文件、解读、活动等", "What shows it", (), reverse="tasks"
    )
    progress: tuple[Progress, ...] = declare("进展", "各日的进展", "How far it was on which day", ())

    @model_validator(mode="after")
    def _one_term(self) -> Self:
        if self.due_on is not None and self.term is not None:
            code = "term_twice"
            raise PydanticCustomError(code, "a day and a term", {"field": "term"})
        return self


class WorkPlan(Document):
    """工作要点: the tasks of a year, as a document breaks them down. The body says what belongs to no task."""

    year: Annotated[Number, Field(ge=1990, le=2199)] = declare("年度", "哪一年的工作", "Year of the work")
    issuers: tuple[AgencyRef, ...] = declare("印发单位", "机关编号", "Agencies that issue it", ())
    published_on: Day = declare("公布日期", "任务分解公布之日", "Day of publication")
    document: PolicyRef | None = declare(
        "所分解文件", "本站文件的编号", "Id of the policy that it breaks down", None, reverse="work_plans"
    )
    tasks: Annotated[tuple[Task, ...], Filled] = declare("任务", "一项一条，按原文次序", "The tasks, in their order")
