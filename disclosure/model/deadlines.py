"""What the 公开时限 of a catalogue item says: read from its words, never guessed. Pure.

Only days counted from when the information came to be (信息形成, 变更, 制定, 获取) begin on a day that a document tells; days
counted from another event (批复, 作出决定) begin on a day that somebody has to say. "及时" asks for no number of days.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from disclosure.model.choices import DeadlineCount
from disclosure.model.vocabulary import Deadline

PERIODS = {
    DeadlineCount.MONTHLY: 1,
    DeadlineCount.QUARTERLY: 3,
    DeadlineCount.HALF_YEARLY: 6,
    DeadlineCount.YEARLY: 12,
}
"""How many months a period has of which each is to have something published."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How a deadline is counted. `number` are days, where days are counted.

    `from_event` says that they begin with something other than the information itself. `otherwise` says that the words
    yield to other rules (另有规定的除外), so that nobody can tell from them alone whether something is late.
    """

    count: DeadlineCount
    number: int | None = None
    from_event: bool = False
    otherwise: bool = False


_DAYS = re.compile(r"(\d{1,3})个?(?:(工作日)|自然日|日|天)(?:之?内|以内)")
_BARE = re.compile(r"(?:.*(?:之日起|[起后]))?(\d{1,3})个?(工作日)(?:公开)?")
_COMING = "(?:形成|制定|制作|获取|获得|生成|产生|变更|变动|更新)"
_CAME_TO_BE = re.compile(
    rf"自?(?:该|本|此)?(?:政府)?(?:信息)?{_COMING}(?:(?:或者?|及|、|和|/|\()?{_COMING}\)?)*(?:该|本|此)?(?:政府)?(?:信息)?(?:之日|后)?起?的?"
)
_OF_PERIOD = re.compile(r"[按每](?:个?半?年度?|个?季度?|个?月度?)(?:终了|结束|届满|末)")
"""Days that are counted from the end of a period: each one is to have something."""
_OTHERWISE = re.compile("另有规定|除外")
_PERIOD = (
    (DeadlineCount.HALF_YEARLY, re.compile("[按每]半年")),
    (DeadlineCount.QUARTERLY, re.compile("[按每]个?季度?")),
    (DeadlineCount.MONTHLY, re.compile("[按每]个?月")),
    (DeadlineCount.YEARLY, re.compile("[按每](?:个?年度?)|年度公开")),
)
_PROMPTLY = re.compile("及时|实时|即时|随时|适时|长期|常年")


def read_limit(deadline: Deadline) -> Limit | None:
    """How a deadline is counted: as its author says, otherwise as its words do; None where these say nothing countable."""
    if deadline.counted is not None:
        return Limit(deadline.counted, deadline.number)
    return limit_of(deadline.text)


@lru_cache(maxsize=1 << 10)
def limit_of(text: str) -> Limit | None:
    """How a limit in words is counted; None for words that are not understood. The first number of days counts."""
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    otherwise = _OTHERWISE.search(words) is not None
    if (found := _DAYS.search(words) or _BARE.fullmatch(words)) and not _OF_PERIOD.match(words):
        before = re.split("[,，;；。]", words[: found.start(1)])[-1]
        count = DeadlineCount.WORKING_DAYS if found[2] else DeadlineCount.DAYS
        return Limit(count, int(found[1]), bool(before) and not _CAME_TO_BE.fullmatch(before), otherwise)
    for count, pattern in _PERIOD:
        if pattern.search(words):
            return Limit(count, otherwise=otherwise)
    return Limit(DeadlineCount.PROMPTLY) if _PROMPTLY.search(words) else None


def working_days_of(deadlines: Iterable[Deadline]) -> int | None:
    """The working days that an item leaves from when the information came to be; None where its deadlines are no such one."""
    limits = [read_limit(one) for one in deadlines]
    if len(limits) != 1 or limits[0] is None or limits[0].from_event or limits[0].otherwise:
        return None
    return limits[0].number if limits[0].count is DeadlineCount.WORKING_DAYS else None
