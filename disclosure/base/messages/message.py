"""How one code is said."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.base.problems import Severity


@dataclass(frozen=True, slots=True)
class Message:
    """How one code is said, and whether it stops publication."""

    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    severity: Severity = Severity.ERROR


def warning(zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Message:
    """A message that does not stop publication."""
    return Message(zh, en, hint_zh, hint_en, Severity.WARNING)


def note(zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Message:
    """A message of what may well be right: somebody is to look at it once."""
    return Message(zh, en, hint_zh, hint_en, Severity.NOTE)
