"""What goes out with a file though nobody sees it there, in the ways that programs have of hiding it; and what is seen."""

import base64
import io
import struct
import zipfile
import zlib

import pytest

from disclosure.rules.check import check_file


def _archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _word(inner: str, **members: str) -> bytes:
    return _archive(**{"word/document.xml": f"<w:document><w:body>{inner}</w:body></w:document>", **members})


def _run(properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>内部意见</w:t></w:r></w:p>"


def _cell(inner: str, properties: str = "", table: str = "") -> str:
    return f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc></w:tr></w:tbl>"


WHITE = _run('<w:color w:val="FFFFFF"/>')
SHADE = '<w:shd w:fill="1F4E79"/>'


def _field(instruction: str) -> str:
    return f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"


def _excel(sheet: str, **members: str) -> bytes:
    return _archive(**{"xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>", **members})


ROW = "<row r='1'{}><c r='A1'{}><v>1</v></c></row>"
FORMATS = (
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode=';;;'/></numFmts>"
    "<fonts><font/><font><color rgb='FFFFFFFF'/></font></fonts>"
    "<cellXfs><xf/><xf numFmtId='164'/><xf fontId='1' fillId='0'/><xf fontId='1' fillId='3'/></cellXfs></styleSheet>"
)


def _open(content: str, **members: str) -> bytes:
    return _archive(**{"META-INF/manifest.xml": "<m/>", "content.xml": f"<o>{content}</o>", **members})


GPS = (
    b"II*\0\x08\0\0\0"
    + struct.pack("<HHHIII", 1, 0x8825, 4, 1, 26, 0)
    + struct.pack("<HHHIII", 1, 2, 5, 3, 44, 0)
    + struct.pack("<6I", 30, 1, 15, 1, 0, 1)
)
_APP1 = b"\xff\xe1" + struct.pack(">H", len(GPS) + 8) + b"Exif\0\0" + GPS
PHOTOGRAPH = b"\xff\xd8" + _APP1 + b"\xff\xda\0\2\xff\xd9"
PLAIN = b"\xff\xd8\xff\xda\0\2\xff\xd9"
XMP = b'<x:xmpmeta><r exif:GPSLatitude="30,15N"/></x:xmpmeta>'


def _png(kind: bytes, chunk: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(chunk)) + kind + chunk + b"\0" * 8 + b"IEND" + b"\0" * 4


FOLDED = b"Raw profile type exif\0\0" + zlib.compress(
    f"\nexif\n{len(GPS)}\n{(b'Exif' + bytes(2) + GPS).hex()}".encode()
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="d" xmlns:i="i"{}>{}</svg>'


def _svg(attributes: str = "", inner: str = "") -> bytes:
    return SVG.format(attributes, inner).encode()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", _word("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"), "1 tracked changes"),
        ("a.docx", _word(_cell(WHITE)), "1 hidden passages"),
        ("a.docx", _word(_cell("", SHADE) + _cell(WHITE)), "1 hidden passages"),
        ("a.docx", _word(_run('<w:color w:val="FEFEFE"/>')), "1 hidden passages"),
        ("a.docx", _word(_field(r'INCLUDETEXT "C:\\Users\\wang\\a.docx"')), "1 links to files elsewhere"),
        ("a.docx", _word(_field(r'LINK Excel.Sheet.12 "\\\\server\\b.xlsx"')), "1 links to files elsewhere"),
        ("a.docx", _word(_field('HYPERLINK "file:///D:/a.docx"')), "1 links to files elsewhere"),
        ("a.docx", _word(r"<w:fldSimple w:instr='INCLUDEPICTURE D:\\a.png'/>"), "1 links to files elsewhere"),
        ("a.docx", _word("", **{"word/settings.xml": "<w><w:mailMerge/></w>"}), "1 links to files elsewhere"),
        (
            "a.docx",
            _word("", **{"docProps/app.xml": r"<P><Template>C:\Users\wang\a.dotm</Template></P>"}),
            "1 links to files elsewhere",
        ),
        ("a.xlsx", _excel(ROW.format(" ht='0.0'", "")), "1 hidden rows"),
        ("a.xlsx", _excel("<col min='1' max='1' width='0.08'/>" + ROW.format("", "")), "1 hidden columns"),
        ("a.xlsx", _excel("<col min='2' max='2' hidden='1'/><row><c/><c><v>1</v></c></row>"), "1 hidden columns"),
        ("a.xlsx", _excel(ROW.format("", " s='1'"), **{"xl/styles.xml": FORMATS}), "1 hidden passages"),
        ("a.xlsx", _excel(ROW.format("", " s='2'"), **{"xl/styles.xml": FORMATS}), "1 hidden passages"),
        ("a.xlsx", _excel("", **{"xl/connections.xml": "<c><connection/></c>"}), "1 links to files elsewhere"),
        (
            "a.xlsx",
            _excel("", **{"xl/workbook.xml": r"<w><absPath url='C:\Users\王某\桌面\'/></w>"}),
            "1 names of authors",
        ),
        ("a.xlsx", _excel("", **{"xl/workbook.xml": "<w><fileSharing userName='王某'/></w>"}), "1 names of authors"),
        ("a.odt", _open("<text:section text:display='none'/>"), "1 hidden passages"),
        ("a.odt", _open("<text:section-source xlink:href='file:///C:/a.odt'/>"), "1 links to files elsewhere"),
        ("a.odt", _open("<draw:image xlink:href='https://elsewhere.example/a.png'/>"), "1 links to files elsewhere"),
        ("a.ods", _open("", **{"VersionList.xml": "<v><VL:version-entry/></v>"}), "1 earlier versions"),
        ("a.jpg", b"\xff\xd8\xff\xff\xff" + PHOTOGRAPH[3:], "1 geographic positions"),
        ("a.jpg", PLAIN + PHOTOGRAPH, "1 geographic positions"),
        ("a.gif", b"GIF89a\1\0\1\0\0\0\0!\xff\x0bXMP DataXMP" + XMP, "1 geographic positions"),
        ("a.jpg", PLAIN + XMP.decode().encode("utf-16-le"), "1 geographic positions"),
        ("a.png", _png(b"zTXt", FOLDED), "1 geographic positions"),
        (
            "a.svg",
            _svg(inner=f"<image href='data:image/jpeg;base64,{base64.b64encode(PHOTOGRAPH).decode()}'/>"),
            "1 geog",
        ),
        (
            "a.svg",
            _svg(inner="<dc:creator><i:Agent><dc:title>王某</dc:title></i:Agent></dc:creator>"),
            "1 names of authors",
        ),
        ("a.svg", _svg(r" i:export-filename='C:\Users\wang\a.png'"), "1 links to files elsewhere"),
    ],
)
def test_what_is_hidden_is_told(name: str, data: bytes, found: str) -> None:
    (problem,) = (one for one in check_file(name, data) if one.code == "attachment-not-clean")
    assert str(problem.values["found"]).startswith(found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _word(_cell(WHITE, SHADE))),
        ("a.docx", _word(_cell(WHITE, table="<w:tblStyle w:val='a'/>"))),
        ("a.docx", _word(_run('<w:color w:val="F0E0D0"/>'))),
        ("a.docx", _word(_field(r'HYPERLINK "https://elsewhere.example/a" \o "甲"') + _field(r"PAGE \* MERGEFORMAT"))),
        ("a.docx", _word("", **{"docProps/app.xml": "<P><Template>Normal.dotm</Template></P>"})),
        ("a.xlsx", _excel(ROW.format(" ht='13.5'", " s='3'"), **{"xl/styles.xml": FORMATS})),
        ("a.xlsx", _excel("<col min='2' max='2' hidden='1'/><row><c><v>1</v></c></row>")),
        ("a.xlsx", _excel("", **{"xl/workbook.xml": r"<w><absPath url='C:\Users\Administrator\桌面\'/></w>"})),
        ("a.odt", _open("<draw:image xlink:href='Pictures/a.png'/><draw:object xlink:href='./Object 1'/>")),
        ("a.jpg", PLAIN),
        ("a.svg", _svg(" i:docname='a.svg'", "<dc:creator><dc:title>青禾区民政局</dc:title></dc:creator>")),
    ],
)
def test_what_is_seen_is_let_through(name: str, data: bytes) -> None:
    assert check_file(name, data) == ()
