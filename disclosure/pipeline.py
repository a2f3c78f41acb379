"""The order of the stages: content in, site out. Everything else is in the stage's own module.

load → parse → relate → check → plan → make → index → verify → publish → remember

What the last build remembers is not done again: see `memory` and docs/architecture.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path
from socket import gethostname
from threading import Lock
from types import MappingProxyType
from typing import Literal

import disclosure.exports
import disclosure.pages
import disclosure.rules  # noqa: F401 — importing the three packages fills their tables
from disclosure.changes import next_changes
from disclosure.check import check, check_document, check_file
from disclosure.clock import Clock, Phase
from disclosure.config import Config
from disclosure.convert import (
    Bodies,
    BodyFacts,
    Found,
    body_problems,
    examine_all,
    published_files,
    shown_documents,
)
from disclosure.library import Library, Withheld
from disclosure.load import Source, Sources, load, sources_digest
from disclosure.make import ALONE, Bench, Share, Stage, make_all
from disclosure.memory import (
    NOTHING,
    Dropped,
    ItemId,
    Made,
    Memory,
    Reason,
    Seal,
    code_digest,
    frame_digest,
    item_id,
    paths_digest,
    program_digest,
    publication,
    recall,
    recalled,
    remember,
)
from disclosure.messages import severity
from disclosure.page import Planned, Site, export, page_kind
from disclosure.parse import Parsed, parse, parse_config
from disclosure.problems import ContentError, Place, Problem, Severity, UsageError, in_order
from disclosure.publish import Staging, beside, building, files_below, staging, verify
from disclosure.relate import relate
from disclosure.render import load_strings
from disclosure.search import build_index
from disclosure.search_source import promised_records
from disclosure.shelf import NO_ROWS, Row, Shelf, shelve
from disclosure.watch import Tables
from disclosure.workers import HERE, Count, Crew, crew, spread

SEARCH_FOLDER = "search-index"
Findings = Mapping[str, tuple[Problem, ...]]
"""What rules found, by path."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: counts, what stays unpublished, what to look at, and when to build again.

    `made` says why each item that was made anew was, `dropped` why nothing was remembered; `memory` is for the next build.
    """

    documents: int
    pages: int
    phases: tuple[Phase, ...]
    made: Mapping[ItemId, Reason]
    dropped: Dropped | None
    withheld: tuple[Withheld, ...]
    warnings: tuple[Problem, ...]
    next_change: date | None
    memory: Memory

    @property
    def seconds(self) -> float:
        """How long all phases took together."""
        return sum(phase.seconds for phase in self.phases)


def build(  # noqa: PLR0913 — what a person may ask for
    root: Path,
    destination: Path,
    on: date,
    jobs: int = 1,
    *,
    executor: str | None = None,
    search: bool | None = True,
    memory: Memory | None = None,
    clock: Clock | None = None,
) -> Report:
    """Build the site of the project at `root` for the day `on` into `destination`, with `jobs` processes.

    `executor` says by whom bodies are converted and pages made (see `workers`).

    What is remembered of the last build of the same site is not made again; the result is the same. `memory` is given by
    who keeps it in the process; otherwise it is read from beside the site, and left there. Without `search` the search
    page finds nothing: for previews and measurements. None leaves the index of the site as it is: for a preview while
    somebody writes.

    Raises ContentError or UsageError with every problem found; then nothing is published.
    """
    read_config(root)  # a mistyped root must be told, not made: `building` makes the folder of the site
    clock = clock or Clock()
    with building(destination, root), crew(executor, jobs, clock.progress) as workers:
        return _build(root, destination, on, workers, jobs, search=search, memory=memory, clock=clock)


def _build(  # noqa: PLR0913 — what a build is given
    root: Path,
    destination: Path,
    on: date,
    workers: Crew,
    jobs: int,
    *,
    search: bool | None,
    memory: Memory | None,
    clock: Clock,
) -> Report:
    config, program, file = read_config(root), program_digest(root), beside(destination, "memory")
    record, dropped = recall(file, destination, program) if memory is None else (None, recalled(memory, program))
    last = memory if memory is not None and dropped is None else NOTHING
    sources = load(root, config.limits, record.seal.stamps if record else last.stamps)
    frame = frame_digest(root, sources.data, on)
    clock.done("load", len(sources.documents), "compare" if record is not None else "parse", len(sources.documents))
    if record is not None:
        if record.seal.holds(sources, frame, destination, search=bool(search)):
            return _as_it_was(record.seal, clock)
        last = record.open()
        clock.done("recall", len(last.made), "parse", len(sources.documents))
    content = survey(sources, config, on, frame, last, clock)
    bodies = Bodies(content.library, config, last.facts)
    order = cache(lambda: Order(root.resolve(), on, program, frame, sources_digest(root, sources)))
    if _has_errors(content.problems):
        examine_all(bodies, workers, errand=lambda: partial(examine_elsewhere, order()))  # for what else is wrong
        attached = examine_files(root, content, bodies, workers, last.attached)
        raise ContentError(tuple(in_order(_all_problems(content, bodies, attached))))
    site = open_site(root, config, content, bodies, on, last.shelf.rows if last.shelf else NO_ROWS)
    planned = plan(site) if content.shelf is None else None  # what only bodies change is planned as it was
    tables = Tables(site.library, site.shelf)
    compiled = dict(last.compiled) if last.frame == frame else {}
    fresh, reasons = last.fresh(planned, content.frame, tables, bodies.unknown(), content.files)
    planned = planned if planned is not None else last.planned()
    clock.done("plan", len(planned), "make", len(planned) - len(fresh))
    standing = None if dropped else files_below(destination) if memory is None else last.paths()
    with staging(destination, standing, forget=lambda: file.unlink(missing_ok=True)) as stage:
        bench = Bench.of(root, site, compiled, every=len(planned) - len(fresh) > ALONE)
        made, addresses = make_all(
            stage, bench, planned, fresh, workers, errand=lambda: partial(make_elsewhere, order())
        )
        clock.done("make", len(planned) - len(fresh), "index" if search else "publish", len(bodies) if search else 0)
        attached = examine_files(root, content, bodies, workers, last.attached)
        warnings = _raise_errors(_all_problems(content, bodies, attached), ContentError)
        if search:
            build_index(
                promised_records(site),
                stage.folder / SEARCH_FOLDER,
                previous=destination / SEARCH_FOLDER,
                synonyms=site.library.vocabulary.synonyms,
                jobs=jobs,
                tell=clock.progress,
            )
            stage.adopt(SEARCH_FOLDER)
            clock.done("index", len(bodies), "publish")
        elif search is None:
            stage.claim(path for path in stage.standing if path.startswith(f"{SEARCH_FOLDER}/"))
        verify(stage, addresses, site.config.site.base_path)
    clock.done("publish", len(stage.paths), "remember" if memory is None else "")
    others = frozenset(stage.paths.difference(*(item.paths for item in made.values())))
    now = content.remembered(program, bodies.facts, attached, site.shelf, made, others, compiled)
    pages = sum(path.endswith(".html") for path in stage.paths)
    following = next_changes(site.library, on)[0]
    if memory is None:
        seal = Seal(
            frame=frame,
            site=publication(destination),
            files=paths_digest(stage.paths),
            search=bool(search),
            stamps=sources.stamps,
            counts=(len(bodies), pages),
            withheld=site.library.withheld,
            warnings=warnings,
            next_change=following,
        )
        remember(now, seal, file)
        clock.done("remember", len(made))
    return Report(
        documents=len(bodies),
        pages=pages,
        phases=tuple(clock.phases),
        made=reasons,
        dropped=dropped,
        withheld=site.library.withheld,
        warnings=warnings,
        next_change=following,
        memory=now,
    )


def _as_it_was(seal: Seal, clock: Clock) -> Report:
    """The report of a build that has nothing to do."""
    clock.done("compare", 0)
    documents, pages = seal.counts
    phases = tuple(clock.phases)
    return Report(documents, pages, phases, {}, None, seal.withheld, seal.warnings, seal.next_change, NOTHING)


def read(root: Path, on: date, jobs: int = 1, executor: str | None = None) -> tuple[Site, tuple[Problem, ...]]:
    """Everything that a page may need, and the warnings; raises ContentError with all problems when one is an error."""
    config = read_config(root)
    sources = load(root, config.limits)
    content = survey(sources, config, on)
    bodies = Bodies(content.library, config)
    with crew(executor, jobs) as workers:
        examine_all(bodies, workers, errand=lambda: partial(examine_elsewhere, order_of(root, on, sources)))
        attached = examine_files(root, content, bodies, workers)
    warnings = _raise_errors(_all_problems(content, bodies, attached), ContentError)
    return open_site(root, config, content, bodies, on), warnings


def examine(root: Path, on: date) -> tuple[Problem, ...]:
    """Everything wrong with the content, warnings included; raises UsageError for the configuration."""
    config = read_config(root)
    content = survey(load(root, config.limits), config, on)
    bodies = Bodies(content.library, config)
    examine_all(bodies)
    return tuple(_all_problems(content, bodies, examine_files(root, content, bodies)))


@dataclass(frozen=True, slots=True)
class Content:
    """What the sources say, and everything wrong with them but for their bodies.

    `files` are the attachments that are not as remembered. `shelf` is the remembered one where only bodies differ.
    """

    sources: Sources
    parsed: Parsed
    frame: str
    library: Library
    shelf: Shelf | None
    findings: Mapping[str, tuple[Problem, ...]]
    related: tuple[Problem, ...]
    files: frozenset[str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        found = chain.from_iterable(self.findings.values())
        return (*self.sources.problems, *self.parsed.problems, *self.related, *found)

    def remembered(
        self,
        program: str,
        facts: Mapping[str, BodyFacts],
        attached: Findings,
        shelf: Shelf,
        made: Mapping[ItemId, Made],
        others: frozenset[str],
        compiled: Mapping[str, bytes],
    ) -> Memory:
        """What the next build may build on."""
        return Memory(
            program=program,
            frame=self.frame,
            stamps=self.sources.stamps,
            entries={entry.path: entry for entry in self.parsed.documents},
            vocabulary=self.parsed.vocabulary,
            findings=self.findings,
            problems=self.related,
            facts=facts,
            attached=attached,
            library=self.library,
            shelf=shelf,
            made=made,
            others=others,
            compiled=compiled,
        )


def survey(
    sources: Sources, config: Config, on: date, frame: str = "", memory: Memory = NOTHING, clock: Clock | None = None
) -> Content:
    """Parse, relate and check; what is in memory is not done again."""
    clock = clock or Clock()
    parsed = parse(
        sources, config, memory.entries, memory.vocabulary if frame == memory.frame else None, clock.progress
    )
    clock.done("parse", len(sources.documents), "relate", len(parsed.documents))
    library, related = memory.library_of(parsed.documents, sources.assets, frame), memory.problems
    shelf = memory.shelf if library is not None else None
    if library is None:
        library, unrelated = relate(parsed, sources.assets)
        related = (*unrelated, *check(library, on))
    clock.done("relate", len(parsed.documents) if shelf is None else 0, "check", len(parsed.documents))
    findings = {
        entry.path: memory.findings[entry.path] if memory.entries.get(entry.path) is entry else check_document(entry)
        for entry in shown_documents(library).values()
    }
    clock.done("check", len(findings), "plan")
    stamps = sources.stamps
    files = frozenset(path for path in sources.assets if path not in stamps or stamps[path] != memory.stamps.get(path))
    return Content(sources, parsed, frame, library, shelf, findings, related, files)


def examine_files(
    root: Path, content: Content, bodies: Bodies, workers: Crew = HERE, known: Findings = MappingProxyType({})
) -> Findings:
    """What the rules of attached files find in those that are published, by path; `known` of those as remembered.

    Far workers are not asked: their files may be others than ours.
    """
    paths = published_files(content.library, bodies)
    unread = [path for path in paths if path not in known or path in content.files]

    def examine_share(share: range, _: Count) -> dict[str, tuple[Problem, ...]]:
        return {unread[index]: check_file(unread[index], (root / unread[index]).read_bytes()) for index in share}

    shares = spread(examine_share, len(unread), workers if len(unread) > ALONE else HERE)
    found = {path: problems for share in shares for path, problems in share.items()}
    return {path: found[path] if path in found else known[path] for path in paths}


def _all_problems(content: Content, bodies: Bodies, attached: Findings) -> Iterator[Problem]:
    """Everything wrong, once all bodies and files have been examined."""
    return chain(content.problems, body_problems(content.library, bodies), *attached.values())


def open_site(
    root: Path, config: Config, content: Content, bodies: Bodies, on: date, known: Mapping[str, Row] = NO_ROWS
) -> Site:
    """What pages are made from."""
    strings = load_strings(root / "templates", config.language)
    shelf = content.shelf or shelve(content.library, on, known)
    return Site(config, content.library, shelf, bodies, on, strings)


def plan(site: Site) -> tuple[Planned, ...]:
    """All that is published, of every registered kind."""
    pages = tuple(page for _, pages_of in page_kind for page in pages_of(site))
    return (*pages, *(output for _, outputs_of in export for output in outputs_of(site, pages)))


# ----------------------------------------------------------------- far workers: the same stages, as far as they need them


@dataclass(frozen=True, slots=True)
class Order:
    """By what a far worker knows the site of this build: where it stands, for which day, and digests of what is there."""

    root: Path
    on: date
    program: str
    frame: str
    sources: str


def order_of(root: Path, on: date, sources: Sources) -> Order:
    """The order for these sources."""
    digests = (program_digest(root), frame_digest(root, sources.data, on), sources_digest(root, sources))
    return Order(root.resolve(), on, *digests)


def examine_elsewhere(order: Order, keys: Iterable[str]) -> dict[str, Found]:
    """What conversion finds of these bodies."""
    with _BY_TURNS:
        return _survey_elsewhere(order)[2].examine(keys)


def make_elsewhere(order: Order, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> Share:
    """Make and write the items with these ids."""
    with _BY_TURNS:
        if not stage.stands():
            raise _differs("output")
        bench, planned = _bench_elsewhere(order)
        given = ((index, [planned[key] for key in keys]) for index, keys in units.items() if stage.stands())
        return bench.make(Staging(stage.folder, stage.published), given, copies=False)


_BY_TURNS = Lock()
"""A worker of a cluster may have threads; a site is made from by one at a time."""


@lru_cache(maxsize=1)
def _bench_elsewhere(order: Order) -> tuple[Bench, Mapping[ItemId, Planned]]:
    config, content, bodies = _survey_elsewhere(order)
    site = open_site(order.root, config, content, bodies, order.on)
    return Bench.of(order.root, site, {}, every=True), {item_id(item): item for item in plan(site)}


@lru_cache(maxsize=1)
def _survey_elsewhere(order: Order) -> tuple[Config, Content, Bodies]:
    """What the sources say, read here; raises UsageError where they, or the program, are not those that were meant."""
    if not (order.root / "config.yaml").is_file():
        raise _differs("root")
    if program_digest(order.root, _own_code()) != order.program:
        raise _differs("program")
    config = read_config(order.root)
    sources = load(order.root, config.limits)
    if frame_digest(order.root, sources.data, order.on) != order.frame:
        raise _differs("frame")
    if sources_digest(order.root, sources) != order.sources:
        raise _differs("sources")
    content = survey(sources, config, order.on)
    return config, content, Bodies(content.library, config)


@cache
def _own_code() -> bytes:
    """The program that runs here: one that is changed on the disk while its worker lives is another."""
    return code_digest()


def _differs(what: Literal["root", "output", "program", "frame", "sources"]) -> UsageError:
    return UsageError([Problem(Place(f"{gethostname()} ({os.getpid()})"), "worker-differs", {"what": what})])


# --------------------------------------------------------------------------------------------- settings and problems


def read_config(root: Path) -> Config:
    """The settings of config.yaml; raises UsageError."""
    path = root / "config.yaml"
    if not path.is_file():
        raise UsageError([Problem(Place(path.name), "config-missing")])
    config, problems = parse_config(Source(path.name, path.read_bytes()))
    _raise_errors(problems, UsageError)
    assert config is not None  # noqa: S101 — no config means problems, and those were raised
    return config


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(severity(problem) is Severity.ERROR for problem in problems)


def _raise_errors(problems: Iterable[Problem], kind: type[ContentError | UsageError]) -> tuple[Problem, ...]:
    """Raise all problems together when one of them is an error; otherwise they are warnings."""
    ordered = tuple(in_order(problems))
    if _has_errors(ordered):
        raise kind(ordered)
    return ordered
