"""The page of one policy document: what it is, whether it is in force, its text, and what it has to do with others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disclosure.library.addresses import asset_path, asset_url, download_url
from disclosure.library.library import RELATIONS, CatalogueRow, RelationName
from disclosure.library.listings import Listings, PolicyRow, Row, Window, earliest, rows_change
from disclosure.model.choices import Category, Disclosure, PlatformColumn, Status
from disclosure.model.documents import Attachment, Extension, Interpretation, Policy, Relation
from disclosure.model.kinds import kind_for
from disclosure.model.validity import ENDINGS, Turn
from disclosure.pages._changes import Change, Piece, changes, marked, note_of, passages_of, places, role_of
from disclosure.pages._parts import Belonging, Link, belonging, file_in_words, home_link, long_day
from disclosure.pages.platform import column_url
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose


@dataclass(frozen=True, slots=True)
class Element:
    """One cell of the element table (要素表): its label with words, links or a day."""

    label: str
    values: tuple[Link, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the banner says while one turn of the timeline holds.

    `by` is the document that ends it, if one is named, and `role` what it is to the reader; `source` is what says so
    outside this site; `note` is what its ending leaves standing, or why it ends.
    """

    window: Window
    status: Status
    sentence: str
    by: PolicyRow | None
    role: str = ""
    source: Link | None = None
    note: str | None = None


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
class File:
    """Something to download: its name, its address, and what it is, such as `PDF，12 KB`."""

    title: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """Everything on the page. `prose` is None for a document that is open on request only: `apply` says how to ask.

    `pieces` are its HTML with the marks of what others changed in it.
    `in_force` are the days on which the document is in force: only then do its services rest on it.
    """

    trail: tuple[Link, ...]
    row: PolicyRow
    policy: Policy
    caption: str | None
    prose: Prose | None
    pieces: tuple[Piece, ...]
    apply: str
    elements: tuple[Element, ...]
    standings: tuple[Standing, ...]
    in_force: tuple[Window, ...]
    term: str
    changes: tuple[Change, ...]
    forward: tuple[RelatedGroup, ...]
    backward: tuple[RelatedGroup, ...]
    interpretations: tuple[Row[Interpretation], ...]
    belonging: tuple[Belonging, ...]
    catalogue: tuple[CatalogueRow, ...]
    audiences: tuple[Link, ...]
    tags: tuple[Link, ...]
    attachments: tuple[File, ...]
    downloads: tuple[File, ...]


@page_kind("policy")
def policy_pages(site: Site) -> Iterator[Deferred]:
    """One page for each published policy document."""
    return (Deferred(policy_page, key) for key in site.library.order[kind_for(Policy).folder])


def policy_page(site: Site, key: str) -> Iterator[Page]:
    """The page of one policy document."""
    row = site.listings.of(Policy)[key]
    policy = row.record
    view = _view(site, site.listings, row)
    related = (item.row for group in (*view.forward, *view.backward) for item in group.documents if item.row)
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
    )


def _turning(view: PolicyView) -> Iterator[date | None]:
    """The days on which a part of the page takes the place of another."""
    yield from (standing.window.changes_on for standing in view.standings)
    yield from (sentence.window.changes_on for change in view.changes for sentence in change.sentences)


def source_of(site: Site, row: PolicyRow) -> str:
    """ContentSource: the issuing agencies, otherwise who runs the site."""
    return "、".join(agency.name for agency in row.issuers) or site.config.site.organiser


def _category_link(site: Site, policy: Policy) -> Link:
    """The category, with its part of the library: only documents that are open to all stand there."""
    open_to_all = policy.disclosure is Disclosure.PROACTIVE
    return Link(site.strings.label(policy.category), f"/library/{policy.category.value}/" if open_to_all else None)


def _view(site: Site, listings: Listings, row: PolicyRow) -> PolicyView:
    policy, vocabulary = row.record, site.library.vocabulary
    standings = tuple(_standings(site, listings, row))
    open_to_all = policy.disclosure is Disclosure.PROACTIVE
    forward = tuple(_forward(site, listings, policy))
    backward = tuple(_backward(site, listings, policy))
    original = _original(listings, row)
    changed = _changes(site, listings, row, original)
    prose = site.prose[policy.id] if open_to_all else None
    return PolicyView(
        trail=(
            home_link(site),
            Link(site.strings("nav.library"), "/library/"),
            _category_link(site, policy),
        ),
        row=row,
        policy=policy,
        caption=_caption(site, row),
        prose=prose,
        pieces=marked(site, listings, policy.id, prose) if prose else (),
        apply=column_url(site, PlatformColumn.ON_REQUEST),
        elements=tuple(_elements(site, row)),
        standings=standings,
        in_force=tuple(standing.window for standing in standings if standing.status is Status.IN_FORCE),
        term=_term(site, listings, row),
        changes=changed,
        forward=forward,
        backward=backward,
        interpretations=tuple(
            listings.of(Interpretation)[key] for key in site.library.sources("interpretations", policy.id)
        ),
        belonging=belonging(site, policy, ("interpretations",)),
        catalogue=tuple(site.library.catalogue_rows[key] for key in policy.catalogue_items),
        audiences=tuple(Link(vocabulary.audiences[key].record.name, f"/audiences/{key}/") for key in policy.audiences),
        tags=tuple(Link(vocabulary.tags[key].record.name, f"/tags/{key}/") for key in policy.tags),
        attachments=tuple(_file(site, policy, item) for item in policy.attachments) if open_to_all else (),
        downloads=tuple(
            File(site.strings(f"policy.download_{suffix}"), download_url(policy, suffix), suffix.upper())
            for suffix in (("md", "json") if open_to_all else ())
        ),
    )


def _file(site: Site, policy: Policy, item: Attachment) -> File:
    size = site.library.assets[asset_path(site.library.documents[policy.id], item.file)]
    return File(item.title, asset_url(policy, item.file), file_in_words(site.strings, item.file, size))


def _caption(site: Site, row: PolicyRow) -> str | None:
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


LABELS = {name: info.title or name for name, info in Policy.model_fields.items()}


def field_label(site: Site, name: str) -> str:
    """A field's label as declared: its Chinese key, or its English key in words."""
    if site.strings.language == "en":
        return name.replace("_", " ").capitalize()
    return LABELS[name]


def _elements(site: Site, row: PolicyRow) -> Iterator[Element]:
    """The element table in the order of real pages; what is not known is left out."""
    policy = row.record

    def text(name: str, *values: Link) -> Iterator[Element]:
        if values:
            yield Element(field_label(site, name), values)

    def day(name: str, value: date | None) -> Iterator[Element]:
        if value is not None:
            yield Element(field_label(site, name), day=value)

    def words(value: str | None) -> tuple[Link, ...]:
        return (Link(value),) if value else ()

    themes = site.library.vocabulary.themes
    yield from text("index_number", *words(policy.index_number))
    yield from text("themes", *(Link(themes[key].record.name, f"/themes/{key}/") for key in policy.themes))
    yield from text("issuers", *(Link(agency.name, f"/agencies/{agency.id}/") for agency in row.issuers))
    yield from text("document_number", *words(policy.document_number))
    yield from day("formed_on", policy.formed_on)
    yield from day("published_on", policy.published_on)
    yield from day("effective_on", policy.effective_on)
    if policy.expires_on is not None:
        yield Element(field_label(site, "expires_on"), _prolonged(site, policy), policy.expires_on)
    yield from text("term_note", *words(policy.term_note))
    yield from text("category", _category_link(site, policy))
    if policy.genre is not None:
        yield from text("genre", Link(site.strings.label(policy.genre), f"/genres/{policy.genre.value}/"))
    yield from text("disclosure", Link(site.strings.label(policy.disclosure)))
    yield from text("keywords", *(Link(word) for word in policy.keywords))


def _prolonged(site: Site, policy: Policy) -> tuple[Link, ...]:
    """The last day to which others have prolonged the term, in words: the day that its own text names stays as it is."""
    extensions = (link.relation for link in site.library.links_to("extends", policy.id))
    until = max((e.until for e in extensions if isinstance(e, Extension) and not e.articles), default=None)
    return (Link(site.strings("policy.prolonged", day=long_day(site.strings, until))),) if until else ()


def _standings(site: Site, listings: Listings, row: PolicyRow) -> Iterator[Standing]:
    """One sentence for every turn of the timeline: the browser shows the one that holds on the reader's day."""
    original = _original(listings, row).record
    for turn, following in zip(row.timeline, (*row.timeline[1:], None), strict=True):
        ending = next((t for t in (turn, following) if t and t.cause in ENDINGS), None)
        by = listings.policy(ending.by) if ending else None
        source = original.ended if ending and ending.cause == "ended" else None
        yield Standing(
            window=Window.on(site.on, turn.on, following.on if following else None),
            status=turn.status,
            sentence=_sentence(site, turn, following),
            by=by,
            role=role_of(ending, by, ended=turn is ending) if ending and by else "",
            source=Link(source.source, source.url) if source else None,
            note=note_of(site, ending, original.id) if ending else None,
        )


def _original(listings: Listings, row: PolicyRow) -> PolicyRow:
    """What a translation is a translation of: its validity is the original's."""
    return listings.policy(row.record.translation_of) or row


def _sentence(site: Site, turn: Turn, following: Turn | None) -> str:
    say = site.strings

    def day(on: date) -> str:
        return long_day(say, on)

    if turn.status is Status.NOT_YET_EFFECTIVE and following and following.on:
        never = following.status is not Status.IN_FORCE  # ended before it ever takes effect
        return say("standing.never_effective" if never else "standing.not_yet_effective", on=day(following.on))
    if turn.status is Status.IN_FORCE:
        if following is None or following.on is None:
            return say("standing.in_force")
        if following.cause in ENDINGS:
            return say(f"standing.in_force_until_{following.status.value}", on=day(following.on))
        return say("standing.in_force_until", last=day(following.on - timedelta(days=1)))
    if turn.on is None:
        return say(f"standing.{turn.status.value}_undated")
    if turn.cause == "ended" and turn.status is Status.EXPIRED:
        return say("standing.ended", on=day(turn.on))
    if turn.status is Status.EXPIRED:
        return say("standing.expired", last=day(turn.on - timedelta(days=1)))
    return say(f"standing.{turn.status.value}", on=day(turn.on))


def _term(site: Site, listings: Listings, row: PolicyRow) -> str:
    """The days of the timeline in words, true on any day, such as 自2026年12月1日起施行；有效期至2031年11月30日."""
    say, parts = site.strings, []
    for turn in row.timeline:
        if turn.on is None:
            if turn.cause == "ended":
                begins = _original(listings, row).record.in_force_from
                parts += [say("term.in_force", on=long_day(say, begins))] if begins else []
                parts.append(say(f"term.{turn.status.value}_undated"))
        elif turn.cause == "ended" and turn.status is Status.EXPIRED:
            parts.append(say("term.ended", on=long_day(say, turn.on)))
        elif turn.status is Status.EXPIRED:
            parts.append(say("term.expired", last=long_day(say, turn.on - timedelta(days=1))))
        elif turn.status is Status.IN_FORCE and turn.cause == "extends":
            parts.append(say("term.revived", on=long_day(say, turn.on)))
        else:
            parts.append(say(f"term.{turn.status.value}", on=long_day(say, turn.on)))
    return say("term.stop", parts=say("term.separator").join(parts)) if parts else ""


def _forward(site: Site, listings: Listings, policy: Policy) -> Iterator[RelatedGroup]:
    """What this document does to others, as its editor wrote it."""
    for name in RELATIONS:
        relations: tuple[Relation, ...] = getattr(policy, name)
        if relations:
            documents = tuple(_aimed_at(site, name, r, listings.policy(r.target), policy) for r in relations)
            yield RelatedGroup(site.strings(f"relation.{name}"), documents)


def _aimed_at(site: Site, name: RelationName, relation: Relation, target: PolicyRow | None, speaker: Policy) -> Related:
    """The same with links to the articles concerned."""
    passages = passages_of(site.prose[target.record.id]) if target and relation.articles else {}
    articles = places(relation.articles, passages, target.url if target else "")
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
        documents = (Related(row, row.record.title, row.url, (), None, None, None) for row in rows)
        yield RelatedGroup(title, tuple(documents))


def _changes(site: Site, listings: Listings, row: PolicyRow, original: PolicyRow) -> tuple[Change, ...]:
    """What others change in the document, or in the one that it translates: seen beside the status."""
    key = original.record.id
    concerned = any(link.relation.articles for name in RELATIONS for link in site.library.links_to(name, key))
    return tuple(
        changes(site, listings, key, site.prose[key] if concerned else None, "" if original is row else original.url)
    )


def _group(site: Site, listings: Listings, title: str, name: RelationName, key: str) -> Iterator[RelatedGroup]:
    links = site.library.links_to(name, key)
    passages = passages_of(site.prose[key]) if any(link.relation.articles for link in links) else {}
    sources = ((link.relation, listings.of(Policy)[link.source]) for link in links)
    documents = tuple(
        _related(name, relation, source, source.record, places(relation.articles, passages))
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
        title=shown.record.title if shown else relation.title or "",
        url=shown.url if shown else relation.url,
        articles=articles,
        note=relation.note,
        on=None if name in RESTING else relation.on or speaker.in_force_from,
        until=relation.until if isinstance(relation, Extension) else None,
    )
