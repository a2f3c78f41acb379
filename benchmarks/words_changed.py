"""What finds the words that an amendment changed, how fast and how well: `words_changed.py [CORPUS]`.

Pairs are real: laws of one name in the corpus, each beside the next. Their clauses are matched as the product matches them
(`text/comparison`); each contestant then tells what differs within the clauses that changed. Of every answer is asked:

- islands: stretches of one or two letters that are the same between two changes, which make a comparison flicker;
- cut: ends of changes that lie inside a word, by jieba's dictionary, in either text;
- marked: letters that are shown as changed, of all letters of both texts: less is more exact.

An answer that does not give back both texts is an error. What is not installed is left out, and said to be.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import lzma
import platform
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

import rjieba

from disclosure.base.problems import Place
from disclosure.text import comparison
from disclosure.text.comparison import Clause, clauses, compare
from disclosure.text.prose import convert
from disclosure.text.source import Limits

CORPUS = Path(__file__).resolve().parents[2] / "shared/corpus/policies.jsonl.xz"
KINDS = frozenset(("法律", "行政法规", "地方性法规", "部门规章", "司法解释", "宪法"))
ISLAND = 2
LEAST = 0.3
"""The least share of clauses that two texts of one name must have in common: others are two matters of one name."""

Piece = tuple[str, str]
"""Words of the old text and of the new one: equal, or those that one takes the place of the other."""
Contestant = Callable[[str, str], list[Piece]]


def pairs(corpus: Path) -> Iterator[tuple[str, str]]:
    """The bodies of laws of one name, each with the next by day."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["kind"] in KINDS and record.get("published_on"):
                found[re.sub(r"[(（].*?[）)]$", "", record["title"])][record["published_on"]] = record["body"]
    for texts in found.values():
        yield from pairwise(texts[day] for day in sorted(texts))


def changed(corpus: Path) -> tuple[int, list[tuple[str, str]]]:
    """How many pairs of texts there are, and the words of every clause that is not the same in both."""
    number, differing = 0, []
    for old, new in pairs(corpus):
        rows = compare(_clauses(old), _clauses(new))
        matched = [row for row in rows if row.old and row.new]
        if rows and len(matched) >= LEAST * len(rows):
            number += 1
            differing += [
                (row.old.words, row.new.words) for row in matched if row.kind == "changed" and row.old and row.new
            ]
    return number, differing


def _clauses(body: str) -> Sequence[Clause]:
    prose, _ = convert(body, Place("corpus", 1, 1), Limits())
    return clauses(prose.text, prose.passages)


# --- contestants


def ours(old: str, new: str) -> list[Piece]:
    """What the product does: `difflib` by words, small islands joined."""
    pieces: list[Piece] = []
    for span in comparison.spans(old, new):
        if span.kind == "same":
            pieces.append((span.words, span.words))
        elif span.kind == "gone":
            pieces.append((span.words, ""))
        elif pieces and not pieces[-1][1] and pieces[-1][0]:
            pieces[-1] = (pieces[-1][0], span.words)
        else:
            pieces.append(("", span.words))
    return pieces


def by_difflib(cut: Callable[[str], Sequence[str]]) -> Contestant:
    """The standard library alone, by letters or words."""

    def compared(old: str, new: str) -> list[Piece]:
        before, after = cut(old), cut(new)
        found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        return [("".join(before[i1:i2]), "".join(after[j1:j2])) for _, i1, i2, j1, j2 in found]

    return compared


def by_rapidfuzz(cut: Callable[[str], Sequence[str]]) -> Contestant | None:
    """The fewest letters or words to be taken out and put in."""
    module = _installed("rapidfuzz.distance")
    if module is None:
        return None

    def compared(old: str, new: str) -> list[Piece]:
        before, after = cut(old), cut(new)
        found = module.Indel.opcodes(before, after)
        return [("".join(before[i1:i2]), "".join(after[j1:j2])) for _, i1, i2, j1, j2 in found]

    return compared


def joined(contestant: Contestant | None) -> Contestant | None:
    """The answer of another with its small islands joined as the product joins them."""
    if contestant is None:
        return None

    def compared(old: str, new: str) -> list[Piece]:
        parts = [(plain(a) == plain(b), a, b) for a, b in contestant(old, new)]
        return [(a, b) for _, a, b in comparison._joined(parts)]  # noqa: SLF001 — the very same

    return compared


def by_diff_match_patch() -> Contestant | None:
    """Google's, by letters, with its clean-up for human readers."""
    module = _installed("diff_match_patch")
    if module is None:
        return None
    machine = module.diff_match_patch()
    machine.Diff_Timeout = 0

    def compared(old: str, new: str) -> list[Piece]:
        found = machine.diff_main(old, new)
        machine.diff_cleanupSemantic(found)
        return [(text if kind <= 0 else "", text if kind >= 0 else "") for kind, text in found]

    return compared


def _installed(name: str) -> Any:
    """A library that is no dependency of the project, if it is there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def contestants() -> dict[str, Contestant | None]:
    """All of them by name; None for what is not installed."""
    words = comparison._words  # noqa: SLF001 — the very words that the product compares
    return {
        "the product: difflib by words, islands joined": ours,
        "difflib by letters": by_difflib(str),
        "difflib by words": by_difflib(words),
        "rapidfuzz by letters": by_rapidfuzz(str),
        "rapidfuzz by words": by_rapidfuzz(words),
        "rapidfuzz by words, islands joined": joined(by_rapidfuzz(words)),
        "diff-match-patch by letters, cleaned up": by_diff_match_patch(),
    }


# --- what is asked of an answer


@dataclass(slots=True)
class Measured:
    """What all answers of one contestant come to; `cut` is of `ends`, `marked` of `letters`."""

    seconds: float = 0
    islands: int = 0
    cut: int = 0
    ends: int = 0
    marked: int = 0
    letters: int = 0

    def add(self, old: str, new: str, pieces: Sequence[Piece]) -> None:
        """Count one answer."""
        joined = _joined(pieces)
        if plain("".join(a for a, _ in joined)) != plain(old) or plain("".join(b for _, b in joined)) != plain(new):
            raise AssertionError(f"not the texts: {old!r} {new!r} {pieces!r}")
        same = [plain(a) == plain(b) for a, b in joined]
        inner = zip(same[:-2], same[1:-1], same[2:], joined[1:-1], strict=True)
        self.islands += sum(
            here and not (before or after) and 0 < len(plain(words)) <= ISLAND
            for before, here, after, (words, _) in inner
        )
        self.letters += len(old) + len(new)
        self.marked += sum(len(a) + len(b) for (a, b), alike in zip(joined, same, strict=True) if not alike)
        for side, text in ((0, old), (1, new)):
            if "".join(piece[side] for piece in joined) != text:
                continue  # what is the same may be told as the other text writes it
            borders = set(accumulate(map(len, rjieba.cut(text))))
            ends = set(accumulate(len(piece[side]) for piece in joined)) - {0, len(text)}
            self.ends += len(ends)
            self.cut += len(ends - borders)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    found: list[Piece] = []
    for a, b in pieces:
        alike = plain(a) == plain(b)
        if found and alike == (plain(found[-1][0]) == plain(found[-1][1])):
            found[-1] = (found[-1][0] + a, found[-1][1] + b)
        else:
            found.append((a, b))
    return found


plain = comparison._plain  # noqa: SLF001 — what the type alone makes of a text is no change


def main() -> int:
    """Measure, and write a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    options = parser.parse_args()
    if not options.corpus.is_file():
        print(f"skipped: there is no corpus at {options.corpus}")
        return 0
    number, differing = changed(options.corpus)
    versions = {name: _version(name) for name in ("rapidfuzz", "diff-match-patch", "rjieba")}
    print(
        f"{number} pairs of texts, {len(differing):,} clauses that differ; Python {platform.python_version()}", end=""
    )
    print("".join(f", {name} {version}" for name, version in versions.items()) + ".\n")
    print("| | s | islands | cut words | marked letters |\n| --- | ---: | ---: | ---: | ---: |")
    list(comparison._words("读入词典"))  # noqa: SLF001 — the dictionary is read before the clock runs
    for name, contestant in contestants().items():
        if contestant is None:
            print(f"| {name} | not installed | | | |")
            continue
        start = time.process_time()
        answers = [contestant(old, new) for old, new in differing]
        found = Measured(time.process_time() - start)
        for (old, new), pieces in zip(differing, answers, strict=True):
            found.add(old, new, pieces)
        cut, marked = found.cut / max(found.ends, 1), found.marked / max(found.letters, 1)
        print(f"| {name} | {found.seconds:.1f} | {found.islands:,} | {cut:.1%} | {marked:.1%} |", flush=True)
    return 0


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    sys.exit(main())
