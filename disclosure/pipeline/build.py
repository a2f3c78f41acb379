"""The order of the stages: content in, site out. Everything else is in the stage's own module.

load → survey (parse → relate → check) → plan → make → index → verify → publish → remember

What the last build remembers is not done again: see `memory` and docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from disclosure.base.clock import Clock, Phase
from disclosure.base.fingerprint import files_below, publication, seal
from disclosure.base.outcome import Outcome
from disclosure.base.problems import ContentError, Problem, UsageError, in_order
from disclosure.base.workers import ALONE, WorkerPool, worker_pool
from disclosure.frontmatter.load import load, sources_digest
from disclosure.library.bodies import Bodies, examine_all
from disclosure.library.body_store import body_store
from disclosure.library.changes import next_changes
from disclosure.library.listings import NO_ROWS
from disclosure.model.config import Config, as_far_as_read
from disclosure.pipeline.analyse import (
    Content,
    all_problems,
    analyse,
    examine_files,
    has_errors,
    open_site,
    plan,
    raise_errors,
    read_settings,
)
from disclosure.pipeline.cache import (
    NOTHING,
    BuildCache,
    Dropped,
    ItemId,
    Readers,
    Reason,
    fits,
    frame_digest,
    load_cache,
    program_digest,
    save_cache,
)
from disclosure.pipeline.dependencies import Tables
from disclosure.pipeline.link_check import Planning
from disclosure.pipeline.make import RenderContext, make_all
from disclosure.pipeline.remote import RemoteSite, examine_remotely, make_remotely, remote_site
from disclosure.pipeline.vanishing import nothing_to_publish, vanished
from disclosure.search.index import build_index
from disclosure.search.record import Promise
from disclosure.search.source import promised_records
from disclosure.site.commit import Found
from disclosure.site.page import Planned, Site
from disclosure.site.publish import Staging, building, staging, verify

SEARCH_FOLDER = "search-index"


@dataclass(frozen=True, slots=True)
class Report(Outcome):
    """What a build did, besides what it came to.

    `made` says why each item that was made anew was, `dropped` why nothing was remembered; `memory` is for the next build.
    `bench`, `paths`, all files of the site, and `readers`, found when they are first asked for or ahead of that, are for
    `again`, which takes the place of a build where it can.
    """

    phases: tuple[Phase, ...]
    made: Mapping[ItemId, Reason]
    dropped: Dropped | None
    memory: BuildCache
    render_context: RenderContext | None = None
    paths: frozenset[str] = frozenset()
    readers: Readers | None = None


def build(  # noqa: PLR0913 — what a person may ask for
    root: Path,
    destination: Path,
    on: date,
    jobs: int = 1,
    *,
    executor: str | None = None,
    search: bool | None = True,
    memory: BuildCache | None = None,
    clock: Clock | None = None,
    looked: str | None = None,
    allow_shrink: bool = False,
) -> Report:
    """Build the site of the project at `root` for the day `on` into `destination`, with `jobs` processes.

    `executor` says by whom bodies are converted and pages made (see `workers`).

    What is remembered of the last build of the same site is not made again; the result is the same. `memory` is given by
    who keeps it in the process; otherwise it is read from beside the site, and left there. Without `search` the search
    page finds nothing: for previews and measurements. None leaves the index of the site as it is: for a preview while
    somebody writes. `looked` is what `fingerprint` said before anything of this was read; without it no seal is left.
    Where too many documents of the site that stands would vanish, nothing is published unless `allow_shrink`.

    Raises ContentError or UsageError with every problem found; then nothing is published.
    """
    config = _settings(root, on)  # first: a mistyped root must be told, and `building` makes the folder of the site
    clock = clock or Clock()
    with building(destination, root) as found, worker_pool(executor, jobs, clock.progress) as workers:
        return _build(
            root,
            config,
            destination,
            on,
            workers,
            jobs,
            search=search,
            memory=memory,
            clock=clock,
            looked=looked,
            found=found,
            shrink=100 if allow_shrink else config.limits.shrink,
        )


def _build(  # noqa: PLR0913 — what a build is given
    root: Path,
    config: Config,
    destination: Path,
    on: date,
    workers: WorkerPool,
    jobs: int,
    *,
    search: bool | None,
    memory: BuildCache | None,
    clock: Clock,
    looked: str | None,
    found: Found | None,
    shrink: int,
) -> Report:
    program = program_digest(root)
    last, dropped = load_cache(destination, program) if memory is None else fits(memory, program, destination)
    if found is not None:
        last, dropped = NOTHING, found
    if memory is None:
        clock.done("recall", len(last.made), "load")
    sources = load(root, config.limits, last.stamps)
    frame = frame_digest(root, sources.data, on)
    clock.done("load", len(sources.documents), "parse", len(sources.documents))
    content = analyse(sources, config, on, frame, last, clock, workers)
    sources = content.sources if workers.near else sources  # their bytes are let go: orders alone need them
    bodies = Bodies(content.library, config, last.facts)
    remote = cache(lambda: RemoteSite(root.resolve(), on, program, frame, sources_digest(root, sources)))
    if has_errors(content.problems):
        examine_all(bodies, workers, remote_task=lambda: partial(examine_remotely, remote()))  # for what else is wrong
        attached = examine_files(root, content, bodies, workers, last.attached)
        raise ContentError(tuple(in_order(all_problems(content, bodies, attached))))
    gone = _vanishing(destination, content, shrink)
    site = open_site(root, config, content, bodies, on, last.listings.rows if last.listings else NO_ROWS)
    planned = plan(site) if content.listings is None else None  # what only bodies change is planned as it was
    tables = Tables(site.library, site.listings)
    compiled = dict(last.compiled) if last.frame == frame else {}
    fresh, reasons = last.fresh(planned, content.frame, tables, bodies.unknown(), content.files)
    planned = planned if planned is not None else last.planned()
    clock.done("plan", len(planned), "make", len(planned) - len(fresh))
    standing = None if dropped else files_below(destination) if memory is None else last.paths()
    with (
        staging(destination, standing, durable=memory is None) as stage,
        body_store(stage.folder / ".texts") as store,
    ):
        bodies.store = store if search else None
        render_context = RenderContext.of(root, site, compiled, every=len(planned) - len(fresh) > ALONE)
        made, addresses = make_all(
            stage, render_context, planned, fresh, workers, remote_task=lambda: partial(make_remotely, remote())
        )
        clock.done("make", len(planned) - len(fresh), "index" if search else "publish", len(bodies) if search else 0)
        attached = examine_files(root, content, bodies, workers, last.attached)
        warnings = raise_errors(
            all_problems(content, bodies, attached, planning=lambda: (render_context, planned)), ContentError
        )
        if search:
            _index(site, stage, destination, jobs, clock)
            clock.done("index", len(bodies), "publish")
        elif search is None:
            stage.claim(path for path in stage.standing if path.startswith(f"{SEARCH_FOLDER}/"))
        verify(stage, addresses, site.config.site.base_path, root / "templates")
    bodies.store = None  # it is gone
    clock.done("publish", len(stage.paths), "remember" if memory is None else "")
    others = frozenset(stage.paths.difference(*(item.paths for item in made.values())))
    now = replace(
        content.to_cache(program, bodies.facts, attached, site.listings, made, others, compiled),
        site=publication(destination),
    )
    pages = sum(path.endswith(".html") for path in stage.paths)
    following = next_changes(site.library, on)[0]
    outcome = Outcome(len(bodies), pages, site.library.withheld, warnings, following)
    if memory is None:
        save_cache(now, destination)
        seal(destination, looked, stage.paths, outcome)
        clock.done("remember", len(made))
    return Report(
        **_fields(replace(outcome, warnings=(*gone, *warnings))),  # not sealed: they are gone by now
        phases=tuple(clock.phases),
        made=reasons,
        dropped=dropped,
        memory=now,
        render_context=render_context,
        paths=frozenset(stage.paths),
    )


def _vanishing(destination: Path, content: Content, shrink: int) -> tuple[Problem, ...]:
    """Documents that would vanish from the site; raises ContentError where they are too many, or nothing is left."""
    if content.listings is not None:  # nothing but bodies differs
        return ()
    gone = nothing_to_publish(content.library) or vanished(destination, content.library, shrink)
    raise_errors((*gone, *content.problems), ContentError)
    return gone


def _fields(outcome: Outcome) -> dict[str, Any]:
    return {field.name: getattr(outcome, field.name) for field in fields(outcome)}


def _index(site: Site, stage: Staging, destination: Path, jobs: int, clock: Clock) -> None:
    """The search index; shards that are as they were stay, or are taken from the site that is replaced."""

    def records() -> Iterator[Promise]:
        for promise in promised_records(site):
            clock.progress(0, len(site.prose))
            yield promise

    report = build_index(
        records(),
        stage.folder / SEARCH_FOLDER,
        previous=destination / SEARCH_FOLDER,
        synonyms=site.library.vocabulary.synonyms,
        jobs=jobs,
        tell=clock.progress,
        patch=stage.published is not None,
    )
    stage.adopt(SEARCH_FOLDER)
    left = tuple(f"{SEARCH_FOLDER}/{shard}/" for shard in report.left)
    stage.claim(path for path in stage.standing if path.startswith(left))


def read(root: Path, on: date, jobs: int = 1, executor: str | None = None) -> tuple[Site, tuple[Problem, ...]]:
    """Everything that a page may need, and the warnings; raises ContentError with all problems when one is an error."""
    config = _settings(root, on)
    sources = load(root, config.limits)
    with worker_pool(executor, jobs) as workers:
        content = analyse(sources, config, on, workers=workers)
        bodies = Bodies(content.library, config)
        examine_all(bodies, workers, remote_task=lambda: partial(examine_remotely, remote_site(root, on, sources)))
        attached = examine_files(root, content, bodies, workers)
    site = cache(lambda: open_site(root, config, content, bodies, on))
    planning = _planning(root, content, site)
    warnings = raise_errors(all_problems(content, bodies, attached, planning), ContentError)
    raise_errors(nothing_to_publish(content.library), ContentError)
    return site(), warnings


def examine(root: Path, on: date) -> tuple[Problem, ...]:
    """Everything wrong with the content, warnings included; raises UsageError for the configuration."""
    return _examined(root, _settings(root, on), on)


def _settings(root: Path, on: date) -> Config:
    """The settings; where they are wrong, what is wrong with the content is told in the same run."""
    config, problems = read_settings(root)
    if has_errors(problems):
        raise UsageError(tuple(in_order((*problems, *_examined(root, as_far_as_read(config), on, whole=False)))))
    return config


def _examined(root: Path, config: Config, on: date, *, whole: bool = True) -> tuple[Problem, ...]:
    """Everything wrong with the content; `whole` are settings of which a site could be made."""
    content = analyse(load(root, config.limits), config, on)
    bodies = Bodies(content.library, config)
    examine_all(bodies)
    planning = _planning(root, content, lambda: open_site(root, config, content, bodies, on)) if whole else None
    return tuple(all_problems(content, bodies, examine_files(root, content, bodies), planning))


def _planning(root: Path, content: Content, site: Callable[[], Site]) -> Planning | None:
    """What would be made of the content, for who must know what there will be; nothing can be made of what is wrong."""
    if has_errors(content.problems):
        return None

    def planned() -> tuple[RenderContext, tuple[Planned, ...]]:
        opened = site()
        return RenderContext.of(root, opened, {}), plan(opened)

    return planned
