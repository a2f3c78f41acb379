"""Lists that are handed in: `build.py import-questions`."""

from __future__ import annotations

from disclosure.base.messages.message import Message

MESSAGES: dict[str, Message] = {
    "import-columns": Message(
        "表头“{found}”不认识或者重复，没有写入任何内容",
        "the header “{found}” is not known or stands twice; nothing was written",
        "第一行写列名：问题、次数、提问日期；问题必须有",
        "the first row names the columns: question, asked, asked_on; the first is needed",
    ),
    "import-not-utf-8": Message(
        "文件不是 UTF-8 编码，没有写入任何内容",
        "the file is not UTF-8; nothing was written",
        "在 Excel 中另存为“CSV UTF-8”，或者直接用 .xlsx",
        "save it as “CSV UTF-8” in Excel, or hand in the .xlsx",
    ),
    "import-too-many": Message(
        "超过 {limit} 行，没有写入任何内容",
        "more than {limit} rows; nothing was written",
        "分成几份导入",
        "import it in parts",
    ),
    "import-too-large": Message(
        "文件超过 {limit} 字节，没有写入任何内容", "the file has more than {limit} bytes; nothing was written"
    ),
    "import-formula": Message(
        "单元格是公式，或者以 = + - @ 开头，没有写入任何内容",
        "the cell is a formula, or begins with = + - @; nothing was written",
        "复制后“选择性粘贴为数值”，或者在前面加一个字",
        "paste it as a value, or put a letter before it",
    ),
    "import-cell": Message(
        "单元格不能用：{what}；没有写入任何内容", "the cell cannot be used: {what}; nothing was written"
    ),
    "import-empty": Message(
        "没有问题可以导入",
        "there is no question to import",
        "表头下面每行写一个问题",
        "write one question a row, below the header",
    ),
    "import-unread": Message(
        "读不出这份表格，没有写入任何内容",
        "the table cannot be read; nothing was written",
        "用 Excel 或者 WPS 重新另存为 .xlsx 或“CSV UTF-8”",
        "save it anew as .xlsx or as “CSV UTF-8”",
    ),
}
