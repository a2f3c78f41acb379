"""What became of the site, for whoever is told that a command failed."""

from __future__ import annotations

import os
from pathlib import Path

from disclosure.base.fingerprint import Stamp, beside, publication
from disclosure.commands.console import Said, untouched
from disclosure.site.commit import DamagedJournal, Patch


class Witness:
    """Saw which site stood there before a command, and says, however that ends, which one stands there now."""

    def __init__(self, destination: Path) -> None:
        self._destination = destination
        self._before: Stamp | None = publication(destination)

    def __call__(self) -> Said:
        """In words."""
        old, journal = beside(self._destination, "old"), beside(self._destination, "journal")
        if os.path.lexists(journal):
            return self._half(journal)
        if not os.path.lexists(self._destination) and os.path.lexists(old):
            zh = f"网站暂时不在原处（在 {old}）：再运行一次生成，即可放回。"
            return zh, f"The site is not in its place, but in {old}: build again, and it is back."
        if publication(self._destination) != self._before:
            return "新网站已完整发布。", "The new site has been published as a whole."
        return untouched()

    def _half(self, journal: Path) -> Said:
        try:
            patch = Patch.read(journal)
        except DamagedJournal:
            zh = "上次发布中断，发布日志已损坏：网站可能新旧混杂。请再运行一次生成，成功后整站即为新的。"
            en = "A publication was broken off and its journal is damaged: files may be old or new. Build again: all are new then."
            return zh, en
        folder = beside(self._destination, "building")
        every = len(patch.put)
        new = sum(not (folder / path).exists() for path in patch.put)
        gone = sum((self._destination / path).is_file() for path in set(patch.gone) - set(patch.put))
        zh = (
            f"发布只进行到一半：{every} 个文件中 {new} 个已是新的，应撤下的文件中 {gone} 个还能看到。"
            "请关闭占用上述文件的程序（磁盘已满的，先腾出空间），再运行一次生成，即会接着完成。"
        )
        en = (
            f"The site is half-way: {new} of {every} files are new, and {gone} that are gone can still be seen. "
            "Close the program that holds the file named above (or free some space) and build again: the rest follows."
        )
        return zh, en
