"""References and relations between documents."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

MESSAGES: dict[str, Message] = {
    "name-twice": warning(
        "名称“{name}”与 {other} 的相同，读者无法分辨",
        "the name “{name}” is also that of {other}: readers cannot tell them apart",
        "合并为一个，或改名",
        "make them one, or rename one of them",
    ),
    "duplicate-id": Message(
        "编号 {id} 已被 {other} 使用",
        "the id {id} is taken by {other}",
        "换一个编号（文件没有写 id 的，编号就是文件名）；是同一份的，删去一份",
        "give it another id (without `id` it is the name of the file); delete one if both are the same",
    ),
    "year-twice": Message(
        "{id} 年的数据已写在 {other}",
        "what there is of {id} stands in {other} already",
        "一年一份：删去一份，或者改正年份、单位",
        "there is one file a year: delete one, or correct its year or unit",
    ),
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
    "names-withheld": warning(
        "写出了不予公开的文件 {id} 的文号或标题：{words}",
        "gives the number or the title of the withheld document {id}: {words}",
        "确认文号、标题可以公开；不能公开的，改用不透露内容的说法",
        "see that they may be published; if not, say it without telling what the document is",
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
    "translation-more-open": Message(
        "原文 {id} 只依申请公开，译文却会公开全文",
        "the original {id} is open only on request, and its translation would be published in full",
        "译文也写 disclosure: on_request 和 basis",
        "write disclosure: on_request and basis in the translation, too",
    ),
    "translation-same-language": Message(
        "译文的语言与原文 {id} 相同：{language}",
        "the translation is in the language of its original {id}: {language}",
        "用 language 写明译文的语言，如 language: en；不写即为 zh-Hans",
        "say the language of the translation, as in language: en; where it is not said it is zh-Hans",
    ),
    "translation-older": warning(
        "译文完成或核对于 {day}，此后原文 {id} 有变化：{what}",
        "the translation was made or compared on {day}; since then {id} has changed: {what_en}",
        "对照原文改好译文，把 translated_on 改为核对之日；原文不再有效的，核对后同样改写日期",
        "bring the translation up to date and set translated_on to the day on which it was compared, also where the original has ended",
    ),
    "translation-undated": warning(
        "没有写译文是哪天完成的，看不出是否反映原文 {id} 的变化：{what}",
        "it is not said when the translation was made, so nobody knows whether it shows what changed in {id}: {what_en}",
        "用 translated_on 写明译文完成或者最近核对之日",
        "say in translated_on when the translation was made, or last compared",
    ),
    "near-duplicate": warning(
        "正文与 {id}《{title}》（{path}）有 {percent}% 相同，像是同一份文件发布了两次",
        "{percent} % of the text is that of {id}, “{title}” ({path}): it seems to be one document, published twice",
        "只是再发布一次的，写 copy_of: {id}，它的网址就转到那一份{either}；误传两次的，删去一份，把它的网址写进另一份的 aliases；"
        "确是两份文件的，写明两者的关系，如 succeeds、repeals、amends",
        "if it is only published again, write copy_of: {id}, and its address leads there{either_en}; if it was put in twice, delete one "
        "and add its address to the aliases of the other; if they are two documents, say how they belong together, as in succeeds, "
        "repeals or amends",
    ),
    "copy-of-copy": Message(
        "{id} 本身也是再次发布的（或就是本文件）",
        "{id} is published again itself, or this very document",
        "写最初那份的编号",
        "give the id of the document itself",
    ),
    "copy-of-other-kind": Message(
        "{id} 是{kind}，这份是{own}，不是同一份文件",
        "{id} is of another kind ({kind}) than this one ({own}): they are not one document",
        "另有内容的不写 copy_of，用所涉文件、解读文件等字段写明与它的关系",
        "what has words of its own has no copy_of: say in other fields how it belongs to that document",
    ),
    "copy-says-other": Message(
        "“{field}”与 {id} 写的不同，而再次发布的是同一份文件",
        "“{field}” is not what {id} says, but what is published again is the same document",
        "删去这一项，以 {id} 为准；有自己的文号、期限或者内容的是另一份文件，不写 copy_of，写明两者的关系",
        "remove the field: {id} says it; what has a number, a term or words of its own is another document, without copy_of",
    ),
    "copy-text-differs": warning(
        "正文只有 {percent}% 与 {id} 相同：页面上只有那一份的正文，这里另写的没有人看得到",
        "only {percent} % of the text is that of {id}, whose text alone is published: what is written here is seen by nobody",
        "核对 copy_of 写对没有；确有自己内容的是另一份文件，不写 copy_of",
        "check copy_of; what has words of its own is another document and has none",
    ),
    "version-name": Message(
        "“{value}”不是版本的文件名",
        "“{value}” is no name of a version",
        "版本的文件名是“文件编号@起始日.md”，如 qh-2022-1@2024-10-01.md",
        "name it <id>@<day>.md, such as qh-2022-1@2024-10-01.md",
    ),
    "version-field": Message(
        "版本不写“{key}”，这个字段写在文件本身",
        "a version has no field “{key}”: the policy itself says so",
        "删去；版本只写 by（修改文件）",
        "remove it; a version has only `by`",
    ),
    "version-of-nothing": Message(
        "没有编号为“{id}”的政策文件，这个版本不知属于哪份文件",
        "there is no policy with the id “{id}” of which this could be a version",
    ),
    "version-twice": Message(
        "{id} 自 {day} 起的版本已在 {other} 中",
        "the version of {id} from {day} on stands in {other} already",
        "删去一份",
        "remove one of them",
    ),
    "version-too-early": Message(
        "版本自 {day} 起，而 {id} 在 {born} 才有",
        "a version from {day} on of {id}, which is of {born}",
        "核对文件名中的日期",
        "correct the day in the file's name",
    ),
    "version-not-made": Message(
        "{by} 没有写明修改 {id}，这个版本不能由它而来",
        "{by} does not say that it amends {id}, so it made no version of it",
        "在 {by} 的 amends（修改）中写 {id}，或改正 by",
        "name {id} in `amends` of {by}, or correct `by`",
    ),
    "version-day": Message(
        "版本自 {day} 起，而 {by} 对 {id} 的修改自 {days} 起",
        "a version from {day} on, but {by} changes {id} from {days} on",
        "文件名中的日期与修改生效之日应为同一天",
        "the day in the name is that on which the amendment takes effect",
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
    "relation-out-of-force": warning(
        "本文件在 {day} {status}，不能从那天起对 {id} 生效",
        "this document is not in force on {day} ({status_en}), so it cannot act on {id} from then",
        "核对日期，或删去这一关系",
        "check the days, or remove the relation",
    ),
    "article-missing": warning(
        "文件 {id} 里没有“{article}”，无法在那里标明",
        "the document {id} has no “{article}”: nothing can be marked there",
        "写作 第八条、第八条第二款、附件1 等；本文件新增的条文不必写",
        "write 第八条, 第八条第二款, 附件1 and the like; articles that this document adds need not be named",
    ),
    "amendment-not-said": warning(
        "这里写明修改文件 {id} 的“{article}”，正文却没有说怎样改",
        "this names “{article}” of {id}, but the text does not say how it is changed",
        "核对条款；确实修改的，在正文里写明，如“将{article}修改为：‘…’”",
        "check the article; if it is changed, say so in the text, such as 将{article}修改为：“…”",
    ),
    "amendment-not-named": warning(
        "正文修改了文件 {id} 的“{article}”，这里没有列出",
        "the text changes “{article}” of {id}, which is not named here",
        "核对条款，或在 articles 里补上 {article}",
        "check the article, or add {article} to `articles`",
    ),
    "amendment-unclear": warning(
        "看不出文件 {id} 的“{articles}”在 {day} 以后的文字，群众在那里只能看到一句提示，看不到改后的条文",
        "the words of “{articles}” of {id} from {day} on cannot be told: there, citizens see only a mark",
        "另写 {id}@{day}.md，给出修改后的全文，群众就能看到现行条文",
        "give the text as amended in {id}@{day}.md, and they see the words that hold",
    ),
    "amendment-unread": warning(
        "正文里看不出怎样修改文件 {id}，{day} 以后群众只能看到一句提示，看不到改后的条文",
        "the text does not tell how {id} is changed: from {day} on, citizens see only a mark",
        "另写 {id}@{day}.md，给出修改后的全文，群众就能看到现行条文",
        "give the text as amended in {id}@{day}.md, and they see the words that hold",
    ),
    "relation-by-title": warning(
        "《{title}》在本站有，只写名称不会对它生效",
        "“{title}” is on this site; by its title alone nothing happens to it",
        "改写 target: {id}",
        "write target: {id}",
    ),
    "published-in-future": warning(
        "发布日期 {published} 晚于生成网站的日期 {on}",
        "published on {published}, after the day for which the site is built, {on}",
        "尚不应公开的，请先写 draft: true",
        "give draft: true until it may be published",
    ),
    "no-day": warning(
        "没有成文、发布或施行日期，只能显示为现行有效",
        "no day of signature, publication or effect: it can only be shown as in force",
        "写 effective_on 或 published_on",
        "give effective_on or published_on",
    ),
    "empty-body": warning("正文是空的", "the body is empty"),
    "footnote-missing": warning(
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
    "before-it-was-known": warning(
        "{day} 早于 {id} 的日期 {born}，当时可能还没有这份文件",
        "{day} is before {born}, the day of {id}, which may not have existed then",
        "核对两份文件的日期，或者引用的是不是另一份文件",
        "check the days of both, and whether another document was meant",
    ),
    "extends-expired": warning(
        "{id} 自 {end} 起已经失效，从 {day} 起延期会使它重新有效",
        "{id} had expired by {end}: prolonged from {day}, it comes back into force",
        "核对日期；延期决定在失效前作出的，用 on 写明那一天",
        "check the days; where this was decided before, give that day as `on`",
    ),
    "after-its-end": warning(
        "{id} 在 {day} 之前已经终止（{end}），本文件不能再对它作修改、延期或者废止",
        "{id} had ended ({end}) before {day}: there is nothing left to amend, prolong or repeal",
        "核对两份文件的日期，或者引用的是不是另一份文件；更早作出的决定用 on 写明那一天",
        "check the days of both, and whether another document is meant; what was decided before needs its day as `on`",
    ),
    "succeeds-and-repeals": Message(
        "{id} 由本文件废止，不必再写承接",
        "{id} is repealed by this document: that says already that this one takes its place",
        "删去 succeeds 里的这一项，保留 repeals",
        "remove it from `succeeds` and leave it in `repeals`",
    ),
    "succeeds-in-force": warning(
        "本文件自 {day} 起承接 {id}，但它到 {end} 才终止",
        "takes the place of {id} from {day}, but that ends on {end} only",
        "由本文件废止的，改写在 repeals；否则核对日期，或在关系中写 on",
        "where this document ends it, write `repeals`; otherwise check the days, or give `on`",
    ),
    "succeeds-endless": warning(
        "本文件自 {day} 起承接 {id}，但本站没有它终止的记录",
        "takes the place of {id} from {day}, but nothing here says that it ends",
        "由本文件废止的，改写在 repeals；已由别处终止的，在那份文件里写 ended",
        "where this document ends it, write `repeals`; where it ended otherwise, say `ended` there",
    ),
    "extends-an-extension": Message(
        "{id} 本身只是延期通知，延长它的期限不会延长原文件",
        "{id} only prolongs another document: to prolong it does not prolong that",
        "写它所延长的文件：target: {target}",
        "name what it prolongs: target: {target}",
    ),
    "only-changes-nothing": warning(
        "写明只改他文，但没有写修改或者延长了哪份文件",
        "says that it only changes others, but not which",
        "写 amends 或 extends，或删去 only_changes",
        "give `amends` or `extends`, or remove only_changes",
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
    "tombstone-taken": Message(
        "已下线的网址 {address} 上有“{other}”",
        "the address {address}, which was taken down, is taken by “{other}”",
        "仍在发布的不写入 tombstones.yaml；页面移走的，在新页面的 aliases 中写明",
        "what is still published has no place in tombstones.yaml; for a page that moved, write an alias instead",
    ),
    "feed-id-told": Message(
        "订阅条目 {id} 所说的文件仍在发布",
        "the entry {id} tells of a document that is still published",
        "只写已经撤下的文件的条目",
        "name entries of what was taken down only",
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
}
