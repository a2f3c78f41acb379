"""From saving a document to the repainted page in a real browser, under `build.py serve`.

    python benchmarks/repaint.py PROJECT [--rounds R]

PROJECT is a folder made by `generate.py … --only ours`. Prints, for a changed text and for a changed title, the median
and the extremes in milliseconds: from the write to the second picture after the browser has the new words. The search
index follows every change after two seconds, so most saves find it being made.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

from tools import harness

PROJECT = Path(__file__).resolve().parents[1]
WATCH = """
(words) => {
  window.shown = new Promise((done) => {
    const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())));
    const look = () => document.querySelector("main").innerText.includes(words) && (painted(), true);
    const observer = new MutationObserver(() => look() && observer.disconnect());
    observer.observe(document.documentElement, { childList: true, subtree: true });
  });
}
"""


def measure(page: Page, source: Path, text: str, words: str) -> float:
    """Milliseconds from the write to the repaint."""
    page.evaluate(WATCH, words)
    began = time.time() * 1000
    source.write_text(text, encoding="utf-8")
    return float(page.evaluate("window.shown")) - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="From save to repaint.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    sources = sorted((options.project / "content/policies").rglob("*.md"))
    source = sources[len(sources) // 2]
    before = source.read_text(encoding="utf-8")
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(options.project), "--port", "0"]
    with subprocess.Popen([*command, "--lang", "en"], stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout is not None  # noqa: S101 — it was asked for
            found = re.search(r"http://\S+", server.stdout.readline())
            while "Made" not in server.stdout.readline():
                pass
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=harness.chromium(), args=["--no-sandbox"])
                page = browser.new_page()
                page.goto(f"{found[0] if found else ''}policies/{source.stem}/")
                page.wait_for_timeout(1000)
                for what in ("text", "title"):
                    times = []
                    for number in range(options.rounds):
                        words = f"改动{what}{number}"
                        changed = (
                            f"{before}\n{words}。\n"
                            if what == "text"
                            else before.replace("title: ", f"title: {words}", 1)
                        )
                        times.append(measure(page, source, changed, words))
                        page.wait_for_timeout(4000)  # the lists follow a title meanwhile
                    print(
                        f"{len(sources)} policies, {what}: {statistics.median(times):.0f} ms"
                        f" ({min(times):.0f} – {max(times):.0f}, {len(times)} rounds)",
                        flush=True,
                    )
                browser.close()
        finally:
            server.terminate()
            source.write_text(before, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
