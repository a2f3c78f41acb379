"""Preview: a saved change is shown, a wrong one leaves the last good site."""

import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _write(root: Path, title: str) -> None:
    (root / "content/policies").mkdir(parents=True, exist_ok=True)
    (root / "content/policies/a.md").write_text(f"---\ntitle: {title}\n---\n第一条 正文。\n", encoding="utf-8")


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """The address at which a project is served."""
    command = [sys.executable, "build.py", "serve", "--root", str(root), "--port", "0", "--no-search"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().partition("：")[2].partition("（")[0]
        try:
            yield address
        finally:
            process.terminate()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A small project under a path, and the address at which it is served."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    (tmp_path / "config.yaml").write_text(config.replace("qinghe.example/", "qinghe.example/sub/"), encoding="utf-8")
    _write(tmp_path, "旧标题")
    with serving(tmp_path) as address:
        yield tmp_path, address


def _page(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=10) as answer:
        return str(answer.read().decode())


class _Events:
    """The builds that the server tells of, read in the background."""

    def __init__(self, address: str) -> None:
        self._answer = urllib.request.urlopen(address + "__preview", timeout=120)
        self._told = threading.Semaphore(0)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._answer:
            if line.startswith(b"data:"):
                self._told.release()

    def wait(self, seconds: float) -> bool:
        return self._told.acquire(timeout=seconds)


def test_a_saved_change_is_shown_and_a_wrong_one_is_not(preview: tuple[Path, str]) -> None:
    root, address = preview
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/sub/")
    events = _Events(address)
    assert events.wait(120)
    assert "旧标题" in _page(address, "policies/a/")
    assert 'src="/sub/__preview.js?n=1"' in _page(address, "policies/a/")
    _write(root, "新标题")
    assert events.wait(120)
    assert "新标题" in _page(address, "policies/a/")
    assert events.wait(120)  # the lists follow
    assert "新标题" in _page(address, "library/")
    _write(root, "坏标题\ntags:\n  - none")
    assert not events.wait(8)
    assert "新标题" in _page(address, "policies/a/")
    with pytest.raises(urllib.error.HTTPError) as caught:
        _page(address, "nowhere/")
    assert "没有这个页面" in caught.value.read().decode()
    assert "__preview" not in (root / "site/index.html").read_text(encoding="utf-8")
