"""Questions and their answers (常见问答、留言选登): the page of each, the list of all, and those of an agency, tag or theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.library.listings import Row, Window, earliest, rows_change
from disclosure.model.choices import QuestionSource
from disclosure.model.documents import Document, Question
from disclosure.model.kinds import kind_for
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Link, Pager, home_link, page_title, paginate
from disclosure.pages._resting import without_ground
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that a question is about, with the articles, as links to them where the document has them."""

    row: Row[Document]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Everything on the page of one question. `others` are about the same documents, those asked most first.

    `ended` are the days on which nothing that the answer rests on is in force.
    """

    trail: tuple[Link, ...]
    row: Row[Question]
    prose: Prose
    ended: tuple[Window, ...]
    outdated: Outdated
    about: tuple[Asked, ...]
    others: tuple[Row[Question], ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class QuestionListView:
    """One page of a list of questions."""

    trail: tuple[Link, ...]
    title: str
    pager: Pager[Row[Question]]


OTHERS = 8
"""How many questions about the same documents a page offers."""


@page_kind("question")
def question_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each question, and the pages of the list of all."""
    yield from (Deferred(question_page, key) for key in site.library.order[kind_for(Question).folder])
    rows = most_asked(site.listings.of(Question).values())
    if not rows:
        return  # an empty column fails inspection
    title = site.strings("question.all")
    for pager in paginate("/questions/", rows, site.config.page_size):
        yield Page(
            url=pager.here,
            template="pages/questions.html",
            title=page_title(site, title, pager),
            view=QuestionListView((home_link(site),), title, pager),
            description=site.strings("question.intro"),
            column="咨询投诉",
            changes_on=rows_change((row for shown in pager.rows for row in shown.about), site.on),
        )


def question_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one question."""
    row = site.listings.of(Question)[key]
    question = row.record
    tags = site.library.vocabulary.tags
    since = outdated(site, row, grounds(row))
    view = QuestionView(
        trail=(home_link(site), Link(site.strings("question.all"), "/questions/")),
        row=row,
        prose=site.prose[key],
        ended=without_ground(grounds(row), site.on),
        outdated=since,
        about=tuple(_asked(site, question)),
        others=questions_about(site, (shown.record.id for shown in row.about), but=key)[:OTHERS],
        tags=tuple(Link(tags[tag].record.name, f"/tags/{tag}/") for tag in question.tags),
    )
    source = "、".join(agency.name for agency in row.issuers) or site.config.site.organiser
    yield Page(
        url=row.url,
        template="pages/question.html",
        title=question.title,
        view=view,
        description=question.summary,
        article=Article(question.title, row.day, source, tuple(tag.text for tag in view.tags)),
        changes_on=earliest(
            (
                rows_change((*grounds(row), *(shown for other in view.others for shown in other.about)), site.on),
                *since.days,
            ),
            site.on,
        ),
    )


def grounds(row: Row[Document]) -> tuple[Row[Document], ...]:
    """The documents on which one rests, those of the services that it is about included."""
    return tuple(dict.fromkeys(ground for one in row.about for ground in (one, *one.about)))


def _asked(site: Site, question: Question) -> Iterator[Asked]:
    for passage in question.about:
        if passage.target in site.listings.rows:
            yield Asked(site.listings.rows[passage.target], passage.articles)


def questions_about(site: Site, ids: Iterable[str], but: str = "") -> tuple[Row[Question], ...]:
    """The questions about any of these documents, those asked most first, without one."""
    keys = dict.fromkeys(key for one in ids for key in site.library.sources("questions", one) if key != but)
    return most_asked(site.listings.of(Question)[key] for key in keys)


def most_asked(rows: Iterable[Row[Question]]) -> tuple[Row[Question], ...]:
    """Common questions before messages, those asked most first, of as many the newest."""
    return tuple(sorted(rows, key=lambda row: (row.record.source is QuestionSource.MESSAGE, -row.record.asked)))
