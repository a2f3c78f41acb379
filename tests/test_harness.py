"""The fixtures of conftest.py must be able to fail: a checker that finds no fault anywhere proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import AxeChecker, NuChecker, OpenPage, ServeDirectory, unavailable

GOOD = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>青禾区</title><link rel="icon" href="data:,"></head>
<body><main><h1>政府信息公开</h1><p>示范数据</p></main></body>
</html>
"""
BAD = GOOD.replace("<p>示范数据</p>", '<p><div></p><img src="seal.png">')
SCRIPT = GOOD.replace("</main>", "<script>document.title = '改了'</script></main>")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"good.html": GOOD, "bad.html": BAD, "script.html": SCRIPT, "app.mjs": "", "search.wasm": ""}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "_headers").write_text(
        "/*\n  Content-Security-Policy: default-src 'self'; img-src 'self' data:\n/x\n  X-Other: 1\n"
    )
    return tmp_path


def test_server_sends_types_and_headers(site: Path, serve_directory: ServeDirectory, open_page: OpenPage) -> None:
    address = serve_directory(site)
    page = open_page(f"{address}/good.html")
    script, search = (page.request.get(f"{address}/{name}") for name in ("app.mjs", "search.wasm"))
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert search.headers["content-type"] == "application/wasm"
    headers = page.request.get(f"{address}/good.html").headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "x-other" not in headers


def test_policy_of_the_site_holds_in_the_browser(
    site: Path, serve_directory: ServeDirectory, open_page: OpenPage
) -> None:
    page = open_page(f"{serve_directory(site)}/script.html", may_fail=True)
    assert page.title() == "青禾区"


def test_pages_have_no_network(site: Path, serve_directory: ServeDirectory, open_page: OpenPage) -> None:
    (site / "_headers").unlink()  # or the site's own policy would refuse already
    address = serve_directory(site)
    page = open_page(f"{address}/good.html", may_fail=True)
    probe = "url => fetch(url, {mode: 'no-cors'}).then(() => true, () => false)"
    port = address.rpartition(":")[2]
    assert page.evaluate(probe, f"{address}/good.html")
    assert not page.evaluate(probe, f"http://localhost:{port}/good.html")


def test_axe_finds_faults_under_a_strict_policy(
    site: Path, serve_directory: ServeDirectory, open_page: OpenPage, axe: AxeChecker
) -> None:
    address = serve_directory(site)
    assert axe(open_page(f"{address}/good.html")) == []
    assert [line.split()[0] for line in axe(open_page(f"{address}/bad.html", may_fail=True))] == ["image-alt"]


def test_nu_checker_finds_faults(site: Path, nu_checker: NuChecker) -> None:
    messages = nu_checker([site / "good.html", site / "bad.html"])
    assert messages
    assert all("bad.html:" in message for message in messages)


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_missing_program_fails_only_on_ci(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="there is no Chromium"):
        unavailable("there is no Chromium")
