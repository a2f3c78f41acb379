"""The record of a topic (集成式发布): documents of many units and levels, put together for one matter.

What a section holds is chosen one by one, or found by a saved query, which is data (`library/selecting.py`); whether it is
still in force follows from the documents, and is never written.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import UpperLevel
from disclosure.model.documents import Document
from disclosure.model.fields import (
    AgencyRef,
    AudienceRef,
    Day,
    DocumentRef,
    Filled,
    QuestionRef,
    ServiceRef,
    Text,
    ThemeRef,
    Title,
    WebAddress,
    declare,
)
from disclosure.model.queries import Query
from disclosure.model.records import Record


class Section(Record):
    """One section of a topic: what was chosen stands first, then what the query finds besides, the newest first."""

    title: Title = declare("标题", "这一部分的名称", "What it is called")
    note: Text | None = declare("说明", "一两句话，写给读者", "A sentence or two for readers", None)
    documents: tuple[DocumentRef, ...] = declare(
        "文件",
        "选列的文件编号，按页面上的次序；任何种类都可以",
        "Chosen documents of any kind, in the order of the page",
        (),
        reverse="topics",
    )
    query: Query | None = declare(
        "查询", "自动收入符合条件的文件，新发布的随之收入", "What it takes in by itself, new documents too", None
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.documents and self.query is None:
            code = "section_of_nothing"
            raise PydanticCustomError(code, "neither documents nor a query", {"field": "title"})
        return self


class Upper(Record):
    """A document of a level above the district, by title and address."""

    level: UpperLevel = declare("层级", "国家、省或市", "National, provincial or city")
    title: Title = declare("标题", "文件全称", "Full title")
    number: Text | None = declare("文号", "发文字号或者公布令号", "Its number", None)
    url: WebAddress | None = declare("网址", "文件的网址", "Its address", None)


class Topic(Document):
    """专题（集成式发布）: documents of one matter in sections. The body is the lead."""

    issuers: tuple[AgencyRef, ...] = declare("编制单位", "机关编号；牵头的写在前面", "Agencies, the leading first", ())
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    updated_on: Day | None = declare("更新日期", "最近整理之日", "Day on which it was last looked over", None)
    themes: tuple[ThemeRef, ...] = declare("主题分类", "主题编号", "Theme ids", ())
    audiences: tuple[AudienceRef, ...] = declare("面向", "对象编号", "Audience ids", ())
    sections: Annotated[tuple[Section, ...], Filled] = declare("部分", "专题的各个部分", "Its sections")
    services: tuple[ServiceRef, ...] = declare(
        "办事",
        "办事事项编号；不写则为以所收文件为依据的事项",
        "Service ids; none: those that rest on its documents",
        (),
        reverse="topics",
    )
    questions: tuple[QuestionRef, ...] = declare(
        "问答",
        "问答编号；不写则为就所收文件和事项问得最多的",
        "Question ids; none: those asked most about its documents and services",
        (),
        reverse="topics",
    )
    upper: tuple[Upper, ...] = declare("上级文件", "国家、省、市的有关文件", "What higher levels say on the matter", ())
    contact: Text | None = declare("联系方式", "咨询单位和电话", "Whom to ask", None)
