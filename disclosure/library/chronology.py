"""Time that cannot be: nobody ends, changes or explains what nobody has signed yet.

The day of signature is when a text comes to be. What is done to it before that day is a slip in one of the two days: where
it ends the text or moves its end, the page would say something false of the law, so that is an error. Where the day may
mean something else, it is a warning: a text of which only its publication is known may be older than that, and one
that was amended may bear the day of its newest version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from disclosure.base.problems import Problem
from disclosure.library.library import RelationName
from disclosure.library.participation import draft_on
from disclosure.model.choices import Status
from disclosure.model.documents import Interpretation, Policy
from disclosure.model.participation import Consultation, Decision
from disclosure.model.records import Entry, FieldPath
from disclosure.model.validity import ENDINGS, Timeline, end_of, turn_on

_ACTS: tuple[RelationName, ...] = ("repeals", "declares_invalid", "amends", "extends", "succeeds")


def out_of_time(
    policies: Sequence[Entry[Policy]],
    interpretations: Iterable[Entry[Interpretation]],
    drafts: Iterable[Entry[Decision] | Entry[Consultation]],
    timelines: Mapping[str, Timeline],
) -> Iterator[Problem]:
    """Acts and interpretations that are older than what they are about, terms prolonged after they had run out, places taken too early."""
    records = {entry.record.id: entry.record for entry in policies}
    for entry in policies:
        yield from _ended_before_it_was(entry)
        for name in _ACTS:
            for index, relation in enumerate(getattr(entry.record, name)):
                target = records.get(relation.target or "")
                day = relation.on or entry.record.in_force_from
                if target is None or target is entry.record or day is None:
                    continue
                certain = name not in ("amends", "succeeds") and not relation.articles
                told = _too_early(entry, (name, index), target, day, certain=certain)
                yield from told or _signed_too_early(entry, (name, index), target)
                if name != "succeeds" and not told:
                    whole = name if not relation.articles else "amends"
                    yield from _after_its_end(entry, (name, index), target, day, timelines, whole)
                if name == "succeeds" and not told:
                    yield from _in_its_place(entry, (name, index), target, day, timelines)
    born = {key: record.formed_on for key, record in records.items()}
    born |= {entry.record.id: draft_on(entry.record) for entry in drafts}
    for explaining in interpretations:
        yield from _explained_too_early(explaining, born)


def _ended_before_it_was(entry: Entry[Policy]) -> list[Problem]:
    ended = entry.record.ended
    if ended is None or ended.on is None:
        return []
    return _too_early(entry, ("ended", "on"), entry.record, ended.on, certain=True)


def _too_early(entry: Entry[Policy], path: FieldPath, target: Policy, day: date, *, certain: bool) -> list[Problem]:
    """What is done on a day before the target was signed or, where that is unknown, published: it may end before it begins."""
    born = target.formed_on or target.published_on
    if born is None or day >= born:
        return []
    code = "before-it-existed" if certain and target.formed_on else "before-it-was-known"
    return [Problem(entry.place(*path), code, {"id": target.id, "day": str(day), "born": str(born)})]


def _signed_too_early(entry: Entry[Policy], path: FieldPath, target: Policy) -> Iterator[Problem]:
    """It may take effect late enough, and yet have been signed before there was what it speaks of."""
    signed, born = entry.record.formed_on, target.formed_on
    if signed is not None and born is not None and signed < born:
        values = {"id": target.id, "day": str(signed), "born": str(born)}
        yield Problem(entry.place(*path), "before-it-was-known", values)


def _after_its_end(
    entry: Entry[Policy],
    path: FieldPath,
    target: Policy,
    day: date,
    timelines: Mapping[str, Timeline],
    act: RelationName,
) -> Iterator[Problem]:
    """The target had ended before: there is nothing left to amend, prolong or repeal.

    One that had run out and is prolonged comes back into force, which should not happen unnoticed. Two that end one document
    are told as such (`all_timelines`). An end on an unknown day may have come later: it says nothing.
    """
    before = turn_on(timelines[target.id], day - timedelta(days=1))
    by_somebody = before.cause in ENDINGS
    if before.status.is_over and before.on is not None and not (by_somebody and act in ("repeals", "declares_invalid")):
        values = {"id": target.id, "day": str(day), "end": str(before.on)}
        back = act == "extends" and before.status is Status.EXPIRED and not by_somebody
        yield Problem(entry.place(*path), "extends-expired" if back else "after-its-end", values)


def _in_its_place(
    entry: Entry[Policy], path: FieldPath, target: Policy, day: date, timelines: Mapping[str, Timeline]
) -> Iterator[Problem]:
    """What takes a document's place does so once that has ended. What ends it itself says that, and needs not say this."""
    if any(relation.target == target.id and not relation.articles for relation in entry.record.repeals):
        yield Problem(entry.place(*path), "succeeds-and-repeals", {"id": target.id})
    elif not turn_on(timelines[target.id], day).status.is_over:
        end = end_of(timelines[target.id])
        values = {"id": target.id, "day": str(day), "end": str(end.on) if end and end.on else ""}
        yield Problem(entry.place(*path), "succeeds-in-force" if end else "succeeds-endless", values)


def _explained_too_early(entry: Entry[Interpretation], born: Mapping[str, date | None]) -> Iterator[Problem]:
    """Published before any of the policies that it explains was signed, or the draft of any was put out."""
    published = entry.record.published_on
    known = ((born.get(key), key) for key in entry.record.interprets)
    days = [(day, key) for day, key in known if day is not None]
    if published is None or not days or len(days) < len(entry.record.interprets):
        return
    first, key = min(days)
    if published < first:
        values = {"id": key, "day": str(published), "born": str(first)}
        yield Problem(entry.place("published_on"), "before-it-was-known", values)
