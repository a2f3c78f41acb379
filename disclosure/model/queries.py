"""The record of a saved query: which documents a topic or a key field takes in by itself (`library/selecting.py`)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import AgencyLevel
from disclosure.model.fields import AgencyRef, AudienceRef, Filled, KindRef, TagRef, ThemeRef, declare
from disclosure.model.records import Record


class Query(Record):
    """A saved query: within one field any value does, and every field that is written must hold."""

    tags: tuple[TagRef, ...] = declare("标签", "标签编号，有其中一个即可", "Tag ids: any of them", ())
    themes: tuple[ThemeRef, ...] = declare("主题分类", "主题编号，有其中一个即可", "Theme ids: any of them", ())
    audiences: tuple[AudienceRef, ...] = declare(
        "适用对象", "对象编号，有其中一个即可", "Audience ids: any of them", ()
    )
    agencies: tuple[AgencyRef, ...] = declare(
        "发文机关", "机关编号，有其中一个即可", "Issuing agencies: any of them", ()
    )
    levels: tuple[AgencyLevel, ...] = declare("层级", "发文机关的层级", "Level of an issuing agency", ())
    kinds: Annotated[tuple[KindRef, ...], Filled] = declare(
        "文件种类",
        "种类的文件夹名，如 policies、services；缺省为政策文件",
        "Kinds by their folders, such as policies, services; default: policies",
        ("policies",),
    )

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not (self.tags or self.themes or self.audiences or self.agencies or self.levels):
            code = "query_of_everything"
            raise PydanticCustomError(code, "asks for nothing in particular")
        return self
