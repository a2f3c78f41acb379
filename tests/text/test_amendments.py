"""Instructions in the text of an amending document, and what becomes of the text that they amend."""

from __future__ import annotations

from functools import cache

import pytest

from disclosure.base.problems import Place
from disclosure.text.amended import Amended, amend, cut_up
from disclosure.text.amendments import Instruction, instructions
from disclosure.text.page_blocks import PageBlock, page_blocks, text_of
from disclosure.text.prose import convert
from disclosure.text.source import Limits


@cache
def blocks(body: str) -> tuple[PageBlock, ...]:
    prose, _ = convert(body, Place("a.md", 1, 1), Limits())
    return page_blocks(prose.html)


def read(body: str) -> list[Instruction]:
    return list(instructions(blocks(body)))


def told(body: str) -> list[tuple[str, str, str]]:
    """Action, place and new words of each instruction."""
    return [(one.action, one.place, "/".join(text_of(page) for page in one.new)) for one in read(body)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("将第八条修改为：“甲。”", "第八条"),
        ("第八条修改为：“甲。”", "第八条"),
        ("一、将第八条修改为：“甲。”", "第八条"),
        ("（一）第八条修改为“甲。”", "第八条"),
        ("1. 将第 8 条 修改为:“甲。”", "第8条"),
        ("将第八条第二款修改为：“甲。”", "第八条第二款"),
        ("将第八条第一款第（三）项修改为：“甲。”", "第八条第一款第(三)项"),
        ("第八条之一改为：“甲。”", "第八条之一"),
        ("将《某办法》第八条修改为：“甲。”", "第八条"),
        ("将原第八条全文修改为：“甲。”", "第八条"),
        ("将第八条修改为：「甲。」", "第八条"),
        ('将第八条修改为："甲。"', "第八条"),
        ("将第二部分修改为：“甲。”", "第二部分"),
    ],
)
def test_new_words_for_a_place(text: str, place: str) -> None:
    assert told(text) == [("replace", place, "甲。")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("将第八条中的“一年”修改为“两年”。", [("一年", "两年")]),
        ("第八条中“一年”改为“两年”", [("一年", "两年")]),
        ("将第八条规定的“一年”，修改为“两年”；", [("一年", "两年")]),
        ("将第八条中的“甲”修改为“乙”、“丙”修改为“丁”。", [("甲", "乙"), ("丙", "丁")]),
        ("删去第八条中的“甲”。", [("甲", "")]),
        ("第八条中的“甲”、“乙”删去。", [("甲", ""), ("乙", "")]),
        ("在第八条“甲”后增加“乙”。", [("甲", "甲乙")]),
        ("第八条中的“甲”之前增加“乙”", [("甲", "乙甲")]),
        ("将第八条中的“甲”、“乙”均修改为“丙”。", [("甲", "丙"), ("乙", "丙")]),
    ],
)
def test_other_words_within_a_place(text: str, words: list[tuple[str, str]]) -> None:
    (one,) = read(text)
    assert (one.action, one.place, list(one.words)) == ("words", "第八条", words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增加一条，作为第九条：“甲。”", ("insert", "第九条", "")),
        ("增加一条作为第九条：“甲。”", ("insert", "第九条", "")),
        ("在第八条后增加一条，作为第八条之一：“甲。”", ("insert", "第八条之一", "第八条")),
        ("第八条增加一款，作为第三款：“甲。”", ("insert", "第八条第三款", "")),
        ("在第八条中增加一款作为第三款：“甲。”", ("insert", "第八条第三款", "")),
        ("第十条增加一项，作为第（五）项：“甲。”", ("insert", "第十条第(五)项", "")),
        ("在第十条第一款第四项后增加一项，作为第五项：“甲。”", ("insert", "第十条第一款第五项", "第十条第一款第四项")),
        ("删去第十二条。", ("delete", "第十二条", "")),
        ("删除第八条第（三）项。", ("delete", "第八条第(三)项", "")),
        ("第十二条废止。", ("delete", "第十二条", "")),
        ("删除第四条、第六条。", ("delete", "第四条、第六条", "")),
        ("将“某局”统一修改为“某委”。", ("everywhere", "", "")),
        ("将文中的“某局”均改为“某委”。", ("everywhere", "", "")),
        ("第五条改为第六条。", ("renumber", "第五条", "")),
        ("第十三条至第十五条相应改为第十四条至第十六条", ("renumber", "第十三条至第十五条", "")),
        ("相关条文序号作相应调整。", ("reorder", "", "")),
        ("此外，对条文顺序作相应调整。", ("reorder", "", "")),
    ],
)
def test_every_form(text: str, found: tuple[str, str, str]) -> None:
    (one,) = read(text)
    assert (one.action, one.place, one.after) == found


def test_moved_and_changed_at_once() -> None:
    assert told("第三条改为第四条，修改为：“甲。”") == [("renumber", "第三条", ""), ("replace", "第三条", "甲。")]
    assert [one.to for one in read("将第二条修改为第六条：\n\n“甲。”")] == ["第六条", ""]


def test_a_quotation_goes_over_paragraphs_and_tables_and_holds_others() -> None:
    body = """一、将第八条修改为：“甲‘乙’，“丙”：

（一）子；

“（二）丑。

| 一 | 二 |
|---|---|
| 三 | 四 |

“戊。”

二、将第九条修改为：

“己。

庚。”

三、删去第十条。
"""
    assert told(body) == [
        ("replace", "第八条", "甲‘乙’，“丙”：/（一）子；/（二）丑。/一二三四\n/戊。"),
        ("replace", "第九条", "己。/庚。"),
        ("delete", "第十条", ""),
    ]
    assert [one.anchor for one in read(body)] == ["s-1", "s-2", "s-3"]


def test_a_sentence_goes_on_with_the_article_of_the_one_before() -> None:
    body = "将第九条第一款中的“甲”修改为“乙”。同时，将第二款中的“丙”修改为“丁”，删去第三款。"
    assert [one.place for one in read(body)] == ["第九条第一款", "第九条第二款"] + ["第九条第三款"] * (
        len(read(body)) - 2
    )


def test_one_decision_changes_several_texts() -> None:
    body = """决定对2件文件作如下修改：

一、对《甲办法》的修改

（一）将第三条修改为：“甲三。”

（二）删去第四条。

二、《乙办法》（某府规〔2024〕1号）

将第三条修改为：“乙三。”

三、将《丙办法》第三条修改为：“丙三。”
"""
    assert [(one.document, one.place) for one in read(body)] == [
        ("甲办法", "第三条"),
        ("甲办法", "第四条"),
        ("乙办法", "第三条"),
        ("丙办法", "第三条"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "将第八条修改为：“甲。",  # never closed
        "将第八条条首部分修改为：“甲：”",
        "第六条作如下修改：补贴由五百元调整为六百元。",
        "对第八条作文字修改。",
        "第八条第二款开始部分增加规定：“甲”。",
    ],
)
def test_what_is_unsure_is_only_said_to_concern_the_place(text: str) -> None:
    found = read(text)
    assert {one.action for one in found} == {"unclear"}
    assert all(one.place.startswith(("第八条", "第六条")) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "第三条　起草单位需要将某一条文修改为新条文的，应当写明“将第几条修改为”的字样。",
        "第四条　修改决定应当写明被修改的条款。",
        "根据《上位法》第三条的规定，制定本办法。",
        "修改决定可以写作：“将第八条修改为：‘甲’。”",
    ],
)
def test_a_text_about_how_laws_are_amended_amends_none(text: str) -> None:
    assert [one for one in read(text) if one.action != "unclear"] == []


# --- what becomes of a text

LAW = """第一条　为了甲，制定本办法。

第二条　下列人员适用：

（一）子；

（二）丑；

（三）寅。

前款人员应当登记。

第三条　期限为一年。区卫生局负责。

第四条　十一年的，由区卫生局办理。

第五条　本办法自2024年1月1日起施行。
"""


def after(body: str, law: str = LAW) -> Amended:
    return amend(cut_up(blocks(law)), read(body))


def text_on(amended: Amended) -> str:
    return "|".join(one.text.replace("\n", "/") for one in amended.segments if not one.deleted)


def happened(amended: Amended) -> dict[str, str]:
    return {key: event.what for key, event in amended.events.items()}


TWO = ("（一）子；", "（二）丑；", "（三）寅。", "前款人员应当登记。")
"""What stands below 第二条 下列人员适用：."""


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("将第二条第二款修改为：“改。”", (*TWO[:3], "改。")),
        ("第二条第（二）项修改为：“改；”", (TWO[0], "（二）改；", *TWO[2:])),
        ("第二条增加一项，作为第（二）项：“新；”", (TWO[0], "（二）新；", "（三）丑；", "（四）寅。", TWO[3])),
        ("第二条增加一项，作为第四项：“（四）新。”", (*TWO[:3], "（四）新。", TWO[3])),
        ("第二条增加一款，作为第二款：“新。”", (*TWO[:3], "新。", TWO[3])),
        ("删去第二条第二款。", TWO[:3]),
        ("删去第二条第（二）项。", (TWO[0], *TWO[2:])),
        ("将第二条中的“丑”修改为“卯”。", (TWO[0], "（二）卯；", *TWO[2:])),
    ],
)
def test_a_place_below_an_article_is_amended_and_the_rest_stays(body: str, lines: tuple[str, ...]) -> None:
    found = after(body)
    assert happened(found) == {"tiao-2": "amended"}
    assert next(one.text for one in found.segments if one.key == "tiao-2").split("\n")[1:] == list(lines)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("将第三条修改为：“改。\n\n“再改。”", "第三条 改。\n再改。"),
        ("将第三条修改为：“第三条　改。”", "第三条 改。"),
        ("将第三条中的“一年”修改为“两年”。", "第三条 期限为两年。区卫生局负责。"),
    ],
)
def test_an_article_as_amended(body: str, text: str) -> None:
    found = after(body)
    assert happened(found) == {"tiao-3": "amended"}
    assert next(one.text for one in found.segments if one.key == "tiao-3") == text


@pytest.mark.parametrize(
    "body",
    [
        "将第四条中的“一年”修改为“两年”。",  # 十一年
        "将第三条中的“三年”修改为“两年”。",  # not there
        "将第三条第四款修改为：“改。”",
        "将第三条第（一）项修改为：“改。”",
        "第三条增加一项，作为第（二）项：“改；”",
        "将第三条和第四条合并修改为：“改。”",
        "将第三条修改为：“第五条　改。”",
        "将第三条修改为：“改。",
        "将第三条中的“一年”修改为“两年”。\n\n第三条另作文字修改。",
    ],
)
def test_what_cannot_be_done_without_guessing_is_not_done(body: str) -> None:
    found = after(body)
    assert set(happened(found).values()) == {"unclear"}
    assert text_on(found) == text_on(Amended(cut_up(blocks(LAW)), {}, ()))


def test_an_inserted_article_moves_the_numbers_behind_it() -> None:
    found = after("增加一条，作为第三条：“新。”")
    assert [(one.key, one.words) for one in found.segments if one.number] == [
        ("tiao-1", "第一条"),
        ("tiao-2", "第二条"),
        ("xin-tiao-3", "第三条"),
        ("tiao-3", "第四条"),
        ("tiao-4", "第五条"),
        ("tiao-5", "第六条"),
    ]
    assert happened(found) == {
        "xin-tiao-3": "added",
        "tiao-3": "renumbered",
        "tiao-4": "renumbered",
        "tiao-5": "renumbered",
    }


def test_numbers_as_the_decision_gives_them() -> None:
    body = """一、将第二条修改为第四条：“改。”

二、增加一条作为第二条：“新二。”

三、增加一条作为第三条：“新三。”

四、第三条至第五条相应改为第五条至第七条。
"""
    assert text_on(after(body)) == (
        "第一条 为了甲，制定本办法。|第二条 新二。|第三条 新三。|第四条 改。|第三条 期限为一年。区卫生局负责。"
        "|第四条 十一年的，由区卫生局办理。|第五条 本办法自2024年1月1日起施行。"
    )


def test_later_amendments_speak_of_the_new_numbers() -> None:
    first = after("增加一条，作为第三条：“新。”")
    second = amend(first.segments, read("将第四条修改为：“再改。”"))
    assert happened(second) == {"tiao-3": "amended"}
    third = amend(second.segments, read("将第三条修改为：“新改。”"))
    assert happened(third) == {"xin-tiao-3": "amended"}


def test_a_deleted_article_keeps_its_number_where_nobodycounts_anew() -> None:
    assert happened(after("删去第二条。")) == {"tiao-2": "deleted"}
    counted = after("删去第二条，相关条文序号作相应调整。")
    assert [one.words for one in counted.segments if one.number and not one.deleted] == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
    ]


def test_a_name_is_changed_wherever_it_stands() -> None:
    found = after("将“区卫生局”统一修改为“区卫健委”。")
    assert happened(found) == {"tiao-3": "amended", "tiao-4": "amended"}
    assert text_on(found).count("区卫健委") == 2


def test_points_of_a_text_without_articles_are_not_taken_for_articles() -> None:
    law = "一、补贴标准为500元。\n\n二、期限为一年。\n"
    found = after("将第二条修改为：“改。”", law)
    assert happened(found) == {}
    assert [one.place for one in found.astray] == ["第二条"]
    assert happened(after("将第二部分修改为：“期限为两年。”", law)) == {"s-2": "amended"}


def test_many_instructions_take_no_longer_each() -> None:
    count = 3000
    body = "\n\n".join(f"{n}. 将第{n}条修改为：“甲{n}。”" for n in range(1, count))
    lines = [PageBlock(f"<p>{line}</p>", "p", "", f"a-{n}") for n, line in enumerate(body.split("\n\n"))]
    law = [
        PageBlock(f'<p class="tiao" id="tiao-{n}"><b>第{n}条</b>　乙。</p>', "p", "tiao", f"tiao-{n}")
        for n in range(1, count)
    ]
    found = amend(cut_up(law), instructions(lines))
    assert set(happened(found).values()) == {"amended"}
    assert len(found.events) == count - 1
