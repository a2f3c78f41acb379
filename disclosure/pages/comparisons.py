"""A policy beside the one whose place it took, clause by clause (新旧政策差异).

Compared are documents that are new texts of one matter: one says that it succeeds the other, or repeals it as a whole and bears a
name that is alike. A notice that clears away twenty documents is compared with none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from disclosure.library.addresses import beside_url, document_url, text_url
from disclosure.library.library import Library, RelationName
from disclosure.library.versions import wording_on, wordings
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Policy
from disclosure.pages._comparison import Side, comparison
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Deferred, Page, Site, page_kind
from disclosure.text.titles import inner, named, only_changes, only_ends

ALIKE = 0.4
"""The least part of two names, as pairs of letters, that is the same where one document repeals the other."""

_TAKING: tuple[RelationName, ...] = ("succeeds", "repeals")


@page_kind("comparisons")
def comparison_pages(site: Site) -> Iterator[Deferred]:
    """One item for each policy that took the place of others."""
    return (Deferred(beside_former, key) for key in site.library.of(Policy) if former_of(site.library, key))


def beside_former(site: Site, key: str) -> Iterator[Page]:
    """A policy beside each of those whose place it took."""
    for former in former_of(site.library, key):
        yield _page(site, key, former)


def former_of(library: Library, key: str) -> tuple[str, ...]:
    """The policies with which one is compared, in the order in which it names them."""
    policies = library.of(Policy)
    new = policies[key].record
    relations = (*((True, one) for one in new.succeeds), *((False, one) for one in new.repeals))
    targets = ((said, one.target) for said, one in relations if one.target in policies and not one.articles)
    found = (key for said, key in targets if key and _comparable(new, policies[key].record, said=said))
    return tuple(dict.fromkeys(found))


def compared(site: Site, key: str) -> tuple[Link, ...]:
    """The ways from the page of a policy to its comparisons, with those whose place it took and those that took its place."""
    library, say = site.library, site.strings
    policies = library.of(Policy)
    links = [
        Link(say("comparison.with_former", title=inner(policies[one].record.title)), beside_url(key, one))
        for one in former_of(library, key)
    ]
    for source in dict.fromkeys(link.source for name in _TAKING for link in library.links_to(name, key)):
        if key in former_of(library, source):
            words = say("comparison.with_new", title=inner(policies[source].record.title))
            links.append(Link(words, beside_url(source, key)))
    return tuple(links)


def _comparable(new: Policy, old: Policy, *, said: bool) -> bool:
    open_to_all = all(one.disclosure is Disclosure.PROACTIVE and one.translation_of is None for one in (new, old))
    a_text = not only_ends(new.title) and not only_changes(new.title)
    return new.id != old.id and open_to_all and a_text and new.language == old.language and (said or _alike(new, old))


def _alike(new: Policy, old: Policy) -> bool:
    one, other = ({a + b for a, b in pairwise(named(policy.title).name)} for policy in (new, old))
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other))


def _page(site: Site, key: str, former: str) -> Page:
    """The text with which the new document began beside the last one of the old."""
    new, old = (site.library.of(Policy)[one].record for one in (key, former))
    day = new.in_force_from or site.on
    first = wordings(site.library, key)[0]
    last = wording_on(site.library, former, max(day, date.min + timedelta(days=1)) - timedelta(days=1))
    sides = tuple(
        Side(
            site.strings(f"comparison.{role}_document"),
            inner(policy.title),
            text_url(policy.id, text.key) if policy.id in site.library.versions_of else document_url(policy),
        )
        for role, policy, text in (("old", old, last), ("new", new, first))
    )
    trail = (
        home_link(site),
        Link(site.strings("nav.library"), "/library/"),
        Link(named(new.title).name, document_url(new)),
    )
    return Page(
        url=beside_url(key, former),
        template="pages/comparison.html",
        title=site.strings("comparison.between_title", title=named(old.title).name),
        view=comparison(site.strings, trail, (sides[0], sides[1]), (site.prose[last.key], site.prose[first.key]), None),
        description=site.strings("comparison.between_description", new=inner(new.title), old=inner(old.title)),
    )
