"""找政策: a reader says who they are and what they are about to do, and gets what serves them, best first.

Who, then what: each step is a page. On the last one a script narrows by industry and place, and puts the choice into the
address; without it everything stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.library.finding import Match, Selection, is_offered, selections, turns_of
from disclosure.library.listings import earliest
from disclosure.model.choices import ColumnType
from disclosure.pages._parts import Link, Tally, Way, WayGroup, home_link
from disclosure.pages.question import audience_url, tag_url
from disclosure.site.page import Page, Site, page_kind

FIND, EMBED = "/find/", "/embed/"

BEST, EMBEDDED, MOST = 5, 10, 100
"""How many of one kind a page shows while there is more to say, in a frame, and at the end; the rest stands in the lists."""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one kind, the best of it; `rest` are as many more."""

    key: str
    matches: tuple[Match, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to narrow what was found: `key` is industry or place, `ways` the choices with what would be left of it all."""

    key: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class FindView:
    """One step. `groups` are the choices of the next one, `found` is what there is so far, `lists` lead to all of it.

    `embedded` is the audience whose list others may put on their pages from here.
    """

    trail: tuple[Link, ...]
    title: str
    lead: str
    ask: str | None = None
    groups: tuple[WayGroup, ...] = ()
    total: Tally | None = None
    found: tuple[FoundGroup, ...] = ()
    narrowing: tuple[Narrowing, ...] = ()
    lists: tuple[Link, ...] = ()
    embedded: str | None = None


@dataclass(frozen=True, slots=True)
class EmbedView:
    """What serves an audience on the day of the build, for the frame of another site: `number` in all, `whole` leads there."""

    number: int
    found: tuple[FoundGroup, ...]
    whole: str


@page_kind("finding")
def finding_pages(site: Site) -> Iterator[Page]:
    """The first step, a page for each audience that something is meant for, one for each of its events, one for frames."""
    if not is_offered(site.listings):
        return
    found = tuple(selections(site.library, site.listings, site.on))
    yield _page(site, FIND, _first(site, found), found)
    for one in found:
        events = [other for other in found if other.audience == one.audience and other.event] if not one.event else []
        yield _page(site, selection_url(one), _step(site, one, events), (one,))
        if not one.event:
            yield _embedded(site, one)


def selection_url(selection: Selection) -> str:
    """The page of a selection."""
    return f"{FIND}{selection.audience}/" + (f"{selection.event}/" if selection.event else "")


def _page(site: Site, url: str, view: FindView, found: tuple[Selection, ...]) -> Page:
    windows = (match.window for one in found for match in one.matches)
    return Page(
        url=url,
        template="pages/find.html",
        title=view.title,
        view=view,
        description=view.lead,
        column=ColumnType.SERVICES,
        changes_on=earliest((window.changes_on for window in windows), site.on),
    )


def _embedded(site: Site, one: Selection) -> Page:
    """No script will correct it on a later day, so it has what serves on the day of the build alone."""
    name = site.library.vocabulary.audiences[one.audience].record.name
    serving = [(key, tuple(match for match in some if match.window.open)) for key, some in one.groups]
    found = tuple(FoundGroup(key, some[:EMBEDDED], max(0, len(some) - EMBEDDED)) for key, some in serving if some)
    return Page(
        url=f"{EMBED}{one.audience}/",
        template="pages/embed.html",
        title=site.strings("find.embed_title", name=name),
        view=EmbedView(sum(len(some) for _, some in serving), found, selection_url(one)),
        indexed=False,
        changes_on=earliest((match.window.changes_on for match in one.matches), site.on),
    )


def _first(site: Site, found: tuple[Selection, ...]) -> FindView:
    audiences = site.library.vocabulary.audiences
    ways: dict[str, list[Way]] = {}
    for one in (one for one in found if not one.event):
        audience = audiences[one.audience].record
        way = Way(audience.id, audience.name, selection_url(one), _tally(site, one.matches), audience.meaning)
        ways.setdefault(site.strings.label(audience.kind), []).append(way)
    groups = tuple(WayGroup(title, tuple(some)) for title, some in ways.items())
    title, lead = site.strings("find.title"), site.strings("find.lead")
    return FindView((home_link(site),), title, lead, site.strings("find.who"), groups)


def _step(site: Site, one: Selection, events: list[Selection]) -> FindView:
    words, strings = site.library.vocabulary, site.strings
    audience = words.audiences[one.audience].record
    trail = (home_link(site), Link(strings("find.title"), FIND))
    total = _tally(site, one.matches)
    most = MOST if one.event else BEST
    found = tuple(FoundGroup(key, some[:most], max(0, len(some) - most)) for key, some in one.groups if some)
    if not one.event:
        lead = strings("find.for", name=audience.name)
        more = _link(strings("find.list", name=audience.name), audience_url(site, audience.id))
        return FindView(
            trail=trail,
            title=audience.name,
            lead=lead,
            ask=strings("find.what"),
            groups=_events(site, events),
            total=total,
            found=found,
            lists=more,
            embedded=audience.id,
        )
    tag = words.tags[one.event].record
    return FindView(
        trail=(*trail, Link(audience.name, f"{FIND}{audience.id}/")),
        title=strings("find.pair", who=audience.name, what=tag.name),
        lead=tag.meaning or strings("find.for", name=audience.name),
        total=total,
        found=found,
        narrowing=() if any(group.rest for group in found) else tuple(_narrowings(site, one.matches)),
        lists=_link(strings("find.list", name=tag.name), tag_url(site, tag.id)),
    )


def _events(site: Site, events: list[Selection]) -> tuple[WayGroup, ...]:
    tags = site.library.vocabulary.tags
    ways: dict[str, list[Way]] = {}
    for one in events:
        tag = tags[one.event or ""].record
        way = Way(tag.id, tag.name, selection_url(one), _tally(site, one.matches), tag.meaning)
        ways.setdefault(site.strings.label(tag.group), []).append(way)
    return tuple(WayGroup(title, tuple(some)) for title, some in ways.items())


def _tally(site: Site, matches: tuple[Match, ...]) -> Tally:
    return Tally(*turns_of((match.window for match in matches), site.on))


def _link(text: str, url: str | None) -> tuple[Link, ...]:
    return (Link(text, url),) if url else ()


def _narrowings(site: Site, matches: tuple[Match, ...]) -> Iterator[Narrowing]:
    """By industry and by place, where a choice leaves something out."""
    words, everything = site.library.vocabulary, _tally(site, matches)
    industries = {one: words.tags[one].record.name for match in matches for one in match.industries}
    places = {one: words.agencies[one].record.short for match in matches for one in match.places}
    for key, limits, names in (("industry", "industries", industries), ("place", "places", places)):
        ways = tuple(_narrowed(site, matches, limits, *one) for one in names.items())
        if any(way.count != everything for way in ways):
            yield Narrowing(key, ways)


def _narrowed(site: Site, matches: tuple[Match, ...], limits: str, key: str, name: str) -> Way:
    """One choice, with what is left by it: what is for that industry or place, and what is for all."""
    left = tuple(match for match in matches if not getattr(match, limits) or key in getattr(match, limits))
    return Way(key, name, None, _tally(site, left))
