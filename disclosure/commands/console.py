"""What a person at a terminal is told, and how a command that fails ends."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import TextIO

from disclosure.base import messages
from disclosure.base.interrupts import uninterrupted
from disclosure.base.problems import Language, Place, Problem, Severity, UserError

USAGE, OURS, INTERRUPTED = 2, 3, 130


Said = tuple[str, str]
"""A sentence in Chinese, and in English."""


def untouched() -> Said:
    """What is said of the site after a command that does not touch it."""
    return "没有发布任何内容，原有网站未改动。", "Nothing was published; the site is as it was."


def guarded(
    run: Callable[[], int],
    language: Language,
    through: tuple[type[BaseException], ...] = (),
    site: Callable[[], Said] = untouched,
) -> int:
    """Run something and return its exit code; whatever goes wrong is told, but for what goes `through`.

    `site` says which site stands there then.
    """
    try:
        return run()
    except through:
        raise
    except SystemExit as leaving:  # argparse, after --help and --version
        return int(leaving.code or 0)
    except BaseException as error:  # noqa: BLE001 — whatever it is, the person is told
        with uninterrupted():
            return _ended(error, language, site())


def _ended(error: BaseException, language: Language, site: Said) -> int:
    """Tell how a command failed, and what became of the site; the exit code."""
    zh, en = site
    if _interrupted(error):
        say(language, f"已中断。{zh}", f"Interrupted. {en}")
        return INTERRUPTED
    if isinstance(error, UserError):
        tell(error.problems, language)
        errors = sum(messages.severity(problem) is Severity.ERROR for problem in error.problems)
        say(
            language,
            f"共 {errors} 个错误，{len(error.problems) - errors} 条提醒。{zh}",
            f"{errors} errors, {len(error.problems) - errors} warnings. {en}",
        )
        return error.exit_code
    if isinstance(error, MemoryError):
        tell([Problem(Place("build.py"), "out-of-memory")], language)
        say(language, zh, en)
        return USAGE
    if isinstance(error, OSError):
        place = Place(str(error.filename2 or error.filename or "build.py"))
        tell([Problem(place, "system", {"detail": error.strerror or str(error)})], language)
        say(language, zh, en)
        return USAGE
    write(sys.stderr, "".join(traceback.format_exception(error)).rstrip())
    say(
        language,
        f"程序自身出错，请把以上内容发给维护者。{zh}",
        f"This is a fault of the program; please send the lines above to the maintainers. {en}",
    )
    return OURS


def _interrupted(error: BaseException | None) -> bool:
    """Whether somebody pressed Ctrl+C: it may come as what a library made of it, or as what failed on the way out."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        if "KeyboardInterrupt:" in str(error):  # pydantic, while it builds a schema, keeps of an error only its name
            return True
        error = error.__cause__ or error.__context__
    return error is not None


def tell(problems: Sequence[Problem], language: Language) -> None:
    """Problems, in words, on the error stream."""
    for problem in problems:
        write(sys.stderr, messages.say(problem, language))


def say(language: Language, zh: str, en: str) -> None:
    """One line for whoever called."""
    write(sys.stdout, zh if language == "zh" else en)


def write(stream: TextIO | None, line: str) -> None:
    """Tell whoever listens. That nobody does any more (`| head -1`), or a full disk behind it, stops no build."""
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.write(f"{line}\n")


def speak_utf_8() -> None:
    """Chinese messages on a Windows console or in a CI without a locale, each line as soon as it is said."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]
    os.environ.setdefault("PYTHONIOENCODING", "utf-8")


def let_go_of_streams() -> None:
    """Flush what was said. Where it cannot be, Python must not try again at its end: that would change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
