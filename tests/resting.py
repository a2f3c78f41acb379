"""The vectors of what ends with the documents that it rests on, as a district: whatever can rest on some, one of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.district import policy

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data/resting-vectors.json").read_text(encoding="utf-8")
)


def documents() -> dict[str, str]:
    """For vector 3 the policies `a3`, `b3`, and on them the service `s3`, the question `q3`, and `i3`, which explains them.

    `t3` is a question about the service, `e3` a talk, `z3` a topic that has them, and `d3` explains the drafts that became them.
    """
    files = {}
    for number, vector in enumerate(VECTORS):
        for key, fields in vector["policies"].items():
            files[f"policies/{key}{number}.md"] = policy(f"{key}{number}办法", **_fields(fields, number))
        on = ", ".join(f"{key}{number}" for key in vector["rests_on"])
        url = "url: https://elsewhere.example/"
        files[f"services/s{number}.md"] = f"---\ntitle: 事项{number}\nbased_on: [{on}]\n{url}\n---\n"
        files[f"questions/q{number}.md"] = f"---\ntitle: 问{number}\nabout: [{on}]\n---\n答。\n"
        files[f"interpretations/i{number}.md"] = f"---\ntitle: 解{number}\ninterprets: [{on}]\n---\n文。\n"
        for key in vector["rests_on"]:
            asked = "{opens_on: 2023-10-01, closes_on: 2023-11-01, answer: {email: a@example.org}}"
            matter = f"title: 征求{key}{number}\nresult: {key}{number}\nconsultation: {asked}"
            files[f"consultations/k{key}{number}.md"] = f"---\n{matter}\n---\n文。\n"
        drafts = ", ".join(f"k{key}{number}" for key in vector["rests_on"])
        files[f"interpretations/d{number}.md"] = f"---\ntitle: 草案解{number}\ninterprets: [{drafts}]\n---\n文。\n"
        held = "sessions: [{on: 2026-10-01}]"
        files[f"events/e{number}.md"] = f"---\ntitle: 讲{number}\nseries: talk\nabout: [{on}]\n{held}\n---\n文。\n"
        chosen = f"sections: [{{title: 一, documents: [{on}, s{number}]}}]"
        files[f"topics/z{number}.md"] = f"---\ntitle: 专{number}\n{chosen}\n---\n引。\n"
        files[f"questions/t{number}.md"] = f"---\ntitle: 再问{number}\nabout: [s{number}]\n---\n答。\n"
    return files


def pages() -> tuple[tuple[int, str], ...]:
    """The addresses of the pages that end by vector 0, 1, …"""
    kinds = (
        "questions/q",
        "questions/t",
        "services/s",
        "interpretations/i",
        "interpretations/d",
        "events/e",
        "topics/z",
    )
    return tuple((n, f"/{page}{n}/") for n in range(len(VECTORS)) for page in kinds)


def _fields(fields: Mapping[str, Any], number: int) -> dict[str, str]:
    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(one) for one in value]
        if isinstance(value, dict):
            return value | {"target": f"{value['target']}{number}"}
        return f"{value}{number}"

    dated = ("effective_on", "expires_on")
    return {key: value if key in dated else json.dumps(named(value)) for key, value in fields.items()}
