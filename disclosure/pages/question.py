"""Questions and their answers (常见问答、留言选登): the page of each, the list of all, and those of an agency, tag or theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from disclosure.library.listings import PolicyRow, Row, Window, earliest, grounds, rows_change
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Document, Interpretation, Passage, Policy, Question
from disclosure.model.kinds import kind_for
from disclosure.pages._changes import passages_of, places
from disclosure.pages._following import Following, following_about
from disclosure.pages._linked import dataset, faq
from disclosure.pages._outdated import Outdated, outdated
from disclosure.pages._parts import Link, home_link, source_of, trail
from disclosure.pages._resting import all_ended
from disclosure.pages._versions import shown_text
from disclosure.pages.question_lists import QuestionListView, most_asked, question_list, ways_to_questions
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that a question is about, with the articles, as links to them where the document has them."""

    row: Row[Document]
    articles: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Everything on the page of one question. `others` are about the same documents, those asked most first.

    `ended` are the days on which none of the several documents that the answer rests on is in force.
    """

    trail: tuple[Link, ...]
    row: Row[Question]
    prose: Prose
    ended: tuple[Window, ...]
    outdated: Outdated
    following: tuple[Following, ...]
    about: tuple[Asked, ...]
    others: tuple[Row[Question], ...]
    tags: tuple[Link, ...]


OTHERS = 8
"""How many questions about the same documents a page offers."""

KNOWLEDGE = tuple(f"/data/knowledge/questions.{suffix}" for suffix in ("json", "jsonl", "csv"))
"""All questions as files (`exports/knowledge`)."""


@page_kind("question")
def question_pages(site: Site) -> Iterator[Page | Deferred]:
    """One page for each question, and the pages of the list of all."""
    yield from (Deferred(question_page, key) for key in site.library.order[kind_for(Question).folder])
    rows = most_asked(site.listings.of(Question).values())
    if not rows:
        return  # an empty column fails inspection
    title = site.strings("question.all")
    ways, waiting = tuple(ways_to_questions(site)), sum(not row.record.is_answered for row in rows)
    for page in question_list(site, "/questions/", title, rows, (home_link(site),)):
        view = cast("QuestionListView", page.view)
        if view.pager.number == 1:
            data = dataset(site, Link(title, page.url), site.strings("question.intro"), KNOWLEDGE)
            page = replace(page, view=replace(view, ways=ways, waiting=waiting), things=(data,))  # noqa: PLW2901
        yield page


def question_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one question."""
    row = site.listings.of(Question)[key]
    question = row.record
    tags = site.library.vocabulary.tags
    since, prose = outdated(site, row, grounds(row)), site.prose[key]
    view = QuestionView(
        trail=trail(site, Link(site.strings("question.all"), "/questions/")),
        row=row,
        prose=prose,
        ended=all_ended(grounds(row), site.on),
        outdated=since,
        following=tuple(following_about(site, since)),
        about=tuple(_asked(site, question)),
        others=questions_about(site, (shown.record.id for shown in row.about), but=key)[:OTHERS],
        tags=tuple(Link(site.strings.name(tags[tag].record), tag_url(site, tag)) for tag in question.tags),
    )
    source = source_of(site, row)
    answered = faq(site, ((row, prose.text),))
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
        things=(answered,) if answered else (),
    )


def asked(site: Site, passage: Passage) -> Asked:
    """A document with links to those of its articles that are meant, as far as its text has them."""
    row = site.listings.rows[passage.target]
    shown = isinstance(row, PolicyRow) and row.record.disclosure is Disclosure.PROACTIVE and passage.articles
    text = passages_of(shown_text(site, passage.target)) if shown else {}
    return Asked(row, places(site.strings, passage.articles, text, row.url))


def tag_url(site: Site, tag: str) -> str | None:
    """The list of a tag; None where there is none, for neither a policy nor an interpretation has it."""
    some = any(site.listings.under(kind, "tag", tag) for kind in (Policy, Interpretation))
    return f"/tags/{tag}/" if some else None


def audience_url(site: Site, audience: str) -> str | None:
    """The list of an audience; None where there is none, for no policy is for it."""
    return f"/audiences/{audience}/" if site.listings.under(Policy, "audience", audience) else None


def _asked(site: Site, question: Question) -> Iterator[Asked]:
    for passage in question.about:
        if passage.target in site.listings.rows:
            yield asked(site, passage)


def questions_about(site: Site, ids: Iterable[str], but: str = "") -> tuple[Row[Question], ...]:
    """The questions about any of these documents, those asked most first, without one."""
    keys = dict.fromkeys(key for one in ids for key in site.library.sources("questions", one) if key != but)
    return most_asked(site.listings.of(Question)[key] for key in keys)
