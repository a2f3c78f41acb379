"""Every kind of problem with the smallest content that has it, and the very line that an editor sees.

A case is a text file named after the code: `==> path` begins a file of the project, `==> expected` the lines that name
the code, in Chinese, `==> english` (optional) the same in English.
"""

from datetime import date
from pathlib import Path

import pytest

from disclosure.messages import MESSAGES, say
from disclosure.pipeline import examine
from disclosure.problems import UserError, in_order

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
