"""The rule on pictures that are documents: SVG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.svg import UnreadableError, refused
from disclosure.rules.check import Sensitive, file_rule


@file_rule("svg")
def svg(path: str, data: bytes, _sensitive: Sensitive) -> Iterator[Problem]:
    """An SVG, as a picture or to be opened, runs nothing and fetches nothing from elsewhere."""
    if PurePosixPath(path).suffix.lower() != ".svg":
        return
    try:
        for one in refused(data):
            yield Problem(Place(path, one.line, one.column), "svg-not-allowed", {"what": one.what})
    except UnreadableError as error:
        yield Problem(Place(path, error.line, error.column), "svg-unreadable", {"detail": error.detail})
