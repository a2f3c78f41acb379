"""A policy beside the one whose place it took, clause by clause (新旧政策差异): see library/comparing.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.library.addresses import beside_url, document_url, text_url
from disclosure.library.comparing import beside, former_of
from disclosure.library.library import RelationName
from disclosure.model.documents import Policy
from disclosure.pages._comparison import Side, comparison
from disclosure.pages._parts import Link, home_link, source_of
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.titles import inner, named, quoted

_TAKING: tuple[RelationName, ...] = ("succeeds", "repeals")


@page_kind("comparisons")
def comparison_pages(site: Site) -> Iterator[Deferred]:
    """One item for each policy that took the place of others."""
    return (Deferred(beside_former, key) for key in site.library.of(Policy) if former_of(site.library, key))


def beside_former(site: Site, key: str) -> Iterator[Page]:
    """A policy beside each of those whose place it took."""
    for former in former_of(site.library, key):
        yield _page(site, key, former)


def compared(site: Site, key: str) -> tuple[Link, ...]:
    """The ways from the page of a policy to its comparisons, with those whose place it took and those that took its place."""
    library, say = site.library, site.strings
    policies = library.of(Policy)
    former = former_of(library, key)
    sources = dict.fromkeys(link.source for name in _TAKING for link in library.links_to(name, key))
    new = [source for source in sources if key in former_of(library, source)]

    def link(role: str, others: Sequence[str], other: str) -> Link:
        words = f"comparison.with_{role}" if len(others) == 1 else f"comparison.with_{role}_named"
        address = beside_url(key, other) if role == "former" else beside_url(other, key)
        return Link(say(words, title=named(policies[other].record.title).name), address)

    return tuple(link(role, others, one) for role, others in (("former", former), ("new", new)) for one in others)


def _page(site: Site, key: str, former: str) -> Page:
    """The text with which the new document began beside the last one of the old."""
    new, old = (site.library.of(Policy)[one].record for one in (key, former))
    texts = beside(site.library, key, former)
    sides = tuple(
        Side(
            site.strings(f"comparison.{role}_document"),
            inner(policy.title),
            text_url(policy.id, text) if policy.id in site.library.versions_of else document_url(policy),
        )
        for role, policy, text in (("old", old, texts.old), ("new", new, texts.new))
    )
    trail = (
        home_link(site),
        Link(site.strings("nav.library"), "/library/"),
        Link(named(new.title).name, document_url(new)),
    )
    title = site.strings("comparison.between_title", title=named(old.title).name)
    return Page(
        url=texts.url,
        template="pages/comparison.html",
        title=title,
        view=comparison(site, trail, (sides[0], sides[1]), texts, key),
        description=site.strings("comparison.between_description", new=inner(new.title), old=inner(old.title)),
        article=Article(
            f"{quoted(new.title)}{site.strings.aside(title)}",
            new.published_on,
            source_of(site, site.listings.of(Policy)[key]),
        ),
    )
