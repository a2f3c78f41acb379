"""The texts of bodies on the disk, from when they are converted for a page until they are indexed.

All of them together do not fit into memory, and to convert each a second time would take as long as to index it.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from disclosure.text.prose import Passage, Prose

Place = tuple[str, int, int]
"""In which file a text stands, from which byte on, and how many bytes it has."""


class BodyStore:
    """A folder with a file for each process that converts; what one of them kept can be read by all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places: dict[str, Place] = {}
        self._writer = (0, "", -1, 0)  # process, name of the file, descriptor, size
        self._readers: dict[str, int] = {}

    def keep(self, key: str, prose: Prose) -> None:
        """Write down the text of a body. Not buffered: a forked worker ends without a word."""
        process, name, file, size = self._writer
        if process != os.getpid():
            process, size = os.getpid(), 0
            name, file = self._new_file(str(process))
        data = marshal.dumps((prose.text, [(one.id, one.label, one.start) for one in prose.passages]))
        written = os.write(file, data)
        if written == len(data):  # otherwise the disk is full: the next one to write there will say so
            self.places[key] = (name, size, written)
        self._writer = (process, name, file, size + written)

    def _new_file(self, name: str) -> tuple[str, int]:
        """An empty file: another that has ended may have had the number of this process."""
        while True:
            with contextlib.suppress(FileExistsError):
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
                return name, os.open(self.folder / name, flags)
            name += "-"

    def take(self, key: str) -> tuple[str, tuple[Passage, ...]] | None:
        """The text and passages of a body; None where nobody kept them."""
        if key not in self.places:
            return None
        name, start, size = self.places[key]
        if name not in self._readers:
            self._readers[name] = os.open(self.folder / name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        file = self._readers[name]
        os.lseek(file, start, os.SEEK_SET)
        text, passages = marshal.loads(os.read(file, size))  # noqa: S302 -- written by this very build
        return text, tuple(Passage(*passage) for passage in passages)

    def close(self) -> None:
        """Let go of the files."""
        for file in {self._writer[2], *self._readers.values()} - {-1}:
            os.close(file)


@contextlib.contextmanager
def body_store(folder: Path) -> Iterator[BodyStore]:
    """A store in a folder of its own, which is gone afterwards.

    Raises OSError where the folder cannot be removed: it lies in what is to be published.
    """
    folder.mkdir()
    store = BodyStore(folder)
    try:
        yield store
    except BaseException:
        store.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    store.close()
    shutil.rmtree(folder)
