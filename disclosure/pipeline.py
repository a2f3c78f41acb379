"""The order of the stages: content in, site out. Everything else is in the stage's own module.

load → parse → relate → convert → check ┬→ plan → render ─┬→ index → verify → publish
└→ export ────────┘
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import disclosure.exports
import disclosure.pages
import disclosure.rules  # noqa: F401 — importing the three packages fills their tables
from disclosure.changes import next_changes
from disclosure.check import check
from disclosure.config import Config
from disclosure.convert import Bodies, BodyFacts, body_problems, examine_all
from disclosure.library import Library, Withheld
from disclosure.load import Source, load
from disclosure.messages import severity
from disclosure.page import Deferred, Output, Page, Planned, Site, export, page_kind, products
from disclosure.parse import parse, parse_config
from disclosure.problems import ContentError, Place, Problem, Severity, UsageError, in_order
from disclosure.publish import Staging, staging, verify
from disclosure.relate import relate
from disclosure.render import load_static, load_strings, renderer
from disclosure.search import build_index
from disclosure.search_source import search_records
from disclosure.shelf import shelve
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
    config, library, found = survey(root, on)
    site = open_site(root, config, library, on)
    if _has_errors(found):
        examine_all(site.prose, jobs)  # for what else is wrong
        raise ContentError(tuple(in_order((*found, *body_problems(library, site.prose)))))
    planned = plan(site)
    with staging(destination, root) as stage:
        write_all(stage, root, site, planned, jobs)
        warnings = _raise_errors((*found, *body_problems(library, site.prose)), ContentError)
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
        pages=sum(path.endswith(".html") for path in stage.paths),
        seconds=time.perf_counter() - started,
        withheld=site.library.withheld,
        warnings=warnings,
        next_change=next_changes(site.library, on)[0],
    )


def read(root: Path, on: date, jobs: int = 1) -> tuple[Site, tuple[Problem, ...]]:
    """Everything that a page may need, and the warnings; raises ContentError with all problems when one is an error."""
    config, library, found = survey(root, on)
    site = open_site(root, config, library, on)
    examine_all(site.prose, jobs)
    return site, _raise_errors((*found, *body_problems(library, site.prose)), ContentError)


def examine(root: Path, on: date) -> tuple[Problem, ...]:
    """Everything wrong with the content, warnings included; raises UsageError for the configuration."""
    config, library, found = survey(root, on)
    bodies = Bodies(library, config)
    examine_all(bodies, 1)
    return (*found, *body_problems(library, bodies))


def survey(root: Path, on: date) -> tuple[Config, Library, tuple[Problem, ...]]:
    """The library, and everything wrong with the content but for its bodies; raises UsageError for the configuration."""
    config = read_config(root)
    sources = load(root, config.limits.file_bytes, config.limits.attachment_bytes)
    parsed = parse(sources, config)
    library, unrelated = relate(parsed, sources.assets)
    problems = (
        *sources.problems,
        *parsed.problems,
        *unrelated,
        *check(library, on),
    )
    return config, library, problems


def open_site(root: Path, config: Config, library: Library, on: date) -> Site:
    """What pages are made from."""
    strings = load_strings(root / "templates", config.language)
    return Site(config, library, shelve(library, on), Bodies(library, config), on, strings)


def plan(site: Site) -> tuple[Planned, ...]:
    """All that is published, of every registered kind."""
    pages = tuple(page for _, pages_of in page_kind for page in pages_of(site))
    return (*pages, *(output for _, outputs_of in export for output in outputs_of(site, pages)))


def write_all(stage: Staging, root: Path, site: Site, planned: Iterable[Planned], jobs: int) -> None:
    """Make and write everything planned, with the static files that pages use; bodies are examined on the way.

    Each process makes what it writes; what belongs to one document stays together, so that its body is converted once.
    """
    static = load_static(root / "templates")
    render = renderer(root / "templates", site, static)
    units = _by_document(planned)

    def write_share(share: range) -> tuple[list[str], dict[str, BodyFacts]]:
        own = Staging(stage.folder)
        for index in share:
            for item in units[index]:
                for product in products(item, site):
                    if isinstance(product, Page):
                        own.write(product.path, render(product))
                    elif isinstance(product, Output):
                        own.write(product.path, product.data)
                    else:
                        own.copy(product.path, root / product.source)
        return sorted(own.paths), site.prose.facts

    for written, facts in spread(write_share, len(units), jobs):
        stage.claim(written)
        site.prose.facts.update(facts)
    for name, data in static.items():
        stage.write(f"static/{name}", data)


def _by_document(planned: Iterable[Planned]) -> list[list[Planned]]:
    """What is planned for one document together, everything else by itself."""
    units: dict[object, list[Planned]] = {}
    for number, item in enumerate(planned):
        units.setdefault(item.key if isinstance(item, Deferred) else number, []).append(item)
    return list(units.values())


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
