"""Pages on paper and in colours that the reader's system sets: signs without backgrounds, days, numbers of pages."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory

KINDS = (
    "/",
    "/library/",
    "/normative/",
    "/status/soon/",
    "/catalogue/",
    "/catalogue/yanglao-fuwu/",
    "/tags/yang-lao/",
    "/agencies/qh-zf/",
    "/policies/qh-2025-dianche/",
    "/policies/qh-2021-dianti/",
    "/policies/qh-2023-yiliao-jiuzhu/",
    "/policies/qh-2023-yiliao-jiuzhu/2026-12-01/",
    "/policies/qh-2024-dianti/compare/qh-2021-dianti/",
    "/interpretations/qh-2023-zhucan-jiedu/",
    "/interpretations/qh-2026-jiating-yisheng-yinpin/",
    "/questions/",
    "/questions/dianti-feiyong/",
    "/services/jiazhuang-dianti/",
    "/events/gongkaijiang-2027-dianti/",
    "/disclosure/proactive/",
    "/reports/nianbao-2025-qh-zf/",
    "/404.html",
)


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


def on_paper(open_page: OpenPage, url: str, day: date, **options: object) -> Page:
    page = open_page("about:blank", **options)
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)
    return page


FAULTS = """() => {
  const seen = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && !one.closest("figure"));
  const light = (one) => {
    const [r, g, b, a = 1] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
    return 1 - a * (1 - (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255) > 0.5;
  };
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const named = (faults, what) => faults.map((one) => `${what}: ${one.outerHTML.slice(0, 90)}`);
  return [
    ...named(seen.filter((one) => own(one) && light(one)), "pale without its background"),
    ...named(seen.filter((one) => getComputedStyle(one).position === "fixed"), "fixed"),
    ...named(seen.filter((one) => getComputedStyle(one).position === "sticky" && !one.closest("table")), "sticky"),
    ...named(seen.filter((one) => one.matches("button, input, select, textarea")), "to be pressed or filled in"),
  ];
}"""


def test_nothing_on_paper_is_pale_or_sticks_or_is_to_be_pressed(open_page: OpenPage, address: str) -> None:
    page = open_page(address, color_scheme="dark")
    page.get_by_role("button", name="高对比").click()
    page.emulate_media(media="print")
    faults = {}
    for url in KINDS:
        page.goto(address + url, wait_until="domcontentloaded")
        faults[url] = page.evaluate(FAULTS)
    assert faults == {url: [] for url in KINDS}


def test_paper_has_numbers_of_pages_where_it_comes_from_and_the_day_of_printing(
    open_page: OpenPage, address: str
) -> None:
    page = on_paper(open_page, address + "/policies/qh-2025-dianche/", date(2026, 12, 24))
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert [f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(sheets)
    assert "https://qinghe.example/policies/qh-2025-dianche/" in sheets[-1]
    assert page.locator("[data-printed]").text_content() == "打印于2026年12月24日。"


def test_a_page_left_open_is_printed_with_what_holds_on_the_day_of_printing(open_page: OpenPage, address: str) -> None:
    page = on_paper(open_page, address + "/policies/qh-2026-chengshi-gengxin/", DEMO_DAY)
    badge = page.locator(".standing-words .badge").filter(visible=True).first
    assert badge.inner_text() == "尚未施行"
    page.clock.set_fixed_time("2027-01-01T09:00:00+08:00")
    page.pdf()
    assert badge.inner_text() == "现行有效"


def test_without_scripts_paper_says_of_which_day_it_is(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/library/", java_script_enabled=False)
    assert "本页生成于2026年11月22日。" in (page.locator(".print-source").text_content() or "")


def test_on_paper_one_item_of_the_catalogue_is_a_row_of_a_wide_sheet(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/catalogue/yanglao-fuwu/")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    assert len(sheets) < page.locator(".catalogue tbody tr:not(.level)").count() / 2


SIGNS = """() => {
  const sign = (status) => {
    const badge = Object.assign(document.createElement("span"), { className: `badge badge-${status}`, textContent: "词" });
    document.querySelector("main").append(badge);
    const { width, height, borderTopWidth, borderLeftWidth, borderRadius } = getComputedStyle(badge, "::before");
    return [width, height, borderTopWidth, borderLeftWidth, borderRadius].join(" ");
  };
  return ["in_force", "not_yet_effective", "expired", "repealed", "declared_invalid"].map(sign);
}"""


@pytest.mark.parametrize("seen", ["screen", "print", "forced"])
def test_a_badge_keeps_its_sign_without_any_background(open_page: OpenPage, address: str, seen: str) -> None:
    page = open_page(address + "/404.html", forced_colors="active" if seen == "forced" else "none")
    if seen == "print":
        page.emulate_media(media="print")
    in_force, coming, *ended = page.evaluate(SIGNS)
    assert len({in_force, coming, *ended}) == 3
    assert len(set(ended)) == 1


def test_in_forced_colours_the_menu_marks_one_place(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/library/", forced_colors="active", viewport={"width": 1280, "height": 800})
    lines = page.locator(".main-nav a").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).borderBottomColor)"
    )
    ground = page.evaluate(
        "() => getComputedStyle(Object.assign(document.body, {style: 'background: Canvas'})).backgroundColor"
    )
    assert len([line for line in lines if line != ground]) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", [False, True])
def test_the_field_of_the_home_page_stands_out(open_page: OpenPage, address: str, scheme: str, contrast: bool) -> None:
    """WCAG 1.4.11: the edge of a field against what surrounds it, 3:1; or the field itself."""
    page = open_page(address, color_scheme=scheme)
    if contrast:
        page.get_by_role("button", name="高对比").click()
    edge, inside, around = page.evaluate(
        """() => {
          const [field, hero] = [document.querySelector(".hero input[type=search]"), document.querySelector(".hero")];
          const [of, around] = [getComputedStyle(field), getComputedStyle(hero)];
          const colours = [of.borderTopColor, of.backgroundColor, around.backgroundColor];
          const share = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
          return colours.map((colour) => {
            const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(share);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
          });
        }"""
    )
    assert max(max(one, around) / min(one, around) for one in (edge, inside)) >= 3


def test_chinese_punctuation_is_as_wide_as_a_letter(open_page: OpenPage, address: str) -> None:
    """Quotation marks, dashes and dots, which Latin fonts have too, narrower."""
    page = open_page(address + "/policies/qh-2025-dianche/")
    fonts = page.evaluate("async () => (await document.fonts.load('1em Biaodian', '“')).length")
    if not fonts:
        pytest.skip("there is no Chinese font here of those that site.css names")
    widths = page.evaluate(
        """() => ["p", "h1"].flatMap((tag) => {
          const line = document.createElement(tag);
          document.querySelector(".prose").append(line);
          return ["中“中", "中”中", "中‘中", "中’中", "中——中", "中……中"].map((text) => {
            const span = Object.assign(document.createElement("span"), { textContent: text });
            line.append(span, document.createElement("br"));
            return span.getBoundingClientRect().width / parseFloat(getComputedStyle(line).fontSize);
          });
        })"""
    )
    assert [round(width, 1) for width in widths] == [3, 3, 3, 3, 4, 4] * 2
