"""`build.py new KIND`: a document with everything in it that the program knows, for an editor to complete. Never overwrites.

What is written is a draft: it is not published until somebody has read it and taken `draft` away. What an editor has to say
is asked for by `placeholder`, so a document that still asks is not published (`placeholder-left`). Another kind joins by one
function under `@new_document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Language, Place, Problem, UsageError
from disclosure.base.registry import Registry
from disclosure.commands.console import say
from disclosure.frontmatter.load import CONTENT, Source
from disclosure.frontmatter.parse import parse_document
from disclosure.library.figures import figures
from disclosure.library.plans import of_year, tally
from disclosure.library.reports import CATEGORIES, counted, figures_of, own_units
from disclosure.model.choices import AgencyLevel, Applicant, Category
from disclosure.model.documents import Interpretation, Question
from disclosure.model.kinds import kind_for
from disclosure.model.reports import COUNTED, SECTIONS, AnnualReport
from disclosure.model.request_figures import REVIEWS, YearFigures, row_marks, row_words
from disclosure.model.vocabulary import Agency
from disclosure.site.page import Site
from disclosure.text.placeholders import placeholder


@dataclass(frozen=True, slots=True)
class New:
    """What is asked for: of which units (ids; none: of all that owe one), of which year."""

    units: tuple[str, ...]
    year: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to write: its path relative to the project's root, and its text."""

    path: str
    text: str


new_document: Registry[Callable[[Site, Path, New], Iterator[Draft]]] = Registry("new documents")
"""By the word that an editor types: what is to be written, of a site and the folder in which its sources lie."""


def write_new(name: str | None, site: Site, root: Path, new: New, language: Language) -> int:
    """Write what is asked for and not there yet; returns the number of files."""
    kinds = dict(new_document)
    if name not in kinds:
        detail = f"new {{{','.join(kinds)}}} [--unit ID] [--year YYYY]"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
    _check_year(site, new.year)
    _check_units(site, new.units)
    written = 0
    for draft in kinds[name](site, root, new):
        file = root / draft.path
        if file.exists():
            say(language, f"已有 {draft.path}，没有改动", f"{draft.path} is there already and was left as it is")
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:  # whoever was faster keeps theirs
            target.write(draft.text)
        written += 1
        say(language, f"已写出 {draft.path}", f"Wrote {draft.path}")
    say(language, f"写出 {written} 个文件。", f"{written} files.")
    return written


def _check_year(site: Site, year: int) -> None:
    if year > site.on.year:
        detail = f"--year {year}：这一年还没有开始，今天是 {site.on} / the year has not begun: today is {site.on}"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])


def _check_units(site: Site, units: Sequence[str]) -> None:
    agencies = site.library.vocabulary.agencies
    for unit in units:
        if unit not in agencies:
            near = did_you_mean(unit, agencies)
            zh, en = (f"，是不是 {near}？", f"; did you mean {near}?") if near else ("", "")
            detail = f"--unit {unit}：没有这个机关{zh} / no such agency{en}"
            raise UsageError([Problem(Place("content/data/agencies.yaml"), "usage", {"detail": detail})])


# --- annual reports


@new_document("report")
def new_report(site: Site, root: Path, new: New) -> Iterator[Draft]:
    """The report of each unit that has none, draft or not, and a table of figures to fill in where there is none."""
    there, limit = {}, site.config.limits.front_matter_bytes
    for path, report in _on_disk(root, limit):
        there[report.read("issuers"), report.read("year")] = path
    agencies = site.library.vocabulary.agencies
    owing = (key for key, one in agencies.items() if (one.record.reports_since or new.year + 1) <= new.year)
    for unit in new.units or tuple(owing):
        path = there.get(((unit,), new.year), f"{CONTENT}/reports/{new.year}/nianbao-{new.year}-{unit}.md")
        if figures_of(site.library, unit, new.year) is None:
            yield Draft(f"{CONTENT}/data/requests/{unit}-{new.year}.yaml", _figures_to_fill(site, unit, new.year))
        yield Draft(path, _report(site, agencies[unit].record, new.year))


def _on_disk(root: Path, limit: int) -> Iterator[tuple[str, AnnualReport]]:
    """Reports as they lie there, drafts too, as far as they can be read."""
    for file in sorted((root / CONTENT / kind_for(AnnualReport).folder).rglob("*.md")):
        path = file.relative_to(root).as_posix()
        entry, _ = parse_document(Source(path, file.read_bytes()), limit)
        if isinstance(entry.record, AnnualReport):
            yield path, entry.record


def _report(site: Site, agency: Agency, year: int) -> str:
    now = counted(site.library, agency.id, year)
    rows = {one: [len(now[one].of(name)) for name in COUNTED] for one in CATEGORIES}
    counts = "".join(f"  {one.value}: [{', '.join(map(str, numbers))}]\n" for one, numbers in rows.items())
    body = "\n\n".join(
        f"## {number}、{name}\n\n{words}"
        for number, name, words in zip("一二三四五六", SECTIONS, _sections(site, agency, year, rows), strict=True)
    )
    contact = "；".join(
        filter(None, (agency.address and f"地址：{agency.address}", agency.phone and f"电话：{agency.phone}"))
    )
    return f"""---
title: {agency.name}{year}年政府信息公开工作年度报告
year: {year}
issuers: {agency.id}
# published_on: 发布之日
draft: true
# 制发、废止、现行有效件数，按 {site.on} 本站登载的文件计出
counts:
{counts}---

本报告依据《中华人民共和国政府信息公开条例》编制，数据的统计期限自{year}年1月1日起至{year}年12月31日止。

对报告有疑问的，请联系{agency.name}{f"（{contact}）" if contact else ""}。

{body}
"""


_TOO_EARLY = "{year}年还没有结束，各项件数只算到{on}；年度结束后删去本文件，重新运行 new report"


def _sections(site: Site, agency: Agency, year: int, rows: dict[Category, list[int]]) -> Iterator[str]:
    """The words of each section as far as they are known; what an editor has to say stands in remarks, which are not shown."""
    made = (
        "，".join(f"{one.zh}{numbers[0]}件" for one, numbers in rows.items() if numbers[0]) or "规章和行政规范性文件0件"
    )
    ended = sum(numbers[1] for numbers in rows.values())
    yield "\n\n".join(
        (
            f"**主动公开。** 全年制发{made}，废止、宣布失效和到期失效{ended}件。{_explained(site, agency, year)}",
            *_tasks(site, agency, year),
            f"**依申请公开。** {_requests(site, agency.id, year)}",
            *([placeholder(_TOO_EARLY.format(year=year, on=site.on))] if site.on.year <= year else []),
            placeholder("政府信息管理、平台建设、监督保障"),
        )
    )
    for words in ("第二十条第（一）项", "办理申请", "复议、诉讼"):
        yield f"<!-- {words}的表格由程序放在这里 -->"
    yield placeholder("上年问题的改进、本年的主要问题、下一步措施")
    yield placeholder("信息处理费收取情况和其他事项")


def _explained(site: Site, agency: Agency, year: int) -> str:
    """How much was explained, asked and answered in the year, where there was any; what several issue is counted of the first."""
    own, library = own_units(site.library, agency.id), site.library

    def in_year(day: date | None, issuer: str | None) -> bool:
        return day is not None and day.year == year and issuer in own

    interpretations = [entry.record for entry in library.of(Interpretation).values() if not entry.record.translation_of]
    explained = sum(in_year(one.published_on, next(iter(one.issuers), None)) for one in interpretations)
    questions = [entry.record for entry in library.of(Question).values() if not entry.record.translation_of]
    answered = sum(in_year(one.answered_on, one.read("issuer")) for one in questions)
    told = [
        *([f"发布政策解读{explained}篇"] if explained else []),
        *([f"公开答复提问{answered}件"] if answered else []),
    ]
    if agency.parent is None:
        asked = figures(library, year, site.on).numbers
        told += [f"公开征求意见{asked['consultations']}项"] if asked["consultations"] else []
        told += [f"收到意见{asked['received']}条"] if asked["received"] else []
    return "，".join(told) + "。" if told else ""


def _tasks(site: Site, agency: Agency, year: int) -> Iterator[str]:
    """How far the work plans of the year were at its end, where there are any."""
    tasks = of_year(site.library, year, None if agency.level is AgencyLevel.GOVERNMENT else agency.id)
    counts = tally(tasks, date(year, 12, 31))
    if tasks:
        told = "，".join(f"{state.zh}{number}项" for state, number in counts.items() if number)
        yield f"**工作要点落实。** 年度工作要点任务{len(tasks)}项，{told}。"


def _requests(site: Site, unit: str, year: int) -> str:
    entry, before = figures_of(site.library, unit, year), figures_of(site.library, unit, year - 1)
    if entry is None:
        return placeholder(f"新收、结转、办结件数（先填好 requests/{unit}-{year}.yaml）")
    new, old, done, left = (entry.record.row(name)[-1] for name in ("received", "carried_in", "handled", "carried_out"))
    compared = ""
    if before is not None and (last := before.record.received[-1]):
        change = new - last
        compared = f"，比上年{'增加' if change >= 0 else '减少'}{abs(change)}件" if change else "，与上年持平"
    return f"全年新收申请{new}件{compared}；上年结转{old}件，共办结{done}件，结转下年{left}件。"


def _figures_to_fill(site: Site, unit: str, year: int) -> str:
    """All rows of noughts; what last year carried over, where that is known, is still to be dealt with: the sums hold."""
    before = figures_of(site.library, unit, year - 1)
    none = (0,) * len(Applicant)
    left = before.record.carried_out if before else none
    known = {"carried_in": left, "carried_out": left}
    head = [
        f"# {year}年政府信息公开统计数据，由 build.py new report 生成，请逐行填写；填好后运行 build.py check 核对",
        f"unit: {unit}",
        f"year: {year}",
        "# note: 全年没有收到申请（确实全年都没有的，去掉本行开头的 # 并照实写）",
        *(f"{name}: 0  # {row_words(name, 'zh')}" for name in ("permits", "penalties", "compulsion", "fees")),
        f"# 申请，依次为：{'、'.join(one.zh for one in Applicant)}",
    ]
    rows = [
        f"{name}: [{', '.join(map(str, known.get(name, none)))}]  # {mark}{row_words(name, 'zh')}"
        for name, mark in row_marks().items()
    ]
    columns = len(YearFigures.model_fields[REVIEWS[0]].default)
    tail = [f"{name}: [{', '.join(['0'] * columns)}]  # {row_words(name, 'zh')}" for name in REVIEWS]
    return "\n".join((*head, *rows, "# 复议、诉讼，依次为：结果维持、结果纠正、其他结果、尚未审结、总计", *tail)) + "\n"
