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
        for path, place in entry.places.items():
            url = value_at(entry.record, path) if path[-1:] == ("url",) else None
            if isinstance(url, str) and url.startswith("/") and links.resolve(entry, url) is None:
                yield Problem(place, "broken-link", {"href": url})
