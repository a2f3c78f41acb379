"""Columns of the site and when they go stale: what inspections of government sites look for (国办秘函〔2019〕19号). Pure.

A column is the home page (`home`, made of all kinds that are kept fresh), or the documents of one such kind. How long one may
go without anything new is data: `home-fresh` and `column-fresh` in rules.yaml. What is open to all, and no translation of
something older, keeps a column fresh from its own day on. Of the columns that the Regulations prescribe (第二十条, 1 to 15),
which have no document is told by `empty`; of the five that the platform has (国办公开办函〔2019〕61号), by `missing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from disclosure.library.bodies import only_on_request
from disclosure.library.library import Library
from disclosure.model.choices import Disclosure, PlatformColumn, RuleUnit
from disclosure.model.documents import PlainPage, Policy
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.reports import AnnualReport
from disclosure.model.validity import add_months
from disclosure.model.vocabulary import LegalRule

HOME = "home"
PRESCRIBED = range(1, 16)
"""The points of Article 20 of the Regulations, each a column of 法定主动公开内容."""
_AGENCIES = 2
"""机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A column, `home` or the folder of a kind, that is stale from `since` on: nothing came after `latest`.

    `until` is the day on which something comes; None: nothing is known to.
    """

    column: str
    latest: date
    since: date
    until: date | None
    rule: LegalRule

    def holds(self, day: date) -> bool:
        """Whether the column is stale on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def stale(library: Library) -> Iterator[Stale]:
    """All stretches of days on which a column is stale, past and to come; one in which nothing ever came is never."""
    days = {kind.folder: _days(library, kind) for kind in KINDS.values() if kind.kept_fresh}
    days = {HOME: sorted({day for some in days.values() for day in some}), **days}
    for column, some in days.items():
        rule = library.vocabulary.rules.get("home-fresh" if column == HOME else "column-fresh")
        if rule is not None:
            for latest, following in zip_longest(some, some[1:]):
                since = _stale_on(latest, rule.record)
                if following is None or since < following:
                    yield Stale(column, latest, since, following, rule.record)


def _days(library: Library, kind: Kind) -> list[date]:
    """The days on which something new came to a column, or will come, in order."""
    entries = library.of(kind.record).values()
    new = (entry.record for entry in entries if not entry.record.translation_of and not only_on_request(entry))
    return sorted({day for record in new if (day := kind.day_of(record)) is not None})


def _stale_on(latest: date, rule: LegalRule) -> date:
    last = add_months(latest, rule.value) if rule.unit is RuleUnit.MONTHS else latest + timedelta(days=rule.value)
    return last + timedelta(days=1)


def empty(library: Library) -> tuple[int, ...]:
    """Points of Article 20 for which nothing is published; none where no document says for which it is.

    What agencies are and do is said by their pages.
    """
    there = {
        point
        for entry in library.of(Policy).values()
        if entry.record.disclosure is Disclosure.PROACTIVE and not entry.record.translation_of
        for point in entry.record.art20
    }
    if not there:
        return ()
    if library.vocabulary.agencies:
        there.add(_AGENCIES)
    return tuple(point for point in PRESCRIBED if point not in there)


def missing(library: Library) -> tuple[PlatformColumn, ...]:
    """Fixed columns of the platform that have no page; none where there is no platform, that is, no page of any of them."""
    pages = (entry.record for entry in library.of(PlainPage).values())
    there = {page.column for page in pages if not page.translation_of} - {PlatformColumn.ABOUT}
    if not there:
        return ()
    if library.of(AnnualReport):
        there.add(PlatformColumn.REPORTS)
    return tuple(column for column in PlatformColumn if column is not PlatformColumn.ABOUT and column not in there)
