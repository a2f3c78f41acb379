"""Read the input, once, and only what lies under the project root.

Walks `content/`, refuses symbolic links and names that another system would take for the same, and hands on bytes.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from disclosure.problems import Place, Problem, did_you_mean

CONTENT = "content"
DOCUMENT_FOLDERS = ("policies", "interpretations", "pages")
DATA_FOLDER = "data"
_OFFICE = (".pdf", ".ofd", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".csv", ".txt", ".zip")
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".mp4")
ASSET_SUFFIXES = frozenset((*_OFFICE, *_MEDIA))
"""Files that may be attached. An SVG is served under the site's Content-Security-Policy, so it cannot run a script."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its path relative to the project root, with `/`, and its bytes."""

    path: str
    data: bytes

    @property
    def folder(self) -> str:
        """The folder under content/: a document kind or `data`."""
        return self.path.split("/")[1]

    @property
    def stem(self) -> str:
        """The file's name without `.md` or `.yaml`."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything under content/: documents and vocabularies with their bytes, assets by path with their size in bytes."""

    documents: tuple[Source, ...]
    data: tuple[Source, ...]
    assets: Mapping[str, int]
    problems: tuple[Problem, ...]


def load(root: Path, largest: int, largest_asset: int) -> Sources:
    """All sources under `root/content`, in the order of their paths. Files over the bounds, in bytes, are problems."""
    problems: list[Problem] = []
    documents: list[Source] = []
    data: list[Source] = []
    assets: dict[str, int] = {}
    paths = sorted(_walk(root, CONTENT, problems))
    problems.extend(_collisions(paths))
    for path in paths:
        folder, suffix = path.split("/")[1], PurePosixPath(path).suffix
        wanted = ".yaml" if folder == DATA_FOLDER else ".md"
        asset = suffix != wanted and folder != DATA_FOLDER and suffix.lower() in ASSET_SUFFIXES
        limit = largest_asset if asset else largest
        if suffix != wanted and not asset:
            problems.append(Problem(Place(path), "unknown-file", {"suffix": suffix, "wanted": wanted}))
        elif (size := (root / path).stat().st_size) > limit:
            problems.append(Problem(Place(path), "file-too-large", {"size": str(size), "limit": str(limit)}))
        elif asset:
            assets[path] = size
        else:
            source = Source(path, (root / path).read_bytes())
            (data if folder == DATA_FOLDER else documents).append(source)
    return Sources(tuple(documents), tuple(data), assets, tuple(problems))


def _walk(root: Path, start: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of all files below `start`; hidden files are passed over, links and odd folders are problems."""
    known = (*DOCUMENT_FOLDERS, DATA_FOLDER)
    if (root / start).is_symlink():
        problems.append(Problem(Place(start), "symbolic-link"))
        return
    if not (root / start).is_dir():
        problems.append(Problem(Place(start), "no-content"))
        return
    folders = [start]
    while folders:
        folder = folders.pop()
        for item in os.scandir(root / folder):
            path = f"{folder}/{item.name}"
            if item.name.startswith(".") or item.name in {"Thumbs.db", "desktop.ini"}:
                continue
            if item.is_symlink():
                problems.append(Problem(Place(path), "symbolic-link"))
            elif folder == start and (not item.is_dir() or item.name not in known):
                near = did_you_mean(item.name, known)
                values = {"folder": item.name, "known": "、".join(known)} | ({"near": near} if near else {})
                problems.append(Problem(Place(path), "unknown-folder", values))
            elif item.is_dir(follow_symlinks=False):
                folders.append(path)
            elif item.is_file(follow_symlinks=False):
                yield path
            else:
                problems.append(Problem(Place(path), "not-a-file"))


def _collisions(paths: list[str]) -> Iterator[Problem]:
    """Names that are one file on Windows or macOS: they differ in case or Unicode normalisation only."""
    seen: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            yield Problem(Place(path), "name-collision", {"other": seen[key]})
        seen.setdefault(key, path)
