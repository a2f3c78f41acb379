"""What a shared page says of itself, how to ask about a document, and where it stands on paper."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from disclosure.model.config import SiteIdentity
from disclosure.model.documents import Policy
from disclosure.pages._asking import asking
from disclosure.site.page import Site
from disclosure.site.qr_code import QrCodes
from disclosure.site.render import load_static, renderer
from tests.district import ROOT, MakeSite, pages_of, policy

TITLE = "关于印发《助餐办法》的通知"
DOCUMENTS = {
    "policies/meals.md": policy(TITLE, document_number="测府规〔2024〕9号", summary="吃饭 & 补贴。"),
    "interpretations/i.md": "---\ntitle: 解读\ninterprets: [meals]\npublished_on: 2024-02-01\n---\n说明。\n",
    "questions/q.md": "---\ntitle: 怎么领？\nabout: [meals]\nissuers: [min]\nanswered_on: 2024-03-01\n---\n去社区。\n",
}
PICTURES = {
    "/": "site",
    "/policies/meals/": "policies",
    "/interpretations/i/": "interpretations",
    "/interpretations/": "interpretations",
    "/questions/q/": "questions",
    "/library/": "site",
    "/404.html": "site",
}


def rendered(site: Site, *urls: str) -> dict[str, str]:
    render = renderer(ROOT / "templates", site, load_static(ROOT / "templates"), {})
    pages = pages_of(site)
    return {url: render(pages[url]) for url in urls}


def graph(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|article|twitter):[^"]*)" content="([^"]*)">', html)
    assert len(found) == len(dict(found))
    return {name: unescape(value) for name, value in found}


def test_every_page_says_what_is_shown_of_it_where_it_is_shared(make_site: MakeSite) -> None:
    for url, html in rendered(make_site(DOCUMENTS), *PICTURES).items():
        said = graph(html)
        assert said["og:url"] == f"https://qinghe.example{url}"
        assert said["og:image"] == f"https://qinghe.example/static/share-{PICTURES[url]}.png"
        assert said["og:type"] == ("article" if url.count("/") == 3 else "website")
        assert said["og:locale"] == "zh_CN"
        assert all(said[f"og:{name}"] for name in ("title", "description", "site_name", "image:alt"))
        picture = (ROOT / "templates" / said["og:image"].removeprefix("https://qinghe.example/")).read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"]))
        assert len(picture) < 20_000


def test_a_document_is_shared_by_its_name_and_summary(make_site: MakeSite) -> None:
    said = graph(rendered(make_site(DOCUMENTS), "/policies/meals/")["/policies/meals/"])
    assert (said["og:title"], said["og:description"]) == ("助餐办法", "吃饭 & 补贴。")
    assert said["article:published_time"] == "2024-01-02"


def test_each_document_has_its_address_in_words_and_as_a_symbol_on_paper(make_site: MakeSite) -> None:
    for url, html in rendered(make_site(DOCUMENTS), *list(PICTURES)[1:3], "/questions/q/").items():
        address = f"https://qinghe.example{url}"
        assert f'<path d="{QrCodes().path(address)}"/></svg>' in html
        assert html.count('class="qr"') == 1
        assert f'<span class="print-address">{address}</span>' in html


# --- asking


def asked(site: Site, ask: str | None = None, email: str | None = "zf@qinghe.example") -> str | None:
    values = site.config.site.model_dump() | {"ask": ask, "email": email}
    config = site.config.model_copy(update={"site": SiteIdentity(**values)})
    return asking(replace(site, config=config), site.listings.of(Policy)["meals"])


def test_a_letter_is_read_back_with_every_sign_and_line(make_site: MakeSite) -> None:
    found = asked(make_site(DOCUMENTS)) or ""
    assert re.fullmatch(r"mailto:zf@qinghe\.example\?[A-Za-z0-9%=&._~-]*", found)
    assert dict(parse_qsl(urlsplit(found).query)) == {
        "subject": "就文件提问：测府规〔2024〕9号",
        "body": "我想就以下文件提问：\r\n《关于印发〈助餐办法〉的通知》（测府规〔2024〕9号）\r\n"
        "https://qinghe.example/policies/meals/\r\n\r\n我的问题：\r\n",
    }


def test_signs_that_part_an_address_are_no_part_of_it(make_site: MakeSite) -> None:
    made = {"policies/meals.md": policy("甲&乙#丙?丁=100%+1 的办法")}
    letter = dict(parse_qsl(urlsplit(asked(make_site(made)) or "").query))
    assert letter["subject"] == "就文件提问：甲&乙#丙?丁=100%+1 的办法"
    form = urlsplit(asked(make_site(made), "https://ask.example/new?") or "")
    assert dict(parse_qsl(form.query))["title"] == "甲&乙#丙?丁=100%+1 的办法"
    assert form.fragment == ""


def test_the_site_says_where_questions_go(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS)
    assert asked(site, "tel:12345") == "tel:12345"
    assert asked(site, "https://ask.example/new") == "https://ask.example/new"
    assert (asked(site, "mailto:ask@qinghe.example") or "").startswith("mailto:ask@qinghe.example?subject=")
    assert dict(parse_qsl(urlsplit(asked(site, "https://ask.example/new?") or "").query)) == {
        "title": TITLE,
        "number": "测府规〔2024〕9号",
        "url": "https://qinghe.example/policies/meals/",
    }
    assert asked(site, None, None) is None


@pytest.mark.parametrize(
    "ask", ["javascript:alert(1)", "http://ask.example/", "tel:", "mailto:a@b", "https://a.example/?x=1"]
)
def test_another_address_is_refused(make_site: MakeSite, ask: str) -> None:
    with pytest.raises(ValueError, match="ask"):
        asked(make_site(DOCUMENTS), ask)
