"""Reads one PDF file from the standard input and writes what is in it to the standard output, a JSON list a line.

`python pdf_reader.py SECONDS BYTES`: processor time and memory that it may take. Lines are ["page", words] for a piece
of a page, ["text", words] for what stands for itself, ["name", author], ["about", property, value], ["leak", kind, count],
["file", name, base64], ["unread", why] for a part and ["error", why] for the file; the last is ["end"], if all went well.
Nothing of the program that runs it is imported but `pdf_drawing` beside it.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

sys.path.append(str(Path(__file__).parent))
from pdf_drawing import Drawing  # type: ignore[import-not-found]  # beside this program

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PAGES = 5_000
OPERATORS = 2_000_000
"""Steps of drawing in all pages together; a dense page of text has some thousands."""
OBJECTS = 300_000
STREAM = 30_000_000
"""Bytes of one unpacked stream."""
BOUNDS = pypdf.Configuration(
    zlib_maximum_output_length=STREAM,
    lzw_maximum_output_length=STREAM,
    run_length_maximum_output_length=STREAM,
    array_based_stream_maximum_output_length=STREAM,
)
FILE = 20_000_000
"""Bytes of one file inside the file."""
PHOTOGRAPH = 1 << 17
"""Bytes of a picture before it begins itself, with what is said of it."""
PIECE = 1 << 16
MARKS = frozenset(
    (
        "/Text",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Caret",
        "/Ink",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Redact",
        "/FileAttachment",
        "/Sound",
    )
)
"""Annotations that people leave for one another; links, fields and seals are none."""
SHOWN = re.compile(rb"\((?:[^()\\]|\\.){1,1000}\)(?=[^()]{0,20}T[jJ])")
"""Letters that a stream shows, as far as they are written in one byte each."""
REVISIONS = 5
"""Earlier states that are looked through, the last ones."""
DIGITS = re.compile(r"(?:\d\D*+){11}")


class TooMuchError(Exception):
    """The file is beyond the bounds."""


def tell(*what: object) -> None:
    """One line for who asked."""
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


def bound(seconds: int, memory: int) -> None:
    """Hold this process to its bounds, where the system can."""
    if resource is not None:
        for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most + (1 if kind == resource.RLIMIT_CPU else 0)))


def read(file: Any) -> None:
    """Tell everything that is in the file."""
    logging.disable()  # its remarks on damage are for programmers
    pypdf.overwrite_configuration(BOUNDS)
    data = file.read()
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        tell("error", "已加密 encrypted")
        return
    about_file(reader)
    said = pages(reader)
    notes(reader)
    objects(reader)
    revisions(data, said)
    tell("end")


def about_file(reader: Any) -> None:
    """The author, what the properties say, hidden layers, the data of a form."""
    properties = reader.metadata or {}
    author = properties.get("/Author")
    for key in ("/Title", "/Subject", "/Keywords", "/Comments"):
        if key in properties:
            tell("about", key[1:], str(properties[key]))
    for name in {str(author or ""), *creators(reader)}:
        tell("name", name)
    root = reader.trailer["/Root"]
    layers = resolved(root, "/OCProperties", "/D", "/OFF")
    if resolved(root, "/OCProperties", "/D", "/BaseState") == "/OFF":
        layers = resolved(root, "/OCProperties", "/OCGs")
    if layers:
        tell("leak", "hidden layers", len(layers))
    form = resolved(root, "/AcroForm", "/XFA")
    for part in form if isinstance(form, list) else [form]:
        stream = part.get_object() if hasattr(part, "get_object") else part
        if isinstance(stream, StreamObject):
            tell_markup(stream)


def creators(reader: Any) -> Iterator[str]:
    """Who made it, by its XMP metadata."""
    with suppress(Exception):
        yield from filter(None, map(str, reader.xmp_metadata.dc_creator or ()))


def resolved(value: Any, *keys: str) -> Any:
    """What stands under these keys, or None."""
    for key in keys:
        value = value.get(key) if hasattr(value, "get") else None
        value = value.get_object() if hasattr(value, "get_object") else value
    return value


def give(name: str, data: bytes) -> None:
    """Hand on a file inside the file."""
    if len(data) > FILE:
        tell("error", f"{name}：过大 too large")
    else:
        tell("file", name, base64.b64encode(data).decode())


class Steps:
    """Counts the steps of drawing in all pages together; raises TooMuchError."""

    def __init__(self) -> None:
        self._left = OPERATORS

    def __call__(self, *_: object) -> None:
        """One step more."""
        self._left -= 1
        if self._left < 0:
            raise TooMuchError("过于复杂 too complex")


def pages(reader: Any) -> set[str]:
    """The text of all pages, and what of it cannot be seen; gives the lines."""
    step, lines, unreadable = Steps(), set[str](), set[str]()
    for number, page in enumerate(reader.pages):
        if number >= PAGES:
            raise TooMuchError("页数过多 too many pages")
        drawing = Drawing(page, tuple(map(float, page.cropbox)))

        def before(operator: Any, *rest: Any, drawing: Any = drawing) -> None:
            step()
            with suppress(Exception):  # operands that are not what they should be
                drawing.before(operator, *rest)

        text = f"{page.extract_text(visitor_operand_before=before, visitor_operand_after=drawing.after)}\n"
        lines.update(map(str.strip, text.splitlines()))
        for begin in range(0, len(text), PIECE):
            tell("page", text[begin : begin + PIECE])
        for kind, count in drawing.finish().items():
            if count:
                tell("leak", kind, count)
        if drawing.spoken:
            tell("text", "".join(drawing.spoken))
        unreadable |= drawing.unreadable
    if unreadable:
        tell("unread", f"{len(unreadable)} 种字体没有文字对照 fonts that say nothing of their characters")
    return lines


def revisions(data: bytes, said: set[str]) -> None:
    """Earlier states of the file that stand in it: told where they say something that it no longer says."""
    ends = [found.end() for found in re.finditer(rb"%%EOF", data)][:-1]
    if b"/Linearized" in data[:1024]:
        ends = ends[1:]
    for end in ends[-REVISIONS:]:
        try:
            earlier = pypdf.PdfReader(io.BytesIO(data[:end]))
            step = Steps()
            text = "\n".join(page.extract_text(visitor_operand_before=step) for page in earlier.pages)
        except Exception:  # noqa: BLE001 — as for the file itself
            tell("unread", "早先的版本 an earlier version")
            continue
        if {line.strip() for line in text.splitlines()} - said - {""}:
            tell("leak", "earlier versions", 1)
            tell("text", text)


def notes(reader: Any) -> None:
    """What people noted in the pages, and what is drawn for it."""
    for page in reader.pages:
        for note in resolved(page, "/Annots") or ():
            with suppress(AttributeError):  # not what it should be
                annotation(note.get_object())
            with suppress(Exception):
                appearance(page, resolved(note.get_object(), "/AP", "/N"))


def appearance(page: Any, drawn: Any) -> None:
    """The text of how a note or field is drawn, in each of its states."""
    for one in [drawn] if isinstance(drawn, StreamObject) else list((drawn or {}).values()):
        stream = one.get_object()
        if isinstance(stream, StreamObject):
            tell("text", page.extract_xform_text(stream))


def annotation(note: Any) -> None:
    """Count what a reader would not look for: remarks, files, and links to somebody's own files."""
    kind = note.get("/Subtype")
    if kind in MARKS:
        tell("leak", "comments", 1)
    action = resolved(note, "/A")
    if action is not None and (
        action.get("/S") in ("/Launch", "/GoToR") or str(action.get("/URI", "")).lower().startswith(("file:", "\\\\"))
    ):
        tell("leak", "links to files elsewhere", 1)


def objects(reader: Any) -> None:
    """Every string that may hold a number: fields, outlines, properties, other words for pictures, whatever holds it."""
    known = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    known += [(number, 0) for number in reader.xref_objStm]
    if len(known) > OBJECTS:
        raise TooMuchError("对象过多 too many objects")
    needed, files = set[int](), set[int]()
    looked: dict[int, Any] = {}
    strings(reader.trailer, needed, files)
    for number, generation in sorted(known):
        if number:
            with suppress(Exception):  # a damaged one that no page needs
                one = reader.get_object(IndirectObject(number, generation, reader))
                refers = set[int]()
                strings(one, refers, files)
                looked[number] = refers
    reached, waiting = set[int](), list(needed)
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting.extend(looked.get(number, ()))
    spare = looked.keys() - reached
    hanging = {other for number in spare for other in looked[number]}
    for number in spare:
        with suppress(Exception):
            one = reader.get_object(IndirectObject(number, 0, reader))
            if number not in hanging or one.get("/Type") == "/Page":  # what hangs on another belongs to that
                left_over(reader, one)


def left_over(reader: Any, one: Any) -> None:
    """An object that nothing refers to: a page that was taken out, or what was drawn once."""
    if not hasattr(one, "get") or one.get("/Type") in ("/XRef", "/ObjStm"):
        return
    if one.get("/Type") == "/Page":
        page = pypdf.PageObject(reader)
        page.update(one)
        text = page.extract_text(visitor_operand_before=Steps())
        if text.strip():
            tell("leak", "deleted pages", 1)
            tell("text", text)
    elif isinstance(one, StreamObject) and one.get("/Subtype") != "/Image":
        shown = SHOWN.findall(one.get_data())
        if shown:
            tell("leak", "parts nobody refers to", 1)
            tell("text", b"".join(shown).decode("latin-1"))


def tell_markup(stream: Any) -> None:
    """The words of XML."""
    tell("text", re.sub("<[^<>]*>", "\n", stream.get_data().decode("utf-8", "replace")))


def photograph(data: bytes) -> None:
    """Hand on the head of a JPEG that says something of itself: where and by whom it was taken."""
    head = data[:PHOTOGRAPH]
    if any(mark in head for mark in (b"Exif\0\0", b"<x:xmpmeta", b"Photoshop 3.0")):
        tell("file", "photograph.jpg", base64.b64encode(head).decode())


def strings(value: Any, refers: set[int], files: set[int]) -> None:
    """The strings in one object, not in those that it refers to, whose numbers go into `refers`; properties, files, scripts."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            refers.add(one.idnum)
        elif isinstance(one, DictionaryObject):
            if isinstance(one, StreamObject) and one.get("/Type") == "/Metadata":
                tell_markup(one)
            if isinstance(one, StreamObject) and "/DCTDecode" in str(one.get("/Filter")):
                photograph(one._data)  # noqa: SLF001 — as it stands in the file
            if "/EF" in one:
                embedded(one, files)
            if "/JS" in one:
                script(one["/JS"])
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
        elif isinstance(one, TextStringObject) and DIGITS.search(one):
            tell("text", str(one))


def embedded(one: Any, files: set[int]) -> None:
    """Hand on a file inside the file, once, wherever it hangs: on the document, a page, a note."""
    streams = resolved(one, "/EF")
    key = next(key for key in ("/F", "/UF", *streams) if key in streams)
    number = getattr(streams.raw_get(key), "idnum", id(one))
    if number not in files:
        files.add(number)
        tell("leak", "embedded files", 1)
        give(str(resolved(one, "/UF") or resolved(one, "/F") or ""), streams[key].get_data())


def script(code: Any) -> None:
    """A script, which may hold anything."""
    tell("leak", "scripts", 1)
    tell("text", code.get_data().decode("utf-8", "replace") if isinstance(code, StreamObject) else str(code))


if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    try:
        read(sys.stdin.buffer)
    except MemoryError:
        tell("error", "需要的内存过多 takes too much memory")
    except Exception as error:  # noqa: BLE001 — a damaged file makes its library raise anything
        tell("error", str(error) or type(error).__name__)
