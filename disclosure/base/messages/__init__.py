"""The words of every problem, in Chinese and English, by code.

A sentence may use the values of its problem in `{braces}`; a hint that needs a value the problem does not have is left
out. `{near}` is always a suggestion, and a value `x_zh` is what `{x}` is in Chinese.
"""

from __future__ import annotations

import errno
import os
import re
import string

from disclosure.base.messages import bodies, files, front_matter, imports, references, rules, running
from disclosure.base.messages.message import Message
from disclosure.base.problems import Language, Problem, Severity

MESSAGES: dict[str, Message] = {
    **files.MESSAGES,
    **front_matter.MESSAGES,
    **references.MESSAGES,
    **bodies.MESSAGES,
    **rules.MESSAGES,
    **running.MESSAGES,
    **imports.MESSAGES,
}

_UNPRINTED = {code: f"\\x{code:02x}" for code in (*range(32), 127)}
"""Control characters of input, which a terminal would obey."""


def severity(problem: Problem) -> Severity:
    """Whether the problem stops publication."""
    return MESSAGES[problem.code].severity


def say(problem: Problem, language: Language) -> str:
    """`path:line:col: error CODE message (hint)` in one language."""
    message = MESSAGES[problem.code]
    text, hint = (message.zh, message.hint_zh) if language == "zh" else (message.en, message.hint_en)
    values = problem.values
    if language == "zh":
        values = {k: values.get(f"{k}_zh") or _in_chinese(problem.code, k, v) for k, v in values.items()}
    words = f"{problem.place}: {message.severity.value} {problem.code} {text.format_map(values)}".translate(_UNPRINTED)
    if problem.values.get("near"):
        near = problem.values["near"]
        name = f"（{problem.values['name']}）" if problem.values.get("name") else ""
        words += f"，是不是“{near}”{name}？" if language == "zh" else f"; did you mean “{near}”{name}?"
    if hint and all(name in problem.values for _, name, _, _ in string.Formatter().parse(hint) if name):
        words += ("　提示：" if language == "zh" else "  Hint: ") + hint.format_map(values)
    return _LONG_NUMBER.sub(lambda number: masked(number[0]), words)


_LONG_NUMBER = re.compile(
    r"(?<!\d)(?:[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]|62\d{14,17})(?!\d)"
)
"""What has the shape of an identity number, or of a bank card of this country."""


def masked(number: str, head: int = 6, tail: int = 4) -> str:
    """A number that may be somebody's: messages end up in the logs of a build, which anybody may read."""
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"


_YAML = {
    "did not find expected ',' or ']'": "方括号 [ ] 没有配对",
    "did not find expected ',' or '}'": "花括号 { } 没有配对",
    "did not find expected node content": "括号没有配对，或值以特殊符号开头",
    "found unknown escape character": "英文双引号里的反斜杠 \\ 有特殊含义，改用英文单引号",
    "did not find expected key": "缩进不一致，或上一行的引号、括号没有配对",
    "could not find expected ':'": "这一行缺少半角冒号",
    "found unexpected end of stream": "引号没有配对",
    "did not find expected '-' indicator": "列表的缩进不一致",
    "block sequence entries are not allowed in this context": "列表项应另起一行",
}
"""What libyaml says most often, for editors."""


_USAGE = (
    (r"unrecognized arguments: (.+)", r"没有这样的参数：\1"),
    (r"(.+) takes no (\S+): (.+)", r"\1 不接受 \2，接受它的是 \3"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.+)\)", r"\1 不能是“\2”，可选：\3"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少一个值"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 后面不能有值：\2"),
    (r"argument (\S+): “(.*)”: (.+)", r"\1 不能是“\2”，应为 \3"),
    (r"argument (\S+): (.+)", r"\1 \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"“\1”可以是 \2，请写全"),
)
"""What argparse says, for editors."""


_SYSTEM = {
    os.strerror(code): zh
    for code, zh in (
        (errno.EACCES, "没有权限，或文件正被别的程序使用"),
        (errno.EPERM, "没有权限"),
        (errno.EBUSY, "正被别的程序使用"),
        (errno.EEXIST, "这里已有同名的文件"),
        (errno.EISDIR, "这里是文件夹，应为文件"),
        (errno.ENOTDIR, "路径中有一段是文件，应为文件夹"),
        (errno.ENOENT, "找不到这个文件或文件夹"),
        (errno.ENAMETOOLONG, "名称太长"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EMFILE, "打开的文件太多"),
        (errno.EADDRINUSE, "端口已被占用"),
    )
}
"""What the system says most often; anything else stays in its own words."""


_SEEN = {"root": "项目目录", "output": "输出文件夹", "program": "程序", "frame": "模板、词表或日期", "sources": "内容"}
"""In what a worker may differ."""


_HIDDEN = {
    "tracked changes": "修订 {} 处",
    "comments": "批注 {} 条",
    "hidden passages": "隐藏文字 {} 处",
    "hidden sheets": "隐藏工作表 {} 个",
    "hidden rows": "隐藏行 {} 行",
    "hidden columns": "隐藏列 {} 列",
    "hidden slides": "隐藏幻灯片 {} 张",
    "hidden objects": "隐藏对象 {} 个",
    "hidden layers": "隐藏图层 {} 个",
    "rows kept behind pivot tables": "数据透视表背后的数据 {} 行",
    "speaker notes": "演讲者备注 {} 页",
    "names of authors": "作者姓名 {} 处",
    "custom properties": "自定义属性 {} 项",
    "links to files elsewhere": "指向其他文件的链接 {} 个",
    "embedded files": "内嵌文件 {} 个",
    "geographic positions": "拍摄位置 {} 处",
    "remarks in the properties": "属性中的备注 {} 项",
    "document variables": "文档变量 {} 个",
    "custom XML parts": "自定义 XML 数据 {} 份",
    "building blocks": "自动图文集 {} 条",
    "passages outside the page": "页面之外的内容 {} 处",
    "covered passages": "被遮盖的文字 {} 处",
    "earlier versions": "早先的版本 {} 个",
    "deleted pages": "已删除而仍在文件里的页 {} 页",
    "members outside the directory": "压缩包目录之外的文件 {} 个",
    "subjects and keywords": "属性中的主题、关键词 {} 项",
    "rows in a sheet that hides rows by default": "默认隐藏行的工作表里的行 {} 行",
    "parts nobody refers to": "文件里没有用到的部分 {} 个",
    "scripts": "脚本 {} 段",
    "passages beside the page": "页边以外的文字 {} 处",
    "placeholders with words of their own": "占位文字 {} 条",
    "choices that are not shown": "不显示的下拉选项 {} 个",
    "conditions that hide cells": "会隐去单元格的条件格式 {} 条",
    "hidden names with words": "隐藏的名称 {} 个",
    "cells kept from other workbooks": "缓存的外部工作簿数据 {} 格",
    "passages under pictures or shapes": "图片或图形下面的文字 {} 处",
    "tags of slides": "幻灯片标记 {} 个",
}


def _in_chinese(code: str, key: str, value: str) -> str:
    if (code, key) == ("worker-differs", "what"):
        return _SEEN[value]
    if (code, key) == ("yaml-syntax", "detail"):
        return _YAML.get(value, "此处的写法无法识别")
    if (code, key) == ("system", "detail"):
        return _SYSTEM.get(value, value)
    if code in ("attachment-not-clean", "attachment-perhaps-not-clean") and key == "found":
        return "、".join(
            _HIDDEN[what].format(number) for number, what in (one.split(" ", 1) for one in value.split(", "))
        )
    if (code, key) == ("usage", "detail"):
        return next(
            (found.expand(zh) for en, zh in _USAGE if (found := re.fullmatch(en, value.replace("'", "")))), value
        )
    return value
