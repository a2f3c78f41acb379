"""Lists of questions: of an agency, a theme or a tag, and what has been asked and waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure.library.grounds import answering
from disclosure.library.listings import PolicyRow, Row, grounds, rows_change
from disclosure.model.choices import ColumnType, QuestionSource
from disclosure.model.documents import Question
from disclosure.model.records import Entry
from disclosure.model.vocabulary import Agency, Tag, Theme
from disclosure.pages._parts import Link, Pager, Tally, Way, WayGroup, home_link, page_title, paginate
from disclosure.site.page import Page, Site, page_kind

PATHS = {"agency": "/agencies/", "theme": "/themes/", "tag": "/tags/"}
"""The facets by which questions are listed, and where the pages of their keys stand."""

WAITING = "/disclosure/unanswered/"

Questions = tuple[Row[Question], ...]


@dataclass(frozen=True, slots=True)
class QuestionListView:
    """One page of a list of questions. The first page of all has `ways` to parts of it, and how many are `waiting`."""

    trail: tuple[Link, ...]
    title: str
    pager: Pager[Row[Question]]
    ways: tuple[WayGroup, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """What waits for the answer of one agency, what was asked most first; `asked` counts those who asked."""

    agency: Link
    asked: int
    rows: Questions


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Everything that waits for an answer."""

    trail: tuple[Link, ...]
    total: int
    groups: tuple[WaitingGroup, ...]


def most_asked(rows: Iterable[Row[Question]]) -> Questions:
    """Common questions before messages, those asked most first, of as many the newest."""
    return tuple(sorted(rows, key=lambda row: (row.record.source is QuestionSource.MESSAGE, -row.record.asked)))


def questions_under(site: Site, facet: str, key: str) -> Questions:
    """The questions of one agency or tag, or about policies and services of one theme, those asked most first."""
    if facet == "agency":
        return most_asked(site.listings.under(Question, "agency", key))
    if facet == "tag":
        return most_asked(site.listings.under(Question, "tag", key))
    return most_asked(row for row in site.listings.of(Question).values() if key in _themes(row))


def _themes(row: Row[Question]) -> frozenset[str]:
    policies = (ground.record for ground in grounds(row) if isinstance(ground, PolicyRow))
    return frozenset(theme for policy in policies for theme in policy.themes)


def questions_url(facet: str, key: str) -> str:
    """Where the list of the questions under one key begins."""
    return f"{PATHS[facet]}{key}/questions/"


def _entries(site: Site) -> Mapping[str, Mapping[str, Entry[Agency] | Entry[Theme] | Entry[Tag]]]:
    words = site.library.vocabulary
    return {"agency": words.agencies, "theme": words.themes, "tag": words.tags}


def _by_key(site: Site) -> Mapping[tuple[str, str], Questions]:
    """The questions under every key of every facet that has some, in the order of the vocabularies."""
    found = {(facet, key): questions_under(site, facet, key) for facet, some in _entries(site).items() for key in some}
    return {place: rows for place, rows in found.items() if rows}


def _name(site: Site, facet: str, key: str) -> str:
    return _entries(site)[facet][key].record.name


def ways_to_questions(site: Site) -> Iterator[WayGroup]:
    """The lists of questions by agency, theme and tag."""
    groups: defaultdict[str, list[Way]] = defaultdict(list)
    for (facet, key), rows in _by_key(site).items():
        groups[facet].append(Way(key, _name(site, facet, key), questions_url(facet, key), Tally(len(rows))))
    for facet, ways in groups.items():
        yield WayGroup(site.strings(f"question.by_{facet}"), tuple(ways))


def question_list(site: Site, base: str, title: str, rows: Questions, trail: tuple[Link, ...]) -> Iterator[Page]:
    """The pages of a list of questions that begins at `base`."""
    for pager in paginate(base, rows, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/questions.html",
            title=page_title(site, title, pager),
            view=QuestionListView(trail, title, pager),
            description=site.strings("question.intro"),
            column=ColumnType.QUESTIONS,
            changes_on=rows_change((row for shown in pager.rows for row in shown.about), site.on),
            followed=base if base == "/questions/" else None,
        )


@page_kind("question-lists")
def list_pages(site: Site) -> Iterator[Page]:
    """The questions of each agency, theme and tag that has some, and those that wait for an answer."""
    if not site.listings.of(Question):
        return
    trail = (home_link(site), Link(site.strings("question.all"), "/questions/"))
    for (facet, key), rows in _by_key(site).items():
        title = site.strings("question.of", name=_name(site, facet, key))
        yield from question_list(site, questions_url(facet, key), title, rows, trail)
    waiting = [row for row in site.listings.of(Question).values() if not row.record.is_answered]
    yield Page(
        url=WAITING,
        template="pages/unanswered.html",
        title=site.strings("question.unanswered"),
        view=WaitingView(trail, len(waiting), tuple(_waiting(site, waiting))),
        description=site.strings("question.unanswered_intro"),
        column=ColumnType.QUESTIONS,
    )


def _waiting(site: Site, rows: Iterable[Row[Question]]) -> Iterator[WaitingGroup]:
    """What waits, by who has to answer: the agency that is named, otherwise those that issued what it is about."""
    groups: defaultdict[str, list[Row[Question]]] = defaultdict(list)
    names = site.library.vocabulary.agencies
    for row in rows:
        for agency in answering(site.library, row.record):
            groups[agency].append(row)
    found = [
        WaitingGroup(
            Link(names[key].record.name, f"/agencies/{key}/"),
            sum(row.record.asked for row in some),
            tuple(sorted(some, key=lambda row: (-row.record.asked, str(row.record.asked_on), row.record.id))),
        )
        for key, some in groups.items()
    ]
    return iter(sorted(found, key=lambda group: (-group.asked, group.agency.text)))
