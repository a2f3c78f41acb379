"""What governs a matter after a document has ended: what takes its place, or, where nobody says so, what it may be.

What takes a document's place says `succeeds`; otherwise a document that repeals it as a whole and is not by its title a
mere notice of repeal. A guess is of in-force documents that share tags and parts of the name; it is told as a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from disclosure.library.library import Library
from disclosure.library.listings import FacetName, Listings, PolicyRow
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.model.validity import FOLLOWING, status_on
from disclosure.text.titles import named, only_changes, only_ends

FARTHEST = 30
"""Documents that are followed from successor to successor."""

LOOKED_AT = 100
"""Documents of each tag, the newest, among which a guess is looked for: their number must not matter to a build."""

TAGS = 8
"""Tags of a document by which a guess is looked for."""

GUESSES = 5
"""Documents that are offered at most."""

ALIKE = 0.35
"""The least part of the shorter name that two names must have in common."""


def successors(library: Library, key: str) -> tuple[str, ...]:
    """The documents that take the place of one, as they say themselves; otherwise those that repeal it and are new texts."""
    said = [link.source for link in library.links_to("succeeds", key) if not link.relation.articles]
    if not said:
        repealing = (link for link in library.links_to("repeals", key) if not link.relation.articles)
        said = [link.source for link in repealing if not only_ends(library.documents[link.source].record.title)]
    return tuple(sorted(said, key=lambda source: (str(_begins(library, source)), source)))


def onward(library: Library, key: str) -> tuple[str, ...]:
    """The successors of a document, then theirs, and so on, each once; the nearest first."""
    found: dict[str, None] = {}
    following = list(successors(library, key))
    while following and len(found) < FARTHEST:
        nearest = following.pop(0)
        if nearest != key and nearest not in found:
            found[nearest] = None
            following.extend(successors(library, nearest))
    return tuple(found)


def in_its_place(library: Library, key: str) -> Iterator[tuple[date | None, date | None, tuple[str, ...]]]:
    """What takes the place of a document while it is over: from a day (None: since ever) until before another, and which.

    These are its successors, nearer or farther, that are in force, otherwise the nearest that ever were. What ended with what it changed
    has the successors of that.
    """
    turns = library.timelines.get(key, ())
    for turn, following in zip(turns, (*turns[1:], None), strict=False):
        if not turn.status.is_over:
            continue
        ended = turn.by if turn.by and turn.cause in FOLLOWING and turn.by in library.documents else key
        chain, nearest, until = onward(library, ended), successors(library, ended), following.on if following else None
        days = {one.on for other in chain for one in library.timelines.get(other, ()) if one.on is not None}
        cuts = sorted(day for day in days if (turn.on or date.min) < day < (until or date.max))
        found: list[tuple[date | None, tuple[str, ...]]] = []
        for since in (turn.on, *cuts):
            state = {one: status_on(library.timelines[one], since or date.min) for one in chain}
            living = tuple(one for one in chain if state[one] is Status.IN_FORCE)
            begun = tuple(one for one in nearest if state[one] is not Status.NOT_YET_EFFECTIVE)
            if not found or found[-1][1] != (living or begun):
                found.append((since, living or begun))
        ends = (*(since for since, _ in found[1:]), until)
        yield from ((since, end, keys) for (since, keys), end in zip(found, ends, strict=True) if keys)


def guesses(listings: Listings, row: PolicyRow) -> tuple[PolicyRow, ...]:
    """Documents in force on the build's day or later that may govern what one that ended has governed, the likeliest first."""
    places = tuple(_PLACE.findall(row.issuers[0].name)) if row.issuers else ()
    name = _pairs(row.record.title, places)
    found: dict[str, tuple[float, int, str]] = {}
    for other in _candidates(listings, row):
        key = other.record.id
        if key not in found and _may_govern(other, row):
            others = _pairs(other.record.title, places)
            alike = len(name & others) / max(1, min(len(name), len(others)))
            shared = len(set(row.record.tags) & set(other.record.tags))
            if alike >= ALIKE:
                day = other.day.toordinal() if other.day else 0
                found[key] = (-shared - 2 * alike, -day, key)
    best = sorted(found.values())[:GUESSES]
    return tuple(listings.of(Policy)[key] for *_, key in best)


def _candidates(listings: Listings, row: PolicyRow) -> Iterator[PolicyRow]:
    """The newest documents under each of its tags, or, where it has none, of its themes."""
    facet: FacetName = "tag" if row.record.tags else "theme"
    for key in (row.record.tags or row.record.themes)[:TAGS]:
        yield from islice(listings.under(Policy, facet, key), LOOKED_AT)


def _may_govern(other: PolicyRow, row: PolicyRow) -> bool:
    """It goes on after the other has ended, says something of its own, and is not the same in other words."""
    record = other.record
    same = record.id == row.record.id or record.language != row.record.language or record.translation_of is not None
    lasting = other.status is Status.IN_FORCE or other.status is Status.NOT_YET_EFFECTIVE
    return not same and lasting and not only_ends(record.title) and not only_changes(record.title)


_WORN = re.compile(
    r"(?:暂行|试行|实施|管理|工作|若干|有关|关于|[的和与及、（）()〈〉《》“”\s\d]|年|修订|办法|细则|规定|方案|意见|措施|通知|规划|决定)"
)
"""What stands in the names of so many documents that it says nothing of their matter."""


_PLACE = re.compile(r"\S{2,3}?[省市县区]")
"""The place for which an agency speaks: it stands in the names of all its documents."""


@lru_cache(maxsize=1 << 14)
def _pairs(title: str, places: tuple[str, ...]) -> frozenset[str]:
    """The pairs of characters of the name within a title, without the words that all names have."""
    name = named(title).name
    for place in places:
        name = name.replace(place, " ")
    stretches = _WORN.split(name)
    return frozenset(one[at : at + 2] for one in stretches for at in range(len(one) - 1))


def _begins(library: Library, key: str) -> object:
    record = library.documents[key].record
    return record.in_force_from if isinstance(record, Policy) else None
