"""What browsers are answered while somebody writes: the files of the site, and word of every build.

For `serve`, on this machine only. A page of another site may send its readers' browsers here by a name of its own; such
requests are refused by the name. Whoever waits for the next build is held without a thread, so that five hundred do not
keep a page waiting; whoever leaves, or does not finish what they ask, is let go.
"""

from __future__ import annotations

import contextlib
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEEP_ALIVE = 15.0
"""Seconds after which those who wait are told that we are here, and who has left is let go."""
PATIENCE = 20.0
"""Seconds in which a request must have been made, and in which an answer must have been taken."""
SCRIPT, EVENTS = "__preview.js", "__preview"
_OUR_NAMES = re.compile(r"(?i)(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?")
"""How a browser may call us. Any port: it may have been forwarded. A name that leads here by somebody else's word is none."""


class Builds:
    """Counts finished builds, and holds the connections of those who wait for the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._waiting: dict[socket.socket, int] = {}

    @property
    def count(self) -> int:
        """Builds so far."""
        return self._count

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def finished(self) -> None:
        """One more."""
        self._count += 1
        self.tell()

    def wait(self, connection: socket.socket, seen: int) -> None:
        """Hold a connection, and tell it of what it has not seen: more builds, or fewer, where we began anew meanwhile."""
        connection.settimeout(0)
        with self._lock:
            self._waiting[connection] = seen
        self.tell()

    def holds(self, connection: socket.socket) -> bool:
        """Whether this one waits."""
        return connection in self._waiting

    def close(self) -> None:
        """Let go of everybody."""
        with self._lock:
            for connection in self._waiting:
                connection.close()
            self._waiting.clear()

    def tell(self, always: bytes = b"") -> None:
        """Tell everybody of the last build who has not heard of it, and the others something else, or nothing."""
        with self._lock:
            for connection, seen in list(self._waiting.items()):
                words = always if seen == self._count else f"data: {self._count}\n\n".encode()
                self._waiting[connection] = self._count
                if not _reaches(connection, words):
                    del self._waiting[connection]
                    connection.close()


def _reaches(connection: socket.socket, words: bytes) -> bool:
    """Send a few words; whether anybody is there to take them, who is not waited for."""
    try:
        with contextlib.suppress(BlockingIOError):  # nothing was said, as it should be
            if not connection.recv(1024):
                return False
        return connection.send(words) == len(words)
    except OSError:
        return False


class Visitors(ThreadingHTTPServer):
    """The server of a site under its base path, at a port of this machine; 0 lets the system choose one."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(
        self, port: int, site: Path, base_path: str, builds: Builds, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.site = site
        self.base_path = base_path
        self.builds = builds
        self._clock = clock
        self._told = clock()
        self._asking: dict[Any, float] = {}  # connections of which the request is not complete, and since when
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin to hear what is asked."""
        self._asking[request] = self._clock()
        super().process_request(request, client_address)

    def heard(self, request: Any) -> None:
        """The request is complete, or will never be."""
        self._asking.pop(request, None)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection, unless somebody waits at it for the next build."""
        self.heard(request)
        if not self.builds.holds(request):
            super().shutdown_request(request)

    def server_close(self) -> None:
        """Hear nobody any more."""
        super().server_close()
        self.builds.close()

    def service_actions(self) -> None:
        """Now and then: let go of who has left or does not finish."""
        now = self._clock()
        for request, since in list(self._asking.items()):
            if now - since > PATIENCE:
                self.heard(request)
                with contextlib.suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)  # whose thread then finds that nothing more comes
        if now - self._told > KEEP_ALIVE:
            self._told = now
            self.builds.tell(b": here\n\n")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that left; anything else is a fault of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site under its base path, its own 404 page, and the two addresses of the preview."""

    timeout = PATIENCE
    server: Visitors

    def __init__(self, request: Any, client_address: Any, server: Visitors) -> None:
        self._base_path = server.base_path
        super().__init__(request, client_address, server, directory=str(server.site))

    def parse_request(self) -> bool:
        """Whether there is something to answer. To a name that is not ours nobody is here."""
        parsed = super().parse_request()
        self.server.heard(self.request)
        if not parsed:
            return False
        names = self.headers.get_all("Host", [])
        if len(names) == 1 and _OUR_NAMES.fullmatch(names[0].strip()):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if not path.startswith(self._base_path):
            self._lead_home(path)
        elif path == self._base_path + EVENTS and self.command == "GET":
            self._tell_of_builds()
        elif path == self._base_path + SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", Path(__file__).with_name("preview.js").read_bytes())
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def end_headers(self) -> None:
        """The headers of the published site too: what they forbid is forbidden here. How long to keep a file is ours."""
        for name, value in headers_of(Path(self.directory), getattr(self, "path", "").partition("?")[0]).items():
            if name != "Cache-Control":
                self.send_header(name, value)
        super().end_headers()

    def _lead_home(self, path: str) -> None:
        """Above the base path there is nothing of the site; who asks for a folder on the way to it is led on."""
        if not self._base_path.startswith(path.rstrip("/") + "/"):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", self._base_path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_file(self, path: str) -> None:
        """A file; a page is told how many builds there were before it was read, so that its script misses none."""
        count = self.server.builds.count
        file = Path(self.translate_path("/" + path[len(self._base_path) :]))
        found = _read(file / "index.html" if path.endswith("/") else file)
        status = HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK
        data = found if found is not None else _read(self.server.site / "404.html")
        if data is None:  # nothing has been published yet
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = "text/html" if path.endswith("/") or found is None else self.guess_type(str(file))
        if kind == "text/html":
            script = f'<script type="module" src="{self._base_path}{SCRIPT}?n={count}"></script></body>'
            data = data.replace(b"</body>", script.encode())
        self._send(status, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell_of_builds(self) -> None:
        """Let somebody wait for the next build: from here on the connection is not this thread's."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        builds = self.server.builds
        after = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
        builds.wait(self.request, int(after) if re.fullmatch("[0-9]{1,9}", after) else builds.count)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the name is the base class's
        """Say nothing: the terminal is for what the build says."""


def headers_of(site: Path, path: str) -> dict[str, str]:
    """The headers that a site asks its server for in `_headers`, for an address: those of all rules, joined.

    `! Name` takes back what the rules before it said.
    """
    found: dict[str, str] = {}
    try:
        lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    except OSError:  # nothing has been published yet
        return found
    meant = False
    for line in lines:
        if not line.startswith(" "):
            meant = path.startswith(line[:-1]) if line.endswith("*") else path == line
        elif meant and line.strip().startswith("! "):
            found.pop(line.strip()[2:], None)
        elif meant:
            name, _, value = line.strip().partition(": ")
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _read(file: Path) -> bytes | None:
    """What is in a file; None where there is none, or its name is one that no file can have."""
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        return None
