"""Tables of the standard catalogue as records: own small ones of each difficulty, and real ones that lose no item."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from disclosure.frontmatter.catalogue_table import ReadCatalogue, read_catalogue
from disclosure.frontmatter.catalogue_titles import field_name
from disclosure.frontmatter.grids import read_grids
from disclosure.model.vocabulary import Agency
from tests.tables import HEAD, HEAD_MERGED, LIMIT, Rows, item, word_file, workbook

CASES = Path(__file__).parents[3] / "shared/cases/catalogue-tables"
AGENCIES = [
    Agency.model_validate({"id": key, "name": f"测试区{name}", "short": f"区{name}", "level": "department"})
    for key, name in (("min", "民政局"), ("edu", "教育局"), ("dev", "发展和改革委员会"))
]


def read(path: Path) -> ReadCatalogue:
    return read_catalogue(read_grids(path), AGENCIES)


def of(tmp_path: Path, rows: Rows, *merged: str) -> ReadCatalogue:
    return read(workbook(tmp_path / "a.xlsx", ("目录", [*HEAD, *rows], [*HEAD_MERGED, *merged])))


def items(found: ReadCatalogue) -> list[dict[str, Any]]:
    assert not found.errors
    return [dict(one.fields) for part in found.fields for one in part.items]


def codes(found: ReadCatalogue) -> list[tuple[str, str]]:
    return [(str(one.place), one.code) for one in found.doubts]


def test_a_plain_table_has_no_doubts(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        [item("1", "甲", "乙", channels="政府网站、公示栏\n入户/现场", basis="《法》、《条例》（2019年）；《办法》")],
    )
    assert codes(found) == []
    assert items(found) == [
        {
            "number": "1",
            "level_1": "甲",
            "level_2": "乙",
            "content": ("要素",),
            "basis": ("《法》", "《条例》（2019年）", "《办法》"),
            "deadline": ({"text": LIMIT},),
            "method": ({"method": "proactive"},),
            "publisher": ("min",),
            "channels": ("政府网站", "公示栏", "入户/现场"),
            "audience": "全社会",
            "written": ({"column": "publisher", "text": "区民政局"},),
        }
    ]


def test_columns_are_found_in_any_order_by_their_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "责任单位,公开方式,层级,事项名称,备注,公开要素,时限,公开对象\n区教育局,依申请公开,区级、街镇级、村级,招生,x,名单,按年公开,家长\n",
        encoding="utf-8",
    )
    found = read(path)
    (one,) = items(found)
    assert (one["level_1"], one["publisher"], one["audience"]) == ("招生", ("edu",), "家长")
    assert one["tiers"] == ("county", "township", "village")
    assert one["method"] == ({"method": "on_request"},)
    assert codes(found) == [
        ("a.csv:1:5", "import-column-unknown"),
        ("a.csv:1:1", "import-column-missing"),
        ("a.csv:1:1", "import-column-missing"),
        ("a.csv:2:5", "import-cell-left"),
    ]
    assert found.doubts[-1].values == {"found": "备注", "value": "x"}


def test_merged_cells_and_ditto_marks_say_what_they_repeat(tmp_path: Path) -> None:
    rows = [
        item("1", "甲", "乙", basis="《法》", channels="公示栏"),
        item("2", "", "丙", basis="同上", deadline="〃", publisher="同 上", channels="同上"),
        item("5", "", "丁", publisher="区教育局"),
    ]
    found = items(of(tmp_path, rows, "B3:B5"))
    assert [one["level_1"] for one in found] == ["甲"] * 3
    assert [one["number"] for one in found] == ["1", "2", "5"]
    assert found[1] | {"number": "", "level_2": ""} == found[0] | {"number": "", "level_2": ""}


def test_a_blank_repeats_among_the_first_levels_alone(tmp_path: Path) -> None:
    rows = [
        item("1", "甲", "乙", group="某人", whole=""),
        item("2", "", "丙", proactive="", whole=""),
        item("3", "—", "丁"),
    ]
    found = of(tmp_path, [*rows, item("4", "", "戊")])
    first, second, third, fourth = items(found)
    assert (first["audience"], second["level_1"], second["audience"]) == ("某人", "甲", None)
    assert "method" not in second
    assert "level_1" not in third
    assert "level_1" not in fourth
    assert codes(found) == [("a.xlsx:4:2", "import-inherited")]


def test_a_blank_level_repeats_nothing_under_another_higher_one(tmp_path: Path) -> None:
    levels = [
        ("甲", "子", "一"),
        ("", "", "二"),
        ("乙", "", "三"),
        ("", "", "四"),
        ("乙", "丑", "五"),
        ("乙", "", "六"),
    ]
    rows = [["一级事项", "二级事项", "三级事项", *REST], *([*names_of, *SAID] for names_of in levels)]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    assert names(found) == {
        "救灾": ["甲 › 子 › 一", "甲 › 子 › 二", "乙 › 三", "乙 › 四", "乙 › 丑 › 五", "乙 › 丑 › 六"]
    }


def test_several_rows_of_one_item_are_its_cases_and_publishers(tmp_path: Path) -> None:
    rows = [
        item("47", "甲", "乙", deadline="调查结束后5个工作日内", proactive="√", whole="", group="面向村民"),
        ["", "", "", "", "", "批准之日起10个工作日内", "委托的机构", "", "", "", "", "√"],
    ]
    merged = [f"{column}3:{column}4" for column in "ABCDEHJ"]
    (one,) = items(of(tmp_path, rows, *merged))
    assert one["deadline"] == (
        {"text": "调查结束后5个工作日内", "method": "proactive"},
        {"text": "批准之日起10个工作日内", "method": "on_request"},
    )
    assert [part["method"] for part in one["method"]] == ["proactive", "on_request"]
    assert (one["publisher"], one["other_publishers"], one["audience"]) == (("min",), ("委托的机构",), "面向村民")
    assert (one["content"], one["channels"]) == (("要素",), ("政府网站",))


def test_what_becomes_on_request_later_is_a_method_with_its_case(tmp_path: Path) -> None:
    found = of(tmp_path, [item("1", "甲", "乙", deadline="形成后5日内公开。\n公示结束后，转为依申请公开。")])
    (one,) = items(found)
    assert one["method"] == ({"method": "proactive"}, {"method": "on_request", "when": "公示结束后"})
    assert one["deadline"] == ({"text": "形成后5日内公开。"},)
    assert one["written"][0] == {"column": "deadline", "text": "形成后5日内公开。 公示结束后，转为依申请公开。"}
    assert codes(found) == [("a.xlsx:3:6", "import-becomes-on-request")]


@pytest.mark.parametrize(
    ("cell", "channels"),
    [
        ("■政府网站 □政府公报 ■窗口", ("政府网站", "窗口")),
        ("☑网站\n☐公报\n√村（居）公示栏", ("网站", "村（居）公示栏")),
        ("■政府网站 口政府公报 口便民窗口", ("政府网站",)),
        ("政务窗口、公示栏", ("政务窗口", "公示栏")),
        ("□政府网站 □公报", ()),
        ("政府网站 发布会/听证会 公示栏", ("政府网站", "发布会/听证会", "公示栏")),
        ("12345 热线、网站", ("12345 热线", "网站")),
        ("■政府网站口政府公报口两微一端", ("政府网站",)),
        ("R政府网站 £政府公报", ("政府网站",)),
        ("■社区/村公示栏\n（电子屏） □其他", ("社区/村公示栏（电子屏）",)),
    ],
)
def test_only_ticked_boxes_are_channels(cell: str, channels: tuple[str, ...], tmp_path: Path) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", channels=cell)]))
    assert one.get("channels", ()) == channels


def test_whom_the_site_does_not_know_is_proposed_and_not_taken(tmp_path: Path) -> None:
    found = of(tmp_path, [item("1", "甲", "乙", publisher="民政局、发展改革委员会、各有关单位")])
    (one,) = items(found)
    assert "publisher" not in one
    assert one["other_publishers"] == ("民政局", "发展改革委员会", "各有关单位")
    near = [(problem.values["value"], problem.values.get("near")) for problem in found.doubts]
    assert near == [("民政局", "min"), ("发展改革委员会", "dev"), ("各有关单位", None)]


def test_fields_have_their_title_and_headers_may_be_repeated(tmp_path: Path) -> None:
    title = ["（一）社会救助领域基层政务公开标准目录", *[""] * 11]
    rows = [
        title,
        *HEAD,
        item("1", "甲", "乙"),
        *HEAD,
        item("2", "", "丙"),
        ["（二）就业领域基层政务公开标准目录"],
        item("1", "丁", "戊"),
    ]
    rows += [["备注：本目录由办公室解释", *[""] * 11]]
    found = read(workbook(tmp_path / "a.xlsx", ("表", rows, ["A1:L1"])))
    assert [(part.name, len(part.items)) for part in found.fields] == [("社会救助", 2), ("就业", 1)]
    assert ("a.xlsx:10:1", "import-row-note") in codes(found)


def test_ticks_may_be_anything_that_people_write(tmp_path: Path) -> None:
    rows = [
        item("1", "甲", "乙", whole="是", proactive="✓"),
        item("2", "甲", "丙", whole="V", group="√村民", proactive="主动公开"),
    ]
    found = of(tmp_path, [*rows, item("3", "甲", "丁", proactive="公开")])
    assert [one["audience"] for one in items(found)] == ["全社会", "全社会；村民", "全社会"]
    assert [one["method"][0]["method"] for one in items(found)] == ["proactive"] * 3
    assert codes(found) == [("a.xlsx:5:11", "import-tick")]


@pytest.mark.parametrize(
    ("rows", "place", "code"),
    [
        ([item("1", "甲", "乙", basis="同上")], "a.xlsx:3:5", "import-ditto"),
        ([item("1", "", "")], "a.xlsx:3:1", "import-item-nameless"),
    ],
)
def test_what_cannot_be_an_item_is_refused_at_its_place(rows: Rows, place: str, code: str, tmp_path: Path) -> None:
    found = of(tmp_path, rows)
    assert [(str(one.place), one.code) for one in found.errors] == [(place, code)]


def test_a_table_without_a_header_is_refused(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "a.xlsx", ("一", [["甲", "乙"], ["丙", "丁"]], [])))
    assert [one.code for one in found.errors] == ["import-no-header"]
    twice = read(
        workbook(
            tmp_path / "b.xlsx",
            ("一", [["一级事项", "公开内容", "公开时限", "公开时限"], ["甲", "乙", "丙", "丁"]], []),
        )
    )
    assert [(str(one.place), one.code) for one in twice.errors] == [("b.xlsx:1:4", "import-column-twice")]


def test_a_number_that_stands_twice_and_ditto_inside_words_are_told(tmp_path: Path) -> None:
    found = of(tmp_path, [item("1", "甲", "乙"), item("1", "丙", "丁", basis="同上；《办法》")])
    assert len(items(found)) == 2
    assert codes(found) == [("a.xlsx:4:5", "import-ditto-inside"), ("a.xlsx:4:1", "import-number-twice")]


def test_two_fields_in_a_word_file(tmp_path: Path) -> None:
    head = ["序号", "一级事项", "二级事项", "公开内容", "公开主体"]
    first = [head, ["1", "^甲", "乙", "一", "区民政局"], ["2", "^", "丙", "二", "同上"]]
    path = word_file(
        tmp_path / "a.docx",
        "一、养老服务领域公开标准目录",
        first,
        "二、就业",
        [head, ["1", "丁", "戊", "三", "区教育局"]],
    )
    found = read(path)
    assert [(part.name, len(part.items)) for part in found.fields] == [("养老服务", 2), ("就业", 1)]
    assert [one["publisher"] for one in items(found)] == [("min",), ("min",), ("edu",)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("（一）公共法律服务领域基层政务公开标准目录", "公共法律服务"),
        ("某区社会救助领域基层政务公开标准目录（2020年版）", "某区社会救助"),
        ("12.养老服务", "养老服务"),
        ("一、就业领域", "就业"),
        ("目录", "目录"),
        ("", ""),
        ("青禾区体育健身领域政务公开事项清单", "青禾区体育健身"),
        ("附件2：殡葬服务领域政府信息公开目录", "殡葬服务"),
        ("《殡葬服务领域政务公开一览表》（2026年版）", "殡葬服务"),
        ("附表1-2 权责清单目录", "权责"),
        ("某镇政务信息主动公开基本目录", "某镇"),
    ],
)
def test_a_title_names_its_field(title: str, name: str) -> None:
    assert field_name(title) == name


@pytest.mark.parametrize(
    ("cell", "deadlines", "code"),
    [
        (
            "价格变动后3个工作日内公开；其他信息每年1月31日前更新",
            [("价格变动后3个工作日内公开", None), ("其他信息每年1月31日前更新", None)],
            "apart",
        ),
        (
            "主动公开的，信息形成之日起10个工作日内；依申请公开的，收到申请之日起20个工作日内",
            [("信息形成之日起10个工作日内", "proactive"), ("收到申请之日起20个工作日内", "on_request")],
            "apart",
        ),
        (
            "主动公开的：10个工作日内，依申请公开的：20个工作日内。",
            [("10个工作日内", "proactive"), ("20个工作日内", "on_request")],
            "apart",
        ),
        ("1.名单3日内公开\n2.结果按季度公开", [("名单3日内公开", None), ("结果按季度公开", None)], "apart"),
        ("变更之日起2个工作日内，且每年汛前更新一次", None, "several"),
        ("名单5日内、结果10日内", None, "several"),
        ("名单5日内；结果每年更新；其他另行通知", None, "several"),
        ("信息形成之日起20个工作日内。法律另有规定的，从其规定", None, ""),
        ("10个工作日内，公示7个工作日", None, ""),
        ("信息形成\n之日起20个工作日内", None, ""),
        ("及时公开；长期公开", None, ""),
    ],
)
def test_several_deadlines_of_a_cell_are_taken_apart_or_told(
    cell: str, deadlines: list[tuple[str, str | None]] | None, code: str, tmp_path: Path
) -> None:
    found = of(tmp_path, [item("1", "甲", "乙", deadline=cell)])
    (one,) = items(found)
    expected = deadlines or [(cell.replace("\n", " "), None)]
    assert [(part["text"], part.get("method")) for part in one["deadline"]] == expected
    assert codes(found) == ([("a.xlsx:3:6", f"import-deadline-{code}")] if code else [])
    methods = {method for _, method in expected if method} or {"proactive"}
    assert {part["method"] for part in one["method"]} == methods


SHORT = ["公开时限", "序号", "一级事项", "公开内容", "公开主体"]


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (["合计：3项"], "total", "合计：3项"),
        (["备注：以上由区应急局解释"], "note", "备注：以上由区应急局解释"),
        (["", "注", "以上由区应急局解释"], "note", "注、以上由区应急局解释"),
        (["", "说明：", "", "以上由区应急局解释"], "note", "说明：、以上由区应急局解释"),
        (["", "合计", "", "", "2"], "total", "合计、2"),
        (["", "", "共计2项"], "total", "共计2项"),
        (["", "2", "合计"], "total", "2、合计"),
        (["", "", "填表人：某"], "note", "填表人：某"),
    ],
)
def test_notes_and_totals_are_no_items_wherever_they_stand(
    row: list[str], code: str, said: str, tmp_path: Path
) -> None:
    rows = [["救灾领域"], SHORT, ["及时", "1", "甲", "一", "区民政局"], row, ["及时", "2", "乙", "二", "区民政局"]]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    assert names(found) == {"救灾": ["甲", "乙"]}
    assert [one["deadline"] for one in items(found)] == [({"text": "及时"},)] * 2
    told = [(str(one.place), one.values["value"]) for one in found.doubts if one.code == f"import-row-{code}"]
    assert told == [("a.xlsx:4:1", said)]


@pytest.mark.parametrize(
    ("title", "row", "told"),
    [
        ("救灾领域公开标准目录（共2项）", [], []),
        ("救灾领域公开标准目录（2026年版，共三项）", [], ["a.xlsx:2:1"]),
        ("共1个领域、2个一级事项，共2项", [], []),
        ("救灾领域", ["", "合计", "", "2"], []),
        ("救灾领域", ["合计：3项"], ["a.xlsx:5:1"]),
        ("救灾领域", ["", "共计12项"], ["a.xlsx:5:1"]),
        ("救灾领域", ["", "小计", "1"], []),
    ],
)
def test_a_number_of_items_that_the_table_states_is_compared(
    title: str, row: list[str], told: list[str], tmp_path: Path
) -> None:
    rows = [[title], SHORT, ["及时", "1", "甲", "一", "区民政局"], ["及时", "2", "乙", "二", "区民政局"], row]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    differs = [one for one in found.doubts if one.code == "import-total-differs"]
    assert [(str(one.place), one.values["number"]) for one in differs] == [(place, "2") for place in told]


@pytest.mark.parametrize("name", ["说明义务", "合计支出公开", "备注信息", "联系方式"])
def test_items_that_begin_like_notes_are_items(name: str, tmp_path: Path) -> None:
    rows = [SHORT, ["及时", "1", name, "一", "区民政局"], ["", "2", name + "二"]]
    assert names(read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))) == {"救灾": [name, name + "二"]}


@pytest.mark.parametrize(
    ("lines", "name", "title"),
    [
        (["气象防灾领域政务公开标准目录", "（2026年版，共3项）"], "气象防灾", "气象防灾领域政务公开标准目录"),
        (["气象防灾领域政务公开标准目录", "[试行]", "2026年11月"], "气象防灾", "气象防灾领域政务公开标准目录"),
        (["附件2：气象防灾领域公开事项清单", "填报单位：某局"], "气象防灾", "气象防灾领域公开事项清单"),
        (
            [
                "首页>政务公开",
                "气象防灾领域政务公开标准目录",
                "发布日期：2026年3月7日 浏览：10 来源：某局",
                "【字体：大 中 小】打印",
            ],
            "气象防灾",
            "气象防灾领域政务公开标准目录",
        ),
        (
            ["气象防灾领域政务公开标准目录", "责任单位：某局", "（县气象局）", "二〇二六年十一月", "某县气象局"],
            "气象防灾",
            "气象防灾领域政务公开标准目录",
        ),
        (["目录", "某县气象局基层政务公开标准目录"], "某县气象局", "某县气象局基层政务公开标准目录"),
        (["气象防灾领域", "政务公开事项一览表"], "气象防灾", "气象防灾领域政务公开事项一览表"),
    ],
)
def test_what_stands_beside_a_title_is_none(lines: list[str], name: str, title: str, tmp_path: Path) -> None:
    table = [SHORT, ["及时", "1", "甲", "一", "区民政局"]]
    word = read(word_file(tmp_path / "a.docx", *lines, table))
    sheet = read(workbook(tmp_path / "a.xlsx", ("Sheet1", [*([line] for line in lines), *table], ())))
    assert [[(part.name, part.title) for part in found.fields] for found in (word, sheet)] == [[(name, title)]] * 2


def test_sheets_under_the_title_of_a_place_are_fields_by_their_names(tmp_path: Path) -> None:
    rows = [["某县基层政务公开标准目录"], SHORT, ["及时", "1", "甲", "一", "区民政局"]]
    sheets = [("1.救灾", rows, ()), ("就业领域", rows, ()), ("Sheet3", rows, ())]
    found = read(workbook(tmp_path / "a.xlsx", *sheets))
    assert [(part.name, part.title) for part in found.fields] == [
        (name, "某县基层政务公开标准目录") for name in ("救灾", "就业", "某县")
    ]


def test_usual_names_of_columns_are_known_and_others_are_named(tmp_path: Path) -> None:
    head = ["事项名称", "主要内容", "法律政策依据", "公布时间", "责任科室", "公开平台", "公开形式", "受众"]
    row = ["甲", "一", "《法》", "及时", "某科", "网站", "主动公开", "全社会"]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", [head, row], ())))
    assert codes(found) == [("a.xlsx:2:5", "import-no-agency")]
    assert sorted(items(found)[0]) == sorted(
        ["level_1", "content", "basis", "deadline", "other_publishers", "channels", "method", "audience"]
    )
    other = read(workbook(tmp_path / "b.xlsx", ("救灾", [["表"], ["事项名称", "甲乙", "公开依据", "丙"], row], ())))
    (error,) = other.errors
    assert (str(error.place), error.values) == ("b.xlsx:2:1", {"known": "事项名称、公开依据", "unknown": "甲乙、丙"})


# --- the same table in every kind of file


def test_the_same_table_says_the_same_in_every_kind_of_file(tmp_path: Path) -> None:
    """Merged cells as each kind of file has them; as CSV, where merged cells are written out."""
    flat = [
        item("1", "甲", "子", content="1.一\n2.二", basis="《法》\n《条例》"),
        item("2", "甲", "丑", content="三", basis="《法》\n《条例》", channels="■网站\n□公报"),
        item("3", "甲", "丑", content="四", channels="■网站\n□公报", whole="", group="√村民"),
        item("4", "乙", "寅", publisher="区民政局、各街道", proactive="", on_request="√"),
    ]
    down = {(0, 1): 3, (1, 2): 2, (0, 4): 2, (1, 7): 2}  # where a cell begins, and over how many rows it reaches
    covered = {(row + more, column) for (row, column), reach in down.items() for more in range(1, reach)}
    merged = [
        ["" if (at, column) in covered else text for column, text in enumerate(row)] for at, row in enumerate(flat)
    ]
    title = "救灾领域基层政务公开标准目录"
    ranges = [
        f"{chr(65 + column)}{row + 3}:{chr(65 + column)}{row + reach + 2}" for (row, column), reach in down.items()
    ]
    head_of_page = (
        "<tr>"
        + "".join(
            f"<td rowspan=2>{text}" if below == "" else f"<td colspan=2>{text}"
            for text, below in zip(*HEAD, strict=True)
            if text
        )
        + "<tr>"
        + "".join(f"<td>{text}" for text in HEAD[1] if text)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={down.get((at, column), 1)}>{text.replace(chr(10), '<br>')}"
            for column, text in enumerate(row)
            if (at, column) not in covered
        )
        for at, row in enumerate(merged)
    )
    (tmp_path / "a.html").write_text(f"<p>{title}</p><table>{head_of_page}{body}</table>", encoding="utf-8")
    with (tmp_path / "a.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([[title], *HEAD, *flat])
    word = [
        [
            "^" if (at, column) in covered else f"^{text}" if (at, column) in down else text
            for column, text in enumerate(row)
        ]
        for at, row in enumerate(merged)
    ]
    paths = [
        workbook(tmp_path / "a.xlsx", ("救灾", [*HEAD, *merged], [*HEAD_MERGED, *ranges])),
        word_file(tmp_path / "a.docx", title, [*HEAD, *word]),
        tmp_path / "a.html",
        tmp_path / "a.csv",
    ]
    expected = items(read(workbook(tmp_path / "flat.xlsx", ("救灾", [*HEAD, *flat], HEAD_MERGED))))
    assert len(expected) == 4
    assert {path.name: items(read(path)) == expected for path in paths} == {path.name: True for path in paths}


# --- what a cell says


def test_a_method_that_is_none_is_told_and_its_words_are_kept(tmp_path: Path) -> None:
    head = ["一级事项", *REST, "公开方式"]
    rows = [head, ["甲", *SAID, "主动公开"], ["乙", *SAID, "不予公开"], ["丙", *SAID, "主动公开（涉密的除外）"]]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    methods = [one.get("method") for one in items(found)]
    assert methods == [({"method": "proactive"},), None, ({"method": "proactive"},)]
    kept = [[one["text"] for one in part["written"] if one["column"] == "method"] for part in items(found)]
    assert kept == [[], ["不予公开"], ["主动公开（涉密的除外）"]]
    assert codes(found) == [("a.xlsx:3:7", "import-method-unread")]


@pytest.mark.parametrize("words", ["不公开", "公开", "否", "TRUE", "1"])
def test_words_of_which_it_is_told_that_they_are_kept_are_kept(words: str, tmp_path: Path) -> None:
    head = ["一级事项", *REST, "公开方式"]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", [head, ["甲", *SAID, "主动公开"], ["乙", *SAID, words]], ())))
    _, one = items(found)
    assert codes(found) == [("a.xlsx:3:7", "import-method-unread")]
    assert [part["text"] for part in one["written"] if part["column"] == "method"] == [words]


@pytest.mark.parametrize("sign", ["√", "✅", "∨", "✔️", "Ｖ", "○", "Y", "1", "ü"])
def test_a_lone_sign_is_a_tick_in_any_column(sign: str, tmp_path: Path) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", whole="", group=sign, proactive="", on_request=sign)]))
    assert (one["audience"], one["method"]) == ("特定群体", ({"method": "on_request"},))


@pytest.mark.parametrize("sign", ["×", "否", "N", "/", "—", "0"])
def test_a_sign_that_says_no_is_no_tick(sign: str, tmp_path: Path) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", group=sign, on_request=sign)]))
    assert (one["audience"], one["method"]) == ("全社会", ({"method": "proactive"},))


def test_words_behind_a_tick_are_kept(tmp_path: Path) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", whole="√（脱敏后）")]))
    assert (one["audience"], one["written"][-1]) == ("全社会", {"column": "whole", "text": "√（脱敏后）"})


@pytest.mark.parametrize(
    ("cell", "known", "others"),
    [
        ("区民政局、各乡镇（街道、开发区）", ("min",), ("各乡镇（街道、开发区）",)),
        ("区民政\n局", ("min",), ()),
        ("区民政局/区教育局", ("min", "edu"), ()),
        ("区民政局 区教育局", ("min", "edu"), ()),
        ("市、区两级民政部门", (), ("市、区两级民政部门",)),
        ("1.区民政局\n2.区发展和改革委员会", ("min", "dev"), ()),
        ("区民政局和区发展和改革委员会", ("min", "dev"), ()),
        ("区民政局和街道", (), ("区民政局和街道",)),
        ("政府采购\n代理机构\n区教育局", ("edu",), ("政府采购代理机构",)),
        ("某局（某科", (), ("某局（某科",)),
    ],
)
def test_bodies_are_parted_where_they_end(
    cell: str, known: tuple[str, ...], others: tuple[str, ...], tmp_path: Path
) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", publisher=cell)]))
    assert (one.get("publisher", ()), one.get("other_publishers", ())) == (known, others)


def test_a_line_that_breaks_within_brackets_is_one(tmp_path: Path) -> None:
    cells = {
        "basis": "《公共租赁住房管理\n办法》（住房和城乡建设部令\n第11号）\n《条例》",
        "content": "1.预算（含\n决算）\n2.其他",
        "channels": "公示栏\n（电子屏）、网站（含、等）",
    }
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", **cells)]))
    assert one["basis"] == ("《公共租赁住房管理办法》（住房和城乡建设部令第11号）", "《条例》")
    assert one["content"] == ("1.预算（含决算）", "2.其他")
    assert one["channels"] == ("公示栏（电子屏）", "网站（含、等）")


@pytest.mark.parametrize(
    ("cell", "laws"),
    [
        ("《甲法》第十条；《乙法》第二条、第三条", ("《甲法》第十条", "《乙法》第二条、第三条")),
        ("《甲法》第一百一\n十八条\n《乙法》", ("《甲法》第一百一十八条", "《乙法》")),
        ("【法律】《甲法》 【规章】《乙办法》（令第1号）", ("【法律】《甲法》", "【规章】《乙办法》（令第1号）")),
        ("《关于印发<甲>的通知》和《乙》", ("《关于印发<甲>的通知》和《乙》",)),
    ],
)
def test_each_law_of_a_cell_is_one(cell: str, laws: tuple[str, ...], tmp_path: Path) -> None:
    (one,) = items(of(tmp_path, [item("1", "甲", "乙", basis=cell)]))
    assert one["basis"] == laws


def test_an_item_without_any_name_has_those_above_it(tmp_path: Path) -> None:
    """Merged cells become blanks in a CSV."""
    found = of(tmp_path, [item("1", "甲", "乙"), item("2", "", "", content="另一"), item("3", "—", "")])
    assert [one.code for one in found.errors] == ["import-item-nameless"]
    found = of(tmp_path, [item("1", "甲", "乙"), item("2", "", "", content="另一")])
    assert names(found) == {"目录": ["甲 › 乙", "甲 › 乙"]}
    assert codes(found) == [("a.xlsx:4:3", "import-inherited")]


def test_a_column_of_fields_may_number_them(tmp_path: Path) -> None:
    rows = [["试点领域", "序号", "一级事项", *REST], ["1.救灾", "1", "甲", *SAID], ["（二）就业领域", "1", "乙", *SAID]]
    assert names(read(workbook(tmp_path / "a.xlsx", ("表", rows, ())))) == {"救灾": ["甲"], "就业": ["乙"]}


def test_numbers_are_without_the_point_behind_them(tmp_path: Path) -> None:
    found = items(of(tmp_path, [item("１", "甲", "乙"), item("2.", "甲", "丙"), item("1-3", "甲", "丁")]))
    assert [one["number"] for one in found] == ["1", "2", "1-3"]


# --- which column is which


REST = ["公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"]
SAID = ["要素", "《法》", "及时", "区民政局", "网站"]


@pytest.mark.parametrize(
    ("heads", "cells", "levels", "told"),
    [
        (["事项类别", "事项名称"], ["职能", "机构"], ["职能", "机构"], "事项类别、事项名称"),
        (["分类", "一级目录", "二级目录"], ["甲", "乙", "丙"], ["甲", "乙", "丙"], "分类、一级目录、二级目录"),
        (["公开事项", "一级事项", "二级事项"], ["丙", "甲", "乙"], ["甲", "乙", "丙"], "一级事项、二级事项、公开事项"),
        (
            ["类别", "一级", "二级", "三级", "四级", "公开事项"],
            ["法定", "财政", "预算", "部门", "三公", "三公"],
            ["法定", "财政", "预算 › 部门 › 三公"],
            "类别、一级、二级、三级、四级、公开事项",
        ),
        (["一级目录", "五级目录", "六级目录"], ["甲", "乙", "丙"], ["甲", "乙", "丙"], "一级目录、五级目录、六级目录"),
        (["类别"], ["甲"], ["甲"], ""),
        (["二级事项"], ["乙"], ["乙"], ""),
    ],
)
def test_every_column_that_names_an_item_is_a_level(
    heads: list[str], cells: list[str], levels: list[str], told: str, tmp_path: Path
) -> None:
    rows = [["序号", *heads, *REST], ["1", *cells, *SAID]]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    assert [_levels(one) for one in items(found)] == [levels]
    assert [one.values["value"] for one in found.doubts] == ([told] if told else [])


def test_levels_beyond_the_third_part_items(tmp_path: Path) -> None:
    """Of one third level, each fourth is an item; a blank one is none."""
    head = ["一级目录", "二级目录", "三级目录", "四级目录", *REST]
    rows = [["公开事项"], head, ["甲", "乙", "丙", "丁", *SAID], ["", "", "", "戊", *SAID], ["", "己", "", "", *SAID]]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ("A1:D1", "A3:A5", "B3:B4", "C3:C4"))))
    assert names(found) == {"救灾": ["甲 › 乙 › 丙 › 丁", "甲 › 乙 › 丙 › 戊", "甲 › 己"]}


@pytest.mark.parametrize(
    ("heads", "cells", "expected", "code"),
    [
        (["公开主体", "责任科室"], ["区民政局", "救助科"], {"publisher": ("min",)}, "second"),
        (["责任单位", "公开主体"], ["救助科", "区民政局"], {"publisher": ("min",)}, "second"),
        (["公开时限", "更新频率"], ["及时", "每年"], {"deadline": ({"text": "及时"},)}, "second"),
        (["公开方式"], ["网站、公示栏"], {"channels": ("网站", "公示栏")}, "meant"),
        (["公开渠道", "公开形式"], ["网站", "文字"], {"channels": ("网站",)}, "second"),
        (["公开方式", "公开形式"], ["主动公开", "文字"], {"channels": ("文字",)}, "meant"),
        (["公开属性"], ["依申请公开"], {"method": ({"method": "on_request"},)}, ""),
        (["公开事项", "二级事项"], ["7", "乙"], {"number": "7", "level_2": "乙"}, "meant"),
        (["公开类别"], ["主动公开"], {"method": ({"method": "proactive"},)}, "meant"),
    ],
)
def test_two_columns_of_one_kind_and_columns_of_another_kind_are_told(
    heads: list[str], cells: list[str], expected: dict[str, object], code: str, tmp_path: Path
) -> None:
    rows = [["一级事项", "公开内容", "公开依据", *heads], ["甲", "要素", "《法》", *cells]]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    (one,) = items(found)
    assert expected.items() <= one.items()
    told = [one.code for one in found.doubts if one.code not in ("import-column-missing", "import-no-agency")]
    left = ["import-cell-left"] if code == "second" else []
    assert told == ([f"import-column-{code}", *left] if code else [])


def test_a_column_for_each_channel_is_a_box(tmp_path: Path) -> None:
    rows = [
        ["一级事项", *REST[:4], "公开渠道和载体", "", "", "公开对象", ""],
        [*[""] * 5, "政府网站", "发布会/听证会", "其他", "全社会", "特定群体"],
        [str(number) for number in range(1, 11)],
        ["甲", *SAID[:4], "√", "", "", "√", ""],
        ["乙", *SAID[:4], "√", "×", "√（省平台、热线）", "√", ""],
        ["丙", *SAID[:4], "", "", "", "√", ""],
    ]
    merged = ("F1:H1", "I1:J1", *(f"{column}1:{column}2" for column in "ABCDE"))
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, merged)))
    assert [one.get("channels") for one in items(found)] == [
        ("政府网站",),
        ("政府网站", "其他：（省平台、热线）"),
        None,
    ]
    assert codes(found) == [("a.xlsx:3:1", "import-row-skipped")]


def test_a_list_that_is_divided_is_one(tmp_path: Path) -> None:
    rows = [
        ["★一级事项:", *REST[:3], "公开主体", "", "公开渠道"],
        [*[""] * 4, "县级", "乡级", ""],
        ["甲", *SAID[:3], "区民政局", "各街道", "网站"],
    ]
    found = read(
        workbook(tmp_path / "a.xlsx", ("救灾", rows, ("E1:F1", *(f"{column}1:{column}2" for column in "ABCDG"))))
    )
    (one,) = items(found)
    assert (one["publisher"], one["other_publishers"], one.get("tiers")) == (("min",), ("各街道",), None)


def test_rows_of_a_form_that_nobody_filled_in_are_no_items(tmp_path: Path) -> None:
    blank = {"content": "", "basis": "—", "deadline": "", "publisher": "", "whole": "", "proactive": ""}
    rows = [
        item("1", "甲", "乙"),
        item("2", "", "", channels="□政府网站 □公报", **blank),
        item("3", "—", "", channels="", **blank),
    ]
    found = of(tmp_path, rows)
    assert names(found) == {"目录": ["甲 › 乙"]}
    assert codes(found) == [("a.xlsx:4:1", "import-row-skipped"), ("a.xlsx:5:1", "import-row-skipped")]


def test_a_cell_over_several_columns_is_told_and_one_name_over_two_levels_is_one(tmp_path: Path) -> None:
    rows = [item("1", "甲", ""), item("2", "乙", "丙", content="见网站", basis="", deadline="")]
    found = of(tmp_path, rows, "B3:C3", "D4:F4")
    assert names(found) == {"目录": ["甲", "乙 › 丙"]}
    assert codes(found)[0] == ("a.xlsx:4:4", "import-cell-across")


def test_without_numbers_a_name_that_is_written_again_is_another_item(tmp_path: Path) -> None:
    rows = [
        ["一级事项", "二级事项", *REST],
        ["甲", "乙", *SAID],
        ["甲", "", "另一", *SAID[1:]],
        ["", "", "又一", "", "", "", ""],
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ())))
    assert [(_levels(one), one["content"]) for one in items(found)] == [
        (["甲", "乙"], ("要素",)),
        (["甲"], ("另一", "又一")),
    ]


def test_what_stands_below_a_divided_column_is_read_by_its_own_words(tmp_path: Path) -> None:
    rows = [
        ["一级事项", *REST, "公开对象", "", "公开层级"],
        [*[""] * 6, "社会", "特定群体", "省级", "县（市、区）级", "乡镇（街道）级"],
        ["甲", *SAID, "√", "", "√", "√", "√"],
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, ("G1:H1", "I1:K1"))))
    (one,) = items(found)
    assert (one["audience"], one["tiers"]) == ("全社会", ("county", "township"))
    assert codes(found) == [("a.xlsx:2:9", "import-column-unknown"), ("a.xlsx:3:9", "import-cell-left")]


# --- real tables


def shared(name: str) -> Path:
    path = CASES / name
    if not path.is_file():
        pytest.skip(f"no {name}: the shared cases are not beside the project")
    return path


# --- tables as offices really hand them in

WIDE = [
    [
        *("序　号", "公　开　事　项", "", "公开内容（要 素）", "公开依据", "公 开 时 间", "责任单位（公开主体）"),
        "公开渠道和载体（在标注范围内至少选择其一，“■”表示必选）",
        *("公开对象", "", "公开形式", "", "公开层级", ""),
    ],
    ["", "一级", "二级", "", "", "", "", "", "全社会", "特定群众（请写明）", "主动", "依申请", "县级", "乡级"],
]
WIDE_MERGED = ("B{0}:C{0}", "I{0}:J{0}", "K{0}:L{0}", "M{0}:N{0}")


def wide(number: str, level_1: str, level_2: str, like: str = "") -> list[str]:
    """A row under WIDE; `like` stands in all other cells."""
    cells = ("要素", "《条例》", LIMIT, "区民政局", "■网站", "√", "", "√", "", "√", "")
    return [number, level_1, level_2, *((like,) * len(cells) if like else cells)]


def names(found: ReadCatalogue) -> dict[str, list[str]]:
    assert not found.errors
    return {part.name: [" › ".join(_levels(one.fields)) for one in part.items] for part in found.fields}


def _levels(fields: Any) -> list[str]:
    return [fields[name] for name in ("level_1", "level_2", "level_3") if name in fields]


def test_headers_may_have_wide_spaces_remarks_and_short_names(tmp_path: Path) -> None:
    rows = [*WIDE, wide("1", "甲", "乙")]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, [one.format(1) for one in WIDE_MERGED])))
    (one,) = items(found)
    assert codes(found) == []
    assert (one["level_2"], one["publisher"], one["channels"]) == ("乙", ("min",), ("网站",))
    assert (one["audience"], one["method"], one["tiers"]) == ("全社会", ({"method": "proactive"},), ("county",))


def test_fields_below_each_other_need_no_word_and_pages_may_break(tmp_path: Path) -> None:
    """A title over all columns or numbered in the first; a header again, page numbers; a remark is no item."""
    rows = [
        *(["附件2"], ["（一）社会救助"], *WIDE, wide("1", "甲", "子"), ["第1页 共2页"]),
        *(*WIDE, wide("2", "甲", "丑"), ["注：本表由区民政局解释。"]),
        *(["（二）养老服务"], *WIDE, wide("1", "乙", "寅"), ["三、救灾"], wide("1", "丙", "卯")),
    ]
    merged = [one.format(at) for at in (3, 7, 12) for one in WIDE_MERGED]
    found = read(workbook(tmp_path / "a.xlsx", ("目录", rows, [*merged, "A2:N2", "A10:N10", "A11:N11"])))
    assert names(found) == {"社会救助": ["甲 › 子", "甲 › 丑"], "养老服务": ["乙 › 寅"], "救灾": ["丙 › 卯"]}
    assert codes(found) == [("a.xlsx:10:1", "import-row-note")]


def test_ditto_goes_on_under_the_title_of_the_next_field_and_is_told(tmp_path: Path) -> None:
    rows = [
        *WIDE,
        *(["一、社会救助领域"], wide("1", "甲", "子")),
        *(["二、养老服务领域"], wide("2", "乙", "丑", "同上"), wide("3", "同上", "寅", "〃")),
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("目录", rows, [one.format(1) for one in WIDE_MERGED])))
    first, second, third = ({key: value for key, value in one.items() if key != "number"} for one in items(found))
    assert first | {"level_1": "乙", "level_2": "丑"} == second
    assert third == second | {"level_2": "寅"}
    assert codes(found) == [(f"a.xlsx:6:{column}", "import-ditto-across") for column in (4, 5, 6, 7, 8, 9, 11, 13)]


def test_ditto_repeats_a_blank_and_the_row_before_of_its_own_item(tmp_path: Path) -> None:
    rows = [
        item("1", "甲", "子", group="", deadline="3日"),
        item("2", "甲", "丑", group="同上", on_request="同上", deadline="5日"),
        ["", "", "", "", "", "同上", "区教育局"],
        ["", "", "", "", "", "7日", "同上"],
    ]
    first, second = items(of(tmp_path, rows))
    assert (first["audience"], second["audience"]) == ("全社会", "全社会")
    assert second["deadline"] == ({"text": "5日"}, {"text": "5日"}, {"text": "7日"})
    assert second["publisher"] == ("min", "edu")


@pytest.mark.parametrize(
    ("methods", "audience", "tiers", "expected"),
    [
        ("☑主动公开 □依申请公开", "☑全社会 □特定群体", "☑区级 □街镇级", ("proactive", "全社会", ("county",))),
        (
            "口主动公开 √依申请公开",
            "□全社会 ■特定群体：老年人",
            "县级（√） 乡级（ ）",
            ("on_request", "老年人", ("county",)),
        ),
        ("主动公开（√）依申请公开（ ）", "全社会√ 特定群体", "□县级\n■乡级", ("proactive", "全社会", ("township",))),
        (
            "（√）主动公开（ ）依申请公开",
            "（ ）全社会 （√）特定群体（老年人）",
            "（√）县级（√）乡级",
            ("proactive", "老年人", ("county", "township")),
        ),
        ("主动", "全社会", "县级、乡级", ("proactive", "全社会", ("county", "township"))),
    ],
)
def test_only_what_is_ticked_counts_in_any_column(
    methods: str, audience: str, tiers: str, expected: tuple[str, str, tuple[str, ...]], tmp_path: Path
) -> None:
    head = ["一级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开方式", "公开对象", "公开层级"]
    row = ["甲", "要素", "《法》", "及时", "区民政局", "网站√ 公报", methods, audience, tiers]
    (one,) = items(read(workbook(tmp_path / "a.xlsx", ("救灾", [head, row], ()))))
    assert (one["method"], one["audience"], one["tiers"]) == (({"method": expected[0]},), *expected[1:])
    assert one["channels"] == ("网站",)


def test_a_number_over_all_items_of_a_first_level_hides_none(tmp_path: Path) -> None:
    head = [
        "序号",
        "一级事项",
        "二级事项",
        "三级事项",
        "公开内容",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道",
        "公开方式",
    ]
    rest = ["要素", "《法》", "及时", "区民政局", "网站", "主动"]
    rows = [
        *(head, ["1", "招聘", "服务", "岗位", *rest], ["", "", "", "", "", "", "", "区教育局"]),
        *(["", "", "", "招聘会", *rest], ["", "", "培训", "", *rest], ["2", "援助", "认定", "", *rest]),
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("就业", rows, ("A2:A5", "B2:B5", "C2:C4", "D2:D3"))))
    assert names(found) == {"就业": ["招聘 › 服务 › 岗位", "招聘 › 服务 › 招聘会", "招聘 › 培训", "援助 › 认定"]}
    assert items(found)[0]["publisher"] == ("min", "edu")
    assert codes(found) == [("a.xlsx:4:1", "import-number-twice"), ("a.xlsx:5:1", "import-number-twice")]


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("救灾", [*HEAD, item("1", "甲", "子"), item("2", "甲", "丑")], HEAD_MERGED))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="4">', b'<row r="4" hidden="1">')
    parts[book] = parts[book].replace(b"<sheet ", b'<sheet state="hidden" ')
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    found = read(path)
    assert names(found) == {"救灾": ["甲 › 子", "甲 › 丑"]}
    assert codes(found) == [("a.xlsx:1:1", "import-hidden-sheet"), ("a.xlsx:4:1", "import-hidden-row")]


def test_a_table_that_goes_on_without_a_header_loses_no_item(tmp_path: Path) -> None:
    head = ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开方式"]
    rest = ["要素", "《法》", "及时", "区民政局", "网站", "主动"]
    found = read(
        word_file(
            tmp_path / "a.docx",
            *("（一）救灾", [head, ["1", "甲", "子", *rest]]),
            *("（续表）", [["2", "甲", "丑", *rest]]),
            *("（二）就业", [["1", "乙", "寅", *rest]]),
            *("联系人", [["姓名", "电话"], ["某", "1"]]),
        )
    )
    assert names(found) == {"救灾": ["甲 › 子", "甲 › 丑"], "就业": ["乙 › 寅"]}
    assert [code for _, code in codes(found)] == ["import-table-continued"] * 2 + ["import-row-skipped"] * 2


def test_a_table_without_a_title_is_of_the_field_before(tmp_path: Path) -> None:
    head = ["序号", "一级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"]
    rest = ["要素", "《法》", "及时", "区民政局", "网站"]
    path = word_file(
        tmp_path / "a.docx",
        *("某区基层政务公开标准目录", "（一）救灾", [head, ["1", "甲", *rest]]),
        *("— 1 —", [head, ["2", "乙", *rest]], [head[:-1], ["1", "丙", *rest[:-1]]]),
    )
    found = read(path)
    assert names(found) == {"救灾": ["甲", "乙"], "": ["丙"]}
    assert found.fields[0].title == "某区基层政务公开标准目录"
    assert codes(found)[0] == ("a.docx（表2）:1:1", "import-field-continued")


def test_numbers_that_a_formula_counts_do_not_stand_in_the_way(tmp_path: Path) -> None:
    counts = ["=ROW()-2", "=A3+1", '=IF(B5="","",COUNTA($B$3:B5))', "=MAX(A$2:A5) + 1"]
    rows = [*HEAD, *(item(formula, "甲", f"第{at}") for at, formula in enumerate(counts))]
    found = read(workbook(tmp_path / "a.xlsx", ("救灾", rows, HEAD_MERGED)))
    assert [one["level_2"] for one in items(found)] == ["第0", "第1", "第2", "第3"]
    rows = [["一级事项", "序号", *REST], ["甲", "=ROW()-1", *SAID]]
    (one,) = items(read(workbook(tmp_path / "b.xlsx", ("救灾", rows, ()))))
    assert one["number"] == "1"


def test_a_form_in_the_encoding_of_the_country_with_lines_above_and_below(tmp_path: Path) -> None:
    text = (
        '"附件1",,,,,,,,\n"测试区社会救助领域基层政务公开标准目录",,,,,,,,\n填报单位：区民政局,,,填报日期：3月,,,,,\n'
        '序　号,公开事项,,"公开内容\n（要　素）",公开依据,公开时限,公开主体,"公开渠道\n和载体",公开方式\n'
        ",一级事项,二级事项,,,,,,\n"
        ',综合,标准,"1.一\n2.二",《条例》,及时,区民政局,"■网站\n□公报",主动\n'
        ",,检查,结果,同上,同上,同上,同上,同上\n,,,,,,,,\n审核人：某,,,,,,,,\n"
    )
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("gb18030"))
    found = read(path)
    assert names(found) == {"测试区社会救助": ["综合 › 标准", "综合 › 检查"]}
    assert items(found)[1]["method"] == ({"method": "proactive"},)
    assert items(found)[1]["channels"] == ("网站",)
    assert [code for _, code in codes(found)] == ["import-row-note", "import-row-note", "import-inherited"]


@pytest.mark.parametrize("name", ["c1-haitan-51.xlsx", "c1-haitan-51.xls", "c1-haitan-51.html"])
def test_a_real_table_of_51_items_loses_none(name: str) -> None:
    found = items(read(shared(name)))
    with shared("c1-haitan-51.expected.tsv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file, delimiter="\t"))
    assert len(found) == len({row["serial"] for row in expected}) == 51
    by_number = {one["number"]: one for one in found}
    for row in expected:
        one = by_number[row["serial"]]
        assert (one["level_1"], one["level_2"]) == (row["level_1"], row["level_2"])
        assert letters("".join(one["content"])) == letters(row["content"])
        assert letters("".join(one["basis"])) == letters(row["basis"])
        method = "proactive" if row["proactive"] else "on_request"
        assert method in [part["method"] for part in one["method"]]
        ours = "".join(part["text"] for part in one["deadline"] if part.get("method") in (None, method))
        assert letters(row["deadline"]).startswith(letters(ours))
        audience = "全社会" if row["all"] else row["group"].lstrip("√")
        assert one["audience"] == audience
        assert one["other_publishers"] == (row["publisher"],)
        assert letters("".join(one["channels"])) == letters(row["channels"])
    assert [part.get("method") for part in by_number["47"]["deadline"]] == ["proactive", "on_request"]
    assert by_number["48"]["method"][1] == {"method": "on_request", "when": "公示结束后"}
    assert len({one["level_1"] for one in found}) == 20


def letters(text: str) -> str:
    return "".join(sign for sign in text.replace("\\n", "") if not sign.isspace() and sign not in "、；;，")


def test_ditto_marks_and_sub_rows_of_a_hard_table() -> None:
    found = items(read(shared("c2-tongshang-6.xlsx")))
    assert len(found) == 6
    assert found[1]["basis"] == found[2]["basis"] == found[0]["basis"]
    assert found[2]["other_publishers"][-1] == "相关审批部门"
    assert [one["method"] for one in found[4:5]] == [({"method": "on_request"},)]
    assert not found[5].keys() & {"level_1", "content", "basis", "deadline"}


def test_symbols_of_word_are_boxes_in_a_hard_table() -> None:
    found = items(read(shared("c3-two-fields-wingdings-4.docx")))
    assert [one["channels"] for one in found] == [("网站",), ("网站", "窗口"), ("公报",), ("网站",)]
    assert found[1]["basis"] == found[0]["basis"]


def test_a_hard_table_in_the_encoding_of_the_country() -> None:
    found = items(read(shared("c6-gb18030-blanks-6.csv")))
    assert [one.get("level_1") for one in found] == ["公共服务"] * 3 + ["养老服务"] * 2 + [None]
    assert [one["audience"] for one in found[3:5]] == ["辖区60周岁以上老年人", "特定群体"]
