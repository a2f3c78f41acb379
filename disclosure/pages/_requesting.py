"""依申请公开: what the guide for applicants says from data: the form, time limits, fees, where to come, and figures of the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.library.addresses import document_url
from disclosure.library.reports import reports, years_with_figures
from disclosure.model.choices import AgencyLevel, FeeCount, PlatformColumn
from disclosure.model.documents import PlainPage
from disclosure.model.request_figures import YearFigures
from disclosure.model.vocabulary import Agency, Fee, LegalRule
from disclosure.rules.formats import can_be_made
from disclosure.site.page import Site

LIMITS = (
    "request-correction",
    "request-reply",
    "request-extension",
    "request-third-party",
    "request-fee",
    "request-review",
    "request-suit-after-review",
    "request-suit",
)
"""The rules of which an applicant should know, in the order in which they come up."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A step with its time limit in words, from when it counts, and the rule that sets it."""

    step: str
    limit: str
    since: str
    rule: LegalRule


@dataclass(frozen=True, slots=True)
class Price:
    """A stretch of requests or pages with its price in words."""

    stretch: str
    price: str
    fee: Fee


@dataclass(frozen=True, slots=True)
class OfYear:
    """The sums of a year, and the page of its report."""

    figures: YearFigures
    report: str | None


@dataclass(frozen=True, slots=True)
class Requesting:
    """All of it; `forms` are the addresses of the form by their suffixes, `units` who takes requests, by their hours."""

    forms: tuple[tuple[str, str], ...]
    limits: tuple[Limit, ...]
    prices: tuple[tuple[FeeCount, tuple[Price, ...]], ...]
    units: tuple[tuple[str, tuple[Agency, ...]], ...]
    whose: Agency | None
    years: tuple[OfYear, ...]

    def limit(self, name: str) -> Limit | None:
        """The time limit that a rule sets."""
        return next((one for one in self.limits if one.rule.id == name), None)


def form_suffixes(site: Site) -> tuple[str, ...]:
    """The formats of the form: Word wherever it can be made, PDF where the site offers it and this machine can make it."""
    wanted = ("docx", *(name for name in site.config.formats if name != "docx"))
    return tuple(name for name in wanted if can_be_made(name))


def is_guide(site: Site, page: PlainPage) -> bool:
    """Whether a page is the guide for applicants: the first of its column in its language."""
    found = (entry.record for entry in site.library.of(PlainPage).values())
    some = [one for one in found if one.column is PlatformColumn.ON_REQUEST and one.language == page.language]
    return bool(some) and min(some, key=lambda one: (one.order, one.id)).id == page.id


def form_url(page: PlainPage, suffix: str) -> str:
    """Where the form stands: beside the guide."""
    return f"{document_url(page)}request-form.{suffix}"


def requesting(site: Site, page: PlainPage) -> Requesting | None:
    """What stands on the guide for applicants besides its text; None on any other page."""
    if not is_guide(site, page):
        return None
    agencies = [entry.record for entry in site.library.vocabulary.agencies.values()]
    whose = next((one for one in agencies if one.level is AgencyLevel.GOVERNMENT), None)
    return Requesting(
        forms=tuple((suffix, form_url(page, suffix)) for suffix in form_suffixes(site)),
        limits=tuple(_limits(site)),
        prices=tuple((counted, prices) for counted in FeeCount if (prices := tuple(_prices(site, counted)))),
        units=tuple(_by_hours(one for one in agencies if one.address and one.level is not AgencyLevel.OTHER)),
        whose=whose,
        years=tuple(_years(site, whose)) if whose else (),
    )


def _by_hours(agencies: Iterable[Agency]) -> Iterator[tuple[str, tuple[Agency, ...]]]:
    """Those that are open at the same hours together: most of them are, and that need not be said of each."""
    found: dict[str, list[Agency]] = {}
    for agency in agencies:
        found.setdefault(agency.hours or "", []).append(agency)
    return ((hours, tuple(some)) for hours, some in found.items())


def _limits(site: Site) -> Iterator[Limit]:
    say = site.strings
    for name in LIMITS:
        entry = site.library.vocabulary.rules.get(name)
        if entry is not None:
            limit = f"{entry.record.value}{say('request.gap')}{say.label(entry.record.unit)}"
            yield Limit(
                say(f"request.step.{name}"),
                say("request.within", limit=limit),
                say(f"request.since.{name}"),
                entry.record,
            )


def _prices(site: Site, counted: FeeCount) -> Iterator[Price]:
    say = site.strings
    for entry in site.library.vocabulary.fees.values():
        fee = entry.record
        if fee.counted is counted:
            unit = say(f"request.unit.{counted.value}")
            end = say(
                "request.stretch_open" if fee.last is None else "request.stretch",
                first=fee.first,
                last=fee.last,
                unit=unit,
            )
            price = say("request.price", yuan=fee.yuan, unit=unit) if fee.yuan else say("request.free")
            if fee.every:
                price += say("request.steps", every=fee.every, more=fee.more, unit=unit)
            yield Price(end, price, fee)


def _years(site: Site, whose: Agency) -> Iterator[OfYear]:
    pages = {
        entry.record.year: document_url(entry.record)
        for entry in reports(site.library)
        if entry.record.unit == whose.id
    }
    found = tuple(years_with_figures(site.library, whose.id))
    return (OfYear(one, pages.get(one.year)) for one in reversed(found))
