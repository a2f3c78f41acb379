"""Fill the tables of docs/authoring.zh-CN.md from the declarations of fields, messages and the dialect: `make docs`.

The guide's sentences are written by hand; between `<!-- fields Policy -->` and `<!-- end -->` stands what the models say.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from disclosure.base import messages
from disclosure.base.problems import Severity
from disclosure.model import (
    choices,
    config,
    documents,
    fields,
    gazette,
    kinds,
    participation,
    plans,
    records,
    reports,
    request_figures,
    topics,
    vocabulary,
)
from disclosure.text.dialect import CONSTRUCTS

GUIDE = Path(__file__).parents[1] / "docs/authoring.zh-CN.md"
_DECLARING = (documents, participation, plans, gazette, topics, reports, request_figures, vocabulary, config)
_BLOCK = re.compile(r"(<!-- (fields|choices|kinds|problems|dialect) ?(\w*) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """The guide with every table as the declarations have it now."""
    described = re.findall(r"<!-- fields (\w+) -->", text)
    makers: dict[str, Callable[[str], str]] = {"fields": _fields, "choices": _choices, "problems": _problems}
    makers |= {"dialect": _dialect, "kinds": partial(_kinds, described)}
    return _BLOCK.sub(lambda found: f"{found[1]}{makers[found[2]](found[3])}{found[4]}", text)


def _kinds(described: Collection[str], _name: str) -> str:
    """The kinds with their folders, and the fields of those that no sentences are written about yet."""
    rows = "".join(f"| `content/{kind.folder}/` | {kind.zh} |\n" for kind in kinds.KINDS.values())
    others = (kind for kind in kinds.KINDS.values() if kind.record.__name__ not in described)
    more = "".join(f"\n### {kind.zh} `content/{kind.folder}/`\n\n{_fields_of(kind.record)}" for kind in others)
    return f"| 文件夹 | 放什么 |\n|---|---|\n{rows}{more}"


def _fields(name: str) -> str:
    return _fields_of(next(getattr(part, name) for part in _DECLARING if hasattr(part, name)))


def _fields_of(record: type[records.Record]) -> str:
    inherited = set(documents.Document.model_fields) if issubclass(record, documents.Authored) else set()
    hints = typing.get_type_hints(record, include_extras=True)
    rows = ["| 字段 | 中文键 | 填什么 | 说明 |", "|---|---|---|---|"]
    for key, info in record.model_fields.items():
        if record is not documents.Document and key in inherited:
            continue
        need = "**必填**，" if info.is_required() and "缺省" not in (info.description or "") else ""
        rows.append(f"| `{key}` | {info.title} | {_kind(hints[key])} | {need}{info.description} |")
    return "\n".join(rows) + "\n"


def _kind(hint: Any) -> str:
    """What to write, in an editor's words."""
    marks = [mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, fields.RefersTo)]
    if marks:
        return "编号"
    for known, words in ((fields.Day, "日期"), (fields.YesNo, "true / false"), (fields.WebAddress, "网址")):
        if hint == known:
            return words
    if typing.get_origin(hint) is typing.Annotated:
        return _kind(typing.get_args(hint)[0])
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias):
        if issubclass(hint, choices.Choice):
            return f"选项（见 {hint.__name__}）"
        if issubclass(hint, records.Record):
            return f"一组字段（见 {hint.__name__}）"
        return "数字" if issubclass(hint, int | float) else "文字"
    parts = [part for part in typing.get_args(hint) if part not in (type(None), Ellipsis)]
    if typing.get_origin(hint) is tuple:
        return f"列表：{_kind(parts[0])}"
    return (
        "；".join(dict.fromkeys(_kind(part) for part in parts))
        if typing.get_origin(hint) is not typing.Literal
        else "文字"
    )


def _choices(name: str) -> str:
    choice: type[choices.Choice] = getattr(choices, name)
    rows = "\n".join(f"| `{member.value}` | {member.zh} |" for member in choice)
    return f"| 键 | 中文 |\n|---|---|\n{rows}\n"


_DEGREES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "供参考"}


def _problems(_name: str) -> str:
    rows = ["| 代码 | 程度 | 说的是 | 怎么办 |", "|---|---|---|---|"]
    for code, message in messages.MESSAGES.items():
        degree = _DEGREES[message.severity]
        rows.append(f"| `{code}` | {degree} | {_cell(message.zh)} | {_cell(message.hint_zh)} |")
    return "\n".join(rows) + "\n"


def _dialect(_name: str) -> str:
    rows = [f"| {one.name} | {_cell(one.written)} | {_cell(one.becomes)} |" for one in CONSTRUCTS]
    return "\n".join(["| 名称 | 写法 | 页面上是 |", "|---|---|---|", *rows]) + "\n"


def _cell(text: str) -> str:
    return re.sub(r"\{(\w+)\}", "…", text).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    GUIDE.write_text(filled(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
