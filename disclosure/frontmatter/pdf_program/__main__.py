"""Reads one PDF file from the standard input and writes what is in it to the standard output, a JSON list a line.

`python -m disclosure.frontmatter.pdf_program SECONDS BYTES`: processor time and memory that it may take. Lines are
["page", words] for a piece of a page, ["text", words] for what stands for itself, ["name", author],
["about", property, value], ["leak", kind, count], ["file", name, base64], ["unread", why] for a part and ["error", why]
for the file; the last is ["end"], if all went well.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdf
from pypdf.generic import StreamObject

from disclosure.frontmatter.pdf_program.drawing import Drawing
from disclosure.frontmatter.pdf_program.objects import objects
from disclosure.frontmatter.pdf_program.telling import Steps, TooMuchError, resolved, tell, tell_markup

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PAGES = 5_000
STREAM = 30_000_000
"""Bytes of one unpacked stream."""
BOUNDS = pypdf.Configuration(
    zlib_maximum_output_length=STREAM,
    lzw_maximum_output_length=STREAM,
    run_length_maximum_output_length=STREAM,
    array_based_stream_maximum_output_length=STREAM,
)
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
REVISIONS = 5
"""Earlier states that are looked through, the last ones."""


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


def pages(reader: Any) -> set[str]:
    """The text of all pages, and what of it cannot be seen; gives the lines."""
    step, lines, unreadable, full = Steps(), set[str](), set[str](), 0
    for number, page in enumerate(reader.pages):
        if number >= PAGES:
            raise TooMuchError("页数过多 too many pages")
        left, bottom, right, top = map(float, page.cropbox)
        drawing = Drawing(page, (left, bottom, right, top))

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
        full += drawing.full
    if full:
        tell("unread", f"{full} 页上画的东西过多 pages with too much on them to see what is covered")
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


if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    try:
        read(sys.stdin.buffer)
    except MemoryError:
        tell("error", "需要的内存过多 takes too much memory")
    except Exception as error:  # noqa: BLE001 — a damaged file makes its library raise anything
        tell("error", str(error) or type(error).__name__)
