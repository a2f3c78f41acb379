"""政府信息公开工作年度报告: what an annual report says that nobody can count (条例 Art. 49 and 50; 国办公开办函〔2021〕30号).

Its tables are made from `content/data/requests/` (`request_figures`) and from the documents (`library/reports.py`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from disclosure.base.days import YEARS
from disclosure.model.documents import Document
from disclosure.model.fields import AgencyRef, Day, Number, OneOrMore, declare
from disclosure.model.records import Record

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
"""The six sections, in the order and the words of the official form."""

COUNTED = ("made", "ended", "in_force")
"""What is counted of each category: 制发, 废止, 现行有效."""


def _three(row: tuple[int, ...]) -> tuple[int, ...]:
    if len(row) != len(COUNTED):
        code = "row_of_figures"
        values = {
            "size": len(row),
            "wanted": len(COUNTED),
            "names": "制发、废止、现行有效",
            "names_en": ", ".join(COUNTED),
        }
        raise PydanticCustomError(code, "a figure for each column", values)
    return row


CountedRow = Annotated[tuple[Number, ...], AfterValidator(_three)]
"""制发, 废止, 现行有效."""


def _one(units: tuple[str, ...]) -> tuple[str, ...]:
    if len(units) != 1:
        code = "report_of_one"
        raise PydanticCustomError(code, "a report is of one unit")
    return units


class StatedCounts(Record):
    """第二十条第（一）项 as the report stated it when it was published: 制发, 废止, 现行有效 of each category."""

    regulation: CountedRow = declare("规章", "制发、废止、现行有效件数", "Made, ended and in force", (0, 0, 0))
    normative: CountedRow = declare("行政规范性文件", "制发、废止、现行有效件数", "Made, ended and in force", (0, 0, 0))


class AnnualReport(Document):
    """年度报告: the annual report of one unit. The body has the six sections; their tables are put into it by the program."""

    year: Annotated[Number, Field(ge=YEARS.start, lt=YEARS.stop)] = declare("年度", "报告的年度", "Year of the report")
    issuers: Annotated[tuple[AgencyRef, ...], OneOrMore, AfterValidator(_one)] = declare(
        "编制单位", "机关编号；区政府的一份是全区汇总", "Agency; that of the government sums up the district"
    )
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    counts: StatedCounts | None = declare(
        "第（一）项件数",
        "发布时所报的件数，由 new report 填写；不写则照本站文件现在的件数",
        "The counts as they were reported, filled in by `new report`; none: as counted now",
        None,
    )

    @property
    def unit(self) -> str:
        """The agency whose report it is."""
        return self.issuers[0]
