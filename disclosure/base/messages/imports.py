"""Lists and tables that are handed in: `build.py import-questions`, `build.py import-catalogue`."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

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
    "import-text-not-utf-8": Message(
        "文件不是 UTF-8 编码，没有写入任何内容",
        "the file is not UTF-8; nothing was written",
        "用记事本等文本编辑器另存，编码选“UTF-8”",
        "save it anew from a text editor, with the encoding UTF-8",
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
    "import-kind": Message(
        "不认识“{found}”这种文件，没有写入任何内容",
        "“{found}” is no kind of file that is read; nothing was written",
        "可以导入：{known}",
        "what is read: {known}",
    ),
    "import-xls": Message(
        "读旧格式的 .xls 需要另外安装，没有写入任何内容",
        "to read old .xls files, more must be installed; nothing was written",
        "运行 make xls，或者在 Excel、WPS 中另存为 .xlsx",
        "run `make xls`, or save it as .xlsx",
    ),
    "import-no-header": Message(
        "没有找到标准目录的表头，没有写入任何内容；最像表头的是这一行，认得：{known}；不认得：{unknown}",
        "there is no header of a catalogue; nothing was written. This row is most like one; known: {known}; not known: {unknown}",
        "表头应有“一级事项”“公开内容”“公开时限”“公开主体”等列名，次序不限",
        "it names columns such as 一级事项, 公开内容, 公开时限, 公开主体, in any order",
    ),
    "import-column-twice": Message(
        "列名“{found}”重复，没有写入任何内容",
        "the column “{found}” stands twice; nothing was written",
        "删去其中一列，或者改写列名",
        "take one away, or rename it",
    ),
    "import-ditto": Message(
        "“{value}”上面没有可以重复的内容，没有写入任何内容",
        "nothing stands above “{value}” that it could repeat; nothing was written",
        "写明内容",
        "write it out",
    ),
    "import-item-nameless": Message(
        "这一项没有名称：一级、二级、三级事项都是空的；没有写入任何内容",
        "the item has no name at any level; nothing was written",
        "补上事项名称，或者删去这一行",
        "name it, or take the row away",
    ),
    "import-ditto-inside": warning(
        "“{value}”里有“同上”，没有展开，照原文记录", "“{value}” has 同上 inside, which is left as it stands"
    ),
    "import-ditto-across": warning(
        "“同上”上面是另一个领域，按那里最后一项“{value}”，请核对",
        "同上 stands first in its field: read as what the field before says last, “{value}”; is that right?",
    ),
    "import-hidden-row": warning(
        "这一行在表中是隐藏的，仍然导入，请核对：{value}",
        "this row is hidden in the table and read all the same: {value}",
    ),
    "import-hidden-column": warning(
        "列“{value}”在表中是隐藏的，仍然导入，请核对",
        "the column “{value}” is hidden in the table and read all the same; is that right?",
    ),
    "import-hidden-sheet": warning(
        "这张工作表是隐藏的，仍然读取，请核对", "this sheet is hidden and read all the same; is that right?"
    ),
    "import-table-continued": warning(
        "这张表没有表头，按上一张表的列读取", "this table has no header: read in the columns of the one before"
    ),
    "import-field-continued": warning(
        "这张表上面没有标题，列与上一张表相同，算作同一领域“{value}”，请核对",
        "this table has no title and the columns of the one before: read as of the same field, “{value}”; is that right?",
    ),
    "import-inherited": warning(
        "{label}空白，按上一项“{value}”",
        "{label_en} is blank: read as “{value}”, as above",
        "不是的，请在表中写明",
        "if it is not, say so in the table",
    ),
    "import-no-agency": warning(
        "公开主体“{value}”不是本站登记的机关，照原文记录",
        "the publisher “{value}” is no agency of this site: kept in its words",
        "是登记过的机关的，导入后改写为 publisher",
        "if it is one, write its id in `publisher`",
    ),
    "import-column-unknown": warning("不认识列“{found}”，没有导入", "the column “{found}” is not known: left out"),
    "import-column-second": warning(
        "列“{found}”与“{other}”是同一类，按“{other}”读取，这一列没有导入",
        "the column “{found}” is of the same kind as “{other}”, which is read: left out",
    ),
    "import-column-meant": warning(
        "列“{found}”里写的是“{as}”，按“{as}”读取，请核对",
        "what stands in the column “{found}” is read as “{as_en}”; is that right?",
    ),
    "import-levels-read": warning(
        "事项名称分在几列：{value}；依次读作一级、二级、三级事项，超过三级的并入三级，请核对",
        "several columns name the items: {value}; read as first, second and third level, deeper ones joined to the third",
    ),
    "import-column-missing": warning("表中没有“{found}”一列", "the table has no column “{found_en}”"),
    "import-tick": warning("“{value}”不是勾选符号，按已勾选处理", "“{value}” is no tick: taken as one"),
    "import-method-unread": warning(
        "公开方式写的“{value}”既不是主动公开也不是依申请公开，公开方式空着，原文记在原表写法",
        "“{value}” is neither 主动公开 nor 依申请公开: no method is taken, the words are kept in `written`",
    ),
    "import-row-skipped": warning("这一行没有导入：{value}", "this row was left out: {value}"),
    "import-row-note": warning(
        "这一行是备注或者说明，不是公开事项，没有导入：{value}", "this row is a note and no item: left out: {value}"
    ),
    "import-row-total": warning("这一行是合计，没有导入：{value}", "this row is a total: left out: {value}"),
    "import-total-differs": warning(
        "表上写有 {stated} 项，这个领域读出 {number} 项，请核对",
        "the table says that there are {stated} items, of this field {number} were read; is that right?",
    ),
    "import-deadline-apart": warning(
        "公开时限读成 {number} 个，请核对：{value}", "read as {number} deadlines; is that right? {value}"
    ),
    "import-deadline-several": warning(
        "公开时限里可能有几个时限，照原文记作一个，请核对：{value}",
        "there may be several deadlines in “{value}”: kept as one, in its words",
        "是几个的，在表中用分号分开，或者导入后在 deadline 分别写",
        "if so, part them by semicolons in the table, or write each in `deadline` afterwards",
    ),
    "import-cell-left": warning(
        "列“{found}”里写的没有导入：{value}", "what the column “{found}” says was left out: {value}"
    ),
    "import-cell-across": warning(
        "“{value}”是横跨几列的合并单元格，每列都按它读取，请核对",
        "“{value}” is one cell over several columns: read in each of them; is that right?",
    ),
    "import-becomes-on-request": warning(
        "从“{value}”读出：“{when}”转为依申请公开，请核对",
        "read from “{value}”: on request after “{when}”; is that right?",
    ),
    "import-number-twice": warning("序号 {value} 在同一领域重复", "the number {value} stands twice in one field"),
    "import-number-made": warning(
        "这一行没有序号，编为 {value}，请核对",
        "the row has no number: it becomes {value}; is that right?",
        "在表中写上序号",
        "number it in the table",
    ),
    "import-field-new": warning(
        "站上没有领域“{value}”，作为新的领域写入", "the site has no field “{value}”: it would be a new one"
    ),
    "import-field-meant": warning(
        "领域“{value}”按站上的“{name}”，请核对", "the field “{value}” is read as “{name}” of this site; is that right?"
    ),
    "import-field-shortened": warning(
        "标题写的“{value}”，领域名称写“{name}”，请核对",
        "“{value}” of the title becomes the field “{name}”; is that right?",
    ),
    "import-field-doubtful": warning(
        "领域名称“{value}”可能带有地名、机关或者表名的字样，请核对",
        "the field “{value}” may have words of a place, a body or the table in its name",
        "改写表上的标题，或者导入后改写 name",
        "correct the title of the table, or `name` afterwards",
    ),
    "import-field-unnamed": warning(
        "表上没有写领域，按“{value}”",
        "the table names no field: taken as “{value}”",
        "在表头上面写一行标题",
        "write a title above its head",
    ),
    "import-basis-open": warning(
        "表上没有目录的标题，领域“{name}”的目录依据写“待补充”",
        "the table has no title: the basis of the field “{name}” is left open",
        "导入后在 basis 写目录的名称、文号，或者所依据的文件",
        "write in `basis` what the catalogue is called and rests on",
    ),
    "import-unread": Message(
        "读不出这份表格，没有写入任何内容",
        "the table cannot be read; nothing was written",
        "用 Excel 或者 WPS 重新另存为 .xlsx 或“CSV UTF-8”",
        "save it anew as .xlsx or as “CSV UTF-8”",
    ),
    "import-word-unread": Message(
        "读不出这份 Word 文件，没有写入任何内容",
        "the Word file cannot be read; nothing was written",
        "用 Word 或者 WPS 打开，去掉密码，重新另存为 .docx",
        "open it in Word or WPS, take its password away, and save it anew as .docx",
    ),
    "import-no-file": Message(
        "没有这个文件，没有写入任何内容",
        "there is no such file; nothing was written",
        "核对文件名和所在的文件夹：{usage}",
        "check its name and folder: {usage}",
    ),
    "import-no-tasks": Message(
        "没有读出任务：没有“（责任单位：…）”，也没有任务分解表的表头",
        "no tasks were found: neither （责任单位：…） nor the header of a table of tasks",
        "在各项任务后面写（责任单位：…），或者用第一行是“任务”“责任单位”“完成时限”等列名的表格",
        "write （责任单位：…） behind each task, or hand in a table whose first row names the columns 任务, 责任单位, 完成时限",
    ),
    "import-before-title": warning(
        "标题之前的 {number} 段（印发通知）没有导入", "{number} paragraphs before the title were left out"
    ),
    "import-bracket-open": warning(
        "括号没有配对，读到这一段结束", "the bracket does not close: read to the end of the paragraph"
    ),
    "import-task-without-unit": warning(
        "“{value}”没有写责任单位，仍作为一项任务", "“{value}” names no unit: taken as a task all the same"
    ),
    "import-part-without-units": warning(
        "“{value}”没有写责任单位，不作为任务，写进正文", "“{value}” names no unit: no task of it, but part of the body"
    ),
    "import-column-in-text": warning(
        "不认识列“{found}”，所写的并入各项任务的要求，请核对",
        "the column “{found}” is not known: what it says becomes part of the texts of the tasks",
    ),
    "import-tables-left": warning(
        "文件里有 {number} 张表格不是任务分解表，没有导入",
        "{number} tables of the file are none of tasks: left out",
    ),
    "import-text-beside-table": warning(
        "按表格导入；文字部分另有 {number} 段写有责任单位，写进正文，请核对",
        "the tasks are those of the table; {number} paragraphs of the text name units too, and become part of the body",
    ),
    "import-behind-units": warning(
        "责任单位之后还有文字，并入这一项：{value}", "words behind the units were taken as part of the task: {value}"
    ),
    "import-words-left": warning(
        "“{value}”不是单位，也看不出时限，没有写进责任单位和时限，请核对",
        "“{value}” is neither a unit nor a term that is understood: taken as neither; is that right?",
    ),
    "import-term-unread": warning(
        "看不懂时限“{value}”，照原文记录",
        "the term “{value}” is not understood: kept in its words",
        "导入后写 due_on 或者 term",
        "write `due_on` or `term` afterwards",
    ),
    "import-term-in-text": warning(
        "{task} 文中写有“{value}”，没有当作时限，请核对",
        "{task} says “{value}” within its text, which was not taken as its term; is it one?",
        "是时限的，导入后写 due_on 或者 term",
        "if it is, write `due_on` or `term` afterwards",
    ),
    "import-units-spaced": warning(
        "“{value}”只用空格隔开，按 {names} 几个单位，请核对",
        "“{value}” is parted by a space alone: read as the units {names}; is that right?",
    ),
    "import-unit-levels": warning(
        "“{value}”不是一个机关，照原文写（{number} 处，第 {rows} 行）",
        "“{value}” is no agency: written as it stands ({number} times, lines {rows})",
        "如果指全部{called}，给它写上 levels: [{levels}]，以后导入照此",
        "if it means all of them, add levels: [{levels}]: later imports follow it",
    ),
    "import-unit-proposed": warning(
        "“{value}”不是本站登记的机关，照原文写（{number} 处，第 {rows} 行）",
        "“{value}” is no agency of this site: written as it stands ({number} times, lines {rows})",
        "可能是 {candidates}；确定的，给它写上 agency，name 留着，以后导入照此",
        "it may be {candidates}; if so, add `agency` and keep the name: later imports follow it",
    ),
    "import-unit-unknown": warning(
        "“{value}”不是本站登记的机关，照原文写（{number} 处，第 {rows} 行）",
        "“{value}” is no agency of this site: written as it stands ({number} times, lines {rows})",
    ),
    "import-plan-title": warning(
        "没有找到标题，用文件名“{value}”", "no title was found: the file's name “{value}” is taken"
    ),
    "import-plan-year": warning("标题没有写年度，按 {value} 年", "the title names no year: taken as {value}"),
    "import-plan-day": warning(
        "没有找到日期，公布日期写 {value}，请核对", "no day was found: {value} is taken as the day of publication"
    ),
    "import-plan-issuer": warning(
        "印发单位没有写：“{value}”不是本站登记的机关",
        "the issuer is left out: “{value}” is no agency of this site",
        "写 issuers",
        "write `issuers`",
    ),
}
