"""The fast path of bodies against the reference: without `fast` every block and every text goes through Python-Markdown.

Equal means equal in every field: HTML, text, contents, passages, links, and the problems with their places.

`FAST_PATH=all` in the environment makes it every real document and a hundred times as many made-up texts.
"""

import os
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import as_markdown, read
from disclosure.problems import Place, Problem
from disclosure.prose import Limits, Prose, convert
from tests.test_prose import HOSTILE

PLACE = Place("content/policies/a.md", 11, 1)
LIMITS = Limits(seconds=60)
ALL = os.environ.get("FAST_PATH") == "all"


def _resolve(href: str) -> str | None:
    return None if href.startswith("no") else f"/documents/{href}"


def _both(body: str) -> tuple[tuple[Prose, tuple[Problem, ...]], ...]:
    return tuple(convert(body, PLACE, LIMITS, resolve=_resolve, fast=fast) for fast in (True, False))


# --- texts as they are written, and near misses of them

NUMBERED = """
第一条　为了规范，制定本办法。
第二条 有下列情形之一的，应当公开：
第十二条之一 甲>乙的，适用"丙"。
第三章 监督管理
第一节 　一般规定
一、总体要求
（一）优化流程。各部门应当公开流程。
(二) 身份证；
1.编制目录；
1. 编制目录
2．复印件
３. 复印件
2024. 年
（1）目录甲
附件1
附件：实施细则
2024年1月2日
青禾区人民政府办公室
各镇人民政府，区政府各部门：
“第四条 申请人应当提交：
前款规定的，从其规定。”
""".strip().split("\n")
SIGNED = """
# 总则
## 第一章 总则 ##
####### 七个
#无空格
##
# 甲 \\# 乙
## 甲 {#name}
甲 {#name}
{: #b }
=====
---
- - -
* * *
___
- 甲
-甲
* 甲
+ 甲
> 引文
>
: 释义
:释义
| 甲 | 乙 |
|---|--:|
甲 | 乙
--- | ---
| `a|b` | c\\|d |
|
[1]: /x/ "题"
[^1]: 注释
[^1]
[注][1]
*[GB]: 国标
<table><tr><td>甲</td></tr></table>
<div>
</div>
<b>甲</b>
<!-- 内部 -->
<!--
&nbsp;
&copy 2024
AT&T
增幅<5%
""".strip().split("\n")
MARKUP = """
**应当** __应当__ *甲* _乙_ a_b_c 2*3*4 ** * _ `代码` ``a`b`` \\* \\# \\\\ [链接](b.md) [无](no.md) [](x) [甲](a_(b).md "题")
**（甲）** 甲**乙**丙 **甲****乙** ***甲*** **甲 乙** **甲** [甲](x_y.md) [**甲**](b.md) **[甲](b.md)** [甲](b.md)[乙](b.md) ![甲](b)
[甲_乙](b.md) [甲](#tiao-1) [甲](https://e.cn/?a=b) [^甲](b.md) !**甲** **甲_乙** **1** **甲。** 甲|乙
![图](a.png) ![](b.png) <http://e.cn> <a@b.cn> <br> <span> &lt; &#25919; &amp;amp; [^1] [注][1] [1] > " ' | { } # :
。 ； ” “ ） ) 公开 区政府 abc 5%
"""
INLINE = tuple(MARKUP.split())
LEADING = (
    *("", "", "", ""),
    *(
        " ",
        "   ",
        "    ",
        "      ",
        "\t",
        "\u3000\u3000",
        "\u00a0",
        "\u2028",
        "- ",
        "1. ",
        "3.  ",
        "> ",
        ":   ",
        "    - ",
    ),
)
TRAILING = ("", "", "", " ", "  ", "\t", "\u3000", "\\", "  \u3000")
BREAKS = (
    *("\n", "\n\n", "\n\n"),
    *("\n", "\n\n", "\n\n\n", "\n\n\n\n", "\n \n", "\n\t\n", "\n\u3000\n", "\r\n\r\n", "\n    \n", "\x0c\n", "\x85\n"),
)

SENTENCE = st.lists(st.sampled_from((*INLINE, " ", "  ", "\u3000")), min_size=1, max_size=8).map("".join)
CONTENT = st.one_of(st.sampled_from(NUMBERED), st.sampled_from(SIGNED), SENTENCE)
LINE = st.tuples(st.sampled_from(LEADING), CONTENT, st.sampled_from(("", *INLINE)), st.sampled_from(TRAILING)).map(
    "".join
)
TEXT = st.lists(st.tuples(LINE, st.sampled_from(BREAKS)).map("".join), max_size=12).map("".join)


@settings(max_examples=40_000 if ALL else 400)
@given(TEXT)
def test_written_texts_convert_as_by_the_reference(body: str) -> None:
    fast, reference = _both(body)
    assert fast == reference


@settings(max_examples=20_000 if ALL else 200)
@given(HOSTILE)
def test_hostile_texts_convert_as_by_the_reference(body: str) -> None:
    fast, reference = _both(body)
    assert fast == reference


CHARACTERS = """
甲\\\\*乙 甲`b` 甲*b* 甲[b](c) 甲<br>乙 甲&amp;乙 甲&乙 甲~b~ 甲!乙 甲{b} 甲:b 甲@b 甲/b 甲]b 甲>b “甲 《甲》 甲|乙
1.甲 #甲# #\u3000甲\\\\# # '甲"b
"""
LINES = (
    *(
        "甲 _b_",
        "甲  \n乙",
        "　甲",
        "甲\n===",
        "甲\n: 乙",
        "甲\n- 乙",
        "甲\n#乙",
        "甲\nb c\nd",
        "甲 [^1]\n\n[^1]: 乙",
        "1 甲",
        "1. 甲",
    ),
    *(
        "1.\t甲",
        "# 甲\\",
        "# 甲\\#",
        "\u3000",
        "甲\n\u3000\n乙",
        "甲\n\u3000- 乙",
        "甲\n<div>\n乙\n</div>",
        "甲 | 乙\n|---|---",
    ),
    *("甲[b]\n[b]: c.md\n乙", "甲[^b]\n[^b]: 丙\n乙", "甲\n" * 9 + " <table><tr><td>乙</td></tr></table>"),
)
AROUND = ("{}", "- {}", "> {}", "| {} | x |\n|---|---|", "## {}", "丙\n\n{}\n\n丁", "- 丙\n\n{}\n\n- 丁", "第一条 {}",
    "一、{}\n\n丙。", "（一）丙。{}", "    {}")  # fmt: skip


@pytest.mark.parametrize("body", [*CHARACTERS.split(), *LINES])
def test_each_special_character_in_each_kind_of_block(body: str) -> None:
    for around in AROUND:
        fast, reference = _both(around.replace("{}", body))
        assert fast == reference


# --- real texts


def test_the_sample_district_converts_as_by_the_reference(pytestconfig: pytest.Config) -> None:
    for path in sorted(pytestconfig.rootpath.glob("content/*/**/*.md")):
        _, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        assert body, path
        fast, reference = _both(body)
        assert fast == reference, path


def test_real_documents_convert_as_by_the_reference(shared_corpus: Path) -> None:
    compared = 0
    for record in islice(read(shared_corpus, Counter()), 0, None, 1 if ALL else 60):
        fast, reference = _both(as_markdown(record.body))
        assert fast == reference, record.id
        compared += 1
    assert compared > 20
