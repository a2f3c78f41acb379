"""Pages in another language than the site's own: its words, its way to the original, its lists."""

import re
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import UsageError
from disclosure.exports.site_files import sitemap
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
        one.data.decode() for one in sitemap(site, pages) if isinstance(one, Output) and one.path == "sitemap.xml"
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
