"""What the rules find."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

MESSAGES: dict[str, Message] = {
    "published-before-formed": warning(
        "发布日期 {published} 早于成文日期 {formed}",
        "published on {published}, before it was formed on {formed}",
        "发布日期失实属于单项否决问题，请核对",
        "a false date of publication fails inspection: check it",
    ),
    "effective-before-published": warning(
        "施行日期 {effective} 早于发布日期 {published}", "in force on {effective}, before publication on {published}"
    ),
    "published-late": warning(
        "成文 {formed}，发布 {published}，超过 {limit} 个工作日",
        "formed {formed}, published {published}: over {limit} working days",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "calendar-unknown": warning(
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
    "term-too-long": warning(
        "有效期至 {expires}，超过 {limit} 年（最晚 {latest}）",
        "in force until {expires}: over {limit} years (latest {latest})",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "document-number-shape": warning(
        "发文字号“{number}”不合规范",
        "the document number “{number}” has an unusual form",
        "如 青禾府规〔2024〕3号：用六角括号〔〕，不写“第”，序号前不加零",
        "brackets 〔〕, no 第, no leading zero",
    ),
    "document-number-twice": warning(
        "发文字号 {number} 与 {other} 相同", "the document number {number} is also that of {other}"
    ),
    "index-number-twice": Message(
        "索引号 {number} 与 {other} 相同", "the index number {number} is also that of {other}"
    ),
    "tags-unused": warning(
        "{number} 个标签没有文件使用：{names}",
        "{number} tags are on no document: {names}",
        "没有需要的就删去；预留给今后文件的可以不管",
        "delete those that nobody needs; those kept for documents to come may stay",
    ),
    "tag-twice": Message(
        "“{word}”也是标签 {other} 的名称或者又称",
        "“{word}” is also what the tag {other} is called",
        "两个标签说的是一件事就合成一个，否则换一个说法",
        "make one tag of both if they mean the same, otherwise call it something else",
    ),
    "tags-missing": warning(
        "标签少于 {number} 个",
        "fewer than {number} tags",
        "在 tags 中写明；依据：{owed_by}",
        "add some to tags; basis: {owed_by}",
    ),
    "tags-of-group-missing": warning(
        "“{group}”一组的标签少于 {number} 个",
        "fewer than {number} tags of the group “{group_en}”",
        "在 tags 中写明；依据：{owed_by}",
        "add some to tags; basis: {owed_by}",
    ),
    "gazette-title": Message(
        "标题写的是“{said}”，字段写的是“{number}”",
        "the title says “{said}”, the fields say {number}",
        "改成同一个年份和号",
        "make them the same year and number",
    ),
    "gazette-number-twice": Message(
        "公报{number}已经有一期，见 {other}",
        "the gazette has {number} already, see {other}",
        "改正年份、号或者总号",
        "put right the year or the number",
    ),
    "gazette-number-gap": warning(
        "公报号不连续：{number}之前缺第{missing}号",
        "the numbers of the gazette have a gap: {missing} is missing before {number}",
        "补上缺的一期，或者改正号",
        "add the issue that is missing, or put right the number",
    ),
    "gazette-order": warning(
        "公报{number}的出刊日期 {day} 早于前一号的 {before}",
        "the gazette’s {number} is of {day}, earlier than the one before it, of {before}",
        "核对两期的号和出刊日期",
        "compare the numbers and days of both",
    ),
    "gazette-on-request": Message(
        "依申请公开的文件 {id} 不能刊载在公报上",
        "{id} is open on request only: it cannot stand in the gazette",
        "从目录中删去，或者改为主动公开",
        "take it out, or publish it proactively",
    ),
    "gazette-too-early": warning(
        "文件 {id} 的发布日期 {day} 晚于本期出刊日期 {issue}",
        "{id} was published on {day}, later than this issue, of {issue}",
        "核对出刊日期和文件的发布日期",
        "compare the two days",
    ),
    "gazette-document-twice": warning(
        "文件 {id} 已经刊载在 {other}",
        "{id} stands in {other} already",
        "一份文件只在一期刊载一次；更正重刊的可以保留",
        "a document is printed once, unless it is printed again corrected",
    ),
    "question-waiting": warning(
        "留言 {asked} 收到，到 {on} 已超过 {limit} 个工作日没有答复",
        "the message came on {asked} and by {on} has waited for more than {limit} working days",
        "写答复和 answered_on；依据：{basis}",
        "write the answer and answered_on; basis: {basis}",
    ),
    "answer-late": warning(
        "答复于 {answered}，晚于 {asked} 收到后 {limit} 个工作日",
        "answered on {answered}, later than {limit} working days after {asked}",
        "依据：{basis}",
        "basis: {basis}",
    ),
    "answered-before-asked": Message(
        "答复日期 {answered} 早于提问日期 {asked}", "answered on {answered}, before it was asked on {asked}"
    ),
    "question-without-answer": Message(
        "没有答复：正文是空的",
        "there is no answer: the body is empty",
        "在正文中写答复；还没有答复的留言不写 answered_on",
        "write the answer in the body; a message that waits for one has no answered_on",
    ),
    "catalogue-item-gap": warning(
        "公开事项“{name}”没有写{what}",
        "the item “{name}” of the catalogue does not say: {what_en}",
        "按目录补上；目录本身没有写的，请编制目录的单位补写",
        "add it from the table; where the table lacks it, ask whoever made the table",
    ),
    "catalogue-deadline-unread": warning(
        "公开时限“{text}”程序没有读懂，这一项不能判断是否按时",
        "the deadline “{text}” is not understood: nobody is told whether it is kept",
        "用 counted 写明怎样计算，不计天数的写 promptly",
        "say with `counted` how it is counted; `promptly` where no days are",
    ),
    "catalogue-deadline-long": warning(
        "公开时限 {days} 个工作日，长于一般期限 {limit} 个工作日",
        "a deadline of {days} working days: longer than the general {limit}",
        "核对是否笔误，或者有另外的规定；依据：{basis}",
        "a slip, or is there a rule of its own? Basis: {basis}",
    ),
    "catalogue-methods-unclear": warning(
        "公开事项“{name}”写有几种公开方式，没有写各自的适用情形",
        "the item “{name}” has several methods and does not say which applies when",
        "每项只能有一种公开方式；两种并存的，用 when 写明各自的情形",
        "an item has one method; where it has both, say with `when` which applies when",
    ),
    "catalogue-late": warning(
        "{unit} 的 {year} 年度决策目录于 {done} 公布，晚于 {by}",
        "the catalogue of {unit} for {year} was published on {done}, later than {by}",
        "依据：{basis}",
        "basis: {basis}",
    ),
    "consultation-short": warning(
        "征求意见 {days} 日，不足 {limit} 日，没有写理由",
        "open for opinions for {days} days, fewer than {limit}, without a reason",
        "写明 reason_if_short；依据：{basis}",
        "give reason_if_short; basis: {basis}",
    ),
    "draft-without-note": warning(
        "草案公布时没有起草说明",
        "a draft without its drafting note",
        "在 papers 中补上起草说明（drafting_note）；依据：{basis}",
        "add a drafting_note to papers; basis: {basis}",
    ),
    "hearing-material-missing": warning(
        "听证会的材料没有在 {by} 前送达参加人",
        "those who take part in the hearing did not have its material by {by}",
        "写 material_on；依据：{basis}",
        "write material_on; basis: {basis}",
    ),
    "hearing-material-late": warning(
        "听证会的材料 {done} 才送达参加人，应在 {by} 前送达",
        "the material of the hearing was there on {done}, and was due by {by}",
        "核对 material_on；依据：{basis}",
        "check material_on; basis: {basis}",
    ),
    "feedback-missing": warning(
        "作出决定后没有公布意见采纳情况，应在 {by} 前公布",
        "what came of the opinions has not been published; it was due by {by}",
        "写 feedback；依据：{basis}",
        "write feedback; basis: {basis}",
    ),
    "feedback-late": warning(
        "意见采纳情况于 {done} 公布，晚于 {by}",
        "what came of the opinions was published on {done}, later than {by}",
        "依据：{basis}",
        "basis: {basis}",
    ),
    "decision-without-result": warning(
        "作出决定后没有公布决策结果，应在 {by} 前公布",
        "the result has not been published; it was due by {by}",
        "发布结果文件，并写 result；依据：{basis}",
        "publish the policy and name it in result; basis: {basis}",
    ),
    "consultation-unanswered": warning(
        "征求意见结束后没有公布采纳情况，应在 {by} 前公布",
        "what came of the opinions has not been published; it was due by {by}",
        "写 feedback；依据：{basis}",
        "write feedback; basis: {basis}",
    ),
    "attendance-few": warning(
        "{unit} {year} 年邀请公众代表列席决策会议不足 {limit} 次",
        "{unit} invited the public to fewer than {limit} meetings in {year}",
        "写 attendance；依据：{basis}",
        "write attendance; basis: {basis}",
    ),
    "person-named": warning(
        "“{name}”像是人名，这里只写身份",
        "“{name}” looks like a person's name, where only a role belongs",
        "改写身份，如小区业主、小微企业代表；姓名、姓氏加称呼都不写",
        "write a role such as resident or owner; no name, no surname with a form of address",
    ),
    "feedback-sum": Message(
        "收到 {received} 条，采纳、部分采纳、未采纳合计 {total} 条",
        "{received} opinions received, but adopted, in part and not adopted are {total}",
        "核对四个数字",
        "check the four figures",
    ),
    "consultation-without-draft": warning(
        "公开征求意见没有公布草案",
        "opinions are asked without a draft",
        "在 papers 中写明草案（draft）",
        "name the draft in papers",
    ),
    "decided-before-closed": warning(
        "决定日期 {decided} 早于征求意见截止（{closes}）",
        "decided on {decided}, before opinions were in ({closes})",
    ),
    "figures-sum": Message(
        "{cell} 为 {held}，应为 {wanted}（{how}）",
        "{cell_en} is {held}, but should be {wanted} ({how_en})",
        "核对这一格和相加的各格",
        "check this cell and those that make it",
    ),
    "figures-carried": warning(
        "{cell} 为 {held}，与 {year} 年结转下年度的 {carried}（{other}）不一致",
        "{cell_en} is {held}, but {carried} were carried over from {year} ({other})",
        "机构调整等原因造成的，在 note 中说明",
        "where there is a reason such as a reorganisation, say so in note",
    ),
    "report-section-missing": Message(
        "年度报告缺少“{heading}”这一部分，或者各部分次序不对",
        "the annual report lacks the section “{heading}”, or its sections are out of order",
        "六个部分都要有，标题照写，如 ## {heading}；表格由程序放入",
        "write all six sections with their headings, such as ## {heading}; tables are put in by the program",
    ),
    "report-too-early": Message(
        "{year} 年度报告的发布日期 {day} 在年度结束以前",
        "the annual report of {year} is published on {day}, before the year is over",
    ),
    "report-twice": Message(
        "{unit} {year} 年度报告与 {other} 重复", "the annual report of {unit} of {year} stands in {other} too"
    ),
    "report-without-figures": warning(
        "没有 {unit} {year} 年的统计数据，报告里的表格不完整",
        "there are no figures of {unit} for {year}: the tables of the report are not complete",
        "补充 content/data/requests/{id}.yaml",
        "add content/data/requests/{id}.yaml",
    ),
    "report-count-differs": warning(
        "报告写明{cell} {said} 件，按本站文件计为 {number} 件",
        "the report says {said} ({cell_en}), the documents on this site make {number}",
        "发布以后补录、更正文件会这样；数字有误的，更正 counts",
        "documents added or corrected later make a difference; where the figure is wrong, correct counts",
    ),
    "report-late": warning(
        "{unit} {year} 年度报告于 {day} 发布，晚于 {by}",
        "the annual report of {unit} of {year} was published on {day}, after {by}",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "report-missing": warning(
        "{unit} {year} 年度报告应在 {by} 前发布，还没有",
        "the annual report of {unit} of {year} was due by {by} and is not there",
        "运行 build.py new report 生成初稿；依据：{basis}",
        "build.py new report makes a draft; basis: {basis}",
    ),
    "decision-number-twice": Message(
        "{year} 年度目录的序号 {number} 与 {other} 相同",
        "number {number} of the catalogue of {year} is also that of {other}",
    ),
    "plan-clause-twice": Message(
        "条款“{clause}”在这个计划里有两项任务",
        "two tasks of this plan are clause “{clause}”",
        "一条有几项任务的，写成 {clause}之一、{clause}之二",
        "where a clause has several tasks, number them: {clause}之一, {clause}之二",
    ),
    "task-without-unit": warning(
        "任务“{title}”没有写责任单位",
        "the task “{title}” has no unit",
        "写 lead、responsible 或 support",
        "write `lead`, `responsible` or `support`",
    ),
    "task-due-before-plan": warning(
        "任务的期限 {due} 早于计划的公布日期 {published}",
        "the task is due on {due}, before the plan was published on {published}",
        "核对年份",
        "check the year",
    ),
    "task-done-without-evidence": warning(
        "任务“{title}”写了完成日期，没有佐证",
        "the task “{title}” is done, and nothing shows it",
        "在 evidence 里写能说明的文件、活动等的编号；站外的写名称和网址",
        "name in `evidence` a document, an event or the like; for what is elsewhere its title and address",
    ),
    "task-overdue": warning(
        "任务“{title}”的期限 {due} 已过，没有完成（{unit}）",
        "the task “{title}” was due on {due} and is not done ({unit})",
        "完成了的写 done_on，或者在佐证里写 completes: true",
        "where it is done, write `done_on`, or `completes: true` of its evidence",
    ),
    "evidence-ended": warning(
        "作为佐证的《{title}》（{id}）当年已不再有效：{on}",
        "the evidence “{title}” ({id}) was out of force within the year: {on}",
        "换成取而代之的文件",
        "name what took its place",
    ),
    "evidence-without-day": warning(
        "佐证写明由它办结，但不知道日期，任务不算完成",
        "the task is done by this evidence, of which no day is known: it does not count as done",
        "给佐证写日期 on",
        "give the evidence a day: `on`",
    ),
    "unit-is-agency": warning(
        "“{value}”就是机关 {key}",
        "“{value}” is the agency {key}",
        "写成 {key}，它才会出现在该单位的任务里",
        "write {key}, so that it stands among the tasks of that unit",
    ),
    "unit-unknown": warning(
        "“{value}”像是一个机关，本区没有叫这个名称的",
        "“{value}” looks like an agency, and none of the district is called so",
        "是本区机关的，用 agency 写它的编号，name 留着；不是的可以不管",
        "if it is one, give its id as `agency` and keep the name; leave it if it is none",
    ),
    "ground-ended": warning(
        "所依据的《{title}》（{id}）自 {on} 起不再有效，此外没有现行有效的依据",
        "“{title}” ({id}), on which it rests, is not in force from {on} on, and nothing else that it rests on is",
        "取而代之的是{by}，请按它改写，或者删去",
        "its place has been taken by {by}: write it anew by that, or take it away",
    ),
    "topic-document-ended": warning(
        "专题所选的《{title}》（{id}）自 {on} 起不再有效，页面已把它移到“已经终止”",
        "“{title}” ({id}), which the topic has chosen, is not in force from {on} on: the page has it among what has ended",
        "取而代之的是{by}，请换成它",
        "its place has been taken by {by}: choose that",
    ),
    "topic-document-ends-soon": warning(
        "专题所选的《{title}》（{id}）有效期至 {last}，即将终止",
        "“{title}” ({id}), which the topic has chosen, is in force until {last}",
        "取而代之的是{by}，请准备换成它",
        "its place is taken by {by}: have that ready",
    ),
    "topic-query-empty": warning(
        "“{section}”的查询没有收到文件",
        "the query of “{section}” finds nothing",
        "核对标签、主题等条件；同时写了几项的，各项都要符合",
        "look at its conditions: where there are several, a document must meet them all",
    ),
    "topic-query-ended": warning(
        "“{section}”的查询只收到已经终止的文件（{number} 件，截至 {on}）",
        "the query of “{section}” finds nothing but what has ended ({number}, as of {on})",
        "改写查询，或者删去这一部分",
        "write the query anew, or take the section away",
    ),
    "interpretation-late": warning(
        "解读发布于 {published}，晚于文件 {policy} 发布后 {limit} 个工作日",
        "published {published}: over {limit} working days after {policy}",
        "依据：{basis}",
        "Basis: {basis}",
    ),
    "interpretation-missing": warning(
        "{category}应当解读，还没有解读",
        "a {category_en} is to be interpreted, and is not yet",
        "在 content/interpretations/ 写解读；依据：{owed_by}",
        "write one in content/interpretations/; basis: {owed_by}",
    ),
    "alternative-missing": Message(
        "“{form}”没有{what}：看不到、听不到的读者无从知道说了什么",
        "“{form}” comes without {what_en}: who cannot see or hear it learns nothing",
        "在正文中写{what}；视频和音频也可以在 media 中写明 transcript（文字稿）或 captions（字幕）",
        "write {what_en} in the body; films and recordings may name a transcript or captions in media",
    ),
    "captions-missing": warning(
        "“{title}”没有字幕：听不到的读者看不懂",
        "“{title}” comes without captions: who cannot hear it does not understand it",
        "在 media 中用 captions 写明 WebVTT 字幕文件",
        "name a WebVTT file as captions in media",
    ),
    "captions-past-end": warning(
        "字幕“{file}”到 {ends} 才完，影片写的时长是 {length}",
        "the captions “{file}” go on until {ends}, but the film lasts {length}",
        "核对 length，或者换上这部影片的字幕",
        "correct length, or give the captions of this film",
    ),
    "media-file-kind": Message(
        "{label}“{file}”不是这里能用的文件",
        "{key} “{file}” is no file that can be used here",
        "字幕用 .vtt，文字稿用 .txt，预览图用 .png、.jpg、.webp、.gif 或 .svg",
        "captions are .vtt, transcripts .txt, previews .png, .jpg, .webp, .gif or .svg",
    ),
    "captions-header": Message(
        "字幕文件第一行应为 WEBVTT，现在是“{line}”，浏览器一句也不会显示",
        "the first line of captions must be WEBVTT and is “{line}”: a browser shows nothing of them",
        "SRT 等格式请在字幕软件中另存为 WebVTT；只缺第一行的，补上 WEBVTT 和一个空行",
        "save SRT and the like as WebVTT in the captions editor; where only that line is missing, add WEBVTT and an empty line",
    ),
    "captions-time": Message(
        "“{time}”不是字幕的时间，这一句不会显示",
        "“{time}” is no time of captions: this cue is not shown",
        "写成 00:01:02.500 的样子，秒和毫秒之间是句点，起止之间是 -->",
        "write it like 00:01:02.500, with a full stop before the milliseconds and --> between both times",
    ),
    "captions-backwards": Message(
        "这一句结束 {ends} 不晚于开始 {begins}，不会显示",
        "the cue ends, {ends}, no later than it begins, {begins}: it is not shown",
    ),
    "captions-order": Message(
        "这一句从 {begins} 开始，早于前一句",
        "the cue begins at {begins}, before the one above",
        "按开始时间排列",
        "order the cues by when they begin",
    ),
    "captions-joined": Message(
        "这一句前面缺少空行，会和前一句连在一起",
        "there is no empty line before this cue: it runs into the one above",
        "每句之间空一行",
        "leave one empty line between cues",
    ),
    "captions-lost": Message(
        "“{words}”不属于任何一句，不会显示",
        "“{words}” belongs to no cue and is not shown",
        "一句里面不能有空行；备注以 NOTE 开头",
        "a cue holds no empty line; remarks begin with NOTE",
    ),
    "captions-empty": Message("字幕里没有字", "there are no words in the captions"),
    "nothing-compared": Message(
        "没有与 {ids} 对照的原文件，新旧差异无处可指",
        "nothing is compared with {ids}, so differences have nowhere to point",
        "所解读的文件用 succeeds 或 repeals 写明原文件，或者有修改后的全文，才有对照页；否则删去 differs_from 和条款",
        "there is a comparison where the document says `succeeds` or `repeals`, or has made a version",
    ),
    "compared-unclear": Message(
        "有几份原文件（{ids}），不知道新旧差异对照的是哪一份",
        "there are several former documents ({ids}): with which do the differences compare?",
        "用 differs_from 写明",
        "say so in differs_from",
    ),
    "row-missing": Message(
        "新旧对照页上没有“{href}”：文件中没有这一条，或者这一条没有改动",
        "the comparison has no “{href}”: there is no such article, or it did not change",
        "打开对照页核对；原文件中的条款写作 原第八条",
        "look at the comparison; articles of the former document are written 原第八条",
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
    "mobile-number-in-file": warning(
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
    "attachment-perhaps-not-clean": warning(
        "附件里可能有读者看不见、会随文件公开的内容，程序判断不了：{found}",
        "the file may hold what readers do not see and what goes out with it: {found}",
        "请打开附件核对；不应公开的，清理后重新保存",
        "look at it yourself, and clean it where needed",
    ),
    "attachment-old-format": warning(
        "这是旧格式的 Office 文件，其中的修订、批注和隐藏内容程序看不见",
        "a file of an old format: tracked changes, comments and hidden parts in it are not seen",
        "请另存为 .docx、.xlsx 或 .pptx 后再公开",
        "save it as .docx, .xlsx or .pptx",
    ),
    "attachment-unread": warning(
        "看不了附件的内容，没有检查其中有无个人信息（{detail}）",
        "the file could not be looked through for personal data ({detail})",
        "请自行打开核对；加密的文件请先解除密码",
        "look through it yourself; take the password off",
    ),
    "mobile-number": warning(
        "疑似个人手机号（{masked}）",
        "looks like a mobile number ({masked})",
        "若非办公电话，请删除或遮盖",
        "unless it is an office number, remove or mask it",
    ),
}
