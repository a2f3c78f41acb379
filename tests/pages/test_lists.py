"""The pages that list documents: facets, libraries, catalogue, platform, home."""

from datetime import date
from typing import cast

import pytest

from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.pages._parts import Link, Way
from disclosure.pages.catalogue import CatalogueView, FieldView
from disclosure.pages.general import ways_in
from disclosure.pages.home import SOON, HomeView, SoonView
from disclosure.pages.interpretation import InterpretationIndexView
from disclosure.pages.libraries import SHORT, LibraryView, NormativeView
from disclosure.pages.lists import FacetView, ListView, TagCard
from disclosure.pages.platform import ColumnView, PlatformView, ProactiveView
from tests.district import MakeSite, pages_of, policy

MANY = {
    f"policies/p{n:02d}.md": policy(
        f"第{n}件",
        published_on=f"20{20 + n % 5}-01-02",
        category=("normative", "other")[n % 2],
        themes=("[civil]", "[school]", "[civil, school]")[n % 3],
        issuers=("[min]", "[edu]")[n % 2],
        expires_on=f"20{25 + n % 3}-01-01",
    )
    for n in range(24)
}


def test_every_list_is_whole_and_every_way_leads_to_its_list(make_site: MakeSite) -> None:
    site = make_site(MANY)
    pages = pages_of(site)
    for url in ("/themes/", "/tags/", "/audiences/", "/agencies/", "/years/", "/genres/", "/status/"):
        view = cast("FacetView", pages[url].view)
        for way in (way for group in view.groups for way in group.ways):
            if way.url is None:
                assert way.count.number == 0
                assert f"{url}{way.key}/" not in pages
            else:
                found = cast("ListView", pages[way.url].view)
                assert found.pager.total == way.count.number
                assert found.title == way.name


def explanation(**fields: str) -> str:
    """The text of an interpretation of p00."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: 解读\ninterprets: [p00]\npublished_on: 2024-01-02\n{lines}---\n正文。\n"


def test_interpretations_stand_under_their_tags_and_agencies(make_site: MakeSite) -> None:
    explaining = {
        f"interpretations/i{n}.md": explanation(tags="[shop]", issuers="[edu]" if n else "[gov]") for n in range(6)
    }
    pages = pages_of(make_site(MANY | explaining, page_size=5))
    shop = cast("ListView", pages["/tags/shop/"].view)
    assert (shop.pager.total, shop.explained, len(shop.interpretations)) == (0, 6, 5)
    assert shop.all == "/tags/shop/interpretations/"
    rest = [pages[url].view for url in (shop.all, f"{shop.all}page/2/")]
    assert [len(cast("InterpretationIndexView", view).pager.rows) for view in rest] == [5, 1]
    assert cast("ListView", pages["/agencies/gov/"].view).explained == 1
    assert cast("ListView", pages["/agencies/edu/page/2/"].view).interpretations == ()
    (tags,) = [way for group in cast("FacetView", pages["/tags/"].view).groups for way in group.ways if way.url]
    assert (tags.key, tags.count.number, tags.count.explained) == ("shop", 0, 6)


def test_an_agency_without_documents_still_has_its_page(make_site: MakeSite) -> None:
    view = cast("ListView", pages_of(make_site(MANY))["/agencies/gov/"].view)
    assert view.agency is not None
    assert view.pager.total == 0


def test_long_lists_have_several_pages(make_site: MakeSite) -> None:
    pages = pages_of(make_site(MANY, page_size=5))
    urls = ["/library/", *(f"/library/page/{n}/" for n in range(2, 6))]
    rows = [row.url for url in urls for row in cast("LibraryView", pages[url].view).pager.rows]
    assert len(rows) == len(set(rows)) == 24
    assert "/library/page/6/" not in pages
    assert pages["/library/page/2/"].title == "主动公开公文库（第2页）"


def test_the_library_is_cut_by_category_theme_and_year_without_loss(make_site: MakeSite) -> None:
    hidden = policy("不在库中", disclosure="on_request", basis="依据", themes="[civil]")
    pages = pages_of(make_site(MANY | {"policies/asked.md": hidden}))
    whole = cast("LibraryView", pages["/library/"].view)
    assert whole.pager.total == 24

    def total(ways: tuple[Way, ...]) -> int:
        return sum(way.count.number for way in ways)

    assert {way.name: way.count.number for way in whole.categories} == {
        "全部": 24,
        "行政规范性文件": 12,
        "其他文件": 12,
    }
    assert total(whole.years) == 24
    for way in (*whole.categories, *whole.themes, *whole.years):
        part = cast("LibraryView", pages[cast("str", way.url)].view)
        assert part.pager.total == way.count.number
        for inner in (*part.categories, *part.themes, *part.years):
            assert cast("LibraryView", pages[cast("str", inner.url)].view).pager.total == inner.count.number


def test_normative_documents_stand_under_their_status(make_site: MakeSite) -> None:
    pages = pages_of(make_site(MANY, on=date(2026, 1, 1)))
    view = cast("NormativeView", pages["/normative/"].view)
    assert view.total == 12 == sum(group.tally.number for group in view.groups)
    assert [group.status for group in view.groups] == [Status.IN_FORCE, Status.EXPIRED]
    for group in view.groups:
        assert {row.status for row in group.rows} == {group.status}
        assert f"/normative/{group.status.value}/" in pages


@pytest.mark.parametrize(("size", "shown", "narrow"), [(10, 7, True), (7, 7, True), (5, 5, False)])
def test_a_long_status_leads_to_its_whole_list(make_site: MakeSite, size: int, shown: int, *, narrow: bool) -> None:
    documents = {f"policies/{n}.md": policy(f"文件{n}", category="normative") for n in range(SHORT + 1)}
    view = pages_of(make_site(documents, page_size=size))["/normative/"].view
    group = cast("NormativeView", view).groups[0]
    assert (len(group.rows), group.all, group.narrow) == (shown, "/normative/in_force/", narrow)


def test_a_short_status_stands_there_whole(make_site: MakeSite) -> None:
    documents = {f"policies/{n}.md": policy(f"文件{n}", category="normative") for n in range(SHORT)}
    group = cast("NormativeView", pages_of(make_site(documents))["/normative/"].view).groups[0]
    assert (len(group.rows), group.all) == (SHORT, None)


def test_a_status_to_come_has_its_group_before_its_day(make_site: MakeSite) -> None:
    """The browser moves rows there when the day has come, so the group must be on the page."""
    text = policy("甲", category="normative", expires_on="2026-05-01")
    view = cast("NormativeView", pages_of(make_site({"policies/a.md": text}))["/normative/"].view)
    assert [(group.status, group.tally.number, group.tally.turns) for group in view.groups] == [
        (Status.IN_FORCE, 1, "2026-05-02:-1"),
        (Status.EXPIRED, 0, "2026-05-02:+1"),
    ]


def test_the_catalogue_counts_items_and_the_documents_that_fulfil_them(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", catalogue_items="[relief-01, relief-03]"),
        "policies/b.md": policy("乙", catalogue_items="[relief-01]"),
    }
    pages = pages_of(make_site(documents))
    overview = cast("CatalogueView", pages["/catalogue/"].view)
    assert (overview.items, overview.fulfilled, overview.documents) == (3, 2, 2)
    field = cast("FieldView", pages["/catalogue/relief/"].view)
    assert [(level.text, [(item.number, len(item.documents)) for item in items]) for level, items in field.groups] == [
        ("甲", [("1", 2), ("2", 0)]),
        ("乙", [("3", 1)]),
    ]
    assert (field.previous, field.following) == (None, None)


def test_the_platform_has_its_fixed_columns_in_order(make_site: MakeSite) -> None:
    def page(title: str, column: str, order: int = 0) -> str:
        return f"---\ntitle: {title}\ncolumn: {column}\norder: {order}\n---\n正文。\n"

    documents = {
        "pages/ask.md": page("申请", "依申请公开"),
        "pages/guide.md": page("指南", "政府信息公开指南"),
        "pages/r2024.md": page("二〇二四", "政府信息公开年报", 2),
        "pages/r2025.md": page("二〇二五", "政府信息公开年报", 1),
        "pages/rules.md": page("制度", "政府信息公开制度"),
        "pages/us.md": page("关于", "关于"),
    }
    pages = pages_of(make_site(documents))
    assert [(c.title, c.url) for c in cast("PlatformView", pages["/disclosure/"].view).columns] == [
        ("政府信息公开指南", "/pages/guide/"),
        ("政府信息公开制度", "/pages/rules/"),
        ("法定主动公开内容", "/disclosure/proactive/"),
        ("政府信息公开年报", "/disclosure/reports/"),
        ("依申请公开", "/pages/ask/"),
    ]
    assert [record.id for record in cast("ColumnView", pages["/disclosure/reports/"].view).pages] == ["r2025", "r2024"]
    assert [record.id for record in cast("ColumnView", pages["/disclosure/about/"].view).pages] == ["us"]


def test_documents_by_item_of_article_20(make_site: MakeSite) -> None:
    pages = pages_of(make_site({"policies/a.md": policy("甲", art20="[1, 11]")}))
    view = cast("ProactiveView", pages["/disclosure/proactive/"].view)
    assert len(view.ways) == 15
    assert [way.key for way in view.ways if way.url] == ["1", "11"]
    assert cast("ListView", pages["/disclosure/proactive/11/"].view).pager.total == 1


def test_home_tells_what_begins_and_what_ends_soon(make_site: MakeSite) -> None:
    documents = {
        "policies/soon.md": policy("甲", effective_on="2026-02-01"),
        "policies/sooner.md": policy("乙", effective_on="2026-01-15"),
        "policies/ends.md": policy("丙", expires_on="2026-06-30"),
        "policies/ends-later.md": policy("丁", expires_on="2026-08-31"),
        "policies/ends-much-later.md": policy("戊", expires_on="2027-08-31"),
    }
    page = pages_of(make_site(documents, on=date(2026, 1, 1)))["/"]
    view = cast("HomeView", page.view)
    assert [item.row.record.id for item in view.beginning] == ["sooner", "soon"]
    assert [(item.row.record.id, item.window.open) for item in view.expiring] == [("ends", True), ("ends-later", False)]
    assert page.changes_on == date(2026, 1, 15)


def test_the_home_page_cuts_what_begins_soon_and_another_page_has_all(make_site: MakeSite) -> None:
    documents = {f"policies/p{n}.md": policy(f"第{n}件", effective_on=f"2026-02-{n + 1:02d}") for n in range(SOON + 2)}
    pages = pages_of(make_site(documents, on=date(2026, 1, 1)))
    home, soon = cast("HomeView", pages["/"].view), cast("SoonView", pages["/status/soon/"].view)
    assert len(soon.beginning) == SOON + 2
    assert [one.row for one in home.beginning if one.window.open] == [one.row for one in soon.beginning[:SOON]]
    assert [one.row for one in home.beginning] == [one.row for one in soon.beginning]  # those behind move up
    assert pages["/status/soon/"].changes_on == date(2026, 2, 1)


def test_a_column_of_the_platform_says_what_it_holds(make_site: MakeSite) -> None:
    ask = "---\ntitle: 申请\ncolumn: 依申请公开\nsummary: 怎样申请\n---\n正文。\n"
    view = cast("PlatformView", pages_of(make_site({"pages/ask.md": ask}))["/disclosure/"].view)
    assert [column.text for column in view.columns if column.title == "依申请公开"] == ["怎样申请"]


def test_whatever_is_known_to_end_is_announced(make_site: MakeSite) -> None:
    """A repeal dated ahead, an invalidity, and the end of what lives off another, each in its own words."""
    amends = "[{target: old, articles: [第一条]}]"
    documents = {
        "policies/old.md": policy("甲办法", expires_on="2026-12-31"),
        "policies/new.md": policy("新甲办法", effective_on="2026-06-01", repeals="[old]"),
        "policies/amends.md": policy("关于修改《甲办法》的决定", amends=amends, published_on="2024-06-01"),
        "policies/void.md": policy("乙办法"),
        "policies/clearing.md": policy("清理结果", effective_on="2026-03-01", declares_invalid="[void]"),
        "policies/never.md": policy("丙办法", effective_on="2026-05-15", repeals="[]"),
        "policies/stops.md": policy("关于废止丙办法的通知", repeals="[{target: never, on: 2026-05-01}]"),
    }
    site = make_site(documents, on=date(2026, 1, 1))
    found = cast("SoonView", pages_of(site)["/status/soon/"].view).expiring
    assert [(item.row.record.id, item.words) for item in found] == [
        ("void", "自2026年3月1日起失效"),
        ("never", "自2026年5月1日起废止"),
        ("amends", "有效期至2026年5月31日"),
        ("old", "自2026年6月1日起废止"),
    ]
    rows = site.listings.of(Policy)
    assert rows["old"].ends_on == rows["amends"].ends_on == date(2026, 5, 31)
    assert rows["never"].ends_on is None


def test_a_tag_says_what_it_covers_and_search_knows_what_else_it_is_called(make_site: MakeSite) -> None:
    tags = """tags:
  - {id: old, name: 老人, group: who, scope: 六十岁以上, synonyms: [长者], agency: min}
  - {id: shop, name: 开店, group: business_event}
"""
    site = make_site({"data/tags.yaml": tags, "policies/a.md": policy("甲", tags="[old, shop]")})
    pages = pages_of(site)
    old, shop = (cast("ListView", pages[f"/tags/{key}/"].view) for key in ("old", "shop"))
    assert old.tag == TagCard("六十岁以上", ("长者",), Link("测试区民政局", "/agencies/min/"))
    assert shop.tag is None
    assert ("长者", site.strings("facet.tag.kind"), "/tags/old/") in ways_in(site)
    assert ("老人", "长者") in site.library.vocabulary.synonyms
