"""The order of the stages: content in, site out. Everything else is in the stage's own module.

load → parse → relate → convert → check ┬→ plan → render ─┬→ index → verify → publish
└→ export ────────┘
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import disclosure.exports
import disclosure.pages
import disclosure.rules  # noqa: F401 — importing the three packages fills their tables
from disclosure.changes import next_changes
from disclosure.check import check
from disclosure.config import Config
from disclosure.convert import Bodies, body_problems, examine_all
from disclosure.library import Library, Withheld
from disclosure.load import Source, Stamp, load
from disclosure.make import make_all
from disclosure.memory import NOTHING, Memory, frame_digest, program_digest, recall, remember
from disclosure.messages import severity
from disclosure.model import Document, Entry
from disclosure.page import Planned, Site, export, page_kind
from disclosure.parse import parse, parse_config
from disclosure.problems import ContentError, Place, Problem, Severity, UsageError, in_order
from disclosure.publish import beside, building, staging, verify
from disclosure.relate import relate
from disclosure.render import load_strings
from disclosure.search import Tell, build_index
from disclosure.search_source import search_records
from disclosure.shelf import shelve
from disclosure.watch import Tables

SEARCH_FOLDER = "search-index"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: counts, what stays unpublished, what to look at, and when to build again."""

    documents: int
    pages: int
    seconds: float
    withheld: tuple[Withheld, ...]
    warnings: tuple[Problem, ...]
    next_change: date | None


def build(
    root: Path, destination: Path, on: date, jobs: int = 1, *, search: bool = True, tell: Tell | None = None
) -> Report:
    """Build the site of the project at `root` for the day `on` into `destination`, with `jobs` processes.

    What the last build of the same site left in memory is not made again; the result is the same. Without `search` the
    search page finds nothing: for previews and measurements. `tell` hears how far indexing is.

    Raises ContentError or UsageError with every problem found; then nothing is published.
    """
    with building(destination, root):
        return _build(root, destination, on, jobs, search=search, tell=tell)


def _build(root: Path, destination: Path, on: date, jobs: int, *, search: bool, tell: Tell | None) -> Report:
    started = time.perf_counter()
    config, program, record = read_config(root), program_digest(root), beside(destination, "memory")
    memory, dropped = recall(record, destination, program)
    content = survey(root, config, on, memory)
    bodies = Bodies(content.library, config, memory.facts)
    if _has_errors(content.problems):
        examine_all(bodies, jobs)  # for what else is wrong
        raise ContentError(tuple(in_order((*content.problems, *body_problems(content.library, bodies)))))
    site = open_site(root, config, content.library, bodies, on)
    planned = plan(site)
    frame = frame_digest(root, content.vocabulary, on)
    fresh = memory.fresh(planned, frame, Tables(site.library, site.shelf), bodies.unknown(), content.changed_files)
    with staging(destination, patch=dropped is None, forget=lambda: record.unlink(missing_ok=True)) as stage:
        made, addresses = make_all(stage, root, site, planned, fresh, jobs)
        warnings = _raise_errors((*content.problems, *body_problems(content.library, bodies)), ContentError)
        if search:
            build_index(
                search_records(site),
                stage.folder / SEARCH_FOLDER,
                previous=destination / SEARCH_FOLDER,
                synonyms=site.library.vocabulary.synonyms,
                jobs=jobs,
                tell=tell,
            )
            stage.adopt(SEARCH_FOLDER)
        verify(stage, addresses, site.config.site.base_path)
    entries = {entry.path: entry for entry in content.documents}
    lasting = Memory(frame, content.stamps, entries, bodies.facts, site.library, site.shelf, made)
    remember(lasting, record, destination, program)
    return Report(
        documents=len(bodies),
        pages=sum(path.endswith(".html") for path in stage.paths),
        seconds=time.perf_counter() - started,
        withheld=site.library.withheld,
        warnings=warnings,
        next_change=next_changes(site.library, on)[0],
    )


def read(root: Path, on: date, jobs: int = 1) -> tuple[Site, tuple[Problem, ...]]:
    """Everything that a page may need, and the warnings; raises ContentError with all problems when one is an error."""
    config = read_config(root)
    content = survey(root, config, on)
    bodies = Bodies(content.library, config)
    examine_all(bodies, jobs)
    warnings = _raise_errors((*content.problems, *body_problems(content.library, bodies)), ContentError)
    return open_site(root, config, content.library, bodies, on), warnings


def examine(root: Path, on: date) -> tuple[Problem, ...]:
    """Everything wrong with the content, warnings included; raises UsageError for the configuration."""
    config = read_config(root)
    content = survey(root, config, on)
    bodies = Bodies(content.library, config)
    examine_all(bodies, 1)
    return (*content.problems, *body_problems(content.library, bodies))


@dataclass(frozen=True, slots=True)
class Content:
    """What the sources say, and everything wrong with them but for their bodies.

    `vocabulary` are the bytes of the files under content/data; `changed_files` attachments that are not as remembered.
    """

    documents: tuple[Entry[Document], ...]
    library: Library
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp]
    vocabulary: tuple[bytes, ...]
    changed_files: frozenset[str]


def survey(root: Path, config: Config, on: date, memory: Memory = NOTHING) -> Content:
    """Load, parse, relate and check; what is in memory is not read again."""
    known = {path: stamp for path, stamp in memory.stamps.items() if path in memory.entries}
    sources = load(root, config.limits.file_bytes, config.limits.attachment_bytes, known)
    parsed = parse(sources, config, memory.entries)
    library, unrelated = relate(parsed, sources.assets)
    return Content(
        documents=parsed.documents,
        library=library,
        problems=(*sources.problems, *parsed.problems, *unrelated, *check(library, on)),
        stamps=sources.stamps,
        vocabulary=tuple(source.data for source in sources.data),
        changed_files=frozenset(
            path
            for path in sources.assets
            if path not in sources.stamps or sources.stamps[path] != memory.stamps.get(path)
        ),
    )


def open_site(root: Path, config: Config, library: Library, bodies: Bodies, on: date) -> Site:
    """What pages are made from."""
    return Site(config, library, shelve(library, on), bodies, on, load_strings(root / "templates", config.language))


def plan(site: Site) -> tuple[Planned, ...]:
    """All that is published, of every registered kind."""
    pages = tuple(page for _, pages_of in page_kind for page in pages_of(site))
    return (*pages, *(output for _, outputs_of in export for output in outputs_of(site, pages)))


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
