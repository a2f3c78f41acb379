"""Films, recordings and slides: what plays on the page, what is said in them, and that search finds it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from disclosure.frontmatter.load import load, sources_digest
from disclosure.model.config import InputLimits
from disclosure.model.media import MediaKind
from disclosure.pages._media import Medium, length_in_words
from disclosure.pages.event import EventView
from disclosure.pages.interpretation import InterpretationView
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from disclosure.search.source import search_records
from disclosure.site.page import Site
from tests.district import DATA, ROOT, MakeSite, pages_of, policy

CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n先商量。\n\n00:02.000 --> 00:03.000\n再表决。\n"
FILM = """media:
  - title: 片
    file: files/a.webm
    alt: 五步
    length: "1:05"
    preview: files/a.svg
    captions: [{file: files/en.vtt, language: en}, files/a.vtt]
  - {title: 课件, file: files/a.pdf, alt: 四页}
  - {title: 别处, url: 'https://v.example/b.mp4', alt: 别处的片, transcript: files/b.txt}
"""
DOCUMENTS = {
    "policies/a.md": policy("甲"),
    "interpretations/i.md": f"---\ntitle: 解读\ninterprets: [a]\npublished_on: 2024-01-02\nform: video\n{FILM}---\n",
    "interpretations/files/a.webm": "影" * 1000,
    "interpretations/files/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>',
    "interpretations/files/a.pdf": "%PDF",
    "interpretations/files/a.vtt": CAPTIONS,
    "interpretations/files/en.vtt": CAPTIONS.replace("先商量。", "Agree first.").replace("再表决。", "Then vote."),
    "interpretations/files/b.txt": "\ufeff大家好。\r\n\r\n<今天>讲加装电梯。\r\n",
}


def media(site: Site) -> tuple[Medium, ...]:
    view = pages_of(site)["/interpretations/i/"].view
    assert isinstance(view, InterpretationView)
    return view.media


def test_what_is_ours_plays_and_what_is_said_is_there(make_site: MakeSite) -> None:
    film, slides, elsewhere = media(make_site(DOCUMENTS))
    files = "/interpretations/i/files/"
    assert (film.kind, film.played, film.about, film.length) == (MediaKind.VIDEO, True, "WEBM，3 KB", "1分5秒")
    assert film.preview == f"{files}a.svg"
    assert [(one.url, one.language, one.name) for one in film.tracks] == [
        (f"{files}en.vtt", "en", "English"),
        (f"{files}a.vtt", "zh-Hans", "中文"),
    ]
    assert film.said is not None
    assert (film.said.paragraphs, film.said.language) == (("先商量。再表决。",), "zh-Hans")
    assert (slides.kind, slides.played, slides.said) == (MediaKind.SLIDES, False, None)
    assert elsewhere.said is not None
    assert (elsewhere.played, elsewhere.said.paragraphs) == (False, ("大家好。", "<今天>讲加装电梯。"))
    assert [film.said.anchor, elsewhere.said.anchor] == ["ui-words-1", "ui-words-3"]


def test_a_film_in_no_language_of_the_page_is_read_in_its_own(make_site: MakeSite) -> None:
    changed = DOCUMENTS["interpretations/i.md"].replace(", files/a.vtt]", "]")
    said = media(make_site(DOCUMENTS | {"interpretations/i.md": changed}))[0].said
    assert said is not None
    assert (said.paragraphs, said.language) == (("Agree first. Then vote.",), "en")


def test_an_event_shows_its_slides(make_site: MakeSite) -> None:
    text = "---\ntitle: 公开讲\nseries: talk\nsessions: [{on: 2026-02-01}]\nmedia:\n"
    event = {
        "events/e.md": f"{text}  - {{title: 课件, file: files/a.pdf, alt: 四页}}\n---\n",
        "events/files/a.pdf": "%PDF",
    }
    view = pages_of(make_site(event))["/events/e/"].view
    assert isinstance(view, EventView)
    assert [(one.kind, one.url) for one in view.media] == [(MediaKind.SLIDES, "/events/e/files/a.pdf")]


@pytest.mark.parametrize(("length", "words"), [("0:43", "43秒"), ("3:00", "3分"), ("1:05:09", "1小时5分9秒")])
def test_how_long_it_lasts(make_site: MakeSite, length: str, words: str) -> None:
    assert length_in_words(make_site(DOCUMENTS).strings, length) == words


def test_search_finds_what_is_said_and_leads_there(make_site: MakeSite) -> None:
    (record,) = (one for one in search_records(make_site(DOCUMENTS)) if one.kind == "interpretation")
    found = {one.id: (one.label, record.text[one.start :].split("\n")[0]) for one in record.passages}
    assert found == {"ui-words-1": ("文字稿", "先商量。再表决。"), "ui-words-3": ("文字稿", "大家好。")}


def _tree(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_other_captions_are_another_page_and_another_index(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "config.yaml", tmp_path / "config.yaml")
    for path, text in {**DATA, **DOCUMENTS}.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")

    def made(folder: str) -> Mapping[str, bytes]:
        build(Request(tmp_path, tmp_path / folder, date(2026, 1, 1)))
        # what is said of a former index depends on whether there was one
        return {path: data for path, data in _tree(tmp_path / folder).items() if not path.startswith("search-index/")}

    before = made("site")
    digest = sources_digest(tmp_path, load(tmp_path, InputLimits()))
    file = tmp_path / "content/interpretations/files/a.vtt"
    file.write_text(CAPTIONS.replace("表决", "投票"), encoding="utf-8")  # of the same size
    after = made("site")
    assert after == made("clean")
    page = "interpretations/i/index.html"
    assert "再投票" in after[page].decode()
    assert {path for path in after if after[path] != before.get(path)} >= {page, "interpretations/i/files/a.vtt"}
    assert sources_digest(tmp_path, load(tmp_path, InputLimits())) != digest
    pieces = [path.read_text(encoding="utf-8") for path in (tmp_path / "site/search-index").rglob("*.json")]
    assert any("再投票" in piece for piece in pieces)
