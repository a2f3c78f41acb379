"""What is read of attached files: made-up files of each kind, whole, damaged and hostile."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from disclosure import attached
from disclosure.attached import UnreadableError, texts
from disclosure.check import check_file
from disclosure.load import ASSET_SUFFIXES

NUMBER = "11010519491231002X"
ROOT = Path(__file__).parents[1]


def _archive(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 20 Td [(ID {NUMBER[:9]}) 0 ({NUMBER[9:]})] TJ ET".encode())
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


DOCX = _archive(
    {"word/document.xml": f"<w:p><w:r><w:t>{NUMBER[:6]}</w:t></w:r><w:r><w:t>{NUMBER[6:]}</w:t></w:r></w:p>"}
)
XLSX = _archive({"xl/sharedStrings.xml": f"<sst><si><t>甲</t></si><si><t>{NUMBER}</t></si></sst>"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f"甲,{NUMBER}".encode()),
        ("a.csv", f"甲,{NUMBER}".encode("gb18030")),
        ("a.txt", f"甲\t{NUMBER}".encode("utf-16")),
        ("a.svg", f"<svg><text>{NUMBER[:8]}<tspan>{NUMBER[8:]}</tspan></text></svg>".encode()),
        ("A.DOCX", DOCX),
        ("a.xlsx", XLSX),
        ("a.wps", DOCX),
        ("a.ofd", _archive({"Doc_0/Pages/Page_0/Content.xml": f"<ofd:TextCode>{NUMBER}</ofd:TextCode>"})),
        ("a.zip", _archive({"名单/b.xlsx": XLSX})),
        ("a.doc", OLE + NUMBER.encode("utf-16-le")),
        ("a.doc", OLE + b"\0" + NUMBER.encode("utf-16-le")),
        ("a.xls", OLE + NUMBER.encode()),
        ("a.pdf", _pdf()),
    ],
)
def test_an_identity_number_is_found(name: str, data: bytes) -> None:
    assert [(p.code, p.values) for p in check_file(name, data)] == [
        ("identity-number-in-file", {"masked": "110105********002X", "count": "1"})
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.docx",
            _archive({"word/document.xml": "<w:tc><w:p>110105194912</w:p></w:tc><w:tc><w:p>31002X</w:p></w:tc>"}),
        ),
        ("a.png", NUMBER.encode()),
        ("a.doc", OLE + b"13800138000"),
        ("a.xlsx", _archive({"xl/styles.xml": f'<x id="{NUMBER}"/>'})),
    ],
)
def test_what_is_no_number_or_is_not_read(name: str, data: bytes) -> None:
    assert check_file(name, data) == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\3\4 damaged"),
        ("a.docx", b""),
        ("a.docx", DOCX[:-40]),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("a.pdf", b"%PDF-1.7 and nothing"),
        ("a.pdf", _pdf()[:200]),
        ("a.pdf", _pdf("password")),
        ("a.zip", _archive({"a.zip": _archive({"a.zip": _archive({"a.zip": _archive({"a.txt": "x"})})})})),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes) -> None:
    assert [problem.code for problem in check_file(name, data)] == ["attachment-unread"]


def test_what_unpacks_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableError):
        list(texts("a.zip", _archive({"a.txt": "1" * 1001})))


def test_every_kind_of_attachment_is_read_or_known_not_to_be() -> None:
    unread = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4"}
    for suffix in ASSET_SUFFIXES - unread:
        try:
            assert list(texts(f"a{suffix}", b"x"))
        except UnreadableError:
            continue


def test_the_sample_district_attaches_nothing_of_the_kind() -> None:
    files = [path for path in (ROOT / "content").rglob("*") if path.suffix in ASSET_SUFFIXES]
    assert files
    assert [problem for path in files for problem in check_file(path.name, path.read_bytes())] == []
