"""A whole build under every fault, from its first look at the files to what it remembers: killed, refused, out of space, broken off.

As in tests/site/test_faults.py, at operations throughout a build from nothing, of one that remembers the last, and of one
that replaces a whole site; a search index, attached files, the lock, the cache and the fingerprint are among them.
"""

import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from disclosure.base.fingerprint import beside
from disclosure.commands.cli import main
from tests.conftest import settle
from tests.district import DATA
from tests.faults import EVERY, NEVER, Kind, run_with
from tests.pipeline.test_incremental import differences, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

ROOT = Path(__file__).parents[2]
DAY = "2026-03-01"
FILES = "attachments:\n  - {title: 名单, file: list.csv}\n"
OLD = {
    **DATA,
    "policies/a.md": f"---\ntitle: 甲办法\npublished_on: 2026-01-02\n{FILES}---\n第一条　旧的。\n",
    "policies/list.csv": "乡镇,数量\n青禾,3\n",
    "policies/b.md": "---\ntitle: 乙办法\npublished_on: 2026-01-03\nattachments:\n  - {title: 表, file: gone.csv}\n---\n第一条　撤下。\n",
    "policies/gone.csv": "撤下,1\n",
    "policies/c.md": "---\ntitle: 丙办法\npublished_on: 2026-01-04\n---\n第一条　不变。\n",
}
NEW = {
    **{path: text for path, text in OLD.items() if path not in {"policies/b.md", "policies/gone.csv"}},
    "policies/a.md": f"---\ntitle: 甲办法\npublished_on: 2026-01-02\n{FILES}---\n第一条　新的。\n",
    "policies/list.csv": "乡镇,数量\n青禾,4\n",
    "policies/d.md": "---\ntitle: 丁办法\npublished_on: 2026-01-05\nattachments:\n  - {title: 表, file: new.csv}\n---\n第一条　增加。\n",
    "policies/new.csv": "增加,1\n",
}
WAYS = ("cold", "again", "whole")
"""What was built before: nothing, the old site, or the old site of which nothing is remembered."""
PARTS = 2
"""In how many parts a build is broken off; `make prove` breaks it off wherever the program asks for an operation."""


def write(root: Path, files: dict[str, str]) -> None:
    shutil.rmtree(root / "content", ignore_errors=True)
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")


def build(root: Path, site: Path) -> int:
    return main(["build", "--root", str(root), "--site", str(site), "--as-of", DAY, "--jobs", "1", "--allow-shrink"])


def left_beside(site: Path) -> set[str]:
    """What is there that is neither the site nor what the next build may build on."""
    folder = site.parent
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    return names - {"site", ".site.cache", ".site.fingerprint"}


class Case:
    """A project, what is published of its old and its new content, and a build of the new with a fault.

    A document is withdrawn, so nothing of the former index stays.
    """

    def __init__(self, folder: Path, way: str) -> None:
        self.root, self.site, self.way = folder / "project", folder / "out/site", way
        self.root.mkdir()
        shutil.copytree(ROOT / "templates", self.root / "templates")
        shutil.copy(ROOT / "config.yaml", self.root)
        trees = {}
        for name, files in (("old", OLD), ("new", NEW)):
            write(self.root, files)
            assert build(self.root, folder / name / "site") == 0
            trees[name] = tree(folder / name / "site")
        self.old, self.new = trees["old"] if way != "cold" else {}, trees["new"]

    def prepare(self) -> None:
        """As it stands before the build."""
        shutil.rmtree(self.site.parent, ignore_errors=True)
        if self.way != "cold":
            write(self.root, OLD)
            assert build(self.root, self.site) == 0
            if self.way == "whole":
                beside(self.site, "cache").unlink()
        write(self.root, NEW)
        settle(self.root)

    def run(self, kind: Kind, at: int) -> tuple[int, str, list[list[int]]]:
        return run_with(kind, at, self.site, lambda: build(self.root, self.site), self.root.parent)

    def check(self, kind: Kind, code: int, told: str) -> None:
        """What is there and what was told after a build with a fault, and after the next."""
        assert code in {"kill": {9}, "interrupt": {130}, "again": {130}}.get(kind, {0, 2}), told
        assert "Traceback" not in told
        there = tree(self.site) if self.site.exists() else {}
        for path, data in there.items():
            assert data in {self.old.get(path), self.new.get(path)}, path
        assert there.keys() >= self.old.keys() & self.new.keys()
        self.check_words(kind, code, told, there)
        if kind in {"interrupt", "again", "half"} and not beside(self.site, "journal").exists():
            assert not left_beside(self.site)  # what cannot be removed now is by the next build
        assert build(self.root, self.site) == 0
        assert differences(tree(self.site), self.new) == []
        assert left_beside(self.site) == set()
        folders = {path for path in self.site.rglob("*") if path.is_dir()}
        assert all(any(folder.iterdir()) for folder in folders)

    def check_words(self, kind: Kind, code: int, told: str, there: dict[str, bytes]) -> None:
        """What is said of the site is so."""
        if code == 0 or "新网站已完整发布" in told:
            assert there == self.new
        elif "原有网站未改动" in told:
            assert there == self.old
        elif kind not in {"kill", "interrupt", "again"}:  # broken off once more while it was to be told
            assert "发布只进行到一半" in told
            assert beside(self.site, "journal").exists()


@pytest.mark.parametrize(("kind", "way"), [(kind, WAYS[number % len(WAYS)]) for number, kind in enumerate(EVERY)])
def test_throughout_a_build(tmp_path: Path, kind: Kind, way: str) -> None:
    def some(places: list[list[int]]) -> Iterable[int]:
        operations = sum(map(len, places))
        step = operations // PARTS
        return range(1 + EVERY.index(kind) * step // len(EVERY), operations + 1, step)  # between those of the others

    break_off(tmp_path, kind, way, some)


@pytest.mark.prove
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", EVERY)
def test_wherever_an_operation_is_asked_for(tmp_path: Path, kind: Kind, way: str) -> None:
    """At the first of those that one place in the program asks for, and at the last."""

    def telling(places: list[list[int]]) -> Iterable[int]:
        return sorted({at for one in places for at in (one[0], one[-1])})

    break_off(tmp_path, kind, way, telling)


def break_off(tmp_path: Path, kind: Kind, way: str, chosen: Callable[[list[list[int]]], Iterable[int]]) -> None:
    case = Case(tmp_path, way)
    case.prepare()
    code, told, places = case.run(kind, NEVER)
    assert (code, sum(map(len, places)) > 100) == (0, True), told
    for at in chosen(places):
        case.prepare()
        code, told, _ = case.run(kind, at)
        try:
            case.check(kind, code, told)
        except AssertionError as error:
            error.add_note(f"{way}, {kind} at {at}: {code}\n{told}")
            raise
