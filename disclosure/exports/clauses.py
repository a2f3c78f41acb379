"""Every place of every text as a line by itself, with all that must be said where it is quoted: for retrieval systems.

docs/exports.md tells the form. A line has the words that hold on the day of the build, and the days on which it does.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from disclosure.exports.certificates import certificate_path, certified, cited_as
from disclosure.exports.json_text import indented
from disclosure.exports.schemas import (
    ADDRESS,
    DAY,
    DIALECT,
    DIGEST,
    FILLED,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    Schema,
    fields,
    rows,
)
from disclosure.library.amending import ProseOf, concerned
from disclosure.library.certified import State, states, words_since
from disclosure.library.listings import PolicyRow, Row, grounds
from disclosure.library.succession import successors
from disclosure.model.choices import Status, TagGroup
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.vocabulary import Named
from disclosure.pages._resting import without_ground
from disclosure.site.page import Deferred, Output, Page, Site, Streamed, export, on_demand
from disclosure.text.check_codes import SHORT, clauses, digest, is_within
from disclosure.text.prose import Passage, Prose

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what is added."""

FOLDER = "data/clauses"
INDEX = f"{FOLDER}/index.json"
IN_A_PART = 128
"""Documents of a file, about: enough that there are few files, few enough that one that changes is soon made anew."""


@export("clauses")
def clause_files(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output | Deferred]:
    """The lines of each kind of documents in parts, a file that names them all, and what they look like."""
    if "clauses" not in site.config.bulk:
        return
    for folder, number in parts(site).items():
        yield from (Deferred(clause_part, f"{folder}:{part}/{number}", turn=1) for part in range(1, number + 1))
    yield Deferred(clause_index, "clauses:index", turn=2)
    for name, schema in SCHEMAS.items():
        yield Output(f"{FOLDER}/schema/{name}.json", indented(schema))


@on_demand("clauses")
def clause_lines(site: Site) -> Mapping[str, Iterable[bytes]]:
    """All of them, a file for each kind."""
    return {
        f"{kind.folder}.jsonl": _lines(site, keys)
        for kind in KINDS.values()
        if (keys := site.library.order[kind.folder])
    }


def clause_part(site: Site, key: str) -> Iterator[Streamed]:
    """One part of the documents of a kind: those whose ids fall to it, whatever others there are."""
    folder, _, rest = key.partition(":")
    part, number = map(int, rest.split("/"))
    keys = _shares(site.library.order[folder], number)[part - 1]
    yield Streamed(part_file(folder, part), _packed(_lines(site, keys)))


def clause_index(site: Site, _: str) -> Iterator[Output]:
    """The parts with their sizes and digests."""
    files = []
    for folder, number in parts(site).items():
        for part in range(1, number + 1):
            path = part_file(folder, part)
            if path not in site.standing:  # what is planned may be looked through before anything is made
                continue
            data = site.standing[path].read_bytes()
            keys = _shares(site.library.order[folder], number)[part - 1]
            files.append(
                {
                    "kind": KINDS[folder].name,
                    "url": site.config.site.address + path,
                    "documents": len(keys),
                    "bytes": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                }
            )
    head = {
        "version": VERSION,
        "schema": f"{site.config.site.address}{FOLDER}/schema/index.json",
        "line": f"{site.config.site.address}{FOLDER}/schema/line.json",
        "day": str(site.on),
        "publisher": site.config.site.organiser,
    }
    yield Output(INDEX, indented({**head, "files": files}))


def part_file(folder: str, part: int) -> str:
    """The file of a part."""
    return f"{FOLDER}/{folder}-{part}.jsonl.gz"


def parts(site: Site) -> dict[str, int]:
    """How many parts each kind has: a power of two, so that their number rarely changes."""
    found = {}
    for folder in KINDS:
        if documents := len(site.library.order[folder]):
            found[folder] = 1 << max(0, (documents - 1) // IN_A_PART).bit_length()
    return found


@lru_cache(maxsize=16)
def _shares(keys: tuple[str, ...], number: int) -> tuple[tuple[str, ...], ...]:
    """Ids in so many parts, each in its own whatever others there are."""
    found: list[list[str]] = [[] for _ in range(number)]
    for key in keys:
        found[int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % number].append(key)
    return tuple(map(tuple, found))


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as gzip (RFC 1952), the same bytes for the same lines."""
    yield gzip.compress(b"".join(lines), compresslevel=3, mtime=0)


def _lines(site: Site, keys: Iterable[str]) -> Iterator[bytes]:
    for key in keys:
        yield from document_lines(site.speaking(site.library.documents[key].record.language), key)


# --- one document


def document_lines(site: Site, key: str) -> Iterator[bytes]:
    """The places of one document in their order, by `LINE`; none where its text is not published."""
    row, prose_of = site.listings.rows[key], _prose_of(site, key)
    found = _states(site, row.record, prose_of)
    if not found:
        return
    at = max(sum(state.since is None or state.since <= site.on for state in found) - 1, 0)
    until = found[at + 1].since if at + 1 < len(found) else None
    words = Words(found[at], until, *words_since(site.library, prose_of, row.record, found[at].since))
    whole = json.dumps(_whole(site, row, words), ensure_ascii=False, separators=(",", ":"))
    for place in _places(site, row, words):
        own = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
        yield f"{own[:-1]},{whole[1:]}\n".encode()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document with their digests, the day before which they hold (None: as far as is known), and their places."""

    state: State
    until: date | None
    text: str
    passages: tuple[Passage, ...]


def _states(site: Site, record: Document, prose_of: ProseOf) -> tuple[State, ...]:
    """What the site answers for of a document: as it has said it already, where it has, since digests take long."""
    file = site.standing.get(certificate_path(record.id))
    if file is not None:
        return certified(json.loads(file.read_bytes())).states
    return states(site.library, prose_of, record)


def _prose_of(site: Site, key: str) -> ProseOf:
    """The texts, from where they are kept: only where others change them their blocks are needed too."""
    if concerned(site.library, key):
        return site.prose.__getitem__
    return lambda one: _text_alone(*site.prose.text(one))


def _text_alone(text: str, passages: tuple[Passage, ...]) -> Prose:
    return Prose(text=text, passages=passages)


def _places(site: Site, row: Row[Document], words: Words) -> Iterator[dict[str, Any]]:
    """What stands before the first place, and each place with all that is within it."""
    address = site.full(row.url)
    name, say, on = cited_as(site, row.record), site.strings, site.strings.day(site.on)
    status = [say.label(row.status)] if isinstance(row, PolicyRow) else []
    first = words.passages[0].start if words.passages else len(words.text)
    if words.text[:first].strip():
        yield _place(Passage("", "", 0), words.text[:first], digest(words.text[:first]), address, name, None)
    around: list[str] = []
    for passage, text in clauses(words.text, words.passages):
        while around and not is_within(passage.id, around[-1]):
            around.pop()
        sha256 = words.state.clauses[passage.id].sha256
        said = (*status, say("citing.day", day=on), say("citing.code", code=sha256[:SHORT]))
        cited = say(
            "citing.form",
            cite=name,
            place=passage.label,
            said=say("site.comma").join(said),
            address=f"{address}#{passage.id}",
        )
        yield _place(passage, text, sha256, f"{address}#{passage.id}", cited, around[-1] if around else None)
        around.append(passage.id)


def _place(passage: Passage, text: str, sha256: str, url: str, citation: str, within: str | None) -> dict[str, Any]:
    return {
        "url": url,
        "anchor": passage.id,
        "within": within,
        "place": passage.label,
        "citation": citation,
        "text": text.strip("\n"),
        "sha256": sha256,
    }


def _whole(site: Site, row: Row[Document], words: Words) -> dict[str, Any]:
    """What is the same of all places of a document."""
    record, vocabulary, policy = row.record, site.library.vocabulary, row if isinstance(row, PolicyRow) else None
    days = tuple(_days_of(row, site.on))
    until = words.until
    return {
        "document": record.id,
        "kind": kind_of(record).name,
        "category": policy.record.category.value if policy else None,
        "language": record.language,
        "title": record.title,
        "number": record.read("document_number", None),
        "day": str(site.on),
        "status": policy.status.value if policy else None,
        "holds": any((first or date.min) <= site.on <= (last or date.max) for first, last in days),
        "days": [{"first_day": _day(first), "last_day": _day(last)} for first, last in days],
        "text_first_day": _day(words.state.since),
        "text_last_day": _day(until and until - timedelta(days=1)),
        "formed_on": _day(record.read("formed_on", None)),
        "published_on": _day(row.day),
        "effective_on": _day(policy.record.in_force_from) if policy else None,
        "ends_on": _day(policy.ends_on) if policy else None,
        "successors": [_named(site, site.listings.rows[one]) for one in successors(site.library, record.id)],
        "about": [_named(site, one) for one in row.about],
        "agencies": [_entry(site, one) for one in row.issuers],
        "themes": [_entry(site, vocabulary.themes[one].record) for one in record.read("themes", ())],
        "audiences": [_entry(site, vocabulary.audiences[one].record) for one in record.read("audiences", ())],
        "tags": [
            {**_entry(site, vocabulary.tags[one].record), "group": vocabulary.tags[one].record.group.value}
            for one in record.tags
        ],
    }


def _days_of(row: Row[Document], on: date) -> Iterator[tuple[date | None, date | None]]:
    """The days on which a policy is in force, or any of those on which another document rests: first and last, None: unbounded."""
    if isinstance(row, PolicyRow):
        for turn, following in zip_longest(row.timeline, row.timeline[1:]):
            if turn.status is Status.IN_FORCE:
                yield turn.on, following.on - timedelta(days=1) if following and following.on else None
        return
    since: date | None = None
    for window in without_ground(grounds(row), on):
        if window.since is not None:
            yield since, window.since - timedelta(days=1)
        if window.until is None:
            return
        since = window.until
    yield since, None


def _named(site: Site, row: Row[Document]) -> dict[str, str]:
    return {"id": row.record.id, "title": row.record.title, "url": site.full(row.url)}


def _entry(site: Site, record: Named) -> dict[str, str]:
    return {"id": record.id, "name": site.strings.name(record)}


def _day(day: date | None) -> str | None:
    return str(day) if day else None


# --- the schemas

_NAMED: Schema = rows(id=FILLED, name=FILLED)
_LINKS: Schema = rows(id=FILLED, title=FILLED, url=ADDRESS)
LINE: Schema = fields(
    url=ADDRESS,
    anchor=TEXT,
    within={**MAYBE_TEXT, "description": "the anchor of the place of which this is a part; null: of none"},
    place={**TEXT, "description": "第三条第二款; empty: what stands before the first place"},
    citation=FILLED,
    text=TEXT,
    sha256=DIGEST,
    document=FILLED,
    kind={"enum": [kind.name for kind in KINDS.values()]},
    category=MAYBE_TEXT,
    language=FILLED,
    title=FILLED,
    number=MAYBE_TEXT,
    day=DAY,
    status={"enum": [*sorted(status.value for status in Status), None]},
    holds={"type": "boolean", "description": "whether `day` is one of `days`"},
    days=rows(first_day=MAYBE_DAY, last_day=MAYBE_DAY),
    text_first_day=MAYBE_DAY,
    text_last_day=MAYBE_DAY,
    formed_on=MAYBE_DAY,
    published_on=MAYBE_DAY,
    effective_on=MAYBE_DAY,
    ends_on=MAYBE_DAY,
    successors=_LINKS,
    about=_LINKS,
    agencies=_NAMED,
    themes=_NAMED,
    audiences=_NAMED,
    tags=rows(id=FILLED, name=FILLED, group={"enum": sorted(group.value for group in TagGroup)}),
)
SCHEMAS: Mapping[str, Schema] = {
    "line": {"$schema": DIALECT, "title": f"A place of a text {VERSION}", **LINE},
    "index": {
        "$schema": DIALECT,
        "title": f"Parts of all places of all texts {VERSION}",
        **fields(
            version={"const": VERSION},
            schema=ADDRESS,
            line=ADDRESS,
            day=DAY,
            publisher=FILLED,
            files=rows(
                kind=FILLED,
                url=ADDRESS,
                documents={"type": "integer", "minimum": 0},
                bytes={"type": "integer", "minimum": 1},
                sha256=DIGEST,
            ),
        ),
    },
}
"""By the name under which each is published."""
