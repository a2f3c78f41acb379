"""The texts of a policy on its page, at addresses of their own, beside each other, in downloads and in search."""

import json
import re
from datetime import date

from disclosure.exports.documents import downloads_of
from disclosure.pages._comparison import ComparisonView
from disclosure.pages._versions import apart
from disclosure.pages.policy import PolicyView
from disclosure.pages.versions import VersionView
from disclosure.search.source import search_records
from disclosure.site.page import Site
from tests.district import MakeSite, pages_of

FIRST = "第一条 凭证有效期一年。\n\n第二条 收费十元。\n\n第三条 另有规定的除外。"
SECOND = "第一条 凭证有效期两年。\n\n第二条 不收费，见[第一条](#tiao-1)。"
THIRD = "第一条 凭证长期有效。\n\n第二条 不收费。\n\n第二条之一 可以网上办理。"


def document(body: str, **fields: str) -> str:
    known = {"title": "测试区凭证办法", "issuers": "[min]", "published_on": "2022-03-01"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in known.items()) + f"---\n{body}\n"


DOCUMENTS = {
    "policies/a.md": document(FIRST),
    "policies/x.md": document("第一条 改。", title="修改决定甲", published_on="2024-10-01", amends="[a]"),
    "policies/y.md": document(
        "第一条 改。", title="修改决定乙", published_on="2025-11-01", amends="[{target: a, on: 2026-12-01}]"
    ),
    "policies/a@2024-10-01.md": f"---\nby: x\n---\n{SECOND}\n",
    "policies/a@2026-12-01.md": f"---\nby: y\n---\n{THIRD}\n",
}
BETWEEN = date(2026, 1, 1)


def view_of(site: Site) -> PolicyView:
    view = pages_of(site)["/policies/a/"].view
    assert isinstance(view, PolicyView)
    return view


def test_the_page_has_the_text_of_the_day_and_the_one_that_comes_next(make_site: MakeSite) -> None:
    for day, shown, coming in (
        (date(2024, 9, 30), "一年", "两年"),
        (date(2024, 10, 1), "两年", "长期"),
        (BETWEEN, "两年", "长期"),
        (date(2026, 12, 1), "长期", None),
    ):
        view = view_of(make_site(DOCUMENTS, on=day))
        assert view.prose is not None
        assert view.versions is not None
        assert shown in view.prose.html
        next_text = view.versions.coming
        assert (next_text is not None) is (coming is not None)
        assert next_text is None or str(coming) in "".join(piece.html for piece in next_text.pieces)
        assert sum(note.window.open for note in view.versions.notes) == 1


def test_who_reads_on_a_day_whose_text_is_not_on_the_page_is_led_to_it(make_site: MakeSite) -> None:
    versions = view_of(make_site(DOCUMENTS, on=date(2024, 9, 30))).versions
    assert versions is not None
    assert [(str(note.window.since), note.url) for note in versions.notes if note.url] == [
        ("2026-12-01", "/policies/a/2026-12-01/")
    ]


def test_a_document_of_one_text_is_as_it_was(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": document(FIRST)})
    assert view_of(site).versions is None
    assert not [url for url in pages_of(site) if re.search(r"/(original|compare|\d{4}-\d\d-\d\d)/", url)]


def test_every_text_has_an_address_that_names_the_page_that_counts(make_site: MakeSite) -> None:
    pages = pages_of(make_site(DOCUMENTS, on=BETWEEN))
    for name, words in (("original", "一年"), ("2024-10-01", "两年"), ("2026-12-01", "长期")):
        page = pages[f"/policies/a/{name}/"]
        assert page.canonical == "/policies/a/"
        assert isinstance(page.view, VersionView)
        assert words in page.view.prose.html
        assert sum(banner.window.open for banner in page.view.banners) == 1
    states = {
        url.split("/")[3]: next(banner.state for banner in page.view.banners if banner.window.open)
        for url, page in pages.items()
        if isinstance(page.view, VersionView)
    }
    assert states == {"original": "ended", "2024-10-01": "holds", "2026-12-01": "coming"}
    assert {"/policies/a/2024-10-01/compare/", "/policies/a/2026-12-01/compare/"} <= pages.keys()


def test_anchors_of_the_world_lead_somewhere(make_site: MakeSite) -> None:
    """Those of any text are on the page once: in its text, or where it says in which text the place is."""
    view = view_of(make_site(DOCUMENTS, on=BETWEEN))
    assert view.versions is not None
    assert view.prose is not None
    now, then = view.versions.absent
    assert {anchor: link.url for anchor, link in then.places} == {"tiao-3": "/policies/a/original/#tiao-3"}
    assert (now.window.open, then.window.open, then.first) == (True, False, False)
    absent = {anchor: link.url for anchor, link in now.places}
    assert absent == {
        "tiao-3": "/policies/a/original/#tiao-3",
        "tiao-2-zhi-1": "/policies/a/2026-12-01/#tiao-2-zhi-1",
    }
    assert not absent.keys() & {passage.id for passage in view.prose.passages}


def test_what_leads_to_an_anchor_of_another_text_is_no_dead_link(make_site: MakeSite) -> None:
    """Whichever text holds: a link that was right must not keep the site from being built when a day has come."""
    links = "第一条 见[第三条](a.md#tiao-3)、[第二条之一](a.md#tiao-2-zhi-1)、[旧文本](a@2024-10-01.md#tiao-2)。"
    documents = DOCUMENTS | {"policies/b.md": document(links, title="另一办法")}
    for day in (date(2024, 9, 30), BETWEEN, date(2026, 12, 1)):
        html = view_of_b(make_site(documents, on=day))
        assert 'href="/policies/a/2024-10-01/#tiao-2"' in html


def view_of_b(site: Site) -> str:
    view = pages_of(site)["/policies/b/"].view
    assert isinstance(view, PolicyView)
    assert view.prose is not None
    return view.prose.html


def test_anchors_apart() -> None:
    html = '<p id="tiao-1">见<a href="#tiao-2">第二条</a>，<a href="/x/#tiao-2">他处</a> id="不是" <b title="甲 id=" class="乙">丙</b></p>'
    assert apart(html, "v-") == (
        '<p id="v-tiao-1">见<a href="#v-tiao-2">第二条</a>，<a href="/x/#tiao-2">他处</a> id="不是" <b title="甲 id=" class="乙">丙</b></p>'
    )


def test_downloads_say_of_which_days_they_are(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS, on=BETWEEN)
    made = {output.path.rsplit(".", 1)[1]: output.data for output in downloads_of(site, "a")}
    body = made["md"].decode().split("---\n", 2)[2]
    assert "（2024年10月1日至2026年11月30日的文本，按《修改决定甲》修改。" in body
    assert "两年" in body
    assert "一年" not in body
    data = json.loads(made["json"])
    assert "两年" in data["text"]
    assert [(text["since"], text["by"], text["shown"]) for text in data["texts"]] == [
        (None, None, False),
        ("2024-10-01", "x", True),
        ("2026-12-01", "y", False),
    ]


def test_search_finds_the_words_of_the_day_and_knows_until_when(make_site: MakeSite) -> None:
    record = next(one for one in search_records(make_site(DOCUMENTS, on=BETWEEN)) if one.url == "/policies/a/")
    assert "两年" in record.text
    assert "一年" not in record.text
    assert record.text_until == "2026-12-01"


def test_an_amendment_may_name_an_article_that_it_adds(make_site: MakeSite) -> None:
    changed = DOCUMENTS["policies/y.md"].replace("on: 2026-12-01", "on: 2026-12-01, articles: [第二条之一]")
    make_site(DOCUMENTS | {"policies/y.md": changed})  # which would be a problem, were it in none of the texts


def test_an_article_that_was_changed_says_so_and_by_whom(make_site: MakeSite) -> None:
    """In the text that has the change, in the one before it, and on the policy's page."""
    changed = DOCUMENTS["policies/y.md"].replace("on: 2026-12-01", "on: 2026-12-01, articles: [第一条]")
    pages = pages_of(make_site(DOCUMENTS | {"policies/y.md": changed}, on=BETWEEN))

    def said(url: str) -> list[str]:
        view = pages[url].view
        assert isinstance(view, PolicyView | VersionView)
        marks = [mark for piece in view.pieces for mark in piece.marks]
        return [f"{mark.sentence.between}{mark.by.record.title}{mark.sentence.after}" for mark in marks if mark.by]

    assert said("/policies/a/2026-12-01/") == ["本条自2026年12月1日起按修改决定乙修改。"]
    before = ["本条将于2026年12月1日被修改决定乙修改。", "本条已于2026年12月1日被修改决定乙修改。"]
    assert said("/policies/a/2024-10-01/") == before
    assert said("/policies/a/") == before


def test_a_policy_stands_beside_the_one_whose_place_it_took(make_site: MakeSite) -> None:
    """One that says so, or repeals it and is alike by name; what clears away many is compared with none."""
    site = make_site(
        {
            "policies/old.md": document(FIRST, title="测试区凭证管理暂行办法", expires_on="2023-03-01"),
            "policies/new.md": document(SECOND, title="测试区凭证管理办法", published_on="2024-01-01", repeals="[old]"),
            "policies/next.md": document(THIRD, title="一网通办若干规定", published_on="2025-01-01", succeeds="[new]"),
            "policies/clear.md": document(
                "一、废止。", title="关于废止一批文件的决定", published_on="2025-02-01", repeals="[x, new]"
            ),
            "policies/x.md": document(FIRST, title="测试区另一办法"),
            "policies/asked.md": document(FIRST, title="测试区凭证管理规定", disclosure="on_request"),
            "policies/last.md": document(
                SECOND, title="测试区凭证管理规定", published_on="2025-03-01", repeals="[asked]"
            ),
        }
    )
    pages = pages_of(site)
    beside = [url for url in pages if "/compare/" in url]
    assert beside == ["/policies/next/compare/new/", "/policies/new/compare/old/"]
    compared = {key: [link.url for link in pages[f"/policies/{key}/"].view.compared] for key in ("old", "new", "next")}  # type: ignore[attr-defined]
    assert compared == {"old": [beside[1]], "new": [beside[1], beside[0]], "next": [beside[0]]}
    view = pages[beside[1]].view
    assert isinstance(view, ComparisonView)
    assert (view.old.url, view.new.url) == ("/policies/old/", "/policies/new/")
    assert (view.figures.changed, view.figures.gone, view.figures.articles) == (1, 2, True)
