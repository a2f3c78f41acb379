"""The interpretations of a policy in a row: those published with it, and those that follow it up (跟踪解读)."""

from __future__ import annotations

from datetime import date, timedelta

from disclosure.library.library import Library
from disclosure.model.documents import Interpretation

TOGETHER = timedelta(days=31)
"""What is published within these days of the first interpretation goes with it; what is later follows up."""


def explaining(library: Library, policy: str) -> tuple[str, ...]:
    """The interpretations of a policy by day, the first one first; those without a day come last."""
    records = (library.of(Interpretation)[key].record for key in library.sources("interpretations", policy))
    return tuple(one.id for one in sorted(records, key=lambda one: (one.published_on or date.max, one.id)))


def follows_up(library: Library, key: str, policy: str) -> bool:
    """Whether an interpretation of a policy comes long after the first one."""
    days = [library.of(Interpretation)[one].record.published_on for one in (explaining(library, policy)[0], key)]
    return bool(days[0] and days[1] and days[1] > days[0] + TOGETHER)
