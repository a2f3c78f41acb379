"""Small files of the kinds in which districts hand in their tables, written by hand: workbooks, Word files, web pages."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

Rows = Sequence[Sequence[str]]
Merged = Sequence[str]
"""Ranges such as B2:C2."""

HEAD = [
    [
        "序\n号",
        "公开事项",
        "",
        "公开内容\n（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "",
        "公开方式",
        "",
    ],
    ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群众", "主动", "依申请公开"],
]
HEAD_MERGED = [*(f"{column}1:{column}2" for column in "ADEFGH"), "B1:C1", "I1:J1", "K1:L1"]
LIMIT = "信息形成之日起20个工作日内"


def item(number: str, level_1: str, level_2: str, **cells: str) -> list[str]:
    """A row under HEAD."""
    known = {
        "content": "要素",
        "basis": "《条例》",
        "deadline": LIMIT,
        "publisher": "区民政局",
        "channels": "政府网站",
        "whole": "√",
        "group": "",
        "proactive": "√",
        "on_request": "",
    } | cells
    return [number, level_1, level_2, *known.values()]


def workbook(path: Path, *sheets: tuple[str, Rows, Merged]) -> Path:
    """An .xlsx with these sheets: name, rows, merged ranges."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w") as file:
        for index, (_, rows, merged) in enumerate(sheets, start=1):
            lines = []
            for number, row in enumerate(rows, start=1):
                cells = (
                    f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
                    if not text.startswith("=")
                    else f'<c r="{chr(65 + at)}{number}"><f>{escape(text[1:])}</f><v>1</v></c>'
                    for at, text in enumerate(row)
                    if text
                )
                lines.append(f'<row r="{number}">{"".join(cells)}</row>')
            ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
            sheet = f"<sheetData>{''.join(lines)}</sheetData><mergeCells>{ranges}</mergeCells>"
            file.writestr(f"xl/worksheets/sheet{index}.xml", f'<worksheet xmlns="{main}">{sheet}</worksheet>')
        names = "".join(
            f'<sheet name="{name}" sheetId="{index}" r:id="r{index}"/>'
            for index, (name, _, _) in enumerate(sheets, start=1)
        )
        file.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{names}</sheets></workbook>'
        )
        targets = "".join(
            f'<Relationship Id="r{index}" Target="worksheets/sheet{index}.xml"/>' for index in range(1, len(sheets) + 1)
        )
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{targets}</Relationships>')
    return path


def word_file(path: Path, *parts: str | Rows) -> Path:
    """A .docx of paragraphs (texts) and tables. A cell `>甲` spans two columns, `^甲` begins a merged one, `^` goes on.

    `<sym>` in a cell is Word's XML as it stands.
    """
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(_paragraph(part) if isinstance(part, str) else _table(part) for part in parts)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return path


def _paragraph(text: str) -> str:
    return f"<w:p><w:r>{text if text.startswith('<') else f'<w:t>{escape(text)}</w:t>'}</w:r></w:p>"


def _table(rows: Rows) -> str:
    lines = ("".join(map(_cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _cell(text: str) -> str:
    look = ""
    if text.startswith(">"):
        look, text = '<w:gridSpan w:val="2"/>', text[1:]
    elif text == "^":
        look, text = "<w:vMerge/>", ""
    elif text.startswith("^"):
        look, text = '<w:vMerge w:val="restart"/>', text[1:]
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{_paragraph(text)}</w:tc>"
