"""A request for opinions as pages show it: when and how to answer, the papers, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import asset_path, asset_url
from disclosure.library.listings import PolicyRow, Row, Window
from disclosure.library.participation import Phase, calls, duties_of, over_on
from disclosure.model.choices import Call, DutyState
from disclosure.model.participation import Consultation, Consulting, Decision, Feedback
from disclosure.pages._parts import long_day
from disclosure.pages._stages import OVERDUE, Badge, Told, badges, changes_of, overdue, window
from disclosure.site.files import file_in_words
from disclosure.site.page import Site


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft or what goes with it: what it is, its name and address, and for a file of this site its kind and size."""

    kind: str
    title: str
    url: str
    about: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of the opinions, on the days on which it is known."""

    window: Window
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Calling:
    """A request for opinions: the days on which it is open, those before, and those from which on it is over."""

    row: Row[Decision] | Row[Consultation]
    asked: Consulting
    form: str
    states: tuple[Badge, ...]
    late: tuple[Badge, ...]
    coming: Window
    open: Window
    over: Window
    told: tuple[Told, ...]
    answer: Answer | None
    result: PolicyRow | None

    @property
    def changes(self) -> Iterator[date | None]:
        """The days on which it says something else."""
        return changes_of((*self.states, *self.late, *self.told))


def calling(site: Site, row: Row[Decision] | Row[Consultation]) -> Calling | None:
    """The request of a matter or consultation; None where a matter has none."""
    record = row.record
    asked = record.consultation
    if asked is None:
        return None
    over = over_on(asked)
    duties = tuple(one for one in duties_of(site.library, record) if one.name in ("feedback", "answer"))
    form = site.strings("search.kind.decision") if isinstance(record, Decision) else site.strings.label(record.form)
    return Calling(
        row=row,
        asked=asked,
        form=form,
        states=badges(site, calls(asked, record.feedback)),
        late=overdue(site, duties),
        coming=Window.on(site.on, None, asked.opens_on),
        open=Window.on(site.on, asked.opens_on, over),
        over=Window.on(site.on, over, None),
        told=tuple(_told(site, record, asked)),
        answer=answer(site, record.feedback),
        result=site.listings.policy(record.result),
    )


def answer(site: Site, feedback: Feedback | None) -> Answer | None:
    """What came of the opinions, from its day on."""
    return Answer(Window.on(site.on, feedback.published_on, None), feedback) if feedback else None


def _told(site: Site, record: Decision | Consultation, asked: Consulting) -> Iterator[Told]:
    """What is said of a request once it is over: by when an answer is due, that it is overdue, or what it was."""
    say, due = (
        site.strings,
        next((one for one in duties_of(site.library, record) if one.name in ("feedback", "answer")), None),
    )
    waits = Phase(Call.CLOSED, over_on(asked), record.feedback.published_on if record.feedback else None)
    if isinstance(record, Decision) and record.decided_on is not None:
        waits = Phase(Call.CLOSED, waits.since, max(record.decided_on, over_on(asked)))
    if (isinstance(record, Decision) or due is None) and (waits.until is None or over_on(asked) < waits.until):
        yield Told(window(site, waits), say("consultation.sorting"))
    for phase in due.states if due else ():
        if due and phase.state is DutyState.OPEN and due.by:
            yield Told(window(site, phase), say("consultation.due", day=long_day(say, due.by)))
        elif due and phase.state in OVERDUE and due.by:
            yield Told(window(site, phase), say("consultation.overdue", day=long_day(say, due.by)), late=True)
    if record.feedback is not None:
        since = Window.on(site.on, record.feedback.published_on, None)
        yield Told(since, in_figures(site, record.feedback))


def in_figures(site: Site, feedback: Feedback) -> str:
    """收到41条，采纳18条，部分采纳9条，未采纳14条."""
    if not feedback.received:
        return site.strings("feedback.nothing")
    return site.strings(
        "feedback.figures",
        received=feedback.received,
        adopted=feedback.adopted,
        partly=feedback.partly,
        not_adopted=feedback.not_adopted,
    )


def papers(site: Site, record: Decision | Consultation) -> tuple[Paper, ...]:
    """The papers of a matter, in the order in which they were written down."""
    entry, asked = site.library.documents[record.id], record.consultation
    return tuple(
        Paper(
            kind=site.strings.label(one.kind),
            title=one.title,
            url=asset_url(record, one.file) if one.file is not None else one.url or "",
            about=file_in_words(site.strings, one.file, site.library.assets[asset_path(entry, one.file)])
            if one.file is not None
            else None,
            day=one.published_on or (asked.opens_on if asked else None),
        )
        for one in record.papers
    )


def callings(site: Site) -> tuple[Calling, ...]:
    """All requests for opinions, those of major decisions included: what closes first comes first."""
    found = [calling(site, row) for row in site.listings.of(Decision).values()]
    found += [calling(site, row) for row in site.listings.of(Consultation).values()]
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (one.asked.closes_on, one.asked.opens_on, one.row.record.id),
        )
    )
