"""A build under way: what it was asked for, what is known from the last one, and what each of its stages does.

`build` has their order. Whatever the last build found and nothing has changed is taken from its cache; a stage looks only
at what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any, Protocol

from disclosure.base.clock import Clock, Phase
from disclosure.base.fingerprint import files_below, publication, save_fingerprint
from disclosure.base.outcome import Outcome
from disclosure.base.problems import ContentError, Place, Problem, UsageError, in_order
from disclosure.base.workers import ALONE, WorkerPool
from disclosure.frontmatter.load import Sources, load, sources_digest
from disclosure.library.bodies import Bodies, examine_all
from disclosure.library.bodies import RemoteTask as Examination
from disclosure.library.body_store import body_store
from disclosure.library.changes import next_changes
from disclosure.library.listings import NO_ROWS
from disclosure.model.config import Config
from disclosure.model.kinds import KINDS
from disclosure.pages.general import ways_in
from disclosure.pipeline.analyse import (
    Content,
    Findings,
    all_problems,
    analyse,
    examine_files,
    has_errors,
    open_site,
    plan,
    raise_errors,
)
from disclosure.pipeline.cache import (
    EMPTY,
    BuildCache,
    BuiltItem,
    Dropped,
    ItemId,
    Readers,
    Reason,
    frame_digest,
    load_cache,
    program_digest,
    save_cache,
    usable,
)
from disclosure.pipeline.make import RemoteTask, RenderContext, make_all
from disclosure.pipeline.remote import RemoteSite, examine_remotely, make_remotely
from disclosure.pipeline.vanishing import nothing_to_publish, vanished
from disclosure.search.former import FORMER, former, to_keep
from disclosure.search.index import Guidance, build_index
from disclosure.search.pagefind import PagefindLost
from disclosure.search.record import Promise
from disclosure.search.source import promised_records
from disclosure.search.suggest import Way
from disclosure.search.tables import to_json
from disclosure.site.commit import Found
from disclosure.site.page import Planned, Site, turn_of
from disclosure.site.publish import Addresses, staging, verify

SEARCH_FOLDER = "search-index"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built: the site of the project at `root` for the day `on` into `destination`, with `jobs` processes.

    `executor` says by whom bodies are converted and pages made (see `workers`). Without `search` the search page finds
    nothing: for previews and measurements; None leaves the index of the site as it is: for a preview while somebody writes.
    `fingerprint` is what `base.fingerprint` said before anything was read; without it none is left.

    `changed` are the documents that were written since the last build, where it is known that nothing else was. Where
    lists and pages of others show them too, their own pages are enough for now.

    Where too many documents of the site that stands would vanish, nothing is published unless `allow_shrink`.
    """

    root: Path
    destination: Path
    on: date
    jobs: int = 1
    executor: str | None = None
    search: bool | None = True
    fingerprint: str | None = None
    changed: frozenset[str] | None = None
    allow_shrink: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a process that builds again keeps of a build; `readers` once they have been looked for."""

    cache: BuildCache
    context: RenderContext
    paths: frozenset[str]
    readers: Readers | None = None


@dataclass(frozen=True, slots=True)
class Report(Outcome):
    """What a build did, besides what it came to.

    `made` says why each item that was made anew was, `dropped` why nothing of the last build could be used. `behind`: pages
    of others still show what was, and a build must follow. `kept` is for who builds again in this process.
    """

    phases: tuple[Phase, ...]
    made: Mapping[ItemId, Reason]
    dropped: Dropped | None
    behind: bool
    kept: Kept


@dataclass(frozen=True, slots=True)
class Plan:
    """What there will be. `stale` items are to be made, each for a reason; `current` ones are as they were made."""

    context: RenderContext
    items: Sequence[Planned]
    stale: Mapping[ItemId, Reason]
    current: Mapping[ItemId, BuiltItem]


@dataclass(frozen=True, slots=True)
class Made:
    """What stands beside the site, ready to take its place: every item as it was made, and what the pages link to."""

    plan: Plan
    items: Mapping[ItemId, BuiltItem]
    addresses: Addresses
    warnings: tuple[Problem, ...]
    attached: Findings


_AFTER: Reason = ("reads", "standing")
"""Why something of a later turn is made anew of which nothing but files differs."""


class Stages(Protocol):
    """The stages of a build: each is given what the one before gave."""

    def load(self) -> Any:
        """Bytes."""

    def analyse(self, sources: Any) -> Any:
        """What they say."""

    def plan(self, content: Any) -> Plan:
        """All that will be published."""

    def make(self, plan: Plan) -> Made:
        """What is stale of it, written beside the site."""

    def index(self, made: Made) -> None:
        """The search index."""

    def publish(self, made: Made) -> Report:
        """What stands beside the site takes its place."""


class Run:
    """One build. Each stage is given what the one before gave; what only this class needs to know stays in it."""

    def __init__(
        self,
        request: Request,
        config: Config,
        last: Kept | None,
        clock: Clock,
        workers: WorkerPool,
        staged: ExitStack,
    ) -> None:
        self.request = request
        self.config = config
        self.clock = clock
        self.workers = workers
        self.staged = staged  # what is closed when the site takes its place, or is given up
        self._in_process = last is not None
        self._last = last
        self._program = program_digest(request.root)

    def take_over(self, found: Found | None) -> None:
        """Find out what of the last build can be used; `found` is what an earlier one had left half-way."""
        if self._last is None:
            self.cache, self.dropped = load_cache(self.request.destination, self._program)
        else:
            self.cache, self.dropped = usable(self._last.cache, self._program, self.request.destination)
        if found is not None:
            self.cache, self.dropped = EMPTY, found
        if self._last is None:
            self.clock.done("read cache", len(self.cache.made), "load")

    def load(self) -> Sources:
        """Bytes, of what is not known to be as it was."""
        sources = load(self.request.root, self.config.limits, self.cache.stamps)
        self._frame = frame_digest(sources, self.request.on)
        self.clock.done("load", len(sources.documents), "parse", len(sources.documents))
        return sources

    def analyse(self, sources: Sources) -> Content:
        """What the sources say. Raises ContentError with every problem, where nothing can be made of them."""
        content = analyse(sources, self.config, self.request.on, self._frame, self.cache, self.clock, self.workers)
        self._sources = (
            content.sources if self.workers.local else sources
        )  # their bytes are let go: remote workers need them
        self._bodies = Bodies(content.library, self.config, self.cache.facts)
        if has_errors(content.problems):
            examine_all(self._bodies, self.workers, remote_task=self._examination)  # for what else is wrong
            attached = examine_files(self.request.root, content, self._bodies, self.workers, self.cache.attached)
            raise ContentError(tuple(in_order(all_problems(self.request.root, content, self._bodies, attached))))
        self._content = content
        self._gone = self._vanishing(content)
        return content

    def plan(self, content: Content) -> Plan:
        """All that will be published, and what of it must be made anew."""
        root, cache = self.request.root, self.cache
        known = cache.listings.rows if cache.listings else NO_ROWS
        site = open_site(root, self.config, content, self._bodies, self.request.on, known)
        planned = plan(site) if content.listings is None else None  # what only bodies change is planned as it was
        current, stale = cache.up_to_date(planned, content.frame, site, self._bodies.unknown(), content.files)
        items = planned if planned is not None else cache.planned()
        self.clock.done("plan", len(items), "make", len(items) - len(current))
        self._compiled = dict(cache.compiled) if cache.frame == self._frame else {}
        context = RenderContext.of(root, site, self._compiled, every=len(items) - len(current) > ALONE)
        return Plan(context, items, stale, current)

    def make(self, plan: Plan) -> Made:
        """What is stale, written beside the site. Raises ContentError with every problem."""
        root, site, content = self.request.root, plan.context.site, self._content
        self.stage = self.staged.enter_context(
            staging(self.request.destination, self._standing(), durable=not self._in_process)
        )
        if self.request.search or any(map(turn_of, plan.items)):
            site.prose.store = self.staged.enter_context(body_store(self.stage.folder / ".texts"))
        made, addresses = make_all(
            self.stage,
            plan.context,
            plan.items,
            plan.current,
            self.workers,
            before=self.cache.made,
            remote_task=self._making,
        )
        again = (key for key, one in plan.current.items() if made[key] is not one and turn_of(one.item))
        plan = replace(plan, stale={**plan.stale, **dict.fromkeys(again, _AFTER)})
        then, of = ("index", len(site.prose)) if self.request.search else ("publish", 0)
        self.clock.done("make", len(plan.items) - len(plan.current), then, of)
        attached = examine_files(root, content, site.prose, self.workers, self.cache.attached)
        problems = all_problems(root, content, site.prose, attached, planning=lambda: (plan.context, plan.items))
        return Made(plan, made, addresses, raise_errors(problems, ContentError), attached)

    def index(self, made: Made) -> None:
        """The search index; shards that are as they were stay, or are taken from the site that is replaced."""
        site, stage = made.plan.context.site, self.stage
        if self.request.search is None:
            stage.claim(path for path in stage.standing if path.startswith(f"{SEARCH_FOLDER}/"))
        if not self.request.search:
            return
        try:
            report = build_index(
                self._records(site),
                stage.folder / SEARCH_FOLDER,
                previous=self.request.destination / SEARCH_FOLDER,
                guidance=Guidance(site.library.vocabulary.synonyms, starmap(Way, ways_in(site))),
                jobs=self.request.jobs,
                tell=self.clock.progress,
                patch=stage.published is not None,
            )
        except PagefindLost as problem:
            raise UsageError([Problem(Place("pagefind"), "pagefind-lost", {"detail": str(problem)})]) from problem
        stage.adopt(SEARCH_FOLDER)
        left = tuple(f"{SEARCH_FOLDER}/{shard}/" for shard in report.left)
        before = {f"{SEARCH_FOLDER}/{name}" for name in former(self.request.destination / SEARCH_FOLDER)}
        stage.claim(path for path in stage.standing - before if path.startswith(left))
        self._keep_former()
        self.clock.done("index", len(site.prose), "publish")

    def _keep_former(self) -> None:
        """The files of the index that is replaced stay for pages that are open now; those of the one before it leave.

        Where anything of a document is no longer published, none stay: they would have its text.
        """
        stage, folder = self.stage, f"{SEARCH_FOLDER}/"
        stood = stage.standing or files_below(self.request.destination)
        if any(path not in stage.paths for path in stood if path.partition("/")[0] in KINDS):
            return
        files = {path.removeprefix(folder) for path in stage.paths if path.startswith(folder)}
        if names := sorted(to_keep(self.request.destination / SEARCH_FOLDER, files)):
            stage.keep((folder + name for name in names), self.request.destination)
            stage.write(folder + FORMER, to_json(names))

    def publish(self, made: Made) -> Report:
        """What stands beside the site takes its place, and what the next build may build on is kept."""
        site, stage, destination = made.plan.context.site, self.stage, self.request.destination
        verify(stage, made.addresses, site.config.site.base_path, self.request.root / "templates")
        self.staged.close()
        site.prose.store = None  # it is gone
        self.clock.done("publish", len(stage.paths), "" if self._in_process else "write cache")
        others = frozenset(stage.paths.difference(*(item.paths for item in made.items.values())))
        facts, listings, attached = site.prose.facts, site.listings, made.attached
        cache = replace(
            self._content.to_cache(self._program, facts, attached, listings, made.items, others, self._compiled),
            ways=site.ways,
            site=publication(destination),
        )
        pages = sum(path.endswith(".html") for path in stage.paths)
        following = next_changes(site.library, self.request.on)[0]
        outcome = Outcome(len(site.library.documents), pages, site.library.withheld, made.warnings, following)
        if not self._in_process:
            save_cache(cache, destination)
            save_fingerprint(destination, self.request.fingerprint, stage.paths, outcome)
            self.clock.done("write cache", len(made.items))
        return Report(
            **_fields(replace(outcome, warnings=(*self._gone, *made.warnings))),  # the next time they are gone
            phases=tuple(self.clock.phases),
            made=made.plan.stale,
            dropped=self.dropped,
            behind=False,
            kept=Kept(cache, made.plan.context, frozenset(stage.paths)),
        )

    def _vanishing(self, content: Content) -> tuple[Problem, ...]:
        """Documents that would vanish from the site; raises ContentError where they are too many, or nothing is left."""
        if content.listings is not None:  # nothing but bodies differs
            return ()
        most = 100 if self.request.allow_shrink else self.config.limits.shrink
        gone = nothing_to_publish(content.library) or vanished(self.request.destination, content.library, most)
        raise_errors((*gone, *content.problems), ContentError)
        return gone

    def _standing(self) -> set[str] | None:
        """The files of the published site, where it is to be patched."""
        if self.dropped:
            return None
        return self.cache.paths() if self._in_process else files_below(self.request.destination)

    def _records(self, site: Site) -> Iterator[Promise]:
        for promise in promised_records(site):
            self.clock.progress(0, len(site.prose))
            yield promise

    def _remote(self) -> RemoteSite:
        root, on = self.request.root, self.request.on
        return RemoteSite(root.resolve(), on, self._program, self._frame, sources_digest(root, self._sources))

    def _examination(self) -> Examination:
        return partial(examine_remotely, self._remote())

    def _making(self) -> RemoteTask:
        return partial(make_remotely, self._remote())


def _fields(outcome: Outcome) -> dict[str, Any]:
    return {field.name: getattr(outcome, field.name) for field in fields(outcome)}
