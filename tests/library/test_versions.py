"""Later texts of a policy: which holds on a day, and which are published at all."""

import json
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import Problem
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import Parsed, parse_document, parse_vocabulary
from disclosure.library.changes import next_changes
from disclosure.library.library import Library
from disclosure.library.relate import relate
from disclosure.library.versions import wording_on, wordings

VECTORS = json.loads((Path(__file__).parents[1] / "data/version-vectors.json").read_text(encoding="utf-8"))


def _library(files: dict[str, str]) -> tuple[Library, tuple[Problem, ...]]:
    entries = []
    for name, fields in files.items():
        text = f"---\n{fields}\n---\n第一条 正文。\n"
        entry, problems = parse_document(Source(f"content/policies/{name}.md", text.encode()), 65_536)
        assert problems == ()
        entries.append(entry)
    return relate(Parsed(tuple(entries), parse_vocabulary([]).vocabulary, ()), {})


def _amended(days: list[str], fields: str = "", by: str = "") -> dict[str, str]:
    """A policy that documents change from these days on, each with the text that it made."""
    files = {"a": f"title: 甲办法\nformed_on: 2022-02-09\npublished_on: 2022-02-14\n{fields}"}
    for number, day in enumerate(days):
        change = f"title: 第{number}次修改的决定\npublished_on: {day}\neffective_on: {day}\namends:\n  - a\n{by}"
        files |= {f"x{number}": change, f"a@{day}": f"by: x{number}"}
    return files


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_which_text_holds(vector: dict[str, dict[str, str]]) -> None:
    library, problems = _library(_amended(list(vector["versions"])))
    assert problems == ()
    for day, since in vector["holds"].items():
        assert wording_on(library, "a", date.fromisoformat(day)).key == (f"a@{since}" if since else "a")
    texts = wordings(library, "a")
    assert [text.until for text in texts[:-1]] == [text.since for text in texts[1:]]
    assert (texts[0].since, texts[-1].until) == (None, None)


def test_versions_stand_beside_the_documents_and_are_none() -> None:
    library, _ = _library(_amended(["2024-10-01"]))
    assert {*library.documents} == {"a", "x0"}
    assert {*library.versions} == {"a@2024-10-01"}
    assert library.order["policies"] == ("x0", "a")


@pytest.mark.parametrize(
    "hidden", ["disclosure: withheld\nbasis: 条例第十五条", "disclosure: on_request", "draft: true"]
)
def test_a_text_is_published_with_its_policy_only(hidden: str) -> None:
    """What is withheld, open on request only or in draft is so in all its texts."""
    library, _ = _library({"a": f"title: 甲\nformed_on: 2022-01-01\n{hidden}"} | {
        "x": "title: 乙\npublished_on: 2024-10-01\namends:\n  - a", "a@2024-10-01": "by: x"
    })  # fmt: skip
    assert library.versions == {}
    assert library.versions_of == {}
    assert not [path for path in library.broken if "@" in path]


def test_the_text_that_a_draft_will_make_waits_with_it() -> None:
    library, problems = _library(_amended(["2024-10-01"], by="draft: true"))
    assert (library.versions, problems) == ({}, ())


def test_the_words_of_a_withheld_amendment_are_not_published_by_way_of_what_it_amends() -> None:
    _, problems = _library(_amended(["2024-10-01"], by="disclosure: withheld\nbasis: 条例第十五条"))
    assert [problem.code for problem in problems] == ["refers-to-withheld"]


@pytest.mark.parametrize(
    "relation",
    [
        "repeals:\n  - {target: a, articles: [第二条]}",
        "declares_invalid:\n  - {target: a, articles: [第二条]}",
        "effective_on: 2025-01-01\namends:\n  - {target: a, articles: [第一条], on: 2024-10-01}",
    ],
)
def test_a_partial_repeal_makes_a_text_too_and_a_relation_may_have_its_own_day(relation: str) -> None:
    files = {"a": "title: 甲\nformed_on: 2022-01-01", "x": f"title: 乙\npublished_on: 2024-10-01\n{relation}"}
    _, problems = _library(files | {"a@2024-10-01": "by: x"})
    assert problems == ()


def test_a_repeal_of_the_whole_makes_no_text() -> None:
    files = {"a": "title: 甲\nformed_on: 2022-01-01", "x": "title: 乙\npublished_on: 2024-10-01\nrepeals: [a]"}
    _, problems = _library(files | {"a@2024-10-01": "by: x"})
    assert [problem.code for problem in problems] == ["version-not-made"]


def test_a_translation_has_texts_made_by_what_amends_the_original() -> None:
    files = _amended(["2024-10-01"]) | {"en": "title: A\npublished_on: 2022-03-01\nlanguage: en\ntranslation_of: a"}
    library, problems = _library(files | {"en@2024-10-01": "by: x0"})
    assert problems == ()
    assert wording_on(library, "en", date(2025, 1, 1)).key == "en@2024-10-01"


def test_the_site_changes_on_the_day_of_a_text_to_come() -> None:
    library, _ = _library(_amended(["2024-10-01", "2026-12-01"]))
    day, changing = next_changes(library, date(2026, 11, 28))
    assert day == date(2026, 12, 1)
    assert "a" in [entry.record.id for entry in changing]
