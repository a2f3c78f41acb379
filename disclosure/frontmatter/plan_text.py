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
    is_spoken,
    like_units,
    said_in,
    says_label,
)
from disclosure.text.numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    FIRST,
    FOURTH,
    PART,
    SECOND,
    SECTION,
    SHORT,
    SUBPART,
    THIRD,
    Mark,
    clip,
    is_date,
    number,
    read_mark,
)

Lines = Sequence[tuple[int, str]]
"""Paragraphs with their numbers in the file, from 1; none is empty."""

_IS_TITLE = re.compile(
    r"(?:[^。，；：:《》]|《[^》]*》){4,60}(?:要点|重点工作|计划|安排|方案|意见|举措|清单|台账|分解表?|分工表?)(?:任务)?(?:分解表?)?"
    r"(?:[（(][^（）()。]{1,20}[)）])?"
)
_RANKS = frozenset((PART, SUBPART, CHAPTER, SECTION, ARTICLE, FIRST, SECOND, THIRD, FOURTH))
_SENTENCE = re.compile(r"[^。！？；：]{2,40}[。：]")
_STOPS = ("，", ",", "、", "。", "；", ";", "：", ":", "！", "？")
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

    def written(self) -> Iterator[tuple[int, str]]:
        """All its paragraphs, in order."""
        yield from self.paragraphs
        for one in self.blocks:
            yield from one.written()

    def gather(self) -> None:
        """What stands in it becomes its own text: 1. and 2. below a heading that names their units."""
        self.paragraphs = list(self.written())
        self.blocks = []


def read_plan_text(path: str, lines: Lines, year: int) -> ReadPlan:
    """The tasks of a text, of which `path` is the name in messages; of a year, where it names none."""
    frame = framed(path, lines)
    year = year_of(frame.title or "") or (frame.issued.year if frame.issued else year)
    reading = _Reading(path, year)
    rest = [*reading.of(_blocks(_joined(frame.after))), *(text for _, text in frame.signature)]
    return ReadPlan(
        frame.title, frame.issued, frame.signed, tuple(reading.tasks), tuple(rest), (*frame.doubts, *reading.doubts)
    )


def with_text(read: ReadPlan, path: str, lines: Lines) -> ReadPlan:
    """The plan of a table with what the text around it says of it; that it names units too is told."""
    frame = framed(path, lines)
    units = [at for at, text in frame.after if any(one.names_units for one in endings(text))]
    values = {"number": str(len(units))}
    doubts = [Problem(Place(path, units[0], 1), "import-text-beside-table", values)] if units else []
    rest = tuple(text for _, text in (*frame.after, *frame.signature) if text != read.title)
    return replace(
        read,
        title=frame.title or read.title,
        issued=frame.issued,
        signed=frame.signed,
        rest=(*rest, *read.rest),
        doubts=(*frame.doubts, *doubts, *read.doubts),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What a text says of itself: its title, its day, who signed it; what stands behind its title, and a signature below that."""

    title: str | None
    issued: date | None
    signed: tuple[str, ...]
    after: Lines
    signature: Lines
    doubts: tuple[Problem, ...]


def framed(path: str, lines: Lines) -> Frame:
    """The frame of a text; that paragraphs before its title are left out is told."""
    found = _title(lines)
    if not found:
        return Frame(None, *_signed(lines), *_apart(lines), ())
    before, title = lines[: found.start], "".join(lines[at][1] for at in found)
    values = {"number": str(len(before))}
    doubts = (Problem(Place(path, before[0][0], 1), "import-before-title", values),) if before else ()
    after = lines[found.stop :]
    signed = _signed(before)
    return Frame(title, *(_signed(after) if signed[0] is None else signed), *_apart(after), doubts)


def _apart(lines: Lines) -> tuple[Lines, Lines]:
    """A text without the signature and the day below its clauses, and these."""
    for at in range(len(lines) - 1, 0, -1):
        if is_date(plain(lines[at][1])) and any(read_mark(text) for _, text in lines[:at]):
            first = at
            while first and like_units((lines[first - 1][1],)) and read_mark(lines[first - 1][1]) is None:
                first -= 1
            return (*lines[:first], *lines[at + 1 :]), lines[first : at + 1]
    return lines, ()


def _title(lines: Lines) -> range:
    """Where the title stands: in one line, or in two that were parted; nowhere."""
    for count in (1, 2):
        for at in range(len(lines) - count + 1):
            text = "".join(text for _, text in lines[at : at + count])
            if _IS_TITLE.fullmatch(plain(text)) and read_mark(text) is None:
                return range(at, at + count)
    return range(0)


def year_of(title: str) -> int | None:
    """The year that a title names, the first of several: 2026年, 二〇二六年, 2026—2028年."""
    found = re.search(r"(?<!\d)(?:((?:19|20)\d\d)(?=年|[-—–~至])|([一二三四五六七八九〇○零]{4})(?=年))", plain(title))
    return number(found[1] or found[2]) if found else None


def title_in(text: str) -> str | None:
    """The title of a plan that a line is, without what a table adds to it; None where it is none."""
    words = re.sub(r"^附[件表]\s*\d*\s*[:：.]?", "", text.strip())
    return words if _IS_TITLE.fullmatch(plain(words)) and read_mark(words) is None else None


def _signed(lines: Lines) -> tuple[date | None, tuple[str, ...]]:
    """The day below a signature, and the lines above it that may be names."""
    for at, (_, text) in enumerate(lines):
        said = re.sub(r"^(?:发布|公布|印发|成文)(?:日期|时间)[:：]", "", plain(text).strip("()（）"))
        if (is_date(said) or said != plain(text)) and (day := guess_day(said)):
            names = tuple(one for _, one in lines[max(0, at - 3) : at] if _may_be_name(one))
            return date.fromisoformat(day), names
    return None, ()


def _may_be_name(text: str) -> bool:
    return len(text) <= 40 and not re.search("[，。：:；,;〔]", text) and next(endings(text), None) is None


def _joined(lines: Lines) -> Lines:
    """Paragraphs, those on which what is said of units goes on in the next one, with that."""
    found: list[tuple[int, str]] = []
    for at, text in lines:
        if found and _goes_on(found[-1][1], text):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        else:
            found.append((at, text))
    return found


def _goes_on(before: str, text: str) -> bool:
    mark = read_mark(text)
    if mark is not None and mark.rank in _RANKS:
        return False
    if before.endswith(("（", "(", "【", "[", "〔")):
        return says_label(text)
    if before.endswith(("，", ",")) and is_spoken(text):
        return True
    said = list(endings(before))
    if not said or said[-1].end != len(before):
        return False
    if said[-1].closed:
        return before.endswith("、") and not says_label(text)
    return before.endswith("、") or says_label(text) or depth_of(text) < 0 or not re.search("[。；]|责任|牵头", text)


def _blocks(lines: Lines) -> _Block:
    """Paragraphs as they stand in each other by their numbers."""
    root = _Block(None, 0)
    open_now = [root]
    for at, text in lines:
        mark = read_mark(text)
        if mark is None or mark.rank not in _RANKS:
            if mark is not None and mark.rank is ANNEX:  # behind everything
                open_now = [root]
            _belongs(open_now, at, text)
            continue
        while open_now[-1].mark is not None and open_now[-1].mark.rank >= mark.rank:
            open_now.pop()
        block = _Block(mark, at, [(at, text)])
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
            above.gather()
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
        listed = {part.mark.rank for part in root.blocks if part.mark and part.mark.rank > FIRST and part.holds_tasks}
        for part in root.blocks:
            if part.mark is not None and (part.holds_tasks or part.mark.rank in listed):
                yield from self._clauses(part, (), None)
                continue
            if part.mark is not None:
                values = {"value": clip(part.paragraphs[0][1])}
                self.doubts.append(Problem(Place(self.path, part.line, 1), "import-part-without-units", values))
            yield from (text for _, text in part.written())

    def _clauses(self, block: _Block, above: tuple[str, ...], heading: str | None) -> Iterator[str]:
        """The tasks of a block and of what stands in it, under the heading of what holds it."""
        labels = (*above, _label(block.mark, above)) if block.mark else above
        own = block.paragraphs[0][1] if block.paragraphs else ""
        if block.is_task and not any(one.holds_tasks for one in block.blocks):
            block.gather()
        more: tuple[str, ...] = ()
        if block.is_task or not block.blocks:
            self._tasks(block, labels, heading)
            own = heading or own
        else:
            more = tuple(text for _, text in block.paragraphs[1:])
            own = f"{heading}　{own}" if heading and block.mark else own
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
        found[-1].texts.append(text.strip().strip("，,、"))

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
    return f"、{words}" if above and words[0] not in "（第" and not above[-1].endswith("）") else words


def titled(texts: Sequence[str]) -> tuple[str, str]:
    """A clause as its title and the rest: a short first paragraph that is no sentence, or a short first sentence.

    Otherwise its beginning, and all of it.
    """
    first, text = texts[0] if texts else "", "".join(texts)
    if len(texts) > 1 and len(first) <= SHORT and "。" not in first and not first.endswith(_STOPS):
        return first, text[len(first) :]
    if (found := _SENTENCE.match(text)) and len(text) > found.end():
        return found[0][:-1].strip(), text[found.end() :].strip()
    whole = text.rstrip("。；;")
    return (whole, "") if len(whole) <= SHORT else (clip(text), text)
