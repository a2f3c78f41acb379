"""Lines without a blank line between: what is joined, what stays apart, what becomes a table, what is told."""

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import corpus
from disclosure.base.problems import Place
from disclosure.text.pasted import Lines, joined, runs
from disclosure.text.prose import convert
from disclosure.text.source import Limits

WRAPPED = "为了规范本区既有多层住宅加装电梯工作，完善住宅使用功能，方便居民上"
SHORT_OF_IT = "下楼，根据有关法律、法规，结合本区实际，制定本办法"


def read(text: str) -> list[str]:
    """The paragraphs in lines, tables as their cells, with a ? where it is told that the next may belong to it."""
    lines = text.split("\n")
    found = runs(Lines(range(len(lines)), lines))
    return [("／".join("｜".join(row) for row in run.rows) or run.text) + "?" * run.doubtful for run in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一行", ["一行"]),
        ("　　第一条 甲。\n　　第二条 乙", ["第一条 甲。", "第二条 乙"]),
        ("第一句。\n第二句", ["第一句。", "第二句"]),
        ("申请材料：\n身份证；\n户口簿", ["申请材料：", "身份证；", "户口簿"]),
        ("第一章总则\n第一条为了规范", ["第一章总则", "第一条为了规范"]),
        ("(责任单位:区政府办)\n下一段", ["(责任单位:区政府办)", "下一段"]),
        ("区政府办公室\n2023年4月20日\n要点", ["区政府办公室", "2023年4月20日", "要点"]),
        ("姓名：  \n住址：", ["姓名：", "住址："]),
        ("青禾区职业教育改革方案\n职业教育同等重要。现制定本方案。", ["青禾区职业教育改革方案", "职业教育同等重要。现制定本方案。"]),
        ("张三，区长\n李四，副区长", ["张三，区长", "李四，副区长"]),
        ("组　长：张　三　　区长\n副组长：李　四　　副区长\n王　五", ["组　长：张　三　　区长", "副组长：李　四　　副区长", "王　五"]),
        ("通知。\n附件：1.表\n2.汇总表\n青禾区\n2024年3月5日", ["通知。", "附件：1.表", "2.汇总表", "青禾区", "2024年3月5日"]),
        ("特此通知\n附件\n申请表", ["特此通知", "附件", "申请表"]),
        ("• 身份证\n• 户口簿", ["• 身份证", "• 户口簿"]),
        ("①身份证\n②户口簿", ["①身份证", "②户口簿"]),
        ("1）身份证\n2）户口簿", ["1）身份证", "2）户口簿"]),
        ("电话：000-66001001\n邮编：000000", ["电话：000-66001001", "邮编：000000"]),
        ("地址：青禾区政务服务中心\n青禾区府前路1号，邮编000000", ["地址：青禾区政务服务中心", "青禾区府前路1号，邮编000000"]),
        ("张**\n李**", ["张**", "李**"]),
        ("甲 | 乙\n丙 | 丁", ["甲 | 乙", "丙 | 丁"]),
    ],
)  # fmt: skip
def test_lines_stay_apart(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("gap", ["", "　　", "    "])
@pytest.mark.parametrize("end", ["", "  ", "\t", "\u3000"])
def test_wrapped_prose_is_joined(gap: str, end: str) -> None:
    assert read(f"{gap}{WRAPPED}{end}\n{WRAPPED}{end}\n{SHORT_OF_IT}。{end}\n下一段。") == [
        f"{WRAPPED}{WRAPPED}{SHORT_OF_IT}。",
        "下一段。",
    ]


def test_persons_of_equally_long_lines_stay_apart() -> None:
    persons = [
        "张三，男，汉族，中共党员，现任青禾区财政局副局长，拟任审计局局长",
        "李四，女，汉族，中共党员，现任青禾区教育局副局长，拟任民政局局长",
    ]
    assert read("\n".join(persons)) == persons


def test_words_keep_a_space() -> None:
    line = "The committee shall, within ten working days, answer in writing"
    assert read(f"{line}\nand give its reasons.") == [f"{line} and give its reasons."]
    assert joined("中文\n中文 \n“引”") == "中文中文“引”"
    assert joined("a\nb\n中") == "a\nb中"


@pytest.mark.parametrize(
    "title",
    [
        "青禾区人民政府办公室关于印发青禾区职业教育改革实施方案的通知",
        "青禾区加装电梯办法",
        "附件：青禾区既有多层住宅加装电梯申请表",
    ],
)
def test_a_title_is_not_taken_in_by_wrapped_prose(title: str) -> None:
    assert read(f"{title}\n{WRAPPED}\n{SHORT_OF_IT}。")[0].rstrip("?") == title


def test_what_can_be_read_either_way_stays_apart_and_is_told() -> None:
    title, other = "青禾区人民政府办公室青禾区发展和改革局青禾区财政局", "关于印发青禾区职业教育改革实施方案的通知"
    assert read(f"{title}\n{other}") == [f"{title}?", other]
    assert read(f"{WRAPPED}\n{WRAPPED}{WRAPPED}") == [f"{WRAPPED}?", f"{WRAPPED}{WRAPPED}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("序号\t项目\t金额\n1\t甲项目\t300\n合计\t\t800", ["序号｜项目｜金额／1｜甲项目｜300／合计｜｜800"]),
        ("前文。\n甲\t1\n乙\t2\n后文。", ["前文。", "甲｜1／乙｜2", "后文。"]),
        ("甲\t1\t2\n乙\t3", ["甲｜1｜2／乙｜3｜"]),
        ("\t甲\t1\n\t乙\t2", ["甲｜1／乙｜2"]),
        ("甲\t1\t\n乙\t2\t", ["甲｜1／乙｜2"]),
        ("\t数量\t金额\n甲\t1\t2", ["｜数量｜金额／甲｜1｜2"]),
        ("第一条\t甲。\n第二条\t乙。", ["第一条\t甲。", "第二条\t乙。"]),
        ("1.\t甲\n2.\t乙", ["1.\t甲", "2.\t乙"]),
        ("（一）\t甲\n（二）\t乙", ["（一）\t甲", "（二）\t乙"]),
        ("\t甲\n\t乙", ["甲", "乙"]),
        ("甲\t1", ["甲\t1"]),
    ],
)
def test_columns_of_tabs_are_tables(text: str, expected: list[str]) -> None:
    assert read(text) == expected


# --- real notices

WRAPPED_IN_THE_RECORD = {"zc-24905ae515", "zc-5ed7b7bb07", "zc-d4ddf9a5aa"}
"""Of the notices chosen below: their records hold lines that end within a sentence, so these are no paragraphs."""


def test_a_paragraph_a_line_is_as_good_as_with_blank_lines(shared_corpus: Path) -> None:
    """Sixty notices: no name, title, annex or signature is glued to another."""
    notices = [one for one in corpus.read(shared_corpus, Counter()) if one.id.startswith("zc-")]
    differ = set()
    for one in notices[:: len(notices) // 60]:
        body = corpus.as_markdown(one.body)
        loose = re.sub(r"(?m)(^\|.*\n)\n(?=\|)", r"\1", re.sub(r"\n+", "\n\n", body))
        pages = {convert(text, Place("a.md", 1, 1), Limits())[0].html for text in (re.sub(r"\n+", "\n", body), loose)}
        differ |= {one.id} if len(pages) > 1 else set()
    assert differ <= WRAPPED_IN_THE_RECORD
