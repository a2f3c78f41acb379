"""Documents as Markdown and JSON beside their pages, and the files that belong to documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import getitem
from typing import Any

from disclosure.exports.amendments import Marks, amendments
from disclosure.exports.gazette import issues_of, printed_texts
from disclosure.exports.records import head, json_name
from disclosure.library.addresses import asset_file, asset_url, document_url, download_url, text_url
from disclosure.library.amending import words_on
from disclosure.library.bodies import files_of, files_of_copy, named_files, only_on_request, shown_documents
from disclosure.library.copies import COPIES
from disclosure.library.library import RELATIONS
from disclosure.library.plans import carried_out
from disclosure.library.republished import republished
from disclosure.library.selecting import SELECTED
from disclosure.library.versions import entry_of, wording_on, wordings
from disclosure.model.documents import Document, Policy
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import KINDS, kind_of, kinds_about
from disclosure.model.records import Record
from disclosure.model.reports import AnnualReport
from disclosure.model.topics import Topic
from disclosure.pages._figures import tables_as_data, with_markdown
from disclosure.pages._gazetted import gazetted_in_words
from disclosure.pages._standing import told
from disclosure.pages._translated import translation_notes
from disclosure.pages._versions import which_text
from disclosure.site.page import Copy, Deferred, Output, Page, Site, download_format, export
from disclosure.text.articles import in_words
from disclosure.text.numbering import ARTICLE, possible_mark
from disclosure.text.source import strip_comments


@export("downloads")
def downloads(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """Each document as JSON, and those of the kinds that have downloads in every format that they have."""
    for kind in KINDS.values():
        make = downloads_of if kind.downloads else json_alone
        yield from (Deferred(make, key) for key in site.library.order[kind.folder])


def json_alone(site: Site, key: str) -> Iterator[Output]:
    """The JSON of one document."""
    yield Output(download_url(site.library.documents[key].record, "json").lstrip("/"), json_of(site, key))


def downloads_of(site: Site, key: str) -> Iterator[Output]:
    """The downloads of one document."""
    record = site.library.documents[key].record
    for suffix, data in site.files.of(site, key).items():
        yield Output(download_url(record, suffix).lstrip("/"), data)


@download_format("md")
def markdown_file(site: Site, key: str) -> bytes | None:
    """A document as its author wrote it, without internal fields and remarks in comments, if it is open to all."""
    entry = site.library.documents[key]
    if only_on_request(entry):
        return None
    front = "".join(f"{name}: {_json(value)}\n" for name, value in _public_fields(entry.record).items())
    shown = wording_on(site.library, key, site.on)
    notes = filter(
        None,
        (
            *translation_notes(site, entry.record),
            "".join(told(site, site.listings.of(Policy)[key])) if isinstance(entry.record, Policy) else "",
            which_text(site, entry.record),
            gazetted_in_words(site, key),
        ),
    )
    written = strip_comments(entry_of(site.library, shown.key).body)
    if isinstance(entry.record, AnnualReport):
        written = with_markdown(site, entry.record, written)
    body = "".join(f"{site.strings.aside(note).strip()}\n\n" for note in notes) + _with_amendments(site, key, written)
    return f"---\n{front}---\n{body}".encode()


@download_format("json")
def json_file(site: Site, key: str) -> bytes | None:
    """A document's record with its timeline and its links both ways; with its text if that is open to all."""
    return json_of(site, key)


def json_of(site: Site, key: str) -> bytes:
    """The same; every document has one."""
    entry = site.library.documents[key]
    fields = _for_machines(site, entry.record, _public_fields(entry.record))
    if only_on_request(entry):
        fields.pop("attachments", None)  # what is in them may be in their names
        return _as_json(site, entry.record, fields, None).encode()
    shown = wording_on(site.library, key, site.on)
    held = words_on(site.library, site.prose.__getitem__, key, site.on)
    return _as_json(site, entry.record, fields, held[0] if held else site.prose[shown.key].text).encode()


def _with_amendments(site: Site, key: str, body: str) -> str:
    """A body with the marks of its amendments: at its head and, with the words that hold on the build's day, at each article."""
    marks = Marks.of(site, key)
    if not marks.head:
        return body
    above = dict(marks.above)
    lines: list[str] = []
    for line in body.split("\n"):
        mark = possible_mark(line.lstrip("# "))
        number = (mark.number, mark.insertion) if mark and mark.insertion else (mark.number,) if mark else ()
        if mark and mark.rank == ARTICLE:
            lines.extend(part for one in above.pop(in_words(number), ()) for part in (one, ""))
        lines.append(line)
    rest = [one for some in above.values() for one in some]
    return "\n\n".join((f"（{marks.head}）", *rest, "\n".join(lines)))


def _as_json(site: Site, record: Document, fields: Mapping[str, Any], text: str | None) -> str:
    """A document's record with its timeline and its links both ways, a field a line."""
    library = site.library
    kind, url = kind_of(record), site.config.site.address + document_url(record).lstrip("/")
    data: dict[str, Any] = {**head(site, kind, record.id, url), **fields}
    if record.id in library.timelines:
        data["timeline"] = [
            {"on": turn.on and str(turn.on), "status": turn.status, "cause": turn.cause, "by": turn.by}
            for turn in library.timelines[record.id]
        ]
    if isinstance(record, Policy):
        row = site.listings.of(Policy)[record.id]
        data |= _texts(site, record)
        data["status"] = {"on": str(site.on), "status": row.status, "words": list(told(site, row))}
        if text is not None and (found := amendments(site, record.id)):
            data["amendments"] = [{**one, "by": one["by"] or None, "clause": one["clause"] or None} for one in found]
        reverse = {name: [link.source for link in library.links_to(name, record.id)] for name in RELATIONS}
        data["referred_to_by"] = {name: ids for name, ids in reverse.items() if ids}
    if isinstance(record, AnnualReport):
        data["tables"] = tables_as_data(site, record)
    if notes := translation_notes(site, record):
        data["translation"] = {"for_reference_only": True, "words": list(notes)}
    if isinstance(record, GazetteIssue):
        data["printed"] = printed_texts(site, record)
    if gazetted := issues_of(site, record):
        data["gazette"] = gazetted
    data |= _belonging(site, record)
    if isinstance(record, Topic):
        data["found"] = [list(keys) for keys in library.selected.get(record.id, ())]
    if text is not None:
        data["text"] = text
    return "{\n" + ",\n".join(f" {_json(name)}: {_json(value)}" for name, value in data.items()) + "\n}\n"


def _belonging(site: Site, record: Document) -> dict[str, Any]:
    """What belongs to it, kind by kind; the topics that have it, and the tasks that it carries out."""
    library, root = site.library, site.config.site.address
    found: dict[str, Any] = {
        links: list(library.sources(links, record.id)) for _, links in kinds_about(kind_of(record).folder)
    }
    if topics := list(dict.fromkeys(library.sources(SELECTED, record.id))):
        found[SELECTED] = topics
    if copies := republished(library, record.id):
        found[COPIES] = [
            {
                "id": one.key,
                "url": root + one.url.lstrip("/"),
                "issuers": list(one.issuers),
                "published_on": one.on and str(one.on),
            }
            for one in copies
        ]
    if tasks := carried_out(library, record.id):
        found["carries_out"] = [
            {"plan": one.plan, "clause": one.clause, "title": one.title, "url": root + one.url.lstrip("/")}
            for one in tasks
        ]
    return found


def _for_machines(site: Site, record: Document, fields: dict[str, Any]) -> dict[str, Any]:
    """The public fields with the names of the JSON, and addresses that lead somewhere from anywhere."""
    for path, file in named_files(record):
        name, *within, last = path
        if name in fields:
            reduce(getitem, within, fields[name])[last] = site.full(asset_url(record, file))
    return {json_name(type(record), name): value for name, value in _whole_addresses(site, fields).items()}


def _whole_addresses(site: Site, value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: site.full(inner) if name == "url" and inner.startswith("/") else _whole_addresses(site, inner)
            for name, inner in value.items()
        }
    return [_whole_addresses(site, item) for item in value] if isinstance(value, list) else value


def _texts(site: Site, record: Policy) -> dict[str, Any]:
    """All texts of a document that has several, each with its days, who made it and its page; and whose `text` it is."""
    found = wordings(site.library, record.id)
    if len(found) == 1:
        return {}
    address = site.config.site.address
    return {
        "texts": [
            {
                "since": one.since and str(one.since),
                "until": one.until and str(one.until),
                "by": one.by,
                "url": address + text_url(record.id, one.key).lstrip("/"),
                "shown": one.holds(site.on),
            }
            for one in found
        ]
    }


_json = json.JSONEncoder(ensure_ascii=False).encode


@export("files")
def files(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred | Copy]:
    """Attachments, media and the pictures and files that a body links to, beside their document's page; of copies too."""
    yield from (Deferred(files_beside, key) for key in shown_documents(site.library))
    for key, entry in site.library.copies.items():
        beside = {asset_file(entry.record, source): source for source in files_of_copy(site.library, key)}
        yield from (Copy(path, source) for path, source in beside.items())


def files_beside(site: Site, key: str) -> Iterator[Copy]:
    """The files of one document, or of one of its versions."""
    entry = entry_of(site.library, key)
    beside: dict[str, str] = {}
    for source in files_of(entry, site.prose[key].links, site.library.assets):
        beside.setdefault(
            asset_file(entry.record, source), source
        )  # two of one name are told of once all has been made
    return (Copy(path, source) for path, source in beside.items())


def _public_fields(record: Record) -> dict[str, Any]:
    """Fields that readers may see and that say something, in the order of their declaration."""
    shown: dict[str, Any] = {}
    data = record.model_dump(mode="json", exclude_defaults=True)
    for name in _public_names(type(record)):
        if name in data:
            shown[name] = _without_empty(data[name])
    return shown


@cache
def _public_names(kind: type[Record]) -> tuple[str, ...]:
    extras = ((name, info.json_schema_extra) for name, info in kind.model_fields.items())
    return tuple(name for name, extra in extras if isinstance(extra, dict) and extra.get("public"))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items() if inner not in (None, [], ())}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value
