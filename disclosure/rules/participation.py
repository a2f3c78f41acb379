"""Rules on taking part: what `library/participation.py` calls late or missing on a day is told to the editor, with its basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.library.participation import Duty, duties_of, matters, over_on, requests, state_on, year_duties
from disclosure.model.choices import DutyState, MaterialKind
from disclosure.model.documents import Authored
from disclosure.model.participation import Consultation, Decision
from disclosure.model.records import Entry, UnreadError
from disclosure.rules.check import document_rule, rule

_LATE = {
    ("catalogue", DutyState.LATE): ("catalogue-late", "listed_on"),
    ("period", DutyState.MISSING): ("consultation-short", "consultation"),
    ("note", DutyState.OVERDUE): ("draft-without-note", "papers"),
    ("note", DutyState.LATE): ("draft-without-note", "papers"),
    ("hearing", DutyState.OVERDUE): ("hearing-material-missing", "hearings"),
    ("hearing", DutyState.LATE): ("hearing-material-late", "hearings"),
    ("feedback", DutyState.OVERDUE): ("feedback-missing", "decided_on"),
    ("feedback", DutyState.LATE): ("feedback-late", "feedback"),
    ("result", DutyState.OVERDUE): ("decision-without-result", "decided_on"),
    ("answer", DutyState.OVERDUE): ("consultation-unanswered", "consultation"),
    ("attendance", DutyState.OVERDUE): ("attendance-few", "year"),
}
"""What is told of a duty in a state, and at which field."""


@document_rule("opinions-add-up")
def opinions_add_up(entry: Entry[Authored]) -> Iterator[Problem]:
    """Adopted, in part and not adopted are as many as were received."""
    record = entry.record
    feedback = record.feedback if isinstance(record, Decision | Consultation) else None
    if feedback is not None:
        total = feedback.adopted + feedback.partly + feedback.not_adopted
        if total != feedback.received:
            values = {"received": str(feedback.received), "total": str(total)}
            yield Problem(entry.place("feedback", "received"), "feedback-sum", values)


@document_rule("order-of-a-decision")
def order_of_a_decision(entry: Entry[Authored]) -> Iterator[Problem]:
    """Opinions are asked with a draft, and nothing is decided before they are in."""
    decision = entry.record
    if not isinstance(decision, Decision) or (asked := decision.consultation) is None:
        return
    if not any(one.kind is MaterialKind.DRAFT for one in decision.papers):
        yield Problem(entry.place("consultation"), "consultation-without-draft")
    if decision.decided_on is not None and decision.decided_on < over_on(asked):
        values = {"decided": str(decision.decided_on), "closes": str(asked.closes_on)}
        yield Problem(entry.place("decided_on"), "decided-before-closed", values)


@rule("numbers-of-decisions")
def numbers_of_decisions(library: Library, _on: date) -> Iterator[Problem]:
    """A number stands once in a catalogue."""
    first: dict[tuple[int, str, int], str] = {}
    for entry in sorted(matters(library), key=lambda one: one.path):
        decision = entry.record
        other = first.setdefault((decision.year, decision.decides, decision.number), entry.path)
        if other != entry.path:
            values = {"year": str(decision.year), "number": str(decision.number), "other": other}
            yield Problem(entry.place("number"), "decision-number-twice", values)


@rule("duties-of-taking-part")
def duties_of_taking_part(library: Library, on: date) -> Iterator[Problem]:
    """What is late, missing or short on the day, for matters, consultations and whole years."""
    try:
        entries: list[Entry[Decision] | Entry[Consultation]] = [*matters(library), *requests(library)]
        for entry in entries:
            for duty in duties_of(library, entry.record):
                yield from _told(library, entry, duty, on)
        for duty in year_duties(library):
            listed = [
                one for one in matters(library) if (one.record.year, one.record.decides) == (duty.year, duty.whom[0])
            ]
            yield from _told(library, min(listed, key=lambda one: (one.record.listed_on, one.path)), duty, on)
    except UnreadError:
        return  # the calendar could not be read, which has been told


def _told(library: Library, entry: Entry[Decision] | Entry[Consultation], duty: Duty, on: date) -> Iterator[Problem]:
    state = state_on(duty.states, on)
    if state is None or (duty.name, state) not in _LATE:
        return
    code, field = _LATE[duty.name, state]
    record, agencies = entry.record, library.vocabulary.agencies
    values = {
        "basis": duty.rule.basis,
        "limit": str(duty.rule.value),
        "year": str(duty.year),
        "by": str(duty.by or ""),
        "done": str(duty.done or ""),
        "days": str(record.consultation.days) if record.consultation else "",
        "unit": "、".join(agencies[key].record.short for key in duty.whom),
    }
    yield Problem(entry.place(field), code, values)
