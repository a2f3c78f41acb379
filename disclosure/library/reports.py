"""What annual reports are made of: documents counted by category, figures of the year, and by when each report is due. Pure.

A unit's documents are those whose first issuer (牵头) is the unit or stands below it, so a document of several counts once and
the government's report is the sum of the district. Counted are documents that are published proactively: what is withheld or
a draft has left in `relate`, and what is open only on request is not published proactively. A translation is no further one.

制发: formed (or, where that is not known, published) in the year. 废止: over on 31 December, in whatever way, and not yet on
31 December before. 现行有效: in force on 31 December. What ended on a day that nobody knows is counted in no year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.base.days import last_day_of
from disclosure.library.library import Library
from disclosure.library.participation import Phase, by_then
from disclosure.model.choices import AgencyLevel, Category, Disclosure, DutyState, Status
from disclosure.model.documents import Policy
from disclosure.model.records import Entry
from disclosure.model.reports import AnnualReport, StatedCounts
from disclosure.model.request_figures import YearFigures
from disclosure.model.validity import status_on
from disclosure.model.vocabulary import LegalRule

CATEGORIES = (Category.REGULATION, Category.NORMATIVE)
"""第二十条第（一）项: 规章, 行政规范性文件."""

DEADLINES: Mapping[AgencyLevel, str] = {
    AgencyLevel.GOVERNMENT: "report-government",
    AgencyLevel.DEPARTMENT: "report-department",
    AgencyLevel.TOWN: "report-township",
    AgencyLevel.STREET: "report-township",
}
"""The rule that says by when a report is due (`rules.yaml`)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The documents of one category, by id, each list in the order of the library: what is counted is what is listed."""

    made: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()

    def of(self, what: str) -> tuple[str, ...]:
        """One of the lists, by its name in `COUNTED`."""
        found: tuple[str, ...] = getattr(self, what)
        return found


def reports(library: Library) -> tuple[Entry[AnnualReport], ...]:
    """All annual reports, in their order; a translation is no further one."""
    return tuple(entry for entry in library.of(AnnualReport).values() if entry.record.translation_of is None)


def counted(library: Library, unit: str, year: int) -> Mapping[Category, Counted]:
    """The documents of a unit in a year, by category; raises UnreadError where nobody knows how long one is in force."""
    own, first, last = own_units(library, unit), date(year, 1, 1), date(year, 12, 31)
    found: dict[Category, dict[str, list[str]]] = {one: defaultdict(list) for one in CATEGORIES}
    for key, entry in library.of(Policy).items():
        record = entry.record
        if record.category not in found or record.translation_of or record.disclosure is not Disclosure.PROACTIVE:
            continue
        if not record.issuers or record.issuers[0] not in own:
            continue
        of_category, turns = found[record.category], library.timeline(key)
        made_on = record.formed_on or record.published_on
        if made_on is not None and made_on.year == year:
            of_category["made"].append(key)
        before, after = status_on(turns, date(year - 1, 12, 31)), status_on(turns, last)
        began = record.in_force_from is not None and record.in_force_from >= first
        if after.is_over and (began or not before.is_over):
            of_category["ended"].append(key)
        if after is Status.IN_FORCE:
            of_category["in_force"].append(key)
    return {one: Counted(**{name: tuple(keys) for name, keys in lists.items()}) for one, lists in found.items()}


def own_units(library: Library, unit: str) -> frozenset[str]:
    """A unit and everything that stands below it."""
    parents = {key: entry.record.parent for key, entry in library.vocabulary.agencies.items()}

    def stands_below(key: str) -> bool:
        seen: set[str] = set()
        at: str | None = key
        while at is not None and at not in seen:  # circles are told of by `references`
            if at == unit:
                return True
            seen.add(at)
            at = parents.get(at)
        return False

    return frozenset(key for key in parents if stands_below(key))


def figures_of(library: Library, unit: str, year: int) -> Entry[YearFigures] | None:
    """The figures of a unit and year."""
    return library.vocabulary.requests.get((unit, year))


def stated(counts: StatedCounts, category: Category) -> tuple[int, ...]:
    """What a report says of a category: 制发, 废止, 现行有效."""
    return counts.regulation if category is Category.REGULATION else counts.normative


# --- by when


@dataclass(frozen=True, slots=True)
class Owed:
    """The report of a unit and year: by when it is due, by which rule, and how that stands on each day.

    `report` is its id, None where there is none; `by` and `rule` are None where nothing asks for it, and then there are no
    `states`.
    """

    unit: str
    year: int
    rule: LegalRule | None
    by: date | None
    report: str | None
    states: tuple[Phase[DutyState], ...]


def owed(library: Library, through: int) -> tuple[Owed, ...]:
    """The reports that are there or due of years up to and with `through`, the latest year first, units as in agencies.yaml."""
    there = {(entry.record.unit, entry.record.year): entry.record for entry in reversed(reports(library))}
    agencies = library.vocabulary.agencies
    wanted = set(there)
    for key, entry in agencies.items():
        since = entry.record.reports_since
        wanted.update((key, year) for year in (range(since, through + 1) if since is not None else ()))
    order = list(agencies)
    return tuple(
        _owed(library, unit, year, there.get((unit, year)))
        for unit, year in sorted(wanted, key=lambda one: (-one[1], order.index(one[0])))
    )


def _owed(library: Library, unit: str, year: int, report: AnnualReport | None) -> Owed:
    level = library.vocabulary.agencies[unit].record.level
    rule = library.vocabulary.rules.get(DEADLINES.get(level, ""))
    key = report.id if report else None
    if rule is None:
        return Owed(unit, year, None, None, key, ())
    by = last_day_of(year + 1, rule.record.value)
    states = by_then(date(year + 1, 1, 1), by, report.published_on if report else None)
    return Owed(unit, year, rule.record, by, key, states)


def years_with_figures(library: Library, unit: str) -> Iterator[YearFigures]:
    """The figures of a unit, the earliest year first."""
    found = sorted(library.vocabulary.requests.items())
    return (entry.record for (whose, _), entry in found if whose == unit)
