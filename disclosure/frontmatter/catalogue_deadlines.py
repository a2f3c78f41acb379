"""Several deadlines in one cell of a catalogue: taken apart only where every part is a deadline by itself. Pure."""

from __future__ import annotations

import re
from typing import Any

from disclosure.model.choices import CatalogueMethod, DeadlineCount
from disclosure.model.deadlines import limit_of

_METHOD = r"(?:属于?|对于?)?(?P<method>主动公开|依申请公开)(?:的|事项|信息|内容|部分)*"
_APART = re.compile(rf"[；;。\n]+\s*|[，,]\s*(?={_METHOD.replace('?P<method>', '?:')}[，,：:])")
_NUMBER = re.compile(r"^(?:[(（]?[\d一二三四五六七八九十]{1,2}(?:[)）]、?|[、.．](?!\d))|[①-⑳])\s*")
_OF_METHOD = re.compile(rf"{_METHOD}\s*[，,：:]\s*(?=\S)")
_CLAUSES = re.compile(r"[，,；;。、\n]|且|并|或|和")
_LENGTH = re.compile(r"(?:公示|公告|保留|不少于|不得少于)[^，,；;。]{0,6}\d+\s*个?(?:工作日|日|天)(?:以上)?")
"""How long something stays, not by when it comes."""


def taken_apart(text: str) -> tuple[dict[str, Any], ...]:
    """The deadlines of a cell (`text`, `method` where the words name it); () where it is one, or nobody can be sure."""
    parts = [_NUMBER.sub("", part.strip()) for part in _APART.split(text) if part.strip()]
    if len(parts) < 2 or not all(_is_one(part) for part in parts):
        return ()
    if all(_count(part) is DeadlineCount.PROMPTLY for part in parts):
        return ()
    return tuple(map(_one, parts))


def may_be_several(text: str) -> bool:
    """Whether more than one clause of a text says by when or how often."""
    return len([1 for clause in _CLAUSES.split(_LENGTH.sub("", text)) if _is_told(clause)]) > 1


def _is_one(text: str) -> bool:
    return limit_of(_LENGTH.sub("", text)) is not None and not may_be_several(text)


def _is_told(clause: str) -> bool:
    return _count(clause) not in (None, DeadlineCount.PROMPTLY)


def _count(text: str) -> DeadlineCount | None:
    limit = limit_of(text)
    return limit.count if limit else None


def _one(text: str) -> dict[str, Any]:
    method = _OF_METHOD.match(text)
    if method is None:
        return {"text": text}
    kind = CatalogueMethod.PROACTIVE if method["method"] == "主动公开" else CatalogueMethod.ON_REQUEST
    return {"text": text[method.end() :], "method": kind}
