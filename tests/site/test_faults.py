"""Publication under every fault: killed, refused, interrupted and out of space at every single operation on files.

Whatever happens, readers see of each file the old one or the new one; what is told is so; and the next build comes out
as a clean one does, with nothing left beside the site.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from disclosure.base.fingerprint import NEXT_CHANGE, beside, files_below
from disclosure.site import commit
from disclosure.site.publish import building, staging
from tests.faults import KINDS, NEVER, Kind, run_with

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

OLD = {
    NEXT_CHANGE: "{}",
    "index.html": "old",
    "same.html": "same",
    "changed/a.html": "old",
    "gone/b/c.html": "withdrawn",
    "gone/d.html": "withdrawn",
    "partly/kept.html": "same",
    "partly/e.html": "withdrawn",
    "file": "a file that becomes a folder",
    "deep/file": "the same, further down",
    "folder/f.html": "withdrawn, and its folder becomes a file",
    "folder/g/h.html": "withdrawn",
    "Capital.html": "withdrawn",
}
NEW = {
    NEXT_CHANGE: "{}",
    "index.html": "new",
    "same.html": "same",
    "changed/a.html": "new",
    "partly/kept.html": "same",
    "added/i/j.html": "new",
    "file/k.html": "new",
    "deep/file/l/m.html": "new",
    "folder": "new",
    "capital.html": "new",
}


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch, really_kept: None) -> None:  # noqa: ARG001
    """The disk is asked to write, but it takes no time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def tree(site: Path) -> dict[str, str]:
    return {path: (site / path).read_text(encoding="utf-8") for path in files_below(site)}


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def publish(site: Path, files: dict[str, str], *, patch: bool, durable: bool = True) -> None:
    with (
        building(site, site.parent / "project") as found,
        staging(site, files_below(site) if patch and not found else None, durable=durable) as stage,
    ):
        for path, text in files.items():
            stage.write(path, text.encode())


def fresh(tmp_path: Path, name: str) -> Path:
    site = tmp_path / name / "site"
    publish(site, OLD, patch=False)
    beside(site, "cache").write_text("of the old site", encoding="utf-8")
    beside(site, "fingerprint").write_text("of the old site", encoding="utf-8")
    return site


def check_readers(site: Path, kind: Kind, *, exchange: bool) -> dict[str, str]:
    if not site.exists():  # only where the system has no exchange, and it could not be put back
        assert (kind, exchange) in {("kill", False), ("full", False)}
        return tree(beside(site, "old"))
    there = tree(site)
    for path, text in there.items():
        assert text in {OLD.get(path), NEW.get(path)}, path
    assert there.keys() >= OLD.keys() & NEW.keys()
    if there != OLD:
        assert not beside(site, "cache").exists(), "what is remembered is not there any more"
        assert not beside(site, "fingerprint").exists()
    return there


def check_words(told: str, there: dict[str, str], site: Path) -> None:
    """What is said of the site is so."""
    if "网站暂时不在原处" in told:
        assert not site.exists()
    elif "原有网站未改动" in told:
        assert there == OLD
    elif "新网站已完整发布" in told:
        assert there == NEW
    else:
        counts = re.search(r"(\d+) 个文件中 (\d+) 个已是新的，应撤下的文件中 (\d+) 个还能看到", told)
        assert counts, told
        changed = [path for path in NEW if path != NEXT_CHANGE and NEW[path] != OLD.get(path)]
        assert int(counts[1]) == len(changed) + 1
        assert int(counts[2]) in {sum(there.get(path) == NEW[path] for path in changed) + more for more in (0, 1)}
        assert int(counts[3]) == len(there.keys() - NEW.keys())
        assert beside(site, "journal").exists()


def left_beside(site: Path) -> set[str]:
    return {path.name for path in site.parent.iterdir() if path.name.startswith(".")} - {
        ".site.cache",
        ".site.fingerprint",
    }


WAYS = {
    "patch": (True, True, True),
    "patch of serve": (True, True, False),
    "exchange": (False, True, True),
    "renames": (False, False, True),
}
"""As a patch or as a whole; whether the system can exchange names; whether power may fail."""
QUICK = {("patch", kind) for kind in KINDS} | {("exchange", "kill"), ("renames", "kill"), ("renames", "locked")}
EVERY_NTH = 4
"""Which operations are tried at once, each kind at others; kills of a patch, the worst, at every one."""


@pytest.mark.parametrize(("way", "kind"), sorted(QUICK))
def test_some_operations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, kind: Kind) -> None:
    step = 1 if (way, kind) == ("patch", "kill") else EVERY_NTH
    try_each(tmp_path, monkeypatch, way, kind, 1 + KINDS.index(kind) % step, step)


@pytest.mark.prove
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_operation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, kind: Kind) -> None:
    try_each(tmp_path, monkeypatch, way, kind, 1, 1)


def try_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, kind: Kind, first: int, step: int) -> None:
    patch, exchange, durable = WAYS[way]
    if not exchange:
        monkeypatch.setattr(commit, "_exchange", lambda *_: False)
    site = fresh(tmp_path, "counted")
    *_, places = run_with(kind, NEVER, site, lambda: publish(site, NEW, patch=patch, durable=durable))
    operations = sum(map(len, places))
    assert operations > 20
    codes = set()
    for at in range(first, operations + 1, step):
        site = fresh(tmp_path, str(at))
        code, told, _ = run_with(kind, at, site, lambda: publish(site, NEW, patch=patch, durable=durable))  # noqa: B023
        codes.add(code)
        assert code in {"kill": {9}, "interrupt": {130}}.get(kind, {2, 0}), told
        assert "Traceback" not in told
        there = check_readers(site, kind, exchange=exchange)
        if code == 0:
            assert there == NEW
        elif code != 9:
            check_words(told, there, site)
        half = beside(site, "journal").exists()
        with building(site, tmp_path / "project") as state:  # the next build, up to an error in the content
            assert state == ("resumed" if half else None)
            assert tree(site) in ([NEW] if half else [OLD, NEW])
        publish(site, NEW, patch=True)
        assert tree(site) == NEW
        assert left_beside(site) == set()
        if kind not in {"error", "locked"}:  # a folder that cannot be removed, though it is empty, does no harm
            assert folders(site) == {
                "added",
                "added/i",
                "changed",
                "deep",
                "deep/file",
                "deep/file/l",
                "file",
                "partly",
            }
    assert max(codes) > 0
