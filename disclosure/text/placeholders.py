"""What stands where an editor is still to write: remarks that `build.py new` leaves, and that no published document may have.

They are written and found here alone, so whatever is left of a draft of any kind is told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"<!--\s*请补充[：:]\s*(.*?)\s*-->", re.DOTALL)


def placeholder(words: str) -> str:
    """The remark that asks an editor for something, such as 本年的主要问题."""
    return f"<!-- 请补充：{words} -->"


def placeholders(body: str) -> Iterator[tuple[int, str]]:
    """Where each begins in a body, and what it asks for."""
    return ((found.start(), found[1]) for found in _PLACEHOLDER.finditer(body))
