"""Personal data that must not be published (domain reference, section 11): a leaked number cannot be called back.

Works on the author's text as written, remarks and front matter included, since the source may be handed on too. Digits
count however they are written: full width, as entities, parted by spaces, hyphens, emphasis or characters nobody sees.
Attached files are looked through as far as `attachments` can read them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from disclosure.base.messages import masked
from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.compose import compose
from disclosure.frontmatter.nodes import Items, Node, Pairs, Scalar
from disclosure.library.bodies import Finding, text_rule
from disclosure.model.documents import Authored
from disclosure.model.records import Entry, Record
from disclosure.model.relations import value_at
from disclosure.rules.check import document_rule, words_rule
from disclosure.text.digits import UNSEEN
from disclosure.text.identity_number import Identities, Patience, Stretch, is_identity_number, stretches
from disclosure.text.private_persons import in_contact

_BETWEEN = rf"[ \u00a0\u3000\t*_`~=+^\\·.{UNSEEN}\-‐-―－]{{0,6}}+"
_RUN = re.compile(rf"[0-9](?<![0-9][0-9])(?:{_BETWEEN}[0-9]){{10,}}+")
"""Digits that a reader sees as one number, or as numbers side by side."""

_JOINED = re.compile(rf"[*_`~\\{UNSEEN}]")
_CARD = re.compile(r"(?<!\d)(?<!\d\.)\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\d)")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|银行|户名")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d)")


@document_rule("personal-data")
def personal_data(entry: Entry[Authored]) -> Iterator[Problem]:
    """Identity and bank card numbers are errors, mobile numbers are warnings, wherever they stand in what is published."""
    yield from _in_text(entry.body, Place(entry.path, entry.body_line, 1))
    yield from _in_text(entry.path, Place(entry.path))
    front = list(_in_text(entry.front, Place(entry.path, entry.front_line, 1)))
    yield from front
    told = {(problem.place.line, problem.values["masked"]) for problem in front}
    yield from (one for one in _in_fields(entry) if (one.place.line, one.values["masked"]) not in told)


_BETWEEN_LINES = re.compile(r"(?<=\d)\\?\n(?=[\dXx])")


@text_rule("personal-data-as-read")
def personal_data_as_read(text: str, body: str) -> Iterator[Finding]:
    """The same in the text of the page: what its author parted by remarks, tags, links or lines is there as one number."""
    texts = dict.fromkeys((text, _BETWEEN_LINES.sub("", text)))
    blocks = [way.replace("\n", "\n\n") for way in texts]  # a line here is a block of the page
    found = dict.fromkeys((one.code, one.values["masked"]) for way in blocks for one in _in_text(way, Place("")))
    told = {(problem.code, problem.values["masked"]) for problem in _in_text(body, Place(""))} if found else set()
    for code, shown in found:
        if (code, shown) not in told:
            yield code, {"masked": shown}, shown.partition("*")[0]


@words_rule("personal-data-in-words")
def personal_data_in_words(path: str, text: str) -> Iterator[Problem]:
    """The same in the words that stand on many pages: settings, vocabularies, templates and their strings."""
    start = Place(path, 1, 1)
    found = [*_in_text(path, Place(path)), *_in_text(text, start)]
    if path.endswith(".yaml") and "\\" in text:  # a value may say what the file does not show
        found += (one for value in _scalars(compose(text, start)[0]) for one in _in_text(value.text, value.place))
    yield from {(one.place.line, one.values["masked"]): one for one in reversed(found)}.values()


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """All keys and values of a YAML file."""
    match node:
        case Scalar():
            yield node
        case Items(nodes=nodes):
            yield from (scalar for inner in nodes for scalar in _scalars(inner))
        case Pairs(pairs=pairs):
            yield from (scalar for pair in pairs for inner in pair for scalar in _scalars(inner))


def passes_luhn(digits: str) -> bool:
    """Whether a card number carries a valid check digit (ISO/IEC 7812-1)."""
    doubled = (int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _in_fields(entry: Entry[Record]) -> Iterator[Problem]:
    """In the values of all fields, and in the rows of values of lists: pages show these side by side."""
    told: set[str] = set()
    rows: list[tuple[Place, str]] = []
    for path, place in entry.places.items():
        match value_at(entry.record, path):
            case str(value):
                found = list(_in_text(value, place))
                if path[0] == "contact":
                    found = [_of_contact(one) for one in found]
                told.update(one.values["masked"] for one in found)
                yield from found
            case (str(), str(), *_) as values:
                rows.append((place, " ".join(map(str, values))))
    for place, row in rows:
        yield from (one for one in _in_text(row, place) if one.values["masked"] not in told)


def _of_contact(found: Problem) -> Problem:
    """The same in the field of that name, which needs no word for it."""
    return replace(found, code="mobile-number-in-contact") if found.code == "mobile-number" else found


class Number(NamedTuple):
    """A number that may be somebody's: the code of its problem, its digits, where it begins (line and column from 0)."""

    code: str
    digits: str
    line: int
    column: int

    def problem(self, start: Place) -> Problem:
        """The problem, in a text that begins at `start`."""
        column = self.column + (1 if self.line else start.column)
        place = Place(start.path, start.line + self.line, column) if start.line else start
        return Problem(place, self.code, {"masked": masked(self.digits, _HEAD[self.code], 4)})


def numbers(pieces: Iterable[str], patience: Patience | None = None) -> Iterator[Number]:
    """The numbers in a text that comes in pieces; those that may yet be one in many rows of figures come last.

    Raises TooManyError where there are more than `patience` goes for.
    """
    identities = Identities(patience or Patience())
    for stretch in stretches(pieces):
        yield from (
            Number("identity-number", found.number, found.line, found.column) for found in identities.see(stretch)
        )
        for number in _others(stretch):
            identities.patience.take()
            yield number
    yield from (Number("identity-number", found.number, found.line, found.column) for found in identities.rest())


def _in_text(text: str, start: Place) -> Iterator[Problem]:
    """The numbers in a text that begins at `start`, each where it begins; `&nbsp;` and its like are what they stand for."""
    said = _ENTITY.sub(lambda entity: html.unescape(entity[0]).ljust(len(entity[0]), "\u200b"), text)
    return (number.problem(start) for number in numbers([said]))


_ENTITY = re.compile("&[A-Za-z]{2,8};")

_HEAD = {"identity-number": 6, "bank-card-number": 4, "mobile-number": 3, "mobile-number-in-contact": 3}
"""How many of the first digits tell nobody whose number it is."""


def _others(stretch: Stretch) -> Iterator[Number]:
    """Bank card and mobile numbers of a stretch, each at the digits among which it stands."""
    about_cards: dict[int, bool] = {}
    for run in _RUN.finditer(stretch.text, stretch.begin):
        if not stretch.owns(run.start()):
            return
        written = _JOINED.sub("", run.group())
        for number in _found(_CARD, written):
            if passes_luhn(number) and not is_identity_number(number[:18]):
                block = stretch.text.rfind("\n\n", 0, run.start()) + 1
                if block not in about_cards:
                    end = stretch.text.find("\n\n", block)
                    about_cards[block] = (
                        _CARD_WORDS.search(stretch.text, block, end if end > 0 else len(stretch.text)) is not None
                    )
                if about_cards[block]:
                    yield Number("bank-card-number", number, *stretch.at(run.start()))
        for number in _found(_MOBILE, written):
            code = "mobile-number-in-contact" if in_contact(stretch.text, run.start()) else "mobile-number"
            yield Number(code, number, *stretch.at(run.start()))


def _found(pattern: re.Pattern[str], written: str) -> Iterator[str]:
    """What the pattern finds, its digits only."""
    return (re.sub("[ -]", "", found.group()) for found in pattern.finditer(written))
