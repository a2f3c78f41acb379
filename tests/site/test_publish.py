"""The old site or the new one, whatever happens in between."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.base.fingerprint import NEXT_CHANGE
from disclosure.base.problems import ContentError, UsageError
from disclosure.commands.site_state import Witness
from disclosure.site import commit
from disclosure.site.publish import Addresses, BrokenOutput, building, staging, verify


def _site(folder: Path, words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NEXT_CHANGE).write_text("{}", encoding="utf-8")
    (folder / "index.html").write_text(words, encoding="utf-8")


def _publish(site: Path, words: str) -> None:
    with building(site, site.parent / "project"), staging(site) as stage:
        stage.write(NEXT_CHANGE, b"{}")
        stage.write("index.html", words.encode())


def _left_over(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize("exchange", [True, False])
def test_takes_the_place_of_the_old_site(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(commit, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    _publish(site, "one")
    (site / "orphan.html").write_text("x", encoding="utf-8")
    _publish(site, "two")
    assert (site / "index.html").read_text(encoding="utf-8") == "two"
    assert not (site / "orphan.html").exists()
    assert _left_over(site) == []


def test_an_error_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _site(site, "old")

    def fail() -> None:
        with building(site, tmp_path / "project"), staging(site) as stage:
            stage.write("index.html", b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert _left_over(site) == []


def test_a_killed_build_leaves_the_old_site_and_the_next_one_clears_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _site(site, "old")
    program = (
        "import os, sys; from pathlib import Path; from disclosure.site.publish import building, staging\n"
        f"with building(Path({str(site)!r}), Path({str(tmp_path / 'project')!r})), staging(Path({str(site)!r})) as stage:\n"
        "    stage.write('index.html', b'half'); os.kill(os.getpid(), 9)\n"
    )
    if sys.platform == "win32":
        pytest.skip("kill -9 is not a thing on Windows")
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    _publish(site, "new")
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert _left_over(site) == []


def test_killed_between_two_renames(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _site(tmp_path / ".site.old", "old")
    with pytest.raises(RuntimeError), building(site, tmp_path / "project"), staging(site):
        raise RuntimeError
    assert (site / "index.html").read_text(encoding="utf-8") == "old"


def test_two_builds_at_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with building(site, tmp_path / "project"), pytest.raises(UsageError) as caught:
        _publish(site, "x")
    assert [(problem.code, problem.values["pid"]) for problem in caught.value.problems] == [
        ("build-running", str(os.getpid()))
    ]
    _publish(site, "x")
    assert _left_over(site) == []


def test_a_lock_that_a_killed_build_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").write_text(str(os.getppid()), encoding="ascii")  # the number is somebody else's by now
    _publish(tmp_path / "site", "x")
    assert _left_over(tmp_path / "site") == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not a thing on Windows")
def test_the_workers_of_a_killed_build_write_nothing_into_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    program = (
        "import multiprocessing, os, sys, time; from pathlib import Path; from disclosure.site.publish import building\n"
        f"with building(Path({str(site)!r}), Path({str(tmp_path / 'project')!r})):\n"
        "    if os.fork(): print('ready', flush=True); os.kill(os.getpid(), 9)\n"
        "    sys.stdin.read(); os._exit(0)\n"  # as a worker would that is not done yet
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as build:
        assert build.wait() == -9
        with pytest.raises(UsageError):
            _publish(site, "x")
        assert build.stdin is not None
        assert build.stdout is not None
        build.stdin.close()
        build.stdout.read()  # until the worker is gone
    _publish(site, "x")


def test_a_folder_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/thesis.doc").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        _publish(tmp_path / "home", "x")
    assert [problem.code for problem in caught.value.problems] == ["output-not-ours"]
    assert (tmp_path / "home/thesis.doc").exists()


@pytest.mark.parametrize("name", [".", "content", "templates"])
def test_the_project_is_not_overwritten(tmp_path: Path, name: str) -> None:
    _site(tmp_path, "x")
    with pytest.raises(UsageError) as caught, building(tmp_path / name, tmp_path):
        pass
    assert [problem.code for problem in caught.value.problems] == ["output-holds-input"]


def test_two_outputs_of_one_path(tmp_path: Path) -> None:
    with staging(tmp_path / "site") as stage:
        stage.write("a.html", b"1")
        with pytest.raises(BrokenOutput):
            stage.write("a.html", b"2")


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ('<a href="/sub/b/">', False),
        ('<a href="/sub/b/?x=1&amp;y=2#x">', False),
        ('<a href="/sub/b/#y">', True),
        ('<a href="/sub/c/">', True),
        ('<a href="#x">', True),
        ('<a href="#a" id="a">', False),
        ('<a href="/sub/a%20b%27%23.txt">', False),
        ('<a href="/sub/a b&#39;%23.txt#page=2">', False),
        ('<img src="/sub/p.png">', True),
        ('<a href="https://elsewhere.example/x/">', False),
        ('<a href="/outside/">', True),
        ('<a href="/sub">', True),
        ('<a href="/">', True),
        ('<a href="b/#x">', False),
        ('<a href="./b/../b/">', False),
        ('<a href="/sub/b/../../b/">', True),
        ('<a href="../sub/b/">', False),
        ('<a href="c/">', True),
        ('<a href="//elsewhere.example/x/">', False),
        ('<a href="mailto:a@b.example">', False),
        ('<a href="/sub/b/it&#39;s.pdf">', True),
        ('<a href="#top">', False),
        ('<p>The words <b>a</b> href="/sub/c/" in a text</p>', False),
    ],
)
def test_links_are_followed(tmp_path: Path, html: str, broken: bool) -> None:
    def run() -> None:
        with staging(tmp_path / "site") as stage:
            addresses = Addresses()
            for path, text in {"index.html": html, "b/index.html": '<p id="x">', "a b'#.txt": ""}.items():
                addresses.read(path, text, "/sub/")
                stage.write(path, text.encode())
            verify(stage, addresses, "/sub/")

    if broken:
        with pytest.raises(BrokenOutput):
            run()
    else:
        run()
    assert (tmp_path / "site").exists() is not broken


def test_a_dead_link_of_a_template_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/base.html").write_text("<p>\n<a href=\"{{ url('/nowhere/') }}\">", encoding="utf-8")
    addresses, page = Addresses(), '<a href="/sub/nowhere/">'
    addresses.read("index.html", page, "/sub/")
    with staging(tmp_path / "site") as stage:
        stage.write("index.html", page.encode())
        with pytest.raises(ContentError) as caught:
            verify(stage, addresses, "/sub/", tmp_path / "templates")
    assert [f"{problem.place} {problem.code}" for problem in caught.value.problems] == [
        "templates/base.html:2:19 dead-link"
    ]


def _signed(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"\0" * 80,
        b"[]",
        b"0" * 64 + b'\n[["index.html"], []]',
        _signed(b"[null, null]"),
        _signed(b"[[1], [2]]"),
        _signed(b'[[], ["../config.yaml"]]'),
        _signed(b'[["/index.html"], []]'),
    ],
)
def test_a_damaged_journal_leads_to_a_whole_site(tmp_path: Path, journal: bytes) -> None:
    site = tmp_path / "site"
    _site(site, "half")
    (tmp_path / ".site.journal").write_bytes(journal)
    (tmp_path / ".site.cache").write_bytes(b"of some site")
    (tmp_path / "config.yaml").touch()
    with building(site, tmp_path / "project") as found:
        assert found == "unfinished"
    assert "新旧混杂" in Witness(site)()[0]  # until a whole site stands there
    assert not (tmp_path / ".site.cache").exists()
    _publish(site, "new")
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert _left_over(site) == []
    assert (tmp_path / "config.yaml").exists()


@pytest.mark.parametrize(
    "what", ["lock", "journal", "journal.new", "old", "building", "cache", "cache.new", "fingerprint"]
)
@pytest.mark.parametrize("kind", ["file", "folder", "link", "link to a file"])
def test_whatever_is_left_beside_the_site_holds_nobody_up(tmp_path: Path, what: str, kind: str) -> None:
    site, place = tmp_path / "site", tmp_path / f".site.{what}"
    _publish(site, "old")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "kept").mkdir(parents=True)
    if kind == "file":
        place.write_text("x", encoding="utf-8")
    elif kind == "folder":
        (place / "more").mkdir(parents=True)
        (place / "more/file").write_text("x", encoding="utf-8")
    else:
        (elsewhere / "file").write_text("kept", encoding="utf-8")
        place.symlink_to(elsewhere if kind == "link" else elsewhere / "file")
    _publish(site, "new")
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert _left_over(site) == []
    assert (elsewhere / "kept").is_dir()
    if kind.startswith("link"):
        assert (elsewhere / "file").read_text(encoding="utf-8") == "kept"


def test_a_file_that_is_let_go_in_time_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, waits, replace = tmp_path / "site", list[float](), os.replace
    _publish(site, "old")

    def held(source: str | Path, target: str | Path) -> None:
        if str(target).endswith("index.html") and len(waits) < 3:
            raise PermissionError(13, "held", str(source), None, str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(commit, "pause", waits.append)
    with building(site, tmp_path / "project"), staging(site, {NEXT_CHANGE, "index.html"}) as stage:
        stage.write(NEXT_CHANGE, b"{}")
        stage.write("index.html", b"new")
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert waits == list(commit.PATIENCE[:3])
