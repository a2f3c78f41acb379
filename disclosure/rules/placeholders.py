"""The rule on what `build.py new` left to be written."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.base.problems import Place, Problem
from disclosure.model.documents import Authored
from disclosure.model.records import Entry
from disclosure.rules.check import document_rule
from disclosure.text.placeholders import placeholders
from disclosure.text.source import Source


@document_rule("placeholders")
def placeholders_left(entry: Entry[Authored]) -> Iterator[Problem]:
    """What a document of any kind, and no draft, still asks its editor for: readers would see a gap there."""
    if "<!--" not in entry.body:
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    for offset, words in placeholders(source.body):
        yield Problem(source.at(offset), "placeholder-left", {"words": words})
