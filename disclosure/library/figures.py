"""What taking part came to in a year, in figures: opinions, hearings, and meetings at which the public sat in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.library.library import Library
from disclosure.library.participation import matters, meetings, requests
from disclosure.model.participation import Consultation, Decision, Feedback

OPINIONS = ("received", "adopted", "partly", "not_adopted")
"""What is counted of opinions, as `Feedback` has it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a year as of a day. `numbers` are by name; `answered` the feedback of each document that has some, by id."""

    year: int
    numbers: Mapping[str, int]
    answered: tuple[tuple[str, Feedback], ...]

    @property
    def share(self) -> int | None:
        """How many per cent of the opinions were adopted, wholly or in part; None where there were none."""
        received = self.numbers["received"]
        return round(100 * (self.numbers["adopted"] + self.numbers["partly"]) / received) if received else None


def figures(library: Library, year: int, on: date) -> Figures:
    """What happened in a year, up to a day: opinions count in the year in which their feedback was published."""

    def within(day: date) -> bool:
        return day.year == year and day <= on

    decisions = [entry.record for entry in matters(library)]
    records: list[Decision | Consultation] = [*decisions, *(entry.record for entry in requests(library))]
    answered = tuple(
        sorted(
            ((one.id, one.feedback) for one in records if one.feedback and within(one.feedback.published_on)),
            key=lambda pair: (pair[1].published_on, pair[0]),
        )
    )
    hearings = [one for record in decisions for one in record.hearings if within(one.on)]
    surveys = [one for record in records for one in record.surveys if within(one.on)]
    sat_in = [one for one in meetings(library, year).values() if within(one.on)]
    numbers = {name: sum(getattr(feedback, name) for _, feedback in answered) for name in OPINIONS}
    numbers |= {
        "consultations": sum(one.consultation is not None and within(one.consultation.opens_on) for one in records),
        "answered": len(answered),
        "hearings": len(hearings),
        "heard": _people(one.people for one in hearings),
        "meetings": len(sat_in),
        "attended": _people(one.people for one in sat_in),
        "surveys": len(surveys),
        "surveyed": _people(one.people for one in surveys),
    }
    return Figures(year, numbers, answered)


def _people(counts: Iterable[int | None]) -> int:
    return sum(count or 0 for count in counts)


def years_of(library: Library) -> tuple[int, ...]:
    """The years in which something of this happened, the latest first."""
    years = {entry.record.year for entry in matters(library)}
    for entry in requests(library):
        asked, feedback = entry.record.consultation, entry.record.feedback
        years |= {asked.opens_on.year, asked.closes_on.year, *([feedback.published_on.year] if feedback else [])}
    return tuple(sorted(years, reverse=True))
