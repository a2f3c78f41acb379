"""Where the addresses of the site that authors wrote lead: each is looked for in what is planned, at its place in the source.

A link to another file is resolved while its body is converted. What is left are addresses such as `/tags/x/`, in bodies
and in fields, and articles of other documents. Checking and building ask this same question, and nothing need be written
for it; what `publish.verify` finds dead beyond this is our own fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import partial

from disclosure.base.problems import Place, Problem
from disclosure.library.addresses import FILES, document_url, list_folders, list_urls, site_file
from disclosure.library.amending import places_made
from disclosure.library.bodies import Bodies, link_place, shown_documents
from disclosure.library.comparing import meant_by, rows_meant
from disclosure.library.library import Library
from disclosure.model.documents import Authored, Interpretation
from disclosure.model.records import Entry, Record
from disclosure.model.relations import value_at
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Deferred, Page, Planned, products
from disclosure.site.publish import ids_of
from disclosure.site.render import static_path
from disclosure.text.provisions import near_anchor

Planning = Callable[[], tuple[RenderContext, Sequence[Planned]]]
"""What is to be made, and by what; asked for only if somebody wrote an address that is not simply a document's."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """An address as it was written, the file and anchor that it means, and its place, for whoever asks.

    `code` is what is told where the file has no such anchor.
    """

    href: str
    file: str
    anchor: str
    place: Callable[[], Place]
    code: str = "broken-anchor"


def dead_ends(library: Library, bodies: Bodies, planning: Planning | None) -> Iterator[Problem]:
    """Addresses that lead nowhere, once all bodies have been examined.

    Without `planning` (where documents are wrong still, nobody can plan) only what can never be there is told.
    """
    shown = shown_documents(library)
    leads = [*_in_bodies(shown, bodies), *_in_fields(library, shown), *_in_differences(library, bodies)]
    pages = {site_file(document_url(entry.record))[0]: key for key, entry in shown.items()}
    wanted = {lead.file for lead in leads} - pages.keys()
    render: Callable[[Page], str] | None = None
    files: dict[str, Page | None]
    if planning is not None and wanted:
        render_context, planned = planning()
        files, render = planned_files(render_context, planned, wanted, shown), render_context.render
    else:
        files = dict.fromkeys(_may_be(wanted, shown))
    ids: dict[str, Collection[str] | None] = {}
    for lead in leads:
        if lead.file not in pages and lead.file not in files:
            folder = f"{lead.file}/index.html"
            near = {"near": f"{lead.href}/"} if folder in pages or folder in files else {}
            yield Problem(lead.place(), "broken-link", {"href": lead.href} | near)
        elif lead.anchor:
            if lead.file not in ids:
                page = files.get(lead.file)
                own = _ids_of_page(library, bodies, pages[lead.file]) if lead.file in pages else None
                ids[lead.file] = ids_of(render(page)) if page and render else own
            known = ids[lead.file]
            if known is not None and lead.anchor not in known and lead.file in pages:
                known = ids[lead.file] = {*known, *places_made(library, bodies.__getitem__, pages[lead.file])}
            if known is not None and lead.anchor not in known:
                near = near_anchor(lead.anchor, known.__contains__)
                yield Problem(lead.place(), lead.code, {"href": lead.href} | near)


def _in_bodies(shown: Mapping[str, Entry[Authored]], bodies: Bodies) -> Iterator[_Lead]:
    """Addresses of the site, and links to another document's articles."""
    for key, entry in shown.items():
        facts = bodies.facts[key]
        for link, target in zip(facts.links, facts.targets, strict=True):
            if target is None or not target.startswith("/") or target.startswith("//"):
                continue
            if link.href.startswith("/") or "#" in target:
                yield _Lead(link.href, *site_file(target), partial(link_place, entry, link))


def _in_fields(library: Library, shown: Mapping[str, Entry[Authored]]) -> Iterator[_Lead]:
    """What stands in a field called `url`, of a document or of an entry of a vocabulary."""
    tables = (getattr(library.vocabulary, field.name) for field in fields(library.vocabulary))
    words = (entry for table in tables if isinstance(table, Mapping) for entry in table.values())
    entries: list[Entry[Record]] = [*shown.values(), *(entry for entry in words if isinstance(entry, Entry))]
    for entry in entries:
        for path in (path for path in entry.places if path[-1:] == ("url",)):
            url = value_at(entry.record, path)
            if isinstance(url, str) and url.startswith("/"):
                yield _Lead(url, *site_file(url), partial(entry.place, *path))


def _in_differences(library: Library, bodies: Bodies) -> Iterator[_Lead]:
    """Rows of comparisons, to which interpretations point."""
    if library.broken:
        return  # what cannot be read may be what is compared
    for entry in library.of(Interpretation).values():
        pages = meant_by(library, entry.record) if entry.record.differences else ()
        for number, point in enumerate(entry.record.differences if len(pages) == 1 else ()):
            for index, article in enumerate(point.articles):
                place = partial(entry.place, "differences", number, "articles", index)
                for words, anchor in rows_meant(article, pages[0], lambda key: bodies.text(key)[1]):
                    yield _Lead(words, site_file(pages[0].url)[0], anchor, place, "row-missing")


def _may_be(files: AbstractSet[str], shown: Mapping[str, Entry[Authored]]) -> set[str]:
    """Those of the files that may be on the site, for all that is known before it is planned."""
    known = {*FILES, *(f"{url[1:]}index.html" for url in list_urls()), *list_folders()}
    for entry in shown.values():
        known.add(document_url(entry.record).strip("/"))
        known.update(alias.strip("/") for alias in entry.record.read("aliases", ()))
    parts = {file: file.split("/") for file in files}
    return {file for file in files if any("/".join(parts[file][:n]) in known for n in range(1, len(parts[file]) + 1))}


def planned_files(
    render_context: RenderContext,
    planned: Sequence[Planned],
    wanted: AbstractSet[str],
    shown: Mapping[str, Entry[Authored]],
) -> dict[str, Page | None]:
    """Those of the wanted files that there will be, with the page that each is, if it is one.

    Of documents only those are made that somebody leads to.
    """
    found: dict[str, Page | None] = {static_path(name): None for name in render_context.static}
    folders = {document_url(entry.record).strip("/"): key for key, entry in shown.items()}
    keys = {folders.get("/".join(file.split("/")[:count])) for file in wanted for count in (2, 3)}
    for item in planned:
        if isinstance(item, Deferred) and item.key not in keys:
            continue
        found.update((one.path, one if isinstance(one, Page) else None) for one in products(item, render_context.site))
    return found


def _ids_of_page(library: Library, bodies: Bodies, key: str) -> Collection[str] | None:
    """The anchors on the page of a document: those of its text, and of its versions, to which it leads on."""
    found = [_ids_of_body(bodies, one) for one in (key, *library.versions_of.get(key, ()))]
    return None if None in found else {anchor for ids in found for anchor in ids or ()}


def _ids_of_body(bodies: Bodies, key: str) -> Collection[str] | None:
    """The anchors in a body; None where it was given up."""
    html = bodies[key].html
    return None if not html and bodies.facts[key].problems else ids_of(html)
