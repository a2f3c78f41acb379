"""`build.py import-plan`: a work plan as an office wrote it, or a table of its tasks, becomes a plan under content/plans.

Nothing is taken silently: what is unsure is told with its place, units that are called otherwise than agencies are proposed
and written as they stand, what would change is shown task by task, and nothing is written before somebody agreed, or asked
for it with `--accept shown`. What editors added since (evidence, days, progress, whom a phrase means) is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from disclosure.base.problems import Language, Place, Problem, UsageError, in_order
from disclosure.commands.console import say, tell
from disclosure.commands.writing import WrittenList, in_words, scalar
from disclosure.frontmatter.agency_names import Agencies, plain
from disclosure.frontmatter.grids import read_grids, read_lines
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_document
from disclosure.frontmatter.plan_table import read_plan_table
from disclosure.frontmatter.plan_text import read_plan_text, with_text, year_of
from disclosure.frontmatter.tasks import (
    ReadPlan,
    ReadTask,
    ReadUnit,
    Term,
    free_clause,
    levels_meant,
    names_apart,
    says_label,
    times_in,
)
from disclosure.model.choices import AgencyLevel, TaskRole
from disclosure.model.documents import Policy
from disclosure.model.plans import Evidence, Progress, Responsible, Task, WorkPlan
from disclosure.model.records import Entry, FieldPath
from disclosure.site.page import Site
from disclosure.text.task_anchors import task_anchor

FOLDER = "content/plans"
TEXTS = (".txt",)
_TERM = ("due_on", "term", "due_text")
Choose = Callable[[str], str]
"""Asks whoever sits there; "" where nobody does."""


@dataclass(frozen=True, slots=True)
class Change:
    """A plan as it would be written: where, what stood there before (None: nothing), and what each of its tasks was.

    The last `kept` tasks are those that only the site has. `body` is that of a new plan.
    """

    path: str
    before: WorkPlan | None
    after: WorkPlan
    former: tuple[Task | None, ...]
    kept: int
    body: str


def import_plan(
    site: Site, root: Path, file: Path, language: Language, choose: Choose, *, at_once: bool = False
) -> int:
    """Read the plan, show what would change, ask, and write; returns the number of files written."""
    read = read_plan(file, site.on.year)
    limit = site.config.limits.front_matter_bytes
    change, doubts = planned(site, list(_standing(root, limit)), _ids(root), read, file)
    tell(tuple(in_order((*read.doubts, *doubts))), language)
    _show(change, site, language)
    different = change.before != change.after
    say(
        language,
        f"读出 {len(read.tasks)} 项任务；不确定的 {len(read.doubts) + len(doubts)} 处；要写入的文件 {int(different)} 个。",
        f"{len(read.tasks)} tasks; {len(read.doubts) + len(doubts)} doubts; {int(different)} files to write.",
    )
    if not different:
        return 0
    if not at_once and choose("y / n: ").strip().lower() not in ("y", "yes", "是"):
        say(language, "没有写入任何内容。", "Nothing was written.")
        return 0
    _write(root, change, limit)
    say(language, f"已写入 {change.path}", f"Wrote {change.path}")
    return 1


def read_plan(file: Path, year: int) -> ReadPlan:
    """What a file says: as a table where it holds one of tasks, otherwise as a text. Raises UsageError."""
    grids = read_grids(file) if file.suffix.lower() not in TEXTS else ()
    table, lines = read_plan_table(grids, year), read_lines(file, says_label)
    read = read_plan_text(file.name, lines, year) if table is None else with_text(table, file.name, lines)
    if table is None and grids:
        left = Problem(Place(file.name, 1, 1), "import-tables-left", {"number": str(len(grids))})
        read = replace(read, doubts=(*read.doubts, left))
    if not read.tasks:
        raise UsageError([Problem(Place(file.name, 1, 1), "import-no-tasks")])
    return read


def _standing(root: Path, limit: int) -> Iterator[Entry[WorkPlan]]:
    """The plans on the disk that can be read, drafts too: the library has none of them."""
    for path in sorted((root / FOLDER).rglob("*.md")):
        entry, problems = parse_document(Source(path.relative_to(root).as_posix(), path.read_bytes()), limit)
        if isinstance(entry.record, WorkPlan) and not problems:
            yield Entry(entry.record, entry.path, entry.places, entry.body)


def _ids(root: Path) -> frozenset[str]:
    return frozenset(path.stem for path in (root / "content").rglob("*.md"))


# --- what would change


def planned(
    site: Site, standing: Sequence[Entry[WorkPlan]], taken: frozenset[str], read: ReadPlan, file: Path
) -> tuple[Change, tuple[Problem, ...]]:
    """The plan as it would stand on the site, and what is doubtful about it."""
    title = read.title or file.stem
    entry = next((one for one in standing if plain(one.record.title) == plain(title)), None)
    before = entry.record if entry else None
    agencies = Agencies(one.record for one in site.library.vocabulary.agencies.values())
    units = _Units(agencies, _decided(one.record for one in standing))
    old = _matches(before.tasks if before else (), read.tasks)
    tasks = [_merged(task, old.get(index), units) for index, task in enumerate(read.tasks)]
    clauses = {task_anchor(task.clause) for task in tasks}
    left = [task for task in (before.tasks if before else ()) if task not in old.values()]
    kept = tuple(task.model_copy(update={"clause": free_clause(task.clause, clauses)}) for task in left)
    place = Place(file.name, 1, 1)
    doubts = [*units.doubts(), *_times(read.tasks, tasks)]
    if before is not None and entry is not None:
        after = before.model_copy(update={"tasks": (*tasks, *kept)})
        former = (*(old.get(index) for index in range(len(tasks))), *left)
        return Change(entry.path, before, after, former, len(kept), entry.body), tuple(doubts)
    year = year_of(title) or (read.issued or site.on).year
    issuers = tuple(dict.fromkeys(key for name in read.signed if (key := agencies.find(name))))
    for wrong, code, values in (
        (read.title is None, "import-plan-title", {"value": title}),
        (year_of(title) is None, "import-plan-year", {"value": str(year)}),
        (read.issued is None, "import-plan-day", {"value": str(site.on)}),
        (not issuers, "import-plan-issuer", {"value": "、".join(read.signed)} if read.signed else {"value": "—"}),
    ):
        if wrong:
            doubts.append(Problem(place, code, values))
    key = _new_id(year, taken)
    plan = WorkPlan(
        id=key,
        title=title,
        year=year,
        issuers=issuers,
        published_on=read.issued or site.on,
        document=_document(site, title),
        tasks=tuple(tasks),
    )
    return Change(f"{FOLDER}/{key}.md", None, plan, (None,) * len(tasks), 0, "\n\n".join(read.rest)), tuple(doubts)


def _times(read: Sequence[ReadTask], tasks: Sequence[Task]) -> Iterator[Problem]:
    """Words of time in tasks that have no term: whether they are one is for a person to say."""
    for one, task in zip(read, tasks, strict=True):
        if task.due_on is None and task.term is None and task.due_text is None:
            words = times_in(f"{task.title}\n{task.text or ''}")
            if words:
                values = {"value": "”“".join(words), "task": task.clause}
                yield Problem(one.place, "import-term-in-text", values)


def _new_id(year: int, taken: frozenset[str]) -> str:
    number = 1
    while (key := f"gongzuo-yaodian-{year}" + (f"-{number}" if number > 1 else "")) in taken:
        number += 1
    return key


def _document(site: Site, title: str) -> str | None:
    """The one policy that publishes a plan of this title: it is called so, or 关于印发… it."""
    name = re.sub(r"(?:任务)?分解表?$", "", plain(title))
    found = [
        key
        for key, entry in site.library.of(Policy).items()
        if re.search(rf"{re.escape(name)}[》]?(?:的通知)?$", plain(entry.record.title))
    ]
    return found[0] if len(found) == 1 else None


_Decision = tuple[str | None, tuple[AgencyLevel, ...]]
"""Whom a name means, as an editor wrote it: an agency, or all of some levels."""


def _decided(plans: Iterable[WorkPlan]) -> Mapping[str, _Decision]:
    """What editors decided of names, where all plans agree."""
    found: dict[str, set[_Decision]] = {}
    for plan in plans:
        for task in plan.tasks:
            for role in TaskRole:
                for unit in getattr(task, role.value):
                    if unit.name is not None and (unit.agency is not None or unit.levels):
                        found.setdefault(plain(unit.name), set()).add((unit.agency, unit.levels))
    return {name: next(iter(ways)) for name, ways in found.items() if len(ways) == 1}


class _Units:
    """Whom names mean: agencies that are called so, and what editors decided; all others are told once, with all their places."""

    def __init__(self, agencies: Agencies, decided: Mapping[str, _Decision]) -> None:
        self._agencies = agencies
        self._decided = decided
        self._unknown: dict[str, list[Place]] = {}
        self._spaced: dict[str, Problem] = {}

    def of(self, role: TaskRole, read: Sequence[ReadUnit], old: Task | None) -> tuple[Responsible, ...]:
        """The units of a task in one role; where the former ones are as many, an editor may have decided in their places."""
        own = [one for unit in read if unit.role is role for one in self._apart(unit)]
        former: tuple[Responsible, ...] = getattr(old, role.value) if old else ()
        at_place = former if len(former) == len(own) else (None,) * len(own)
        found = (self._one(unit, before) for unit, before in zip(own, at_place, strict=True))
        return tuple({(one.agency, one.name, one.levels): one for one in found}.values())

    def _apart(self, unit: ReadUnit) -> Iterator[ReadUnit]:
        """A unit, or those that a space alone parts; told unless all of them are known."""
        names = names_apart(unit.name)
        whole = "".join(names)
        if len(names) == 1 or self._agencies.find(whole) or plain(whole) in self._decided:
            yield replace(unit, name=whole)
            return
        if not all(self._agencies.find(name) or plain(name) in self._decided for name in names):
            values = {"value": unit.name, "names": "、".join(names)}
            self._spaced.setdefault(unit.name, Problem(unit.place, "import-units-spaced", values))
        yield from (replace(unit, name=name) for name in names)

    def _one(self, unit: ReadUnit, before: Responsible | None) -> Responsible:
        if (key := self._agencies.find(unit.name)) is not None:
            return Responsible(agency=key)
        if (decision := self._decided.get(plain(unit.name))) is not None:
            agency, levels = decision
            return Responsible(agency=agency, name=unit.name, levels=levels)
        if before is not None and before.name is None:  # an agency, where the file has another name
            return before
        self._unknown.setdefault(unit.name, []).append(unit.place)
        return Responsible(name=unit.name)

    def doubts(self) -> Iterator[Problem]:
        """The names that are no agency's, each with where it stands and whom it may mean."""
        yield from self._spaced.values()
        for name, places in self._unknown.items():
            values = {"value": name, "number": str(len(places)), "rows": _rows(places)}
            levels = levels_meant(name)
            candidates = [f"{key}（{self._agencies.name(key)}）" for key in self._agencies.candidates(name)[:3]]
            if levels:
                values["levels"] = ", ".join(level.value for level in levels)
                values["called"] = "、".join(level.zh for level in levels)
                yield Problem(places[0], "import-unit-levels", values)
            elif candidates:
                yield Problem(places[0], "import-unit-proposed", {**values, "candidates": "、".join(candidates)})
            else:
                yield Problem(places[0], "import-unit-unknown", values)


def _rows(places: Iterable[Place]) -> str:
    lines = list(dict.fromkeys(str(place.line) for place in places))
    return "、".join(lines[:8]) + ("…" if len(lines) > 8 else "")


def _merged(read: ReadTask, old: Task | None, units: _Units) -> Task:
    """A task as the file says it, with what editors added; a term that the file lacks stays as they wrote it."""
    says = read.term.due_on is not None or read.term.term is not None
    term = read.term if says or old is None else Term(old.due_on, old.term, read.term.words or old.due_text)
    return Task(
        clause=read.clause,
        part=read.part,
        title=read.title,
        text=read.text,
        **{role.value: units.of(role, read.units, old) for role in TaskRole},
        due_on=term.due_on,
        term=term.term,
        due_text=term.words,
        done_on=old.done_on if old else None,
        evidence=old.evidence if old else (),
        progress=old.progress if old else (),
    )


def _matches(standing: Sequence[Task], tasks: Sequence[ReadTask]) -> dict[int, Task]:
    """Which task of the site each of the file is: by clause and title, by what it says, by clause alone, by title alone."""
    found: dict[int, Task] = {}
    ways: tuple[Callable[[Task | ReadTask], object], ...] = (
        lambda one: (task_anchor(one.clause), plain(one.title)),
        lambda one: (plain(one.title), plain(one.text or "")),
        lambda one: plain(one.title),
        lambda one: task_anchor(one.clause),
    )
    for way in ways:
        left = [one for one in standing if one not in found.values()]
        known: dict[object, list[Task]] = {}
        for one in left:
            known.setdefault(way(one), []).append(one)
        asked: dict[object, list[int]] = {}
        for index, task in enumerate(tasks):
            if index not in found:
                asked.setdefault(way(task), []).append(index)
        for key, indexes in asked.items():
            if len(indexes) == len(known.get(key, ())) == 1:
                found[indexes[0]] = known[key][0]
    return found


# --- shown


def _show(change: Change, site: Site, language: Language) -> None:
    new = change.before is None
    say(
        language,
        f"\n{change.after.title}{'（新的计划）' if new else ''}　{change.path}",
        f"\n{change.after.title}{' (new)' if new else ''} {change.path}",
    )
    if new:
        for name in ("year", "issuers", "published_on", "document"):
            label = WorkPlan.model_fields[name].title
            value = in_words(getattr(change.after, name)) or "（空）"
            say(language, f"  {label}：{value}", f"  {name}: {value}")
    same, here = 0, len(change.after.tasks) - change.kept
    for number, (task, old) in enumerate(zip(change.after.tasks, change.former, strict=True)):
        words = f"{task.clause}　{task.title}"
        if number >= here:
            say(language, f"  · 文件里没有，保留：{words}", f"  · not in the file, kept: {words}")
        elif old is None:
            say(language, f"  + {words}　{_units(site, task)}", f"  + {words}　{_units(site, task)}")
        elif old == task:
            same += 1
        else:
            say(language, f"  ~ {words}", f"  ~ {words}")
            for label, was, now in _differences(site, old, task):
                line = f"      {label}：{was or '（空）'} → {now or '（空）'}"
                say(language, line, line)
    if same:
        say(language, f"  = 不变 {same} 项", f"  = {same} as they are")


def _differences(site: Site, old: Task, new: Task) -> Iterator[tuple[str, str, str]]:
    for name, info in Task.model_fields.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            unit = name in {role.value for role in TaskRole}
            told = [_named(site, one) if unit else in_words(one) for one in (was, now)]
            yield info.title or name, told[0], told[1]


def _units(site: Site, task: Task) -> str:
    parts = ((role, _named(site, getattr(task, role.value))) for role in TaskRole)
    told = [f"{role.zh}：{names}" for role, names in parts if names]
    term = [
        f"{info.title}：{in_words(value)}"
        for name, info in Task.model_fields.items()
        if name in _TERM and (value := getattr(task, name))
    ]
    return "；".join((*told, *term))


def _named(site: Site, units: Iterable[Responsible]) -> str:
    """Units as whoever imports reads them: agencies with their ids, all others as the file has them."""
    known = site.library.vocabulary.agencies
    return "、".join(
        f"{one.name or known[one.agency].record.short}（{one.agency}）"
        if one.agency is not None and one.agency in known
        else f"{one.name}{f'（{in_words(one.levels)}）' if one.levels else ''}"
        for one in units
    )


# --- written


def _write(root: Path, change: Change, limit: int) -> None:
    """The file of a plan; of one that stands, the tasks alone. Only what reads back as the very same record is written."""
    path = root / change.path
    if change.before is not None:
        whole = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        text = _with_tasks(whole, change, parse_document(Source(change.path, whole.encode()), limit)[0].places)
    else:
        text = f"---\n{_head(change.after)}tasks:\n{''.join(map(task_text, change.after.tasks))}---\n\n{change.body}\n"
    entry, problems = parse_document(Source(change.path, text.encode()), limit)
    if problems or entry.record != change.after:
        raise UsageError(problems or [Problem(Place(change.path), "import-unread")])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _with_tasks(whole: str, change: Change, places: Mapping[FieldPath, Place]) -> str:
    """The text of a plan with its tasks as they are to be; those that are as they were stay as they are written."""
    former = change.before.tasks if change.before else ()
    begins = [places["tasks", number].line for number in range(len(former))]
    written = WrittenList.of(whole, begins)
    if written is None:
        tasks = f"tasks:\n{''.join(map(task_text, change.after.tasks))}"
        return _TASKS.sub(lambda _: tasks, whole, count=1)
    numbers = {id(task): number for number, task in enumerate(former)}
    return written.rewritten(
        (None if old is None else numbers[id(old)], "" if task == old else task_text(task))
        for task, old in zip(change.after.tasks, change.former, strict=True)
    )


_TASKS = re.compile(r"^(?:tasks|任务)[ \t]*:.*?(?=^[^\s#])", re.MULTILINE | re.DOTALL)


def _head(plan: WorkPlan) -> str:
    lines = [f"title: {scalar(plan.title)}", f"year: {plan.year}"]
    lines += [f"issuers: [{', '.join(plan.issuers)}]"] if plan.issuers else []
    lines.append(f"published_on: {plan.published_on}")
    lines += [f"document: {plan.document}"] if plan.document else []
    return "".join(f"{line}\n" for line in lines)


def task_text(task: Task) -> str:
    """A task as an editor writes it: what has its default is left out."""
    lines = [f"clause: {scalar(task.clause)}"]
    for name in Task.model_fields:
        value = getattr(task, name)
        if name != "clause" and value not in (None, ()):
            lines.extend(_field(name, value))
    return "".join(f"{'  - ' if number == 0 else '    '}{line}\n" for number, line in enumerate(lines))


def _field(name: str, value: object) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{name}: {scalar(value) if isinstance(value, str) and not hasattr(value, 'zh') else value}"
        return
    parts = [_part(part) for part in value]
    if all(part[0] != "{" for part in parts):
        yield f"{name}: [{', '.join(parts)}]"
        return
    yield f"{name}:"
    yield from (f"  - {part}" for part in parts)


def _part(value: Responsible | Evidence | Progress) -> str:
    said = {key: part for key, part in value.__dict__.items() if part not in (None, (), False)}
    if len(said) == 1 and isinstance(value, Responsible | Evidence) and value.shorthand in said:
        return str(said[value.shorthand])
    return "{" + ", ".join(f"{key}: {_inner(part)}" for key, part in said.items()) + "}"


def _inner(part: object) -> str:
    if isinstance(part, tuple):
        return f"[{', '.join(str(one) for one in part)}]"
    if isinstance(part, bool):
        return "true"
    return str(part) if isinstance(part, date) or re.fullmatch("[a-z0-9-]+", str(part)) else scalar(str(part))
