"""重点领域: the page of each key field of the catalogue, and what is new in them.

A key field shows what it takes in (`library/key_fields.py`): its documents, what explains them and applies them, its items
with what fulfils each, and the tasks of work plans on which it rests, each as it stands on the reader's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from disclosure.library.coverage import cells
from disclosure.library.key_fields import tasks_of
from disclosure.library.listings import Row, earliest, rows_change
from disclosure.model.choices import CatalogueBranch, ColumnType
from disclosure.model.documents import Document, Interpretation, Policy, Service
from disclosure.pages._parts import Link, home_link
from disclosure.pages._stages import changes_of
from disclosure.pages.catalogue import Coverage, Groups, branch_of, groups_of, released_of
from disclosure.pages.coverage import Counted, cells_of, counted, field_name, field_url, rows_of
from disclosure.pages.plan import TaskView, task_view
from disclosure.pages.question import questions_about
from disclosure.pages.topic import ASKED, Part, PartKind, part_of
from disclosure.site.page import Page, Site, page_kind

SHOWN = 6
"""Documents of a part that are shown at once: these pages have many parts."""

LATEST = 6
"""Key fields of which the home page tells the newest document."""


@dataclass(frozen=True, slots=True)
class KeyFieldView:
    """One key field: how its items stand, its tasks, what it holds in parts, its items, and its neighbours."""

    trail: tuple[Link, ...]
    coverage: Coverage
    counted: Counted
    tasks: tuple[TaskView, ...]
    parts: tuple[Part, ...]
    groups: Groups
    previous: Coverage | None
    following: Coverage | None


@dataclass(frozen=True, slots=True)
class News:
    """The newest document of a key field."""

    field: Coverage
    row: Row[Document]


@page_kind("key-fields")
def key_field_pages(site: Site) -> Iterator[Page]:
    """One page for each key field."""
    coverages = branch_of(site, CatalogueBranch.KEY)
    if not coverages:
        return
    found = tuple(cells(site.library))
    released = released_of(found)
    trail = (home_link(site), Link(site.strings("nav.catalogue"), "/catalogue/"))
    for one, previous, following in zip(coverages, (None, *coverages), (*coverages[1:], None), strict=False):
        parts = tuple(_parts(site, one))
        tasks = tuple(task_view(site, task) for task in tasks_of(site.library, one.field))
        link = Link(one.field.name, field_url(one.field.id))
        states = counted(site, link, cells_of(site, one.field, found), rows_of(site, one.field))
        groups = groups_of(site, one.field, released)
        shown = (paper.row for _, items in groups for item in items for paper in item.documents)
        days = chain(
            changes_of(states.states),
            (day for task in tasks for day in task.changes),
            (day for part in parts for held in part.held for day in held.days),
        )
        yield Page(
            url=one.url,
            template="pages/key-field.html",
            title=field_name(site, one.field),
            view=KeyFieldView(trail, one, states, tasks, parts, groups, previous, following),
            description=one.field.summary or site.strings("catalogue.key_intro", name=one.field.name),
            column=ColumnType.CATALOGUE,
            changes_on=earliest((rows_change(shown, site.on), *days), site.on),
        )


def _parts(site: Site, one: Coverage) -> Iterator[Part]:
    """Its documents, and what explains, applies and answers them; each part that has something."""
    rows = [site.listings.rows[key] for key in site.library.taken_in[one.field.id].documents]
    policies = [row.record.id for row in rows if isinstance(row.record, Policy)]
    here = {row.record.id for row in rows}

    def linked(record: type[Document], reverse: str) -> list[Row[Document]]:
        keys = dict.fromkeys(key for policy in policies for key in site.library.sources(reverse, policy))
        of_kind = site.listings.of(record)
        return [of_kind[key] for key in keys if key not in here and key in of_kind]

    questions = [row for row in questions_about(site, policies) if row.record.is_answered and row.record.id not in here]
    found: tuple[tuple[str, PartKind, list[Row[Document]]], ...] = (
        ("documents", "documents", rows),
        ("interpretations", "documents", linked(Interpretation, "interpretations")),
        ("services", "services", linked(Service, "services_on")),
        ("questions", "questions", list(questions[:ASKED])),
    )
    for key, kind, some in found:
        if some:
            part = part_of(site, key, kind, site.strings(f"catalogue.key_parts.{key}"), some)
            yield replace(part, shown=SHOWN)


def news(site: Site, told: Iterable[str]) -> tuple[News, ...]:
    """The newest document of each key field, the newest first; `told` are ids of those that stand beside it already."""
    seen = set(told)
    found = []
    for one in branch_of(site, CatalogueBranch.KEY):
        key = next((key for key in site.library.taken_in[one.field.id].documents if key not in seen), None)
        if key is not None:
            seen.add(key)
            found.append(News(one, site.listings.rows[key]))
    return tuple(sorted(found, key=lambda one: -(one.row.day.toordinal() if one.row.day else 0))[:LATEST])
