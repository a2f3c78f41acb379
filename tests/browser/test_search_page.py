"""The search page where things go wrong, and what it says: numbers against a count by reading, room for answers, choices."""

from __future__ import annotations

import gzip
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from disclosure.search.record import SearchRecord
from disclosure.search.source import search_records
from disclosure.site.page import Site
from disclosure.text.normalise import fold, number_key
from tests.search_examples import EXAMPLES, record, write_site

OpenPage = Callable[..., Page]
ServeDirectory = Callable[[Path], str]
ROOT = Path(__file__).parents[2]
STATUS = "#ui-status"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the examples."""
    folder = tmp_path_factory.mktemp("page")
    write_site(folder)
    return folder


@pytest.fixture(scope="module")
def address(whole: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(whole) + "/sub/search/"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    shutil.copytree(whole, tmp_path / "damaged")
    return tmp_path / "damaged"


@pytest.fixture
def damaged(folder: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(folder) + "/sub/search/"


def impatient(page: Page) -> None:
    """Pauses before another try take no time."""
    page.route("**/fetching.js", lambda route: _rewrite(route, r"const PAUSES = \[[^]]*\]", "const PAUSES = [1, 1, 1]"))
    page.route(
        "**/search-asker.js", lambda route: _rewrite(route, r"const PAUSES = \[[^]]*\]", "const PAUSES = [1, 1, 1]")
    )


def _rewrite(route: Route, what: str, by: str) -> None:
    response = route.fetch()
    text, times = re.subn(what, by, response.text())
    assert times == 1
    route.fulfill(response=response, body=text)


def ask(page: Page, words: str) -> None:
    page.locator("#ui-q").fill(words)
    page.locator("#ui-q").press("Enter")


def blank(open_page: OpenPage) -> Page:
    """A page that may see errors, and does not wait long before it tries again."""
    page = open_page("about:blank", may_fail=True)
    impatient(page)
    return page


# ------------------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("what", "how"),
    [
        ("manifest.json", "broken off"),
        ("rules-*.json", "an error of the server"),
        ("documents-*.json", "another page in its place"),
        ("starts.json", "broken off"),
        ("*.pf_index", "another page in its place"),
        ("text/*.json", "an error of the server"),
    ],
)
def test_what_fails_once_or_twice_is_tried_again(open_page: OpenPage, address: str, what: str, how: str) -> None:
    page = blank(open_page)
    failures = [0]

    def fail_twice(route: Route) -> None:
        failures[0] += 1
        if failures[0] > 2:
            route.continue_()
        elif how == "broken off":
            route.abort()
        elif how == "another page in its place":
            route.fulfill(body="<p>login</p>", content_type="text/html")
        else:
            route.fulfill(status=503)

    page.route(f"**/search-index/**/{what}" if "/" not in what else f"**/{what}", fail_twice)
    page.route(f"**/search-index/{what}", fail_twice)
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(".result")).to_have_count(3)
    expect(page.locator(STATUS)).to_contain_text("连续写有“加装电梯”的 4 条")
    assert failures[0] > 2


def test_after_a_failure_the_same_words_ask_again(open_page: OpenPage, address: str) -> None:
    page = blank(open_page)
    page.route("**/search-index/**", lambda route: route.abort())
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(STATUS)).to_contain_text("搜索没有成功")
    expect(page.get_by_role("link", name="网站地图")).to_be_visible()  # another way
    ask(page, "加装电梯")
    expect(page.locator(STATUS)).to_contain_text("搜索没有成功")
    page.unroute("**/search-index/**")
    ask(page, "加装电梯")
    expect(page.locator(".result")).to_have_count(3)


@pytest.mark.parametrize("by", ["the button", "the network"])
def test_a_failure_is_mended(open_page: OpenPage, address: str, by: str) -> None:
    page = blank(open_page)
    page.goto(address)
    page.context.set_offline(True)
    ask(page, "加装电梯")
    expect(page.locator(STATUS)).to_contain_text("没有连上网络")
    page.context.set_offline(False)
    if by == "the button" and page.locator(".search-again").count():
        page.evaluate("document.querySelector('.search-again')?.click()")
    expect(page.locator(".result")).to_have_count(3)
    expect(page.locator(".search-again")).to_have_count(0)


def test_a_worker_that_dies_is_started_again(open_page: OpenPage, address: str) -> None:
    page = blank(open_page)
    started = [0]

    def fail_twice(route: Route) -> None:
        started[0] += 1
        route.abort() if started[0] < 3 else route.continue_()

    page.route("**/search-worker.js", fail_twice)
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(".result")).to_have_count(3)
    assert started[0] == 3


def test_a_worker_that_never_lives_is_told(open_page: OpenPage, address: str) -> None:
    page = blank(open_page)
    page.route("**/search-worker.js", lambda route: route.abort())
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(STATUS)).to_contain_text("搜索没有成功")
    page.unroute("**/search-worker.js")
    page.locator(".search-again").click()
    expect(page.locator(".result")).to_have_count(3)


def test_a_slow_answer_is_told(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank")
    page.route("**/search-asker.js", lambda route: _rewrite(route, r"const SLOW = \d+", "const SLOW = 1"))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/documents-*.json", hold)
    with page.expect_request("**/documents-*.json"):
        page.goto(f"{address}?q=加装电梯")
    expect(page.locator(STATUS)).to_contain_text("还在加载")
    for route in held:
        route.continue_()
    expect(page.locator(".result")).to_have_count(3)


def test_a_page_open_over_a_publication_reads_the_new_index(
    open_page: OpenPage, folder: Path, damaged: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = open_page(f"{damaged}?q=加装电梯", may_fail=True)
    expect(page.locator(".result")).to_have_count(3)
    after = tmp_path_factory.mktemp("after")
    write_site(after, (*EXAMPLES, record("new", "青禾区信息公开新规", "第一条 信息公开应当及时。")))
    shutil.rmtree(folder / "sub/search-index")
    shutil.copytree(after / "sub/search-index", folder / "sub/search-index")
    ask(page, "应当及时")
    expect(page.locator(".result h3 a").first).to_have_text("青禾区信息公开新规")
    expect(page.locator(STATUS)).to_contain_text("连续写有“应当及时”的 1 条")
    page.locator("#ui-q").fill("新规")
    expect(page.locator(".suggestions li")).to_have_text(["青禾区信息公开新规"])


def test_a_lost_excerpt_costs_its_row(open_page: OpenPage, folder: Path, damaged: str) -> None:
    texts = {
        path.name
        for path in (folder / "sub/search-index").glob("*/text/*.json")
        if "试点方案" in path.read_text("utf-8")
    }
    for path in (folder / "sub/search-index").glob("*/text/*.json"):
        if path.name in texts:
            path.unlink()
    page = open_page(f"{damaged}?q=加装电梯", may_fail=True)
    expect(page.locator(".result")).to_have_count(3)
    expect(page.locator(".result-lost")).to_have_count(1)
    expect(page.locator(STATUS)).to_contain_text("至少有：连续写有“加装电梯”的 4 条")
    expect(page.locator(".search-again")).to_be_visible()


@pytest.mark.parametrize("how", ["gone", "cut short"])
def test_a_broken_chunk_is_said_and_claims_nothing(open_page: OpenPage, folder: Path, damaged: str, how: str) -> None:
    for path in (folder / "sub/search-index").glob("*/index-*/*.pf_index"):
        if how == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:40])
    page = blank(open_page)
    page.goto(f"{damaged}?q=加装电梯")
    expect(page.locator(STATUS)).to_contain_text("有一部分索引没有取到")
    expect(page.locator(STATUS)).not_to_contain_text("没有文件")
    expect(page.locator(STATUS)).not_to_contain_text("没有找到“")
    ask(page, "")
    page.goto(f"{damaged}?year=2024")  # needs no chunk
    expect(page.locator(".result")).to_have_count(2)


# ------------------------------------------------------------------------------------------ numbers and words


PARTED = re.compile(r"\s+|(?<!\d)[,，、;；]+|[,，、;；]+(?!\d)")
"""What stands between words that are asked for apart, as templates/static/search-query.js has it."""

COUNTS = """async (queries) => {
  const { openIndex } = await import("/static/search-index.js");
  const { findings } = await import("/static/search-query.js");
  const index = await openIndex(new URL("/search-index/", location).href).view({});
  return Promise.all(queries.map(async (query) => {
    let last;
    for await (const answer of findings(index, query)) last = answer;
    const found = {};
    for (const { holds, document } of last.hits) {
      (found[holds] = found[holds] || []).push((await index.piece(document)).head.url);
    }
    return { found, words: last.words || [] };
  }));
}"""


def fields_of(document: SearchRecord) -> list[str]:
    return [
        document.title,
        document.number or "",
        *document.agencies,
        *document.keywords,
        document.summary or "",
        document.text,
    ]


def random_queries(records: tuple[SearchRecord, ...], number: int) -> list[str]:
    """Stretches of real texts, some with a break, some joined from two places, some typed apart, some with a word of nowhere."""
    choose = random.Random(17)
    texts = ["".join(document.text.split()) for document in records if len(document.text) > 100]

    def stretch(length: int) -> str:
        text = choose.choice(texts)
        start = choose.randrange(len(text) - length)
        return re.sub(r"[\W_]+", "", text[start : start + length]) or "办法"

    ways = (
        lambda: stretch(choose.randint(2, 9)),
        lambda: stretch(3) + stretch(4),
        lambda: f"{stretch(2)} {stretch(3)}",
        lambda: stretch(4) + "火星",
        lambda: choose.choice(records).title[-6:],
    )
    return [ways[at % len(ways)]() for at in range(number)]


def test_the_numbers_are_true(
    open_page: OpenPage, demo: Site, demo_site: Path, serve_directory: ServeDirectory
) -> None:
    records = tuple(search_records(demo))
    queries = random_queries(records, 60)
    folded = {document.url: [fold(text) for text in fields_of(document)] for document in records}

    def holders(words: str) -> set[str]:
        return {url for url, fields in folded.items() if any(fold(words) in field for field in fields)}

    page = open_page(serve_directory(demo_site) + "/search/")
    wrong: list[tuple[str, str]] = []
    for query, answer in zip(queries, page.evaluate(COUNTS, queries), strict=True):
        found: Mapping[str, set[str]] = {holds: set(urls) for holds, urls in answer["found"].items()}
        if number_key(query) and found.get("number"):
            continue
        apart = [word for word in PARTED.split(query) if word]
        phrase = holders("".join(apart))
        if found.get("phrase", set()) != phrase:
            wrong.append((query, "phrase"))
        if len(apart) > 1 and found.get("apart", set()) != set.intersection(*map(holders, apart)) - phrase:
            wrong.append((query, "apart"))
        words = [word for word, *_ in answer["words"]]
        every = set.intersection(*map(holders, words)) if words else set()
        before = phrase | found.get("apart", set()) | found.get("synonym", set()) | found.get("sound", set())
        if words and len(apart) == 1 and found.get("all", set()) != every - before:
            wrong.append((query, "all"))
        wrong += [(query, word) for word, is_found, _ in answer["words"] if is_found != bool(holders(word))]
        wrong += [(query, word) for word in words if fold(word) not in fold(query)]
    assert wrong == []


@pytest.mark.parametrize(
    "typed",
    ["青禾府规〔2024〕3号", "青禾府规[2024]3号", "青禾府规(2024)3号", "青禾府规【2024】第3号", "青禾府规2024 3"],
)
def test_a_document_number_brings_its_document_alone(
    open_page: OpenPage, tmp_path: Path, serve_directory: ServeDirectory, typed: str
) -> None:
    citing = record("citing", "关于废止文件的决定", "决定废止青禾府规〔2024〕3号文件。")
    near = record("near", "另一个办法", "补贴。", number="青禾府规〔2024〕13号")
    write_site(tmp_path, (*EXAMPLES, citing, near))
    page = open_page(f"{serve_directory(tmp_path)}/sub/search/?q={typed}")
    expect(page.locator("#ui-results > .results > .result")).to_have_count(1)
    expect(page.locator("#ui-results > .results h3")).to_contain_text("加装电梯管理办法")
    expect(page.locator(STATUS)).to_contain_text("文号为")
    hidden = page.locator(".search-mentions .result")
    if typed.endswith(("〕3号", ")3号", "]3号")):  # as it is cited
        expect(hidden).to_have_count(1)
        expect(hidden).to_be_hidden()


def test_a_number_of_nobody_brings_nothing_else(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=青禾府规〔2019〕77号")
    expect(page.locator(STATUS)).to_have_text("没有找到“青禾府规〔2019〕77号”。")
    expect(page.locator(".result")).to_have_count(0)


def test_a_title_is_shown_with_what_the_document_is_about(
    open_page: OpenPage, tmp_path: Path, serve_directory: ServeDirectory
) -> None:
    letter = "各镇人民政府：\n现将《青禾区垃圾分类办法》印发给你们，请遵照执行。\n"
    sent = record("sent", "关于印发《青禾区垃圾分类办法》的通知", letter + "第一条 厨余垃圾每日收运。\n第二条 略。")
    write_site(tmp_path, (*EXAMPLES, sent))
    base = serve_directory(tmp_path) + "/sub/search/"
    page = open_page(f"{base}?q=垃圾分类办法")
    expect(page.locator(".result-excerpt")).to_have_text("第一条 厨余垃圾每日收运。 第二条 略。")
    page.goto(f"{base}?q=多层住宅加装电梯管理办法")
    expect(page.locator(".result-excerpt").first).to_have_text("老旧住宅装电梯怎么申请、补多少钱。")


def test_pages_whose_name_is_in_the_question_stand_above(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=养老的钱不够")
    expect(page.get_by_role("list", name="相关的栏目").get_by_role("link")).to_have_text(["养老"])
    ask(page, "火星")
    expect(page.locator("#ui-ways li")).to_have_count(0)


# --------------------------------------------------------------------------------------- the page and choices

SHIFTS = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize(("width", "height"), [(360, 780), (1440, 900)])
def test_results_stand_at_once_and_nothing_moves(
    open_page: OpenPage, demo_site: Path, serve_directory: ServeDirectory, width: int, height: int
) -> None:
    page = open_page("about:blank", viewport={"width": width, "height": height})
    page.add_init_script(f"({SHIFTS})()")
    address = serve_directory(demo_site) + "/search/"
    for query in ("q=加装电梯", "q=补贴&agency=区民政局", "q=低保怎么申请"):
        page.goto(f"{address}?{query}")
        first = page.locator(".result h3 a").first
        expect(first).to_be_visible()
        expect(page.locator(STATUS)).not_to_contain_text("正在")
        assert page.evaluate("shift") < 0.05
        box = first.bounding_box()
        assert box
        assert box["y"] < (500 if width == 360 else 640)
        page.locator("#ui-q").focus()
        stops = 0
        while not page.evaluate("document.activeElement.closest('.result') !== null"):
            page.keyboard.press("Tab")
            stops += 1
            assert stops < 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_chosen_is_shown_and_taken_off_singly(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=加装电梯&year=2024&agency=区政府")
    chips = page.get_by_role("list", name="已选的条件").get_by_role("button")
    expect(chips).to_have_text(["机构：区政府", "年份：2024", "清除全部条件"])
    expect(page.locator(".result")).to_have_count(1)
    chips.first.click()
    expect(chips).to_have_text(["年份：2024"])
    expect(chips.first).to_be_focused()
    expect(page.locator(".result")).to_have_count(2)
    assert "agency" not in page.url
    page.go_back()
    expect(chips).to_have_count(3)
    chips.last.click()
    expect(chips).to_have_count(0)
    expect(page.locator("#ui-q")).to_be_focused()
    expect(page.locator(".result")).to_have_count(3)


def test_on_a_phone_choices_are_behind_one_button(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=加装电梯&year=2024", viewport={"width": 360, "height": 780})
    expect(page.locator(".result")).to_have_count(2)
    box = page.get_by_role("checkbox", name="区民政局")
    expect(box).to_be_hidden()
    expect(page.locator(".search-narrow > summary")).to_have_text("筛选 （1）")
    page.locator(".search-narrow > summary").click()
    box.check()
    expect(page.locator(".result")).to_have_count(1)
    expect(box).to_be_focused()
    expect(page.locator(".search-narrow > summary")).to_have_text("筛选 （2）")


@pytest.mark.parametrize(("day", "titles"), [("2025-06-01", 3), ("2026-06-01", 2)])
def test_only_what_is_in_force(open_page: OpenPage, address: str, day: str, titles: int) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(".result")).to_have_count(3)
    page.get_by_label("仅看现行有效").check()
    expect(page.locator(".result")).to_have_count(titles)
    assert "in_force=1" in page.url
    page.go_back()
    expect(page.get_by_label("仅看现行有效")).not_to_be_checked()


def test_choices_that_leave_nothing_say_so(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=加装电梯&year=2021&agency=区民政局")
    expect(page.locator(STATUS)).to_have_text("所选条件下没有找到“加装电梯”。")
    expect(page.locator(".search-none li").first).to_have_text("去掉一些条件再看。")


def test_before_anything_is_asked_the_page_shows_ways_in(open_page: OpenPage, address: str) -> None:
    for options in ({}, {"java_script_enabled": False}):
        page = open_page(address, **options)
        expect(page.get_by_role("link", name="养老")).to_be_visible()
        expect(page.get_by_role("link", name="青禾府规〔2024〕3号")).to_be_visible()
        expect(page.locator(".search-tools")).to_be_hidden()
        page.close()


def test_paper_has_the_results(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=加装电梯")
    expect(page.locator(".result")).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator(".result").first).to_be_visible()
    for what in (".search-side", ".search-tools", ".search-start", ".big-search button"):
        expect(page.locator(what).first).to_be_hidden()


def test_old_engines_search_too(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank")
    page.add_init_script(
        "for (const name of ['findLast', 'findLastIndex', 'at']) delete Array.prototype[name];"
        "delete String.prototype.replaceAll; delete String.prototype.at; delete Element.prototype.replaceChildren;"
    )
    page.goto(f"{address}?q=加装电梯")
    expect(page.locator(".result")).to_have_count(3)


@pytest.mark.parametrize("query", ["", "?q=火星移民", "?q=青禾府规〔2024〕3号", "?q=加装电梯&year=2024"])
def test_axe_finds_nothing(open_page: OpenPage, address: str, axe: Callable[[Page], list[str]], query: str) -> None:
    page = open_page(address + query)
    if query:
        expect(page.locator(STATUS)).not_to_contain_text("正在")
        expect(page.locator(STATUS)).not_to_be_empty()
    assert axe(page) == []


def test_the_page_is_light(demo_site: Path) -> None:
    """HTML, styles and scripts as a server sends them, less than 30 KB; the index comes when something is asked."""
    html = (demo_site / "search/index.html").read_bytes()
    scripts = ["prefer", "site", "validity", "search", "dom", "search-asker", "search-choices", "search-results"]
    files = [*(f"{name}.js" for name in scripts), "site.css", "search.css"]
    sizes = [
        len(gzip.compress(data, 6)) for data in (html, *((demo_site / "static" / name).read_bytes() for name in files))
    ]
    assert sum(sizes) < 30_000
