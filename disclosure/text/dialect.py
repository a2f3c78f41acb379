"""The dialect of Markdown that a body is written in, declared in one place: small, and nothing else of Markdown is known.

docs/authoring.zh-CN.md is made from `CONSTRUCTS`; the signs that begin a block are read by `blocks`, those within a line
by `markup`. What is not declared here is text, and stands on the page as it was typed.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Construct(NamedTuple):
    """One thing that an editor may write: its name, how it is written, and what becomes of it, in Chinese."""

    name: str
    written: str
    becomes: str


CONSTRUCTS = (
    Construct("段落", "一段文字，前后各空一行", "一个段落；行首、行末的空格不起作用"),
    Construct("标题", "`# 标题` 至 `###### 标题`", "标题，进入目录；`#` 后面必须有空格"),
    Construct("列表", "`- 项目`", "列表；`-` 后面必须有空格，下一级缩进到上一级文字的位置"),
    Construct("编号列表", "`1. 项目`", "编号列表，号码照写；点后面必须有空格，`2024. 3. 5` 不是列表"),
    Construct("表格", "`| 甲 | 乙 |`，下一行 `|---|---|`", "表格，每行的格数应与表头相同；格内的竖线写作 `\\|`"),
    Construct(
        "合并单元格的表格", '`<table>` … `<td colspan="2">` … `</table>`', "表格；边框、宽度、颜色等样式自动去掉"
    ),
    Construct("链接", "`[文字](目标)`", "链接；目标不存在时检查会指出"),
    Construct("办事标记", "`[办:jiazhuang-dianti]`", "“办”字，点开是编号所指的办事事项；不算正文的字"),
    Construct("图片", "`![说明](文件)`", "图片，说明给看不到的读者"),
    Construct("加粗", "`**文字**`", "加粗；`**` 里面不留空格"),
    Construct("脚注", "正文里 `[^1]`，另起一行 `[^1]: 内容`", "脚注，列在正文之后；内容续行的，缩进两格以上"),
    Construct("锚点", "段末或标题末 `{#name}`", "固定网址 `#name`，本身不显示"),
    Construct("上下标等", "`H<sub>2</sub>O`、`<br>`", "上标、下标、下划线、换行等少数网页标签"),
    Construct("字符实体", "`&lt;`、`&nbsp;`、`&#25919;`", "它所代表的字"),
    Construct("注释", "`<!-- 给同事的话 -->` 或 `[//]: # (给同事的话)`", "不出现在网站和下载文件里"),
    Construct("不作记号", "记号前加反斜线，如 `\\*\\*`、`1\\. `", "记号照样显示，反斜线不显示"),
)
"""All that has a meaning."""

# --- signs that begin a block: a line that begins like this does not belong to the paragraph above it

HEADING = re.compile(r"[ \t]*(#{1,6})[ \t\u3000]+(?=\S)")
ITEM = re.compile(
    r"[ \t]*(?:-(?![- \t]*$)(?![ \t]*第?[ \t]*\d+[ \t]*页?[ \t]*-[ \t]*$)|(0|[1-9]\d{0,2})\.(?![ \t]+\d{1,2}\.[ \t]*\d))[ \t]+(?=\S)"
)
"""An item with its number, if it has one. A page number, `- 1 -`, and a date, `3. 5. 2024`, are none."""
NOTE = re.compile(r"[ \t]*\[\^([^\]\s]{1,60})\]:[ \t]*")
RULE = re.compile(r"[ \t]*(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
"""The line below the header of a table."""
FENCE = re.compile(r"[ \t]*(?:```[^`]*|~~~.*)")
"""Where other dialects begin or end program code."""
TABLE = re.compile(r"[ \t]*<table(?=[\s>])", re.IGNORECASE)
ESCAPED_BLOCK = re.compile(r"(\d+)\\(?=\.)|\\(?=#{1,6}[ \t\u3000]|-[ \t]|```|~~~)")
"""A backslash before a sign that would begin a block."""
BAR = re.compile(r"(?<!\\)\|")
BLANKS = re.compile(r"(?:&(?:nbsp|ensp|emsp|#160|#12288);|\s)+")
"""Spaces, also as a web page has them: at the start of a paragraph they mean nothing."""

# --- signs within a line

ESCAPED = re.compile(r"\\([*\[\]{<&|])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:-]*)"
    r"((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
"""A tag: whether it is an end tag, its name, its attributes. Whatever else begins with < is text."""
ANCHOR = re.compile(r"\s*(?<!\\)\{#([^\s{}]*)\}\s*$")
SIGNS = re.compile(r"[\\*\[<&>]")
"""Without one of these a text holds no sign within a line, and nothing that HTML would misread."""

STRONG = r"""(?x)
    (?<!\*)\*\*(?!\*)
    (?![\s，、；。：！？）》」』”’,;:!?)])             # the mask of a name, 张**、李**, does not open
    (?!(?<=[\u4e00-\u9fff]\*\*)[和与及或])            # nor 张**和李**
    (?!(?<=[0-9A-Za-z]\*\*)[0-9A-Za-z])               # nor that of a number, 138**5678
    ((?:[^*]|(?<!\*)\*(?!\*)|\*{3,})+?)
    (?<!\s)(?<!\*)\*\*(?!\*)
"""
MASKED = re.compile(
    r"""(?x)
    [\u4e00-\u9fff]\*\*(?!\*)[^*]*?[，、；。：！？,;:（）()“”《》\s][\u4e00-\u9fff]{1,2}\*\*(?!\*)       # 张**（男）、李**
    | (?:^|[，、；。：！？,;:（）()“”\s]|[告诉人为])                                        # 李**诉王**
      [王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔陆廖姚邱夏谭韦贾邹孟熊秦薛侯]
      \*\*(?!\*)
    """
)
"""What looks like the masked name of a person: a family name with two stars."""
_LABEL = r"((?:[^\[\]\\]|\\.|\[[^\[\]]*+\]|\\)*+)"
_TARGET = r"\(([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+)\)"
LINK = rf"(?<!\\)\[(?!\^){_LABEL}\]{_TARGET}"
IMAGE = rf"(?<!\\)!\[{_LABEL}\]{_TARGET}"
BEHIND_PICTURE = re.compile(r"\{[^{}\n]*\}")
"""What a converter writes directly behind a picture: its size."""
SERVICE = r"(?<!\\)\[办[:：][ \t]*([^\[\]\s]{1,100})[ \t]*\](?!\()"
"""The mark of a service at the passage that names it: `[办:id]`."""
REFERENCE = r"(?<!\\)\[\^([^\]\s]{1,60})\]"


def service_link(key: str) -> str:
    """What the mark of a service is among the links of a body."""
    return f"办:{key}"
