"""Topics (集成式发布): the page of each, and the list of all.

What has ended stands apart from what is in force, on the reader's day; the timeline tells what happened to the documents of a
topic and what is to come, as feeds do (`library/happenings.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from disclosure.base.pickling import quickly_pickled
from disclosure.library.finding import turns_of
from disclosure.library.happenings import Happening, What, happenings_to
from disclosure.library.listings import HORIZON, PolicyRow, Row, Window, earliest, rows_change
from disclosure.library.participation import calls, result_day, stages
from disclosure.model.choices import ColumnType, UpperLevel
from disclosure.model.documents import Document, Event, Policy, Question, Service
from disclosure.model.kinds import kind_for, kind_of
from disclosure.model.participation import Consultation, Decision
from disclosure.model.topics import Topic, Upper
from disclosure.model.validity import FOLLOWING, turn_on
from disclosure.pages._linked import collection
from disclosure.pages._parts import Link, Pager, Tally, home_link, page_title, paginate, source_of, trail
from disclosure.pages._resting import between, over, without_ground
from disclosure.pages._stages import Badge, badges, changes_of
from disclosure.pages._standing import Onward, onwards
from disclosure.pages.question import audience_url, questions_about, tag_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose

SHOWN = 20
"""Documents of a section that are shown at once; the rest is folded."""

ASKED = 8
"""Questions that are taken where none are chosen, those asked most."""

LATEST, TOLD = 8, 60
"""What happened last that is shown at once, and how much of it is told at all: the rest stands with the documents."""

TELLING: frozenset[What] = frozenset(
    (
        *("published", "in_force", "amended", "extended", "expired", "repealed", "declared_invalid"),
        *("interpreted", "opened", "closed", "feedback", "takes_place"),
        *("listed", "heard", "decided", "result", "evaluated", "postponed", "withdrawn"),
    )
)
"""What a timeline tells: what changes for readers, not that something is about to."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document in a section: the days on which it is of use, and those on which it is over, with what takes its place.

    `kind` says what it is, where that is no policy; `day` is the one beside it; `states` are those of a matter or a request
    for opinions, each on its days.
    """

    row: Row[Document]
    kind: str
    day: date | None
    states: tuple[Badge, ...]
    holds: tuple[Window, ...]
    over: tuple[Window, ...]
    onward: tuple[Onward, ...] = ()

    @property
    def days(self) -> Iterator[date | None]:
        """The days on which it says something else."""
        yield from (window.changes_on for window in (*self.holds, *self.over))
        yield from changes_of(self.states)
        yield from (one.window.changes_on for one in self.onward)


PartKind = Literal["documents", "services", "questions"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page, called `ui-<key>`; `count` is how many of its documents are of use, in the unit of `kind`.

    `shown` are shown at once, the rest is folded.
    """

    key: str
    kind: PartKind
    title: str
    note: str | None
    held: tuple[Held, ...]
    count: Tally
    shown: int = SHOWN

    @property
    def lists(self) -> Iterator[tuple[str, tuple[tuple[Held, Window], ...]]]:
        """What is shown at once, what is folded, and what is over, each with the days on which it stands there."""
        yield "shown", tuple((one, window) for one in self.held[: self.shown] for window in one.holds)
        yield "rest", tuple((one, window) for one in self.held[self.shown :] for window in one.holds)
        yield "over", tuple((one, window) for one in self.held for window in one.over)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to a document on a day: told as to come until then, and as past from then on."""

    day: date
    what: What
    row: Row[Document]
    by: Row[Document] | None
    last: date | None
    coming: Window
    past: Window


@dataclass(frozen=True, slots=True)
class Line:
    """The timeline: what is to come within a year, the next first, and what happened, the latest first; `earlier` is folded."""

    coming: tuple[Step, ...]
    latest: tuple[Step, ...]
    earlier: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """Everything on the page of one topic. `ended`: days on which none of its policies is in force any more."""

    trail: tuple[Link, ...]
    row: Row[Topic]
    prose: Prose
    ended: tuple[Window, ...]
    sections: tuple[Part, ...]
    line: Line
    services: Part
    questions: Part
    upper: tuple[Upper, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic in a list: its sections, and how many documents are in them, whatever has become of these."""

    row: Row[Topic]
    sections: tuple[Link, ...]
    documents: int


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TopicListView:
    """One page of the list of all topics."""

    trail: tuple[Link, ...]
    pager: Pager[TopicCard]


@page_kind("topic")
def topic_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each topic, and the list of all where there are some."""
    yield from (Deferred(topic_page, key) for key in site.library.order[kind_for(Topic).folder])
    cards = tuple(card(site, row) for row in site.listings.of(Topic).values())
    if not cards:
        return  # an empty column fails inspection
    title = site.strings("topic.all")
    for pager in paginate("/topics/", cards, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/topics.html",
            title=page_title(site, title, pager),
            view=TopicListView((home_link(site),), pager),
            description=site.strings("topic.intro"),
            column=ColumnType.POLICIES,
            followed="/topics/",
        )


def card(site: Site, row: Row[Topic]) -> TopicCard:
    """A topic as lists show it."""
    keys = {key for some in _keys(site, row.record) for key in some}
    sections = (Link(one.title, f"{row.url}#ui-section-{at}") for at, one in enumerate(row.record.sections, 1))
    return TopicCard(row, tuple(sections), len(keys))


def _keys(site: Site, topic: Topic) -> Iterator[tuple[str, ...]]:
    """The ids of the documents of each section: what was chosen, then what its query finds besides."""
    found = site.library.selected.get(topic.id, ((),) * len(topic.sections))
    for section, more in zip(topic.sections, found, strict=True):
        yield tuple(dict.fromkeys((*section.documents, *more)))


# --- one topic


def topic_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one topic."""
    row = site.listings.of(Topic)[key]
    topic, words = row.record, site.library.vocabulary
    sections = tuple(_sections(site, topic))
    rows = {one.row.record.id: one.row for part in sections for one in part.held}
    services = _services(site, topic, rows)
    questions = _questions(site, topic, rows, services)
    policies = tuple(one for one in rows.values() if isinstance(one, PolicyRow))
    view = TopicView(
        trail=trail(site, Link(site.strings("topic.all"), "/topics/")),
        row=row,
        prose=site.prose[key],
        ended=without_ground(policies, site.on),
        sections=sections,
        line=_line(site, rows.values()),
        services=services,
        questions=questions,
        upper=tuple(sorted(topic.upper, key=lambda one: list(UpperLevel).index(one.level))),
        audiences=tuple(
            Link(site.strings.name(words.audiences[one].record), audience_url(site, one)) for one in topic.audiences
        ),
        tags=tuple(Link(site.strings.name(words.tags[tag].record), tag_url(site, tag)) for tag in topic.tags),
    )
    source = source_of(site, row)
    held = chain.from_iterable(part.held for part in (*sections, services, questions))
    yield Page(
        url=row.url,
        template="pages/topic.html",
        title=topic.title,
        view=view,
        description=topic.summary,
        article=Article(topic.title, topic.published_on, source, tuple(tag.text for tag in view.tags)),
        things=(collection(site, row, rows.values()),),
        changes_on=earliest(
            (
                rows_change(policies, site.on),
                *(day for one in held for day in one.days),
                *(step.coming.changes_on for step in view.line.coming),
                *(window.changes_on for window in view.ended),
            ),
            site.on,
        ),
    )


def _sections(site: Site, topic: Topic) -> Iterator[Part]:
    for at, (section, keys) in enumerate(zip(topic.sections, _keys(site, topic), strict=True), 1):
        rows = (site.listings.rows[key] for key in keys if key in site.listings.rows)
        yield part_of(site, f"section-{at}", "documents", section.title, rows, section.note)


def part_of(
    site: Site, key: str, kind: PartKind, title: str, rows: Iterable[Row[Document]], note: str | None = None
) -> Part:
    """A section with these documents in their order."""
    held = tuple(_held(site, row) for row in rows)
    count = Tally(*turns_of((day for one in held for day in one.holds), site.on))
    return Part(key, kind, title, note, held, count)


def _further(site: Site, kind: Literal["services", "questions"], rows: Iterable[Row[Document]]) -> Part:
    """What stands after the sections."""
    return part_of(site, kind, kind, site.strings(f"topic.{kind}"), rows)


def _held(site: Site, row: Row[Document]) -> Held:
    ended = over(row, site.on)
    following = (onwards(site, row, window, over=True)[0] for window in ended) if isinstance(row, PolicyRow) else ()
    onward = tuple(dict.fromkeys(chain.from_iterable(following)))
    living = tuple(one for one in onward if not one.row.status.is_over)
    kind, day = _called(site, row)
    return Held(row, kind, day, _states(site, row.record), between(ended, site.on), ended, living or onward)


def _called(site: Site, row: Row[Document]) -> tuple[str, date | None]:
    """What a document is, and the day that stands beside it: of an event the day on which it takes place."""
    match row.record:
        case Policy():
            return "", row.day
        case Event():
            return site.strings.label(row.record.series), row.record.first_day
        case Service() | Question():
            return site.strings(f"search.kind.{kind_of(row.record).name}"), None
        case _:
            return site.strings(f"search.kind.{kind_of(row.record).name}"), row.day


def _services(site: Site, topic: Topic, rows: dict[str, Row[Document]]) -> Part:
    """The chosen services, otherwise those that rest on the documents of the topic, without what its sections have."""
    resting = (one for key in rows for one in site.library.sources("services_on", key))
    keys = dict.fromkeys(topic.services or resting)
    found = (site.listings.of(Service)[key] for key in keys if key not in rows)
    return _further(site, "services", found)


def _questions(site: Site, topic: Topic, rows: dict[str, Row[Document]], services: Part) -> Part:
    """The chosen questions, otherwise those asked most about its documents and services."""
    about = (*rows, *(one.row.record.id for one in services.held))
    asked = questions_about(site, about) if not topic.questions else ()
    answered = [one for one in asked if one.record.is_answered and one.record.id not in rows]
    chosen = (site.listings.of(Question)[key] for key in topic.questions if key not in rows)
    found: Iterable[Row[Document]] = chosen if topic.questions else answered[:ASKED]
    return _further(site, "questions", found)


def _states(site: Site, record: Document) -> tuple[Badge, ...]:
    """How far a matter or a request for opinions is, on each day."""
    match record:
        case Decision():
            return badges(site, stages(record, result_day(site.library, record)))
        case Consultation():
            return badges(site, calls(record.consultation, record.feedback))
        case _:
            return ()


# --- the timeline


def _line(site: Site, rows: Iterable[Row[Document]]) -> Line:
    """What happens to these documents; of a translation what happens to its original."""
    shown = {row.record.translation_of or row.record.id: row for row in rows if _has_days(row)}
    found = (one for one in happenings_to(site.library, shown) if one.what in TELLING and _is_own(site, one))
    steps = tuple(_step(site, one, shown[one.document]) for one in found if one.day <= site.on + HORIZON)
    coming = tuple(step for step in steps if step.coming.open)
    past = steps[::-1][: TOLD + len(coming)]
    cut = LATEST + len(coming)
    return Line(coming, past[:cut], past[cut:])


def _is_own(site: Site, one: Happening) -> bool:
    """Whether it says something of the document itself: what only changes another ends with that, which is told of it."""
    return one.what != "expired" or turn_on(site.library.timelines[one.document], one.day).cause not in FOLLOWING


def _has_days(row: Row[Document]) -> bool:
    return not isinstance(row.record, Service | Question | Topic)


def _step(site: Site, one: Happening, row: Row[Document]) -> Step:
    by = site.listings.rows.get(one.by) if one.by else None
    last = one.last if one.what == "extended" else None
    coming, past = Window.on(site.on, None, one.day), Window.on(site.on, one.day, None)
    return Step(one.day, one.what, row, by if by is not row else None, last, coming, past)
