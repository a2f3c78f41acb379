"""Rules on what stands below the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.check import document_rule
from disclosure.model import Disclosure, Document, Entry, Policy
from disclosure.problems import Place, Problem
from disclosure.source import Source


@document_rule("bodies")
def bodies(entry: Entry[Document]) -> Iterator[Problem]:
    """A policy that is open to all has something to read, in its body or in an attachment."""
    record = entry.record
    open_to_all = isinstance(record, Policy) and record.disclosure is Disclosure.PROACTIVE and not record.attachments
    if open_to_all and not entry.body.strip():
        yield Problem(Place(entry.path, entry.body_line, 1), "empty-body")


_FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\]\s]{1,60})\](:)?")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:", re.MULTILINE)
_KEPT = re.compile(
    r"""^[ ]{0,3}(`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^[ ]{0,3}\1[^\n]*$|\Z)  # a fence
    |(?:\A|(?<=\n)[ \t]*\n)(?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z))+  # lines that are indented
    |(?<!`)(`++)(?:[^\n]|\n(?!\s*\n)){1,2000}?(?<!`)\2(?!`)""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
"""Text that is shown as it is typed."""


def _without_code(text: str) -> str:
    """A body with code blank, so that every offset stays right."""
    return _KEPT.sub(lambda kept: re.sub(r"[^\n]", " ", kept[0]), text)


@document_rule("footnotes")
def footnotes(entry: Entry[Document]) -> Iterator[Problem]:
    """A mark of a footnote that is nowhere written stays in the page as it was typed; a footnote without a mark is lost."""
    if "[^" not in entry.body:
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    text = _without_code(source.text)
    found = list(_FOOTNOTE.finditer(text))
    told = {mark[1] for mark in found if mark[2]}
    for mark in found:
        if mark[1] not in told:
            told.add(mark[1])
            yield Problem(source.at(mark.start()), "footnote-missing", {"mark": mark[0]})
    notes = {note.end() - 1: note for note in _NOTE.finditer(text)}
    marked = {mark[1] for mark in found if mark.end(1) + 1 not in notes}
    for note in notes.values():
        if note[1] not in marked:
            yield Problem(source.at(note.start()), "footnote-unused", {"mark": f"[^{note[1]}]"})


_OTHER_REMARK = re.compile(r"%%|\{#(?!\S*\})|#\}|\{%-?\s*comment\b|<!(?=[A-Za-z])")


@document_rule("remarks")
def remarks(entry: Entry[Document]) -> Iterator[Problem]:
    """A remark in the manner of another program is text here: whoever wrote it did not mean it for readers."""
    if not _OTHER_REMARK.search(entry.body):
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    if found := _OTHER_REMARK.search(_without_code(source.text)):
        yield Problem(source.at(found.start()), "other-remark", {"mark": found[0]})


_LEFTOVERS = re.compile(
    r"\{[.#]?[\w-]*(?:underline|mark|custom-style|width|height|align|Toc|_Ref)[^{}\n]*\}|\[\]\{#[^}\n]*\}|^:::+|\[TOC\]"
    r"|mso-[a-z]+|<!--\[if|<o:p|\[\[_TOC_\]\]|!\[\]\(media/|HYPERLINK \"|PAGEREF _",
    re.MULTILINE | re.IGNORECASE,
)
"""What programs that turn Word files into Markdown leave behind: readers would see it."""


@document_rule("leftovers-of-converters")
def leftovers_of_converters(entry: Entry[Document]) -> Iterator[Problem]:
    """Signs of a converter in the text, each kind once."""
    told: set[str] = set()
    for found in _LEFTOVERS.finditer(entry.body):
        kind = re.sub(r"[^A-Za-z:]", "", found[0])[:8]
        if kind not in told:
            told.add(kind)
            line = entry.body_line + entry.body.count("\n", 0, found.start())
            column = found.start() - entry.body.rfind("\n", 0, found.start())
            yield Problem(Place(entry.path, line, column), "converter-leftover", {"found": found[0][:40]})
