"""What interpretations have of their own on pages: their row by date, drafts, what they compare, who asks and who answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.comparing import Compared, meant_by
from disclosure.library.explaining import explaining, explaining_drafts, follows_up
from disclosure.library.listings import PolicyRow, Row
from disclosure.library.participation import draft_on
from disclosure.model.choices import InterpretationForm
from disclosure.model.documents import Document, Interpretation, Policy
from disclosure.model.participation import Consultation, Decision
from disclosure.pages._comparison import rows_named
from disclosure.pages._parts import Link
from disclosure.site.page import Site
from disclosure.text.titles import named


@dataclass(frozen=True, slots=True)
class Explained:
    """One of the interpretations of a policy; `later`: it follows up the first ones. `here`: the page is its own."""

    row: Row[Interpretation]
    later: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that interpretations explain: the matter in which it was put out, on which day, and what came of it."""

    matter: Row[Document]
    day: date
    result: PolicyRow | None
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One difference, with the rows of the comparison that show it."""

    subject: str
    before: str | None
    after: str | None
    rows: tuple[Link, ...]


def series(site: Site, document: str, here: str = "") -> tuple[Explained, ...]:
    """The interpretations of a policy or a draft in a row by day; none where the page's own is the only one."""
    keys = explaining(site.library, document)
    rows = site.listings.of(Interpretation)
    found = (Explained(rows[key], follows_up(site.library, key, document), key == here) for key in keys)
    return () if keys == (here,) else tuple(found)


def drafts_explained(site: Site, row: Row[Interpretation]) -> Iterator[Draft]:
    """The drafts that one interpretation explains."""
    for matter in row.about:
        record = matter.record
        if isinstance(record, Decision | Consultation):
            yield Draft(matter, draft_on(record), site.listings.policy(record.result))


def drafts_of(site: Site, policy: PolicyRow) -> Iterator[Draft]:
    """The drafts of a policy that were explained, with what explains them."""
    rows = site.listings.of(Interpretation)
    for key, found in explaining_drafts(site.library, policy.record.id):
        matter = site.listings.rows[key]
        if isinstance(matter.record, Decision | Consultation):
            explained = tuple(Explained(rows[one], later=False, here=False) for one in found)
            yield Draft(matter, draft_on(matter.record), policy, explained)


def points(site: Site, record: Interpretation) -> tuple[Point, ...]:
    """The differences that an interpretation tells, each with the rows that it points to."""
    pages = meant_by(site.library, record)
    return tuple(
        Point(one.subject, one.before, one.after, rows_named(site, one.articles, pages[0]) if len(pages) == 1 else ())
        for one in record.differences
    )


def comparisons(site: Site, record: Interpretation) -> tuple[Link, ...]:
    """The ways to the pages on which the interpreted documents stand beside former texts."""
    policies = site.library.of(Policy)

    def link(page: Compared) -> Link:
        title = named(policies[page.former].record.title).name
        return Link(site.strings("interpretation.compare", title=title), page.url)

    return tuple(link(page) for page in meant_by(site.library, record))


_ASKING = frozenset(
    {InterpretationForm.QA, InterpretationForm.PRESS, InterpretationForm.LEADER, InterpretationForm.MEDIA}
)
"""Forms in which somebody asks and somebody answers."""

_ASKED = re.compile(r"^<(h[2-4])([^<>]*)>(?=.*[？?](?:</[a-z0-9]+>)+$)", re.MULTILINE)
"""The beginning of a heading that ends with a question mark; every block of a body stands on a line of its own."""


def spoken(record: Interpretation, html: str) -> str:
    """The HTML of an interpretation in which questions are marked as such, and who speaks stands out.

    A question is a heading that ends with ？, or a paragraph that begins with 问：; an answer begins with 答：; so do the words
    of somebody who is named among the speakers.
    """
    if record.form not in _ASKING:
        return html
    found = _ASKED.sub(r'<\1\2 class="asks">', html)
    return re.sub(rf"^<p>({_who(record)})：", _marked, found, flags=re.MULTILINE)


def _who(record: Interpretation) -> str:
    names = ["问", "记者问?", "[^<>：。，]{1,20}记者", "答", *_called(record)]
    return "|".join(names)


def _called(record: Interpretation) -> Iterable[str]:
    for one in record.speakers:
        yield from (re.escape(name) for name in (one.role, one.name) if name)


def _marked(found: re.Match[str]) -> str:
    asks = found[1].startswith("问") or "记者" in found[1]
    return f'<p class="{"asks" if asks else "answers"}"><b class="who">{found[1]}：</b>'
