"""An issue of the gazette as a PDF: all that it holds with the words of its day, found by bookmarks and by numbers of pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from disclosure.exports.office import pdf
from disclosure.exports.office.bound import bound
from disclosure.library.gazette import as_printed
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.district import MakeSite, make_site
from tests.exports.test_formats import squeezed
from tests.pages.test_gazette import DISTRICT, issue, part
from tests.pipeline.test_incremental import FIRST, Project, differences, tree

__all__ = ["make_site"]

LONG = "第一条　每人80元。\n\n" + "".join(f"第{'二三四五六七八九十'[n]}条　{'文' * 700}\n\n" for n in range(9))


def outline(items: Sequence[Any], reader: PdfReader, depth: int = 0) -> Iterator[tuple[int, str, int]]:
    """Bookmarks: how deep, what they say, and to which page they lead, from 1 on."""
    for item in items:
        if isinstance(item, list):
            yield from outline(item, reader, depth + 1)
        else:
            page = reader.get_destination_page_number(item)
            assert page is not None
            yield depth, item.title, page + 1


def test_an_issue_is_printed_with_all_that_it_holds(make_site: MakeSite) -> None:
    long = DISTRICT["policies/a.md"].replace("第一条　每人80元。", LONG.rstrip())
    site = make_site(DISTRICT | {"policies/a.md": long}, on=date(2026, 1, 1))
    site = replace(site, config=site.config.model_copy(update={"formats": ("docx", "pdf")}))
    files = site.files.of(site, "g1")
    assert set(files) == {"pdf", "md", "json"}
    reader = PdfReader(io.BytesIO(files["pdf"]))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "zh-Hans"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"pdfuaid:part", root["/Metadata"].get_object().get_data())
    assert reader.metadata
    assert reader.metadata.title == "测试区人民政府公报2025年第1号"
    marks = [one for one in outline(reader.outline, reader) if one[0] < 2]
    assert [(depth, title) for depth, title, _ in marks] == [
        (0, "测试区人民政府公报"),
        (0, "本期目录"),
        *((0, "政府文件"), (1, "旧办法")),
        *((0, "政策解读"), (1, "解读")),
        *((0, "人事任免"), (1, "任免通知")),
    ]
    for depth, title, page in marks:  # the contents say on which page each stands, and there it is
        assert title in pages[page - 1]
        if depth == 1:
            assert re.search(rf"{title}[.…]*{page}(?!\d)", pages[1])
    assert len(pages) == marks[-1][2] > 5
    assert "总第7号" in pages[0]
    whole = "".join(pages)
    for line in (*site.prose["a"].text.split("\n"), "任命周某某为区民政局副局长；", "测府任〔2025〕1号"):
        running = re.split("(?<=文{40})", squeezed(line))  # a page ends within a long one
        assert all(words in whole for words in running), line
    assert "每人100元" not in whole  # an amendment of the day after is not in it, whatever the day of the build
    words = as_printed(site.library, site.prose.__getitem__, site.library.documents["g1"].record, "a").words  # type: ignore[arg-type]
    assert words
    assert words.sha256 in whole


def test_nothing_of_an_issue_depends_on_the_day_of_the_build(make_site: MakeSite) -> None:
    printed = {repr(bound(make_site(DISTRICT, on=day), "g1")) for day in (date(2025, 2, 10), date(2026, 5, 1))}
    assert len(printed) == 1


def test_headings_are_titles_in_documents_and_sections_in_what_explains_them(make_site: MakeSite) -> None:
    pieces = [piece for _, some in bound(make_site(DISTRICT), "g1").sections for piece in some]
    assert [piece.official for piece in pieces] == [True, False, True]


def test_what_was_amended_before_an_issue_is_told_in_it(make_site: MakeSite) -> None:
    later = issue(3, part("政府文件", "a"), day="2025-08-01")
    site = make_site(DISTRICT | {"gazette/g3.md": later, "gazette/g1.md": issue(1, part("其他", "i"))})
    ((_, (piece,)),) = bound(site, "g3").sections
    assert "每人100元。" in piece.html
    assert piece.html.index("每人100元。") < piece.html.index("每人80元。")


def test_an_issue_is_made_anew_when_what_it_holds_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And as it would be in a build from nothing."""
    monkeypatch.setattr(pdf, "pdf_of", str.encode)
    project = Project(tmp_path)
    settings = tmp_path / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("formats: [docx]", "formats: [pdf]"), encoding="utf-8")
    project.gazette(1, "p3", "2026-06-30")
    build(Request(tmp_path, tmp_path / "site", FIRST, search=False))
    for number, anew in ((4, False), (3, True)):
        project.change(number, "body", "第一条 换了的文字。")
        report = build(Request(tmp_path, tmp_path / "site", FIRST, search=False))
        paths = {path for key in report.made for path in report.kept.cache.made[key].paths}
        assert f"policies/p{number}/p{number}.pdf" in paths
        assert ("gazette/g/g.pdf" in paths) is anew
    build(Request(tmp_path, tmp_path / "clean", FIRST, search=False))
    assert differences(tree(tmp_path / "site"), tree(tmp_path / "clean")) == []
