"""What search is told of each page, taken from the library."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from disclosure.library.addresses import document_url
from disclosure.library.amending import concerned, day_of, speaks, words_on
from disclosure.library.bodies import only_on_request
from disclosure.library.gazette import items
from disclosure.library.library import UNNAMED, ReverseLink
from disclosure.library.listings import HORIZON
from disclosure.library.plans import unit_name, units
from disclosure.library.spoken import said_in
from disclosure.library.succession import in_its_place
from disclosure.library.translations import NAMES
from disclosure.library.versions import entry_of, wording_on
from disclosure.model.documents import Document, Event, Policy
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_of
from disclosure.model.participation import Consultation, Decision
from disclosure.model.plans import WorkPlan
from disclosure.model.records import Entry
from disclosure.model.topics import Topic
from disclosure.model.validity import encode, end_of, status_on
from disclosure.search.record import Promise, Remark, SearchRecord
from disclosure.site.page import Site
from disclosure.text.prose import Passage
from disclosure.text.task_anchors import task_anchor
from disclosure.text.titles import short


def search_records(site: Site) -> Iterator[SearchRecord]:
    """A record for every document page, kind by kind."""
    return (promise.make() for promise in promised_records(site))


def promised_records(site: Site) -> Iterator[Promise]:
    """The same, without their texts: no body is converted before its record is asked for."""
    return (_promise(site, entry, _record(site, entry.record)) for entry in site.library.documents.values())


def _promise(site: Site, entry: Entry[Document], record: SearchRecord) -> Promise:
    """A body alone makes the text: what a link is called does not depend on where it leads."""

    def make() -> SearchRecord:
        held = words_on(site.library, site.prose.__getitem__, entry.record.id, site.on) if links else None
        text, passages = held or site.prose.text(shown.key)
        return replace(record, **_with(text, passages, beside))

    shown = wording_on(site.library, entry.record.id, site.on)
    beside = () if only_on_request(entry) else tuple(_beside(site, entry))
    links = () if only_on_request(entry) else concerned(site.library, entry.record.id)
    coming = [day for link in links if (day := day_of(site.library, link)) and day > site.on]
    until = min((day for day in (shown.until, *coming) if day), default=None)
    record = replace(record, text_until=str(until) if until else None)
    body = "" if only_on_request(entry) else entry_of(site.library, shown.key).body
    made_from = [body, *(_amending(site, link) for link in links)] if links else body
    origin = made_from if isinstance(made_from, str) else repr(made_from)
    origin += repr(beside) if beside else ""
    size = len(body) + sum(len(part.words) for part in beside)
    return Promise(record, hashlib.sha256(origin.encode()).hexdigest(), size, make)


class _Part(NamedTuple):
    """What a page says in fields of its own below a heading: the anchor of it, the heading, and the words."""

    anchor: str
    label: str
    words: str


def _beside(site: Site, entry: Entry[Document]) -> Iterator[_Part]:
    """What a document says beside its text: who explains, what is not as it was, sections, what was asked and answered, what is said."""
    record = entry.record
    say = site.speaking(record.language).strings
    if speakers := record.read("speakers", ()):
        label = say("interpretation.speakers")
        names = say.listed(" ".join(filter(None, (one.role, one.name))) for one in speakers)
        yield _Part("ui-speakers", label, f"{label}{say('site.colon')}{names}")
    if points := record.read("differences", ()):
        label, colon, comma = say("interpretation.differences"), say("site.colon"), say("site.comma")
        before, after = say("interpretation.before"), say("interpretation.after")
        lines = [
            f"{one.subject}{colon}{before} {one.before or say('interpretation.was_not')}{comma}"
            f"{after} {one.after or say('interpretation.is_not')}"
            for one in points
        ]
        yield _Part("ui-differences", label, "\n".join((label, *lines)))
    for number, part in enumerate(record.sections if isinstance(record, Topic) else (), 1):
        yield _Part(f"ui-section-{number}", part.title, "\n".join(filter(None, (part.title, part.note))))
    for number, one in enumerate(record.asked if isinstance(record, Event) else (), 1):
        yield _Part(f"ui-asked-{number}", one.question, f"{one.question}\n{one.answer}")
    if isinstance(record, GazetteIssue):
        label = say("gazette.contents")
        yield _Part("ui-contents", label, "\n".join((label, *_held(site, record))))
    for task in record.tasks if isinstance(record, WorkPlan) else ():
        label = f"{task.clause} {task.title}"
        names = say.listed(unit_name(site.library, unit) for _, unit in units(task))
        yield _Part(task_anchor(task.clause), label, "\n".join(filter(None, (label, task.text, names))))
    for said in filter(None, said_in(site.attached, entry)):
        yield _Part(said.anchor, say("media.transcript"), "\n".join(said.paragraphs))


def _held(site: Site, issue: GazetteIssue) -> Iterator[str]:
    """What an issue of the gazette holds: documents by title and number, texts of its own in full."""
    for _, item, _ in items(issue):
        target = site.library.documents.get(item.target or "")
        one = target.record if target else item
        yield " ".join(filter(None, (one.read("title"), one.read("document_number"))))
        yield from item.text


def _with(text: str, passages: tuple[Passage, ...], beside: Sequence[_Part]) -> dict[str, Any]:
    """A text and the places in it, with what stands beside it on its page."""
    for part in beside:
        text = f"{text}\n" if text else ""
        passages = (*passages, Passage(part.anchor, part.label, len(text)))
        text += part.words
    return {"text": text, "passages": passages}


def _amending(site: Site, link: ReverseLink, within: frozenset[str] = frozenset()) -> str:
    """What the words of a text depend on of one that amends it: what it says, of which, and whether that holds by now.

    What it says may have been changed by others; `within` are those that amend each other in a circle.
    """
    day = day_of(site.library, link)
    holds = day is not None and day <= site.on
    if link.source == UNNAMED:
        return repr((link.record, holds))
    entry, timeline = site.library.of(Policy)[link.source], site.library.timelines.get(link.source, ())
    body = entry_of(site.library, wording_on(site.library, link.source, day or site.on).key).body
    links = () if link.source in within else concerned(site.library, link.source)
    deeper = tuple(_amending(site, one, within | {link.source}) for one in links)
    return repr((body, entry.record.amends, link.record, holds, encode(timeline), deeper))


def _record(site: Site, record: Document) -> SearchRecord:
    kind, words = kind_of(record), site.library.vocabulary
    day, effective = kind.day_of(record), record.read("effective_on")
    say = site.speaking(record.language).strings
    tags = tuple(say.name(words.tags[key].record) for key in record.tags) if "tag" in kind.facets else ()
    about = (site.library.documents[key].record for key in _grounds(site, record))
    return SearchRecord(
        url=document_url(record),
        kind=kind.name,
        title=record.title,
        number=record.read("document_number"),
        agencies=tuple(say.name(words.agencies[key].record) for key in record.read("issuers", ())),
        keywords=tuple(dict.fromkeys((*record.read("keywords", ()), *tags))),
        summary=record.summary,
        text="",
        passages=(),
        timeline=encode(site.library.timelines[record.id]) if record.id in site.library.timelines else "",
        published_on=str(day) if day else None,
        facets={"library": (_library(site, record),), **{name: _FACETS[name](site, record) for name in kind.facets}},
        policy_url=tuple(document_url(one) for one in about),
        effective_on=str(effective) if effective not in (None, day) else None,
        remarks=tuple(_remarks(site, record)),
    )


def _grounds(site: Site, record: Document) -> Iterator[str]:
    """The documents to which one belongs; what came of a draft before the matter in which it was put out."""
    for key in kind_of(record).about_of(record):
        other = site.library.documents[key].record
        if isinstance(other, Decision | Consultation):
            yield from kind_of(other).about_of(other)
        yield key


_HOLE = "\n"
"""Stands in a sentence where the page puts links."""


def _remarks(site: Site, record: Document) -> Iterator[Remark]:
    """What took the place of a policy once it is over, by what it was amended until then; of what it is about, that it is over.

    What is past, or farther off than a page is made for, is left out.
    """
    site = site.speaking(record.language)
    near = (site.on.isoformat(), (site.on + HORIZON).isoformat())
    return (one for one in _all_remarks(site, record) if (one.until or near[1]) > near[0] and one.since < near[1])


def _all_remarks(site: Site, record: Document) -> Iterator[Remark]:
    if isinstance(record, Policy):
        for since, until, found in in_its_place(site.library, record.translation_of or record.id):
            links = tuple(_link(site, key) for key in found)
            yield _remark(site.strings("search.replaced", by=_HOLE), since, until, links)
        yield from _amended(site, record)
    for key in _grounds(site, record):
        turns = site.library.timelines.get(key, ())
        for turn, following in zip(turns, (*turns[1:], None), strict=False):
            if turn.status.is_over:
                words = site.strings("search.over", title=_HOLE, status=site.strings.label(turn.status))
                yield _remark(words, turn.on, following.on if following else None, (_link(site, key),))


def _amended(site: Site, policy: Policy) -> Iterator[Remark]:
    """By what, and since when, a policy that is not over reads otherwise than it was written; the last amendment alone."""
    library, by_day = site.library, defaultdict[date, list[ReverseLink]](list)
    turns = library.timelines.get(policy.id, ())
    for link in concerned(library, policy.id):
        day = day_of(library, link)
        if day is not None and speaks(library, link, day) and not status_on(turns, day).is_over:
            by_day[day].append(link)
    end = end_of(turns)
    days = sorted(by_day)
    for day, until in zip(days, (*days[1:], end.on if end else None), strict=False):
        named = tuple(_link(site, link.source) for link in by_day[day] if link.source != UNNAMED)
        words = site.strings(
            "search.amended" if named else "search.amended_unnamed", on=site.strings.day(day), by=_HOLE
        )
        yield _remark(words, day, until, tuple(dict.fromkeys(named)))


def _remark(words: str, since: date | None, until: date | None, links: tuple[tuple[str, str], ...]) -> Remark:
    before, _, after = words.partition(_HOLE)
    return Remark(str(since or ""), str(until or ""), before, links, after)


def _link(site: Site, key: str) -> tuple[str, str]:
    record = site.library.documents[key].record
    return document_url(record), short(record.title)


def _library(site: Site, record: Document) -> str:
    """In which of the libraries it stands: policies by their category, all others by their kind, translations by language."""
    if record.translation_of:
        return NAMES.get(record.language, record.language)
    category = record.read("category")
    return site.strings.label(category) if category else site.strings(f"search.kind.{kind_of(record).name}")


def _year(_site: Site, record: Document) -> tuple[str, ...]:
    day = kind_of(record).day_of(record)
    return (str(day.year),) if day else ()


def _levels(site: Site, record: Document) -> tuple[str, ...]:
    agencies = site.library.vocabulary.agencies
    return tuple(dict.fromkeys(site.strings.label(agencies[key].record.level) for key in record.read("issuers", ())))


def _genre(site: Site, record: Document) -> tuple[str, ...]:
    genre = record.read("genre")
    return (site.strings.label(genre),) if genre else ()


_FACETS: Mapping[str, Callable[[Site, Document], tuple[str, ...]]] = {
    "agency": lambda site, record: _names(site.library.vocabulary.agencies, record.read("issuers", ()), "short"),
    "theme": lambda site, record: _names(site.library.vocabulary.themes, record.read("themes", ())),
    "tag": lambda site, record: _names(site.library.vocabulary.tags, record.tags),
    "year": _year,
    "genre": _genre,
    "level": _levels,
    "audience": lambda site, record: _names(site.library.vocabulary.audiences, record.read("audiences", ())),
}
"""What search offers to narrow a result by, in labels; which of them a kind has stands in its row of `KINDS`."""


def _names(table: Mapping[str, Entry[Any]], ids: Iterable[str], field: str = "name") -> tuple[str, ...]:
    return tuple(getattr(table[key].record, field) for key in ids)
