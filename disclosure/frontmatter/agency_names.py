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

    def candidates(self, name: str) -> tuple[str, ...]:
        """The ids of all agencies that may be meant, the likeliest first: for a person to choose from.

        One name holds the other, or the other has all its characters in order: 教委 and 教育局, 经委 and 科技经济局.
        """
        words, stem = plain(name), _stem(name)
        holding = [key for known, key in self._known.items() if known in words or words in known]
        begins = [key for known, key in self._known.items() if stem and _stem(known).startswith(stem)]
        holds = [key for known, key in self._known.items() if stem and _in_order(stem, _stem(known))]
        near = self.near(name)
        return tuple(dict.fromkeys((*holding, *begins, *((near,) if near else ()), *holds)))

    def name(self, key: str) -> str:
        """What an agency is called in full."""
        return self._names.get(key, key)


def _stem(name: str) -> str:
    """What is left of 区教育局 without what it has in common with others: 教育."""
    return re.sub(
        r"^(?:[^区县]{1,6}[市省])?(?:.{0,4}[区县])?|(?:管理)?(?:委员会|办公室|[局委办署院])$", "", plain(name)
    )


def _in_order(part: str, whole: str) -> bool:
    signs = iter(whole)
    return all(sign in signs for sign in part)


def plain(text: str) -> str:
    """A text as it is compared: in compatible form, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
