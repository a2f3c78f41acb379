"""Which policies a question may be about: the letters that it shares with them, in the form in which search compares letters.

The search of the site runs in a browser. This is a simpler one over the same normalised pairs of letters (`normalise`): a
pair weighs more the fewer policies have it, and more in a title than in a text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.library.listings import PolicyRow
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.site.page import Site
from disclosure.text.normalise import fold, folded_tokens
from disclosure.text.titles import named, only_changes, only_ends

PROPOSALS = 3
LEAST = 0.15
"""Below this, nothing is proposed."""
_TITLE, _WORDS, _SUMMARY, _TEXT = 1.0, 0.8, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A policy that a question may be about; `score` is from 0 to 1."""

    row: PolicyRow
    score: float


class Matcher:
    """All policies of a site, as questions are compared with them."""

    def __init__(self, site: Site) -> None:
        rows = site.listings.of(Policy).items()
        self._rows = {key: row for key, row in rows if not _says_nothing_itself(row)}
        tags = site.library.vocabulary.tags
        self._weights = {
            key: _weights(row, [tags[tag].record.name for tag in row.record.tags], site.library.documents[key].body)
            for key, row in self._rows.items()
        }
        self._synonyms = [[fold(word) for word in group] for group in site.library.vocabulary.synonyms]
        self._known = Counter(token for weights in self._weights.values() for token in weights)

    def proposals(self, question: str) -> tuple[Proposal, ...]:
        """The likeliest policies, those in force before others of the same score; none where nothing is like it."""
        ways = [
            {token: self._rarity(token) for token in folded_tokens(way)} for way in self._said_otherwise(fold(question))
        ]
        found = []
        for key, weights in self._weights.items():
            score = max(_score(asked, weights) for asked in ways)
            row = self._rows[key]
            holds = row.status in (Status.IN_FORCE, Status.NOT_YET_EFFECTIVE)
            found.append(Proposal(row, round(score if holds else score / 2, 3)))
        best = sorted(found, key=lambda one: (-one.score, one.row.record.id))[:PROPOSALS]
        return tuple(one for one in best if one.score >= LEAST)

    def _said_otherwise(self, question: str) -> Iterator[str]:
        """The question as it is, and with each word that documents put otherwise (content/data/synonyms.yaml)."""
        yield question
        for group in self._synonyms:
            for word in group:
                if word in question:
                    yield from (question.replace(word, other) for other in group if other not in question)

    def _rarity(self, token: str) -> float:
        """What no policy has tells nothing apart, and weighs little."""
        number = self._known[token]
        return math.log(1 + len(self._weights) / number) if number else 0.3


def _score(asked: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How much of what was asked a policy has, from 0 to 1."""
    return sum(rarity * weights.get(token, 0) for token, rarity in asked.items()) / (sum(asked.values()) or 1)


def _says_nothing_itself(row: PolicyRow) -> bool:
    """Whether a policy only changes or ends others: the answer stands in those."""
    return only_changes(row.record.title) or only_ends(row.record.title)


def _weights(row: PolicyRow, tags: list[str], body: str) -> Mapping[str, float]:
    """What each pair of letters of a policy weighs: where it stands in several places, by the best of them."""
    record = row.record
    weights: dict[str, float] = {}
    for weight, words in (
        (_TEXT, [body]),
        (_SUMMARY, [record.summary or ""]),
        (_WORDS, [*record.keywords, *tags]),
        (_TITLE, [named(record.title).name]),
    ):
        weights |= dict.fromkeys((token for text in words for token in folded_tokens(fold(text))), weight)
    return weights
