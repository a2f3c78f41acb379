"""Two texts beside each other, as a page shows them: what is the same is told in a line, the rest in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.library.comparing import Compared, former_anchor, meant_by, rows_meant
from disclosure.library.listings import PolicyRow
from disclosure.model.documents import Interpretation
from disclosure.pages._parts import Link
from disclosure.site.page import Site, Strings
from disclosure.text.comparison import Clause, Figures, Row, clauses, compare, figures

DIFFERENCES = "ui-differences"
"""Where the page of an interpretation tells what is not as it was."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: which of them it is, what it is called and where it stands."""

    role: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that differs, or the title of a part, as `row`; or `words` on a stretch of clauses that are the same.

    `former` is how the clause was cited in the old text, where that differs; `anchors` are its own, by the new number and by
    the former one: "" where it has none, or another row has it. `told` leads to what interpretations say of it.
    """

    row: Row | None
    words: str = ""
    label: str = ""
    former: str = ""
    anchors: tuple[str, str] = ("", "")
    told: tuple[Link, ...] = ()


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
    site: Site, trail: tuple[Link, ...], sides: tuple[Side, Side], texts: Compared, maker: str | None
) -> ComparisonView:
    """The view of two texts; `maker` is the id of the document that made the new one, or is it."""
    old, new = (clauses(prose.text, prose.passages) for prose in (site.prose[texts.old], site.prose[texts.new]))
    rows = compare(old, new)
    counts = figures(rows)
    nothing = all(row.kind == "same" and not row.moved for row in rows)
    by = site.listings.policy(maker) if maker != texts.new else None
    parts = _parts(site.strings, rows, _told(site, texts, maker))
    return ComparisonView(trail, *sides, by, counts, nothing, tuple(parts))


def rows_named(site: Site, articles: Iterable[str], page: Compared) -> tuple[Link, ...]:
    """The rows of a comparison that are cited, as links to them."""
    found = (one for article in articles for one in rows_meant(article, page, lambda key: site.prose[key].passages))
    return tuple(dict.fromkeys(Link(site.strings.cited(words), f"{page.url}#{anchor}") for words, anchor in found))


def _told(site: Site, page: Compared, maker: str | None) -> Mapping[str, tuple[Link, ...]]:
    """What interpretations say of the rows, by the anchors of these."""
    found: dict[str, dict[Link, None]] = {}
    for key in site.library.sources("interpretations", maker) if maker else ():
        row = site.listings.of(Interpretation)[key]
        points = row.record.differences if meant_by(site.library, row.record) == (page,) else ()
        for point in points:
            link = Link(point.subject, f"{row.url}#{DIFFERENCES}")
            for one in rows_named(site, point.articles, page):
                found.setdefault((one.url or "").partition("#")[2], {})[link] = None
    return {anchor: tuple(links) for anchor, links in found.items()}


def _parts(say: Strings, rows: Sequence[Row], told: Mapping[str, tuple[Link, ...]]) -> Iterator[Part]:
    """The rows, with those that are the same folded; a part's title stays where something below it differs."""
    alike: list[Clause] = []
    given: set[str] = set()
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
        new, old = (anchor if anchor not in given else "" for anchor in _anchors(row))
        given.update((new, old))
        former = row.old.label if row.old and row.new and row.old.label != label and not _of_headings(row) else ""
        links = dict.fromkeys(link for anchor in (new, old) for link in told.get(anchor, ()))
        yield Part(row, "", label or say("comparison.opening"), former, (new, old), tuple(links))
    yield from _stretch(say, alike)


def _anchors(row: Row) -> tuple[str, str]:
    """A row's anchors: that of the clause in the new text, and, where it had another or is gone, by the old one."""
    new, old = (clause.anchor if clause else "" for clause in (row.new, row.old))
    return new, former_anchor(old) if old and old != new else ""


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
