"""The figures of one unit and year that nobody can count from documents: requests, what came of them, reviews and suits.

The tables are those of the annual report (国办公开办函〔2021〕30号): a row each, in the order of the official form. What a row
is called stands in its declaration; `PARTS` says under which heading, and how it is numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from disclosure.base.days import YEARS
from disclosure.model.choices import Applicant, Choice, Outcome
from disclosure.model.fields import AgencyRef, Number, Text, amount, declare
from disclosure.model.records import Record


def _one_each(columns: type[Choice]) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
    """A check that a row has a figure for each column."""

    def check(row: tuple[int, ...]) -> tuple[int, ...]:
        if len(row) != len(columns):
            code = "row_of_figures"
            names = "、".join(one.zh for one in columns)
            values = {"size": len(row), "wanted": len(columns), "names": names, "names_en": ", ".join(columns)}
            raise PydanticCustomError(code, "a figure for each column", values)
        return row

    return check


RequestRow = Annotated[tuple[Number, ...], AfterValidator(_one_each(Applicant))]
"""Numbers of requests by who made them, the total last."""

ReviewRow = Annotated[tuple[Number, ...], AfterValidator(_one_each(Outcome))]
"""Numbers of reviews or suits by what came of them, the total last."""

Amount = Annotated[Decimal, BeforeValidator(amount)]
"""万元, with as many decimals as were written."""

_NO_REQUESTS, _NO_REVIEWS = (0,) * len(Applicant), (0,) * len(Outcome)


def _requests(label: str, english: str) -> tuple[int, ...]:
    found: tuple[int, ...] = declare(label, label, english, _NO_REQUESTS)
    return found


def _reviews(label: str, english: str) -> tuple[int, ...]:
    found: tuple[int, ...] = declare(label, label, english, _NO_REVIEWS)
    return found


class YearFigures(Record):
    """The figures of one unit in one year; a row that is not written is one of noughts."""

    unit: AgencyRef = declare(
        "单位", "机关编号；区政府的一份是全区汇总", "Agency; that of the government sums up the district"
    )
    year: Annotated[Number, Field(ge=YEARS.start, lt=YEARS.stop)] = declare("年度", "统计年度", "Year")
    permits: Number = declare(
        "行政许可", "第二十条第（五）项：行政许可处理决定数量", "Administrative permits decided", 0
    )
    penalties: Number = declare("行政处罚", "第二十条第（六）项：行政处罚处理决定数量", "Penalties decided", 0)
    compulsion: Number = declare("行政强制", "第二十条第（六）项：行政强制处理决定数量", "Coercive measures decided", 0)
    fees: Amount = declare(
        "行政事业性收费",
        "第二十条第（八）项：收费金额，单位万元",
        "Administrative fees in units of 10,000 yuan",
        Decimal(0),
    )
    received: RequestRow = _requests("本年新收政府信息公开申请数量", "Requests received in the year")
    carried_in: RequestRow = _requests("上年结转政府信息公开申请数量", "Requests carried over from last year")
    disclosed: RequestRow = _requests("予以公开", "Disclosed")
    partly: RequestRow = _requests("部分公开", "Disclosed in part")
    secret: RequestRow = _requests("属于国家秘密", "State secrets")
    forbidden: RequestRow = _requests("其他法律行政法规禁止公开", "Forbidden by other laws or regulations")
    safety: RequestRow = _requests("危及“三安全一稳定”", "Endangers security or stability")
    third_party: RequestRow = _requests("保护第三方合法权益", "Protection of third parties")
    internal: RequestRow = _requests("属于三类内部事务信息", "Internal affairs")
    process: RequestRow = _requests("属于四类过程性信息", "Information on processes")
    enforcement: RequestRow = _requests("属于行政执法案卷", "Files of administrative enforcement")
    inquiry: RequestRow = _requests("属于行政查询事项", "Matters of administrative inquiry")
    not_held: RequestRow = _requests("本机关不掌握相关政府信息", "Not held by this body")
    to_be_made: RequestRow = _requests("没有现成信息需要另行制作", "Would have to be made")
    unclear: RequestRow = _requests("补正后申请内容仍不明确", "Still unclear after correction")
    petition: RequestRow = _requests("信访举报投诉类申请", "Petitions and complaints")
    repeated: RequestRow = _requests("重复申请", "Made before")
    publication: RequestRow = _requests("要求提供公开出版物", "Asks for published works")
    excessive: RequestRow = _requests("无正当理由大量反复申请", "Many, without good reason")
    reissue: RequestRow = _requests("要求行政机关确认或重新出具已获取信息", "Asks to confirm or reissue")
    not_corrected: RequestRow = _requests("申请人无正当理由逾期不补正", "Not corrected in time")
    unpaid: RequestRow = _requests("申请人逾期未按收费通知要求缴纳费用", "Fee not paid in time")
    otherwise: RequestRow = _requests("其他", "Others")
    handled: RequestRow = _requests("本年度办理结果总计", "Handled in the year, total")
    carried_out: RequestRow = _requests("结转下年度继续办理", "Carried over to next year")
    review: ReviewRow = _reviews("行政复议", "Administrative review")
    suits: ReviewRow = _reviews("未经复议直接起诉", "Suits without a review before")
    suits_after_review: ReviewRow = _reviews("复议后起诉", "Suits after a review")
    note: Text | None = declare("说明", "对数字的说明", "A note on the figures", None)

    def row(self, name: str) -> tuple[int, ...]:
        """The figures of a row; raises UnreadError where they could not be read."""
        found: tuple[int, ...] = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together under a heading; `mark` is how the form numbers it. One row alone has no heading."""

    mark: str
    rows: tuple[str, ...]
    zh: str = ""
    en: str = ""

    @property
    def prefix(self) -> str:
        """What stands before the words of its only row: 一、 and 三（一）."""
        return self.mark if self.mark.endswith("）") else f"{self.mark}、"

    def words(self, language: str) -> str:
        """The heading."""
        return self.en if language == "en" else self.zh


PARTS: tuple[Part, ...] = (
    Part("一", ("received",)),
    Part("二", ("carried_in",)),
    Part("三（一）", ("disclosed",)),
    Part("三（二）", ("partly",)),
    Part(
        "三（三）",
        ("secret", "forbidden", "safety", "third_party", "internal", "process", "enforcement", "inquiry"),
        "不予公开",
        "Refused",
    ),
    Part("三（四）", ("not_held", "to_be_made", "unclear"), "无法提供", "Cannot be provided"),
    Part("三（五）", ("petition", "repeated", "publication", "excessive", "reissue"), "不予处理", "Not dealt with"),
    Part("三（六）", ("not_corrected", "unpaid", "otherwise"), "其他处理", "Dealt with otherwise"),
    Part("三（七）", ("handled",)),
    Part("四", ("carried_out",)),
)
"""The table of requests."""

RESULTS: tuple[Part, ...] = PARTS[2:8]
"""What came of requests: the parts that make up 三（七）."""

REVIEWS = ("review", "suits", "suits_after_review")
"""The table of reviews and suits, a row each."""


def row_words(name: str, language: str) -> str:
    """What a row is called in a table."""
    info = YearFigures.model_fields[name]
    extra = info.json_schema_extra
    if language == "en":
        return str(extra["en"]) if isinstance(extra, dict) else name
    return str(info.title)


def row_marks() -> Mapping[str, str]:
    """What stands before the words of each row of the table of requests: 一、 and 三（三）1."""
    return {
        name: f"{part.mark}{number}." if len(part.rows) > 1 else part.prefix
        for part in PARTS
        for number, name in enumerate(part.rows, start=1)
    }


Cell = tuple[str, int]
"""A row, and the number of a column."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Cells that add up to nothing where a table is right, each with its sign; the first is what the others make.

    `how` is one of `row` (the total of a row), `column` (the total of a column), `balance` (一 + 二 = 三（七）+ 四).
    """

    how: str
    made: Cell
    cells: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A figure that is not what others make it: where it stands, what it is, what it should be, and what would hold then."""

    row: str
    column: int
    held: int
    wanted: int
    because: tuple[Identity, ...]


def wrong_cells(figures: YearFigures) -> Iterator[WrongCell]:
    """The cells that explain why identities of the official tables do not hold; rows that could not be read say nothing.

    Of the cells of an identity the one is put right first that makes most of them hold that do not, and breaks fewest: one
    wrong figure is one cell. Among cells as good as each other it is the sum, unless it would be below nought. What is put
    right for one identity may be so again for another: a cell is told once, with the figure of the file, when all is done.
    """
    held = {
        (name, column): figure
        for name in (*row_marks(), *REVIEWS)
        for column, figure in enumerate(figures.read(name) or ())
    }
    identities = [one for one in _identities() if one.cells.keys() <= held.keys()]
    wrong = [one for one in identities if _rest(one, held)]
    right, left = dict(held), wrong
    while left:
        ways = (_put_right(identity, cell, right, identities) for identity in left for cell in identity.cells)
        _, cell, wanted = max(ways, key=itemgetter(0))
        right[cell] = wanted
        left = [one for one in left if _rest(one, right)]
    for cell, figure in held.items():
        because = tuple(one for one in wrong if cell in one.cells and not _rest(one, right))
        if right[cell] != figure and because:
            yield WrongCell(*cell, figure, right[cell], because)


@cache
def _identities() -> tuple[Identity, ...]:
    found = []
    for name in (*row_marks(), *REVIEWS):
        last = len(Outcome if name in REVIEWS else Applicant) - 1
        found.append(Identity("row", (name, last), {(name, last): -1, **{(name, at): 1 for at in range(last)}}))
    for at in range(len(Applicant)):
        made = {(name, at): 1 for part in RESULTS for name in part.rows}
        found.append(Identity("column", ("handled", at), {("handled", at): -1, **made}))
        left, *others = (("carried_out", at), -1), (("received", at), 1), (("carried_in", at), 1), (("handled", at), -1)
        found.append(Identity("balance", left[0], dict((left, *others))))
    return tuple(found)


def _put_right(
    identity: Identity, cell: Cell, held: Mapping[Cell, int], identities: Sequence[Identity]
) -> tuple[tuple[bool, int], Cell, int]:
    """A cell with the figure by which an identity holds; before it, what that is worth: can it be, and does it help others."""
    wanted = held[cell] - identity.cells[cell] * _rest(identity, held)
    after = {**held, cell: wanted}
    others = [one for one in identities if cell in one.cells]
    mended = sum(bool(_rest(one, held)) and not _rest(one, after) for one in others)
    broken = sum(not _rest(one, held) and bool(_rest(one, after)) for one in others)
    return (wanted >= 0, mended - broken), cell, wanted


def _rest(identity: Identity, held: Mapping[Cell, int]) -> int:
    return sum(sign * held[cell] for cell, sign in identity.cells.items())
