"""Pages in another language than the site's own: its words, its way to the original, its lists."""

import re
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import UsageError
from disclosure.exports.office.printed import printed
from disclosure.exports.sitemap import sitemap
from disclosure.library.translations import Edition
from disclosure.model.documents import Policy
from disclosure.pipeline.analyse import plan
from disclosure.site.page import Output, Page, Site
from disclosure.site.render import load_languages, load_static, load_strings, renderer
from tests.district import MakeSite, pages_of, policy

ROOT = Path(__file__).parents[2]
DOCUMENTS = {
    "policies/a.md": policy("测试区救助办法", themes="[civil]", document_number="测府规〔2024〕1号"),
    "policies/a-en.md": policy(
        "Measures on Relief", translation_of="a", language="en", translated_on="2024-02-03", themes="[civil]"
    ),
    "policies/b.md": policy("乙"),
}


def shown(site: Site, url: str) -> str:
    """The HTML of a page."""
    page = pages_of(site)[url]
    return renderer(ROOT / "templates", site, load_static(ROOT / "templates"), {})(page)


def test_a_translation_speaks_its_language_from_head_to_foot(make_site: MakeSite) -> None:
    html = shown(make_site(DOCUMENTS), "/policies/a-en/")
    assert '<html lang="en"' in html
    for words in ("Skip to content", "In force", "2 January 2024", "Issued by", "Organiser:", "Documents in English"):
        assert words in html, words
    bare = re.sub(r"<script.*?</script>|<[^<>]*>", " ", html, flags=re.DOTALL)
    assert not re.search("首页|现行有效|文件要素|发布日期|打印", bare)


def test_links_to_what_is_in_the_language_of_the_site_alone_say_so(make_site: MakeSite) -> None:
    """Lists of agencies, tags, audiences, categories: nobody who reads English follows one unaware."""
    fields = {"tags": "[old]", "audiences": "[aged]", "genre": "tongzhi", "category": "normative"}
    translated = policy("Measures", translation_of="a", language="en", translated_on="2024-02-03", **fields)
    site = make_site({"policies/a.md": policy("办法", **fields), "policies/a-en.md": translated})
    pages, html = pages_of(site), shown(site, "/policies/a-en/")
    led = {tag: url.partition("#")[0] for tag, url in re.findall(r'(<a [^>]*href="(/[^"]*)"[^>]*>)', html)}
    away = {tag: url for tag, url in led.items() if url in pages and pages[url].language != "en"}
    assert {"/agencies/min/", "/tags/old/", "/audiences/aged/", "/library/normative/", "/genres/tongzhi/"} <= set(
        away.values()
    )
    assert [tag for tag in away if "lang=" not in tag] == []
    assert 'hreflang="zh-Hans"' not in re.sub(
        r"<head.*?</head>|<header.*?</header>", "", shown(site, "/policies/a/"), flags=re.DOTALL
    )


def test_the_original_and_the_translation_lead_to_each_other(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    pages = pages_of(site)
    both = (Edition("zh-Hans", "/policies/a/"), Edition("en", "/policies/a-en/"))
    assert pages["/policies/a/"].editions == pages["/policies/a-en/"].editions == both
    assert pages["/policies/b/"].editions == ()
    for url in ("/policies/a/", "/policies/a-en/"):
        html = shown(site, url)
        for language, there in (("zh-Hans", "a"), ("en", "a-en"), ("x-default", "a")):
            assert f'hreflang="{language}" href="https://qinghe.example/policies/{there}/"' in html
    assert '<a href="/policies/a-en/" rel="alternate" hreflang="en" lang="en">English</a>' in shown(
        site, "/policies/a/"
    )


def test_the_site_map_names_all_languages_of_a_document(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    pages = [item for item in plan(site) if isinstance(item, Page)]
    xml = next(
        one.data.decode()
        for one in sitemap(site, pages)
        if isinstance(one, Output) and one.path == "sitemap-policies.xml"
    )
    assert xml.count('hreflang="en" href="https://qinghe.example/policies/a-en/"') == 2
    assert xml.count('hreflang="x-default" href="https://qinghe.example/policies/a/"') == 2


def test_a_translation_stands_in_the_lists_of_its_language_alone(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    assert list(site.listings.of(Policy)) == ["a", "b"]
    assert [row.record.id for row in site.listings.under(Policy, "theme", "civil")] == ["a"]
    assert [row.record.id for row in site.listings.under(Policy, "language", "en")] == ["a-en"]
    pages = pages_of(site)
    for url in ("/en/", "/en/documents/", "/en/themes/civil/"):
        assert "/policies/a-en/" in shown(site, url)
        assert pages[url].language == "en"
    assert "/en/themes/school/" not in pages
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in shown(site, "/policies/b/")


def test_without_translations_there_are_no_pages_of_other_languages(make_site: MakeSite) -> None:
    site = make_site({"policies/b.md": policy("乙")})
    assert site.languages == {}
    assert not any(url.startswith("/en/") for url in pages_of(site))
    assert 'class="to-language"' not in shown(site, "/policies/b/")


def test_a_language_without_words_of_its_own_is_shown_with_those_of_the_site(make_site: MakeSite) -> None:
    html = shown(
        make_site(DOCUMENTS | {"policies/a-ja.md": policy("救助", translation_of="a", language="ja")}),
        "/policies/a-ja/",
    )
    assert '<html lang="zh-Hans"' in html
    assert 'hreflang="ja"' in html
    assert 'id="ui-body" lang="ja"' in html


def test_words_that_one_language_lacks_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "strings").mkdir()
    (tmp_path / "strings/zh-Hans.yaml").write_text("a: 甲\nb: 乙\n", encoding="utf-8")
    (tmp_path / "strings/en.yaml").write_text("a: A\nc: C\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_languages(tmp_path, ["en", "ja"], load_strings(tmp_path, "zh-Hans"))
    found = [
        (problem.code, problem.place.path.rpartition("/")[2], problem.values["keys"])
        for problem in caught.value.problems
    ]
    assert found == [("words-missing", "zh-Hans.yaml", "c"), ("words-missing", "en.yaml", "b")]


def test_a_day_is_said_in_the_words_of_a_language() -> None:
    chinese, english = (load_strings(ROOT / "templates", one) for one in ("zh-Hans", "en"))
    assert chinese.day(date(2024, 3, 3)) == "2024年3月3日"
    assert english.day(date(2024, 3, 3)) == "3 March 2024"


def test_a_translation_that_is_older_than_a_change_says_so_from_its_day_on(make_site: MakeSite) -> None:
    change = policy("修改决定", published_on="2025-06-01", amends="[{target: a, articles: [第一条]}]")
    site = make_site(DOCUMENTS | {"policies/c.md": change})
    html = shown(site, "/policies/a-en/")
    assert '<li data-from="2025-06-01">This translation was made on 3 February 2024.' in html
    assert "for reference only; the original prevails" in html
    kept_up = DOCUMENTS["policies/a-en.md"].replace("2024-02-03", "2025-06-01")
    later = make_site(DOCUMENTS | {"policies/c.md": change, "policies/a-en.md": kept_up})
    assert "This translation was made" not in shown(later, "/policies/a-en/")


CHANGED = {
    "policies/c.md": policy(
        "修改决定", published_on="2025-06-01", amends="[{target: a, articles: [第一条、第二条第一款]}]"
    ),
    "policies/d.md": policy("新办法", published_on="2025-09-01", repeals="[{target: a, note: 已受理的照旧}]"),
}


def test_articles_are_cited_in_english_and_what_stays_chinese_is_marked(make_site: MakeSite) -> None:
    html = shown(make_site(DOCUMENTS | CHANGED, on=date(2025, 7, 1)), "/policies/a-en/")
    assert ">Article 1</a>" in html
    assert "Article 2, paragraph 1" in html
    assert '<span lang="zh-Hans">已受理的照旧</span>' in html
    assert '<a href="/policies/d/" lang="zh-Hans">《新办法》</a>' in html
    document = html.partition("<main")[2].partition("</main>")[0]
    plain = re.sub(r'<(\w+)[^<>]* lang="zh-Hans"[^<>]*>.*?</\1>', "", document, flags=re.DOTALL)
    plain = re.sub(r"<template.*?</template>|<[^<>]*>", "", plain, flags=re.DOTALL)
    assert not re.search("[\u4e00-\u9fff]", plain.replace("第一条　正文。", ""))  # the body of this small district


def test_a_theme_of_a_translation_leads_to_the_list_of_its_language(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    assert 'href="/en/themes/civil/"' in shown(site, "/policies/a-en/")
    assert 'href="/themes/civil/"' in shown(site, "/policies/a/")


SERVICE = """---
title: {title}
based_on: [{on}]
counters: [{{address: 测试路1号}}]
updated_on: 2025-05-01
{more}---
正文。
"""
SERVICES = {
    "services/s.md": SERVICE.format(title="申请救助", on="a", more=""),
    "services/s-en.md": SERVICE.format(
        title="Relief", on="a", more="language: en\ntranslation_of: s\ntranslated_on: 2025-04-01\n"
    ),
}


def test_every_kind_says_that_it_is_a_translation_and_that_its_original_is_newer(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS | SERVICES)
    html = shown(site, "/services/s-en/")
    assert "for reference only; the original prevails" in html
    assert '<a href="/services/s/" hreflang="zh-Hans" lang="zh-Hans">《申请救助》</a>' in html
    assert "brought up to date on 1 May 2025, after this translation was made on 1 April 2025" in html
    assert "the original prevails" not in shown(site, "/services/s/")


def test_a_translation_adds_nothing_to_what_belongs_to_documents_of_another_language(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS | SERVICES)
    assert site.library.sources("services_on", "a") == ("s",)
    english = SERVICES["services/s-en.md"].replace("based_on: [a]", "based_on: [a-en]")
    site = make_site(DOCUMENTS | SERVICES | {"services/s-en.md": english})
    assert (site.library.sources("services_on", "a"), site.library.sources("services_on", "a-en")) == (
        ("s",),
        ("s-en",),
    )


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_a_download_of_a_translation_says_what_prevails_and_what_has_changed(make_site: MakeSite, suffix: str) -> None:
    site = make_site(DOCUMENTS | CHANGED, on=date(2025, 10, 1)).speaking("en")
    words = site.files.of(site, "a-en")[suffix].decode()
    assert "for reference only; the original prevails: 《测试区救助办法》 https://qinghe.example/policies/a/" in words
    changed = "since: amended on 1 June 2025 by 《修改决定》; repealed on 1 September 2025 by 《新办法》."
    assert f"made on 3 February 2024 and does not show what has happened to the original {changed}" in words
    assert "original prevails" not in site.files.of(site, "a")[suffix].decode()


def test_a_word_file_of_a_translation_says_it_too(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS | CHANGED | SERVICES, on=date(2025, 10, 1)).speaking("en")
    for key, words in (("a-en", "repealed on 1 September 2025"), ("s-en", "brought up to date on 1 May 2025")):
        content = printed(site, key)
        assert content is not None
        assert "the original prevails" in content.notes[0]
        assert words in content.notes[1]
