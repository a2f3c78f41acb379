"""How long the phases of a build take, and how far a long one is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: its name, how long it took, and how many things it worked on."""

    name: str
    seconds: float
    count: int


class Clock:
    """Hears of each phase as it ends; a phase begins where the one before ended.

    `ended` is called with each phase, `began` with the name of the next and how many things it will work on (0: that is
    not known), `progress` with how many of how many things it has done. A build is given up, and nothing published, when
    one of these two raises before the site has begun to change.
    """

    def __init__(
        self,
        ended: Callable[[Phase], None] = lambda _: None,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        began: Callable[[str, int], None] = lambda _name, _of: None,
    ) -> None:
        self.phases: list[Phase] = []
        self.progress = progress
        self._ended = ended
        self._next = began
        self._began = time.perf_counter()

    def done(self, name: str, count: int, then: str = "", of: int = 0) -> None:
        """A phase has ended; `then` is the next, with `of` things to work on."""
        now = time.perf_counter()
        phase = Phase(name, now - self._began, count)
        self._began = now
        self.phases.append(phase)
        self._ended(phase)
        if then:
            self._next(then, of)
