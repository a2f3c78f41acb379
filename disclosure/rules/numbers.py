"""Rules on document numbers and index numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import cast

from disclosure.base.problems import Problem
from disclosure.library.library import RELATIONS, Library
from disclosure.library.references import targets
from disclosure.model.documents import Policy
from disclosure.model.records import Entry
from disclosure.rules.check import policy_rule, rule

_YEAR = r"(?:19|20)\d{2}"
_COUNT = r"(?:[1-9]\d*|[一二三四五六七八九十百零〇]+)"
_SERIES = r"(?:令|公告|通告|布告)"
_OF = rf"(?:〔{_YEAR}〕|〔[一二三四五六七八九十]+届〕|{_YEAR}年)"
DOCUMENT_NUMBER = re.compile(
    rf"[\u4e00-\u9fa5]{{1,12}}?〔{_YEAR}〕[1-9]\d*号"
    rf"|[\u4e00-\u9fa5、]*{_SERIES}{_OF}?(?:第{_COUNT}|[1-9]\d*)号"
    rf"|[\u4e00-\u9fa5、]*(?:{_YEAR}年)?第{_COUNT}号{_SERIES}|{_YEAR}年第{_COUNT}号"
)
"""发文字号 (GB/T 9704-2012), and the other shapes that orders and announcements have: 令第3号, 公告2024年第3号, 第3号公告.

Announcements of people's congresses count within a term of office: 公告〔十七届〕第二号.
"""


@policy_rule("document-number")
def document_number(entry: Entry[Policy], _library: Library, _on: date) -> Iterator[Problem]:
    """Well-formed."""
    number = entry.record.document_number
    if number is not None and not DOCUMENT_NUMBER.fullmatch(number):
        yield Problem(entry.place("document_number"), "document-number-shape", {"number": number})


@rule("document-numbers")
def document_numbers(library: Library, _on: date) -> Iterator[Problem]:
    """Unique. Two documents of one number do occur in old collections, so this warns.

    Versions of one text, and its translations, share their title or say that they replace each other, and rightly share
    their number.
    """
    first: dict[str, Entry[Policy]] = {}
    for entry in _all_policies(library):
        number = entry.record.read("document_number")
        if number is None:
            continue
        other = first.setdefault(number, entry)
        if other is not entry and not _one_text(entry.record, other.record):
            values = {"number": number, "other": other.path}
            yield Problem(entry.place("document_number"), "document-number-twice", values)


def _one_text(one: Policy, other: Policy) -> bool:
    named = {target for policy in (one, other) for name in RELATIONS for target in targets(policy, name)}
    named |= {one.read("translation_of"), other.read("translation_of")}
    titles = {re.sub(r"（.*?）|\(.*?\)|\W", "", policy.read("title", "")) for policy in (one, other)}
    return len(titles) == 1 or not named.isdisjoint((one.id, other.id))


def _all_policies(library: Library) -> list[Entry[Policy]]:
    """In the order of their paths, those that are wrong included."""
    wrong = (cast("Entry[Policy]", entry) for entry in library.broken.values() if isinstance(entry.record, Policy))
    return sorted((*library.of(Policy).values(), *wrong), key=lambda entry: entry.path)


@rule("index-numbers")
def index_numbers(library: Library, _on: date) -> Iterator[Problem]:
    """索引号 identifies a document in the whole catalogue; its pattern differs by place, its uniqueness does not."""
    first: dict[str, str] = {}
    for entry in _all_policies(library):
        number = entry.record.read("index_number")
        if number is not None and number in first:
            values = {"number": number, "other": first[number]}
            yield Problem(entry.place("index_number"), "index-number-twice", values)
        if number is not None:
            first.setdefault(number, entry.path)
