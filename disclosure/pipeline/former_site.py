"""Which addresses of a site that is to be replaced the new one would not answer: `check --against`.

The former site is known by its map (sitemaps.org), whoever made it: one file, or an index of several parts that lie beside
it. Addresses count by their paths alone: what stands behind `?` chooses nothing on a site of files, and the host may have
another name by now.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.library.addresses import SITEMAP, document_url, site_file
from disclosure.library.bodies import shown_documents
from disclosure.pipeline.link_check import planned_files
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Deferred, Planned, products

MOST_BYTES = 50 * 1024 * 1024
"""Of one part, unpacked: as many as sitemaps.org allows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address as a map has it, and where; `part`: it is that of another part of the map."""

    address: str
    place: Place
    part: bool


def broken_addresses(former: Path, render_context: RenderContext, planned: Sequence[Planned]) -> tuple[Problem, ...]:
    """A problem for each address of the former site, a folder or its map, at which nothing would stand.

    Raises UsageError where the map is missing or cannot be read.
    """
    site = render_context.site
    base_path = site.config.site.base_path
    asked: dict[str, Listed] = {}
    for one in listed(former):
        asked.setdefault(one.address, one)
    files = {address: _files(_path(address), base_path) for address in asked}
    shown = shown_documents(site.library)
    here = {site_file(document_url(entry.record))[0] for entry in shown.values()}

    def missing() -> set[str]:
        return {file for ways in files.values() if here.isdisjoint(ways) for file in ways}

    if wanted := missing():
        here.update(planned_files(render_context, planned, wanted, shown))
    if missing():  # what is made of no document takes long, and is seldom on a map
        others = [one for one in planned if isinstance(one, Deferred) and one.key.partition("@")[0] not in shown]
        here.update(product.path for one in others for product in products(one, site))
    return tuple(
        Problem(
            one.place,
            "address-breaks" if files[address] else "address-outside",
            {"address": _path(address), "base": base_path},
        )
        for address, one in asked.items()
        if here.isdisjoint(files[address])
    )


def _path(address: str) -> str:
    """The path of an address, as it reads."""
    return unquote(re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*|[?#].*$", "", address, flags=re.IGNORECASE | re.DOTALL)) or "/"


def _files(path: str, base_path: str) -> tuple[str, ...]:
    """The files that a server may send for a path: a folder's page is sent for its name without `/` too.

    None for a path that is not below that of the site.
    """
    if not f"{path}/".startswith(base_path):
        return ()
    file = path[len(base_path) :]
    return (f"{file}index.html",) if not file or file.endswith("/") else (file, f"{file}/index.html")


def listed(former: Path) -> Iterator[Listed]:
    """All addresses of pages that the map of a site has, part by part; raises UsageError."""
    start = former / SITEMAP if former.is_dir() else former
    parts, seen = [(start, Place(str(start)))], {start}
    for path, place in parts:
        for one in _read(path, place):
            if not one.part:
                yield one
                continue
            part = _beside(start.parent, one)
            if part not in seen:
                seen.add(part)
                parts.append((part, one.place))


def _beside(folder: Path, one: Listed) -> Path:
    """The file of a part: at its path below the folder, or as much of the end of that as is there."""
    names = [name for name in _path(one.address).split("/") if name not in ("", ".", "..")]
    ways = [folder.joinpath(*names[start:]) for start in range(len(names))]
    return next((way for way in ways if way.is_file()), folder / "/".join(names[-1:]))


def _read(path: Path, place: Place) -> list[Listed]:
    """What one file of a map lists; `place` is where somebody named it."""
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            with gzip.open(path) as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = Problem(place, "sitemap-missing", {"path": str(path), "detail": str(error)})
        raise UsageError([problem]) from error
    if len(data) > MOST_BYTES:
        raise UsageError([Problem(Place(str(path)), "sitemap-unread", {"detail": f"> {MOST_BYTES} B"})])
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 — expat takes it by position only
    except expat.ExpatError as error:
        at = Place(str(path), error.lineno, error.offset + 1)
        raise UsageError([Problem(at, "sitemap-unread", {"detail": expat.ErrorString(error.code)})]) from error
    except (ValueError, LookupError) as error:  # an encoding that the parser does not know
        raise UsageError([Problem(Place(str(path), 1, 1), "sitemap-unread", {"detail": str(error)})]) from error
    if reader.root not in ("urlset", "sitemapindex"):
        raise UsageError([Problem(Place(str(path), 1, 1), "sitemap-unread", {"detail": f"<{reader.root}>"})])
    return reader.found


class _Reader:
    """One reading of a file: the text of each `loc` that belongs to a `url` or a `sitemap`, not to a picture or film."""

    def __init__(self, path: Path) -> None:
        self.found: list[Listed] = []
        self.root = ""
        self._path = str(path)
        self._inside: list[str] = []
        self._text = ""
        self._place = Place(self._path)
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition(" ")[2]
        self.root = self.root or name
        self._inside.append(name)
        self._text = ""
        self._place = Place(self._path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, _tag: str) -> None:
        around, name = self._inside[-2:] if len(self._inside) > 1 else ("", "")
        if name == "loc" and around in ("url", "sitemap") and (address := self._text.strip()):
            self.found.append(Listed(address, self._place, around == "sitemap"))
        self._inside.pop()
