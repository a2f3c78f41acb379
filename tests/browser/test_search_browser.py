"""The search page in a real browser, over a small site of invented documents."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from disclosure.text.normalise import COMMON, fold, simplified_characters
from tests.search_examples import EXAMPLES, record, write_site

OpenPage = Callable[..., Page]
VECTORS = Path(__file__).parent.parent / "data/normalise-vectors.json"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("search")
    write_site(folder)
    return serve_directory(folder) + "/sub/search/"


def titles(page: Page) -> list[str]:
    expect(page.locator("#ui-status")).not_to_have_text("正在搜索……")
    return page.locator(".result h3 a").all_inner_texts()


def search(page: Page, words: str) -> list[str]:
    page.locator("#ui-q").fill(words)
    page.locator("#ui-q").press("Enter")
    return titles(page)


LIFT = "青禾区既有多层住宅加装电梯管理办法"
OLD = "青禾区加装电梯试点方案"
EXPLAINED = "一图读懂：加装电梯有哪些补贴"
ELDERLY = "青禾区养老服务补贴办法"
DISCLOSURE = "青禾区政府信息公开工作规定"
GUIDE = "青禾区政府信息公开指南"


def test_what_readers_type(open_page: OpenPage, site: str) -> None:
    page = open_page("about:blank")
    for words, first in (
        ("加装电梯", [LIFT, OLD, ELDERLY]),
        ("多层住宅", [LIFT, ELDERLY]),
        ("信息公开", [GUIDE, DISCLOSURE]),
        ("信息公開", [GUIDE, DISCLOSURE]),
        ("养老　服务 补贴", [ELDERLY]),
        ("ＰＭ２．５", [DISCLOSURE]),
        ("青禾府规[2024]3号", [LIFT]),
        ("青禾府办规2023 12", [DISCLOSURE]),
        ("xinxigongkai", [GUIDE, DISCLOSURE]),
        ("ylfwbt", [ELDERLY]),
        ("青禾府规２０２４３", [LIFT]),
        ("青禾府规【2024】3", [LIFT]),
        ("jiazhuangdianti", [LIFT, OLD]),
        ("jzdt", [LIFT, OLD]),
        ("加装電梯", [LIFT, OLD]),
        ("装电", [LIFT, OLD]),
        ("给老年人装电梯，有补贴吗？", [ELDERLY]),
        ("申", [DISCLOSURE, LIFT, ELDERLY]),
        (LIFT, [LIFT]),
    ):
        page.goto(f"{site}?q={words}")
        assert titles(page)[: len(first)] == first, words


def test_a_result_names_the_matching_article_and_shows_it(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    search(page, "为老年人加装")
    result = page.locator(".result")
    expect(result).to_have_count(1)
    expect(result.locator("mark")).to_have_text("为老年人加装")
    link = result.locator(".result-excerpt a")
    expect(link).to_have_text("第四条")
    assert str(link.get_attribute("href")).endswith("/sub/policies/elderly/#tiao-203")
    expect(result.locator(".badge")).to_have_text("现行有效")
    expect(result.locator(".result-facts")).to_have_text(
        "青禾民规〔2024〕1号青禾区民政局2024年6月1日自2024年7月1日起施行"
    )


def test_the_badge_is_of_the_readers_day(site: str, browser: Browser) -> None:
    for day, badge in (("2025-12-31T12:00:00+08:00", "现行有效"), ("2026-01-01T00:30:00+08:00", "失效")):
        context = browser.new_context()
        page = context.new_page()
        page.clock.set_fixed_time(day)
        page.goto(f"{site}?q=试点方案")
        expect(page.locator(".badge")).to_have_text(badge)
        replaced = page.locator(".result-remark", has_text="已由《加装电梯管理办法》接替。")
        expect(replaced).to_have_count(int(badge == "失效"))
        context.close()


def test_a_result_found_by_a_tag_says_so(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    assert search(page, "老旧小区") == [LIFT]
    expect(page.locator(".result-facts")).to_contain_text("标签：老旧小区")
    search(page, "加装电梯")
    expect(page.locator(".result-facts").first).not_to_contain_text("标签")


def test_an_interpretation_stands_under_its_policy(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=加装电梯")
    below = page.locator(".result", has_text=LIFT).locator(".result-below a")
    expect(below).to_have_text(EXPLAINED)


def test_raw_text_stays_text(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=不是标记")
    expect(page.locator(".result-excerpt")).to_contain_text("<b>不是</b>标记")


def test_the_address_is_the_form_and_back_works(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    search(page, "加装电梯")
    page.get_by_role("checkbox", name="区民政局").check()
    expect(page.locator(".result")).to_have_count(1)
    assert "agency=" in page.url
    assert "q=" in page.url
    page.go_back()
    expect(page.locator(".result")).to_have_count(3)
    expect(page.get_by_role("checkbox", name="区民政局")).not_to_be_checked()
    page.go_forward()
    expect(page.locator(".result")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="区民政局")).to_be_checked()
    page.reload()
    expect(page.locator(".result")).to_have_count(1)


def test_choices_without_words_list_documents_and_load_no_index(open_page: OpenPage, site: str) -> None:
    page = open_page("about:blank")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{site}?year=2024")
    assert titles(page) == [ELDERLY, LIFT]
    assert not [url for url in loaded if ".pf_" in url or "pagefind" in url]


def test_nothing_is_loaded_before_the_reader_turns_to_the_form(open_page: OpenPage, site: str) -> None:
    page = open_page("about:blank")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(site)
    page.wait_for_load_state("networkidle")
    assert not [url for url in loaded if "search-index" in url or "worker" in url]


def test_the_keyboard_alone_reaches_every_result(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=加装电梯")
    titles(page)
    page.keyboard.press("/")
    expect(page.locator("#ui-q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result h3 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#ui-q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#ui-q")).to_be_focused()


def test_nothing_is_asked_while_an_input_method_composes(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    page.locator("#ui-q").focus()
    page.evaluate(
        """() => {
          const field = document.getElementById("ui-q");
          field.dispatchEvent(new CompositionEvent("compositionstart"));
          field.value = "jia'zhuang";
          field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }"""
    )
    page.wait_for_timeout(600)
    expect(page.locator("#ui-status")).to_have_text("")
    page.evaluate(
        """() => {
          const field = document.getElementById("ui-q");
          field.value = "加装";
          field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }"""
    )
    expect(page.locator("#ui-status")).to_have_text("连续写有“加装”的 4 条。")


def test_what_is_not_there_is_said(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=火星移民")
    expect(page.locator("#ui-status")).to_have_text("没有找到“火星移民”。没有文件含有“火星”、“移民”。")
    expect(page.locator(".search-none")).to_contain_text("少写几个字")
    expect(page.get_by_role("link", name="养老")).to_be_visible()  # a way in
    expect(page.get_by_role("link", name="000-66000001")).to_be_visible()
    expect(page.locator("#ui-results h2, .result")).to_have_count(0)


def test_the_nearest_is_offered_with_what_was_tried(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=火星电梯")
    assert titles(page)[0] == LIFT
    expect(page.locator("#ui-status")).to_have_text(
        "没有文件连续写有“火星电梯”。只含有部分字词或近义词的 4 条。没有文件含有“火星”。"
    )


@pytest.fixture(scope="module")
def numbers_site(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[[Path], str]) -> str:
    """Documents of one line each, called by it."""
    folder = tmp_path_factory.mktemp("numbers")
    write_site(folder, tuple(record(f"n{at}", f"文件{at:02}", line) for at, line in enumerate(NUMBERS)))
    return serve_directory(folder) + "/sub/search/"


NUMBERS = (
    "增长2.5%。",
    "共2项，每项5件。",
    "第2、3组，合计15人。",
    "第2、5条。",
    "增长2.20%，第2、20项。",
    "按《管理办法》规定执行，由本市。应当",
    "管理办法另有规定，本市应当",
    "补助100,000元。",
    "补助１００，０００元。",
    "补助100000元，另补1000.50元。",
    "补助10万元，另补1,000.50元。",
    "（二○○四年六月十六日会议通过）",
    "二〇〇四年六月十六日印发。",
    "二零零四年六月十六日施行。",
    "二OO四年六月，二oo四年七月。",
    "二00四年六月十六日。",
    "温度25℃，面积90㎡。",
    "温度25°C，面积90m²。",
    "青政〔2024〕3号，共13件。",
    "青政(2024)15号，共3件。",
    "电话0571-8800-1234。",
    "3·15晚会。",
)


EXACT = {
    "2.5": [0],
    "２．５％": [0],
    "2、5": [3],
    "2.20": [4],
    "2、20": [4],
    "2.2": [4],
    "管理办法》规定": [5],
    "本市。应当": [5],
    "管理办法 规定": [5, 6],
    "第2、3组": [2],
    "100000": [7, 8, 9],
    "100,000": [7, 8, 9],
    "１００，０００元": [7, 8, 9],
    "10万元": [10],
    "1000.50": [9, 10],
    "1,000.5": [9, 10],
    "二○○四年": [11, 12, 13, 14, 15],
    "二〇〇四年六月": [11, 12, 13, 14, 15],
    "二零零四年六月十六日": [11, 12, 13, 15],
    "二OO四年七月": [14],
    "二00四": [11, 12, 13, 14, 15],
    "25℃": [16, 17],
    "25°C": [16, 17],
    "90㎡": [16, 17],
    "〔2024〕3": [18],
    "[2024] 3": [18, 19],
    "2024-3": [18],
    "0571-8": [20],
    "3.15": [21],
    "3·15": [21],
}
"""Queries, and the numbers of the lines that contain them; words typed apart may stand apart."""

FINDINGS = """async (queries) => {
  const { openIndex } = await import("/sub/static/search-index.js");
  const { findings } = await import("/sub/static/search-query.js");
  const index = await openIndex(new URL("/sub/search-index/", location).href).view({});
  return Promise.all(queries.map(async (query) => {
    let last;
    for await (const answer of findings(index, query)) last = answer;
    const exact = last.hits.filter(({ section }) => section === 0);
    const titles = await Promise.all(exact.map(async ({ document }) => (await index.piece(document)).head.title));
    const named = (last.words ?? []).filter(([, isFound, isWord]) => isFound || isWord);
    return [titles.sort(), named.map(([word]) => word)];
  }));
}"""


def test_exact_is_adjacent_however_numbers_are_written(open_page: OpenPage, numbers_site: str) -> None:
    found = open_page(numbers_site).evaluate(FINDINGS, list(EXACT))
    exact = {query: [int(title[2:]) for title in titles] for query, (titles, _) in zip(EXACT, found, strict=True)}
    assert exact == EXACT


def test_numbers_are_shown_as_they_are_written(open_page: OpenPage, numbers_site: str) -> None:
    for query, line in {
        "二〇〇四年六月十六日会议": "（二○○四年六月十六日会议通过）",
        "100000元": "补助１００，０００元。",
    }.items():
        page = open_page(f"{numbers_site}?q={query}")
        titles(page)
        shown = page.locator(".result-excerpt", has_text=line)
        expect(shown).to_have_count(1)
        assert shown.locator("mark").inner_text() in line


NAMED = {
    "WiFi": ["WiFi"],
    "ＷｉＦｉ": ["ＷｉＦｉ"],
    "Wi-Fi密码": ["Wi-Fi", "密码"],
    "iPhone15手机": ["iPhone15", "手机"],
    "GB/T9704.1-2012": ["GB/T9704.1-2012"],
    "123,456元": ["123,456", "元"],
    "二○○四年火星": ["二○○四", "年"],
    "外卖骑手": ["外卖骑手"],
    "外卖骑手 火星": ["外卖骑手", "火星"],
    "火星外卖骑手移民": [],
    "核聚变托卡马克": [],
    "火星 WiFi": ["火星", "WiFi"],
}


def test_words_are_named_whole(open_page: OpenPage, site: str) -> None:
    found = open_page(site).evaluate(FINDINGS, list(NAMED))
    assert {query: named for query, (_, named) in zip(NAMED, found, strict=True)} == NAMED
    page = open_page(f"{site}?q=外卖骑手 WiFi")
    expect(page.locator("#ui-status")).to_have_text("没有找到“外卖骑手WiFi”。没有文件含有“外卖骑手”、“WiFi”。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_page: OpenPage, site: str, axe: Callable[..., list[str]], scheme: Literal["light", "dark"]
) -> None:
    page = open_page(f"{site}?q=加装电梯补贴&agency=区政府")
    page.emulate_media(color_scheme=scheme)
    titles(page)
    assert axe(page, colours=True if scheme == "dark" else None) == []
    page.locator("#ui-q").fill("青")
    expect(options_in(page)).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    assert axe(page, colours=True if scheme == "dark" else None) == []


def options_in(page: Page) -> Locator:
    return page.locator(".suggestions [role=option]")


def test_suggestions_are_a_combobox(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    page.locator("#ui-q").focus()  # which loads it
    field = page.get_by_role("combobox", name="搜索政策文件")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("電梯")
    options = options_in(page)
    expect(options).to_have_text([EXPLAINED, LIFT, OLD])
    expect(page.get_by_role("listbox", name="搜索建议")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("電梯")
    field.press_sequentially("管")
    field.press("Backspace")
    expect(options).to_have_count(3)


@pytest.mark.parametrize("by", ["keys", "click"])
def test_a_suggestion_with_a_page_of_its_own_is_opened(open_page: OpenPage, site: str, by: str) -> None:
    page = open_page(site, may_fail=True)  # the page is not there
    page.locator("#ui-q").press_sequentially("试点")
    expect(options_in(page)).to_have_text([OLD])
    with page.expect_navigation(url="**/sub/policies/lift-old/"):
        if by == "click":
            options_in(page).first.click()
        else:
            page.keyboard.press("ArrowUp")
            page.keyboard.press("Enter")


def test_any_other_suggestion_is_searched_for(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    page.locator("#ui-q").press_sequentially("人民政府办")
    expect(options_in(page)).to_have_text(["青禾区人民政府办公室"])
    options_in(page).first.click()
    expect(page.locator("#ui-q")).to_have_value("青禾区人民政府办公室")
    expect(page.locator("#ui-q")).to_be_focused()
    expect(options_in(page)).to_have_count(0)
    assert titles(page)[0] == DISCLOSURE


def test_what_is_suggested(open_page: OpenPage, site: str) -> None:
    page = open_page("about:blank")
    for typed, suggested in (
        ("民政局", ["青禾区民政局发文机关"]),
        ("老旧", ["老旧小区标签"]),
        ("养老", ["养老标签", ELDERLY]),
        ("府办规2023", ["青禾府办规〔2023〕12号"]),
        ("火星", []),
    ):
        page.goto(site)
        page.locator("#ui-q").press_sequentially(typed)
        expect(page.locator("#ui-status")).not_to_be_empty()
        expect(options_in(page)).to_have_text(suggested)


def test_suggestions_are_loaded_once_and_not_for_every_key(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.locator("#ui-q").press_sequentially("多层住宅加装电梯")
    expect(page.locator("#ui-status")).to_contain_text("连续写有")
    assert len([url for url in loaded if "/suggest/" in url]) == len({url for url in loaded if "/suggest/" in url}) <= 3


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[[Path], str]) -> str:
    """More than one search goes through: only the library of the last document and the latest years are."""
    folder = tmp_path_factory.mktemp("large")
    years = [("notices", 2018), ("notices", 2019), ("rules", 2018), ("notices", 2024)]
    records = tuple(
        record(
            f"{library}-{year}",
            f"{year}年{library}",
            "加装电梯的规定。" * 10,
            published_on=f"{year}-05-01",
            facets={"library": (library,), "year": (str(year),)},
        )
        for library, year in years
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disclosure.search.shards.LARGEST", 100)
        patch.setattr("disclosure.search.shards.AT_ONCE", 170)
        patch.setattr("disclosure.search.index.AT_ONCE", 170)  # what browsers are told
        patch.setattr("disclosure.search.shards.NEWEST", 0)
        write_site(folder, records)
    return serve_directory(folder) + "/sub/search/"


def test_what_was_not_searched_is_said_and_can_be_searched(open_page: OpenPage, large_site: str) -> None:
    page = open_page(f"{large_site}?q=加装电梯")
    assert titles(page) == ["2024年notices", "2019年notices"]
    expect(page.locator("#ui-left")).to_have_text("只搜索了较新的文件，2018 年及以前的 2 篇没有搜索。")
    page.get_by_label("搜索全部文件").check()
    expect(page.locator(".result")).to_have_count(4)
    assert "scope=all" in page.url
    expect(page.locator("#ui-left")).to_be_empty()
    page.go_back()
    expect(page.locator(".result")).to_have_count(2)
    page.get_by_role("checkbox", name="rules").check()
    assert titles(page) == ["2018年rules"]
    expect(page.locator("#ui-scope")).to_be_hidden()


def test_the_hint_about_a_key_is_not_for_touch_screens(site: str, browser: Browser) -> None:
    for touch in (False, True):
        context = browser.new_context(has_touch=touch, is_mobile=touch)
        page = context.new_page()
        page.goto(site)
        expect(page.locator(".search-key")).to_be_visible(visible=not touch)
        context.close()


def test_an_article_is_named_once(open_page: OpenPage, site: str) -> None:
    page = open_page(f"{site}?q=业主自愿")
    expect(page.locator(".result-excerpt")).to_have_text(
        "第二条 加装电梯应当遵循业主自愿、政府引导的原则。 第三条 区政府对加装电梯给予资金补贴，每台不超过20万元。"
    )


def test_the_browser_folds_text_as_the_build_does(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    table = simplified_characters()
    tables = {"traditional": "".join(table), "simplified": "".join(table.values()), "common": sorted(COMMON)}
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    answers = page.evaluate(
        """async ([tables, vectors]) => {
          const { textRules } = await import("/sub/static/search-text.js");
          const rules = textRules(tables);
          return {
            fold: vectors.fold.map(({ text }) => ({ text, folded: rules.fold(text) })),
            phrase: vectors.phrase.map(({ query }) => ({ query, ...rules.phrase(query) })),
            number_key: vectors.number_key.map(({ text }) => ({ text, key: rules.numberKey(text) })),
          };
        }""",
        [tables, vectors],
    )
    assert answers == vectors


def test_every_stretch_of_a_text_brings_its_document_back(open_page: OpenPage, site: str) -> None:
    choose = random.Random(7)
    stretches = []
    for _ in range(150):
        example = choose.choice(EXAMPLES)
        words = "".join(example.text.split())
        start = choose.randrange(len(words) - 2)
        stretches.append((words[start : start + choose.randint(2, 12)], example.url))
    page = open_page(site)
    found = page.evaluate(
        """async (queries) => {
          const { openIndex } = await import("/sub/static/search-index.js");
          const { exactHits } = await import("/sub/static/search-query.js");
          const index = await openIndex(new URL("/sub/search-index/", location).href).view({});
          return Promise.all(queries.map(async (query) => {
            const exact = await exactHits(index, query);
            return Promise.all([...exact.keys()].map(async (document) => (await index.piece(document)).head.url));
          }));
        }""",
        [stretch for stretch, _ in stretches],
    )
    lost = [stretch for (stretch, url), urls in zip(stretches, found, strict=True) if fold(stretch) and url not in urls]
    assert lost == []
