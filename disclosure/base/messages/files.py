"""Files and folders: what is there, and whether it can be read."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

MESSAGES: dict[str, Message] = {
    "no-content": Message(
        "没有 content 文件夹", "there is no content folder", "请在项目根目录运行", "run it in the project's root"
    ),
    "no-documents": Message(
        "没有可以发布的文件，不会发布空网站",
        "there is no document to publish; an empty site is not published",
        "核对 --root 和 content 文件夹是否完整，是否误把全部文件写成草稿或不予公开",
        "check --root, whether content is complete, and whether everything became a draft or withheld by mistake",
    ),
    "documents-vanish": warning(
        "网站上现有的 {before} 篇文件中，有 {count} 篇这次不再发布（如 {some}）",
        "of the {before} documents on the site, {count} are no longer published ({some}, …)",
        "核对是否误删；改了编号的，在 aliases 中写明旧址；撤下的，写入 tombstones.yaml",
        "check that none was removed by mistake; give former addresses of renamed ones as aliases, of withdrawn ones in tombstones.yaml",
    ),
    "too-many-vanish": Message(
        "网站上现有的 {before} 篇文件中，有 {count} 篇会消失（如 {some}），超过 {limit}%，没有发布",
        "of the {before} documents on the site, {count} would vanish ({some}, …): over {limit} %, not published",
        "核对 content 是否完整；确要如此，加 --allow-shrink；界限在 config.yaml 的 limits.shrink 中",
        "check that content is complete; if it is meant, give --allow-shrink; the limit stands in config.yaml, limits.shrink",
    ),
    "address-breaks": Message(
        "旧网站上的网址 {address} 会失效",
        "the address {address} of the former site would break",
        "内容还在的，在新页面的 aliases 中写明旧址；撤下的，写入 content/data/tombstones.yaml",
        "where its content is still there, write an alias in the new page; where it was taken down, an entry of "
        "content/data/tombstones.yaml",
    ),
    "address-outside": Message(
        "旧网站上的网址 {address} 不在本站的路径 {base} 之下，本站不能答复",
        "the address {address} of the former site lies outside of {base}: this site cannot answer it",
        "请在服务器上另行设置转向",
        "have the server lead on from there",
    ),
    "sitemap-missing": Message(
        "读不到旧网站的网站地图 {path}：{detail}",
        "the map of the former site cannot be read, {path}: {detail}",
        "--against 后写旧网站的文件夹，或其 sitemap.xml；地图分为几份的，各份放在同一文件夹",
        "give --against the folder of the former site, or its sitemap.xml; parts of a map must lie beside it",
    ),
    "sitemap-unread": Message(
        "这不是网站地图，或者已经损坏：{detail}",
        "this is no site map, or it is damaged: {detail}",
        "格式见 https://www.sitemaps.org/protocol.html",
        "for its form see https://www.sitemaps.org/protocol.html",
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
    "leftover-file": warning(
        "编辑软件或合并工具留下的文件，不会发布",
        "left behind by an editor or a merge; it is not published",
        "确认内容已在正式文件中，然后删除",
        "see that its content stands in the real file, then delete it",
    ),
    "copy-of-file": Message(
        "看起来是 {original} 的副本，两份不能都发布",
        "this looks like a copy of {original}; they cannot both be published",
        "只留一份；确是另一份文件的，另起一个文件名",
        "keep one of them; if it is another document, give its file another name",
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
    "unused-attachment": warning(
        "没有文件引用这一附件，不会发布",
        "no document names this attachment; it is not published",
        "在文件的 attachments 或 media 中写明，或删除",
        "name it under attachments or media, or delete it",
    ),
    "attachment-not-public": Message(
        "这一附件属于不在网上公开的文件 {id}（{file}），会随本文件公开",
        "this attachment is one of {id}, which is not published ({file}); it would be published with this document",
        "不该公开的，删去这里的引用；可以公开的，从 {id} 中删去这一附件",
        "remove it here; if it may be published, take it out of {id}",
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
    "private-character": warning(
        "{character} 是某种字体自造的符号，别的电脑上显示为方框",
        "{character} is a sign of one font's own, an empty box on other computers",
        "多由 Word、WPS 的项目符号带入，请删除或改用通用符号",
        "bullets of word processors often are: delete it or use a common sign",
    ),
}
