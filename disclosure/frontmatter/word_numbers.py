"""The numbers that Word sets before paragraphs by itself: （一）, 1., 第一条. They stand in no text, only in its lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from disclosure.text.numbering import numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting", "ideographDigital")
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: `restarts` is the level, from 1, of which it begins anew; 0: of none, None: of any above it."""

    start: int
    form: str
    text: str
    restarts: int | None


@dataclass(slots=True)
class WordNumbers:
    """The lists of a Word file, counted through: `label` is to be asked of every paragraph once, in order."""

    _levels: Mapping[str, Mapping[int, _Level]]
    _lists: Mapping[str, str]
    _styles: Mapping[str, tuple[str, int]]
    _counted: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: ET.Element | None, styles: ET.Element | None) -> WordNumbers:
        """From word/numbering.xml and word/styles.xml, where a file has them."""
        if numbering is None:
            return cls({}, {}, {})
        levels = {
            _value(one, None, "abstractNumId"): {
                _number(_value(level, None, "ilvl")): _Level(
                    _number(_value(level, "start"), 1),
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    _number(_value(level, "lvlRestart")) if level.find(f"{_W}lvlRestart") is not None else None,
                )
                for level in one.findall(f"{_W}lvl")
            }
            for one in numbering.findall(f"{_W}abstractNum")
        }
        lists = {_value(one, None, "numId"): _value(one, "abstractNumId") for one in numbering.findall(f"{_W}num")}
        return cls(levels, lists, _of_styles(styles) if styles is not None else {})

    def label(self, paragraph: ET.Element) -> str:
        """The number before a paragraph; "" where it has none."""
        look = paragraph.find(f"{_W}pPr")
        if look is None:
            return ""
        name, depth = _listed(look) or self._styles.get(_value(look, "pStyle"), ("", 0))
        kind = self._lists.get(name, "")
        levels = self._levels.get(kind, {})
        if depth not in levels:
            return ""
        counted = self._counted.setdefault(kind, [None] * _LEVELS)
        before = counted[depth]
        counted[depth] = levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restarts = levels[deeper].restarts if deeper in levels else None
            if restarts is None or depth < restarts:
                counted[deeper] = None
        if levels[depth].form == "bullet":
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = levels.get(at)
            return _written(counted[at] or level.start, level.form) if level else ""

        return re.sub(r"%([1-9])", number, levels[depth].text)


def _listed(look: ET.Element) -> tuple[str, int] | None:
    """The list and the level that a paragraph or a style names; a list 0 takes the number away."""
    found = look.find(f"{_W}numPr")
    if found is None:
        return None
    return _value(found, "numId"), min(_number(_value(found, "ilvl")), _LEVELS - 1)


def _of_styles(styles: ET.Element) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.findall(f"{_W}style"):
        look = style.find(f"{_W}pPr")
        if look is not None and (listed := _listed(look)) is not None:
            found[_value(style, None, "styleId")] = listed
    return found


def _value(element: ET.Element, child: str | None, name: str = "val") -> str:
    found = element if child is None else element.find(f"{_W}{child}")
    return found.get(f"{_W}{name}", "") if found is not None else ""


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return numeral(number)
    if form == "decimalEnclosedCircle" and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return "" if form == "none" else str(number)
