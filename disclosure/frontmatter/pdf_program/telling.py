"""What the parts of this program share: lines for who asked, and bounds."""

from __future__ import annotations

import base64
import json
import re
import sys
from typing import Any

OPERATORS = 2_000_000
"""Steps of drawing in all pages together; a dense page of text has some thousands."""
FILE = 20_000_000
"""Bytes of one file inside the file."""


class TooMuchError(Exception):
    """The file is beyond the bounds."""


class Steps:
    """Counts the steps of drawing in all pages together; raises TooMuchError."""

    def __init__(self) -> None:
        self._left = OPERATORS

    def __call__(self, *_: object) -> None:
        """One step more."""
        self._left -= 1
        if self._left < 0:
            raise TooMuchError("过于复杂 too complex")


def tell(*what: object) -> None:
    """One line for who asked."""
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


def resolved(value: Any, *keys: str) -> Any:
    """What stands under these keys, or None."""
    for key in keys:
        value = value.get(key) if hasattr(value, "get") else None
        value = value.get_object() if hasattr(value, "get_object") else value
    return value


def give(name: str, data: bytes) -> None:
    """Hand on a file inside the file."""
    if len(data) > FILE:
        tell("error", f"{name}：过大 too large")
    else:
        tell("file", name, base64.b64encode(data).decode())


def tell_markup(stream: Any) -> None:
    """The words of XML."""
    tell("text", re.sub("<[^<>]*>", "\n", stream.get_data().decode("utf-8", "replace")))
