"""What the site answers for of a document: its digests, through all texts that it has had and will have.

It follows from the content alone and from no day of a build: what was published stays verifiable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.library.amending import ProseOf, concerned, history_of, words_on
from disclosure.library.bodies import only_on_request
from disclosure.library.library import Library
from disclosure.library.versions import wording_on, wordings
from disclosure.model.documents import Document, Policy
from disclosure.text.check_codes import SHORT, clauses, digest
from disclosure.text.prose import Passage


@dataclass(frozen=True, slots=True)
class Clause:
    """A place of a text: how it is cited, and the digest of its words."""

    label: str
    sha256: str

    @property
    def code(self) -> str:
        """Its check code."""
        return self.sha256[:SHORT]


@dataclass(frozen=True, slots=True)
class State:
    """The words of a document from a day on, None: from the first; `clauses` are its places by their anchors."""

    since: date | None
    sha256: str
    clauses: Mapping[str, Clause]


def states(library: Library, prose_of: ProseOf, record: Document) -> tuple[State, ...]:
    """The words of a document through all its texts and amendments, the first ones first; none where they are not published."""
    key = record.id
    if only_on_request(library.documents[key]):
        return ()
    days = sorted(set(_days(library, prose_of, key))) if isinstance(record, Policy) else ()
    found: list[State] = []
    for since in (None, *days):
        held = words_since(library, prose_of, record, since)
        state = _state(since, *held)
        if held[0] and (not found or (found[-1].sha256, found[-1].clauses) != (state.sha256, state.clauses)):
            found.append(state)
    return tuple(found)


def words_since(
    library: Library, prose_of: ProseOf, record: Document, since: date | None
) -> tuple[str, tuple[Passage, ...]]:
    """The words of a document from a day of `states` on, and the places in them."""
    key = record.id
    if isinstance(record, Policy):
        if (held := words_on(library, prose_of, key, since or date.min)) is not None:
            return held
        key = wording_on(library, key, since or date.min).key
    prose = prose_of(key)
    return prose.text, prose.passages


def _days(library: Library, prose_of: ProseOf, key: str) -> Iterator[date]:
    """The days on which the words of a policy may change."""
    for one in wordings(library, key):
        if one.since is not None:
            yield one.since
        if concerned(library, key):
            turns = (turn for article in history_of(library, prose_of, key, one).articles for turn in article.turns)
            yield from (turn.by.day for turn in turns if one.holds(turn.by.day))


def _state(since: date | None, text: str, passages: tuple[Passage, ...]) -> State:
    places = {passage.id: Clause(passage.label, digest(words)) for passage, words in clauses(text, passages)}
    return State(since, digest(text), places)
