"""Rules on what stands below the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.base.problems import Place, Problem
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Authored, Policy, Version
from disclosure.model.records import Entry
from disclosure.rules.check import document_rule
from disclosure.text.dialect import BEHIND_PICTURE, IMAGE
from disclosure.text.source import Source


@document_rule("bodies")
def bodies(entry: Entry[Authored]) -> Iterator[Problem]:
    """A policy that is open to all has something to read, in its body or in an attachment; a version has, in its body."""
    record = entry.record
    open_to_all = isinstance(record, Policy) and record.disclosure is Disclosure.PROACTIVE and not record.attachments
    if record.read("copy_of"):  # a copy that is wrong: the document itself has the words
        return
    if (open_to_all or isinstance(record, Version)) and not entry.body.strip():
        yield Problem(Place(entry.path, entry.body_line, 1), "empty-body")


_FOOTNOTE = re.compile(r"(^[ \t]*)?(?<!\\)\[\^([^\]\s]{1,60})\](?(1)(:)?)", re.MULTILINE)
"""A mark of a footnote; with a colon, at the start of a line, it is where the note is written."""


@document_rule("footnotes")
def footnotes(entry: Entry[Authored]) -> Iterator[Problem]:
    """A mark of a footnote that is nowhere written stays in the page as it was typed; a note needs a mark."""
    if "[^" not in entry.body:
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    found = list(_FOOTNOTE.finditer(source.text))
    written, used = {mark[2] for mark in found if mark[3]}, {mark[2] for mark in found if not mark[3]}
    told: set[str] = set()
    for mark in found:
        if mark[2] not in (used if mark[3] else written) and mark[2] not in told:
            told.add(mark[2])
            code = "footnote-unused" if mark[3] else "footnote-missing"
            yield Problem(source.at(mark.end(1) if mark[1] else mark.start()), code, {"mark": f"[^{mark[2]}]"})


_OTHER_REMARK = re.compile(r"%%|<\?(?!xml)|\{#(?!\S*\})|#\}|\{%-?\s*comment\b|<!(?=[A-Za-z])")


@document_rule("remarks")
def remarks(entry: Entry[Authored]) -> Iterator[Problem]:
    """A remark in the manner of another program is text here: whoever wrote it did not mean it for readers."""
    if not _OTHER_REMARK.search(entry.body):
        return
    source = Source(entry.body, Place(entry.path, entry.body_line, 1))
    if found := _OTHER_REMARK.search(source.text):
        yield Problem(source.at(found.start()), "other-remark", {"mark": found[0]})


_LEFTOVERS = re.compile(
    rf"{IMAGE}{BEHIND_PICTURE.pattern}"  # told where the picture is read, which may have a greater fault
    r"|\{[.#]?[\w-]*(?:underline|mark|custom-style|width|height|align|Toc|_Ref)[^{}\n]*\}|\[\]\{#[^}\n]*\}|^:::+|\[TOC\]"
    r"|mso-[a-z]+(?![^<>\n]*>)|<!--\[if|\[\[_TOC_\]\]|HYPERLINK \"|PAGEREF _|(?:&nbsp;[ ]?){2,}|\\_(?:[ ]?\\_)*",
    re.MULTILINE | re.IGNORECASE,
)
"""What programs that turn Word files into Markdown leave behind: readers would see it.

Tags and pictures that are not there are told where bodies are converted; the styles of a tag are seen by nobody.
"""
_SIGNS_OF_CONVERTERS = (
    "{",
    "[]",
    ":::",
    "[TOC",
    "[toc",
    "[Toc",
    "mso-",
    "<!--[",
    "[[_",
    "HYPERLINK",
    "PAGEREF",
    "&nbsp;",
    "\\_",
)
"""Without one of these there is nothing to look for."""


@document_rule("leftovers-of-converters")
def leftovers_of_converters(entry: Entry[Authored]) -> Iterator[Problem]:
    """Signs of a converter in the text, each kind once."""
    if not any(sign in entry.body for sign in _SIGNS_OF_CONVERTERS):
        return
    told: set[str] = set()
    for found in _LEFTOVERS.finditer(entry.body):
        if found[0].startswith("!"):
            continue
        kind = re.sub(r"[^A-Za-z:]", "", found[0])[:8]
        if kind not in told:
            told.add(kind)
            line = entry.body_line + entry.body.count("\n", 0, found.start())
            column = found.start() - entry.body.rfind("\n", 0, found.start())
            yield Problem(Place(entry.path, line, column), "converter-leftover", {"found": found[0][:40]})
