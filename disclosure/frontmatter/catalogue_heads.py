"""The header of a catalogue's table: which column stands where, found by its words and, where these say too little, by its cells.

A table may name its items in any number of columns: categories, levels, items. The first three are the levels of an item,
what is deeper goes on with the third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.base.problems import Problem
from disclosure.frontmatter.agency_names import plain
from disclosure.frontmatter.grids import Cell, Grid, GridRow
from disclosure.model.choices import CatalogueColumn

C = CatalogueColumn
_MADE_PUBLIC = "(?:信息|政务)?(?:公开|公布|发布)"
_WORDS: tuple[tuple[CatalogueColumn, str], ...] = (
    (C.BRANCH, r"分支"),
    (C.FIELD, r"(?:试点|重点)?领域(?:名称)?"),
    (C.NUMBER, r"序号|编号|事项编[号码]|编码"),
    *(
        (
            column,
            rf"(?:公开)?{name}级?(?:公开)?(?:事项|目录|类目|类别|分类|栏目|指标)(?:名称)?|(?:公开)?{name}级|事项{name}级",
        )
        for column, name in ((C.LEVEL_1, "一"), (C.LEVEL_2, "二"), (C.LEVEL_3, "三"))
    ),
    (
        C.ITEM,
        r"[四五六七八九]级(?:公开)?(?:事项|目录|类目|类别|分类)?|(?:主动|政务|信息|具体|公共|服务)*(?:公开)?(?:事项|项目|子项|小项)(?:名称)?|事项子项|(?:信息|目录)名称",
    ),
    (
        C.CONTENT,
        r"(?:公开|主要|具体|信息|事项)*(?:的)?内容(?:(?:及|和|与)?(?:要素|要求|要点|描述|说明))?|公开(?:要素|要点)|要素",
    ),
    (C.BASIS, r"(?:公开|设定|制定|文件)?(?:法律|法规|规章|政策|文件|和|及|、)*(?:的)?依据"),
    (
        C.DEADLINE,
        rf"(?:{_MADE_PUBLIC}|更新)(?:时[限间]|期限)(?:及?要求)?|时[限间]要求|时限|(?:{_MADE_PUBLIC}|更新)(?:频率|频次|周期)",
    ),
    (
        C.PUBLISHER,
        rf"{_MADE_PUBLIC}?(?:责任|牵头|主管|承办|实施|提供|负责)?(?:主体|单位|部门|机关|机构|[科股处]室)(?:名称)?",
    ),
    (
        C.CHANNELS,
        rf"{_MADE_PUBLIC}?(?:平台|渠道|途径|载体|场所)(?:(?:[和及与、/]|以及)?(?:平台|渠道|途径|载体|方式))?",
    ),
    (C.WHOLE, r"(?:面向)?全?社会|社会公众"),
    (C.GROUP, r"特定(?:群体|群众|人群|对象|公众)(?:请写明)?"),
    (C.AUDIENCE, r"(?:公开|面向|服务)?(?:对象|受众)(?:群体|范围)?|公开范围"),
    (C.PROACTIVE, r"主动(?:公开)?"),
    (C.ON_REQUEST, r"依?申请(?:公开)?"),
    (C.METHOD, rf"{_MADE_PUBLIC}(?:方式|形式|属性)|(?:信息|公开)属性"),
    (C.TIERS, r"公开层级|层级"),
    (C.CITY, r"(?:地|设区的?)?市级|市"),
    (C.COUNTY, r"[县市区旗][县市区旗、/]{0,4}本?级?"),
    (C.TOWNSHIP, r"(?:乡|镇|街)(?:乡|镇|街|道|办事处|[、/])*级?"),
    (C.TOWN_AND_VILLAGE, r"(?:乡|镇|街)(?:乡|镇|街|道|、)*(?:村|居|社区)(?:村|居|社区|、)*级?"),
    (C.VILLAGE, r"(?:村|居|社区)(?:村|居|社区|[、/])*级?"),
    (C.DEADLINE_NOTE, r"时限说明"),
    (C.AS_WRITTEN, r"原表写法"),
    (C.ID, r"本站编号"),
    (C.DOCUMENTS, r"本站文件"),
)
_CATEGORY = re.compile(r"(?:公开|信息|事项|政务|目录)*(?:类别|分类|类目|类型|大类|栏目)(?:名称)?|类")
"""A column that stands above the levels, unless its cells say how something is published."""
_CHANNEL = re.compile(
    r"(?:政府|门户|部门)+网站|政府公报|两微一端|(?:政务)?新媒体|微信(?:公众号)?|微博|(?:新闻)?(?:发布会|听证会).{0,6}|广播(?:、?电视)?|电视"
    r"|纸质(?:媒体|载体)|报纸|(?:公开)?查阅点|(?:政务|行政|便民)服务(?:中心|大厅|站).{0,4}|入户.{0,6}|.{0,12}(?:公示|公开|公告)栏.{0,6}|精准推送|其[他它]"
)
"""A channel by its name: where several head columns, each is a box."""
NOT_TICKED = re.compile(r"[—–―－\-/／\\无×✗☒□☐]+|否|不公开|[XxNn0]")
_PARENTS = frozenset((C.ITEM, C.AUDIENCE, C.METHOD, C.TIERS))
"""Columns that may be divided below."""
_LEVELS = (C.LEVEL_1, C.LEVEL_2, C.LEVEL_3)
_OF_TIERS = frozenset((C.CITY, C.COUNTY, C.TOWNSHIP, C.TOWN_AND_VILLAGE, C.VILLAGE))
_EXPECTED = (C.CONTENT, C.BASIS, C.DEADLINE, C.PUBLISHER, C.CHANNELS)
_MORE = " › "
_IS_METHOD = re.compile(r"(?:[■☑√✓✔□☐]?(?:主动|依?申请|不予?)(?:公开)?)+")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where each column stands, from 0; which are left out, by their names; and what is wrong or unsure.

    Columns that together say one thing: those of the third level and below (`deeper`), those of a channel each (`boxes`), those
    that divide a list (`lists`: 公开主体 into 县级 and 乡级).
    """

    columns: Mapping[CatalogueColumn, int] = field(default_factory=dict)
    left: Mapping[int, str] = field(default_factory=dict)
    deeper: tuple[int, ...] = ()
    boxes: tuple[tuple[int, str], ...] = ()
    lists: tuple[tuple[int, ...], ...] = ()
    doubts: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()

    def told_in(self, row: GridRow) -> GridRow:
        """A row in which one column says what several do: each level once; the channels that are ticked, each with its box.

        It is where the lowest of its cells begins.
        """
        for columns, sign in ((self.deeper, _MORE), *((one, "\n") for one in self.lists)):
            found = [cell for at in columns if (cell := row.cell(at)).text]
            if found:
                row = _with(row, columns[0], found, sign.join(dict.fromkeys(cell.text for cell in found)))
        ticked = [(cell, name) for at, name in self.boxes if _says_yes(cell := row.cell(at))]
        if self.boxes:
            said = [(name, re.sub(r"^[√✓✔■☑]\s*", "", cell.text)) for cell, name in ticked]
            words = "\n".join(f"■{name}：{more}" if len(more) > 1 else f"■{name}" for name, more in said)
            row = _with(row, self.boxes[0][0], [cell for cell, _ in ticked], words)
        return row


def _says_yes(cell: Cell) -> bool:
    return cell.text != "" and NOT_TICKED.fullmatch(plain(cell.text)) is None


def _with(row: GridRow, at: int, of: Sequence[Cell], text: str) -> GridRow:
    cells = [row.cell(column) for column in range(max(len(row.cells), at + 1))]
    cells[at] = Cell(text, max((cell.row for cell in of), default=row.number), at + 1)
    return GridRow(row.number, tuple(cells))


@dataclass(frozen=True, slots=True)
class _Head:
    """One column of a header: where it stands, its highest and lowest words, and what they mean.

    A category names what is above levels, a box is a channel.
    """

    at: int
    above: str
    words: str
    means: CatalogueColumn | None
    is_category: bool = False
    is_box: bool = False


def column_of(text: str) -> CatalogueColumn | None:
    """The column that a header's words name; brackets, spaces and line breaks mean nothing, nor a remark in brackets."""
    return next((found for words in _readings(text) if (found := _named(words)) is not None), None)


def header(rows: Sequence[GridRow]) -> int:
    """How many rows from here on are the header of a catalogue: those in which all but little names a column."""
    count = 0
    named: set[CatalogueColumn] = set()
    for row in rows[:4]:
        texts = row.texts
        columns = [column_of(text) for text in texts]
        known = {column for column in columns if column is not None}
        if not known or len([1 for column in columns if column is None]) > len(known) / 2:
            break
        if count and not (known - named or any(column in _PARENTS for column in named)):
            break
        named |= known
        count += 1
    return count if len(named - _PARENTS) >= 3 and named & {*_LEVELS, C.ITEM} else 0


def read_heads(grid: Grid, rows: Sequence[GridRow], below: Sequence[GridRow]) -> Heads:
    """The columns of a header (`rows`); the rows `below` decide where its words may mean either of two."""
    heads = list(_heads(rows, below))
    row = rows[-1].number
    columns, deeper, doubts = _levels(grid, row, heads)
    errors: list[Problem] = []
    left: dict[int, str] = {}
    lists: list[tuple[int, ...]] = []
    boxes = tuple((head.at, " ".join(head.words.split())) for head in heads if head.is_box)
    if len(boxes) > 1:
        columns[C.CHANNELS] = boxes[0][0]
    else:
        boxes = ()
    taken = {*columns.values(), *deeper, *(at for at, _ in boxes)}
    for head in heads:
        if head.means is None:
            doubts.append(Problem(grid.place(row, head.at + 1), "import-column-unknown", {"found": short(head.words)}))
            left[head.at] = short(head.words)
    rest = [(head.means, head) for head in heads if head.means is not None and head.at not in taken]
    for column in dict.fromkeys(means for means, _ in rest):
        alike = [head for means, head in rest if means is column]
        first, *others = sorted(alike, key=lambda head: not _is_called(head, column))
        columns.setdefault(column, first.at)
        if column_of(first.words) not in (None, column):
            values = {"found": short(first.words), "as": column.zh, "as_en": column.en}
            doubts.append(Problem(grid.place(row, first.at + 1), "import-column-meant", values))
        parts = [first, *(head for head in others if head.above == first.above and head.above != head.words)]
        if len(parts) > 1 and column in _EXPECTED:
            lists.append(tuple(head.at for head in parts))
            others = [head for head in others if head not in parts]
        for other in others if column is not C.DOCUMENTS else ():
            place, values = grid.place(row, other.at + 1), {"found": short(other.words), "other": short(first.words)}
            if column is not C.NUMBER and plain(other.words) == plain(first.words):
                errors.append(Problem(place, "import-column-twice", values))
            else:
                doubts.append(Problem(place, "import-column-second", values))
                left[other.at] = short(other.words)
    for column in _EXPECTED:
        if column not in columns:
            values = {"found": column.zh, "found_en": column.en}
            doubts.append(Problem(grid.place(rows[0].number, 1), "import-column-missing", values))
    return Heads(columns, left, deeper, boxes, tuple(lists), tuple(doubts), tuple(errors))


def _heads(rows: Sequence[GridRow], below: Sequence[GridRow]) -> Iterator[_Head]:
    for at in range(max(len(row.cells) for row in rows)):
        cells = list(dict.fromkeys(cell for row in rows if (cell := row.cell(at)).text))
        if cells:
            yield _head(at, [cell.text for cell in cells], below)


def _head(at: int, texts: Sequence[str], below: Sequence[GridRow]) -> _Head:
    """What one column is: by its lowest words that are known; by those above them only where it is not divided."""
    told = [column for text in texts if (column := column_of(text)) is not None]
    means = told[-1] if told else None
    is_category = means is C.ITEM and any(_CATEGORY.fullmatch(words) for words in _readings(texts[-1]))
    lowest = _readings(texts[-1])[1]
    decides = below if means in (C.ITEM, C.METHOD) else ()
    cells = {row.cell(at).text for row in decides} - {"", *texts}  # a header may be repeated
    said = {text for text in cells if re.search(r"[^\W\d]|[√✓✔]", text)}
    if means in _PARENTS - {C.ITEM} and column_of(texts[-1]) is None and lowest:
        means = None
    elif means is C.ITEM and cells and all(re.fullmatch(r"\d+[.、]?", plain(text)) for text in cells):
        means = C.NUMBER
    elif is_category and said and all(map(_IS_METHOD.fullmatch, map(plain, said))):
        means, is_category = C.METHOD, False
    elif means is C.METHOD and said and not any(re.search("主动|申请|[√✓✔]", plain(text)) for text in said):
        means = C.CHANNELS
    elif means in _OF_TIERS and (of := next((one for one in told if one in _EXPECTED), None)):
        means = of
    is_box = (
        means is C.CHANNELS
        and bool(lowest)
        and (column_of(texts[-1]) is None or _CHANNEL.fullmatch(lowest) is not None)
    )
    return _Head(at, texts[0], texts[-1], means, is_category, is_box)


def _levels(
    grid: Grid, row: int, heads: Sequence[_Head]
) -> tuple[dict[CatalogueColumn, int], tuple[int, ...], list[Problem]]:
    """Which columns are the levels of an item: categories, then levels by their numbers, then what else names items."""
    standing: dict[CatalogueColumn, _Head] = {}
    for head in heads:
        if head.means in _LEVELS:
            standing.setdefault(head.means, head)
    rest = min((head.at for head in heads if head.means in _EXPECTED), default=len(heads))
    above = [head for head in heads if head.is_category and head.at < rest]
    items = [head for head in heads if head.means is C.ITEM and not head.is_category]
    if not above and not items:
        return {column: head.at for column, head in standing.items()}, (), []
    names = [*above, *(standing[column] for column in _LEVELS if column in standing), *items]
    columns = {column: head.at for column, head in zip(_LEVELS, names, strict=False)}
    deeper = tuple(head.at for head in names[2:]) if len(names) > len(_LEVELS) else ()
    if len(names) == 1:
        return columns, deeper, []
    values = {"value": "、".join(short(head.words) for head in names)}
    return columns, deeper, [Problem(grid.place(row, names[0].at + 1), "import-levels-read", values)]


def _readings(text: str) -> tuple[str, str]:
    """The words of a header with what stands in brackets, and without."""
    whole = re.sub(r"[:：*★▲、.]", "", plain(text)) if len(text) > 1 else plain(text)
    remark = r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|\*"
    return re.sub(r"[()\[\]【】*]", "", whole), re.sub(remark, "", whole)


def _named(words: str) -> CatalogueColumn | None:
    found = next((column for column, pattern in _WORDS if words and re.fullmatch(pattern, words)), None)
    if found is None and _CATEGORY.fullmatch(words):
        return C.ITEM
    return C.CHANNELS if found is None and _CHANNEL.fullmatch(words) else found


def _is_called(head: _Head, column: CatalogueColumn) -> bool:
    """Whether a column is called as the standard table calls it."""
    return _readings(head.words)[1] == _readings(column.zh)[1]


def short(text: str, most: int = 40) -> str:
    """A text as messages show it."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
