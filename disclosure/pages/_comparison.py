"""Two texts beside each other, as a page shows them: what is the same is told in a line, the rest in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.library.listings import PolicyRow
from disclosure.pages._parts import Link
from disclosure.site.page import Strings
from disclosure.text.comparison import Clause, Figures, Row, clauses, compare, figures
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: which of them it is, what it is called and where it stands."""

    role: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that differs, or the title of a part, as `row`; or `words` on a stretch of clauses that are the same.

    `former` is how the clause was cited in the old text, where that differs; `anchor` is "" where another has it.
    """

    row: Row | None
    words: str = ""
    label: str = ""
    former: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A page of two texts; `by` is the document that made the new one of the old one, if that is another."""

    trail: tuple[Link, ...]
    old: Side
    new: Side
    by: PolicyRow | None
    figures: Figures
    nothing: bool
    parts: tuple[Part, ...]


def comparison(
    say: Strings, trail: tuple[Link, ...], sides: tuple[Side, Side], texts: tuple[Prose, Prose], by: PolicyRow | None
) -> ComparisonView:
    """The view of two texts, the old one first."""
    old, new = (clauses(prose.text, prose.passages) for prose in texts)
    rows = compare(old, new)
    counts = figures(rows)
    nothing = all(row.kind == "same" and not row.moved for row in rows)
    return ComparisonView(trail, *sides, by, counts, nothing, tuple(_parts(say, rows)))


def _parts(say: Strings, rows: Sequence[Row]) -> Iterator[Part]:
    """The rows, with those that are the same folded; a part's title stays where something below it differs."""
    alike: list[Clause] = []
    anchors: set[str] = set()
    for row in rows:
        if row.kind == "same" and not row.moved and row.new:
            alike.append(row.new)
            continue
        headings: list[Clause] = []
        while alike and alike[-1].heading:
            headings.insert(0, alike.pop())
        yield from _stretch(say, alike)
        for heading in headings:
            yield Part(Row("same", heading, heading, ()), label=heading.label)
        alike = []
        clause = row.new or row.old
        label = clause.label if clause else ""
        anchor = row.new.anchor if row.new and row.new.anchor not in anchors else ""
        anchors.add(anchor)
        former = row.old.label if row.old and row.new and row.old.label != label and not _of_headings(row) else ""
        yield Part(row, label=label or say("comparison.opening"), former=former, anchor=anchor)
    yield from _stretch(say, alike)


def _of_headings(row: Row) -> bool:
    """Whether a row is of titles of parts, whose words are what they are cited by."""
    return bool(row.new and row.new.heading)


def _stretch(say: Strings, alike: Sequence[Clause]) -> Iterator[Part]:
    found = [clause for clause in alike if not clause.heading]
    labels = [clause.label for clause in found if clause.label]
    if len(labels) > 1:
        yield Part(None, say("comparison.stretch", first=labels[0], last=labels[-1]))
    elif labels:
        yield Part(None, say("comparison.stretch_one", first=labels[0]))
    elif found:
        yield Part(None, say("comparison.stretch_places", number=len(found)))
