"""Which places of a text a citation means: 第八条第二款, 第三条至第五条, 附件2第一条, 二、（三）.

A citation is read as its author wrote it; a place is found by the anchor that it must have (see `structure`), otherwise by how
the text itself calls it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple
from urllib.parse import unquote

from disclosure.text.numbering import number, numeral

Unit = Literal["条", "款", "项", "目", "章", "节", "编", "附件", "部分"]

_NUMBER = r"(?:[一二三四五六七八九十百千零〇○两]{1,9}|\d{1,4})"
_TOKEN = re.compile(
    rf"附[件表录图](?P<附件>{_NUMBER}(?:-\d+)?)?|第(?P<编>{_NUMBER})编|第(?P<章>{_NUMBER})章|第(?P<节>{_NUMBER})节"
    rf"|第(?P<条>{_NUMBER})条(?:之(?P<之>{_NUMBER}))?|第(?P<款>{_NUMBER})款"
    rf"|第\(?(?P<项>{_NUMBER})\)?项|第\(?(?P<目>{_NUMBER})\)?目"
    r"|第?(?P<细>\d{1,2}(?:\.\d{1,2})+)(?:部分|节)?"
    rf"|第?(?P<一>{_NUMBER})(?:部分|、|(?<!\d)$)|\((?P<二>[^\d()]{{1,9}})\)|(?P<三>\d{{1,3}})\.(?!\d)|\((?P<四>\d{{1,3}})\)"
    r"|(?P<至>[至到~—-]+)"
)
_DEPTHS = {
    "附件": 0,
    "编": 1,
    "章": 2,
    "节": 3,
    "条": 4,
    "款": 5,
    "项": 6,
    "目": 7,
    "细": 4,
    "一": 4,
    "二": 5,
    "三": 6,
    "四": 7,
}
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
MOST = 200
"""Places that one citation may mean: 第一条至第九千条 is a slip."""


class _Step(NamedTuple):
    """One number of a citation: its unit, its value as it stands in an anchor, its words."""

    unit: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One place of a text: how it is cited, what it is, and the anchors that it may have, the likeliest first."""

    words: str
    unit: Unit | None
    anchors: tuple[str, ...]


def provisions(citation: str) -> tuple[Provision, ...]:
    """The places that a citation means, in its order; what is no citation by number is one place of that name."""
    text = re.sub(r"\s", "", _QUOTED.sub("", unicodedata.normalize("NFKC", citation)))
    found = tuple(_provision(steps) for steps in _paths(text))
    return found[:MOST] or (Provision(citation, None, ()),)


def anchor_of(provision: Provision, passages: Mapping[str, str]) -> str | None:
    """Where a text has this place, given how each of its anchors is cited; None where it has no such place."""
    named = next((anchor for anchor in provision.anchors if anchor in passages), None)
    wanted = _plain(provision.words)
    return named or next((anchor for anchor, label in passages.items() if _plain(label) == wanted), None)


def near_anchor(fragment: str, is_there: Callable[[str], bool]) -> dict[str, str]:
    """For `#第十二条`, which is how a place is cited and not how it is called: `near` the anchor that it has."""
    named = (anchor for one in provisions(unquote(fragment)) for anchor in one.anchors)
    found = next((anchor for anchor in named if is_there(anchor)), None)
    return {"near": f"#{found}"} if found else {}


def _paths(text: str) -> Iterator[tuple[_Step, ...]]:
    """The numbers on the way to each place. One that is no deeper than the last begins another place: 第二条、第三条."""
    steps: tuple[_Step, ...] = ()
    until = False
    for found in _TOKEN.finditer(text):
        if found["至"]:
            until = bool(steps)
            continue
        unit = next(name for name in _DEPTHS if found[name]) if found.lastgroup else "附件"
        step = _step(unit, found)
        above = tuple(one for one in steps if _DEPTHS[one.unit] < _DEPTHS[unit])
        if len(above) < len(steps):
            yield steps
            if until:
                yield from ((*above, between) for between in _between(steps[len(above)], step))
        steps, until = (*above, step), False
    if steps:
        yield steps


def _step(unit: str, found: re.Match[str]) -> _Step:
    written = found[unit] or "1"
    value = written.replace(".", "-") if re.search("[-.]", written) else str(number(written))
    inserted = f"-zhi-{number(found['之'])}" if unit == "条" and found["之"] else ""
    return _Step(unit, value + inserted, found[0].replace("(", "（").replace(")", "）"))


def _between(first: _Step, last: _Step) -> Iterator[_Step]:
    """What lies between two places of one kind."""
    if first.unit == last.unit and first.value.isdecimal() and last.value.isdecimal():
        for value in range(int(first.value) + 1, min(int(last.value), int(first.value) + MOST)):
            shown = numeral(value)
            words = {"项": f"第（{shown}）项", "二": f"（{shown}）", "一": f"{shown}、"}.get(
                first.unit, f"第{shown}{first.unit}"
            )
            yield _Step(first.unit, str(value), words)


_IN_ENGLISH = {
    "附件": "Annex",
    "编": "Part",
    "章": "Chapter",
    "节": "Section",
    "条": "Article",
    "款": "paragraph",
    "项": "item",
    "目": "sub-item",
}


def in_english(citation: str) -> str:
    """A citation in the words of English translations: 第八条第二款 is Article 8, paragraph 2; 第三条至第五条 names all three.

    What has other parts than these, or is none by number, stays as it is.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", citation))
    paths = tuple(_paths(text))[:MOST]
    if (
        not paths
        or _NO_PLACE.sub("", _TOKEN.sub("", text))
        or any(one.unit not in _IN_ENGLISH for one in chain(*paths))
    ):
        return citation
    places = (", ".join(f"{_IN_ENGLISH[one.unit]} {one.value.replace('-zhi-', '-')}" for one in path) for path in paths)
    return "; ".join(places) if any(len(path) > 1 for path in paths) else ", ".join(places)


_NO_PLACE = re.compile("[、，和及与]")
"""What stands between the places of a citation."""


_UNITS: Mapping[str, Unit] = {"细": "部分", "一": "部分", "二": "部分", "三": "部分", "四": "部分"}


def _provision(steps: tuple[_Step, ...]) -> Provision:
    values = {step.unit: step.value for step in steps}
    last = steps[-1].unit
    unit: Unit = _UNITS.get(last, last)  # type: ignore[arg-type]  # the names of `_DEPTHS`
    return Provision("".join(step.words for step in steps).rstrip("、."), unit, tuple(_anchors(values)))


def _anchors(values: Mapping[str, str]) -> Iterator[str]:
    """The anchors of a place: 第一款 has one of its own only where its article stands in a heading or has 项."""
    annex = f"fujian-{values['附件']}-" if "附件" in values else ""
    part = f"bian-{values['编']}-" if "编" in values else ""
    outline = [values[name] for name in ("细", "一", "二", "三", "四", "项", "目") if name in values]
    if "条" in values:
        article = f"{annex}tiao-{values['条']}"
        below = [values[name] for name in ("项", "目") if name in values]
        clause = [values["款"]] if "款" in values else ["1"] if below else []
        yield "-".join((article, *clause, *below))
        if clause == ["1"] and not below:
            yield article
    elif outline:
        yield f"{annex}s-{'-'.join(outline)}"
    elif "节" in values:
        chapter = f"{values['章']}-" if "章" in values else ""
        yield f"{annex}{part}jie-{chapter}{values['节']}"
    elif "章" in values:
        yield f"{annex}{part}zhang-{values['章']}"
    elif part or annex:
        yield f"{annex}{part}".rstrip("-")


_SIGNS = re.compile(r"[\W_]+")
_HAN = re.compile("[一二三四五六七八九十百千零〇○两]+")


def _plain(label: str) -> str:
    """A citation by its numbers and units alone, however they are written."""
    return _HAN.sub(lambda found: str(number(found[0])), _SIGNS.sub("", unicodedata.normalize("NFKC", label)))


def by_anchor(passages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """How each anchor is cited; of an anchor that stands twice, the first."""
    found: dict[str, str] = {}
    for anchor, label in passages:
        found.setdefault(anchor, label)
    return found
