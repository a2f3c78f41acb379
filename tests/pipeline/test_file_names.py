"""Files are called what their editors call them: every name that a file system takes leads to its file, everywhere."""

import json
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from disclosure.pipeline.build import build, examine
from disclosure.pipeline.run import Report, Request
from tests.district import DATA

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)
NAMES = (
    *(
        "a#b.csv",
        "100%.csv",
        "a%20b.csv",
        "it's.csv",
        "甲 乙.csv",
        "甲&乙.csv",
        "a&amp;b.csv",
        "a+b.csv",
        "a;b=c,d.csv",
    ),
    *(
        "图 1.png",
        "（全角）　空格？.csv",
        "“引号”.csv",
        "[方].csv",
        "{x}.csv",
        "~a!$@.csv",
        "a^`b.csv",
        "表.tar.txt",
        "#.csv",
    ),
    *("%E5%9B%BE.csv", "é.csv", "😀.csv"),
)


def _project(root: Path, files: dict[str, str]) -> Path:
    shutil.copytree(ROOT / "templates", root / "templates", dirs_exist_ok=True)
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    (root / "config.yaml").write_text(config.replace("qinghe.example/", "qinghe.example/sub/"), encoding="utf-8")
    for path, text in {**DATA, **files}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    return root


def _document(body: str, *attachments: str) -> str:
    named = "".join(
        f"  - {{title: 附件, file: {json.dumps(f'files/{name}', ensure_ascii=False)}}}\n" for name in attachments
    )
    fields = f"attachments:\n{named}" if named else ""
    return f"---\ntitle: 甲\npublished_on: 2024-01-02\n{fields}---\n第一条 {body}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A site under a path, with every name in a field, in a link as browsers write it, and among the media."""
    body = "\n".join(f"[附件](files/{quote(name)})\n" for name in NAMES)
    picture = "---\ntitle: 图\ninterprets: [a]\nmedia: [{title: 图, file: 'files/图 1#.png', alt: 图}]\n---\n![图](files/图%201%23.png)\n"
    files = {
        "policies/a.md": _document("正文。", *NAMES),
        "policies/b.md": _document(body),
        "interpretations/i.md": picture,
        "interpretations/files/图 1#.png": "x",
        **{f"policies/files/{name}": name for name in NAMES},
    }
    root = _project(tmp_path_factory.mktemp("names"), files)
    return root, build(Request(root, root / "site", DAY, search=False))


def _addresses(page: Path) -> set[str]:
    return {unescape(found) for found in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("key", ["a", "b"])
def test_every_name_leads_to_its_file(built: tuple[Path, Report], key: str) -> None:
    site = built[0] / "site"
    found = {}
    for address in _addresses(site / f"policies/{key}/index.html"):
        path = unquote(urlsplit(address).path)  # as a browser asks, and a server looks
        if "/files/" in path:
            found[path.rpartition("/files/")[2]] = (site / path.removeprefix("/sub/")).read_text(encoding="utf-8")
    assert found == {name: name for name in NAMES}


def test_media_and_pictures_of_any_name(built: tuple[Path, Report]) -> None:
    assert {"/sub/interpretations/i/files/图%201%23.png"} <= _addresses(built[0] / "site/interpretations/i/index.html")
    assert (built[0] / "site/interpretations/i/files/图 1#.png").exists()
    assert built[1].warnings == ()


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("[表](files/Biao.CSV)", "files/biao.csv"),
        ("![图](Files/Tu.png)", "files/tu.png"),
        ("[文](B.md)", "b.md"),
        ("[表](files/caf%C3%A9.csv)", "files/cafe\u0301.csv"),
        ("[表](files%5CBIAO.csv)", "files/biao.csv"),
    ],
)
def test_a_name_that_differs_in_capitals_is_told(tmp_path: Path, link: str, near: str) -> None:
    files = {
        "policies/a.md": _document(link),
        "policies/b.md": _document("[甲](files/biao.csv)[乙](files/tu.png)[丙](files/cafe\u0301.csv)"),
    }
    files |= {f"policies/files/{name}": "x" for name in ("biao.csv", "tu.png", "cafe\u0301.csv")}
    problems = examine(_project(tmp_path, files), DAY)
    assert [(problem.code, problem.values.get("near")) for problem in problems] == [("broken-link", near)]


@pytest.mark.parametrize("file", ["Files/BIAO.csv", "files\\biao.csv", "files/bi%61o.csv", "files/cafE\u0301.csv"])
def test_a_field_that_nearly_names_a_file_is_told_its_name(tmp_path: Path, file: str) -> None:
    fields = f"attachments: [{{title: 附件, file: '{file}'}}]\n"
    text = f"---\ntitle: 甲\npublished_on: 2024-01-02\n{fields}---\n第一条 [甲](files/biao.csv)[乙](files/café.csv)\n"
    files = {"policies/a.md": text, "policies/files/biao.csv": "x", "policies/files/café.csv": "x"}
    problems = examine(_project(tmp_path, files), DAY)
    near = "files/café.csv" if "caf" in file else "files/biao.csv"
    assert [(problem.code, problem.values.get("near")) for problem in problems] == [("attachment-missing", near)]
