"""`build.py import-plan`: every clause with its units, shown before it is written; a second time keeps what editors added."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import UsageError
from disclosure.commands.import_plan import import_plan, read_plan
from disclosure.frontmatter.plan_text import year_of
from disclosure.frontmatter.tasks import ReadPlan, read_term, unit_names
from disclosure.model.choices import TaskTerm
from disclosure.model.plans import WorkPlan
from disclosure.pipeline.build import read
from tests.district import MakeSite, make_site, policy
from tests.tables import word_file, workbook

__all__ = ["make_site"]

SEED = Path(__file__).parents[3] / "shared/seed/work-plan-2023.txt"
TEXT = """各镇人民政府,区政府有关委、办、局:
现将《2026年测试区便民服务工作要点》印发给你们,请认真按照执行。
测试区人民政府
2026年3月9日
2026年测试区便民服务工作要点
为方便群众办事,制定本工作要点。
一、总体要求
(一)指导思想
坚持便民利民。
二、办好 窗口
(一)延时服务。午间和周六开放窗口,最多跑 一次(不含复 核)。(责任单位:区民政局、区教委及有关单位)
（二）减少材料。清理证明。（责任单位：区民 政局，各街镇；完成时间：6月底前）
选取三类事项先行试点。 (责任 单位:区行政服务中心(区大数据中心)、测试区教育局;完成时限:尽快)
(三)评价公开。
1.评价结果每季度公布。
2.差评逐件回访。
（牵头单位：区政府；配合单位：区民政局；长期坚持）
三、加强保障
(一)培训。每年至少一次(责任单位:区教育局
(二)检查。没有写明单位的一条。
附件:任务分解表.doc
"""


def written(folder: Path, text: str = TEXT, name: str = "要点.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def silent(_: str) -> str:
    raise AssertionError


def units(plan: WorkPlan) -> dict[str, list[str]]:
    """By clause, the units of all roles: ids, and names in brackets behind them or alone."""
    return {
        task.clause: [
            f"{one.agency or ''}{f'({one.name})' if one.name else ''}"
            for one in (*task.lead, *task.responsible, *task.support)
        ]
        for task in plan.tasks
    }


def test_a_text_becomes_a_plan_that_builds(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, file = (
        make_site({"policies/a.md": policy("关于印发《2026年测试区便民服务工作要点》的通知")}),
        written(tmp_path),
    )
    assert import_plan(site, tmp_path, file, "zh", lambda _: "n") == 0
    assert not (tmp_path / "content/plans").exists()
    told = capsys.readouterr()
    assert (
        "要点.txt:11:34: warning import-unit-proposed “区教委”不是本站登记的机关，照原文写（1 处，第 11 行）"
        in told.err
    )
    assert "可能是 edu（测试区教育局）" in told.err
    assert "如果指全部镇、街道，给它写上 levels: [town, street]" in told.err
    assert "+ 二（一）　延时服务　责任：区民政局（min）、区教委、有关单位" in told.out
    assert import_plan(site, tmp_path, file, "zh", silent, at_once=True) == 1
    after, _ = read(tmp_path, site.on)
    entry = after.library.of(WorkPlan)["gongzuo-yaodian-2026"]
    plan = entry.record
    assert (plan.title, plan.year, plan.issuers, plan.published_on, plan.document) == (
        *("2026年测试区便民服务工作要点", 2026, ("gov",), date(2026, 3, 9)),
        "a",
    )
    assert units(plan) == {
        "二（一）": ["min", "(区教委)", "(有关单位)"],
        "二（二）": ["min", "(各街镇)"],
        "二（二）之二": ["(区行政服务中心(区大数据中心))", "edu"],
        "二（三）": ["gov", "min"],
        "三（一）": ["edu"],
        "三（二）": [],
    }
    first, second, third, fourth = plan.tasks[:4]
    assert (first.part, first.title, first.text) == (
        *("二、办好 窗口", "延时服务"),
        "午间和周六开放窗口,最多跑 一次(不含复 核)。",
    )
    assert (second.due_on, second.due_text) == (date(2026, 6, 30), "6月底前")
    assert (third.due_on, third.due_text, third.title) == (None, "尽快", "减少材料")
    assert (fourth.term, fourth.text) == (TaskTerm.ONGOING, "1.评价结果每季度公布。2.差评逐件回访。")
    assert "一、总体要求\n\n(一)指导思想\n\n坚持便民利民。\n\n附件:任务分解表.doc" in entry.body
    for code in ("import-before-title", "import-bracket-open", "import-task-without-unit"):
        assert code in told.err


def test_an_issuer_that_is_no_agency_is_told(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, TEXT.replace("测试区人民政府", "测试区大数据局"))
    import_plan(make_site({"policies/a.md": policy("办法")}), tmp_path, file, "zh", lambda _: "n")
    assert "import-plan-issuer 印发单位没有写：“测试区大数据局”不是本站登记的机关" in capsys.readouterr().err


def test_clauses_of_other_looks(tmp_path: Path) -> None:
    """A title as a paragraph of its own, units and term each on a line or in brackets of their own, numbers below numbers."""
    text = """2026年重点工作任务分解
一、办好实事
（一）加装电梯
全年完成二十台。
牵头单位：区建交委
配合单位：各街道、
完成时限：11月底前
（二）整修步道。修好三处。（牵头单位：区水务局）（配合单位：各镇；持续推进）
二、做好保障
1.培训。（责任单位：区人社局）
2.检查。要由区司法局牵头抓好。
"""
    plan = read_plan(written(tmp_path, text), 2020)
    found = [(task.clause, task.title, task.text, task.term.due_on or task.term.term) for task in plan.tasks]
    assert found == [
        ("一（一）", "加装电梯", "全年完成二十台。", date(2026, 11, 30)),
        ("一（二）", "整修步道", "修好三处。", TaskTerm.ONGOING),
        ("二、1", "培训", None, None),
        ("二、2", "检查", "要由区司法局牵头抓好。", None),  # a sentence names no unit
    ]
    assert [[(unit.role.value, unit.name) for unit in task.units] for task in plan.tasks] == [
        [("lead", "区建交委"), ("support", "各街道")],
        [("lead", "区水务局"), ("support", "各镇")],
        [("responsible", "区人社局")],
        [],
    ]


def spoken(folder: Path, *lines: str) -> list[tuple[str, str | None, object, dict[str, list[str]]]]:
    """Of a plan of 2026 with these lines in one part: title, text, term and units by role of every task."""
    plan = read_plan(written(folder, "\n".join(("2026年测试区工作要点", "一、办好实事", *lines)) + "\n"), 2020)
    return [
        (
            task.title,
            task.text,
            task.term.due_on or task.term.term,
            {
                role: names
                for role in ("lead", "responsible", "support")
                if (names := [unit.name for unit in task.units if unit.role.value == role])
            },
        )
        for task in plan.tasks
    ]


ALL = {"responsible": ["区司法局", "各镇（街道）人民政府", "国际铁路港"]}
LED = {"lead": ["区司法局"], "support": ["区政府各部门"]}


@pytest.mark.parametrize(
    ("line", "due", "roles"),
    [
        ("责任单位：区司法局牵头，区政府各部门配合", None, LED),
        ("责任单位：区司法局牵头，区政府各部门配合。", None, LED),
        ("【区司法局牵头，区政府各部门配合】", None, LED),
        ("（由区司法局牵头；区政府各部门配合）。", None, LED),
        ("[区司法局牵头负责,区政府各部门协办]", None, LED),
        ("（区司法局牵头，区政府各部门配合，10月15日前上线）", date(2026, 10, 15), LED),
        ("（区司法局牵头，区政府各部门配合；完成时限：9月底）", date(2026, 9, 30), LED),
        ("（区司法局、区财政局分别负责）", None, {"responsible": ["区司法局", "区财政局"]}),
        ("牵头单位：区司法局。配合单位：区政府各部门。完成时限：2027年9月底。", date(2027, 9, 30), LED),
        ("（牵头单位：区司法局）完成时限：持续推进", TaskTerm.ONGOING, {"lead": ["区司法局"]}),
        ("（6月底前完成）（责任单位：区司法局）", date(2026, 6, 30), {"responsible": ["区司法局"]}),
        ("（长期坚持）", TaskTerm.ONGOING, {}),
        ("完成时限：2027年9月底", date(2027, 9, 30), {}),
        ("时限：年底前", TaskTerm.YEAR_END, {}),
        ("区司法局牵头，区政府各部门配合，6月底前完成。", date(2026, 6, 30), LED),
        ("由区司法局牵头；区政府各部门配合。", None, LED),
        ("区司法局、区财政局按职责分工负责。", None, {"responsible": ["区司法局", "区财政局"]}),
        ("（责任单位：区司法局（牵头）、区财政局）", None, {"lead": ["区司法局"], "responsible": ["区财政局"]}),
        ("（区司法局会同区财政局负责）", None, {"responsible": ["区司法局", "区财政局"]}),
        ("（区司法局、各镇；5月底前）", date(2026, 5, 31), {"responsible": ["区司法局", "各镇"]}),
        ("（区司法局、各镇）", None, {"responsible": ["区司法局", "各镇"]}),
        ("（区司法局、各镇（街道）人民政府、国际铁路港按职责分工负责）", None, ALL),
        (
            "（人民银行青禾支行负责，各县（市、区）政府负责落实）",
            None,
            {"responsible": ["人民银行青禾支行", "各县（市、区）政府"]},
        ),
        ("（区司法局；完成时限：每半年）", TaskTerm.ONGOING, {"responsible": ["区司法局"]}),
        ("（主要责任单位：区司法局，协助单位：各镇）", None, {"responsible": ["区司法局"], "support": ["各镇"]}),
        ("【责任单位】区司法局【完成时限】2026.6.30", date(2026, 6, 30), {"responsible": ["区司法局"]}),
        ("（区司法局、各镇等按职责分工抓好落实）", None, {"responsible": ["区司法局", "各镇"]}),
        ("（责任单位：区司法局，各镇配合）", None, {"responsible": ["区司法局"], "support": ["各镇"]}),
        ("以上任务责任单位：区司法局、各镇。", None, {"responsible": ["区司法局", "各镇"]}),
        ("（责任单位：区司法局，6月底前完成）", date(2026, 6, 30), {"responsible": ["区司法局"]}),
    ],
)
def test_units_and_terms_at_the_end_of_a_paragraph(
    tmp_path: Path, line: str, due: object, roles: dict[str, list[str]]
) -> None:
    """In brackets of every kind or without any, by label or by what they do; nothing of it stays in what citizens read."""
    assert spoken(tmp_path, f"（一）执法公示。公示结果。{line}") == [("执法公示", "公示结果。", due, roles)]


@pytest.mark.parametrize(
    ("line", "text", "due", "roles"),
    [
        (
            "公示结果，责任单位：区司法局，完成时限：5月底前。",
            "公示结果",
            date(2026, 5, 31),
            {"responsible": ["区司法局"]},
        ),
        ("（责任人：张某；责任单位：区司法局）", "（责任人：张某）", None, {"responsible": ["区司法局"]}),
        (
            "（责任单位：区司法局；2026年、2027年各不少于4次）",
            "（2026年、2027年各不少于4次）",
            None,
            {"responsible": ["区司法局"]},
        ),
        (
            "（区司法局牵头，区政府各部门配合，并于5月底前自查）",
            "（并于5月底前自查）",
            None,
            LED,
        ),
        ("（区司法局，各镇派人负责）", "（区司法局，各镇派人负责）", None, {}),
        ("区司法局，各镇配合。", "区司法局，各镇配合。", None, {}),
        ("定好方案。指导各镇落实。", "定好方案。指导各镇落实。", None, {}),
        ("请各镇、各部门抓好落实。", "请各镇、各部门抓好落实。", None, {}),
        ("定好方案。督促区司法局落实。", "定好方案。督促区司法局落实。", None, {}),
        ("公示，区司法局负责。", "公示，区司法局负责。", None, {}),
        ("窗口设在大厅（区司法局）。", "窗口设在大厅（区司法局）。", None, {}),
        ("各部门、各单位要各司其职、密切配合。", "各部门、各单位要各司其职、密切配合。", None, {}),
        ("建立区级统筹、部门协同，镇街落实。", "建立区级统筹、部门协同，镇街落实。", None, {}),
        (
            "（责任单位：区司法局。以下均需各镇落实，不再列出）",
            "（以下均需各镇落实；不再列出）",
            None,
            {"responsible": ["区司法局"]},
        ),
        ("（区司法局负责，5月底前完成，9月底前公布）", None, None, {"responsible": ["区司法局"]}),
    ],
)
def test_what_is_unsure_is_told_and_kept(
    tmp_path: Path, line: str, text: str | None, due: object, roles: dict[str, list[str]]
) -> None:
    """Words in the brackets that are neither units nor a term stay in the text; names within a sentence are no units."""
    assert spoken(tmp_path, f"（一）执法公示。{line}", "（二）检查。（责任单位：区司法局）")[0] == (
        *("执法公示", text, due, roles),
    )
    told = [one.code for one in read_plan(tmp_path / "要点.txt", 2020).doubts]
    assert bool(told) is not (text == "公示结果")


def test_units_behind_a_heading(tmp_path: Path) -> None:
    """They are no part of the title; other brackets are. A term below goes with the task, and makes none of its own."""
    lines = (
        "（一）执法公示（区司法局牵头，区政府各部门配合）",
        "公示结果。（6月底前完成）",
        "（二）减少材料（试行）",
        "清理证明。（责任单位：区民政局）",
    )
    assert spoken(tmp_path, *lines) == [
        ("执法公示", "公示结果。", date(2026, 6, 30), LED),
        ("减少材料（试行）", "清理证明。", None, {"responsible": ["区民政局"]}),
    ]


def test_units_of_a_heading_are_those_of_what_stands_below(tmp_path: Path) -> None:
    """Unless that names its own."""
    below = ("1.公示结果。", "2.逐件回访。")
    assert spoken(tmp_path, "（一）执法公示（责任单位：区司法局）", *below) == [
        ("执法公示", "1.公示结果。2.逐件回访。", None, {"responsible": ["区司法局"]}),
    ]
    own = ("1.公示结果。（责任单位：区民政局）", "2.逐件回访。")
    found = spoken(tmp_path, "（一）执法公示（责任单位：区司法局）", *own)
    assert [roles for *_, roles in found] == [{"responsible": ["区司法局"]}, {"responsible": ["区民政局"]}, {}]


@pytest.mark.parametrize(
    "lines",
    [
        ("（牵头单位：区司法局", "配合单位：区水务局、各镇街）"),
        ("（", "牵头单位：区司法局", "配合单位：区水务局、", "各镇街）"),
        ("牵头单位：区司法局", "配合单位：区水务局、", "各镇街"),
        ("牵头单位：区司法局；配合单位：区水务局、", "各镇街。"),
        ("（牵头单位：区司法局；配合单位：区水", "务局、各镇", "街）"),
        ("【区司法局牵头】", "（配合单位：区水务局，", "各镇街）"),
    ],
)
def test_units_that_go_on_in_the_next_line(tmp_path: Path, lines: tuple[str, ...]) -> None:
    file = ("（一）培训。每年一次。", *lines, "（二）检查。查一次。（责任单位：区司法局）")
    assert spoken(tmp_path, *file) == [
        ("培训", "每年一次。", None, {"lead": ["区司法局"], "support": ["区水务局", "各镇街"]}),
        ("检查", "查一次。", None, {"responsible": ["区司法局"]}),
    ]
    assert "import-bracket-open" not in [one.code for one in read_plan(tmp_path / "要点.txt", 2020).doubts]


def test_lines_that_were_wrapped_are_one(tmp_path: Path) -> None:
    """As texts come out of a PDF: names, labels and sentences break anywhere; a label begins a paragraph."""
    clause = (
        "（一）执法公示。依法公开执法主体、职责、权限、依据、程序和救济渠道，公示执法结果。"
        "（责任单位：区司法局、区城市管理行政执法局、区市场监督管理局、区农业农村委员会、区文化和旅游局、各镇人民政府）"
    )
    plain_text = f"2026年测试区工作要点\n一、办好实事\n{clause}\n"
    wrapped = plain_text.replace(clause, "\n".join(clause[at : at + 30] for at in range(0, len(clause), 30)))
    apart = "（二）检查。\n责任单位：区政府办公室牵头，有关部门按职责分工负责\n时限要求：2026年5月底前完成修订，6月底前公布\n"
    found = [read_plan(written(tmp_path, f"{text}{apart}"), 2020) for text in (plain_text, wrapped)]
    said = [
        [(task.title, task.text, [one.name for one in task.units], task.term) for task in one.tasks] for one in found
    ]
    assert said[0] == said[1]
    assert [len(units) for _, _, units, _ in said[0]] == [6, 2]
    assert spoken(tmp_path, "（一）公示。公示结果。", "区司法局牵头，", "区政府各部门配合。")[0][3] == LED


def test_a_space_parts_units_where_both_are_such(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Inside a name it means nothing; between two it parts them, told unless both are known."""
    text = """2026年测试区工作要点
一、办好实事
（一）培训。（责任单位：区民政局 区教育局、区财 政局）
（二）检查。（责任单位：区民政局 区税务局、区 教 育局）
"""
    site = make_site({"policies/a.md": policy("办法")})
    import_plan(site, tmp_path, written(tmp_path, text), "zh", silent, at_once=True)
    told = capsys.readouterr().err
    assert told.count("import-units-spaced") == 1
    assert "“区民政局 区税务局”只用空格隔开，按 区民政局、区税务局 几个单位，请核对" in told
    after, _ = read(tmp_path, site.on)
    assert units(after.library.of(WorkPlan)["gongzuo-yaodian-2026"].record) == {
        "一（一）": ["min", "edu", "(区财政局)"],
        "一（二）": ["min", "(区税务局)", "edu"],
    }


@pytest.mark.parametrize("words", ["6月底前", "10月15日前", "2027年9月底", "持续推进", "每季度", "年底前", "第三季度"])
def test_words_of_time_within_a_text_are_told_and_not_taken(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    body = f"公示{words}。" if words == "持续推进" else f"{words}公示结果。"
    for labelled in (False, True):
        end = "责任单位：区民政局" + ("；完成时限：5月底" if labelled else "")
        file = written(tmp_path, f"2026年测试区工作要点\n一、办好实事\n（一）公示。{body}（{end}）\n")
        import_plan(make_site({"policies/a.md": policy("办法")}), tmp_path, file, "zh", lambda _: "n")
        told = capsys.readouterr()
        assert (f"文中写有“{words}”，没有当作时限，请核对" in told.err) is not labelled
        assert ("完成期限：2026-05-31" in told.out) is labelled


def test_a_second_import_keeps_what_editors_added(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whom a phrase means is learnt, days and evidence stay, and what the file lacks is kept."""
    site, file = make_site({"policies/a.md": policy("甲办法")}), written(tmp_path)
    import_plan(site, tmp_path, file, "zh", silent, at_once=True)
    path = tmp_path / "content/plans/gongzuo-yaodian-2026.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("year: 2026\n", "# 我们的备注\nyear: 2026\nsummary: 方便办事。\n")
    text = text.replace("- {name: 区教委}", "- {name: 区教委, agency: edu}", 1)
    text = text.replace("- {name: 各街镇}", "- {name: 各街镇, levels: [town, street]}", 1)
    text = text.replace('"(区大数据中心)"', "x")
    added = "    evidence: [a, {title: 报道, on: 2026-05-06, completes: true}]\n    progress: [{on: 2026-04-01, words: 过半。}]\n"
    text = text.replace("    title: 延时服务\n", f"    title: 延时服务\n    due_on: 2026-05-31\n{added}", 1)
    text = text.replace("    title: 延时服务\n", "    title: 延时服务\n    # 已核对\n", 1)
    text = text.replace("  - clause: 三（一）\n", "  # 问过教育局\n  - clause: 三（一）\n", 1)
    text = text.replace("---\n\n为方便", "  - {clause: 四, title: 我们加的, responsible: [min]}\n---\n\n为方便", 1)
    path.write_text(text, encoding="utf-8")
    site, _ = read(tmp_path, site.on)
    assert import_plan(site, tmp_path, file, "zh", silent) == 0  # nothing differs
    assert "不变 6 项" in capsys.readouterr().out
    changed = TEXT.replace("午间和周六", "早晚和周六").replace(
        "(一)培训。", "(一)培训。增加内容。(责任单位:区教委)\n(二)演练。"
    )
    assert import_plan(site, tmp_path, written(tmp_path, changed), "zh", silent, at_once=True) == 1
    told = capsys.readouterr().out
    assert "要求：午间和周六开放窗口,最多跑 一次(不含复 核)。 → 早晚和周六开放窗口" in told
    assert "· 文件里没有，保留：四　我们加的" in told
    after, _ = read(tmp_path, site.on)
    plan = after.library.of(WorkPlan)["gongzuo-yaodian-2026"].record
    first = plan.tasks[0]
    assert (first.due_on, [one.target for one in first.evidence], len(first.progress)) == (
        date(2026, 5, 31),
        ["a", None],
        1,
    )
    assert (first.text or "").startswith("早晚")
    assert (plan.summary, plan.tasks[-1].title) == ("方便办事。", "我们加的")
    assert [(one.agency, one.name) for task in plan.tasks if task.title == "培训" for one in task.responsible] == [
        ("edu", "区教委")
    ]
    assert path.read_text(encoding="utf-8").startswith("---\ntitle: ")
    assert all(one in path.read_text(encoding="utf-8") for one in ("# 我们的备注", "# 已核对", "# 问过教育局"))


HEAD = ["工作任务", "工作要求", "牵头单位", "配合或\n责任单位", "时 限"]
ROWS = [
    HEAD,
    ["一、公开文件", "1.统一入口。文件集中发布，不再", "区政府", "区民政局、各街镇", "6月底前"],
    HEAD,
    ["一、公开文件", "另行维护。", "", "", ""],
    ["", "2．标明效力。", "", "区直各有关单位", "年底前"],
    ["二、做好解读", "3.同步解读。", "—", "区民政局\n区教育局", "持续推进"],
]
"""As a table stands on two pages: the header again, the task again, and a requirement that goes on."""


def test_tables_of_tasks_are_read_from_any_file(tmp_path: Path) -> None:
    """Workbook, Word, web page and CSV say the same; merged cells reach over the rows of their task."""
    title = "2026年测试区政务公开工作要点任务分解表"
    comma = tmp_path / "表.csv"
    comma.write_text(
        "\n".join(",".join(f'"{cell}"' for cell in row) for row in [[title, "", "", "", ""], *ROWS]), encoding="utf-8"
    )
    files = [
        workbook(tmp_path / "表.xlsx", ("一", [[title, "", "", "", ""], *ROWS], ("A1:E1", "A5:A6"))),
        word_file(tmp_path / "表.docx", title, ROWS),
        written(tmp_path, f"<p>{title}</p><table>{''.join(map(_web_row, ROWS))}</table>", "表.html"),
        comma,
    ]
    for file in files:
        plan = read_plan(file, 2020)
        assert plan.title == title
        found = [(one.clause, one.part, one.title, one.text, one.term.due_on or one.term.term) for one in plan.tasks]
        assert found == [
            ("1", "一、公开文件", "统一入口", "文件集中发布，不再另行维护。", date(2026, 6, 30)),
            ("2", "一、公开文件", "标明效力", None, TaskTerm.YEAR_END),
            ("3", "二、做好解读", "同步解读", None, TaskTerm.ONGOING),
        ]
        assert [[(unit.role.value, unit.name) for unit in one.units] for one in plan.tasks] == [
            [("lead", "区政府"), ("support", "区民政局"), ("support", "各街镇")],
            [("responsible", "区直各有关单位")],
            [("responsible", "区民政局"), ("responsible", "区教育局")],
        ]


def _web_row(row: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>"


NUMBERED = (
    (None, "2026年测试区便民服务"),
    (None, "工作要点"),
    (0, "总体要求"),
    (1, "坚持便民。"),
    (0, "办好窗口"),
    (1, "延时服务。午间开放。（责任单位：区民政局）"),
    (None, "周末也开放。（责任单位：区教育局）"),
    (1, "减少材料。清理证明。（责任单位：各街镇）"),
)


def test_numbers_that_word_sets_by_itself_are_read(tmp_path: Path) -> None:
    """Lists count on over paragraphs without a number, and begin anew below the next one above; a title may be parted."""
    levels = (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(("%1、", "（%2）"))
    )
    lists = f'<w:abstractNum w:abstractNumId="3">{"".join(levels)}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    look = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    paragraphs = (
        f"<w:p>{look.format(depth) if depth is not None else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"
        for depth, text in NUMBERED
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(tmp_path / "要点.docx", "w") as file:
        file.writestr("word/numbering.xml", f"<w:numbering {space}>{lists}</w:numbering>")
        file.writestr("word/document.xml", f"<w:document {space}><w:body>{''.join(paragraphs)}</w:body></w:document>")
    plan = read_plan(tmp_path / "要点.docx", 2020)
    assert (plan.title, plan.rest) == ("2026年测试区便民服务工作要点", ("一、总体要求", "（一）坚持便民。"))
    assert [(task.clause, task.part, task.title) for task in plan.tasks] == [
        ("二（一）", "二、办好窗口", "延时服务"),
        ("二（一）之二", "二、办好窗口", "延时服务"),
        ("二（二）", "二、办好窗口", "减少材料"),
    ]


def test_titles_days_and_numbers_of_other_looks(tmp_path: Path) -> None:
    """Years in Chinese numerals, chapters and sections, parts in parts, ① within a clause; a list without parts."""
    text = """贯彻落实《条例》任务分工方案（二〇二六年）
（2026年1月15日）
第一章 总体要求
以人为本。
第二章 重点任务
第一节 决策公开
1.公开草案。
①及时公开。
②集中公开。
责任单位：区司法局
第三章 保障
一、培训
（一）学习
1.办班。（责任单位：区司法局）
"""
    plan = read_plan(written(tmp_path, text), 2020)
    assert (plan.title, plan.issued) == ("贯彻落实《条例》任务分工方案（二〇二六年）", date(2026, 1, 15))
    assert [(task.clause, task.part, task.text) for task in plan.tasks] == [
        ("第二章第一节、1", "第二章 重点任务　第一节 决策公开", "①及时公开。②集中公开。"),
        ("第三章、一（一）1", "第三章 保障　一、培训　（一）学习", None),
    ]
    assert [(one.code, one.place.line) for one in plan.doubts] == [("import-part-without-units", 3)]
    assert year_of("三年行动计划（2026—2028年）") == year_of("二〇二六年要点") == 2026
    listed = "2026年重点工作清单\n1.种树。（责任单位：区水务局）\n2.修路。区里修路。\n"
    plan = read_plan(written(tmp_path, listed), 2020)
    assert [(task.clause, len(task.units)) for task in plan.tasks] == [("1", 1), ("2", 0)]
    assert [(one.code, one.place.line) for one in plan.doubts] == [("import-task-without-unit", 3)]


def test_units_within_a_sentence_and_what_stands_below(tmp_path: Path) -> None:
    """Each bracket says who does what stands before it; labels with a gap; a signature at the end is no clause."""
    text = """2026年测试区工作要点
一、办事
（一）清理。开展清理（区司法局牵头，8月底前完成），公布结果（区民政局负责）。
（二）会议。
责任单位　区民政局
完成时限  年底前
测试区人民政府
2026年3月9日
"""
    plan = read_plan(written(tmp_path, text), 2020)
    assert [(task.clause, task.text, [unit.name for unit in task.units]) for task in plan.tasks] == [
        ("一（一）", "开展清理", ["区司法局"]),
        ("一（一）之二", "公布结果", ["区民政局"]),
        ("一（二）", None, ["区民政局"]),
    ]
    assert (plan.tasks[2].term.term, plan.doubts) == (TaskTerm.YEAR_END, ())
    assert (plan.signed, plan.issued) == (("测试区人民政府",), date(2026, 3, 9))
    assert plan.rest == ("测试区人民政府", "2026年3月9日")


def test_texts_in_markdown_and_on_web_pages(tmp_path: Path) -> None:
    """They say the same as plain ones."""
    marked = """# 2026年测试区工作要点

发布日期：2026年3月1日

## 一、办好窗口

### （一）延时服务

午间开放。

**责任单位：** 区民政局、各镇街

**完成时限：** 6月底前

1. *减少材料。*清理证明。**（牵头单位：区司法局）**
"""
    page = """<title>要点</title><p>首页</p><h1>2026年测试区工作要点</h1><p>发布日期：2026年3月1日</p><p><b>一、办好窗口</b></p>
<p>&emsp;<strong>（一）延时服务</strong></p><p>午间开放。</p><p>责任单位：区民政局、各镇街</p><p>完成时限：6月底前</p>
<p>1.减少材料。清理证明。（牵头单位：区司法局）</p><script>var a;</script>"""
    for name, text in (("a.md", marked), ("a.html", page)):
        plan = read_plan(written(tmp_path, text, name), 2020)
        assert (plan.title, plan.issued) == ("2026年测试区工作要点", date(2026, 3, 1))
        assert [(task.clause, task.part, task.title, task.text) for task in plan.tasks] == [
            ("一（一）", "一、办好窗口", "延时服务", "午间开放。"),
            ("一（一）1", "一、办好窗口", "减少材料", "清理证明。"),
        ]
        assert [[unit.name for unit in task.units] for task in plan.tasks] == [["区民政局", "各镇街"], ["区司法局"]]
        assert plan.tasks[0].term.due_on == date(2026, 6, 30)
    plan = read_plan(written(tmp_path, f"<table><tr><td>{page}</td></tr></table>", "b.html"), 2020)
    assert len(plan.tasks) == 2


def test_what_stands_around_a_table(tmp_path: Path) -> None:
    """The text beside it becomes the body, its day the plan's; a table without header goes on; notes and roles are read."""
    text = """# 2026年测试区任务分工表

测试区人民政府

2026年3月9日

| 序号 | 重点任务 | 具体举措 | 责任单位 | 时间进度 | 备注 |
|:-:|---|---|---|---|---|
| 1 | 办窗口 | （1）午间开放 | 区民政局牵头，各镇配合 | 6月底前 | |
| 1 | 办窗口 | （2）周末开放 | 区民政局（牵头）<br>各镇 | 每季度 | 试点 |
| 2 | 减材料 | 清理证明 | 责任单位：区司法局 | 下半年 | |
| | | 公布清单 | 各镇 | 下半年 | |
| 合计 | 4项 | | | | |
| 注：按月通报 | | | | | |
"""
    plan = read_plan(written(tmp_path, text, "a.md"), 2020)
    assert (plan.issued, plan.signed) == (date(2026, 3, 9), ("测试区人民政府",))
    assert plan.rest == ("测试区人民政府", "2026年3月9日", "注：按月通报")
    assert [task.clause for task in plan.tasks] == ["1.1", "1.2", "2.1", "2.2"]
    assert [[(unit.role.value, unit.name) for unit in task.units] for task in plan.tasks] == [
        [("lead", "区民政局"), ("support", "各镇")],
        [("lead", "区民政局"), ("responsible", "各镇")],
        [("responsible", "区司法局")],
        [("responsible", "各镇")],
    ]
    assert [one.code for one in plan.doubts] == ["import-column-in-text", "import-row-total"]
    assert [task.text for task in plan.tasks] == [None, "（备注：试点）", None, None]
    head, *rows = [line for line in text.split("\n") if line.startswith("|")]
    page = (
        f"<h1>2026年测试区任务分工表</h1>{_web_table(head, rows[1])}{_web_table(rows[2])}<p>（责任单位：区司法局）</p>"
    )
    plan = read_plan(written(tmp_path, page, "a.html"), 2020)
    assert len(plan.tasks) == 2
    assert [one.code for one in plan.doubts] == [
        *("import-text-beside-table", "import-column-in-text", "import-table-continued"),
    ]


def test_a_row_without_number_takes_none_that_is_written(tmp_path: Path) -> None:
    """Written numbers stay; what has none gets one that no row has, and that is told. Without any, rows are counted."""
    numbers = ("1", "", "2", "", "2")

    def table(*numbers: str) -> ReadPlan:
        rows = [f"{number},做事{'甲乙丙丁戊'[at]},区民政局,长期\n" for at, number in enumerate(numbers)]
        return read_plan(written(tmp_path, f"序号,任务,责任单位,完成时限\n{''.join(rows)}", "a.csv"), 2026)

    plan = table(*numbers)
    assert [task.clause for task in plan.tasks] == ["1", "3", "2", "4", "2之二"]
    told = [(one.code, one.place.line, one.values["value"]) for one in plan.doubts]
    assert told == [("import-number-made", 3, "3"), ("import-number-made", 5, "4")]
    plan = table("", "", "")
    assert ([task.clause for task in plan.tasks], plan.doubts) == (["1", "2", "3"], ())


def test_a_cell_says_what_the_one_above_does(tmp_path: Path) -> None:
    """同上 of units and of terms, row by row; where nothing stands above it, it is told as the unit that it is not."""
    rows = ["甲,同上,各镇,6月底前", "乙,区民政局,〃,同 上", "丙,同上,,长期", "丁,〃,〃,〃"]
    text = "\n".join(("任务,牵头单位,配合单位,完成时限", *rows))
    plan = read_plan(written(tmp_path, text, "a.csv"), 2026)
    assert [[unit.name for unit in task.units] for task in plan.tasks] == [
        ["同上", "各镇"],
        ["区民政局", "各镇"],
        ["区民政局"],
        ["区民政局"],
    ]
    due, same, ongoing, last = (task.term for task in plan.tasks)
    assert (due, ongoing) == (same, last)
    assert (same.due_on, last.term, plan.doubts) == (date(2026, 6, 30), TaskTerm.ONGOING, ())


def test_a_header_of_two_rows_on_each_sheet(tmp_path: Path) -> None:
    """Roles stand below 责任单位; what other columns say is kept; numbers begin anew on the next sheet."""
    head = [["序号", "任务类别", "重点任务", "年度目标", "责任单位", "", "时限"], ["", "", "", "", "牵头", "配合", ""]]
    rows = [
        ["1", "便民", "办窗口", "设十处", "区民政局", "各镇", "6月底"],
        ["2", "便民", "减材料", "", "", "", "年底前"],
    ]
    other = ["1", "便民", "办热线", "不占线", "区民政局", "各镇", "6月底"]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2")
    file = workbook(tmp_path / "a.xlsx", ("一", [*head, *rows], merged), ("二", [*head, other], merged))
    plan = read_plan(file, 2026)
    assert [(task.clause, task.part, task.text) for task in plan.tasks] == [
        ("1", "便民", "（年度目标：设十处）"),
        ("2", "便民", None),
        ("1之二", "便民", "（年度目标：不占线）"),
    ]
    assert [[(unit.role.value, unit.name) for unit in task.units] for task in plan.tasks][:2] == [
        [("lead", "区民政局"), ("support", "各镇")],
        [],
    ]
    assert [one.code for one in plan.doubts if one.code != "import-plan-title"] == [
        *("import-column-in-text", "import-column-in-text", "import-task-without-unit"),
    ]


def _web_table(*lines: str) -> str:
    return (
        f"<table>{''.join(_web_row([cell.strip() for cell in line.strip('|').split('|')]) for line in lines)}</table>"
    )


def test_a_file_without_tasks_is_told(tmp_path: Path) -> None:
    for name, text in (("a.txt", "2026年工作要点\n一、总体要求\n做好工作。\n"), ("a.csv", "姓名,电话\n甲,1\n")):
        with pytest.raises(UsageError) as caught:
            read_plan(written(tmp_path, text, name), 2026)
        assert [problem.code for problem in caught.value.problems] == ["import-no-tasks"]


@pytest.mark.parametrize(
    ("words", "due", "term"),
    [
        ("6月底前", date(2026, 6, 30), None),
        ("11 月30日前完成", date(2026, 11, 30), None),
        ("第三季度", date(2026, 9, 30), None),
        ("上半年", date(2026, 6, 30), None),
        ("次年1月31日", date(2027, 1, 31), None),
        ("十二月", date(2026, 12, 31), None),
        ("2026年底前", None, TaskTerm.YEAR_END),
        ("年内", None, TaskTerm.YEAR_END),
        ("长期坚持", None, TaskTerm.ONGOING),
        ("每季度", None, TaskTerm.ONGOING),
        ("2月30日", None, None),
        ("2027年底前", date(2027, 12, 31), None),
        ("10月中旬前", date(2026, 10, 20), None),
        ("6月下旬", date(2026, 6, 30), None),
        ("今年底", None, TaskTerm.YEAR_END),
        ("2026年全年", None, TaskTerm.ONGOING),
        ("每月25日前", None, TaskTerm.ONGOING),
        ("持续推进年底前完成", None, None),
        ("2026.9", date(2026, 9, 30), None),
        ("2026.6.30前", date(2026, 6, 30), None),
        ("下半年", date(2026, 12, 31), None),
        ("持续推进，年底前完成", None, None),
        ("全年工作，12月20日前报总结", None, None),
        ("尽快", None, None),
        ("—", None, None),
    ],
)
def test_terms(words: str, due: date | None, term: TaskTerm | None) -> None:
    read_as = read_term(words, 2026)
    assert (read_as.due_on, read_as.term) == (due, term)
    assert read_as.is_read is (due is not None or term is not None or words == "—")


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("民政局 各镇 各街道", ("民政局 各镇 各街道",)),  # who knows the agencies parts them
        ("区 司法局", ("区司法局",)),
        ("区直各部门 各镇（街道）", ("区直各部门 各镇（街道）",)),
        ("区财政局和区税务局及各镇", ("区财政局", "区税务局", "各镇")),
        ("各镇及区直各单位", ("各镇", "区直各单位")),
        ("各市、州、县人民政府，县残联", ("各市、州、县人民政府", "县残联")),
        ("区应急局等有关部门", ("区应急局", "有关部门")),
        ("区住房和城乡建设局", ("区住房和城乡建设局",)),
        ("区人力资源和社会保障局、区发展和改革委", ("区人力资源和社会保障局", "区发展和改革委")),
    ],
)
def test_words_and_spaces_that_join_units(listed: str, names: tuple[str, ...]) -> None:
    assert unit_names(listed) == names


def test_names_in_a_list_of_units() -> None:
    """Stray spaces mean nothing, brackets hold together, 及相关单位 is a unit of its own."""
    listed = "区财 政局、嘉禾镇街道及相关单位，区行政服务中心(大数据中心、档案馆)；各街镇。"
    assert unit_names(listed) == ("区财政局", "嘉禾镇街道", "相关单位", "区行政服务中心(大数据中心、档案馆)", "各街镇")


@pytest.mark.skipif(not SEED.exists(), reason="the work plan of a real district is not part of the project")
def test_a_real_plan(make_site: MakeSite, tmp_path: Path) -> None:
    """31 clauses with 32 endings, of which one has stray spaces in its label; and the plan builds."""
    text = SEED.read_text(encoding="utf-8")
    plan = read_plan(SEED, 2026)
    clauses = {task.clause.partition("之")[0] for task in plan.tasks}
    assert (len(plan.tasks), len(clauses), plan.issued) == (32, 31, date(2023, 4, 20))
    assert all(task.units for task in plan.tasks)
    assert sum(len(task.units) for task in plan.tasks) == 134
    squeezed = "".join(text.split())
    assert all("".join(unit.name.split()) in squeezed for task in plan.tasks for unit in task.units)
    site = make_site({"policies/a.md": policy("文件")})
    assert import_plan(site, tmp_path, SEED, "zh", silent, at_once=True) == 1
    after, _ = read(tmp_path, site.on)
    assert len(after.library.of(WorkPlan)["gongzuo-yaodian-2023"].record.tasks) == 32
