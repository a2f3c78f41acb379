"""Rules on the review before publication (先审查后公开, 政府信息公开条例 Art. 17): there is one, it was done, and first.

That its result and the document's own openness agree is seen where both are read (`model/documents`), of what is withheld too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.model.documents import Document, Policy, Review
from disclosure.model.kinds import kind_of
from disclosure.model.records import Entry
from disclosure.model.vocabulary import LegalRule
from disclosure.rules.check import rule


@rule("reviews")
def reviews(library: Library, on: date) -> Iterator[Problem]:
    """What the rule `review-owed` names has a record of its review; no review lies after publication or after today."""
    owed = library.vocabulary.rules.get("review-owed")
    for entry in library.documents.values():
        review: Review | None = entry.record.review
        if review is not None:
            yield from _out_of_time(entry, review, on)
        elif owed is not None and _owes(entry.record, owed.record):
            field = "published_on" if ("published_on",) in entry.places else "title"
            yield Problem(entry.place(field), "review-missing", {"owed_by": owed.record.basis})


def _out_of_time(entry: Entry[Document], review: Review, on: date) -> Iterator[Problem]:
    published: date | None = entry.record.read("published_on")
    values, place = {"reviewed": str(review.on)}, entry.place("review", "on")
    if review.on > on:
        yield Problem(place, "review-in-future", values | {"on": str(on)})
    elif published is not None and review.on > published:
        yield Problem(place, "review-after-publication", values | {"published": str(published)})


def _owes(record: Document, owed: LegalRule) -> bool:
    """Whether a document is to have one. A translation is published as its original was found."""
    kind = kind_of(record)
    if record.translation_of is not None or owed.value == 0:
        return False
    if kind.folder not in owed.kinds and not (isinstance(record, Policy) and record.category in owed.categories):
        return False
    day = record.read("published_on") or kind.day_of(record)
    return owed.since is None or (day is not None and day >= owed.since)
