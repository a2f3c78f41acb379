"""The tables of an annual report as values, and these as HTML and Markdown: pages, downloads and exports show the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from disclosure.library.addresses import document_url
from disclosure.library.plans import Stand, of_year
from disclosure.library.reports import CATEGORIES, Counted, counted, figures_of, stated
from disclosure.model.choices import AgencyLevel, Applicant, Category, Choice, Outcome, TaskState
from disclosure.model.reports import COUNTED, AnnualReport
from disclosure.model.request_figures import PARTS, YearFigures, row_words
from disclosure.site.page import Site
from disclosure.text.page_blocks import page_blocks
from disclosure.text.writing import framed


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: what it says, and where what it counts is listed, as a path of the site."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is called, how the form numbers it, and its cells."""

    words: str
    cells: tuple[Figure, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report: in which section (1 to 6), its name, its columns, its rows under their headings ("" is none).

    `key` names it in data; `note` stands below it. `lists` is what pages say behind that, where some number leads to its list.
    """

    key: str
    section: int
    title: str
    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    note: str = ""
    lists: str = ""

    @property
    def lines(self) -> tuple[tuple[str, Line], ...]:
        """Its rows, each with the heading above it."""
        return tuple((heading, line) for heading, lines in self.groups for line in lines)

    @property
    def leads(self) -> bool:
        """Whether some number leads to what it counts."""
        return any(cell.url for _, line in self.lines for cell in line.cells)


def documents_url(report: AnnualReport) -> str:
    """The page with the lists behind what is counted of a report."""
    return f"{document_url(report)}documents/"


def tables_of(site: Site, report: AnnualReport) -> tuple[Table, ...]:
    """All tables of a report, in the order of its sections; those of which there are no figures are left out."""
    entry = figures_of(site.library, report.unit, report.year)
    found = [*_plan(site, report), _counted_table(site, report)]
    if entry is not None:
        found += [*_single(site, entry.record), _requests(site, entry.record), _reviews(site, entry.record)]
    return tuple(found)


def _plan(site: Site, report: AnnualReport) -> Iterator[Table]:
    """How far the tasks of the year's work plans were at its end: of the unit, or all of them in the district's report."""
    say, last = site.strings, date(report.year, 12, 31)
    by_state = tasks_of(site, report)
    if not by_state:
        return
    url = documents_url(report)
    cells = (
        Figure(str(sum(map(len, by_state.values()))), f"{url}#tasks"),
        *(Figure(str(len(some)), f"{url}#tasks-{state.value}" if some else None) for state, some in by_state.items()),
    )
    columns = (say("report.content"), say("report.tasks_all"), *_labels(site, TaskState))
    lines = (Line(say("report.tasks"), cells),)
    note = say("report.plan_note", day=say.day(last))
    yield Table("plan", 1, say("report.plan"), columns, (("", lines),), note, say("report.lists_of_tasks"))


def tasks_of(site: Site, report: AnnualReport) -> Mapping[TaskState, tuple[Stand, ...]]:
    """The tasks of the year's work plans by how they stood at its end; nothing where there are none."""
    last = date(report.year, 12, 31)
    level = site.library.vocabulary.agencies[report.unit].record.level
    tasks = of_year(site.library, report.year, None if level is AgencyLevel.GOVERNMENT else report.unit)
    return {state: tuple(one for one in tasks if one.state(last) is state) for state in TaskState} if tasks else {}


def numbers_of(site: Site, report: AnnualReport) -> Mapping[Category, tuple[tuple[int, int], ...]]:
    """Of each category what the report says and what is listed: 制发, 废止, 现行有效."""
    now = counted(site.library, report.unit, report.year)
    return {category: tuple(_pairs(report, category, now[category])) for category in CATEGORIES}


def _pairs(report: AnnualReport, category: Category, now: Counted) -> Iterator[tuple[int, int]]:
    listed = [len(now.of(name)) for name in COUNTED]
    said = stated(report.counts, category) if report.counts else listed
    return zip(said, listed, strict=True)


def _counted_table(site: Site, report: AnnualReport) -> Table:
    say, url, found = site.strings, documents_url(report), numbers_of(site, report)
    lines = tuple(
        Line(
            say.label(category),
            tuple(
                Figure(str(said), f"{url}#{name}-{category.value}" if listed else None)
                for name, (said, listed) in zip(COUNTED, found[category], strict=True)
            ),
        )
        for category in CATEGORIES
    )
    differ = any(said != listed for pairs in found.values() for said, listed in pairs)
    note = say("report.counted_differs") if differ else say("report.counted_note")
    columns = (say("report.content"), *(say(f"report.counted.{name}") for name in COUNTED))
    return Table("art20_1", 2, say("report.art20_1"), columns, (("", lines),), note, say("report.lists"))


def _single(site: Site, figures: YearFigures) -> Iterator[Table]:
    """第（五）、（六）、（八）项: a number each."""
    say = site.strings
    for key, column, names in (
        ("art20_5", "report.decided", ("permits",)),
        ("art20_6", "report.decided", ("penalties", "compulsion")),
        ("art20_8", "report.charged", ("fees",)),
    ):
        lines = tuple(Line(say(f"report.row.{name}"), (Figure(str(getattr(figures, name))),)) for name in names)
        yield Table(key, 2, say(f"report.{key}"), (say("report.content"), say(column)), (("", lines),))


def _requests(site: Site, figures: YearFigures) -> Table:
    say, groups = site.strings, []
    for part in PARTS:
        several = len(part.rows) > 1
        lines = tuple(
            Line(row_words(name, say.language), _cells(figures.row(name)), f"{number}." if several else part.prefix)
            for number, name in enumerate(part.rows, start=1)
        )
        groups.append((f"{part.mark}{part.words(say.language)}" if several else "", lines))
    columns = (say("report.handling"), *_labels(site, Applicant))
    return Table("requests", 3, say("report.requests"), columns, tuple(groups), say("report.requests_note"))


def _reviews(site: Site, figures: YearFigures) -> Table:
    say = site.strings

    def line(name: str) -> Line:
        return Line(row_words(name, say.language), _cells(figures.row(name)))

    suits = (say("report.suits"), (line("suits"), line("suits_after_review")))
    columns = (say("report.sort"), *_labels(site, Outcome))
    return Table("reviews", 4, say("report.reviews"), columns, (("", (line("review"),)), suits))


def _cells(numbers: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(Figure(str(number)) for number in numbers)


def _labels(site: Site, columns: type[Choice]) -> Iterator[str]:
    return (site.strings.label(one) for one in columns)


# --- as HTML


def as_html(table: Table, base: str, *, lists: bool) -> str:
    """A table as bodies have them, with its name above and its note below; `base` is the path under which the site lives.

    `lists`: it is to be said that numbers lead to their lists, where they do.
    """
    first, *others = (escape(name) for name in table.columns)
    head = "".join(
        (f'<th scope="col">{first}</th>', *(f'<th class="align-right" scope="col">{name}</th>' for name in others))
    )
    rows = []
    for heading, lines in table.groups:
        if heading:
            rows.append(f'<tr><th scope="rowgroup" colspan="{len(table.columns)}">{escape(heading)}</th></tr>')
        for line in lines:
            cells = "".join(f'<td class="align-right">{_cell(cell, base)}</td>' for cell in line.cells)
            rows.append(f'<tr><th scope="row">{escape(line.mark + line.words)}</th>{cells}</tr>')
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    notes = "".join(
        f"<p>{escape(one)}</p>" for one in (table.note, table.lists if lists and table.leads else "") if one
    )
    return f'<p class="table-name"><b>{escape(table.title)}</b></p>{framed(whole, table.title)}{notes}'


def _cell(cell: Figure, base: str) -> str:
    return f'<a href="{escape(base + cell.url[1:])}">{escape(cell.text)}</a>' if cell.url else escape(cell.text)


_NUMBERED = re.compile(r"\s*([一二三四五六])、")


def with_tables(site: Site, report: AnnualReport, *, lists: bool) -> str:
    """The body of a report as HTML, each table at the end of its section; where that has none, at the end of all.

    `lists`: as its page has it, where numbers lead to their lists; otherwise as it is on paper.
    """
    base, tables = site.config.site.base_path, tables_of(site, report)
    made: list[str] = []
    placed: set[str] = set()
    section = 0

    def place(at: int) -> None:
        for table in tables:
            if table.section == at:
                made.append(as_html(table, base, lists=lists))
                placed.add(table.key)

    for block in page_blocks(site.prose[report.id].html):
        if re.fullmatch("h[2-6]", block.tag) and (number := _NUMBERED.match(block.text)):
            place(section)
            section = "一二三四五六".index(number[1]) + 1
        made.append(block.html)
    place(section)
    made.extend(as_html(table, base, lists=lists) for table in tables if table.key not in placed)
    return "\n".join(made)


# --- as Markdown


def with_markdown(site: Site, report: AnnualReport, body: str) -> str:
    """The same of a body as its author wrote it."""
    tables, section = list(tables_of(site, report)), 0
    lines: list[str] = []

    def place(at: int | None) -> None:
        for table in [one for one in tables if at is None or one.section == at]:
            tables.remove(table)
            lines.extend((as_markdown(table, site.config.site.address), ""))

    for line in body.rstrip().split("\n"):
        if number := _NUMBERED.match(line.lstrip("# \u3000")):
            place(section)
            section = "一二三四五六".index(number[1]) + 1
        lines.append(line)
    lines.append("")
    place(section)
    place(None)
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(table: Table, address: str) -> str:
    """A table in the dialect of bodies."""
    rows = [f"| {' | '.join(table.columns)} |", f"|---|{'---:|' * (len(table.columns) - 1)}"]
    for heading, line in table.lines:
        cells = (f"[{one.text}]({address}{one.url[1:]})" if one.url else one.text for one in line.cells)
        words = f"{heading}{'：' if heading else ''}{line.mark}{line.words}"
        rows.append(f"| {words} | {' | '.join(cells)} |")
    note = ("", table.note) if table.note else ()
    return "\n".join((f"**{table.title}**", "", *rows, *note))


# --- as data


def tables_as_data(site: Site, report: AnnualReport) -> list[dict[str, object]]:
    """The tables for machines: of each its key, section and columns, and its rows with their numbers.

    An amount is a number too. What counts documents of this site has their ids in `documents`.
    """
    now = counted(site.library, report.unit, report.year)
    lists = {
        site.strings.label(category): [list(now[category].of(name)) for name in COUNTED] for category in CATEGORIES
    }
    return [
        {
            "table": table.key,
            "section": table.section,
            "title": table.title,
            "columns": list(table.columns[1:]),
            "rows": [
                {
                    "heading": heading,
                    "mark": line.mark,
                    "row": line.words,
                    "values": [_number(cell.text) for cell in line.cells],
                    "documents": lists.get(line.words, []) if table.key == "art20_1" else [],
                }
                for heading, line in table.lines
            ],
        }
        for table in tables_of(site, report)
    ]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
