"""Documents as Word and PDF files: nothing of the text is lost, nothing but the text decides their bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from math import ceil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from disclosure.exports.office import pdf, word
from disclosure.exports.office.paper import in_lines
from disclosure.exports.office.printed import printed
from disclosure.model.documents import Policy
from disclosure.pages._versions import shown_text
from disclosure.pipeline.build import examine, read
from disclosure.rules import formats
from disclosure.site.page import Site
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 1)

BODY = """各镇人民政府：

现将《办法》印发给你们[^甲]。

# 试行办法

## 第一章 总则

第一条　依据[甲](https://example.org/a?b=1&c=2)，**着重**、*强调*，H~2~O。

（一）第一项；

（二）第二项。

1. 甲
2. 乙
   - 内一
   - 内二

5. 从五开始

| 档次 | 金额 |
|---|---:|
| 一 | 480 |

<table><tr><th rowspan="2">甲</th><th colspan="2">乙</th></tr><tr><td>丙<br>丁</td><td></td></tr><tr><td colspan="3">合计</td></tr></table>

第二条　见第一条。& < > " '

测试区民政局

2024年1月2日

[^甲]: 注的文字。
"""


def squeezed(text: str) -> str:
    """Without blanks and line ends, which a layout adds."""
    return re.sub(r"\s+", "", text)


def words_of(data: bytes) -> str:
    """All text of a Word file in the order of reading, but for the marks of notes."""
    runs = Document(io.BytesIO(data)).element.body.iter(qn("w:r"))
    return "".join(
        text.text or ""
        for run in runs
        if not run.xpath(".//w:vertAlign[@w:val='superscript']")
        for text in run.iter(qn("w:t"))
    )


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    front = policy("测试区民政局关于印发《办法》的通知", document_number="测民发〔2024〕1号").split("第一条")[0]
    made = make_site({"policies/a.md": front + BODY, "policies/b.md": policy("乙", disclosure="on_request")})
    return replace(made, config=made.config.model_copy(update={"formats": ("docx", "pdf")}))


def test_every_character_of_the_text_is_in_the_word_file(site: Site) -> None:
    data = site.files.of(site, "a")["docx"]
    text = squeezed(words_of(data))
    position = 0
    for line in site.prose["a"].text.split("\n"):
        found = text.find(squeezed(line), position)
        assert found >= 0, line
        position = found + len(squeezed(line))
    assert "测试区民政局关于印发《办法》的通知" in text
    assert "测民发〔2024〕1号" in text
    assert "https://qinghe.example/policies/a/" in text


def test_every_text_of_the_sample_is_in_its_word_file(demo: Site) -> None:
    """Marks of lists and the signs that lead back from notes are the layout's own."""
    looked_at = 0
    for key in list(demo.library.order["policies"])[::4]:
        content = printed(demo, key)
        if content is None:
            continue
        text = squeezed(words_of(word.written(content)))
        missing = [line for line in shown_text(demo, key).text.split("\n") if squeezed(line) not in text]
        assert missing == [], key
        looked_at += 1
    assert looked_at > 10


def test_tables_keep_their_form(site: Site) -> None:
    first, second = Document(io.BytesIO(site.files.of(site, "a")["docx"])).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [["档次", "金额"], ["一", "480"]]
    assert [[cell.text for cell in row.cells] for row in second.rows] == [
        ["甲", "乙", "乙"],
        ["甲", "丙\n丁", ""],
        ["合计", "合计", "合计"],
    ]


def test_links_lead_where_they_led(site: Site) -> None:
    document = Document(io.BytesIO(site.files.of(site, "a")["docx"]))
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert targets == {"https://example.org/a?b=1&c=2"}


def test_headings_are_headings(site: Site) -> None:
    document = Document(io.BytesIO(site.files.of(site, "a")["docx"]))
    kinds = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert kinds["测试区民政局关于印发《办法》的通知"] == "Title"
    assert kinds["试行办法"] == "Heading 1"
    assert next(kind for text, kind in kinds.items() if text.startswith("第一章")) == "Heading 2"
    assert kinds["测试区民政局"] == "Signature"


def test_a_word_file_has_the_styles_that_it_uses_and_hardly_more(site: Site) -> None:
    data = site.files.of(site, "a")["docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        text, styles = (members.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        listed = members.read("word/_rels/document.xml.rels").decode()
        assert {f"word/{name}" for name in re.findall(r'Target="([^:"]+)"', listed)} <= {*members.namelist()}
    known = set(re.findall(r'w:styleId="([^"]+)"', styles))
    assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', text)) <= known
    assert set(re.findall(r'<w:(?:basedOn|next|link) w:val="([^"]+)"', styles)) <= known
    assert len(known) < 30
    assert len(data) < 15_000


def test_a_word_file_holds_no_time_and_no_name_but_the_issuers(site: Site) -> None:
    data = site.files.of(site, "a")["docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"thumbnail" not in archive.read("_rels/.rels")
    about = Document(io.BytesIO(data)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("测试区民政局", "", "")
    assert about.created.date() == date(2024, 1, 2)


def test_the_same_document_gives_the_same_files() -> None:
    """In another process as well, which gives other numbers to everything."""
    program = (
        "import hashlib, sys; from disclosure.exports.office import pdf, word; from disclosure.exports.office.printed import Printed;"
        "from datetime import date; from disclosure.pages import policy;"
        "content = Printed('甲', '乙', ('丙',), '<p>正文</p>', '附件', ('丁',), '某局', 'zh-Hans', date(2024, 1, 2));"
        "print(*(hashlib.sha256(made).hexdigest() for made in (word.written(content), pdf.written(content))))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_a_pdf_has_all_of_the_text_with_its_structure(site: Site) -> None:
    reader = PdfReader(io.BytesIO(site.files.of(site, "a")["pdf"]))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for words in (
        "各镇人民政府：",
        "试行办法",
        "第一章总则",
        "第一条",
        "依据甲",
        "着重",
        "（一）第一项；",
        "480",
        "丙丁",
        "注的文字。",
    ):
        assert words in text
    for words in ("测试区民政局文件", "测民发〔2024〕1号", "没有印章，不是签发的原件", "—1—"):
        assert words in text
    assert reader.metadata
    assert reader.metadata.title == "测试区民政局关于印发《办法》的通知"
    catalogue = reader.trailer["/Root"]
    assert catalogue.get_object()["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert catalogue.get_object()["/Lang"] == "zh-Hans"  # type: ignore[index]
    assert reader.outline


def test_a_page_has_22_lines_of_28_characters(make_site: MakeSite) -> None:
    """GB/T 9704-2012, 5.2.3; numbers of pages stand outside."""
    site = make_site({"policies/a.md": policy("甲").replace("正文。", "文" * 28 * 22 * 3)})
    content = printed(site, "a")
    assert content
    reader = PdfReader(io.BytesIO(pdf.written(content)))
    *lines, number = reader.pages[1].extract_text().split("\n")
    assert [len(line) for line in lines] == [28] * 22
    assert squeezed(number) == "—2—"


def test_titles_are_set_in_lines_that_end_between_phrases() -> None:
    title = "云岚市青禾区人民政府关于印发《青禾区既有多层住宅加装电梯办法》的通知"
    assert in_lines(title, 20) == "云岚市青禾区人民政府关于印发<br>《青禾区既有多层住宅加装电梯办法》的通知"
    narrow = in_lines(title, 12).split("<br>")
    assert "".join(narrow) == title
    assert max(map(len, narrow)) <= 12
    assert in_lines("甲区民政局 甲区财政局关于补贴标准的通知", 12) == "甲区民政局 甲区财政局<br>关于补贴标准的通知"
    assert in_lines("Measures for Sorting Household Waste", 20) == "Measures for Sorting Household Waste"
    assert in_lines("关于甲<乙的通知", 19) == "关于甲&lt;乙的通知"


def test_a_picture_is_told_in_words_and_not_fetched(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "content/policies").mkdir(parents=True, exist_ok=True)
    site = make_site({"policies/a.md": policy("甲") + "\n文![流程图](图.png)字\n", "policies/图.png": "x"})
    content = printed(site, "a")
    assert content
    assert "<img" not in content.html
    assert '<a href="https://qinghe.example/policies/a/files/图.png">［图：流程图］</a>' in content.html
    assert "文［图：流程图］字" in words_of(word.written(content))


def test_what_is_open_only_on_request_has_no_files(site: Site) -> None:
    assert set(site.files.of(site, "b")) == {"json"}


def test_the_page_says_how_large_they_are(site: Site) -> None:
    made = site.files.of(site, "a")
    shown = [(file.url, file.about) for file in pages_of(site)["/policies/a/"].files]
    assert shown == [
        (f"/policies/a/a.{suffix}", f"{suffix.upper()}，{ceil(len(made[suffix]) / 1024)} KB")
        for suffix in ("docx", "pdf", "md", "json")
    ]


def test_a_format_that_cannot_be_made_here_is_told(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "LIBRARY_OF", {"docx": "docx", "pdf": "no_such_library"})
    formats.can_be_made.cache_clear()
    site = make_site({"policies/a.md": policy("甲")})
    assert site.library.of(Policy)
    settings = tmp_path / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("formats: [docx]", "formats: [docx, pdf]"), encoding="utf-8")
    told = [problem for problem in examine(tmp_path, DAY) if problem.code == "format-not-made"]
    site, warnings = read(tmp_path, DAY)
    assert [problem.values["library"] for problem in told] == ["no_such_library"]
    assert "format-not-made" in {problem.code for problem in warnings}
    assert set(site.files.of(site, "a")) == {"md", "json", "docx"}
    formats.can_be_made.cache_clear()


def test_files_say_what_holds_on_the_day_they_were_made(make_site: MakeSite) -> None:
    """Of a repealed document in every format, with what to turn to; at the article what another amends in it."""
    old = policy("旧办法", effective_on="2024-02-01").replace(
        "第一条　正文。", "第一条　正文。\n\n第二条　每人每月80元。"
    )
    amending = policy("修改决定", effective_on="2025-01-01", amends="[{target: old, articles: [第二条]}]").replace(
        "第一条　正文。", "一、将第二条修改为：“每人每月100元。”"
    )
    documents = {"policies/old.md": old, "policies/amending.md": amending}
    documents["policies/new.md"] = policy(
        "新办法", effective_on="2026-03-01", repeals="[old]", document_number="测〔2026〕1号"
    )
    for day, status in ((date(2026, 2, 28), "现行有效"), (date(2026, 3, 1), "废止")):
        site = make_site(documents, on=day)
        made = site.files.of(site, "old")
        texts = (made["md"].decode(), words_of(made["docx"]), made["json"].decode())
        for text in texts:
            assert f"截至{day.year}年{day.month}月{day.day}日：{status}" in text
            assert "《新办法》（测〔2026〕1号）" in text
            assert "https://qinghe.example/policies/new/" in text
            assert "每人每月100元。" in text
        for text in texts[:2]:
            assert text.index("注：第二条自2025-01-01起由《修改决定》修改为") < text.index("每人每月80元")


def test_every_page_leads_to_the_files_of_its_document(demo_site: Path) -> None:
    """Whatever stands beside a page in a format to be taken along; what nobody can find is not published."""
    made = [
        file for suffix in ("docx", "md") for file in demo_site.rglob(f"*.{suffix}") if file.stem == file.parent.name
    ]
    assert {file.relative_to(demo_site).parts[0] for file in made} >= {
        "policies",
        "interpretations",
        "questions",
        "reports",
    }
    unseen = [file.name for file in made if f'{file.name}" download' not in (file.parent / "index.html").read_text()]
    assert unseen == []
