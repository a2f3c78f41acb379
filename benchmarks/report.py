"""docs/benchmarks.md from the figures of `run.py`: tables between the two marks of the document, and the pictures.

    python benchmarks/report.py

What was not measured is said to be missing; nothing here is written by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

from benchmarks.charts import Bar, Line, bars, lines

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = PROJECT / ".cache" / "benchmarks.json"
DOCUMENT = PROJECT / "docs" / "benchmarks.md"
PICTURES = PROJECT / "docs" / "pictures"
BEGIN, END = "<!-- figures: written by benchmarks/report.py -->", "<!-- end of figures -->"

CHANGES = {
    "nothing": "nothing changed",
    "body": "a text",
    "title": "a title",
    "tag": "a tag",
    "template": "the page template",
    "newest": "a title of the newest",
}
NONE = "–"


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the goals: measured in `mode`, at most `limit` times the same of Hugo, or at most `limit` seconds or MB."""

    words: str
    mode: str
    limit: float
    against: str | None = None
    of: str = "wall"
    documents: int = 10_000


GOALS = (
    Goal("cold, without search, against Hugo", "cold", 0.45, "hugo"),
    Goal("cold, with search, against Hugo and Pagefind", "search cold", 0.6, "hugo"),
    Goal("nothing changed, s", "nothing", 0.5),
    Goal("a title changed, page and lists, s", "title", 0.6),
    Goal("a title changed, page, lists and search, s", "search title", 3.0),
    Goal("the same of one of the newest documents, s", "search newest", 3.0),
    Goal("a title changed under `serve`, save to answer, s", "server title", 0.1),
    Goal("100,000 documents, cold, without search, s", "cold", 60, documents=100_000),
    Goal("100,000 documents, peak memory, MB", "cold memory", 1500, of="memory", documents=100_000),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The measured rows, and medians of them."""

    data: dict[str, Any]

    def of(self, documents: int, generator: str, mode: str, what: str = "wall") -> float | None:
        """The median of one quantity; None where nothing was measured."""
        found = [
            run[what]
            for run in self.data["runs"]
            if (run["documents"], run["generator"], run["mode"]) == (documents, generator, mode)
        ]
        return median(found) if found and None not in found else None

    @property
    def sizes(self) -> list[int]:
        """Numbers of documents that were measured."""
        return sorted({run["documents"] for run in self.data["runs"]})

    @property
    def names(self) -> list[str]:
        """The generators, ours first."""
        return list(self.data["about"]["titles"])

    def title(self, name: str) -> str:
        """What a generator is called, with a mark where its site has no lists."""
        about = self.data["about"]
        return f"{about['titles'][name]}{'' if about['lists'][name] else ' ¹'}"


def write(data: dict[str, Any]) -> None:
    """Renew the figures in the document, and the pictures."""
    figures = Figures(data)
    PICTURES.mkdir(exist_ok=True)
    for name, _, picture in pictures(figures):
        (PICTURES / name).write_text(picture, encoding="utf-8", newline="\n")
    text = DOCUMENT.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    inside = "\n\n".join(sections(figures))
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{inside}\n\n{END}{tail}", encoding="utf-8", newline="\n")


# --- pictures -----------------------------------------------------------------------------------------------


def pictures(figures: Figures) -> Iterator[tuple[str, str, str]]:
    """Name of the file, words for it, and picture; those for which nothing was measured are left out."""
    size = _main_size(figures)
    told = f"{size:,} documents; seconds, shorter is better"
    for name, mode, title in (
        ("bench-cold.svg", "cold", "Cold build, without search"),
        ("bench-search.svg", "search cold", "Cold build, with the search index"),
    ):
        if rows := _bars(figures, size, mode):
            yield name, title, bars(title, told, rows)
    if rows := _bars(figures, size, "title", ours=("search title", "title")):
        title = "One title changed: page and lists, in a new process"
        yield "bench-edit.svg", title, bars(title, told, rows)
    if curves := list(_curves(figures)):
        title = "Cost of a document"
        yield "bench-scaling.svg", title, lines(title, "ms a document, cold build without search", curves, "ms")


def _main_size(figures: Figures) -> int:
    """10,000 documents where they were measured, the size at which the peers were measured before."""
    return 10_000 if 10_000 in figures.sizes else figures.sizes[-1]


def _bars(figures: Figures, size: int, mode: str, ours: Sequence[str] = ()) -> list[Bar]:
    """One bar a generator; for ours one for each of its modes, where it has more than one."""
    found = []
    for name in figures.names:
        for each in ours if ours and name == "ours" else (mode,):
            value = figures.of(size, name, each)
            if value is not None:
                suffix = ", with search" if each.startswith("search") and not mode.startswith("search") else ""
                found.append(Bar(figures.title(name) + suffix, value, f"{_number(value)} s", ours=name == "ours"))
    return sorted(found, key=lambda bar: bar.value)


def _curves(figures: Figures) -> Iterator[Line]:
    for name in figures.names:
        measured = ((size, figures.of(size, name, "cold")) for size in figures.sizes)
        points = tuple((float(size), 1000 * value / size) for size, value in measured if value is not None)
        if len(points) > 1:
            yield Line(figures.title(name), points, ours=name == "ours")


# --- tables -------------------------------------------------------------------------------------------------


def sections(figures: Figures) -> Iterator[str]:
    """The text between the marks."""
    yield _about(figures)
    yield _goals(figures)
    for size in figures.sizes:
        yield f"### {size:,} documents"
        yield _cold(figures, size)
        if any(
            figures.of(size, name, f"{kind}{c}") for name in figures.names for kind in ("", "search ") for c in CHANGES
        ):
            yield _changes(figures, size)
        if any(figures.of(size, name, "server body") for name in figures.names):
            yield _servers(figures, size)
        yield _sites(figures, size)
    yield "\n".join(f"![{words}](pictures/{name})" for name, words, _ in pictures(figures))
    yield _missing(figures)


def _about(figures: Figures) -> str:
    about = figures.data["about"]
    machine = about["machine"]
    versions = ", ".join(f"{about['titles'].get(name, name)} {version}" for name, version in about["versions"].items())
    commands = "\n".join(f"{name:18} {command}" for name, command in about["commands"].items())
    return f"""\
Measured on {about["day"]}: {machine["cores"]} cores ({machine["processor"]}), {machine["memory"]} GB of memory, Linux \
{machine["kernel"]}, files on {machine["files"]}. Medians of at most {about["rounds"]} rounds; what takes longer \
than {about["patience"]:.0f} s cold ran once. Seed {about["seed"]}. ¹ marks sites of documents alone, without lists.

Versions: {versions}.

```
{commands}
```"""


def _goals(figures: Figures) -> str:
    rows = []
    for goal in GOALS:
        value = figures.of(goal.documents, "ours", goal.mode, goal.of)
        base = figures.of(goal.documents, goal.against, goal.mode, goal.of) if goal.against else 1.0
        measured = value / base if value is not None and base else None
        verdict = "not measured" if measured is None else "met" if measured <= goal.limit else "**not met**"
        rows.append((goal.words, f"≤ {goal.limit:g}", _number(measured), verdict))
    heading = "Goals, at 10,000 documents where no number is named:\n\n"
    return heading + _table(("goal", "limit", "measured", ""), rows)


def _cold(figures: Figures, size: int) -> str:
    rows = []
    for name in figures.names:
        row = [figures.title(name)]
        for kind in ("", "search "):
            wall, cpu = (figures.of(size, name, f"{kind}cold", what) for what in ("wall", "cpu"))
            row += [_number(wall), _ratio(wall, figures.of(size, "hugo", f"{kind}cold")), _number(cpu)]
            row.append(_whole(figures.of(size, name, f"{kind}cold memory", "memory")))
        rows += [row] if set(row[1:]) != {NONE} else []
    head = ("cold build", "s", "× Hugo", "CPU s", "MB", "with search: s", "× Hugo", "CPU s", "MB")
    return _table(head, rows)


def _changes(figures: Figures, size: int) -> str:
    rows = []
    for name in figures.names:
        for kind, suffix in (("", ""), ("search ", ", with search")):
            values = [figures.of(size, name, f"{kind}{change}") for change in CHANGES]
            if any(value is not None for value in values):
                rows.append([figures.title(name) + suffix, *map(_number, values)])
    return _table(("built again, in a new process: s", *CHANGES.values()), rows)


def _servers(figures: Figures, size: int) -> str:
    modes = ("server body", "server title", "server title list")
    rows = [[figures.title(n), *(_number(figures.of(size, n, mode), 3) for mode in modes)] for n in figures.names]
    head = ("server, from save to answer: s", "a text: its page", "a title: its page", "a title: the home page")
    return _table(head, [row for row in rows if set(row[1:]) != {NONE}])


def _sites(figures: Figures, size: int) -> str:
    rows = [
        [
            figures.title(s["generator"]),
            f"{s['html']:,}",
            f"{s['files']:,}",
            _whole(s["bytes"] / 1e6),
            f"{s['median_page']:,}",
        ]
        for s in sorted(figures.data["sites"], key=lambda site: figures.names.index(site["generator"]))
        if s["documents"] == size
    ]
    return _table(("what was built", "pages", "files", "MB", "median document page, bytes"), rows)


def _missing(figures: Figures) -> str:
    told = "No figure, and why:\n\n" + "\n".join(
        f"- {m['documents']:,} documents, {figures.title(m['generator'])}, {m['mode']}: {' '.join(m['why'].split())}"
        for m in figures.data["missing"]
    )
    return told if figures.data["missing"] else "Every figure could be measured."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, marks, *rows))


def _number(value: float | None, digits: int = 2) -> str:
    if value is None:
        return NONE
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.{digits}f}"


def _whole(value: float | None) -> str:
    return NONE if value is None else f"{value:,.0f}"


def _ratio(value: float | None, base: float | None) -> str:
    return f"{value / base:.2f}" if value is not None and base else NONE


if __name__ == "__main__":
    write(json.loads(RESULTS.read_text(encoding="utf-8")))
