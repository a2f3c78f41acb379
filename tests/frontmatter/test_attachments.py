"""What is seen of attached files: made-up files of each kind, whole, damaged and hostile."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Text as Remark
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from disclosure.base.messages import say
from disclosure.frontmatter.attachments import Budget, Unread, archives, look, markup
from disclosure.frontmatter.load import ASSET_SUFFIXES
from disclosure.rules import attached_files
from disclosure.rules.check import check_file
from disclosure.text.identity_number import Patience

NUMBER = "11010519491231002X"
NUMBERS = ("identity-number-in-file", "bank-card-number-in-file", "mobile-number-in-file")
ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'
CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _archive(members: dict[str, bytes | str], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _pdf(content: str = "", password: str = "", change: Any = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td {content} ET".encode())
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    if change:
        change(writer)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _word(*runs: str) -> str:
    return f"<w:document><w:body>{''.join(runs)}</w:body></w:document>"


PARTED = f"<w:p><w:r><w:t>{NUMBER[:6]}</w:t></w:r><w:r><w:t>{NUMBER[6:]}</w:t></w:r></w:p>"
DOCX = _archive({"word/document.xml": _word(PARTED)})
XLSX = _archive({"xl/sharedStrings.xml": f"<sst><si><t>甲</t></si><si><t>{NUMBER}</t></si></sst>"})
PDF = _pdf(f"[(ID {NUMBER[:9]}) 0 ({NUMBER[9:]})] TJ")
CELLS = "".join(f"<w:tc><w:p><w:r><w:t>{part}</w:t></w:r></w:p></w:tc>" for part in (NUMBER[:12], NUMBER[12:]))
SHARED = _archive(
    {
        "xl/worksheets/sheet1.xml": '<worksheet><row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c></row></worksheet>',
        "xl/sharedStrings.xml": f"<sst><si><t>{NUMBER[6:14]}</t></si><si><t>{NUMBER[:6]}</t></si><si><t>{NUMBER[14:]}</t></si></sst>",
    }
)
OUTLINED = _pdf(change=lambda writer: writer.add_outline_item(title=f"证号 {NUMBER}", page_number=0))
PROPERTY = _pdf(change=lambda writer: writer.add_metadata({"/Keywords": NUMBER}))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f"甲,{NUMBER}".encode()),
        ("a.csv", f"甲,{NUMBER}".encode("gb18030")),
        ("a.csv", f"甲,{NUMBER[:6]},{NUMBER[6:14]},{NUMBER[14:]},500\n".encode()),
        ("a.csv", f'甲,"{NUMBER[:9]}\n{NUMBER[9:]}",500\n'.encode()),
        ("a.csv", DOCX),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-16")),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-16-le")),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-16-be")),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-32")),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-32-be")),
        ("a.txt", f"1 甲某 {NUMBER[:10]} 青禾街道\n{NUMBER[10:]} 一组\n".encode()),
        ("a.txt", " ".join(NUMBER).encode()),
        ("a.txt", f"{'无' * 131_060}{NUMBER}{'无' * 9}".encode()),
        ("a.vtt", f"{CUE}证号{NUMBER}".encode()),
        ("a.vtt", f"{CUE}无\n\nNOTE 说话人 {NUMBER}".encode()),
        ("a.zip", _archive({"b.vtt": f"{CUE}<v 甲>{NUMBER}</v>"})),
        ("a.svg", f"{SVG}<text>{NUMBER[:8]}<tspan>{NUMBER[8:]}</tspan></text></svg>".encode()),
        ("a.svg", f'{SVG}<image alt="证 {NUMBER}"/></svg>'.encode()),
        ("A.DOCX", DOCX),
        ("a.docx", _archive({"word/document.xml": _word(f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>")})),
        ("a.docx", _archive({"word/document.xml": _word(f'<wp:docPr descr="证 {NUMBER}"/>')})),
        (
            "a.docx",
            _archive(
                {
                    "word/_rels/document.xml.rels": f'<Relationships><R Target="https://x.example/{NUMBER}"/></Relationships>'
                }
            ),
        ),
        ("a.docx", _archive({"word/document.xml": f"<w:tc><w:p>{NUMBER}</w:p></w:tc>", "word/x.xml": "<x>"})),
        ("a.xlsx", XLSX),
        ("a.xlsx", SHARED),
        ("a.xlsx", _archive({"xl/workbook.xml": f'<workbook><sheets><sheet name="{NUMBER}"/></sheets></workbook>'})),
        ("a.wps", DOCX),
        ("a.ofd", _archive({"Doc_0/Pages/Page_0/Content.xml": f"<ofd:TextCode>{NUMBER}</ofd:TextCode>"})),
        (
            "a.ofd",
            _archive(
                {
                    "OFD.xml": "<o/>",
                    "Content.xml": f"<P><TextCode>{NUMBER[:9]}</TextCode><TextCode>{NUMBER[9:]}</TextCode></P>",
                }
            ),
        ),
        ("a.zip", _archive({"名单/b.xlsx": XLSX})),
        ("a.zip", _archive({"b.htm": f"<td>{NUMBER[:9]}<b>{NUMBER[9:]}</b></td>"})),
        ("a.zip", _archive({"b.rtf": f"{{\\rtf1\\b {NUMBER[:6]}\\b0 {NUMBER[6:]}\\par}}"})),
        ("a.zip", _archive({"b.json": f'{{"a": "{NUMBER}"}}'})),
        ("a.zip", _archive({"b": NUMBER})),
        ("a.zip", _archive({f"名单{NUMBER}/b.txt": "x"})),
        ("a.zip", _archive({"b.txt": "x"}, comment=NUMBER.encode())),
        ("a.zip", _archive({"b.pdf": PDF})),
        ("a.pdf", PDF),
        ("a.pdf", _pdf(f"({NUMBER[:9]}) Tj 0 -20 Td ({NUMBER[9:]}) Tj")),
        ("a.pdf", OUTLINED),
        ("a.pdf", PROPERTY),
    ],
)
def test_an_identity_number_is_found(name: str, data: bytes) -> None:
    found = [(p.code, p.values) for p in check_file(name, data) if p.code in NUMBERS]
    assert found == [("identity-number-in-file", {"masked": "110105********002X", "count": "1"})]


@pytest.mark.parametrize(
    "between",
    ["<00:02.000>", "</v><v 乙>", "\n\n00:02.000 --> 00:03.000\n", "\r\n\r\n2\r\n00:02.000 --> 00:03.000\r\n"],
)
def test_a_number_that_is_said_is_found_though_times_part_it(between: str) -> None:
    text = f"{CUE}证号{NUMBER[:6]}{between}{NUMBER[6:]}"
    found = [(p.code, p.values) for p in check_file("a.vtt", text.encode())]
    assert ("identity-number-in-file", {"masked": "110105********002X", "count": "1"}) in found


@pytest.mark.parametrize(
    "data", [OLE + NUMBER.encode("utf-16-le"), OLE + b"\0" + NUMBER.encode("utf-16-le"), OLE + NUMBER.encode()]
)
def test_an_old_file_is_read_as_far_as_can_be_and_said_to_be_old(data: bytes) -> None:
    assert [problem.code for problem in check_file("a.doc", data)] == [
        "identity-number-in-file",
        "attachment-old-format",
    ]


def _cell(row: int, value: float) -> bytes:
    return struct.pack("<HHHHHd", 0x203, 14, row, 0, 0, value)


def _whole(row: int, value: int) -> bytes:
    return struct.pack("<HHHHHI", 0x27E, 10, row, 0, 0, value << 2 | 2)


@pytest.mark.parametrize(
    "cells",
    [
        _cell(1, 330102199103110022.0),
        _cell(1, 5.0) + _cell(2, 330102199103110000.0),
        _whole(1, 330102) + _whole(1, 19910311) + _whole(1, 1009),
    ],
)
def test_a_number_that_old_excel_took_for_a_quantity(cells: bytes) -> None:
    told = [problem.code for problem in check_file("a.xls", OLE + cells)]
    assert told == ["identity-number-in-file", "attachment-old-format"]


@pytest.mark.parametrize("value", ["3.3010219910311E+17", "3.3010219910311002e17", "330102199103110000"])
def test_a_number_that_excel_took_for_a_quantity(value: str) -> None:
    data = _archive({"xl/worksheets/sheet1.xml": f"<worksheet><row><c><v>{value}</v></c></row></worksheet>"})
    assert [problem.code for problem in check_file("a.xlsx", data)] == ["identity-number-in-file"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _archive({"word/document.xml": _word("<w:p/>"), "word/media/a.emf": b"\1\2"})),
        ("a.svg", f'{SVG}<path d="{NUMBER[:17]}0"/></svg>'.encode()),
        ("a.csv", "".join(f"330102,2019{i % 12 + 1:02}{i % 28 + 1:02},{i:04}\n" for i in range(500)).encode()),
    ],
)
def test_what_is_no_number_or_is_not_read(name: str, data: bytes) -> None:
    assert check_file(name, data) == ()


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.docx", b"PK\3\4 damaged", ""),
        ("a.docx", b"", ""),
        ("a.docx", DOCX[:-40], ""),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", _archive({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "word/document.xml"),
        ("a.pdf", b"%PDF-1.7 and nothing", ""),
        ("a.pdf", PDF[:200], ""),
        ("a.pdf", _pdf(password="password"), "encrypted"),
        ("a.pdf", _pdf("[" + "(1) " * 100_001 + "] TJ"), ""),
        ("a.zip", _archive({"a.zip": _archive({"a.zip": _archive({"a.zip": _archive({"a.txt": "x"})})})}), "a.zip"),
        ("a.zip", _archive({"名单.rar": b"Rar!\x1a\7\1\0\3\5"}), "名单.rar"),
        ("a.zip", _archive({"名单.7z": b"7z\xbc\xaf\x27\x1c\0\4"}), "名单.7z"),
        ("a.zip", _archive({"a.txt": b"1" * 100_000_001}), "too large"),
        ("a.zip", _archive({str(number): b"" for number in range(10_001)}), "too large"),
        ("a.zip", b"PK\1\2" * 100_001 + _archive({}), "too many"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, word: str) -> None:
    (problem,) = check_file(name, data)
    assert problem.code == "attachment-unread"
    assert word in problem.values["detail"]


def test_a_damaged_member_hides_nothing_in_the_others() -> None:
    data = _archive({"a.rar": b"Rar!\x1a\7\1\0\3\5", "b.txt": NUMBER})
    assert [problem.code for problem in check_file("a.zip", data)] == ["identity-number-in-file", "attachment-unread"]


def test_more_numbers_than_anybody_could_mean_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached_files, "Patience", lambda: Patience(1000))
    data = f"{NUMBER}\n".encode() * 1001
    assert [problem.code for problem in check_file("a.txt", data)] == ["identity-number-in-file", "attachment-unread"]


# ------------------------------------------------------------------------------------------------- what nobody sees

_T = "<w:t>内部意见</w:t>"
_CHANGED = _word(
    f'<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>八百</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="甲"><w:r>{_T}</w:r></w:ins></w:p>'
    f'<w:tbl><w:tr><w:trPr><w:del w:id="3" w:author="甲"/></w:trPr><w:tc><w:p><w:r>{_T}</w:r></w:p></w:tc></w:tr></w:tbl>'
)
_HIDDEN = _word(
    f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{_T}</w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>{_T}</w:r></w:p>"
    f"<w:p><w:r><w:rPr><w:rStyle w:val='B'/></w:rPr>{_T}</w:r><w:r><w:rPr><w:color w:val='ffffff'/></w:rPr>{_T}</w:r></w:p>"
)
_STYLES = (
    "<w:styles><w:style w:styleId='A'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
)
_SHEET = (
    "<worksheet><cols><col min='2' max='9' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1'><v>1</v></c>"
    "<c r='B1'><v>2</v></c></row><row r='2'><c r='A2'><v>3</v></c></row></sheetData></worksheet>"
)
_CORE = "<cp:coreProperties><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>"
_RELATIONS = "<Relationships><Relationship Type='{}' Target='{}' TargetMode='External'/></Relationships>"


def _tiff(tag: int, value: int) -> bytes:
    """EXIF with one entry that leads to a second directory, of a latitude."""
    first = struct.pack("<HHHIII", 1, tag, 4, 1, value, 0)
    return b"II*\0" + struct.pack("<I", 8) + first + struct.pack("<HHHIII", 1, 2, 5, 3, 0, 0)


_EXIF = _tiff(0x8825, 26)
_JPEG = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(_EXIF) + 8) + b"Exif\0\0" + _EXIF + b"\xff\xda\0\0\xff\xd9"


def _png(kind: bytes, data: bytes) -> bytes:
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


_WEBP = b"RIFF" + struct.pack("<I", len(_EXIF) + 12) + b"WEBPEXIF" + struct.pack("<I", len(_EXIF)) + _EXIF


def _with_layers_off(writer: PdfWriter) -> None:
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    default = DictionaryObject({NameObject("/BaseState"): NameObject("/OFF")})
    layers = {NameObject("/D"): default, NameObject("/OCGs"): ArrayObject([layer])}
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(layers)


def _with_photograph(writer: PdfWriter) -> None:
    photograph = DecodedStreamObject()
    photograph.set_data(
        b"\xff\xd8\xff\xe1\0\x48Exif\0\0II*\0\x08\0\0\0"
        + struct.pack("<HHHIII", 1, 0x8825, 4, 1, 26, 0)
        + struct.pack("<HHHIII", 1, 2, 5, 3, 0, 0)
    )
    photograph[NameObject("/Filter")] = NameObject("/DCTDecode")
    writer._add_object(photograph)


def _with_author_in_xmp_only(writer: PdfWriter) -> None:
    xmp = DecodedStreamObject()
    xmp.set_data(
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<r:Description r:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><r:Seq><r:li>Wang Mou</r:li>'
        b"</r:Seq></dc:creator></r:Description></r:RDF></x:xmpmeta>"
    )
    xmp[NameObject("/Type")] = NameObject("/Metadata")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.add_metadata({"/Author": "Microsoft"})


def _with_layer(writer: PdfWriter) -> None:
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    default = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/D"): default})


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", _archive({"word/document.xml": _CHANGED}), "3 tracked changes"),
        ("a.docx", _archive({"word/header1.xml": _CHANGED.replace("w:document", "w:hdr")}), "3 tracked changes"),
        ("a.docx", _archive({"word/document.xml": _HIDDEN, "word/styles.xml": _STYLES}), "3 hidden passages"),
        (
            "a.docx",
            _archive(
                {
                    "word/comments.xml": f"<w:comments><w:comment w:id='0'><w:p><w:r>{_T}</w:r></w:p></w:comment></w:comments>"
                }
            ),
            "1 comments",
        ),
        ("a.docx", _archive({"docProps/core.xml": _CORE.format("王某", "李某")}), "2 names of authors"),
        (
            "a.docx",
            _archive({"docProps/app.xml": "<Properties><Manager>王某</Manager></Properties>"}),
            "1 names of authors",
        ),
        (
            "a.docx",
            _archive({"docProps/custom.xml": "<P><property name='密级'><v>x</v></property></P>"}),
            "1 custom properties",
        ),
        (
            "a.docx",
            _archive(
                {
                    "word/_rels/settings.xml.rels": _RELATIONS.format(
                        "x/attachedTemplate", "file:///C:\\Users\\wang\\Normal.dotm"
                    )
                }
            ),
            "1 links to files elsewhere",
        ),
        (
            "a.xlsx",
            _archive({"xl/_rels/a.rels": _RELATIONS.format("x/externalLinkPath", r"\\server\b.xlsx")}),
            "1 links to files elsewhere",
        ),
        ("a.xlsx", _archive({"xl/worksheets/sheet1.xml": _SHEET}), "1 hidden rows, 1 hidden columns"),
        (
            "a.xlsx",
            _archive(
                {
                    "xl/workbook.xml": "<w><sheets><sheet state='hidden'/><sheet state='veryHidden'/><sheet/></sheets></w>"
                }
            ),
            "2 hidden sheets",
        ),
        (
            "a.xlsx",
            _archive(
                {
                    "xl/comments1.xml": "<c><authors><author>tc={A}</author></authors><commentList><comment/></commentList></c>",
                    "xl/threadedComments/t.xml": "<T><threadedComment/><threadedComment/></T>",
                }
            ),
            "2 comments",
        ),
        (
            "a.xlsx",
            _archive({"xl/revisions/revisionLog1.xml": "<revisions><rcc><nc/></rcc><rrc/></revisions>"}),
            "2 tracked changes",
        ),
        ("a.pptx", _archive({"ppt/slides/slide1.xml": "<p:sld show='0'/>"}), "1 hidden slides"),
        (
            "a.pptx",
            _archive({"ppt/notesSlides/n.xml": "<p:notes><a:p><a:r><a:t>口径</a:t></a:r></a:p></p:notes>"}),
            "1 speaker notes",
        ),
        ("a.vtt", f"{CUE}甲\n\nNOTE 校对：王某\n\nNOTE\n待核".encode(), "2 comments"),
        ("a.pptx", _archive({"ppt/comments/c.xml": "<p:cmLst><p:cm/></p:cmLst>"}), "1 comments"),
        (
            "a.zip",
            _archive(
                {
                    "a.odt": _archive(
                        {
                            "META-INF/manifest.xml": "<m/>",
                            "content.xml": "<o><text:changed-region/><office:annotation/></o>",
                        }
                    )
                }
            ),
            "1 tracked changes, 1 comments",
        ),
        ("a.zip", _archive({"内/b.docx": _archive({"word/document.xml": _CHANGED})}), "3 tracked changes"),
        (
            "a.ofd",
            _archive({"OFD.xml": "<OFD><Author>王某</Author></OFD>", "a.xml": "<A><Annot Type='Highlight'/></A>"}),
            "1 comments, 1 names of authors",
        ),
        ("a.jpg", _JPEG, "1 geographic positions"),
        ("a.docx", _archive({"word/document.xml": _word(), "word/media/image1.jpeg": _JPEG}), "1 geographic positions"),
        ("a.png", _png(b"eXIf", _EXIF), "1 geographic positions"),
        ("a.png", _png(b"tEXt", b"Author\0Wang Mou"), "1 names of authors"),
        ("a.webp", _WEBP, "1 geographic positions"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\xa9xyz\0\x12\x15\xc7+30.2500+120.1600/", "1 geographic positions"),
        ("a.pdf", _pdf(change=lambda writer: writer.add_metadata({"/Author": "王某"})), "1 names of authors"),
        (
            "a.pdf",
            _pdf(
                change=lambda writer: writer.add_annotation(
                    page_number=0, annotation=Remark(rect=(1, 1, 9, 9), text="内部")
                )
            ),
            "1 comments",
        ),
        ("a.pdf", _pdf(change=lambda writer: writer.add_attachment(filename="b.txt", data=b"x")), "1 embedded files"),
        ("a.pdf", _pdf(change=_with_layer), "1 hidden layers"),
        ("a.pdf", _pdf(change=_with_layers_off), "1 hidden layers"),
        ("a.pdf", _pdf(change=_with_photograph), "1 geographic positions"),
        ("a.pdf", _pdf(change=_with_author_in_xmp_only), "1 names of authors"),
    ],
)
def test_what_readers_do_not_see_is_told_with_its_number(name: str, data: bytes, found: str) -> None:
    (problem,) = check_file(name, data)
    assert (problem.code, problem.values) == ("attachment-not-clean", {"found": found})


def test_a_number_in_a_file_inside_a_pdf_file() -> None:
    data = _pdf(change=lambda writer: writer.add_attachment(filename="b.txt", data=NUMBER.encode()))
    assert [problem.code for problem in check_file("a.pdf", data)] == [
        "identity-number-in-file",
        "attachment-not-clean",
    ]


def test_authors_that_are_nobody() -> None:
    for author in (
        "青禾区民政局",
        "云岚市青禾区人民政府办公室",
        "Administrator",
        "微软用户",
        "WPS Office",
        "python-docx",
        "",
    ):
        assert check_file("a.docx", _archive({"docProps/core.xml": _CORE.format(author, author)})) == ()


def test_the_editor_is_told_in_words_of_the_office_program() -> None:
    (problem,) = check_file("a.docx", _archive({"word/document.xml": _CHANGED}))
    assert say(problem, "zh").startswith(
        "a.docx: error attachment-not-clean 附件里有读者看不见、会随文件公开的内容：修订 3 处　提示：Word、Excel、PowerPoint 先接受全部修订"
    )
    assert "检查文档" in say(problem, "zh")
    assert "3 tracked changes" in say(problem, "en")


# ------------------------------------------------------------------------------------------------------------ bounds

_COLUMNS = '<col min="40000" max="50000" hidden="1"/>' * 100_000
MEASURE = """
import resource, sys
from pathlib import Path
import disclosure.rules
from disclosure.rules.check import check_file
for path in map(Path, sys.argv[1:]):
    check_file(path.name, path.read_bytes())
# What getrusage says of oneself begins with the most that whoever started one had.
own = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
@pytest.mark.parametrize(
    ("part", "kilobytes"), [(12, 200_000), pytest.param(1, 1_000_000, marks=pytest.mark.prove)], ids=["part", "whole"]
)
def test_files_made_to_exhaust_the_machine_do_not(tmp_path: Path, part: int, kilobytes: int) -> None:
    """A zip of digits took 11.7 GB, an xlsx 6.7 GB, a csv 2.3 GB before reading was bounded; parts of them, as much less."""
    many = 10_000_000 // part
    files = {
        "a.zip": _archive({"a.txt": b"1" * many}),
        "a.xlsx": _archive({"xl/sharedStrings.xml": b"<sst><si><t>" + b"1" * many + b"</t></si></sst>"}),
        "b.xlsx": _archive({"xl/sharedStrings.xml": b"<sst>" + b"<si><t>1</t></si>" * (400_000 // part) + b"</sst>"}),
        "a.csv": b"1234567890 " * (many // 11),
        "a.docx": _archive({"word/document.xml": b'<d a="' + b"1" * many + b'"/>'}),
        "b.docx": _archive(
            {"word/document.xml": "<d " + " ".join(f"a{n:x}='1'" for n in range(3_000_000 // part)) + "/>"}
        ),
        "c.xlsx": _archive(
            {"xl/worksheets/sheet1.xml": f"<w>{_COLUMNS}<row>{'<c><v>1</v></c>' * (30_000 // part)}</row></w>"}
        ),
        "d.xlsx": _archive({"xl/worksheets/sheet1.xml": b"<w><c><v>" + b"1" * many + b"</v></c></w>"}),
        "a.odt": _archive({"META-INF/manifest.xml": "<m/>", "content.xml": b"<o>" + b"1" * many + b"</o>"}),
        "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<dc:creator>" * (300_000 // part),
        "a.pdf": _pdf("(1) Tj 0 1 Td " * (50_000 // part)),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", MEASURE, *(str(tmp_path / name) for name in files)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(run.stdout) < kilobytes


def test_a_part_of_more_elements_than_a_sheet_has_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 1000)
    data = _archive({"xl/worksheets/sheet1.xml": f"<w><c><v>{NUMBER}</v></c>{'<c/>' * 1000}</w>"})
    assert [problem.code for problem in check_file("a.xlsx", data)] == ["identity-number-in-file", "attachment-unread"]


def test_what_a_file_costs_in_all_is_bounded() -> None:
    """Members of archives in archives are taken from one budget, and PDF files from one time."""
    inner = _archive({"a.txt": "1" * 600})
    seen = list(look("a.zip", _archive({"a.zip": inner, "b.zip": inner}), Budget(bytes=1400)))
    assert [one.member for one in seen if isinstance(one, Unread)] == ["b.zip"]
    assert Unread("", "过于复杂 takes too long to read") in look("a.pdf", PDF, Budget(seconds=0))


_CUT = f"<w:t>{NUMBER[:6]}</w:t>", f"<w:t>{NUMBER[6:]}</w:t>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<p><!-- {NUMBER} -->甲</p>"),
        ("a.html", f"<p title={NUMBER}>甲</p>"),
        ("a.png", f"\x89PNG\r\n\x1a\n甲 {NUMBER}"),
        ("a.gif", f"GIF89a\1\0!\xfe\x12{NUMBER}\0;"),
        ("a.mp4", f"\0\0\0\x20ftyp{NUMBER}"),
        ("a.rtf", "{\\rtf1 " + "".join(f"\\'{ord(digit):x}" if digit != "X" else "X" for digit in NUMBER) + "}"),
        ("a.svg", f"{SVG}<!-- {NUMBER} --></svg>"),
        ("a.docx", f"<w:document><w:p>{_CUT[0]}<w:instrText>PAGE 3</w:instrText>{_CUT[1]}</w:p></w:document>"),
        ("a.docx", f"<w:document><w:p>{_CUT[0]}<w:del><w:delText>33</w:delText></w:del>{_CUT[1]}</w:p></w:document>"),
        ("a.docx", f"<w:hdr><w:instrText>HYPERLINK {NUMBER}</w:instrText></w:hdr>"),
        ("a.docx", f"<w:document><w:p><w:instrText>HYPERLINK {NUMBER}</w:instrText></w:p></w:document>"),
        ("a.docx", f"<w:document><w:p>{''.join(_CUT).replace('w:t>', 'w:delText>')}</w:p></w:document>"),
    ],
)
def test_numbers_in_remarks_and_around_what_nobody_sees(name: str, data: str) -> None:
    whole = _archive({"word/document.xml": data}) if name == "a.docx" else data.encode()
    assert "identity-number-in-file" in [problem.code for problem in check_file(name, whole)]


@pytest.mark.parametrize("before", [0, 990, 8180, 16370])
def test_a_long_cell_is_looked_through_as_one(before: int) -> None:
    data = _archive(
        {"xl/worksheets/sheet1.xml": f"<w><c t='str'><v>{'甲' * before}{NUMBER}{'乙' * 20_000}</v></c></w>"}
    )
    assert [problem.code for problem in check_file("a.xlsx", data)] == ["identity-number-in-file"]


@pytest.mark.parametrize("encoding", ["gb2312", "no-such"])
def test_a_part_in_an_encoding_that_is_not_known_is_read_without_its_tags(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><w:t>{NUMBER}</w:t>'
    told = [problem.code for problem in check_file("a.docx", _archive({"word/document.xml": part}))]
    assert told == ["identity-number-in-file", "attachment-unread"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"1,2\n"),
        ("a.docx", _archive({"word/document.xml": "<d><!-- 1 2 3 4 5 6 7 8 9 0 1 2 --></d>"})),
        ("a.zip", _archive({"a.html": "<p>1</p>"})),
    ],
)
def test_no_file_takes_longer_than_its_time(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the processor, whatever kind it is; what was found before is told."""
    monkeypatch.setattr(archives, "Budget", lambda: Budget(seconds=-1))
    (problem,) = check_file(name, data)
    assert problem.code == "attachment-unread"
    assert "takes too long" in say(problem, "en")


def test_every_kind_of_attachment_is_read_or_known_not_to_be() -> None:
    unread = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4"}
    for suffix in ASSET_SUFFIXES - unread:
        assert list(look(f"a{suffix}", b"x"))


def test_the_sample_district_attaches_nothing_of_the_kind() -> None:
    files = [path for path in (ROOT / "content").rglob("*") if path.suffix in ASSET_SUFFIXES]
    assert files
    assert [problem for path in files for problem in check_file(path.name, path.read_bytes())] == []


@pytest.mark.parametrize(
    ("remark", "is_told"),
    [
        ("<!-- 领导要求：先不写金额 -->", True),
        ("<!-- 没有结束", True),
        ("<!-- Generator: Adobe Illustrator 27.0, SVG Export Plug-In -->", False),
        ("<!-- Created with Inkscape (http://www.inkscape.org/) -->", False),
    ],
)
def test_what_somebody_noted_in_the_source_of_a_picture_is_told(remark: str, is_told: bool) -> None:
    found = [problem.code for problem in check_file("a.svg", f"{SVG}{remark}<rect/></svg>".encode())]
    assert ("attachment-not-clean" in found) is is_told
