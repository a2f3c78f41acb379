"""How many headings of more than one line break inside a word, on a phone: `line_breaks.py SITE [WIDTH]`.

Every page of a built site is opened; where lines of headings and of titles in lists end is asked of the browser. What is
a word says jieba's dictionary, by which the build itself breaks lines: so a break that it made is right by definition,
and the figure tells what the browser did against it. Whether the dictionary is right is a matter of reading: `--show`.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import threading
from collections import Counter
from itertools import accumulate
from pathlib import Path

import rjieba
from playwright.sync_api import Page, sync_playwright

from tools import harness

LINES = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const lines = [];
  let bottom = -1;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.getBoundingClientRect().height < 2) continue;
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      if (box.top > bottom - 2) lines.push("");
      if (box.top > bottom - 2 || box.bottom > bottom) bottom = Math.max(bottom, box.bottom);
      lines[lines.length - 1] += node.data[at];
    }
  }
  return [one.localName === "a" ? "row" : one.localName, lines];
})"""


def broken(lines: list[str]) -> list[str]:
    """The words inside which these lines break."""
    text = "".join(lines)
    ends = set(accumulate(len(line) for line in lines[:-1]))
    words, at = [], 0
    for word in rjieba.cut(text):
        if any(at < end < at + len(word) for end in ends):
            words.append(word)
        at += len(word)
    return words


def measure(page: Page, address: str, site: Path) -> dict[str, tuple[str, list[str]]]:
    """Headings and titles of more than one line by their lines, each once: (kind, words that are broken)."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        page.goto(f"{address}/{path.parent.relative_to(site).as_posix()}/", wait_until="domcontentloaded")
        for kind, lines in page.evaluate(LINES, "h1, h2, h3, h4, .row-title"):
            if len(lines) > 1:
                found["\\n".join(lines)] = (kind, broken(lines))
    return found


def main() -> None:
    """Open the site and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("width", type=int, nargs="?", default=360)
    parser.add_argument("--show", action="store_true", help="every heading with its lines")
    options = parser.parse_args()
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(options.site))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": options.width, "height": 800})
        found = measure(page, f"http://127.0.0.1:{server.server_port}", options.site)
    kinds, bad = Counter(kind for kind, _ in found.values()), Counter(kind for kind, words in found.values() if words)
    for kind, number in sorted(kinds.items()):
        print(f"{kind}: {number} of more than one line, {bad[kind]} ({bad[kind] / number:.0%}) break inside a word")
    if options.show:
        for lines, (_, words) in found.items():
            print(lines.replace("\\n", "⏎"), words or "")


if __name__ == "__main__":
    main()
