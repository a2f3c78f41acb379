"""The record of an issue of the gazette (政府公报): what it holds, in the order in which it was printed.

What the gazette prints is the authoritative text (domain reference, section 10), so an issue names documents of this site by
id; what else it holds, such as appointments, stands in it as text.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import GazetteSection
from disclosure.model.documents import Document
from disclosure.model.fields import Day, Filled, Number, PolicyOrInterpretationRef, Text, Title, declare
from disclosure.model.records import Record, Shorthand

Some = Annotated[Number, Field(ge=1, le=99999)]


class GazetteItem(Shorthand):
    """One thing that an issue holds: a document of this site by id, or a text that stands nowhere else."""

    shorthand = "target"

    target: PolicyOrInterpretationRef | None = declare(
        "文件", "本站文件或解读的编号", "Id of a document or interpretation of this site", None
    )
    title: Title | None = declare(
        "名称", "公报上自有内容的名称，如任免通知", "Title of a text of the gazette's own", None
    )
    document_number: Text | None = declare("发文字号", "自有内容的文号", "Its document number", None)
    on: Day | None = declare("日期", "自有内容的成文日期", "Its day of signature", None)
    text: tuple[Text, ...] = declare("正文", "自有内容的正文，一段一条", "Its text, a paragraph each", ())

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        own = self.title is not None and bool(self.text)
        any_own = self.title is not None or bool(self.text) or self.document_number is not None or self.on is not None
        if (self.target is None and not own) or (self.target is not None and any_own):
            code = "gazette_item"
            raise PydanticCustomError(code, "either target, or title and text")
        return self


class GazettePart(Record):
    """What stands in an issue under one heading."""

    section: GazetteSection = declare("栏目", "政府文件、部门文件等", "Which section")
    title: Title | None = declare(
        "名称", "栏目在公报上的名称，与栏目不同时写，如 区政府文件", "Its heading, where it is another", None
    )
    items: Annotated[tuple[GazetteItem, ...], Filled] = declare(
        "内容", "按刊载的次序：文件编号，或者自有内容", "In their order: ids of documents, or texts", reverse="gazette"
    )


class GazetteIssue(Document):
    """政府公报: one issue. The title has the gazette's name, year and number; the body, if any, is a note at its head."""

    year: Annotated[Number, Field(ge=1949, le=2199)] = declare("年份", "出刊年份", "Year of the issue")
    number: Annotated[Number, Field(ge=1, le=999)] = declare("号", "当年的第几号", "Number within the year")
    total_number: Some | None = declare("总号", "自创刊起的总号", "Number since the first issue", None)
    published_on: Day = declare(
        "出刊日期", "出刊之日；刊载的是这一天的文字", "Day of publication: texts are those of that day"
    )
    contents: Annotated[tuple[GazettePart, ...], Filled] = declare(
        "目录", "按栏目和刊载的次序", "What it holds, section by section, in order"
    )
