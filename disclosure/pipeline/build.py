"""The order of the stages: content in, site out. Each stage of a build stands in `run`.

A stage takes most of what it gives from the last build; who reads the order need not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from disclosure.base.clock import Clock
from disclosure.base.problems import ContentError, Problem, UsageError, in_order
from disclosure.base.workers import worker_pool
from disclosure.frontmatter.load import load
from disclosure.library.bodies import Bodies, examine_all
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
from disclosure.pipeline.hot import HotRun, MoreDiffersError
from disclosure.pipeline.link_check import Planning
from disclosure.pipeline.make import RenderContext
from disclosure.pipeline.remote import examine_remotely, remote_site
from disclosure.pipeline.run import Report, Request, Run, Stages
from disclosure.pipeline.vanishing import nothing_to_publish
from disclosure.site.page import Planned, Site
from disclosure.site.publish import building


def build(request: Request, last: Report | None = None, clock: Clock | None = None) -> Report:
    """Build what is asked for; `last` is the build before, for who builds again in one process.

    Raises ContentError or UsageError with every problem found; then nothing is published.
    """
    try:
        with prepared(request, last, clock or Clock()) as run:
            sources = run.load()
            content = run.analyse(sources)
            plan = run.plan(content)
            made = run.make(plan)
            run.index(made)
            return run.publish(made)
    except MoreDiffersError:
        return build(replace(request, changed=None), last, clock)


@contextmanager
def prepared(request: Request, last: Report | None, clock: Clock) -> Iterator[Stages]:
    """All that is not the work itself: the settings, the right to build there, workers, and what the last build left.

    A build that fails leaves nothing behind.
    """
    if last is not None and request.changed is not None:
        with building(request.destination, request.root) as found:
            hot = HotRun(request, last, found)
            with hot.staged:
                yield hot
        return
    config = _settings(request.root, request.on)  # first: a mistyped root is told before the site's folder is made
    with (
        building(request.destination, request.root) as found,
        ExitStack() as staged,
        worker_pool(request.executor, request.jobs, clock.progress) as workers,  # who end before what they write goes
    ):
        run = Run(request, config, last.kept if last else None, clock, workers, staged)
        run.take_over(found)
        yield run


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
    warnings = raise_errors(all_problems(root, content, bodies, attached, planning), ContentError)
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
    return tuple(all_problems(root, content, bodies, examine_files(root, content, bodies), planning))


def _planning(root: Path, content: Content, site: Callable[[], Site]) -> Planning | None:
    """What would be made of the content, for who must know what there will be; nothing can be made of what is wrong."""
    if has_errors(content.problems):
        return None

    def planned() -> tuple[RenderContext, tuple[Planned, ...]]:
        opened = site()
        return RenderContext.of(root, opened, {}), plan(opened)

    return planned
