"""Plain and marked up text, whatever its encoding, in pieces of bounded length."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable, Iterator

from disclosure.frontmatter.attachments.parts import PIECE, Text

_MARKS = (  # the longer first: the shorter ones begin alike
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE_ENDS = re.compile(
    r"</(?:\w+:)?(?:p|tc|c|si|t[dhr]|li|h[1-6]|div|text|TextCode|br)\s*>|<(?:\w+:)?(?:br|tab|cr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(
    r"(?<![\w:-])(?!(?:d|points|transform|viewBox|values|style)=)[\w:-]+\s*+=\s*+(\"[^\"]*\"|'[^']*'|[^\s\"'<>]++)"
)
"""A value of an attribute that may hold words: coordinates are rows of figures."""
MANY_DIGITS = re.compile(r"(?:\d\D*+){11}")
"""As many as a mobile number has."""
_RTF_LINE = re.compile(r"\\(?:par|line|cell|row|tab|sect|page)\b ?")
_RTF_CODE = re.compile(r"\\u(-?[0-9]{1,5}) ?\??")
_RTF_DIGIT = re.compile(r"\\'3([0-9])")
_RTF_MARK = re.compile(r"\\'[0-9a-fA-F]{2}|\\\*|\\[a-zA-Z]+-?[0-9]* ?|[{}\r\n]")
_PRINTED = bytes({*range(256)} - {*range(9), *range(14, 27), *range(28, 32), 127})


def decoded(data: bytes, *, whole: bool = False) -> Iterator[Text]:
    """The text of a file that does not say its encoding; several, where it may be in one of several."""
    for encoding in _encodings(data):
        yield Text((html.unescape(piece) for piece in _pieces(data, encoding)), whole=whole)


def without_tags(data: bytes) -> Iterator[Text]:
    """The text of HTML, SVG or XML: a cell or paragraph a line, since its runs may part a number; and of its attributes."""
    for text in decoded(data):
        yield Text(_untagged(text.pieces))


def of_rtf(data: bytes) -> Iterator[Text]:
    """The text of Rich Text, whose marks may stand between any two digits."""

    def plain() -> Iterator[str]:
        for piece in _cut(_pieces(data, "latin-1"), " "):
            lines = _RTF_CODE.sub(
                lambda code: chr(int(code[1]) % 0x10000), _RTF_LINE.sub("\n", piece.replace("\r\n", ""))
            )
            yield _RTF_MARK.sub("", _RTF_DIGIT.sub(r"\1", lines))

    yield Text(plain())


def of_bytes(data: bytes) -> Iterator[Text]:
    """What stands in a picture or film as plain characters: remarks, and what was put behind its end."""
    yield Text(_pieces(data, "latin-1"), raw=True)


def of_binary(data: bytes) -> Iterator[Text]:
    """What can be taken for text in a binary file: one byte a character, or two from an even or an odd place on."""
    yield from of_bytes(data)
    yield Text(_pieces(data, "utf-16-le"), raw=True)
    yield Text(_pieces(memoryview(data)[1:], "utf-16-le"), raw=True)


def looks_like_text(data: bytes) -> bool:
    """Whether a file of unknown kind holds text: hardly a control character, or zeros as UTF-16 and UTF-32 have them."""
    sample = data[:4096]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    zeros = [sample[start::4].count(0) for start in range(4)]
    if any(zeros) and not all(zeros):
        sample = sample.replace(b"\0", b"")
    return len(sample.translate(None, _PRINTED)) * 100 <= len(sample)


def of_value(value: str) -> Iterator[Text]:
    """A name, remark or value that stands for itself, if it can hold a number."""
    if MANY_DIGITS.search(value):
        yield Text([value])


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    if b"\0" in data:  # wide characters without a mark: a number is seen in the right one
        wide = ("utf-32-le", "utf-32-be") if not len(data) % 4 and b"\0\0\0" in data[:PIECE] else ()
        return (*wide, "utf-16-le", "utf-16-be")
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), PIECE):
                decoder.decode(data[start : start + PIECE])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return (encoding,)
    return ("utf-8",)


def _pieces(data: bytes | memoryview, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for start in range(0, len(data), PIECE):
        yield decoder.decode(bytes(data[start : start + PIECE]))
    yield decoder.decode(b"", final=True)


def _untagged(pieces: Iterable[str]) -> Iterator[str]:
    for piece in _cut(pieces, ">"):
        for tag in _TAG.finditer(piece):
            if MANY_DIGITS.search(tag[0]):
                remark = tag[0].startswith("<!")
                values = [tag[0][2:-1]] if remark else [value[1].strip("\"'") for value in _VALUE.finditer(tag[0])]
                yield from (f"\n{html.unescape(value)}\n" for value in values)
        yield html.unescape(_TAG.sub("", _LINE_ENDS.sub("\n", piece)))


def _cut(pieces: Iterable[str], end: str) -> Iterator[str]:
    """The same text in pieces that end with a certain character, as far as it stands often enough."""
    rest = ""
    for piece in pieces:
        cut = piece.rfind(end) + 1
        if not cut and len(rest) < 4 * PIECE:
            rest += piece
        else:
            yield rest + piece[:cut]
            rest = piece[cut:]
    yield rest
