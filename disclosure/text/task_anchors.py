"""Anchors of the tasks of a work plan, from the clauses as which they are known."""

from __future__ import annotations

import re
import unicodedata

from disclosure.text.numbering import number


def task_anchor(clause: str) -> str:
    """`task-2-1` for 二（一）, 二(一) and 2.1: clauses that have the same are the same. Without a number, the words themselves."""
    words = "".join(unicodedata.normalize("NFKC", clause).split())
    numbers = [str(number(part)) for part in re.findall(r"[〇零一二三四五六七八九十百]+|\d+", words)]
    return "-".join(["task", *(numbers or [words])])
