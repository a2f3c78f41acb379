"""The knowledge base: what it holds, that every form obeys its rules, and that a strict reader takes the hotline's."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.commands.import_questions import import_questions
from disclosure.exports.knowledge import COLUMNS, FOLDER, HOTLINE, MOST_ENTRIES, hotline_entries, knowledge
from disclosure.site.page import Output, Site, products
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: Mapping[str, Any], at: str = "$") -> list[str]:
    """What of a value is not as its schema says, for the words of JSON Schema that ours uses; another word is a fault."""
    if "const" in schema:
        return [] if value == schema["const"] else [f"{at}: {value!r}"]
    known = {"$schema", "$id", "title", "description", "default", "format", "type", "required", "properties"}
    found = [
        f"{at}: {word}?"
        for word in schema.keys() - known - {"additionalProperties", "items", "enum", "pattern", "minimum", "minLength"}
    ]
    if "type" in schema:
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(isinstance(value, TYPES[name]) and (name != "integer" or value is not True) for name in names):
            return [*found, f"{at}: no {names}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r}")
    short = isinstance(value, str) and len(value) < schema.get("minLength", 0)
    if short or (isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value)):
        found.append(f"{at}: {value!r}")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{at}: {value}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        other = schema.get("additionalProperties")
        for name in value.keys() - properties.keys():
            found += faults(value[name], other, f"{at}.{name}") if isinstance(other, dict) else [f"{at}.{name}?"]
        for name in value.keys() & properties.keys():
            found += faults(value[name], properties[name], f"{at}.{name}")
    if isinstance(value, list):
        for number, item in enumerate(value):
            found += faults(item, schema.get("items", {}), f"{at}[{number}]")
    return found


def strictly_read(data: bytes) -> list[dict[str, str]]:
    """A list as a 12345 system takes it in: one thing wrong, and nothing is taken."""
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) <= 1000
    titles = [row["标题"] for row in rows]
    assert len(set(titles)) == len(titles)
    for row in rows:
        assert list(row) == ["类目", "标题", "内容", "发文单位", "材料性质", "关键字"]
        assert all(row[name] and None not in row for name in ("类目", "标题", "内容", "发文单位"))
        assert len(row["标题"]) <= 128
        assert len(row["类目"].split("/")) == 3
        assert all(row["类目"].split("/"))
        assert row["材料性质"] in ("办事指南", "法律法规", "热点问答", "日常咨询", "通知公告", "业务指引", "审批")
        for word in filter(None, row["关键字"].split(",")):
            assert len(word) <= 20
            assert word != row["标题"]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    return rows


def question(title: str, about: str, body: str = "这样办。", **fields: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\nabout: {about}\n{lines}---\n{body}\n"


DOCUMENTS = {
    "policies/old.md": policy("旧办法", themes="[civil]", effective_on="2024-02-01"),
    "policies/new.md": policy("新办法", effective_on="2026-03-01", repeals="[old]"),
    "services/s.md": "---\ntitle: 办一件事\nbased_on: [old]\nurl: https://elsewhere.example/\n---\n",
    "questions/q1.md": question(
        "怎么办？", "[{target: old, articles: [第一条]}]", asked="3", tags="[old]", issuers="[min]"
    ),
    "questions/q2.md": question("'=1+1 等于几'", "[s]", "- 1", source="hotline", answered_on="2025-01-01"),
    "questions/m.md": question("还没有答的", "[new]", "", source="message", asked_on="2025-12-30"),
    "questions/d.md": question("草稿里的话", "[new]", draft="true"),
}


def files_of(site: Site) -> dict[str, bytes]:
    made = (product for item in knowledge(site, ()) for product in products(item, site))
    return {one.path.removeprefix(f"{FOLDER}/"): one.data for one in made if isinstance(one, Output)}


def test_every_form_obeys_its_rules_before_and_after_a_repeal(make_site: MakeSite) -> None:
    for day, valid in ((date(2026, 2, 28), {"q1", "q2", "m"}), (date(2026, 3, 1), {"m"})):
        files = files_of(make_site(DOCUMENTS, on=day))
        whole, schema = json.loads(files["questions.json"]), json.loads(files["schema.json"])
        assert faults(whole, schema) == []
        assert [json.loads(line) for line in files["questions.jsonl"].splitlines()] == whole["questions"]
        by_id = {one["id"]: one for one in whole["questions"]}
        assert by_id.keys() == {"q1", "q2", "m"}
        assert {key for key, one in by_id.items() if one["valid"]} == valid
        assert by_id["q1"]["policies"][0]["articles"] == ["第一条"]
        assert [one["id"] for one in by_id["q1"]["policies"][0]["successors"]] == ["new"]
        assert by_id["q2"]["services"][0]["id"] == "s"
        assert by_id["m"]["state"] == "waiting"
        table = list(csv.DictReader(io.StringIO(files["questions.csv"].decode("utf-8-sig"), newline="")))
        assert {row["id"]: row["question"] for row in table}["q2"] == "'=1+1 等于几"
        assert tuple(table[0]) == COLUMNS
        told = strictly_read(files["12345-1.csv"])
        assert len(told) == len(valid - {"m"})
        assert "草稿" not in b"".join(files.values()).decode()


def test_a_schema_sees_what_is_wrong(make_site: MakeSite) -> None:
    files = files_of(make_site(DOCUMENTS))
    whole, schema = json.loads(files["questions.json"]), json.loads(files["schema.json"])
    for change in ({"asked": 0}, {"source": "x"}, {"valid": "yes"}, {"id": ""}, {"more": 1}, {"asked_on": "2026"}):
        assert faults({**whole, "questions": [whole["questions"][0] | change]}, schema), change


def test_titles_differ_and_lists_are_parted() -> None:
    same = {
        "question": "问" * 200,
        "answer": "答",
        "state": "answered",
        "valid": True,
        "source": "faq",
        "url": "https://e/",
    }
    same |= {"answered_by": [], "tags": ["甲/乙", "词" * 21, "问" * 128], "themes": [], "policies": []}
    told = list(hotline_entries([same] * 12, "测试区"))
    assert len({row["标题"] for row in told}) == 12
    text = io.StringIO()
    writer = csv.DictWriter(text, HOTLINE)
    writer.writeheader()
    writer.writerows(told)
    strictly_read(b"\xef\xbb\xbf" + text.getvalue().encode())
    assert told[0]["关键字"] == "甲/乙"
    assert MOST_ENTRIES == 1000


def test_a_site_without_questions_has_none(make_site: MakeSite) -> None:
    site = make_site({"policies/old.md": DOCUMENTS["policies/old.md"]})
    assert not list(knowledge(site, ()))


def test_the_hotlines_list_goes_in_and_comes_back_once_it_is_answered(make_site: MakeSite, tmp_path: Path) -> None:
    site, file = make_site(DOCUMENTS, on=date(2026, 2, 1)), tmp_path / "hotline.csv"
    file.write_text("问题,次数,提问日期\n旧办法什么时候施行？,31,2026-01-08\n", encoding="utf-8-sig")
    assert import_questions(site, tmp_path, file, "zh", lambda _: "", best=True) == 1
    (draft,) = (tmp_path / "content/questions").glob("hotline-*.md")
    written = draft.read_text(encoding="utf-8")
    path = f"questions/{draft.name}"
    assert "旧办法什么时候施行" not in b"".join(files_of(make_site(DOCUMENTS | {path: written})).values()).decode()
    answered = written.replace("draft: true\n", "answered_on: 2026-02-02\n") + "\n2024年2月1日起施行。\n"
    files = files_of(make_site(DOCUMENTS | {path: answered}, on=date(2026, 2, 28)))
    entry = next(row for row in strictly_read(files["12345-1.csv"]) if row["标题"] == "旧办法什么时候施行？")
    assert "2024年2月1日起施行" in entry["内容"]
    whole = json.loads(files["questions.json"])
    assert faults(whole, json.loads(files["schema.json"])) == []
    assert next(one["asked"] for one in whole["questions"] if one["question"] == "旧办法什么时候施行？") == 31
