"""Reads one PDF file from the standard input and writes what is in it to the standard output, a JSON list a line.

`python pdf_reader.py SECONDS BYTES`: processor time and memory that it may take. Lines are ["page", words] for a piece
of a page, ["text", words] for what stands for itself, ["name", author], ["leak", kind, count], ["file", name, base64]
and ["error", why]; the last is ["end"], if all went well. Nothing of the program that runs it is imported.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

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
    reader = pypdf.PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        tell("error", "已加密 encrypted")
        return
    about_file(reader)
    pages(reader)
    notes(reader)
    objects(reader)
    tell("end")


def about_file(reader: Any) -> None:
    """The author, files inside, hidden layers."""
    author = (reader.metadata or {}).get("/Author")
    for name in {str(author or ""), *creators(reader)}:
        tell("name", name)
    root = reader.trailer["/Root"]
    layers = resolved(root, "/OCProperties", "/D", "/OFF")
    if resolved(root, "/OCProperties", "/D", "/BaseState") == "/OFF":
        layers = resolved(root, "/OCProperties", "/OCGs")
    if layers:
        tell("leak", "hidden layers", len(layers))
    if resolved(root, "/Names", "/EmbeddedFiles"):
        for embedded in reader.attachment_list:
            tell("leak", "embedded files", 1)
            give(embedded.name or "", embedded.content)


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


def pages(reader: Any) -> None:
    """The text of all pages."""
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > OPERATORS:
            raise TooMuchError("过于复杂 too complex")

    for number, page in enumerate(reader.pages):
        if number >= PAGES:
            raise TooMuchError("页数过多 too many pages")
        text = f"{page.extract_text(visitor_operand_before=step)}\n"
        for begin in range(0, len(text), PIECE):
            tell("page", text[begin : begin + PIECE])


def notes(reader: Any) -> None:
    """What people noted in the pages."""
    for page in reader.pages:
        for note in resolved(page, "/Annots") or ():
            with suppress(AttributeError):  # not what it should be
                annotation(note.get_object())


def annotation(note: Any) -> None:
    """Count what a reader would not look for: remarks, files, and links to somebody's own files."""
    kind = note.get("/Subtype")
    if kind in MARKS:
        tell("leak", "comments", 1)
    embedded = resolved(note, "/FS", "/EF", "/F")
    if embedded is not None:
        tell("leak", "embedded files", 1)
        give(str(resolved(note, "/FS", "/UF") or resolved(note, "/FS", "/F") or ""), embedded.get_data())
    action = resolved(note, "/A")
    if action is not None and (
        action.get("/S") in ("/Launch", "/GoToR") or str(action.get("/URI", "")).lower().startswith(("file:", "\\\\"))
    ):
        tell("leak", "links to files elsewhere", 1)


def objects(reader: Any) -> None:
    """Every string that may hold a number: fields, outlines, properties, other words for pictures, whatever holds it."""
    strings(reader.trailer)
    known = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    known += [(number, 0) for number in reader.xref_objStm]
    if len(known) > OBJECTS:
        raise TooMuchError("对象过多 too many objects")
    for number, generation in sorted(known):
        if number:
            with suppress(Exception):  # a damaged one that no page needs
                strings(reader.get_object(IndirectObject(number, generation, reader)))


def photograph(data: bytes) -> None:
    """Hand on the head of a JPEG that says something of itself: where and by whom it was taken."""
    head = data[:PHOTOGRAPH]
    if any(mark in head for mark in (b"Exif\0\0", b"<x:xmpmeta", b"Photoshop 3.0")):
        tell("file", "photograph.jpg", base64.b64encode(head).decode())


def strings(value: Any) -> None:
    """The strings in one object, not in those that it refers to, and the properties that are written as XML."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            if isinstance(one, StreamObject) and one.get("/Type") == "/Metadata":
                tell("text", re.sub("<[^<>]*>", "\n", one.get_data().decode("utf-8", "replace")))
            if isinstance(one, StreamObject) and "/DCTDecode" in str(one.get("/Filter")):
                photograph(one._data)  # noqa: SLF001 — as it stands in the file
            waiting.extend(one.values())
        elif isinstance(one, ArrayObject):
            waiting.extend(one)
        elif isinstance(one, TextStringObject) and DIGITS.search(one):
            tell("text", str(one))


if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    try:
        read(sys.stdin.buffer)
    except MemoryError:
        tell("error", "需要的内存过多 takes too much memory")
    except Exception as error:  # noqa: BLE001 — a damaged file makes its library raise anything
        tell("error", str(error) or type(error).__name__)
