"""What must not be published in attached files (domain reference, section 11): personal data, and what nobody sees there.

Deleted words of tracked changes, comments, hidden rows and names of authors go out with a file though its editor does
not see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.attachments import (
    DOUBTFUL,
    Kind,
    Leak,
    OldFormat,
    Seen,
    Text,
    Unread,
    UnreadableError,
    look,
)
from disclosure.rules.check import Sensitive, file_rule
from disclosure.rules.personal_data import Number, numbers
from disclosure.rules.private_persons import Told, persons_told
from disclosure.text.identity_number import Patience, TooManyError

MOST_COUNTED = 10_000
"""Different numbers of one kind that are counted in a file: a list of names may hold millions."""
LONGEST_LIST = 1 << 20
"""Characters of one text that are looked through for persons: a list says in its first rows what it is."""
MOST_NAMED = 3
"""Parts that could not be read, by name."""


@file_rule("attached-files")
def attached_files(path: str, data: bytes, sensitive: Sensitive) -> Iterator[Problem]:
    """Personal data once for each kind, what is hidden once for the file, and what could not be read."""
    found = _Found(path, sensitive)
    try:
        for one in look(path, data):
            found.add(one)
    except TooManyError:
        found.add(Unread("", "数字过多 too many numbers"))
    except UnreadableError as error:  # while a text was being looked through
        found.add(Unread("", str(error)))
    yield from found.problems()


class _Found:
    """What one attached file holds, gathered piece by piece."""

    def __init__(self, path: str, sensitive: Sensitive) -> None:
        self._path = path
        self._sensitive = sensitive
        self._persons: dict[tuple[str, int], Told] = {}
        self._numbers: dict[str, dict[str, Problem]] = {}
        self._leaks: Counter[Kind] = Counter()
        self._unread: list[Unread] = []
        self._old = False
        self._patience = Patience()

    def add(self, one: Seen) -> None:
        """Look through a text, or take note of what is none; raises TooManyError."""
        match one:
            case Text(pieces, whole, raw):
                start = Place(self._path, 1, 1) if whole else Place(self._path)
                kept: list[str] = []
                for number in numbers(self._keeping(pieces, kept), self._patience):
                    if not raw or number.code == "identity-number":
                        self._count(number, start)
                if self._sensitive and not raw:
                    self._look_for_persons("".join(kept), start)
            case Leak(kind, number_of_them):
                self._leaks[kind] += number_of_them
            case Unread():
                self._unread.append(one)
            case OldFormat():
                self._old = True

    def _keeping(self, pieces: Iterable[str], kept: list[str]) -> Iterator[str]:
        """The same pieces; the first of them, as many as are looked through for persons, are kept."""
        left = LONGEST_LIST if self._sensitive else 0
        for piece in pieces:
            kept.append(piece[:left])
            left -= len(kept[-1])
            yield piece

    def _look_for_persons(self, text: str, start: Place) -> None:
        """A file tells the same more than once, such as a cell and the list of all words: what is found most counts."""
        for key, told in persons_told(text, start, self._sensitive, PurePosixPath(self._path).stem, file=True).items():
            if key not in self._persons or self._persons[key].count < told.count:
                self._persons[key] = told

    def _count(self, number: Number, start: Place) -> None:
        same = self._numbers.setdefault(number.code, {})
        if number.digits not in same and len(same) < MOST_COUNTED:
            same[number.digits] = number.problem(start)

    def problems(self) -> Iterator[Problem]:
        """What is to be said of the file."""
        for code, same in self._numbers.items():
            first = next(iter(same.values()))
            count = f"{len(same)}" if len(same) < MOST_COUNTED else f"{MOST_COUNTED}+"
            yield Problem(first.place, f"{code}-in-file", {**first.values, "count": count})
        yield from (told.problem(self._sensitive) for told in self._persons.values())
        for code, doubtful in (("attachment-not-clean", False), ("attachment-perhaps-not-clean", True)):
            kinds = (kind for kind in Kind if self._leaks[kind] > 0 and (kind in DOUBTFUL) is doubtful)
            if found := ", ".join(f"{self._leaks[kind]} {kind}" for kind in kinds):
                yield Problem(Place(self._path), code, {"found": found})
        if self._unread:
            yield Problem(Place(self._path), "attachment-unread", {"detail": self._why()})
        if self._old:
            yield Problem(Place(self._path), "attachment-old-format")

    def _why(self) -> str:
        told = [f"{one.member}：{one.why}" if one.member else one.why for one in self._unread[:MOST_NAMED]]
        more = len(self._unread) - MOST_NAMED
        return "；".join(told) + (f"；另有 {more} 个 and {more} more" if more > 0 else "")
