"""The records of taking part: major decisions from the catalogue to the result, and requests for opinions.

What law asks of them (国务院令第713号; SEED, section 七) stands in `content/data/rules.yaml`; on what day each stage holds,
and what is late, follows from these records in `library/participation.py`, and is never written.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import ChangeHow, ConsultationForm, MaterialKind, Procedure
from disclosure.model.documents import Document, Way
from disclosure.model.fields import (
    AgencyRef,
    AudienceRef,
    Day,
    EventRef,
    Number,
    PolicyRef,
    Text,
    ThemeRef,
    Title,
    WebAddress,
    declare,
)
from disclosure.model.records import Record

Quarter = Annotated[Number, Field(ge=1, le=4)]
Some = Annotated[Number, Field(ge=1)]


class Consulting(Record):
    """A public request for opinions: from when to when, and how to answer."""

    opens_on: Day = declare("开始日期", "公开征求意见的第一日", "First day")
    closes_on: Day = declare("截止日期", "最后一日（含当日）", "Last day, that day included")
    moved_from: tuple[Day, ...] = declare(
        "原定截止日期",
        "延长或者提前前的截止日期，先定的写在前面；页面会写明，读者日历里的日程随之更新",
        "Last days as they were before, the first first: the page says so, and calendars take the new day",
        (),
    )
    answer: Way = declare("提出意见", "怎样提出意见，至少一种", "How to answer, one way at least")
    reason_if_short: Text | None = declare(
        "缩短理由", "期限不足规定日数的理由", "Why the period is shorter than the law asks", None
    )
    questions: tuple[Text, ...] = declare("所问问题", "特别想听的问题，一问一条", "What is asked, one each", ())

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.closes_on < self.opens_on:
            code = "consulting_backwards"
            raise PydanticCustomError(
                code, "closes before it opens", {"opens": str(self.opens_on), "closes": str(self.closes_on)}
            )
        if self.closes_on in self.moved_from:
            code = "moved_to_itself"
            raise PydanticCustomError(code, "moved from its own day", {"day": str(self.closes_on)})
        return self

    @property
    def days(self) -> int:
        """How long it is open, in days; counting starts on the day after (domain reference, section 1)."""
        return (self.closes_on - self.opens_on).days


class NotAdopted(Record):
    """Opinions that many had and that were not adopted, and why: by what they say, never by who said it."""

    group: Text = declare("意见", "比较集中的意见", "What these opinions say")
    reason: Text = declare("理由", "没有采纳的理由", "Why not adopted")


class Feedback(Record):
    """What came of the opinions."""

    published_on: Day = declare("公布日期", "公布意见采纳情况之日", "Day of publication")
    received: Number = declare("收到", "收到意见条数", "Opinions received")
    adopted: Number = declare("采纳", "采纳条数", "Adopted", 0)
    partly: Number = declare("部分采纳", "部分采纳条数", "Adopted in part", 0)
    not_adopted: Number = declare("未采纳", "未采纳条数", "Not adopted", 0)
    summary: Text | None = declare(
        "概述", "一两句话说明怎样吸收了意见", "What was taken up, in a sentence or two", None
    )
    reasons: tuple[NotAdopted, ...] = declare(
        "未采纳理由",
        "集中而未采纳的意见，逐项写理由",
        "Opinions of many that were not adopted, each with the reason",
        (),
    )


class Material(Record):
    """A draft, or what goes with it: a file beside the document, or an address."""

    kind: MaterialKind = declare("种类", "草案、起草说明等", "What it is")
    title: Title = declare("名称", "材料名称", "Name")
    file: Text | None = declare("文件", "相对于本文件的路径", "Path relative to this document", None)
    url: WebAddress | None = declare("网址", "材料的网址", "Its address", None)
    published_on: Day | None = declare(
        "公布日期", "缺省为开始征求意见之日", "Day of publication; none: the day on which the consultation opens", None
    )

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.file is None) == (self.url is None):
            code = "material_nowhere"
            raise PydanticCustomError(code, "either a file or an address")
        return self


class Hearing(Record):
    """A hearing; what was said to invite to it stands in an event."""

    on: Day = declare("日期", "举行之日", "Day")
    place: Text | None = declare("地点", "地点", "Where", None)
    people: Some | None = declare("人数", "听证参加人数", "How many took part", None)
    material_on: Day | None = declare(
        "材料送达", "听证材料送达参加人之日", "Day on which those who take part had the material", None
    )
    outcome: Text | None = declare("结果", "听证的主要意见", "What was said, in short", None)
    event: EventRef | None = declare("活动", "听证会活动的编号", "Id of the event", None, reverse="decisions")


class Attending(Record):
    """公众代表列席: who sat in on a meeting that decides, by role, never by name."""

    on: Day = declare("日期", "会议日期", "Day of the meeting")
    meeting: Text = declare("会议", "如 区政府第60次常务会议", "Which meeting")
    who: Text = declare("代表", "代表的身份，如 小微企业代表；不写姓名", "Their roles, never names")
    people: Some = declare("人数", "列席的公众代表人数", "How many", 1)


class Surveying(Record):
    """A survey, or talks: another way in which opinions were gathered."""

    on: Day = declare("日期", "完成之日", "Day on which it was done")
    title: Title = declare("名称", "如 社区问卷调查、企业座谈会", "What it was")
    people: Some | None = declare("人数", "参加人数或有效问卷数", "How many took part", None)
    found: Text | None = declare("结果", "主要结果", "What was found", None)


class Assessing(Record):
    """One of the procedures before a decision, or an assessment of risk."""

    kind: Procedure = declare("程序", "专家论证、风险评估等", "Which procedure")
    on: Day = declare("日期", "完成之日", "Day on which it was done")
    by: Text | None = declare("承担单位", "由谁承担", "Who did it", None)
    found: Text = declare("结论", "一句话的结论", "What it found, in a sentence")


class Evaluating(Record):
    """后评估: what became of the decision, later."""

    on: Day = declare("日期", "公布评估结果之日", "Day of publication")
    by: Text | None = declare("承担单位", "由谁评估", "Who did it", None)
    found: Text = declare("结论", "评估的主要结论", "What was found")


class Changed(Record):
    """A change of the catalogue in the course of the year, which stays to be seen."""

    on: Day = declare("日期", "公布调整之日", "Day on which the change was published")
    how: ChangeHow = declare("调整", "增补、调出或延期", "How it was changed")
    reason: Text = declare("理由", "为什么调整", "Why")
    planned_quarter: Quarter | None = declare("改为季度", "延期后的季度", "The quarter to which it was put off", None)


class Decision(Document):
    """重大行政决策: one matter of a year's catalogue, with all its stages. The body says what it is about."""

    year: Annotated[Number, Field(ge=1990, le=2199)] = declare("年度", "目录年度", "Year of the catalogue")
    number: Some = declare("序号", "在年度目录中的序号", "Number in the catalogue")
    decides: AgencyRef = declare(
        "决策单位", "编制目录、作出决策的机关编号", "Agency whose catalogue it is and who decides"
    )
    issuers: tuple[AgencyRef, ...] = declare(
        "承办单位", "机关编号；牵头的写在前面", "Agencies in charge, the leading first", ()
    )
    basis: Text | None = declare("列入依据", "列入目录的依据", "Why it is in the catalogue", None)
    themes: tuple[ThemeRef, ...] = declare("主题分类", "主题编号", "Theme ids", ())
    audiences: tuple[AudienceRef, ...] = declare("面向", "对象编号", "Audience ids", ())
    planned_quarter: Quarter | None = declare(
        "计划季度", "计划作出决策的季度", "Quarter in which it is to be decided", None
    )
    procedures: tuple[Procedure, ...] = declare("程序", "拟履行的程序", "Procedures that are planned", ())
    listed_on: Day = declare(
        "列入日期", "目录或者增补公布之日", "Day on which the catalogue that names it was published"
    )
    papers: tuple[Material, ...] = declare("材料", "草案、起草说明、草案解读等", "The draft and what goes with it", ())
    consultation: Consulting | None = declare("征求意见", "公开征求意见", "The public consultation", None)
    hearings: tuple[Hearing, ...] = declare("听证", "听证会", "Hearings", ())
    surveys: tuple[Surveying, ...] = declare("调查", "座谈、问卷、走访等", "Surveys, talks and the like", ())
    assessments: tuple[Assessing, ...] = declare(
        "论证和审查", "专家论证、风险评估等", "Procedures that were gone through", ()
    )
    attendance: tuple[Attending, ...] = declare(
        "公众列席", "公众代表列席决策会议", "The public at meetings that decide", ()
    )
    decided_on: Day | None = declare("决定日期", "作出决策之日", "Day of the decision", None)
    feedback: Feedback | None = declare("采纳情况", "意见收集和采纳情况", "What came of the opinions", None)
    result: PolicyRef | None = declare(
        "决策结果", "决策结果文件的编号", "Id of the policy that came of it", None, reverse="decisions"
    )
    evaluation: Evaluating | None = declare("后评估", "决策后评估", "Evaluation afterwards", None)
    changed: tuple[Changed, ...] = declare("目录调整", "年度内的调整", "Changes of the catalogue in the year", ())


class Consultation(Document):
    """意见征集: a request for opinions that belongs to no major decision. The body says what it is about."""

    form: ConsultationForm = declare("种类", "草案征求意见、人民建议征集等", "What it is", ConsultationForm.DRAFT)
    issuers: tuple[AgencyRef, ...] = declare("征集单位", "机关编号", "Agencies that ask", ())
    themes: tuple[ThemeRef, ...] = declare("主题分类", "主题编号", "Theme ids", ())
    audiences: tuple[AudienceRef, ...] = declare("面向", "对象编号", "Audience ids", ())
    papers: tuple[Material, ...] = declare("材料", "草案、起草说明等", "The draft and what goes with it", ())
    consultation: Consulting = declare("征求意见", "起止日期和方式", "From when to when, and how")
    surveys: tuple[Surveying, ...] = declare("调查", "座谈、问卷、走访等", "Surveys, talks and the like", ())
    feedback: Feedback | None = declare("采纳情况", "意见收集和采纳情况", "What came of the opinions", None)
    result: PolicyRef | None = declare(
        "结果", "由此形成的文件的编号", "Id of the policy that came of it", None, reverse="consultations"
    )
    events: tuple[EventRef, ...] = declare(
        "活动", "由此确定的活动的编号", "Ids of the events that came of it", (), reverse="consultations"
    )
