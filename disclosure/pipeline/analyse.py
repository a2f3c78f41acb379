"""What the content says and what is wrong with it, ready for pages to be made from: the stages before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import disclosure.exports
import disclosure.pages
import disclosure.rules  # noqa: F401 — importing the three packages fills their tables
from disclosure.base.clock import Clock
from disclosure.base.messages import severity
from disclosure.base.problems import ContentError, Place, Problem, Severity, UsageError, in_order
from disclosure.base.workers import HERE, Count, WorkerPool, parallel_map
from disclosure.frontmatter.load import AttachedFiles, Source, Sources
from disclosure.frontmatter.parse import Parsed, parse, parse_config
from disclosure.library.bodies import Bodies, BodyFacts, body_problems, published_files, shown_documents
from disclosure.library.kept_back import kept_back
from disclosure.library.library import Library
from disclosure.library.listings import NO_ROWS, Listings, Row, list_documents
from disclosure.library.relate import relate
from disclosure.model.config import Config
from disclosure.model.documents import Authored, Document
from disclosure.model.records import Entry
from disclosure.pipeline.cache import EMPTY, BuildCache, BuiltItem, ItemId, uncollected
from disclosure.pipeline.link_check import Planning, dead_ends
from disclosure.rules.assessment import ranked_without_weights
from disclosure.rules.check import Sensitive, check, check_document, check_file, check_words
from disclosure.rules.duplicates import near_duplicates
from disclosure.rules.footer import footer_incomplete
from disclosure.rules.formats import formats_not_made
from disclosure.rules.media import past_the_end
from disclosure.site.page import Planned, Site, export, page_kind
from disclosure.site.render import load_languages, load_strings

Findings = Mapping[str, tuple[Problem, ...]]
"""What rules found, by path."""


def read_settings(root: Path) -> tuple[Config, tuple[Problem, ...]]:
    """The settings of config.yaml as far as they could be read, and what is wrong with them; raises UsageError without any."""
    path = root / "config.yaml"
    if not path.is_file():
        raise UsageError([Problem(Place(path.name), "config-missing")])
    return parse_config(Source(path.name, path.read_bytes()))


def read_config(root: Path) -> Config:
    """The settings of config.yaml; raises UsageError."""
    config, problems = read_settings(root)
    raise_errors(problems, UsageError)
    return config


@dataclass(frozen=True, slots=True)
class Content:
    """What the sources say, and everything wrong with them but for their bodies.

    `sources` are without the bytes of documents, which have been read: of a hundred thousand they are half a gigabyte.
    `files` are the attachments that are not as remembered. `listings` are the remembered ones where only bodies differ.
    """

    sources: Sources
    parsed: Parsed
    frame: str
    library: Library
    listings: Listings | None
    findings: Mapping[str, tuple[Problem, ...]]
    related: tuple[Problem, ...]
    files: frozenset[str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        found = chain.from_iterable(self.findings.values())
        return (*self.sources.problems, *self.parsed.problems, *self.related, *found)

    def to_cache(
        self,
        program: str,
        facts: Mapping[str, BodyFacts],
        attached: Findings,
        listings: Listings,
        made: Mapping[ItemId, BuiltItem],
        others: frozenset[str],
        compiled: Mapping[str, bytes],
    ) -> BuildCache:
        """What the next build may build on."""
        return BuildCache(
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
            listings=listings,
            made=made,
            others=others,
            compiled=compiled,
        )


@uncollected()
def analyse(
    sources: Sources,
    config: Config,
    on: date,
    frame: str = "",
    cache: BuildCache = EMPTY,
    clock: Clock | None = None,
    workers: WorkerPool = HERE,
) -> Content:
    """Parse, relate and check; what is in the cache is not done again."""
    clock = clock or Clock()
    known = cache.vocabulary if frame == cache.frame else None
    parsed = parse(sources, config, cache.entries, known, workers)
    clock.done("parse", len(sources.documents), "relate", len(parsed.documents))
    library = cache.library_of(parsed.documents, sources.assets, frame) if not parsed.broken else None
    related = cache.problems
    listings = cache.listings if library is not None else None
    if library is None:
        library, unrelated = relate(parsed, sources.assets)
        words = check_words((*sources.frame, *sources.data))
        settings = (
            *formats_not_made(config),
            *footer_incomplete(config, library),
            *ranked_without_weights(config, library),
        )
        related = (*unrelated, *check(library, on), *words, *settings)
    clock.done("relate", len(parsed.documents) if listings is None else 0, "check", len(parsed.documents))
    as_before = cache.vocabulary is not None and cache.vocabulary.sensitive == parsed.vocabulary.sensitive
    findings = _findings(
        shown_documents(library).values(), parsed.vocabulary.sensitive, cache, workers, anew=not as_before
    )
    clock.done("check", len(findings), "plan")
    stamps = sources.stamps
    same = {path for path in sources.assets if as_before and path in stamps and stamps[path] == cache.stamps.get(path)}
    files = frozenset(sources.assets).difference(same)
    return Content(replace(sources, documents=(), frame=()), parsed, frame, library, listings, findings, related, files)


def _findings(
    documents: Iterable[Entry[Authored]], sensitive: Sensitive, cache: BuildCache, workers: WorkerPool, *, anew: bool
) -> Findings:
    """What the rules of one document find; remembered of those that are as they were, unless all are looked at `anew`."""
    by_path = {entry.path: entry for entry in documents}
    changed = [path for path, entry in by_path.items() if anew or cache.entries.get(path) is not entry]
    return _looked_at(by_path, changed, lambda path: check_document(by_path[path], sensitive), cache.findings, workers)


def _looked_at(
    paths: Iterable[str],
    unknown: Sequence[str],
    look: Callable[[str], tuple[Problem, ...]],
    known: Findings,
    workers: WorkerPool,
) -> Findings:
    """What is found at all these paths: by looking at those `unknown`, and as `known` at the others."""

    def look_at_share(share: range, _: Count) -> dict[str, tuple[Problem, ...]]:
        return {unknown[index]: look(unknown[index]) for index in share}

    shares = parallel_map(look_at_share, len(unknown), workers.on(len(unknown)))
    found = {path: problems for share in shares for path, problems in share.items()}
    return {path: found[path] if path in found else known[path] for path in paths}


def examine_files(
    root: Path, content: Content, bodies: Bodies, workers: WorkerPool = HERE, known: Findings = MappingProxyType({})
) -> Findings:
    """What the rules of attached files find in those that are published, by path; `known` of those as remembered.

    Remote workers are not asked: their files may be others than ours.
    """
    paths = published_files(content.library, bodies)
    unread = [path for path in paths if path not in known or path in content.files]
    sensitive = content.library.vocabulary.sensitive

    def look(path: str) -> tuple[Problem, ...]:
        return check_file(path, (root / path).read_bytes(), sensitive)

    return _looked_at(paths, unread, look, known, workers)


def all_problems(
    root: Path, content: Content, bodies: Bodies, attached: Findings, planning: Planning | None = None
) -> Iterator[Problem]:
    """Everything wrong, once all bodies and files have been examined; `planning` is for `link_check`."""
    files = AttachedFiles(root, content.library.assets)
    return chain(
        content.problems,
        body_problems(content.library, bodies, content.parsed.documents),
        dead_ends(content.library, bodies, planning),
        near_duplicates(content.library, bodies.facts),
        kept_back(content.library, bodies, content.parsed.documents, files),
        past_the_end(content.library, files),
        *attached.values(),
    )


@uncollected()
def open_site(
    root: Path, config: Config, content: Content, bodies: Bodies, on: date, known: Mapping[str, Row[Document]] = NO_ROWS
) -> Site:
    """What pages are made from."""
    strings = load_strings(root / "templates", config.language)
    written = {entry.record.language for entry in content.library.documents.values()} - {config.language}
    languages = load_languages(root / "templates", written, strings)
    listings = content.listings or list_documents(content.library, on, known)
    attached = AttachedFiles(root, content.library.assets)
    return Site(config, content.library, listings, bodies, attached, on, strings, languages)


@uncollected()
def plan(site: Site) -> tuple[Planned, ...]:
    """All that is published, of every registered kind."""
    pages = tuple(page for _, pages_of in page_kind for page in pages_of(site))
    return (*pages, *(output for _, outputs_of in export for output in outputs_of(site, pages)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them keeps the site from being published."""
    return any(severity(problem) is Severity.ERROR for problem in problems)


def raise_errors(problems: Iterable[Problem], kind: type[ContentError | UsageError]) -> tuple[Problem, ...]:
    """Raise all problems together when one of them is an error; otherwise they are warnings."""
    ordered = tuple(in_order(problems))
    if has_errors(ordered):
        raise kind(ordered)
    return ordered
