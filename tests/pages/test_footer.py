"""The foot of every page: who runs the site, under which records, how to reach them, and where errors are reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_config
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.conftest import OpenPage, ServeDirectory
from tests.district import DATA, policy, write_project

DAY = date(2026, 1, 1)
SETTINGS = """  icp: 测ICP备12345678号-1
  police: 测公网安备 31000000000012号
  party_mark: https://mark.example/site?method=show&id=00AB
  corrections: https://errors.example/report?code=0000000000&url=
"""
SAID = (
    '<a href="https://beian.miit.gov.cn/" rel="noopener noreferrer">测ICP备12345678号-1</a>',
    'href="https://beian.mps.gov.cn/#/query/webSearch?code=31000000000012"',
    'href="https://mark.example/site?method=show&amp;id=00AB"',
    'href="https://errors.example/report?code=0000000000&amp;url="',
    'href="/sitemap/"',
)


def settings(more: str = SETTINGS) -> str:
    text = (Path(__file__).parents[2] / "config.yaml").read_text(encoding="utf-8")
    return text.replace("  phone:", f"{more}  phone:", 1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with all settings of the foot, in two languages."""
    root = tmp_path_factory.mktemp("footer")
    english = policy("Measures", language="en", translation_of="a")
    write_project(root, {**DATA, "policies/a.md": policy("甲"), "policies/a-en.md": english})
    (root / "config.yaml").write_text(settings(), encoding="utf-8")
    build(Request(root, root / "site", DAY, search=False))
    return root / "site"


def test_every_page_has_all_of_it_in_both_languages(built: Path) -> None:
    seen = set()
    for path in built.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "embed/" in path.as_posix():
            continue  # in a frame of another site
        english = '<html lang="en"' in text
        seen.add(english)
        marked = tuple(one.replace("noreferrer", 'noreferrer" lang="zh-Hans', 1) if english else one for one in SAID)
        assert [one for one in marked if one not in text] == [], path
    assert seen == {False, True}


def test_who_reports_an_error_need_not_say_where(
    built: Path, serve_directory: ServeDirectory, open_page: OpenPage
) -> None:
    address = serve_directory(built) + "/policies/a/"
    link = open_page(address).get_by_role("link", name="网站找错")
    assert link.get_attribute("href") == f"https://errors.example/report?code=0000000000&url={quoted(address)}"


def quoted(address: str) -> str:
    return address.replace(":", "%3A").replace("/", "%2F")


@pytest.mark.parametrize(
    ("setting", "value", "right"),
    [
        ("icp", "测ICP备12345678号-1", True),
        ("icp", "测ICP备12345678号", True),
        ("icp", "测ICP证030173号", True),
        ("icp", "ICP备12345678号", False),
        ("icp", "测ICP备12345678", False),
        ("icp", "测ICP备案12345678号-1", False),
        ("police", "测公网安备 31000000000012号", True),
        ("police", "测公网安备31000000000012号", True),
        ("police", "测公网安备 3100000000001号", False),
        ("police", "31000000000012", False),
        ("party_mark", "https://mark.example/show?id=1", True),
        ("party_mark", "http://mark.example/show?id=1", False),
        ("party_mark", "/mark/", False),
        ("corrections", "https://errors.example/?url=", True),
        ("corrections", "javascript:alert(1)", False),
        ("corrections", "https://errors.example/ x", False),
    ],
)
def test_records_are_written_as_they_were_given(setting: str, value: str, right: bool) -> None:
    _, problems = parse_config(Source("config.yaml", settings(f"  {setting}: {value!r}\n").encode()))
    assert [one.code for one in problems] == ([] if right else ["bad-shape"])
