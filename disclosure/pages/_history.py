"""The line of documents in which one stands: 2021 for trial, 2023 prolonged, 2025 a new text, told from their relations.

The spine are texts that take each other's place; beside each stand the documents that prolong, amend or end it. What
does nothing but change others is on the line of each of them, where they are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import beside_url, comparison_url
from disclosure.library.comparing import former_of
from disclosure.library.library import Library, RelationName, ReverseLink
from disclosure.library.listings import PolicyRow
from disclosure.library.succession import successors
from disclosure.library.timelines import lives_off_others
from disclosure.model.documents import Extension, Policy
from disclosure.pages._parts import Link, long_day
from disclosure.pages._standing import original_of
from disclosure.site.page import Site
from disclosure.text.titles import only_ends, short

LINES = 3
"""Documents whose lines are told on the page of one that changes several; where it changes more, its relations tell them."""

LONGEST = 40
"""Documents of a spine that are followed."""

SHOWN = 10
"""Steps of a line that stand open; the others are folded."""

_BESIDE: tuple[RelationName, ...] = ("extends", "amends", "declares_invalid", "repeals")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a day (None: unknown) by a document; `here`: it is the one of the page.

    `compare` leads to a page that shows clause by clause what it changed, where there is one.
    """

    day: date | None
    row: PolicyRow
    name: str
    act: str
    here: bool
    compare: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The steps of one line in the order of their days; `before` and `after` are those that are folded."""

    before: tuple[Step, ...]
    steps: tuple[Step, ...]
    after: tuple[Step, ...]


def history(site: Site, row: PolicyRow) -> tuple[Line, ...]:
    """The lines in which a document stands; none where it stands alone."""
    policy = original_of(site.listings, row).record
    targets = _changed(policy) if _only_changes(policy) else ()
    shown = tuple(key for key in targets if site.listings.policy(key))
    if len(shown) > LINES:
        return ()
    lines = (_steps(site, key, policy.id) for key in shown or (policy.id,))
    return tuple(_folded(steps) for steps in lines if len(steps) > 1)


def _only_changes(policy: Policy) -> bool:
    """Whether a document is no text that could take another's place: it stands beside others only."""
    return lives_off_others(policy) or (not policy.succeeds and only_ends(policy.title))


def _changed(policy: Policy) -> tuple[str, ...]:
    """The documents of this site that one changes or ends."""
    relations = (relation for name in _BESIDE for relation in getattr(policy, name))
    return tuple(dict.fromkeys(relation.target for relation in relations if relation.target))


def _steps(site: Site, key: str, here: str) -> tuple[Step, ...]:
    """Every step of the line through a text, each document once."""
    spine = _spine(site.library, key)
    found: dict[str, Step] = {}
    for one in spine:
        row = site.listings.of(Policy)[one]
        replaces = any(before in spine for before in _replaced(row.record))
        act = site.strings("history.new" if replaces else "history.first")
        found[one] = _step(row, row.record.in_force_from, act, here, _beside_former(site, one, spine))
    for one in spine:
        for step in _beside(site, one, here):
            found.setdefault(step.row.record.id, step)
    return tuple(sorted(found.values(), key=lambda step: (step.day or date.min, step.row.record.id)))


def _spine(library: Library, key: str) -> tuple[str, ...]:
    """The texts that take each other's place, before and after one, the nearest first."""
    found, waiting = {key: None}, [key]
    while waiting and len(found) < LONGEST:
        one = waiting.pop(0)
        record = library.documents[one].record if one in library.documents else None
        before = _replaced(record) if isinstance(record, Policy) else ()
        for other in (*successors(library, one), *before):
            if other not in found and other in library.documents:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def _replaced(policy: Policy) -> tuple[str, ...]:
    """The texts whose place one takes."""
    if _only_changes(policy):
        return ()
    relations = (*policy.succeeds, *policy.repeals)
    return tuple(one.target for one in relations if one.target and not one.articles)


def _beside(site: Site, key: str, here: str) -> Iterator[Step]:
    """What prolongs, amends or ends a text of the spine."""
    for name in _BESIDE:
        for link in site.library.links_to(name, key):
            row = site.listings.of(Policy)[link.source]
            day = link.relation.on or row.record.in_force_from
            yield _step(row, day, _act(site, name, link), here, _beside_text(site, key, link.source))


def _beside_former(site: Site, key: str, spine: tuple[str, ...]) -> Link | None:
    """A text beside the one of the line whose place it took."""
    former = next((one for one in former_of(site.library, key) if one in spine), None)
    return Link(site.strings("history.compare"), beside_url(key, former)) if former else None


def _beside_text(site: Site, key: str, by: str) -> Link | None:
    """The text that a document made of another, beside the one before it."""
    library = site.library
    made = (one for one in library.versions_of.get(key, ()) if library.versions[one].record.by == by)
    return next((Link(site.strings("history.compare_texts"), comparison_url(key, one)) for one in made), None)


def _act(site: Site, name: RelationName, link: ReverseLink) -> str:
    relation = link.relation
    until = long_day(site.strings, relation.until) if isinstance(relation, Extension) else ""
    return site.strings(
        f"history.{name}", articles=site.strings.listed(map(site.strings.cited, relation.articles)), until=until
    )


def _step(row: PolicyRow, day: date | None, act: str, here: str, compare: Link | None) -> Step:
    return Step(day, row, short(row.record.title), act, here=row.record.id == here, compare=compare)


def _folded(steps: tuple[Step, ...]) -> Line:
    """The steps around the page's own; those farther off are folded."""
    at = next((number for number, step in enumerate(steps) if step.here), len(steps) - 1)
    start = max(0, min(at - SHOWN // 2, len(steps) - SHOWN))
    return Line(steps[:start], steps[start : start + SHOWN], steps[start + SHOWN :])
