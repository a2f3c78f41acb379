"""Whether a citation says what this site published: read it, and hold it against what the site answers for.

A citation is what 复制引用 copies: 《某某办法》（青府规〔2024〕1号）第十二条（现行有效，2026年11月28日查，校验码0123456789abcdef）
https://…/policies/x/#tiao-12, in Chinese or English, alone or with the words that it quotes before or after it.
`templates/static/citation.js` reads and judges in the same way; tests/data/citation-vectors.json holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote

from disclosure.base.days import iso_day
from disclosure.library.certified import Clause, State
from disclosure.model.choices import Status
from disclosure.text.check_codes import digest, squeezed

Verdict = Literal[
    "confirmed",
    "text-differs",
    "other-day",
    "coming",
    "status-differs",
    "name-differs",
    "no-code",
    "several",
    "unknown",
]
"""What becomes of a citation: the first that holds of several, unknown, name, no code, text, coming, day, status, confirmed.

`coming`: the day that it names has not come, so that nobody can have looked on it.
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says: of which document (the end of its `address`) and place, and its code, status and day, if it does.

    `name` is squeezed: title, number and place as they stand before the bracket, `quoted` the words that stand beside it, on
    lines of their own; `more` says that another citation follows.
    """

    address: str
    document: str
    anchor: str
    name: str
    quoted: str
    code: str | None
    status: Status | None
    day: date | None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Certified:
    """What the site answers for of one document: `cited` is how it is cited, `timeline` the days of its statuses, in order."""

    id: str
    address: str
    cited: str
    timeline: tuple[tuple[date | None, Status], ...]
    states: tuple[State, ...]

    def status_on(self, day: date) -> Status | None:
        """The status on a day; None of what has none."""
        past = [status for on, status in self.timeline if on is None or on <= day]
        return past[-1] if past else None

    def state_on(self, day: date) -> State | None:
        """The words that hold on a day; before the first they are the first."""
        past = [state for state in self.states if state.since is None or state.since <= day]
        return past[-1] if past else None

    def beside(self, citation: Citation) -> str | None:
        """What stands before the name on the line of a citation, squeezed; None where the name is another one."""
        names = sorted({name for clause in self.clauses(citation.anchor) for name in _names(self, clause)}, key=len)
        found = next((name for name in reversed(names) if citation.name.endswith(name)), None)
        return None if found is None else citation.name[: len(citation.name) - len(found)]

    def clauses(self, anchor: str) -> tuple[Clause, ...]:
        """A place through all texts."""
        return tuple(state.clauses[anchor] for state in self.states if anchor in state.clauses)


_ADDRESS = re.compile(r"(https?://[^\s<>\"#]*/([^/\s<>\"#]+)/)#([^\s<>\"（）()，。,;；]+)")
_LABELS = {squeezed(label).lower(): status for status in Status for label in (status.zh, status.en)}
_CODE = re.compile(r"(?:校验码|checkcode)([0-9a-f]{16})(?![0-9a-z])")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日查|asof(\d{1,2})([a-z]{3})[a-z]*(\d{4})")
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_QUOTING, _QUOTED = "“‘「『\"'", "”’」』\"'"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_citation(text: str) -> Citation | None:
    """The first citation in a text; None where there is none."""
    found = _ADDRESS.search(text)
    if found is None:
        return None
    lines = text[: found.start()].rstrip("\n").split("\n")
    start = len(lines) - 1  # a citation that was wrapped begins above, with the name of what is cited
    while start > 0 and not re.match(r"\s*[《<\"“]", lines[start]):
        start -= 1
    line = squeezed("".join(lines[start:]))
    quoted = "\n".join((*lines[:start], text[found.end() :]))
    name, said = _parted(line)
    day = _DAY.search(said)
    return Citation(
        address=found[1],
        document=unquote(found[2]),
        anchor=unquote(found[3]),
        name=name,
        quoted=quoted if _WORD.search(quoted) else "",
        code=code[1] if (code := _CODE.search(said)) else None,
        status=_LABELS.get(said.split(",")[0]),
        day=_day(day) if day else None,
        more=_ADDRESS.search(text, found.end()) is not None,
    )


def _parted(line: str) -> tuple[str, str]:
    """What stands before the last bracket of a line, and in it, which may hold others: 《某某办法（试行）》."""
    line = line.removesuffix(",")
    depth = 0
    for at in range(len(line) - 1, -1, -1) if line.endswith(")") else ():
        depth += (line[at] == ")") - (line[at] == "(")
        if depth == 0:
            return line[:at], line[at + 1 : -1].lower()
    return line, ""


def _day(found: re.Match[str]) -> date | None:
    year, month, day, day_en, month_en, year_en = found.groups()
    if year:
        return iso_day(f"{year}-{int(month):02}-{int(day):02}")
    number = _MONTHS.index(month_en) + 1 if month_en in _MONTHS else 0
    return iso_day(f"{year_en}-{number:02}-{int(day_en):02}")


def judge(citation: Citation, document: Certified | None, today: date) -> Verdict:
    """Whether a citation of a document, None: one that is not known, says what was published until today.

    Its words may stand in quotation marks, and without the number of their place; they may be those of a clause within it.
    """
    anchor = citation.anchor
    if citation.more:
        return "several"
    if document is None or document.address != citation.address or not document.clauses(anchor):
        return "unknown"
    beside = document.beside(citation)
    if beside is None:
        return "name-differs"
    quoted = citation.quoted or (beside if in_quotes(beside) else "")
    if citation.code is None and not quoted:
        return "no-code"

    def coded(state: State) -> bool:
        return anchor in state.clauses and citation.code in (None, state.clauses[anchor].code)

    def worded(state: State) -> bool:
        return anchor in state.clauses and (not quoted or _says(state, anchor, quoted))

    if not any(map(coded, document.states)) or not any(map(worded, document.states)):
        return "text-differs"
    return _on_its_day(citation, document, today, lambda state: coded(state) and worded(state))


def _on_its_day(citation: Citation, document: Certified, today: date, fits: Callable[[State], bool]) -> Verdict:
    """The verdict on a citation whose code and words were both published."""
    day = citation.day
    if day is not None and day > today:
        return "coming"
    of_day = document.states if day is None else (document.state_on(day),)
    if not any(state is not None and fits(state) for state in of_day):
        return "other-day"
    if day is not None and citation.status not in (None, document.status_on(day)):
        return "status-differs"
    return "confirmed"


def in_quotes(words: str) -> bool:
    """Whether words before a name are what is quoted, and not the writer's own."""
    return words != "" and words[0] in _QUOTING and words[-1] in _QUOTED


def _says(state: State, anchor: str, quoted: str) -> bool:
    """Whether these are the words of a place, or of a clause within it, in a text."""
    plain = squeezed(quoted)
    readings = {plain, plain.strip(_QUOTING + _QUOTED)}
    label = squeezed(state.clauses[anchor].label)
    digests = {digest(before + words) for words in readings for before in ("", label)}
    within = (clause for key, clause in state.clauses.items() if key == anchor or key.startswith(f"{anchor}-"))
    return any(clause.sha256 in digests for clause in within)


def _names(document: Certified, clause: Clause) -> tuple[str, str]:
    """A document and its place as a citation names them: in Chinese without a sign between, in English with one."""
    return squeezed(document.cited + clause.label), squeezed(f"{document.cited},{clause.label}")


def same_words(text: str, documents: Iterable[Certified]) -> Iterator[tuple[Certified, str]]:
    """Documents, "" for the whole of one, and places of them that have, or had, exactly these words."""
    words = digest(text)
    for one in documents:
        if any(state.sha256 == words for state in one.states):
            yield one, ""
        anchors = {key: None for state in one.states for key, clause in state.clauses.items() if clause.sha256 == words}
        yield from ((one, anchor) for anchor in anchors)
