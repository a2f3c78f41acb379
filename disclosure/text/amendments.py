"""The instructions of a document that amends others: 将第八条修改为：“…”, 增加一条，作为第九条：“…”, 删去第十二条.

A text is read as the sentences of its own, in which each quotation is one sign (`_Sentences`): so what a quotation says
is never taken for an instruction. A sentence is an instruction only where it has one of the usual forms as a whole; one
that speaks of a place and of a change in another way is `unclear`, and only said to concern the place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from disclosure.text.page_blocks import PageBlock
from disclosure.text.provisions import provisions
from disclosure.text.quotations import Quotation, Sentence, sentences

Action = Literal["replace", "words", "everywhere", "insert", "delete", "renumber", "reorder", "unclear"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change of one place. `place` is how the place is cited, of an insertion the new one; "" where none is said.

    `anchor` is that of the clause that says it, `document` the name of the text that it changes as far as it is said there.
    `new` are new words in blocks of HTML; `words` pairs of old and new words; `after` the place behind which something is
    inserted; `to` the place's new number. A place may be several: 第三条、第五条.
    """

    action: Action
    place: str
    anchor: str
    document: str = ""
    new: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    after: str = ""
    to: str = ""


def instructions(blocks: Sequence[PageBlock]) -> tuple[Instruction, ...]:
    """What a document says of changes in others, in its order."""
    reader = _Reader()
    return tuple(one for sentence in sentences(blocks) for one in reader.read(sentence))


# --- the forms of one sentence. § is a quotation, see `quotations`.

_N = r"(?:[一二三四五六七八九十百千零〇两]{1,9}|\d{1,4})"
_STEP = (
    rf"(?:附[件表]{_N}?|第{_N}[编章节]|第{_N}条(?:之{_N})*|(?:第{_N}|最后一|末)款|第\(?{_N}\)?项|第\(?{_N}\)?目"
    rf"|第{_N}部分(?:\({_N}\))?|第{_N}点)"
)
_PLACE = rf"(?:{_STEP}(?:的|中的|中)?)*{_STEP}"
_PLACES = rf"{_PLACE}(?:(?:、|和|及|以及|与|至|到){_PLACE})*"
_COUNT = r"(?:[一二三四五六七八九十两]|\d{1,2})"
_UNIT = r"(?:条|款|项|目)"
_TO = r"(?:,?(?:相应|统一|均|分别|依次|一并|合并|全文|整体)*,?(?:修改|修订|更改|调整|变更|改|替换|更正)(?:成|为))"
_WORDS = r"(?:一?词|字样|的?(?:表述|内容|规定|文字))?"
_COMMA = r"[,:]?"

_FULL = re.compile(rf"(?P<place>{_PLACES})(?:的?(?:内容|规定|全文))?{_TO}{_COMMA}§$")
_MOVED = re.compile(
    rf"(?:原)?(?P<place>{_PLACES})(?:{_TO}|,?(?:相应)?(?:作为|改作|变为|移至)){_COMMA}(?P<to>{_PLACES})"
    rf"(?P<new>,?(?:并)?(?:将其)?(?:内容)?(?:{_TO})?{_COMMA}§)?$"
)
_SWAP = rf"§{_WORDS}{_TO}{_COMMA}§{_WORDS}"
_REPLACED = re.compile(
    rf"(?:(?P<place>{_PLACES})(?:中|里|规定|内)?的?)?(?P<swaps>{_SWAP}(?:[,、和]*(?:并)?(?:将)?{_SWAP})*)$"
)
_ALL = re.compile(
    rf"(?:全文|文中|条文|条款|其中|所有|其他|各条|正文|办法|规定|细则|意见|方案|通知|(?P<place>{_PLACES}))*(?:中|里|内|涉及|出现|)*的?"
    rf"(?P<olds>§{_WORDS}(?:[、和,]*§{_WORDS})*),?(?:统一|均|一律|全部|都|分别)+,?(?:修改|更改|改|调整|变更|替换)(?:成|为){_COMMA}(?P<news>§{_WORDS}(?:[、和,]*§{_WORDS})*)$"
)
_GONE = r"(?:删去|删除|删掉|取消|去掉|废止|废除)"
_DELETED = re.compile(
    rf"(?:{_GONE},?(?:原)?(?P<place>{_PLACES})(?:的?(?:内容|规定|全文))?|(?:原)?(?P<place2>{_PLACES})(?:予以|均|同时|一并|内容)*(?:{_GONE}|停止执行|失效))$"
)
_CUT = re.compile(
    rf"(?:{_GONE}(?P<place>{_PLACES})(?:中|末尾|规定|最后)?的?(?P<olds>§{_WORDS}(?:[、和,]*§{_WORDS})*)"
    rf"|(?P<place2>{_PLACES})(?:中|规定)?的?(?P<olds2>§{_WORDS}(?:[、和,]*§{_WORDS})*),?(?:予以|均)?{_GONE})$"
)
_ADDED = re.compile(
    rf"(?:在)?(?P<where>{_PLACES})?(?P<behind>之?后面?)?(?:中|里|下)?,?(?:新?增加|增写|新?增设|新增|增添|增){_COUNT}(?P<unit>{_UNIT})"
    rf"(?:内容|规定)?,?(?:分别)?(?:作为|列为|成为|为|即){_COMMA}(?:本条|该条)?(?P<place>{_PLACES}){_COMMA}§$"
)
_BEHIND = re.compile(
    rf"(?:在)?(?P<where>{_PLACES})后面?,?(?:新?增加|增写|新?增设|新增|增添){_COUNT}(?P<unit>{_UNIT}){_COMMA}§$"
)
_BESIDE = re.compile(
    rf"(?:在)?(?P<place>{_PLACE})(?:中|规定)?的?§{_WORDS}(?P<side>之?后面?|之?前面?),?(?:增加|增写|加上|加入|增添|添加)(?:规定|内容|表述)?{_COMMA}§{_WORDS}$"
)
_ORDER = re.compile(r"(?:序号|顺序|次序|条次|款次|项次|标号).{0,12}(?:调整|顺延|变动)")
_LEADS = re.compile(
    rf"(?:[(]{_N}[)]、?|{_N}[、.]|[①-⑳]|同时|并且|并|此外|另外|其中|,|对|将|把|在|原|本(?:办法|细则|规定|通知|意见|方案|条例)"
    r"|该(?:办法|细则|规定|通知|意见|方案|条)|(?<=第)(?!.))*"
)
_NAMED = re.compile(r"《(?P<name>[^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》(?:\([^()]*\))?(?:中|的)*")
_ONLY_NAMED = re.compile(rf"(?:关于|对)?{_NAMED.pattern}[,:]?(?:作?(?:如下)?修改)?")
_BARE_NAME = re.compile(rf"[\u4e00-\u9fff]{{0,12}}?(?:法|法典|条例)(?=第{_N}条)")
_CHANGES = re.compile(r"修改|修订|改为|增加|增写|增设|新增|删[去除]|废止|调整为|作为第|停止执行|失效|[序顺]")
_ABOUT = re.compile(
    r"(?:对|修改|关于|将)《(?P<name>[^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》.{0,60}?(?:修改|修订|改|$)"
    r"|《(?P<other>[^《》]*)》.{0,30}?(?:作|做|进行|予以)[出了]?(?:如下|以下|下列|部分|相应)?(?:修改|修订)"
)
_PLACE_ONLY = re.compile(_PLACES)
_CITED = re.compile(r"(?:根据|依照|依据|按照|违反|符合|参照)[^,]{0,40}?$")


class _Reader:
    """Goes through sentences; it holds of which text, and of which article, the last one spoke."""

    def __init__(self) -> None:
        self.document = ""
        self.article = ""

    def read(self, sentence: Sentence) -> tuple[Instruction, ...]:
        """What one sentence says to be changed."""
        text = unicodedata.normalize("NFKC", re.sub(r"\s", "", sentence.text))
        if sentence.begins:
            self.article = ""
        if "§" not in text and (about := _ABOUT.search(text) or _ONLY_NAMED.fullmatch(_without_lead(text))):
            self.document = about["name"] or about.groupdict().get("other") or ""
        if not _CHANGES.search(text):
            return ()
        rest, document = _stripped(text)
        blank = Instruction("unclear", "", sentence.anchor, document or self.document)
        if found := self._form(blank, rest, sentence.quotations):
            self.document = blank.document
            return found
        return tuple(self._unclear(blank, rest))

    def _form(self, blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
        if any(not one.closed for one in quotes):
            return ()
        for read in (_full, _moved, _everywhere, _replaced, _deleted, _cut_out, _added, _beside):
            if found := read(blank, text, quotes):
                made = tuple(replace(one, place=self._whole(one.place), after=self._whole(one.after)) for one in found)
                return tuple(one for one in made if one.action == "everywhere" or one.place or one.after)
        if _ORDER.search(text) and not _PLACE_ONLY.search(text):
            return (replace(blank, action="reorder"),)
        return ()

    def _whole(self, place: str) -> str:
        """A place with the article that was spoken of before, where it names none."""
        if found := _ARTICLE.match(place):
            self.article = found[0]
        elif re.match(r"第.{1,9}[款项目]|最后|末", place):
            return f"{self.article}{place}" if self.article else ""
        return place

    def _unclear(self, blank: Instruction, text: str) -> Iterator[Instruction]:
        """The places of which a sentence speaks that has none of the forms."""
        for found in _PLACE_ONLY.finditer(text):
            if not _CITED.search(text[: found.start()]) and (place := self._whole(found[0])):
                yield replace(blank, place=place)


_ARTICLE = re.compile(rf"(?:附件{_N}?)?第{_N}条(?:之{_N})*")


def _stripped(text: str) -> tuple[str, str]:
    """A sentence without its number, the verb before its object, and the name of the text that it changes."""
    text = _without_lead(text)
    document = ""
    if named := _NAMED.search(text):
        if re.match(rf"第{_N}|附件|中|$|在|增|删|§", text[named.end() :]):
            document, text = named["name"], text[: named.start()] + text[named.end() :]
    elif (bare := _BARE_NAME.search(text)) and bare.start() <= 4:
        document = re.sub("^(?:删去|删除|废止|在|将|对|原)", "", bare[0])
        text = text[: bare.end() - len(document)] + text[bare.end() :]
    return _without_lead(text), document


def _without_lead(text: str) -> str:
    found = _LEADS.match(text)
    return text[found.end() :] if found else text


def _full(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if found := _FULL.match(text):
        return (replace(blank, action="replace", place=found["place"], new=quotes[0].blocks),)
    return ()


def _moved(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if not (found := _MOVED.match(text)):
        return ()
    moved = replace(blank, action="renumber", place=found["place"], to=found["to"])
    if found["new"]:
        return moved, replace(blank, action="replace", place=found["place"], new=quotes[0].blocks)
    return (moved,)


def _replaced(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if not (found := _REPLACED.match(text)) or not found["place"]:
        return ()
    words = tuple((old.text, new.text) for old, new in zip(quotes[::2], quotes[1::2], strict=True))
    return (replace(blank, action="words", place=found["place"], words=words),)


def _everywhere(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if not (found := _ALL.match(text)):
        return ()
    olds, news = found["olds"].count("§"), found["news"].count("§")
    if news not in (1, olds):
        return ()
    aims = quotes[olds:] if news == olds else [quotes[olds]] * olds
    words = tuple((old.text, new.text) for old, new in zip(quotes[:olds], aims, strict=True))
    if found["place"]:
        return (replace(blank, action="words", place=found["place"], words=words),)
    return (replace(blank, action="everywhere", words=words),)


def _deleted(blank: Instruction, text: str, _quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if found := _DELETED.match(text):
        return (replace(blank, action="delete", place=found["place"] or found["place2"]),)
    return ()


def _cut_out(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if found := _CUT.match(text):
        words = tuple((one.text, "") for one in quotes)
        return (replace(blank, action="words", place=found["place"] or found["place2"], words=words),)
    return ()


def _added(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    found = _ADDED.match(text)
    if found is None:
        if (found := _BEHIND.match(text)) and found["unit"] == "条":
            return (replace(blank, action="insert", after=found["where"], new=quotes[0].blocks),)
        return ()
    where, place = found["where"] or "", found["place"]
    if not _last_unit(place).startswith(found["unit"]):
        return ()
    after = where if found["behind"] else ""
    if "条" not in place:
        article = re.match(rf".*?第{_N}条(?:之{_N})*", where)
        clause = re.search(rf"第{_N}款", where)
        place = f"{article[0] if article else ''}{clause[0] if clause and found['unit'] != '款' else ''}{place}"
    elif found["unit"] != "条" and where and not place.startswith(where[:2]):
        return ()
    return (replace(blank, action="insert", place=place, after=after, new=quotes[0].blocks),)


def _beside(blank: Instruction, text: str, quotes: Sequence[Quotation]) -> tuple[Instruction, ...]:
    if not (found := _BESIDE.match(text)):
        return ()
    old, new = quotes[0].text, quotes[1].text
    pair = (old, old + new if "后" in found["side"] else new + old)
    return (replace(blank, action="words", place=found["place"], words=(pair,)),)


def _last_unit(place: str) -> str:
    """条, 款, 项 or 目: of what kind the last place is that a citation names."""
    return re.sub(r"第最后|末", "", place)[-1:] if place[-1:] in "款项目" else (provisions(place)[-1].unit or "")
