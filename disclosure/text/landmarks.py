"""What stands around the numbered paragraphs of a text: addressee, signatures, titles, a table of contents, quotations.

Each is a function over all blocks of a document, for what a line is shows only in its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from disclosure.text.numbering import (
    ANNEX,
    ARTICLE,
    CLAUSE,
    FIRST,
    SHORT,
    THIRD,
    Mark,
    Rank,
    is_date,
    possible_mark,
    stops,
)


class Block(NamedTuple):
    """What Markdown has on the top level of a document. `text` is its source without the block's own signs."""

    kind: Literal["heading", "paragraph", "list", "other"]
    text: str = ""
    level: int = 0  # of a heading, 1 to 6
    id: str = ""  # the anchor that the author gave
    numbers: tuple[int, ...] = ()  # of the items of a numbered list


_ADDRESSEES = re.compile(
    r"(?!为|根据|按照|依照|经|现)[^。；;！？：:]{2,200}(?:府|厅|局|委|办|会|院|部|室|处|科|所|站|队|馆|社|行|校|中心|公司|企业"
    r"|单位|机构|部门|省|市|区|县|镇|乡|村|街道|人员|职工|群众|同志|[）)])[：:]"
)


def is_name(block: Block) -> bool:
    """A short line without punctuation: an agency, a title, a person."""
    return block.kind == "paragraph" and 0 < len(block.text) <= SHORT and not CLAUSE.search(block.text)


def addressee(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> int:
    """Where a notice names those it is for, below at most three lines of title and number; -1 if nowhere.

    What bears a number is a provision, whatever it ends with: 第一条　下列人员：
    """
    for index, block in enumerate(blocks[:4]):
        if marks[index] is not None:
            break
        if block.kind == "paragraph" and _ADDRESSEES.fullmatch(block.text):
            return index
        if not is_name(block):
            break
    return -1


def signatures(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The dates that stand alone, each with the names above it; without a name only at the end."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or not is_date(block.text):
            continue
        first = index
        while first > 0 and index - first < 5 and marks[first - 1] is None and is_name(blocks[first - 1]):
            first -= 1
        if first < index or index + 1 == len(blocks):
            found.update(range(first, index + 1))
    return found


_UNCOUNTED = re.compile(
    r"[-*+•·●○■□◆◇▪▲△►▶※★☆–—－]|[（(]?[甲乙丙丁戊己庚辛壬癸](?:[、.．]|[）)])|[一二三四五六七八九十]{1,2}是|[第其][一二三四五六七八九十]{1,2}[，,]"
    r"|(?:备?注|说明)\s?\d?[：:]|(?:抄送|抄报|主送|分送|印送|主题词|附件?)\s?[：:]|联系(?:人|电话|方式)[：:]|[（(][^（）()]*[）)]$"
)
"""How paragraphs below an article begin that are none of its clauses: points of a list, remarks, what stands below the text."""


def is_clause(text: str) -> bool:
    """Whether a paragraph below an article is one of its clauses (款): a sentence, and no point of a list."""
    return ("。" in text or stops(text)) and not _UNCOUNTED.match(text)


_BROKEN_OFF = re.compile(r".{14,}[\u3400-\u9fff，、]", re.DOTALL)
_FORMULA = re.compile(r"[=＝×÷]")


def is_broken_off(block: Block) -> bool:
    """Whether a paragraph ends within a sentence, which goes on in the next: a line that was wrapped somewhere else."""
    if block.kind != "paragraph" or not _BROKEN_OFF.fullmatch(block.text):
        return False
    return "，" in block.text and not _FORMULA.search(block.text)  # otherwise it may be a title


_ENCLOSED = re.compile(r"附\s?[件表录图]?\s?(?:[（(][^（）()]{1,8}[）)])?\s?[：:]\s*(.*)", re.DOTALL)


def enclosures(blocks: Sequence[Block], marks: Sequence[Mark | None], signed: set[int]) -> set[int]:
    """The lines of a list of what is attached, 附件：1.申请表 and 2.汇总表: they are numbered, and no points of the text."""
    found: set[int] = set()
    for start, block in enumerate(blocks):
        named = _ENCLOSED.fullmatch(block.text) if block.kind == "paragraph" and block.text.startswith("附") else None
        if not named:
            continue
        first = possible_mark(named[1])
        if first and first.rank > ARTICLE:
            found.update(range(start, _end_of_list(blocks, marks, start + 1, first.rank, first.number + 1)))
        elif not named[1]:
            end = _end_of_list(blocks, marks, start + 1, None, 1)
            below = marks[end] if end < len(blocks) else None
            if end > start + 1 and (end == len(blocks) or end in signed or (below and below.rank == ANNEX)):
                found.update(range(start, end))  # otherwise an annex that begins with a list
    return found


def _end_of_list(
    blocks: Sequence[Block], marks: Sequence[Mark | None], index: int, rank: Rank | None, value: int
) -> int:
    """Where a list ends that goes on with a number of this rank, or of any; one line of an item may have been wrapped."""
    while index < len(blocks):
        numbers, mark = blocks[index].numbers, marks[index]
        below = marks[index + 1] if index + 1 < len(blocks) else None
        if numbers and numbers[0] == value and rank in (THIRD, None):
            value = numbers[-1] + 1
        elif mark and mark.number == value and mark.rank > ARTICLE and rank in (mark.rank, None):
            rank, value = mark.rank, value + 1
        elif mark or not below or (below.rank, below.number) != (rank, value):
            break
        index += 1
    return index


_PAGE = re.compile(r"[\s.…·．。_—-]*\d*$")
"""The page number at the end of a line of a table of contents."""


def _name_of(mark: Mark) -> tuple[Rank, int, str]:
    return mark.rank, mark.number, "".join(_PAGE.sub("", mark.rest).split())


def contents(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The lines of a table of contents pasted with a law: they repeat its headings and must not take their anchors."""
    found: set[int] = set()
    end = 0
    for start, first in enumerate(marks):
        if start < end or first is None or first.rank >= ARTICLE:
            continue
        repeated = _name_of(first)
        for end in range(start + 1, len(blocks)):
            mark = marks[end]
            if mark and _name_of(mark) == repeated:
                found.update(range(start, end))
                break
            if mark.rank >= ARTICLE if mark else not is_name(blocks[end]) or is_date(blocks[end].text):
                break
    return found


def quoted(blocks: Sequence[Block]) -> set[int]:
    """The paragraphs inside a quotation of several, as in a decision that amends a law: they number another text.

    A quotation that is not closed within 100 paragraphs, or before the next heading, is taken for a slip of the pen.
    """
    surplus = [block.text.count("“") - block.text.count("”") for block in blocks]
    found: set[int] = set()
    for start in range(len(blocks)):
        if surplus[start] <= 0 or start in found:
            continue
        depth = surplus[start]
        for index in range(start + 1, min(start + 100, len(blocks))):
            depth += surplus[index]
            if blocks[index].kind == "heading":
                break
            if depth <= 0:
                found.update(range(start + 1, index + 1))
                break
    return found


_KINDS = re.compile(
    r"(?:办法|方案|规定|细则|意见|计划|预案|要点|规划|制度|规则|规程|规范|条例|指南|标准|目录|清单|名单|一览表|章程|公约|决定|纲要|措施"
    r"|程序|指引|导则|守则|准则|通告|公告|通知|职责|分工|表)"
)
_TITLE = re.compile(rf"《?[^（(“”].{{3,}}{_KINDS.pattern}》?(?:[（(][^（）()]{{2,12}}[）)])?》?")
_NAMED = re.compile(r"《([^《》]{4,})》")


def titles(blocks: Sequence[Block], marks: Sequence[Mark | None], signed: set[int]) -> set[int]:
    """The titles of texts that are attached without being called an annex.

    A title stands below a signature and is that of an official text, or repeats one that was named in 《》.
    """
    if not signed:
        return set()
    found: set[int] = set()
    named: set[str] = set()
    first = min(signed)
    for index, block in enumerate(blocks):
        if index <= first:
            named.update("".join(name.split()) for name in _NAMED.findall(block.text))
        elif (
            marks[index] is None and index not in signed and _is_line(block) and _has_text_below(blocks, index, signed)
        ):
            title = "".join(block.text.split())
            if title.strip("《》") in named or (_TITLE.fullmatch(title) and _is_below(blocks, marks, index, signed)):
                found.add(index)
    return found


def _is_line(block: Block) -> bool:
    return is_name(block) or (block.kind == "heading" and len(block.text) <= SHORT)


def _is_below(blocks: Sequence[Block], marks: Sequence[Mark | None], index: int, signed: set[int]) -> bool:
    """Whether nothing but at most two lines of a title parts a line from the signature above."""
    for above in range(index - 1, max(index - 4, -1), -1):
        if above in signed:
            return True
        if marks[above] is not None or not _is_line(blocks[above]):
            return False
    return False


def _has_text_below(blocks: Sequence[Block], index: int, signed: set[int]) -> bool:
    return index + 1 < len(blocks) and index + 1 not in signed


def settled(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """The marks without those that count things in running text: a number goes on from the one before, and is not repeated."""
    weak = [index for index, mark in enumerate(marks) if mark and mark.weak and mark.rank >= FIRST]
    result = list(marks)
    for index in weak:
        mark = marks[index]
        if mark is not None:
            before = _neighbour(marks, mark.rank, range(index - 1, -1, -1))
            after = _neighbour(marks, mark.rank, range(index + 1, len(marks)))
            begins = mark.number == 1 and after == 2
            goes_on = before is not None and before + 1 == mark.number and after != mark.number
            result[index] = mark._replace(weak=False) if begins or goes_on else None
    return result


def _neighbour(marks: Sequence[Mark | None], rank: Rank, indices: Iterable[int]) -> int | None:
    """The next number of the same kind, unless something that holds it comes first."""
    for index in indices:
        mark = marks[index]
        if mark and mark.rank == rank:
            return mark.number
        if mark and mark.rank < rank:
            return None
    return None
