"""The form of the JSON of documents (`documents.json_file`): for each kind its JSON Schema and its JSON-LD context.

Both are made from the declarations of the fields, so that a field has its place in them as soon as it is declared. Terms are
those of other vocabularies (Dublin Core, ELI, schema.org) where they say the same, otherwise our own, which is published too
with the labels and meanings of the declarations. docs/exports.md tells how to read it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.schemas import (
    ADDRESS,
    DAY,
    DIALECT,
    DIGEST,
    FILLED,
    MAYBE_DAY,
    TEXT,
    TEXTS,
    WEB_ADDRESS,
    Schema,
    some,
)
from disclosure.library.library import RELATIONS
from disclosure.library.selecting import SELECTED
from disclosure.model.choices import Choice, Disclosure, Status
from disclosure.model.documents import Document, Policy
from disclosure.model.fields import ADDRESS_PATTERN, RefersTo
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import KINDS, Kind, kinds_about
from disclosure.model.records import Record
from disclosure.model.reports import AnnualReport
from disclosure.model.topics import Topic
from disclosure.model.validity import Cause
from disclosure.site.page import Deferred, Output, Page, Site, export

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what is added."""

FOLDER = "data/records"

NAMES = "data/id/"
"""Below this the ids of documents are names (URIs): unique over all kinds, as ids are. The page stands in `url`."""

_PREFIXES = {  # none of them may be the name of a member
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "sdo": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_CLASSES = {
    "policy": "sdo:Legislation",
    "interpretation": "sdo:Article",
    "service": "sdo:GovernmentService",
    "question": "sdo:Question",
    "event": "sdo:Event",
    "gazette": "sdo:PublicationIssue",
    "topic": "sdo:Collection",
    "report": "sdo:Report",
    "page": "sdo:WebPage",
}
"""What a document of a kind is, where another vocabulary has a word for it."""

_TERMS = {
    "title": "dcterms:title",
    "summary": "dcterms:abstract",
    "language": "dcterms:language",
    "translation_of": "sdo:translationOfWork",
    "tags": "sdo:about",
    "themes": "dcterms:subject",
    "keywords": "sdo:keywords",
    "audiences": "dcterms:audience",
    "issuers": "dcterms:publisher",
    "published_on": "dcterms:issued",
    "updated_on": "dcterms:modified",
    "url": "sdo:url",
    "file": "sdo:contentUrl",
    "email": "sdo:email",
    "phone": "sdo:telephone",
    "address": "sdo:address",
    "schema": "dcterms:conformsTo",
    "text": "sdo:text",
    "name": "sdo:name",
    "Policy.document_number": "sdo:legislationIdentifier",
    "Policy.issuers": "eli:passed_by",
    "Policy.themes": "eli:is_about",
    "Policy.category": "eli:type_document",
    "Policy.formed_on": "eli:date_document",
    "Policy.published_on": "eli:date_publication",
    "Policy.effective_on": "eli:first_date_entry_in_force",
    "Policy.expires_on": "eli:date_no_longer_in_force",
    "Media.transcript": "sdo:transcript",
}
"""Words of other vocabularies that say what a field says: in every record, or in one."""

_VOCABULARIES = {
    "agencies": "agencies/",
    "themes": "themes/",
    "tags": "tags/",
    "audiences": "audiences/",
    "catalogue_items": "catalogue/items/",
}
"""Below what address the ids of an entry of these are names."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value looks like, and what its term says besides its name. `terms` are those of the objects in it."""

    schema: Schema
    term: Mapping[str, Any] = field(default_factory=dict)
    base: str | None = None
    terms: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object: its name, its term (`prefix:name`), its shape, and how it is labelled in both languages."""

    name: str
    term: str
    shape: Shape
    required: bool = False
    labels: tuple[str, str] | None = None
    meanings: tuple[str, str] | None = None


def json_name(record: type[Record], name: str) -> str:
    """What a field of a record is called in the JSON: in that of every document `url` is its page."""
    return "online" if name == "url" and issubclass(record, Document) else name


def head(site: Site, kind: Kind, key: str, url: str) -> dict[str, Any]:
    """With what the JSON of a document begins."""
    address = site.config.site.address
    return {
        "@context": [f"{address}{FOLDER}/context/{kind.name}.json", {"@base": address + NAMES}],
        "@type": kind.record.__name__,
        "version": VERSION,
        "schema": f"{address}{FOLDER}/schema/{kind.name}.json",
        "id": key,
        "url": url,
    }


@export("records")
def records(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The schema and the context of each kind, and our vocabulary."""
    address = site.config.site.address
    for kind in KINDS.values():
        yield _file(f"schema/{kind.name}.json", schema_of(kind, address))
        yield _file(f"context/{kind.name}.json", context_of(kind, address))
    yield _file("vocabulary.json", vocabulary(address))


def _file(path: str, data: object) -> Output:
    return Output(f"{FOLDER}/{path}", indented(data))


def schema_of(kind: Kind, address: str) -> Schema:
    """The JSON Schema of a kind: what a document does not say is left out, and then the default holds."""
    members = [*_head_members(kind, address), *_members(kind.record), *_derived(kind)]
    return {
        "$schema": DIALECT,
        "$id": f"{address}{FOLDER}/schema/{kind.name}.json",
        "title": f"{kind.zh} / {kind.en} {VERSION}",
        **_object(members),
    }


def context_of(kind: Kind, address: str) -> dict[str, Any]:
    """The JSON-LD context of a kind (1.1)."""
    own = {"own": f"{address}{FOLDER}/vocabulary.json#"}
    members = [*_members(kind.record), *_derived(kind)]
    classes = {kind.record.__name__: _class(kind)}
    known = {"id": "@id", "version": "own:version"} | {
        name: {"@id": _TERMS[name], "@type": "@id"} for name in ("schema", "url")
    }
    terms = {one.name: _term(one, address) for one in members if one.name != "id"}
    return {"@context": {"@version": 1.1, **_PREFIXES, **own, **classes, **known, **terms}}


def vocabulary(address: str) -> dict[str, Any]:
    """Our own terms with their labels and meanings, as JSON-LD."""
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS.values():
        if _class(kind).startswith("own:"):
            name = _class(kind).removeprefix("own:")
            found[name] = {"@type": "rdfs:Class", "label": [{"zh": kind.zh, "en": kind.en}], "comment": []}
        for one in _every((*_members(kind.record), *_derived(kind))):
            if not one.term.startswith("own:"):
                continue
            said = found.setdefault(
                one.term.removeprefix("own:"), {"@type": "rdf:Property", "label": [], "comment": []}
            )
            for place, words in (("label", one.labels), ("comment", one.meanings)):
                if words and (pair := dict(zip(("zh", "en"), words, strict=True))) not in said[place]:
                    said[place].append(pair)
    own = f"{address}{FOLDER}/vocabulary.json#"
    return {
        "@context": {
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "label": "rdfs:label",
            "comment": "rdfs:comment",
        },
        "@graph": [
            {
                "@id": own + name,
                "@type": said["@type"],
                **{
                    place: [
                        {"@value": words, "@language": language}
                        for pair in said[place]
                        for language, words in pair.items()
                    ]
                    for place in ("label", "comment")
                    if said[place]
                },
            }
            for name, said in sorted(found.items())
        ],
    }


def _class(kind: Kind) -> str:
    return _CLASSES.get(kind.name, f"own:{kind.record.__name__}")


# --- fields, by their declarations


@cache
def _members(record: type[Record]) -> tuple[Member, ...]:
    """The fields of a record that readers may see; what a type says is asked for once."""
    return tuple(_each_member(record))


def _each_member(record: type[Record]) -> Iterator[Member]:
    hints = typing.get_type_hints(record, include_extras=True)
    for name, info in record.model_fields.items():
        extra = info.json_schema_extra
        if not isinstance(extra, dict) or not extra.get("public"):
            continue
        shape = _shape(hints[name], name)
        default = info.get_default()
        if isinstance(default, Choice | bool | str) and not info.is_required():
            shape = Shape({**shape.schema, "default": default}, shape.term, shape.base, shape.terms)
        named = json_name(record, name)
        yield Member(
            named,
            _TERMS.get(f"{record.__name__}.{name}", _TERMS.get(named, f"own:{named}")),
            shape,
            required=info.is_required(),
            labels=(info.title or name, name.replace("_", " ")),
            meanings=(info.description or "", str(extra["en"])),
        )


def _shape(hint: Any, name: str = "") -> Shape:
    """What the values of a type look like."""
    marks: tuple[Any, ...] = ()
    while typing.get_origin(hint) is typing.Annotated:
        marks += hint.__metadata__
        hint = typing.get_args(hint)[0]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (known,) = (one for one in inner if one is not type(None))
        return _shape(known, name)
    if origin is tuple:
        one = _shape(inner[0])
        linked = one.term.get("@type") == "@id"
        return Shape(
            {"type": "array", "items": one.schema},
            {**one.term, "@container": "@set" if linked else "@list"},
            one.base,
            one.terms,
        )
    refers = next((mark for mark in marks if isinstance(mark, RefersTo)), None)
    if refers is not None or name == "translation_of":
        return _reference(refers.collections if refers else ("documents",))
    if issubclass(hint, Record):
        members = _members(hint)
        return Shape(_object(members), terms={one.name: one for one in members})
    return _plain(hint, {getattr(mark, "pattern", None) for mark in marks})


def _plain(hint: type, patterns: set[str | None]) -> Shape:
    if issubclass(hint, Choice):
        return Shape({"enum": [one.value for one in hint if one is not Disclosure.WITHHELD]})  # which is in no JSON
    if issubclass(hint, date):
        return Shape(DAY, {"@type": "xsd:date"})
    for kind, word in ((bool, "boolean"), (int, "integer"), (float, "number")):
        if issubclass(hint, kind):
            return Shape({"type": word})
    return ADDRESSED if ADDRESS_PATTERN in patterns else Shape(FILLED)


def _reference(collections: Sequence[str]) -> Shape:
    """An id: a name below the address of its vocabulary, or a document's; of what is neither only a word."""
    if collections[0] in _VOCABULARIES:
        return Shape(FILLED, {"@type": "@id"}, _VOCABULARIES[collections[0]])
    return DOCUMENT if collections[0] == "documents" or collections[0] in KINDS else Shape(FILLED)


ADDRESSED = Shape(WEB_ADDRESS, {"@type": "@id"})
DOCUMENT = Shape(FILLED, {"@type": "@id"})
MAYBE_DOCUMENT = Shape({"type": ["string", "null"]}, {"@type": "@id"})
MAYBE_ADDRESSED = Shape({"type": ["string", "null"]}, {"@type": "@id"})
DATED = Shape(DAY, {"@type": "xsd:date"})
MAYBE_DATED = Shape(MAYBE_DAY, {"@type": "xsd:date"})
WORDS = Shape(TEXT)
YES_NO = Shape({"type": "boolean"})
NUMBER = Shape({"type": "number"})
DOCUMENTS = Shape({"type": "array", "items": FILLED}, {"@type": "@id", "@container": "@set"})
IN_LISTS = Shape({"type": "array", "items": DOCUMENTS.schema}, {"@type": "@id", "@container": "@list"})


def _object(members: Sequence[Member]) -> Schema:
    return some(
        [one.name for one in members if one.required],
        {
            one.name: {
                **({"title": one.labels[0]} if one.labels else {}),
                **({"description": " / ".join(one.meanings)} if one.meanings else {}),
                **one.shape.schema,
            }
            for one in members
        },
    )


def _term(member: Member, address: str) -> Any:
    """The definition of a term: its name, its type, and the terms of the objects in it."""
    shape = member.shape
    more: dict[str, Any] = dict(shape.term)
    if shape.base is not None:
        more["@context"] = {"@base": address + shape.base}
    elif shape.terms is not None:
        more["@context"] = {name: _term(one, address) for name, one in shape.terms.items()}
    return {"@id": member.term, **more} if more else member.term


def _every(members: Sequence[Member]) -> Iterator[Member]:
    for one in members:
        yield one
        if one.shape.terms:
            yield from _every(tuple(one.shape.terms.values()))


# --- what follows from the library


def _head_members(kind: Kind, address: str) -> Iterator[Member]:
    context = [f"{address}{FOLDER}/context/{kind.name}.json", {"@base": address + NAMES}]
    schemas: dict[str, Schema] = {
        "@context": {"const": context},
        "@type": {"const": kind.record.__name__},
        "version": {"const": VERSION},
        "schema": ADDRESS,
        "url": ADDRESS,
    }
    yield from (Member(name, f"own:{name}", Shape(schema), required=True) for name, schema in schemas.items())


def _rows(*members: Member) -> Shape:
    """Any number of such objects, in their order."""
    return Shape(
        {"type": "array", "items": _object(members)}, {"@container": "@list"}, terms={one.name: one for one in members}
    )


def _one(*members: Member) -> Shape:
    return Shape(_object(members), terms={one.name: one for one in members})


def _said(name: str, shape: Shape, zh: str, en: str, *, required: bool = True) -> Member:
    return Member(name, _TERMS.get(name, f"own:{name}"), shape, required=required, labels=(zh, en))


def _derived(kind: Kind) -> Iterator[Member]:
    """What the JSON of a kind has besides the fields of its records (`documents._as_json`)."""

    def maybe(name: str, shape: Shape, zh: str, en: str) -> Member:
        return _said(name, shape, zh, en, required=False)

    since = _said("on", MAYBE_DATED, "起始日", "from this day on; null: from the beginning, or unknown")
    status = _said("status", Shape({"enum": [one.value for one in Status]}), "状态", "status")
    by = _said("by", MAYBE_DOCUMENT, "所据文件", "the document that does it, if one may be named")
    if kind.record is Policy:
        cause = _said("cause", Shape({"enum": list(typing.get_args(Cause))}), "原因", "cause")
        words = _said("words", Shape({"type": "array", "items": TEXT}, {"@container": "@list"}), "文字", "in words")
        yield maybe("timeline", _rows(since, status, cause, by), "效力沿革", "validity through time")
        yield maybe(
            "status", _one(_said("on", DATED, "日期", "day of the build"), status, words), "状态", "status on a day"
        )
        yield maybe("texts", _texts(by), "各日文本", "texts through time")
        yield maybe("amendments", _amendments(by), "条款修改", "amendments of articles")
        named = [maybe(name, DOCUMENTS, "被引用", "documents that say so of it") for name in RELATIONS]
        yield maybe("referred_to_by", _one(*named), "被引用", "what other documents do to it")
    if kind.record is AnnualReport:
        yield maybe("tables", _tables(), "表格", "tables")
    if kind.record is GazetteIssue:
        yield maybe("printed", _printed(), "刊登内容", "what was printed")
    if kind.record is Topic:
        yield maybe("found", IN_LISTS, "选入的文件", "documents of each section")
    issue = (
        Member("id", "@id", Shape(FILLED), required=True),
        _said("name", WORDS, "名称", "name"),
        _said("on", DATED, "日期", "day"),
        _said("url", ADDRESSED, "网址", "address"),
    )
    yield maybe("gazette", _rows(*issue), "刊登公报", "issues of the gazette that have it")
    task = (
        _said("plan", WORDS, "计划", "title of the plan"),
        _said("clause", WORDS, "条款", "clause"),
        _said("title", WORDS, "任务", "what it is called"),
        _said("url", ADDRESSED, "网址", "address"),
    )
    yield maybe("carries_out", _rows(*task), "落实的任务", "tasks of work plans of which it is evidence")
    agency = _reference(("agencies",))
    agencies = Shape({"type": "array", "items": FILLED}, {**agency.term, "@container": "@set"}, agency.base)
    again = (
        Member("id", "@id", Shape(FILLED), required=True),
        _said("url", ADDRESSED, "网址", "address, which leads here"),
        _said("issuers", agencies, "发布单位", "agencies that published it"),
        _said("published_on", MAYBE_DATED, "发布日期", "day"),
    )
    yield maybe("copies", _rows(*again), "再次发布", "who else published it")
    words = _said("words", Shape(TEXTS, {"@container": "@list"}), "文字", "in words")
    only = _said("for_reference_only", YES_NO, "仅供参考", "the original prevails")
    yield maybe("translation", _one(only, words), "译文说明", "what is said of a translation")
    own = set(kind.record.model_fields)
    reverse = dict.fromkeys([*(links for _, links in kinds_about(kind.folder)), SELECTED])
    yield from (maybe(name, DOCUMENTS, "相关文件", "documents about it") for name in reverse if name not in own)
    yield maybe("text", WORDS, "正文", "the text, a block a line; with the words that hold on the day of the build")


def _texts(by: Member) -> Shape:
    return _rows(
        _said("since", MAYBE_DATED, "起始日", "first day; null: the first text"),
        _said("until", MAYBE_DATED, "终止日", "the day on which the next holds"),
        by,
        _said("url", ADDRESSED, "网址", "address"),
        _said("shown", YES_NO, "是否为正文", "whether it is the one in `text`"),
    )


def _amendments(by: Member) -> Shape:
    return _rows(
        _said("article", WORDS, "条款", "article"),
        _said("on", DATED, "日期", "day"),
        _said("what", WORDS, "修改方式", "what is done to it"),
        by,
        _said("clause", MAYBE_ADDRESSED, "所据条款", "the clause that says so"),
        _said("text", WORDS, "新文字", "the words from then on"),
        _said("was", WORDS, "原文字", "the words before"),
    )


def _tables() -> Shape:
    values = Shape({"type": "array", "items": {"type": "number"}}, {"@container": "@list"})
    columns = Shape({"type": "array", "items": TEXT}, {"@container": "@list"})
    row = _rows(
        _said("heading", WORDS, "组", "heading"),
        _said("mark", WORDS, "序号", "mark"),
        _said("row", WORDS, "行", "row"),
        _said("values", values, "数值", "values"),
        _said("documents", IN_LISTS, "文件", "the documents that are counted in each column"),
    )
    return _rows(
        _said("table", WORDS, "表", "key of the table"),
        _said("section", NUMBER, "部分", "section"),
        _said("title", WORDS, "标题", "title"),
        _said("columns", columns, "列", "columns"),
        _said("rows", row, "行", "rows"),
    )


def _printed() -> Shape:
    return _rows(
        _said("place", NUMBER, "次序", "place in the issue"),
        _said("section", WORDS, "栏目", "section"),
        Member("id", "own:document", DOCUMENT, labels=("文件", "document")),
        _said("title", WORDS, "标题", "title"),
        _said("text_url", ADDRESSED, "文本网址", "address of the text", required=False),
        _said("sha256", Shape({**DIGEST, "type": ["string", "null"]}), "校验值", "digest", required=False),
        _said("differs_since", MAYBE_DATED, "此后不同", "since when the text is another", required=False),
        _said("text", WORDS, "正文", "text", required=False),
    )
