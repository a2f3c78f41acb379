"""Letters that a font of symbols shows as boxes and ticks: 政府网站 behind an R of Wingdings 2 is ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        **dict.fromkeys((0x6E, 0x74), "■"),
        **dict.fromkeys((0x6F, 0x70, 0x71, 0xA8), "□"),
        0x6C: "●",
        0xFB: "×",
        0xFC: "√",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings2": {
        **dict.fromkeys((0x4F, 0xCD, 0xCE), "×"),
        **dict.fromkeys((0x51, 0x53, 0x54), "☒"),
        0x50: "√",
        0x52: "☑",
        0xA2: "■",
        0xA3: "□",
    },
    "webdings": {0x61: "√", 0x63: "□", 0x67: "■", 0x72: "☒"},
}
_NAME = re.compile(r"\s*[\"']?\s*(wingdings|webdings)\s*(2?)\b", re.IGNORECASE)
_UNKNOWN = "◆"
"""A symbol that is no box: something stands there."""


def shown(text: str, font: str | None) -> str:
    """A text as it is seen in a font; characters of private use are symbols whatever the font is called."""
    found = _NAME.match(font or "")
    signs = _FONTS.get(f"{found[1].lower()}{found[2]}") if found else None
    if signs is None and not any("\uf000" <= sign <= "\uf0ff" for sign in text):
        return text
    return "".join(_sign(sign, signs) for sign in text)


def _sign(sign: str, signs: Mapping[int, str] | None) -> str:
    code = ord(sign)
    if signs is not None and 0x20 < code < 0x100:
        return signs.get(code, _UNKNOWN)
    if not 0xF020 < code < 0xF100:
        return sign
    fonts = (signs,) if signs is not None else _FONTS.values()
    return next((one[code & 0xFF] for one in fonts if code & 0xFF in one), _UNKNOWN)
