"""Rules on interpretations (政策解读): owed, in step with the policy, open to everybody, and true of what they compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from disclosure.base.problems import Problem
from disclosure.library.comparing import meant_by
from disclosure.library.explaining import explaining, owes_interpretation, surely_late_after
from disclosure.library.library import Library
from disclosure.model.choices import InterpretationForm
from disclosure.model.documents import Authored, Interpretation, Media, Policy
from disclosure.model.media import MediaKind, media_kind
from disclosure.model.records import Entry
from disclosure.model.validity import turn_on
from disclosure.rules.check import document_rule, policy_rule, rule
from disclosure.rules.dates import late


@policy_rule("interpretation-owed")
def interpretation_owed(entry: Entry[Policy], library: Library, on: date) -> Iterator[Problem]:
    """What the rule `interpretation-owed` names has an interpretation, from the day on which it is late.

    A document that has ended has no readers.
    """
    policy, owed = entry.record, owes_interpretation(library, entry.record)
    if owed is None or policy.published_on is None:
        return
    if turn_on(library.timeline(policy.id), on).status.is_over or _unread(library):
        return
    if len(library.sources("interpretations", policy.id)) >= owed.value:
        return
    values = {"category": policy.category.zh, "category_en": policy.category.en.lower(), "owed_by": owed.basis}
    problem = Problem(entry.place("category"), "interpretation-missing", values)
    limit = library.vocabulary.rules.get("interpretation-within")
    if limit is None or on > surely_late_after(policy.published_on, limit.record):
        yield problem
    else:
        yield from late(library, policy.published_on, on, limit.record, problem)


@rule("interpretation-in-step")
def interpretation_in_step(library: Library, _on: date) -> Iterator[Problem]:
    """The first interpretation of a policy is published together with it, at the latest within the days that the rule sets.

    Later ones follow it up. One that explains several policies goes with the newest of them.
    """
    limit = library.vocabulary.rules.get("interpretation-within")
    if limit is None or _unread(library):
        return
    wrong = {entry.record.id for entry in library.broken.values()}
    policies = library.of(Policy)
    for entry in library.of(Interpretation).values():
        if not wrong.isdisjoint(entry.record.interprets):
            continue  # nobody knows when the newest was published
        days = [(policies[key].record.published_on, key) for key in entry.record.interprets if key in policies]
        newest, policy = max(((day, key) for day, key in days if day is not None), default=(None, ""))
        if newest is None or entry.record.published_on is None or explaining(library, policy)[0] != entry.record.id:
            continue
        values = {"published": str(entry.record.published_on), "policy": policy}
        problem = Problem(entry.place("published_on"), "interpretation-late", values)
        yield from late(library, newest, entry.record.published_on, limit.record, problem)


def _unread(library: Library) -> bool:
    """Whether an interpretation cannot be read: nobody knows of what it is the first."""
    return any(isinstance(entry.record, Interpretation) for entry in library.broken.values())


_FORMS = {
    InterpretationForm.GRAPHIC: ("文字版", "the same in words"),
    InterpretationForm.VIDEO: ("文字稿", "a transcript"),
    InterpretationForm.AUDIO: ("文字稿", "a transcript"),
}
"""Forms that leave somebody out, and what is to stand beside them."""


@document_rule("alternatives")
def alternatives(entry: Entry[Authored]) -> Iterator[Problem]:
    """What is to be seen stands in words below; what is to be heard has its transcript there, or in a file of its own."""
    record = entry.record
    media: tuple[Media, ...] = record.read("media", ())
    if entry.body.strip() or record.read("draft") or not (media or isinstance(record, Interpretation)):
        return
    form = record.read("form")
    heard = [index for index, one in enumerate(media) if _is_spoken(one)]
    spoken = next((index for index in heard if not _in_words(media[index])), None)
    if form in _FORMS and not (form is not InterpretationForm.GRAPHIC and heard and spoken is None):
        what, what_en = _FORMS[form]
        values = {"form": form.zh, "form_en": form.en.lower(), "what": what, "what_en": what_en}
        yield Problem(entry.place("form"), "alternative-missing", values)
    elif spoken is not None:
        values = {"form": media[spoken].read("title", ""), "form_en": media[spoken].read("title", "")}
        what, what_en = _FORMS[InterpretationForm.VIDEO]
        yield Problem(entry.place("media", spoken), "alternative-missing", values | {"what": what, "what_en": what_en})


def _is_spoken(media: Media) -> bool:
    return media_kind(media.read("file") or urlsplit(media.read("url") or "").path) in (
        MediaKind.VIDEO,
        MediaKind.AUDIO,
    )


def _in_words(media: Media) -> bool:
    return bool(media.read("transcript") or media.read("captions"))


@rule("differences")
def differences(library: Library, _on: date) -> Iterator[Problem]:
    """Differences from a former document are of one that the interpreted document is compared with."""
    if library.broken:
        return  # what cannot be read may be what is compared
    for entry in library.of(Interpretation).values():
        record = entry.record
        named = next((index for index, point in enumerate(record.differences) if point.articles), None)
        if record.differs_from is None and named is None:
            continue
        pages = meant_by(library, record)
        place = (
            entry.place("differs_from") if record.differs_from else entry.place("differences", named or 0, "articles")
        )
        if not pages:
            yield Problem(place, "nothing-compared", {"ids": "、".join(record.interprets)})
        elif len(pages) > 1:
            yield Problem(place, "compared-unclear", {"ids": "、".join(page.former for page in pages)})
