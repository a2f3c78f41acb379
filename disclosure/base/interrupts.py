"""Ctrl+C and its like: what may not be broken off, and who need not hear of it.

Python knows of a signal in its main thread only; elsewhere there is nothing to hold back.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

_ENDING = tuple(getattr(signal, name) for name in ("SIGBREAK", "SIGHUP", "SIGTERM", "SIGINT") if hasattr(signal, name))
"""What ends a program: Ctrl+C, a terminal that is closed, a service that is stopped."""

Handler = Callable[[int, FrameType | None], Any] | int | None


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Signals that would end the program wait until the block has, however many come.

    Where the block itself fails, its error is told, and Ctrl+C has nothing more to end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before: dict[int, Handler] = {}
    try:
        for number in reversed(_ENDING):  # Ctrl+C first, and given back last
            if signal.getsignal(number) not in {None, signal.SIG_IGN}:
                before[number] = signal.signal(number, lambda number, _: waiting.append(number))
        yield
    except BaseException:
        waiting = [number for number in waiting if number != signal.SIGINT]
        raise
    finally:
        for number in _ENDING:
            if number in before:
                signal.signal(number, before[number])
        for number in sorted(set(waiting)):
            signal.raise_signal(number)


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Processes that are started meanwhile never hear Ctrl+C, which reaches a whole group: who started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: see `ignore`
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore() -> None:
    """From here on Ctrl+C is not for this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_with_parent() -> None:
    """Ctrl+C is for who started this process and ends it: then it ends as after Ctrl+C, and clears away what it began."""
    if threading.current_thread() is threading.main_thread():
        ignore()
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@contextlib.contextmanager
def never_lost() -> Iterator[None]:
    """A Ctrl+C that falls into a place that cannot raise (a destructor, a callback of C) comes again, without a traceback."""
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            threading.Timer(_AGAIN, _interrupt).start()
        else:
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


def _interrupt() -> None:
    """As Ctrl+C does: the main thread is woken, too."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


_AGAIN = 0.05
"""Seconds until then: by that time the place has been left."""
