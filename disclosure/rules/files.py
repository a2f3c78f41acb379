"""The rule on files that fields name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import unquote

from disclosure.base.problems import Problem
from disclosure.library.addresses import asset_path, folded
from disclosure.library.bodies import named_files, shown_documents
from disclosure.library.library import Library
from disclosure.rules.check import rule


@rule("files-that-are-named")
def files_that_are_named(library: Library, _on: date) -> Iterator[Problem]:
    """A file that a field names is there; told before any page is made, since pages say how large it is."""
    by_folded: Mapping[str, str] = {}
    for entry in shown_documents(library).values():
        for path, file in named_files(entry.record):
            if asset_path(entry, file) in library.assets:
                continue
            by_folded = by_folded or {folded(asset): asset for asset in sorted(library.assets)}
            ways = (way.replace("\\", "/") for way in (file, unquote(file)))
            found = (by_folded.get(folded(asset_path(entry, way))) for way in ways)
            near = next((asset for asset in found if asset), None)
            here = posixpath.relpath(near, posixpath.dirname(entry.path)) if near else ""
            yield Problem(entry.place(*path), "attachment-missing", {"file": file, "near": here})
