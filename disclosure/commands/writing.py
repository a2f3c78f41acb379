"""What imports write into files that editors go on with, and how they show what would change."""

from __future__ import annotations

import json
import re

from disclosure.model.records import Record

_PLAIN = re.compile(r"[\u4e00-\u9fff《（〔a-z_][\w\u4e00-\u9fff《》（）〔〕、，。；：“”/·—-]*")
_ALSO_PLAIN = frozenset(("yes", "no", "true", "false", "null", "on", "off", "y", "n"))


def scalar(text: str) -> str:
    """A text as YAML: plain where nothing in it could be taken for a sign."""
    is_plain = _PLAIN.fullmatch(text) and text not in _ALSO_PLAIN
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def in_words(value: object) -> str:
    """A value as whoever imports is shown it: lists and records as their parts, choices by their labels."""
    if isinstance(value, tuple):
        return "；".join(map(in_words, value))
    if isinstance(value, Record):
        return "，".join(in_words(part) for part in value.__dict__.values() if part)
    return "" if value is None else str(getattr(value, "zh", value))
