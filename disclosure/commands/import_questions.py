"""`build.py import-questions`: a list of what a counter or hotline could not answer becomes drafts of questions, one by one.

Nothing is taken silently: every row is shown with the policies that it may be about, and written only when somebody chose
one, or asked for the best of each with `--accept best`. Where anything is wrong with the list, nothing is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from disclosure.base.days import iso_day
from disclosure.base.problems import Language, Place, Problem, UsageError
from disclosure.commands.console import say
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_document
from disclosure.frontmatter.sheets import TableRow, read_table
from disclosure.model.documents import Question
from disclosure.rules.personal_data import numbers
from disclosure.search.matching import Matcher, Proposal
from disclosure.site.page import Site
from disclosure.text.normalise import fold

COLUMNS = {"question": ("问题", "question"), "asked": ("次数", "asked"), "asked_on": ("提问日期", "asked_on")}
"""What a list may have, and how its first row calls it; a list must have the first."""
LONGEST = 200
Choose = Callable[[str], str]
"""Asks whoever sits there; "" where nobody does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the list, how often it was asked, and since when."""

    title: str
    asked: int
    asked_on: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and the policy that somebody chose for it."""

    asked: Asked
    policy: str


def import_questions(
    site: Site, root: Path, file: Path, language: Language, choose: Choose, *, best: bool = False
) -> int:
    """Read the list, propose, ask, and write what was confirmed; returns the number of drafts."""
    asked = read_questions(file)
    known = {_alike(entry.record.title): key for key, entry in site.library.of(Question).items()}
    limit = site.config.limits.front_matter_bytes
    known |= {_alike(title): key for key, title in _titles_on_disk(root, limit)}
    matcher, drafts, demand = Matcher(site), list[Draft](), Counter[str]()
    for number, one in enumerate(asked, start=1):
        say(
            language,
            f"\n{number}/{len(asked)}　{one.title}（{one.asked} 次）",
            f"\n{number}/{len(asked)} {one.title} ({one.asked})",
        )
        if (key := known.get(_alike(one.title))) is not None:
            say(language, f"  已有这个问题：{key}，不再写入", f"  this question is there already: {key}")
            continue
        proposals = matcher.proposals(one.title)
        _show(proposals, site, language)
        if proposals:
            demand[proposals[0].row.record.id] += one.asked
        answer = _answer(proposals, choose, best=best)
        if answer is None:
            break
        if answer:
            drafts.append(Draft(one, answer))
    written = write_drafts(root, drafts, site.on)
    for path in written:
        say(language, f"已写出草稿 {path}", f"Wrote the draft {path}")
    _tell_demand(site, demand, language)
    say(
        language,
        f"写出草稿 {len(written)} 件，共 {len(asked)} 个问题。",
        f"{len(written)} drafts of {len(asked)} questions.",
    )
    return len(written)


def _show(proposals: Sequence[Proposal], site: Site, language: Language) -> None:
    if not proposals:
        say(language, "  没有相近的文件", "  no policy is like it")
    for number, one in enumerate(proposals, start=1):
        status = site.strings.label(one.row.status)
        words = f"  {number}. {one.score:.2f} {one.row.record.title}（{one.row.record.id}，{status}）"
        say(language, words, words)


def _answer(proposals: Sequence[Proposal], choose: Choose, *, best: bool) -> str | None:
    """The id of the policy that was chosen; "" for none of them, None to ask no more."""
    if not proposals:
        return ""
    if best:
        return proposals[0].row.record.id
    while True:
        answer = choose("  1-%d / s / q: " % len(proposals)).strip().lower()  # noqa: UP031 — braces stand for values elsewhere
        if answer in ("", "s", "q"):
            return None if answer == "q" else ""
        if answer.isdecimal() and 1 <= int(answer) <= len(proposals):
            return proposals[int(answer) - 1].row.record.id


def _tell_demand(site: Site, demand: Mapping[str, int], language: Language) -> None:
    """Policies about which was asked, and for which no answer is published."""
    answered = {
        passage.target
        for entry in site.library.of(Question).values()
        if entry.record.is_answered
        for passage in entry.record.about
    }
    for key, number in sorted(demand.items(), key=lambda item: (-item[1], item[0])):
        if key not in answered:
            title = site.library.documents[key].record.title
            say(
                language,
                f"有人问、没有答复：{title}（{key}），{number} 次",
                f"asked and not answered: {title} ({key}), {number}",
            )


# --- the list


def read_questions(file: Path) -> tuple[Asked, ...]:
    """The questions of a list, each once with its counts added; raises UsageError with all that is wrong."""
    rows = read_table(file)
    if not rows:
        raise UsageError([Problem(Place(file.name), "import-empty")])
    columns = _columns(file.name, rows[0])
    problems: list[Problem] = []
    found: dict[str, Asked] = {}
    for row in rows[1:]:
        one = _asked(file.name, row, columns, problems)
        if one is not None:
            before = found.get(_alike(one.title))
            days = [day for day in (before and before.asked_on, one.asked_on) if day]
            asked = one.asked + (before.asked if before else 0)
            found[_alike(one.title)] = Asked(before.title if before else one.title, asked, min(days, default=None))
    if not found and not problems:
        problems.append(Problem(Place(file.name, 2, 1), "import-empty"))
    if problems:
        raise UsageError(problems)
    return tuple(sorted(found.values(), key=lambda one: -one.asked))


def _columns(name: str, row: TableRow) -> Mapping[str, int]:
    cells = [cell.strip().lower() for cell in row.cells]
    for column, cell in enumerate(cells, start=1):
        if cell and (cells.count(cell) > 1 or not any(cell in names for names in COLUMNS.values())):
            raise UsageError([Problem(Place(name, row.number, column), "import-columns", {"found": cell})])
    found = {field: cells.index(cell) for field, names in COLUMNS.items() for cell in names if cell in cells}
    if "question" not in found:
        raise UsageError([Problem(Place(name, row.number, 1), "import-columns", {"found": ",".join(cells)[:80]})])
    return found


def _asked(name: str, row: TableRow, columns: Mapping[str, int], problems: list[Problem]) -> Asked | None:
    def told(field: str, what: str, what_zh: str) -> None:
        place = Place(name, row.number, columns[field] + 1)
        problems.append(Problem(place, "import-cell", {"what": what, "what_zh": what_zh}))

    def cell(field: str) -> str:
        at = columns.get(field)
        return " ".join(row.cells[at].split()) if at is not None and at < len(row.cells) else ""

    before = len(problems)
    title, asked, said = cell("question"), cell("asked"), cell("asked_on")
    day = iso_day(said)
    if not title:
        told("question", "no question", "没有写问题")
    elif len(title) > LONGEST:
        told("question", f"> {LONGEST}", f"问题超过{LONGEST}字")
    else:
        for code in dict.fromkeys(number.code for number in numbers([title])):
            told("question", f"holds personal data: {code}", f"写有个人信息（{_PERSONAL[code]}），先删去")
    if asked and not re.fullmatch("[1-9][0-9]{0,6}", asked):
        told("asked", "no number from 1 on", "次数不是从1起的整数")
    if said and day is None:
        told("asked_on", "no day as 2026-11-01", "日期不是 2026-11-01 这样的日子")
    return None if len(problems) > before else Asked(title, int(asked or 1), day)


_PERSONAL = {"identity-number": "身份证号码", "bank-card-number": "银行卡号", "mobile-number": "手机号码"}


def _alike(title: str) -> str:
    return fold(title)


# --- the drafts


def _titles_on_disk(root: Path, limit: int) -> Iterator[tuple[str, str]]:
    """Drafts, too: the library has none of them."""
    for path in sorted((root / "content/questions").rglob("*.md")):
        source = Source(path.relative_to(root).as_posix(), path.read_bytes())
        if title := parse_document(source, limit)[0].record.read("title"):
            yield path.stem, title


def write_drafts(root: Path, drafts: Sequence[Draft], on: date) -> list[Path]:
    """A file for each draft, none over another: its relative path."""
    folder = root / "content/questions"
    if drafts:
        folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    number = 0
    for draft in drafts:
        number += 1
        while (folder / f"{_id(on, number)}.md").exists():
            number += 1
        path = folder / f"{_id(on, number)}.md"
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_text(draft))
        written.append(path.relative_to(root))
    return written


def _id(on: date, number: int) -> str:
    return f"hotline-{on:%Y%m%d}-{number:03}"


def _text(draft: Draft) -> str:
    one = draft.asked
    lines = [f"title: {json.dumps(one.title, ensure_ascii=False)}", f"about: [{draft.policy}]", "source: hotline"]
    lines.append(f"asked: {one.asked}")
    if one.asked_on is not None:
        lines.append(f"asked_on: {one.asked_on}")
    return "---\n" + "\n".join([*lines, "draft: true"]) + "\n---\n"
