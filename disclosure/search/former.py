"""The files of the index before: they stay for one publication more, so that a page open over it goes on asking.

Not where a document was withdrawn, or its text: these files have it. `former.json` lists them. They belong to no shard of
the index that stands among them, and leave with the next index. A site that has been built nowhere before has none.
"""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from pathlib import Path

from disclosure.base.fingerprint import files_below

FORMER = "former.json"
_ONE_NAME = ("manifest.json", FORMER)
"""What stands under one name in every index: it cannot stay beside the new one."""


def former(index: Path) -> frozenset[str]:
    """The files in a published index that are those of the one before; none where nothing says so."""
    try:
        names = json.loads((index / FORMER).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def to_keep(published: Path, files: AbstractSet[str]) -> frozenset[str]:
    """Which files of a published index stay beside those of the new one, all relative to the index.

    Those that were its own; where the new one is the same, those that had stayed beside it.
    """
    there, before = files_below(published), former(published)
    own = there - before - set(_ONE_NAME)
    new = files - set(_ONE_NAME)
    return frozenset((there & before) - new if own == new else own - new)
