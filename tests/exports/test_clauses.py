"""Places of texts as lines: each can stand alone, together they are the text, and what they say can be verified."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.exports.certificates import certificate, certified
from disclosure.exports.clauses import LINE, SCHEMAS, clause_lines, document_lines
from disclosure.library.verdicts import judge, read_citation
from disclosure.site.page import Site
from disclosure.text.check_codes import squeezed
from tests.district import MakeSite, policy
from tests.exports.test_knowledge import faults

ON = date(2026, 6, 1)
BODY = "各有关单位：\n\n现印发某办法。\n\n第一条　甲：\n\n（一）丙；\n\n（二）丁。\n\n第二条　己。\n"
AMENDING = "一、将第二条修改为：“第二条　庚。”\n"
DOCUMENTS = {
    "policies/a.md": policy(
        "某办法",
        document_number="某〔2024〕1号",
        themes="[civil]",
        tags="[old]",
        audiences="[aged]",
        expires_on="2027-05-31",
    ).replace("第一条　正文。\n", BODY),
    "policies/change.md": policy("关于修改某办法的决定", amends="[a]", published_on="2026-01-01").replace(
        "第一条　正文。\n", AMENDING
    ),
    "policies/over.md": policy("旧办法", expires_on="2025-12-31"),
    "policies/new.md": policy("新办法", succeeds="[over]", published_on="2026-01-01"),
    "interpretations/i.md": "---\ntitle: 旧办法解读\ninterprets: [over]\npublished_on: 2024-02-01\n---\n说明。\n",
    "policies/asked.md": policy("不公开正文", disclosure="on_request"),
    "policies/a-en.md": policy("Measures", translation_of="a", language="en").replace(
        "第一条　正文。", "Article 1 Text."
    ),
}


def lines_of(site: Site, key: str) -> list[dict[str, Any]]:
    spoken = site.speaking(site.library.documents[key].record.language)
    return [json.loads(line) for line in document_lines(spoken, key)]


def test_every_line_stands_alone_and_together_they_are_the_text(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS, on=ON)
    lines = lines_of(site, "a")
    assert [(one["anchor"], one["within"], one["place"]) for one in lines] == [
        ("", None, ""),
        ("tiao-1", None, "第一条"),
        ("tiao-1-1-1", "tiao-1", "第一条第（一）项"),
        ("tiao-1-1-2", "tiao-1", "第一条第（二）项"),
        ("tiao-2", None, "第二条"),
    ]
    assert lines[2]["text"] == "（一）丙；"
    whole = "".join(one["text"] for one in lines if one["within"] is None)
    assert squeezed(whole) == squeezed(BODY.replace("己", "庚"))
    last = lines[-1]
    assert last["citation"].startswith("《某办法》（某〔2024〕1号）第二条（现行有效，2026年6月1日查，校验码")
    assert last["url"] == "https://qinghe.example/policies/a/#tiao-2"
    assert (last["day"], last["status"], last["holds"]) == ("2026-06-01", "in_force", True)
    assert last["days"] == [{"first_day": "2024-01-02", "last_day": "2027-05-31"}]
    assert (last["text_first_day"], last["text_last_day"], last["ends_on"]) == ("2026-01-01", None, "2027-05-31")
    assert last["tags"] == [{"id": "old", "name": "老人", "group": "who"}]
    assert [last[name] for name in ("agencies", "themes", "audiences")] == [
        [{"id": "min", "name": "测试区民政局"}],
        [{"id": "civil", "name": "民政"}],
        [{"id": "aged", "name": "老年人"}],
    ]


def test_the_words_are_those_of_the_day(make_site: MakeSite) -> None:
    before = lines_of(make_site(DOCUMENTS, on=date(2025, 6, 1)), "a")[-1]
    assert squeezed(before["text"]) == "第二条己。"
    assert (before["text_first_day"], before["text_last_day"]) == (None, "2025-12-31")


def test_what_is_over_leads_on_and_what_rests_on_it_holds_no_longer(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS, on=ON)
    over, explained = lines_of(site, "over")[0], lines_of(site, "i")[0]
    assert (over["status"], over["holds"]) == ("expired", False)
    assert over["successors"] == [{"id": "new", "title": "新办法", "url": "https://qinghe.example/policies/new/"}]
    assert (explained["status"], explained["holds"], explained["about"][0]["id"]) == (None, False, "over")
    assert explained["days"] == [{"first_day": None, "last_day": "2025-12-31"}]


def test_each_citation_is_confirmed_and_each_line_by_the_schema(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS, on=ON)
    files = {name: b"".join(stretches).splitlines() for name, stretches in clause_lines(site).items()}
    assert list(files) == ["policies.jsonl", "interpretations.jsonl"]
    lines = [json.loads(line) for some in files.values() for line in some]
    assert [one for line in lines for one in faults(line, LINE)] == []
    known = {
        key: certified(certificate(site.speaking("en" if key == "a-en" else "zh-Hans"), key)) for key in DOCUMENTS_IDS
    }
    judged = {}
    for one in lines:
        if one["anchor"]:
            citation = read_citation(f"{one['citation']}\n{one['text']}")
            assert citation is not None
            judged[one["url"]] = judge(citation, known[citation.document], ON)
    assert set(judged.values()) == {"confirmed"}
    assert {one["document"] for one in lines} == DOCUMENTS_IDS - {"asked"}
    assert {one["language"] for one in lines} == {"zh-Hans", "en"}


DOCUMENTS_IDS = {Path(path).stem for path in DOCUMENTS}


def test_the_parts_of_the_sample_are_those_that_the_index_names(demo_site: Path) -> None:
    folder = demo_site / "data/clauses"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert faults(index, SCHEMAS["index"]) == []
    named = {one["url"].rpartition("/")[2]: one for one in index["files"]}
    assert set(named) == {path.name for path in folder.glob("*.gz")}
    documents: set[str] = set()
    for name, one in named.items():
        data = (folder / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"])
        lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
        assert [one for line in lines[:5] for one in faults(line, LINE)] == []
        assert {line["kind"] for line in lines} == {one["kind"]}
        documents |= {line["document"] for line in lines}
    assert len(documents) > 200
