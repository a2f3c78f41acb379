"""What a document that belongs to others says of itself when these have changed since, or have ended: for any kind that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from disclosure.library.amending import concerned
from disclosure.library.listings import PolicyRow, Row, Window
from disclosure.model.choices import Status
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_of
from disclosure.model.validity import end_of
from disclosure.pages._changes import Change, Sentence, changes, note_of, role_of
from disclosure.pages._parts import Link
from disclosure.pages._standing import Onward, onwards, original_of
from disclosure.site.page import Site


@dataclass(frozen=True, slots=True)
class Ended:
    """Days on which a document that another is about is no longer in force.

    `by` ended it, if named: see `role_of` and `note_of`; `successors` and `guesses` are as in `Standing`. `alone`: it is
    the only one.
    """

    window: Window
    status: Status
    policy: PolicyRow
    by: PolicyRow | None
    role: str
    note: str | None
    alone: bool
    successors: tuple[Onward, ...] = ()
    guesses: tuple[Onward, ...] = ()


@dataclass(frozen=True, slots=True)
class Newer:
    """A change of a document that another is about, and older than; its articles that both speak of come first, as `both`."""

    policy: PolicyRow
    change: Change
    both: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is no longer as a document says: published on `day`, before these changes."""

    day: date | None
    ended: tuple[Ended, ...]
    newer: tuple[Newer, ...]

    @property
    def days(self) -> Iterator[date | None]:
        """The days on which it says something else."""
        for item in self.ended:
            yield item.window.changes_on
            yield from (one.window.changes_on for one in (*item.successors, *item.guesses))
        yield from (sentence.window.changes_on for item in self.newer for sentence in item.change.sentences)


def outdated(site: Site, row: Row[Document], about: Iterable[Row[Document]]) -> Outdated:
    """What has changed, and will, in the policies that a document is about since that document's own day."""
    policies = tuple(dict.fromkeys(one for one in about if isinstance(one, PolicyRow)))
    day = kind_of(row.record).day_of(row.record)
    told = {one.record.id for one in policies}
    newer = tuple(item for policy in policies for item in _newer(site, row, policy, day, told))
    return Outdated(
        day=day,
        ended=tuple(item for policy in policies for item in _ended(site, policy, alone=len(policies) == 1)),
        newer=tuple(sorted(newer, key=lambda item: not item.both)),
    )


def _newer(site: Site, row: Row[Document], policy: PolicyRow, day: date | None, told: set[str]) -> Iterator[Newer]:
    """The changes of a policy that take effect after a document's day. What explains the change itself knows of it."""
    original = original_of(site.listings, policy)
    links = concerned(site.library, original.record.id)
    prose = site.prose[original.record.id] if any(link.relation.articles for link in links) else None
    for change in changes(site, site.listings, original.record.id, prose, policy.url, whole=""):
        since = next((sentence.window.since for sentence in change.sentences if sentence.window.since), None)
        named = change.by is not None and change.by.record.id in told
        if not named and (day is None or since is None or day < since):
            lasting = tuple(_while_it_lasts(site, policy, change))
            both = _spoken_of(site, row.record.id, change.places) if lasting else ()
            others = tuple(place for place in change.places if place not in both)
            if lasting:
                yield Newer(policy, replace(change, sentences=lasting, places=(*both, *others)), both)


def _while_it_lasts(site: Site, policy: PolicyRow, change: Change) -> Iterator[Sentence]:
    """The sentences of a change on the days before the policy ends: after that its end is said, and nothing else counts."""
    end = end_of(policy.timeline)
    for sentence in change.sentences:
        since, until = sentence.window.since, sentence.window.until
        if end is None or (end.on is not None and (since is None or since < end.on)):
            last = min((day for day in (until, end.on if end else None) if day is not None), default=None)
            yield replace(sentence, window=Window.on(site.on, since, last))


def _spoken_of(site: Site, key: str, places: tuple[Link, ...]) -> tuple[Link, ...]:
    """Those of some articles that a document's text speaks of."""
    text = re.sub(r"\s", "", site.prose[key].text) if places else ""
    return tuple(place for place in places if re.search(rf"{re.escape(place.text)}(?!之)", text))


def _ended(site: Site, row: PolicyRow, *, alone: bool) -> Iterator[Ended]:
    """What hangs on a document ends with it: the turns from which it is no longer in force."""
    original = row.record.translation_of or row.record.id
    for turn, following in zip(row.timeline, (*row.timeline[1:], None), strict=True):
        if turn.status.is_over:
            window = Window.on(site.on, turn.on, following.on if following else None)
            by = site.listings.policy(turn.by) if turn.status is not Status.EXPIRED else None
            role = role_of(site, turn, by, original, ended=True) if by else ""
            note = note_of(site, turn, original) if by else None
            known, guessed = onwards(site, row, window, over=True)
            known = tuple(one for one in known if one.row is not by)
            yield Ended(window, turn.status, row, by, role, note, alone, known, guessed)
