"""What questions and services show elsewhere follows each edit: the tree of an incremental build is that of a clean one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.district import DATA
from tests.pages.test_questions import DOCUMENTS, MARKED

ROOT = Path(__file__).parents[2]
EDITS = (
    ("questions/q1.md", "这样办", "那样办"),  # in the knowledge base, too
    ("services/s.md", "第二条", "第三条"),
    ("questions/m.md", "source: message", "source: message\nanswered_on: 2025-12-31"),
    ("policies/p.md", "issuers", "expires_on: 2025-06-01\nissuers"),
)


def _tree(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_incremental_equals_clean(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "config.yaml", tmp_path / "config.yaml")
    for path, text in {**DATA, **DOCUMENTS, **MARKED}.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")

    def made(folder: str) -> Mapping[str, bytes]:
        build(Request(tmp_path, tmp_path / folder, date(2026, 1, 1), search=False))
        return _tree(tmp_path / folder)

    made("site")
    for number, (path, old, new) in enumerate(EDITS):
        file = tmp_path / "content" / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert made("site") == made(f"clean-{number}"), path
