"""What follows from what documents say of each other."""

from datetime import date

from disclosure.base.problems import Problem
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import Parsed, parse_document, parse_vocabulary
from disclosure.library.library import Library
from disclosure.library.relate import relate
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.model.validity import status_on


def _library(**documents: str) -> tuple[Library, tuple[Problem, ...]]:
    """A library of policies by id, and of interpretations whose id begins with `i`; each text is its front matter."""
    entries = []
    for key, fields in documents.items():
        folder = "interpretations" if key.startswith("i") else "policies"
        text = f"---\n{fields}\n---\n" if "\ntitle: " in fields else f"---\ntitle: {key}\n{fields}\n---\n"
        entry, problems = parse_document(Source(f"content/{folder}/{key}.md", text.encode()), 65_536)
        assert problems == ()
        assert entry is not None
        entries.append(entry)
    return relate(Parsed(tuple(entries), parse_vocabulary([]).vocabulary, ()), {})


def _codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.place.path.rsplit("/", 1)[-1], problem.code) for problem in problems]


def test_every_relation_is_seen_from_both_ends() -> None:
    library, problems = _library(
        a="effective_on: 2020-01-01\nexpires_on: 2024-12-31",
        b="effective_on: 2024-06-01\nextends:\n  - target: a\n    until: 2026-12-31\namends:\n  - {target: a, articles: [第三条]}",
        c="effective_on: 2025-06-01\nrepeals:\n  - a\nimplements:\n  - b\nbased_on:\n  - b\n  - title: 某法",
        i1="interprets:\n  - a\n  - b\npublished_on: 2024-06-01",
        i2="interprets:\n  - a\npublished_on: 2024-06-02",
    )
    assert problems == ()
    sources = {name: [link.source for link in library.links_to(name, "a")] for name in ("repeals", "extends", "amends")}
    assert sources == {"repeals": ["c"], "extends": ["b"], "amends": ["b"]}
    assert [link.source for link in library.links_to("based_on", "b")] == ["c"]
    assert library.links_to("amends", "a")[0].relation.articles == ("第三条",)
    assert library.sources("interpretations", "a") == ("i2", "i1")
    assert library.sources("interpretations", "b") == ("i1",)
    turns = library.timelines["a"]
    assert [status_on(turns, date(year, 7, 1)) for year in (2019, 2024, 2025)] == [
        Status.NOT_YET_EFFECTIVE,
        Status.IN_FORCE,
        Status.REPEALED,
    ]


def test_a_translation_is_valid_as_long_as_its_original() -> None:
    library, problems = _library(
        a="effective_on: 2020-01-01\nexpires_on: 2024-12-31",
        en="effective_on: 2021-06-01\nlanguage: en\ntranslation_of: a",
    )
    assert problems == ()
    assert library.sources("translations", "a") == ("en",)
    assert library.timelines["en"] == library.timelines["a"]


def test_a_partial_repeal_ends_nothing() -> None:
    library, problems = _library(
        a="effective_on: 2020-01-01", b="effective_on: 2024-01-01\nrepeals:\n  - {target: a, articles: [第五条]}"
    )
    assert problems == ()
    assert status_on(library.timelines["a"], date(2025, 1, 1)) is Status.IN_FORCE


def test_a_draft_has_no_effect_and_a_withheld_document_has_it_unnamed() -> None:
    library, problems = _library(
        a="effective_on: 2020-01-01",
        b="effective_on: 2020-01-01",
        c="draft: true\neffective_on: 2024-01-01\nrepeals:\n  - a",
        d="disclosure: withheld\nbasis: 依据\neffective_on: 2024-01-01\nrepeals:\n  - b",
    )
    assert problems == ()
    assert sorted(library.of(Policy)) == ["a", "b"]
    assert status_on(library.timelines["a"], date(2025, 1, 1)) is Status.IN_FORCE
    assert library.timelines["b"][-1].status is Status.REPEALED
    assert library.timelines["b"][-1].by is None
    assert library.reverse == {}
    assert {(item.path.rsplit("/", 1)[-1], item.basis) for item in library.withheld} == {
        ("c.md", None),
        ("d.md", "依据"),
    }


def test_long_chains_and_circles() -> None:
    chain = {f"a{n}": f"based_on:\n  - a{n + 1}" for n in range(3000)} | {"a3000": "summary: 末"}
    assert _library(**chain)[1] == ()
    assert _codes(_library(**chain | {"a3000": "based_on:\n  - a2999"})[1]) == [("a2999.md", "circular-relation")]


def test_a_relation_may_name_its_own_day() -> None:
    library, _ = _library(
        a="effective_on: 2020-01-01", b="effective_on: 2024-01-01\nrepeals:\n  - {target: a, on: 2024-03-01}"
    )
    assert status_on(library.timelines["a"], date(2024, 2, 29)) is Status.IN_FORCE
    assert status_on(library.timelines["a"], date(2024, 3, 1)) is Status.REPEALED


def test_newest_first_and_those_without_a_day_last() -> None:
    library, _ = _library(
        a="summary: 无日期", b="published_on: 2024-01-01", c="published_on: 2025-01-01", d="formed_on: 2024-06-01"
    )
    assert list(library.of(Policy)) == ["c", "d", "b", "a"]


def test_what_ended_on_an_unknown_day_cannot_be_prolonged_and_may_have_ended_others() -> None:
    library, problems = _library(
        a="effective_on: 2010-01-01",
        b="effective_on: 2015-01-01\nexpires_on: 2030-12-31\nended: {how: expired, source: 某公告}\nrepeals:\n  - a",
        c="effective_on: 2020-01-01\nextends:\n  - {target: b, until: 2035-12-31}",
    )
    assert _codes(problems) == [("c.md", "extends-nothing")]
    assert status_on(library.timelines["a"], date(2016, 1, 1)) is Status.REPEALED
    assert status_on(library.timelines["b"], date(2016, 1, 1)) is Status.EXPIRED


def test_the_day_of_an_end_is_told_once_it_is_known() -> None:
    library, problems = _library(
        a="effective_on: 2010-01-01\nended: {how: declared_invalid, on: 2024-05-01, source: 某公告}",
        b="effective_on: 2024-05-01\ndeclares_invalid:\n  - a",
    )
    assert problems == ()
    assert status_on(library.timelines["a"], date(2024, 4, 30)) is Status.IN_FORCE
    assert status_on(library.timelines["a"], date(2024, 5, 1)) is Status.DECLARED_INVALID
