"""Private persons in a text: names beside what is nobody's business, where somebody lives, telephones that are no office's.

A guess, told by how sure it is. A table with a column of names is read row by row. In sentences a name counts that is parted
from what stands around it (张三，残疾二级), for Chinese has no spaces; one that says 男, 72岁 or 患 beside it, or has three
letters, is nearly sure. Masked names (张某, 李**) are no names, nor are those of officials beside their office, nor those of a
contact block. Which words say what is nobody's business is given: they are data. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "贾韦夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔常汤康易乔赖文施洪季倪殷柯祁章鲁葛俞"
    "金段黎祝庄翟骆牛欧单游凌邢关岳伍柳翁鄢甘舒宁盛裴管穆褚甄阮包左聂詹卞冉苗滕芦路米巫靳谷卓温"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|夏侯|皇甫|尉迟|令狐|慕容"
_HAN = "\u4e00-\u9fff"
_NAME = rf"(?:(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}}|[{_HAN}]{{2,6}}·[{_HAN}]{{2,8}})"
_OTHER_WORD = re.compile(
    ".+[某的了和与及或等为是在有无不上下中年月日元级类型性式法规定办局处科室院所站校厂店司部门镇乡村街号区县市省"
    "费款额度数量标准项目期人员民众户工者长师证件书表位条]|孙[子女].?"
    "|(?:关[心爱怀注键联节]|康[复养]|管[理控制教护]|管委会|文[化明艺学字]|肖像|程序|周[岁边围]|包括|易行|常[见规用态]|高[龄中校危血]|单[亲独身]"
    "|白[喉血]|范围|章程|方案|方[便向可]|任[何务]|余额|史料|石油|江河|路[线段]|田地|温[馨暖]|金[融额为]|安[全置]|施[工救]|武装|龙头|向[前]|"
    "左[右]|包[装裹容含]|季度|毛[利坯]|夏[季天]|严[重格]|宁静|祝[愿福]|盛[大夏]|凌晨|游[客戏艺乐泳]|段落|谷物|米[粉面]|马[上]|水平).{0,2}"
)
"""Words that begin like a name (高龄, 康复, 管理), told by what nobody is called or by themselves."""

_HEADER = re.compile(
    rf"[{_HAN}（）()]{{0,6}}(?:姓\s*名|户\s*主|申请人|被救助人|救助对象|保障对象|受助人|监护人|患者)(?:姓名|名单)?"
)
_NAMES = re.compile(r"姓\s*名|户\s*主|申请人|被救助人|救助对象|保障对象|受助人|监护人|患者")
_HEADER_OF_OFFICE = re.compile("职务|职称|单位|部门|岗位|分工|执法|准考证|资格|注册|经营|企业|学校|学科|医院|科室")
_STAFF = re.compile(r"委员|主任|专干|员名单|专家|医师|机构|志愿|社工|督导|监督员|观察员|信息员|专职|负责人|经办|联系人")
"""What says that a list is of those who help (残疾人专职委员名单)."""
_HEADER_OF_CONTACT = re.compile(r"(?:联系人|经办人|负责人)[^\S\n]*(?=[|\t,，\n])")
_HEADER_OF_HOME = re.compile("住址|户籍|居住|家庭地址|门牌")
_HEADER_OF_REACH = re.compile("住址|地址|户籍|居住|住所|门牌|电话|手机|联系方式|身份证")
_OFFICE = re.compile(
    "局长|主任|科长|处长|书记|镇长|区长|县长|市长|院长|所长|站长|校长|厅长|部长|司长|会长|队长|委员|干部|经办人|联系人|负责人|承办人|审核人|"
    "医师|法官|检察官|律师|专家|教授|任命|免去"
)
"""Beside an office, and in a contact block, a name is no private person's."""

_SAYS_WHO = r"(?=[，,、（(\s]{0,2}(?:男|女|\d{1,3}\s?岁|身份证|家住|住址|[系患]))"
_IN_SENTENCE = re.compile(rf"(?<![{_HAN}·\w])(?P<name>{_NAME})(?:(?P<sure>{_SAYS_WHO})|(?=[（(，,：:、\s|]|$))")
_AFTER_WORD = re.compile(
    rf"(?:家庭|人员|对象|[户人者])?(?P<name>{_NAME})(?:(?P<sure>{_SAYS_WHO})|(?=[（(，,、；;。\s|]|$))"
)
"""低保户张三."""
_AROUND = 24
_MASKS = re.compile(r"[*×╳＊○〇□某]")

_HOME = re.compile(
    rf"(?:家庭住址|家庭地址|户籍地址|户籍所在地|现住址|现住地|居住地址|(?<![\u4e00-\u9fff])家住|住址)[：:\s|为是]{{0,3}}"
    rf"[{_HAN}\d-]{{2,30}}?(?:\d+|[一二三四五六七八九十]+)(?:号|幢|栋|组|室|单元|弄)"
)
_HOME_WORDS = ("住址", "家住", "现住", "家庭地址", "户籍地址", "户籍所在地", "居住地址")
_DWELLING_WORDS = ("幢", "栋", "号楼", "单元", "弄")
"""One of these stands in whatever the pattern of that name finds: to look for words first is faster."""
_DWELLING = re.compile(
    rf"\d{{1,4}}\s?(?:号楼|幢|栋)[{_HAN}\d]{{0,10}}?\d{{3,4}}\s?室|\d{{1,2}}单元\d{{3,4}}室?|\d{{1,4}}弄\d{{1,4}}号\d{{3,4}}室"
)
_LANDLINE = re.compile(r"0(?<![\d-]0)\d{2,3}[-－—]\d{7,8}(?![\d-])")
_LAST_NAME = re.compile(rf"(?<![{_HAN}·\w])(?P<name>{_NAME})[^{_HAN}\n]{{0,12}}\Z")
_OF_AN_OFFICE = re.compile(
    r"电话|热线|传真|咨询|联系|监督|举报|投诉|受理|值班|报名|预约|[Tt]el|地址|地点|办公|窗口|位于|中心|大厦|大楼|服务|局|科|所|站|委"
)
"""Words of a contact block, before a number or an address."""
_CONTACT = re.compile(
    r"(?:联系人|联系电话|联系方式|contact|咨询|办公|值班|监督|举报|投诉|受理|报名|预约|服务|热线|经办)[^\n。；;]{0,24}\Z"
)
_PRIVATE = re.compile(r"户主|申请人|患者|家属|身份证|残疾|低保|监护人|本人|家庭")
"""What, in the same line, makes it a private person's all the same."""

_TABLE = 2000
"""Characters of a table above a row, among which its head is looked for."""
_MOST_CELLS = 40
_MOST_APART = 20
"""Rows without a name, after which a table has ended."""
_BEFORE = 200
"""Characters before a table that may say what it lists."""
_MOST_ROWS = 20_000


class Word(NamedTuple):
    """A word that says what is nobody's business: where it begins, itself, and the place of its group."""

    at: int
    word: str
    group: int


class Found(NamedTuple):
    """What was found: its code, where it begins in the text, what may be told of it, how many persons.

    `group` is the place of the group of words, -1 for none; `word` the word that stands beside the name.
    """

    code: str
    at: int
    shown: str
    number: int = 1
    group: int = -1
    word: str = ""


class Words:
    """What is nobody's business, in groups of words."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._group_of = {word: number for number, group in enumerate(groups) for word in group}

    def within(self, text: str) -> list[Word]:
        """Where such words stand in a text, in order. To look for one after another is faster than for any of them."""
        found = [
            Word(at, word, self._group_of[word]) for word in self._group_of if word in text for at in _all(word, text)
        ]
        return sorted(found)

    def first(self, *texts: str) -> Word | None:
        """The first in the first of these texts that has any."""
        return next((found[0] for text in texts if (found := self.within(text))), None)


def _all(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def private_persons(text: str, words: Words, about: str = "", *, file: bool = False) -> Iterator[Found]:
    """What a text tells of private persons; `about` is what it is about, such as its title.

    Of a `file`, cells of tables may be parted by commas or blanks, or stand in lines of their own.
    """
    told: list[tuple[int, int]] = []
    if file or "|" in text or "<t" in text or "\t" in text:
        for table in _tables(text, file=file):
            told.append((table.begin, table.end))
            yield from _of_table(table, text, words, about)
    for found in _in_sentences(text, words):
        if not any(begin <= found.at < end for begin, end in told):
            yield found
    if any(word in text for word in _HOME_WORDS):
        yield from (Found("home-address", found.start(), f"{found[0][:6]}…") for found in _HOME.finditer(text))
    if any(word in text for word in _DWELLING_WORDS):
        yield from _bare(text, _DWELLING, "perhaps-home-address")
    if "-" in text or "－" in text or "—" in text:
        yield from (one for one in _bare(text, _LANDLINE, "phone-number") if _is_behind_name(text, one.at))


def _bare(text: str, pattern: re.Pattern[str], code: str) -> Iterator[Found]:
    """What the pattern finds outside of contact blocks."""
    for found in pattern.finditer(text):
        before = text[max(text.rfind("\n", 0, found.start()), found.start() - 60, 0) : found.start()]
        if not _OF_AN_OFFICE.search(before) and not _HOME.search(f"{before}{found[0]}"):
            yield Found(code, found.start(), f"{found[0][:4]}…")


def _is_behind_name(text: str, at: int) -> bool:
    """Whether nothing but signs parts what begins there from a name."""
    name = _LAST_NAME.search(text, max(text.rfind("\n", 0, at) + 1, at - 20), at)
    return name is not None and _is_name(name["name"]) and not _is_contact_of_table(text, at)


def _is_contact_of_table(text: str, at: int) -> bool:
    """Whether what stands there is a cell of a table with a column of those whom one may ask."""
    begin = text.rfind("\n", 0, at) + 1
    cell = _BARS.search(text, begin, at) or text.count(",", begin, at) > 1
    return bool(cell) and _HEADER_OF_CONTACT.search(text, max(0, at - _TABLE), at) is not None


def in_contact(text: str, at: int) -> bool:
    """Whether what begins there stands in a contact block: a line says so before it, and speaks of no private person."""
    before = text[max(text.rfind("\n", 0, at), at - 80, 0) : at]
    return _CONTACT.search(before) is not None and _PRIVATE.search(before) is None


def masked_name(name: str) -> str:
    """A name of which only the surname is told: messages end up in logs."""
    return name[0] + "*" * (len(name) - 1)


def _is_name(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None and not _OTHER_WORD.fullmatch(text) and not _MASKS.search(text)


_WHOLE = re.compile(_NAME)


# --- sentences ----------------------------------------------------------------------------------------------------


def _in_sentences(text: str, words: Words) -> Iterator[Found]:
    """Names in the same clause as a word, each once."""
    seen: set[int] = set()
    for at_word, word, group in words.within(text):
        behind = at_word + len(word)
        near = max(0, at_word - _AROUND)
        begin = max(text.rfind(mark, near, at_word) for mark in "。；;\n") + 1 or near
        stops = (text.find(mark, behind, behind + _AROUND) for mark in "。；;\n")
        end = min((place for place in stops if place >= 0), default=behind + _AROUND)
        names = list(_IN_SENTENCE.finditer(text, begin, end))
        after = _AFTER_WORD.match(text, behind, end)
        for name in (*names, *([after] if after else ())):
            at = name.start("name")
            if at in seen or not _is_name(name["name"]):
                continue
            if (
                at_word <= at < behind
                or _is_contact_of_table(text, at)
                or _OFFICE.search(text, max(at - 6, 0), min(name.end() + 8, len(text)))
            ):
                continue
            seen.add(at)
            next_to = 0 <= at_word - name.end("name") <= 2 and name is not after
            sure = name["sure"] is not None or next_to or (len(name["name"]) > 2 and name is not after)
            code = "person-beside-condition" if sure else "person-perhaps-beside-condition"
            yield Found(code, at, masked_name(name["name"]), 1, group, word)


# --- tables -------------------------------------------------------------------------------------------------------


class _Table(NamedTuple):
    """A table with a column of names: where it begins and ends, its head, and the rows in which a name stands."""

    begin: int
    end: int
    head: str
    rows: tuple[tuple[int, str, str], ...]
    """Where the row begins, the name, all that it says."""


_BARS, _COMMAS = re.compile(r"[|\t]"), re.compile("[,，]")
_A_LINE, _A_WORD = re.compile(r"[^\n]+"), re.compile(r"\S+")
_TAG = re.compile(r"<[^>\n]{0,200}>")


def _tables(text: str, *, file: bool) -> Iterator[_Table]:
    """The tables of a text, in which cells are parted by bars, tabs, commas or tags, or stand in lines of their own."""
    plain = _TAG.sub(_as_bar, text) if "<t" in text else text
    end = 0
    for header in _NAMES.finditer(plain):
        if header.start() < end:
            continue
        begin = plain.rfind("\n", 0, header.start()) + 1
        stop = plain.find("\n", header.end())
        line = plain[begin : stop if stop >= 0 else len(plain)]
        for mark in (_BARS, _COMMAS) if file else (_BARS,):
            cells = _cells(line, mark)
            column = next((at for at, cell in enumerate(cells) if _HEADER.fullmatch(cell)), None)
            if column is not None and 2 <= sum(map(bool, cells)) <= _MOST_CELLS:
                table = _by_rows(plain, begin, line, mark, column)
                break
        else:
            table = _Table(begin, begin, "", ())
            if file and _HEADER.fullmatch(_bare_cell(line)):
                table = _by_lines(plain, begin, _A_LINE)
            elif file and any(map(_HEADER.fullmatch, line.split()[:_MOST_CELLS])):
                table = _by_lines(plain, begin, _A_WORD)
        if table.rows:
            end = table.end
            yield table


def _as_bar(tag: re.Match[str]) -> str:
    """As long as the tag: a bar for the end of a cell, a line for that of a row, nothing that counts for any other."""
    name = tag[0][1:4].lower()
    return {"/td": "|", "/th": "|", "/tr": "\n"}.get(name, " ").ljust(len(tag[0]))


def _cells(line: str, mark: re.Pattern[str]) -> list[str]:
    return [_bare_cell(cell) for cell in mark.split(line)]


def _bare_cell(cell: str) -> str:
    """Without blanks, quotation marks and emphasis; a mask stays."""
    return cell.strip() if _MASKS.search(cell) else re.sub(r"[\s\"“”]+", "", cell)


def _by_rows(text: str, begin: int, head: str, mark: re.Pattern[str], column: int) -> _Table:
    """The rows below a head, each a line, or what of a line belongs to it."""
    at, rows, without, end = begin + len(head) + 1, list[tuple[int, str, str]](), 0, begin + len(head)
    for _ in range(_MOST_ROWS):
        stop = text.find("\n", at)
        line = text[at : stop if stop >= 0 else len(text)]
        cells = _cells(line, mark)
        near = [cells[place] for place in (column, column - 1) if 0 <= place < len(cells)]
        name = next((cell for cell in near if _is_name(cell)), None)
        if name is not None and len(cells) > 1:
            rows.append((at, name, line))
            without, end = 0, at + len(line)
        else:
            without += 1
        if stop < 0 or without > _MOST_APART:
            break
        at = stop + 1
    return _Table(begin, end, head, tuple(rows))


def _by_lines(text: str, begin: int, cells: re.Pattern[str]) -> _Table:
    """A table whose cells are lines of their own, or words parted by blanks: what is a whole cell there may be a name."""
    head, rows, without, last = list[str](), list[tuple[int, str, str]](), 0, begin
    for cell in cells.finditer(text, begin):
        name = _bare_cell(cell[0])
        if _is_name(name):
            rows.append((cell.start(), name, text[cell.start() : cell.end() + 60]))
            without, last = 0, cell.end()
        elif name:
            without += 1
            if not rows:
                head.append(name)
        if without > 3 * _MOST_APART or len(rows) >= _MOST_ROWS:
            break
    return _Table(begin, last, "\t".join(head), tuple(rows))


def _of_table(table: _Table, text: str, words: Words, about: str) -> Iterator[Found]:
    at, first, _ = table.rows[0]
    shown, count = masked_name(first), len({name for _, name, _ in table.rows})
    said, of_office = words.first(table.head), _HEADER_OF_OFFICE.search(table.head)
    sure = said is not None and _HEADER_OF_REACH.search(table.head) is not None
    if said is None and of_office is None:
        before = text[max(0, table.begin - _BEFORE) : table.begin].rsplit("。", 1)[-1]
        titles = () if _STAFF.search(f"{before}\n{about}") else (before, about)
        said = words.first(*(row for _, _, row in table.rows[:_MOST_CELLS]), *titles)
    if said is not None:
        code = "person-identified" if sure else "person-beside-condition"
        yield Found(code, at, shown, count, said.group, said.word)
    elif _HEADER_OF_HOME.search(table.head) and of_office is None:
        yield Found("home-address", at, shown, count)
