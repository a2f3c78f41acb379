"""Entries to a library: reverse links derived, timelines computed, hidden documents left out.

Facts are authored forward: a repealing document says `repeals`, an interpretation says `interprets`. What follows from
them is derived here and nowhere else. Withheld documents and drafts leave the stream at this point; a repeal by a
withheld document still ends its target, or a part of it, without being named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from disclosure.base.nearest import Nearest
from disclosure.base.outcome import Withheld
from disclosure.base.problems import Problem
from disclosure.frontmatter.parse import Parsed
from disclosure.library import references
from disclosure.library.chronology import out_of_time
from disclosure.library.copies import COPIES, copy_problems, is_copy, resolved
from disclosure.library.key_fields import taken_in
from disclosure.library.library import RELATIONS, CatalogueRow, Library, ReverseLink, TakenIn
from disclosure.library.selecting import SELECTED, select
from disclosure.library.timelines import all_timelines, days_after_target
from disclosure.library.unnamed import unnamed_changes
from disclosure.library.versions import in_order, is_published, version_problems
from disclosure.library.withheld import numbers_by_ground
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Authored, Document, Interpretation, Policy, Version, is_open
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.participation import Consultation, Decision
from disclosure.model.records import Entry
from disclosure.model.relations import links
from disclosure.model.relations import references as references_of
from disclosure.model.vocabulary import Vocabulary

A = TypeVar("A", bound=Authored)
FULFILLED_BY = "fulfilled_by"
_TELLING = (
    *("draft", "disclosure", "formed_on", "published_on", "effective_on", "expires_on", "ended", "translation_of"),
    *RELATIONS,
)
"""The fields of a policy from which follows when it and others are in force."""


def relate(parsed: Parsed, assets: Mapping[str, int]) -> tuple[Library, tuple[Problem, ...]]:
    """The library of what may be published, and every reference or relation that does not hold."""
    broken = {entry.path: entry for entry in parsed.broken if isinstance(entry.record, Authored)}
    written = sorted((*parsed.documents, *broken.values()), key=lambda entry: entry.path)
    repeated = references.duplicate_ids(_of(Document, written))
    copies, wrong = _copies(entry for entry in _of(Document, written) if entry.path not in broken | repeated)
    problems = [*repeated.values(), *(problem for _, problem in wrong)]
    bad = repeated.keys() | {path for path, _ in wrong}
    broken.update((entry.path, entry) for entry in written if entry.path in bad)
    meant = {key: entry.record.copy_of or "" for key, entry in copies.items()}
    notes = {key: resolved(entry, meant) for key, entry in parsed.vocabulary.coverage.items()}
    vocabulary = replace(parsed.vocabulary, coverage=notes) if meant else parsed.vocabulary
    every = [resolved(entry, meant) for entry in _of(Document, written)]
    versions = [resolved(entry, meant) for entry in _of(Version, written)]
    unique = [entry for entry in every if entry.path not in repeated and entry.record.id not in copies]
    hidden = {entry.record.id: entry for entry in unique if _is_hidden(entry.record)}
    visible = [entry for entry in every if not _is_hidden(entry.record) and entry.record.id not in copies]
    shown = [entry for entry in visible if entry.path not in broken]
    saying = [entry for entry in _of(Policy, unique) if not entry.record.read("draft")]
    speaking = [entry for entry in saying if entry.path not in broken or entry.record.is_whole(*_TELLING)]

    names = references.known_names(every, parsed)
    problems.extend(references.duplicate_catalogue_items(vocabulary))
    others = (entry for entry in parsed.broken if not isinstance(entry.record, Document))
    for other in (
        *vocabulary.agencies.values(),
        *vocabulary.catalogue.values(),
        *vocabulary.coverage.values(),
        *vocabulary.rules.values(),
        *vocabulary.requests.values(),
        *others,
    ):
        problems.extend(references.dangling(other, tuple(references_of(other.record)), names))
    for row in (*vocabulary.coverage.values(), *vocabulary.catalogue.values()):
        problems.extend(references.to_hidden(row, tuple(references_of(row.record)), hidden))
    by_id = {entry.record.id: entry for entry in unique}
    records = {key: entry.record for key, entry in by_id.items()}
    seen = [entry for entry in versions if is_published(entry.record, records, hidden)]
    published = {entry.path for entry in (*visible, *seen, *copies.values())}
    for entry in (*every, *versions):
        found = tuple(references_of(entry.record))
        problems.extend(references.dangling(entry, found, names))
        if entry.path in published:
            problems.extend(references.to_hidden(entry, found, hidden))
            problems.extend(references.repeated(entry, found))
    circles = (*references.circles(saying), *references.circles_of_agencies(vocabulary))
    problems.extend((*_translations(unique, visible), *circles))
    timelines, conflicts = all_timelines(speaking, hidden, days_after_target(vocabulary))
    problems.extend(conflicts)
    whole = [entry for entry in unique if entry.path not in broken and not entry.record.draft]
    asking: list[Entry[Decision] | Entry[Consultation]] = [*_of(Decision, whole), *_of(Consultation, whole)]
    problems.extend(out_of_time(speaking, _of(Interpretation, whole), asking, timelines))
    for key in _unsure(saying, speaking):
        timelines.pop(key, None)

    unheard = {entry.record.id for entry in saying}.difference(entry.record.id for entry in speaking)
    right = [entry for entry in versions if entry.path not in broken]
    for path, problem in version_problems(right, by_id, unheard, meant):
        problems.append(problem)
        broken.update((entry.path, entry) for entry in right if entry.path == path)
    versions_by_id, versions_of = in_order(entry for entry in seen if entry.path not in broken)

    documents, order = _in_order(shown)
    selected = select(documents, vocabulary)
    reverse = _reverse(documents.values(), selected, copies.values())
    library = Library(
        documents=documents,
        versions=versions_by_id,
        versions_of=versions_of,
        order=order,
        reverse=reverse,
        unnamed=unnamed_changes(speaking, hidden, timelines),
        selected=selected,
        vocabulary=vocabulary,
        timelines={entry.record.id: timelines[entry.record.id] for entry in visible if entry.record.id in timelines},
        catalogue_rows=(rows := _catalogue_rows(vocabulary, reverse)),
        taken_in=(gathered := taken_in(documents, vocabulary, rows)),
        key_fields_of=_key_fields_of(gathered),
        assets=assets,
        withheld=tuple(
            Withheld(entry.path, _basis(entry.record)) for entry in hidden.values() if entry.path not in broken
        ),
        broken={entry.path: entry for entry in (*visible, *seen) if entry.path in broken},
        unread=parsed.unread,
        copies=copies,
        grounds=numbers_by_ground(entry.record for entry in hidden.values() if entry.path not in broken),
    )
    return library, tuple(problems)


def _copies(
    written: Iterable[Entry[Document]],
) -> tuple[dict[str, Entry[Document]], list[tuple[str, Problem]]]:
    """The published documents that are copies of others, by id; and what keeps some from being one, with their paths."""
    documents = tuple(written)
    found = [entry for entry in documents if is_copy(entry.record) and not _is_hidden(entry.record)]
    problems = list(copy_problems(found, {entry.record.id: entry for entry in documents}))
    wrong = {path for path, _ in problems}
    return {entry.record.id: entry for entry in found if entry.path not in wrong}, problems


def _unsure(policies: Iterable[Entry[Policy]], speaking: Iterable[Entry[Policy]]) -> set[str]:
    """The documents of which it is not known how long they are in force: what speaks of them is too wrong to be heard."""
    heard = {entry.path for entry in speaking}
    unheard = [entry.record for entry in policies if entry.path not in heard]
    return {target for policy in unheard for name in RELATIONS for target in references.targets(policy, name)}


def _is_hidden(record: Document) -> bool:
    return bool(record.read("draft")) or record.read("disclosure") is Disclosure.WITHHELD


def _basis(record: Document) -> str | None:
    return record.basis if isinstance(record, Policy) and not record.draft else None


def _of(kind: type[A], entries: Iterable[Entry[Authored]]) -> list[Entry[A]]:
    return [cast("Entry[A]", entry) for entry in entries if isinstance(entry.record, kind)]


def _in_order(
    shown: Sequence[Entry[Document]],
) -> tuple[dict[str, Entry[Document]], dict[str, tuple[str, ...]]]:
    """The documents by id, kind by kind, each in its order; and the ids of each kind, by folder."""
    found: dict[str, list[Entry[Document]]] = {kind.folder: [] for kind in KINDS.values()}
    for entry in shown:
        found[kind_of(entry.record).folder].append(entry)
    for kind in KINDS.values():
        found[kind.folder].sort(key=lambda entry, kind=kind: kind.place_of(entry.record))  # type: ignore[misc]
    order = {folder: tuple(entry.record.id for entry in entries) for folder, entries in found.items()}
    return {entry.record.id: entry for entries in found.values() for entry in entries}, order


def _translations(documents: Sequence[Entry[Document]], shown: Sequence[Entry[Document]]) -> Iterable[Problem]:
    """A translation is of an original, not of itself or another translation, that readers can open."""
    every = {entry.record.id: entry.record for entry in documents}
    visible = {entry.record.id for entry in shown}
    known = Nearest(every)
    for entry in shown:
        original = entry.record.read("translation_of")
        if original is None:
            continue
        values = {"id": original, "collection": "documents", "collection_zh": "文件"}
        if original not in every:
            near = known.to(original)
            values |= {"near": near, "name": every[near].read("title", "")} if near else {}
            yield Problem(entry.place("translation_of"), "dangling-reference", values)
        elif original not in visible:
            code = "refers-to-draft" if every[original].read("draft") else "refers-to-withheld"
            yield Problem(entry.place("translation_of"), code, values)
        elif is_open(entry.record) and not is_open(every[original]):
            yield Problem(entry.place("translation_of"), "translation-more-open", {"id": original})
        elif every[original].read("translation_of") is not None:
            yield Problem(entry.place("translation_of"), "translation-of-translation", values)
        elif (language := entry.record.read("language")) and language == every[original].read("language"):
            field = "language" if ("language",) in entry.places else "translation_of"
            yield Problem(entry.place(field), "translation-same-language", values | {"language": language})


def _reverse(
    documents: Iterable[Entry[Document]],
    selected: Mapping[str, tuple[tuple[str, ...], ...]],
    copies: Iterable[Entry[Document]],
) -> dict[tuple[str, str], tuple[ReverseLink, ...]]:
    """What documents say of others, seen from these, in the order of the documents that say it.

    A translation says what its original says: it counts only for what is written in its own language. What the queries of a
    topic find belongs to it as what was chosen does. Of what a copy says, it counts for the document itself that it is one, and
    which items of the catalogue it fulfils.
    """
    found: dict[tuple[str, str], list[ReverseLink]] = defaultdict(list)
    entries = tuple(documents)
    languages = {entry.record.id: entry.record.language for entry in entries}
    for entry in entries:
        for reverse, target, record in links(entry.record):
            repeats = entry.record.translation_of is not None and languages.get(target) != entry.record.language
            if not repeats or target == entry.record.translation_of:
                found[reverse, target].append(ReverseLink(entry.record.id, record))
        if more := dict.fromkeys(key for keys in selected.get(entry.record.id, ()) for key in keys):
            chosen = {target for reverse, target, _ in links(entry.record) if reverse == SELECTED}
            for target in (key for key in more if key not in chosen):
                found[SELECTED, target].append(ReverseLink(entry.record.id, None))
    for entry in copies:
        original = entry.record.copy_of or ""
        found[COPIES, original].append(ReverseLink(entry.record.id, entry.record))
        for item in entry.record.read("catalogue_items", ()):
            if not any(link.source == original for link in found[FULFILLED_BY, item]):
                found[FULFILLED_BY, item].append(ReverseLink(original, None))
    return {key: tuple(of_one) for key, of_one in found.items()}


def _catalogue_rows(
    vocabulary: Vocabulary, reverse: Mapping[tuple[str, str], tuple[ReverseLink, ...]]
) -> dict[str, CatalogueRow]:
    return {
        item.id: CatalogueRow(
            field.record, item, tuple(link.source for link in reverse.get((FULFILLED_BY, item.id), ()))
        )
        for field in vocabulary.catalogue.values()
        for item in field.record.items
    }


def _key_fields_of(gathered: Mapping[str, TakenIn]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for field, one in gathered.items():
        for key in one.documents:
            found[key].append(field)
    return {key: tuple(fields) for key, fields in found.items()}
