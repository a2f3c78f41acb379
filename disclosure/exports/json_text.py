"""JSON as it stands in the files that people may open: indented, in UTF-8, with a line end."""

from __future__ import annotations

import json


def indented(value: object) -> bytes:
    """A value as such a file; the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
