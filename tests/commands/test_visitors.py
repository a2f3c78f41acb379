"""What browsers are answered under `serve`, and what others are."""

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from disclosure.commands.preview import KEEP_ALIVE, PATIENCE, Builds, Visitors, headers_of

LISTENERS = 500
SECONDS = 120.0
"""After which a test gives up: none depends on what is done sooner."""


class Served:
    """A small site that is served, and the clock by which the server has patience."""

    def __init__(self, site: Path) -> None:
        self.now = 0.0
        self.threads = 0
        self.builds = Builds()
        self.builds.finished()
        self.server = Visitors(0, site, "/sub/", self.builds, lambda: self.now)
        self.port = self.server.server_port

    def ask(self, path: str, host: str | None = None, method: str = "GET") -> tuple[int, str]:
        """What is answered: the status and the text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.putrequest(method, path, skip_host=True)
        for name in (f"localhost:{self.port}" if host is None else host).split("|"):
            connection.putheader("Host", name) if name else None
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    @contextmanager
    def connected(self, sent: bytes) -> Iterator[socket.socket]:
        """A connection at which something was sent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection:
            connection.sendall(sent)
            yield connection


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "policies/a").mkdir(parents=True)
    (tmp_path / "policies/a/index.html").write_text("<body>甲</body>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<body>没有这个页面</body>", encoding="utf-8")
    (tmp_path.parent / "secret.txt").write_text("秘密", encoding="utf-8")
    served = Served(tmp_path)
    thread = threading.Thread(target=served.server.serve_forever, args=(0.01,))
    thread.start()
    served.threads = threading.active_count()  # while it answers nobody
    yield served
    served.server.shutdown()
    thread.join()
    served.server.server_close()


def _until(true: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    waited = threading.Event()
    for _ in range(int(SECONDS / 0.01)):
        if true():
            return
        waited.wait(0.01)
    raise AssertionError


@pytest.mark.parametrize("host", ["localhost", "LocalHost:8000", "127.0.0.1", "127.0.0.1:1", " localhost:80 "])
def test_our_names(host: str, served: Served) -> None:
    assert served.ask("/sub/policies/a/", host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "0.0.0.0"),
        *("localhost|evil.example", "localhost@evil.example", "localhost:", "localhost:x", "[::1]", "127.0.0.1:123456"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_elsewhere_reads_nothing_by_a_name_of_its_own(host: str, method: str, served: Served) -> None:
    """DNS rebinding: a name of theirs is made to lead to this machine. The drafts that are shown here are nobody's else."""
    for path in ("/sub/policies/a/", "/sub/__preview", "/sub/__preview.js", "/sub", "/"):
        status, text = served.ask(path, host, method)
        assert status == 421
        assert "甲" not in text


@pytest.mark.parametrize(
    "path",
    [
        "a" * 255,
        "a" * 256,
        "a" * 5000 + "/",
        "甲".encode().hex("%") + "/",
        "%E7%94%B2" * 100,
        "a/" * 3000,
        "a%00b",
        "%00/",
        "%",
        "%zz",
        "%ff%fe",
        "%ed%a0%80/",
        "..%5c..%5csecret.txt",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "....//secret.txt",
        "policies/a/index.html/",
        "policies/a",
        "policies/",
        "//evil.example/",
        "nowhere/?x=" + "b" * 5000,
    ],
)
def test_an_address_that_no_file_can_have(path: str, served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    for method in ("GET", "HEAD"):
        status, text = served.ask("/sub/" + path, method=method)
        assert status == 404
        assert "没有这个页面" in text or method == "HEAD"
    assert capfd.readouterr() == ("", "")


def test_what_is_no_request(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    host = b"Host: localhost\r\n\r\n"
    for line in (
        b"GET /sub/" + b"a" * 70000 + b" HTTP/1.1\r\n",
        b"GET  /sub/ /sub/ HTTP/1.1\r\n",
        b"GET /sub/ HTTP/9.9\r\n",
        b"POST /sub/ HTTP/1.1\r\n",
        b"GET /sub/ HTTP/1.1\r\n" + b"a: b\r\n" * 200,
        b"GET /sub/__preview?after=" + b"9" * 5000 + b"&after=x HTTP/1.1\r\n",
    ):
        with served.connected(line + host) as connection, suppress(ConnectionError):  # it hears no more than it must
            assert b"200 OK" in connection.recv(1000) or b"preview" not in line
    assert served.ask("/sub/policies/a/")[0] == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("sent", [b"", b"G", b"GET /sub/ HTTP/1.1\r\nHost: local", b"\x16\x03\x01"])
def test_a_request_that_is_not_finished_is_dropped(sent: bytes, served: Served) -> None:
    """However slowly more of it comes."""
    with served.connected(sent) as connection:
        assert served.ask("/sub/policies/a/")[0] == 200  # by then the connection before has been taken
        served.now += PATIENCE / 2
        connection.sendall(b"a")
        assert served.ask("/sub/policies/a/")[0] == 200
        served.now += PATIENCE
        with suppress(ConnectionError):
            assert b"200 OK" not in connection.recv(1000)
    assert not served.builds.waiting


def test_nothing_is_said_of_who_left(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    for sent in (b"", b"GET /sub/", b"GET /sub/policies/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with served.connected(sent) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed with a reset
    assert served.ask("/sub/policies/a/")[0] == 200
    _until(lambda: threading.active_count() <= served.threads)
    assert capfd.readouterr() == ("", "")


def _listen(served: Served, left: ExitStack, after: int | None) -> socket.socket:
    query = b"" if after is None else f"?after={after}".encode()
    request = b"GET /sub/__preview" + query + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return left.enter_context(served.connected(request))


def _hears(listener: socket.socket, words: bytes) -> None:
    heard = b""
    while words not in heard:
        more = listener.recv(1000)
        assert more
        heard += more


def test_many_wait_for_the_next_build(served: Served) -> None:
    """And pages are answered meanwhile. Who leaves is let go."""
    with ExitStack() as left:
        listeners = [_listen(served, left, 1) for _ in range(LISTENERS)]
        for listener in listeners:
            _hears(listener, b"event-stream")
        _until(lambda: served.builds.waiting == LISTENERS)
        _until(lambda: threading.active_count() <= served.threads)
        assert "甲" in served.ask("/sub/policies/a/")[1]
        served.builds.finished()
        for listener in listeners:
            _hears(listener, b"data: 2\n\n")
        served.now += KEEP_ALIVE + 1
        for listener in listeners:
            _hears(listener, b": here\n\n")
        for listener in listeners[LISTENERS // 2 :]:
            listener.close()
        served.now += KEEP_ALIVE + 1
        _until(lambda: served.builds.waiting == LISTENERS // 2)
        served.builds.finished()
        for listener in listeners[: LISTENERS // 2]:
            _hears(listener, b"data: 3\n\n")
    served.builds.finished()
    _until(lambda: not served.builds.waiting)


@pytest.mark.parametrize(
    ("after", "told"), [(0, b"data: 1\n\n"), (7, b"data: 1\n\n"), (1, b"data: 2\n\n"), (None, b"data: 2\n\n")]
)
def test_who_has_missed_a_build_is_told_at_once(after: int | None, told: bytes, served: Served) -> None:
    """Also one that has seen more builds than there were: `serve` was begun anew."""
    with ExitStack() as left:
        listener = _listen(served, left, after)
        _until(lambda: served.builds.waiting == 1)
        if told == b"data: 2\n\n":
            served.builds.finished()
        _hears(listener, told)


def test_who_takes_nothing_is_not_waited_for(served: Served) -> None:
    with ExitStack() as left:
        listener = _listen(served, left, 1)
        _until(lambda: served.builds.waiting == 1)
        while served.builds.waiting:
            served.builds.tell(b":" + b"x" * 60_000 + b"\n\n")
        assert listener.recv(1)


def test_headers_of_all_rules_are_joined_and_can_be_taken_back(tmp_path: Path) -> None:
    lines = ["/*", "  A: 1", "  B: 2", "/x/*", "  B: 3", "/y/*", "  ! A", "  A: 4", "  ! C"]
    (tmp_path / "_headers").write_text("\n".join(lines), encoding="utf-8")
    assert headers_of(tmp_path, "/") == {"A": "1", "B": "2"}
    assert headers_of(tmp_path, "/x/") == {"A": "1", "B": "2, 3"}
    assert headers_of(tmp_path, "/y/z") == {"A": "4", "B": "2"}
    assert headers_of(tmp_path / "none", "/") == {}
