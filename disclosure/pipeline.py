"""The order of the stages: content in, site out. Everything else is in the stage's own module.

load → parse → relate → convert → check ┬→ plan → render ─┬→ index → verify → publish
└→ export ────────┘
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import disclosure.exports
import disclosure.pages
import disclosure.rules  # noqa: F401 — importing the three packages fills their tables
from disclosure.changes import next_changes
from disclosure.check import check
from disclosure.config import Config
from disclosure.convert import convert_all
from disclosure.library import Library, Withheld
from disclosure.load import Source, load
from disclosure.messages import severity
from disclosure.page import Copy, Page, Site, export, page_kind
from disclosure.pages.moved import addresses_in_use
from disclosure.parse import parse, parse_config
from disclosure.problems import ContentError, Place, Problem, Severity, UsageError, in_order
from disclosure.prose import Prose
from disclosure.publish import Staging, staging, verify
from disclosure.relate import relate
from disclosure.render import load_static, load_strings, renderer
from disclosure.search import build_index
from disclosure.search_source import search_records
from disclosure.workers import spread

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


def build(root: Path, destination: Path, on: date, jobs: int = 1, *, search: bool = True) -> Report:
    """Build the site of the project at `root` for the day `on` into `destination`, with `jobs` processes.

    Without `search` the search page finds nothing: for previews and measurements.

    Raises ContentError or UsageError with every problem found; then nothing is published.
    """
    started = time.perf_counter()
    site, warnings = read(root, on, jobs)
    pages = plan(site)
    with staging(destination, root) as stage:
        write_pages(stage, root, site, pages, jobs)
        write_exports(stage, root, site, pages)
        if search:
            build_index(
                search_records(site),
                stage.folder / SEARCH_FOLDER,
                previous=destination / SEARCH_FOLDER,
                synonyms=site.library.vocabulary.synonyms,
            )
            stage.adopt(SEARCH_FOLDER)
        verify(stage, site.config.site.base_path)
    return Report(
        documents=len(site.prose),
        pages=len(pages),
        seconds=time.perf_counter() - started,
        withheld=site.library.withheld,
        warnings=warnings,
        next_change=next_changes(site.library, on)[0],
    )


def read(root: Path, on: date, jobs: int = 1) -> tuple[Site, tuple[Problem, ...]]:
    """Everything that a page may need, and the warnings; raises ContentError with all problems when one is an error."""
    config, library, prose, problems = examine(root, on, jobs)
    warnings = _raise_errors(problems, ContentError)
    return Site(config, library, prose, on, load_strings(root / "templates", config.language)), warnings


def examine(root: Path, on: date, jobs: int = 1) -> tuple[Config, Library, dict[str, Prose], tuple[Problem, ...]]:
    """What can be read of the content, and everything that is wrong with it; raises UsageError for the configuration."""
    config = read_config(root)
    sources = load(root, config.limits.file_bytes, config.limits.attachment_bytes)
    parsed = parse(sources, config)
    library, unrelated = relate(parsed, sources.assets)
    prose, unconverted = convert_all(library, config.limits, jobs)
    problems = (
        *sources.problems,
        *parsed.problems,
        *unrelated,
        *unconverted,
        *addresses_in_use(library, ()),
        *check(library, on),
    )
    return config, library, prose, problems


def plan(site: Site) -> tuple[Page, ...]:
    """Every page of the site, of every registered kind; raises ContentError for former addresses that are in use."""
    pages = tuple(page for _, pages_of in page_kind for page in pages_of(site))
    _raise_errors(addresses_in_use(site.library, pages), ContentError)
    return pages


def write_pages(stage: Staging, root: Path, site: Site, pages: Sequence[Page], jobs: int) -> None:
    """Render every page, written where it is rendered, with the static files that pages use."""
    static = load_static(root / "templates")
    render = renderer(root / "templates", site, static)

    def write_share(share: range) -> list[str]:
        own = Staging(stage.folder)
        for index in share:
            own.write(pages[index].path, render(pages[index]))
        return sorted(own.paths)

    for written in spread(write_share, len(pages), jobs):
        stage.claim(written)
    for name, data in static.items():
        stage.write(f"static/{name}", data)


def write_exports(stage: Staging, root: Path, site: Site, pages: tuple[Page, ...]) -> None:
    """Every file of every registered export."""
    for _, outputs_of in export:
        for output in outputs_of(site, pages):
            if isinstance(output, Copy):
                stage.copy(output.path, root / output.source)
            else:
                stage.write(output.path, output.data)


def read_config(root: Path) -> Config:
    """The settings of config.yaml; raises UsageError."""
    path = root / "config.yaml"
    if not path.is_file():
        raise UsageError([Problem(Place(path.name), "config-missing")])
    config, problems = parse_config(Source(path.name, path.read_bytes()))
    _raise_errors(problems, UsageError)
    assert config is not None  # noqa: S101 — no config means problems, and those were raised
    return config


def _raise_errors(problems: Iterable[Problem], kind: type[ContentError | UsageError]) -> tuple[Problem, ...]:
    """Raise all problems together when one of them is an error; otherwise they are warnings."""
    ordered = tuple(in_order(problems))
    if any(severity(problem) is Severity.ERROR for problem in ordered):
        raise kind(ordered)
    return ordered
