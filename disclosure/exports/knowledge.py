"""The knowledge base: all questions with what they rest on, for a hotline, a portal and the counters. docs/exports.md tells it.

Three forms of the same, by `SCHEMA`, and one by the import rules of a 12345 system.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from disclosure.exports.json_text import indented
from disclosure.exports.schemas import (
    ADDRESS,
    DAY,
    DIALECT,
    FILLED,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    TEXTS,
    Schema,
    fields,
    rows,
)
from disclosure.exports.takeaway import harmless
from disclosure.library.addresses import document_url
from disclosure.library.listings import PolicyRow, Row, grounds
from disclosure.library.succession import successors
from disclosure.model.choices import QuestionSource, Status
from disclosure.model.documents import Document, Passage, Question
from disclosure.model.kinds import kind_for
from disclosure.pages._resting import without_ground
from disclosure.site.page import Deferred, Output, Page, Site, export

VERSION = "1.0"
"""Of the form: the first number changes with what a reader must understand, the second with what it may."""

FOLDER = "data/knowledge"
MOST_ENTRIES = 1000
LONGEST_TITLE = 128
LONGEST_WORD = 20
"""Characters; the import rules of 12345 systems."""


@export("knowledge")
def knowledge(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """The files of the knowledge base, where there are questions."""
    ids = site.library.order[kind_for(Question).folder]
    if ids:
        yield Deferred(knowledge_files, next(iter(ids)))  # of all; a body must be named, by whose process they are made


def knowledge_files(site: Site, _: str) -> Iterator[Output]:
    """Every form of the knowledge base."""
    entries = [_entry(site, key) for key in site.library.order[kind_for(Question).folder]]
    head = {"version": VERSION, "schema": f"{site.config.site.address}{FOLDER}/schema.json", "day": str(site.on)}
    whole = json.dumps({**head, "questions": entries}, ensure_ascii=False, indent=1) + "\n"
    yield Output(f"{FOLDER}/questions.json", whole.encode())
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    yield Output(f"{FOLDER}/questions.jsonl", "".join(lines).encode())
    yield Output(f"{FOLDER}/questions.csv", _table(COLUMNS, map(_flat, entries)))
    yield Output(f"{FOLDER}/schema.json", indented(SCHEMA))
    told = list(hotline_entries(entries, site.config.site.organiser))
    for number, start in enumerate(range(0, max(len(told), 1), MOST_ENTRIES), start=1):
        yield Output(f"{FOLDER}/12345-{number}.csv", _table(HOTLINE, told[start : start + MOST_ENTRIES]))


def _entry(site: Site, key: str) -> dict[str, Any]:
    """One question by `SCHEMA`."""
    row = site.listings.of(Question)[key]
    question, words = row.record, site.library.vocabulary
    policies = [one for one in grounds(row) if isinstance(one, PolicyRow)]
    return {
        "id": question.id,
        "day": str(site.on),
        "url": _address(site, question),
        "question": question.title,
        "answer": site.prose[key].text,
        "summary": question.summary,
        "state": "answered" if question.is_answered else "waiting",
        "valid": not any(window.open for window in without_ground(grounds(row), site.on)),
        "source": question.source.value,
        "asked": question.asked,
        "asked_on": question.asked_on and str(question.asked_on),
        "answered_on": question.answered_on and str(question.answered_on),
        "answered_by": [agency.name for agency in row.issuers],
        "tags": [words.tags[tag].record.name for tag in question.tags],
        "themes": list(
            dict.fromkeys(words.themes[theme].record.name for one in policies for theme in one.record.themes)
        ),
        "policies": [_policy(site, one, _articles(question.about, one.record.id)) for one in policies],
        "services": [
            {"id": one.record.id, "title": one.record.title, "url": _address(site, one.record)}
            for one in row.about
            if not isinstance(one, PolicyRow)
        ],
    }


def _policy(site: Site, row: PolicyRow, articles: Sequence[str]) -> dict[str, Any]:
    followers: list[Row[Document]] = [site.listings.rows[key] for key in successors(site.library, row.record.id)]
    return {
        **_named(site, row.record),
        "number": row.record.document_number,
        "articles": list(articles),
        "status": row.status.value,
        "timeline": [{"on": turn.on and str(turn.on), "status": turn.status.value} for turn in row.timeline],
        "successors": [_named(site, one.record) for one in followers],
    }


def _named(site: Site, record: Document) -> dict[str, str]:
    return {"id": record.id, "title": record.title, "url": _address(site, record)}


def _address(site: Site, record: Document) -> str:
    return site.config.site.address + document_url(record).lstrip("/")


def _articles(about: Iterable[Passage], policy: str) -> tuple[str, ...]:
    return tuple(article for passage in about if passage.target == policy for article in passage.articles)


# --- as tables

COLUMNS = (
    *("id", "url", "question", "answer", "summary", "state", "valid", "source", "asked", "asked_on", "answered_on"),
    *("answered_by", "tags", "themes", "policies", "numbers", "articles", "status", "successors", "services", "day"),
)
"""Of the table: lists stand in one cell, their parts divided by `；`."""


def _flat(entry: Mapping[str, Any]) -> dict[str, str]:
    policies = entry["policies"]
    flat = {name: entry[name] for name in COLUMNS if name in entry}
    flat |= {
        "policies": [one["title"] for one in policies],
        "numbers": [one["number"] or "" for one in policies],
        "articles": ["、".join(one["articles"]) for one in policies],
        "status": [one["status"] for one in policies],
        "successors": ["、".join(other["title"] for other in one["successors"]) for one in policies],
        "services": [one["title"] for one in entry["services"]],
    }
    return {name: _cell(value) for name, value in flat.items()}


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "；".join(value) if any(value) else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table for Excel: UTF-8 with its mark, and nothing in it that a spreadsheet would calculate."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


# --- by the rules of a 12345 system

HOTLINE = ("类目", "标题", "内容", "发文单位", "材料性质", "关键字")


def hotline_entries(entries: Iterable[Mapping[str, Any]], organiser: str) -> Iterator[dict[str, str]]:
    """What a 12345 system takes in: answered questions whose answers hold, each title once and none too long."""
    taken: set[str] = set()
    for entry in entries:
        if entry["state"] == "answered" and entry["valid"] and entry["answer"]:
            title = _title(entry["question"], taken)
            yield {
                "类目": f"政策问答/{_step((*entry['themes'], '其他')[0])}/{_step((*entry['tags'], '其他')[0])}",
                "标题": title,
                "内容": f"{entry['answer']}\n依据：{_basis(entry)}\n{entry['url']}",
                "发文单位": "、".join(entry["answered_by"]) or organiser,
                "材料性质": "热点问答" if entry["source"] == "faq" else "日常咨询",
                "关键字": ",".join(_keywords(entry, title)),
            }


def _title(question: str, taken: set[str]) -> str:
    """The question, at most `LONGEST_TITLE` characters, and no other's: a number tells those apart that would be alike."""
    number, title = 1, harmless(" ".join(question.split()))[:LONGEST_TITLE]
    begins = title
    while title in taken:
        number += 1
        mark = f"（{number}）"
        title = begins[: LONGEST_TITLE - len(mark)] + mark
    taken.add(title)
    return title


def _step(name: str) -> str:
    """A step of a path."""
    return name.replace("/", "／")


def _basis(entry: Mapping[str, Any]) -> str:
    return "；".join(one["title"] + "、".join(one["articles"]) for one in entry["policies"]) or "办事指南"


def _keywords(entry: Mapping[str, Any], title: str) -> Iterator[str]:
    words = dict.fromkeys(
        part.strip() for word in (*entry["tags"], *entry["themes"]) for part in word.replace("，", ",").split(",")
    )
    yield from (word for word in words if word and len(word) <= LONGEST_WORD and word != title)


# --- the schema

_LINK = {"id": FILLED, "title": FILLED, "url": ADDRESS}
_STATUS = {"enum": sorted({status.value for status in Status})}
QUESTION = fields(
    id=FILLED,
    day=DAY,
    url=_LINK["url"],
    question=FILLED,
    answer=TEXT,
    summary=MAYBE_TEXT,
    state={"enum": ["answered", "waiting"]},
    valid={"type": "boolean", "description": "false: on `day` nothing that the answer rests on is in force"},
    source={"enum": [source.value for source in QuestionSource]},
    asked={"type": "integer", "minimum": 1},
    asked_on=MAYBE_DAY,
    answered_on=MAYBE_DAY,
    answered_by=TEXTS,
    tags=TEXTS,
    themes=TEXTS,
    policies=rows(
        **_LINK,
        number=MAYBE_TEXT,
        articles=TEXTS,
        status=_STATUS,
        timeline=rows(on=MAYBE_DAY, status=_STATUS),
        successors=rows(**_LINK),
    ),
    services=rows(**_LINK),
)
"""One question; a line of questions.jsonl."""
_WHOLE = fields(
    version={"const": VERSION},
    schema=_LINK["url"],
    day=DAY,
    questions={"type": "array", "items": QUESTION},
)
SCHEMA: Schema = {
    "$schema": DIALECT,
    "title": f"Knowledge base {VERSION}",
    **_WHOLE,
}
"""The whole; questions.json."""
