"""Preview: a saved change is shown, a wrong one leaves the last good site."""

import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from disclosure.commands.run import resident as build_for_serve
from disclosure.commands.serve import Answer, Builder, Order
from tests.conftest import DEMO_DAY

ROOT = Path(__file__).parents[2]
TOLD = "told.txt"
"""What a preview says of errors, in the project."""


def _write(root: Path, title: str) -> None:
    (root / "content/policies").mkdir(parents=True, exist_ok=True)
    (root / "content/policies/a.md").write_text(f"---\ntitle: {title}\n---\n第一条 正文。\n", encoding="utf-8")


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """The address at which a project is served."""
    command = [sys.executable, "build.py", "serve", "--root", str(root), "--port", "0", "--no-search"]
    with (
        (root / TOLD).open("w") as told,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=told, encoding="utf-8") as process,
    ):
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


@pytest.fixture
def resident(tmp_path: Path) -> Iterator[tuple[Path, Connection]]:
    """A small project, and the connection to what builds it for `serve`; here a thread, there a process."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "config.yaml")
    _write(tmp_path, "旧标题")
    ours, theirs = Pipe()
    options = Namespace(
        root=tmp_path, destination=tmp_path / "site", jobs=1, executor=None, search=True, allow_shrink=False
    )
    builder = threading.Thread(target=build_for_serve, args=(options, "zh", lambda: DEMO_DAY, theirs))
    builder.start()
    yield tmp_path, ours
    ours.close()
    builder.join(60)
    theirs.close()


def test_what_only_follows_gives_way(resident: tuple[Path, Connection]) -> None:
    root, connection = resident
    connection.send(Order())
    assert connection.recv() is Answer.PUBLISHED
    for order in (Order(index=True), Order(texts_only=True, whole=True)):
        connection.send(order)
        connection.send(None)  # somebody has saved something meanwhile
        assert connection.recv() is Answer.FAILED
        assert not list((root / "site").glob("search-index/*"))
    _write(root, "新标题")
    connection.send(Order(texts_only=True, written=frozenset({"content/policies/a.md"})))
    assert connection.recv() is Answer.AHEAD
    assert "新标题" in (root / "site/policies/a/index.html").read_text(encoding="utf-8")
    connection.send(Order(texts_only=True, whole=True))
    assert connection.recv() is Answer.PUBLISHED
    connection.send(Order(index=True))
    assert connection.recv() is Answer.PUBLISHED
    assert list((root / "site").glob("search-index/*"))


def test_a_text_beside_a_broken_template_waits_for_the_template(resident: tuple[Path, Connection]) -> None:
    root, connection = resident
    text = Order(texts_only=True, written=frozenset({"content/policies/a.md"}))
    connection.send(Order())
    assert connection.recv() is Answer.PUBLISHED
    frame = root / "templates/base.html"
    whole = frame.read_text(encoding="utf-8")
    frame.write_text(whole + "{% if %}", encoding="utf-8")
    connection.send(Order())
    assert connection.recv() is Answer.FAILED
    _write(root, "新标题")
    connection.send(text)
    assert connection.recv() is Answer.FAILED
    frame.write_text(whole, encoding="utf-8")
    connection.send(Order())
    assert connection.recv() is Answer.PUBLISHED
    assert "新标题" in (root / "site/policies/a/index.html").read_text(encoding="utf-8")


def test_a_builder_is_told_when_it_is_in_the_way() -> None:
    builder = Builder(_until_told, lambda: "")
    try:
        assert builder.build(Order(index=True), lambda: True) is Answer.FAILED
        assert builder.build(Order(), lambda: True) is Answer.PUBLISHED
    finally:
        builder.stop()


def _until_told(connection: Connection) -> None:
    """A builder that needs for ever for what follows."""
    while True:
        order = connection.recv()
        if order is not None and order.follows:
            assert connection.poll(60)
            connection.send(Answer.FAILED)
        elif order is not None:
            connection.send(Answer.PUBLISHED)


def _page(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=120) as answer:
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
    top = address.removesuffix("sub/")
    for above in ("", "sub"):  # as somebody types it
        assert _page(top, above) == _page(address, "")
    for outside in ("policies/a/", "su"):
        with pytest.raises(urllib.error.HTTPError):
            _page(top, outside)
    _write(root, "新标题")
    assert events.wait(120)
    assert "新标题" in _page(address, "policies/a/")
    while "新标题" not in _page(address, "library/"):
        assert events.wait(120)  # the lists follow
    with urllib.request.urlopen(address + "policies/a/", timeout=120) as answer:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers.get_all("Cache-Control") == ["no-store"]
    _write(root, "坏标题\ntags:\n  - none")
    while "dangling-reference" not in (root / TOLD).read_text(encoding="utf-8"):
        assert not events.wait(0.1)
    assert "新标题" in _page(address, "policies/a/")
    with pytest.raises(urllib.error.HTTPError) as caught:
        _page(address, "nowhere/")
    assert "没有这个页面" in caught.value.read().decode()
    assert "__preview" not in (root / "site/index.html").read_text(encoding="utf-8")
