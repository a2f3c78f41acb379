"""A small district for the tests of pages: written to a folder, read as any project is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from disclosure.pipeline.build import read
from disclosure.site.page import Page, Site, page_kind, products

ROOT = Path(__file__).parents[1]
DATA = {
    "data/agencies.yaml": """agencies:
  - {id: gov, name: 测试区人民政府, short: 区政府, level: district_government}
  - {id: min, name: 测试区民政局, short: 区民政局, level: department}
  - {id: edu, name: 测试区教育局, short: 区教育局, level: department}
""",
    "data/themes.yaml": "themes:\n  - {id: civil, name: 民政}\n  - {id: school, name: 教育}\n",
    "data/tags.yaml": "tags:\n  - {id: old, name: 老人, group: who}\n  - {id: shop, name: 开店, group: business_event}\n",
    "data/audiences.yaml": "audiences:\n  - {id: aged, name: 老年人, kind: person}\n",
    "data/catalogue/01.yaml": """id: relief
order: 1
name: 社会救助
basis: 依据
items:
  - {id: relief-01, level_1: 甲, level_2: 子, content: [一], basis: [法], deadline: 及时, publisher: [min],
     channels: [政府网站], audience: 全社会, method: proactive, tiers: [county]}
  - {id: relief-02, level_1: 甲, level_2: 丑, content: [一], basis: [法], deadline: 及时, publisher: [min],
     channels: [政府网站], audience: 全社会, method: proactive, tiers: [county]}
  - {id: relief-03, level_1: 乙, level_2: 寅, content: [一], basis: [法], deadline: 及时, publisher: [min],
     channels: [政府网站], audience: 全社会, method: proactive, tiers: [county]}
""",
}

MakeSite = Callable[..., Site]


def policy(title: str, **fields: str) -> str:
    """The text of a policy document; a field's value is YAML."""
    known = {"issuers": "[min]", "published_on": "2024-01-02"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in known.items())
    return f"---\ntitle: {title}\n{lines}---\n第一条　正文。\n"


def write_project(root: Path, files: Mapping[str, str]) -> None:
    """A project that can be built, with the templates and settings of the sample and these files below content/."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "config.yaml", root / "config.yaml")
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")


def pages_of(site: Site) -> Mapping[str, Page]:
    """Every page by its address; each address once."""
    made = (product for _, planned in page_kind for item in planned(site) for product in products(item, site))
    pages = [page for page in made if isinstance(page, Page)]
    assert len({page.url for page in pages}) == len(pages)
    return {page.url: page for page in pages}


def some_of(urls: Iterable[str], nth: int) -> list[str]:
    """Of each kind of address (its first part, and how deep it is) the first, and of all every n-th."""
    ordered = sorted(urls)
    first = {(url.strip("/").partition("/")[0], url.count("/")): url for url in reversed(ordered)}
    return sorted({*first.values(), *ordered[::nth]})


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """`make_site({"policies/a.md": policy("甲")}, on=...)`: the small district with these documents."""

    def make(documents: Mapping[str, str], on: date = date(2026, 1, 1), page_size: int = 30) -> Site:
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        shutil.copytree(ROOT / "templates", tmp_path / "templates", dirs_exist_ok=True)
        text = (ROOT / "config.yaml").read_text(encoding="utf-8")
        text = text.replace("page_size: 30", f"page_size: {page_size}")
        (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
        for path, content in {**DATA, **documents}.items():
            (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "content" / path).write_text(content, encoding="utf-8")
        site, _ = read(tmp_path, on)
        return site

    return make
