"""Lists of persons in attached files, and words that change: what was found with others is not remembered."""

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from disclosure.base.problems import ContentError
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.rules.test_problems import BASE, _write

ROWS = (("姓名", "残疾等级"), ("张三", "二级"), ("李小明", "一级"), ("王*", "一级"))


def _workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def _word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.author = ""
    table = document.add_table(len(ROWS), 2)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(file)
    return file.getvalue()


def _words(words: str) -> str:
    return f"sensitive:\n  - {{id: disability, name: 残疾, words: [{words}], basis: 依据甲}}\n"


@pytest.mark.parametrize(("name", "data"), [("b.xlsx", _workbook()), ("b.docx", _word())])
def test_a_list_in_a_file_is_told_by_the_words_of_the_day(name: str, data: bytes, tmp_path: Path) -> None:
    body = f"---\ntitle: 甲\npublished_on: 2024-01-02\nattachments: [{{title: 名单, file: {name}}}]\n---\n正文。\n"
    _write(tmp_path, {**BASE, "content/policies/a.md": body, "content/data/sensitive.yaml": _words("残疾")})
    (tmp_path / "content/policies" / name).write_bytes(data)

    def told() -> list[tuple[str, str]]:
        report = build(Request(tmp_path, tmp_path / "site", date(2026, 11, 22), search=False))
        return [(one.values["shown"], one.values["count"]) for one in report.warnings if one.code.startswith("person")]

    assert told() == [("张*", "2")]
    _write(tmp_path, {"content/data/sensitive.yaml": _words("智力")})
    assert told() == []
    _write(tmp_path, {"content/data/sensitive.yaml": _words("残疾, 智力")})
    assert told() == [("张*", "2")]


def test_who_can_be_found_by_a_list_is_not_published(tmp_path: Path) -> None:
    table = "| 姓名 | 残疾等级 | 住址 |\n|---|---|---|\n| 张三 | 二级 | 甲村 |\n"
    files = {"content/policies/a.md": f"---\ntitle: 甲\n---\n{table}", "content/data/sensitive.yaml": _words("残疾")}
    _write(tmp_path, {**BASE, **files})
    with pytest.raises(ContentError):
        build(Request(tmp_path, tmp_path / "site", date(2026, 11, 22), search=False))
