"""What imports write into files that editors go on with, and how they show what would change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.model.records import Record

_PLAIN = re.compile(r"[\u4e00-\u9fff《（〔a-z_][\w\u4e00-\u9fff《》（）〔〕、，。；：“”/·—-]*")
_ALSO_PLAIN = frozenset(("yes", "no", "true", "false", "null", "on", "off", "y", "n"))


def scalar(text: str) -> str:
    """A text as YAML: plain where nothing in it could be taken for a sign."""
    is_plain = _PLAIN.fullmatch(text) and text not in _ALSO_PLAIN
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def in_words(value: object) -> str:
    """A value as whoever imports is shown it: lists and records as their parts, choices by their labels."""
    if isinstance(value, tuple):
        return "；".join(map(in_words, value))
    if isinstance(value, Record):
        return "，".join(in_words(part) for part in value.__dict__.values() if part)
    return "" if value is None else str(getattr(value, "zh", value))


@dataclass(frozen=True, slots=True)
class WrittenList:
    """The entries of a list in a YAML file as they stand there, remarks and all, with the lines before and behind them.

    A remark that stands above an entry is the entry's own.
    """

    head: tuple[str, ...]
    entries: tuple[tuple[str, ...], ...]
    tail: tuple[str, ...]
    indent: str

    @classmethod
    def of(cls, text: str, begins: Sequence[int]) -> WrittenList | None:
        """The list whose entries begin on these lines (from 1); None where there are none, or several on one line."""
        if not begins or len(set(begins)) < len(begins):
            return None
        lines = text.split("\n")
        starts = [begin - 1 for begin in begins]
        indent = lines[starts[0]][: len(lines[starts[0]]) - len(lines[starts[0]].lstrip())]
        end = next((n for n in range(starts[-1] + 1, len(lines)) if re.match(r"[^\s#]", lines[n])), len(lines))
        while not lines[end - 1].strip() or lines[end - 1].startswith("#"):  # these are of what comes next
            end -= 1
        starts = [_with_remarks(lines, start) for start in starts]
        entries = [tuple(lines[start:stop]) for start, stop in zip(starts, (*starts[1:], end), strict=True)]
        return cls(tuple(lines[: starts[0]]), tuple(entries), tuple(lines[end:]), indent)

    def rewritten(self, entries: Iterable[tuple[int | None, str]]) -> str:
        """The file with other entries: each by the number of the one that it was, None of a new one, and its text, "" to leave it.

        The remarks of one that is written anew stand above it. Texts begin with two spaces and a hyphen.
        """
        lines = list(self.head)
        for former, text in entries:
            was = self.entries[former] if former is not None else ()
            if not text:
                lines.extend(was)
                continue
            lines.extend(f"{self.indent}{remark}" for line in was for remark in _remarks(line))
            lines.extend(self.indent + line[2:] for line in text.splitlines())
        return "\n".join((*lines, *self.tail))


_REMARK = re.compile(r"[ \t]*#")


def _with_remarks(lines: Sequence[str], start: int) -> int:
    """Where the remarks above a line begin."""
    while _REMARK.match(lines[start - 1]):
        start -= 1
    return start


_AT_THE_END = re.compile(r"""^[^"'#]*(?:"[^"]*"[^"'#]*|'[^']*'[^"'#]*)*?\s(#.*)$""")


def _remarks(line: str) -> Iterator[str]:
    """The remark of a line: a whole line, or what stands at its end outside quotation marks."""
    if _REMARK.match(line):
        yield line.strip()
    elif found := _AT_THE_END.match(line):
        yield found[1].strip()
