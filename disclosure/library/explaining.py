"""The interpretations of a policy in a row: those published with it, those that follow it up (跟踪解读), those of its draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from disclosure.library.library import Library
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Interpretation, Policy
from disclosure.model.vocabulary import LegalRule
from disclosure.text.titles import only_changes, only_ends

TOGETHER = timedelta(days=31)
"""What is published within these days of the first interpretation goes with it; what is later follows up."""


def owes_interpretation(library: Library, policy: Policy) -> LegalRule | None:
    """The rule by which a policy is to be explained (`interpretation-owed`); None where it need not be.

    A document that ends others, prolongs or amends them has nothing of its own to explain.
    """
    entry = library.vocabulary.rules.get("interpretation-owed")
    if entry is None or policy.category not in entry.record.categories or policy.published_on is None:
        return None
    if policy.disclosure is not Disclosure.PROACTIVE or policy.translation_of is not None:
        return None
    if entry.record.since is not None and policy.published_on < entry.record.since:
        return None
    changes = only_changes(policy.title) if policy.only_changes is None else policy.only_changes
    return None if changes or only_ends(policy.title) else entry.record


def surely_late_after(published: date, limit: LegalRule) -> date:
    """The day after which an interpretation is late whatever days people worked: nobody needs a calendar to know."""
    return published + timedelta(days=2 * limit.value) + TOGETHER


def explaining(library: Library, document: str) -> tuple[str, ...]:
    """The interpretations of a policy or a draft by day, the first one first; those without a day come last."""
    records = (library.of(Interpretation)[key].record for key in library.sources("interpretations", document))
    return tuple(one.id for one in sorted(records, key=lambda one: (one.published_on or date.max, one.id)))


def explaining_drafts(library: Library, policy: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The matters in which a policy was put out as a draft, each with the interpretations that explain the draft alone.

    What explains the draft and the policy is an interpretation of the policy.
    """
    own = set(explaining(library, policy))
    for matter in (*library.sources("decisions", policy), *library.sources("consultations", policy)):
        if found := tuple(key for key in explaining(library, matter) if key not in own):
            yield matter, found


def follows_up(library: Library, key: str, policy: str) -> bool:
    """Whether an interpretation of a policy comes long after the first one."""
    days = [library.of(Interpretation)[one].record.published_on for one in (explaining(library, policy)[0], key)]
    return bool(days[0] and days[1] and days[1] > days[0] + TOGETHER)
