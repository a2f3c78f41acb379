"""Where a line of Chinese may end: between phrases, not inside a word. Only this module imports rjieba.

A browser breaks Chinese after any character. In a heading that reads badly (实施⏎细则 as 实⏎施细则), so headings and titles
say where they may break, and the style sheet forbids the rest (`word-break: keep-all`).
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from importlib import import_module

_SHORT = 8
"""Letters that stand in one line on any screen: nothing is looked up for them."""

_STRETCH = re.compile(r"\d+(?:[年月日件项条篇届号级](?:度|起)?)?|\D+")
_ONWARD = frozenset("和及与或在对将被把不再第以为向从按就由经各等至反非无未副总原新—《〈（【“‘(<")
"""Words that belong to what follows them."""
_BACKWARD = frozenset("的地得了之者们性版号级式型化等类")
"""Words that belong to what they follow."""
_NO_START = re.compile(r"[^\w《〈（【“‘(<]")


def words(text: str) -> list[str]:
    """A text in words, which make it again when put together."""
    return import_module("rjieba").cut(text)  # type: ignore[no-any-return]


@lru_cache(maxsize=65536)
def phrases(text: str) -> tuple[str, ...]:
    """A text in phrases, which make it again when put together; a line may end behind each of them."""
    if len(text) <= _SHORT or text.isascii():
        return (text,) if text else ()
    cut = import_module("rjieba").cut  # a tenth of a second, and not needed where no heading is written
    words = [word for stretch in _STRETCH.findall(text) for word in cut(stretch)]
    found = [words[0]]
    for last, word in itertools.pairwise(words):
        if _belongs(last, word, alone=last == found[-1]):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _belongs(last: str, word: str, *, alone: bool) -> bool:
    """Whether two words stand in one phrase; `alone`: the first of them is all that the phrase has so far."""
    if last[-1] in _ONWARD and (len(last) == 1 or last[-1] in "—《〈（【“‘(<"):
        return True
    if (word[0] in _BACKWARD and len(word) == 1) or _NO_START.match(word):
        return True
    one = len(word) == 1 and word not in _ONWARD
    return one or (alone and len(last) == 1) or (last[-1].isdigit() and len(word) < 3)
