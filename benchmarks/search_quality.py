"""How well search finds: real documents, a real browser, and the truth by reading every document.

    python benchmarks/search_quality.py CORPUS.jsonl.xz QUERIES.tsv [--folder DIR] [--substrings 1000]
        [--copies K | --made-up N] [--newest] [--jobs J]

CORPUS holds neutral records (see corpus.py), taken K times over; or N documents are made up (see generate.py). QUERIES has
the columns id, type, query, rule. A rule is `a&b` (both), `a|b` (either), `docno:` an exact document number, `title:` an
exact title, `titlehas:` a part of one; words match as substrings of the text in NFKC, lower case, simplified characters and
without white space. Queries without any true document are left out and named. With --newest only what one search goes
through is searched, as the page does until a reader asks for all.

Recall counts all hits, P@10 the true ones of the first ten (of as many as there are). Bytes are as sent by a server that
compresses text. Every query is asked one after the other in one page (later), and first of all in three fresh browsers
(first). A time is from the question to the first results, the scripts being there; that of a first query is the median of
three. Then random substrings of random documents must bring their document back, and the browser must fold every text as
the build does.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import gzip
import hashlib
import json
import lzma
import random
import re
import resource
import shutil
import statistics
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import generate  # noqa: E402 -- the project's root comes first
from disclosure.search.index import Guidance, IndexReport, build_index  # noqa: E402
from disclosure.search.record import SearchRecord  # noqa: E402
from disclosure.text.normalise import fold, number_key, simplified_characters  # noqa: E402
from tools import harness  # noqa: E402

DAY = "2026-01-01"
COLD = 3
"""How many fresh browsers are asked each query; the time is their median."""
ROWS = 2**20  # as in search-index.js
LIBRARIES = ("行政规范性文件", "其他文件")


def records(corpus: Path) -> Iterator[SearchRecord]:
    """The neutral records as search sees them; marks of headings are taken off."""
    statuses = {"现行有效": ":in_force", "尚未施行": ":not_yet_effective", "已废止": ":repealed", "失效": ":expired"}
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            agencies = (row["agency"],) if row.get("agency") else ()
            day = row.get("published_on")
            yield SearchRecord(
                url=f"/policies/{row['id']}/",
                kind="policy",
                title=row["title"],
                number=row.get("doc_number"),
                agencies=agencies,
                keywords=tuple(row.get("tags") or ()),
                summary=None,
                text=re.sub(r"\n+", "\n", re.sub(r"^#+ *", "", row["body"], flags=re.MULTILINE)),
                passages=(),
                timeline=statuses.get(row.get("status", ""), ":in_force"),
                published_on=day,
                facets={"agency": agencies, "library": (row["category"],), "year": (day[:4],) if day else ()},
                policy_url=(),
            )


def made_up(count: int) -> Iterator[SearchRecord]:
    """Documents of the benchmarks, of the lengths that a district publishes."""
    using = generate.words()
    for made in generate.documents(count, 1, using):
        day = str(made.published_on)
        agencies = tuple(using.agencies[key].name for key in made.agencies)
        yield SearchRecord(
            url=f"/{made.folder}/{made.id}/",
            kind="interpretation" if made.interprets else "policy",
            title=made.title,
            number=made.document_number,
            agencies=agencies,
            keywords=tuple(using.tags[key] for key in made.tags),
            summary=made.summary,
            text=re.sub(r"^#+ *", "", generate.body(made, 1, using), flags=re.MULTILINE),
            passages=(),
            timeline="" if made.interprets else ":in_force",
            published_on=day,
            facets={"agency": agencies, "library": (LIBRARIES[made.number % 2],), "year": (day[:4],)},
            policy_url=tuple(f"/policies/{key}/" for key in made.interprets),
        )


# ------------------------------------------------------------------------------------------------- the truth


def plain(text: str) -> str:
    """What rules are matched in: NFKC, simplified, lower case, no white space."""
    table = simplified_characters()
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())
    return "".join(table.get(character, character) for character in folded)


@dataclass(frozen=True)
class Truth:
    """Every document's words, title and number key, by URL."""

    words: dict[str, str]
    titles: dict[str, str]
    numbers: dict[str, str | None]

    def of(self, rule: str) -> set[str]:
        """The documents that a rule means."""
        kind, _, rest = rule.partition(":")
        if kind == "docno":
            key = number_key(rest)
            return {url for url, number in self.numbers.items() if key and number == key}
        if kind == "title":
            return {url for url, title in self.titles.items() if title == plain(rest)}
        if kind == "titlehas":
            return {url for url, title in self.titles.items() if plain(rest) in title}
        needed = [[plain(word) for word in part.split("|")] for part in rule.split("&")]
        return {url for url, words in self.words.items() if all(any(w in words for w in part) for part in needed)}


def truth_of(documents: Sequence[SearchRecord]) -> Truth:
    """The truth about these documents."""
    return Truth(
        {
            d.url: plain(" ".join((d.title, d.number or "", *d.agencies, *d.keywords, d.summary or "", d.text)))
            for d in documents
        },
        {d.url: plain(d.title) for d in documents},
        {d.url: number_key(d.number or "") for d in documents},
    )


# --------------------------------------------------------------------------------------- a site in a browser


class Host(asyncio.Protocol):
    """Serves the files of a folder as an ordinary host does, text compressed, and counts what it sends.

    http.server would take as long for its part of a query as the browser.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to answer."""
        self.client = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        *requests, self.read = (self.read + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].decode().partition("?")[0]
            answer = self.answer(self.folder / path[1:])
            self.client.write(answer)
            sent.append((path, len(answer)))

    @staticmethod
    @functools.cache
    def answer(path: Path) -> bytes:
        """One file with its headers."""
        if not path.is_file():
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        body = path.read_bytes()
        headers = ["HTTP/1.1 200 OK", f"Content-Type: {TYPES.get(path.suffix, 'application/octet-stream')}"]
        if path.suffix in TYPES:
            body = gzip.compress(body, 6)
            headers.append("Content-Encoding: gzip")
        headers += ["Cache-Control: max-age=3600", f"Content-Length: {len(body)}", "", ""]
        return "\r\n".join(headers).encode() + body


TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html"}
sent: list[tuple[str, int]] = []
"""The path and size of every answer, headers included."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, served by a thread."""
    hosts: list[Host] = []

    def host() -> Host:
        hosts.append(Host(folder))
        return hosts[-1]

    async def close() -> None:
        server.close()
        for host in hosts:
            host.client.abort()
        await asyncio.sleep(0)  # until they hear of it

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(loop.create_server(host, "127.0.0.1", 0), loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def write_site(
    documents: Sequence[SearchRecord], site: Path, synonyms: Sequence[Sequence[str]], jobs: int
) -> IndexReport:
    """The index of the documents with the scripts that read it; shards that `site` holds already are kept."""
    fresh = site.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    report = build_index(documents, fresh / "search-index", site / "search-index", Guidance(synonyms), jobs)
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    write_scripts(site)
    return report


def write_scripts(site: Path) -> None:
    """A page and the scripts that read the index beside them."""
    shutil.copytree(ROOT / "templates/static", site / "static")
    shutil.copy(ROOT / "benchmarks/search_quality.js", site / "static")
    (site / "index.html").write_text("<!doctype html><title>quality</title>", encoding="utf-8")


def open_page(browser: Browser, base: str) -> Page:
    """A fresh browser's page with the worker in it; `base` ends with #newest if only the newest documents are searched."""
    base, _, newest = base.partition("#")
    page = browser.new_context().new_page()
    page.goto(f"{base}/index.html")
    page.evaluate(
        """([address, everything]) => {
          const worker = new Worker("/static/search_quality.js", { type: "module" });
          window.ask = (question) => new Promise((answer, fail) => {
            worker.onmessage = ({ data }) => answer(data);
            worker.onerror = ({ message }) => fail(new Error(message));
            worker.postMessage({ address, everything, ...question });
          });
        }""",
        [f"{base}/search-index/", not newest],
    )
    return page


def ask(page: Page, text: str) -> tuple[dict[str, Any], int]:
    """The worker's answer, and the bytes that it took."""
    sent.clear()
    answer: dict[str, Any] = page.evaluate("question => ask(question)", {"text": text, "day": DAY})
    return answer, sum(size for _, size in sent)


def urls_by_document(index: Path) -> dict[int, str]:
    """The URL behind every number by which the scripts call a document."""
    urls = {}
    for shard, entry in enumerate(json.loads((index / "manifest.json").read_bytes())["shards"]):
        folder = index / entry["name"]
        for row, key in enumerate(json.loads((folder / entry["table"]).read_bytes())["id"].split(" ")):
            urls[shard * ROWS + row] = json.loads((folder / f"text/{key}-0.json").read_bytes())["url"]
    return urls


# ---------------------------------------------------------------------------------------------- the measures


@dataclass(frozen=True)
class Measure:
    """One query's figures; bytes in KB, times in ms. The first three are 0 to 1."""

    type: str
    recall: float
    precision: float
    reciprocal: float
    size: float
    time: float
    cold_size: float
    cold_time: float


def measure(
    browser: Browser, base: str, page: Page, truth: set[str], query: tuple[str, str], urls: dict[int, str]
) -> Measure:
    """Ask one query (type, words) and compare."""
    answer, size = ask(page, query[1])
    found = [urls[document] for document, _ in answer["hits"]]
    right = [url in truth for url in found]
    cold = []
    for _ in range(COLD):
        fresh = open_page(browser, base)
        cold.append(ask(fresh, query[1]))
        fresh.context.close()
    return Measure(
        query[0],
        sum(right) / len(truth),
        sum(right[:10]) / min(10, len(truth)),
        1 / (right.index(True) + 1) if any(right) else 0,
        size / 1024,
        answer["first"],
        cold[0][1] / 1024,
        statistics.median(answer["first"] for answer, _ in cold),
    )


def report(measures: Sequence[Measure]) -> None:
    """Print a row for every type of query, and one for all."""
    print(" " * 39 + "---- later: KB, ms ---- ---- first: KB, ms ----")
    print(f"{'type':<10} {'n':>3} {'recall':>6} {'P@10':>6} {'MRR':>5} {'none':>4} " + "  mean   max   med   max" * 2)
    mean, most, median = statistics.fmean, max, statistics.median
    for name in [*sorted({m.type for m in measures}), "all"]:
        rows = [m for m in measures if name in (m.type, "all")]
        figures = [
            f"{of(getattr(m, field) for m in rows):>5.0f}"
            for field in ("size", "time", "cold_size", "cold_time")
            for of in (mean if field.endswith("size") else median, most)
        ]
        print(
            f"{name:<10} {len(rows):>3} {mean(m.recall for m in rows):>6.3f} {mean(m.precision for m in rows):>6.3f} "
            f"{mean(m.reciprocal for m in rows):>5.3f} {sum(m.recall == 0 for m in rows):>4} ",
            *figures,
        )


def queries_of(path: Path, truth: Truth) -> list[tuple[str, str, str, set[str]]]:
    """Id, type, words and true documents of every query of a file."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return [(key, kind, words, truth.of(rule)) for key, kind, words, rule in rows]


def try_queries(browser: Browser, base: str, path: Path, truth: Truth, urls: dict[int, str]) -> None:
    """All queries of the file that have an answer."""
    queries = queries_of(path, truth)
    print("without a true document:", " ".join(key for key, _, _, true in queries if not true) or "none")
    page = open_page(browser, base)
    ask(page, "区")  # so that no query of the file is the first one of the page
    report([measure(browser, base, page, true, (kind, words), urls) for _, kind, words, true in queries if true])
    page.context.close()


def try_substrings(page: Page, documents: Sequence[SearchRecord], urls: dict[int, str], number: int) -> None:
    """Random stretches of 2 to 12 characters of random documents must bring their document back."""
    choose = random.Random(20240301)
    lost = []
    for _ in range(number):
        document = choose.choice(documents)
        words = "".join(document.text.split())
        start = choose.randrange(max(len(words) - 12, 1))
        stretch = words[start : start + choose.randint(2, 12)]
        if not fold(stretch):
            continue
        answer, _ = ask(page, stretch)
        if document.url not in {urls[hit] for hit, section in answer["hits"] if section == 0}:
            lost.append((stretch, document.url))
    print(
        f"substrings: {number - len(lost)} of {number} bring their document back as an exact hit",
        *lost[:10],
        sep="\n  ",
    )


def try_folding(page: Page, documents: Sequence[SearchRecord]) -> None:
    """Every text is folded in the browser as in the build."""
    different = []
    for start in range(0, len(documents), 50):
        batch = documents[start : start + 50]
        found = page.evaluate("question => ask(question)", {"folding": [document.text for document in batch]})
        expected = [hashlib.sha256(fold(document.text).encode()).hexdigest() for document in batch]
        different += [d.url for d, ours, theirs in zip(batch, expected, found, strict=True) if ours != theirs]
    print(f"folding: {len(documents) - len(different)} of {len(documents)} texts alike", *different[:10], sep="\n  ")


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache/search-quality", help="where to build")
    parser.add_argument("--synonyms", type=Path, default=ROOT / "content/data/synonyms.yaml")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--made-up", type=int, default=0)
    parser.add_argument("--newest", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--substrings", type=int, default=1000)
    options = parser.parse_args()
    copies = range(options.copies)
    documents = (
        list(made_up(options.made_up))
        if options.made_up
        else [replace(record, url=f"{record.url}{n}/") for n in copies for record in records(options.corpus)]
    )
    words = re.findall(r"^ *- \[(.*)\]", options.synonyms.read_text(encoding="utf-8"), re.MULTILINE)
    started = time.perf_counter()
    site = options.folder / "site"
    print(write_site(documents, site, [row.split(", ") for row in words], options.jobs), end=" ")
    own, pagefind = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"in {time.perf_counter() - started:.0f} s; processor time {own.ru_utime + own.ru_stime:.0f} s, of Pagefind",
        end="",
    )
    size = sum(path.stat().st_size for path in (site / "search-index").rglob("*") if path.is_file())
    print(
        f" {pagefind.ru_utime + pagefind.ru_stime:.0f} s; peaks {own.ru_maxrss >> 10}, {pagefind.ru_maxrss >> 10} MB;"
        f" files {size / 1e6:.0f} MB"
    )

    urls = urls_by_document(site / "search-index")
    with served(site) as address, sync_playwright() as playwright:
        base = address + ("#newest" if options.newest else "")
        browser = playwright.chromium.launch(executable_path=harness.chromium(), args=["--no-sandbox", "--disable-gpu"])
        try_queries(browser, base, options.queries, truth_of(documents), urls)
        page = open_page(browser, base)
        try_substrings(page, documents, urls, options.substrings)
        try_folding(page, documents)
        browser.close()


if __name__ == "__main__":
    main()
