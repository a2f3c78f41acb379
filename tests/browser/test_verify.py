"""A citation copied in the browser is confirmed, on the page and off line; a forged one is refused by both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from disclosure.commands.verify import verify_text, write_manifest
from disclosure.site.page import Site
from tests.conftest import DEMO_DAY, AxeChecker, OpenPage, ServeDirectory

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/data/citation-vectors.json").read_text(encoding="utf-8"))
AMENDED = "/policies/qh-2022-xiaocanyin/"
JUDGE = """async ([root, documents, citations, today]) => {
  const { judge, readCitation } = await import(`${root}static/citation.js`);
  const { squeezed } = await import(`${root}static/check-codes.js`);
  const statuses = JSON.parse(document.getElementById("ui-verdict").dataset.statuses);
  const labels = Object.fromEntries(
    statuses.flatMap(([key, , names]) => names.map((name) => [squeezed(name).toLowerCase(), key])));
  return Promise.all(citations.map((text) => {
    const one = readCitation(text, labels);
    return one && judge(one, documents[one.document] ?? null, today);
  }));
}"""
DIGEST = """async ([root, texts]) => {
  const { digest, squeezed } = await import(`${root}static/check-codes.js`);
  return Promise.all(texts.map(async (text) => [squeezed(text), await digest(text)]));
}"""


@pytest.fixture(scope="module")
def address(demo_site: Path, serve_directory: ServeDirectory) -> str:
    return serve_directory(demo_site)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory, demo: Site) -> Path:
    folder = tmp_path_factory.mktemp("manifest")
    write_manifest(demo, folder, "zh")
    return folder


def copied(page: Page, anchor: str) -> str:
    """The citation of a place."""
    page.locator(f'.prose [id="{anchor}"] .anchor').filter(visible=True).first.click()
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator(".citing [role=status]")).to_have_text("已复制")
    page.keyboard.press("Escape")
    return str(page.evaluate("navigator.clipboard.readText()"))


def verdict(page: Page, text: str) -> str:
    """What the page says of a citation."""
    page.get_by_role("textbox", name="引用").fill(text)
    page.evaluate("document.getElementById('ui-verdict').hidden = true")
    page.get_by_role("button", name="核对").click()
    expect(page.locator("#ui-verdict")).to_be_visible()
    return page.locator("#ui-verdict h2").inner_text()


def test_what_is_copied_is_confirmed_and_what_is_forged_refused(
    open_page: OpenPage, address: str, demo_site: Path, manifest: Path, axe: AxeChecker
) -> None:
    page = open_page("about:blank", permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(f"{DEMO_DAY}T09:00:00+08:00")
    page.goto(address + AMENDED)
    shown = page.locator(".prose a.anchor").filter(visible=True)
    anchors = [anchor[1:] for anchor in shown.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")]
    assert len(anchors) > 10
    citations = [copied(page, anchor) for anchor in anchors if anchor.startswith("tiao-")]
    assert all("校验码" in one for one in citations)
    page.goto(address + "/verify/")
    for one in citations:
        assert verdict(page, one) == "核对无误"
        assert verify_text(one, manifest, "zh", DEMO_DAY) == 0
    document = json.loads((demo_site / "data/verify/qh-2022-xiaocanyin.json").read_text(encoding="utf-8"))
    former, now = (text["clauses"] for text in document["texts"])
    cited = [one.rpartition("#")[2] for one in citations]
    changed = [name for name in former if name in now and former[name] != now[name] and name in cited]
    alike = [name for name in former if former[name] == now.get(name) and name in cited]
    assert changed
    for name, times in ((changed[0], 1), (alike[0], 0)):
        verdict(page, next(one for one in citations if one.endswith(f"#{name}")))
        assert page.get_by_text("这一条文字有变动").count() == times
    one = citations[3]
    assert axe(page) == []
    code = one.partition("校验码")[2][:16]
    forged = {
        "文字不一致": one.replace(code, ("1" if code[0] == "0" else "0") + code[1:]),
        "效力不一致": one.replace("现行有效", "失效"),
        "名称不一致": one.replace("条（", "条第一款（"),
        "没有校验码": one.replace(f"，校验码{code}", ""),
    }
    for told, text in forged.items():
        assert text != one
        assert verdict(page, text) == told
        assert verify_text(text, manifest, "zh", DEMO_DAY) == 1
    assert verdict(page, "没有引用") == "没有找到引用"


def test_of_what_was_never_published_nothing_is_known(open_page: OpenPage, address: str, manifest: Path) -> None:
    page = open_page(address + "/verify/", may_fail=True)  # that there is no such file is an error on the console
    text = VECTORS["citations"][0]["text"]
    assert verdict(page, text) == "本站没有"
    assert verify_text(text, manifest, "zh", DEMO_DAY) == 1


def test_the_browser_judges_as_the_program_does(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/verify/")
    documents = {one["id"]: one for one in VECTORS["documents"]}
    texts = [one["text"] for one in VECTORS["citations"]]
    told = page.evaluate(JUDGE, ["/", documents, texts, VECTORS["today"]])
    assert [(one["about"], said) for one, said in zip(VECTORS["citations"], told, strict=True)] == [
        (one["about"], one["verdict"]) for one in VECTORS["citations"]
    ]
    found = page.evaluate(DIGEST, ["/", [one["text"] for one in VECTORS["digests"]]])
    assert found == [[one["seen"], one["sha256"]] for one in VECTORS["digests"]]


def test_without_scripts_the_page_says_how(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "/verify/", java_script_enabled=False)
    expect(page.locator("#ui-verify")).to_be_hidden()
    expect(page.get_by_text("逐字比对条文")).to_be_visible()
