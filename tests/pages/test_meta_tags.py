"""What the rules on government sites want in the head of every page, column and article (国办发〔2017〕47号, annex)."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from disclosure.library.addresses import document_url
from disclosure.model.choices import ColumnType
from disclosure.site.page import Page, Site, export, page_kind, products

REQUIRED = {
    "every page": ("SiteName", "SiteDomain", "SiteIDCode"),
    "column": ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    "article": ("ArticleTitle", "PubDate", "ContentSource"),
}
"""The table of the annex, without what is optional."""
FORMS = {"SiteIDCode": r"bm\d{8}|\d{10}", "PubDate": r"\d{4}-\d\d-\d\d [0-2]\d:[0-5]\d"}
COLUMN_TYPES = {
    *(
        "首页",
        "概况信息",
        "机构职能",
        "负责人信息",
        "工作动态",
        "政策文件",
        "信息公开指南",
        "信息公开目录",
        "信息公开年报",
    ),
    *("依申请公开", "数据发布", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈"),
}
NEITHER = {"pages/404.html", "pages/moved.html", "pages/gone.html", "pages/embed.html"}
"""What is there to lead elsewhere, to say that nothing is here, or to stand in a frame: no column and no article."""


def tags_of(text: str) -> dict[str, str]:
    """The named meta elements of a page; each name once."""
    found = re.findall(r'<meta name="(\w+)" content="([^"]*)">', text)
    names = [name for name, _ in found if name != "robots"]
    assert len(names) == len(set(names)), names
    return {name: html.unescape(value) for name, value in found}


def wrong(tags: dict[str, str], *parts: str) -> list[str]:
    """What the table wants of such a page and it does not have."""
    wanted = [name for part in ("every page", *parts) for name in REQUIRED[part]]
    missing = [name for name in wanted if not tags.get(name, "").strip()]
    misformed = [name for name, form in FORMS.items() if name in tags and not re.fullmatch(form, tags[name])]
    unknown = set(tags.get("ColumnType", "首页").split("，")) - COLUMN_TYPES
    return [*missing, *misformed, *sorted(unknown)]


def test_the_types_of_columns_are_those_of_the_rules() -> None:
    assert {kind.value for kind in ColumnType} == COLUMN_TYPES


def test_every_page_of_the_sample_has_what_the_table_wants(demo_site: Path) -> None:
    """Whatever wrote it, in every language, redirects and the page of what is not there included."""
    faults, seen = {}, set()
    for path in sorted(demo_site.rglob("*.html")):
        tags = tags_of(text := path.read_text(encoding="utf-8"))
        parts = [part for part, name in (("column", "ColumnName"), ("article", "ArticleTitle")) if name in tags]
        seen.add((*parts, re.search('<html lang="([^"]*)"', text)[1]))  # type: ignore[index]
        title = html.unescape(re.search("<title>(.*?)</title>", text, re.DOTALL)[1])  # type: ignore[index]
        found = wrong(tags, *parts)
        if "column" in parts and not title.startswith(tags["ColumnName"]):
            found.append(f"{title} is not {tags['ColumnName']}")
        if found or len(parts) > 1:
            faults[path.relative_to(demo_site).as_posix()] = found or parts
    assert faults == {}
    assert {("column", "zh-Hans"), ("article", "zh-Hans"), ("column", "en"), ("article", "en"), ("zh-Hans",)} <= seen


def test_every_kind_of_page_says_what_it_is(demo: Site) -> None:
    """A page that search engines are to find declares the type of its column, or what article it is."""
    demo = replace(demo, config=demo.config.model_copy(update={"withheld_register": True}))  # every kind of page
    silent, templates = set(), set()
    site = replace(demo, config=demo.config.model_copy(update={"formats": ()}))
    pages = [item for _, pages_of in page_kind for item in pages_of(site)]
    planned = (*pages, *(item for _, outputs in export for item in outputs(site, pages)))
    made = (product for item in planned if not getattr(item, "turn", 0) for product in products(item, site))
    for page in made:
        if isinstance(page, Page):
            templates.add(page.template)
            if (page.column is None) == (page.article is None) and page.template not in NEITHER:
                silent.add((page.template, page.url))
            assert (page.column_type is None and page.article is None) == (page.template in NEITHER), page.url
    assert silent == set()
    every = {f"pages/{path.name}" for path in Path("templates/pages").glob("*.html")}
    assert every - templates == {"pages/datasets.html"}  # made when all else stands: the test before sees it


def test_what_a_document_says_of_itself_stands_in_its_tags(demo: Site, demo_site: Path) -> None:
    for entry in demo.library.documents.values():
        record = entry.record
        tags = tags_of((demo_site / document_url(record)[1:] / "index.html").read_text(encoding="utf-8"))
        row = demo.listings.rows[record.id]
        assert tags["ArticleTitle"] == record.title
        if record.read("published_on"):
            assert tags["PubDate"] == f"{record.read('published_on')} 00:00"
        spoken = demo.speaking(record.language).strings
        for agency in row.issuers:
            assert spoken.name(agency) in tags["ContentSource"], record.id
