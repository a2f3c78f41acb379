"""The agencies of the district by what tables and texts call them: found by their names, proposed by what is near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from disclosure.base.nearest import Nearest
from disclosure.model.vocabulary import Agency


class Agencies:
    """The agencies of the district by what tables call them."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._known: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for one in agencies:
            self._names[one.id] = one.name
            for name in (one.name, one.short):
                self._known.setdefault(plain(name), one.id)
        self._nearest = Nearest(self._known)

    def find(self, name: str) -> str | None:
        """The id of an agency that is called so."""
        return self._known.get(plain(name))

    def near(self, name: str) -> str | None:
        """The id of an agency that may be meant: whose name ends so, with which it ends, or that differs by a slip."""
        words = plain(name)
        ends = {key for known, key in self._known.items() if known.endswith(words) or words.endswith(known)}
        if len(ends) == 1:
            return next(iter(ends))
        slip = self._nearest.to(words)
        return self._known[slip] if slip else None

    def name(self, key: str) -> str:
        """What an agency is called in full."""
        return self._names.get(key, key)


def plain(text: str) -> str:
    """A text as it is compared: in compatible form, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
