"""Columns of the site and when they go stale: what inspections of government sites look for (国办秘函〔2019〕19号). Pure.

A column is the home page (`home`, made of all kinds that are kept fresh), or the documents of one such kind. How long one may
go without anything new is data: `home-fresh` and `column-fresh` in rules.yaml. Of the columns that the Regulations prescribe
(第二十条, 1 to 15), which have no document is told by `empty`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.library import Library
from disclosure.model.choices import Disclosure, RuleUnit
from disclosure.model.documents import Policy
from disclosure.model.kinds import KINDS
from disclosure.model.validity import add_months
from disclosure.model.vocabulary import LegalRule

HOME = "home"
PRESCRIBED = range(1, 16)
"""The points of Article 20 of the Regulations, each a column of 法定主动公开内容."""
_AGENCIES = 2
"""机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """A column, `home` or the folder of a kind: the day of its latest document, and the first on which it is stale."""

    column: str
    latest: date
    stale_on: date
    rule: LegalRule


def freshness(library: Library, on: date) -> Iterator[Freshness]:
    """Every column that has something by a day; what comes later does not keep it fresh yet."""
    latest = {}
    for kind in KINDS.values():
        if kind.kept_fresh:
            days = (kind.day_of(entry.record) for entry in library.of(kind.record).values())
            if (newest := max((day for day in days if day is not None and day <= on), default=None)) is not None:
                latest[kind.folder] = newest
    for name, columns in (("home-fresh", (HOME,) if latest else ()), ("column-fresh", tuple(latest))):
        if (entry := library.vocabulary.rules.get(name)) is not None:
            for column in columns:
                day = latest[column] if column in latest else max(latest.values())
                yield Freshness(column, day, _stale_on(day, entry.record), entry.record)


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
        if entry.record.disclosure is Disclosure.PROACTIVE
        for point in entry.record.art20
    }
    if not there:
        return ()
    if library.vocabulary.agencies:
        there.add(_AGENCIES)
    return tuple(point for point in PRESCRIBED if point not in there)
