"""What the pages of documents are about, in the words of schema.org. docs/exports.md says what is told and what is not.

Whoever reads these data shows them elsewhere, for weeks, without the page's script that knows what day it is. So what
follows from a day is told with that day, and what is about to change is not told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from disclosure.library.amending import day_of, speaks
from disclosure.library.changed import changed_on
from disclosure.library.library import UNNAMED, RelationName
from disclosure.library.listings import PolicyRow, Row, grounds
from disclosure.model.choices import AgencyLevel, Status
from disclosure.model.documents import Document, Event, Interpretation, Policy, Question, Relation, Service, Session
from disclosure.model.media import MediaKind
from disclosure.model.participation import Decision
from disclosure.model.topics import Topic
from disclosure.model.validity import Timeline, next_turn
from disclosure.model.vocabulary import Agency
from disclosure.pages._media import Medium
from disclosure.pages._parts import Link
from disclosure.pages._resting import without_ground
from disclosure.site.linked_data import Thing, thing
from disclosure.site.page import Site

KEPT = timedelta(days=30)
"""How long others keep what they copied from a page: what is to change within it is not told."""

MOST_SPOKEN = 2_000
"""Signs of a transcript that are told here: a longer one stands on the page, and twice would be long to load."""

_GOVERNMENT = "人民政府"


# --- whose they are


def agencies(site: Site, found: Iterable[Agency]) -> list[Thing]:
    """Agencies, by name and page."""
    return [
        {"@type": "GovernmentOrganization", "@id": _full(site, f"/agencies/{one.id}/"), "name": site.strings.name(one)}
        for one in found
    ]


def area(site: Site, issuers: Sequence[Agency]) -> Thing | None:
    """Where it holds: the town or street whose government alone issued it, otherwise the district; None where names do not say."""
    known = (entry.record for entry in site.library.vocabulary.agencies.values())
    whole = next((one for one in known if one.level is AgencyLevel.GOVERNMENT), None)
    alone = issuers[0] if len(issuers) == 1 and issuers[0].level is AgencyLevel.TOWN else whole
    if alone is None or not alone.name.endswith(_GOVERNMENT):
        return None
    return {"@type": "AdministrativeArea", "name": alone.name.removesuffix(_GOVERNMENT)}


def _full(site: Site, url: str) -> str:
    return site.full(url) if url.startswith("/") else url


def _refer(site: Site, url: str) -> Thing:
    return {"@id": _full(site, url)}


# --- policies

_TO_POLICIES: Sequence[tuple[RelationName, str, str]] = (
    ("repeals", "legislationRepeals", "legislationChanges"),
    ("declares_invalid", "legislationRepeals", "legislationChanges"),
    ("amends", "legislationAmends", "legislationAmends"),
    ("extends", "legislationChanges", "legislationChanges"),
    ("implements", "legislationApplies", "legislationApplies"),
    ("based_on", "isBasedOn", "isBasedOn"),
)
"""What a policy does to another as a whole, and to articles of it."""


def legislation(site: Site, row: PolicyRow) -> str:
    """A policy document. What is said of it is true on `legislationDateVersion`, the day of the build.

    `temporalCoverage` says when it is in force, for any day. `legislationLegalForce` is left out where it is to change soon.
    """
    policy = row.record
    original = site.listings.policy(policy.translation_of)
    return thing(
        "Legislation",
        id=_full(site, row.url),
        name=policy.title,
        description=policy.summary,
        inLanguage=policy.language,
        legislationIdentifier=policy.document_number,
        legislationType=site.strings.label(policy.category),
        legislationJurisdiction=area(site, row.issuers),
        legislationPassedBy=agencies(site, row.issuers),
        legislationDate=policy.formed_on and str(policy.formed_on),
        datePublished=policy.published_on and str(policy.published_on),
        dateModified=_modified(site, policy, policy.published_on),
        legislationDateVersion=str(site.on),
        legislationLegalForce=_force(site, row),
        legislationLegalValue="https://schema.org/UnofficialLegalValue" if original else None,
        temporalCoverage=list(in_force(row.timeline)),
        translationOfWork=_refer(site, original.url) if original else None,
        **_relations(site, policy),
    )


def in_force(turns: Timeline) -> Iterator[str]:
    """The days on which a document is in force, both included: `2024-03-01/2029-02-28`, `..` for what has no bound or none is known.

    None of a document of which it is not known when it began and that never ends: that says nothing.
    """
    for turn, following in pairwise((*turns, None)):
        if turn is None or turn.status is not Status.IN_FORCE:
            continue
        last = following.on - timedelta(days=1) if following and following.on else None
        if turn.on or last:
            yield f"{turn.on or '..'}/{last or '..'}"


def _force(site: Site, row: PolicyRow) -> str | None:
    coming = next_turn(row.timeline, site.on)
    if coming is not None and coming.on is not None and coming.on - site.on <= KEPT:
        return None
    force = "NotInForce"
    if row.status is Status.IN_FORCE:
        force = "PartiallyInForce" if _lacks_a_part(site, row) else "InForce"
    return f"https://schema.org/{force}"


def _lacks_a_part(site: Site, row: PolicyRow) -> bool:
    """Whether articles of the document, or of its original, have been repealed."""
    key = row.record.translation_of or row.record.id
    names: tuple[RelationName, ...] = ("repeals", "declares_invalid")
    for link in (link for name in names for link in site.library.changes_to(name, key) if link.relation.articles):
        day = day_of(site.library, link)
        if day is not None and day <= site.on and (link.source == UNNAMED or speaks(site.library, link, day)):
            return True
    return False


def _relations(site: Site, policy: Policy) -> dict[str, Any]:
    found: dict[str, list[Thing]] = {}
    for name, whole, part in _TO_POLICIES:
        relations: tuple[Relation, ...] = getattr(policy, name)
        for one in relations:
            target = site.listings.policy(one.target)
            if target is not None:
                other = _refer(site, target.url)
            else:
                url = _full(site, one.url) if one.url else None
                other = {"@type": "Legislation", "name": (one.title or "").strip("《》"), "url": url}
            found.setdefault(part if one.articles else whole, []).append(other)
    return {name: list({str(one): one for one in some}.values()) for name, some in found.items()}


def _modified(site: Site, record: Document, published: date | None) -> str | None:
    """The day of the last change, as in the map of the site, where it is another than that of its publication."""
    day = changed_on(site.library, record, site.on)
    return str(day) if day and day != published else None


# --- other kinds


def article(site: Site, row: Row[Interpretation]) -> str:
    """An interpretation."""
    record = row.record
    return thing(
        "Article",
        id=_full(site, row.url),
        headline=record.title,
        description=record.summary,
        inLanguage=record.language,
        datePublished=record.published_on and str(record.published_on),
        author=agencies(site, row.issuers),
        about=[_refer(site, one.url) for one in row.about],
    )


def collection(site: Site, row: Row[Topic], parts: Iterable[Row[Document]]) -> str:
    """A topic with the documents that it has, whatever has become of these."""
    record = row.record
    return thing(
        "CollectionPage",
        id=_full(site, row.url),
        name=record.title,
        description=record.summary,
        inLanguage=record.language,
        datePublished=record.published_on and str(record.published_on),
        dateModified=_modified(site, record, record.published_on),
        publisher=agencies(site, row.issuers),
        hasPart=[_refer(site, one.url) for one in parts],
    )


def government_service(site: Site, row: Row[Service]) -> str | None:
    """A service; None where what it rests on has ended, or is about to."""
    service, names = row.record, site.library.vocabulary.audiences
    if not _lasts(site, row):
        return None
    channels: list[Thing] = []
    if service.url:
        channels.append({"@type": "ServiceChannel", "serviceUrl": _full(site, service.url)})
    for one in service.counters:
        place = {"@type": "Place", "address": one.address}
        phone = {"@type": "ContactPoint", "telephone": one.phone} if one.phone else None
        channels.append({"@type": "ServiceChannel", "serviceLocation": place, "servicePhone": phone})
    return thing(
        "GovernmentService",
        id=_full(site, row.url),
        name=service.title,
        description=service.summary,
        serviceOperator=agencies(site, row.issuers),
        areaServed=area(site, row.issuers),
        audience=[
            {"@type": "Audience", "audienceType": site.strings.name(names[one].record)} for one in service.audiences
        ],
        availableChannel=channels,
        subjectOf=[_refer(site, one.url) for one in row.about],
    )


def faq(site: Site, answers: Iterable[tuple[Row[Question], str | None]]) -> str | None:
    """The questions that have been answered, each with the text of its answer; None where no question is left.

    What rests on nothing in force, or soon will, is left out: who reads it elsewhere would not see that it has ended.
    """
    told = [
        {"@type": "Question", "name": row.record.title, "acceptedAnswer": {"@type": "Answer", "text": text}}
        for row, text in answers
        if text and row.record.is_answered and _lasts(site, row)
    ]
    return thing("FAQPage", mainEntity=told) if told else None


def _lasts(site: Site, row: Row[Any]) -> bool:
    """Whether something on which a document rests is in force, and will be for as long as others keep what they copied."""
    days = (site.on, site.on + KEPT)
    return not any(window.open for day in days for window in without_ground(grounds(row), day))


def event(site: Site, row: Row[Event]) -> str:
    """An event with its sessions."""
    record, names = row.record, site.library.vocabulary.audiences
    sessions = [_session(one) for one in record.sessions]
    places = {one.place for one in record.sessions}
    several = len(sessions) > 1
    whole = {
        "startDate": min(one["startDate"] for one in sessions),
        "endDate": str(record.last_day),
        "location": _place(next(iter(places))) if len(places) == 1 else None,
        "subEvent": [{"@type": "Event", "name": record.title, **one} for one in sessions],
    }
    return thing(
        "Event",
        id=_full(site, row.url),
        name=record.title,
        description=record.summary,
        inLanguage=record.language,
        organizer=agencies(site, row.issuers),
        audience=[
            {"@type": "Audience", "audienceType": site.strings.name(names[one].record)} for one in record.audiences
        ],
        maximumAttendeeCapacity=record.places,
        about=[_refer(site, one.url) for one in row.about],
        **(whole if several else sessions[0]),
    )


def _session(one: Session) -> dict[str, Any]:
    moved = one.moved_from[-1] if one.moved_from else None
    named = {"name": one.title} if one.title else {}
    return {
        **named,
        "startDate": _moment(one.on, one.begins),
        "endDate": _moment(one.on, one.ends) if one.ends or not one.begins else None,
        "previousStartDate": moved and str(moved),
        "eventStatus": "https://schema.org/EventRescheduled" if moved else None,
        "location": _place(one.place),
    }


def _moment(day: date, time: str | None) -> str:
    """A day, or a time of it in Shanghai."""
    return f"{day}T{time}:00+08:00" if time else str(day)


def _place(name: str | None) -> Thing | None:
    return {"@type": "Place", "name": name, "address": name} if name else None


def hearings(site: Site, row: Row[Decision]) -> Iterator[str]:
    """The hearings of a major decision that have no page of their own."""
    for one in row.record.hearings:
        if one.event not in site.library.documents:
            yield thing(
                "Event",
                name=site.strings("decision.hearing_of", title=row.record.title),
                startDate=str(one.on),
                endDate=str(one.on),
                location=_place(one.place),
                organizer=agencies(site, row.issuers),
                about=_refer(site, row.url),
            )


def films(site: Site, record: Interpretation | Event, media: Iterable[Medium]) -> Iterator[str]:
    """Films and recordings that a document shows. When those of an event were put up nobody wrote down."""
    shown = (item for item in record.media if item.file is not None or item.url is not None)
    day = record.published_on if isinstance(record, Interpretation) else None
    for item, one in zip(shown, media, strict=True):
        if one.kind not in (MediaKind.VIDEO, MediaKind.AUDIO):
            continue
        words = "\n".join(one.said.paragraphs) if one.said else ""
        yield thing(
            "VideoObject" if one.kind is MediaKind.VIDEO else "AudioObject",
            name=one.title,
            description=one.alt,
            uploadDate=day and str(day),
            duration=iso_length(item.length) if item.length else None,
            thumbnailUrl=_full(site, one.preview) if one.preview else None,
            **{"contentUrl" if one.inside else "url": _full(site, one.url)},
            caption=[
                {
                    "@type": "MediaObject",
                    "contentUrl": _full(site, track.url),
                    "encodingFormat": "text/vtt",
                    "inLanguage": track.language,
                }
                for track in one.tracks
            ],
            transcript=words if len(words) <= MOST_SPOKEN else None,
        )


def iso_length(length: str) -> str:
    """How long something lasts (ISO 8601: PT3M20S), from minutes and seconds (3:20), or with hours (1:05:00)."""
    parts = [int(part) for part in length.split(":")]
    named = zip(parts, "HMS"[-len(parts) :], strict=True)
    return "PT" + ("".join(f"{number}{unit}" for number, unit in named if number) or "0S")


# --- data

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Of files with data that pages offer, by their suffixes."""


def dataset(site: Site, page: Link, description: str, files: Sequence[str]) -> str:
    """Data that a page offers: its files, by their addresses on the site."""
    typed = [(file, MEDIA_TYPES[PurePosixPath(file).suffix]) for file in files]
    return thing("Dataset", id=_full(site, page.url or ""), **_offered(site, page.text, description, typed))


def data_catalogue(
    site: Site, page: Link, description: str, sets: Iterable[tuple[str, str, Sequence[tuple[str, str]]]]
) -> str:
    """All data of the site: of each set its name, what it is, and its files, each an address on the site and a media type."""
    return thing(
        "DataCatalog",
        id=_full(site, page.url or ""),
        name=page.text,
        description=description,
        dataset=[{"@type": "Dataset", **_offered(site, name, about, files)} for name, about, files in sets],
    )


def _offered(site: Site, name: str, description: str, files: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "inLanguage": site.strings.language,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": site.config.site.organiser},
        "distribution": [
            {"@type": "DataDownload", "contentUrl": _full(site, url), "encodingFormat": media} for url, media in files
        ],
    }
