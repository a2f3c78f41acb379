"""The page of a document in a real browser: what follows the reader, what an article offers, the way through the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DEMO_DAY, AxeChecker, OpenPage, ServeDirectory

ENDED, IN_FORCE, ENDING = "/policies/qh-2021-dianti/", "/policies/qh-2024-dianti/", "/policies/qh-2022-jiuqu-gengxin/"
AMENDED, COMING = "/policies/qh-2022-tingche/", "/policies/qh-2026-chengshi-gengxin/"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def read_on(open_page: OpenPage, url: str, day: date, **options: object) -> Page:
    page = open_page("about:blank", **options)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


def line_seen(page: Page) -> str:
    """What the line at the top of the screen says; nothing where none is to be seen there."""
    return str(
        page.evaluate("""() => {
          const found = document.elementFromPoint(innerWidth / 2, 20);
          const line = found && found.closest(".following p");
          return line ? line.innerText.replace(/\\s+/g, " ").trim() : "";
        }""")
    )


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_who_lands_on_an_article_sees_how_the_document_stands(
    open_page: OpenPage, address: str, viewport: dict[str, int]
) -> None:
    page = open_page("about:blank", viewport=viewport)
    for url, day, said in (
        (f"{ENDED}#tiao-9", DEMO_DAY, "废止 自2025年1月1日起废止 请看新文件"),
        (f"{IN_FORCE}#tiao-9", DEMO_DAY, ""),
        (f"{IN_FORCE}#tiao-9", date(2029, 12, 1), "即将到期 有效期至2029年12月31日"),
        (f"{IN_FORCE}#tiao-9", date(2030, 1, 1), "失效 有效期至2029年12月31日"),
        (f"{ENDING}#tiao-3", DEMO_DAY, "即将废止 自2027年1月1日起废止"),
        (f"{COMING}#tiao-9", DEMO_DAY, "尚未施行 自2027年1月1日起施行"),
        (f"{COMING}#tiao-9", date(2027, 1, 1), ""),
        (f"{AMENDED}#tiao-9", date(2025, 3, 31), "现行有效 部分内容将有改动 查看改动"),
        (f"{AMENDED}#tiao-9", DEMO_DAY, "现行有效 部分内容已有改动 查看改动"),
    ):
        page.goto("about:blank")  # from elsewhere: to another day of the same place a browser would not go
        page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
        page.goto(address + url)
        assert line_seen(page).startswith(said) if said else line_seen(page) == "", (url, day)
        place = page.locator(":target").bounding_box()
        assert place is not None
        assert 48 <= place["y"] <= 200, (url, day)  # below the line


def test_the_line_is_there_without_scripts_and_never_twice(open_page: OpenPage, address: str) -> None:
    page = open_page(address + ENDED, java_script_enabled=False, viewport=PHONE)
    line = page.locator(".following p:not([hidden])")
    expect(line).to_have_count(1)
    top = page.evaluate("document.querySelector('.following').getBoundingClientRect().bottom")
    assert top <= page.evaluate("document.querySelector('.document-head').getBoundingClientRect().bottom") + 1


def test_who_comes_to_the_line_with_the_keyboard_sees_it(open_page: OpenPage, address: str) -> None:
    page = open_page(address + ENDED, viewport=PHONE)
    link = page.locator(".following p:not([hidden]) a")
    link.focus()
    assert link.evaluate(
        """(link) => {
          const box = link.getBoundingClientRect();
          return link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
        }"""
    )


def test_the_text_begins_on_the_first_screen_of_a_phone(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + "/policies/qh-2024-dianti/", DEMO_DAY, viewport=PHONE)
    assert page.evaluate("document.querySelector('.prose').getBoundingClientRect().top") < 700
    for words in (".summary", ".facts a[href^='tel:']"):
        expect(page.locator(words).first).to_be_in_viewport()


def test_the_elements_are_folded_on_a_phone_and_on_paper_and_a_desk_they_are_not(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address + IN_FORCE, viewport=PHONE, java_script_enabled=False)
    elements = page.locator(".elements")
    expect(elements).to_be_hidden()
    page.get_by_text("文件要素").click()
    expect(elements).to_be_visible()
    page.get_by_text("文件要素").click()
    page.emulate_media(media="print")
    expect(elements).to_be_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(elements).to_be_visible()


def test_a_number_is_said_once(open_page: OpenPage, address: str) -> None:
    page = open_page(address + IN_FORCE, viewport=DESK)
    head = page.locator(".document-head").inner_text() + page.locator(".elements").inner_text()
    assert head.count("青禾府规〔2024〕9号") == 1
    assert head.count("现行有效") == 1


def open_control(page: Page, anchor: str) -> None:
    page.locator(f"#{anchor} .anchor").filter(visible=True).first.click()
    expect(page.locator(".citing")).to_be_visible()


def test_an_article_is_copied_and_cited_with_its_status_on_the_day(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + ENDED, DEMO_DAY, permissions=["clipboard-read", "clipboard-write"])
    open_control(page, "tiao-9")
    expect(page.get_by_role("button", name="复制链接")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{ENDED}#tiao-9" == page.url
    page.get_by_role("button", name="复制引用").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    published = page.evaluate("fetch('/data/verify/qh-2021-dianti.json').then((file) => file.json())")
    code = published["texts"][0]["clauses"]["tiao-9"]["sha256"][:16]
    assert page.evaluate("navigator.clipboard.readText()") == (
        "《青禾区既有多层住宅加装电梯实施办法（试行）》（青禾府办规〔2021〕1号）第九条"
        f"（废止，自2025年1月1日起废止，2026年11月22日查，校验码{code}）"
        "https://qinghe.example/policies/qh-2021-dianti/#tiao-9"
    )
    page.keyboard.press("Escape")
    expect(page.locator(".citing")).to_have_count(0)
    expect(page.locator("#tiao-9 .anchor")).to_be_focused()


def test_a_changed_article_is_cited_with_the_change(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, address + AMENDED, date(2025, 3, 31), permissions=["clipboard-read", "clipboard-write"])
    open_control(page, "tiao-9")
    page.get_by_role("button", name="复制引用").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert "本条将于2025年4月1日被" in page.evaluate("navigator.clipboard.readText()")


def test_without_a_clipboard_the_words_are_copied_or_stand_there(open_page: OpenPage, address: str) -> None:
    for works in (True, False):
        page = open_page("about:blank")
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            f"document.execCommand = () => {str(works).lower()};"
        )
        page.goto(address + IN_FORCE)
        open_control(page, "tiao-9")
        page.get_by_role("button", name="复制引用").click()
        if works:
            expect(page.get_by_role("status")).to_have_text("已复制")
            expect(page.locator(".citing textarea")).to_be_hidden()
        else:
            expect(page.locator(".citing textarea")).to_have_value(
                page.locator("#ui-citing").get_attribute("data-cite")
                + "第九条"  # type: ignore[operator]
                + page.locator(".citing textarea").input_value().split("第九条", 1)[1]
            )
            expect(page.locator(".citing textarea")).to_be_focused()


def test_the_address_of_a_feed_is_copied(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/tags/yang-lao/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".takeaway summary").click()
    page.get_by_role("button", name="复制地址").click()
    expect(page.locator(".takeaway [role=status]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/tags/yang-lao/feed.xml")


def test_by_touch_there_is_no_sign_before_the_text_and_the_number_is_large_enough(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address + IN_FORCE, viewport=PHONE, has_touch=True, is_mobile=True)
    sizes = page.locator(".prose .anchor").evaluate_all(
        "(all) => all.map((a) => [a.textContent, a.getClientRects()[0].height, a.getClientRects()[0].width])"
    )
    assert all(text and height >= 24 and width >= 24 for text, height, width in sizes)
    page.locator("#tiao-9 .anchor").tap()
    buttons = page.locator(".citing button").evaluate_all("(all) => all.map((b) => b.getBoundingClientRect().height)")
    assert len(buttons) == 2
    assert min(buttons) >= 24


def test_without_scripts_the_number_of_an_article_leads_to_it(open_page: OpenPage, address: str) -> None:
    page = open_page(address + IN_FORCE, java_script_enabled=False)
    page.locator("#tiao-9 .anchor").click()
    assert page.url.endswith("#tiao-9")


def test_articles_are_headings_and_the_place_is_marked(open_page: OpenPage, address: str) -> None:
    page = open_page(address + ENDED, viewport=DESK)
    expect(page.get_by_role("heading", name="第九条")).to_have_attribute("aria-level", "3")
    contents = page.get_by_role("navigation", name="目录")
    contents.get_by_role("link", name="第九条").click()
    expect(contents.locator("[aria-current]")).to_have_text("第九条")
    page.evaluate("scrollTo(0, 0)")
    expect(contents.locator("[aria-current]")).to_have_count(0)


def test_without_requestanimationframe_or_a_control_the_rest_goes_on(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank", may_fail=True)
    page.add_init_script("window.IntersectionObserver = undefined; Element.prototype.closest = undefined;")
    page.goto(address + ENDED + "#tiao-9")
    assert page.locator(".toc a[aria-current]").count() == 1


def test_the_way_to_the_contents_lies_on_nothing(open_page: OpenPage, address: str) -> None:
    page = open_page(address + IN_FORCE, viewport=PHONE)
    page.evaluate("document.querySelector('.prose').lastElementChild.scrollIntoView()")
    last, way = page.locator(".prose > :last-child").bounding_box(), page.locator(".to-contents").bounding_box()
    assert last is not None
    assert way is not None
    assert way["x"] == 0
    assert way["width"] == PHONE["width"]
    assert last["y"] + last["height"] <= way["y"] + 1


def test_a_question_says_what_it_is_about(open_page: OpenPage, address: str) -> None:
    link = open_page(address + IN_FORCE).get_by_role("link", name="就本文件提问").get_attribute("href") or ""
    to, _, rest = link.partition("?")
    assert to == "mailto:zf@qinghe.example"
    words = open_page("about:blank").evaluate("(rest) => [...new URLSearchParams(rest)]", rest)
    assert dict(words)["subject"] == "就文件提问：青禾府规〔2024〕9号"
    assert (
        "《云岚市青禾区人民政府关于印发〈青禾区既有多层住宅加装电梯办法〉的通知》（青禾府规〔2024〕9号）" in words[1][1]
    )
    assert f"https://qinghe.example{IN_FORCE}" in words[1][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_control_open(
    open_page: OpenPage, address: str, axe: AxeChecker, scheme: str
) -> None:
    page = open_page(address + ENDED, color_scheme=scheme, bypass_csp=True, viewport=PHONE)
    open_control(page, "tiao-9")
    assert axe(page, colours=True if scheme == "dark" else None) == []


def test_a_former_address_keeps_the_article(open_page: OpenPage, address: str, demo_site: Path) -> None:
    moved = next(path for path in demo_site.rglob("index.html") if "moved.js" in path.read_text(encoding="utf-8"))
    page = open_page(f"{address}/{moved.parent.relative_to(demo_site).as_posix()}/#tiao-5")
    page.wait_for_url("**/policies/*/#tiao-5")


@pytest.mark.parametrize(
    ("url", "day", "said"),
    [
        ("/interpretations/qh-2024-dianti-jiedu/", DEMO_DAY, ""),
        ("/interpretations/qh-2024-dianti-jiedu/", date(2030, 1, 1), "失效 本文所涉的文件已不再有效 查看说明"),
    ],
)
def test_the_line_follows_on_what_is_about_a_document(
    open_page: OpenPage, address: str, url: str, day: date, said: str
) -> None:
    page = read_on(open_page, address + url, day, viewport=PHONE)
    page.locator(".prose > :last-child").scroll_into_view_if_needed()
    assert line_seen(page) == said
    if said:
        page.locator(".following a").filter(visible=True).click()
        expect(page.locator("#ui-outdated")).to_be_in_viewport()


@pytest.mark.parametrize("url", [IN_FORCE, "/interpretations/qh-2024-dianti-jiedu/"])
def test_the_address_is_a_symbol_on_paper_and_not_on_the_screen(open_page: OpenPage, address: str, url: str) -> None:
    page = open_page(address + url)
    symbol = page.locator(".qr")
    expect(symbol).to_be_hidden()
    page.emulate_media(media="print")
    expect(symbol).to_be_visible()
    box = symbol.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"])
    assert box["width"] >= 90  # 2.4 cm: 0.6 mm a module
    expect(page.locator(".print-address")).to_have_text(f"https://qinghe.example{url}")


def test_no_cell_of_a_table_lies_on_what_stays_on_the_screen(open_page: OpenPage, address: str) -> None:
    page = read_on(open_page, f"{address}{ENDED}", DEMO_DAY, viewport=PHONE)
    for edge, bar in (("top", ".following"), ("bottom", ".to-contents")):
        page.evaluate(
            """(edge) => {
              const box = document.querySelector(".prose th").getBoundingClientRect();
              scrollBy(0, (edge === "top" ? box.top : box.bottom - innerHeight) + (edge === "top" ? -5 : 5));
            }""",
            edge,
        )
        assert page.evaluate(
            """(bar) => {
              const [cell, line] = [".prose th", bar].map((one) => document.querySelector(one).getBoundingClientRect());
              const top = Math.max(cell.top, line.top), bottom = Math.min(cell.bottom, line.bottom);
              return bottom > top && !!document.elementFromPoint(cell.left + 9, (top + bottom) / 2).closest(bar);
            }""",
            bar,
        )
