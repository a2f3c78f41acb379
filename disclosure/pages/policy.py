"""The page of one policy document: what it is, whether it is in force, its text, and what it has to do with others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import asset_path, asset_url
from disclosure.library.library import RELATIONS, CatalogueRow, RelationName
from disclosure.library.listings import Listings, PolicyRow, Row, Window, earliest, rows_change
from disclosure.library.versions import wording_on
from disclosure.model.choices import Category, Disclosure, PlatformColumn, Status
from disclosure.model.documents import Attachment, Extension, Policy, Question, Relation, Service
from disclosure.model.kinds import kind_for
from disclosure.model.validity import end_of
from disclosure.model.vocabulary import Agency
from disclosure.pages._asking import asking
from disclosure.pages._changes import Change, changes, cited_in, places
from disclosure.pages._contents import Line as ContentsLine
from disclosure.pages._explaining import Draft, Explained, drafts_of, series
from disclosure.pages._following import Following, following
from disclosure.pages._gazetted import gazetted, gazetted_in_words
from disclosure.pages._history import Line, history
from disclosure.pages._linked import faq, legislation
from disclosure.pages._marked import Marked, Piece, marked
from disclosure.pages._parts import Belonging, Link, belonging, long_day, source_of, trail
from disclosure.pages._signs import signs, with_signs
from disclosure.pages._standing import Standing, original_of, standings, term
from disclosure.pages._translated import Translated, translated
from disclosure.pages._versions import Versions, shown_text, turning, versions_of
from disclosure.pages.comparisons import compared
from disclosure.pages.platform import column_url
from disclosure.pages.question import OTHERS, questions_about
from disclosure.site.files import File, file_in_words
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose
from disclosure.text.titles import named, quoted, short


@dataclass(frozen=True, slots=True)
class Element:
    """One cell of the element table (要素表): its label with words, links or a day.

    What is `printed` only stands in the head of the page on a screen.
    """

    label: str
    values: tuple[Link, ...] = ()
    day: date | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """One related document: a row of this library, or the title of one outside it."""

    row: PolicyRow | None
    title: str
    url: str | None
    articles: tuple[Link, ...]
    note: str | None
    on: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Documents related in one way."""

    title: str
    documents: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """Everything on the page. `prose` is None for a document that is open on request only: `apply` says how to ask.

    `versions` are its other texts, where it has had, or will have, more than one: `prose` is that of the build's day.
    `compared` leads to it beside those whose place it took, and those that took its place.
    `pieces` are its HTML with the marks of what others changed in it, `contents` its contents.
    `in_force` are the days on which the document is in force: only then do its services rest on it.
    `following` is the line that stays on the screen while it is not plainly so, `asking` where to ask about it,
    `cite` the document as a lawyer cites it, `gazetted` in which issue of the gazette, `answering` the issuer to call where
    it names nobody.
    """

    trail: tuple[Link, ...]
    row: PolicyRow
    policy: Policy
    caption: str | None
    prose: Prose | None
    pieces: tuple[Piece, ...]
    contents: tuple[ContentsLine, ...]
    versions: Versions | None
    compared: tuple[Link, ...]
    apply: str
    elements: tuple[Element, ...]
    standings: tuple[Standing, ...]
    in_force: tuple[Window, ...]
    term: str
    following: tuple[Following, ...]
    asking: str | None
    cite: str
    gazetted: str | None
    answering: Agency | None
    changes: tuple[Change, ...]
    translated: Translated | None
    forward: tuple[RelatedGroup, ...]
    backward: tuple[RelatedGroup, ...]
    interpretations: tuple[Explained, ...]
    drafts: tuple[Draft, ...]
    questions: tuple[Row[Question], ...]
    services: tuple[Row[Service], ...]
    belonging: tuple[Belonging, ...]
    catalogue: tuple[CatalogueRow, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]
    history: tuple[Line, ...]
    attachments: tuple[File, ...]


@page_kind("policy")
def policy_pages(site: Site) -> Iterator[Deferred]:
    """One page for each published policy document."""
    return (Deferred(policy_page, key) for key in site.library.order[kind_for(Policy).folder])


def policy_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one policy document."""
    row = site.listings.of(Policy)[key]
    policy = row.record
    view = _view(site, site.listings, row)
    groups = (item.row for group in (*view.forward, *view.backward) for item in group.documents if item.row)
    steps = (step.row for line in view.history for step in (*line.before, *line.steps, *line.after))
    onward = (one.row for standing in view.standings for one in (*standing.successors, *standing.guesses))
    related = (*groups, *steps, *onward)
    yield Page(
        url=row.url,
        template="pages/policy.html",
        title=policy.title,
        view=view,
        description=policy.summary,
        article=Article(
            title=policy.title,
            published_on=policy.published_on,
            source=source_of(site, row),
            keywords=policy.keywords or tuple(tag.text for tag in view.tags),
            number=policy.document_number,
        ),
        changes_on=earliest((row.changes_on, rows_change(related, site.on), *_turning(view)), site.on),
        things=tuple(_things(site, view)),
    )


def _things(site: Site, view: PolicyView) -> Iterator[str]:
    yield legislation(site, view.row)
    if answered := faq(site, ((one, one.record.summary) for one in view.questions)):
        yield answered


def _turning(view: PolicyView) -> Iterator[date | None]:
    """The days on which a part of the page takes the place of another."""
    yield from (day for standing in view.standings for day in standing.changes)
    yield from (line.window.changes_on for line in view.following)
    yield from turning(view.versions)
    if view.translated and view.translated.older:
        yield view.translated.older.changes_on
    yield from (sentence.window.changes_on for change in view.changes for sentence in change.sentences)


def _category_link(site: Site, policy: Policy) -> Link:
    """The category, with its part of the library: only documents that are open to all stand there."""
    open_to_all = policy.disclosure is Disclosure.PROACTIVE
    return Link(site.strings.label(policy.category), f"/library/{policy.category.value}/" if open_to_all else None)


def _view(site: Site, listings: Listings, row: PolicyRow) -> PolicyView:
    policy, vocabulary = row.record, site.library.vocabulary
    turns = tuple(standings(site, row))
    open_to_all = policy.disclosure is Disclosure.PROACTIVE
    forward = tuple(_forward(site, listings, policy))
    backward = tuple(_backward(site, listings, policy))
    changed = _changes(site, listings, row, original_of(listings, row))
    prose = shown_text(site, policy.id) if open_to_all else None
    versions = versions_of(site, row)
    questions = questions_about(site, (policy.id,))
    services = tuple(listings.of(Service)[key] for key in site.library.sources("services_on", policy.id))
    in_force = tuple(standing.window for standing in turns if standing.status is Status.IN_FORCE)
    text = versions.text if versions else _text(site, policy, prose)
    marks = signs(policy.id, prose, services, questions, in_force)
    return PolicyView(
        trail=trail(site, Link(site.strings("nav.library"), "/library/"), _category_link(site, policy)),
        row=row,
        policy=policy,
        caption=caption_of(site, row),
        prose=prose,
        pieces=tuple(with_signs(text.pieces, marks)),
        contents=text.contents,
        versions=versions,
        compared=compared(site, policy.id),
        apply=column_url(site, PlatformColumn.ON_REQUEST),
        elements=tuple(_elements(site, row)),
        standings=turns,
        in_force=in_force,
        term=term(site, row),
        following=tuple(following(site, row, turns, changed)),
        asking=asking(site, row),
        cite=cited(site, policy),
        gazetted=gazetted_in_words(site, policy.id),
        answering=next((agency for agency in row.issuers if agency.phone), None),
        changes=changed,
        translated=translated(site, row, changed),
        forward=forward,
        backward=backward,
        interpretations=series(site, policy.id),
        drafts=tuple(drafts_of(site, row)),
        questions=questions[:OTHERS],
        services=services,
        belonging=belonging(site, policy, ("interpretations", "questions", "services_on")),
        catalogue=tuple(site.library.catalogue_rows[key] for key in policy.catalogue_items),
        audiences=tuple(
            Link(site.strings.name(vocabulary.audiences[key].record), f"/audiences/{key}/") for key in policy.audiences
        ),
        history=history(site, row),
        tags=tuple(Link(site.strings.name(vocabulary.tags[key].record), f"/tags/{key}/") for key in policy.tags),
        attachments=tuple(_file(site, policy, item) for item in policy.attachments) if open_to_all else (),
    )


def _text(site: Site, policy: Policy, prose: Prose | None) -> Marked:
    if prose is None:
        return Marked((), ())
    return marked(site, policy.id, wording_on(site.library, policy.id, site.on), prose)


def cited(site: Site, policy: Policy) -> str:
    """《某某办法》（青府规〔2024〕1号): what a notice issues is cited, not the notice."""
    one = named(policy.title)
    return quoted(one.name if one.rest else policy.title) + site.strings.aside(policy.document_number)


def _file(site: Site, policy: Policy, item: Attachment) -> File:
    size = site.library.assets[asset_path(site.library.documents[policy.id], item.file)]
    return File(item.title, asset_url(policy, item.file), file_in_words(site.strings, item.file, size))


def caption_of(site: Site, row: PolicyRow) -> str | None:
    """题注 of a regulation (国办公开办函〔2021〕33号): when and by what it was promulgated, and from when it holds."""
    policy = row.record
    if policy.category is not Category.REGULATION or policy.published_on is None or policy.in_force_from is None:
        return None
    return site.strings(
        "policy.caption",
        published=long_day(site.strings, policy.published_on),
        by=policy.document_number or source_of(site, row),
        effective=long_day(site.strings, policy.in_force_from),
    )


def _elements(site: Site, row: PolicyRow) -> Iterator[Element]:
    """The element table in the order of real pages; what is not known is left out."""
    policy = row.record

    def text(name: str, *values: Link) -> Iterator[Element]:
        if values:
            yield Element(site.strings(f"element.{name}"), values)

    def day(name: str, value: date | None) -> Iterator[Element]:
        if value is not None:
            yield Element(site.strings(f"element.{name}"), day=value)

    def words(value: str | None) -> tuple[Link, ...]:
        return (Link(value),) if value else ()

    themes = site.library.vocabulary.themes
    yield from text("index_number", *words(policy.index_number))
    yield from text(
        "themes", *(Link(site.strings.name(themes[key].record), f"{site.home}themes/{key}/") for key in policy.themes)
    )
    yield from text("issuers", *(Link(site.strings.name(agency), f"/agencies/{agency.id}/") for agency in row.issuers))
    if policy.document_number:
        yield Element(site.strings("element.document_number"), words(policy.document_number), printed=True)
    yield from day("formed_on", policy.formed_on)
    yield from day("published_on", policy.published_on)
    yield from text("gazette", *gazetted(site, policy.id))
    yield from day("effective_on", policy.effective_on)
    last = row.ends_on or policy.expires_on
    if last is not None:
        yield Element(site.strings("element.expires_on"), _why_then(site, row, last), last)
    yield from text("term_note", *words(policy.term_note))
    yield from text("category", _category_link(site, policy))
    if policy.genre is not None:
        yield from text("genre", Link(site.strings.label(policy.genre), f"/genres/{policy.genre.value}/"))
    yield from text("disclosure", Link(site.strings.label(policy.disclosure)))
    yield from text("keywords", *(Link(word) for word in policy.keywords))


def _why_then(site: Site, row: PolicyRow, last: date) -> tuple[Link, ...]:
    """Why a document's last day is another than its own text names, which stays beside it."""
    end, own = end_of(row.timeline), row.record.expires_on
    if end is None or last == own:
        return ()
    if own is None:
        words = site.strings(f"policy.last_day_by_{end.status.value}")
    elif last > own:
        words = site.strings("policy.last_day_prolonged", day=long_day(site.strings, own))
    else:
        words = site.strings(f"policy.last_day_cut_{end.status.value}", day=long_day(site.strings, own))
    return (Link(words),)


def _forward(site: Site, listings: Listings, policy: Policy) -> Iterator[RelatedGroup]:
    """What this document does to others, as its editor wrote it."""
    for name in RELATIONS:
        relations: tuple[Relation, ...] = getattr(policy, name)
        if relations:
            documents = tuple(_aimed_at(site, name, r, listings.policy(r.target), policy) for r in relations)
            yield RelatedGroup(site.strings(f"relation.{name}"), documents)


def _aimed_at(site: Site, name: RelationName, relation: Relation, target: PolicyRow | None, speaker: Policy) -> Related:
    """The same with links to the articles concerned."""
    target_id = target.record.id if target and relation.articles else None
    passages = cited_in(site, target_id, shown_text(site, target_id)) if target_id else {}
    articles = places(site.strings, relation.articles, passages, target.url if target else "")
    return _related(name, relation, target, speaker, articles)


RESTING: tuple[RelationName, ...] = ("implements", "based_on")
"""Relations that change nothing, and so have no day."""


def _backward(site: Site, listings: Listings, policy: Policy) -> Iterator[RelatedGroup]:
    """What others do to this document."""
    for name in RELATIONS:
        title = site.strings(f"relation.{name}_by")
        yield from _group(site, listings, title, name, policy.id)
    translations = tuple(sorted(site.library.sources("translations", policy.id)))
    yield from _plain_group(listings, site.strings("relation.translations"), translations)
    original = (policy.translation_of,) if policy.translation_of else ()
    yield from _plain_group(listings, site.strings("relation.translation_of"), original)


def _plain_group(listings: Listings, title: str, ids: tuple[str, ...]) -> Iterator[RelatedGroup]:
    """Documents that are the same text in another language: nothing happens to them on a day."""
    rows = tuple(row for key in ids if (row := listings.policy(key)))
    if rows:
        documents = (Related(row, short(row.record.title), row.url, (), None, None, None) for row in rows)
        yield RelatedGroup(title, tuple(documents))


def _changes(site: Site, listings: Listings, row: PolicyRow, original: PolicyRow) -> tuple[Change, ...]:
    """What others change in the document, or in the one that it translates: seen beside the status."""
    key = original.record.id
    concerned = any(link.relation.articles for name in RELATIONS for link in site.library.changes_to(name, key))
    return tuple(
        changes(
            site, listings, key, shown_text(site, key) if concerned else None, "" if original is row else original.url
        )
    )


def _group(site: Site, listings: Listings, title: str, name: RelationName, key: str) -> Iterator[RelatedGroup]:
    links = site.library.links_to(name, key)
    named = any(link.relation.articles for link in links)
    passages = cited_in(site, key, shown_text(site, key)) if named else {}
    sources = ((link.relation, listings.of(Policy)[link.source]) for link in links)
    documents = tuple(
        _related(name, relation, source, source.record, places(site.strings, relation.articles, passages))
        for relation, source in sources
    )
    if documents:
        yield RelatedGroup(title, documents)


def _related(
    name: RelationName, relation: Relation, shown: PolicyRow | None, speaker: Policy, articles: tuple[Link, ...]
) -> Related:
    """The other end of a relation. It takes effect on its own day, otherwise when the document that says it does."""
    return Related(
        row=shown,
        title=short(shown.record.title if shown else (relation.title or "").strip("《》")),
        url=shown.url if shown else relation.url,
        articles=articles,
        note=relation.note,
        on=None if name in RESTING else relation.on or speaker.in_force_from,
        until=relation.until if isinstance(relation, Extension) else None,
    )
