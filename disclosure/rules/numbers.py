"""Rules on document numbers and index numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosure.check import rule
from disclosure.library import Library
from disclosure.problems import Problem

DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}?〔(19|20)\d{2}〕[1-9]\d*号|[\u4e00-\u9fa5、]*(令|公告)(〔(19|20)\d{2}〕)?第?[1-9]\d*号"
)
"""发文字号 (GB/T 9704-2012), and the other shape that orders and announcements have."""


@rule("document-numbers")
def document_numbers(library: Library, _on: date) -> Iterator[Problem]:
    """Well-formed and unique. Two documents of one number do occur in old collections, so this warns."""
    first: dict[str, str] = {}
    for entry in sorted(library.policies.values(), key=lambda e: e.path):
        number = entry.record.document_number
        if number is None:
            continue
        if not DOCUMENT_NUMBER.fullmatch(number):
            yield Problem(entry.place("document_number"), "document-number-shape", {"number": number})
        if number in first:
            values = {"number": number, "other": first[number]}
            yield Problem(entry.place("document_number"), "document-number-twice", values)
        first.setdefault(number, entry.path)


@rule("index-numbers")
def index_numbers(library: Library, _on: date) -> Iterator[Problem]:
    """索引号 identifies a document in the whole catalogue; its pattern differs by place, its uniqueness does not."""
    first: dict[str, str] = {}
    for entry in sorted(library.policies.values(), key=lambda e: e.path):
        number = entry.record.index_number
        if number is not None and number in first:
            values = {"number": number, "other": first[number]}
            yield Problem(entry.place("index_number"), "index-number-twice", values)
        if number is not None:
            first.setdefault(number, entry.path)
