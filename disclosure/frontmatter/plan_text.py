"""The text of a work plan, as offices write it, as tasks: every clause that ends with （责任单位：…） is one.

Clauses are found by their numbers (一、（一）1.（1）). What belongs to no task is kept as it stands: the paragraphs before
the first clause, and parts in which no clause names a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.agency_names import plain
from disclosure.frontmatter.decode import guess_day
from disclosure.frontmatter.tasks import (
    Ending,
    ReadPlan,
    ReadTask,
    ReadUnit,
    Responsibility,
    Term,
    depth_of,
    endings,
    free_clause,
    said_in,
    says_label,
)
from disclosure.text.numbering import CHAPTER, FIRST, FOURTH, SECOND, SHORT, THIRD, Mark, clip, is_date, read_mark

Lines = Sequence[tuple[int, str]]
"""Paragraphs with their numbers in the file, from 1; none is empty."""

_IS_TITLE = re.compile(
    r"[^。，；：:《》]{2,60}(?:工作要点|重点工作|工作计划|工作安排|工作方案|行动方案|实施方案|行动计划|任务分解表?|任务清单)(?:任务)?(?:分解表?)?"
)
_RANKS = frozenset((CHAPTER, FIRST, SECOND, THIRD, FOURTH))
_SENTENCE = re.compile(r"[^。！？；：]{2,40}[。：]")
_STOPS = ("。", "；", ";", "：", ":", "！", "？")
_WIDE = str.maketrans("()", "（）")


@dataclass(slots=True)
class _Block:
    """What stands under one number: its paragraphs, and what stands under numbers in it."""

    mark: Mark | None
    line: int
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)

    @property
    def is_task(self) -> bool:
        """Whether it says units or a term itself."""
        return any(True for _, text in self.paragraphs for _ in endings(text))

    @property
    def holds_tasks(self) -> bool:
        """Whether it, or something in it, does."""
        return self.is_task or any(one.holds_tasks for one in self.blocks)

    def written(self) -> Iterator[str]:
        """All its paragraphs, in order."""
        yield from (text for _, text in self.paragraphs)
        for one in self.blocks:
            yield from one.written()


def read_plan_text(path: str, lines: Lines, year: int) -> ReadPlan:
    """The tasks of a text, of which `path` is the name in messages; of a year, where it names none."""
    found = _title(lines)
    before, title = (lines[: found.start], "".join(lines[at][1] for at in found)) if found else ((), None)
    issued, signed = _signed(before or lines)
    after = lines[found.stop :] if found else lines
    year = year_of(title or "") or (issued.year if issued else year)
    reading = _Reading(path, year)
    rest = list(reading.of(_blocks(_joined(after))))
    if before:
        reading.doubts.insert(
            0, Problem(Place(path, before[0][0], 1), "import-before-title", {"number": str(len(before))})
        )
    return ReadPlan(title, issued, signed, tuple(reading.tasks), tuple(rest), tuple(reading.doubts))


def _title(lines: Lines) -> range:
    """Where the title stands: in one line, or in two that were parted; nowhere."""
    for count in (1, 2):
        for at in range(len(lines) - count + 1):
            if _IS_TITLE.fullmatch(plain("".join(text for _, text in lines[at : at + count]))):
                return range(at, at + count)
    return range(0)


def year_of(title: str) -> int | None:
    """The year that a title names."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(?=年)", plain(title))
    return int(found[1]) if found else None


def title_in(text: str) -> str | None:
    """The title of a plan that a line is, without what a table adds to it; None where it is none."""
    words = re.sub(r"^附[件表]\s*\d*\s*[:：.]?", "", text.strip())
    return words if _IS_TITLE.fullmatch(plain(words)) else None


def _signed(lines: Lines) -> tuple[date | None, tuple[str, ...]]:
    """The day below a signature, and the lines above it that may be names."""
    for at, (_, text) in enumerate(lines):
        if is_date(plain(text)) and (day := guess_day(plain(text))):
            names = [
                one for _, one in lines[max(0, at - 3) : at] if len(one) <= 40 and not re.search("[，。：:；,;]", one)
            ]
            return date.fromisoformat(day), tuple(names)
    return None, ()


def _joined(lines: Lines) -> Lines:
    """Paragraphs, those on which what is said of units goes on in the next one, with that."""
    found: list[tuple[int, str]] = []
    for number, text in lines:
        if found and _goes_on(found[-1][1], text):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        else:
            found.append((number, text))
    return found


def _goes_on(before: str, text: str) -> bool:
    mark = read_mark(text)
    if mark is not None and mark.rank in _RANKS:
        return False
    if before.endswith(("（", "(", "【", "[", "〔")):
        return says_label(text)
    said = list(endings(before))
    if not said or said[-1].end != len(before):
        return False
    last = said[-1]
    if last.closed:
        return before.endswith("、") and not says_label(text)
    return before.endswith("、") or says_label(text) or depth_of(text) < 0


def _blocks(lines: Lines) -> _Block:
    """Paragraphs as they stand in each other by their numbers."""
    root = _Block(None, 0)
    open_now = [root]
    for number, text in lines:
        mark = read_mark(text)
        if mark is None or mark.rank not in _RANKS:
            if mark is not None:  # an annex: behind everything
                open_now = [root]
            _belongs(open_now, number, text)
            continue
        while open_now[-1].mark is not None and open_now[-1].mark.rank >= mark.rank:
            open_now.pop()
        block = _Block(mark, number, [(number, text)])
        open_now[-1].blocks.append(block)
        open_now.append(block)
    return root


def _belongs(open_now: list[_Block], number: int, text: str) -> None:
    """A paragraph without a number goes on with the last one that has one.

    Units that stand alone, behind several of which none names any, are those of what holds these.
    """
    block = open_now[-1]
    alone = next(endings(text), None)
    if alone is not None and not text[: alone.start].strip() and len(open_now) > 2:
        above = open_now[-2]
        if above.mark is not None and above.mark.rank >= SECOND and not above.holds_tasks:
            above.paragraphs.extend(line for one in above.blocks for line in one.paragraphs)
            above.blocks.clear()
            open_now.pop()
            block = above
    if block.mark is None and block.blocks:  # behind the last part
        block.blocks.append(_Block(None, number, [(number, text)]))
    else:
        block.paragraphs.append((number, text))


class _Reading:
    def __init__(self, path: str, year: int) -> None:
        self.path = path
        self.year = year
        self.tasks: list[ReadTask] = []
        self.doubts: list[Problem] = []
        self.taken: set[str] = set()

    def of(self, root: _Block) -> Iterator[str]:
        """Reads the tasks of all parts; yields the paragraphs that belong to none."""
        yield from (text for _, text in root.paragraphs)
        for part in root.blocks:
            if part.mark is None or not part.holds_tasks:
                yield from part.written()
                continue
            yield from self._clauses(part, (), None)

    def _clauses(self, block: _Block, above: tuple[str, ...], heading: str | None) -> Iterator[str]:
        """The tasks of a block and of what stands in it, under the heading of what holds it."""
        labels = (*above, _label(block.mark, above)) if block.mark else above
        own = block.paragraphs[0][1] if block.paragraphs else ""
        more: tuple[str, ...] = ()
        if block.is_task or not block.blocks:
            self._tasks(block, labels, heading)
            own = heading or own
        else:
            more = tuple(text for _, text in block.paragraphs[1:])
            own = f"{heading}　{own}" if heading and block.mark and block.mark.rank > SECOND else own
        yield from more
        for one in block.blocks:
            yield from self._clauses(one, labels, own)

    def _tasks(self, block: _Block, labels: tuple[str, ...], heading: str | None) -> None:
        """One task for each stretch of text that ends with units; a clause without any is one without units, and told."""
        first, *others = _stretches(block)
        title, rest = titled(first.texts)
        self._task(first, labels, heading, title, rest)
        if not first.names_units:
            place = Place(self.path, block.line, 1)
            self.doubts.append(Problem(place, "import-task-without-unit", {"value": clip(title)}))
        for one in others:
            text = "".join(one.texts)
            if one.names_units:
                self._task(one, labels, heading, title, text)
                continue
            place = Place(self.path, one.line, 1)
            self.doubts.append(Problem(place, "import-behind-units", {"value": clip(text)}))
            last, said = self.tasks[-1], self._said(one)
            self.tasks[-1] = replace(
                last,
                text=f"{last.text or ''}{text}{_in_brackets(said.left)}" or None,
                term=last.term if said.term == Term() else said.term,
            )

    def _task(self, one: _Stretch, labels: tuple[str, ...], heading: str | None, title: str, text: str) -> None:
        said = self._said(one)
        clause, place = free_clause("".join(labels), self.taken), Place(self.path, one.line, 1)
        text = f"{text}{_in_brackets(said.left)}"
        self.tasks.append(ReadTask(clause, heading, title, text or None, said.units, said.term, place))

    def _said(self, one: _Stretch) -> Responsibility:
        """What stands behind a stretch of text; words that are neither units nor a term are told."""
        units: list[ReadUnit] = []
        left: list[str] = []
        term = Term()
        for line, ending in one.endings:
            said = said_in(ending, Place(self.path, line, 1), self.year)
            known, by = {(unit.role, unit.name) for unit in units}, said.term
            units.extend(unit for unit in said.units if (unit.role, unit.name) not in known)
            left.extend(said.left)
            if said.left:
                place = Place(self.path, line, ending.start + 1)
                self.doubts.append(Problem(place, "import-words-left", {"value": clip("，".join(said.left))}))
            term = by if by != Term() else term
            if not ending.closed:
                self.doubts.append(Problem(Place(self.path, line, ending.start + 1), "import-bracket-open"))
            if not by.is_read:
                place = Place(self.path, line, ending.start + 1)
                self.doubts.append(Problem(place, "import-term-unread", {"value": clip(by.words or "")}))
        return Responsibility(tuple(units), term, tuple(left))


def _in_brackets(left: Sequence[str]) -> str:
    return f"（{'；'.join(left)}）" if left else ""


@dataclass(slots=True)
class _Stretch:
    """Text with the units behind it: paragraphs, and what is said in brackets or on lines of its own, one after the other."""

    line: int
    texts: list[str] = field(default_factory=list)
    endings: list[tuple[int, Ending]] = field(default_factory=list)

    @property
    def names_units(self) -> bool:
        """Whether somebody is named behind it, not a term alone."""
        return any(one.names_units for _, one in self.endings)


def _stretches(block: _Block) -> list[_Stretch]:
    """The text of a block, parted behind its units; one stretch at least."""
    found = [_Stretch(block.line)]

    def said(line: int, text: str) -> None:
        if not text.strip("。；;.、 "):
            return
        if found[-1].names_units:
            found.append(_Stretch(line))
        found[-1].texts.append(text.strip().rstrip("，,、"))

    for index, (line, text) in enumerate(block.paragraphs):
        mark = block.mark if index == 0 else None
        start = len(text) - len(mark.rest) if mark is not None and text.endswith(mark.rest) else 0
        for ending in endings(text):
            said(line, text[start : ending.start])
            found[-1].endings.append((line, ending))
            start = ending.end
        said(line, text[start:])
    return found


def _label(mark: Mark, above: tuple[str, ...]) -> str:
    """A number as clauses are called by it: 二, （一）, 1, （1）; a plain one below a plain one stands apart: 二、1."""
    words = mark.cited.translate(_WIDE)
    return f"、{words}" if above and not words.startswith("（") and not above[-1].endswith("）") else words


def titled(texts: Sequence[str]) -> tuple[str, str]:
    """A clause as its title and the rest: a short first paragraph that is no sentence, or a short first sentence.

    Otherwise its beginning, and all of it.
    """
    first, text = texts[0] if texts else "", "".join(texts)
    if len(texts) > 1 and len(first) <= SHORT and not first.endswith(_STOPS):
        return first, text[len(first) :]
    if (found := _SENTENCE.match(text)) and len(text) > found.end():
        return found[0][:-1].strip(), text[found.end() :].strip()
    whole = text.rstrip("。；;")
    return (whole, "") if len(whole) <= SHORT else (clip(text), text)
