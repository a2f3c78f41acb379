"""Personal data that must not be published (domain reference, section 11): a leaked number cannot be called back.

Works on the author's text as written, remarks and front matter included, since the source may be handed on too. Digits
count however they are written: full width, as entities, parted by spaces, hyphens, emphasis or characters nobody sees.
Attached files are looked through as far as `attached` can read them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from disclosure.attached import BINARY, PLAIN, UnreadableError, texts
from disclosure.check import document_rule, file_rule, rule
from disclosure.convert import Finding, text_rule
from disclosure.library import Library
from disclosure.messages import masked
from disclosure.model import Document, Entry, Record
from disclosure.problems import Place, Problem
from disclosure.references import value_at

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_BETWEEN = rf"[ \u00a0\u3000\t*_`~=+^\\·.{_UNSEEN}\-‐-―－]{{0,6}}"
_RUN = re.compile(rf"\d(?:{_BETWEEN}\d){{10,}}(?:{_BETWEEN}[xXｘＸ])?")
"""Digits that a reader sees as one number, or as numbers side by side."""

_JOINED = re.compile(rf"[*_`~\\{_UNSEEN}]")
_PARTED = re.compile(r"[^\dX]")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?!\d)")
_CARD = re.compile(r"(?<!\d)\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\d)")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|银行|户名")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@document_rule("personal-data")
def personal_data(entry: Entry[Document]) -> Iterator[Problem]:
    """Identity and bank card numbers are errors, mobile numbers are warnings, wherever they stand in what is published."""
    yield from _in_text(entry.body, Place(entry.path, entry.body_line, 1))
    yield from _in_text(entry.path, Place(entry.path))
    front = list(_in_text(entry.front, Place(entry.path, entry.front_line, 1)))
    yield from front
    told = {(problem.place.line, problem.values["masked"]) for problem in front}
    yield from (one for one in _in_fields(entry) if (one.place.line, one.values["masked"]) not in told)


@text_rule("personal-data-as-read")
def personal_data_as_read(text: str, body: str) -> Iterator[Finding]:
    """The same in the text of the page: what its author parted by remarks, tags or links stands there as one number."""
    found = [(problem.code, problem.values["masked"]) for problem in _in_text(text, Place(""))]
    told = {(problem.code, problem.values["masked"]) for problem in _in_text(body, Place(""))} if found else set()
    for code, shown in found:
        if (code, shown) not in told:
            yield code, {"masked": shown}, shown.partition("*")[0]


@rule("personal-data-in-vocabularies")
def personal_data_in_vocabularies(library: Library, _on: date) -> Iterator[Problem]:
    """The same in the words that stand on many pages."""
    for path, text in library.vocabulary.texts.items():
        yield from _in_text(text, Place(path, 1, 1))


@file_rule("personal-data-in-files")
def personal_data_in_files(path: str, data: bytes) -> Iterator[Problem]:
    """The same in attached files, once for each kind of number: a list of names may hold thousands."""
    suffix = PurePosixPath(path).suffix.lower()
    start = Place(path, 1, 1) if suffix in PLAIN else Place(path)
    found: dict[str, dict[str, Problem]] = {}
    unread = None
    try:
        for text in texts(path, data):
            for problem in _in_text(text, start):
                if suffix not in BINARY or problem.code == "identity-number":
                    found.setdefault(problem.code, {}).setdefault(problem.values["masked"], problem)
    except UnreadableError as error:
        unread = Problem(Place(path), "attachment-unread", {"detail": str(error)})
    for code, numbers in found.items():
        first = next(iter(numbers.values()))
        yield Problem(first.place, f"{code}-in-file", {**first.values, "count": str(len(numbers))})
    if unread is not None:
        yield unread


def is_identity_number(text: str) -> bool:
    """Whether 18 characters carry a valid check digit (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


def passes_luhn(digits: str) -> bool:
    """Whether a card number carries a valid check digit (ISO/IEC 7812-1)."""
    doubled = (int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _in_fields(entry: Entry[Record]) -> Iterator[Problem]:
    for path, place in entry.places.items():
        value = value_at(entry.record, path)
        if isinstance(value, str):
            yield from _in_text(value, place)


def _in_text(text: str, start: Place) -> Iterator[Problem]:
    """The numbers in a text that begins at `start`, each at the digits with which its run begins."""
    text = html.unescape(text) if "&" in text else text
    line, counted = 0, 0
    about_cards: dict[int, bool] = {}
    for run in _RUN.finditer(text):
        line += text.count("\n", counted, run.start())
        counted = run.start()
        column = run.start() - text.rfind("\n", 0, run.start()) - 1 + (1 if line else start.column)
        place = Place(start.path, start.line + line, column) if start.line else start
        written = unicodedata.normalize("NFKC", _JOINED.sub("", run.group())).upper()
        identities = {found.group() for one in (written, _PARTED.sub("", written)) for found in _IDENTITY.finditer(one)}
        for number in filter(is_identity_number, identities):
            yield _problem("identity-number", number, place, (6, 4))
        for number in _found(_CARD, written):
            if passes_luhn(number) and not is_identity_number(number[:18]):
                block = text.rfind("\n\n", 0, run.start()) + 1
                if block not in about_cards:
                    end = text.find("\n\n", block)
                    about_cards[block] = _CARD_WORDS.search(text, block, end if end > 0 else len(text)) is not None
                if about_cards[block]:
                    yield _problem("bank-card-number", number, place, (4, 4))
        for number in _found(_MOBILE, written):
            yield _problem("mobile-number", number, place, (3, 4))


def _found(pattern: re.Pattern[str], written: str) -> Iterator[str]:
    """What the pattern finds, its digits only."""
    return (re.sub("[ -]", "", found.group()) for found in pattern.finditer(written))


def _problem(code: str, number: str, place: Place, keep: tuple[int, int]) -> Problem:
    return Problem(place, code, {"masked": masked(number, *keep)})
