"""Bodies."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

MESSAGES: dict[str, Message] = {
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
    "service-unknown": Message(
        "没有编号为“{id}”的办事事项，“办”字没有去处",
        "there is no published service with the id “{id}”: its sign leads nowhere",
        "写 content/services/ 里已发布的事项的编号，如 [办:jiazhuang-dianti]",
        "write the id of a published service of content/services/, such as [办:jiazhuang-dianti]",
    ),
    "number-not-taken": warning(
        "这一段以“{number}”开头，但没有识别为编号，不能按它引用",
        "this paragraph begins with “{number}”, which was not taken for its number: it cannot be cited by it",
        "是编号的，在后面空一格（条）或改用“一、”“1.”等写法；是正文引用的，不必理会，或改为不放在段首",
        "if it is a number, put a space after it (articles) or write 一、 or 1.; if the text cites another, leave it or reword",
    ),
    "cited-alike": warning(
        "前面已有一处引作“{label}”，读者分不清是哪一处",
        "another place above is cited as “{label}”, too: readers cannot tell which is meant",
        "多半是前面有一级编号、一款或附发文件的标题没有认出：改正编号，或把标题写成“# 标题”",
        "most likely a number, a clause or the title of an attached text was not recognised above: correct it, or write `# title`",
    ),
    "broken-anchor": Message("“{href}”指向的条款不存在", "there is no such article: “{href}”"),
    "link-not-allowed": Message(
        "不允许的链接“{href}”",
        "the link “{href}” is not allowed",
        "只能用 http、https、mailto、tel 和站内路径",
        "use http, https, mailto, tel or a path",
    ),
    "empty-link": warning(
        "“{written}”没有写全，照样显示",
        "`{written}` is not complete: it stands as it was typed",
        "链接写作 [文字](目标)，图片写作 ![说明](文件)；不用的删去，确需显示的在 [ 前加反斜线",
        "write links as [words](target), pictures as ![words](file); remove what is not needed, or put a backslash before [",
    ),
    "bad-anchor-id": Message(
        "锚点“{id}”应以小写字母开头，只用小写字母、数字和连字符，且不以 ui-、fn- 开头",
        "the anchor “{id}” must begin with a lower-case letter, hold only these, digits and hyphens, and not begin with ui- or fn-",
    ),
    "converter-leftover": warning(
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
    "image-without-alt": warning(
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
    "table-cells-missing": warning(
        "这一行只有 {cells} 格，表头有 {columns} 格，缺的在右边留空",
        "this row has only {cells} cells, the header has {columns}: the last stay empty",
        "每行格数应与表头相同",
        "give each row as many as the header",
    ),
    "markdown-in-html": warning(
        "<table> 里的“{mark}”不起作用，照样显示",
        "`{mark}` means nothing within <table>: it stands as it was typed",
        '链接写作 <a href="…">文字</a>，注写在表格下面；没有合并单元格的，改用“|”表格',
        'write links as <a href="…">words</a> and notes below the table; use `|` where no cells are merged',
    ),
    "table-doubled-bar": warning(
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
    "line-break-doubtful": warning(
        "看不出下一行是不是同一段，已作为两段",
        "it is not clear whether the next line is the same paragraph; it was taken for another",
        "同一段的接成一行；不同段的，中间空一行，并补上缺的句号",
        "write one paragraph in one line; put a blank line between two, and the full stop that is missing",
    ),
    "strong-or-mask": warning(
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
    "footnote-unused": warning(
        "正文没有用到脚注 {mark}，它仍列在最后",
        "the footnote {mark} is not referred to; it is shown at the end all the same",
        "在正文中写 {mark}，或删去",
        "refer to it, or remove it",
    ),
}
