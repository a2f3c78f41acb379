"""Pages of the web and letters that are attached, alone in archives or under other names, and old Office files part by part."""

import base64
import io
import quopri
import struct
import zipfile

import pytest

from disclosure.rules.check import check_file

NUMBER = "11010519491231002X"


def _zip(name: str, data: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def _told(name: str, data: bytes | str) -> list[tuple[str, str]]:
    whole = _zip(name, data)
    return [
        (one.code, str(one.values.get("found", one.values.get("detail", "")))) for one in check_file("a.zip", whole)
    ]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p style='display:none'>内部<b>意见</b></p>", "2 hidden passages"),
        ("<div style='DISPLAY : none !important'><p>内部</p></div><p>公开", "1 hidden passages"),
        ("<span style='visibility:hidden'>内部</span>", "1 hidden passages"),
        ("<div hidden>内部</div>", "1 hidden passages"),
        ("<p style='font-size:0'>内部", "1 hidden passages"),
        ("<p style='font-size:0px;color:#000'>内部", "1 hidden passages"),
        ("<p style='color:#fff'>内部", "1 hidden passages"),
        ("<font color=white>内部</font>", "1 hidden passages"),
        ("<table><tr bgcolor='#000080'><td><font color=navy>内部</font></table>", "1 hidden passages"),
        ("<style>.a, p.b {display:none}</style><p class='c b'>内部</p>", "1 hidden passages"),
        ("<p style='opacity:0'>内部", "1 hidden passages"),
        ("<div style='height:0;overflow:hidden'>内部</div>", "1 hidden passages"),
        ("<p style='position:absolute;left:-9999px'>内部", "1 hidden passages"),
        ("<!-- 李局长不同意 --><p>公开", "1 comments"),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.xls"])
def test_what_a_page_hides_is_told(name: str, page: str, found: str) -> None:
    assert _told(name, f"<html><body>{page}</body></html>") == [("attachment-not-clean", found)]


@pytest.mark.parametrize(
    "page",
    [
        "<p style='display:block'>公开<br>二</p><script>var hidden = 'x';</script><style>p{color:#fff0}</style>",
        "<style>@media print{.a{display:none} .b{display:none}} .c{color:red}</style><p class='a b c'>公开",
        "<p style='display:none'></p><p>公开",
        "<input type='hidden' value='x'><p>公开",
        "<table style='background:#c00'><tr><td style='color:white'>公开</table>",
        "<table background='a.png'><tr><td style='color:white'>公开</table>",
        "<!--[if gte mso 9]><xml>内部</xml><![endif]--><!--StartFragment--><p>公开<!--EndFragment--><!-- --><!-- ==== -->",
        "<p title='a>b' style=\"font-family:'宋体'\">1 < 2 & 3",
        "<style><!-- p {mso-style-parent:''} --></style><p>公开",
    ],
)
def test_what_a_page_shows_is_let_through(page: str) -> None:
    assert _told("a.html", f"<!DOCTYPE html><html><head><title>甲</title></head><body>{page}</body></html>") == []


def test_a_page_that_is_made_to_take_long_is_followed_all_the_same() -> None:
    for page in ("<!--" * 100_000, '<a "' * 100_000, "<style>" + "{" * 100_000, "<p " * 100_000, "<b>" * 100_000):
        assert _told("a.html", page) == []


WORD = _zip("word/document.xml", f"<w:document><w:t>{NUMBER}</w:t></w:document>")
HEAD = "From: a@qinghe.example\nMIME-Version: 1.0\n"


def _mail(kind: str, encoding: str, body: bytes) -> bytes:
    return f"{HEAD}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + body


def _parts(*parts: bytes) -> bytes:
    body = b"".join(b"--x\n" + part + b"\n" for part in parts)
    return f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\n".encode() + body + b"--x--\n"


QUOTED = (
    quopri.encodestring(("甲" * 5 + f"证号{NUMBER[:9]}=\n").encode()).replace(b"=3D\n", b"=\n") + NUMBER[9:].encode()
)
ATTACHED = (
    b"Content-Type: application/octet-stream; name=a.docx\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(WORD)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", _mail("text/plain; charset=utf-8", "base64", base64.encodebytes(f"证号{NUMBER}".encode()))),
        ("a.eml", _mail("text/plain", "quoted-printable", QUOTED)),
        ("a.eml", _parts(b"Content-Type: text/plain\n\nx", ATTACHED)),
        ("a.eml", _parts(b"Content-Type: message/rfc822\n\n" + _parts(ATTACHED))),
        ("a.eml", f"Subject: =?utf-8?b?{base64.b64encode(NUMBER.encode()).decode()}?=\n\nx".encode()),
        ("a.mht", _mail("text/html", "base64", base64.encodebytes(f"<p>{NUMBER[:6]}<b>{NUMBER[6:]}</b>".encode()))),
        ("a.doc", _parts(ATTACHED)),
    ],
)
def test_a_number_in_a_letter(name: str, data: bytes) -> None:
    assert [code for code, _ in _told(name, data)] == ["identity-number-in-file"]


def test_what_the_parts_of_a_letter_hide_and_what_cannot_be_read() -> None:
    page = _mail("text/html", "base64", base64.encodebytes(b"<html><p style='display:none'>internal</p></html>"))
    assert _told("a.mht", page) == [("attachment-not-clean", "1 hidden passages")]
    locked = b"Content-Type: application/octet-stream; name=a.rar\nContent-Transfer-Encoding: base64\n\n"
    for name in ("a.rar", "winmail.dat"):
        packed = locked.replace(b"a.rar", name.encode()) + base64.encodebytes(b"Rar!\x1a\7\1\0\3\5")
        (code, detail), *rest = _told("a.eml", _parts(packed))
        assert (code, rest) == ("attachment-unread", [])
        assert name in detail


def test_ordinary_letters_are_let_through() -> None:
    assert _told("a.eml", _parts(_mail("text/plain; charset=gb2312", "8bit", "各街道：".encode("gb18030")))) == []


# ------------------------------------------------------------------------------------------------- old Office files


def _compound(stream: bytes, name: str = "Workbook", step: int = 1) -> bytes:
    """A compound file of one stream, whose sectors follow one another at every `step`th place, and zeros between."""
    count = max(-(-len(stream) // 512), 8)
    places = [2 + step * one for one in range(count)]
    total = places[-1] + 1
    table = [0xFFFFFFFF] * 128
    table[0], table[1] = 0xFFFFFFFD, 0xFFFFFFFE
    for here, there in zip(places, [*places[1:], 0xFFFFFFFE], strict=True):
        table[here] = there

    def entry(called: str, kind: int, first: int, size: int) -> bytes:
        written = called.encode("utf-16-le")
        head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
        return head + b"\xff" * 12 + bytes(36) + struct.pack("<IQ", first, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, max(len(stream), 4096)) + bytes(256)
    sectors = [bytes(512)] * total
    sectors[0], sectors[1] = struct.pack("<128I", *table), directory
    for index, place in enumerate(places):
        sectors[place] = stream[512 * index : 512 * index + 512].ljust(512, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + b"".join(sectors)


def _mulrk(row: int, *values: int) -> bytes:
    cells = b"".join(struct.pack("<HI", 0, value << 2 | 2) for value in values)
    return struct.pack("<HHHH", 0xBD, 6 * len(values) + 6, row, 0) + cells + struct.pack("<H", len(values) - 1)


FILLED = b"\1" * 500
"""As much as lets the next record begin in one sector and end in another."""


@pytest.mark.parametrize(
    "data",
    [
        _compound(_mulrk(1, 330102, 19910311, 1009)),
        _compound(FILLED + _mulrk(1, 330102, 19910311, 1009), step=2),
        _compound(FILLED + struct.pack("<HHHHHd", 0x203, 14, 1, 0, 0, 330102199103110022.0), step=3),
        _compound(FILLED + NUMBER.encode(), step=2),
        _compound(FILLED + NUMBER.encode("utf-16-le"), step=2),
        _compound(FILLED + struct.pack("<HHHHHdHI", 6, 22, 1, 0, 0, 330102199103110022.0, 0, 0), step=2),
        _compound(WORD, "__substg1.0_37010102", step=2),
    ],
)
def test_numbers_over_the_sectors_of_an_old_file(data: bytes) -> None:
    assert [one.code for one in check_file("a.xls", data)] == ["identity-number-in-file", "attachment-old-format"]


def test_hidden_sheets_of_old_excel() -> None:
    sheet = struct.pack("<HHIBB", 0x85, 14, 0, 2, 0) + b"\6\0secret"
    told = {one.code: one.values.get("found") for one in check_file("a.xls", _compound(sheet))}
    assert told == {"attachment-not-clean": "1 hidden sheets", "attachment-old-format": None}


@pytest.mark.parametrize("at", range(24, 76, 4))
def test_a_damaged_table_of_sectors_harms_nothing(at: int) -> None:
    for value in (b"\0" * 4, b"\2\0\0\0", b"\xff" * 4):
        data = _compound(b"x" * 5000)
        assert [one.code for one in check_file("a.xls", data[:at] + value + data[at + 4 :])] == [
            "attachment-old-format"
        ]


def test_what_only_looks_like_cells_harms_nothing() -> None:
    for record in (b"\xbd\0\x0c\0\1\0\xff\xff", b"\xbd\0\xff\6\1\0", b"\6\0\x16\0", b"\3\2\x0e\0", b"\x7e\2\x0a\0"):
        for size in range(20):
            data = bytes.fromhex("d0cf11e0a1b11ae1") + record + b"\xff" * size
            assert [one.code for one in check_file("a.xls", data)] == ["attachment-old-format"]
