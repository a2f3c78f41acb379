"""What may be read: only ordinary files of known kinds under content/."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from disclosure.base.messages import say
from disclosure.frontmatter.load import load
from disclosure.model.config import InputLimits


def _tree(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")


LIMITS = InputLimits(file_bytes=100, attachment_bytes=100)


def _codes(root: Path, bytes_: int = 100) -> list[tuple[str, str]]:
    return [
        (problem.place.path, problem.code)
        for problem in load(root, InputLimits(file_bytes=bytes_, attachment_bytes=bytes_)).problems
    ]


def test_sorts_what_it_finds(tmp_path: Path) -> None:
    _tree(tmp_path, "content/policies/b.md", "content/policies/2024/a.md", "content/policies/2024/files/表.csv")
    _tree(tmp_path, "content/data/tags.yaml", "content/policies/.b.md.swp", "content/policies/Thumbs.db")
    sources = load(tmp_path, LIMITS)
    assert [source.path for source in sources.documents] == ["content/policies/2024/a.md", "content/policies/b.md"]
    assert [source.path for source in sources.data] == ["content/data/tags.yaml"]
    assert sources.assets == {"content/policies/2024/files/表.csv": 1}
    assert sources.problems == ()


def test_no_content_folder(tmp_path: Path) -> None:
    assert _codes(tmp_path) == [("content", "no-content")]


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: 机密\n---\n", encoding="utf-8")
    _tree(tmp_path, "content/policies/a.md")
    try:
        (tmp_path / "content/policies/b.md").symlink_to(secret)
        (tmp_path / "content/policies/loop").symlink_to(tmp_path)
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    assert sorted(_codes(tmp_path)) == [
        ("content/policies/b.md", "symbolic-link"),
        ("content/policies/loop", "symbolic-link"),
    ]
    assert len(load(tmp_path, LIMITS).documents) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    _tree(tmp_path, "content/policies/a.md")
    os.mkfifo(tmp_path / "content/policies/p.md")
    assert _codes(tmp_path) == [("content/policies/p.md", "not-a-file")]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="this system has only names in Unicode")
def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    _tree(tmp_path, "content/policies/a.md")
    (tmp_path / os.fsdecode("content/policies/申请表.pdf".encode("gb18030"))).write_bytes(b"x")
    (problem,) = load(tmp_path, LIMITS).problems
    assert (problem.place.path, problem.code) == ("content/policies", "bad-name")
    assert say(problem, "zh").encode()


def test_what_office_keeps_beside_an_open_document_is_passed_over(tmp_path: Path) -> None:
    _tree(tmp_path, "content/policies/a.md", "content/policies/~$a.docx")
    assert _codes(tmp_path) == []


def test_sizes_are_bounded(tmp_path: Path) -> None:
    _tree(tmp_path, "content/policies/a.md", "content/policies/a.pdf")
    (tmp_path / "content/policies/a.md").write_bytes(b"x" * 101)
    (tmp_path / "content/policies/a.pdf").write_bytes(b"x" * 101)
    assert _codes(tmp_path) == [
        ("content/policies/a.md", "file-too-large"),
        ("content/policies/a.pdf", "file-too-large"),
    ]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("templates/static/passwd.txt", "/etc/passwd"),
        ("templates/static/more", "/etc"),
        ("templates/pages/home.html", "/etc/passwd"),
        ("templates/strings/en.yaml", "../../secret"),
        ("templates/static/inside.css", "site.css"),
        ("templates/static/nowhere.js", "nowhere.js"),
        ("templates", "/etc"),
        ("content", "/etc"),
        ("content/data", "/etc"),
        ("content/policies/files/list.csv", "/etc/passwd"),
        ("content/policies/files", "/etc"),
        ("content/pages/2024/about.md", "../../../secret"),
    ],
)
def test_links_are_followed_nowhere(tmp_path: Path, link: str, target: str) -> None:
    (tmp_path / "content/policies").mkdir(parents=True)
    place = tmp_path / link
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    assert (link, "symbolic-link") in _codes(tmp_path)
