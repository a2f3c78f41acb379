"""Rules on days: order, deadlines, terms. Real collections hold odd dates, so these warn and never correct."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from disclosure.base.problems import Place, Problem
from disclosure.library.library import Library
from disclosure.library.time_limits import in_time
from disclosure.model.choices import Category, Genre, Status
from disclosure.model.documents import Policy
from disclosure.model.records import Entry, FieldPath, Record
from disclosure.model.validity import add_months
from disclosure.model.vocabulary import LegalRule
from disclosure.rules.check import policy_rule, rule
from disclosure.text.source import Source


@policy_rule("formed-before-published")
def formed_before_published(entry: Entry[Policy], _library: Library, _on: date) -> Iterator[Problem]:
    """Formed, then published. A falsified date of publication fails inspection (国办秘函〔2019〕19号)."""
    return _in_order(entry, "formed", "published", "published-before-formed")


@policy_rule("published-before-in-force")
def published_before_in_force(entry: Entry[Policy], _library: Library, _on: date) -> Iterator[Problem]:
    """Published, then in force."""
    return _in_order(entry, "published", "effective", "effective-before-published")


def _in_order(entry: Entry[Policy], first: str, then: str, code: str) -> Iterator[Problem]:
    """A problem at the later of two days, `formed`, `published` or `effective`, where it comes before the other."""
    days = {name: getattr(entry.record, f"{name}_on") for name in (first, then)}
    if None not in days.values() and days[then] < days[first]:
        yield Problem(entry.place(f"{then}_on"), code, {name: str(day) for name, day in days.items()})


@policy_rule("days-that-cannot-be")
def days_that_cannot_be(entry: Entry[Policy], library: Library, on: date) -> Iterator[Problem]:
    """Published after the day of the build: a slip, or something that should wait. No day at all: nothing to judge by."""
    if entry.record.published_on and entry.record.published_on > on:
        values = {"published": str(entry.record.published_on), "on": str(on)}
        yield Problem(entry.place("published_on"), "published-in-future", values)
    if entry.record.in_force_from is None and library.timeline(entry.record.id)[0].status is Status.IN_FORCE:
        yield Problem(entry.place("title"), "no-day")


_BEHIND = ("asked_on", "answered_on", "translated_on", "updated_on")
"""Days of what has been done; of a policy, its publication has words of its own, and what will be may be told before."""


@rule("days-of-what-was-done")
def days_of_what_was_done(library: Library, on: date) -> Iterator[Problem]:
    """A question has been asked, a text checked, before anybody can say on which day."""
    for entry in library.documents.values():
        for name in _BEHIND:
            yield from ahead(entry, entry.record, name, (), on)


def ahead(entry: Entry[Any], part: Record, name: str, path: FieldPath, on: date) -> Iterator[Problem]:
    """A problem where a day of what was done, in the part of a document at a path, lies after today."""
    day: date | None = part.read(name)
    if day is not None and day > on:
        values = {"label": str(type(part).model_fields[name].title), "key": name, "day": str(day), "on": str(on)}
        yield Problem(entry.place(*path, name), "day-in-future", values)


_DAY = r"\s?(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
_BEGINS = re.compile(rf"本[^，。；：\n《》“”]{{1,14}}自{_DAY}起(?:正式)?(?:施行|实施|执行|生效)")
_ENDS = re.compile(rf"有效期限?(?:自[^，。；\n]{{0,24}})?[至到]{_DAY}")


@policy_rule("days-of-the-text")
def days_of_the_text(entry: Entry[Policy], _library: Library, _on: date) -> Iterator[Problem]:
    """The days on which a text says that it begins and ends are those of the fields, on which its validity rests.

    A text that was revised later says the day of its first version: a beginning before the publication is not compared.
    """
    policy = entry.record
    begins = list(_told(_BEGINS, entry.body))
    if policy.published_on is not None and all(day >= policy.published_on for _, day in begins):
        yield from _as_told(entry, begins, "effective_on", "effective-not-as-told")
    yield from _as_told(entry, list(_told(_ENDS, entry.body)), "expires_on", "expires-not-as-told")


def _told(said: re.Pattern[str], body: str) -> Iterator[tuple[int, date]]:
    """The days of a text, each with where it stands."""
    for found in said.finditer(body):
        with contextlib.suppress(ValueError):  # the 31st of a month of 30 days is told elsewhere, if at all
            yield found.start(1), date(int(found[1]), int(found[2]), int(found[3]))


def _as_told(entry: Entry[Policy], told: Sequence[tuple[int, date]], field: str, code: str) -> Iterator[Problem]:
    """A problem at the day that a text tells first, where the field says none of those that it tells."""
    given = getattr(entry.record, field)
    if told and given not in [day for _, day in told]:
        start, day = told[0]
        place = Source(entry.body, Place(entry.path, entry.body_line, 1)).at(start)
        yield Problem(place, code, {"told": str(day), "given": str(given or "")})


@policy_rule("publication-deadline")
def publication_deadline(entry: Entry[Policy], library: Library, _on: date) -> Iterator[Problem]:
    """Published within 20 working days of formation (政府信息公开条例, Art. 26)."""
    limit = library.vocabulary.rules.get("publish-within")
    if limit is None:
        return
    formed, published = entry.record.formed_on, entry.record.published_on
    if formed is None or published is None or entry.record.category is Category.LAW:
        return  # a law is published by other rules, and its day of formation is that of its adoption
    values = {"formed": str(formed), "published": str(published)}
    yield from late(
        library, formed, published, limit.record, Problem(entry.place("published_on"), "published-late", values)
    )


def late(library: Library, start: date, done: date, limit: LegalRule, problem: Problem) -> Iterator[Problem]:
    """`problem`, when `done` is more than the rule's working days after `start`; an unknown year is said, once it matters."""
    kept = in_time(library, start, done, limit)
    calendar = library.vocabulary.calendar
    if kept is None and "calendar" not in library.unread and (start.year in calendar or done.year in calendar):
        year = next(y for y in range(start.year, done.year + 2) if y not in calendar)
        yield Problem(problem.place, "calendar-unknown", {"year": str(year)})
    elif kept is False:
        values = problem.values | {"limit": str(limit.value), "basis": limit.basis}
        yield Problem(problem.place, problem.code, values)


_SPAN = re.compile(r"(?<!\d)(\d{1,2}|[一二三四五六七八九十两]{1,3})\s*个?[年月]")
"""A length of time in words, whose last day can be told."""


@policy_rule("term")
def term(entry: Entry[Policy], library: Library, _on: date) -> Iterator[Problem]:
    """Normative documents have a term, and not too long a one; documents of any other category have none to check.

    Where the law says how long an unstated term is, a document without one is not in force for ever: its last day is for
    the editor to write down, and so is, in `term_note`, why there is none. The program does not guess a last day.
    """
    policy = entry.record
    limit = library.vocabulary.rules.get(_term_rule(policy))
    if policy.category is not Category.NORMATIVE or limit is None:
        return
    if policy.expires_on is None:
        said = policy.term_note is not None and not _SPAN.search(policy.term_note)
        if not said and library.timeline(policy.id)[-1].status is Status.IN_FORCE:
            yield Problem(entry.place("category"), "normative-without-term", _unstated(policy, limit.record))
    elif policy.in_force_from is not None:
        yield from _too_long(entry, policy.in_force_from, policy.expires_on, limit.record)


def _unstated(policy: Policy, limit: LegalRule) -> dict[str, str]:
    values = {"basis": limit.basis, "limit": str(limit.value)}
    if policy.in_force_from is not None:
        values["near"] = f"expires_on: {_latest(policy.in_force_from, limit)}"
    return values


def _latest(start: date, limit: LegalRule) -> date:
    """The last day of the longest term that begins on `start`."""
    return add_months(start, 12 * limit.value) - timedelta(days=1)


def _term_rule(policy: Policy) -> str:
    if policy.genre is Genre.TONGGAO:
        return "circular-term"
    return "provisional-term" if "暂行" in policy.title or "试行" in policy.title else "normative-term"


def _too_long(entry: Entry[Policy], start: date, end: date, limit: LegalRule) -> Iterator[Problem]:
    latest = _latest(start, limit)
    if end > latest:
        values = {"expires": str(end), "limit": str(limit.value), "latest": str(latest), "basis": limit.basis}
        yield Problem(entry.place("expires_on"), "term-too-long", values)
