"""What the banner of a policy says of its validity: a sentence for each turn of the timeline, and where to go on from its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.listings import HORIZON, Listings, PolicyRow, Window
from disclosure.library.succession import guesses, onward, successors
from disclosure.model.choices import Status
from disclosure.model.documents import Extension, Policy
from disclosure.model.validity import ENDINGS, FOLLOWING, Turn, end_of
from disclosure.pages._changes import note_of, role_of
from disclosure.pages._parts import Link, long_day
from disclosure.site.page import Site
from disclosure.text.titles import quoted, short


@dataclass(frozen=True, slots=True)
class Onward:
    """A document to turn to, on the days on which it is the one."""

    row: PolicyRow
    window: Window


@dataclass(frozen=True, slots=True)
class Standing:
    """What the banner says while one turn of the timeline holds.

    `brief` says what counts of it in a few words: since when it is over, or until when it holds; nothing where no end is
    known. `by` is the document that ends it, if one is named, and `role` what it is to the reader; `source` is what says so
    outside this site; `note` is what its ending leaves standing, or why it ends. `successors` take its place, or govern
    its matter since; where none is known, `guesses` may.
    """

    window: Window
    status: Status
    sentence: str
    brief: str
    by: PolicyRow | None
    role: str = ""
    source: Link | None = None
    note: str | None = None
    successors: tuple[Onward, ...] = ()
    guesses: tuple[Onward, ...] = ()

    @property
    def changes(self) -> Iterator[date | None]:
        """The days on which a part of it takes the place of another."""
        yield self.window.changes_on
        yield from (one.window.changes_on for one in (*self.successors, *self.guesses))


def standings(site: Site, row: PolicyRow) -> Iterator[Standing]:
    """One sentence for every turn of the timeline: the browser shows the one that holds on the reader's day."""
    original = original_of(site.listings, row).record
    for turn, following in zip(row.timeline, (*row.timeline[1:], None), strict=True):
        ending = next((t for t in (turn, following) if t and t.cause in (*ENDINGS, *FOLLOWING)), None)
        by = site.listings.policy(ending.by) if ending else None
        source = original.ended if ending and ending.cause == "ended" else None
        window = Window.on(site.on, turn.on, following.on if following else None)
        ends = turn.status.is_over or (following is not None and following.status.is_over)
        known, guessed = onwards(site, row, window, over=turn.status.is_over) if ends else ((), ())
        telling = turn if turn.status.is_over else following
        yield Standing(
            window=window,
            status=turn.status,
            sentence=_sentence(site, row, turn, following),
            brief=_of_term(site, row, telling) if telling else "",
            by=by,
            role=_role(site, ending, by, original.id, ended=turn is ending) if ending and by else "",
            source=Link(source.source, source.url) if source else None,
            note=note_of(site, ending, original.id) if ending else None,
            successors=tuple(one for one in known if one.row is not by),
            guesses=guessed,
        )


def told(site: Site, row: PolicyRow) -> tuple[str, ...]:
    """What is to be said of a document's validity on the build's day, in sentences, where no page is there to say it later."""
    standing = next((one for one in standings(site, row) if one.window.open), None)
    if standing is None:
        return ()
    label, day = site.strings.label(standing.status), long_day(site.strings, site.on)
    sentences = [site.strings("printed.status", day=day, status=label), standing.sentence]
    others = (
        (standing.role, standing.by),
        *(("successors", one.row) for one in standing.successors if one.window.open),
    )
    for role, by in others:
        if by is not None:
            number = site.strings.aside(by.record.document_number)
            address = site.config.site.address + by.url.lstrip("/")
            sentences.append(f"{site.strings(f'standing.{role}')}{quoted(by.record.title)}{number} {address}")
    return tuple(sentence for sentence in sentences if sentence)


def _role(site: Site, ending: Turn, by: PolicyRow, key: str, *, ended: bool) -> str:
    """What the document that is named beside an ending is to the reader."""
    return "with" if ending.cause in FOLLOWING else role_of(site, ending, by, key, ended=ended)


def onwards(site: Site, row: PolicyRow, window: Window, *, over: bool) -> tuple[tuple[Onward, ...], tuple[Onward, ...]]:
    """Within days on which a document is over, or about to be: what takes its place, and what may where none is known.

    The nearest successors are always named; those that follow them, and guesses, on the days on which they are in force.
    """
    end, ended = end_of(row.timeline), original_of(site.listings, row)
    if end is not None and end.cause in FOLLOWING:
        ended = site.listings.policy(end.by) or ended  # what governs the matter comes after what this document changed
    key, rows = ended.record.id, site.listings.of(Policy)
    nearest = successors(site.library, key)
    known = [Onward(rows[one], Window.on(site.on, window.since, window.until)) for one in nearest]
    if not over:
        return tuple(known), ()
    farther = (rows[one] for one in onward(site.library, key) if one not in nearest)
    known += [Onward(one, days) for one in farther for days in in_force(site, one)]
    far = window.since is not None and window.since > site.on + HORIZON
    if nearest or far or (end is not None and end.cause == "extension_ends"):
        return tuple(known), ()
    return (), tuple(Onward(one, days) for one in guesses(site.listings, ended) for days in in_force(site, one))


def in_force(site: Site, row: PolicyRow) -> Iterable[Window]:
    """The days on which a document is in force, as far as they are not past."""
    turns = zip(row.timeline, (*row.timeline[1:], None), strict=True)
    spans = ((turn, following.on if following else None) for turn, following in turns)
    for turn, until in spans:
        if turn.status is Status.IN_FORCE and (until is None or until > site.on):
            yield Window.on(site.on, turn.on, until)


def original_of(listings: Listings, row: PolicyRow) -> PolicyRow:
    """What a translation is a translation of: its validity is the original's."""
    return listings.policy(row.record.translation_of) or row


def _sentence(site: Site, row: PolicyRow, turn: Turn, following: Turn | None) -> str:
    if turn.status is Status.NOT_YET_EFFECTIVE and following and following.on:
        never = following.status is not Status.IN_FORCE  # ended before it ever takes effect
        return site.strings(
            "standing.never_effective" if never else "standing.not_yet_effective",
            on=long_day(site.strings, following.on),
        )
    if turn.status is Status.IN_FORCE:
        return _still(site, row, following)
    if turn.cause in FOLLOWING:
        return _with_target(site, row, "standing.", turn)
    if turn.on is None:
        return site.strings(f"standing.{turn.status.value}_undated")
    if turn.cause == "ended" and turn.status is Status.EXPIRED:
        return site.strings("standing.ended", on=long_day(site.strings, turn.on))
    if turn.status is Status.EXPIRED:
        return site.strings("standing.expired", last=long_day(site.strings, turn.on - timedelta(days=1)))
    return site.strings(f"standing.{turn.status.value}", on=long_day(site.strings, turn.on))


def _still(site: Site, row: PolicyRow, following: Turn | None) -> str:
    """What is said while a document is in force: until when, and what ends it."""
    if following is None or following.on is None:
        return site.strings("standing.in_force")
    if following.cause in FOLLOWING:
        return _with_target(site, row, "standing.in_force_until_", following)
    if following.cause in ENDINGS:
        return site.strings(
            f"standing.in_force_until_{following.status.value}", on=long_day(site.strings, following.on)
        )
    return site.strings("standing.in_force_until", last=long_day(site.strings, following.on - timedelta(days=1)))


def _with_target(site: Site, row: PolicyRow, family: str, turn: Turn) -> str:
    """The end of a document with what it amends or prolongs, in words that name that."""
    title = _target_title(site, row, turn)
    if turn.on is None:
        return site.strings(f"{family}target_ends_undated", title=title)
    on, last = long_day(site.strings, turn.on), long_day(site.strings, turn.on - timedelta(days=1))
    return site.strings(f"{family}{turn.cause}", title=title, on=on, last=last)


def _target_title(site: Site, row: PolicyRow, turn: Turn) -> str:
    """The name of the document with which one ends: of this site, or one outside it that it prolonged until then."""
    target = site.listings.policy(turn.by)
    if target is not None:
        return short(target.record.title)
    outside: tuple[Extension, ...] = original_of(site.listings, row).record.extends
    titles = [one.title for one in outside if one.target is None and one.title is not None]
    return quoted(titles[-1].strip("《》")) if titles else site.strings("standing.other_document")


def term(site: Site, row: PolicyRow) -> str:
    """The days of the timeline in words, true on any day, such as 自2026年12月1日起施行；有效期至2031年11月30日."""
    say, parts = site.strings, []
    for turn in row.timeline:
        if turn.on is None and turn.status.is_over:
            begins = original_of(site.listings, row).record.in_force_from
            parts += [say("term.in_force", on=long_day(say, begins))] if begins else []
        if turn.on is not None or turn.status.is_over:
            parts.append(_of_term(site, row, turn))
    return say("term.stop", parts=say("term.separator").join(parts)) if parts else ""


def _of_term(site: Site, row: PolicyRow, turn: Turn) -> str:
    """One turn in the words of a term."""
    if turn.cause in FOLLOWING:
        return _with_target(site, row, "term.", turn)
    if turn.on is None:
        return site.strings(f"term.{turn.status.value}_undated")
    if turn.cause == "ended" and turn.status is Status.EXPIRED:
        return site.strings("term.ended", on=long_day(site.strings, turn.on))
    if turn.status is Status.EXPIRED:
        return site.strings("term.expired", last=long_day(site.strings, turn.on - timedelta(days=1)))
    revived = turn.status is Status.IN_FORCE and turn.cause == "extends"
    return site.strings("term.revived" if revived else f"term.{turn.status.value}", on=long_day(site.strings, turn.on))
