"""Digits however they are written: in any script, as signs that are read as one, and as escapes."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
"""Characters that nobody sees, for a class of a pattern."""
WIDE = rf"\W_年月日{UNSEEN}"
"""What may stand between the digits of one number, of whatever kind and over lines and cells: whatever is no letter."""
TEN = "Xx×✕✖╳ⅩⅹＸｘХхΧχ"
"""How ten is written as a check digit: the letter, and what looks like it."""

_ALL = [chr(code) for code in range(128, sys.maxunicode + 1) if unicodedata.digit(chr(code), None) is not None]
_PLAIN_DIGITS = {ord(one): str(unicodedata.digit(one)) for one in _ALL if one.isdecimal()}
_OTHER_DIGIT = re.compile(r"[^\x00-\x7f\D]")
_SPELT_DIGITS = {
    **{ord(one): str(unicodedata.digit(one)) for one in _ALL if not one.isdecimal() and one < "\U00010000"},
    **{
        ord(one): f"{value}"
        for ten in (
            "〇一二三四五六七八九",
            "零壹贰叁肆伍陆柒捌玖",
            "○壹貳參肆伍陸柒捌玖",
            "O㈠㈡㈢㈣㈤㈥㈦㈧㈨",
            "o㊀㊁㊂㊃㊄㊅㊆㊇㊈",
        )
        for value, one in enumerate(ten)
    },
    **dict.fromkeys(map(ord, "lI幺"), "1"),
    **dict.fromkeys(map(ord, "两俩"), "2"),
}
"""Signs that are read as a digit (as ① and ¹), though one that stands alone is none: marks
of lists, powers, words, letters that look like one."""
_SPELT = "".join(map(chr, _SPELT_DIGITS))
_NEAR = rf"(?:(?![{_SPELT}])[{WIDE}]){{0,3}}+"
_SPELT_ROW = re.compile(rf"[0-9{_SPELT}](?<![0-9{_SPELT}].){_NEAR}(?:[0-9{_SPELT}]{_NEAR}){{16,}}[0-9{_SPELT}{TEN}]?+")
_ESCAPE = re.compile(
    r"%[0-7][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|\\x[0-7][0-9a-f]|\\u[0-9a-f]{4}|\\u\{[0-9a-f]{2,5}\}"
    r"|_x[0-9a-f]{4}_|\\'[0-7][0-9a-f]|&#[0-9]{2,7};|&#x[0-9a-f]{2,6};",
    re.IGNORECASE,
)
"""A character as it is written in addresses, programs, Excel, Rich Text and HTML."""
_ESCAPES = ("%", "\\", "_x", "&#")
_IN_MAIL = re.compile(r"=(?:[0-7][0-9A-F]|\r?\n)")
"""One in mail (RFC 2045), where a value in an address begins alike."""


def with_plain_digits(text: str) -> str:
    """The same text with full-width and other digits as 0 to 9, each in its place."""
    return text if text.isascii() or not _OTHER_DIGIT.search(text) else text.translate(_PLAIN_DIGITS)


def read_otherwise(text: str) -> Iterator[str]:
    """Texts as long, with escapes, or long rows of signs that stand for digits, as what they mean, each in its place."""
    if any(escape in text for escape in _ESCAPES):
        yield _ESCAPE.sub(_meant, text)
    if "=3" in text:
        yield _IN_MAIL.sub(_meant, text)
    if _SPELT_ROW.search(text):
        yield _SPELT_ROW.sub(lambda row: row[0].translate(_SPELT_DIGITS), text)


def _meant(escape: re.Match[str]) -> str:
    """The character that is meant, and as many that nobody sees as keep everything behind it in its place."""
    written = escape[0]
    if written.startswith("=") and written[-1] == "\n":
        meant = ""
    elif written.startswith("%"):
        meant = unquote(written, errors="replace")
    else:
        base = 10 if written.startswith("&#") and written[2] not in "xX" else 16
        meant = chr(min(int(re.sub(r"[^0-9a-fA-F]", "", written), base), sys.maxunicode))
    return with_plain_digits(meant).ljust(len(written), "\u200b")
