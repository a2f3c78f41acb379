"""Former addresses: each has its page, and servers are told what moved and what was taken down."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import atoma
import feedparser
import pytest

from disclosure.exports.feeds import TOMBSTONES, feeds
from disclosure.exports.redirects import FORMATS, redirects
from disclosure.exports.sitemap import sitemap
from disclosure.pages.gone import GoneView
from disclosure.pipeline.analyse import plan
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Joined, Output, Page, Site
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

A = policy("甲", aliases="[/old/1.html, /旧址/甲/]")
FEED_ID = "tag:qinghe.example,2023-01-02:b:published:2023-01-02"
TOMBSTONE = f"""tombstones:
  - id: b
    address: /公示/乙+.html
    title: 乙的公示
    removed_on: 2025-03-01
    reason: 公示期已满 <>
    basis: 丙法第一条
    url: /policies/a/
    feed_ids: ["{FEED_ID}"]
""".replace("+", "-")


def of(site: Site) -> dict[str, str]:
    return {file.path: file.data.decode() for file in redirects(site, ()) if isinstance(file, Output)}


def test_servers_are_told_what_moved_and_what_is_gone(make_site: MakeSite) -> None:
    files = of(make_site({"policies/a.md": A, "data/tombstones.yaml": TOMBSTONE}))
    assert set(files) == set(FORMATS)
    assert files["data/servers/nginx.conf"].splitlines()[1:] == [
        'location = "/old/1.html" { return 301 "/policies/a/"; }',
        'location = "/old/1.html/" { return 301 "/policies/a/"; }',
        'location = "/旧址/甲" { return 301 "/policies/a/"; }',
        'location = "/旧址/甲/" { return 301 "/policies/a/"; }',
        'location = "/公示/乙-.html" { error_page 410 "/公示/乙-.html/index.html"; return 410; }',
        'location = "/公示/乙-.html/" { error_page 410 "/公示/乙-.html/index.html"; return 410; }',
    ]
    assert files["data/servers/Caddyfile"].splitlines()[1:] == [
        'redir "/old/1.html" "/policies/a/" 301',
        'redir "/old/1.html/" "/policies/a/" 301',
        'redir "/旧址/甲" "/policies/a/" 301',
        'redir "/旧址/甲/" "/policies/a/" 301',
        '@gone path "/公示/乙-.html/"',
        "file_server @gone {",
        "\tstatus 410",
        "}",
    ]
    assert files[".htaccess"].splitlines() == [
        r'RedirectMatch 301 "^/old/1\.html/?$" "/policies/a/"',
        r'RedirectMatch 301 "^/旧址/甲/?$" "/policies/a/"',
        r'<If "%{REQUEST_URI} =~ m#^/公示/乙\-\.html/?$#">',
        'ErrorDocument 410 "/公示/乙-.html/index.html"',
        "</If>",
        r'RedirectMatch 410 "^/公示/乙\-\.html/?$"',
    ]
    jia, yi = "/%E6%97%A7%E5%9D%80/%E7%94%B2", "/%E5%85%AC%E7%A4%BA/%E4%B9%99-.html"
    assert files["_redirects"].splitlines() == [
        "/old/1.html /policies/a/ 301",
        "/old/1.html/ /policies/a/ 301",
        f"{jia} /policies/a/ 301",
        f"{jia}/ /policies/a/ 301",
        f"{yi} {yi}/index.html 410!",
        f"{yi}/ {yi}/index.html 410!",
    ]


def test_under_a_path_every_address_begins_with_it(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site({"policies/a.md": A, "data/tombstones.yaml": TOMBSTONE})
    monkeypatch.setattr(type(site.config.site), "base_path", "/xxgk/")
    files = of(site)
    for path, text in files.items():
        assert "/policies/a/" in text.replace("/xxgk/policies/a/", "/policies/a/"), path
        found = [word.strip('"^') for line in text.splitlines() for word in line.split() if word.strip('"^')[:1] == "/"]
        assert found, path
        assert [word for word in found if not word.startswith("/xxgk/")] == [], path
    assert "m#^/xxgk/公示/" in files[".htaccess"]


def test_where_nothing_moved_there_is_nothing_to_tell(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲")})
    assert of(site) == {}
    assert not any(b"deleted-entry" in file.data for file in feeds(site, ()) if isinstance(file, Joined))


def test_what_was_taken_down_says_what_may_be_said_and_is_found_nowhere(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"policies/a.md": A, "data/tombstones.yaml": TOMBSTONE})
    page = pages_of(site)["/公示/乙-.html/"]
    assert cast("GoneView", page.view).tombstone.title == "乙的公示"
    html = RenderContext.of(tmp_path, site, {}).render(page)
    for words in (
        "乙的公示",
        "2025年3月1日",
        "公示期已满 &lt;&gt;",
        "丙法第一条",
        '<a href="/policies/a/">甲</a>',
        "noindex",
    ):
        assert words in html
    pages = [item for item in plan(site) if isinstance(item, Page)]
    assert all(
        b"\xe5\x85\xac\xe7\xa4\xba" not in file.data for file in sitemap(site, pages) if isinstance(file, Output)
    )
    others = [one for one in pages if one.url != page.url]
    assert not any("乙的公示" in repr(one.view) for one in others)


def test_without_a_title_nothing_is_said_of_it(make_site: MakeSite, tmp_path: Path) -> None:
    elsewhere = "https://a.example/x"
    least = f"tombstones:\n  - {{id: b, address: /b, removed_on: 2025-03-01, reason: 丁, url: {elsewhere}}}\n"
    site = make_site({"policies/a.md": A, "data/tombstones.yaml": least})
    page = pages_of(site)["/b/"]
    assert page.title == "这个页面已经下线"
    html = RenderContext.of(tmp_path, site, {}).render(page)
    assert "原因：丁" in html
    assert f'现在请看：<a href="{elsewhere}">{elsewhere}</a>' in html
    assert "依据：" not in html


def test_subscribers_are_told_that_an_entry_is_gone(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": A, "data/tombstones.yaml": TOMBSTONE})
    files = {file.path: file.data for file in feeds(site, ()) if isinstance(file, Joined)}
    feed = ET.fromstring(files["feed.xml"])
    (gone,) = feed.findall(f"{{{TOMBSTONES}}}deleted-entry")
    assert gone.attrib == {"ref": FEED_ID, "when": "2025-03-01T00:00:00+08:00"}
    assert gone.findtext(f"{{{TOMBSTONES}}}comment") == "公示期已满 <>"
    assert gone.findtext(f"{{{TOMBSTONES}}}by/{{http://www.w3.org/2005/Atom}}name") == site.config.site.organiser
    assert feed.findtext("{http://www.w3.org/2005/Atom}updated") == "2025-03-01T00:00:00+08:00"
    assert b"deleted-entry" in files["follow/published/feed.xml"]
    assert not feedparser.parse(files["feed.xml"]).bozo
    assert len(atoma.parse_atom_bytes(files["feed.xml"]).entries) == 1
    assert FEED_ID.encode() not in files["feed.json"]


def test_nobody_is_told_before_the_day(make_site: MakeSite) -> None:
    late = TOMBSTONE.replace("2025-03-01", "2026-01-02")
    site = make_site({"policies/a.md": A, "data/tombstones.yaml": late})
    assert not any(b"deleted-entry" in file.data for file in feeds(site, ()) if isinstance(file, Joined))
