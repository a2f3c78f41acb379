"""Every way in which official texts number their parts: what is a number, what only begins like one, how each is cited."""

import pytest

from disclosure.text.structure import Block, Part, cited_alike, recognise


def parts(*texts: str) -> tuple[Part, ...]:
    """Parts of paragraphs; a text that starts with # is a heading."""
    return recognise(
        Block("heading", text.lstrip("# "), level=len(text) - len(text.lstrip("#")))
        if text.startswith("#")
        else Block("paragraph", text)
        for text in texts
    )


def anchors(*texts: str) -> list[str]:
    return [part.id for part in parts(*texts)]


def labels(*texts: str) -> list[str]:
    return [part.label for part in parts(*texts)]


def doubts(*texts: str) -> list[str]:
    return [part.doubt for part in parts(*texts)]


# ------------------------------------------------------------------------------------------------- articles


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("第一条为了规范。", "第二条本办法。", "第九条违反者。"), ["tiao-1", "tiao-2", "tiao-9"]),
        (("第一条为了规范。", "第一条申请人。", "第三条附则。"), ["tiao-1", "tiao-1_2", "tiao-3"]),
        (("第四条申请人应当提交材料。", "第五条受理。"), ["tiao-4", "tiao-5"]),
        (("第一条 甲。", "第五条 乙。", "第五条之一丙。"), ["tiao-1", "tiao-5", "tiao-5-zhi-1"]),
        (("第一条（条件）甲。", "第二条（期限）乙。", "第四条（申请）丙。"), ["tiao-1", "tiao-2", "tiao-4"]),
        (("第一条：为了规范。", "第二条：本办法。"), ["tiao-1", "tiao-2"]),
        (("第一条、为了规范。", "第二条、本办法。"), ["tiao-1", "tiao-2"]),
        (("第７条与本市有关的。", "第八条与本市户籍人员共同生活的。"), ["", ""]),
        (("第七条 甲。", "第八条与本市户籍人员共同生活的。"), ["tiao-7", "tiao-8"]),
        (("第七条 甲。", "第八条以下项目单列。", "第九条规定本市标准的部门。"), ["tiao-7", "tiao-8", "tiao-9"]),
        (("第十二条　甲。", "第13条 乙。", "第 十 四 条 丙。"), ["tiao-12", "tiao-13", "tiao-13-2"]),
    ],
)
def test_articles_tight_and_loose(texts: tuple[str, ...], expected: list[str]) -> None:
    assert anchors(*texts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第二条规定的材料，应当是原件。",
        "第二条、第四条规定的情形，由区政府办理。",
        "第二条第二款规定的，从其规定。",
        "第二条和第五条的材料可以合并。",
        "第二条至第五条适用于个人。",
        "第二条所列行为由区政府处罚。",
        "第二条的规定不适用于个人。",
        "第二条以外的情形另行规定。",
        "第二条修改为：申请人应当到场。",
        "第二条中“三日”改为“五日”。",
        "第二条删去。",
        "第九条情形由区政府另行规定。",
    ],
)
def test_an_article_cited_in_running_text_is_none_and_is_told(text: str) -> None:
    first, second = parts("第一条 申请人应当提交材料。", text)
    assert (first.doubt, second.doubt) == ("", text[:3])
    assert second.label == "第一条第二款"


def test_a_citation_inside_a_quotation_or_a_heading_below_is_not_told() -> None:
    assert doubts("一、第三条修改为：“第三条 申请人应当提交：", "第四条规定的材料。”", "二、删去第五条。") == [""] * 3
    assert doubts("第一条 甲。", "依照第三条规定办理。", "“第二条”是指本办法的第二条。") == [""] * 3


@pytest.mark.parametrize(
    ("text", "anchor", "shown"),
    [
        ("第四章项目认定", "zhang-4", "第四章　项目认定"),
        ("第二节面向个人配租（售）", "jie-2", "第二节　面向个人配租（售）"),
        ("第一编总则", "bian-1", "第一编　总则"),
    ],
)
def test_divisions_tight(text: str, anchor: str, shown: str) -> None:
    part = parts(text, "第一条 甲。")[0]
    assert (part.role, part.id, part.text) == ("heading", anchor, shown)


# ------------------------------------------------------------------------------------------------- items


def test_items_of_an_article_are_never_clauses() -> None:
    found = parts(
        "第三条 应当符合下列条件：",
        "1）有住所；",
        "2）有场地；",
        "①有人员；",
        "a) 有制度。",
        "前款规定的条件，由区民政局认定。",
    )
    assert [(part.id, part.label) for part in found] == [
        ("tiao-3", "第三条"),
        ("tiao-3-1-1", "第三条第一款第1）项"),
        ("tiao-3-1-2", "第三条第一款第2）项"),
        ("tiao-3-1-2-1", "第三条第一款第2）项第①目"),
        ("tiao-3-1-2-1-1", "第三条第一款第2）项第①目第a）点"),
        ("tiao-3-2", "第三条第二款"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("（一）甲；", "（二）乙。", "第三条第（二）项"),
        ("㈠甲；", "㈡乙。", "第三条第（二）项"),
        ("一）甲；", "二）乙。", "第三条第（二）项"),
        ("一、甲；", "二、乙。", "第三条第二项"),
        ("一．甲；", "二．乙。", "第三条第二项"),
        ("1.甲；", "2.乙。", "第三条第2项"),
        ("1．甲；", "2．乙。", "第三条第2项"),
        ("1、甲；", "2、乙。", "第三条第2项"),
        ("⒈甲；", "⒉乙。", "第三条第2项"),
        ("（1）甲；", "（2）乙。", "第三条第（2）项"),
        ("⑴甲；", "⑵乙。", "第三条第（2）项"),
        ("1）甲；", "2）乙。", "第三条第2）项"),
        ("1)甲；", "2)乙。", "第三条第2）项"),
        ("①甲；", "②乙。", "第三条第②项"),
        ("❶甲；", "❷乙。", "第三条第❷项"),
        ("A.甲；", "B.乙。", "第三条第B项"),
        ("A、甲；", "B、乙。", "第三条第B项"),
        ("（A）甲；", "（B）乙。", "第三条第B项"),
        ("a)甲；", "b)乙。", "第三条第b）项"),
        ("a．甲；", "b．乙。", "第三条第b）项"),
        ("Ⅰ.甲；", "Ⅱ.乙。", "第三条第Ⅱ项"),
        ("3.1 甲；", "3.2 乙。", "第三条第3.2项"),
    ],
)
def test_every_sign_makes_an_item(first: str, second: str, label: str) -> None:
    found = parts("第三条 应当提交：", first, second, "第四条 丙。")
    assert [part.id for part in found] == ["tiao-3", "tiao-3-1-1", "tiao-3-1-2", "tiao-4"]
    assert found[2].label == label
    assert not any(part.doubt for part in found)


@pytest.mark.parametrize(
    ("outer", "inner", "label"),
    [
        ("（一）甲：", "1.乙。", "第三条第（一）项第1目"),
        ("（一）甲：", "①乙。", "第三条第（一）项第①目"),
        ("1.甲：", "（1）乙。", "第三条第1项第（1）目"),
        ("①甲：", "（1）乙。", "第三条第①项第（1）目"),
        ("1）甲：", "a）乙。", "第三条第1）项第a）目"),
        ("a）甲：", "1）乙。", "第三条第a）项第1）目"),
    ],
)
def test_what_comes_first_holds_what_comes_next(outer: str, inner: str, label: str) -> None:
    found = parts("第三条 应当提交：", outer, inner)
    assert (found[2].id, found[2].label) == ("tiao-3-1-1-1", label)


def test_items_named_together_are_running_text() -> None:
    texts = "第三条 有下列情形之一的：", "（一）甲；", "（二）乙。"
    assert labels(*texts, "（一）至（二）项所列人员，由区政府认定。")[-1] == "第三条第二款"
    assert labels(*texts, "（一）、（二）项规定的材料，应当是原件。")[-1] == "第三条第二款"
    assert labels(*texts, "（三）目的港的名称。")[-1] == "第三条第（三）项"


@pytest.mark.parametrize("text", ["a.m. 九点开放。", "A.B公司承办。", "A、B两类人员。", "C. 丙类人员。", "e.g. 某项。"])
def test_latin_words_are_no_items(text: str) -> None:
    assert labels("第三条 甲。", text)[1] == "第三条第二款"


# ------------------------------------------------------------------------------------------------- counting


def test_a_number_before_a_number_is_one() -> None:
    assert anchors(
        "一、一级响应", "启动甲。", "二、二级响应", "启动乙。", "三、三级响应", "启动丙。", "四、一等奖（3个）", "甲乙丙。",
        "五、附则", "1.三级医院按本办法执行。", "2.其他医院参照执行。",
    ) == ["s-1", "", "s-2", "", "s-3", "", "s-4", "", "s-5", "s-5-1", "s-5-2"]  # fmt: skip
    assert anchors("1、500元以下的；", "2、500元以上的；", "3、2024年以后的。") == ["s-1", "s-2", "s-3"]
    assert anchors("1.2026年起执行；", "2.2027年起执行。") == ["s-1", "s-2"]
    assert anchors("1、2个月以内；", "2、3个月以内；", "3、4个月以上。") == ["s-1", "s-2", "s-3"]
    assert anchors("一、一、二级医院", "甲。", "二、其他", "乙。") == ["s-1", "", "s-2", ""]


@pytest.mark.parametrize(
    "text",
    [
        "一、二、三年级学生免费。",
        "1、2号线停运。",
        "二、三等奖各十名。",
        "1.5米以上的围墙。",
        "2.5万元。",
        "2024.3.5",
        "3.1415",
    ],
)
def test_what_counts_or_measures_is_no_number(text: str) -> None:
    part = parts("为了规范，通知如下。", text)[1]
    assert (part.id, part.doubt) == ("", "")


def test_a_number_that_goes_on_and_is_not_taken_is_told() -> None:
    assert doubts("1.本市户籍人员；", "2.35岁以下人员；", "3.其他。") == ["", "2.", ""]
    assert doubts("一，总体要求", "甲。", "2024年。") == ["一，", "", ""]
    assert doubts("一 总体要求", "甲。") == ["一", ""]
    assert doubts("一、甲。", "二、三等奖各十名。", "二、乙。") == ["", "二、", ""]


# ------------------------------------------------------------------------------------------------- annexes


@pytest.mark.parametrize(
    ("text", "anchor", "label"),
    [
        ("附件1-1 申请表", "fujian-1-1", "附件1-1"),
        ("附件1－2：汇总表", "fujian-1-2", "附件1－2"),
        ("附件2. 承诺书", "fujian-2", "附件2"),
        ("附件三、名单", "fujian-3", "附件三"),
        ("附件4《目录》", "fujian-4", "附件4"),
        ("附件 1：申请表", "fujian-1", "附件1"),
        ("附件一", "fujian-1", "附件一"),
        ("附件（二）", "fujian-2", "附件（二）"),
        ("附件1申请表", "fujian-1", "附件1"),
        ("附录A", "fujian-a", "附录A"),
        ("附录B.1 计算方法", "fujian-b-1", "附录B.1"),
        ("附图1", "fujian-1", "附图1"),
        ("附表1-1收支表", "fujian-1-1", "附表1-1"),
        ("附　制表说明", "fujian-1", "附《制表说明》"),
        ("附：说明", "fujian-1", "附《说明》"),
        ("附件１ 申请表（样表）", "fujian-1", "附件１"),
    ],
)
def test_annexes_in_all_their_forms(text: str, anchor: str, label: str) -> None:
    found = parts("正文。", text, "一、说明甲。", "（一）乙。")
    assert (found[1].role, found[1].id, found[1].toc) == ("heading", anchor, 1)
    assert [part.id for part in found[2:]] == [f"{anchor}-s-1", f"{anchor}-s-1-1"]
    assert [part.label for part in found[2:]] == [f"{label}第一部分", f"{label}第一部分（一）"]


@pytest.mark.parametrize(
    "text",
    [
        "附件2所列企业", "附件1、附件2与本通知同时施行", "附件2、3所列企业", "附件一览表", "附件十分重要", "附件中的表格", "附则", "附 则",
        "附条件的合同", "附件：（按顺序列明）", "附件三所列全国性法律的决定", "附件5的说明",
    ],
)  # fmt: skip
def test_an_annex_in_running_text_is_none(text: str) -> None:
    assert [part.role for part in parts("正文。", text, "甲。")] == ["paragraph"] * 3


def test_an_annex_out_of_order_without_a_space_is_told() -> None:
    assert doubts("正文。", "附件1申请表", "甲。", "附件4承诺书", "乙。") == ["", "", "", "附件4", ""]


@pytest.mark.parametrize(
    "listed", [("附件1-1 申请表", "附件1-2 汇总表"), ("附件1. 甲", "附件2. 乙"), ("附件1 甲", "附件2 乙")]
)
def test_a_list_above_the_signature_is_no_annex(listed: tuple[str, ...]) -> None:
    texts = "通知如下。", *listed, "青禾区人民政府", "2024年1月2日", listed[0], "表一。", listed[1], "表二。"
    roles = [part.role for part in parts(*texts)]
    assert roles == ["paragraph"] * 3 + ["signature"] * 2 + ["heading", "paragraph"] * 2
    assert not any(anchor.endswith("_2") for anchor in anchors(*texts))


# ------------------------------------------------------------------------------------------------- citations


def test_citations_are_never_glued() -> None:
    found = labels(
        "通知如下。", "附件2", "界址点表", "1、坐标为独立坐标系统。", "2、单位为米。", "附件", "一、甲。", "二、乙。"
    )
    assert [label for label in found if label] == ["附件2第1点", "附件2第2点", "附件第一部分", "附件第二部分"]


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (("附件2", "一、甲。", "（三）乙。"), "附件2第一部分（三）"),
        (("附件2", "（三）乙。"), "附件2第（三）项"),
        (("附件2", "（3）乙。"), "附件2第（3）项"),
        (("附件2", "第三条 甲：", "（一）乙。"), "附件2第三条第（一）项"),
        (("附件2", "1.1 甲", "乙。", "1.2 丙。"), "附件2第1.2节"),
        (("附件2", "1.甲：", "（1）乙。"), "附件2第1点（1）"),
        (("附件2", "1.甲：", "1）乙。"), "附件2第1点第1）点"),
        (("一、甲。", "（一）乙。", "①丙。"), "第一部分（一）①"),
        (("附录A", "2.甲。"), "附录A第2点"),
        (("附件1-1", "2.甲。"), "附件1-1第2点"),
    ],
)
def test_citations_in_words(texts: tuple[str, ...], label: str) -> None:
    assert labels(*texts)[-1] == label


# ------------------------------------------------------------------------------------------------- decimal outlines

PLAN = (
    "1 总则", "1.1 编制目的", "为了提高能力，制定本预案。", "1.2 编制依据", "依据某法。", "2 组织体系", "2.1 指挥部", "（1）组成。",
    "（2）职责。", "2.2 办公室", "（1）组成。", "（2）职责。",
)  # fmt: skip


def test_a_decimal_outline() -> None:
    found = parts(*PLAN)
    assert [part.id for part in found] == [
        "s-1", "s-1-1", "", "s-1-2", "", "s-2", "s-2-1", "s-2-1-1", "s-2-1-2", "s-2-2", "s-2-2-1", "s-2-2-2",
    ]  # fmt: skip
    assert [(part.text, part.level, part.toc) for part in found if part.role == "heading"] == [
        ("1　总则", 2, 1), ("1.1　编制目的", 3, 2), ("1.2　编制依据", 3, 2), ("2　组织体系", 2, 1), ("2.1　指挥部", 3, 2),
        ("2.2　办公室", 3, 2),
    ]  # fmt: skip
    assert found[7].label == "第2.1节（1）"


@pytest.mark.parametrize(
    "chapters",
    [
        ("1总则", "2组织体系"),
        ("1. 总则", "2. 组织体系"),
        ("1、总则", "2、组织体系"),
        ("一、总则", "二、组织体系"),
        ("# 1 总则", "# 2 组织体系"),
    ],
)
def test_chapters_of_a_decimal_outline(chapters: tuple[str, str]) -> None:
    assert anchors(chapters[0], *PLAN[1:5], chapters[1], *PLAN[6:]) == anchors(*PLAN)


def test_a_decimal_outline_has_deeper_numbers_and_gaps() -> None:
    texts = (
        "1.1目的",
        "甲。",
        "1.1.1  范围",
        "乙。",
        "1.1.2 对象",
        "丙。",
        "1.3.各部门应当报告。",
        "2.1 指挥部",
        "丁。",
        "3 附则",
        "戊。",
    )
    assert [anchor for anchor in anchors(*texts) if anchor] == ["s-1-1", "s-1-1-1", "s-1-1-2", "s-1-3", "s-2-1", "s-3"]


def test_points_within_a_decimal_outline_are_no_chapters() -> None:
    texts = "1. 总则", "1.1 目的", "1. 甲", "2. 乙", "1.2 依据", "1. 丙", "2. 丁", "2. 组织", "2.1 指挥部", "戊。"
    assert anchors(*texts) == [
        "s-1", "s-1-1", "s-1-1-1", "s-1-1-2", "s-1-2", "s-1-2-1", "s-1-2-2", "s-2", "s-2-1", "",
    ]  # fmt: skip


def test_a_word_of_measure_in_an_outline() -> None:
    texts = "1.1 目的", "1.2 依据", "1.3分级负责", "2.1 指挥部", "2.2人员构成", "2.3亿元资金的安排", "2.3 年度计划"
    assert anchors(*texts) == ["s-1-1", "s-1-2", "s-1-3", "s-2-1", "s-2-2", "", "s-2-3"]


def test_a_bold_decimal_outline() -> None:
    found = parts("**1.1 目的**", "甲。", "**1.2 依据** 乙。")
    assert [(part.id, part.text) for part in found if part.id] == [("s-1-1", "1.1　目的"), ("s-1-2", "1.2　依据 乙。")]


def test_a_decimal_number_of_no_outline_is_told() -> None:
    assert doubts("1.1 编制目的", "甲。", "7.3 其他", "乙。") == ["1.1", "", "7.3", ""]
    assert doubts("1.1 目的", "1.2 依据", "1.7 其他") == ["", "", "1.7"]


@pytest.mark.parametrize(
    "texts",
    [
        ("1.5米以上", "1.8米以上"), ("1.1亿元", "1.2亿元"), ("2024.3.5 发布", "2024.3.6 施行"), ("3.1415", "2.71"), ("1.1倍", "1.2倍"),
        ("83.3", "73.4"), ("1.1", "1.2"), ("7.3 甲", "2.8 乙"),
    ],
)  # fmt: skip
def test_figures_are_no_outline(texts: tuple[str, ...]) -> None:
    assert anchors("标准如下。", *texts) == ["", "", ""]


def test_each_annex_may_have_an_outline() -> None:
    found = anchors("附件1", *PLAN[:5], "附件2", *PLAN[:5])
    assert [anchor for anchor in found if anchor] == [
        f"fujian-{number}{rest}" for number in (1, 2) for rest in ("", "-s-1", "-s-1-1", "-s-1-2")
    ]


# ------------------------------------------------------------------------------------------------- leads and titles


def test_a_sentence_alone_above_its_text_is_a_lead() -> None:
    found = parts(
        "一、重点任务",
        "（一）统筹建设平台。",
        "区政府负责统筹。",
        "（二）实行清单管理。",
        "各部门编制清单。",
        "二、申报条件（须同时具备）",
        "甲。",
        "三、深化“放管服”",
        "乙。",
    )
    assert [(part.role, part.id, part.toc) for part in found if part.id] == [
        ("heading", "s-1", 1), ("lead", "s-1-1", 2), ("lead", "s-1-2", 2), ("heading", "s-2", 1), ("heading", "s-3", 1),
    ]  # fmt: skip
    assert (found[1].bold, found[1].text) == ("（一）统筹建设平台。", "")


def test_sentences_of_a_list_are_no_leads() -> None:
    texts = "一、申请材料", "（一）身份证。", "（二）户口簿。", "（三）照片。", "以上材料提交一份。"
    assert [(part.role, part.toc) for part in parts(*texts)[1:]] == [("paragraph", 0)] * 4
    assert [part.role for part in parts("一、甲。", "二、乙。", "三、丙。", "特此通知。")] == ["paragraph"] * 4


# ------------------------------------------------------------------------------------------------- attached texts

NOTICE = "各镇人民政府：", "现将方案印发给你们。", "一、加强领导。", "二、抓好落实。", "青禾区人民政府", "2024年3月1日"


def test_an_attached_text_numbers_by_itself() -> None:
    found = parts(*NOTICE, "青禾区河长制工作方案", "一、总体要求", "甲。", "（一）乙。", "三、附则", "丙。")
    assert [(part.role, part.id, part.label) for part in found if part.id] == [
        ("paragraph", "s-1", "第一部分"),
        ("paragraph", "s-2", "第二部分"),
        ("heading", "fuwen-1", ""),
        ("heading", "fuwen-1-s-1", "《青禾区河长制工作方案》"),
        ("paragraph", "fuwen-1-s-1-1", "《青禾区河长制工作方案》第一部分（一）"),
        ("heading", "fuwen-1-s-3", "《青禾区河长制工作方案》"),
    ]
    assert found[6].toc == 1
    assert found[7].toc == 2


def test_two_attached_texts() -> None:
    texts = (
        "现将《青禾区路长制方案》《青禾区点长制要求》印发给你们。", "青禾区人民政府", "2024年3月1日", "青禾区路长制方案", "第一条 甲。",
        "第二条 乙。", "青禾区点长制要求", "第一条 丙。", "附件1", "表。",
    )  # fmt: skip
    assert [anchor for anchor in anchors(*texts) if anchor] == [
        "fuwen-1", "tiao-1", "tiao-2", "fuwen-2", "fuwen-2-tiao-1", "fujian-1",
    ]  # fmt: skip
    assert labels(*texts)[7] == "《青禾区点长制要求》第一条"


def test_numbers_that_do_not_repeat_keep_their_anchors() -> None:
    texts = (
        "现将办法印发给你们。",
        "青禾区人民政府",
        "2024年3月1日",
        "青禾区河道管理办法（试行）",
        "第一章 总则",
        "第一条 甲。",
    )
    assert anchors(*texts)[3:] == ["fuwen-1", "zhang-1", "tiao-1"]
    assert labels(*texts)[-1] == "第一条"


@pytest.mark.parametrize(
    "line",
    [
        "青禾区人民政府办公室2024年3月1日印发",
        "（此件公开发布）",
        "抄送：区委办公室",
        "联系人：张三",
        "张三",
    ],
)
def test_a_line_below_a_signature_that_is_no_title(line: str) -> None:
    assert not any(part.role == "heading" for part in parts(*NOTICE, line, "甲。"))


def test_nothing_below_a_signature_is_a_clause() -> None:
    found = parts("第一条 甲。", "青禾区人民政府", "2024年3月1日", "以上规定由区司法局解释。")
    assert (found[3].id, found[3].label) == ("", "")


def test_a_heading_below_a_signature_begins_a_text_as_well() -> None:
    found = parts(*NOTICE, "## 2024年青禾区政务公开工作要点", "一、总体要求。", "第三条、第四条规定的事项，另行通知。")
    assert [part.id for part in found[-3:]] == ["h-1", "fuwen-1-s-1", ""]
    assert found[-2].label == "《2024年青禾区政务公开工作要点》第一部分"


def test_parts_that_are_called_so() -> None:
    found = parts(
        "第一部分 总体情况",
        "一、甲。",
        "第二部分　主要任务",
        "一、乙。",
        "（一）丙。",
        "三、丁。",
        "第三部分资金由区财政承担。",
    )
    assert [(part.role, part.id, part.label) for part in found if part.id] == [
        ("heading", "bufen-1", ""),
        ("paragraph", "s-1", "第一部分第一点"),
        ("heading", "bufen-2", ""),
        ("paragraph", "s-1_2", "第二部分第一点"),
        ("paragraph", "s-1_2-1", "第二部分第一点（一）"),
        ("paragraph", "s-3", "第二部分第三点"),
    ]


# ------------------------------------------------------------- what is numbered, and no part of the text's own structure


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("三、要求", "甲。", "附件：1.申请表", "2.汇总表", "青禾区人民政府", "2024年3月5日"), ["s-3"]),
        (("第三条 甲。", "附件：1、申请表；", "2、汇总表。", "青禾区人民政府", "2024年3月5日"), ["tiao-3"]),
        (("第三条 甲。", "附：（一）申请表", "（二）汇总表"), ["tiao-3"]),
        (("第三条 甲。", "附件（共2件）：1.申请表", "2.汇总表"), ["tiao-3"]),
        (("第三条 甲。", "附件：", "1.申请表", "2.汇总表", "青禾区人民政府", "2024年3月5日"), ["tiao-3"]),
        (("第三条 甲。", "附件：1.申请表（样", "式）", "2.汇总表"), ["tiao-3"]),
        (("第三条 甲。", "附件：申请表（样式）", "青禾区人民政府", "2024年3月5日"), ["tiao-3"]),
        (
            ("三、要求", "甲。", "附件：1.申请表", "2.汇总表", "附件1", "1.填表。", "2.交表。"),
            ["s-3", "fujian-1", "fujian-1-s-1", "fujian-1-s-2"],
        ),
        (("附件：", "1.填表说明。", "2.交表说明。", "填表时请注意。"), ["s-1", "s-2"]),
    ],
)
def test_a_list_of_what_is_attached_is_not_cited(texts: tuple[str, ...], expected: list[str]) -> None:
    assert [anchor for anchor in anchors(*texts) if anchor] == expected


def test_a_list_of_what_is_attached_may_be_a_list_in_markdown() -> None:
    below = (Block("list", numbers=(2, 3)), Block("paragraph", "青禾区人民政府"), Block("paragraph", "2024年3月5日"))
    found = recognise((Block("paragraph", "第三条 甲。"), Block("paragraph", "附件：1. 申请表"), *below))
    assert [part.id for part in found] + [found[2].items] == ["tiao-3", "", "", "", "", ()]


@pytest.mark.parametrize(
    "point",
    [
        *("● 身份证；", "•户口簿。", "◆ 照片。", "— 其他；", "——其他。", "· 另外。", "★甲。", "- 甲；", "* 甲。"),
        *("甲、身份证；", "（乙）户口簿。", "一是甲；", "第一，甲。", "其二，乙；"),
        *(
            "注：单位为元。",
            "备注：甲。",
            "抄送：区委办公室。",
            "（此件公开发布）",
            "（此页无正文）",
            "（联系人：张三）",
            "联系电话：略。",
            "附件：申请表。",
        ),
    ],
)
def test_points_and_remarks_are_no_clauses(point: str) -> None:
    assert anchors("第三条 应当提交：", point, point, "前款规定的材料，应当是原件。") == ["tiao-3", "", "", "tiao-3-2"]


def test_lists_in_markdown_are_cited_with_their_clause() -> None:
    items = Block("list", numbers=(1, 2))
    texts = (
        Block("paragraph", "第三条 甲："),
        items,
        Block("paragraph", "第二款："),
        items,
        Block("paragraph", "（二）乙："),
        items,
    )
    found = recognise(texts)
    assert [label for part in found for _, label in part.items] == [
        *("第三条第一款第1项", "第三条第一款第2项", "第三条第二款第1项", "第三条第二款第2项"),
        *("第三条第二款第（二）项第1目", "第三条第二款第（二）项第2目"),
    ]
    assert [label for part in recognise(texts[:2]) for _, label in part.items] == ["第三条第1项", "第三条第2项"]


@pytest.mark.parametrize(
    "name",
    [
        "规划图",
        "中小企业名单",
        "内部控制规范",
        "等级标准",
        "为民办实事项目",
        "列入名录的单位",
        "及时处置流程",
        "所得税表",
    ],
)
def test_an_annex_may_be_named_anything_after_a_space(name: str) -> None:
    assert anchors("正文。", f"附件1 {name}", "甲。", f"附表2　{name}", "乙。", f"附录 {name}", "丙。")[1::2] == [
        *("fujian-1", "fujian-2", "fujian-3"),
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("附件1规划图", "甲。", "附件2中小企业名单", "乙。"), ["fujian-1", "fujian-2"]),
        (("附件（1）申请表", "甲。", "附件之二 汇总表", "乙。"), ["fujian-1", "fujian-2"]),
        (("附录B.1 规范", "甲。"), ["fujian-b-1"]),
        (("附件1规定的材料。", "附件1中的表", "附件1所列材料", "附件1等材料"), []),
        (("第一部分：总论", "甲。", "第二部分：分论", "乙。"), ["bufen-1", "bufen-2"]),
        (("第一篇：总论", "甲。"), ["bian-1"]),
        (("12. 3. 2024", "甲。", "3．5．2024", "乙。"), []),
        (("1 总则", "1.1 目的", "2、组织体系", "2.1 指挥部", "3. 附则", "3.1 解释"), ["s-1", "s-1-1", "s-2", "s-2-1", "s-3", "s-3-1"]),
        (
            ("目录", "第一章　总则………1", "第二章　附则 …… 9", "第一章　总则", "第一条 甲。", "第二章　附则", "第二条 乙。"),
            ["zhang-1", "tiao-1", "zhang-2", "tiao-2"],
        ),
    ],
)  # fmt: skip
def test_neighbours_of_known_numbers(texts: tuple[str, ...], expected: list[str]) -> None:
    assert [anchor for anchor in anchors(*texts) if anchor] == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "<b>第五条</b> 丁。",
            "*第五条* 丁。",
            "【第五条】丁。",
            "（第五条）丁。",
            "[第五条](#a) 丁。",
            "\\第五条 丁。",
        ),
        *(
            "第五條 丁。",
            "第廿条 丁。",
            "第5條丁。",
            ">第五条 丁。",
            "• 第五条 丁。",
            "-第五条 丁。",
        ),
    ],
)
def test_an_article_behind_a_sign_is_told(text: str) -> None:
    assert doubts("第四条 甲。", text)[1].startswith("第")


def test_each_number_of_a_kind_that_is_not_taken_is_told() -> None:
    assert doubts("一 总则", "甲。", "二 附则", "乙。") == ["一", "", "二", ""]
    assert doubts("一，总则", "甲。", "二，附则", "乙。") == ["一，", "", "二，", ""]
    assert doubts("正文。", "附件Ⅱ 申请表", "甲。") == ["", "附件Ⅱ", ""]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("第三条 下列情形：", "（一）甲。", "其中，乙。", "（二）丙。", "前款规定，丁。"),
            "tiao-3 tiao-3-1-1 - tiao-3-1-2 tiao-3-2",
        ),
        (
            ("第三条 下列：", "（一）甲：", "1.乙；", "丙。", "2.丁。", "（二）戊。"),
            "tiao-3 tiao-3-1-1 tiao-3-1-1-1 - tiao-3-1-1-2 tiao-3-1-2",
        ),
        (
            ("第三条 下列：", "（一）甲。", "另有下列：", "（一）乙。", "（二）丙。"),
            "tiao-3 tiao-3-1-1 tiao-3-2 tiao-3-2-1 tiao-3-2-2",
        ),
        (
            ("第三条 下列：", "（一）甲。", "乙。", "第四条 丙：", "（二）丁。"),
            "tiao-3 tiao-3-1-1 tiao-3-2 tiao-4 tiao-4-1-2",
        ),
        (("第三条", "（一）甲；", "（二）乙。", "第二款。"), "tiao-3 tiao-3-1-1 tiao-3-1-2 tiao-3-2"),
        (("第三条 材料：", "身份证；[^1]", "户口簿；", "照片。", "前款规定。"), "tiao-3 - - - tiao-3-2"),
        (("第三条 材料：", "身份证；", "户口簿；", "（三）照片。", "前款。"), "tiao-3 - - tiao-3-1-3 tiao-3-2"),
        (("第三条 甲；", "乙；", "丙。"), "tiao-3 tiao-3-2 tiao-3-3"),
        (("第三条 甲：", "乙。", "丙。"), "tiao-3 tiao-3-2 tiao-3-3"),
    ],
)
def test_what_stands_among_items_is_no_clause(texts: tuple[str, ...], expected: str) -> None:
    assert " ".join(anchor or "-" for anchor in anchors(*texts)) == expected


def test_items_are_cited_in_the_clause_that_they_go_on_from() -> None:
    found = labels("第五十条 行使下列职权：", "（一）甲；", "签署乙；", "（二）丙。", "前款规定。", "（一）丁。")
    assert found == [
        "第五十条",
        "第五十条第一款第（一）项",
        "",
        "第五十条第一款第（二）项",
        "第五十条第二款",
        "第五十条第二款第（一）项",
    ]


@pytest.mark.parametrize(
    ("above", "severed"),
    [
        ("第三条 公民从事有关活动，需要证明身份的，有权使用", True),
        ("第三条 受送达人应当自收到之日起十日内提出，逾期，", True),
        ("第三条 公民从事有关活动，有权使用居民身份证。", False),
        ("第三条 公民从事有关活动，有权使用下列证件：", False),
        ("第三条 存单纠纷案件的受理与中止以及其他有关程序", False),  # a title
        ("第三条 补贴金额，按下式计算：补贴金额＝面积×标准", False),
    ],
)
def test_a_clause_below_a_sentence_that_is_not_complete_is_told(above: str, severed: bool) -> None:
    assert parts(above, "居民身份证证明身份。")[1].severed is severed


@pytest.mark.parametrize("sign", ["[^1]", "[^注][^2]", "**", "</b>", "<br>"])
def test_the_mark_of_a_note_is_no_end_of_a_sentence(sign: str) -> None:
    assert anchors("第三条 甲。", f"有下列情形之一的：{sign}", "（一）乙；") == ["tiao-3", "tiao-3-2", "tiao-3-2-1"]
    assert parts(f"（一）符合下列条件：{sign}", "甲。")[0].role != "heading"


@pytest.mark.parametrize(
    "text", ["**第二十条第（一）项**", "（第二十条、第二十一条）", "【第二十条规定的材料】", "<b>第二十条第二款</b>"]
)
def test_a_citation_behind_a_sign_is_none_that_was_meant(text: str) -> None:
    assert doubts("第四条 甲。", text)[1] == ""


@pytest.mark.parametrize(
    ("texts", "index"),
    [
        (("第三条 甲：", "（一）乙。", "可以受理", "（一）丙。"), 3),
        (("第三条 甲：", "（一）乙。", "可以受理：", "（一）丙。"), -1),
        (("第一条 甲：", "（一）乙。", "第一条 丙：", "（一）丁。"), -1),
        (("一、甲。", "（一）乙。", "二、丙。", "（一）丁。"), -1),
        (("一、甲。", "（一）乙。", "一、丙。"), 2),
    ],
)
def test_what_is_cited_alike_is_found(texts: tuple[str, ...], index: int) -> None:
    assert cited_alike(parts(*texts)) == index


def contents_of(*texts: str) -> list[tuple[str, int]]:
    return [(part.number or part.text, part.toc) for part in parts(*texts) if part.toc]


def test_articles_are_headings_for_the_ear_one_level_below_what_they_stand_in() -> None:
    found = parts(
        "## 某办法", "第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。", "## 附件1", "第一条　丙。"
    )
    assert [(part.role, part.level) for part in found] == [
        ("heading", 2),
        ("heading", 3),
        ("article", 4),
        ("heading", 3),
        ("article", 4),
        ("heading", 2),
        ("article", 3),
    ]


def test_only_a_text_without_chapters_lists_its_articles() -> None:
    assert contents_of("第一条　甲。", "第二条　乙。") == [("第一条", 1), ("第二条", 1)]
    assert contents_of("## 某办法", "第一条　甲。", "第二条（适用）　乙。") == [
        ("某办法", 1),
        ("第一条", 2),
        ("第二条", 2),
    ]
    chapters = ("第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。")
    assert [level for _, level in contents_of(*chapters)] == [1, 1]
    assert [level for _, level in contents_of("## 某办法", *chapters)] == [1, 2, 2]
    both = ("## 某办法", *chapters, "## 附件1", "第一条　丙。", "第二条　丁。")
    assert [level for _, level in contents_of(*both)] == [1, 2, 2, 1, 2, 2]
    assert [level for _, level in contents_of("## 一、总则", "第一条　甲。", "## 二、附则", "第二条　乙。")] == [1, 1]


def test_siblings_all_have_a_lead_or_none_has() -> None:
    led = ("一、总体要求", "内容。", "（一）优化流程。公开流程。", "（二）压缩时限。减少环节。")
    assert [(part.role, part.bold, part.toc) for part in parts(*led)[2:]] == [
        ("lead", "（一）优化流程。", 2),
        ("lead", "（二）压缩时限。", 2),
    ]
    found = parts(*led, "（三）各部门应当在2026年6月底前完成上述工作")
    assert [(part.role, part.text, part.bold, part.toc) for part in found[2:4]] == [
        ("paragraph", "（一）优化流程。公开流程。", "", 0),
        ("paragraph", "（二）压缩时限。减少环节。", "", 0),
    ]
    chapters = parts("一、总体要求", "内容。", "二、任务", "内容。", "三、本通知自印发之日起施行。")
    assert [(part.role, part.bold, part.toc) for part in chapters if part.toc] == [
        ("heading", "", 1),
        ("heading", "", 1),
        ("lead", "三、", 1),
    ]
