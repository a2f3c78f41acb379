"""The words of every problem, in Chinese and English, by code.

A sentence may use the values of its problem in `{braces}`; a hint that needs a value the problem does not have is left
out. `{near}` is always a suggestion.
"""

from __future__ import annotations

import errno
import os
import re
import string
from dataclasses import dataclass

from disclosure.base.problems import Language, Problem, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """How one code is said, and whether it stops publication."""

    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    severity: Severity = Severity.ERROR


_UNPRINTED = {code: f"\\x{code:02x}" for code in (*range(32), 127)}
"""Control characters of input, which a terminal would obey."""


def severity(problem: Problem) -> Severity:
    """Whether the problem stops publication."""
    return MESSAGES[problem.code].severity


def say(problem: Problem, language: Language) -> str:
    """`path:line:col: error CODE message (hint)` in one language."""
    message = MESSAGES[problem.code]
    text, hint = (message.zh, message.hint_zh) if language == "zh" else (message.en, message.hint_en)
    values = {k: _in_chinese(problem.code, k, v) if language == "zh" else v for k, v in problem.values.items()}
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


_NAMES = {
    "policies": "政策文件",
    "agencies": "机关",
    "themes": "主题",
    "tags": "标签",
    "audiences": "适用对象",
    "catalogue_items": "公开事项",
    "documents": "文件",
    "repeals": "废止",
    "declares_invalid": "宣布失效",
    "amends": "修改",
    "extends": "延期",
    "implements": "实施",
    "based_on": "依据",
    "parent": "上级",
}
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
}


def _in_chinese(code: str, key: str, value: str) -> str:
    if key in {"collection", "relation"}:
        return _NAMES.get(value, value)
    if (code, key) == ("worker-differs", "what"):
        return _SEEN[value]
    if (code, key) == ("yaml-syntax", "detail"):
        return _YAML.get(value, "此处的写法无法识别")
    if (code, key) == ("system", "detail"):
        return _SYSTEM.get(value, value)
    if (code, key) == ("attachment-not-clean", "found"):
        return "、".join(
            _HIDDEN[what].format(number) for number, what in (one.split(" ", 1) for one in value.split(", "))
        )
    if (code, key) == ("usage", "detail"):
        return next(
            (found.expand(zh) for en, zh in _USAGE if (found := re.fullmatch(en, value.replace("'", "")))), value
        )
    return value


def _warning(zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Message:
    return Message(zh, en, hint_zh, hint_en, Severity.WARNING)


MESSAGES: dict[str, Message] = {
    # files
    "no-content": Message(
        "没有 content 文件夹", "there is no content folder", "请在项目根目录运行", "run it in the project's root"
    ),
    "no-documents": Message(
        "没有可以发布的文件，不会发布空网站",
        "there is no document to publish; an empty site is not published",
        "核对 --root 和 content 文件夹是否完整，是否误把全部文件写成草稿或不予公开",
        "check --root, whether content is complete, and whether everything became a draft or withheld by mistake",
    ),
    "documents-vanish": _warning(
        "网站上现有的 {before} 篇文件中，有 {count} 篇这次不再发布（如 {some}）",
        "of the {before} documents on the site, {count} are no longer published ({some}, …)",
        "核对是否误删；改了编号的，在 aliases 中写明旧址",
        "check that none was removed by mistake; give the former addresses of renamed ones as aliases",
    ),
    "too-many-vanish": Message(
        "网站上现有的 {before} 篇文件中，有 {count} 篇会消失（如 {some}），超过 {limit}%，没有发布",
        "of the {before} documents on the site, {count} would vanish ({some}, …): over {limit} %, not published",
        "核对 content 是否完整；确要如此，加 --allow-shrink；界限在 config.yaml 的 limits.shrink 中",
        "check that content is complete; if it is meant, give --allow-shrink; the limit stands in config.yaml, limits.shrink",
    ),
    "unknown-folder": Message(
        "content 下没有名为“{folder}”的栏目，可用：{known}", "content has no folder “{folder}”; known: {known}"
    ),
    "bad-name": Message(
        "“{name}”不能用作文件名：在 Windows 上写不出来，或者编码不是 UTF-8",
        "“{name}” cannot be a file's name: Windows cannot write it, or it is not UTF-8",
        "请改名",
        "rename it",
    ),
    "not-a-folder": Message("这里应为文件夹，不是文件", "this must be a folder, not a file"),
    "unknown-file": Message(
        "不认识的文件类型“{suffix}”，此处应为 {wanted} 文件或可公开的附件",
        "unknown type of file “{suffix}”; expected {wanted} or an attachment that may be published",
    ),
    "leftover-file": _warning(
        "编辑软件或合并工具留下的文件，不会发布",
        "left behind by an editor or a merge; it is not published",
        "确认内容已在正式文件中，然后删除",
        "see that its content stands in the real file, then delete it",
    ),
    "merge-conflict": Message(
        "合并冲突没有解决：这里还留着冲突标记 {mark}",
        "an unresolved merge: the conflict mark {mark} still stands here",
        "在 <<<<<<< 与 >>>>>>> 之间选定要保留的内容，删去三种标记行，再检查一次",
        "keep what is meant of what stands between <<<<<<< and >>>>>>>, remove the marks, and check again",
    ),
    "unknown-vocabulary": Message(
        "content/data 下没有这一文件的用处，可用：{known}", "content/data has no use for this file; known: {known}"
    ),
    "unused-attachment": _warning(
        "没有文件引用这一附件，不会发布",
        "no document names this attachment; it is not published",
        "在文件的 attachments 或 media 中写明，或删除",
        "name it under attachments or media, or delete it",
    ),
    "symbolic-link": Message(
        "不接受符号链接", "symbolic links are refused", "请换成文件本身", "put the file itself here"
    ),
    "not-a-file": Message("不是普通文件", "not an ordinary file"),
    "name-collision": Message(
        "文件名与 {other} 仅大小写或编码形式不同，在 Windows 上是同一个文件",
        "the name differs from {other} only in case or normalisation: one file on Windows",
        "请改名",
        "rename one of them",
    ),
    "file-too-large": Message(
        "文件有 {size} 字节，超过上限 {limit}",
        "the file has {size} bytes, the limit is {limit}",
        "拆分或压缩；上限在 config.yaml 的 limits 中",
        "split or compress it; the limit stands in config.yaml under limits",
    ),
    "not-utf-8": Message(
        "不是 UTF-8 编码：第 {offset} 字节 {byte} 无法读取",
        "not UTF-8: byte {byte} at offset {offset} cannot be read",
        "请另存为 UTF-8",
        "save it as UTF-8",
    ),
    "not-utf-8-but-gb18030": Message(
        "不是 UTF-8 编码：第 {offset} 字节 {byte} 无法读取，但全文可按 GB18030（GBK）读取",
        "not UTF-8: byte {byte} at offset {offset} cannot be read; the file reads as GB18030 (GBK)",
        "在记事本中“另存为”，编码选 UTF-8",
        "save it again as UTF-8",
    ),
    "utf-16": Message(
        "不是 UTF-8 编码，而是 UTF-16（“Unicode”）",
        "not UTF-8 but UTF-16 (“Unicode”)",
        "在记事本中“另存为”，编码选 UTF-8",
        "save it again as UTF-8",
    ),
    "control-character": Message(
        "含有不可见的控制字符 {character}",
        "holds the unseen control character {character}",
        "多由复制粘贴带入，请删除",
        "it often comes with pasted text: delete it",
    ),
    "lost-character": Message(
        "有文字在转换编码时丢失，只剩替代符号 U+FFFD",
        "text was lost when its encoding was changed: only the sign U+FFFD is left",
        "请对照原件补上",
        "put back what the original says",
    ),
    "private-character": _warning(
        "{character} 是某种字体自造的符号，别的电脑上显示为方框",
        "{character} is a sign of one font's own, an empty box on other computers",
        "多由 Word、WPS 的项目符号带入，请删除或改用通用符号",
        "bullets of word processors often are: delete it or use a common sign",
    ),
    # front matter
    "no-front-matter": Message(
        "缺少字段区：文件第一行应为 ---",
        "no front matter: the first line must be ---",
        "在文件开头写 ---（三个半角减号）、字段、---，再写正文",
        "begin with ---, the fields, ---, then the text",
    ),
    "front-matter-unterminated": Message(
        "字段区没有结束：缺少第二个 ---",
        "the front matter does not end: the second --- is missing",
        "在最后一个字段的下一行顶格写三个半角减号 ---",
        "write --- at the start of the line after the last field",
    ),
    "front-matter-cut": Message(
        "这一行的 --- 提前结束了字段区：后面还有字段 {key}",
        "this --- ends the front matter too early: the field {key} stands after it",
        "多行文字中的 --- 请缩进，或删去这一行",
        "indent a --- within text of several lines, or remove it",
    ),
    "front-matter-empty": Message("字段区是空的", "the front matter is empty", "至少写 title", "write at least title"),
    "front-matter-too-large": Message(
        "字段区超过 {limit} 字节",
        "the front matter has more than {limit} bytes",
        "多因缺少第二个 ---，正文被当作了字段",
        "most often the second --- is missing, and the text is taken for fields",
    ),
    "fullwidth-colon": Message(
        "“{key}”后面用了全角冒号“：”",
        "a full-width colon “：” follows “{key}”",
        "改为半角冒号加空格：{key}: …",
        "use a half-width colon and a space: {key}: …",
    ),
    "colon-needs-space": Message(
        "“{key}:”后面缺少空格", "there is no space after “{key}:”", "写作 {key}: …", "write {key}: …"
    ),
    "wide-space": Message(
        "这里是全角空格或不间断空格，程序不认作空格",
        "this is a full-width or no-break space, which is no space to the program",
        "改为半角空格",
        "use an ordinary space",
    ),
    "calendar-of-other-year": Message(
        "文件名是 {name}，内容却是 {year} 年", "the file's name is {name}, but its year is {year}"
    ),
    "calendar-day": Message(
        "{day} 不能写在这里：休息日只写周一至周五，调休上班日只写周六、周日，每天只写一次",
        "{day} does not belong here: days off are weekdays, days worked are at a weekend, and each stands once",
    ),
    "yaml-tab": Message("缩进用了制表符（Tab）", "a tab is used to indent", "请改用空格", "use spaces"),
    "yaml-colon-in-value": Message(
        "值中有“: ”，无法判断字段到哪里结束",
        "the value holds “: ”, so where the field ends is unclear",
        "给整个值加上英文双引号",
        "put the value in double quotes",
    ),
    "yaml-indent": Message(
        "这一行的缩进与上面不一致",
        "this line is indented otherwise than those above",
        "同一组字段的行首对齐",
        "fields of one group begin in one column",
    ),
    "yaml-needs-quotes": Message(
        "值以特殊符号开头",
        "the value begins with a special character",
        "给整个值加上英文双引号",
        "put the value in double quotes",
    ),
    "yaml-syntax": Message(
        "字段写法有误（{detail}）",
        "the YAML cannot be read ({detail})",
        "检查冒号后的空格、引号和缩进",
        "check the space after colons, quotes and indentation",
    ),
    "remark-in-value": Message(
        "“#”及其后的文字会被当作注释丢掉",
        "“#” and what follows would be dropped as a remark",
        "是文字的，给整个值加上英文双引号；是注释的，单独成行，与字段名或“-”对齐",
        "if it is text, put the whole value in double quotes; a remark stands on a line of its own, below its key or dash",
    ),
    "yaml-several-documents": Message(
        "此处的 --- 或 ... 把字段分成了两段", "--- or ... ends the fields here", "删去这一行", "delete this line"
    ),
    "yaml-too-deep": Message("嵌套超过 {depth} 层", "nested deeper than {depth} levels"),
    "yaml-alias": Message(
        "不接受锚点和别名（& 和 *）",
        "anchors and aliases (& and *) are refused",
        "若是文字，请加英文双引号",
        "if it is text, put it in double quotes",
    ),
    "yaml-tag": Message(
        "不接受类型标记（{tag}）",
        "tags ({tag}) are refused",
        "若是文字，请加英文双引号",
        "if it is text, put it in double quotes",
    ),
    "key-not-text": Message("字段名必须是文字", "a key must be text"),
    "not-a-mapping": Message(
        "此处应为一组字段，每行一个“字段: 值”", "expected fields here, each a line “field: value”"
    ),
    "vocabulary-shape": Message(
        "文件应只有一个字段“{key}”，其值为列表",
        "the file must hold one field “{key}” with a list",
        "第一行写 {key}:，下面每项一行，以“- ”开头",
        "begin with {key}: and write one item a line, beginning with “- ”",
    ),
    "unknown-key": Message("没有名为“{key}”的字段", "there is no field “{key}”"),
    "status-is-computed": Message(
        "“{key}”不用写：有效性由日期和文件之间的关系算出",
        "“{key}” is not written: validity follows from days and from what other documents do",
        "删去；写明施行日期、有效期至，由站外依据终止的写 ended",
        "remove it; give effective_on and expires_on, and `ended` where a source outside the site ended it",
    ),
    "duplicate-key": Message(
        "字段“{key}”重复，已在第 {line} 行写作“{other}”",
        "the field “{key}” was given in line {line} already, as “{other}”",
    ),
    "missing-field": Message("缺少必填字段 {key}（{label}）", "the field {key} ({label}) is missing"),
    "empty-value": Message("{label}（{key}）不能为空", "{key} ({label}) must not be empty"),
    "bad-choice": Message(
        "{label}（{key}）不能是“{value}”，可选：{choices}", "{key} cannot be “{value}”; choices: {choices}"
    ),
    "day-format": Message(
        "{label}（{key}）“{value}”不是日期", "{key} “{value}” is not a date", "写作 2024-03-05", "write 2024-03-05"
    ),
    "day-impossible": Message("{label}（{key}）{value}：没有这一天", "{key} {value}: there is no such day"),
    "day-out-of-range": Message(
        "{label}（{key}）{value}：年份应在 1900 至 2199 之间", "{key} {value}: the year must be between 1900 and 2199"
    ),
    "day-of-other-year": Message("{day} 不在 {year} 年", "{day} is not in {year}"),
    "not-a-list": Message(
        "{label}（{key}）应为列表",
        "{key} must be a list",
        "每项一行，以“- ”开头",
        "one item a line, beginning with “- ”",
    ),
    "not-a-decimal": Message("{label}（{key}）“{value}”不是数字", "{key} “{value}” is not a number"),
    "not-a-number": Message("{label}（{key}）“{value}”不是整数", "{key} “{value}” is not a whole number"),
    "out-of-range": Message(
        "{label}（{key}）{value} 超出范围（界限 {bound}）", "{key} {value} is out of range (bound {bound})"
    ),
    "not-yes-or-no": Message(
        "{label}（{key}）“{value}”应为 true 或 false",
        "{key} “{value}” must be true or false",
        "也可写 是 / 否",
        "是 / 否 also work",
    ),
    "not-one-value": Message(
        "{label}（{key}）应为一个值，不是列表或一组字段", "{key} must be one value, not a list or fields"
    ),
    "bad-id": Message(
        "编号“{value}”只能用小写字母、数字和连字符",
        "the id “{value}” may only have lower-case letters, digits and hyphens",
        "如 qh-2024-3；文件名是中文时请写 id 字段",
        "such as qh-2024-3; give an id field when the file's name is Chinese",
    ),
    "too-long": Message(
        "{key}（{label}）有 {size} 个字符，超过上限 {limit}",
        "{key} has {size} characters, the limit is {limit}",
        "这里多半误贴了正文；正文写在字段区之后",
        "text of the body seems to have been pasted here",
    ),
    "id-device": Message(
        "“{value}”在 Windows 上是设备名，不能用作编号",
        "“{value}” is a device on Windows and cannot be an id",
        "加上前缀，如 qh-{value}",
        "put something before it, such as qh-{value}",
    ),
    "bad-language": Message(
        "语言“{value}”应为语言代码",
        "the language “{value}” must be a language tag",
        "如 zh-Hans、en、ja",
        "such as zh-Hans, en, ja",
    ),
    "unknown-rule": Message("没有名为“{id}”的期限规则，写了也不起作用", "there is no rule “{id}”: it would do nothing"),
    "rule-unit": Message("规则 {id} 的单位应为 {unit}", "the unit of the rule {id} must be {unit}"),
    "bad-shape": Message(
        "{label}（{key}）“{value}”写法不对", "{key} “{value}” has the wrong form", "{meaning}", "{meaning_en}"
    ),
    "bad-address": Message(
        "{label}（{key}）“{value}”不是网址",
        "{key} “{value}” is not an address",
        "外部网址以 https:// 开头，本站网址以 / 开头",
        "elsewhere: https://…; on this site: /…",
    ),
    "relation-end": Message(
        "应写 target（本站文件编号）或 title（站外文件名称）中的一个",
        "give either target (an id of this site) or title (a document elsewhere)",
    ),
    "alias-shape": Message(
        "旧址“{value}”应以 / 开头，不含空格和特殊符号", "the alias “{value}” must begin with / and be a plain path"
    ),
    "withheld-without-basis": Message(
        "不予公开必须写明依据（basis）",
        "a withheld document must say on what basis",
        "如 《政府信息公开条例》第十六条",
        "such as an article of the disclosure regulation",
    ),
    "term-backwards": Message(
        "有效期至 {expires} 早于施行日期 {effective}", "the last day in force {expires} is before the first {effective}"
    ),
    # references
    "name-twice": _warning(
        "名称“{name}”与 {other} 的相同，读者无法分辨",
        "the name “{name}” is also that of {other}: readers cannot tell them apart",
        "合并为一个，或改名",
        "make them one, or rename one of them",
    ),
    "duplicate-id": Message("编号 {id} 已被 {other} 使用", "the id {id} is taken by {other}"),
    "dangling-reference": Message(
        "没有编号为“{id}”的{collection}", "there is nothing with the id “{id}” in {collection}"
    ),
    "repeated-reference": Message("“{id}”在同一列表里出现两次", "“{id}” stands twice in one list"),
    "refers-to-withheld": Message(
        "引用了不予公开的文件 {id}，其编号会随之公开",
        "refers to the withheld document {id}, whose id would be published",
        "删去这一引用",
        "remove the reference",
    ),
    "refers-to-draft": Message(
        "引用了草稿 {id}，发布后会成为死链",
        "refers to the draft {id}, which is not published",
        "先发布该文件，或删去这一引用",
        "publish that document first, or remove the reference",
    ),
    "self-reference": Message("文件不能对自己{relation}", "a document cannot stand in {relation} to itself"),
    "translation-of-translation": Message(
        "{id} 本身就是译文（或就是本文件），不能再从它译出",
        "{id} is a translation itself, or this very document",
        "写原文的编号",
        "give the id of the original",
    ),
    "circular-relation": Message("关系 {relation} 成环：{ids}", "{relation} runs in a circle: {ids}"),
    "relation-without-day": Message(
        "不知道对 {id} 的效力从哪天起：本文件没有施行、发布或成文日期",
        "no day from which this holds for {id}",
        "写 effective_on，或在关系中写 on",
        "give effective_on, or `on` in the relation",
    ),
    "ended-twice": Message(
        "{id} 在本文件中于 {day} 终止，但 {other} 说它于 {other_day} 终止",
        "{id} ends here on {day}, but {other} says {other_day}",
        "两处应为同一天，或删去一处",
        "make it one day, or remove one",
    ),
    "ended-without-day": Message(
        "{id} 在本文件中写明已终止而日期不详，但 {other} 说它于 {other_day} 终止",
        "{id} ends here on an unknown day, but {other} says {other_day}",
        "删去这里的 ended，以那份文件为准；两者不是一回事的，核对后补上日期",
        "remove `ended` here, or give its day",
    ),
    "relation-out-of-force": _warning(
        "本文件在 {day} {status}，不能从那天起对 {id} 生效",
        "this document is not in force on {day} ({status_en}), so it cannot act on {id} from then",
        "核对日期，或删去这一关系",
        "check the days, or remove the relation",
    ),
    "article-missing": _warning(
        "文件 {id} 里没有“{article}”，无法在那里标明",
        "the document {id} has no “{article}”: nothing can be marked there",
        "写作 第八条、第八条第二款、附件1 等；本文件新增的条文不必写",
        "write 第八条, 第八条第二款, 附件1 and the like; articles that this document adds need not be named",
    ),
    "relation-by-title": _warning(
        "《{title}》在本站有，只写名称不会对它生效",
        "“{title}” is on this site; by its title alone nothing happens to it",
        "改写 target: {id}",
        "write target: {id}",
    ),
    "published-in-future": _warning(
        "发布日期 {published} 晚于生成网站的日期 {on}",
        "published on {published}, after the day for which the site is built, {on}",
        "尚不应公开的，请先写 draft: true",
        "give draft: true until it may be published",
    ),
    "no-day": _warning(
        "没有成文、发布或施行日期，只能显示为现行有效",
        "no day of signature, publication or effect: it can only be shown as in force",
        "写 effective_on 或 published_on",
        "give effective_on or published_on",
    ),
    "empty-body": _warning("正文是空的", "the body is empty"),
    "footnote-missing": _warning(
        "脚注 {mark} 没有写内容，页面上会原样显示这个记号",
        "the footnote {mark} is not written; the page shows the mark as it is",
        "另起一段写 {mark}: …",
        "write it as a paragraph of its own, {mark}: …",
    ),
    "other-remark": Message(
        "“{mark}”在这里不是备注的记号，其中的文字会照样公布",
        "“{mark}” marks no remark here: what stands in it would be published",
        "给同事的备注写成 <!-- … -->，不会发布",
        "write remarks as <!-- … -->: they are not published",
    ),
    "before-it-existed": Message(
        "{day} 时还没有 {id}：它成文于 {born}",
        "on {day} there was no {id} yet: it was formed on {born}",
        "核对两份文件的日期，或者引用的是不是另一份文件",
        "check the days of both, and whether another document was meant",
    ),
    "before-it-was-known": _warning(
        "{day} 早于 {id} 的日期 {born}，当时可能还没有这份文件",
        "{day} is before {born}, the day of {id}, which may not have existed then",
        "核对两份文件的日期，或者引用的是不是另一份文件",
        "check the days of both, and whether another document was meant",
    ),
    "extends-expired": _warning(
        "{id} 自 {end} 起已经失效，从 {day} 起延期会使它重新有效",
        "{id} had expired by {end}: prolonged from {day}, it comes back into force",
        "核对日期；延期决定在失效前作出的，用 on 写明那一天",
        "check the days; where this was decided before, give that day as `on`",
    ),
    "extends-without-end": Message(
        "{id} 没有写有效期，谈不上延长",
        "{id} has no last day in force to prolong",
        "先在那份文件里写 expires_on",
        "give expires_on in that document first",
    ),
    "extends-nothing": Message(
        "{id} 的有效期至“{end}”，延至 {until} 没有延长", "{id} ends on “{end}”: until {until} prolongs nothing"
    ),
    "alias-taken": Message(
        "旧址 {alias} 已被“{other}”占用", "the alias {alias} is taken by “{other}”", "换一个网址", "choose another"
    ),
    "attachment-missing": Message("找不到附件 {file}", "the attachment {file} is not there"),
    "attachment-name-taken": Message(
        "附件 {file} 与 {other} 同名（大小写不算），会占用同一网址",
        "{file} and {other} have one name (capitals apart) and would stand at one address",
        "请改名",
        "rename one of them",
    ),
    "svg-not-allowed": Message(
        "SVG 图片里不允许 {what}：会运行程序，或引用别处的内容",
        "{what} is not allowed in an SVG: it would run something, or fetch something from elsewhere",
        "用绘图软件另存为“纯 SVG”（不含脚本、链接和外部引用），或改用 PNG",
        "save it as a plain SVG, without scripts, links and references to other files, or use PNG",
    ),
    "svg-unreadable": Message(
        "不是完好的 SVG 文件：{detail}",
        "not a well-formed SVG: {detail}",
        "用绘图软件重新导出，或改用 PNG",
        "export it again, or use PNG",
    ),
    # bodies
    "body-too-large": Message(
        "正文有 {size} 个字符，超过上限 {limit}",
        "the body has {size} characters, the limit is {limit}",
        "拆成几个文件，或把长表放进附件",
        "split it, or attach long tables as files",
    ),
    "too-many-lines": Message(
        "正文有 {size} 行，超过上限 {limit}",
        "the body has {size} lines, the limit is {limit}",
        "拆成几个文件，或把长表放进附件",
        "split it, or attach long tables as files",
    ),
    "line-too-long": Message(
        "一行有 {size} 个字符，超过上限 {limit}",
        "a line has {size} characters, the limit is {limit}",
        "在段落之间换行",
        "break it into paragraphs",
    ),
    "nesting-too-deep": Message(
        "列表、引用、括号或网页标签嵌套超过 {limit} 层",
        "lists, quotes, brackets or tags are nested deeper than {limit} levels",
    ),
    "too-many-footnotes": Message("脚注约 {size} 个，超过上限 {limit}", "about {size} footnotes, the limit is {limit}"),
    "conversion-timeout": Message(
        "转换超过 {seconds} 秒，已放弃",
        "converting it took more than {seconds} s and was given up",
        "多因反复的特殊符号引起，请简化正文",
        "repeated special characters are the usual cause: simplify the text",
    ),
    "comment-not-closed": Message("注释 <!-- 没有结束", "the comment <!-- does not end", "补上 -->", "add -->"),
    "broken-link": Message(
        "链接“{href}”找不到对应的已发布文件",
        "the link “{href}” leads to nothing that is published",
        "写相对于本文件的路径，如 ../2024/x.md，或本站网址，如 /policies/x/",
        "write a path relative to this file, such as ../2024/x.md, or an address of the site, such as /policies/x/",
    ),
    "number-not-taken": _warning(
        "这一段以“{number}”开头，但没有识别为编号，不能按它引用",
        "this paragraph begins with “{number}”, which was not taken for its number: it cannot be cited by it",
        "是编号的，在后面空一格（条）或改用“一、”“1.”等写法；是正文引用的，不必理会，或改为不放在段首",
        "if it is a number, put a space after it (articles) or write 一、 or 1.; if the text cites another, leave it or reword",
    ),
    "broken-anchor": Message("“{href}”指向的条款不存在", "there is no such article: “{href}”"),
    "link-not-allowed": Message(
        "不允许的链接“{href}”",
        "the link “{href}” is not allowed",
        "只能用 http、https、mailto、tel 和站内路径",
        "use http, https, mailto, tel or a path",
    ),
    "bad-anchor-id": Message(
        "锚点“{id}”应以小写字母开头，只用小写字母、数字和连字符，且不以 ui-、fn- 开头",
        "the anchor “{id}” must begin with a lower-case letter, hold only these, digits and hyphens, and not begin with ui- or fn-",
    ),
    "converter-leftover": _warning(
        "“{found}”像是转换程序留下的，读者会看到",
        "“{found}” looks like a converter's: readers would see it",
        "删去这类标记；图片写成 ![说明](文件)",
        "remove such marks; write pictures as ![words](file)",
    ),
    "duplicate-anchor-id": Message("锚点“{id}”重复", "the anchor “{id}” is given twice"),
    "remote-image": Message(
        "图片“{href}”在别的网站上",
        "the picture “{href}” is on another site",
        "把图片存到文件旁边再引用",
        "store the picture beside the document",
    ),
    "image-without-alt": _warning(
        "图片“{href}”没有说明文字",
        "the picture “{href}” has no words beside it",
        "在方括号里写明图片内容，供看不到的读者使用",
        "say in the brackets what it shows, for those who cannot see it",
    ),
    "html-not-allowed": Message(
        "正文中有不允许的网页代码：{html}",
        "HTML that is not allowed: {html}",
        "改用 Markdown 写法；若是文字，写作 &lt;",
        "use Markdown; for a plain < write &lt;",
    ),
    "html-not-closed": Message(
        "网页标签没有成对：{html}",
        "a tag without its counterpart: {html}",
        "补上缺少的一半；若是文字，写作 &lt;",
        "add the other half; for a plain < write &lt;",
    ),
    "html-text-outside-cell": Message(
        "表格里有不在单元格内的文字：{html}",
        "text in a table that stands in no cell: {html}",
        "移到 <td> 里面，或移出表格",
        "move it into a <td>, or out of the table",
    ),
    "table-cells": Message(
        "这一行有 {cells} 格，表头有 {columns} 格",
        "this row has {cells} cells, the header has {columns}",
        "每行格数应与表头相同；“||”是中间有一个空格子，格内的竖线写作 \\|，合并单元格用 <table>",
        "give each row as many as the header; `||` is an empty cell between, a bar in a cell is \\|, merged cells need <table>",
    ),
    "table-cells-missing": _warning(
        "这一行只有 {cells} 格，表头有 {columns} 格，缺的在右边留空",
        "this row has only {cells} cells, the header has {columns}: the last stay empty",
        "每行格数应与表头相同",
        "give each row as many as the header",
    ),
    "table-doubled-bar": _warning(
        "“||”是一个空格子",
        "`||` is an empty cell",
        "确为空格子的，写作“| |”",
        "if that is meant, write `| |`",
    ),
    "list-indent": Message(
        "看不出这一项属于哪一级",
        "it is not clear to which level this item belongs",
        "同一级的对齐；下一级缩进到上一级文字的位置，即“- ”后 2 格、“1. ”后 3 格",
        "align items of one level; indent the next to where the text above begins: 2 columns below `- `, 3 below `1. `",
    ),
    "code-block": Message(
        "``` 和 ~~~ 在其他写法里是程序代码，这里不支持",
        "``` and ~~~ are program code elsewhere; here they are not supported",
        "删去这样的行；确需显示的，前面加反斜线",
        "remove such lines; to show them, put a backslash before",
    ),
    "line-break-doubtful": _warning(
        "看不出下一行是不是同一段，已作为两段",
        "it is not clear whether the next line is the same paragraph; it was taken for another",
        "同一段的接成一行；不同段的，中间空一行",
        "write one paragraph in one line; put a blank line between two",
    ),
    "strong-or-mask": _warning(
        "这里的 ** 当作加粗，没有显示出来",
        "** is taken for strong text here and does not show",
        "若是遮盖的字（如 张**），写作 \\*\\*",
        "if it masks letters, write \\*\\*",
    ),
    "footnote-twice": Message(
        "脚注 {mark} 已经写过，这里又写了一次",
        "the footnote {mark} is written a second time",
        "换一个记号",
        "use another mark",
    ),
    "footnote-unused": _warning(
        "正文没有用到脚注 {mark}，它仍列在最后",
        "the footnote {mark} is not referred to; it is shown at the end all the same",
        "在正文中写 {mark}，或删去",
        "refer to it, or remove it",
    ),
    # rules
    "published-before-formed": _warning(
        "发布日期 {published} 早于成文日期 {formed}",
        "published on {published}, before it was formed on {formed}",
        "发布日期失实属于单项否决问题，请核对",
        "a false date of publication fails inspection: check it",
    ),
    "effective-before-published": _warning(
        "施行日期 {effective} 早于发布日期 {published}", "in force on {effective}, before publication on {published}"
    ),
    "published-late": _warning(
        "成文 {formed}，发布 {published}，超过 {limit} 个工作日",
        "formed {formed}, published {published}: over {limit} working days",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "calendar-unknown": _warning(
        "{year} 年没有工作日历，无法计算公开时限",
        "there is no working calendar for {year}: the deadline cannot be computed",
        "补充 content/data/calendar/{year}.yaml",
        "add content/data/calendar/{year}.yaml",
    ),
    "normative-without-term": Message(
        "行政规范性文件没有写有效期，会一直显示为现行有效",
        "a normative document without a term: it would be shown as in force for ever",
        "未规定有效期的按 {limit} 年计（{basis}）；确实没有截止日的，在 term_note 中说明",
        "an unstated term is {limit} years ({basis}); if there is no end, say why in term_note",
    ),
    "term-too-long": _warning(
        "有效期至 {expires}，超过 {limit} 年（最晚 {latest}）",
        "in force until {expires}: over {limit} years (latest {latest})",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "document-number-shape": _warning(
        "发文字号“{number}”不合规范",
        "the document number “{number}” has an unusual form",
        "如 青禾府规〔2024〕3号：用六角括号〔〕，不写“第”，序号前不加零",
        "brackets 〔〕, no 第, no leading zero",
    ),
    "document-number-twice": _warning(
        "发文字号 {number} 与 {other} 相同", "the document number {number} is also that of {other}"
    ),
    "index-number-twice": Message(
        "索引号 {number} 与 {other} 相同", "the index number {number} is also that of {other}"
    ),
    "interpretation-late": _warning(
        "解读发布于 {published}，晚于文件 {policy} 发布后 {limit} 个工作日",
        "published {published}: over {limit} working days after {policy}",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "identity-number": Message(
        "疑似身份证号（{masked}）",
        "looks like an identity number ({masked})",
        "公开前必须删除或遮盖，如 110101********1234",
        "remove or mask it before publication",
    ),
    "bank-card-number": Message(
        "疑似银行卡号（{masked}）",
        "looks like a bank card number ({masked})",
        "公开前必须删除或遮盖",
        "remove or mask it",
    ),
    "identity-number-in-file": Message(
        "附件内有 {count} 处疑似身份证号（如 {masked}）",
        "{count} of what look like identity numbers in the file (as {masked})",
        "公开前必须删除或遮盖，如 110101********1234",
        "remove or mask them before publication",
    ),
    "bank-card-number-in-file": Message(
        "附件内有 {count} 处疑似银行卡号（如 {masked}）",
        "{count} of what look like bank card numbers in the file (as {masked})",
        "公开前必须删除或遮盖",
        "remove or mask them",
    ),
    "mobile-number-in-file": _warning(
        "附件内有 {count} 个手机号码（如 {masked}）",
        "{count} mobile numbers in the file (as {masked})",
        "个人号码应删除或遮盖，公务号码可以保留",
        "remove or mask personal numbers; those of offices may stay",
    ),
    "attachment-not-clean": Message(
        "附件里有读者看不见、会随文件公开的内容：{found}",
        "the file holds what readers do not see and what goes out with it: {found}",
        "Word、Excel、PowerPoint 先接受全部修订，再选“文件→信息→检查问题→检查文档”，逐项“全部删除”；WPS 在“审阅”中接受全部修订、"
        "删除全部批注，取消隐藏后删去不公开的内容，在“文件→属性”中清空作者；PDF 从清理后的原件重新导出；照片重新导出时去掉位置信息",
        "in Word, Excel and PowerPoint accept all changes, then File > Info > Check for Issues > Inspect Document > Remove All; "
        "export PDF files anew from the cleaned original, and photographs without their position",
    ),
    "attachment-old-format": _warning(
        "这是旧格式的 Office 文件，其中的修订、批注和隐藏内容程序看不见",
        "a file of an old format: tracked changes, comments and hidden parts in it are not seen",
        "请另存为 .docx、.xlsx 或 .pptx 后再公开",
        "save it as .docx, .xlsx or .pptx",
    ),
    "attachment-unread": _warning(
        "看不了附件的内容，没有检查其中有无个人信息（{detail}）",
        "the file could not be looked through for personal data ({detail})",
        "请自行打开核对；加密的文件请先解除密码",
        "look through it yourself; take the password off",
    ),
    "mobile-number": _warning(
        "疑似个人手机号（{masked}）",
        "looks like a mobile number ({masked})",
        "若非办公电话，请删除或遮盖",
        "unless it is an office number, remove or mask it",
    ),
    # usage and configuration
    "config-missing": Message(
        "没有找到 config.yaml", "config.yaml is not there", "请在项目根目录运行", "run it in the project's root"
    ),
    "dead-link": Message(
        "模板中的链接“{href}”没有去处",
        "the link “{href}” of this template leads nowhere",
        "改正模板中的网址，或先发布那个页面",
        "correct the address in the template, or publish that page first",
    ),
    "output-not-ours": Message(
        "{path} 里有别的文件，不会覆盖",
        "{path} holds other files and is not overwritten",
        "换一个空文件夹",
        "choose an empty folder",
    ),
    "output-holds-input": Message(
        "输出文件夹 {path} 不能是项目本身、其上级或存放内容的文件夹",
        "the output {path} must not be the project itself or a folder above it",
    ),
    "build-running": Message(
        "另一个构建正在进行（进程 {pid}）",
        "another build is running (process {pid})",
        "等它结束后再试",
        "try again when it has ended",
    ),
    "executor-missing": Message(
        "这种执行方式需要 Python 包 {package}",
        "this executor needs the Python package {package}",
        "pip install '{package}'",
        "pip install '{package}'",
    ),
    "executor-silent": Message(
        "集群在 {seconds} 秒内没有应答",
        "the cluster did not answer within {seconds} seconds",
        "核对地址，确认调度进程（dask scheduler）正在运行",
        "check the address, and that its scheduler (dask scheduler) is running",
    ),
    "executor-idle": Message(
        "集群在 {seconds} 秒内没有可用的工作进程",
        "the cluster had no worker within {seconds} seconds",
        "启动工作进程：dask worker",
        "start its workers: dask worker",
    ),
    "worker-without-program": Message(
        "工作进程找不到本程序",
        "a worker does not find this program",
        "启动工作进程时把项目根目录写入 PYTHONPATH",
        "start workers with the project's root in PYTHONPATH",
    ),
    "worker-differs": Message(
        "工作进程看到的{what}与这里不同，没有采用它的结果",
        "this worker sees another {what} than we do; nothing of it was used",
        "所有机器须在同一路径使用同一份共享目录；更新程序后请重启工作进程",
        "all machines need the same shared folder at the same path; after an update of the program restart the workers",
    ),
    "template": Message(
        "模板有误：{detail}",
        "the template is wrong: {detail}",
        "模板在 templates/ 下",
        "templates are under templates/",
    ),
    "system": Message("无法读写：{detail}", "cannot be read or written: {detail}"),
    "usage": Message(
        "命令用法有误：{detail}",
        "the command cannot be followed: {detail}",
        "python build.py --help",
        "python build.py --help",
    ),
}
