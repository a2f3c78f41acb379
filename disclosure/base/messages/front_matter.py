"""Front matter and vocabularies."""

from __future__ import annotations

from disclosure.base.messages.message import Message

MESSAGES: dict[str, Message] = {
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
    "unknown-key": Message(
        "没有名为“{key}”的字段",
        "there is no field “{key}”",
        "写错了的改过来，多余的删去；这里可以写：{known}",
        "correct or delete it; what may stand here: {known}",
    ),
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
    "day-impossible": Message(
        "{label}（{key}）{value}：没有这一天",
        "{key} {value}: there is no such day",
        "查一查月份有几天",
        "look up how many days the month has",
    ),
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
    "fee-backwards": Message(
        "收费的一段止于开始以前",
        "a stretch of fees ends before it begins",
        "核对 first 和 last",
        "check first and last",
    ),
    "row-of-figures": Message(
        "{label}（{key}）有 {size} 个数字，应为 {wanted} 个",
        "{key} has {size} figures; {wanted} are wanted",
        "依次为：{names}",
        "in this order: {names_en}",
    ),
    "report-of-one": Message(
        "{label}（{key}）应为一个机关", "{key} must be one agency", "一个单位一份年度报告", "a report is of one unit"
    ),
    "not-a-decimal": Message(
        "{label}（{key}）“{value}”不是数字",
        "{key} “{value}” is not a number",
        "只写数字，如 12.5，不带单位和逗号",
        "digits alone, such as 12.5, without units and commas",
    ),
    "number-negative": Message(
        "{label}（{key}）“{value}”小于 0",
        "{key} “{value}” is below 0",
        "件数、金额等最少是 0：核对原数",
        "counts and amounts are 0 at least: look up what it was",
    ),
    "not-a-number": Message(
        "{label}（{key}）“{value}”不是整数",
        "{key} “{value}” is not a whole number",
        "只写半角数字，如 30，不带单位和逗号",
        "digits alone, such as 30, without units and commas",
    ),
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
    "coverage-shape": Message(
        "要么写不涉及的原因（not_applicable），要么写公开事由（occasion）和日期（on），不能都写，也不能都不写",
        "either `not_applicable`, or `occasion` with `on`: not both, and not neither",
    ),
    "field-without-items": Message(
        "标准目录的领域没有公开事项",
        "a field of the standard catalogue has no items",
        "写 items；是工作要点的重点领域的，写 branch: key（分支: 重点领域）",
        "write `items`; a key field of a work plan says `branch: key`",
    ),
    "standard-field": Message(
        "收录范围、责任单位、工作任务、收入领域、收入事项、查询只能写在重点领域里",
        "`summary`, `units`, `tasks`, `takes_fields`, `takes_items` and `query` belong to key fields alone",
        "是重点领域的，写 branch: key（分支: 重点领域）；不是的，删去这些字段",
        "a key field says `branch: key`; otherwise leave these out",
    ),
    "key-field-of-nothing": Message(
        "重点领域什么也没有收入：没有事项，也没有收入领域、收入事项或者查询",
        "the key field takes in nothing: no items, no fields, no query",
        "写 takes_fields、takes_items、query，或者在 items 中写标准目录没有的事项",
        "write `takes_fields`, `takes_items` or `query`, or `items` that no standard field has",
    ),
    "item-without-name": Message(
        "公开事项没有名称：一级、二级、三级事项都没有写", "the item has no name: none of its levels is written"
    ),
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
    "gazette-item": Message(
        "公报的一项内容，应写 target（本站文件编号），或者写名称（title）和正文（text），不能都写",
        "an item of the gazette is either a document (target) or a text of its own (title and text)",
    ),
    "alias-shape": Message(
        "旧址“{value}”应以 / 开头，不含空格和特殊符号", "the alias “{value}” must begin with / and be a plain path"
    ),
    "feed-id-shape": Message(
        "“{value}”不是订阅条目的编号",
        "“{value}” is not the id of an entry of a feed",
        "照 /feed.xml 中该条目的 <id> 写，如 tag:example.gov.cn,2024-01-02:qh-2024-3:published:2024-01-02",
        "copy its <id> from /feed.xml, such as tag:example.gov.cn,2024-01-02:qh-2024-3:published:2024-01-02",
    ),
    "withheld-without-basis": Message(
        "不予公开必须写明依据（basis）",
        "a withheld document must say on what basis",
        "如 《政府信息公开条例》第十六条",
        "such as an article of the disclosure regulation",
    ),
    "review-contradicted": Message(
        "审查结果是“{result}”，公开属性是“{disclosure}”",
        "the review found: {result}; the document is: {disclosure}",
        "按审查结果写 disclosure；公开属性变了的，重新审查（一事一审）",
        "write `disclosure` as the review found it, or have it reviewed again",
    ),
    "bad-time": Message(
        "{label}“{value}”不是时刻",
        "{key} “{value}” is no time of day",
        "写成 09:30 的样子，二十四小时制",
        "write it like 09:30, by the 24-hour clock",
    ),
    "bad-length": Message(
        "{label}“{value}”不是时长",
        "{key} “{value}” is no length of time",
        "写成 3:20（分:秒）或 1:05:00（时:分:秒）的样子",
        "write it like 3:20 (minutes:seconds) or 1:05:00 (hours:minutes:seconds)",
    ),
    "moved-to-itself": Message(
        "原定日期 {day} 就是现在的日期",
        "it was moved from {day}, which is the day that it has",
        "改期前的日期写在 moved_from，现在的日期另写",
        "moved_from has the former days, not the present one",
    ),
    "hours-backwards": Message("结束 {ends} 早于开始 {begins}", "it ends, {ends}, before it begins, {begins}"),
    "no-way": Message(
        "没有写明怎样参加或者答复",
        "it does not say how",
        "写明 url、email、phone 或 address 之一",
        "give one of url, email, phone, address",
    ),
    "service-nowhere": Message(
        "办事事项没有写到哪里办",
        "the service does not say where it is handled",
        "写明 url（网上入口）或 counters（窗口）",
        "give url (online) or counters (in person)",
    ),
    "difference-of-nothing": Message(
        "新旧差异没有写原来怎样，也没有写现在怎样",
        "the difference says neither how it was nor how it is",
        "写明 before（原规定）、after（新规定）或者两者",
        "give `before`, `after` or both",
    ),
    "consulting-backwards": Message(
        "截止日期 {closes} 早于开始日期 {opens}", "it closes on {closes}, before it opens on {opens}"
    ),
    "material-nowhere": Message(
        "应写 file（随文文件）或 url（网址）中的一个", "give either file (beside the document) or url"
    ),
    "responsible-nobody": Message(
        "没有写明是哪个单位",
        "it does not say which unit",
        "写机关编号，或者用 name 照原文写",
        "give the id of an agency, or its name as the document has it",
    ),
    "responsible-levels": Message(
        "写了机关编号，就不写 levels（层级）",
        "an agency has no `levels`: they are of a phrase that means several",
    ),
    "evidence-end": Message(
        "应写 target（本站文件编号）或 title（站外材料名称）中的一个",
        "give either target (an id of this site) or title (something elsewhere)",
    ),
    "term-twice": Message(
        "完成期限（due_on）和时限（term）只写一个",
        "give either a last day (due_on) or a term, not both",
    ),
    "query-of-everything": Message(
        "查询没有条件，会收入全部文件",
        "the query has no condition: it would take in everything",
        "写明 tags、themes、audiences、agencies、levels 中的一项或者几项",
        "give one or more of tags, themes, audiences, agencies, levels",
    ),
    "section-of-nothing": Message(
        "这一部分既没有选列文件，也没有查询",
        "the section has neither documents nor a query",
        "写明 documents（文件编号）、query（查询）或者两者",
        "give `documents`, `query` or both",
    ),
    "term-backwards": Message(
        "有效期至 {expires} 早于施行日期 {effective}", "the last day in force {expires} is before the first {effective}"
    ),
}
