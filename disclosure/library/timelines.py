"""When each policy is in force, from what all of them say, and what in that cannot be.

First what is said: terms, repeals, extensions. Then what follows: a translation is valid as long as its original, and
what does nothing but amend or prolong others ends with them (rules.yaml, `ends-with-target`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from disclosure.base.problems import Problem
from disclosure.model.choices import Status
from disclosure.model.documents import Document, Extension, Policy, Relation
from disclosure.model.records import Entry, FieldPath
from disclosure.model.validity import (
    ENDINGS,
    Ending,
    Prolonging,
    Support,
    Timeline,
    end_with,
    timeline,
    turn_on,
)
from disclosure.model.vocabulary import Vocabulary
from disclosure.text.titles import only_changes

_EPOCH = date.min
_ENDING: tuple[tuple[Literal["repeals", "declares_invalid"], Status], ...] = (
    ("repeals", Status.REPEALED),
    ("declares_invalid", Status.DECLARED_INVALID),
)

Endings = defaultdict[str, list[tuple[Ending, Entry[Policy], FieldPath]]]
Prolongings = defaultdict[str, list[Prolonging]]


def days_after_target(vocabulary: Vocabulary) -> int:
    """How many days after what it changes a document that does nothing else ends (rules.yaml, `ends-with-target`)."""
    rule = vocabulary.rules.get("ends-with-target")
    return rule.record.value if rule else 0


def all_timelines(
    speaking: Sequence[Entry[Policy]], hidden: Mapping[str, Entry[Document]], days: int
) -> tuple[dict[str, Timeline], list[Problem]]:
    """Timelines of all policies by id, and what contradicts itself in them; `days` are those of `days_after_target`."""
    endings, prolongings, problems = _said(speaking, hidden)
    problems.extend(_ended_twice(endings))

    def timeline_of(policy: Policy, *more: Ending) -> Timeline:
        said = (ending for ending, *_ in endings.get(policy.id, ()))
        return timeline(policy.in_force_from, policy.expires_on, (*said, *more), prolongings.get(policy.id, ()))

    result = {entry.record.id: timeline_of(entry.record) for entry in speaking}
    _as_originals(speaking, result)
    for policy in _targets_first(speaking):
        end = end_with(_supports(policy, result), policy.in_force_from, days)
        if end is not None and policy.translation_of not in result:
            result[policy.id] = timeline_of(policy, end)
    _as_originals(speaking, result)
    problems.extend(_extensions_that_shorten(speaking, result))
    problems.extend(_speaking_out_of_turn(speaking, result))
    return result, problems


def _said(
    speaking: Sequence[Entry[Policy]], hidden: Mapping[str, Entry[Document]]
) -> tuple[Endings, Prolongings, list[Problem]]:
    """By document, what others say of its end and its term; and what says no day."""
    endings: Endings = defaultdict(list)
    prolongings: Prolongings = defaultdict(list)
    problems: list[Problem] = []
    known = {entry.record.id for entry in speaking}
    for entry in speaking:
        policy, named = entry.record, None if entry.record.id in hidden else entry.record.id
        if policy.ended is not None:
            ending = Ending(policy.ended.on, policy.ended.how.status, None, "ended")
            endings[policy.id].append((ending, entry, ("ended",)))
        for name, index, relation, status in _acts(policy):
            day = relation.on or policy.in_force_from
            if relation.target not in known or relation.articles:
                continue
            if day is None:
                problems.append(Problem(entry.place(name, index), "relation-without-day", {"id": relation.target}))
            elif isinstance(relation, Extension):
                prolongings[relation.target].append(Prolonging(day, relation.until, named))
            elif status is not None:
                endings[relation.target].append((Ending(day, status, named, name), entry, (name, index)))
    return endings, prolongings, problems


_Act = Literal["repeals", "declares_invalid", "extends"]


def _acts(policy: Policy) -> Iterator[tuple[_Act, int, Relation, Status | None]]:
    """What a policy says of the end and the term of others."""
    acts: tuple[tuple[_Act, Status | None], ...] = (*_ENDING, ("extends", None))
    for name, status in acts:
        yield from ((name, index, relation, status) for index, relation in enumerate(getattr(policy, name)))


def _as_originals(speaking: Iterable[Entry[Policy]], result: dict[str, Timeline]) -> None:
    """A translation is valid when, and only when, its original is."""
    for entry in speaking:
        if entry.record.translation_of in result:
            result[entry.record.id] = result[entry.record.translation_of]


def lives_off_others(policy: Policy) -> bool:
    """Whether a policy does nothing but amend or prolong others: as its editor says, otherwise by its title and relations."""
    ends = any(not relation.articles for name, _ in _ENDING for relation in getattr(policy, name))
    said = policy.read("only_changes")
    by_title = not ends and not policy.succeeds and only_changes(policy.read("title", ""))
    return bool(policy.amends or policy.extends) and (by_title if said is None else said)


def _targets(policy: Policy) -> Iterator[tuple[str | None, date | None]]:
    """What a policy amends or prolongs, or of what it ends a part, each with the last day of the longer term."""
    for name in ("extends", "amends"):
        yield from ((relation.target, getattr(relation, "until", None)) for relation in getattr(policy, name))
    for name, _ in _ENDING:
        yield from ((relation.target, None) for relation in getattr(policy, name) if relation.articles)


def _supports(policy: Policy, timelines: Mapping[str, Timeline]) -> list[Support]:
    return [Support(target, timelines.get(target or ""), until) for target, until in _targets(policy)]


def _targets_first(speaking: Sequence[Entry[Policy]]) -> Iterator[Policy]:
    """Those that live off others, each after those that it lives off itself; what runs in a circle ends with nobody."""
    waiting = {entry.record.id: entry.record for entry in speaking if lives_off_others(entry.record)}
    above: defaultdict[str, list[str]] = defaultdict(list)
    missing: dict[str, int] = {}
    for key, policy in waiting.items():
        off = {target for target, _ in _targets(policy) if target in waiting}
        missing[key] = len(off)
        for target in off:
            above[str(target)].append(key)
    ready = [key for key, number in missing.items() if not number]
    while ready:
        key = ready.pop()
        yield waiting[key]
        for other in above[key]:
            missing[other] -= 1
            if not missing[other]:
                ready.append(other)


def _ended_twice(
    endings: Mapping[str, Sequence[tuple[Ending, Entry[Policy], FieldPath]]],
) -> Iterable[Problem]:
    """Documents that end on two days. Where one of them is unknown, the other is the better knowledge: only one may stay."""
    for target, found in endings.items():
        first = min(found, key=lambda item: (item[0].on or date.max, item[1].path))
        for ending, entry, path in found:
            if ending.on != first[0].on:
                values = {"id": target, "other": first[1].path, "other_day": str(first[0].on)}
                code = "ended-twice" if ending.on else "ended-without-day"
                yield Problem(entry.place(*path), code, values | {"day": str(ending.on)})


def _speaking_out_of_turn(speaking: Sequence[Entry[Policy]], timelines: Mapping[str, Timeline]) -> Iterable[Problem]:
    """A document that is not in force on the day from which its relation holds cannot end or prolong another.

    Real collections hold such cases (two versions of one interpretation that take effect on one day), so this warns and
    the ending holds: to call the target ended sends its reader to the newer text, to call it in force would mislead.
    """
    for entry in speaking:
        for name in ("repeals", "declares_invalid", "extends"):
            for index, relation in enumerate(getattr(entry.record, name)):
                day = relation.on or entry.record.in_force_from
                if relation.target in {None, entry.record.id} or day is None:
                    continue
                turn = turn_on(timelines[entry.record.id], day)
                unknown = turn.on is None and turn.cause == "ended"
                if turn.status is not Status.IN_FORCE and not unknown:
                    status = turn.status
                    values = {"id": relation.target, "day": str(day), "status": status.zh, "status_en": status.en}
                    yield Problem(entry.place(name, index), "relation-out-of-force", values)


def _prolonged_by(policy: Policy | None) -> str | None:
    """What a mere notice of extension prolongs, if it is one: whoever would prolong it further means that."""
    if policy is None or not lives_off_others(policy):
        return None
    return next((one.target for one in policy.extends if one.target is not None), None)


def _extensions_that_shorten(speaking: Sequence[Entry[Policy]], timelines: Mapping[str, Timeline]) -> Iterable[Problem]:
    """An extension of a document without an end, that has ended by then, or to a day before its end, extends nothing."""
    policies = {entry.record.id: entry.record for entry in speaking}
    for entry in speaking:
        for index, extension in enumerate(entry.record.extends):
            original = policies.get(extension.target or "")
            prolonged = _prolonged_by(original)
            if original is not None and prolonged is not None and original is not entry.record:
                values = {"id": original.id, "target": prolonged}
                yield Problem(entry.place("extends", index), "extends-an-extension", values)
                continue
            starts = extension.on or entry.record.in_force_from or _EPOCH
            if original is not None and (
                original.expires_on is None
                or extension.until <= original.expires_on
                or extension.until < starts
                or turn_on(timelines[original.id], starts).cause in ENDINGS
            ):
                values = {"id": original.id, "until": str(extension.until), "end": str(original.expires_on)}
                code = "extends-nothing" if original.expires_on else "extends-without-end"
                yield Problem(entry.place("extends", index), code, values)
