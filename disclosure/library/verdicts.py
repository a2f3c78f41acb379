"""Whether a citation says what this site published: read it, and hold it against what the site answers for.

A citation is what 复制引用 copies: 《某某办法》（青府规〔2024〕1号）第十二条（现行有效，2026年11月28日查，校验码0123456789abcdef）
https://…/policies/x/#tiao-12, in Chinese or English, alone or with the words that it quotes before or after it.
`templates/static/citation.js` reads and judges in the same way; tests/data/citation-vectors.json holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote

from disclosure.base.days import iso_day
from disclosure.library.certified import Clause, State
from disclosure.model.choices import Status
from disclosure.text.check_codes import digest, squeezed

Verdict = Literal["confirmed", "text-differs", "other-day", "status-differs", "name-differs", "no-code", "unknown"]
"""What becomes of a citation; the first that holds in the order unknown, name, no code, text, day, status, confirmed."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says: of which document (the end of its `address`) and place, and its code, status and day, if it does.

    `name` is squeezed: title, number and place as they stand before the bracket, `quoted` the words that stand beside it.
    """

    address: str
    document: str
    anchor: str
    name: str
    quoted: str
    code: str | None
    status: Status | None
    day: date | None


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

    def clauses(self, anchor: str) -> tuple[Clause, ...]:
        """A place through all texts."""
        return tuple(state.clauses[anchor] for state in self.states if anchor in state.clauses)


_ADDRESS = re.compile(r"(https?://[^\s<>\"#]*/([^/\s<>\"#]+)/)#([^\s<>\"（）()，。,;；]+)")
_LABELS = {squeezed(label).lower(): status for status in Status for label in (status.zh, status.en)}
_CODE = re.compile(r"(?:校验码|checkcode)([0-9a-f]{16})(?![0-9a-z])")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日查|asof(\d{1,2})([a-z]{3})[a-z]*(\d{4})")
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
        quoted=quoted if squeezed(quoted) else "",
        code=code[1] if (code := _CODE.search(said)) else None,
        status=_LABELS.get(said.split(",")[0]),
        day=_day(day) if day else None,
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


def judge(citation: Citation, document: Certified | None) -> Verdict:
    """Whether a citation of a document, None: one that is not known, says what was published."""
    known = document.clauses(citation.anchor) if document else ()
    if document is None or document.address != citation.address or not known:
        return "unknown"
    if citation.name not in {name for clause in known for name in _names(document, clause)}:
        return "name-differs"
    if citation.code is None and not citation.quoted:
        return "no-code"
    words = digest(citation.quoted) if citation.quoted else None

    def same(clause: Clause | None) -> bool:
        return clause is not None and citation.code in (None, clause.code) and words in (None, clause.sha256)

    if not any(map(same, known)):
        return "text-differs"
    if citation.day is not None:
        state = document.state_on(citation.day)
        if state is None or not same(state.clauses.get(citation.anchor)):
            return "other-day"
        if citation.status is not None and citation.status is not document.status_on(citation.day):
            return "status-differs"
    return "confirmed"


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
