"""What PDF files hold that nobody sees on their pages: words, covered words, earlier states, files, scripts, forms."""

import io
from collections.abc import Callable, Iterable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from disclosure.rules.check import check_file

NUMBER = "11010519491231002X"
Change = Callable[[PdfWriter], object]


def _names(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def _stream(data: str, **values: object) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data.encode())
    stream.update(_names(**values))
    return stream


def _font(**values: object) -> DictionaryObject:
    return _names(**{"Type": NameObject("/Font"), "Subtype": NameObject("/Type1"), **values})


FONT = _font(BaseFont=NameObject("/Helvetica"))


def _writer(content: str, **resources: DictionaryObject) -> PdfWriter:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    page[NameObject("/Resources")] = _names(**{"Font": _names(F1=FONT), **resources})
    page[NameObject("/Contents")] = writer._add_object(_stream(content))
    return writer


def _pdf(content: str, *changes: Change, **resources: DictionaryObject) -> bytes:
    writer = _writer(content, **resources)
    for change in changes:
        change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _told(data: bytes) -> dict[str, object]:
    return {one.code: one.values.get("found", one.values.get("detail", "")) for one in check_file("a.pdf", data)}


def _words(before: str = "", words: str = "words") -> str:
    return f"BT /F1 12 Tf {before} 20 200 Td ({words}) Tj ET"


DARK, WHITE = "0 0 0.5 rg 0 150 200 100 re f", "1 1 1 rg"
IMAGE = _names(I=_stream("\0", Subtype=NameObject("/Image"), Width=NumberObject(1), Height=NumberObject(1)))
FORM = _names(I=_stream(_words(WHITE), Subtype=NameObject("/Form"), Resources=_names(Font=_names(F1=FONT))))
MASKED = _names(G=_names(BM=NameObject("/Multiply")))
INK = _names(C=ArrayObject([NameObject("/Separation"), NameObject("/Black")]))


@pytest.mark.parametrize(
    ("content", "resources", "found"),
    [
        (_words(WHITE), {}, "1 hidden passages"),
        (_words("0.99 g"), {}, "1 hidden passages"),
        (_words("0 0 0 0 k"), {}, "1 hidden passages"),
        (_words("/DeviceRGB cs 1 1 1 scn"), {}, "1 hidden passages"),
        (_words("3 Tr"), {}, "1 hidden passages"),
        (f"{DARK} {_words('0 0 0.5 rg')}", {}, "1 hidden passages"),
        (f"/G gs {_words()}", {"ExtGState": _names(G=_names(ca=NumberObject(0)))}, "1 hidden passages"),
        ("/I Do", {"XObject": FORM}, "1 hidden passages"),
        (f"{_words()} 0 g 10 190 100 30 re f", {}, "1 covered passages"),
        (f"{_words()} 1 g 10 190 100 30 re f", {}, "1 covered passages"),
        (f"{_words()} q 100 0 0 30 10 190 cm /I Do Q", {"XObject": IMAGE}, "1 covered passages"),
    ],
)
def test_words_that_nobody_sees_on_the_page(content: str, resources: dict[str, DictionaryObject], found: str) -> None:
    assert _told(_pdf(content, **resources)) == {"attachment-not-clean": found}


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        (_words(), {}),
        (f"{DARK} {_words(WHITE)}", {}),
        (f"q 200 0 0 100 0 150 cm /I Do Q {_words(WHITE)}", {"XObject": IMAGE}),
        (f"q 300 0 0 300 0 0 cm /I Do Q {_words('3 Tr')}", {"XObject": IMAGE}),
        (f"{_words('3 Tr')} q 300 0 0 300 0 0 cm /I Do Q", {"XObject": IMAGE}),
        (f"{_words()} q 300 0 0 300 0 0 cm /I Do Q", {"XObject": IMAGE}),
        (f"{_words()} /G gs 1 1 0 rg 10 190 100 30 re f", {"ExtGState": MASKED}),
        (f"{_words()} q 0 0 5 5 re W n 0 g 10 190 100 30 re f Q", {}),
        (f"{_words()} 0 g 10 150 100 30 re f", {}),
        (_words("/C cs 1 scn"), {"ColorSpace": INK}),
        (f"q {WHITE} 0 0 9 9 re f Q {_words()}", {}),
        (f"{DARK} /I Do", {"XObject": FORM}),
    ],
)
def test_words_that_are_seen_are_let_through(content: str, resources: dict[str, DictionaryObject]) -> None:
    assert _told(_pdf(content, **resources)) == {}


def test_words_beside_the_page_may_be_meant() -> None:
    assert _told(_pdf(_words("1000 0 Td"))) == {"attachment-perhaps-not-clean": "1 passages beside the page"}


@pytest.mark.parametrize(
    "font",
    [
        _font(Subtype=NameObject("/Type0"), Encoding=NameObject("/Identity-H")),
        _font(Subtype=NameObject("/Type3"), FontMatrix=ArrayObject()),
        _font(Encoding=_names(Differences=ArrayObject([NumberObject(1), NameObject("/g1"), NameObject("/g2")]))),
    ],
)
def test_a_font_that_says_nothing_of_its_characters_is_told(font: DictionaryObject) -> None:
    assert "attachment-unread" in _told(_pdf(_words(), Font=_names(F1=font)))
    assert "attachment-unread" not in _told(_pdf(_words(), Font=_names(F1=FONT, F2=font)))


def _later(data: bytes, words: str) -> bytes:
    """The same file with another text, as programs save it that append what they changed."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    content = ContentStream(None, writer)
    content.set_data(_words(words=words).encode())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_an_earlier_state_is_told_where_it_says_something_else() -> None:
    first = _pdf(_words(words=f"ID {NUMBER}"))
    told = _told(_later(first, "nothing"))
    assert told["attachment-not-clean"] == "1 earlier versions"
    assert "identity-number-in-file" in told
    assert "attachment-not-clean" not in _told(_later(_pdf(_words(words="the same")), "the same"))


def _associated(writer: PdfWriter) -> None:
    embedded = _names(EF=_names(F=writer._add_object(_stream(NUMBER))), F=TextStringObject("b.txt"))
    writer.pages[0][NameObject("/AF")] = ArrayObject([writer._add_object(embedded)])


def _scripted(writer: PdfWriter) -> None:
    script = _names(S=NameObject("/JavaScript"), JS=writer._add_object(_stream(f"var id = '{NUMBER}'")))
    writer.root_object[NameObject("/OpenAction")] = script


def _with_form(writer: PdfWriter) -> None:
    data = writer._add_object(_stream(f"<id>{NUMBER}</id>"))
    writer.root_object[NameObject("/AcroForm")] = _names(XFA=ArrayObject([TextStringObject("datasets"), data]))


def _with_appearance(writer: PdfWriter) -> None:
    drawn = _stream(_words(words=NUMBER), Subtype=NameObject("/Form"), Resources=_names(Font=_names(F1=FONT)))
    note = _names(Subtype=NameObject("/Widget"), AP=_names(N=writer._add_object(drawn)))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _with_deleted_page(writer: PdfWriter) -> None:
    content = writer._add_object(_stream(_words(words=NUMBER)))
    writer._add_object(_names(Type=NameObject("/Page"), Contents=content, Resources=_names(Font=_names(F1=FONT))))


def _with_left_over_drawing(writer: PdfWriter) -> None:
    writer._add_object(_stream(_words(words=NUMBER)))


def _with_words_for_what_is_drawn(writer: PdfWriter) -> None:
    spoken = " ".join(f"/Span <</ActualText ({digit})>> BDC EMC" for digit in NUMBER)
    content = writer.pages[0].get_contents()
    assert content is not None
    content.set_data(spoken.encode())
    writer.pages[0].replace_contents(content)


def _remarked(data: bytes) -> Iterable[bytes]:
    yield data + f"\n% {NUMBER}\n".encode()
    yield data.replace(b"\n", f"\n% {NUMBER}\n".encode(), 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_associated, {"attachment-not-clean": "1 embedded files"}),
        (_scripted, {"attachment-perhaps-not-clean": "1 scripts"}),
        (_with_form, {}),
        (_with_appearance, {}),
        (_with_deleted_page, {"attachment-not-clean": "1 deleted pages"}),
        (_with_left_over_drawing, {"attachment-perhaps-not-clean": "1 parts nobody refers to"}),
        (_with_words_for_what_is_drawn, {}),
    ],
)
def test_numbers_that_stand_beside_the_pages(change: Change, told: dict[str, object]) -> None:
    assert _told(_pdf(_words(), change)) == {"identity-number-in-file": "", **told}


def test_numbers_in_remarks_of_the_file_itself() -> None:
    for data in _remarked(_pdf(_words())):
        assert PdfReader(io.BytesIO(data)).pages
        assert _told(data) == {"identity-number-in-file": ""}


def test_keywords_that_say_no_more_than_the_title() -> None:
    about = {"/Title": "Relief rules", "/Keywords": "rules, relief", "/Subject": ""}
    assert _told(_pdf(_words(), lambda writer: writer.add_metadata(about))) == {}
    about["/Keywords"] = "not to be published"
    told = _told(_pdf(_words(), lambda writer: writer.add_metadata(about)))
    assert told == {"attachment-perhaps-not-clean": "1 subjects and keywords"}


@pytest.mark.parametrize("much", ["(a) Tj 0 1 Td " * 20_001, "ET 10 10 50 50 re f BT " * 20_001])
def test_a_page_with_more_on_it_than_is_followed_is_told(much: str) -> None:
    told = _told(_pdf(_words(f"1 0 0 1 0 0 Tm {much} /F1 12 Tf")))
    assert "pages with too much on them" in str(told["attachment-unread"])


def test_a_dense_table_is_followed_to_its_end() -> None:
    """Three thousand words among as many lines and shades: pairs of those far apart are not compared."""
    cells = [(20 * column, 3 * row) for column in range(12) for row in range(80)]
    shades = " ".join(f"0.9 g {x} {y} 19 2.5 re f 0 g {x} {y} 19 0.2 re f" for x, y in cells)
    words = " ".join(f"1 0 0 1 {x + 1} {y} Tm (a) Tj" for x, y in cells)
    assert _told(_pdf(f"{shades} 0 g BT /F1 2 Tf {words} {words} {words} ET")) == {}
