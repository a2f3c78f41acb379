"""Read the input, once, and only what lies under the project root.

Walks `content/`, refuses symbolic links (in `templates/` too) and names that another system would take for the same, and hands on bytes.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from disclosure.base.fingerprint import Stamp, files_below, is_settled, stamp_of
from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Place, Problem
from disclosure.model.config import InputLimits
from disclosure.model.fields import device_name
from disclosure.model.kinds import KINDS
from disclosure.model.media import CAPTIONS, TRANSCRIPTS, suffix_of

CONTENT, TEMPLATES = "content", "templates"
DATA_FOLDER = "data"
_OFFICE = (".pdf", ".ofd", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".csv", ".txt", ".zip")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_SPOKEN = (".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".wav", ".vtt")
ASSET_SUFFIXES = frozenset((*_OFFICE, *_PICTURES, *_SPOKEN))
"""Files that may be attached. An SVG is served under the site's Content-Security-Policy, so it cannot run a script."""
_MEANT = {".markdown": ".md", ".mdown": ".md", ".md": ".md", ".yml": ".yaml", ".yaml": ".yaml"}
_NOT_OURS = (".", "~$")
"""How files begin that an editor's system keeps beside ours: hidden ones, and Office's marks of an open document."""
_LEFTOVER = re.compile(
    r"~$|^#.*#$|\.(bak|backup|old|orig|rej|tmp|temp|swp|swo|asd|wbk)$|_(BACKUP|BASE|LOCAL|REMOTE)_\d+\.md$",
    re.IGNORECASE,
)
"""Files that editors and merges leave behind."""
_COPY = re.compile(
    r"(?:副本|复件|拷贝|Copy of )[ _-]*(?:\([0-9]+\) *)?(?P<after>.+)"
    r"|(?P<before>.+?)[ _-]*(?:[(（][0-9]{1,2}[)）]|[ _-](?:副本|复件|拷贝|copy)[ _-]*[(（]?[0-9]*[)）]?|副本[0-9]*)",
    re.IGNORECASE,
)
"""How systems call the copies of a file."""
_NOT_ON_WINDOWS = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]|[. ]$')


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
    """Everything under content/: documents and vocabularies with their bytes, assets by path with their size in bytes.

    `frame` is what else stands on pages: config.yaml and the files of templates/.
    `unchanged` are the paths of documents that were not read, since their stamp is the known one.
    """

    documents: tuple[Source, ...]
    data: tuple[Source, ...]
    assets: Mapping[str, int]
    problems: tuple[Problem, ...]
    unchanged: frozenset[str] = frozenset()
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    frame: tuple[Source, ...] = ()


class AttachedFiles(Mapping[str, bytes]):
    """The bytes of attached files by their path relative to the project root, read when they are asked for and not kept."""

    def __init__(self, root: Path, assets: Mapping[str, int]) -> None:
        self._root = root
        self._assets = assets

    def __getitem__(self, path: str) -> bytes:
        if path not in self._assets:
            raise KeyError(path)
        return (self._root / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._assets)

    def __len__(self) -> int:
        return len(self._assets)


def load(root: Path, limits: InputLimits, known: Mapping[str, Stamp] = MappingProxyType({})) -> Sources:
    """All sources under `root/content`, in the order of their paths. Files over the limits are problems.

    Documents whose stamp is the one in `known` are not read again.
    """
    now = time.time_ns()
    stamps: dict[str, Stamp] = {}
    unchanged: set[str] = set()
    problems: list[Problem] = []
    documents: list[Source] = []
    data: list[Source] = []
    assets: dict[str, int] = {}
    problems.extend(_links(root, TEMPLATES))
    paths = sorted(_walk(root, CONTENT, problems))
    if not known.keys() >= set(paths):  # names that were all there had no collision
        problems.extend(_collisions(paths))
    standing = frozenset(paths)
    for path in paths:  # plain strings: ten thousand Path objects take longer than reading
        folder, suffix = path.split("/")[1], posixpath.splitext(path)[1]
        wanted = ".yaml" if folder == DATA_FOLDER else ".md"
        asset = suffix != wanted and folder != DATA_FOLDER and suffix.lower() in ASSET_SUFFIXES
        limit = limits.attachment_bytes if asset else limits.file_bytes
        if suffix == wanted and (original := _copied(path, suffix)) in standing:
            problems.append(Problem(Place(path), "copy-of-file", {"original": original.rsplit("/", 1)[-1]}))
            continue
        if _LEFTOVER.search(path.rsplit("/", 1)[-1]):
            problems.append(Problem(Place(path), "leftover-file"))
            continue
        if suffix != wanted and not asset:
            near = path.rsplit("/", 1)[-1].removesuffix(suffix) + wanted if _MEANT.get(suffix.lower()) == wanted else ""
            values = {"suffix": suffix, "wanted": wanted, "near": near}
            problems.append(Problem(Place(path), "unknown-file", values))
            continue
        about = os.stat(f"{root}/{path}")  # noqa: PTH116 — see above
        if about.st_size > limit:
            problems.append(Problem(Place(path), "file-too-large", {"size": str(about.st_size), "limit": str(limit)}))
            continue
        stamp = stamp_of(about)
        if is_settled(about, now):
            stamps[path] = stamp
        if asset:
            assets[path] = about.st_size
        elif folder != DATA_FOLDER and known.get(path) == stamp:
            unchanged.add(path)
        else:
            with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 — see above
                (data if folder == DATA_FOLDER else documents).append(Source(path, file.read()))
    frame = tuple(_frame(root))
    return Sources(tuple(documents), tuple(data), assets, tuple(problems), frozenset(unchanged), stamps, frame)


def _frame(root: Path) -> Iterator[Source]:
    for path in ["config.yaml", *(f"{TEMPLATES}/{below}" for below in sorted(files_below(root / TEMPLATES)))]:
        if (root / path).is_file() and not (root / path).is_symlink():  # links are told of, and not followed
            yield Source(path, (root / path).read_bytes())


def sources_digest(root: Path, sources: Sources) -> str:
    """Changes with the bytes of the documents and the names and sizes of attachments, as they were when they were loaded.

    Captions and transcripts stand on pages: their bytes count too.

    Documents that were not read since their stamp is known are read for it; one that has another stamp by now counts as
    another.
    """
    whole = hashlib.sha256()
    read = {source.path: source.data for source in sources.documents}
    for path in sorted((*read, *sources.unchanged)):
        data = read[path] if path in read else (root / path).read_bytes()
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
        if path not in read and stamp_of((root / path).stat()) != sources.stamps[path]:
            whole.update(b"changed")
    whole.update(repr(sorted(sources.assets.items())).encode())
    for path in sorted(path for path in sources.assets if suffix_of(path) in CAPTIONS | TRANSCRIPTS):
        whole.update((root / path).read_bytes())
    return whole.hexdigest()


def _copied(path: str, suffix: str) -> str:
    """The file of which one is a copy by its name; nothing where its name is like any."""
    folder, _, name = path.removesuffix(suffix).rpartition("/")
    found = _COPY.fullmatch(name)
    return f"{folder}/{found['after'] or found['before']}{suffix}" if found else ""


def _walk(root: Path, start: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of all files below `start`; hidden files are passed over, links and odd folders are problems."""
    known = (*KINDS, DATA_FOLDER)
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
            if item.name.startswith(_NOT_OURS) or item.name in {"Thumbs.db", "desktop.ini"}:
                continue
            if not (name := _readable(item.name)) or _NOT_ON_WINDOWS.search(name) or device_name(name):
                shown = item.name.encode(errors="surrogateescape").decode(errors="replace")
                problems.append(Problem(Place(folder), "bad-name", {"name": shown}))
            elif item.is_symlink():
                problems.append(Problem(Place(path), "symbolic-link"))
            elif folder == start and item.name in known and not item.is_dir():
                problems.append(Problem(Place(path), "not-a-folder"))
            elif folder == start and item.name not in known:
                near = did_you_mean(item.name, known)
                values = {"folder": item.name, "known": "、".join(known)} | ({"near": near} if near else {})
                problems.append(Problem(Place(path), "unknown-folder", values))
            elif item.is_dir(follow_symlinks=False):
                folders.append(path)
            elif item.is_file(follow_symlinks=False):
                yield path
            else:
                problems.append(Problem(Place(path), "not-a-file"))


def _links(root: Path, start: str) -> Iterator[Problem]:
    """Whatever is a link at or below `start`: what it leads to would be published, wherever it lies."""
    paths = [start]
    while paths:
        path = paths.pop()
        if (root / path).is_symlink():
            yield Problem(Place(path), "symbolic-link")
        elif (root / path).is_dir():
            paths.extend(f"{path}/{name}" for name in os.listdir(root / path))  # noqa: PTH208 — as in load


def _readable(name: str) -> str:
    """The name, or nothing where its bytes are not UTF-8."""
    return "" if re.search("[\ud800-\udfff]", name) else name


def _collisions(paths: list[str]) -> Iterator[Problem]:
    """Files and folders that are one on Windows or macOS: their names differ in case or Unicode normalisation only."""
    seen: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        for count in range(1, len(parts) + 1):
            one = "/".join(parts[:count])
            other = seen.setdefault(unicodedata.normalize("NFC", one).casefold(), one)
            if other != one:
                yield Problem(Place(one), "name-collision", {"other": other})
                break  # whatever lies below is told with it
