"""That a document was printed in the gazette: in which issues, in words that lead there."""

from __future__ import annotations

from disclosure.library.addresses import document_url
from disclosure.library.gazette import issues_with, name_of
from disclosure.model.gazette import GazetteIssue
from disclosure.pages._parts import Link
from disclosure.site.page import Site

GAZETTE = "/gazette/"
"""The list of all issues."""


def issue_name(site: Site, issue: GazetteIssue) -> str:
    """《某某公报》2026年第4号."""
    return site.strings("gazette.one", name=name_of(issue), year=issue.year, number=issue.number)


def gazetted(site: Site, key: str) -> tuple[Link, ...]:
    """The issues in which a document stands, the first one first."""
    return tuple(Link(issue_name(site, one), document_url(one)) for one in issues_with(site.library, key))


def gazetted_in_words(site: Site, key: str) -> str | None:
    """刊载于《某某公报》2026年第4号; None for what stands in none."""
    links = gazetted(site, key)
    if not links:
        return None
    return site.strings("gazette.in", issues=site.strings.listed(link.text for link in links))
