"""Tables of the standard catalogue, as districts hand them in, as records: no item is lost, nothing is guessed silently.

Columns are found by their words, in any order and over several header rows. Merged cells and 同上 say what they repeat; a
blank repeats the cell above only among the first levels. What was read otherwise than it stands there is told, with its
place, and the table's own words are kept beside it (`written`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.agency_names import Agencies, plain
from disclosure.frontmatter.catalogue_deadlines import may_be_several, taken_apart
from disclosure.frontmatter.catalogue_heads import NOT_TICKED, Heads, column_of, header, read_heads, short
from disclosure.frontmatter.catalogue_titles import (
    aside,
    field_name,
    heading,
    is_title,
    names_a_field,
    own_title,
    says_nothing,
    stated,
)
from disclosure.frontmatter.grids import DITTO, Cell, Grid, GridRow
from disclosure.model.choices import CatalogueBranch, CatalogueColumn, CatalogueMethod, Tier
from disclosure.model.vocabulary import Agency, CatalogueItem

C = CatalogueColumn
WHOLE_SOCIETY = "全社会"

_TIERS = {
    C.CITY: (Tier.CITY,),
    C.COUNTY: (Tier.COUNTY,),
    C.TOWNSHIP: (Tier.TOWNSHIP,),
    C.VILLAGE: (Tier.VILLAGE,),
    C.TOWN_AND_VILLAGE: (Tier.TOWNSHIP, Tier.VILLAGE),
}
_TIER_SIGNS = (("市级", Tier.CITY), ("县|区", Tier.COUNTY), ("乡|镇|街道", Tier.TOWNSHIP), ("村|居", Tier.VILLAGE))
"""How a column of words says levels."""
_METHODS = {C.PROACTIVE: CatalogueMethod.PROACTIVE, C.ON_REQUEST: CatalogueMethod.ON_REQUEST}
_LEVELS = (C.LEVEL_1, C.LEVEL_2, C.LEVEL_3)
_TICKED = re.compile(r"^(?:[√✓✔✅☑■●▲〇○∨]\ufe0f?\s*|[vVＶ](?=\s|$)\s*)")
_ALSO_TICKED = frozenset(("是", "有", "主动", "主动公开", "依申请", "依申请公开", "全社会"))
_NOTHING = re.compile(r"[—–―－\-/／\\无×✗☒□☐]+")
_BOX = re.compile(
    r"([■☑√✓✔✅●]|(?<![A-Za-z])[RPþü](?=[一-鿿]))|([□☐☒×○£]|¨(?=[一-鿿]))"
    r"|((?<!\S)口(?=\S)|口(?=政府|两微|发布会|广播|纸质|公开查|政务|便民|入户|社区|企事业|精准|其[他它]))"
)
"""A box, ticked or not: £ and ¨, R, P, þ and ü are what is left of symbols without their font, 口 is what is typed for one."""
_BECOMES = re.compile(r"(?:(?<=[。；;\n])|^)\s*([^。；;\n]{1,60}?)[,，]?\s*(?:后)?转为?依申请公开[。；;]?\s*")
_MARKED_BEHIND = re.compile(r"([^()\s、；;，,]+)\s*\(\s*([■☑√✓✔●]?)\s*\)")
"""A name with a box behind it, ticked or not: 县级（√） 乡级（ ）."""
_MARKED_BEFORE = re.compile(r"\(\s*([■☑√✓✔●]?)\s*\)\s*([^()\s、；;，,]+(?:\([^()]*[一-鿿][^()]*\))?)")
"""The same before it: （√）县级 （ ）乡级."""
_AGREE = re.compile(r"[\s、；;，,。\"“”]")


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item of a table: its record, with an id only where the table is one of ours, and where it stands.

    `field` is what a column of the table says of its field.
    """

    fields: Mapping[str, Any]
    place: Place
    field: str = ""


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field: the name by which the table calls it ("" where it calls it nothing), its items, and what it has columns for.

    `covers` are fields of `CatalogueItem`. `branch` is the key fields where the table says so. `title` is what the table calls
    itself, a 目录 of somebody ("" where it does not).
    """

    name: str
    place: Place
    items: tuple[ReadItem, ...]
    covers: frozenset[str]
    branch: CatalogueBranch
    title: str


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """What a file says: fields with items, what is unsure (`doubts`), and what makes it unusable (`errors`)."""

    fields: tuple[ReadField, ...]
    doubts: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def read_catalogue(grids: Sequence[Grid], agencies: Iterable[Agency]) -> ReadCatalogue:
    """All fields of all tables of a file; a table without the header of a catalogue is told of and passed over."""
    reading = _Reading(Agencies(agencies))
    for grid in grids:
        reading.table(grid)
    if not reading.fields and not reading.errors:
        reading.errors.append(_without_header(grids))
    fields = tuple(
        ReadField(
            name,
            place,
            tuple(items),
            frozenset(covers),
            reading.branches.get(name, CatalogueBranch.STANDARD),
            reading.titles.get(name, ""),
        )
        for name, place, items, covers in reading.fields
        if items
    )
    unknown = (
        Problem(place, "import-no-agency", {"value": name, **values})
        for name, (place, values) in reading.unknown.items()
    )
    return ReadCatalogue(fields, (*reading.doubts, *reading.totals(), *unknown), tuple(reading.errors))


def _without_header(grids: Sequence[Grid]) -> Problem:
    """Which row is most like a header, and which of its names are known."""
    rows = [(grid, row) for grid in grids for row in grid.rows]
    if not rows:
        return Problem(Place(grids[0].path if grids else "", 1, 1), "import-no-header", {"known": "—", "unknown": "—"})
    named = [len([text for text in row.texts if column_of(text)]) for _, row in rows]
    likeliest = max(named) or max(len(row.texts) for _, row in rows)
    sizes = named if any(named) else [len(row.texts) for _, row in rows]
    grid, row = rows[sizes.index(likeliest)]
    known = [short(text) for text in row.texts if column_of(text)]
    unknown = [short(text) for text in row.texts if not column_of(text)]
    values = {"known": "、".join(known) or "—", "unknown": "、".join(unknown) or "—"}
    return Problem(grid.place(row.number, 1), "import-no-header", values)


_COVERED = {
    **{column: column.value for column in (*_LEVELS, C.NUMBER, C.CONTENT, C.BASIS, C.DEADLINE, C.CHANNELS, C.ID)},
    **dict.fromkeys((C.WHOLE, C.GROUP, C.AUDIENCE), "audience"),
    **dict.fromkeys((*_METHODS, C.METHOD), "method"),
    **dict.fromkeys((*_TIERS, C.TIERS), "tiers"),
}


def _covered(columns: Iterable[CatalogueColumn]) -> set[str]:
    found = {_COVERED[column] for column in columns if column in _COVERED}
    return found | ({"publisher", "other_publishers"} if C.PUBLISHER in columns else set()) | {"written"}


@dataclass(slots=True)
class _Reading:
    agencies: Agencies
    fields: list[tuple[str, Place, list[ReadItem], set[str]]] = field(default_factory=list)
    unknown: dict[str, tuple[Place, dict[str, str]]] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    branches: dict[str, CatalogueBranch] = field(default_factory=dict)
    """Of fields by their names, where a title or a column says so."""
    titled: str = ""
    """What the table that is read calls itself."""
    titles: dict[str, str] = field(default_factory=dict)
    """The titles of fields by their names."""
    earlier: dict[CatalogueColumn, str | None] = field(default_factory=dict)
    """What the last rows of the field before said, in the same table: 同上 may mean it."""
    heads: Heads = field(default_factory=Heads)
    """The columns of the table that is read."""
    stated: dict[tuple[Place, tuple[int, ...]], int] = field(default_factory=dict)
    """Where the file says how many items there are, and the place of the field among `fields` of which it may say so."""
    last: tuple[Mapping[CatalogueColumn, int], int] | None = None
    """The columns of the table before, and how many it has: one without a header may go on with it."""

    def table(self, grid: Grid) -> None:
        """The items of one table under the fields that stand above it or in it."""
        lines = list(grid.above)
        title = heading(lines, grid.sheet)
        rows = [row for row in grid.rows if len(row.texts) != 1 or not says_nothing(row.texts[0])]
        items: list[list[GridRow]] = []
        self.earlier = {}
        if grid.hidden_sheet:
            self.doubts.append(Problem(grid.place(1, 1), "import-hidden-sheet"))
        columns = self._continued(rows)
        self.titled = own_title(grid.above, self.titled if columns else "")
        self._goes_on_with(grid, rows, title if columns else None)
        at = 0
        while at < len(rows):
            row, head = rows[at], header(rows[at:])
            if head:
                found = self._columns(grid, rows[at:], head, columns)
                if found != columns:
                    self._finish(grid, columns, items)
                    columns, items = found, []
                    self._begin(title, grid.place(row.number, 1), lines, columns)
                at += head
                continue
            at += 1
            if (what := aside(row.texts)) is not None:
                self._skipped(grid, row, what)
            elif (name := _title_in(columns, row)) is not None:
                self._finish(grid, columns, items)
                lines, items = [*([] if columns else lines), name], []
                title = heading(lines, "" if columns else grid.sheet)
                self.titled = own_title(lines, self.titled)
                if columns:
                    self._begin(title, grid.place(row.number, 1), lines)
            elif columns and not _reaches_over(columns, row):
                self._take(grid, columns, items, row)
            elif len(rows) > 1:
                self._skipped(grid, row)
        self._finish(grid, columns, items)
        if columns:
            self.last = columns, max(len(row.cells) for row in rows)

    def _goes_on_with(self, grid: Grid, rows: Sequence[GridRow], title: str | None) -> None:
        """A table without a header that goes on with the one before is told (`title`: what stands above it)."""
        if title is None:
            return
        self.doubts.append(Problem(grid.place(rows[0].number, 1), "import-table-continued"))
        if names_a_field(title):
            self._begin(title, grid.place(rows[0].number, 1), grid.above)

    def _continued(self, rows: Sequence[GridRow]) -> dict[CatalogueColumn, int]:
        """The columns of the table before, where this one has as many and no header: it goes on with it on another page."""
        full = [len(row.cells) for row in rows if len(row.texts) > 1]
        if self.last is None or not full or any(header(rows[at:]) for at in range(len(rows))):
            return {}
        columns, width = self.last
        return dict(columns) if max(full) == width else {}

    def _begin(
        self, title: str, place: Place, lines: Sequence[str], columns: Mapping[CatalogueColumn, int] | None = None
    ) -> None:
        """A field begins under these lines, of which the last that is one is its title.

        A table without a title is of the field before where that has the same columns.
        """
        if not title and self.fields and self.last and self.last[0] == columns:
            self.doubts.append(Problem(place, "import-field-continued", {"value": self.fields[-1][0]}))
            return
        name = field_name(title)
        self.titles.setdefault(name, self.titled)
        if CatalogueBranch.KEY.zh in title:
            self.branches[name] = CatalogueBranch.KEY
        if not self.fields or self.fields[-1][0] != name:
            self.fields.append((name, place, [], set()))
        if numbers := stated(lines):
            self.stated[place, numbers] = len(self.fields) - 1

    def totals(self) -> Iterator[Problem]:
        """Where the file says how many items there are, and neither the field nor the table nor the whole has so many."""
        read = [(name, item) for name, _, items, _ in self.fields for item in items]
        for (place, numbers), at in self.stated.items():
            of_field = sum(name == self.fields[at][0] for name, _ in read)
            of_table = sum(item.place.path == place.path for _, item in read)
            if not {of_field, of_table, len(read)} & set(numbers):
                values = {"stated": "、".join(map(str, numbers)), "number": str(of_field)}
                yield Problem(place, "import-total-differs", values)

    def _columns(
        self, grid: Grid, rows: Sequence[GridRow], head: int, former: Mapping[CatalogueColumn, int]
    ) -> dict[CatalogueColumn, int]:
        """Which column stands where, by the header and the rows below it; what it leaves out is told, once a table."""
        found = read_heads(grid, rows[:head], rows[head:])
        self.heads = found
        if found.columns != former:
            self.doubts.extend(found.doubts)
            for at in sorted({*found.columns.values(), *found.deeper} & {one - 1 for one in grid.hidden_columns}):
                values = {"value": short(rows[head - 1].cell(at).text)}
                self.doubts.append(Problem(grid.place(rows[0].number, at + 1), "import-hidden-column", values))
        self.errors.extend(found.errors)
        return dict(found.columns)

    def _take(
        self, grid: Grid, columns: Mapping[CatalogueColumn, int], items: list[list[GridRow]], row: GridRow
    ) -> None:
        """A row begins an item or goes on with the last one."""
        row = self.heads.told_in(row)
        if row.number in grid.hidden_rows:
            self.doubts.append(
                Problem(grid.place(row.number, 1), "import-hidden-row", {"value": short("、".join(row.texts))})
            )
        places = [
            (cell.row, cell.column)
            for column, at in columns.items()
            if column not in _LEVELS
            if (cell := row.cell(at)).text
        ]
        for place in sorted({one for one in places if places.count(one) > 1 and one[0] == row.number}):
            values = {"value": short(row.cell(place[1] - 1).text)}
            self.doubts.append(Problem(grid.place(*place), "import-cell-across", values))
        for at, name in self.heads.left.items():
            cell = row.cell(at)
            if cell.text and cell.row == row.number and not _NOTHING.fullmatch(cell.text):
                values = {"found": name, "value": short(cell.text, 200)}
                self.doubts.append(Problem(grid.place(row.number, at + 1), "import-cell-left", values))
        if items and _goes_on(columns, items[-1][-1], row):
            items[-1].append(row)
        elif any(_says(row.cell(at).text) for column, at in columns.items() if column not in (C.NUMBER, C.DOCUMENTS)):
            items.append([row])
        else:
            self._skipped(grid, row)

    def _skipped(self, grid: Grid, row: GridRow, what: str = "skipped") -> None:
        """A row that is no item is told in its words; `what` is how it was read."""
        place, values = grid.place(row.number, 1), {"value": short("、".join(row.texts), 200)}
        self.doubts.append(Problem(place, f"import-row-{what}", values))
        if what == "total" and self.fields and (numbers := stated(row.texts, is_total=True)):
            self.stated[place, numbers] = len(self.fields) - 1

    def _finish(self, grid: Grid, columns: Mapping[CatalogueColumn, int], items: Sequence[Sequence[GridRow]]) -> None:
        if not items:
            return
        self.fields[-1][3].update(_covered(columns))
        above: dict[CatalogueColumn, str | None] = {}
        numbers: dict[tuple[str, str], Place] = {}
        for rows in items:
            item = _Item(self, grid, columns, above)
            read = item.read(rows)
            number = read.fields.get("number")
            if number and numbers.setdefault((read.field, number), read.place) != read.place:
                self.doubts.append(Problem(read.place, "import-number-twice", {"value": number}))
            try:
                CatalogueItem.model_validate({"id": "x", **read.fields})
            except ValidationError as error:
                wrong = error.errors(include_url=False)[0]
                nameless = wrong["type"] == "item_without_name"
                values = {"what": str(wrong["loc"] or wrong["msg"]), "what_zh": f"{wrong['input']}"[:40]}
                problem = Problem(read.place, "import-item-nameless" if nameless else "import-cell", values)
                self.errors.append(problem)
            else:
                if read.field and read.field != self.fields[-1][0]:
                    self.titles.setdefault(read.field, self.titled)
                    self.fields.append((read.field, read.place, [], _covered(columns)))
                if item.branch == CatalogueBranch.KEY.zh:
                    self.branches[self.fields[-1][0]] = CatalogueBranch.KEY
                self.fields[-1][2].append(read)
        self.earlier = above


def _reaches_over(columns: Mapping[CatalogueColumn, int], row: GridRow) -> bool:
    """Whether a row is one merged cell over most columns: it is no item."""
    found = [row.cell(at) for column, at in columns.items() if column not in (C.ID, C.DOCUMENTS)]
    return len(row.texts) == 1 and len(found) > 2 and sum(bool(cell.text) for cell in found) > len(found) / 2


def _is_of_an_item(columns: Mapping[CatalogueColumn, int], row: GridRow) -> bool:
    """Whether the one text of a row stands in a column of what an item publishes: a 清单 there is no title."""
    at = next(at for at, cell in enumerate(row.cells) if cell.text)
    return columns.get(C.CONTENT) == at > 0 and not _reaches_over(columns, row)


def _title_in(columns: Mapping[CatalogueColumn, int], row: GridRow) -> str | None:
    """What a row with one text names as the field of those below it: over all columns, or numbered in the first."""
    if len(row.texts) != 1:
        return None
    (text,) = row.texts
    if not columns or (is_title(text) and not _is_of_an_item(columns, row)):
        return text
    if _reaches_over(columns, row):
        is_name = len(text) <= 60 and not text.endswith(("。", "；", "：", ":"))
        return text if is_name else None
    level = min((columns[column] for column in _LEVELS if column in columns), default=0)
    first = min(columns.values())
    return text if row.cell(first).text and first < level and names_a_field(text) else None


def _goes_on(columns: Mapping[CatalogueColumn, int], last: GridRow, row: GridRow) -> bool:
    """Whether a row says more of the item before it: under the same number, or without a name of its own."""

    def same(column: CatalogueColumn) -> bool | None:
        """Whether it is the very cell of the row before; None where it is blank."""
        one = row.cell(columns[column])
        before = last.cell(columns[column])
        return None if not one.text else (one.row, one.column) == (before.row, before.column)

    names = [column for column in _LEVELS if column in columns]
    if C.ID in columns and (found := same(C.ID)) is not None:
        return found
    if C.NUMBER in columns and (found := same(C.NUMBER)) is not None:
        return found and not any(
            same(column) is False and row.cell(columns[column]).text != last.cell(columns[column]).text
            for column in names
        )  # a number may reach over all items of a first level
    deepest = same(names[-1])
    if deepest is None:
        return not any(same(column) is False for column in (names[1:] if C.NUMBER in columns else names))
    if C.NUMBER in columns or deepest is False:
        return False
    return C.CONTENT in columns and same(C.CONTENT) is True


@dataclass(slots=True)
class _Item:
    """One item while it is read: `above` are the cells of the item before it, by column.

    `said` is what its own cells say, by their places, once 同上 is resolved.
    """

    reading: _Reading
    grid: Grid
    columns: Mapping[CatalogueColumn, int]
    above: dict[CatalogueColumn, str | None]
    said: dict[tuple[int, int], str] = field(default_factory=dict)
    unread: set[CatalogueColumn] = field(default_factory=set)
    """The columns of which it was told that their words are kept."""
    row: GridRow = field(init=False)
    former: Mapping[CatalogueColumn, str | None] = field(init=False)

    def read(self, rows: Sequence[GridRow]) -> ReadItem:
        self.row, self.former = rows[0], dict(self.above)
        cells = {column: self._cells(column, rows) for column in self.columns}
        found: dict[str, Any] = {"id": _joined(cells.get(C.ID))} if _joined(cells.get(C.ID)) else {}
        number = _joined(cells.get(C.NUMBER))
        number = number if self._ours else plain(number).rstrip(".、")
        found |= {"number": number} if number else {}
        found |= self._levels(cells)
        lines = _lines if self._ours else _whole_lines
        found |= {"content": content} if (content := lines(cells.get(C.CONTENT))) else {}
        found |= {"basis": basis} if (basis := (_lines if self._ours else _bases)(cells.get(C.BASIS))) else {}
        methods = self._methods(rows, cells)
        found |= self._deadlines(rows, methods)
        found |= {"method": tuple({"method": m, **({"when": w} if w else {})} for m, w in methods)} if methods else {}
        found |= self._publishers(cells.get(C.PUBLISHER, ()))
        found |= (
            {"channels": channels} if (channels := (_lines if self._ours else _channels)(cells.get(C.CHANNELS))) else {}
        )
        found |= self._audience(cells)
        found |= self._tiers(cells)
        noted = _noted(_joined(cells.get(C.AS_WRITTEN), "\n"))
        written = noted if self._ours else {**self._written(cells, found), **noted}
        if written:
            found["written"] = tuple({"column": column, "text": text} for column, text in written.items())
        of_field = _joined(cells.get(C.FIELD))
        of_field = of_field if self._ours or not of_field else field_name(of_field)
        return ReadItem(found, self.grid.place(self.row.number, 1), of_field)

    @property
    def branch(self) -> str:
        """What a column says of the branch of its field."""
        return self.row.cell(self.columns[C.BRANCH]).text if C.BRANCH in self.columns else ""

    @property
    def _ours(self) -> bool:
        """Whether the table is one that this site gave away: then a line of a list is one thing, and nothing is interpreted."""
        return C.ID in self.columns

    def _place(self, column: CatalogueColumn, row: GridRow | None = None) -> Place:
        return self.grid.place((row or self.row).number, self.columns[column] + 1)

    def _doubt(self, column: CatalogueColumn, code: str, **values: str) -> None:
        problem = Problem(self._place(column), code, values)
        if problem not in self.reading.doubts[-8:]:  # a cell may be looked at more than once
            self.reading.doubts.append(problem)

    def _cells(self, column: CatalogueColumn, rows: Sequence[GridRow]) -> tuple[str, ...]:
        """What a column says over the rows of the item, each cell once; 同上 says what it repeats."""
        seen: dict[tuple[int, int], str] = {}
        before = self.above.get(column)
        for row in rows:
            cell = row.cell(self.columns[column])
            if cell.text and (cell.row, cell.column) not in seen:
                seen[cell.row, cell.column] = self._resolved(column, cell, row)
                self.above[column] = seen[cell.row, cell.column]  # what 同上 in its next row repeats
        self.said |= seen
        if before is None:
            self.above.pop(column, None)
        else:
            self.above[column] = before
        texts = tuple(text for text in dict.fromkeys(seen.values()) if text and not _NOTHING.fullmatch(text))
        if texts or column not in _LEVELS:
            self.above[column] = "\n".join(texts)
        return texts

    def _resolved(self, column: CatalogueColumn, cell: Cell, row: GridRow) -> str:
        words = re.sub(r"\s", "", cell.text)
        if DITTO.fullmatch(words):
            above = self._before(column, row)
            if above is None:
                place = self._place(column, row)
                self.reading.errors.append(Problem(place, "import-ditto", {"value": words}))
            return above or ""
        if "同上" in words:
            self._doubt(column, "import-ditto-inside", value=short(cell.text))
        return cell.text

    def _before(self, column: CatalogueColumn, row: GridRow) -> str | None:
        """What stands above in a column, None where nothing does; of the first under a title what is above that, which is told."""
        if column in self.above:
            return self.above[column]
        found = self.reading.earlier.get(column)
        if found:
            place, value = self._place(column, row), short(found)
            problem = Problem(place, "import-ditto-across", {"value": value})
            if problem not in self.reading.doubts:
                self.reading.doubts.append(problem)
        return found

    def _levels(self, cells: Mapping[CatalogueColumn, tuple[str, ...]]) -> dict[str, str]:
        """The names of its levels; a dash is none.

        A blank one above another repeats the one before under the same higher level; where all are blank, all do.
        """
        names: dict[CatalogueColumn, str] = {}
        is_another = False
        present = [column for column in _LEVELS if column in self.columns]
        for index, column in enumerate(present):
            over = index and self._cell(column) == self._cell(present[index - 1])  # one name over two levels
            text = "" if over else _joined(cells[column])
            blank = not self.row.cell(self.columns[column]).text
            deeper = any(_joined(cells[other]) for other in present[index + 1 :])
            if not text and blank and deeper and not is_another and (before := self.above.get(column)):
                text = before
                self._doubt(column, "import-inherited", label=column.zh, label_en=column.en, value=short(text))
            elif not text and (not blank or is_another):
                self.above[column] = None  # a dash, one name over two levels, or none under another higher one
            elif text:
                self.above[column] = text
                self.above.update(dict.fromkeys(present[index + 1 :]) if not deeper else {})
            if text:
                names[column] = text
                is_another |= text != self.former.get(column)
        if not names and not any(self.row.cell(self.columns[column]).text for column in present):
            names = {column: above for column in present if (above := self.above.get(column))}
            for column in list(names)[-1:]:
                value = short(" › ".join(names.values()))
                self._doubt(column, "import-inherited", label=column.zh, label_en=column.en, value=value)
        return {column.value: name for column, name in names.items()}

    def _cell(self, column: CatalogueColumn) -> tuple[int, int] | None:
        """Where the cell of a column begins; None where it is blank."""
        cell = self.row.cell(self.columns[column])
        return (cell.row, cell.column) if cell.text else None

    def _ticks(self, column: CatalogueColumn, row: GridRow) -> tuple[str, ...] | None:
        """What stands behind each tick of a cell; None where nothing is ticked."""
        if column not in self.columns:
            return None
        cell = row.cell(self.columns[column])
        text = self.said.get((cell.row, cell.column), "")
        words = re.sub(r"\s", "", text)
        if not words or NOT_TICKED.fullmatch(words):
            return None
        if words in _ALSO_TICKED:
            return ("",)
        is_sign = len(words) == 1
        if not _TICKED.match(text) and (is_sign or column is not C.GROUP):
            self._doubt(column, "import-tick", value=short(text))
        return ("",) if is_sign else tuple(_TICKED.sub("", line).strip() for line in text.split("\n"))

    def _methods(
        self, rows: Sequence[GridRow], cells: Mapping[CatalogueColumn, tuple[str, ...]]
    ) -> list[tuple[CatalogueMethod, str]]:
        found: dict[tuple[CatalogueMethod, str], None] = {}
        for column, method in _METHODS.items():
            for row in rows:
                found.update(((method, when), None) for when in self._ticks(column, row) or ())
        if C.METHOD in self.columns and not found:
            text = _joined(cells.get(C.METHOD), "\n")
            chosen = _chosen(text)
            words = plain("".join(chosen) if chosen is not None else text)
            if "主动" in words:
                found[CatalogueMethod.PROACTIVE, ""] = None
            if "申请" in words:
                found[CatalogueMethod.ON_REQUEST, ""] = None
            if words and not found:
                self.unread.add(C.METHOD)
                self._doubt(C.METHOD, "import-method-unread", value=short(text))
        return list(found)

    def _deadlines(self, rows: Sequence[GridRow], methods: list[tuple[CatalogueMethod, str]]) -> dict[str, Any]:
        """Each cell of the column is a deadline; of several methods, that of its row. 转为依申请公开 is no deadline."""
        if C.DEADLINE not in self.columns:
            return {}
        found: list[dict[str, Any]] = []
        kinds = {method for method, _ in methods}
        seen: set[tuple[int, int]] = set()
        for row in rows:
            cell = row.cell(self.columns[C.DEADLINE])
            if not cell.text or (cell.row, cell.column) in seen:
                continue
            seen.add((cell.row, cell.column))
            text = self.said[cell.row, cell.column]
            if not text or _NOTHING.fullmatch(text):
                continue
            becomes = None if self._ours else _BECOMES.search(text)
            if becomes and CatalogueMethod.ON_REQUEST not in kinds:
                methods.append((CatalogueMethod.ON_REQUEST, becomes[1].strip()))
                self._doubt(C.DEADLINE, "import-becomes-on-request", value=short(text), when=becomes[1].strip())
                text = (text[: becomes.start()] + text[becomes.end() :]).strip()
            of_row = {method for column, method in _METHODS.items() if self._ticks(column, row) is not None}
            one: dict[str, Any] = {"text": " ".join(text.split("\n"))} if text else {}
            if one and len(kinds) > 1 and len(of_row) == 1 and len(rows) > 1:
                one["method"] = next(iter(of_row))
            if C.DEADLINE_NOTE in self.columns:
                one |= _deadline_note(row.cell(self.columns[C.DEADLINE_NOTE]).text)
            found.extend(self._each(one, text, methods) if one else [])
        return {"deadline": tuple(found)} if found else {}

    def _each(
        self, whole: dict[str, Any], text: str, methods: list[tuple[CatalogueMethod, str]]
    ) -> Sequence[dict[str, Any]]:
        """The deadlines of one cell; one that may be several stays whole, and either is told."""
        if self._ours:
            return (whole,)
        parts = taken_apart(text)
        if parts:
            told = " / ".join(one["text"] for one in parts)
            self._doubt(C.DEADLINE, "import-deadline-apart", number=str(len(parts)), value=short(told, 200))
            of_parts = {one["method"] for one in parts if "method" in one}
            methods.extend((one, "") for one in _METHODS.values() if one in of_parts - {kind for kind, _ in methods})
        elif may_be_several(text):
            self._doubt(C.DEADLINE, "import-deadline-several", value=short(text, 200))
        return tuple(whole | one for one in parts) or (whole,)

    def _publishers(self, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Agencies by id, everyone else in the table's words; who may be meant is proposed, not taken."""
        known: dict[str, None] = {}
        others: dict[str, None] = {}
        for name in (name for text in texts for name in (text.split("\n") if self._ours else self._bodies(text))):
            if (key := self.reading.agencies.find(name)) is not None:
                known[key] = None
                continue
            others[name] = None
            near = self.reading.agencies.near(name)
            suggestion = {"near": near, "name": self.reading.agencies.name(near)} if near else {}
            self.reading.unknown.setdefault(name, (self._place(C.PUBLISHER), suggestion))
        return {
            **({"publisher": tuple(known)} if known else {}),
            **({"other_publishers": tuple(others)} if others else {}),
        }

    def _bodies(self, text: str) -> Sequence[str]:
        """The bodies that a cell names; it stays whole where it is one that is known, or what is apart is no name (市、区两级…)."""
        whole = text.replace("\n", "")
        if self.reading.agencies.find(whole) is not None:
            return (whole,)
        loosely = re.split(r"[/／\s]+|[和及与](?!.{0,3}改革)", text)
        if len(loosely) > 1 and all(self.reading.agencies.find(part) is not None for part in loosely):
            return loosely
        parts = [_LISTED.sub("", part) for part in _apart(_BROKEN_NAME.sub("", text), "、，,；;\n")]
        return parts if all(len(part) > 1 for part in parts) else (whole,)

    def _audience(self, cells: Mapping[CatalogueColumn, tuple[str, ...]]) -> dict[str, str | None]:
        if C.WHOLE not in self.columns and C.GROUP not in self.columns:
            text = _joined(cells.get(C.AUDIENCE))
            if (chosen := _chosen(text)) is not None:
                groups = [re.sub(r"^特定(?:群体|群众|人群|对象)[:：(（]?|[)）]$", "", one) for one in chosen]
                text = "；".join(group or "特定群体" for group in groups)
            return {"audience": text or None}
        whole, group = self._ticks(C.WHOLE, self.row), self._ticks(C.GROUP, self.row)
        words = "、".join(part for part in group or () if part)
        name = (words or "特定群体") if group is not None else None
        if whole is not None and name:
            return {"audience": f"{WHOLE_SOCIETY}；{name}"}
        return {"audience": WHOLE_SOCIETY if whole is not None else name}

    def _tiers(self, cells: Mapping[CatalogueColumn, tuple[str, ...]]) -> dict[str, tuple[Tier, ...]]:
        found = {
            tier for column, tiers in _TIERS.items() if self._ticks(column, self.row) is not None for tier in tiers
        }
        text = _joined(cells.get(C.TIERS), "\n")
        chosen = _chosen(text)
        if text := plain("、".join(chosen) if chosen is not None else text):
            found |= {tier for signs, tier in _TIER_SIGNS if re.search(signs, text.replace("社区", "居"))}
        return {"tiers": tuple(tier for tier in Tier if tier in found)} if found else {}

    def _written(self, cells: Mapping[CatalogueColumn, tuple[str, ...]], found: Mapping[str, Any]) -> dict[str, str]:
        """The table's own words where ours say something else."""
        ours = {
            C.BASIS: "".join(found.get("basis", ())),
            C.DEADLINE: "".join(one["text"] for one in found.get("deadline", ())),
            C.PUBLISHER: "".join(map(self.reading.agencies.name, found.get("publisher", ())))
            + "".join(found.get("other_publishers", ())),
            C.CHANNELS: "".join(found.get("channels", ())),
            C.GROUP: found.get("audience") or "",
            C.AUDIENCE: found.get("audience") or "",
        }
        theirs = {column: _joined(cells.get(column), "\n") for column in (*ours, *_SIGNS_OF)}
        return {
            column.value: text.replace("\n", " ")
            for column, text in theirs.items()
            if text
            if column in self.unread
            or (_says_more(column, text) if column in _SIGNS_OF else _letters(text) != _letters(ours[column]))
            if not (column is C.GROUP and _TICKED.fullmatch(text))
            if not (column is C.CHANNELS and self.reading.heads.boxes)
        }


_LISTED = re.compile(r"^(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、])\s*")
_BROKEN_NAME = re.compile(r"(?<![局委府办院门位构心站所会处室科队社校厅署体人乡镇道村）)、，,；;])\n")
"""A line that goes on in the next: it does not end as the name of a body does."""


_SIGNS_OF = {
    C.METHOD: r"主动|依?申请|公开",
    C.TIERS: r"地?市级|[县区旗]|级|乡|镇|街道?|村|社区|居",
    C.WHOLE: "全?社会|公众|公开|是",
    **dict.fromkeys(_TIERS, "是|[县市区旗乡镇村]级?|街道|社区"),
}
"""What cells say that are read as a choice; any other word of theirs is kept as it stands."""


def _says_more(column: CatalogueColumn, text: str) -> bool:
    return re.search(r"[一-鿿]", re.sub(rf"{_SIGNS_OF[column]}|[口和及或与]|否|不公开|无|有", "", text)) is not None


def _apart(text: str, signs: str) -> tuple[str, ...]:
    """The parts of a list; what stands in brackets or title marks is one, over several lines too."""
    parts, depth = [""], 0
    for sign in text:
        depth = max(0, depth + (sign in "（(《〈【") - (sign in "）)》〉】"))
        if not depth and sign in signs:
            parts.append("")
        elif sign != "\n":
            parts[-1] += sign
    if depth:  # one that nobody closes
        parts = re.split(f"[{signs}]", text)
    return tuple(tidy for part in parts if (tidy := part.strip()))


def _letters(text: str) -> list[str]:
    """What two ways to write a list have in common: their letters, in any order of the parts."""
    return sorted(_AGREE.sub("", unicodedata.normalize("NFKC", text)))


def _joined(texts: Sequence[str] | None, sign: str = "") -> str:
    return sign.join(texts or ()).replace("\n", sign)


def _says(text: str) -> bool:
    """Whether a cell says anything: a dash does not, nor do boxes of which none is ticked."""
    return text != "" and not _NOTHING.fullmatch(text) and _chosen(text) != ()


def _lines(texts: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(line for text in texts or () for line in text.split("\n"))


def _whole_lines(texts: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(line for text in texts or () for line in _apart(text, "\n"))


_BROKEN_NUMBER = re.compile(r"\n(?=[零一二三四五六七八九十百\d]*[条款项号])")
_LAW = re.compile(r"(?<=[》）)])[、；;，,]?\s*(?=《)|[；;]\s*(?=[《【])|(?<=[》）)。；;])\s*(?=【)")
"""Where a law ends and another begins: 《…》《…》, 《…》第十条；《…》, 【法律】《…》【规章】《…》."""


def _bases(texts: Sequence[str] | None) -> tuple[str, ...]:
    """One a law: lines, and what stands in title marks one after the other."""
    whole = [_BROKEN_NUMBER.sub("", text) for text in texts or ()]
    parts = (part for line in _whole_lines(whole) for part in _LAW.split(line))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


_SPACED = re.compile(r"[一-鿿/（）()]{2,}(?:\s+[一-鿿/（）()]{2,})+")
"""Names with nothing but spaces between them."""


def _channels(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Those that are ticked, where there are boxes; otherwise all that are named."""
    found: dict[str, None] = {}
    for text in texts or ():
        chosen = _chosen(text)
        if chosen is None and _SPACED.fullmatch(text):
            chosen = tuple(text.split())
        parts = chosen if chosen is not None else _apart(re.sub(r"\n(?=[（(])", "", text), "、，,；;\n")
        found.update(dict.fromkeys(parts))
    return tuple(found)


def _chosen(text: str) -> tuple[str, ...] | None:
    """What is ticked where a cell has boxes, before the names or behind them; None where it has none."""
    words = unicodedata.normalize("NFKC", text).strip()
    marked = [(name, tick) for tick, name in _MARKED_BEFORE.findall(words)] if words.startswith("(") else []
    marked = marked or _MARKED_BEHIND.findall(words)
    if marked:
        return tuple(name for name, tick in marked if tick)
    text = re.sub(r"\n(?=[（(])", "", text)
    boxes = list(_BOX.finditer(text))
    if not any(box[1] or box[2] for box in boxes):
        return None
    starts, ends = [box.start() for box in boxes], [box.end() for box in boxes]
    if text[: starts[0]].strip(_APART):
        spans = zip(boxes, [0, *ends[:-1]], starts, strict=True)
    else:
        spans = zip(boxes, ends, [*starts[1:], len(text)], strict=True)
    names = (" ".join(text[since:until].strip(_APART).split()) for box, since, until in spans if box[1])
    return tuple(name for name in names if name)


_APART = " 　、；;，,\n"


# --- what a table of ours says in columns of its own

_NOTE = {"适用方式": "method", "适用情形": "when", "怎样计算": "counted", "天数": "number"}


def deadline_note(deadline: Mapping[str, Any]) -> str:
    """What a deadline says beside its words, for a cell."""
    said = ((label, deadline.get(name)) for label, name in _NOTE.items())
    return "；".join(f"{label}：{getattr(value, 'zh', value)}" for label, value in said if value)


def _deadline_note(text: str) -> dict[str, Any]:
    said = re.findall(r"(适用方式|适用情形|怎样计算|天数)：(.*?)(?=；(?:适用|怎样|天数)|$)", text, re.DOTALL)
    return {_NOTE[label]: value for label, value in said}


def written_note(written: Iterable[tuple[CatalogueColumn, str]]) -> str:
    """The table's own words beside ours, for a cell: one column a line."""
    return "\n".join(f"{column.zh}：{text}" for column, text in written)


def _noted(text: str) -> dict[str, str]:
    by_label = {column.zh: column.value for column in CatalogueColumn}
    parts = (line.partition("：") for line in text.split("\n") if line)
    return {by_label[label]: said for label, _, said in parts if label in by_label}
