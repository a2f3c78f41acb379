"""A saved document, shown at once, for `serve`, which keeps the last build in its process and hears which files are written.

`again` takes the place of a build: where nothing differs but bodies, and somebody knows which, nothing else is looked at.
It gives None wherever it is not certain to publish what a build would publish, with the same problems: the build itself
then says what there is. `ahead` goes before a build: where a document has another title, say, its own page is shown, and
the lists follow.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.base.fingerprint import publication
from disclosure.base.problems import ContentError
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_document
from disclosure.library.library import RELATIONS
from disclosure.model.documents import Document
from disclosure.model.records import Entry
from disclosure.pipeline.analyse import has_errors
from disclosure.pipeline.build import Report
from disclosure.pipeline.cache import BuildCache, BuiltItem, ItemId, Readers, Reason
from disclosure.pipeline.dependencies import OF_DOCUMENTS, Read
from disclosure.pipeline.make import RenderContext
from disclosure.rules.check import check_document
from disclosure.site.page import Site
from disclosure.site.publish import Addresses, BrokenOutput, Staging, building, staging, verify

MOST = 8
"""Texts saved at once, above which a build is as good."""


def again(last: Report, root: Path, destination: Path, on: date, touched: Iterable[str]) -> Report | None:
    """The last build with the texts at the paths `touched` as they are now. None: it takes a build to know.

    Every file that was written, made or removed since the last build must be among `touched`.
    """
    render_context, memory = last.render_context, last.memory
    if render_context is None or memory.library is None or on != render_context.site.on or memory.ahead:
        return None
    changed = _changed_entries(render_context, memory, root, touched)
    if changed is None:
        return None
    site = _with(render_context.site, changed)
    keys = [entry.record.id for entry in changed.values()]
    if any(_says_more(render_context, site, key) for key in keys):
        return None
    reads: set[Read] = {(table, key) for table in OF_DOCUMENTS for key in keys}
    readers = last.readers or Readers.of(memory)
    stale = {
        key: memory.made[key] for key in readers.of_documents(reads) if not reads.isdisjoint(memory.made[key].reads)
    }
    made = dict(memory.made)
    try:
        with building(destination, root), _staging(last, destination) as stage:
            _make(stage, replace(render_context, site=site), stale, made)
            stage.paths = set(last.paths)
            verify(stage, _addresses(stage, made, stale, readers, render_context), site.config.site.base_path)
    except (_Unsure, ContentError, BrokenOutput):
        return None
    now = replace(
        memory,
        stamps={path: stamp for path, stamp in memory.stamps.items() if path not in changed},
        entries={**memory.entries, **changed},
        facts=site.prose.facts,
        library=site.library,
        made=made,
        site=publication(destination),
    )
    reasons: dict[ItemId, Reason] = {key: ("reads", f"prose {key[1]}") for key in stale}
    return replace(
        last,
        made=reasons,
        phases=(),
        dropped=None,
        memory=now,
        render_context=replace(render_context, site=site),
        readers=replace(readers, since=readers.since | stale.keys()),
    )


def ahead(last: Report, root: Path, destination: Path, on: date, touched: Iterable[str]) -> Report | None:
    """The last build, and in the site the pages of these documents as they are now. A build must follow.

    None: nothing was shown. That is so for anything but texts and words, and where a document has new problems.
    """
    render_context, memory = last.render_context, last.memory
    if render_context is None or memory.library is None or on != render_context.site.on:
        return None
    changed = _changed_entries(render_context, memory, root, touched, _WORDS)
    if changed is None:
        return None
    site = _with(render_context.site, changed)
    keys = {entry.record.id for entry in changed.values()}
    if any(_says_more(render_context, site, key) for key in keys):
        return None
    own = {key: made for key, made in memory.made.items() if key[1] in keys}
    try:
        with building(destination, root), _staging(last, destination) as stage:
            _make(stage, replace(render_context, site=site), own, {})
            stage.paths = set(last.paths)
    except (_Unsure, ContentError, BrokenOutput):
        return None
    return replace(last, memory=replace(memory, ahead=memory.ahead | own.keys(), site=publication(destination)))


_WORDS = ("title", "summary", "keywords", "contact", "term_note")
"""Fields of which nothing follows but what pages show."""
_TABLES = ("policies", "interpretations", "pages")


class _Unsure(Exception):
    """Something is not as it was; nothing has been published."""


@contextlib.contextmanager
def _staging(last: Report, destination: Path) -> Iterator[Staging]:
    """A patch of the last publication, if that is what stands there."""
    if publication(destination) != last.memory.site:
        raise _Unsure
    with staging(destination, set(last.paths), durable=False) as stage:
        yield stage


def _changed_entries(
    render_context: RenderContext, memory: BuildCache, root: Path, touched: Iterable[str], words: Iterable[str] = ()
) -> dict[str, Entry[Document]] | None:
    """The documents that were written, if they differ from what they were in their bodies only, or in `words` of theirs."""
    changed: dict[str, Entry[Document]] = {}
    limits = render_context.site.config.limits
    for path in set(touched):
        file, old = root / path, memory.entries.get(path)
        if old is None:
            known = path in memory.stamps or path in memory.library.assets if memory.library else True
            if known or file.exists():
                return None
            continue  # an editor's own, gone again
        if not file.is_file() or file.is_symlink() or file.stat().st_size > limits.file_bytes:
            return None
        entry, problems = parse_document(Source(path, file.read_bytes()), limits.front_matter_bytes)
        if problems or _without(old, words) != _without(entry, words):
            return None
        found = check_document(entry)
        worse = has_errors(found) if words else found != memory.findings.get(path)
        if worse or entry.record.id not in render_context.site.prose:
            return None
        changed[path] = entry
    return changed if 0 < len(changed) <= MOST else None


def _without(entry: Entry[Document], words: Iterable[str]) -> tuple[object, ...]:
    """A document as it must be the same; the places of its fields are as they are where those are compared too."""
    fields = {name: value for name, value in entry.record.__dict__.items() if name not in words}
    return fields, entry.path, entry.front, None if words else (entry.places, entry.body_line)


def _with(site: Site, changed: dict[str, Entry[Document]]) -> Site:
    """The site with these documents."""
    by_id = {entry.record.id: entry for entry in changed.values()}
    tables: dict[str, Any] = {}
    for name in _TABLES:
        table = getattr(site.library, name)
        tables[name] = {**table, **{key: entry for key, entry in by_id.items() if key in table}}
    rows = {
        key: replace(site.listings.rows[key], policy=tables["policies"][key].record)
        for key in by_id
        if key in site.listings.rows
    }
    return replace(
        site,
        library=replace(site.library, **tables),
        listings=replace(site.listings, rows={**site.listings.rows, **rows}),
        prose=site.prose.with_entries(by_id),
    )


def _says_more(render_context: RenderContext, site: Site, key: str) -> bool:
    """Whether a body links to something else than before, has other problems, or other articles where some are cited.

    Then more than its own pages differ.
    """
    library = site.library
    if any(link.relation.articles for name in RELATIONS for link in library.links_to(name, key)) and (
        _anchors(site, key) != _anchors(render_context.site, key)
    ):
        return True
    site.prose.examine([key])
    now, before = site.prose.facts[key], render_context.site.prose.facts[key]
    return (now.links, now.targets) != (before.links, before.targets) or bool(now.problems or before.problems)


def _anchors(site: Site, key: str) -> list[tuple[str, str]]:
    return [(passage.id, passage.label) for passage in site.prose[key].passages]


def _make(
    stage: Staging, render_context: RenderContext, stale: dict[ItemId, BuiltItem], made: dict[ItemId, BuiltItem]
) -> None:
    """Make what is stale into the stage."""
    ids, units = list(stale), [[one.item] for one in stale.values()]
    share = render_context.make(Staging(stage.folder, stage.published), enumerate(units), copies=True)
    for (index, _), found in share.made.items():
        made[ids[index]] = BuiltItem(units[index][0], *found)
        if made[ids[index]].paths != stale[ids[index]].paths:
            raise _Unsure


def _addresses(
    stage: Staging,
    made: dict[ItemId, BuiltItem],
    stale: dict[ItemId, BuiltItem],
    readers: Readers,
    render_context: RenderContext,
) -> Addresses:
    """What the pages that were made link to, and what the others link to in them."""
    addresses, base_path = Addresses(), render_context.site.config.site.base_path
    new = {path for key in stale for path in made[key].paths}
    for path in new:
        if path.endswith(".html"):
            addresses.read(path, stage.read(path), base_path)
    for key in readers.of_files(new):
        addresses.anchors.update(pair for pair in made[key].anchors if pair[0] in new)
    return addresses
