"""What search is told of each page, taken from the library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from disclosure.library.addresses import document_url
from disclosure.library.bodies import only_on_request
from disclosure.library.library import day_of
from disclosure.model.documents import Document, Interpretation, PlainPage, Policy
from disclosure.model.records import Entry
from disclosure.model.validity import encode
from disclosure.search.record import Promise, SearchRecord
from disclosure.site.page import Site


def search_records(site: Site) -> Iterator[SearchRecord]:
    """A record for every document page: policies first, newest first."""
    return (promise.make() for promise in promised_records(site))


def promised_records(site: Site) -> Iterator[Promise]:
    """The same, without their texts: no body is converted before its record is asked for."""
    library = site.library
    yield from (_promise(site, entry, _policy(site, entry)) for entry in library.policies.values())
    yield from (_promise(site, entry, _interpretation(site, entry)) for entry in library.interpretations.values())
    yield from (_promise(site, entry, _page(site, entry)) for entry in library.pages.values())


def _promise(site: Site, entry: Entry[Document], record: SearchRecord) -> Promise:
    """A body alone makes the text: what a link is called does not depend on where it leads."""

    def make() -> SearchRecord:
        text, passages = site.prose.text(entry.record.id)
        return replace(record, text=text, passages=passages)

    body = "" if only_on_request(entry) else entry.body
    return Promise(record, hashlib.sha256(body.encode()).hexdigest(), len(body), make)


def _policy(site: Site, entry: Entry[Policy]) -> SearchRecord:
    policy, words = entry.record, site.library.vocabulary
    day = day_of(policy)
    facets = {
        "library": (site.strings.label(policy.category),),
        "agency": _names(words.agencies, policy.issuers, "short"),
        "theme": _names(words.themes, policy.themes),
        "tag": _names(words.tags, policy.tags),
        "year": (str(day.year),) if day else (),
        "genre": (site.strings.label(policy.genre),) if policy.genre else (),
        "level": _levels(site, policy.issuers),
        "audience": _names(words.audiences, policy.audiences),
    }
    tags = _names(words.tags, policy.tags)
    return SearchRecord(
        url=document_url(policy),
        kind="policy",
        title=policy.title,
        number=policy.document_number,
        agencies=_names(words.agencies, policy.issuers),
        keywords=tuple(dict.fromkeys((*policy.keywords, *tags))),
        summary=policy.summary,
        text="",
        passages=(),
        timeline=encode(site.library.timelines[policy.id]),
        published_on=str(day) if day else None,
        facets=facets,
        policy_url=(),
        effective_on=str(policy.effective_on) if policy.effective_on not in (None, day) else None,
    )


def _interpretation(site: Site, entry: Entry[Interpretation]) -> SearchRecord:
    record, words = entry.record, site.library.vocabulary
    policies = site.library.policies
    return SearchRecord(
        url=document_url(record),
        kind="interpretation",
        title=record.title,
        number=None,
        agencies=_names(words.agencies, record.issuers),
        keywords=_names(words.tags, record.tags),
        summary=record.summary,
        text="",
        passages=(),
        timeline="",
        published_on=str(record.published_on) if record.published_on else None,
        facets={
            "library": (site.strings("search.kind.interpretation"),),
            "agency": _names(words.agencies, record.issuers, "short"),
            "tag": _names(words.tags, record.tags),
            "year": (str(record.published_on.year),) if record.published_on else (),
            "level": _levels(site, record.issuers),
        },
        policy_url=tuple(document_url(policies[key].record) for key in record.interprets),
    )


def _page(site: Site, entry: Entry[PlainPage]) -> SearchRecord:
    record = entry.record
    return SearchRecord(
        url=document_url(record),
        kind="page",
        title=record.title,
        number=None,
        agencies=(),
        keywords=(),
        summary=record.summary,
        text="",
        passages=(),
        timeline="",
        published_on=str(record.updated_on) if record.updated_on else None,
        facets={"library": (site.strings("search.kind.page"),)},
        policy_url=(),
    )


def _names(table: Mapping[str, Entry[Any]], ids: Iterable[str], field: str = "name") -> tuple[str, ...]:
    return tuple(getattr(table[key].record, field) for key in ids)


def _levels(site: Site, ids: Iterable[str]) -> tuple[str, ...]:
    agencies = site.library.vocabulary.agencies
    return tuple(dict.fromkeys(site.strings.label(agencies[key].record.level) for key in ids))
