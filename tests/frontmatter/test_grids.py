"""Tables of every kind of file as grids: merged cells say their text everywhere, and everything wrong has its place."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from disclosure.base.problems import UsageError
from disclosure.frontmatter.grids import MOST_ROWS, Grid, read_grids
from tests.tables import word_file, workbook


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_merged_cells_of_a_workbook_say_their_text_everywhere(tmp_path: Path) -> None:
    rows = [["甲", "", "乙\n丙"], ["", "", "丁"], [], ["戊"]]
    sheets = workbook(tmp_path / "a.xlsx", ("一", rows, ["A1:B2"]), ("二", [["己"]], []))
    first, second = read_grids(sheets)
    assert texts(first) == [["甲", "甲", "乙\n丙"], ["甲", "甲", "丁"], ["戊"]]
    assert [row.number for row in first.rows] == [1, 2, 4]
    assert {(cell.row, cell.column) for row in first.rows[:2] for cell in row.cells[:2]} == {(1, 1)}
    assert (first.path, second.above, texts(second)) == ("a.xlsx（一）", ("二",), [["己"]])


def test_tables_of_a_word_file_have_what_stands_above_them(tmp_path: Path) -> None:
    ticked = '<w:sym w:font="Wingdings" w:char="F06E"/><w:t>网站 </w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>公报</w:t>'
    gone = "<w:t>现</w:t></w:r><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>在</w:t>"
    path = word_file(
        tmp_path / "a.docx", "标题", [[">甲", "^乙"], ["丙", "丁", "^"], [ticked, gone, "己"]], "下一张", [["庚"]]
    )
    first, second = read_grids(path)
    assert (first.path, first.above, second.above) == ("a.docx（表1）", ("标题",), ("下一张",))
    assert texts(first) == [["甲", "甲", "乙"], ["丙", "丁", "乙"], ["■网站 □公报", "现在", "己"]]


def test_tables_of_a_web_page_are_read_with_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = (
        "<html><head><title>x</title><style>td{}</style></head><h1>标题</h1><script>var a='<td>'</script>"
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td>丙<br>丁<td><p>戊</p><p>己&nbsp;</p></tr>"
        "<tr><td colspan=3><table><tr><td>内</td></tr></table></td></tr></table><p>中间</p><table><tr><td>庚</td></tr></table>"
    )
    path.write_bytes(page.encode("gb18030"))
    first, second = read_grids(path)
    assert (first.above, second.above) == (("标题",), ("中间",))
    assert texts(first) == [["甲", "乙", "乙"], ["甲", "丙\n丁", "戊\n己"], ["内", "内", "内"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_comma_separated_tables_are_read_in_the_encodings_that_people_use(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('序号,事项\r\n1,"甲\r\n乙，丙"\r\n'.encode(encoding))
    assert texts(read_grids(path)[0]) == [["序号", "事项"], ["1", "甲\n乙，丙"]]
    path.write_bytes("某目录,共1项\n序号\t事项\t内容\n1\t甲\t乙\n".encode(encoding))
    assert texts(read_grids(path)[0])[1:] == [["序号", "事项", "内容"], ["1", "甲", "乙"]]


@pytest.mark.parametrize("suffix", [".xls", ".xlsx", ".html"])
def test_a_file_is_what_it_begins_as_whatever_it_is_called(suffix: str, tmp_path: Path) -> None:
    for data in (
        b"<html><table><tr><td>x<td>y</table>",
        workbook(tmp_path / "b.xlsx", ("一", [["x", "y"]], [])).read_bytes(),
    ):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(data)
        assert texts(read_grids(path)[0]) == [["x", "y"]]
    path = tmp_path / "c.xls"
    path.write_bytes(b"x\ty\n")
    assert texts(read_grids(path)[0]) == [["x", "y"]]


def test_rows_that_a_page_hides_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><td>a<tr style='display: none'><td>b<tr hidden><td>c<tr><td>d</table>", encoding="utf-8"
    )
    assert read_grids(path)[0].hidden_rows == {2, 3}


def test_a_table_that_only_sets_out_the_page_is_none(tmp_path: Path) -> None:
    inner = "".join(f"<tr><td>{row}<td>b<td>c</tr>" for row in "xyz")
    path = tmp_path / "a.html"
    path.write_text(
        f"<table><tr><td>栏目</td></tr><tr><td><h1>标题</h1><table>{inner}</table>尾</td></tr></table>",
        encoding="utf-8",
    )
    (table,) = read_grids(path)
    assert (table.above, texts(table)) == (("栏目", "标题"), [[row, "b", "c"] for row in "xyz"])
    large = "".join(f"<tr>{'<td>a' * 9}</tr>" for _ in range(3))
    path.write_text(f"<table>{large}<tr><td><table>{inner}</table></td></tr></table>", encoding="utf-8")
    (table,) = read_grids(path)
    assert texts(table)[3] == ["x\nb\nc\ny\nb\nc\nz\nb\nc"]


def written(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


@pytest.mark.parametrize(
    ("write", "place", "code"),
    [
        (written("a.pdf", b""), "a.pdf", "import-kind"),
        (written("a.xlsx", b"PK"), "a.xlsx", "import-unread"),
        (written("a.docx", b"PK"), "a.docx", "import-word-unread"),
        (written("a.docx", b"PK\x03\x04"), "a.docx", "import-word-unread"),
        (written("a.docx", b"\xd0\xcf\x11\xe0"), "a.docx", "import-word-unread"),
        (written("a.md", "|甲|\n".encode() + b"|\xff\xff|\n"), "a.md:2:1", "import-text-not-utf-8"),
        (written("a.csv", "甲\n".encode() + b"\xff\xff\n"), "a.csv:2:1", "import-not-utf-8"),
        (written("a.csv", b'x\n"y'), "a.csv:2:1", "import-unread"),
        (written("a.csv", b"x,y\n1,=1+1\n"), "a.csv:2:2", "import-formula"),
        (written("a.csv", b"x\n" + b"y" * 5_001), "a.csv:2:1", "import-cell"),
        (written("a.csv", b"x\n" * (MOST_ROWS + 1)), f"a.csv:{MOST_ROWS + 1}:1", "import-too-many"),
        (written("a.html", b" " * 20_000_001), "a.html", "import-too-large"),
        (lambda folder: workbook(folder / "a.xlsx", ("一", [["x"], ["y", "=A1"]], [])), "a.xlsx:2:2", "import-formula"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    write: Callable[[Path], Path], place: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as error:
        read_grids(write(tmp_path))
    assert [(str(one.place), one.code) for one in error.value.problems[:1]] == [(place, code)]


def test_signs_that_a_workbook_writes_by_their_numbers_are_signs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("一", [["甲_x000D_\n乙_x005F_"]], []))
    assert texts(read_grids(path)[0]) == [["甲\n乙_"]]


def test_cells_of_a_workbook_say_what_they_show(tmp_path: Path) -> None:
    """Days and per cent by their formats, boxes by their fonts; what is hidden is known."""
    book = Workbook()
    sheet = book.worksheets[0]
    other, plain = InlineFont(rFont="Wingdings 2"), InlineFont(rFont="宋体")
    rich = CellRichText(
        TextBlock(other, "R"), TextBlock(plain, "网站R "), TextBlock(other, "£"), TextBlock(plain, "公报")
    )
    shown: list[tuple[float | str | datetime | CellRichText, str, str, str]] = [
        (datetime(2025, 6, 30), 'yyyy"年"m"月"d"日"', "", "2025年6月30日"),  # noqa: DTZ001
        (datetime(2025, 6, 30), 'm"月"d"日"', "", "6月30日"),  # noqa: DTZ001
        (datetime(2025, 6, 30), "yyyy-mm-dd", "", "2025-06-30"),  # noqa: DTZ001
        (datetime(2025, 6, 30, 8, 30), "yyyy/m/d h:mm", "", "2025-06-30 08:30"),  # noqa: DTZ001
        (0.15, "0%", "", "15%"),
        (3.0, "General", "", "3"),
        (0.1 + 0.2, "General", "", "0.3"),
        (1.1, "0.00", "", "1.10"),
        ("P", "General", "Wingdings 2", "√"),
        ("ü", "General", "Wingdings", "√"),
        (rich, "General", "", "☑网站R □公报"),
    ]
    for row, (value, form, font, _) in enumerate(shown, start=1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = form
        cell.font = Font(name=font or "宋体")
    sheet.column_dimensions["A"].hidden = True
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx")
    assert [text for (text,) in texts(grid)] == [text for *_, text in shown]
    assert grid.hidden_columns == {1}


def test_numbers_that_word_sets_stand_in_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for row, word in zip(table.rows, "甲乙", strict=True):
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
        row.cells[1].text = word
    document.save(str(tmp_path / "a.docx"))
    (grid,) = read_grids(tmp_path / "a.docx")
    assert (grid.above, texts(grid)) == (("1.一",), [["2.", "甲"], ["3.", "乙"]])


def test_symbols_of_fonts_are_boxes_in_word_files_and_web_pages(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr><w:t>{}</w:t>'
    cells = [
        font.format("Wingdings 2", "R"),
        font.format("宋体", "R"),
        "<w:t>\uf0fe网站</w:t>",
        font.format("Wingdings", "Z"),
    ]
    assert texts(read_grids(word_file(tmp_path / "a.docx", [cells]))[0]) == [["☑", "R", "☑网站", "◆"]]
    path = tmp_path / "a.html"
    path.write_text(
        """<table><tr><td><span style='font-family: "Wingdings"'>t<span style="font-family:宋体">t</span>o</span>x"""
        '<td><font face="Wingdings 2">P</font>P<span style="color:red">P</span>',
        encoding="utf-8",
    )
    assert texts(read_grids(path)[0]) == [["■t□x", "√PP"]]


def test_old_workbooks_say_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0no workbook")
    with pytest.raises(UsageError) as error:
        read_grids(path)
    assert error.value.problems[0].code == "import-unread"
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as error:
        read_grids(path)
    assert error.value.problems[0].code == "import-xls"


CONTROL = (
    '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
    '<w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>'
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{default}"/>{said}</w:checkBox>'
    "</w:ffData></w:fldChar></w:r>"
)


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        (CONTROL.format(on=1, sign="☒"), "☑"),  # the sign of Word for what is ticked
        (CONTROL.format(on=0, sign="☐"), "□"),
        (FIELD.format(default=0, said="<w:checked/>"), "☑"),
        (FIELD.format(default=1, said='<w:checked w:val="0"/>'), "□"),
        (FIELD.format(default=1, said=""), "☑"),
    ],
)
def test_boxes_of_word_say_whether_they_are_ticked(box: str, sign: str, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", [["列"], ["<w:t>甲</w:t>"]])
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode()
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml", text.replace("<w:r><w:t>甲</w:t></w:r>", f"{box}<w:r><w:t>甲</w:t></w:r>")
        )
    (grid,) = read_grids(path)
    assert grid.rows[1].texts == (f"{sign}甲",)


def test_a_caption_stands_above_its_table_and_boxes_of_a_page_are_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<table><caption>救灾领域</caption><tr><td><input type=checkbox checked>甲 <input type=checkbox>乙</td></tr></table>",
        encoding="utf-8",
    )
    (grid,) = read_grids(path)
    assert (grid.above, grid.rows[0].texts) == (("救灾领域",), ("☑甲 □乙",))
