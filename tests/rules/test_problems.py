"""Every kind of problem with the smallest content that has it, and the very line that an editor sees.

A case is a text file named after the code: `==> path` begins a file of the project, `==> expected` the lines that name
the code, in Chinese, `==> english` (optional) the same in English.
"""

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.base.messages import MESSAGES, say
from disclosure.base.problems import Problem, UserError, in_order
from disclosure.frontmatter.load import Source, Sources
from disclosure.frontmatter.parse import parse, parse_config
from disclosure.library.bodies import Bodies, body_problems, examine_all
from disclosure.library.relate import relate
from disclosure.model.documents import Interpretation, Policy
from disclosure.pipeline.build import build, examine, read
from disclosure.pipeline.run import Report, Request
from disclosure.rules.check import check, check_document

TEMPLATES = Path(__file__).parents[2] / "templates"
CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
ELSEWHERE = {
    # needs files of Office: see test_attached
    "attachment-not-clean",
    "attachment-perhaps-not-clean",
    "attachment-old-format",
    "format-not-made",  # depends on the machine: see test_formats
    "pagefind-lost",  # and this: see test_cli
    # needs bytes, links, sizes or a running program: see test_parse, test_load, test_publish and test_cli
    "no-documents",  # these three: test_standing
    "documents-vanish",
    "too-many-vanish",
    "not-utf-8",
    "not-utf-8-but-gb18030",
    "utf-16",
    "symbolic-link",
    "not-a-file",
    "file-too-large",
    "no-content",
    # of a table that is handed in: test_import_catalogue
    "import-kind",
    "import-xls",
    "import-no-header",
    "import-column-twice",
    "import-ditto",
    "import-item-nameless",
    "import-ditto-inside",
    "import-inherited",
    "import-no-agency",
    "import-column-unknown",
    "import-column-missing",
    "import-column-second",
    "import-column-meant",
    "import-levels-read",
    "import-tick",
    "import-method-unread",
    "import-row-skipped",
    "import-row-note",
    "import-deadline-apart",
    "import-deadline-several",
    "import-row-total",
    "import-total-differs",
    "import-cell-left",
    "import-cell-across",
    "import-field-shortened",
    "import-field-doubtful",
    "import-becomes-on-request",
    "import-number-twice",
    "import-field-unnamed",
    "import-basis-open",
    "import-field-new",
    "import-field-meant",
    "import-ditto-across",
    "import-hidden-row",
    "import-hidden-column",
    "import-hidden-sheet",
    "import-table-continued",
    "import-field-continued",
    # of a plan that is handed in: test_import_plan
    "import-no-file",
    "import-no-tasks",
    "import-before-title",
    "import-bracket-open",
    "import-task-without-unit",
    "import-behind-units",
    "import-term-unread",
    "import-column-in-text",
    "import-number-made",
    "import-part-without-units",
    "import-tables-left",
    "import-term-in-text",
    "import-text-beside-table",
    "import-words-left",
    "import-units-spaced",
    "import-unit-levels",
    "import-unit-proposed",
    "import-unit-unknown",
    "import-plan-title",
    "import-plan-year",
    "import-plan-day",
    "import-plan-issuer",
    # of a list that is handed in: test_import_questions
    "import-columns",
    "import-not-utf-8",
    "import-text-not-utf-8",
    "import-word-unread",
    "import-too-many",
    "import-too-large",
    "import-formula",
    "import-cell",
    "import-empty",
    "import-unread",
    # of what another build published, of a signature and of manifests: see test_former_site, test_minisign and test_verify
    "address-breaks",
    "address-outside",
    "sitemap-missing",
    "sitemap-unread",
    "manifest-broken",
    "manifest-not-signed",
    "signing-missing",
    "key-unread",
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
    "words-missing",  # test_languages
    "worker-killed",  # this and the next: test_workers
    "out-of-memory",
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
            ("answer-within", 15, "working_days"),
            ("decision-catalogue", 3, "months"),
            ("comment-period", 30, "days"),
            ("draft-note", 0, "days"),
            ("hearing-material", 7, "days"),
            ("decision-feedback", 10, "working_days"),
            ("decision-result", 20, "working_days"),
            ("consultation-feedback", 30, "working_days"),
            ("attendance-unit", 1, "times"),
        )
    ),
    "content/data/calendar/2024.yaml": "year: 2024\nsource: 测试\n",
}


def _told(root: Path, files: dict[str, str], *, no_day: bool = False) -> list[Problem]:
    """What is told of these files beside the base; without `no_day`, not that a document has no date, as most have none here."""
    _write(root, {**BASE, **files})
    try:
        problems = examine(root, date(2026, 11, 22))
    except UserError as error:
        problems = error.problems
    return [problem for problem in in_order(problems) if no_day or problem.code != "no-day"]


def _write(root: Path, files: dict[str, str]) -> None:
    if not (root / "templates").exists():
        shutil.copytree(TEMPLATES, root / "templates")
    for path, text in files.items():
        if (root / path).is_dir():  # a file called like a folder
            shutil.rmtree(root / path)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    parts = text.split("==> ")[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_editor_sees(case: Path, tmp_path: Path) -> None:
    sections = _sections(case.read_text(encoding="utf-8"))
    expected, english = sections.pop("expected"), sections.pop("english", None)
    problems = _told(tmp_path, sections, no_day=case.stem == "no-day")
    lines = [say(problem, "zh") for problem in problems]
    assert "".join(line + "\n" for line in lines) == expected
    if english is not None:
        assert "".join(say(problem, "en") + "\n" for problem in problems) == english


GROUND = {**BASE, "content/policies/ground.md": "---\ntitle: 底本\npublished_on: 2024-01-02\n---\n第一条 正文。\n"}
DAY = date(2026, 11, 22)
Told = tuple[int, list[str]]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A good site, built, and what there is to remember of it."""
    root = tmp_path_factory.mktemp("ground")
    _write(root, GROUND)
    return root, build(Request(root, root / "site", DAY, search=False))


# A tenth of the cases shows that the three ways are one; `make prove` walks all.
ALIKE = [pytest.param(case, marks=() if n % 10 == 0 else pytest.mark.prove) for n, case in enumerate(CASES)]


@pytest.mark.parametrize("case", ALIKE, ids=lambda path: path.stem)
def test_check_build_and_serve_say_the_same(case: Path, ground: tuple[Path, Report], tmp_path: Path) -> None:
    """The same problems at the same places, and the same exit code, whoever finds them first."""
    root, last = tmp_path / "project", ground[1]
    shutil.copytree(ground[0], root)
    sections = _sections(case.read_text(encoding="utf-8"))
    files = {path: text for path, text in sections.items() if path not in ("expected", "english")}
    _write(root, files)
    site, written = root / "site", sorted(files)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def serve() -> tuple[Problem, ...]:
        content = all(path.startswith("content/") for path in written)
        changed = frozenset(written) if content else None
        report = build(Request(root, site, DAY, search=None, changed=changed), last)
        assert not report.behind  # every case is of more than a text
        return report.warnings

    checked = _outcome(lambda: read(root, DAY)[1])
    assert _outcome(lambda: build(Request(root, root / "cold", DAY, search=False)).warnings) == checked
    assert _outcome(serve) == checked
    if checked[0]:
        assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
        assert not (root / "cold").exists()


def _outcome(run: Callable[[], Iterable[Problem]]) -> Told:
    """The exit code of a command, and what it says."""
    try:
        code, problems = 0, tuple(run())
    except UserError as error:
        code, problems = error.exit_code, tuple(error.problems)
    return code, [say(problem, "zh") for problem in problems]


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
    told = [f"{problem.place} {problem.code}\n" for problem in _told(tmp_path, WHOLE)]
    assert "".join(told) == TOLD


SLIPS = (  # fields, and what is told of them, by line and column in the fields
    ("title: 甲\nrepeals:\n  target: ok", "3:3 not-a-list"),
    ("title: 甲\nended: []", "2:8 not-a-mapping"),
    ("标题 甲\nformed_on: 2024-02-30\ntags: [zz]", "1:1 yaml-syntax, 2:12 day-impossible, 3:8 dangling-reference"),
    ("title ：甲\nformed_on: 2024-02-30", "1:7 fullwidth-colon, 2:12 day-impossible"),
    (" title: 甲\nformed_on: 2024-02-30", "1:1 yaml-indent, 2:12 day-impossible"),
    ("\ttitle: 甲\nformed_on: 2024-02-30", "1:1 yaml-tab, 2:12 day-impossible"),
    ("title: 甲\n\tformed_on: 2024-02-30", "2:1 yaml-tab, 2:13 day-impossible"),
    ("title: 甲\ncontact: {乙\nformed_on: 2024-02-30\nsummary: 丙", "2:10 yaml-syntax, 3:12 day-impossible"),
    ("title: 甲\nrepeals:\n  - target: nono\n\ton: x", "3:13 dangling-reference, 4:1 yaml-tab, 4:6 day-format"),
    ("title: 甲\nrepeals:\n  - nono\n formed_on: x", "3:5 dangling-reference, 4:2 yaml-syntax, 4:13 day-format"),
    ("title: 甲\n　summary: 乙\nformed_on：2024-01-01", "2:1 wide-space, 3:10 fullwidth-colon"),
    ("发布日期: 2024-01-02\n　标题：甲", "2:1 wide-space, 2:4 fullwidth-colon"),
    ("发布日期: 2024-01-02\n标题； 甲", "2:1 yaml-syntax"),
    ("title: 甲\nsummary: 乙\n  第一：二\nformed_on：2024-01-01", "4:10 fullwidth-colon"),
    ('title: "甲\u2028乙"\nformed_on: 2024-02-30', "1:10 control-character, 2:12 day-impossible"),
    ("title: 甲\nextends: [nono]", "2:11 missing-field, 2:11 dangling-reference"),
    ("title: 甲\ndisclosure: 不予公开\nbais: 乙", "3:1 unknown-key"),
    ("title: 甲\nbased_on:\n  - targt: ok\n  - - ok", "3:5 unknown-key, 4:5 not-a-mapping"),
    ("title: 甲\neffectiv_on: 2024-01-01\nformed_on: 2024-03-01\nexpires_on: 2024-02-01", "2:1 unknown-key"),
    ("title: 甲\nkeywords:\n  - 乙\n   - 丙", "4:1 yaml-indent"),
    ("title: 甲\nids: other\naliases: [/policies/a/]", "2:1 unknown-key"),
    ("title：甲\nbased_on: [a]", "1:6 fullwidth-colon, 2:12 self-reference"),
    ("title: 甲\n...\nbased_on: [a]", "2:1 yaml-several-documents, 3:12 self-reference"),
    ("title: 甲\nsummary: |\n  title：乙\n  乙\nbased_on：[a]", "5:9 fullwidth-colon, 5:11 self-reference"),
)


@pytest.mark.parametrize(("fields", "told"), SLIPS)
def test_a_slip_is_told_once_and_hides_nothing(fields: str, told: str, tmp_path: Path) -> None:
    files = {
        "content/policies/a.md": f"---\n{fields}\n---\n正文。\n",
        "content/policies/ok.md": "---\ntitle: 好\npublished_on: 2024-01-02\n---\n正文。\n",
    }
    found = [(problem.place, problem.code) for problem in _told(tmp_path, files)]
    assert sorted(f"{place.line - 1}:{place.column} {code}" for place, code in found) == sorted(told.split(", "))


DATED = "title: 甲\npublished_on: 2024-01-02\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param(
            {
                "a": "---\n" + DATED + "formed_on: x\nrepeals: [b]\n---\n正文",
                "b": "---\n" + DATED + "category: normative\n---\n乙",
            },
            "a.md:4:12 day-format",
            id="an ending by a document that is wrong",
        ),
        pytest.param(
            {
                "a": "---\n" + DATED + "id: x\n---\n正文",
                "b": "---\n" + DATED + "id: x\ntags: [zz]\n---\n正文",
                "c": "---\n" + DATED + "---\n[乙](b.md)",
            },
            "b.md:4:5 duplicate-id, b.md:5:8 dangling-reference",
            id="a copied file",
        ),
        pytest.param(
            {"a": "---\n" + DATED + "formed_on: 2024-02-30\n\n正文", "b": "---\n" + DATED + "based_on: [a]\n---\n乙"},
            "a.md:1:1 front-matter-unterminated, a.md:4:12 day-impossible",
            id="fields without an end",
        ),
        pytest.param(
            {"a": "---\n" + DATED + "id: [x\n---\n正文", "b": "---\n" + DATED + "id: a\nbased_on: [x]\n---\n乙"},
            "a.md:4:5 yaml-syntax",
            id="an id that cannot be read",
        ),
        pytest.param(
            {"a": "---\n" + DATED + "---\n" + "- " * 40 + "甲", "b": "---\n" + DATED + "---\n[甲](a.md#tiao-1)"},
            "a.md:5:1 nesting-too-deep",
            id="an anchor in a body that was given up",
        ),
    ],
)
def test_what_is_wrong_makes_nothing_else_wrong(files: dict[str, str], told: str, tmp_path: Path) -> None:
    found = _told(tmp_path, {f"content/policies/{name}.md": f"{text}\n" for name, text in files.items()})
    assert [f"{str(problem.place).rsplit('/', 1)[1]} {problem.code}" for problem in found] == told.split(", ")


def test_what_is_wrong_with_the_settings_hides_nothing_in_the_content(tmp_path: Path) -> None:
    """Nor does a document that cannot be read and is called like a vocabulary keep references from being looked at."""
    files = {
        "config.yaml": f"{BASE['config.yaml']}page_size: 很多\nlimits:\n  nesting: x\n",
        "content/policies/a.md": f"---\n{DATED}tags: [mei-you]\n---\n正文\n",
        "content/policies/tags.exe": "x",
    }
    assert [problem.code for problem in _told(tmp_path, files)] == [
        *("not-a-number", "not-a-number", "dangling-reference", "unknown-file")
    ]


FOOT = "rules:\n  - {id: footer-owed, value: 1, unit: pieces, elements: [icp, police, contact, operator, corrections], basis: 依据甲}\n"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (lambda text: f"{text}sample: true\nassessment: rank\n", ["bad-choice"]),
        (lambda text: f"{text}sample: maybe\n", ["not-yes-or-no"]),
        (lambda text: f"{text}sampl: true\n", ["unknown-key"]),
        (lambda text: text.replace("'0000000000'", "abc") + "sample: true\n", ["bad-shape"]),
        (lambda text: f"{text}sample: true\nlimits: [\n", ["yaml-syntax"]),
        (  # of what is read what lacks is told as ever; what was meant is not lacking
            lambda text: f"{text}  email: abc\n  operater: 甲\n  icp: 无\n",
            ["footer-incomplete", "bad-shape", "unknown-key", "bad-shape"],
        ),
    ],
)
def test_what_is_wrong_with_the_settings_is_told_once(
    settings: Callable[[str], str], told: list[str], tmp_path: Path
) -> None:
    files = {"config.yaml": settings(BASE["config.yaml"]), "content/data/rules.yaml": FOOT}
    found = _told(tmp_path, files)
    assert [problem.code for problem in found] == told


CATALOGUE = "id: a\norder: 1\nname: 甲\nbasis: 乙\nverified: false\nitems:\n" + "".join(
    f"  - id: {key}\n    level_1: 甲\n    level_2: {key}\n    content:\n      - 丙\n    basis:\n      - 丁\n    deadline: 每年\n"
    "    publisher:\n      - mzj\n    channels:\n      - 网站\n    audience: 全社会\n    method: proactive\n    tiers:\n      - county\n"
    for key in ("x", "y")
)


@pytest.mark.parametrize(
    ("line", "told"),
    [("\tbasis:", "12:1 yaml-tab"), ("　basis:", "12:1 wide-space"), ("　- id: y", "23:1 wide-space")],
)
def test_an_entry_indented_wrongly_is_read_as_it_was_meant(line: str, told: str, tmp_path: Path) -> None:
    """A key after a list belongs to what holds the list, an entry beside those that begin alike."""
    lines = CATALOGUE.split("\n")
    at = int(told.partition(":")[0]) - 1
    lines[at] = line
    found = _told(tmp_path, {"content/data/catalogue/01-a.yaml": "\n".join(lines)})
    assert [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in found] == [told]


def test_a_hundred_slips_are_told_in_one_run(tmp_path: Path) -> None:
    slips = "".join(f"甲{number}: &a x\n" for number in range(100))
    found = _told(tmp_path, {"content/policies/a.md": f"---\n{DATED}{slips}tags: [mei-you]\n---\n正文\n"})
    assert len({problem.place.line for problem in found}) == 101


NUMBER = "110101199003078515"


@pytest.mark.parametrize(
    "body",
    [
        "110101<!-- 某人 -->199003078515",
        "110101<b>19900307</b>8515",
        "[110101](https://x.example/)199003078515",
        "110101&nbsp;19900307&nbsp;8515",
        "1101011990\n03078515",
        "11010119900307\\\n8515",
        "**110101**199003078515",
        "110101==19900307==8515",
    ],
)
def test_a_number_that_a_reader_would_see_is_found(body: str, tmp_path: Path) -> None:
    found = _told(tmp_path, {"content/policies/a.md": f"---\n{DATED}---\n{body}\n"})
    assert [problem.code for problem in found] == ["identity-number"]


def test_no_message_repeats_an_identity_number(tmp_path: Path) -> None:
    """Whatever an editor took it for: messages end up in logs that anybody may read."""
    fields = (
        f"title: 甲\n{NUMBER}: x\n文种: {NUMBER}\nid: {NUMBER}X\ntags: [{NUMBER}]\nformed_on: {NUMBER}\n"
        f"language: {NUMBER}\nattachments:\n  - title: 乙\n    file: {NUMBER}.csv"
    )
    files = {
        "content/policies/a.md": f"---\n{fields}\n---\n[甲]({NUMBER}.md) [^{NUMBER}] <{NUMBER}>\n",
        f"content/policies/{NUMBER}.md": "正文\n",
        "content/data/synonyms.yaml": f"groups: [[老人, 甲{NUMBER}]]\n",
    }
    problems = _told(tmp_path, files)
    assert {problem.place.path for problem in problems} == {*files}
    for problem in problems:
        assert NUMBER not in say(problem, "zh") + say(problem, "en")


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
    parsed = parse(Sources(tuple(Source(path, text.encode()) for path, text in texts.items()), (), {}, ()), config)
    library, related = relate(parsed, {})
    bodies = Bodies(library, config)
    examine_all(bodies)
    found = [
        *parsed.problems,
        *related,
        *check(library, date(2026, 11, 22)),
        *body_problems(library, bodies, parsed.documents),
    ]
    found.extend(problem for entry in library.broken.values() for problem in check_document(entry))
    for problem in found:
        lines = texts[problem.place.path].split("\n")
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert say(problem, "zh").startswith(problem.place.path)


ONE_EACH = {
    "![](media/image1.png)": ["broken-link"],
    "![](C:\\Users\\甲\\image1.png)": ["remote-image"],
    "![](file:///C:/甲/image1.png)": ["remote-image"],
    "![](data:image/png;base64,iVBORw0KGgo=)": ["remote-image"],
    "<o:p></o:p>": ["html-not-allowed"],
    "<p class=MsoNormal>内容<o:p>&nbsp;</o:p></p>": ["html-not-allowed"],
    "<figure><img src='a.png'><figcaption>图一</figcaption></figure>": ["html-not-allowed"],
    "<?xml:namespace prefix = o />": ["html-not-allowed"],
    "<span lang=EN-US style='mso-bidi-font-size:12pt'>第二条</span>": [],
    "<b style='mso-bidi-font-weight:normal'>内容</b>": [],
    "<table><tr><td><span style='mso-fareast:甲'>内<o:p></o:p></span></td></tr></table>": [],
    "mso-style-name:正文;": ["converter-leftover"],
}


@pytest.mark.parametrize("written", ONE_EACH)
def test_what_a_converter_left_is_told_once_or_seen_by_nobody(tmp_path: Path, written: str) -> None:
    told = _told(tmp_path, {"content/policies/a.md": f"---\ntitle: 甲\n---\n第一条　甲。\n\n{written}\n"})
    assert [problem.code for problem in told] == ONE_EACH[written]
