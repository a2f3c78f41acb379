"""The kinds of documents, each declared once: everything that handles documents of any kind goes through this table.

What a document of a kind says stands in its record (`documents`). The rest of what is to be known of a kind stands in
its row here, and the pages that it has in one module of `pages/`. CONTRIBUTING.md tells how to add one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter
from typing import Any

from disclosure.model.documents import Document, Event, Interpretation, PlainPage, Policy, Question, Service
from disclosure.model.gazette import GazetteIssue
from disclosure.model.participation import Consultation, Decision
from disclosure.model.plans import WorkPlan
from disclosure.model.records import Record
from disclosure.model.relations import reverse_names, target_collections, targets, value_at
from disclosure.model.reports import AnnualReport
from disclosure.model.topics import Topic


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    `folder` is where its files stand under content/, the first part of its addresses, and what fields call it that refer
    to it (`RefersTo`). `name` is its name in the words of the site (`search.kind.<name>`) and in the search index; `zh` and
    `en` are what editors call it.

    `days` are fields, or fields of fields (`consultation.opens_on`): the first that is filled says the document's day, and
    lists have the newest first. Where there are none, `order` is the field by which documents are ordered. `about` is the
    field that names the documents to which one belongs: it is shown with them, and found beneath them. `facets` are those
    that search offers.

    `kept_fresh`: its column is to have something new now and then (`library/columns`).
    `listed`: there are lists at /<folder>/ and /<folder>/page/. `downloads`: each is published as Markdown
    and in the formats for paper too; as JSON all are.
    """

    folder: str
    name: str
    record: type[Document]
    zh: str
    en: str
    days: tuple[str, ...] = ()
    order: str | None = None
    about: str | None = None
    facets: tuple[str, ...] = ("agency", "theme", "tag", "audience", "year", "level")
    kept_fresh: bool = False
    listed: bool = True
    downloads: bool = True

    def day_of(self, record: Record) -> date | None:
        """The day by which a document is ordered and counted to a year."""
        days = (value_at(record, tuple(name.split("."))) for name in self.days)
        return next((day for day in days if isinstance(day, date)), None)

    def about_of(self, record: Record) -> tuple[str, ...]:
        """The ids of the documents to which one belongs."""
        return targets(record, self.about)

    def place_of(self, record: Record) -> tuple[Any, ...]:
        """Sorts documents into their order; those without a day come last, those of one day by their ids."""
        if self.order is not None:
            return record.read(self.order, 0), record.read("id", "")
        return -(self.day_of(record) or date.min).toordinal(), record.read("id", "")


_DECLARED = (
    Kind(
        folder="policies",
        name="policy",
        record=Policy,
        zh="政策文件",
        en="policy document",
        days=("published_on", "formed_on", "effective_on"),
        facets=("agency", "theme", "tag", "year", "genre", "level", "audience"),
        listed=False,  # they stand in /library/
        kept_fresh=True,
    ),
    Kind(
        folder="interpretations",
        name="interpretation",
        record=Interpretation,
        zh="政策解读",
        en="interpretation",
        days=("published_on",),
        about="interprets",
        facets=("agency", "tag", "year", "level"),
        kept_fresh=True,
    ),
    Kind(
        folder="services",
        name="service",
        record=Service,
        zh="办事事项",
        en="service",
        days=("updated_on",),
        about="based_on",
        facets=("agency", "tag", "audience", "level"),
    ),
    Kind(
        folder="questions",
        name="question",
        record=Question,
        zh="问答",
        en="question",
        days=("answered_on", "asked_on"),
        about="about",
        facets=("agency", "tag", "year", "level"),
        kept_fresh=True,
    ),
    Kind(
        folder="events",
        name="event",
        record=Event,
        zh="活动",
        en="event",
        days=("published_on",),
        about="about",
        facets=("agency", "tag", "audience", "year", "level"),
        kept_fresh=True,
    ),
    Kind(
        folder="decisions",
        name="decision",
        record=Decision,
        zh="重大行政决策",
        en="major decision",
        days=("listed_on",),
        about="result",
        facets=("agency", "theme", "tag", "audience", "year", "level"),
    ),
    Kind(
        folder="consultations",
        name="consultation",
        record=Consultation,
        zh="意见征集",
        en="consultation",
        days=("consultation.opens_on",),
        about="result",
        facets=("agency", "theme", "tag", "audience", "year", "level"),
        kept_fresh=True,
    ),
    Kind(
        folder="plans",
        name="plan",
        record=WorkPlan,
        zh="工作要点",
        en="work plan",
        days=("published_on",),
        about="document",
        facets=("agency", "tag", "year", "level"),
    ),
    Kind(
        folder="gazette",
        name="gazette",
        record=GazetteIssue,
        zh="政府公报",
        en="gazette",
        days=("published_on",),
        facets=("year",),
    ),
    Kind(
        folder="topics",
        name="topic",
        record=Topic,
        zh="专题",
        en="topic",
        days=("published_on",),
        facets=("agency", "theme", "tag", "audience", "year", "level"),
    ),
    Kind(
        folder="reports",
        name="report",
        record=AnnualReport,
        zh="政府信息公开年报",
        en="annual report",
        days=("published_on",),
        facets=("agency", "year", "level"),
    ),
    Kind(
        folder="pages",
        name="page",
        record=PlainPage,
        zh="页面",
        en="page",
        days=("updated_on",),
        order="order",
        facets=(),
        listed=False,  # they stand in /disclosure/
        downloads=False,
    ),
)

KINDS: dict[str, Kind] = {kind.folder: kind for kind in _DECLARED}
"""All kinds by their folders, in the order in which lists, search and the site map have them."""


def kind_of(record: Record) -> Kind:
    """The kind of a document."""
    return kind_for(type(record))


def kind_for(record: type[Record]) -> Kind:
    """The kind of which documents are such records; raises KeyError."""
    for kind in KINDS.values():
        if kind.record is record:
            return kind
    raise KeyError(record)


def grounds_first() -> tuple[Kind, ...]:
    """All kinds, each after those to whose documents its own belong."""
    belongs = {
        kind.folder: target_collections(kind.record, kind.about) if kind.about else () for kind in KINDS.values()
    }
    return tuple(KINDS[folder] for folder in TopologicalSorter(belongs).static_order())


def kinds_about(folder: str) -> Iterator[tuple[Kind, str]]:
    """The kinds whose documents belong to documents of another kind, and what those call the links."""
    for kind in KINDS.values():
        if kind.about is not None and folder in target_collections(kind.record, kind.about):
            yield kind, reverse_names(kind.record)[kind.about]
