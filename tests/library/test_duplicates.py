"""Documents that are published twice, found by what their texts share, and told wherever they are found."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.frontmatter.load import load
from disclosure.library.bodies import Bodies, examine_all
from disclosure.library.duplicates import repeated, repeats
from disclosure.pipeline.analyse import analyse, read_config
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from disclosure.text.sketch import SIZE, likeness, sketch
from tests.district import DATA, write_project

DAY = date(2026, 11, 29)


def sentences(*numbers: int) -> str:
    return "".join(f"第{number}条 关于第{number}件事情的规定自公布之日起执行。\n" for number in numbers)


WHOLE = sentences(*range(20))


@given(st.sets(st.integers(0, 400), min_size=1), st.sets(st.integers(0, 400), min_size=1))
def test_likeness_is_the_share_of_sentences_in_both(one: set[int], other: set[int]) -> None:
    found = likeness(sketch(sentences(*one)), sketch(sentences(*other)))
    true = len(one & other) / len(one | other)
    whole = max(len(one), len(other)) < SIZE
    assert found == true if whole or one == other else abs(found - true) < 6 * (0.25 / SIZE) ** 0.5


def test_how_a_text_is_typed_makes_no_difference() -> None:
    typed = WHOLE.replace("第", "第 ").replace("。", "；").replace("1", "１").replace(" ", "\u3000")
    assert sketch(typed) == sketch(WHOLE) != b""
    assert sketch("第一条 短。\n附件：1. 表") == b""


def write(root: Path, documents: Mapping[str, str]) -> None:
    """Policies of a project, by id; it is made with the first."""
    if not root.joinpath("content").exists():
        write_project(root, DATA)
    for key, text in documents.items():
        path = root / f"content/policies/{key}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(root: Path, documents: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which documents of a project repeat which."""
    write(root, documents)
    config = read_config(root)
    library = analyse(load(root, config.limits), config, DAY).library
    bodies = Bodies(library, config)
    examine_all(bodies)
    sketches = {key: facts.sketch for key, facts in bodies.facts.items()}
    told = [(one.entry.record.id, one.original.record.id) for one in repeated(library, sketches)]
    told_of = {key for key in library.documents if repeats(library, sketches, key)}
    assert told_of == {key for pair in told for key in pair}  # one asked alone says what all together say
    return sorted(told)


def policy(title: str, day: str = "2024-03-01", body: str = WHOLE, more: str = "") -> str:
    return f"---\ntitle: {title}\npublished_on: {day}\n{more}---\n{body}"


def test_the_later_one_is_told_by_the_earliest(tmp_path: Path) -> None:
    third = sentences(*range(1, 21))
    assert found(
        tmp_path,
        {
            "a": policy("水库办法", "2024-05-01"),
            "b": policy("水库办法", "2024-03-01"),
            "c": policy("水库管理", "2024-07-01", third),
            "d": policy("河道办法", "2024-08-01", sentences(*range(8, 28))),
        },
    ) == [("a", "b"), ("c", "b")]


def test_of_one_day_the_one_with_a_number_is_the_original(tmp_path: Path) -> None:
    documents = {"a": policy("水库办法"), "b": policy("水库办法", more="document_number: 测府规〔2024〕1号\n")}
    assert found(tmp_path, documents) == [("a", "b")]


@pytest.mark.parametrize(
    "more",
    [
        "repeals: [a]\n",
        "based_on: [a]\n",
        "repeals: [between]\n",
        "translation_of: a\nlanguage: en\n",
        "language: en\n",
    ],
)
def test_what_belongs_together_is_no_copy(tmp_path: Path, more: str) -> None:
    between = policy("水库办法", "2024-04-01", sentences(50, 51), "amends: [a]\n")
    assert not found(tmp_path, {"a": policy("水库办法"), "between": between, "b": policy("水库办法", more=more)})


def test_forms_that_each_unit_fills_in_are_no_copies(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        {
            "a": policy("甲镇办事指南", body=WHOLE + sentences(101), more="issuers: [min]\n"),
            "b": policy("乙镇办事指南", "2024-04-01", WHOLE + sentences(102), more="issuers: [edu]\n"),
            "c": policy("转发《甲镇办事指南》", "2024-05-01", WHOLE + sentences(103), more="issuers: [gov]\n"),
        },
    ) == [("c", "a")]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("转发《测试区养老服务管理办法》", WHOLE),
        ("测试区甲镇人民政府关于转发《测试区养老服务管理办法》的通知", WHOLE),
        ("测试区甲镇人民政府转发区民政局《测试区养老服务管理办法》的通知", WHOLE + sentences(101)),
        ("关于转发《测试区民政局关于印发〈测试区养老服务管理办法〉的通知》的通知", sentences(*range(1, 20), 101)),
        ("关于做好养老服务工作的通知", WHOLE),
        ("关于做好养老服务工作的通知", WHOLE + sentences(101)),
        ("关于转发《测试区养老服务管理办法》的通知", sentences(1, 2, 3)),
    ],
)
def test_what_another_unit_passes_on_is_a_copy_whatever_it_is_called(tmp_path: Path, title: str, body: str) -> None:
    whole = body if len(body) < len(WHOLE) // 2 else WHOLE
    first = policy("测试区民政局关于印发《测试区养老服务管理办法》的通知", body=whole, more="issuers: [min]\n")
    assert found(tmp_path, {"a": first, "b": policy(title, "2024-04-01", body, "issuers: [gov]\n")}) == [("b", "a")]


def test_a_short_text_is_known_by_its_title_too(tmp_path: Path) -> None:
    short = sentences(1, 2, 3)
    assert found(
        tmp_path,
        {
            "a": policy("第一批名单", body=short),
            "b": policy("第二批名单", "2024-04-01", short),
            "c": policy("第一批名单", "2024-05-01", short),
        },
    ) == [("c", "a")]


def test_a_sentence_that_many_have_does_not_hide_a_copy(tmp_path: Path) -> None:
    head = sentences(1000)
    many = {
        f"m{number}": policy(f"第{number}号", body=head + sentences(number * 10, number * 10 + 1))
        for number in range(60)
    }
    whole = {"a": policy("水库办法", "2023-01-01", head + WHOLE), "b": policy("水库办法", "2025-01-01", head + WHOLE)}
    assert found(tmp_path, {**many, **whole}) == [("b", "a")]


@pytest.mark.parametrize("resident", [False, True])
def test_a_build_that_remembers_tells_the_same(tmp_path: Path, resident: bool) -> None:
    """A copy is told when it comes, when its text becomes one, and no more when either is gone or says something else."""
    a, b = policy("水库办法"), policy("水库办法", "2024-05-01", sentences(30, 31))
    write(tmp_path, {"a": a, "b": b})
    site = tmp_path / "site"
    last = build(Request(tmp_path, site, DAY, search=False))
    longer = policy("水库办法", "2024-05-01", WHOLE + sentences(40))
    steps = [("b", longer, 1), ("b", b, 0), ("a", policy("水库办法", body=sentences(31, 30)), 1), ("b", "", 0)]
    for number, (key, text, told) in enumerate(steps):
        path = tmp_path / f"content/policies/{key}.md"
        if text:
            write(tmp_path, {key: text})
        else:
            path.unlink()
        changed = frozenset({f"content/policies/{key}.md"}) if resident else None
        last = build(Request(tmp_path, site, DAY, search=False, changed=changed), last if resident else None)
        assert last.warnings == read(tmp_path, DAY)[1], number
        assert sum(one.code == "near-duplicate" for one in last.warnings) == told, number


def test_other_processes_bring_back_what_they_found(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys("ab", policy("水库办法")))
    warnings = read(tmp_path, DAY, jobs=2)[1]
    assert warnings == read(tmp_path, DAY)[1]
    assert [one.code for one in warnings].count("near-duplicate") == 1
