"""Whether this machine can make the formats that the settings ask for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache

from disclosure.base.problems import Place, Problem
from disclosure.model.config import Config

LIBRARY_OF = {"docx": "docx", "pdf": "weasyprint"}
"""The module that makes each format."""


def formats_not_made(config: Config) -> Iterator[Problem]:
    """A problem for each format that is asked for and cannot be made here: the site is published without it."""
    for name in config.read("formats", ()):
        if not can_be_made(name):
            yield Problem(
                Place("config.yaml"), "format-not-made", {"format": name.upper(), "library": LIBRARY_OF[name]}
            )


@cache
def can_be_made(name: str) -> bool:
    """Whether the library for a format is there, with what it needs of the system."""
    try:
        importlib.import_module(LIBRARY_OF[name])
    except (ImportError, OSError):  # the second where a library of the system is missing, such as Pango
        return False
    return True
