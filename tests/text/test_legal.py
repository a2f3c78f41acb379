"""Numbers, paragraphs and the structure of legal texts: what is recognised, what is left alone, what anchors are called."""

import pytest

from disclosure.text.numbering import Rank, clip, number, numeral, read_mark
from disclosure.text.structure import Block, Part, recognise


def _parts(*texts: str) -> tuple[Part, ...]:
    """Parts of paragraphs; a text that starts with # is a heading."""
    return recognise(
        Block("heading", text.lstrip("# "), level=len(text) - len(text.lstrip("#")))
        if text.startswith("#")
        else Block("paragraph", text)
        for text in texts
    )


def _anchors(*texts: str) -> list[str]:
    return [part.id for part in _parts(*texts)]


def _headings(*texts: str) -> list[tuple[int, str]]:
    return [(part.level, part.text) for part in _parts(*texts) if part.role == "heading"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百", 100), ("一百零二", 102),
        ("一百一十", 110), ("三百二十一", 321), ("一千二百六十", 1260), ("二〇", 20), ("两百", 200), ("12", 12), ("１２", 12),
    ],
)  # fmt: skip
def test_numerals(text: str, value: int) -> None:
    assert number(text) == value


def test_numerals_are_written_as_they_are_read() -> None:
    assert all(number(numeral(value)) == value for value in range(1, 200))
    assert [numeral(value) for value in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


@pytest.mark.parametrize(
    ("text", "rank", "value", "written", "rest"),
    [
        ("第一章 总则", Rank.CHAPTER, 1, "第一章", "总则"),
        ("第一章总则", Rank.CHAPTER, 1, "第一章", "总则"),
        ("第 三 节　管 辖", Rank.SECTION, 3, "第三节", "管 辖"),
        ("第二编", Rank.PART, 2, "第二编", ""),
        ("第一分编 通则", Rank.SUBPART, 1, "第一分编", "通则"),
        ("第十二条　为了规范", Rank.ARTICLE, 12, "第十二条", "为了规范"),
        ("第12条 为了规范", Rank.ARTICLE, 12, "第12条", "为了规范"),
        ("第五条 规定本市重大事项的", Rank.ARTICLE, 5, "第五条", "规定本市重大事项的"),
        ("第一条为规范", Rank.ARTICLE, 1, "第一条", "为规范"),
        ("第二条本办法所称", Rank.ARTICLE, 2, "第二条", "本办法所称"),
        ("**第一条** 为规范", Rank.ARTICLE, 1, "第一条", "为规范"),
        ("**第一条 为规范**其他", Rank.ARTICLE, 1, "第一条", "为规范其他"),
        ("一、总体要求", Rank.FIRST, 1, "一、", "总体要求"),
        ("十一、 其他", Rank.FIRST, 11, "十一、", "其他"),
        ("（一）目标", Rank.SECOND, 1, "（一）", "目标"),
        ("(十二) 目标", Rank.SECOND, 12, "(十二)", "目标"),
        ("1.目标", Rank.THIRD, 1, "1.", "目标"),
        ("２．目标", Rank.THIRD, 2, "２．", "目标"),
        ("3、目标", Rank.THIRD, 3, "3、", "目标"),
        ("34. 目标", Rank.THIRD, 34, "34.", "目标"),
        ("（1）目标", Rank.FOURTH, 1, "（1）", "目标"),
        ("附件", Rank.ANNEX, 0, "附件", ""),
        ("附件2 申请表", Rank.ANNEX, 2, "附件2", "申请表"),
        ("附 件 ：名单", Rank.ANNEX, 0, "附 件：", "名单"),
        ("附表一", Rank.ANNEX, 1, "附表一", ""),
        ("附：", Rank.ANNEX, 0, "附：", ""),
    ],
)  # fmt: skip
def test_numbers_of_paragraphs(text: str, rank: Rank, value: int, written: str, rest: str) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.rank, mark.number, mark.written, mark.rest) == (rank, value, written, rest)


def test_an_inserted_article() -> None:
    mark = read_mark("第一百二十条之一 准备实施")
    assert mark is not None
    assert (mark.number, mark.insertion, mark.written) == (120, 1, "第一百二十条之一")


@pytest.mark.parametrize(
    "text",
    [
        "第二条规定的，应当办理。", "第三条、第四条规定的情形", "第三条第二款规定", "第三条和第五条", "第三条至第五条", "第三条所列行为",
        "第一条的规定", "第五条以外的情形", "一、二、三年级学生", "1、2号线", "2.5万元", "附则", "附条件的合同",
        "附图中的词语不应当有注释。", "“第三条 修改后的条文。", "第一", "十个工作日", "", "（市）人民政府", "一是加强领导",
    ],
)  # fmt: skip
def test_running_text_has_no_number(text: str) -> None:
    assert read_mark(text) is None


def test_clip_cuts_where_a_clause_ends() -> None:
    assert clip("短") == "短"
    assert clip("甲" * 20 + "，" + "乙" * 30) == "甲" * 20 + "…"
    assert clip("甲" * 50) == "甲" * 39 + "…"


def test_a_law() -> None:
    parts = _parts(
        "## 第一章 总则",
        "第一条 为了规范，制定本办法。",
        "本办法所称甲，是指乙。",
        "第二条 有下列情形之一的：",
        "（一）甲；",
        "（二）乙：",
        "1.丙；",
        "前款规定的，从其规定：",
        "（一）丁。",
        "## 第二章 附则",
        "### 第一节 其他",
        "第三条 有下列情形之一的：",
        "（一）戊。",
    )
    assert [(part.id, part.label) for part in parts] == [
        ("zhang-1", ""),
        ("tiao-1", "第一条"),
        ("tiao-1-2", "第一条第二款"),
        ("tiao-2", "第二条"),
        ("tiao-2-1-1", "第二条第一款第（一）项"),
        ("tiao-2-1-2", "第二条第一款第（二）项"),
        ("tiao-2-1-2-1", "第二条第一款第（二）项第1目"),
        ("tiao-2-2", "第二条第二款"),
        ("tiao-2-2-1", "第二条第二款第（一）项"),
        ("zhang-2", ""),
        ("jie-2-1", ""),
        ("tiao-3", "第三条"),
        ("tiao-3-1-1", "第三条第（一）项"),
    ]
    assert [(part.level, part.toc) for part in parts if part.role == "heading"] == [(2, 1), (2, 1), (3, 2)]
    assert (parts[0].text, parts[1].bold, parts[1].text) == ("第一章　总则", "第一条", "为了规范，制定本办法。")


def test_the_title_of_an_article_is_bold_with_its_number() -> None:
    part = _parts("第一条（目的和依据）　为了规范。")[0]
    assert (part.bold, part.text, part.label) == ("第一条（目的和依据）", "为了规范。", "第一条")
    assert _parts("第一条（一）甲。")[0].bold == "第一条"


def test_parts_of_a_code_number_their_chapters_anew() -> None:
    assert _anchors("# 第一编 总则", "## 第一章 甲", "第一条 乙。", "# 第二编 分则", "## 第一章 丙", "### 第一节 丁") == [
        "bian-1", "bian-1-zhang-1", "tiao-1", "bian-2", "bian-2-zhang-1", "bian-2-jie-1-1",
    ]  # fmt: skip


def test_a_notice() -> None:
    parts = _parts(
        "一、总体要求",
        "以提高质量为目标。",
        "二、主要任务",
        "（一）优化流程。各部门应当公开流程。",
        "1.编制目录；",
        "（1）目录甲；",
        "（二）扩大公开。各部门应当及时公开。",
        "三、本通知自印发之日起施行。",
    )
    assert [(part.role, part.id, part.label, part.level, part.toc) for part in parts] == [
        ("heading", "s-1", "", 2, 1),
        ("paragraph", "", "", 0, 0),
        ("heading", "s-2", "", 2, 1),
        ("lead", "s-2-1", "第二部分（一）", 0, 2),
        ("paragraph", "s-2-1-1", "第二部分（一）第1点", 0, 0),
        ("paragraph", "s-2-1-1-1", "第二部分（一）第1点（1）", 0, 0),
        ("lead", "s-2-2", "第二部分（二）", 0, 2),
        ("lead", "s-3", "第三部分", 0, 1),
    ]
    assert (parts[3].bold, parts[3].text) == ("（一）优化流程。", "各部门应当公开流程。")


def test_items_of_a_list_are_no_titles() -> None:
    texts = "一、申请材料", "（一）身份证", "（二）户口簿", "二、办理时限", "五日。"
    assert _headings(*texts) == [(2, "一、申请材料"), (2, "二、办理时限")]
    assert _anchors(*texts)[1:3] == ["s-1-1", "s-1-2"]
    assert [part.toc for part in _parts(*texts)[1:3]] == [0, 0]


def test_a_number_outside_its_outline_has_no_anchor() -> None:
    assert _anchors("1.先说明。", "一、甲。", "1.乙。") == ["", "s-1", "s-1-1"]
    assert _anchors("（一）甲。", "（二）乙。") == ["s-1", "s-2"]


def test_old_laws_number_items_with_first_level_numbers() -> None:
    assert _anchors("第三条 应当提交：", "一、申请书；", "二、证书。", "第四条 乙。") == [
        "tiao-3", "tiao-3-1-1", "tiao-3-1-2", "tiao-4",
    ]  # fmt: skip


def test_a_decision_that_quotes_the_law_it_amends() -> None:
    anchors = _anchors(
        "一、第三条修改为：“第三条 申请人应当提交：",
        "（一）身份证；",
        "（二）户口簿。",
        "第四条 应当受理。”",
        "二、删去第五条。",
    )
    assert anchors == ["s-1", "", "", "", "s-2"]
    assert _anchors("第一条 引号“没有关上。", "## 第二章 甲", "第二条 乙”。") == ["tiao-1", "zhang-2", "tiao-2"]


def test_annexes_number_by_themselves() -> None:
    parts = _parts("第一条 甲。", "附件1", "第一条 乙。", "附件2", "一、丙", "丁。", "## 说明", "附件", "戊。")
    assert [part.id for part in parts] == [
        "tiao-1", "fujian-1", "fujian-1-tiao-1", "fujian-2", "fujian-2-s-1", "", "fujian-2-h-1", "fujian-3", "",
    ]  # fmt: skip
    assert parts[2].label == "附件1第一条"
    assert [part.level for part in parts if part.role == "heading"] == [2, 2, 3, 3, 2]


@pytest.mark.parametrize(
    "texts",
    [
        ("附件：实施细则", "青禾区人民政府办公室", "2024年1月2日"),
        ("附件：1.申请表", "2.汇总表"),
        ("附件：2024年任务分解表",),
        ("附件1：甲", "附件2：乙", "青禾区人民政府", "2024年1月2日"),
    ],
)
def test_a_list_of_what_is_attached_is_no_annex(texts: tuple[str, ...]) -> None:
    assert _headings("通知如下。", *texts) == []


def test_repeated_numbers_get_a_suffix() -> None:
    assert _anchors("## 办事指南", "一、甲。", "1.乙。", "## 其他", "一、丙。", "1.丁。") == [
        "h-1", "s-1", "s-1-1", "h-2", "s-1_2", "s-1_2-1",
    ]  # fmt: skip


def test_an_anchor_that_the_author_gave_stands() -> None:
    parts = recognise(
        [Block("paragraph", "第一条 甲。"), Block("heading", "乙", 2, "tiao-1"), Block("paragraph", "丙", id="c")]
    )
    assert [part.id for part in parts] == ["tiao-1_2", "tiao-1", "c"]


def test_heading_levels_never_skip() -> None:
    assert _headings("### 甲", "##### 乙", "## 丙", "一、丁", "戊。", "（一）己", "庚。", "## 辛") == [
        (2, "甲"), (3, "乙"), (2, "丙"), (3, "一、丁"), (4, "（一）己"), (2, "辛"),
    ]  # fmt: skip
    assert _headings("一、甲。乙。", "（一）丙", "丁。") == [(2, "（一）丙")]
    assert _headings("一、甲", "乙。", "附件", "一、丙", "丁。")[-2:] == [(2, "附件"), (3, "一、丙")]


def test_articles_may_be_headings() -> None:
    parts = _parts("## 第一章 总则", "### 第一条 目的", "为了规范。", "### 第二条 范围", "本市。")
    assert [(part.role, part.id, part.level) for part in parts] == [
        ("heading", "zhang-1", 2), ("heading", "tiao-1", 3), ("paragraph", "tiao-1-1", 0),
        ("heading", "tiao-2", 3), ("paragraph", "tiao-2-1", 0),
    ]  # fmt: skip


def test_a_chapter_title_that_lost_its_number() -> None:
    assert _headings("第一条 甲。", "监督管理", "第二条 乙。") == [(2, "监督管理")]
    assert _headings("第一条 甲。", "监督管理。", "第二条 乙。") == []


def test_a_pasted_table_of_contents_takes_no_anchors() -> None:
    listed = "目 录", "第一章 总则", "第二章 分则", "附则", "第一章 总  则", "第一条 甲。", "第二章 分则", "第二条 乙。"
    assert _anchors(*listed) == ["", "", "", "", "zhang-1", "tiao-1", "zhang-2", "tiao-2"]
    headed = "## 第一章 总则", "## 第二章 分则", "## 第一章 总则", "第一条 甲。", "## 第二章 分则", "第二条 乙。"
    assert _anchors(*headed) == ["", "", "zhang-1", "tiao-1", "zhang-2", "tiao-2"]


def test_addressee_and_signatures() -> None:
    parts = _parts(
        "青禾府发〔2024〕3号",
        "各镇人民政府，区政府各部门：",
        "现将要点印发给你们，请贯彻执行。",
        "青禾区人民政府办公室",
        "2024年3月1日",
        "2024年政务公开工作要点",
        "一、总体要求",
        "提高质量。",
        "青禾区司法局",
        "青禾区民政局",
        "二〇二四年三月二日",
        "附件",
        "表。",
    )
    assert [part.role for part in parts] == [
        "paragraph", "addressee", "paragraph", "signature", "signature", "heading", "heading", "paragraph",
        "signature", "signature", "signature", "heading", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first", ["为了规范管理，现就有关问题规定如下：", "本条例所称名木包括：", "有下列情形之一的："]
)
def test_other_paragraphs_that_end_with_a_colon(first: str) -> None:
    assert _parts(first, "一、甲；")[0].role == "paragraph"


@pytest.mark.parametrize("first", ["第一条　本办法适用于下列单位：", "一、补贴对象包括下列人员：", "（一）下列企业："])
def test_what_bears_a_number_is_no_addressee(first: str) -> None:
    assert _parts(first, "甲公司；")[0].role in ("article", "paragraph", "lead")
    assert _anchors(first, "甲公司；")[0] != ""


def test_a_numbered_list_continues_the_structure() -> None:
    numbered = Block("list", numbers=(1, 2, 4))
    article, items = recognise([Block("paragraph", "第一条 应当提交："), numbered])
    assert items.items == (
        ("tiao-1-1-1", "第一条第1项"),
        ("tiao-1-1-2", "第一条第2项"),
        ("tiao-1-1-4", "第一条第4项"),
    )
    assert article.id == "tiao-1"
    assert recognise([Block("paragraph", "一、甲。"), numbered])[1].items[2] == ("s-1-4", "第一部分第4点")
    assert recognise([numbered])[0].items == ()
