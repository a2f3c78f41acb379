"""Rules on questions and services: answered in time, and resting on something that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.grounds import policies_beneath
from disclosure.library.library import Library
from disclosure.library.succession import successors
from disclosure.model.choices import QuestionSource
from disclosure.model.documents import Authored, Document, Policy, Question, Service
from disclosure.model.kinds import kind_of
from disclosure.model.records import Entry, UnreadError
from disclosure.model.validity import turn_on
from disclosure.rules.check import document_rule, rule
from disclosure.rules.dates import late
from disclosure.text.titles import inner


@document_rule("answers")
def answers(entry: Entry[Authored]) -> Iterator[Problem]:
    """What has been answered has an answer, later than the question; only a message may wait for one."""
    question = entry.record
    if not isinstance(question, Question):
        return
    waiting = question.source is QuestionSource.MESSAGE and question.answered_on is None
    if not entry.body.strip() and not waiting and not question.read("draft"):
        yield Problem(entry.place("title"), "question-without-answer")
    if question.asked_on and question.answered_on and question.answered_on < question.asked_on:
        values = {"asked": str(question.asked_on), "answered": str(question.answered_on)}
        yield Problem(entry.place("answered_on"), "answered-before-asked", values)


@rule("answered-in-time")
def answered_in_time(library: Library, on: date) -> Iterator[Problem]:
    """A message is answered within the working days of the rule `answer-within`."""
    limit = library.vocabulary.rules.get("answer-within")
    if limit is None:
        return
    for entry in library.of(Question).values():
        question = entry.record
        if question.asked_on is None or question.source is not QuestionSource.MESSAGE:
            continue
        values = {"asked": str(question.asked_on)}
        if question.answered_on is None:
            problem = Problem(entry.place("asked_on"), "question-waiting", values | {"on": str(on)})
            yield from late(library, question.asked_on, on, limit.record, problem)
        else:
            problem = Problem(
                entry.place("answered_on"), "answer-late", values | {"answered": str(question.answered_on)}
            )
            yield from late(library, question.asked_on, question.answered_on, limit.record, problem)


@rule("grounds")
def grounds(library: Library, on: date) -> Iterator[Problem]:
    """A repeal reaches what rests on the document: what rests on nothing else in force is told, by name of the successor."""
    for kind in (Question, Service):
        for entry in library.of(kind).values():
            yield from _without_ground(entry, library, on)


def _without_ground(entry: Entry[Document], library: Library, on: date) -> Iterator[Problem]:
    found = ended_ground(entry.record, library, on)
    if found is not None:
        key, since = found
        values = {"id": key, "title": library.of(Policy)[key].record.title, "on": str(since or "")}
        field = kind_of(entry.record).about or "title"
        yield Problem(entry.place(field), "ground-ended", values | in_its_place(library, key))


def ended_ground(record: Document, library: Library, on: date) -> tuple[str, date | None] | None:
    """The last to end of the policies on which a document rests, itself if it is one, and since when; None while one is in force."""
    found = (record.id,) if isinstance(record, Policy) else policies_beneath(library, record)
    try:
        turns = [(key, turn_on(library.timeline(key), on)) for key in found]
    except UnreadError:
        return None  # nobody knows when one of them is in force
    if not turns or not all(turn.status.is_over for _, turn in turns):
        return None
    key, turn = max(turns, key=lambda one: one[1].on or date.min)
    return key, turn.on


def in_its_place(library: Library, key: str) -> dict[str, str]:
    """The value `by` of a message: what takes the place of a policy, by its name and id; nothing where none is known."""
    policies = library.of(Policy)
    follower = next((one for one in successors(library, key) if one in policies), None)
    return {"by": f"《{inner(policies[follower].record.title)}》（{follower}）"} if follower else {}
