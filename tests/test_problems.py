"""Every kind of problem with the smallest content that has it, and the very line that an editor sees.

A case is a text file named after the code: `==> path` begins a file of the project, `==> expected` the lines that name
the code, in Chinese, `==> english` (optional) the same in English.
"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.check import check, check_document
from disclosure.convert import Bodies, body_problems, examine_all
from disclosure.load import Source, Sources
from disclosure.messages import MESSAGES, say
from disclosure.model import Interpretation, Policy
from disclosure.parse import parse, parse_config
from disclosure.pipeline import examine
from disclosure.problems import UserError, in_order
from disclosure.relate import relate

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
ELSEWHERE = {
    # needs bytes, links, sizes or a running program: see test_parse, test_load, test_publish and test_cli
    "not-utf-8",
    "not-utf-8-but-gb18030",
    "utf-16",
    "symbolic-link",
    "not-a-file",
    "file-too-large",
    "no-content",
    "front-matter-too-large",
    "config-missing",
    "output-not-ours",
    "output-holds-input",
    "build-running",
    "dead-link",
    "usage",
    "system",
    "template",
    "conversion-timeout",
    "body-too-large",
    "line-too-long",
    "too-many-lines",
    "executor-missing",
    "executor-silent",
    "executor-idle",
    "worker-without-program",
    "worker-differs",
}
BASE = {
    "config.yaml": "site:\n  name: 测试区\n  short_name: 测试\n  address: https://test.example/\n  id_code: '0000000000'\n"
    "  organiser: 测试区政府\n  description: 测试\n",
    "content/data/agencies.yaml": "agencies:\n  - id: mzj\n    name: 测试区民政局\n    short: 区民政局\n    level: department\n",
    "content/data/tags.yaml": "tags:\n  - id: yang-lao\n    name: 养老\n    group: life_event\n",
    "content/data/rules.yaml": "rules:\n"
    + "".join(
        f"  - {{id: {key}, value: {value}, unit: {unit}, basis: 依据甲}}\n"
        for key, value, unit in (
            ("publish-within", 20, "working_days"),
            ("interpretation-within", 3, "working_days"),
            ("normative-term", 5, "years"),
            ("provisional-term", 2, "years"),
            ("circular-term", 1, "years"),
        )
    ),
    "content/data/calendar/2024.yaml": "year: 2024\nsource: 测试\n",
}


def _sections(text: str) -> dict[str, str]:
    parts = text.split("==> ")[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_editor_sees(case: Path, tmp_path: Path) -> None:
    sections = _sections(case.read_text(encoding="utf-8"))
    expected, english = sections.pop("expected"), sections.pop("english", None)
    for path, text in {**BASE, **sections}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    try:
        problems = examine(tmp_path, date(2026, 11, 22))
    except UserError as error:
        problems = error.problems
    if case.stem != "no-day":  # most cases have no date, to be small
        problems = tuple(problem for problem in problems if problem.code != "no-day")
    lines = [say(problem, "zh") for problem in in_order(problems)]
    assert "".join(line + "\n" for line in lines) == expected
    if english is not None:
        assert "".join(say(problem, "en") + "\n" for problem in in_order(problems)) == english


def test_every_code_has_a_case() -> None:
    assert {case.stem for case in CASES} | ELSEWHERE == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_messages_stand_in_both_languages(code: str) -> None:
    message = MESSAGES[code]
    assert message.zh
    assert message.en
    assert bool(message.hint_zh) == bool(message.hint_en)


WHOLE = {
    "content/policies/a.md": """---
标题：测试
titel: 甲
formed_on: 2026年2月30日
发文字号: 某规[2026]1号
published_on: 2026-03-01
effective_on: 2026-02-01
tags: [yang-lao, yang-la]
repeals: [b, bb]
attachments:
  - title：附件
    file: none.pdf
services:
  - title: 甲
    url: ftp://x
keywords: "甲
category: 行政规范性文件
contact: 110101199003078515
---
正文。[^9] 身份证 110101199003078515

[链](../nowhere.md)
""",
    "content/policies/b.md": "---\ntitle: 乙\npublished_on: 2024-01-02\nissuers: [cuo, zz]\n---\n见[甲](a.md)。\n",
    "content/policies/d.md": "没有字段区，身份证 110101199003078515。\n",
    "content/policies/files/x.csv": "a\n",
    "content/interpretations/i.md": "---\ntitle: 解读\ninterprets: [a, d]\npublished_on: 2026-03-01\nform: text\n---\n"
    "见[甲](../policies/a.md)。\n",
    "content/data/agencies.yaml": "agencies:\n  - id: mzj\n    name: 测试区民政局\n  - id: cuo\n    name: 甲\n    short: 乙\n"
    "    level: none\n",
    "content/data/themes.yaml": "themes: [\n",
    "content/policies/c.md": "---\ntitle: 丙\npublished_on: 2024-01-02\nthemes: [anything]\n---\n正文。\n",
}
TOLD = """content/data/agencies.yaml:2:5 missing-field
content/data/agencies.yaml:2:5 missing-field
content/data/agencies.yaml:7:12 bad-choice
content/data/themes.yaml:2:1 yaml-syntax
content/policies/a.md:2:3 fullwidth-colon
content/policies/a.md:3:1 unknown-key
content/policies/a.md:4:12 day-format
content/policies/a.md:5:7 document-number-shape
content/policies/a.md:7:15 effective-before-published
content/policies/a.md:8:18 dangling-reference
content/policies/a.md:9:14 dangling-reference
content/policies/a.md:11:10 fullwidth-colon
content/policies/a.md:12:11 attachment-missing
content/policies/a.md:15:10 bad-address
content/policies/a.md:16:11 yaml-syntax
content/policies/a.md:18:10 identity-number
content/policies/a.md:20:4 footnote-missing
content/policies/a.md:20:13 identity-number
content/policies/a.md:22:5 broken-link
content/policies/b.md:4:16 dangling-reference
content/policies/d.md:1:1 no-front-matter
content/policies/d.md:1:11 identity-number
"""


def test_one_run_tells_everything_and_nothing_that_only_follows_from_it(tmp_path: Path) -> None:
    """What is wrong in one place hides nothing elsewhere, and what refers to it is not called wrong."""
    for path, text in {**BASE, **WHOLE}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    told = [f"{problem.place} {problem.code}\n" for problem in in_order(examine(tmp_path, date(2026, 11, 22)))]
    assert "".join(told) == TOLD


KEYS = [name for model in (Policy, Interpretation) for name in model.model_fields] + ["废止", "target", "zz"]
VALUES = (
    *("", "甲", "x", "[x, '']", "[[x]]", "{target: x}", "[{target: x, on: 2024-13-01}]", "2024-01-02", "2024-02-30"),
    *("true", "withheld", '"甲', "&a b", "\n  - target：x\n    until: 2024-01-02", "\n  - title: 甲\n    file: x"),
    *("\n　- x", "a: b"),
)
MARKS = (": ", "：", ":", " ", ":　")
LINE = st.tuples(st.sampled_from(KEYS), st.sampled_from(MARKS), st.sampled_from(VALUES)).map("".join)


@settings(max_examples=150)
@given(st.lists(LINE, max_size=6), st.lists(LINE, max_size=6), st.sampled_from(("policies", "interpretations")))
def test_whatever_is_wrong_with_two_documents_is_told(one: list[str], other: list[str], folder: str) -> None:
    """No rule and no stage stumbles over a field that could not be read, and nothing is told at a place that is not there."""
    texts = {
        "content/policies/x.md": "\n".join(("---", "title: 甲", "published_on: 2024-01-02", *one, "---", "正文")),
        f"content/{folder}/y.md": "\n".join(("---", *other, "---", "见[甲](../policies/x.md)")),
    }
    config, _ = parse_config(Source("config.yaml", BASE["config.yaml"].encode()))
    assert config is not None
    parsed = parse(Sources(tuple(Source(path, text.encode()) for path, text in texts.items()), (), {}, ()), config)
    library, related = relate(parsed, {})
    bodies = Bodies(library, config)
    examine_all(bodies)
    found = [*parsed.problems, *related, *check(library, date(2026, 11, 22)), *body_problems(library, bodies)]
    found.extend(problem for entry in library.broken.values() for problem in check_document(entry))
    for problem in found:
        lines = texts[problem.place.path].split("\n")
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert say(problem, "zh").startswith(problem.place.path)
