"""What a person at a terminal is told, and how a command that fails ends."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import TextIO

from disclosure import messages
from disclosure.problems import Language, Place, Problem, UserError

USAGE, OURS = 2, 3


def guarded(run: Callable[[], int], language: Language, through: tuple[type[BaseException], ...] = ()) -> int:
    """Run something and return its exit code; whatever goes wrong is told, but for what goes `through`."""
    try:
        return run()
    except through:
        raise
    except UserError as error:
        tell(error.problems, language)
        say(
            language,
            f"共 {len(error.problems)} 个问题，没有发布任何内容。",
            f"{len(error.problems)} problems; nothing was published.",
        )
        return error.exit_code
    except SystemExit as leaving:  # argparse, after --help and --version
        return int(leaving.code or 0)
    except OSError as error:
        place = Place(str(error.filename or "build.py"))
        tell([Problem(place, "system", {"detail": error.strerror or str(error)})], language)
        say(language, "没有发布任何内容，原有网站未改动。", "Nothing was published; the site is as it was.")
        return USAGE
    except KeyboardInterrupt:
        say(language, "已中断，原有网站未改动。", "Interrupted; the site is as it was.")
        return 130
    except BaseException:  # noqa: BLE001 — whatever it is, the person is told that it is our fault and what was kept
        traceback.print_exc()
        say(
            language,
            "程序自身出错，原有网站未改动。请把以上内容发给维护者。",
            "This is a fault of the program; the site is as it was. Please send the lines above to the maintainers.",
        )
        return OURS


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
