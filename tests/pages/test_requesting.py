"""依申请公开: the guide for applicants says what data say, and its form is a file that can be filled in."""

from __future__ import annotations

import io
import re
import zipfile
from typing import cast

import pytest
from pypdf import PdfReader

from disclosure.exports.office.pdf import written
from disclosure.exports.request_form import form, request_form
from disclosure.model.documents import PlainPage
from disclosure.pages.platform import PlainPageView
from disclosure.site.page import Output, Site, products
from tests.district import DATA, MakeSite, make_site, pages_of, policy
from tests.pages.test_reports import FIGURES, report

__all__ = ["make_site"]

AGENCIES = """agencies:
  - {id: gov, name: 测试区人民政府, short: 区政府, level: district_government, address: 大道1号, hours: 周一至周五}
  - {id: min, name: 测试区民政局, short: 区民政局, level: department, address: 大道2号, hours: 周一至周五, phone: 000-1}
  - {id: edu, name: 测试区教育局, short: 区教育局, level: department}
"""
RULES = """rules:
  - {id: request-reply, value: 20, unit: working_days, basis: 条例第三十三条, verified: true}
  - {id: request-review, value: 60, unit: days, basis: 复议法}
"""
FEES = """fees:
  - {id: a, counted: pieces, first: 1, last: 10, yuan: 0, basis: 办法, verified: true}
  - {id: b, counted: pieces, first: 31, yuan: 200, every: 10, more: 100, basis: 办法}
"""
FILES = {
    **DATA,
    "data/agencies.yaml": AGENCIES,
    "data/rules.yaml": RULES,
    "data/fees.yaml": FEES,
    "data/requests/gov-2024.yaml": FIGURES,
    "policies/a.md": policy("甲"),
    "reports/g.md": report(),
    "pages/ask.md": "---\ntitle: 怎样申请\ncolumn: 依申请公开\n---\n都可以申请。\n",
    "pages/more.md": "---\ntitle: 另一页\ncolumn: 依申请公开\norder: 2\n---\n其他。\n",
}


A_EN = "---\ntitle: A\nlanguage: en\ntranslation_of: a\ntranslated_on: 2025-01-02\n---\nText.\n"


def form_files(site: Site) -> dict[str, bytes]:
    made = (one for item in request_form(site, ()) for one in products(item, site))
    return {one.path: one.data for one in made if isinstance(one, Output)}


def test_the_guide_says_what_the_rules_say_with_their_basis(make_site: MakeSite) -> None:
    pages = pages_of(make_site(FILES))
    one = cast("PlainPageView", pages["/pages/ask/"].view).requesting
    assert one is not None
    assert [(row.limit, row.rule.verified) for row in one.limits] == [("20个工作日内", True), ("60日内", False)]
    assert [(row.stretch, row.price) for _, prices in one.prices for row in prices] == [
        ("1—10件", "不收费"),
        ("31件以上", "200元/件；以10件为一档，每增加一档提高100元/件"),
    ]
    assert [(hours, [unit.id for unit in some]) for hours, some in one.units] == [("周一至周五", ["gov", "min"])]
    assert [(year.figures.year, year.report) for year in one.years] == [(2024, "/reports/g/")]
    assert cast("PlainPageView", pages["/pages/more/"].view).requesting is None


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_form_is_one_page_with_how_to_fill_it_in(make_site: MakeSite, language: str) -> None:
    site = make_site(FILES | {"policies/a-en.md": A_EN})
    file = written(form(site.speaking(language), site.library.of(PlainPage)["ask"].record))
    (page,) = PdfReader(io.BytesIO(file)).pages
    words = re.sub(r"\s", "", page.extract_text())
    assert {"zh-Hans": "填写说明1.", "en": "Howtofillitin1."}[language] in words
    assert "/pages/ask/" in words


def test_the_form_stands_beside_the_guide_and_is_the_same_every_time(make_site: MakeSite) -> None:
    site = make_site(FILES)
    files = form_files(site)
    assert [path for path in files if path.endswith(".docx")] == ["pages/ask/request-form.docx"]
    assert files == form_files(site)
    text = zipfile.ZipFile(io.BytesIO(files["pages/ask/request-form.docx"])).read("word/document.xml").decode()
    words = re.sub("<[^<>]*>", "", text)
    for said in ("政府信息公开申请表", "统一社会信用代码", "申请人签名或者盖章", "https://qinghe.example/pages/ask/"):
        assert said in words
