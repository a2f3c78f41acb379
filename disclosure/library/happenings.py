"""What happens to documents on which day, past or to come: the one place from which feeds and calendars are made. Pure.

Everything follows from what the documents say, so nothing here knows what day it is: the same library has the same
happenings on any day, each with the same id, and `until` takes those that a build may tell. What is told where follows from
the kind of a document (`model/kinds.py`): one that has a row there and no word here is published, and nothing more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

from disclosure.library.amending import CHANGING, day_of, speaks
from disclosure.library.library import Library
from disclosure.library.participation import over_on, result_day
from disclosure.library.plans import stands
from disclosure.library.succession import in_its_place
from disclosure.model.choices import ChangeHow, Status
from disclosure.model.documents import Document, Event, Extension, Interpretation, PlainPage, Policy, Question, Service
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_of
from disclosure.model.participation import Consultation, Decision
from disclosure.model.plans import WorkPlan
from disclosure.model.topics import Topic
from disclosure.model.validity import Turn, turn_on

What = Literal[
    "published",
    "fulfilled",
    "translated",
    "updated",
    "in_force",
    "amended",
    "extended",
    "expires_soon",
    "expired",
    "repealed",
    "declared_invalid",
    "interpreted",
    "answered",
    "opened",
    "closing_soon",
    "closed",
    "feedback",
    "listed",
    "added",
    "heard",
    "decided",
    "result",
    "evaluated",
    "postponed",
    "withdrawn",
    "announced",
    "sign_up_ends",
    "takes_place",
    "gazetted",
    "carried_out",
]
"""What may happen. `fulfilled`: an item of the standard catalogue has its first document. `listed` to `withdrawn`: the stages of
a major decision. `takes_place`: a day of an event. `gazetted`: an issue of the gazette is out. `carried_out`: tasks of a
work plan were done."""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of happenings that belong together; they concern sites that have documents of one of these `records`."""

    name: str
    kinds: tuple[What, ...]
    records: tuple[type[Document], ...]


GROUPS = (
    Group("documents", ("published", "fulfilled", "translated", "updated"), (Document,)),
    Group(
        "validity",
        ("in_force", "amended", "extended", "expires_soon", "expired", "repealed", "declared_invalid"),
        (Policy,),
    ),
    Group("explaining", ("interpreted", "answered"), (Interpretation, Question)),
    Group("opinions", ("opened", "closing_soon", "closed", "feedback"), (Consultation, Decision)),
    Group(
        "decisions",
        ("listed", "added", "heard", "decided", "result", "evaluated", "postponed", "withdrawn"),
        (Decision,),
    ),
    Group("events", ("announced", "sign_up_ends", "takes_place"), (Event,)),
    Group("gazette", ("gazetted",), (GazetteIssue,)),
    Group("plans", ("carried_out",), (WorkPlan,)),
)
"""All of them, as readers are offered them."""

EXPIRES_SOON = timedelta(days=30)
"""How long before its last day in force a document is told to expire."""

CLOSING_SOON = timedelta(days=3)
"""How long before the last day for opinions that is told."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens to one document on one day; all documents are named by their ids.

    `about` are documents to which that one belongs: whoever follows these is told. `by` is the document that does it,
    None where there is none or nobody may say which. `last` is the last day of what it tells: in force, or for opinions.
    `successors` take the place of what has ended. `items` are those of the catalogue that are fulfilled,
    `tasks` the places in their plan, from 0, of those that were done.
    """

    document: str
    what: What
    day: date
    about: tuple[str, ...] = ()
    by: str | None = None
    last: date | None = None
    successors: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Its id, the same in every build: `<document>:<what>:<day>`, and by which document where several may do so on one day."""
        several = f":{self.by}" if self.by is not None and self.what in ("amended", "extended") else ""
        return f"{self.document}:{self.what}:{self.day}{several}"


def happenings(library: Library) -> tuple[Happening, ...]:
    """All that happens to the documents of a library on any day, each once, the earliest first.

    A translation is told as such; all else is told of its original.
    """
    fulfilled = _fulfilled(library)
    return _in_order(
        one
        for entry in library.documents.values()
        for one in _of(library, entry.record, fulfilled.get(entry.record.id, ()))
    )


def happenings_to(library: Library, keys: Iterable[str]) -> tuple[Happening, ...]:
    """The same for some documents alone; that an item of the catalogue has its first document is not among it."""
    return _in_order(one for key in keys for one in _of(library, library.documents[key].record, ()))


def until(found: Sequence[Happening], day: date) -> Sequence[Happening]:
    """Those of `happenings` that have happened by a day: nothing before its day."""
    return found[: bisect_right(found, day, key=lambda one: one.day)]


def _in_order(happened: Iterable[Happening]) -> tuple[Happening, ...]:
    found: dict[str, Happening] = {}
    for one in happened:
        found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.key)))


def _of(library: Library, record: Document, items: tuple[str, ...]) -> Iterator[Happening]:
    day, key = kind_of(record).day_of(record), record.id
    about = tuple(other for other in kind_of(record).about_of(record) if other in library.documents)
    if record.translation_of:
        if (made := record.translated_on or day) is not None:
            yield Happening(key, "translated", made, (record.translation_of,))
        return
    what = _told_as(record)
    if day is not None and what is not None:
        yield Happening(key, what, day, about)
        if items:
            yield Happening(key, "fulfilled", day, items=items)
    yield from _besides(library, record, day, about)


def _besides(library: Library, record: Document, day: date | None, about: tuple[str, ...]) -> Iterator[Happening]:
    """What happens to documents of some kinds after they are there; `day` is that of the document."""
    key = record.id
    if isinstance(record, Policy):
        yield from _of_policy(library, record, day)
    elif isinstance(record, Topic):
        if record.updated_on is not None and (day is None or record.updated_on > day):
            yield Happening(key, "updated", record.updated_on, about)
    elif isinstance(record, Event):
        days = {session.on for session in record.sessions}
        yield from (Happening(key, "takes_place", held_on, about) for held_on in sorted(days))
        if record.sign_up_by is not None:
            yield Happening(key, "sign_up_ends", record.sign_up_by, about, last=record.sign_up_by)
    elif isinstance(record, WorkPlan):
        yield from _tasks(library, record, about)
    elif isinstance(record, Decision | Consultation):
        yield from _taking_part(record, about)
        if isinstance(record, Decision):
            yield from _stages(library, record, about)


def _told_as(record: Document) -> What | None:
    """How it is told that a document is there; None where that is told otherwise, or is nothing to tell."""
    match record:
        case Interpretation():
            return "interpreted"
        case Question():
            return "answered" if record.is_answered else None
        case Service() | PlainPage():
            return "updated"  # the day on which it was last looked over is all that is known of them
        case Event():
            return "announced"
        case Decision():
            added = any(one.how is ChangeHow.ADDED and one.on == record.listed_on for one in record.changed)
            return None if added else "listed"
        case GazetteIssue():
            return "gazetted"
        case Consultation():
            return None  # its opening is its publication
        case _:
            return "published"


# --- policies


_ENDS: Mapping[Status, What] = {
    Status.EXPIRED: "expired",
    Status.REPEALED: "repealed",
    Status.DECLARED_INVALID: "declared_invalid",
}


def _of_policy(library: Library, record: Policy, day: date | None) -> Iterator[Happening]:
    """Its validity from turn to turn, and what others change in it."""
    key, turns = record.id, library.timelines.get(record.id, ())
    for before, turn in pairwise(turns):
        if turn.on is None:
            continue
        if turn.status is Status.IN_FORCE:
            if turn.cause != "extends" and (
                day is None or turn.on > day
            ):  # once with its publication, or its extension
                yield Happening(key, "in_force", turn.on)
            continue
        yield from _expires_soon(key, before, turn, day)
        yield Happening(key, _ENDS[turn.status], turn.on, by=turn.by, successors=_successors(library, key, turn.on))
    for name in CHANGING:
        for link in library.changes_to(name, key):
            on = day_of(library, link)
            in_part = name == "amends" or bool(link.relation.articles)
            held = on is not None and turns and not turn_on(turns, on).status.is_over
            if on is not None and in_part and held and speaks(library, link, on):
                yield Happening(key, "amended", on, by=link.source or None)
    for link in library.changes_to("extends", key):
        on = day_of(library, link)
        if on is not None and isinstance(link.record, Extension) and speaks(library, link, on):
            yield Happening(key, "extended", on, by=link.source or None, last=link.record.until)


def _expires_soon(key: str, before: Turn, turn: Turn, published: date | None) -> Iterator[Happening]:
    """That a term is about to run out, where there was the document by then; what ends with another is told of that."""
    if turn.on is None or turn.status is not Status.EXPIRED or turn.cause not in ("expires_on", "extends"):
        return
    last = turn.on - _DAY
    soon, since = last - EXPIRES_SOON, max((day for day in (before.on, published) if day is not None), default=date.min)
    if soon > since:
        yield Happening(key, "expires_soon", soon, last=last)


def _successors(library: Library, key: str, day: date) -> tuple[str, ...]:
    return next((keys for since, _, keys in in_its_place(library, key) if since == day), ())


def _fulfilled(library: Library) -> Mapping[str, tuple[str, ...]]:
    """By document, the items of the catalogue of which it is the first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in library.catalogue_rows.values():
        records = (library.documents[key].record for key in library.open_under(row.item.id))
        days = [(day, one.id) for one in records if (day := kind_of(one).day_of(one)) and not one.translation_of]
        if days:
            found[min(days)[1]].append(row.item.id)
    return {key: tuple(items) for key, items in found.items()}


# --- work plans


def _tasks(library: Library, plan: WorkPlan, about: tuple[str, ...]) -> Iterator[Happening]:
    """That tasks were done: all those of one day at once."""
    done = ((stand.done, stand.index) for stand in stands(library, plan))
    known = sorted((day, index) for day, index in done if day is not None)
    for day, some in groupby(known, key=itemgetter(0)):
        yield Happening(plan.id, "carried_out", day, about, tasks=tuple(index for _, index in some))


# --- taking part


def _taking_part(record: Decision | Consultation, about: tuple[str, ...]) -> Iterator[Happening]:
    """What happens to a request for opinions; that they are no longer taken holds from the day after."""
    if (asked := record.consultation) is not None:
        yield Happening(record.id, "opened", asked.opens_on, about, last=asked.closes_on)
        if (soon := asked.closes_on - CLOSING_SOON) > asked.opens_on:
            yield Happening(record.id, "closing_soon", soon, about, last=asked.closes_on)
        yield Happening(record.id, "closed", over_on(asked), about, last=asked.closes_on)
    if record.feedback is not None:
        yield Happening(record.id, "feedback", record.feedback.published_on, about)


_CHANGES: Mapping[ChangeHow, What] = {
    ChangeHow.ADDED: "added",
    ChangeHow.WITHDRAWN: "withdrawn",
    ChangeHow.POSTPONED: "postponed",
}


def _stages(library: Library, record: Decision, about: tuple[str, ...]) -> Iterator[Happening]:
    """The stages of a decision, but for those of its consultation; a hearing that is an event is told as that."""
    days: list[tuple[What, date | None]] = [
        *(("heard", one.on) for one in record.hearings if one.event not in library.documents),
        *((_CHANGES[one.how], one.on) for one in record.changed),
        ("decided", record.decided_on),
        ("evaluated", record.evaluation.on if record.evaluation else None),
    ]
    yield from (Happening(record.id, what, day, about) for what, day in days if day is not None)
    if record.decided_on is not None and (day := result_day(library, record)) is not None:
        yield Happening(record.id, "result", max(day, record.decided_on), about, by=record.result)
