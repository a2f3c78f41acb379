"""Personal data that must not be published (domain reference, section 11): a leaked number cannot be called back.

Works on the author's text as written, front matter included, since whatever stands in a source is published with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosure.check import rule
from disclosure.library import Library
from disclosure.model import Entry, Record
from disclosure.problems import Place, Problem

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_CARD = re.compile(r"(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|银行|户名")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SPACED = re.compile(r"(?<=\d)[ \u3000-](?=\d)")


@rule("personal-data")
def personal_data(library: Library, _on: date) -> Iterator[Problem]:
    """Identity and bank card numbers are errors, mobile numbers are warnings, wherever they stand in a document."""
    for entries in (library.policies, library.interpretations, library.pages):
        for entry in entries.values():
            for number, line in enumerate(entry.body.split("\n"), entry.body_line):
                yield from _in_line(line, Place(entry.path, number, 1))
            yield from _in_fields(entry)


def is_identity_number(text: str) -> bool:
    """Whether 18 characters carry a valid check digit (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


def passes_luhn(digits: str) -> bool:
    """Whether a card number carries a valid check digit (ISO/IEC 7812-1)."""
    doubled = (int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _in_fields(entry: Entry[Record]) -> Iterator[Problem]:
    for path in entry.places:
        value: object = entry.record
        for part in path:
            value = (
                value[part] if isinstance(part, int) and isinstance(value, tuple) else getattr(value, str(part), None)
            )
        if isinstance(value, str) and any(c.isdigit() for c in value) and not _is_office_contact(path):
            yield from _in_line(value, entry.place(*path))


def _is_office_contact(path: tuple[str | int, ...]) -> bool:
    """The contact field is where an office's number belongs; identity and card numbers are looked for elsewhere all the same."""
    return path == ("contact",)


def _in_line(line: str, place: Place) -> Iterator[Problem]:
    if not re.search(r"\d[\d \u3000-]{9}", line):
        return
    for text in dict.fromkeys((line, _SPACED.sub("", line))):
        for found in _IDENTITY.finditer(text):
            if is_identity_number(found.group()):
                yield _problem("identity-number", found.group(), line, place, (6, 4))
        for found in _CARD.finditer(text):
            if _CARD_WORDS.search(line) and passes_luhn(found.group()) and not is_identity_number(found.group()[:18]):
                yield _problem("bank-card-number", found.group(), line, place, (4, 4))
    for found in _MOBILE.finditer(line):
        yield _problem("mobile-number", found.group(), line, place, (3, 4))


def _problem(code: str, number: str, line: str, place: Place, keep: tuple[int, int]) -> Problem:
    """The number is masked in the message too: messages end up in CI logs, which are public."""
    head, tail = keep
    masked = number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
    column = max(line.find(number[:6]), 0)
    return Problem(Place(place.path, place.line, place.column + column), code, {"masked": masked})
