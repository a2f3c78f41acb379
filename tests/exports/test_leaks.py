"""What is not meant for readers is nowhere in what is published: pages, downloads, search index, lists, names of files."""

import gzip
import io
import json
import re
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from disclosure.base.problems import ContentError
from disclosure.model.kinds import KINDS
from disclosure.pipeline.build import build, examine, read
from disclosure.pipeline.run import Request
from disclosure.search.source import search_records
from tests.district import DATA
from tests.plans import plan

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)
MARK = "内部秘密"
REMARKS = (
    f"<!-- {MARK} -->",
    f"<!--{MARK}-->",
    f"<!-- a -- {MARK} -->",
    f"<!-- {MARK} --!>",
    f"<!---{MARK}--->",
    f"<!-- 甲\n\n{MARK}\n\n-->",
    f"<!--> <!-- {MARK} -->",
    f"[//]: # ({MARK})",
    f'[//]: # "{MARK}"',
    f"[//]: # '{MARK}'",
    f"[//]: # {MARK}",
    f"[//]:# ({MARK})",
    f"[//]: <> ({MARK})",
    f"[//]: / ({MARK})",
    f"[comment]: # ({MARK})",
    f"[comment]: <> ({MARK})",
    f"[Comment]: {MARK}",
    f"[_]: # ({MARK})",
    f"[_]: {MARK}",
    f"[备注]: # ({MARK})",
    f"[备注]: <> ({MARK})",
    f"   [//]: # ({MARK})",
    f"> [//]: # ({MARK})",
    f"正文\n[//]: # ({MARK})\n正文",
    f"[//]: # (甲\n{MARK})",
    f"<!--> {MARK} -->",
    f"<? {MARK} ?>",
    f"<!x {MARK}>",
    f"<![CDATA[{MARK}]]>",
    f"<comment>{MARK}</comment>",
    f"{{# {MARK} #}}",
    f"{{#\n{MARK}\n#}}",
    f"{{% comment %}}{MARK}{{% endcomment %}}",
    f"%% {MARK} %%",
    f"%%\n{MARK}\n%%",
)
TEXT = (f"<!--> {MARK} -->",)
"""What browsers take for text: it is seen on the page as well."""


def _project(root: Path, files: dict[str, str], formats: str = "[docx]") -> Path:
    shutil.copytree(ROOT / "templates", root / "templates", dirs_exist_ok=True)
    config = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("formats: [docx]", f"formats: {formats}")
    settings = re.sub(r"^(?:withheld_register|assessment):.*\n", "", config, flags=re.MULTILINE)
    settings += "\nwithheld_register: true\nassessment: figures\n"
    (root / "config.yaml").write_text(settings, encoding="utf-8")
    for path, text in {**DATA, **files}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    return root


def _document(fields: str, body: str) -> str:
    return f"---\ntitle: 甲\npublished_on: 2024-01-02\n{fields}---\n{body}\n"


def _refused(root: Path) -> bool:
    try:
        read(root, DAY)
    except ContentError:
        return True
    return False


def published(site: Path) -> dict[str, str]:
    """Every file of a site as text, unpacked where it is packed."""
    texts = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for unpack in (gzip.decompress, zlib.decompress):
            try:
                data = unpack(data)
            except (OSError, zlib.error, EOFError):
                continue
        texts[path.relative_to(site).as_posix()] = _text(data)
    return texts


def told(files: dict[str, str]) -> dict[str, str]:
    """The same as their readers take them: entities and escapes are what they stand for, long lines of calendars are whole."""
    texts = {}
    for path, text in files.items():
        plain = unescape(text.replace("\r\n ", "").replace("\n ", "\n"))
        plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda escape: chr(int(escape[1], 16)), plain)
        texts[unquote(path)] = f"{text}\n{unquote(plain)}"
    return texts


def _of_pdf(data: bytes) -> str:
    """What a PDF says on its pages and beside them: metadata, bookmarks, links, files in it, and every string of its objects."""
    reader = PdfReader(io.BytesIO(data))
    xmp = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    links = [str(one.get_object()) for page in reader.pages for one in page.get("/Annots", ())]
    files = [f"{name}\n{_text(one)}" for name, every in reader.attachments.items() for one in every]
    objects = [str(reader.get_object(number)) for number in range(1, len(reader.xref_objStm) + len(reader.xref[0]))]
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join((str(reader.metadata), xmp, str(reader.outline), *links, *files, *objects, *pages))


def _text(data: bytes) -> str:
    """What is in a file: of an archive, a Word file or a workbook in all its parts, of a PDF on its pages and in what it says."""
    if data.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            return "\n".join(connection.iterdump())
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(f"{name}\n{unescape(_text(archive.read(name)))}" for name in archive.namelist())
    if data.startswith(b"%PDF"):
        return _of_pdf(data)
    return data.decode(errors="replace")


def test_remarks_reach_nobody(tmp_path: Path) -> None:
    """Every idiom either is an error, or its words are in no file and in no record of search."""
    told = {}
    for number, remark in enumerate(REMARKS):
        told[remark] = _refused(
            _project(tmp_path / str(number), {"policies/a.md": _document("", f"第一条 正文。\n\n{remark}\n\n完。")})
        )
    kept = [remark for remark in REMARKS if not told[remark] and remark not in TEXT]
    assert len(kept) > 20
    documents = {
        f"policies/r{number}.md": _document("", f"第一条 正文。\n\n{remark}\n\n完。")
        for number, remark in enumerate(kept)
    }
    root = _project(tmp_path / "all", documents)
    build(Request(root, root / "site", DAY, search=False))
    assert [path for path, text in published(root / "site").items() if MARK in text] == []
    assert not any(MARK in record.text for record in search_records(read(root, DAY)[0]))
    assert all("完。" in text for path, text in published(root / "site").items() if path.endswith(".md"))


def test_what_looks_like_a_definition_is_seen(tmp_path: Path) -> None:
    body = "第一条 正文。\n\n[1]: 某某办法\n\n[附件]: 见 https://elsewhere.example/\n\n完。"
    site = build(
        Request(_project(tmp_path, {"policies/a.md": _document("", body)}), tmp_path / "site", DAY, search=False)
    )
    assert site.documents == 1
    download = (tmp_path / "site/policies/a/a.md").read_text(encoding="utf-8")
    assert "[1]: 某某办法" in download
    assert "[附件]: 见" in download


HIDDEN = {
    "withheld": "disclosure: withheld\nbasis: 依据\n",
    "draft": "draft: true\n",
    "on-request": "disclosure: on_request\n",
}


NEVER = "zqnever"
"""Begins the id of every document below."""
RARE = "龘靐"
"""Signs that stand nowhere else: the index of search has words in pieces."""
UNSEEN = f"{MARK}{RARE}"
LONG_AGO, TO_COME = "2013-07-19", "2031-08-23"
PLAIN = (
    ".html",
    ".json",
    ".jsonl",
    ".jsonld",
    ".md",
    ".txt",
    ".xml",
    ".csv",
    ".ics",
    ".ttl",
    ".css",
    ".js",
    ".svg",
    "",
)
READ = {*PLAIN, ".png", ".ico", ".docx", ".pdf", ".xlsx", ".zip", ".gz", ".sqlite", ".pf_index"}
"""Formats of files that are looked through here; one that is new is to be read by `published` before it stands here."""
_SAYS = f"summary: {UNSEEN}\ntags: [old]\n"
_PART = "opens_on: 2024-03-01, closes_on: 2024-04-09, answer: {email: a@b.example}"
_FIELDS = {
    "policies": f"issuers: [min]\ndocument_number: {UNSEEN}〔2013〕7号\nkeywords: [{UNSEEN}]\ncatalogue_items: [relief-02]\n"
    f"based_on: [{{target: open, note: {UNSEEN}, on: {TO_COME}}}]\nimplements: [open]\neffective_on: {TO_COME}\n"
    f"services: [{{title: {UNSEEN}, url: 'https://{NEVER}.example/'}}]\ncontact: {UNSEEN}\naudiences: [aged]\nthemes: [civil]\n",
    "interpretations": f"interprets: [open]\nissuers: [min]\nspeakers: [{{role: {UNSEEN}}}]\ncovers: [{UNSEEN}]\n",
    "services": f"based_on: [open]\nissuers: [min]\nwho: {UNSEEN}\nurl: 'https://{NEVER}.example/'\nmaterials: [{UNSEEN}]\n"
    "audiences: [aged]\n",
    "questions": f"about: [open]\nsource: message\nasked_on: {LONG_AGO}\nanswered_on: {LONG_AGO}\nissuers: [min]\n",
    "events": f"sessions: [{{on: {TO_COME}, begins: '09:00', place: {UNSEEN}}}]\nabout: [open]\nissuers: [min]\n"
    f"asked: [{{question: {UNSEEN}, answer: {UNSEEN}}}]\n",
    "decisions": f"year: 2013\nnumber: 7\ndecides: gov\nlisted_on: {LONG_AGO}\nbasis: {UNSEEN}\nconsultation: {{{_PART}}}\n"
    "result: open\n",
    "consultations": f"consultation: {{{_PART}, questions: [{UNSEEN}]}}\nresult: open\nissuers: [min]\n",
    "plans": f"year: 2013\ntasks: [{{clause: 一, title: {UNSEEN}, responsible: [min], evidence: [open], due_on: {TO_COME}}}]\n",
    "gazette": f"year: 2013\nnumber: 7\ncontents: [{{section: 政府文件, items: [open, {{title: {UNSEEN}, text: [{UNSEEN}]}}]}}]\n",
    "topics": f"sections: [{{title: {UNSEEN}, documents: [open]}}]\ncontact: {UNSEEN}\n",
    "reports": "year: 2013\nissuers: edu\n",
    "pages": f"column: about\nupdated_on: {LONG_AGO}\n",
}
"""Fields with words and days that stand nowhere else, and links to what is published; by the folder of the kind."""


def _unseen() -> dict[str, str]:
    """Of every kind a draft, of policies what is withheld too, and translations of both, each with a former address."""
    files = {}
    for folder, fields in _FIELDS.items():
        states = ("draft: true\n", *((WITHHELD,) if folder == "policies" else ()))
        for number, state in enumerate(states):
            key = f"{NEVER}-{folder}-{number}"
            day = f"published_on: {LONG_AGO}\n" if "published_on" in KINDS[folder].record.model_fields else ""
            media = f"media: [{{title: {UNSEEN}, url: 'https://{NEVER}.example/a.png', alt: {UNSEEN}}}]\n"
            media = media if "media" in KINDS[folder].record.model_fields else ""
            front = f"title: {UNSEEN}\n{_SAYS}{day}{media}aliases: [/jiu/{key}/]\n{state}"
            files[f"{folder}/{key}.md"] = f"---\n{front}{fields}---\n第一条　{UNSEEN}。见[甲](../policies/open.md)。\n"
            english = f"title: {UNSEEN}\ntranslation_of: {key}\nlanguage: en\n{day}{state}"
            files[f"{folder}/{key}-en.md"] = f"---\n{english}{fields}---\n{UNSEEN}\n"
    for number, state in enumerate(
        ("draft: true\n", WITHHELD)
    ):  # what repeats a document adds to its page and its figures
        key, items = f"{NEVER}-copy-{number}", "catalogue_items: [relief-03]\nissuers: [edu]\ncopy_of: open\n"
        front = f"title: {UNSEEN}\npublished_on: {LONG_AGO}\naliases: [/jiu/{key}/]\n{items}{state}"
        files[f"policies/{key}.md"] = f"---\n{front}---\n{UNSEEN}\n"
    return files


WITHHELD = f"disclosure: withheld\nbasis: 政府信息公开条例第十五条，{UNSEEN}\n"


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that are not published, or not their texts, with attachments, links, pictures and later texts of their own."""
    reviewed = f"review: {{unit: min, on: 2024-01-02, result: 主动公开, basis: {UNSEEN}, note: {UNSEEN}}}\n"
    files = {"policies/open.md": _document(f"tags: [old]\n{reviewed}", "第一条 正文。"), **_unseen()}
    query = "query: {tags: [old], kinds: [policies, topics]}"
    files["topics/t.md"] = f"---\ntitle: 专题\ntags: [old]\nsections: [{{title: 一, {query}}}]\n---\n引言。\n"
    draft = f"title: {MARK}专题\ntags: [old]\ndraft: true\nsections: [{{title: {MARK}一, documents: [open]}}]"
    files["topics/draft-topic.md"] = f"---\n{draft}\n---\n{MARK}\n"
    task = "{clause: 一, title: 公开, responsible: [min], evidence: [open]}"
    files["plans/p.md"] = plan(task)
    files["plans/draft-plan.md"] = plan(task.replace("公开", MARK), draft="true", summary=MARK, document="open")
    later = f"第一条 {MARK}。见[附件](files/later-{MARK}.csv)。"
    files["policies/draft-change.md"] = _document(
        "amends: [{target: open, on: 2024-02-01}]\ndraft: true\n", "第一条 改。"
    )
    files["policies/open@2024-02-01.md"] = f"---\nby: draft-change\n---\n{later}"
    files[f"policies/files/later-{MARK}.csv"] = MARK
    files["gazette/g.md"] = (
        "---\ntitle: 公报\nyear: 2024\nnumber: 1\npublished_on: 2024-01-10\n"
        "contents: [{section: 政府文件, items: [open, {title: 启事, text: [甲]}]}]\n---\n"
    )
    files["gazette/draft-issue.md"] = (
        f"---\ntitle: {MARK}公报\nyear: 2024\nnumber: 2\npublished_on: 2024-02-10\ndraft: true\n"
        f"contents: [{{section: 政府文件, items: [withheld, draft, {{title: {MARK}, text: [{MARK}]}}]}}]\n---\n{MARK}\n"
    )
    normative = "issuers: [min]\ncategory: normative\nterm_note: 长期\n"
    files["policies/counted.md"] = _document(normative, "第一条 正文。")
    files["policies/withheld-counted.md"] = _document(
        f"{normative}disclosure: withheld\nbasis: 依据\n", f"第一条 {MARK}。"
    )
    sections = "".join(f"\n## {number}、部分\n\n无。\n" for number in "一二三四五六")
    report = "title: {}\nyear: 2024\nissuers: min\npublished_on: 2025-01-10\n{}"
    files["reports/r.md"] = f"---\n{report.format('年报', '')}---\n{sections}"
    files["reports/draft-report.md"] = f"---\n{report.format(MARK, 'draft: true')}\n---\n{sections}{MARK}\n"
    for key, fields in HIDDEN.items():
        attachments = f"attachments: [{{title: {MARK}附件, file: files/{key}-{MARK}甲.csv}}]\n"
        body = f"第一条 {MARK}。见[附件](files/{key}-{MARK}乙.csv)、![图](<files/{key}-{MARK} 丙.png>)。"
        files[f"policies/{key}.md"] = _document(f"tags: [old]\n{fields}{attachments}", body)
        maker = "" if key == "on-request" else fields
        files[f"policies/{key}-later.md"] = _document(
            f"amends: [{{target: {key}, on: 2024-02-01}}]\n{maker}", "第一条 改。"
        )
        files[f"policies/{key}@2024-02-01.md"] = f"---\nby: {key}-later\n---\n{later}"
        files |= {f"policies/files/{key}-{MARK}{name}": MARK for name in ("甲.csv", "乙.csv", " 丙.png")}
    return _project(tmp_path_factory.mktemp("hidden"), files, "[docx, pdf]")


@pytest.fixture(scope="module")
def texts(hidden: Path) -> dict[str, str]:
    """What is published of them, by path."""
    build(Request(hidden, hidden / "site", DAY))
    return published(hidden / "site")


def test_what_is_not_published_is_nowhere(texts: dict[str, str]) -> None:
    """The search index included."""
    secrets = (MARK, NEVER, LONG_AGO, TO_COME)
    assert [(path, one) for path, text in told(texts).items() for one in secrets if one in text or one in path] == []
    index = "".join(text for path, text in texts.items() if path.startswith("search-index/"))
    assert not set(RARE) & set(index)
    assert {*"正文"} <= set(index)
    assert {PurePosixPath(path).suffix for path in texts} <= READ
    assert not {path for path in texts if "cache" in path or path.startswith(".site")}
    assert {"policies/open/open.docx", "policies/open/open.pdf"} <= texts.keys()
    for whole in ("data/archives/policies.zip", "data/clauses/policies-1.jsonl.gz"):
        assert "正文" in texts[whole]
    assert "policies/open/" in texts["data/catalogue.sqlite"]
    assert "正文" in texts["policies/open/open.pdf"]
    assert "正文" in texts["gazette/g/g.pdf"]
    assert {"policies/on-request/index.html", "policies/on-request/on-request.json"} <= texts.keys()
    register = {"withheld/index.html", "data/withheld/withheld.json", "data/withheld/withheld.csv"}
    assert {path for path in texts if "withheld" in path or "draft" in path} == register
    assert not {path for path, text in texts.items() if "withheld-counted" in text or "draft-report" in text}
    tables = json.loads(texts["data/reports/2024.json"])["reports"][0]["tables"]
    assert tables[0]["rows"][1]["documents"] == [["counted"], [], ["counted"]]
    topic = texts["topics/t/index.html"]  # what its query finds
    assert [key for key in ("open", *HIDDEN) if f'/policies/{key}/"' in topic] == ["open", "on-request"]
    assert json.loads(texts["topics/t/t.json"])["found"] == [["on-request", "open"]]
    assert not {path for path, text in texts.items() if "draft-topic" in text or '"withheld"' in text}
    assert [one["id"] for one in json.loads(texts["data/plans/tasks.json"])["plans"]] == ["p"]
    assert "公开" in texts["data/plans/tasks.xlsx"]
    assert "/plans/p/#task-1" in texts["policies/open/index.html"]
    assert not {path for path, text in texts.items() if "draft-plan" in text}


def test_every_kind_has_what_is_not_published() -> None:
    assert set(_FIELDS) == set(KINDS)


def test_the_register_tells_numbers_and_nothing_else(texts: dict[str, str]) -> None:
    """By article, whatever else an author wrote as the basis; a translation is no document of its own."""
    register = json.loads(texts["data/withheld/withheld.json"])
    assert {one["ground"]: one["number"] for one in register["grounds"]} == {"14": 0, "15": 1, "16": 0, "other": 3}
    assert texts["data/withheld/withheld.csv"].split() == [
        *("\ufeff依据,件数", "第十四条,0", "第十五条,1", "第十六条,0", "其他,3")
    ]
    assert "共4件" in texts["withheld/index.html"]


def test_files_of_what_is_not_published_are_not_to_be_deleted(hidden: Path) -> None:
    (hidden / "content/policies/files/rest.csv").write_text("x", encoding="utf-8")
    unused = [problem.place.path for problem in examine(hidden, DAY) if problem.code == "unused-attachment"]
    assert unused == ["content/policies/files/rest.csv"]


def test_who_repeals_a_part_unseen_is_nowhere(tmp_path: Path) -> None:
    """Neither id, title, number, note, day of its own nor text of a withheld document that changes articles of another."""
    relation = f"articles: [第二条, 第三条第一款, {MARK}条款], note: {MARK}说明"
    fields = (
        "disclosure: withheld\nbasis: 依据\ndocument_number: 秘密发〔2024〕7号\neffective_on: 2025-03-04\n"
        f"repeals: [{{target: open, {relation}}}]\namends: [{{target: open, {relation}, on: 2026-04-01}}]\n"
        f"extends: [{{target: open, {relation}, until: 2031-01-01}}]\n"
    )
    text = "第一条 正文。\n\n第二条 二。\n\n第三条 三。"
    files = {
        "policies/open.md": _document("expires_on: 2030-01-01\n", text),
        f"policies/hidden-{'x' * 9}.md": _document(fields, f"第一条 废止第二条。{MARK}").replace("甲", f"{MARK}题"),
        "interpretations/i.md": "---\ntitle: 解读\npublished_on: 2024-01-03\ninterprets: [open]\n---\n第二条。\n",
        "policies/open-en.md": _document("translation_of: open\nlanguage: en\n", text),
    }
    root = _project(tmp_path, files, "[docx, pdf]")
    build(Request(root, root / "site", DAY))
    texts = published(root / "site")
    marks = (MARK, "秘密发", "hidden-xxx", "内部秘密题")
    assert [(path, mark) for path, text in texts.items() for mark in marks if mark in text or mark in path] == []
    assert "一份未公开的文件" in texts["policies/open/index.html"]
    assert "一份未公开的文件" in texts["policies/open/open.md"]
    assert "一份未公开的文件" in texts["interpretations/i/index.html"]


WITHDRAWN = {
    "withheld": "disclosure: withheld\nbasis: 依据\n",
    "draft": "draft: true\n",
    "on request": "disclosure: on_request\n",
    "taken down": None,
}


@pytest.mark.parametrize("whole", [False, True], ids=["a patch", "a whole site"])
@pytest.mark.parametrize("how", WITHDRAWN)
def test_what_was_published_and_is_withdrawn_is_nowhere(tmp_path: Path, how: str, whole: bool) -> None:
    """The files of the former index, which stay for pages that are open, would have its text: then none stay."""
    text = f"第一条 {UNSEEN}。"
    files = {"policies/open.md": _document("", "第一条 正文。"), "policies/a.md": _document("", text)}
    root = _project(tmp_path, files)
    build(Request(root, root / "site", DAY))
    assert any(MARK in one for path, one in published(root / "site").items() if path.startswith("search-index/"))
    fields = WITHDRAWN[how]
    if fields is None:
        (root / "content/policies/a.md").unlink()
        stone = "tombstones:\n  - {id: a, address: /policies/a/, removed_on: 2026-02-01, reason: 公示期已满}\n"
        (root / "content/data/tombstones.yaml").write_text(stone, encoding="utf-8")
    else:
        (root / "content/policies/a.md").write_text(_document(fields, text), encoding="utf-8")
    if whole:
        (root / ".site.cache").unlink()
    build(Request(root, root / "site", DAY))
    texts = published(root / "site")
    assert [path for path, one in texts.items() if MARK in one or set(RARE) & set(one)] == []
    assert any("正文" in one for path, one in texts.items() if path.startswith("search-index/"))
