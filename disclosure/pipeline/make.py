"""Make and write what is planned and not as it was: by several processes, each of which writes what it makes."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from disclosure.base.workers import HERE, Count, WorkerPool, parallel_map
from disclosure.library.bodies import Found
from disclosure.pipeline.cache import BuiltItem, ItemId, item_id
from disclosure.pipeline.dependencies import MADE, Read, tracked
from disclosure.site.page import Copy, Deferred, Joined, Output, Page, Planned, Site, Streamed, products, turn_of
from disclosure.site.publish import Addresses, Staging, StandingFiles
from disclosure.site.render import Compiled, load_static, renderer, static_path

REMOTE_PAYS = 4
"""A remote worker reads the whole site before it begins: that pays where at least one in so many things is made anew."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What one worker brings back: of each item, by its number, only what the others do not have.

    `copies` are files that a remote worker leaves to us: its attachments may be others than ours, by the same names.
    """

    made: dict[tuple[int, int], tuple[tuple[str, ...], tuple[Read, ...], tuple[tuple[str, str], ...]]]
    files: set[str]
    anchors: set[tuple[str, str]]
    copies: list[Copy]
    found: dict[str, Found]


Units = Sequence[Sequence[Planned]]
"""What is made together, since it shows the body of one document, or is a thing by itself."""

RemoteTask = Callable[["Stage", Mapping[int, Sequence[ItemId]]], BatchResult]
"""What a remote worker does: it makes the items with these ids, by the number of their unit. Can be pickled."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a remote worker writes: the folders of `Staging`, and the number by which the first is known to be that folder."""

    folder: Path
    published: Path | None
    number: int

    @classmethod
    def of(cls, stage: Staging) -> Stage:
        """The stage of this build."""
        return cls(stage.folder.resolve(), stage.published and stage.published.resolve(), stage.folder.stat().st_ino)

    def stands(self) -> bool:
        """Whether it is still there: a build that failed meanwhile has cleared it away."""
        with contextlib.suppress(FileNotFoundError):
            return self.folder.stat().st_ino == self.number
        return False


@dataclass(frozen=True, slots=True)
class RenderContext:
    """All that a worker needs: the project's root, its site, the static files, and the renderer of its pages."""

    root: Path
    site: Site
    static: Mapping[str, bytes]
    render: Callable[[Page], str]

    @classmethod
    def of(cls, root: Path, site: Site, compiled: Compiled, *, every: bool = False) -> RenderContext:
        """What renders a site. With `every`, all templates are compiled now, before processes part.

        `compiled` gains the templates that were compiled.
        """
        static = load_static(root / "templates")
        return cls(root, site, static, renderer(root / "templates", site, static, compiled, every=every))

    def make(
        self,
        stage: Staging,
        units: Iterable[tuple[int, Sequence[Planned]]],
        *,
        copies: bool,
        count: Count = lambda: None,
    ) -> BatchResult:
        """Make and write these units, given with their numbers. Without `copies` attachments are left to somebody else."""
        addresses, base_path = Addresses(), self.site.config.site.base_path
        seen, reads = tracked(self.site)
        share = BatchResult({}, addresses.files, addresses.anchors, [], {})
        keys: set[str] = set()
        known: dict[Read, Read] = {}  # many items read the same
        for index, unit in units:
            for number, item in enumerate(unit):
                reads.clear()
                paths, anchors = [], set()
                for product in products(item, seen):
                    paths.append(product.path)
                    if isinstance(product, Page):
                        html = self.render(product)
                        anchors |= addresses.read(product.path, html, base_path)
                        stage.write(product.path, html.encode())
                    elif isinstance(product, Output | Joined):
                        stage.write(product.path, product.data)
                    elif isinstance(product, Streamed):
                        stage.stream(product.path, product.stretches)
                    else:
                        reads.add(("library.assets", product.source))  # its bytes, which no table holds
                        if copies:
                            stage.copy(product.path, self.root / product.source)
                        else:
                            share.copies.append(product)
                one = tuple(known.setdefault(read, read) for read in reads)
                share.made[index, number] = (tuple(paths), one, tuple(sorted(anchors)))
            keys.update(item.key for item in unit if isinstance(item, Deferred) and self._has_body(item.key))
            count()
        share.found.update(self.site.prose.examine(keys))
        return share

    def after(self, made: Iterable[BuiltItem], stage: Staging) -> RenderContext:
        """What makes the items of a later turn: its site knows what stands by now."""
        files: defaultdict[str, list[str]] = defaultdict(list)
        for one in made:
            if isinstance(one.item, Deferred):
                files[one.item.key] += one.paths
        beside = {key: tuple(sorted(paths)) for key, paths in files.items()}
        return replace(self, site=replace(self.site, beside=beside, standing=StandingFiles(stage)))

    def _has_body(self, key: str) -> bool:
        return key.partition("@")[0] in self.site.library.documents


def make_all(
    stage: Staging,
    render_context: RenderContext,
    planned: Sequence[Planned],
    fresh: Mapping[ItemId, BuiltItem],
    workers: WorkerPool = HERE,
    *,
    before: Mapping[ItemId, BuiltItem] = MappingProxyType({}),
    remote_task: Callable[[], RemoteTask] | None = None,
) -> tuple[dict[ItemId, BuiltItem], Addresses]:
    """Every planned item as it was made, now or before, and the addresses that have to lead somewhere.

    What is not fresh, or has lost a file, is made anew; bodies are examined on the way. Static files are written too.
    `before` is all that the last build made: what is made in a later turn is fresh only where all that it reads of what
    earlier turns made is as it was. `remote_task` gives what remote workers do; it is asked for only if they are sent.
    """
    ids = [item_id(item) for item in planned]
    turns: defaultdict[int, list[Planned]] = defaultdict(list)
    for item in planned:
        turns[turn_of(item)].append(item)
    made: dict[ItemId, BuiltItem] = {}
    kept: dict[ItemId, BuiltItem] = {}
    addresses = Addresses()
    gone = before.keys() - set(ids)
    renewed = files_of(before[key] for key in gone) | (_WHOLE if gone else set())
    for turn in sorted(turns):
        context = render_context.after(made.values(), stage) if turn else render_context
        known = ((key, fresh[key]) for key in map(item_id, turns[turn]) if key in fresh)
        same = {
            key: one
            for key, one in known
            if stage.standing.issuperset(one.paths) and (not turn or renewed.isdisjoint(one.reads))
        }
        pool = workers.on(len(turns[turn]) - len(same)) if not turn else workers if workers.local else HERE
        new, share = _make_turn(stage, context, turns[turn], same, pool, None if turn else remote_task)
        addresses.files |= share.files
        addresses.anchors |= share.anchors
        kept |= same
        made |= same | new
        renewed |= files_of((*new.values(), *(before[key] for key in new.keys() & before.keys())))
        if any(key not in before or before[key].paths != one.paths for key, one in new.items()):
            renewed |= _WHOLE
        for one in (*same.values(), *new.values()):
            stage.claim(one.paths)
    for name, data in render_context.static.items():
        stage.write(static_path(name), data)
    _links_of_kept_items(stage, kept, addresses, render_context.site.config.site.base_path)
    return {key: made[key] for key in ids}, addresses


_WHOLE: set[Read] = {(table, None) for table in MADE}
"""Which files there are."""


def files_of(items: Iterable[BuiltItem]) -> set[Read]:
    """What later turns may have read of the files of these."""
    found: set[Read] = set()
    for one in items:
        found.update(("standing", path) for path in one.paths)
        if isinstance(one.item, Deferred):
            found.add(("beside", one.item.key))
    return found


def _make_turn(
    stage: Staging,
    context: RenderContext,
    planned: Sequence[Planned],
    kept: Mapping[ItemId, BuiltItem],
    workers: WorkerPool,
    remote_task: Callable[[], RemoteTask] | None,
) -> tuple[dict[ItemId, BuiltItem], Addresses]:
    """The items of one turn that are not kept, made and written, and what they link to."""
    units = _by_document(item for item in planned if item_id(item) not in kept)

    def make_share(share: range, count: Count) -> BatchResult:
        own = Staging(stage.folder, stage.published)
        return context.make(own, ((index, units[index]) for index in share), copies=True, count=count)

    made: dict[ItemId, BuiltItem] = {}
    addresses = Addresses()
    worth = workers.local or (planned and len(planned) - len(kept) > len(planned) / REMOTE_PAYS)
    remote = _sender(remote_task(), stage, units) if remote_task and worth and not workers.local else None
    for share in parallel_map(make_share, len(units), workers, remote=remote):
        for (index, number), found in share.made.items():
            item = units[index][number]
            made[item_id(item)] = BuiltItem(item, *found)
        for left in share.copies:
            Staging(stage.folder, stage.published).copy(left.path, context.root / left.source)
        addresses.files |= share.files
        addresses.anchors |= share.anchors
        context.site.prose.learn(share.found)
    return made, addresses


def _sender(remote_task: RemoteTask, stage: Staging, units: Units) -> Callable[[range], Callable[[], BatchResult]]:
    """For a range of units, what a remote worker is to call."""
    where = Stage.of(stage)
    return lambda share: partial(
        remote_task, where, {index: [item_id(item) for item in units[index]] for index in share}
    )


def _by_document(planned: Iterable[Planned]) -> list[list[Planned]]:
    """What is planned for one document together, so that its body is converted once; everything else by itself."""
    units: dict[object, list[Planned]] = {}
    for number, item in enumerate(planned):
        units.setdefault(item.key if isinstance(item, Deferred) else number, []).append(item)
    return list(units.values())


def _links_of_kept_items(
    stage: Staging, kept: Mapping[ItemId, BuiltItem], addresses: Addresses, base_path: str
) -> None:
    """Add what kept pages link to, as far as it may no longer be there: anchors of files made anew, files that are gone."""
    untouched = {path for made in kept.values() for path in made.paths}
    addresses.anchors.update(pair for made in kept.values() for pair in made.anchors if pair[0] not in untouched)
    if any(path.endswith(".html") for path in stage.standing - stage.paths):
        for path in untouched:
            if path.endswith(".html"):
                addresses.read(path, stage.read(path), base_path)
