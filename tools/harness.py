"""The two programs that tests need and pip cannot bring: a Chromium, and the Nu HTML checker with its Java.

`python -m tools.harness` installs what is missing. With `CI=true` in the environment a failure to do so ends
with exit code 1; elsewhere it is told, and the tests that need the program skip. The fixtures of
`tests/conftest.py` find the programs through this module, so that both always mean the same one.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKER = ROOT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
CHECKER_VERSION = "26.9.27"
CHECKER_SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
SHELL = "chromium-headless-shell"
"""The same engine without windows: pages are loaded in half the time."""
CHROMIUM_NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def on_ci() -> bool:
    """Whether this run is one of continuous integration, where nothing may be left out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


@cache
def chromium() -> str | None:
    """Path of a Chromium that Playwright can drive: the system's, else its own download, else None."""
    if not _runs(sys.executable, "-m", "playwright", "--version"):
        return None
    for name in CHROMIUM_NAMES:
        if (path := shutil.which(name)) and _runs(path, "--version"):
            return path
    path = _playwright_chromium()
    return path if _runs(path, "--version") else None


@cache
def checker() -> tuple[str, ...] | None:
    """The command that starts the Nu HTML checker, or None where Java or the checker is missing."""
    java = shutil.which("java")
    if java is None or not _runs(java, "-version"):
        return None
    if not CHECKER.is_file() or hashlib.sha256(CHECKER.read_bytes()).hexdigest() != CHECKER_SHA256:
        return None
    return (java, "-jar", str(CHECKER))


def install() -> list[str]:
    """Install what is missing, telling each step; return a sentence for each program still missing."""
    missing = []
    if shutil.which(SHELL) is None or chromium() is None:
        print("安装浏览器 · installing Chromium", flush=True)
        # Playwright's driver is linked against libatomic, which a small Debian lacks.
        _install_with_apt(SHELL, "fonts-noto-cjk", "libatomic1")
        chromium.cache_clear()
        if chromium() is None:
            _install_with_apt("chromium", "fonts-noto-cjk", "libatomic1")
            chromium.cache_clear()
        if chromium() is None:
            _run(sys.executable, "-m", "playwright", "install", "chromium")
            chromium.cache_clear()
        if chromium() is None:
            missing.append("no browser: its tests cannot run (install Chromium and libatomic1)")
    if checker() is None:
        print("安装 HTML 检查器 · installing the Nu HTML checker", flush=True)
        if shutil.which("java") is None:
            _install_with_apt("default-jre-headless")
        if shutil.which("npm") is None:
            _install_with_apt("npm")
        if npm := shutil.which("npm"):
            # Its install script would download a Java of its own: no scripts.
            package = f"vnu-jar@{CHECKER_VERSION}"
            options = ("--no-save", "--ignore-scripts", "--no-audit", "--loglevel=error")
            _run(npm, "install", "--prefix", str(ROOT / ".tools"), *options, package)
        checker.cache_clear()
        if checker() is None:
            missing.append("no HTML checker: its tests cannot run (install Java 17 and npm)")
    return missing


def _install_with_apt(*packages: str) -> None:
    """Install Debian packages where that is possible without asking: on Debian, as root."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0 or platform.freedesktop_os_release()["ID"] != "debian":
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    _run(apt, "update", "-qq")
    _run(apt, "install", "-qq", "-y", "--no-install-recommends", *packages)


def _playwright_chromium() -> str:
    """Where Playwright keeps the browser that it downloads, whether it is there or not."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  takes half a second, seldom needed

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _runs(*command: str) -> bool:
    """Whether a command starts and ends well: Ubuntu's chromium-browser, for one, may be a mere stub."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(*command: str) -> None:
    """Run a step of the set-up. Its own words tell why it fails; what is then missing is found afterwards."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sentences = install()
    for sentence in sentences:
        print(("Error: " if on_ci() else "Warning: ") + sentence, file=sys.stderr)
    sys.exit(bool(sentences) and on_ci())
