"""The same stages where it is known which documents were written, and nothing follows from them but what pages show.

For `serve`, which keeps the last build in its process and hears which files are written: then a saved text is on the
screen before a build has looked at all the others. Where more may follow, `MoreDiffersError` says so, nothing has been
published, and the stages look at everything. What is published is what a build would publish, with the same problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace

from disclosure.base.fingerprint import publication
from disclosure.base.problems import ContentError
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_document
from disclosure.library.duplicates import repeats
from disclosure.library.library import RELATIONS
from disclosure.library.versions import entry_of
from disclosure.model.documents import Authored, Document, Version
from disclosure.model.records import Entry
from disclosure.pipeline.analyse import has_errors
from disclosure.pipeline.cache import BuiltItem, ItemId, Readers, Reason
from disclosure.pipeline.dependencies import OF_DOCUMENTS, Read
from disclosure.pipeline.make import files_of
from disclosure.pipeline.run import Kept, Made, Plan, Report, Request
from disclosure.rules.check import check_document
from disclosure.site.commit import Found
from disclosure.site.page import Site, turn_of
from disclosure.site.publish import Addresses, BrokenOutput, Staging, staging, verify

MOST = 8
"""Texts saved at once, above which to look at everything is as good."""

WORDS = ("title", "summary", "keywords", "contact", "term_note")
"""Fields of which nothing follows but what pages show: those of others too, which are left behind for now."""


class MoreDiffersError(Exception):
    """More follows from what was written than pages of these documents; nothing has been published."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents that were written, by path, as they are now. `alone`: they differ in their bodies only."""

    entries: Mapping[str, Entry[Authored]]
    alone: bool

    def keys(self) -> list[str]:
        """Their ids."""
        return [entry.record.id for entry in self.entries.values()]


class HotRun:
    """The stages of `Run`, looking at the written documents alone."""

    def __init__(self, request: Request, last: Report, found: Found | None) -> None:
        if found is not None or not _may_be_enough(request, last.kept):
            raise MoreDiffersError
        self.request = request
        self.staged = ExitStack()
        self._last = last
        self._kept = last.kept

    def load(self) -> list[Source]:
        """The bytes of the documents. What was written beside them and is no source, such as an editor's own file, is none."""
        root, cache, limits = self.request.root, self._kept.cache, self._kept.context.site.config.limits
        sources = []
        for path in self.request.changed or ():
            file = root / path
            if path not in cache.entries:
                known = path in cache.stamps or (cache.library is not None and path in cache.library.assets)
                if known or file.exists():
                    raise MoreDiffersError
            elif not file.is_file() or file.is_symlink() or file.stat().st_size > limits.file_bytes:
                raise MoreDiffersError
            else:
                sources.append(Source(path, file.read_bytes()))
        if not 0 < len(sources) <= MOST:
            raise MoreDiffersError
        return sources

    def analyse(self, sources: Iterable[Source]) -> Texts:
        """What they say, if it differs from what they said in bodies or words only."""
        cache, limits = self._kept.cache, self._kept.context.site.config.limits
        changed: dict[str, Entry[Authored]] = {}
        alone = not any(not turn_of(cache.made[key].item) for key in cache.behind)
        for source in sources:
            entry, problems = parse_document(source, limits.front_matter_bytes)
            old = cache.entries[source.path]
            if problems or entry.record.id not in self._kept.context.site.prose:
                raise MoreDiffersError
            findings = check_document(entry, self._kept.context.site.library.vocabulary.sensitive)
            alone = alone and findings == cache.findings.get(source.path) and _same_but(old, entry, ())
            if has_errors(findings) or not (alone or _same_but(old, entry, WORDS)):
                raise MoreDiffersError
            changed[source.path] = entry
        return Texts(changed, alone)

    def plan(self, texts: Texts) -> Plan:
        """The items that show these documents; where others show their words too, their own items."""
        kept = self._kept
        site = _with(kept.context.site, texts.entries)
        keys = texts.keys()
        if any(_leads_elsewhere(site, kept.context.site, key) for key in keys):
            raise MoreDiffersError
        made = kept.cache.made
        self._texts = texts
        self._readers = kept.readers or Readers.of(kept.cache)
        stale: dict[ItemId, Reason]
        if texts.alone:
            reads: set[Read] = {(table, key) for table in OF_DOCUMENTS for key in keys}
            found = (key for key in self._readers.of_documents(reads) if not reads.isdisjoint(made[key].reads))
            stale = {key: ("reads", f"prose {key[1]}") for key in found if not turn_of(made[key].item)}
            self._reads = reads
        else:
            stale = {key: ("differs", "") for key in made if key[1] in set(keys)}
        return Plan(replace(kept.context, site=site), [made[key].item for key in stale], stale, made)

    def make(self, plan: Plan) -> Made:
        """These items, written beside the site."""
        self.stage = self.staged.enter_context(staging(self.request.destination, set(self._kept.paths), durable=False))
        items = dict(plan.current)
        result = plan.context.make(
            Staging(self.stage.folder, self.stage.published), enumerate([[i] for i in plan.items]), copies=True
        )
        for (index, _), found in result.made.items():
            key = list(plan.stale)[index]
            items[key] = BuiltItem(plan.items[index], *found)
            if items[key].paths != plan.current[key].paths:
                raise MoreDiffersError
        self.stage.paths = set(self._kept.paths)
        addresses = _addresses(self.stage, plan, items, self._readers) if self._texts.alone else Addresses()
        return Made(plan, items, addresses, self._last.warnings, self._kept.cache.attached)

    def index(self, made: Made) -> None:
        """It stays as it is."""

    def publish(self, made: Made) -> Report:
        """They take their places."""
        kept, texts, context = self._kept, self._texts, made.plan.context
        try:
            verify(self.stage, made.addresses, context.site.config.site.base_path)
        except (ContentError, BrokenOutput) as error:  # the whole build says where that comes from
            raise MoreDiffersError from error
        self.staged.close()
        now = publication(self.request.destination)
        if not texts.alone:
            cache = replace(kept.cache, behind=kept.cache.behind | made.plan.stale.keys(), site=now)
            return replace(self._last, made=made.plan.stale, behind=True, kept=replace(kept, cache=cache))
        cache = replace(
            kept.cache,
            stamps={path: stamp for path, stamp in kept.cache.stamps.items() if path not in texts.entries},
            entries={**kept.cache.entries, **texts.entries},
            facts=context.site.prose.facts,
            library=context.site.library,
            made=made.items,
            behind=kept.cache.behind | self._later(made),
            site=now,
        )
        readers = replace(self._readers, since=self._readers.since | made.plan.stale.keys())
        return replace(
            self._last,
            phases=(),
            made=made.plan.stale,
            dropped=None,
            behind=False,
            kept=replace(kept, cache=cache, context=context, readers=readers),
        )

    def _later(self, made: Made) -> frozenset[ItemId]:
        """What of later turns is to be made by the build that follows: what reads these texts, or the files of them."""
        differs = self._reads | files_of(made.items[key] for key in made.plan.stale)
        return frozenset(key for key in self._readers.later if not differs.isdisjoint(made.items[key].reads))


def _may_be_enough(request: Request, kept: Kept) -> bool:
    """Whether the site that stands there is the one that was built last, of the same day, and its index is to stay."""
    return (
        request.changed is not None
        and not request.search
        and request.on == kept.context.site.on
        and kept.cache.library is not None
        and kept.cache.site == publication(request.destination)
    )


def _same_but(old: Entry[Authored], new: Entry[Authored], words: Iterable[str]) -> bool:
    """Whether two states of a document differ in their bodies and these fields only."""
    return _without(old, words) == _without(new, words)


def _without(entry: Entry[Authored], words: Iterable[str]) -> tuple[object, ...]:
    """A document as it must be the same; the places of its fields are as they are where those are compared too."""
    fields = {name: value for name, value in entry.record.__dict__.items() if name not in words}
    return fields, entry.path, entry.front, None if words else (entry.places, entry.body_line)


def _with(site: Site, changed: Mapping[str, Entry[Authored]]) -> Site:
    """The site with these documents."""
    by_id = {entry.record.id: entry for entry in changed.values()}
    library = site.library.with_texts(changed.values())
    rows = {
        key: replace(site.listings.rows[key], record=library.documents[key].record)
        for key, entry in by_id.items()
        if isinstance(entry.record, Document)
    }
    return replace(
        site,
        library=library,
        listings=replace(site.listings, rows={**site.listings.rows, **rows}),
        prose=site.prose.with_entries(by_id),
    )


def _leads_elsewhere(now: Site, before: Site, key: str) -> bool:
    """Whether a body links to something else than before, has other problems, amends, or has other articles where some are cited.

    Then more than its own pages differ.
    """
    library = now.library
    record = entry_of(library, key).record
    cited = record.policy if isinstance(record, Version) else key
    if record.read("amends", ()) or library.changes_to("amends", cited):
        return True  # what is said of amendments depends on both texts
    if any(link.relation.articles for name in RELATIONS for link in library.changes_to(name, cited)) and (
        _anchors(now, key) != _anchors(before, key)
    ):
        return True
    now.prose.examine([key])
    found, then = now.prose.facts[key], before.prose.facts[key]
    if found.sketch != then.sketch and key in library.documents and any(_repeats(site, key) for site in (now, before)):
        return True  # another document may be called its copy
    return (found.links, found.targets) != (then.links, then.targets) or bool(found.problems or then.problems)


def _repeats(site: Site, key: str) -> bool:
    return repeats(site.library, {other: facts.sketch for other, facts in site.prose.facts.items()}, key)


def _anchors(site: Site, key: str) -> list[tuple[str, str]]:
    return [(passage.id, passage.label) for passage in site.prose[key].passages]


def _addresses(stage: Staging, plan: Plan, items: Mapping[ItemId, BuiltItem], readers: Readers) -> Addresses:
    """What the pages that were made link to, and what the others link to in them."""
    addresses, base_path = Addresses(), plan.context.site.config.site.base_path
    new = {path for key in plan.stale for path in items[key].paths}
    for path in new:
        if path.endswith(".html"):
            addresses.read(path, stage.read(path), base_path)
    for key in readers.of_files(new):
        addresses.anchors.update(pair for pair in items[key].anchors if pair[0] in new)
    return addresses
