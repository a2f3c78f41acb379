"""A site that would vanish is not published unawares."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from disclosure.base.messages import say
from disclosure.base.problems import ContentError
from disclosure.commands.cli import main
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from disclosure.pipeline.vanishing import FEW
from tests.conftest import DEMO_DAY
from tests.rules.test_problems import BASE

ROOT = Path(__file__).parents[2]
POLICIES = "content/policies"
MANY = 4 * FEW


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with `MANY` documents, and its site."""
    for path, text in BASE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / POLICIES).mkdir()
    for number in range(MANY):
        _write(tmp_path, f"a{number:02d}")
    _build(tmp_path)
    return tmp_path


def _write(root: Path, name: str, more: str = "") -> None:
    text = f"---\ntitle: 文件{name}\npublished_on: 2024-01-02\n{more}---\n正文。\n"
    (root / POLICIES / f"{name}.md").write_text(text, encoding="utf-8")


def _build(root: Path, *, allow_shrink: bool = False) -> list[str]:
    """Build; what is told of vanishing, the number of documents that did first."""
    report = build(Request(root, root / "site", DEMO_DAY, search=False, allow_shrink=allow_shrink))
    return [f"{p.code} {p.values['count']}" for p in report.warnings if "vanish" in p.code]


def _refused(root: Path) -> list[str]:
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    with pytest.raises(ContentError) as caught:
        _build(root)
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before
    assert all(say(problem, "zh") and say(problem, "en") for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


@pytest.fixture(params=["remembered", "forgotten"])
def forget(request: pytest.FixtureRequest, project: Path) -> None:
    """Whether what the last build remembered is lost: on another machine it is."""
    if request.param == "forgotten":
        for path in project.glob(".site.*"):
            path.unlink()


@pytest.mark.usefixtures("forget")
def test_many_documents_vanish_with_a_word_and_too_many_do_not(project: Path) -> None:
    for number in range(FEW - 1):
        (project / POLICIES / f"a{number:02d}.md").unlink()
    (project / POLICIES / "a19.md").unlink()
    assert _refused(project) == ["too-many-vanish"]  # a quarter
    assert _build(project, allow_shrink=True) == [f"documents-vanish {FEW}"]
    assert _build(project) == []  # they are gone by now, and nobody need be told again
    _write(project, "b")
    assert _build(project) == []


@pytest.mark.usefixtures("forget")
def test_the_share_is_a_setting(project: Path) -> None:
    config = project / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "limits:\n  shrink: 25\n", encoding="utf-8")
    for number in range(FEW):
        _write(project, f"a{number:02d}", "draft: true\n")
    assert _build(project) == [f"documents-vanish {FEW}"]


def test_of_few_nothing_is_said(project: Path) -> None:
    for number in range(FEW - 1):
        (project / POLICIES / f"a{number:02d}.md").unlink()
    assert _build(project) == []


@pytest.mark.usefixtures("forget")
def test_what_moved_has_not_vanished(project: Path) -> None:
    """Files may move as they like, ids where they leave word of their former address."""
    (project / POLICIES / "2024").mkdir()
    for number in range(MANY):
        name = f"a{number:02d}"
        (project / POLICIES / f"{name}.md").unlink()
        if number % 2:
            _write(project, f"2024/{name}")
        else:
            _write(project, f"2024/b{number}", f"aliases: [/policies/{name}/]\n")
    assert _build(project) == []
    for number in range(0, MANY, 2):
        _write(project, f"2024/b{number}")
    assert _build(project) == []  # what is led on from is no document of its own


def test_renamed_without_a_word_is_vanished(project: Path) -> None:
    for number in range(MANY):
        (project / POLICIES / f"a{number:02d}.md").rename(project / POLICIES / f"b{number:02d}.md")
    assert _refused(project) == ["too-many-vanish"]


@pytest.mark.usefixtures("forget")
@pytest.mark.parametrize("more", ["draft: true\n", "disclosure: withheld\nbasis: 依据甲\n", None])
def test_an_empty_site_is_not_published(project: Path, more: str | None) -> None:
    """Everything withheld, or nothing there, as in a checkout without its submodule."""
    for path in (project / POLICIES).iterdir():
        path.unlink() if more is None else _write(project, path.stem, more)
    assert _refused(project) == ["no-documents"]
    with pytest.raises(ContentError):
        _build(project, allow_shrink=True)
    with pytest.raises(ContentError):
        read(project, DEMO_DAY)


def test_a_folder_that_cannot_be_read_is_not_passed_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("policies"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr("disclosure.frontmatter.load.os.scandir", refuse)
    before = (project / "site/sitemap.xml").read_bytes()
    assert main(["build", "--root", str(project), "--as-of", str(DEMO_DAY), "--no-search", "--jobs", "1"]) == 2
    assert "没有权限" in capsys.readouterr().err
    assert (project / "site/sitemap.xml").read_bytes() == before


def test_the_command_says_it_and_obeys(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--root", str(project), "--as-of", str(DEMO_DAY), "--no-search", "--jobs", "1"]
    for number in range(FEW):
        (project / POLICIES / f"a{number:02d}.md").unlink()
    assert main(["build", *words]) == 1
    assert "--allow-shrink" in capsys.readouterr().err
    assert main(["build", *words, "--allow-shrink"]) == 0
    assert "documents-vanish" in "".join(capsys.readouterr())
    assert main(["build", *words]) == 0
    assert "vanish" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(("left", "code"), [(MANY // 2, 1), (MANY - FEW + 1, 0)])
def test_check_tells_what_build_would(project: Path, capsys: pytest.CaptureFixture[str], left: int, code: int) -> None:
    for number in range(left, MANY):
        (project / POLICIES / f"a{number:02d}.md").unlink()
    words = ["--root", str(project), "--as-of", str(DEMO_DAY), "--jobs", "1"]
    told = []
    for command in (["check"], ["build", "--no-search"], ["check"]):
        assert main([*command, *words]) == code
        told.append([line for line in capsys.readouterr().err.splitlines() if "vanish" in line])
    assert told[0] == told[1]
    assert told[2] == told[0]
    assert bool(told[0]) == bool(code)
    assert main(["check", *words, "--allow-shrink"]) == 0
