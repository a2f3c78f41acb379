"""Bodies of a whole library to HTML, with the links between documents resolved and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from disclosure.addresses import LinkTable, asset_path, asset_url
from disclosure.config import InputLimits
from disclosure.library import Library
from disclosure.model import Disclosure, Document, Entry, Interpretation, Policy
from disclosure.problems import Place, Problem
from disclosure.prose import Prose, convert
from disclosure.source import Limits
from disclosure.workers import in_order_of_index, spread


def shown_documents(library: Library) -> dict[str, Entry[Document]]:
    """Every published document by id."""
    return {**library.policies, **library.interpretations, **library.pages}


def convert_all(library: Library, settings: InputLimits, jobs: int) -> tuple[dict[str, Prose], tuple[Problem, ...]]:
    """The body of every published document by id, and everything wrong with bodies and the files that belong to them.

    Bodies do not depend on each other, so `jobs` processes share them. A policy open only on request has an element
    table and no body: its text is not converted at all.
    """
    shown = shown_documents(library)
    links = LinkTable(shown, library.assets)
    limits = Limits(settings.body_characters, settings.line_characters, settings.nesting, settings.seconds)
    entries = list(shown.values())

    def convert_share(share: range) -> list[tuple[Prose, tuple[Problem, ...]]]:
        return [_convert(entries[index], links, limits) for index in share]

    converted = in_order_of_index(spread(convert_share, len(entries), jobs))
    prose = {key: body for key, (body, _) in zip(shown, converted, strict=True)}
    problems = [problem for _, found in converted for problem in found]
    problems.extend(_anchors(shown, prose))
    problems.extend(_files(shown, prose, library.assets))
    return prose, tuple(problems)


def _convert(entry: Entry[Document], links: LinkTable, limits: Limits) -> tuple[Prose, tuple[Problem, ...]]:
    body = "" if _only_on_request(entry) else entry.body
    return convert(body, Place(entry.path, entry.body_line, 1), limits, resolve=partial(links.resolve, entry))


def _only_on_request(entry: Entry[Document]) -> bool:
    return isinstance(entry.record, Policy) and entry.record.disclosure is not Disclosure.PROACTIVE


def _anchors(shown: Mapping[str, Entry[Document]], prose: Mapping[str, Prose]) -> Iterator[Problem]:
    """Links to an article of another document that has no such article."""
    by_path = {entry.path: key for key, entry in shown.items()}
    for key, entry in shown.items():
        for link in prose[key].links:
            target, _, fragment = link.href.partition("#")
            other = by_path.get(asset_path(entry, target)) if target and fragment else None
            if other is not None and f' id="{fragment}"' not in prose[other].html:
                yield Problem(Place(entry.path, link.line, 1), "broken-anchor", {"href": link.href})


def named_files(record: Document) -> list[tuple[tuple[str | int, ...], str]]:
    """The files that a document's fields name, relative to it, with the path of the field."""
    if isinstance(record, Policy):
        return [(("attachments", i, "file"), item.file) for i, item in enumerate(record.attachments)]
    if isinstance(record, Interpretation):
        return [(("media", i, "file"), item.file) for i, item in enumerate(record.media) if item.file]
    return []


def files_of(entry: Entry[Document], prose: Prose, links: LinkTable) -> list[str]:
    """Source paths of all files to publish with a document: those that fields name, and those that the body links to."""
    if _only_on_request(entry):
        return []
    named = [asset_path(entry, file) for _, file in named_files(entry.record)]
    linked = links.assets_in(entry, (link.href for link in prose.links))
    return list(dict.fromkeys((*named, *linked)))


def _files(
    shown: Mapping[str, Entry[Document]], prose: Mapping[str, Prose], assets: Mapping[str, int]
) -> Iterator[Problem]:
    """Files that are named and not there, two of one name with one document, and files that nobody names."""
    links = LinkTable(shown, assets)
    used: set[str] = set()
    for key, entry in shown.items():
        for path, file in named_files(entry.record):
            if asset_path(entry, file) not in assets:
                yield Problem(entry.place(*path), "attachment-missing", {"file": file})
        urls: dict[str, str] = {}
        for source in files_of(entry, prose[key], links):
            used.add(source)
            if urls.setdefault(asset_url(entry.record, source), source) != source:
                yield Problem(entry.place("attachments"), "attachment-name-taken", {"file": source})
    for asset in sorted(assets.keys() - used):
        yield Problem(Place(asset), "unused-attachment")
