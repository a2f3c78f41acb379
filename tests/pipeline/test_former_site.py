"""`check --against`: which addresses of a former site would break."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.base.messages import say
from disclosure.base.problems import Problem, UsageError
from disclosure.commands.cli import main
from disclosure.exports.sitemap import sitemap
from disclosure.pipeline.analyse import plan
from disclosure.pipeline.former_site import broken_addresses
from disclosure.pipeline.make import RenderContext
from disclosure.site.page import Output, Page, Site
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
TOMBSTONES = "tombstones:\n  - {id: b, address: /公示/乙, removed_on: 2025-03-01, reason: 丙}\n"
DOCUMENTS = {"policies/a.md": policy("甲", aliases="[/old/1.html, /旧址/甲]"), "data/tombstones.yaml": TOMBSTONES}
Against = Callable[..., list[str]]


def urlset(*addresses: str, more: str = "") -> str:
    rows = "".join(f"<url><loc>{address}</loc>{more}</url>\n" for address in addresses)
    return f"<?xml version='1.0'?>\n<urlset {SPACE}>\n{rows}</urlset>\n"


def told(site: Site, former: Path, root: Path) -> list[Problem]:
    return list(broken_addresses(former, RenderContext.of(root, site, {}), plan(site)))


@pytest.fixture
def against(make_site: MakeSite, tmp_path: Path) -> Against:
    """`against(*addresses)`: those that would break, as `line code path`."""
    site = make_site(DOCUMENTS)

    def found(*addresses: str) -> list[str]:
        path = tmp_path / "old.xml"
        path.write_text(urlset(*addresses), encoding="utf-8")
        problems = told(site, path, tmp_path)
        assert all(
            problem.place.path == str(path) and say(problem, "zh") and say(problem, "en") for problem in problems
        )
        return [f"{problem.place.line} {problem.code} {problem.values['address']}" for problem in problems]

    return found


def test_an_address_that_nothing_answers_breaks(against: Against) -> None:
    assert against("https://old.example/policies/b/") == ["3 address-breaks /policies/b/"]


def test_what_stands_leads_on_or_was_taken_down_does_not(against: Against) -> None:
    paths = ["", "/", "/policies/a/", "/policies/a", "/policies/a/index.html", "/library/", "/policies/a/a.md"]
    paths += ["/old/1.html", "/旧址/甲/", "/%E6%97%A7%E5%9D%80/%E7%94%B2", "/%e5%85%ac%e7%a4%ba/乙?x=1#y", "/404.html"]
    paths += ["/data/catalogue/catalogue.xlsx"]
    assert against(*(f"https://old.example{path}" for path in paths)) == []


def test_each_is_told_once_and_as_it_reads(against: Against) -> None:
    jia = "/%E6%97%A7%E5%9D%80/%E4%B8%81"
    assert against(
        f"https://a.example{jia}", "https://a.example/policies/a/", f"https://a.example{jia}", "/x?id=1"
    ) == [
        "3 address-breaks /旧址/丁",
        "6 address-breaks /x",
    ]
    assert against("https://a.example/Policies/a/") == ["3 address-breaks /Policies/a/"]  # servers tell them apart


def test_under_a_path(against: Against, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.model.config.SiteIdentity.base_path", "/xxgk/")
    paths = ["/xxgk/policies/a/", "/xxgk", "/xxgk/", "/xxgk/旧址/甲", "/xxgk/旧址/丁", "/policies/a/", "/xxgk2/"]
    assert against(*(f"https://a.example{path}" for path in paths)) == [
        "7 address-breaks /xxgk/旧址/丁",
        "8 address-outside /policies/a/",
        "9 address-outside /xxgk2/",
    ]


def test_our_own_map_breaks_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(DOCUMENTS)
    pages = [item for item in plan(site) if isinstance(item, Page)]
    old = tmp_path / "old"
    old.mkdir()
    for file in sitemap(site, pages):
        assert isinstance(file, Output)
        (old / file.path).write_bytes(file.data)
    assert told(site, old, tmp_path) == []
    (tmp_path / "content/policies/a.md").unlink()
    other = make_site({"policies/c.md": policy("丙")})
    assert "/policies/a/" in [problem.values["address"] for problem in told(other, old, tmp_path)]


def test_an_index_leads_to_its_parts(make_site: MakeSite, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "maps").mkdir(parents=True)
    parts = ("https://a.example/xxgk/maps/1.xml", "https://a.example/2.xml.gz", "https://a.example/sitemap.xml")
    rows = "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts)
    (old / "sitemap.xml").write_text(f"<sitemapindex {SPACE}>{rows}</sitemapindex>", encoding="utf-8")
    picture = '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>/p.png</i:loc></i:image>'
    (old / "maps/1.xml").write_text(urlset("https://a.example/one/", more=picture), encoding="utf-8")
    (old / "2.xml.gz").write_bytes(gzip.compress(urlset("https://a.example/two/").encode()))
    problems = told(make_site(DOCUMENTS), old, tmp_path)
    assert [(Path(problem.place.path).name, problem.values["address"]) for problem in problems] == [
        ("1.xml", "/one/"),
        ("2.xml.gz", "/two/"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "sitemap-missing"),
        ("<urlset><url>", "sitemap-unread"),
        ("<html></html>", "sitemap-unread"),
        ("", "sitemap-unread"),
        ("\x1f\x8b", "sitemap-missing"),
        (f"<sitemapindex {SPACE}><sitemap><loc>/../../gone.xml</loc></sitemap></sitemapindex>", "sitemap-missing"),
    ],
)
def test_a_map_that_cannot_be_read_is_told(make_site: MakeSite, tmp_path: Path, text: str | None, code: str) -> None:
    old = tmp_path / "old"
    old.mkdir()
    if text is not None:
        (old / "sitemap.xml").write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError) as caught:
        told(make_site(DOCUMENTS), old, tmp_path)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert all(say(problem, "zh") and say(problem, "en") for problem in caught.value.problems)


def test_the_command_says_it(make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_site(DOCUMENTS)
    old = tmp_path / "old.xml"
    words = ["--root", str(tmp_path), "--as-of", "2026-01-01", "--jobs", "1", "--against", str(old)]
    old.write_text(urlset("https://a.example/旧址/丁/"), encoding="utf-8")
    assert main(["check", *words]) == 1
    assert f"{old}:3:6: error address-breaks 旧网站上的网址 /旧址/丁/ 会失效" in capsys.readouterr().err
    old.write_text(urlset("https://a.example/旧址/甲/"), encoding="utf-8")
    assert main(["check", *words]) == 0
    old.unlink()
    assert main(["check", *words]) == 2
    assert main(["build", *words]) == 2
    assert not (tmp_path / "site").exists()
