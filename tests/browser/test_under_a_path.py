"""The sample district published under a path of a host that has nothing else: whatever a reader's browser asks for is there."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import pytest
from playwright.sync_api import expect

from disclosure.base.fingerprint import files_below
from disclosure.exports.opensearch import search
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from tests.conftest import DEMO_DAY, OpenPage, ServeDirectory
from tests.district import MakeSite, policy, some_of

ROOT = Path(__file__).parents[2]
BASE = "/xxgk/"
PUBLISHED = f"https://qinghe.example{BASE}"
DEEP = "https://qinghe.example:8443/a/b-c/"

LINKS = """---
title: 路径测试办法
issuers: [qh-zf]
category: other
published_on: 2024-03-12
aliases: [/old/path-test, /旧址/甲]
based_on:
  - {title: 另一份文件, url: /pages/guide/}
services:
  - {title: 办理, how: online, url: /disclosure/about/}
attachments:
  - {title: 申请表, file: 附件/申请 表.pdf}
---
第一条 见[乙](path-b.md#tiao-2)、[又](/policies/path-b/)、[又](/policies/path-b/#tiao-2)、[列表](/library/)。[^1]

又见[首页](/)、[本条](#tiao-2)、[申请表](附件/申请 表.pdf)。

第二条 **[粗体](path-b.md)**，![图](附件/图.png)。

- [列表里](../pages/guide.md)

| 甲 | 乙 |
| --- | --- |
| [表里](path-b.md) | ![图](附件/图.png) |

<table><tr><td rowspan="2"><a href="path-b.md#tiao-1">合并</a></td>
<td><a href="/policies/path-b/">丙</a></td></tr>
<tr><td><img src="附件/图.png" alt="图"></td></tr></table>

[^1]: 见[乙](path-b.md)。
"""
OTHER = """---
title: 路径乙办法
issuers: [qh-zf]
category: other
published_on: 2024-03-12
---
第一条 甲。

第二条 见[甲](path-a.md)。
"""


def project(folder: Path, address: str) -> Path:
    """The sample district at another address, with documents that hold every kind of link."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config = config.replace("https://qinghe.example/", address).replace("formats: [docx]", "formats: []")
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    policies = folder / "content/policies"
    (policies / "附件").mkdir()
    (policies / "附件/图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shutil.copy(ROOT / "content/policies/2024/files/dianti-cailiao.pdf", policies / "附件/申请 表.pdf")
    (policies / "path-a.md").write_text(LINKS, encoding="utf-8")
    (policies / "path-b.md").write_text(OTHER, encoding="utf-8")
    agencies = folder / "content/data/agencies.yaml"
    text = agencies.read_text(encoding="utf-8")
    text = re.sub(
        r"^(( +)(- )?)id: qh-zf$", r"\1id: qh-zf\n\2\2url: /disclosure/about/", text, count=1, flags=re.MULTILINE
    )
    assert "url: /disclosure/about/" in text
    agencies.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project"), PUBLISHED)


@pytest.fixture(scope="module")
def host(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the site in a folder of its own, and nothing else."""
    folder = tmp_path_factory.mktemp("host")
    build(Request(root, folder / BASE.strip("/"), DEMO_DAY))
    return folder


@pytest.fixture(scope="module")
def address(host: Path, serve_directory: ServeDirectory) -> str:
    """Where a browser finds the site's home page."""
    return serve_directory(host) + BASE


class Reader(HTMLParser):
    """What a browser finds on a page: ids, and the addresses that it, its scripts or a reader would follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if name in values and (tag == "a" or name == "id")}
        self.addresses += [
            values[name] for name in ("href", "src", "action", "poster", "data-root", "data-worker") if name in values
        ]
        self.addresses += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if values.get("http-equiv") == "refresh":
            self.addresses.append(values["content"].partition("url=")[2])
        if values.get("name") == "Url":
            self.addresses.append(values["content"])


def own_address(text: str, base: str, home: str) -> str | None:
    """The address that a browser at `base` asks for, as this server has it; None for what is elsewhere or is none."""
    found = urljoin(base, text)
    if found.startswith(PUBLISHED):
        return home + found.removeprefix(PUBLISHED)
    return found if found.startswith(urljoin(home, "/")) else None


@pytest.mark.parametrize("nth", [5, pytest.param(1, marks=pytest.mark.prove)])
def test_every_address_on_every_page_leads_somewhere(host: Path, address: str, nth: int) -> None:
    @cache
    def status(url: str) -> int:
        try:
            with urllib.request.urlopen(quote(url, safe=":/?=&%#")) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    folder = host / BASE.strip("/")

    @cache
    def read_page(path: str) -> Reader:
        return Reader((folder / path).read_text(encoding="utf-8"))

    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    assert len(paths) > 400
    dead, followed = [], 0
    for path in some_of(paths, nth):
        for text in read_page(path).addresses:
            found = own_address(text, urljoin(address, path.removesuffix("index.html")), address)
            if found is None:
                assert re.match(r"(https?://|mailto:|tel:)", text), (path, text)
                continue
            followed += 1
            url, fragment = urldefrag(found)
            if status(url) != 200:
                dead.append((path, text))
            elif fragment:
                target = url.removeprefix(address).partition("?")[0]
                target += "index.html" if not target or target.endswith("/") else ""
                if fragment not in read_page(target).ids:
                    dead.append((path, text))
    assert dead == []
    assert followed > 40_000 / nth


def test_the_links_of_a_body_are_those_of_the_page(host: Path) -> None:
    page = Reader((host / "xxgk/policies/path-a/index.html").read_text(encoding="utf-8"))
    assert page.addresses.count("/xxgk/policies/path-b/") >= 5
    assert page.addresses.count("/xxgk/policies/path-b/#tiao-2") == 2
    assert (
        page.addresses.count("/xxgk/policies/path-a/files/图.png") == 6
    )  # three pictures, each a link to itself in full
    assert page.addresses.count("/xxgk/policies/path-a/files/申请%20表.pdf") == 2
    assert page.addresses.count("/xxgk/pages/guide/") == 2  # in the text, and as a basis
    assert {"/xxgk/library/", "/xxgk/", "#fn-1", "/xxgk/disclosure/about/"} <= set(page.addresses)
    assert not [text for text in page.addresses if text.startswith("/") and not text.startswith(BASE)]


def _places(part: Path) -> list[str]:
    return re.findall(r"<loc>https://qinghe\.example(.*?)</loc>", part.read_text(encoding="utf-8"))


def test_style_sheets_and_files_for_machines(host: Path) -> None:
    folder = host / "xxgk"
    for style in folder.glob("static/*.css"):
        for url in re.findall(r"(?:url\(|@import )['\"]?([^'\")]+)", style.read_text(encoding="utf-8")):
            assert url.startswith(("data:", "#")) or (style.parent / url).is_file(), (style.name, url)
    parts = _places(folder / "sitemap.xml")
    places = [place for part in parts for place in _places(host / part[1:])]
    assert len(places) > 300
    assert all(place.startswith(BASE) and (host / place[1:] / "index.html").is_file() for place in places)
    assert f"Sitemap: https://qinghe.example{BASE}sitemap.xml" in (folder / "robots.txt").read_text(encoding="utf-8")
    lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("/")] == [
        "/xxgk/" + path for path in ("*", "static/*", "data/push/*", "data/records/*", "static/embed-1.js", "embed/*")
    ]
    coming = json.loads((folder / "next-change.json").read_text(encoding="utf-8"))["documents"]
    assert coming
    assert all((host / found["url"][1:] / "index.html").is_file() for found in coming)
    record = json.loads((folder / "policies/path-a/path-a.json").read_text(encoding="utf-8"))
    assert record["url"] == "https://qinghe.example/xxgk/policies/path-a/"
    assert (folder / "policies/path-a/path-a.md").is_file()


def test_a_server_of_searches_is_told_the_addresses_that_readers_ask_for(root: Path) -> None:
    site, _ = read(root, DEMO_DAY)
    lines = [json.loads(line) for line in search(site)["search.ndjson"]]
    assert all(line["index"]["_id"].startswith(BASE) for line in lines[::2])
    assert all(url.startswith(BASE) for line in lines[1::2] for url in (line["url"], *line.get("policy_url", ())))


def test_in_a_browser(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    asked: list[str] = []
    lost: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: lost.append(response.url) if response.status >= 400 else None)
    page.reload()
    page.goto(address + "policies/path-a/#tiao-2")
    page.get_by_role("link", name="乙", exact=True).first.click()
    expect(page).to_have_url(address + "policies/path-b/#tiao-2")
    page.goto(address + "search/")
    page.locator("#ui-q").press_sequentially("加装电梯")
    option = page.locator(".suggestions [role=option]").first
    expect(option).to_be_visible()
    page.locator("#ui-q").press("Enter")
    page.locator(".result h3 a").first.click()
    expect(page).to_have_url(re.compile(re.escape(address) + "(policies|interpretations)/"))
    expect(page.locator("h1")).to_contain_text("电梯")
    page.locator("#ui-q").fill("路径乙")
    page.locator("#ui-q").press("Enter")
    expect(page.locator(".result h3 a").first).to_have_text("路径乙办法")
    page.goto(address + "old/path-test/")
    expect(page).to_have_url(address + "policies/path-a/")
    page.goto(address + "404.html")
    page.emulate_media(media="print")
    page.goto(address + "policies/path-a/")
    expect(page.locator(".print-source")).to_contain_text("https://qinghe.example/xxgk/policies/path-a/")
    assert lost == []
    assert len(asked) > 30
    assert all(url.startswith(address) for url in asked)


def test_a_site_that_moves(make_site: MakeSite, tmp_path: Path) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>图</title></svg>'
    linking = policy("甲").replace("正文。", "见[乙](b.md#tiao-1)，![图](图.svg)。")
    make_site({"policies/a.md": linking, "policies/b.md": policy("乙"), "policies/图.svg": picture})
    site, page = tmp_path / "site", tmp_path / "site/policies/a/index.html"
    build(Request(tmp_path, site, DEMO_DAY, search=False))
    assert 'href="/policies/b/#tiao-1"' in page.read_text(encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("https://qinghe.example/", DEEP), encoding="utf-8")
    build(Request(tmp_path, site, DEMO_DAY, search=False))
    text = page.read_text(encoding="utf-8")
    assert 'href="/a/b-c/policies/b/#tiao-1"' in text
    assert 'src="/a/b-c/policies/a/files/图.svg"' in text
    assert f'<link rel="canonical" href="{DEEP}policies/a/">' in text
    build(Request(tmp_path, tmp_path / "clean", DEMO_DAY, search=False))
    assert {path: (site / path).read_bytes() for path in files_below(site)} == {
        path: (tmp_path / "clean" / path).read_bytes() for path in files_below(tmp_path / "clean")
    }
