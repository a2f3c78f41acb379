"""`build.py import-questions`: what is taken, what is refused with its place, and that nothing is taken silently."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.messages import say
from disclosure.base.problems import UsageError
from disclosure.commands.import_questions import import_questions, read_questions
from disclosure.frontmatter.sheets import MOST_ROWS
from disclosure.search.matching import Matcher
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

DOCUMENTS = {
    "policies/dog.md": policy("青禾区养犬管理办法", keywords="[养犬登记]"),
    "policies/old.md": policy("青禾区养犬管理暂行办法", keywords="[养犬登记]", expires_on="2024-12-31"),
    "policies/change.md": policy("关于修改《青禾区加装电梯办法》的决定"),
    "policies/lift.md": policy("青禾区加装电梯办法"),
    "questions/known.md": "---\ntitle: 狗证怎么续？\nabout: [dog]\n---\n这样续。\n",
}
LIST = """问题,次数,提问日期
养犬登记要带什么？,12,2026-10-01
养犬登记要带什么,3,2026-09-01
狗证怎么续？,9,
加装电梯谁出钱？,7,
火星上下雨吗,1,
"""

Read = Callable[[], None]


def silent(_: str) -> str:
    raise AssertionError


def drafts(folder: Path) -> dict[str, str]:
    found = sorted((folder / "content/questions").glob("hotline-*.md"))
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def test_the_best_is_taken_where_that_was_asked_for(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, file = make_site(DOCUMENTS, on=date(2026, 11, 1)), tmp_path / "list.csv"
    file.write_bytes(b"\xef\xbb\xbf" + LIST.encode())
    assert import_questions(site, tmp_path, file, "zh", silent, best=True) == 2
    found = drafts(tmp_path)
    assert list(found) == ["hotline-20261101-001.md", "hotline-20261101-002.md"]
    first = found["hotline-20261101-001.md"]
    assert "about: [dog]\nsource: hotline\nasked: 15\nasked_on: 2026-09-01\ndraft: true" in first
    told = capsys.readouterr().out
    assert "已有这个问题：known" in told
    assert "没有相近的文件" in told
    assert "有人问、没有答复：青禾区加装电梯办法（lift），7 次" in told
    assert "没有答复：青禾区养犬" not in told
    assert import_questions(site, tmp_path, file, "zh", silent, best=True) == 0  # they are drafts already


def test_what_people_say_finds_what_documents_say(make_site: MakeSite) -> None:
    documents = {"policies/low.md": policy("最低生活保障办法"), "policies/lift.md": policy("青禾区加装电梯办法")}
    words = {"data/synonyms.yaml": "groups:\n  - [低保, 最低生活保障]\n"}
    assert not Matcher(make_site(documents)).proposals("低保")
    assert [one.row.record.id for one in Matcher(make_site(documents | words)).proposals("低保")] == ["low"]


def test_a_draft_is_known_however_its_title_is_written(make_site: MakeSite, tmp_path: Path) -> None:
    site, file = make_site(DOCUMENTS, on=date(2026, 11, 1)), tmp_path / "list.csv"
    file.write_bytes("问题\n养犬登记要带什么？\n".encode())
    draft = "---\n'标题': >-\n  养犬登记要带什么？\nabout: [dog]\ndraft: true\n---\n"
    (tmp_path / "content/questions/mine.md").write_text(draft, encoding="utf-8")
    assert import_questions(site, tmp_path, file, "zh", silent, best=True) == 0


def test_nothing_is_taken_that_nobody_chose(make_site: MakeSite, tmp_path: Path) -> None:
    site, file = make_site(DOCUMENTS, on=date(2026, 11, 1)), tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    assert import_questions(site, tmp_path, file, "zh", lambda _: "") == 0
    assert drafts(tmp_path) == {}
    answers = iter(("9", "x", "2", "q"))
    assert import_questions(site, tmp_path, file, "zh", lambda _: next(answers)) == 1
    assert "about: [old]" in drafts(tmp_path)["hotline-20261101-001.md"]


def excel(*rows: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "list.xlsx"
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        with zipfile.ZipFile(path, "w") as package:
            sheet = f'<worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
            package.writestr("xl/worksheets/sheet1.xml", sheet)
            package.writestr(
                "xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>问题</t></si><si><t>怎么办</t></si></sst>'
            )
        return path

    return write


def comma(data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "list.csv"
        path.write_bytes(data)
        return path

    return write


HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>次数</t></is></c></row>'


def test_excel_is_read(tmp_path: Path) -> None:
    file = excel(HEAD, '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>4</v></c></row>')(tmp_path)
    assert [(one.title, one.asked) for one in read_questions(file)] == [("怎么办", 4)]


@pytest.mark.parametrize(
    ("write", "place", "code"),
    [
        (comma(b""), "list.csv", "import-empty"),
        (comma("问题,次数\n".encode()), "list.csv:2:1", "import-empty"),
        (comma("事情,次数\n甲,1\n".encode()), "list.csv:1:1", "import-columns"),
        (comma("次数\n1\n".encode()), "list.csv:1:1", "import-columns"),
        (comma("问题,问题\n甲,乙\n".encode()), "list.csv:1:1", "import-columns"),
        (comma("问题,次数\n甲,1\n".encode() + "怎么办,乙\n".encode("gbk")), "list.csv:3:1", "import-not-utf-8"),
        (comma("问题,次数\n甲,1\n".encode("utf-16")), "list.csv:1:1", "import-not-utf-8"),
        (comma("问题\n".encode() + "甲\n".encode() * 100_000), f"list.csv:{MOST_ROWS + 1}:1", "import-too-many"),
        (comma("问题,次数\n甲,=1+1\n".encode()), "list.csv:2:2", "import-formula"),
        (comma("问题\n@甲\n".encode()), "list.csv:2:1", "import-formula"),
        (comma("问题,次数\n甲,几次\n".encode()), "list.csv:2:2", "import-cell"),
        (comma("问题,次数\n,2\n".encode()), "list.csv:2:1", "import-cell"),
        (comma("问题,提问日期\n甲,2026-02-30\n".encode()), "list.csv:2:2", "import-cell"),
        (comma("问题\n甲１１０１０１ 19900307-7571\n".encode()), "list.csv:2:1", "import-cell"),
        (comma(f"问题\n{'甲' * 201}\n".encode()), "list.csv:2:1", "import-cell"),
        (comma('问题\n"甲\n'.encode()), "list.csv:2:1", "import-unread"),
        (excel(HEAD, '<row r="2"><c r="C2"><f>1+1</f><v>2</v></c></row>'), "list.xlsx:2:3", "import-formula"),
        (excel(HEAD, '<row r="2"><c r="A2" t="s"><v>9</v></c></row>'), "list.xlsx", "import-unread"),
        (lambda folder: comma(b"PK")(folder).rename(folder / "list.xlsx"), "list.xlsx", "import-unread"),
    ],
)
def test_a_bad_list_is_refused_at_its_place(
    write: Callable[[Path], Path], place: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as error:
        read_questions(write(tmp_path))
    first = error.value.problems[0]
    assert (str(first.place), first.code) == (place, code)
    assert "没有写入" in say(first, "zh") or code == "import-empty"


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with file.open("wb") as large:
        large.truncate(20_000_001)
    with pytest.raises(UsageError) as error:
        read_questions(file)
    assert error.value.problems[0].code == "import-too-large"
