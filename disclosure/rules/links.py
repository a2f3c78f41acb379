"""Rules on where fields lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.addresses import LinkTable
from disclosure.check import rule
from disclosure.convert import shown_documents
from disclosure.library import Library
from disclosure.problems import Problem
from disclosure.references import value_at


@rule("addresses-of-our-own")
def addresses_of_our_own(library: Library, _on: date) -> Iterator[Problem]:
    """An address in a field that begins with `/` is one of this site."""
    shown = shown_documents(library)
    links = LinkTable(shown, library.assets)
    for entry in shown.values():
        for path in (path for path in entry.places if path[-1:] == ("url",)):
            url = value_at(entry.record, path)
            if isinstance(url, str) and url.startswith("/") and links.resolve(entry, url) is None:
                yield Problem(entry.place(*path), "broken-link", {"href": url})
