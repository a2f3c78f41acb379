"""The line that follows the reader down a page while what stands there is not plainly in force.

Who lands on an article sees neither the head of the page nor its sentences on validity: one line stays on the screen, with
the status, since when, and where to turn. On days on which a document is plainly in force there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.listings import PolicyRow, Window
from disclosure.model.choices import Status
from disclosure.pages._changes import Change
from disclosure.pages._outdated import Outdated
from disclosure.pages._parts import Link
from disclosure.pages._standing import Standing
from disclosure.site.page import Site
from disclosure.text.titles import short


@dataclass(frozen=True, slots=True)
class Following:
    """The line on the days of a window: a badge, a few words, and what to turn to, with the words before it."""

    window: Window
    badge: str
    label: str
    brief: str
    lead: str = ""
    link: Link | None = None


def following(
    site: Site, row: PolicyRow, standings: Iterable[Standing], changes: Sequence[Change]
) -> Iterator[Following]:
    """The lines of a document, one for each stretch of days on which it is not plainly in force."""
    touching = tuple(s.window for change in changes if change.kind != "extends" for s in change.sentences)
    for standing in standings:
        if standing.status is Status.IN_FORCE:
            yield from _in_force(site, row, standing, touching)
        else:
            label = site.strings.label(standing.status)
            lead, link = _turn_to(site, standing)
            yield Following(standing.window, standing.status.value, label, standing.brief, lead, link)


def following_about(site: Site, since: Outdated) -> Iterator[Following]:
    """The lines of what is about other documents, on the days on which one of these has ended, or changed since."""
    changing = tuple(sentence.window for item in since.newer for sentence in item.change.sentences)
    see = Link(site.strings("following.see_about"), "#ui-outdated")
    everyday, windows = Window.on(site.on, None, None), (*(item.window for item in since.ended), *changing)
    for stretch in _stretches(site, everyday, windows):
        day = stretch.since or date.min
        over = next((item for item in since.ended if _holds(item.window, day)), None)
        if over is not None:
            brief = site.strings("following.about_ended" if over.alone else "following.one_ended")
            yield Following(stretch, over.status.value, site.strings.label(over.status), brief, "", see)
        elif now := [window for window in changing if _holds(window, day)]:
            coming = all(window.since is None and window.until is not None for window in now)
            name = "changing" if coming else "changed"
            label, brief = site.strings(f"following.{name}_label"), site.strings(f"following.about_{name}")
            yield Following(stretch, "expiring", label, brief, "", see)


def _in_force(site: Site, row: PolicyRow, standing: Standing, touching: Sequence[Window]) -> Iterator[Following]:
    """The lines of one stretch in force: what is about to end it, and what others change in it meanwhile."""
    lead, link = _turn_to(site, standing)
    ends = standing.window.until
    soon = row.expiring if row.expiring and row.expiring.until == ends else None
    told = standing.window if link else soon  # who will end it is told as soon as it is known
    for stretch in _stretches(site, standing.window, (*(w for w in (soon,) if w), *touching)):
        day = stretch.since or date.min
        ending = told is not None and _holds(told, day)
        changed = _changed(site, [window for window in touching if _holds(window, day)])
        words = [standing.brief] * ending + [changed] * bool(changed)
        if not words:
            continue
        near = soon is not None and _holds(soon, day)
        shown = (
            (lead, link)
            if ending and link
            else ("", Link(site.strings("following.see"), "#ui-standing") if changed else None)
        )
        yield Following(
            stretch,
            "expiring" if near else Status.IN_FORCE.value,
            site.strings(f"status.ending.{row.ending.value}")
            if near and row.ending
            else site.strings.label(Status.IN_FORCE),
            site.strings("term.separator").join(words),
            *shown,
        )


def _changed(site: Site, windows: Iterable[Window]) -> str:
    """Whether parts have been changed, or will be: a sentence on a change to come holds until its day."""
    coming = [window.since is None and window.until is not None for window in windows]
    return site.strings("following.changing" if all(coming) else "following.changed") if coming else ""


def _turn_to(site: Site, standing: Standing) -> tuple[str, Link | None]:
    """What takes its place, or what says that it ends."""
    say = site.strings
    if standing.by and (standing.role == "successor" or not standing.successors):
        return say(f"standing.{standing.role}"), Link(short(standing.by.record.title), standing.by.url)
    if standing.successors:
        first = standing.successors[0].row
        return say("standing.successors"), Link(short(first.record.title), first.url)
    if standing.source and standing.source.url:
        return say("standing.ended_by"), standing.source
    return "", None


def _holds(window: Window, day: date) -> bool:
    return (window.since or date.min) <= day and (window.until is None or day < window.until)


def _stretches(site: Site, window: Window, inner: Iterable[Window]) -> Iterator[Window]:
    """A window cut at every day on which one of the inner ones opens or closes."""
    days = {day for one in inner for day in (one.since, one.until) if day is not None}
    cuts = sorted(day for day in days if day != window.since and _holds(window, day))
    edges = [window.since, *cuts, window.until]
    for index, since in enumerate(edges[:-1]):
        yield Window.on(site.on, since, edges[index + 1])
