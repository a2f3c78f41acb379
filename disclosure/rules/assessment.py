"""Rules on what units are assessed by: weights of measures that there are, elements that documents can have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Place, Problem
from disclosure.library.assessment import ELEMENTS, MEASURES
from disclosure.library.library import Library
from disclosure.model.config import Config
from disclosure.rules.check import rule

_SHARES = {one.id: one.share for one in MEASURES}


@rule("weights")
def weights(library: Library, _on: date) -> Iterator[Problem]:
    """A weight is one of a measure that is a share: what only counts has no full marks. All of them are a hundred points."""
    found = library.vocabulary.weights
    for key, entry in found.items():
        if key not in _SHARES:
            yield Problem(
                entry.place("id"),
                "weight-unknown",
                _meant(key, tuple(name for name, share in _SHARES.items() if share)),
            )
        elif not _SHARES[key]:
            yield Problem(entry.place("id"), "weight-of-a-count", {"id": key})
    whole = sum(entry.record.weight for entry in found.values())
    if found and whole != 100 and all(_SHARES.get(key) for key in found) and "weights" not in library.unread:
        yield Problem(next(iter(found.values())).place("weight"), "weights-not-hundred", {"whole": str(whole)})


@rule("owed-elements")
def owed_elements(library: Library, _on: date) -> Iterator[Problem]:
    """What documents owe is a field that stands in their table of elements."""
    for key, entry in library.vocabulary.elements.items():
        if key not in ELEMENTS:
            yield Problem(entry.place("id"), "element-unknown", _meant(key, ELEMENTS))


def ranked_without_weights(config: Config, library: Library) -> Iterator[Problem]:
    """A rank follows from a total, and that from weights."""
    if config.read("assessment") == "ranking" and not library.vocabulary.weights and "weights" not in library.unread:
        yield Problem(Place("config.yaml"), "ranking-without-weights")


def _meant(key: str, known: tuple[str, ...]) -> dict[str, str]:
    near = did_you_mean(key, known)
    return {"id": key, "known": "、".join(known)} | ({"near": near} if near else {})
