"""What the site answers for of its documents, and what becomes of citations; the browser's test reads the same vectors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.exports.certificates import certificate, certified
from disclosure.library.certified import states
from disclosure.library.verdicts import judge, read_citation, same_words
from disclosure.text.check_codes import digest, squeezed
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data/citation-vectors.json").read_text(encoding="utf-8")
)
DOCUMENTS = {one["id"]: certified(one) for one in VECTORS["documents"]}
TODAY = date.fromisoformat(VECTORS["today"])
NEW = "第八条　公示期为七个工作日。"


@pytest.mark.parametrize("one", VECTORS["digests"], ids=lambda one: one["about"])
def test_digests(one: dict[str, str]) -> None:
    assert squeezed(one["text"]) == one["seen"]
    assert digest(one["text"]) == one["sha256"]


@pytest.mark.parametrize("one", VECTORS["citations"], ids=lambda one: one["about"])
def test_citations(one: dict[str, str]) -> None:
    citation = read_citation(one["text"])
    assert (citation and judge(citation, DOCUMENTS.get(citation.document), TODAY)) == one["verdict"]


def test_any_one_character_that_is_changed_added_or_lost_is_found() -> None:
    assert [(one.id, anchor) for one, anchor in same_words(NEW, DOCUMENTS.values())] == [
        ("banfa", ""),
        ("banfa", "tiao-8"),
    ]
    for at, char in enumerate(NEW):
        for other in ("改", "0", "") if not char.isspace() else ("改",):
            changed = NEW[:at] + other + NEW[at + 1 :]
            assert list(same_words(changed, DOCUMENTS.values())) == []
            assert list(same_words(NEW[:at] + "，" + NEW[at:], DOCUMENTS.values())) == []


def test_a_place_is_everything_within_it_and_nothing_else(make_site: MakeSite) -> None:
    body = "第一条　甲。\n\n乙：\n\n（一）丙；\n\n（二）丁。\n\n第一条之一　戊。\n\n第二条　己。\n"
    text = policy("某办法").replace("第一条　正文。\n", body)
    site = make_site({"policies/a.md": text.replace("title:", "id: a\ntitle:")})
    (only,) = states(site.library, site.prose.__getitem__, site.library.documents["a"].record)
    places = {anchor: (clause.label, clause.sha256) for anchor, clause in only.clauses.items()}
    assert places["tiao-1"] == ("第一条", digest("第一条甲。乙：（一）丙；（二）丁。"))
    assert places["tiao-1-2-1"] == ("第一条第二款第（一）项", digest("（一）丙；"))
    assert places["tiao-1-zhi-1"] == ("第一条之一", digest("第一条之一戊。"))
    assert places["tiao-2"] == ("第二条", digest("第二条己。"))
    assert only.sha256 == digest(body)


def test_words_through_an_amendment_are_all_answered_for(make_site: MakeSite) -> None:
    amending = policy("关于修改某办法的决定", id="b", published_on="2025-03-01", effective_on="2025-04-01",
                      amends="[{target: a, articles: [第一条]}]").replace(
        "第一条　正文。", "一、将《某办法》第一条修改为：“第一条　新文。”"
    )  # fmt: skip
    site = make_site({"policies/a.md": policy("某办法", id="a"), "policies/b.md": amending})
    data = certificate(site, "a")
    assert [(one["since"], one["clauses"]["tiao-1"]["sha256"]) for one in data["texts"]] == [
        (None, digest("第一条正文。")),
        ("2025-04-01", digest("第一条新文。")),
    ]
    again = certified(data)
    assert again.status_on(date(2025, 1, 1)) is not None
    assert again.clauses("tiao-1")[1].sha256 == digest("第一条 新文。")


def test_a_document_on_request_gives_nothing_away(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("某办法", id="a", disclosure="on_request", basis="某法第一条")})
    assert certificate(site, "a")["texts"] == []


def test_what_is_answered_for_depends_on_no_day(make_site: MakeSite) -> None:
    documents = {"policies/a.md": policy("某办法", id="a", effective_on="2025-01-01", expires_on="2027-01-01")}
    said = [certificate(make_site(documents, on=day), "a") for day in (date(2024, 2, 1), date(2030, 1, 1))]
    assert said[0] == said[1]
