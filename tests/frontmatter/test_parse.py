"""Bytes to records: what editors' systems write, and what must be refused with a place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.base.messages import say
from disclosure.base.problems import Place
from disclosure.frontmatter.compose import compose
from disclosure.frontmatter.decode import decode
from disclosure.frontmatter.load import Source, load
from disclosure.frontmatter.parse import parse_config, parse_document
from disclosure.model import config, documents, vocabulary
from disclosure.model.documents import Policy
from disclosure.model.records import Record

PATH = "content/policies/a.md"


def _lines(data: bytes) -> list[str]:
    entry, problems = parse_document(Source(PATH, data), 65_536)
    assert problems or entry.record.is_whole()
    return [say(problem, "zh") for problem in problems]


@pytest.mark.parametrize(
    "data",
    [
        "---\ntitle: 甲\n---\n正文\n",
        "\ufeff---\ntitle: 甲\n---\n正文\n",
        "---\r\ntitle: 甲\r\n---\r\n正文\r\n",
        "---\rtitle: 甲\r---\r正文\r",
        "---  \n标题: 甲\n---\n正文\n",
        "---\ntitle: '甲'\nsummary:\n---\n正文\n",
    ],
)
def test_what_editors_save(data: str) -> None:
    entry, problems = parse_document(Source(PATH, data.encode()), 65_536)
    assert problems == ()
    assert entry is not None
    assert (entry.record.read("title"), entry.record.read("summary"), entry.body.strip()) == ("甲", None, "正文")
    assert (entry.record.id, entry.body_line) == ("a", 5 if "summary" in data else 4)


def test_scalars_stay_text() -> None:
    data = "---\ntitle: no\nsummary: 0123\nkeywords:\n  - 12:30\n  - ~\n  - null\n  - 1e3\n---\n"
    entry, _ = parse_document(Source(PATH, data.encode()), 65_536)
    assert entry is not None
    assert isinstance(entry.record, Policy)
    assert (entry.record.title, entry.record.summary) == ("no", "0123")
    assert entry.record.keywords == ("12:30", "~", "null", "1e3")


def test_every_value_knows_its_place() -> None:
    data = "---\ntitle: 甲\nrepeals:\n  - target: b\n    on: 2024-01-02\n---\n"
    entry, _ = parse_document(Source(PATH, data.encode()), 65_536)
    assert entry is not None
    assert entry.place("repeals", 0, "on") == Place(PATH, 5, 9)
    assert entry.place("repeals", 0, "note") == Place(PATH, 4, 5)
    assert entry.place("summary") == Place(PATH, 2, 1)


def test_gbk_is_named_and_placed() -> None:
    expected = (
        f"{PATH}:2:8: error not-utf-8-but-gb18030 不是 UTF-8 编码：第 11 字节 0xBC 无法读取，但全文可按 GB18030（GBK）读取"
        "　提示：在记事本中“另存为”，编码选 UTF-8"
    )
    assert _lines("---\ntitle: 甲\n---\n".encode("gb18030")) == [expected]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(codec: str) -> None:
    (line,) = _lines("---\ntitle: 关于加装电梯的通知\nsummary: 说明\n---\n正文。\n".encode(codec))
    assert line.startswith(f"{PATH}:1:1: error utf-16 不是 UTF-8 编码，而是 UTF-16（“Unicode”）")


def test_no_wrong_shape_of_a_value_is_told_in_english() -> None:
    """Whatever an editor writes into whatever field, the Chinese message holds nothing of Python's."""
    known = [*vars(documents).values(), *vars(vocabulary).values(), *vars(config).values()]
    records = [one for one in known if isinstance(one, type) and issubclass(one, Record) and one.model_fields]
    values = (
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[x]",
        "[~]",
        '""',
        '[""]',
        "x",
        "-1",
        "1_0",
        "1e999",
        "99999999999",
        "2024-1-1",
    )
    for record in records:
        for name in record.model_fields:
            for value in values:
                node, _ = compose(f"{name}: {value}", Place("f", 1, 1))
                for problem in decode(node, record, "f")[1]:
                    line = say(problem, "zh")
                    assert not re.search("[A-Za-z]{3,} [a-z]{2,}", line.split(" ", 3)[-1]), (record, line)
                    assert "“”" not in line, (record, line)


def test_bytes_that_are_nothing() -> None:
    assert _lines("---\ntitle: 甲".encode() + b"\xff\xff\n---\n") == [
        f"{PATH}:2:9: error not-utf-8 不是 UTF-8 编码：第 14 字节 0xFF 无法读取　提示：请另存为 UTF-8"
    ]


def test_nul_is_placed() -> None:
    (line,) = _lines(b"---\ntitle: a\n---\nab\x00c\n")
    assert line.startswith(f"{PATH}:4:3: error control-character 含有不可见的控制字符 U+0000")


def test_a_file_of_nothing_but_control_characters_is_told_in_twenty_lines() -> None:
    assert len(_lines(b"---\n" + b"a\x01" * 500_000)) == 20


def test_front_matter_is_bounded() -> None:
    (line,) = _lines(b"---\ntitle: " + b"a" * 70_000 + b"\n---\n")
    assert " error front-matter-too-large " in line


@pytest.mark.parametrize("bomb", ["[" * 50_000, "{" * 50_000, "- " * 50_000, "? " * 50_000, "a: " * 20_000])
def test_nesting_ends_at_once(bomb: str) -> None:
    node, problems = compose(bomb, Place(PATH, 1, 1))
    assert node is None
    assert len(problems) == 1


@given(st.text(alphabet=st.sampled_from("ab甲:：-# \n\t\"'[]{}&*!|>@`%?,\\\u2028\x85\ufeff"), max_size=200))
def test_no_text_is_a_traceback(text: str) -> None:
    entry, problems = parse_document(Source(PATH, f"---\n{text}\n---\n正文".encode()), 65_536)
    assert problems or entry.record.is_whole()
    for problem in problems:
        assert say(problem, "zh").startswith(PATH)
        assert say(problem, "en").startswith(PATH)


@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    entry, problems = parse_document(Source(PATH, data), 65_536)
    assert problems or entry.record.is_whole()


def test_demo_paths_are_posix(tmp_path: Path) -> None:
    (tmp_path / "content/policies/2024").mkdir(parents=True)
    (tmp_path / "content/policies/2024/a.md").write_text("x", encoding="utf-8")
    limits = config.InputLimits(file_bytes=100, attachment_bytes=100)
    assert [source.path for source in load(tmp_path, limits).documents] == ["content/policies/2024/a.md"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("关于印发\n  《青禾区办法》\n  的通知", "关于印发《青禾区办法》的通知"),
        (">\n  关于印发\n  《青禾区办法》\n  的通知", "关于印发《青禾区办法》的通知"),
        ("|\n  关于印发\n  《青禾区办法》", "关于印发《青禾区办法》"),
        ('"关于\n  “一件事”\n  的通知"', "关于“一件事”的通知"),
        ('"关于\\"一件事\\"\n  的通知"', '关于"一件事"的通知'),
        ("'关于''一件事''\n  的通知'", "关于'一件事'的通知"),
        ("关于 5G\n  基站、IPv6\n  Internet\n  of Things", "关于 5G基站、IPv6 Internet of Things"),
        (">-\n  甲，\n  乙\n\n  丙", "甲，乙丙"),
    ],
)
def test_a_value_of_several_lines_has_no_space_beside_chinese_characters(written: str, title: str) -> None:
    source = Source("content/policies/a.md", f"---\ntitle: {written}\nsummary: 乙\n---\n正文。\n".encode())
    entry, problems = parse_document(source, 10_000)
    assert (entry.record.read("title"), problems) == (title, ())


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\u202e", "\x00"])
def test_what_ends_a_line_for_some_programs_only_is_told(character: str) -> None:
    source = Source("content/policies/a.md", f"---\ntitle: 关于{character}办法\n---\n正文{character}。\n".encode())
    found = parse_document(source, 10_000)[1]
    assert [(problem.place.line, problem.place.column, problem.code) for problem in found] == [
        (2, 10, "control-character"),
        (4, 3, "control-character"),
    ]


def test_settings_may_have_remarks_behind_their_values() -> None:
    text = (Path(__file__).parents[2] / "config.yaml").read_text(encoding="utf-8")
    remarked = text.replace("page_size: 30", "page_size: 30  # 每页条数")
    assert parse_config(Source("config.yaml", remarked.encode())) == parse_config(Source("config.yaml", text.encode()))
    lost = text.replace("short_name: 青禾区信息公开", "short_name: 青禾区 #3 信息公开")
    assert [problem.code for problem in parse_config(Source("config.yaml", lost.encode()))[1]] == ["remark-in-value"]
