"""Two texts side by side: which clause of one is which of the other, and within a clause the words that differ.

Clauses are found by their structure (articles; otherwise points; otherwise paragraphs) and matched by their numbers and by
how alike their words are, so that an article that was only renumbered is none that is new. The words, as `phrases` parts
them, are compared by `difflib`; what it leaves between two changes is no longer shown apart where it is too little to be
read (`_ISLAND`). docs/dependencies.md says what else was measured.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from disclosure.text.phrases import words as words_of
from disclosure.text.prose import Passage

Kind = Literal["same", "changed", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a text: its anchor and how it is cited ("" for what has no number), and its words without the number.

    A line of `words` is a block of the text. `heading`: it is the title of a part.
    """

    anchor: str
    label: str
    words: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Words that stand in both texts, in the new one only, or in the old one only."""

    kind: Literal["same", "new", "gone"]
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in both texts, or in one of them; `moved`: it stands before or behind others than it did.

    `spans` are its words in order; of a clause that is the same, new or gone there is one.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    spans: tuple[Span, ...]
    moved: bool = False


_ARTICLE = re.compile(r"(?:fujian-[\d-]+-)?tiao-\d+(?:-zhi-\d+)?")
_POINT = re.compile(r"(?:fujian-[\d-]+-)?s-\d+(?:-\d+)?")
_PART = re.compile(r"(?:fujian-[\d-]+-)?(?:(?:bian-\d+-?)?(?:zhang|jie)-[\d-]+|bian-\d+)|fujian-[\d-]+")
_HAN = "一二三四五六七八九十百千零〇○两"
_NUMBER = re.compile(
    rf"^(?:第[{_HAN}\d]+[条章节编](?:之[{_HAN}\d]+)?|[{_HAN}]+、|（[{_HAN}]+）|\d+(?:\.\d+)*[.．、]?)[ \u3000]*"
)


def clauses(text: str, passages: Sequence[Passage]) -> tuple[Clause, ...]:
    """The clauses of a text in its order, given the places in it that can be linked to (`Prose`)."""
    numbered = _ARTICLE if any(_ARTICLE.fullmatch(one.id) for one in passages) else _POINT
    starts = [one for one in passages if numbered.fullmatch(one.id) or _PART.fullmatch(one.id)]
    if not starts:
        return tuple(Clause("", "", line) for line in text.split("\n") if line)
    ends = [*(one.start for one in starts[1:]), len(text)]
    found = [Clause("", "", text[: starts[0].start].strip())]
    for start, end in zip(starts, ends, strict=True):
        heading = numbered.fullmatch(start.id) is None
        words = text[start.start : end].strip()
        first, _, rest = words.partition("\n")
        if heading and rest:  # what stands between the title of a part and its first clause
            found += [Clause(start.id, start.label, _bare(first), heading=True), Clause("", "", rest)]
        else:
            found.append(Clause(start.id, start.label, _bare(words), heading=heading))
    return tuple(clause for clause in found if clause.words or clause.label)


def _bare(words: str) -> str:
    return _NUMBER.sub("", words, count=1)


def row_of(anchor: str) -> str:
    """The anchor of the row in which a place of a text stands: 第八条第二款 is in that of 第八条."""
    found = next((found for part in (_ARTICLE, _POINT, _PART) if (found := part.match(anchor))), None)
    return found[0] if found else anchor


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Row, ...]:
    """The rows of both texts in the order of the new one; what is gone stands behind what it stood behind."""
    pairs = dict(_pairs(old, new))  # new → old
    pairs |= _rewritten(old, new, pairs)
    staying = _in_order([pairs[index] for index in sorted(pairs)])
    gone = [index for index in range(len(old)) if index not in set(pairs.values())]
    at = {before: index for index, before in pairs.items() if before in staying}
    behind: defaultdict[int, list[Row]] = defaultdict(list)
    for index in gone:
        place = next((at[before] for before in range(index - 1, -1, -1) if before in at), -1)
        behind[place].append(Row("gone", old[index], None, (Span("gone", old[index].words),)))
    rows = [*behind[-1]]
    for index, clause in enumerate(new):
        if index in pairs:
            rows.append(_row(old[pairs[index]], clause, moved=pairs[index] not in staying))
        else:
            rows.append(Row("new", None, clause, (Span("new", clause.words),)))
        rows += behind[index]
    return tuple(rows)


def _row(old: Clause, new: Clause, *, moved: bool) -> Row:
    if _plain(old.words) == _plain(new.words):
        return Row("same", old, new, (Span("same", new.words),), moved)
    if _likeness(_letters(old.words), _letters(new.words)) < LIKE / 2:  # what they share is chance
        return Row("changed", old, new, (Span("gone", old.words), Span("new", new.words)), moved)
    return Row("changed", old, new, spans(old.words, new.words), moved)


# --- which clause is which

LIKE = 0.5
"""How alike two clauses are at least that are one; half of that, where they have one number."""
_NUMBERED_ALIKE = 0.15
_MOST_COMMON = 60
"""Clauses that share two letters in a long text: beyond these, such letters tell nothing."""


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Pairs of clauses, (new, old), that are one: those of the same words, then the most alike first, each once."""
    waiting: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, clause in enumerate(old):
        waiting[clause.heading, _plain(clause.words)].append(index)
    left: list[int] = []
    given: set[int] = set()
    for index, clause in enumerate(new):
        if same := waiting.get((clause.heading, _plain(clause.words))):
            given.add(before := next((one for one in same if old[one].label == clause.label), same[0]))
            same.remove(before)
            yield index, before
        else:
            left.append(index)
    rest = [index for index in range(len(old)) if index not in given]
    scored = _candidates([old[index] for index in rest], [new[index] for index in left])
    taken: set[int] = set()
    for _, index, before in sorted(scored, key=lambda found: (-found[0], abs(found[1] - found[2]), found[1])):
        if left[index] not in taken and rest[before] not in given:
            taken.add(left[index])
            given.add(rest[before])
            yield left[index], rest[before]


def _rewritten(old: Sequence[Clause], new: Sequence[Clause], pairs: Mapping[int, int]) -> dict[int, int]:
    """Clauses of one number that stand alone between the same two, whatever their words: the one takes the other's place."""
    found = {}
    known = set(pairs.values())
    for index, clause in enumerate(new):
        before = pairs[index - 1] + 1 if index - 1 in pairs else 0 if index == 0 else -1
        if index in pairs or not 0 <= before < len(old) or before in known or not clause.anchor:
            continue
        last = index + 1 == len(new) and before + 1 == len(old)
        if old[before].anchor == clause.anchor and (last or pairs.get(index + 1) == before + 1):
            found[index] = before
    return found


def _candidates(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one, with how well they fit."""
    letters = [_letters(clause.words) for clause in old]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    by_label = {(clause.heading, clause.anchor): index for index, clause in enumerate(old)}
    for index, found in enumerate(letters):
        for two in found:
            holding[two].append(index)
    for index, clause in enumerate(new):
        mine = _letters(clause.words)
        near = Counter(one for two in mine if len(holding.get(two, ())) <= _MOST_COMMON for one in holding.get(two, ()))
        same = by_label.get((clause.heading, clause.anchor))
        for before in {*near, *(() if same is None else (same,))}:
            if old[before].heading is clause.heading:
                like = _likeness(letters[before], mine)
                numbered = before == same
                if like >= (LIKE / 2 if numbered else LIKE):
                    yield like + (_NUMBERED_ALIKE if numbered else 0), index, before


def _letters(words: str) -> Counter[str]:
    """A clause as its pairs of letters."""
    plain = "".join(character for character in words if character.isalnum())
    return Counter(one + other for one, other in pairwise(plain)) if len(plain) > 1 else Counter([plain])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1: the share of letters in common; a clause that was added to is still that clause."""
    shared, sizes = (one & other).total(), (one.total(), other.total())
    return max(2 * shared / sum(sizes), 0.75 * shared / min(sizes) if min(sizes) >= 12 else 0)


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest run of rising numbers among these: the clauses that kept their order."""
    ends: list[int] = []
    best: list[tuple[int, int]] = []  # the number, and which one stands before it (-1: none)
    last_of: list[int] = []
    for number in places:
        length = bisect_left(ends, number)
        before = last_of[length - 1] if length else -1
        best.append((number, before))
        if length == len(ends):
            ends.append(number)
            last_of.append(len(best) - 1)
        else:
            ends[length] = number
            last_of[length] = len(best) - 1
    kept: set[int] = set()
    at = last_of[-1] if last_of else -1
    while at >= 0:
        number, at = best[at]
        kept.add(number)
    return kept


# --- which words

_ISLAND = 2
"""Letters that are the same between two changes, up to which they are shown as part of these."""
_NUMERAL = re.compile(rf"(第[{_HAN}\d]+[条款项章节]?|[{_HAN}]{{2,}}|\d+(?:\.\d+)?%?|\n)")
"""What is never parted whatever the dictionary says: numbers, of which one figure alone tells nothing."""
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
MOST = 4_000_000
"""Words of one text times those of the other, beyond which they are compared sentence by sentence: it grows with both."""


def spans(old: str, new: str) -> tuple[Span, ...]:
    """The words of both texts in order, those that are the same once and as the new text writes them."""
    before, after = _words(old), _words(new)
    if len(before) * len(after) > MOST:
        before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    matcher = SequenceMatcher(None, [*map(_plain, before)], [*map(_plain, after)], autojunk=False)
    parts = [
        (tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    return tuple(_told(_joined(parts)))


def _words(text: str) -> list[str]:
    parts = _NUMERAL.split(text)  # every second one is a numeral
    return [word for index, part in enumerate(parts) if part for word in ((part,) if index % 2 else words_of(part))]


def _plain(text: str) -> str:
    """Text without what the type alone makes of them: the width of a bracket or a comma, and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_Part = tuple[bool, str, str]
"""Whether the words are the same, and what they are in the old text and in the new one."""


def _joined(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The same with small islands of what is equal taken into the changes around them."""
    gone = come = ""
    for index, (same, before, after) in enumerate(parts):
        island = 0 < index < len(parts) - 1 and len(after) <= _ISLAND and "\n" not in after
        if same and not island:
            yield from ((False, gone, come),) if gone or come else ()
            yield same, before, after
            gone = come = ""
        else:
            gone, come = gone + before, come + after
    yield from ((False, gone, come),) if gone or come else ()


def _told(parts: Iterable[_Part]) -> Iterator[Span]:
    for same, gone, come in parts:
        if same:
            yield Span("same", come)
        else:
            yield from (Span("gone", gone),) if gone else ()
            yield from (Span("new", come),) if come else ()


# --- in figures


@dataclass(frozen=True, slots=True)
class Figures:
    """How many clauses of each sort there are; titles of parts are not counted. `articles`: all of them are articles."""

    same: int
    changed: int
    new: int
    gone: int
    moved: int
    articles: bool


def figures(rows: Iterable[Row]) -> Figures:
    """What a comparison comes to. A clause that moved and changed is counted as both."""
    counted = [(row, clause) for row in rows if (clause := row.new or row.old) and not clause.heading]
    if any(clause.anchor for _, clause in counted):  # what stands before the first of them is none
        counted = [(row, clause) for row, clause in counted if clause.anchor]
    kinds = Counter(row.kind for row, _ in counted)
    differing = [clause for row, clause in counted if row.kind != "same" or row.moved]
    return Figures(
        same=kinds["same"],
        changed=kinds["changed"],
        new=kinds["new"],
        gone=kinds["gone"],
        moved=sum(row.moved for row, _ in counted),
        articles=all(_ARTICLE.fullmatch(clause.anchor) for clause in differing),
    )
