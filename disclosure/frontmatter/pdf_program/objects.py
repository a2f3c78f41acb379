"""Every object of a PDF file: strings, files, scripts, properties, and what nothing refers to any more."""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from disclosure.frontmatter.pdf_program.telling import Steps, TooMuchError, give, resolved, tell, tell_markup

OBJECTS = 300_000
PHOTOGRAPH = 1 << 17
"""Bytes of a picture before it begins itself, with what is said of it."""
SHOWN = re.compile(rb"\((?:[^()\\]|\\.){1,1000}\)(?=[^()]{0,20}T[jJ])")
"""Letters that a stream shows, as far as they are written in one byte each."""
DIGITS = re.compile(r"(?:\d\D*+){11}")


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
