"""Fixtures that every test may ask for: a browser, a web server, the checkers, the real documents.

Session fixtures live once in each pytest-xdist worker. What cannot be had makes a test skip and say why; with
`CI=true` it fails instead.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from disclosure.base.fingerprint import is_settled
from disclosure.commands.preview import headers_of
from disclosure.pipeline import cache as pipeline_cache
from disclosure.pipeline.build import read
from disclosure.site import commit, render
from disclosure.site.page import Site
from tests.district import make_site
from tools import harness

__all__ = ["make_site"]

# What the fixtures of the same names hand over.
OpenPage = Callable[..., Page]
ServeDirectory = Callable[[Path], str]
AxeChecker = Callable[..., list[str]]
NuChecker = Callable[[Iterable[Path]], list[str]]

CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that asks the network gets nothing
]

# The same examples in every run: a red test stays red until it is mended.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],  # however busy the machine is
)
settings.load_profile("project")


LONGEST = (
    *(
        "browser/test_pages.py",
        "rules/test_problems.py",
        "pipeline/test_incremental.py",
        "browser/test_under_a_path.py",
    ),
    *("pipeline/test_pipeline.py", "browser/test_search_browser.py", "pipeline/test_faults.py"),
    *("pages/test_documents.py", "browser/test_document.py", "browser/test_amended_words.py"),
    *("commands/test_serve.py", "pipeline/test_remote.py", "base/test_interrupts.py", "base/test_workers.py"),
)
"""The files that take longest come first, so that no worker is left alone with one; of those that need the sample
district one begins, and others have something else to do until it is built."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that `-m "not browser"` leaves out the slow ones; bring them into their order."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get("/".join(item.path.parts[-2:]), len(order)))
    needs = {"browser": "browser", "nu_checker": "checker", "shared_corpus": "corpus"}
    for item in items:
        for fixture in needs.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(needs[fixture])


def unavailable(what: str) -> NoReturn:
    """Give up a test whose program is not there: quietly at a desk, loudly where everything must run."""
    if harness.on_ci():
        pytest.fail(f"{what}, and CI runs every test; `make test` installs it", pytrace=False)
    pytest.skip(f"{what}; `make test` installs it")


# ------------------------------------------------------------------------------------------------ publication

KEPT = (commit._keep, commit._flush)
commit._keep = lambda *_: None  # no power will fail: to wait for the disk thousands of times shows nothing
commit._flush = lambda *_: None


@pytest.fixture
def really_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is asked to write what must not be lost, as it is outside the tests."""
    monkeypatch.setattr(commit, "_keep", KEPT[0])
    monkeypatch.setattr(commit, "_flush", KEPT[1])


# ---------------------------------------------------------------- what is the same for all tests of a process

pipeline_cache.code_digest = cache(pipeline_cache.code_digest)  # nobody writes at the program meanwhile
render.compose = cache(render.compose)  # type: ignore[attr-defined]  # the words of the site, by their text

_compile = render._Environment.compile
_compiled: dict[tuple[str | None, str], CodeType] = {}


def _compile_once(environment: render._Environment, source: str, name: str | None, filename: str) -> CodeType:
    """Each template compiled once in a process: the projects of tests have the same, and that is two thirds of a small build."""
    if (code := _compiled.get((name, source))) is None:
        code = _compiled[name, source] = _compile(environment, source, name, filename)
    return _standing_in(filename, code)


def _standing_in(filename: str, code: CodeType) -> CodeType:
    """The code of a template of the same text in another file, for messages that name it."""
    inner = (_standing_in(filename, one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))


render._Environment.compile = _compile_once  # type: ignore[method-assign,assignment]


# ----------------------------------------------------------------------------------------- pages in a browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches 127.0.0.1 and nothing else."""
    executable = harness.chromium()
    if executable is None:
        unavailable("there is no Chromium")
    # Chromium's sandbox refuses to work for root.
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS + sandbox)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """`open_page(url, **options)`: a page in a fresh browser context, with Playwright's options for contexts.

    At the end of the test every page must have stayed free of console errors, which is where a refusal by the
    Content-Security-Policy or a missing file shows. `may_fail=True` lifts that.
    """
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url')})")

    with ExitStack() as contexts:

        def open_in_context(url: str, *, may_fail: bool = False, **options: Any) -> Page:
            context = browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options)
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(120_000)
            if not may_fail:
                page.on("console", note)
                page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(url)
            return page

        yield open_in_context
    assert errors == []


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a built site as a plain web server would, with the headers that its `_headers` file asks for."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        ".xml": "application/xml; charset=utf-8",
    }

    def end_headers(self) -> None:
        for name, value in headers_of(Path(self.directory), urlsplit(getattr(self, "path", "")).path).items():
            self.send_header(name, value)
        super().end_headers()

    def handle(self) -> None:
        # A browser that leaves a page breaks off what it was fetching.
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is http.server's
        """Say nothing: pytest shows what failed."""


@pytest.fixture(scope="session")
def serve_directory() -> Iterator[ServeDirectory]:
    """`serve_directory(folder)`: serves a folder on 127.0.0.1; returns its address without a final slash."""
    with ExitStack() as servers:

        def serve(folder: Path) -> str:
            handler = partial(SiteHandler, directory=str(folder))
            server = servers.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield serve


# --------------------------------------------------------------------------------------------------- checkers


@pytest.fixture(scope="session")
def axe() -> AxeChecker:
    """`axe(page)`: what axe-core finds inaccessible, one line for each element concerned.

    `colours=True` asks only what a colour scheme can change, and False all else, in a fifth of the time.
    """
    wanted: dict[str, Any] = {"resultTypes": ["violations"]}  # to describe what is in order takes a third of the time
    of_colours = ("color-contrast", "link-in-text-block")
    options: dict[bool | None, dict[str, Any]] = {
        None: wanted,
        True: wanted | {"runOnly": {"type": "rule", "values": of_colours}},
        False: wanted | {"rules": {rule: {"enabled": False} for rule in of_colours}},
    }

    def violations(page: Page, *, colours: bool | None = None) -> list[str]:
        found = Axe().run(page, options=options[colours]).response["violations"]
        return [
            f"{fault['id']} ({fault['impact']}): {fault['help']}: {' '.join(map(str, node['target']))}"
            for fault in found
            for node in fault["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def nu_checker() -> NuChecker:
    """`nu_checker(files)`: what the Nu HTML checker finds wrong or doubtful, as `path:line: kind: message`.

    Starting Java takes seconds: hand over many files at once.
    """
    command = harness.checker()
    if command is None:
        unavailable("there is no Nu HTML checker, or no Java to run it")

    def messages(files: Iterable[Path]) -> list[str]:
        arguments = [*command, "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
        run = subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8")
        return [
            f"{message['url']}:{message.get('lastLine', 0)}: {message['type']}: {message['message']}"
            for message in json.loads(run.stdout)["messages"]
        ]

    return messages


# ---------------------------------------------------------------------------------- documents and built sites


@pytest.fixture(scope="session")
def shared_corpus(pytestconfig: pytest.Config) -> Path:
    """The file of real documents that lies beside the project, not in it."""
    corpus = pytestconfig.rootpath.parent / "shared/corpus/policies.jsonl.xz"
    if not corpus.is_file():
        pytest.skip(f"the real documents are not here: {corpus}")
    return corpus


DEMO_DAY = date(2026, 11, 22)
"""The day for which tests build the sample district: its documents stand in every state of validity then."""


@pytest.fixture(scope="session")
def demo(pytestconfig: pytest.Config) -> Site:
    """The sample district as it is read for `DEMO_DAY`, before anything is made of it."""
    return read(pytestconfig.rootpath, DEMO_DAY)[0]


@pytest.fixture(scope="session")
def demo_site(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district, built once for `DEMO_DAY` by the command: for the first worker that needs it, while others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(pytestconfig, "workerinput") else base
    site, said = shared / "demo/site", shared / "demo/said"
    ended, done = shared / "demo/ended", shared / "demo-done"  # the second stands once all is written
    try:
        (shared / "demo").mkdir()
    except FileExistsError:
        _wait_for(done)
    else:
        command = [
            sys.executable,
            "-W",
            "error",
            "build.py",
            "--as-of",
            str(DEMO_DAY),
            "--jobs",
            "1",
            "--site",
            str(site),
        ]
        run = subprocess.run(command, cwd=pytestconfig.rootpath, check=False, capture_output=True, encoding="utf-8")
        said.write_text(run.stdout + run.stderr, encoding="utf-8")
        ended.write_text(str(run.returncode), encoding="utf-8")
        ended.rename(done)
    if done.read_text(encoding="utf-8") != "0":
        pytest.fail(said.read_text(encoding="utf-8"), pytrace=False)
    return site


@pytest.fixture(scope="session")
def demo_said(demo_site: Path) -> str:
    """What the command said that built the sample district."""
    return (demo_site.parent / "said").read_text(encoding="utf-8")


def _wait_for(done: Path) -> None:
    for _ in range(6000):
        if done.exists():
            return
        time.sleep(0.1)
    pytest.fail("the sample district was not built within ten minutes", pytrace=False)


def settle(root: Path) -> None:
    """Wait until every file of a project can be known by its stamp, however coarse the times of its disk are."""
    files = [path for path in root.rglob("*") if path.is_file()]
    while not all(is_settled(path.lstat(), time.time_ns()) for path in files if path.exists()):
        time.sleep(0.02)
